"""Scenes of sessions that this process has not opened, and of a second process."""

from __future__ import annotations

from typing import Any

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.autosaving import START_UP_MS

SET_ASIDE = "default is saved anew: what was saved before is pinned among its older states"
ELSEWHERE = "default is open in another WezTerm, which saves it: here it is not"


def older(sim: Simulator, name: str = "default") -> list[dict[str, Any]]:
    """Return the older states of a session as users see them, newest first."""
    found: list[dict[str, Any]] = sim.call("generations", name)
    return found


def saved_rich(options: dict[str, Any] | None = None, **more: Any) -> Simulator:
    """Give a terminal in which `default` was saved with three panes, by hand."""
    sim = scenes.terminal(options or {}, **more)
    scenes.columns(sim, 3)
    scenes.save(sim)
    sim.toasts.clear()
    return sim


def started_anew(sim: Simulator) -> None:
    """Start the terminal anew, long enough ago that the windows are the user's."""
    sim.restart()
    sim.run(START_UP_MS)


def second(sim: Simulator, **changes: Any) -> Simulator:
    """Start a second process beside the first, as a drop-down."""
    other = sim.beside(**changes).start()
    other.run(400)
    return other
