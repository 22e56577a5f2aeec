"""Scenes of panes that were opened elsewhere than they were saved."""

from __future__ import annotations

from typing import Any

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.autosaving import ON_CHANGE, START_UP_MS
from tests.flows.scenes import STATE
from tests.flows.test_directories import panes_in

DISK = "/media/usb/proj"
VIM = {"name": "vim", "argv": ["vim", "notes"]}
BOX = Domain("box", "ssh")
BAD = {"bytes": "/home/user/src/d%FF"}


def loaded(*panes: dict[str, Any], problems: tuple[str, ...], **settings: Any) -> Simulator:
    """Return a terminal that saves by itself, in which `work` was loaded from a file."""
    sim = scenes.machine({"lazy": "off", **ON_CHANGE}, **settings)
    sim.files[f"{STATE}/work.json"] = panes_in(*panes).encode()
    sim.files.make_directory("/home/user/src")
    sim.start()
    sim.run(400)
    for problem in ("edited", *problems) if problems else ():
        scenes.expects(sim, problem=problem)
    scenes.load(sim, "work")
    return sim


def saved_panes(sim: Simulator, name: str = "work") -> list[dict[str, Any]]:
    """Return what is saved of the panes of the last tab."""
    found: list[dict[str, Any]] = scenes.document(sim, name)["windows"][0]["tabs"][-1]["panes"]
    return found


def saved_by_itself(sim: Simulator) -> None:
    """Change something beside the panes, and let it be saved."""
    sim.run(START_UP_MS)
    sim.rename_tab(f"{sim.tab().title}+")
    sim.run(40_000)


def saved_by_hand(sim: Simulator) -> None:
    """Save as its user asks for it."""
    sim.run(10_000)
    scenes.save(sim)


WAYS = {"by itself": saved_by_itself, "by hand": saved_by_hand}
