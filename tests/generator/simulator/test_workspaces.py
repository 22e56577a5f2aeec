"""Which window on the screen shows which window of the multiplexer."""

from __future__ import annotations

import pytest

from generator.simulator import LuaFailure, Simulator


def shown(sim: Simulator) -> list[int]:
    """Multiplexer window of each GUI window."""
    return [gui.mux_id for gui in sim.gui_windows()]


def test_showing_a_workspace_of_the_same_size_changes_nothing(sim: Simulator) -> None:
    """The GUI window is re-targeted, and every rectangle stays."""
    sim.lua("""
    local _, pane = wezterm.mux.spawn_window({ workspace = "away", width = 80, height = 24 })
    pane:split({ size = 30 }):split({ direction = "Bottom", size = 7 })
    wezterm.mux.set_active_workspace("away")
    """)
    before = sim.windows("away")[0].tabs[0].rects()
    sim.run()

    assert [1] == shown(sim)
    assert sim.tab().rects() == before == [(0, 0, 49, 24), (50, 0, 30, 16), (50, 17, 30, 7)]


def test_the_gui_reacts_after_lua(sim: Simulator) -> None:
    """In the same run of Lua the GUI window still shows the old one."""
    code = """
    local _, _, window = wezterm.mux.spawn_window({ workspace = "away" })
    wezterm.mux.set_active_workspace("away")
    local first = wezterm.gui.gui_windows()[1]:mux_window():window_id()
    coroutine.yield()
    return first, wezterm.gui.gui_windows()[1]:mux_window():window_id()
    """

    assert (0, 1) == sim.lua(code)


def test_a_shown_window_takes_the_gui_windows_size(sim: Simulator) -> None:
    """A workspace built at another size is resized when it is shown."""
    sim.lua("""
    wezterm.mux.spawn_window({ workspace = "away", width = 100, height = 40 })
    wezterm.mux.set_active_workspace("away")
    """)
    sim.run()

    assert [(0, 0, 80, 24)] == sim.tab().rects()


def test_more_windows_than_before_open_at_their_own_size(sim: Simulator) -> None:
    """The second window of a workspace opens a new GUI window at the size it was spawned with."""
    sim.lua("""
    wezterm.mux.spawn_window({ workspace = "away", width = 80, height = 24 })
    wezterm.mux.spawn_window({ workspace = "away", width = 100, height = 40 })
    wezterm.mux.set_active_workspace("away")
    """)
    sim.run()

    assert [1, 2] == shown(sim)
    assert [(80, 24), (100, 40)] == [(gui.cols, gui.rows) for gui in sim.gui_windows()]


def test_surplus_windows_close_and_live_on(sim: Simulator) -> None:
    """Back in a workspace with one window the other closes; its panes live on."""
    sim.lua("""
    wezterm.mux.spawn_window({ workspace = "away" })
    wezterm.mux.spawn_window({ workspace = "away" })
    wezterm.mux.set_active_workspace("away")
    """)
    sim.run()
    sim.lua("wezterm.mux.set_active_workspace('default')")
    sim.run()

    assert [0] == shown(sim)
    assert 2 == len(sim.windows("away"))


def test_a_window_can_stay_away(sim: Simulator) -> None:
    """A{0,1} -> B{2,3} -> C{4} -> A: window 1 was spawned once and is not opened again."""
    sim.new_window()
    sim.run()
    sim.lua("""
    for _, name in ipairs({ "b", "b", "c" }) do wezterm.mux.spawn_window({ workspace = name }) end
    """)
    for name in ("b", "c", "default"):
        sim.lua("wezterm.mux.set_active_workspace(...)", name)
        sim.run()

    assert 2 == len(sim.windows("default"))
    assert [0] == shown(sim)


def test_set_workspace_leaves_a_stale_count(sim: Simulator) -> None:
    """After `set_workspace("new")` and a switch the GUI believes "new" empty and leaves it."""
    sim.lua("""
    local _, _, window = wezterm.mux.spawn_window({ workspace = "other" })
    window:set_workspace("new")
    wezterm.mux.set_active_workspace("new")
    """)
    sim.run()

    assert "default" == sim.workspace


def test_rename_workspace_keeps_the_count(sim: Simulator) -> None:
    """Renaming counts anew, so that the GUI follows."""
    sim.lua("""
    wezterm.mux.spawn_window({ workspace = "other" })
    wezterm.mux.rename_workspace("other", "new")
    wezterm.mux.set_active_workspace("new")
    """)
    sim.run()

    assert ("new", [1]) == (sim.workspace, shown(sim))


def test_closing_the_last_window_of_a_workspace_shows_another(sim: Simulator) -> None:
    """An emptied workspace gives way to the first that has panes."""
    sim.lua("wezterm.mux.spawn_window({ workspace = 'away' })")
    sim.close_pane()
    sim.run()

    assert ("away", [1], True) == (sim.workspace, shown(sim), sim.running)


def test_switch_to_workspace_makes_it(sim: Simulator) -> None:
    """The action sets the name at once, and opens a window of the current size soon."""
    sim.resize_window(100, 40)
    sim.switch_workspace("fresh")

    assert "fresh" == sim.workspace

    sim.run()

    assert [(0, 0, 100, 40)] == sim.tab().rects()
    assert 1 == len(sim.gui_windows())


def test_a_gui_window_object_keeps_its_mux_window(sim: Simulator) -> None:
    """After a switch the old object means the old window, but acts on what is shown."""
    code = """
    local gui = wezterm.gui.gui_windows()[1]
    wezterm.mux.spawn_window({ workspace = "away" })
    wezterm.mux.set_active_workspace("away")
    wezterm.sleep_ms(50)
    return gui:window_id(), gui:active_pane():pane_id()
    """

    assert (0, 1) == sim.lua(code)


def test_no_gui_window_for_a_hidden_one(sim: Simulator) -> None:
    """A window in another workspace is on no screen."""
    with pytest.raises(LuaFailure, match="not currently associated with a gui window"):
        sim.lua("""
        local _, _, window = wezterm.mux.spawn_window({ workspace = "away" })
        window:gui_window()
        """)
