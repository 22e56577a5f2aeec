"""Windows on the screen: which shows what, how large, and which events they send."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import HostHang, Simulator

Make = Callable[..., Simulator]

HIDES = "{ hide_tab_bar_if_only_one_tab = true%s }"


def shown(sim: Simulator) -> list[int]:
    """Multiplexer window of each GUI window."""
    return [gui.mux_id for gui in sim.gui_windows()]


# Start.


def test_default_window(terminal: Make) -> None:
    """A window of the configured size opens, with one tab and the shell."""
    sim = terminal(result="{ initial_cols = 100, initial_rows = 30 }")

    assert [(0, 0, 100, 30)] == sim.tab().rects()
    assert [0] == shown(sim)
    assert ["-bash"] == sim.pane().argv


def test_gui_startup_instead_of_the_default_window(terminal: Make) -> None:
    """A handler that spawns prevents the default window, and then `gui-attached` is not sent."""
    sim = terminal("""
    wezterm.on("gui-startup", function()
      wezterm.mux.spawn_window({ width = 90, height = 20 })
    end)
    wezterm.on("gui-attached", function() print("attached") end)
    """)

    assert [(0, 0, 90, 20)] == sim.tab().rects()
    assert [] == sim.logs


def test_gui_attached_after_the_default_window(terminal: Make) -> None:
    """Otherwise it is sent, with the domain."""
    sim = terminal('wezterm.on("gui-attached", function(domain) print(domain:name()) end)')

    assert [("info", "local")] == sim.logs


def test_the_server_has_no_gui(terminal: Make) -> None:
    """A multiplexer server has a window but nothing on a screen, and no `wezterm.gui`."""
    sim = terminal(mux_server=True)

    assert ([], 1, None) == (sim.gui_windows(), len(sim.windows()), sim.lua("return wezterm.gui"))


def test_configuration_is_evaluated_twice_at_start(terminal: Make) -> None:
    """Once before the multiplexer exists, once when the front end starts; then once a window."""
    sim = terminal("wezterm.GLOBAL.n = (wezterm.GLOBAL.n or 0) + 1")

    assert 2 == sim.lua("return wezterm.GLOBAL.n")

    sim.reload()

    assert 4 == sim.lua("return wezterm.GLOBAL.n")


# Tab bar.


def test_the_tab_bar_takes_rows_when_it_comes(terminal: Make) -> None:
    """With `hide_tab_bar_if_only_one_tab` a second tab costs a row, 100-150 ms later."""
    sim = terminal(result=HIDES % ", use_fancy_tab_bar = false")
    sim.new_tab()

    sim.run(90)

    assert 24 == sim.tab().rows

    sim.run(100)

    assert [23, 23] == [tab.rows for tab in sim.window().tabs]


def test_the_fancy_bar_takes_more(terminal: Make) -> None:
    """It is measured in pixels: three rows here."""
    sim = terminal(result=HIDES % "", fancy_bar_rows=3)
    sim.new_tab()
    sim.run()

    assert 21 == sim.tab().rows


def test_the_bar_comes_with_a_workspace(terminal: Make) -> None:
    """A workspace with two tabs, built at the size of a single one, loses the bar's rows."""
    sim = terminal(result=HIDES % "", rows=40)
    sim.lua("""
    local size = { workspace = "away", width = 80, height = 40 }
    local _, pane, window = wezterm.mux.spawn_window(size)
    pane:split({ direction = "Bottom", size = 10 })
    window:spawn_tab({})
    wezterm.mux.set_active_workspace("away")
    """)
    sim.run()

    assert [(0, 0, 80, 27), (0, 28, 80, 9)] == sim.window().tabs[0].rects()


def test_the_bars_change_does_not_kill_timers(terminal: Make) -> None:
    """It evaluates the configuration for the window, but timers live on."""
    sim = terminal("wezterm.GLOBAL.n = (wezterm.GLOBAL.n or 0) + 1", result=HIDES % "")
    sim.lua("wezterm.time.call_after(1, function() print('alive') end)")
    sim.new_tab()
    sim.run(2000)

    assert [("info", "alive")] == sim.logs
    assert 3 == sim.lua("return wezterm.GLOBAL.n")


def test_a_bar_that_always_shows_changes_nothing(sim: Simulator) -> None:
    """By default the bar is there from the start."""
    sim.new_tab()
    sim.run()

    assert 24 == sim.tab().rows


# Focus.


def shown_after_two_activations(sim: Simulator, between: str = "") -> list[int]:
    """Activate a pane of the first tab, then the second tab; return which is shown, then and later.

    `between`: Lua that runs before the second one.
    """
    sim.split()
    sim.new_tab()
    sim.run()
    sim.lua(f"""
    local window = wezterm.mux.get_window(0)
    window:tabs()[1]:panes()[1]:activate()
    {between}
    window:tabs()[2]:activate()
    """)
    at_once = sim.window().active_index
    sim.run()
    return [at_once, sim.window().active_index]


def test_the_focus_is_replayed(sim: Simulator) -> None:
    """`pane:activate()` in one tab, then another tab's `activate()`: the pane's tab wins later."""
    assert [1, 0] == shown_after_two_activations(sim)


def test_after_a_yield_the_focus_stays(sim: Simulator) -> None:
    """One bare yield before the last `activate()` and the right tab stays."""
    assert [1, 1] == shown_after_two_activations(sim, "coroutine.yield()")


# Events.


def test_one_event_runs_and_one_waits(terminal: Make) -> None:
    """Of five events of one name in a row the handler sees two."""
    sim = terminal('wezterm.on("mine", function() print("seen"); wezterm.sleep_ms(50) end)')

    sim.perform({"Multiple": [{"EmitEvent": "mine"}] * 5})
    sim.run()

    assert sim.logs == [("info", "seen")] * 2


def test_status_after_a_tab_switch(terminal: Make) -> None:
    """The user's tab switch sends update-status; `tab:activate()` from Lua does not."""
    sim = terminal('wezterm.on("update-status", function() print("status") end)')
    sim.new_tab()
    sim.run(3000)
    seen = len(sim.logs)

    sim.lua("wezterm.mux.get_tab(0):activate()")
    sim.run(300)

    assert len(sim.logs) == seen

    sim.switch_tab(1)
    sim.run(150)

    assert len(sim.logs) == seen + 1


def test_status_setter_makes_a_heartbeat(terminal: Make) -> None:
    """A handler that sets the status keeps the timer going; one that doesn't gets no heartbeat."""
    code = 'wezterm.on("update-status", function(window) print("x") %s end)'
    silent = terminal(code % "")
    beating = terminal(code % 'window:set_right_status("y")')
    for sim in (silent, beating):
        sim.run(1500)
        sim.logs.clear()
        sim.run(5000)

    assert 0 == len(silent.logs)
    assert len(beating.logs) in (4, 5)
    assert "y" == beating.right_status


def test_user_variables_only_for_shown_panes(terminal: Make) -> None:
    """`user-var-changed` is sent where the pane's window is on the screen."""
    sim = terminal('wezterm.on("user-var-changed", function(_, _, n, v) print(n .. "=" .. v) end)')
    sim.lua("wezterm.mux.spawn_window({ workspace = 'away' })")

    sim.set_user_var("a", "1", sim.mux.panes[1])
    sim.set_user_var("b", "2", sim.mux.panes[0])
    sim.run()

    assert [("info", "b=2")] == sim.logs


def test_resizing_by_the_user(terminal: Make) -> None:
    """Every tab is resized, and `window-resized` is sent."""
    sim = terminal('wezterm.on("window-resized", function() print("resized") end)')
    sim.new_tab()
    sim.run()

    sim.resize_window(120, 50)
    sim.run()

    assert [tab.rects() for tab in sim.window().tabs] == [[(0, 0, 120, 50)]] * 2
    assert [("info", "resized")] == sim.logs


def test_a_resize_that_never_ends(terminal: Make) -> None:
    """Shrinking a tab whose nested pair has one cell each freezes the terminal for good."""
    sim = terminal()
    sim.layout(("left_right", 7, ("left_right", 3, None, None), None))
    sim.resize_window(76, 24)

    with pytest.raises(HostHang):
        sim.resize_window(70, 24)


def test_errors_in_handlers_are_kept(terminal: Make) -> None:
    """The host logs them; a test finds them in `errors`."""
    sim = terminal('wezterm.on("window-config-reloaded", function() error("oh") end)')

    assert ["window-config-reloaded"] == [name for name, _ in sim.errors]
    assert "oh" in sim.errors[0][1]


def test_a_window_closed_by_the_user_ends_its_panes(sim: Simulator) -> None:
    """The close button kills the window of the multiplexer."""
    sim.new_window()
    sim.run()

    sim.close_window(sim.gui_windows()[1])
    sim.run()

    assert ([0], 1) == (shown(sim), len(sim.mux.panes))
