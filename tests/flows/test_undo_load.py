"""Taking back a load in odd situations: other windows, other loads, an answer that comes late."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import choose, messages
from tests.flows.scenes import WORKSPACE
from tests.flows.test_undo import undo

ROOMS = ("undo",)
"""Rooms whose doings are seen here."""

NOTHING = "There is no delete and no load to take back"


def loaded(*, windows: int = 1, tabs: int = 2) -> Simulator:
    """Give a terminal that has loaded a saved workspace beside the open one."""
    sim = scenes.terminal()
    scenes.workspace(sim, 3, tabs=tabs, windows=windows)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.load(sim)
    return sim


def test_tabs_that_cannot_be_closed_are_counted() -> None:
    """They are in a window that the user has moved to another workspace."""
    sim = loaded(windows=2, tabs=2)
    second = sim.windows(WORKSPACE)[1]
    sim.lua("wezterm.mux.get_window(...):set_workspace('moved')", second.id)
    sim.run(400)
    scenes.expects(sim, log="could not be closed")
    undo(sim)

    assert f"2 tabs of {WORKSPACE} could not be closed" == messages(sim)[-1]
    assert 2 == len(second.tabs)
    assert "elsewhere" == sim.workspace
    undo(sim)
    assert NOTHING == messages(sim)[-1]


def test_a_load_whose_tabs_are_all_closed_is_taken_back_all_the_same() -> None:
    """The workspace of before is shown, and none is opened for it."""
    sim = loaded()
    for window in sim.windows(WORKSPACE):
        for tab in list(window.tabs):
            sim.close_tab(tab)
    sim.run(400)
    undo(sim)

    assert ["default", "elsewhere"] == sim.workspaces()
    assert "elsewhere" == sim.workspace
    assert f"Took back the load of {WORKSPACE}" == messages(sim)[-1]


def test_a_restore_of_several_windows_closes_those_that_it_opened() -> None:
    """The window of before keeps its tabs, and the other one is gone."""
    sim = scenes.terminal()
    scenes.workspace(sim, 3, tabs=2, windows=2)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.go_to(sim, WORKSPACE)
    before = scenes.view(sim)
    sim.press("r", "ALT")
    sim.run(4000)
    assert 2 == len(sim.windows(WORKSPACE))
    undo(sim)

    assert [1] == [len(window.tabs) for window in scenes.view(sim)]
    assert before[0].tabs[0].rects == scenes.view(sim)[0].tabs[0].rects
    assert ("/home/user",) == scenes.view(sim)[0].tabs[0].cwds


def test_a_start_is_no_load_to_take_back() -> None:
    """Nothing was there before it."""
    sim = scenes.terminal({"restore_on_startup": "last"})
    sim.split("Right", 50)
    scenes.save_all(sim)
    sim.restart()
    sim.run(4000)
    undo(sim)

    assert NOTHING == messages(sim)[-1]
    assert 2 == len(sim.tab().panes)


def test_of_two_loads_the_one_that_was_asked_for_last_is_taken_back() -> None:
    """Though the other one was complete after it."""
    sim = scenes.terminal()
    scenes.save(sim)
    scenes.put_away(sim, "default")
    scenes.workspace(sim, 5, tabs=9)
    # A shown tab that is not the first is moved to its place, which waits until it is looked at.
    sim.switch_tab(0)
    sim.run(400)
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace(..., 'away')", WORKSPACE)
    sim.run(400)
    sim.call("load", WORKSPACE)
    sim.call("load", "default")
    sim.run(8000)
    ends = [args[0] for name, args in sim.events if name == "wezterm-sessions.load.end"]
    undo(sim)

    assert ["default", WORKSPACE] == ends
    assert "Took back the load of default" == messages(sim)[-1]
    assert ["away", "elsewhere", WORKSPACE] == sorted(sim.workspaces())


def test_a_delete_in_the_second_of_a_load_is_taken_back_before_it() -> None:
    """Times are whole seconds; what was deleted is the rarer thing."""
    sim = scenes.terminal()
    scenes.save(sim)
    scenes.put_away(sim, "default")
    sim.run(1000 - sim.clock.now_ms % 1000)
    sim.call("load", "default")
    sim.run(300)
    assert sim.call("delete", "default") is True
    assert sim.clock.now_ms % 1000 < 900
    undo(sim)

    assert "Brought back default" == messages(sim)[-1]


@pytest.mark.parametrize("way", ["taken back", "another load"])
def test_an_answer_that_comes_late_closes_nothing(way: str) -> None:
    """The load that was asked about is no longer the last one."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('default', 'first')")
    scenes.workspace(sim, 3, tabs=2, windows=2)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.load(sim)
    sim.run_program(["htop"])
    first, second = sim.gui_windows()
    undo(sim)
    asked = second if second.overlay else first
    assert asked.overlay
    if way == "another load":
        sim.lua("plugin.load('default')")
        sim.run(3000)
    else:
        sim.focus_window(second if asked is first else first)
        undo(sim)
        choose(sim, "Close them")
        sim.run(3000)
    before = [scenes.view(sim, name) for name in sim.workspaces()]
    sim.lua("wezterm.emit('wezterm-sessions.undo.confirmed', nil, nil, ...)", WORKSPACE)
    sim.run(3000)

    assert before == [scenes.view(sim, name) for name in sim.workspaces()]


def test_a_restore_whose_first_window_is_closed_leaves_a_window() -> None:
    """The only one that is left has nothing but what was restored: a shell comes in its place."""
    sim = scenes.terminal()
    scenes.workspace(sim, 3, tabs=2, windows=2)
    scenes.save(sim)
    for gui in list(sim.gui_windows())[1:]:
        sim.close_window(gui)
        sim.run(400)
    sim.press("r", "ALT")
    sim.run(4000)
    for window in sim.windows("default"):
        for tab in list(window.tabs):
            sim.close_tab(tab)
    for tab in list(sim.windows(WORKSPACE)[0].tabs):
        sim.close_tab(tab)
    sim.run(400)
    undo(sim)

    assert sim.running
    (window,) = sim.windows()
    assert WORKSPACE == window.workspace
    assert [1] == [len(tab.panes) for tab in window.tabs]
