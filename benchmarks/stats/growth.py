"""How every cost grows with the number of panes or tabs.

In:    rows of scenarios that differ in n only.
Out:   exponents with intervals, from completed samples only; the worst of all shapes.
Never: an aborted run taken for a fast one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.samples.sample import Row
from benchmarks.stats import estimates

LEAST_N: Final = 4
"""Below that the fixed part of the work hides the growth."""

GROWING: Final = ("complete_ms", "host_calls", "instructions", "allocated", "bytes_written")
"""Figures whose growth is reported."""

OPERATIONS: Final = ("save", "load")


@dataclass(frozen=True, slots=True)
class Growth:
    """How a figure of one subject grows over a family of scenarios."""

    family: str
    operation: str
    subject: str
    figure: str
    exponent: float
    low: float
    high: float
    points: dict[int, list[float]]
    """Values of completed samples by n."""
    marginal: float
    """Exponent of what is added from size to size: the fixed part left out. NaN when unknown."""
    asked: int
    """Samples measured; more than there are values when some were not completed."""


def _families(rows: Sequence[Row]) -> Iterator[tuple[str, str, str, list[Row]]]:
    seen: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row.family and row.operation in OPERATIONS:
            seen.setdefault((row.family, row.operation, row.subject), []).append(row)
    for (family, operation, subject), found in seen.items():
        yield family, operation, subject, found


def _one(figure: str, rows: Sequence[Row]) -> tuple[dict[int, list[float]], int]:
    points: dict[int, list[float]] = {}
    asked = 0
    for row in rows:
        if row.n < LEAST_N:
            continue
        asked += len(row.samples)
        values = [value for value in row.values(figure) if value > 0]
        if values:
            points[row.n] = values
    return points, asked


def measure(rows: Sequence[Row]) -> list[Growth]:
    """Exponents of every growing figure; families with fewer than two sizes are left out."""
    found = []
    for family, operation, subject, members in _families(rows):
        for figure in GROWING:
            points, asked = _one(figure, members)
            if len(points) < 2:
                continue
            slope = estimates.bootstrap_exponent(points)
            if math.isnan(slope.value):
                continue
            found.append(
                Growth(
                    family=family,
                    operation=operation,
                    subject=subject,
                    figure=figure,
                    exponent=slope.value,
                    low=slope.low,
                    high=slope.high,
                    points=points,
                    marginal=estimates.marginal_exponent(points),
                    asked=asked,
                )
            )
    return found


def worst(found: Sequence[Growth], subject: str, operation: str, figure: str) -> Growth | None:
    """The family in which a figure of a subject grows fastest."""
    matching = [
        one
        for one in found
        if (one.subject, one.operation, one.figure) == (subject, operation, figure)
    ]
    return max(matching, key=lambda one: one.exponent) if matching else None
