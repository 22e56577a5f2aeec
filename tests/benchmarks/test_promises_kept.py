"""The promises, on the plugin as it is built: one test for each, on the scenarios of every push."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.flow import told_once
from benchmarks.samples import planning
from benchmarks.samples.measure import measure
from benchmarks.samples.sample import Row
from benchmarks.scenario.families import scenarios
from benchmarks.stats import baseline, growth, promises
from benchmarks.stats.promises import Bound
from benchmarks.subject.floor import Floor
from benchmarks.subject.plugin import new
from benchmarks.subject.subject import Subject

PROMISES = (
    "exact",
    "waits",
    "splits",
    "activations",
    "idle shells",
    "cache",
    "floor",
    "growth of save",
    "growth of load",
    "planning",
    "growth of planning",
)
FRESH_RUNTIMES = 3
"""The bench takes more; three are enough to see an order that changes."""


@cache
def rows() -> tuple[Row, ...]:
    """Return the new plugin and the floor on the scenarios of every push."""
    subjects: list[Subject] = [new(), Floor()]
    return tuple(row for scenario in scenarios("quick") for row in measure(subjects, scenario))


@cache
def bounds() -> dict[str, Bound]:
    """Return every promise by name."""
    found = promises.bounds(rows(), growth.measure(rows()), planning.measure())
    return {bound.name: bound for bound in found}


@pytest.mark.parametrize("name", PROMISES)
def test_a_promise_is_kept(name: str) -> None:
    """Else: the row with the worst value, and its host calls."""
    bound = bounds()[name]

    calls = "\n".join(bound.trace)
    assert bound.holds, f"{bound.sentence}: {bound.found} in {bound.where}\n{calls}"


def test_no_case_breaks_the_bench() -> None:
    """Every sample of the plugin and of the floor is a result."""
    broken = [row.key for row in rows() for one in row.samples if one.status == "crashed"]

    assert [] == broken


def test_counted_figures_do_not_depend_on_chance() -> None:
    """Fresh runtimes, fresh hash seeds, the same counts."""
    few = [one for one in scenarios("quick") if one.name in ("random-8", "tabs-6x4", "programs-12")]
    runs = [told_once(new(), few) for _ in range(FRESH_RUNTIMES)]

    assert [] == [change.text() for change in baseline.differences(runs)]
