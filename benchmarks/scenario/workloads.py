"""What is on the screen before a measurement: windows, tabs, panes and what runs in them.

In:    a random generator, numbers of windows, tabs and panes, a shape.
Out:   workloads: plain data from which the simulated terminal is set up.
Never: knows a subject or an operation.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.scenario.layouts import SHAPES, Shape, Tree, count

Size = tuple[int, int]
"""Columns and rows."""

USUAL: Final[Size] = (200, 60)
LARGE: Final[Size] = (320, 100)
USUAL_PANES: Final = 24
"""Up to that many panes in a tab the window has its usual size."""

DIRECTORIES: Final = (
    "/home/user",
    "/home/user/src/alpha",
    "/home/user/src/beta/deep/down",
    "/home/user/My Docs",
    "/home/user/naïve café",
    "/srv/data",
)
"""Where panes work; one name with a blank, one that is not ASCII."""

PROGRAMS: Final = (
    ("nvim", "notes.md"),
    ("less", "+F", "/var/log/messages"),
    ("vim", "read me.txt"),
    ("htop",),
    ("man", "ls"),
    ("tail", "-n", "100", "-f", "/var/log/messages"),
)
"""What runs where something runs; one argument has a blank in it."""

Argv = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab to set up."""

    tree: Tree
    title: str
    active_pane: int
    """Place in tree order, from 0."""
    cwds: tuple[str, ...]
    programs: tuple[Argv | None, ...]

    @property
    def panes(self) -> int:
        """Number of panes."""
        return len(self.cwds)


@dataclass(frozen=True, slots=True)
class Window:
    """One window to set up."""

    tabs: tuple[Tab, ...]
    active_tab: int


@dataclass(frozen=True, slots=True)
class Workload:
    """A workspace to set up."""

    windows: tuple[Window, ...]
    size: Size
    """Of every window."""

    @property
    def tabs(self) -> int:
        """Number of tabs."""
        return sum(len(window.tabs) for window in self.windows)

    @property
    def panes(self) -> int:
        """Number of panes."""
        return sum(tab.panes for window in self.windows for tab in window.tabs)


def _tab(
    rng: random.Random, *, shape: Shape, panes: int, size: Size, number: int, running: float
) -> Tab:
    tree = SHAPES[shape](rng, panes, *size)
    is_running = [rng.random() < running for _ in range(count(tree))]
    return Tab(
        tree=tree,
        title=f"tab {number}",
        active_pane=rng.randrange(panes),
        cwds=tuple(rng.choice(DIRECTORIES) for _ in range(panes)),
        programs=tuple(rng.choice(PROGRAMS) if runs else None for runs in is_running),
    )


def size_for(panes: int) -> Size:
    """The window for that many panes in a tab."""
    return USUAL if panes <= USUAL_PANES else LARGE


def workload(
    rng: random.Random,
    *,
    windows: int = 1,
    tabs: int = 1,
    panes: int = 1,
    shape: Shape = "random",
    size: Size | None = None,
    running: float = 0.0,
) -> Workload:
    """A workspace with `windows` windows of `tabs` tabs of `panes` panes.

    `running` is the share of panes that run a program; the others are idle shells.
    """
    cells = size or size_for(panes)
    made = []
    for window in range(windows):
        these = tuple(
            _tab(
                rng,
                shape=shape,
                panes=panes,
                size=cells,
                number=window * tabs + index + 1,
                running=running,
            )
            for index in range(tabs)
        )
        made.append(Window(these, rng.randrange(tabs)))
    return Workload(tuple(made), cells)


def directories(workloads: Sequence[Workload]) -> list[str]:
    """Every directory that some pane works in."""
    return sorted(
        {
            cwd
            for one in workloads
            for window in one.windows
            for tab in window.tabs
            for cwd in tab.cwds
        }
    )
