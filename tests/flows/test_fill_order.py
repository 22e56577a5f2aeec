"""What is made first and what next, how much at a time, and where each tab ends up."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.filling import counts, ready_to_load, run_until_made, wide
from tests.flows.scenes import WORKSPACE

ROOMS = ("fill", "slice", "build", "windows")
"""Rooms whose doings are seen here."""


def made_by_slice(sim: Simulator) -> list[int]:
    """Return how many panes each slice has made that made any, in their order."""
    made = Counter(
        call.slice
        for call in sim.trace.calls
        if call.name in {"MuxPane:split", "MuxWindow:spawn_tab"}
    )
    return [made[number] for number in sorted(made)]


def test_the_visible_tab_is_complete_when_the_workspace_is_shown() -> None:
    """No other tab was split before."""
    sim = scenes.terminal({"lazy": "background"})
    scenes.workspace(sim, 5, tabs=4)
    (before,) = ready_to_load(sim)
    sim.trace.clear()
    sim.choose(WORKSPACE)
    while sim.workspace != WORKSPACE:
        sim.run(0.2)
    calls = [call.name for call in sim.trace.calls]
    shown = calls.index("wezterm.mux.set_active_workspace")

    assert len(before.tabs[before.shown].rects) - 1 == calls[:shown].count("MuxPane:split")
    assert 1 == calls[:shown].count("wezterm.mux.spawn_window")
    assert 0 == calls[:shown].count("MuxWindow:spawn_tab")


def test_the_visible_tab_is_seen_before_the_first_slice_of_the_others() -> None:
    """A window shows another workspace some turns after it was told to; a slice waits for that."""
    sim = scenes.terminal()
    scenes.workspace(sim, 5, tabs=9)
    scenes.save(sim)
    scenes.put_away(sim)
    seen: list[tuple[str, int]] = []
    sim.start_lua("plugin.load(...)", scenes.WORKSPACE)
    end_ms = sim.clock.now_ms + 2000
    while sim.clock.now_ms < end_ms and sim.step():
        [gui] = sim.gui_windows()
        window = gui.mux_window
        if window is not None and window.workspace == scenes.WORKSPACE:
            seen.append((window.workspace, sum(len(tab.panes) for tab in window.tabs)))
    panes = [count for _, count in seen]

    assert panes[0] < panes[-1] // 2


@pytest.mark.parametrize(
    ("lazy", "tabs", "panes", "expected"),
    [
        ("background", 8, 15, [14, 45, 45, 15]),
        ("background", 6, 20, [19, 40, 40, 20]),
        ("background", 6, 13, [12, 52, 13]),
        ("background", 45, 1, [40, 4]),
        ("on_activate", 45, 2, [1, 40, 4]),
    ],
)
def test_no_slice_makes_more_than_its_share(
    lazy: str, tabs: int, panes: int, expected: list[int]
) -> None:
    """Forty panes and the rest of a tab; the user gets his turn between two slices."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.expects(sim, unfinished=lazy == "on_activate")
    wide(sim, tabs, panes, 0)
    sim.trace.clear()
    sim.choose(WORKSPACE)
    sim.run(4000)

    assert expected == made_by_slice(sim)


def test_the_windows_of_a_workspace_share_a_slice() -> None:
    """Two of them hold the terminal no longer than one."""
    sim = scenes.terminal()
    scenes.go_to(sim, WORKSPACE)
    sim.new_window(workspace=WORKSPACE)
    sim.run(400)
    for gui in sim.gui_windows():
        sim.focus_window(gui)
        for _ in range(2):
            sim.new_tab()
            scenes.columns(sim, 25, 3)
        sim.switch_tab(0)
        sim.run(400)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.trace.clear()
    scenes.load(sim)

    assert [50, 50] == made_by_slice(sim)


def test_a_load_with_nothing_left_ends_without_a_question_to_the_window() -> None:
    """Its end would be told when the window has been drawn, a tenth of a second later."""
    sim = scenes.terminal()
    scenes.workspace(sim, 5, tabs=1)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.trace.clear()
    sim.call("load", scenes.WORKSPACE)
    sim.run(2000)

    assert "wezterm-sessions.load.end" == sim.events[-1][0]
    assert 0 == sim.trace.count("GuiWin:active_pane")


@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_each_windows_shown_tab_goes_to_its_place(lazy: str) -> None:
    """The user's windows beside them keep their tabs as they are."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.expects(sim, unfinished=lazy == "on_activate")
    scenes.workspace(sim, 8, tabs=4, windows=2, most_panes=3)
    for gui in sim.gui_windows():
        sim.focus_window(gui)
        sim.switch_tab(2)
        sim.run(100)
    scenes.save(sim)
    titles = [[tab.title for tab in window.tabs] for window in scenes.view(sim)]
    scenes.put_away(sim)
    scenes.load(sim)

    assert titles == [[tab.title for tab in window.tabs] for window in scenes.view(sim)]
    assert [2, 2] == [window.shown for window in scenes.view(sim)]


def test_a_tab_that_does_not_stay_where_it_is_moved_is_moved_three_times() -> None:
    """Its user has another place for it."""
    sim = scenes.terminal()
    wide(sim, 4, 2, 3)
    sim.choose(WORKSPACE)
    run_until_made(sim, 4)
    tabs = scenes.shown_window(sim).tabs
    moves = 0
    for _ in range(300):
        sim.step()
        if "3" == tabs[-1].title:
            moves += 1
            tabs.insert(0, tabs.pop())
    sim.run(4000)

    assert 3 == moves
    assert ["3", "0", "1", "2"] == [tab.title for tab in scenes.view(sim)[0].tabs]


def test_a_workspace_that_its_user_has_left_is_put_in_order_when_he_is_back() -> None:
    """Only what is on the screen can be moved; till then it is looked at once a second."""
    sim = scenes.terminal()
    wide(sim, 4, 2, 2)
    sim.choose(WORKSPACE)
    run_until_made(sim, 1)
    sim.switch_workspace("elsewhere")
    sim.run(2000)
    sim.trace.clear()
    sim.run(10_000)
    assert 0 == sim.trace.count("GuiWin:perform_action")
    assert 8 <= sim.trace.count("wezterm.time.call_after") <= 24
    assert ["2", "0", "1", "3"] == [tab.title for tab in scenes.view(sim)[0].tabs]
    sim.switch_workspace(WORKSPACE)
    sim.run(3000)

    assert ["0", "1", "2", "3"] == [tab.title for tab in scenes.view(sim)[0].tabs]
    assert [2, 2, 2, 2] == counts(sim)
