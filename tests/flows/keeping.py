"""Scenes of saves one after the other, and the older states that are kept of them."""

from __future__ import annotations

from typing import Any

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.scenes import STATE

HISTORY = f"{STATE}/history"
DAY_MS = 86_400_000

WELL_FORMED = "default@000000000001.json"
"""An id as they are, of a state that is not there."""


def save(sim: Simulator, *panes: int) -> None:
    """Save, a few seconds later; for each of some numbers once, after giving the tab so many panes.

    Each of these states replaces the one before it.
    """
    for count in panes or (len(sim.tab().panes),):
        sim.run(5000)
        while len(sim.tab().panes) < count:
            sim.split("Right", 5, sim.pane(0))
        while len(sim.tab().panes) > count:
            sim.close_pane(sim.pane(-1))
            sim.run()
        scenes.save(sim)


def generations(sim: Simulator, name: str = "default") -> list[dict[str, Any]]:
    """Return what the plugin lists; nothing for a session that is not there."""
    answer = sim.call("generations", name)
    return [] if isinstance(answer, tuple) else list(answer or [])


def panes(sim: Simulator, name: str = "default") -> list[int]:
    """Return the number of panes of each older state, newest first."""
    return [each["panes"] for each in generations(sim, name)]


def files(sim: Simulator) -> list[str]:
    """Return the names of the files that are kept."""
    return sorted(path.removeprefix(f"{HISTORY}/") for path in sim.files.under(HISTORY))
