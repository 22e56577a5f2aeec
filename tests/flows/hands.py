"""The user's hands and eyes: keys, rows of lists, what toasts say."""

from __future__ import annotations

from typing import Any

from generator.facts.surface import ACTIONS
from generator.simulator import Simulator


def held(sim: Simulator, key: str, mods: str) -> str:
    """Return what is held with a default key, told as on Linux, on the platform of a terminal."""
    for action in ACTIONS:
        if (key, mods) == (action.key, action.mods) and sim.settings.platform == "macos":
            return action.mac_mods or mods
    return mods


def press(sim: Simulator, key: str, mods: str = "ALT") -> None:
    """Press a key and wait; a default one is told as it is on Linux."""
    sim.press(key, held(sim, key, mods))
    sim.run()


def labels(sim: Simulator) -> list[str]:
    """Return the rows that are shown."""
    assert sim.overlay
    return [choice.label for choice in sim.overlay.choices]


def choose(sim: Simulator, answer: Any) -> None:
    """Choose a row, by what it begins with, its id, or its position, and wait until all is done."""
    if isinstance(answer, str):
        found = [label for label in labels(sim) if label.startswith(answer)]
        answer = found[0] if found else answer
    sim.choose(answer)
    sim.run(4000)


def messages(sim: Simulator) -> list[str]:
    """Return what toasts said."""
    return [toast.message for toast in sim.toasts]
