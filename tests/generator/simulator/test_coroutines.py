"""What may suspend, where, and what happens in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import BudgetExceeded, HostDeadlock, LuaFailure, Simulator

Make = Callable[..., Simulator]


def test_sleep_costs_only_virtual_time(sim: Simulator) -> None:
    """`sleep_ms(5000)` takes five virtual seconds."""
    before = sim.clock.now_ms

    sim.lua("wezterm.sleep_ms(5000)")

    assert sim.clock.now_ms - before == pytest.approx(5000, abs=1)


@pytest.mark.parametrize(
    "code",
    [
        "table.sort({ 3, 2, 1 }, function() wezterm.sleep_ms(1) return false end)",
        "string.gsub('a', 'a', function() wezterm.sleep_ms(1) end)",
    ],
)
def test_no_suspending_across_c(sim: Simulator, code: str) -> None:
    """Suspending inside a callback of a C function raises what Lua raises."""
    with pytest.raises(LuaFailure, match="attempt to yield across a C-call boundary"):
        sim.lua(code)


def test_no_suspending_in_a_required_module(terminal: Make) -> None:
    """A module's own chunk runs under `require`, a C function: it can't suspend."""
    sim = terminal(files={"/home/user/.config/wezterm/slow.lua": 'require("wezterm").sleep_ms(1)'})

    with pytest.raises(LuaFailure, match="attempt to yield across a C-call boundary"):
        sim.lua('require("slow")')


def test_suspending_passes_through_pcall(sim: Simulator) -> None:
    """Stock `pcall` lets a suspension through."""
    assert sim.lua("return (pcall(wezterm.sleep_ms, 10))") is True


def test_own_wrap_gets_the_pending_mark(sim: Simulator) -> None:
    """Inside the plugin's own `coroutine.wrap` a waiting call gives a userdata at once."""
    code = "return type(coroutine.wrap(function() return wezterm.read_dir('/') end)())"

    assert "userdata" == sim.lua(code)


def test_main_chunk_may_suspend(terminal: Make) -> None:
    """The configuration's main chunk blocks its thread, so that it may wait."""
    assert terminal("wezterm.sleep_ms(50)").clock.now_ms >= 100  # evaluated twice


def test_waiting_for_the_gui_at_load_is_a_deadlock(terminal: Make) -> None:
    """The main chunk can't wait for the event loop that waits for it."""
    sim = terminal("if wezterm.GLOBAL.go then wezterm.gui.gui_windows()[1]:is_focused() end")
    sim.lua("wezterm.GLOBAL.go = true")

    with pytest.raises(HostDeadlock):
        sim.reload()


def test_spawning_at_load_is_a_deadlock(terminal: Make) -> None:
    """A window spawned while the configuration is evaluated freezes WezTerm."""
    with pytest.raises(HostDeadlock, match="freezes"):
        terminal("pcall(wezterm.mux.spawn_window, {})")


@pytest.mark.parametrize(
    "code",
    [
        "wezterm.reload_configuration()",
        "wezterm.emit('x') wezterm.time.call_after(1, function() end)",
    ],
)
def test_asking_for_the_configuration_at_load_is_a_deadlock(terminal: Make, code: str) -> None:
    """Whatever needs the configuration waits for the lock that its evaluation holds."""
    with pytest.raises(HostDeadlock, match="freezes"):
        terminal(code)


def test_no_mux_in_the_first_evaluation(terminal: Make) -> None:
    """Functions of the multiplexer raise before it exists, and work in the second evaluation."""
    code = """
    local ok, message = pcall(wezterm.mux.all_windows)
    local seen = wezterm.GLOBAL.seen or ""
    wezterm.GLOBAL.seen = seen .. (ok and "yes" or tostring(message):match("cannot get Mux ?"))
    """

    assert "cannot get Muxyes" == terminal(code).lua("return wezterm.GLOBAL.seen")


def test_bare_yield_goes_to_the_end_of_the_queue(terminal: Make) -> None:
    """A handler that yields is resumed after everything else that is ready."""
    sim = terminal("""
    wezterm.on("one", function() print("one"); coroutine.yield(); print("one again") end)
    wezterm.on("two", function() print("two") end)
    """)

    sim.perform({"Multiple": [{"EmitEvent": "one"}, {"EmitEvent": "two"}]})
    sim.run()

    assert ["one", "two", "one again"] == [text for _, text in sim.logs]


def test_spawning_does_not_suspend(sim: Simulator) -> None:
    """On a local domain `spawn_window`, `spawn_tab` and `split` let no GUI work in between."""
    code = """
    local tab, pane, window = wezterm.mux.spawn_window({ workspace = "away" })
    window:spawn_tab({})
    pane:split({})
    return #wezterm.gui.gui_windows()
    """
    sim.trace.clear()

    assert 1 == sim.lua(code)
    assert 1 == len(sim.trace.slices)


def test_strict_mode_suspends_every_async_verb(terminal: Make) -> None:
    """With `strict_async` even a local spawn gives up control."""
    sim = terminal(strict_async=True)
    sim.trace.clear()

    sim.lua("wezterm.mux.spawn_window({})")

    assert 2 == len(sim.trace.slices)


def test_handlers_run_in_order_until_false(terminal: Make) -> None:
    """`emit` calls handlers in order; `false` stops it and is its result."""
    sim = terminal("""
    wezterm.on("mine", function(x) print("first " .. x) end)
    wezterm.on("mine", function() return false end)
    wezterm.on("mine", function() print("never") end)
    """)

    assert (False, True) == sim.lua("return wezterm.emit('mine', 7), wezterm.emit('nobody')")
    assert [("info", "first 7")] == sim.logs


def test_errors_of_handlers_propagate_as_userdata(terminal: Make) -> None:
    """A raising handler aborts the rest; who emitted gets a host error."""
    sim = terminal("""
    wezterm.on("mine", function() error("oh") end)
    wezterm.on("mine", function() print("never") end)
    """)

    ok, kind, text = sim.lua(
        "local ok, e = pcall(wezterm.emit, 'mine') return ok, type(e), tostring(e)"
    )

    assert (False, "userdata", True, []) == (ok, kind, "oh" in text, sim.logs)


def test_emit_waits_for_handlers(terminal: Make) -> None:
    """A handler that waits makes `emit` wait, in each handler's own coroutine."""
    sim = terminal("""
    wezterm.on("slow", function() wezterm.sleep_ms(100); print(tostring(coroutine.running())) end)
    wezterm.on("slow", function() print(tostring(coroutine.running())) end)
    """)
    before = sim.clock.now_ms

    sim.lua("wezterm.emit('slow')")

    threads = {text for _, text in sim.logs}
    assert sim.clock.now_ms - before >= 100
    assert 2 == len(threads)


def test_sync_events_call_only_the_first_handler(terminal: Make) -> None:
    """`format-tab-title` and its like call one handler, outside any coroutine: it can't suspend."""
    sim = terminal("""
    wezterm.on("format-tab-title", function() wezterm.sleep_ms(1) return "x" end)
    wezterm.on("format-tab-title", function() return "y" end)
    """)

    kind, text = sim.call_sync("format-tab-title")

    assert "error" == kind
    assert "outside a coroutine" in text


def test_endless_loop_is_stopped(terminal: Make) -> None:
    """A loop without end raises in Python, even under pcall."""
    sim = terminal(instruction_budget=1_000_000)

    with pytest.raises(BudgetExceeded):
        sim.lua("while true do pcall(function() while true do end end) end")


def test_budget_is_per_slice(terminal: Make) -> None:
    """Many slices together may use more than one slice may."""
    sim = terminal(instruction_budget=1_000_000)

    sim.lua("for _ = 1, 5 do for i = 1, 200000 do end coroutine.yield() end")
