"""Scenes of a load whose tabs are filled one after the other."""

from __future__ import annotations

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import press
from tests.flows.scenes import WORKSPACE


def ready_to_load(sim: Simulator) -> tuple[scenes.WindowView, ...]:
    """Save the workspace, give its name free, and open the list; return what it looked like."""
    scenes.save(sim)
    before = scenes.view(sim)
    scenes.put_away(sim)
    press(sim, "l")
    return before


def wide(sim: Simulator, tabs: int, panes: int, shown: int) -> None:
    """Make a workspace of so many tabs of as many panes side by side ready to load."""
    scenes.directories(sim)
    scenes.go_to(sim, WORKSPACE)
    for number in range(tabs):
        if number:
            sim.new_tab()
        sim.rename_tab(f"{number}")
        scenes.columns(sim, panes, 3)
    sim.switch_tab(shown)
    sim.run(400)
    ready_to_load(sim)


def waiting(tabs: int, panes: int, *, shown: int = 0, are_all_seen: bool = False) -> Simulator:
    """Load such a workspace; its tabs, but for the one that is shown, wait for their first look.

    `are_all_seen`: the test looks at all of them, else the load is left unfinished.
    """
    sim = scenes.terminal({"lazy": "on_activate"})
    scenes.expects(sim, unfinished=not are_all_seen)
    wide(sim, tabs, panes, shown)
    sim.choose(WORKSPACE)
    sim.run(2000)
    return sim


def run_until_made(sim: Simulator, tabs: int) -> None:
    """Let the terminal work until the workspace is shown with so many tabs, and no longer."""
    while True:
        window = scenes.shown_window(sim)
        if window.workspace == WORKSPACE and len(window.tabs) >= tabs:
            return
        if not sim.step():
            sim.run(0.1)


def counts(sim: Simulator) -> list[int]:
    """Return the number of panes in each tab of the workspace's window."""
    (window,) = scenes.view(sim)
    return [len(tab.rects) for tab in window.tabs]
