"""`wezterm.time.call_after`: when it fires, when it never does, and what becomes of its errors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import LuaFailure, Simulator

Make = Callable[..., Simulator]

ARM = "wezterm.time.call_after(%s, function() print(%r) end)"


def test_equal_delays_fire_in_order(sim: Simulator) -> None:
    """Timers fire by time, equal ones in the order of arming."""
    sim.lua(
        "\n".join(ARM % pair for pair in ((0.2, "late"), (0.1, "one"), (0.1, "two"), (0, "now")))
    )

    sim.run(1000)

    assert ["now", "one", "two", "late"] == [text for _, text in sim.logs]


def test_zero_waits_for_a_turn(sim: Simulator) -> None:
    """Even a delay of 0 lets the caller end first."""
    sim.lua(ARM % (0, "timer") + " print('caller')")

    sim.run()

    assert ["caller", "timer"] == [text for _, text in sim.logs]


@pytest.mark.parametrize("delay", ["-1", "0/0", "math.huge"])
def test_impossible_delays_are_refused(sim: Simulator, delay: str) -> None:
    """A negative delay, NaN or infinity panics in the host, so here it raises."""
    with pytest.raises(LuaFailure, match="panics"):
        sim.lua(f"wezterm.time.call_after({delay}, function() end)")


def test_a_reload_cancels_timers(sim: Simulator) -> None:
    """A timer armed before a reload never fires."""
    sim.lua(ARM % (1, "never"))
    sim.reload()

    sim.run(5000)

    assert [] == sim.logs


def test_timers_armed_at_load_start_with_the_gui(terminal: Make) -> None:
    """What is armed while loading is scheduled once the loop runs, for one evaluation only."""
    sim = terminal(ARM % (1, "loaded"))

    sim.run(5000)

    assert [("info", "loaded")] == sim.logs


def test_timers_armed_at_load_never_start_in_the_server(terminal: Make) -> None:
    """In the multiplexer server there is no scheduler yet at the first load."""
    sim = terminal(ARM % (1, "loaded"), mux_server=True)

    sim.run(5000)

    assert [] == sim.logs


def test_timers_from_mux_startup_run(terminal: Make) -> None:
    """Armed in `mux-startup` they do start there."""
    code = ARM % (1, "started")
    sim = terminal(f'wezterm.on("mux-startup", function() {code} end)', mux_server=True)

    sim.run(5000)

    assert [("info", "started")] == sim.logs


def test_errors_are_swallowed(sim: Simulator) -> None:
    """An error in a timer reaches nobody; the simulator keeps it for tests."""
    sim.lua("wezterm.time.call_after(0, function() error('lost') end)")

    sim.run()

    assert ([], [], 1) == (sim.errors, sim.logs, len(sim.swallowed_errors))
    assert "lost" in sim.swallowed_errors[0]


def test_callbacks_are_numbered_per_state(terminal: Make) -> None:
    """`action_callback` and `call_after` share one counter that starts anew with each state."""
    sim = terminal("wezterm.GLOBAL.name = wezterm.action_callback(function() end).EmitEvent")

    assert "user-defined-0" == sim.lua("return wezterm.GLOBAL.name")
    assert {"EmitEvent": "user-defined-1"} == sim.lua(
        "return wezterm.action_callback(function() end)"
    )


def test_background_is_offered_on_request(terminal: Make) -> None:
    """No WezTerm has `wezterm.background`; a simulated one may, and runs the function soon."""
    assert terminal().lua("return wezterm.background") is None

    sim = terminal(background=True)
    sim.lua("wezterm.background(function() print('behind') end) print('front')")
    sim.run()

    assert ["front", "behind"] == [text for _, text in sim.logs]


def test_time_formats(sim: Simulator) -> None:
    """`time.now():format` knows seconds and milliseconds since 1970."""
    seconds, both = sim.lua(
        "local t = wezterm.time.now() return tonumber(t:format('%s')), t:format('%s%3f')"
    )

    assert seconds == sim.lua("return os.time()")
    assert both[:-3] == str(seconds)


def test_timers_run_between_two_handlers_of_an_event(terminal: Make) -> None:
    """While the first handler waits for its window, timers run; then it goes on, then the next."""
    sim = terminal(f"""
    wezterm.on("mine", function(window)
      {ARM % (0, "timer")}
      window:get_dimensions()
      print("first")
    end)
    wezterm.on("mine", function() print("second") end)
    """)

    sim.perform({"EmitEvent": "mine"})
    sim.run()

    assert ["timer", "first", "second"] == [text for _, text in sim.logs]


def test_timers_wait_for_handlers_that_never_suspend(terminal: Make) -> None:
    """Handlers that wait for nothing run one right after the other, whatever is due."""
    sim = terminal(f"""
    wezterm.on("mine", function() {ARM % (0, "timer")} wezterm.mux.spawn_window({{}}) end)
    wezterm.on("mine", function() print("second") end)
    """)

    sim.perform({"EmitEvent": "mine"})
    sim.run()

    assert ["second", "timer"] == [text for _, text in sim.logs]


def test_timers_run_between_handlers_of_an_event_from_lua(terminal: Make) -> None:
    """`wezterm.emit` lets them in as well, and still obeys `false` and handlers added meanwhile."""
    sim = terminal(f"""
    wezterm.on("mine", function()
      {ARM % (0, "timer")}
      coroutine.yield()
      wezterm.on("mine", function() print("added") return false end)
      wezterm.on("mine", function() print("never") end)
      print("first")
    end)
    """)

    result = sim.lua("return wezterm.emit('mine')")

    assert (False, ["timer", "first", "added"]) == (result, [text for _, text in sim.logs])


def test_another_event_runs_between_two_handlers(terminal: Make) -> None:
    """What a user does while the first handler waits is told before the second one begins."""
    sim = terminal("""
    wezterm.on("slow", function() wezterm.sleep_ms(100) end)
    wezterm.on("slow", function() print("second") end)
    wezterm.on("quick", function() print("quick") end)
    """)

    sim.perform({"EmitEvent": "slow"})
    sim.run(50)
    sim.perform({"EmitEvent": "quick"})
    sim.run()

    assert ["quick", "second"] == [text for _, text in sim.logs]


def test_a_timer_that_is_due_meanwhile_goes_first(sim: Simulator) -> None:
    """What became due while Lua ran stands in the queue before what Lua queued after that."""
    sim.lua(ARM % (0.001, "due") + " coroutine.yield()")

    sim.lua("wezterm.mux.spawn_window({}) " + ARM % (0, "queued"))
    sim.run()

    assert ["due", "queued"] == [text for _, text in sim.logs]


def test_a_bare_yield_is_one_turn(terminal: Make) -> None:
    """A handler that yields goes on in the next turn: before a timer that a timer of 0 arms."""
    sim = terminal(f"""
    wezterm.on("mine", function()
      wezterm.time.call_after(0, function() print("one turn") {ARM % (0, "two turns")} end)
      coroutine.yield()
      print("again")
    end)
    """)

    sim.lua("wezterm.emit('mine')")
    sim.run()

    assert ["one turn", "again", "two turns"] == [text for _, text in sim.logs]
