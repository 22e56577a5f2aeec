"""Lua instructions of the pure rooms, counted one by one: how planning grows, and what it takes.

In:    the rooms of `dist/`, layouts by seed.
Out:   instructions by number of panes, the same on every machine.
Never: a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.samples import pure_rooms

PANES: Final = (8, 16, 32, 64)
LAYOUTS: Final = 4
"""Layouts of each size."""

WORKS: Final = ("layout", "plan", "plan for another size")
"""From rectangles to the tree of splits, from the tree to the splits."""

Planning = dict[str, dict[int, list[float]]]
"""Piece of work -> number of panes -> instructions for each of some layouts."""


def measure(sizes: Sequence[int] = PANES) -> Planning:
    """Instructions from rectangles to splits, at several sizes."""
    found: Planning = {work: {} for work in WORKS}
    for panes in sizes:
        for layout in pure_rooms.layouts(LAYOUTS, panes):
            bench = pure_rooms.new_bench([layout])
            for work in WORKS:
                found[work].setdefault(panes, []).append(bench.count(work))
    return found
