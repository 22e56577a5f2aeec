"""What must hold: exact layouts, no waits, no work that need not be.

In:    rows, growth and planning of a run.
Out:   bounds, each with the row that is worst.
Never: a look at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.samples.planning import Planning
from benchmarks.samples.sample import Row, Sample, find
from benchmarks.scenario.scenario import RESTORING
from benchmarks.stats import estimates
from benchmarks.stats import growth as growing
from benchmarks.stats.growth import Growth

EXPONENT_MAX: Final = 1.05
VISIBLE_MAX: Final = 1.1
"""Times the floor's virtual time."""
PLANNING_MAX: Final = 50_000
"""Lua instructions of each step from the rectangles of 64 panes to their splits: less than half a
millisecond on a slow core, where each takes 9 ns."""

GATED_GROWTH: Final = ("complete_ms", "host_calls", "instructions", "allocated")
TRACE_LINES: Final = 40


@dataclass(frozen=True, slots=True)
class Bound:
    """A promise and whether it holds."""

    name: str
    sentence: str
    limit: float
    found: float
    where: str
    """The row with the worst value."""
    holds: bool
    trace: list[str] = field(default_factory=list)
    """The host calls of that row, when it does not hold."""


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst case of one bound."""

    value: float
    where: str
    sample: Sample | None = None


def _samples(rows: Sequence[Row], wanted: Callable[[Row], bool]) -> Iterator[tuple[Row, int]]:
    for row in rows:
        if row.subject == "new" and wanted(row):
            for index in range(len(row.samples)):
                yield row, index


def _worst(
    rows: Sequence[Row], wanted: Callable[[Row], bool], value: Callable[[Sample], float]
) -> Worst:
    found = Worst(0.0, "")
    for row, index in _samples(rows, wanted):
        sample = row.samples[index]
        got = value(sample)
        if got > found.value or not found.where:
            found = Worst(got, f"{row.key}, case {index}", sample)
    return found


def _trace(sample: Sample | None) -> list[str]:
    if sample is None:
        return []
    calls = sorted(sample.calls.items(), key=lambda item: -item[1])
    return [f"{count} {name}" for name, count in calls[:TRACE_LINES]]


def _bound(name: str, sentence: str, limit: float, worst: Worst) -> Bound:
    holds = worst.value <= limit
    trace = [] if holds else _trace(worst.sample)
    return Bound(name, sentence, limit, round(worst.value, 4), worst.where, holds, trace)


def _figure(name: str) -> Callable[[Sample], float]:
    return lambda sample: sample.figures.get(name, 0.0)


def _is_restoring(row: Row) -> bool:
    return row.operation in RESTORING


def _inexact(sample: Sample) -> float:
    fidelity = sample.fidelity
    off = fidelity.tabs - fidelity.exact_tabs
    return off + fidelity.panes_lost + fidelity.panes_extra + sample.errors


def _against_floor(rows: Sequence[Row]) -> Worst:
    """The largest ratio of visible times, case by case."""
    found = Worst(0.0, "")
    for row, index in _samples(rows, lambda row: row.operation == "load"):
        floor = find(rows, row.key, "floor")
        if floor is None or index >= len(floor.samples):
            continue
        ours = row.samples[index].figures.get("visible_ms")
        least = floor.samples[index].figures.get("visible_ms")
        if ours is None or not least:
            continue
        if ours / least > found.value:
            found = Worst(ours / least, f"{row.key}, case {index}", row.samples[index])
    return found


def _exponent(found: Sequence[Growth], operation: str) -> Worst:
    worst = Worst(0.0, "")
    for figure in GATED_GROWTH:
        one = growing.worst(found, "new", operation, figure)
        if one is not None and one.exponent > worst.value:
            worst = Worst(one.exponent, f"{figure} over {one.family}")
    return worst


def _planning(planning: Planning) -> list[Bound]:
    """Planning takes so much, and grows no faster than the tab."""
    most, steepest = Worst(0.0, ""), Worst(0.0, "")
    for work, by_panes in planning.items():
        largest = max(by_panes)
        taken = max(by_panes[largest])
        if taken > most.value:
            most = Worst(taken, f"{work}, {largest} panes")
        exponent = estimates.exponent(by_panes)
        if exponent > steepest.value:
            steepest = Worst(exponent, f"instructions of {work}")
    return [
        _bound(
            "planning",
            f"planning a tab of 64 panes takes at most {PLANNING_MAX:,} Lua instructions",
            PLANNING_MAX,
            most,
        ),
        _bound(
            "growth of planning",
            f"planning grows with an exponent of at most {EXPONENT_MAX}",
            EXPONENT_MAX,
            steepest,
        ),
    ]


def bounds(rows: Sequence[Row], growth: Sequence[Growth], planning: Planning) -> list[Bound]:
    """Every promise, kept or not. Those that this run has no figures for are left out."""
    found = [
        _bound(
            "exact",
            "every layout comes back exactly, no pane is lost or too many, nothing raises",
            0,
            _worst(rows, lambda _: True, _inexact),
        ),
        _bound(
            "waits", "no wait is asked for", 0, _worst(rows, lambda _: True, _figure("asked_ms"))
        ),
        _bound(
            "splits",
            "n-1 splits a tab",
            0,
            _worst(rows, _is_restoring, lambda s: s.figures.get("splits_over", 0.0)),
        ),
        _bound(
            "activations",
            "at most one activation a tab",
            0,
            _worst(rows, _is_restoring, lambda s: s.figures.get("activations_over", 0.0)),
        ),
        _bound(
            "idle shells",
            "no process inspection of idle shells",
            0,
            _worst(rows, lambda row: row.operation == "save", _figure("idle_scans")),
        ),
        _bound(
            "cache",
            "a cached load parses no file",
            0,
            _worst(rows, lambda row: row.operation == "reload", _figure("parses")),
        ),
        _bound(
            "floor",
            f"the visible tab is complete within {VISIBLE_MAX} of the floor's time for it",
            VISIBLE_MAX,
            _against_floor(rows),
        ),
    ]
    found.extend(
        _bound(
            f"growth of {operation}",
            f"{operation} grows with an exponent of at most {EXPONENT_MAX}",
            EXPONENT_MAX,
            _exponent(growth, operation),
        )
        for operation in ("save", "load")
    )
    found += _planning(planning)
    return [bound for bound in found if bound.where]
