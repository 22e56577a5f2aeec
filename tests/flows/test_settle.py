"""Tab bars that come late, never, or go: tabs are split at the size that stays, and none waits.

A fancy bar is measured in pixels: how much it takes is not known before it is there.
"""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.test_startup import save_all, without_default


def restarted(sim: Simulator) -> Simulator:
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
    restarted(sim)

    assert before == scenes.view(sim)


@pytest.mark.parametrize("lazy", ["background", "off"])
def test_a_bar_that_takes_nothing_is_not_waited_for_without_end(lazy: str) -> None:
    """Its coming changes no size: the wait ends after 400 ms."""
    sim = scenes.terminal({"lazy": lazy}, tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    before = scenes.view(sim)
    restarted(sim)
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
    sim = scenes.terminal({"restore_on_startup": "last"}, tab_bar="fancy")
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    save_all(sim)
    before = scenes.view(sim)
    sim.restart(bar_delay_ms=1200.0)
    sim.run(8000)

    assert before == scenes.view(sim)


def test_a_reload_while_a_bar_is_waited_for_does_no_harm() -> None:
    """It cancels the end of the wait, which is set anew."""
    sim = scenes.terminal(tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    before = scenes.view(sim)
    scenes.save(sim)
    sim.restart()
    sim.run(2000)
    sim.press("l", "ALT")
    sim.run()
    sim.choose(scenes.WORKSPACE)
    sim.run(100)
    sim.reload()
    sim.run(4000)

    assert before == scenes.view(sim)


def test_a_window_that_lost_no_row_asks_for_none() -> None:
    """A bar that takes nothing: the window that was opened for the session is let alone."""
    sim = scenes.terminal({"restore_on_startup": "last"}, tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    save_all(sim)
    before = scenes.view(sim)
    sim.restart()
    sim.trace.clear()
    sim.run(8000)

    assert before == scenes.view(sim)
    assert 0 == sim.trace.count("GuiWin:set_inner_size")


@pytest.mark.parametrize("rows", [54, 40])
def test_a_window_that_the_desktop_has_made_smaller_stays_as_it_is(rows: int) -> None:
    """What is missing is more than a tab bar takes."""
    sim = scenes.terminal({"restore_on_startup": "last"}, tab_bar="fancy")
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    save_all(sim)
    sim.restart()
    sim.resize_window(200, rows)
    sim.run(8000)

    assert (200, rows) == (sim.tab().cols, sim.tab().rows)


@pytest.mark.parametrize(("bar_rows", "expected"), [(1, 60), (5, 60), (6, 54)])
def test_up_to_five_rows_may_be_a_bars(bar_rows: int, expected: int) -> None:
    """They are asked back for a new window; more is the desktop's own will."""
    sim = scenes.terminal({"restore_on_startup": "last"}, tab_bar="fancy", fancy_bar_rows=0)
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    save_all(sim)
    sim.restart(fancy_bar_rows=bar_rows)
    sim.run(8000)

    assert expected == sim.tab().rows
