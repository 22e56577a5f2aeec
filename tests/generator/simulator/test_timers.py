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
