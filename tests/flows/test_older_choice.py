"""Older states of a session, chosen from the second step of the picker."""

from __future__ import annotations

from generator.simulator import Simulator
from generator.simulator.gui.overlays import Choice
from tests.flows import scenes
from tests.flows.hands import press

ROOMS = ("manage", "older_choice")
"""Rooms whose doings are seen here."""


def choices(sim: Simulator) -> list[Choice]:
    """Return what the list on the screen offers."""
    assert sim.overlay is not None
    return list(sim.overlay.choices)


def test_an_older_state_is_chosen_and_loaded() -> None:
    """Two panes become three and are saved; the state with two comes back."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    scenes.save(sim)
    sim.run(60_000)
    sim.split("Bottom", 20)
    scenes.save(sim)
    sim.restart()
    sim.run(400)
    press(sim, "l", "ALT|SHIFT")
    sim.choose(0)
    sim.run()
    labels = [choice.label for choice in choices(sim)]
    sim.choose(next(index for index, label in enumerate(labels) if "older state" in label))
    sim.run()
    (only,) = choices(sim)

    assert "2 panes" in only.label

    sim.choose(0)
    sim.run(3000)

    assert [(0, 0, 100, 60), (101, 0, 99, 60)] == sim.tab().rects()
