"""A scenario: a name, a sentence, what is on the screen, and what is asked.

In:    how a workload is made of a seed.
Out:   its cases.
Never: anything that only one subject could do.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from benchmarks.scenario.workloads import Size, Workload
from generator.simulator.machine.costs import MEASURED_PROCESSES

Mode = Literal["quick", "run", "full"]
"""The scenarios of every push, those of `make bench`, and as many as time allows."""

Operation = Literal["startup", "save", "list", "load", "reload", "restore"]
"""What is measured: the plugin's start up to its first use, a save, the picker's list, a load in a
new process, a load of what this process has saved, a restore into the window at hand."""

RESTORING: Final[tuple[Operation, ...]] = ("load", "reload", "restore")
"""After these, what was saved is there again."""

VERBS: Final[dict[Operation, str]] = {
    "startup": "start",
    "save": "save",
    "list": "list",
    "load": "load",
    "reload": "load again",
    "restore": "restore",
}

Story = Literal[
    "cold",
    "cached",
    "restore",
    "list",
    "startup",
    "first_event",
    "first_idle",
    "first_save",
    "first_list",
    "first_load",
]

FIRST_USES: Final[dict[Story, str]] = {
    "first_event": "the first event of a new Lua state",
    "first_idle": "what is opened by and by when nothing is pressed after it",
    "first_save": "a save, its key pressed right after the first event",
    "first_list": "the picker, its key pressed right after the first event",
    "first_load": "a load, chosen in that picker as soon as it is shown",
}
"""What a Lua state does when it is new. Each evaluation of the configuration makes a new one."""

SEED: Final = 20_251_111
"""Seed of all cases, printed with the results."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story told to every subject, case by case."""

    name: str
    sentence: str
    story: Story
    operations: tuple[Operation, ...]
    make: Callable[[random.Random], Workload]
    cases: int
    """How many workloads, each from a seed of its own."""
    processes: int = MEASURED_PROCESSES
    """Processes on the machine."""
    later_size: Size | None = None
    """Size of the terminal when it is loaded; None for the same."""
    sessions: int = 1
    """Saved sessions in the list."""
    family: str | None = None
    """Scenarios of one family differ in `n` only: growth is measured over them."""
    n: int = 0

    def workload(self, case: int) -> Workload:
        """The workload of a case; the same in every run."""
        rng = random.Random(f"{SEED}/{self.name}/{case}")  # noqa: S311 - a seed, not a secret
        return self.make(rng)
