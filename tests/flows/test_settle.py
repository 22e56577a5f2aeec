"""Tab bars that come late, never, or go: tabs are split at the size that stays, and none waits.

A fancy bar is measured in pixels: how much it takes is not known before it is there.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import press
from tests.flows.starts import LAST, restarted, without_default


def saved_and_loaded(sim: Simulator) -> Simulator:
    """Save, start anew and load, in the one window of the start."""
    scenes.save(sim)
    sim.restart()
    sim.run(2000)
    scenes.load(sim)
    return sim


@pytest.mark.parametrize("tab_bar", ["retro", "fancy"])
@pytest.mark.parametrize("lazy", ["background", "off"])
@pytest.mark.parametrize("delay_ms", [0, 20, 125, 390])
def test_a_bar_that_is_late_is_waited_for(tab_bar: str, lazy: str, delay_ms: int) -> None:
    """On a slow machine every pane has its cells as well."""
    sim = scenes.terminal({"lazy": lazy}, tab_bar=tab_bar, bar_delay_ms=delay_ms)
    sim.run(1000)
    scenes.workspace(sim, 4, tabs=3)
    sim.run(1000)
    before = scenes.view(sim)
    saved_and_loaded(sim)

    assert before == scenes.view(sim)


@pytest.mark.parametrize("lazy", ["background", "off"])
def test_a_bar_that_takes_nothing_is_not_waited_for_without_end(lazy: str) -> None:
    """Its coming changes no size: the wait ends after 400 ms."""
    sim = scenes.terminal({"lazy": lazy}, tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    before = scenes.view(sim)
    saved_and_loaded(sim)
    ends = [call.args[0] for call in sim.trace.calls if call.name == "wezterm.time.call_after"]

    assert before == scenes.view(sim)
    assert 1 == ends.count(0.4)
    assert 400 <= sim.call("last_report")["complete_ms"] < 800


def test_a_bar_that_does_not_come_is_not_waited_for_without_end() -> None:
    """A row was left for it: every tab is there and filled, and the report is complete."""
    sim = scenes.terminal(tab_bar="retro")
    scenes.workspace(sim, 4, tabs=3)
    scenes.save(sim)
    panes = sum(len(tab.rects) for tab in scenes.view(sim)[0].tabs)
    sim.restart(bar_delay_ms=60_000.0)
    sim.run(2000)
    scenes.load(sim)

    assert panes == sum(len(tab.rects) for tab in scenes.view(sim)[0].tabs)
    assert 400 <= sim.call("last_report")["complete_ms"] < 800


def test_a_window_that_is_opened_for_the_session_has_longer() -> None:
    """It loads its fonts first: its bar may come more than a second later."""
    sim = scenes.terminal(LAST, tab_bar="fancy")
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    scenes.save_all(sim)
    before = scenes.view(sim)
    restarted(sim, bar_delay_ms=1200.0)

    assert before == scenes.view(sim)


def test_a_reload_while_a_bar_is_waited_for_does_no_harm() -> None:
    """It cancels the end of the wait, which is set anew."""
    sim = scenes.terminal(tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    before = scenes.view(sim)
    scenes.save(sim)
    sim.restart()
    sim.run(2000)
    press(sim, "l")
    sim.choose(scenes.WORKSPACE)
    sim.run(100)
    sim.reload()
    sim.run(4000)

    assert before == scenes.view(sim)


def test_a_window_that_lost_no_row_asks_for_none() -> None:
    """A bar that takes nothing: the window that was opened for the session is let alone."""
    sim = scenes.terminal(LAST, tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    scenes.save_all(sim)
    before = scenes.view(sim)
    sim.restart()
    sim.trace.clear()
    sim.run(8000)

    assert before == scenes.view(sim)
    assert 0 == sim.trace.count("GuiWin:set_inner_size")


@pytest.mark.parametrize(("bar_rows", "expected"), [(1, 60), (5, 60), (6, 54)])
def test_up_to_five_rows_may_be_a_bars(bar_rows: int, expected: int) -> None:
    """They are asked back for a new window; more is the desktop's own will."""
    sim = scenes.terminal(LAST, tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    scenes.save_all(sim)
    restarted(sim, fancy_bar_rows=bar_rows)

    assert expected == sim.tab().rows


def opened(sim: Simulator, **changes: Any) -> Simulator:
    """Save a workspace with its own window alone, and start anew: a window is opened for it."""
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    scenes.save_all(sim)
    sim.trace.clear()
    return sim.restart(**changes)


def waits(sim: Simulator) -> list[float]:
    """Return the bounds of waits that were set, in seconds."""
    ends = [call.args[0] for call in sim.trace.calls if call.name == "wezterm.time.call_after"]
    return [end for end in ends if end in (0.4, 1.5)]


@pytest.mark.parametrize("size", [(190, 54), (200, 58), (200, 51), (200, 40)])
def test_a_window_that_the_desktop_has_given_its_size_stays_as_it_is(size: tuple[int, int]) -> None:
    """Another width, more rows, or so few of them is nothing that a tab bar makes."""
    sim = opened(scenes.terminal(LAST, tab_bar="fancy"), bar_delay_ms=1000.0)
    sim.resize_window(*size)
    sim.run(500)
    assert size == (sim.tab().cols, sim.tab().rows)
    sim.run(8000)

    assert 0 == sim.trace.count("GuiWin:set_inner_size")


def test_a_window_that_fills_the_screen_is_not_asked_for_rows() -> None:
    """There are none to be had."""
    sim = opened(scenes.terminal(LAST, tab_bar="fancy"), bar_delay_ms=1000.0)
    sim.gui.is_full_screen = True
    sim.run(8000)

    assert 0 == sim.trace.count("GuiWin:set_inner_size")
    assert (200, 54) == (sim.tab().cols, sim.tab().rows)


def test_rows_are_asked_for_once_in_pixels_of_the_whole_window() -> None:
    """Those of the terminal and of its bar; the width stays."""
    sim = opened(scenes.terminal(LAST, tab_bar="fancy"))
    sim.run(8000)
    asked = [call.args[2:] for call in sim.trace.calls if call.name == "GuiWin:set_inner_size"]

    assert [(200 * 8, 60 * 16)] == asked
    assert (200, 57) == (sim.tab().cols, sim.tab().rows)


def test_a_new_window_whose_bar_takes_nothing_is_waited_for_a_second_and_a_half() -> None:
    """However many events come meanwhile, there is one end of the wait."""
    sim = opened(scenes.terminal(LAST, tab_bar="fancy", fancy_bar_rows=0))
    for number in range(40):
        sim.run(20)
        sim.set_title(f"{number}")
    sim.run(8000)

    assert [1.5] == waits(sim)
    assert 1500 <= sim.call("last_report")["complete_ms"] < 2200


@pytest.mark.parametrize("tab_bar", ["retro", "fancy"])
@pytest.mark.parametrize("delay_ms", [20, 390])
def test_a_workspace_out_of_sight_is_waited_for_from_when_it_is_shown(
    tab_bar: str, delay_ms: int
) -> None:
    """Until then nothing changes its size, and no time runs."""
    sim = scenes.terminal(LAST, tab_bar=tab_bar, bar_delay_ms=float(delay_ms))
    scenes.workspace(sim, 4, tabs=3)
    before = scenes.view(sim)
    sim.switch_workspace("default")
    sim.run(1000)
    scenes.save_all(sim)
    sim.restart()
    sim.trace.clear()
    sim.run(8000)
    assert "default" == sim.workspace
    assert [] == waits(sim)
    sim.switch_workspace(scenes.WORKSPACE)
    sim.run(4000)

    assert before == scenes.view(sim)


def test_each_window_is_waited_for_by_itself() -> None:
    """One has its bar already, the other has it to come."""
    sim = scenes.terminal(LAST, tab_bar="fancy", bar_delay_ms=300.0)
    scenes.workspace(sim, 4, tabs=1, windows=1)
    sim.run(400)
    sim.new_window(workspace=scenes.WORKSPACE)
    sim.run(400)
    sim.focus_window(sim.gui_windows()[-1])
    scenes.fill_with_tabs(sim, random.Random(3), 3, 5)
    sim.run(1000)
    without_default(sim)
    scenes.save_all(sim)
    before = scenes.view(sim)
    restarted(sim)

    assert before == scenes.view(sim)


def test_every_wait_of_a_workspace_has_its_end() -> None:
    """The second one as well."""
    sim = scenes.terminal(tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    before = scenes.view(sim)
    saved_and_loaded(sim)
    for name in ("one", "two"):
        sim.lua("wezterm.mux.rename_workspace(...)", scenes.WORKSPACE, f"elsewhere {name}")
        sim.switch_workspace(name)
        sim.run(1000)
        scenes.load(sim)

        assert before == scenes.view(sim)
        assert 400 <= sim.call("last_report")["complete_ms"] < 800


def test_a_window_of_the_users_is_never_resized() -> None:
    """Only windows that were opened for the session ask for their size."""
    sim = scenes.terminal(LAST, tab_bar="fancy")
    scenes.workspace(sim, 9, tabs=3)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.go_to(sim, "default")
    sim.trace.clear()
    scenes.load(sim)

    assert 0 == sim.trace.count("GuiWin:set_inner_size")


@pytest.mark.parametrize("tab_bar", ["retro", "fancy"])
def test_windows_that_are_opened_beside_the_current_one_get_theirs_too(tab_bar: str) -> None:
    """When a session is restored into the window at hand."""
    sim = scenes.terminal(tab_bar=tab_bar)
    scenes.workspace(sim, 15, tabs=3, windows=2)
    before = scenes.view(sim)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.go_to(sim, scenes.WORKSPACE)
    sim.press("r", "ALT")
    sim.run(4000)

    assert before[1] == scenes.view(sim)[1]


def test_further_windows_of_a_load_get_their_size_back() -> None:
    """They are new: the bar takes its rows from them, and they ask for those."""
    sim = scenes.terminal(tab_bar="fancy")
    scenes.workspace(sim, 12, tabs=3, windows=2)
    before = scenes.view(sim)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.go_to(sim, "default")
    sim.trace.clear()
    scenes.load(sim)

    assert before[1] == scenes.view(sim)[1]
    assert 1 == sim.trace.count("GuiWin:set_inner_size")
