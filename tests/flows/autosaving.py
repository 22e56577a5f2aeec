"""Scenes of a terminal that saves by itself, and what it has saved."""

from __future__ import annotations

import json
from typing import Any

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.scenes import STATE

HOUR_MS = 3_600_000


START_UP_MS = 61_000
"""The terminal counts as just started for a minute."""


ON_CHANGE = {"autosave": "on_change"}


PERIODIC = {"autosave": "periodic"}


STATUS_BAR = """
wezterm.on("update-status", function(window) window:set_right_status(wezterm.strftime("%H:%M")) end)
"""
"""What makes `update-status` come every second."""


def saved(sim: Simulator, name: str = "default") -> Any:
    """Return the saved document of a workspace, None when there is none."""
    path = f"{STATE}/{name}.json"
    return json.loads(sim.files[path]) if path in sim.files else None


def panes(document: Any) -> int:
    """Count the panes of a document."""
    return int(document["counts"]["panes"]) if document else 0


def last(sim: Simulator) -> Any:
    """Return the last state of everything."""
    path = f"{STATE}/.last"
    return json.loads(sim.files[path]) if path in sim.files else None


def writes(sim: Simulator) -> list[str]:
    """Return the paths that were opened to be written."""
    return [
        str(call.args[0])
        for call in sim.trace.calls
        if call.name == "io.open" and len(call.args) > 1 and str(call.args[1])[0] in "wa"
    ]


def terminal(options: dict[str, Any], *, status: bool = False, **settings: Any) -> Simulator:
    """Return a terminal that was started more than a minute ago."""
    sim = scenes.terminal(options, extra=STATUS_BAR if status else "", **settings)
    sim.run(START_UP_MS)
    return sim
