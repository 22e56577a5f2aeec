"""Scenes of a start: what was open, and the start that is to bring it back."""

from __future__ import annotations

from typing import Any

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.scenes import STATE

LAST = {"restore_on_startup": "last"}

MARKER = f"{STATE}/.starting"
"""The file that is there while a start restores."""


def views(sim: Simulator) -> dict[str, tuple[scenes.WindowView, ...]]:
    """Return what a user sees of all workspaces."""
    return {name: scenes.view(sim, name) for name in sim.workspaces()}


def without_default(sim: Simulator) -> None:
    """Close the workspace that the terminal began with."""
    for window in sim.windows("default"):
        for tab in list(window.tabs):
            for pane in list(tab.panes):
                sim.close_pane(pane)
                sim.run(400)
    sim.run(400)


def saved(sim: Simulator, *names: str) -> None:
    """Save workspaces of two panes, the last one shown, and nothing else."""
    for name in names:
        scenes.go_to(sim, name)
        sim.split("Right", 50)
    if "default" not in names:
        without_default(sim)
    scenes.save_all(sim)


def restarted(sim: Simulator, **changes: Any) -> Simulator:
    """Start again, and wait until all is done; `line` is what was typed."""
    sim.restart(**changes)
    sim.run(8000)
    return sim


def said(sim: Simulator) -> str:
    """Return what the user was told, in one line."""
    return " | ".join(toast.message for toast in sim.toasts)


def attached(sim: Simulator) -> list[object]:
    """Return the domains that handlers of the user's were told of; `extra=NOTES_ATTACHED`."""
    return [args[0] for name, args in sim.events if name == "told attached"]


NOTES_ATTACHED = """
wezterm.on("gui-attached", function(domain)
  wezterm.emit("told attached", domain:name())
end)
"""
