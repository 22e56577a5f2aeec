"""The result in a few sentences, and the charts that go with it.

In:    a report.
Out:   headline, warnings, charts as SVG texts by file name.
Never: a mean over scenarios that one side did not finish, without saying how many those are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.report import charts
from benchmarks.report.charts import Bar, Series
from benchmarks.report.schema import Report
from benchmarks.samples.sample import Row, find
from benchmarks.scenario.scenario import RESTORING
from benchmarks.stats import estimates
from benchmarks.stats.numbers import number, times_text
from benchmarks.stats.ratios import ratios
from generator.simulator.machine.costs import MEASURED_PROCESSES

CHARTED_FAMILY: Final = "random panes in a tab"
TWIN_TOLERANCE: Final = 0.1
"""A copy of the same code that seems to be that much faster or slower tells of a busy machine."""

COLOURS: Final = {"new": 0, "old": 1, "floor": 2, "peer": 3, "old checkout": 4}
CHARTS: Final = {
    "fidelity.svg": "How many layouts come back exactly",
    "load.svg": "Loading: virtual time until all is complete, by panes",
    "hold.svg": "Saving: how long the terminal stands still, by panes",
    "ratio.svg": "How many times longer the old plugin takes",
}
"""File name -> what it shows."""


def keys(rows: Sequence[Row]) -> list[str]:
    """Every scenario and operation, in the order of measuring."""
    return list(dict.fromkeys(row.key for row in rows))


def compared(report: Report) -> list[tuple[str, tuple[float, float, float]]]:
    """Ratio of old to new, with half and double cost, where both came to an end."""
    found = []
    for key in keys(report.rows):
        new, old = find(report.rows, key, "new"), find(report.rows, key, "old")
        if new is None or old is None or not new.completed or not old.completed:
            continue
        ratio = ratios(old, new)
        if ratio is not None:
            found.append((key, ratio))
    return found


def _mean(report: Report, operations: Sequence[str]) -> str:
    chosen = [ratio for key, ratio in compared(report) if key.rsplit("/", 1)[1] in operations]
    if len(chosen) < 2:
        return ""
    middle, low, high = (
        estimates.geometric_mean([ratio[index] for ratio in chosen]) for index in range(3)
    )
    scale = f"; {number(low)} to {number(high)} at half and double cost"
    same = number(low) == number(high)
    mean = f"geometric mean of {len(chosen)} scenarios{'' if same else scale}"
    return f"{times_text(middle)} as long ({mean})"


def _restored(report: Report, subject: str) -> tuple[int, int, int]:
    """Samples brought back exactly, all samples, samples that failed."""
    rows = [r for r in report.rows if r.subject == subject and r.operation in RESTORING]
    total = sum(len(row.samples) for row in rows)
    failed = total - sum(len(row.completed) for row in rows)
    return sum(row.exact() for row in rows), total, failed


def headline(report: Report) -> list[str]:
    """What a reader should take home, one sentence each."""
    found = []
    for subject in report.names():
        if subject == "floor":
            continue
        exact, total, failed = _restored(report, subject)
        if total:
            ends = f", and does not come to an end in {failed}" if failed else ""
            share = 100 * exact / total
            brought = f"{subject} brings back {exact} of {total} workspaces exactly"
            found.append(f"{brought} ({share:.0f} %){ends}.")
    loading, saving = _mean(report, RESTORING), _mean(report, ("save",))
    if loading:
        found.append(f"Where old comes to an end, loading takes it {loading}.")
    if saving:
        found.append(f"Saving takes old {saving}.")
    broken = [bound for bound in report.bounds if not bound.holds]
    if report.bounds:
        kept = len(report.bounds) - len(broken)
        found.append(f"{kept} of {len(report.bounds)} promises are kept.")
    return found


def warnings(report: Report) -> list[str]:
    """What makes a figure less sure than it looks, with advice."""
    found = [
        f"{one.work}: a copy of the same code measured {one.ratio:.2f} times "
        f"({one.low:.2f} to {one.high:.2f}): this machine is busy, "
        "don't read real times closely; run again when it is idle."
        for one in report.wall
        if one.against == "its twin" and one.differs and abs(one.ratio - 1) > TWIN_TOLERANCE
    ]
    for row in report.rows:
        crashed = sum(sample.status == "crashed" for sample in row.samples)
        if crashed:
            found.append(
                f"{row.key}, {row.subject}: {crashed} of {len(row.samples)} cases broke the bench "
                f"or the simulated terminal ({row.problem.splitlines()[0][:120]})."
            )
    return found


def _family(report: Report, subject: str, operation: str) -> list[Row]:
    return [
        row
        for row in report.rows
        if row.family == CHARTED_FAMILY and row.subject == subject and row.operation == operation
    ]


def _series(report: Report, operation: str, figure: str) -> list[Series]:
    """One line a subject, with how many of its layouts came back exactly."""
    found = []
    for subject in report.names():
        points: dict[float, float] = {}
        for row in _family(report, subject, operation):
            value = row.median(figure)
            if value:
                points[row.n] = value
        rows = _family(report, subject, "load")
        exact, total = sum(row.exact() for row in rows), sum(len(row.samples) for row in rows)
        words = f"{exact} of {total} exact" if rows and subject != "floor" else ""
        found.append(Series(subject, COLOURS.get(subject, 4), points, words))
    return found


def _fidelity(report: Report) -> list[Bar]:
    found = []
    for row in report.rows:
        if row.family != CHARTED_FAMILY or row.operation != "load" or row.subject == "floor":
            continue
        exact, total = row.exact(), len(row.samples)
        failed = total - len(row.completed)
        text = f"{exact} of {total}" + (f", {failed} fail" if failed else "")
        name = f"{row.n} {'pane' if row.n == 1 else 'panes'}, {row.subject}"
        share = 100 * exact / total if total else None
        found.append(Bar(name, COLOURS.get(row.subject, 4), share, text))
    return found


def _ratio_bars(report: Report) -> list[Bar]:
    known = dict(compared(report))
    found = []
    for key in keys(report.rows):
        old = find(report.rows, key, "old")
        if old is None or key.rsplit("/", 1)[1] in ("startup", "list"):
            continue
        if key in known:
            middle, low, high = known[key]
            exact = f", {old.exact()}/{len(old.samples)} exact"
            text = f"{number(middle)}{exact}"
            found.append(Bar(key, COLOURS["old"], middle, text, low, high))
        elif not old.completed:
            found.append(Bar(key, COLOURS["old"], None, "old fails"))
    return found


def draw(report: Report) -> dict[str, str]:
    """All charts: file name -> SVG."""
    return {
        "fidelity.svg": charts.bars(
            CHARTS["fidelity.svg"],
            "one tab split at random, loaded in a new process; % with every cell in its place",
            _fidelity(report),
            is_log=False,
        ),
        "load.svg": charts.lines(
            CHARTS["load.svg"],
            "one tab split at random, loaded in a new process: median of the loads that came to an "
            "end",
            "panes in the tab",
            "virtual ms",
            _series(report, "load", "complete_ms"),
        ),
        "hold.svg": charts.lines(
            CHARTS["hold.svg"],
            f"longest run of Lua while saving idle shells among {MEASURED_PROCESSES} processes; "
            "beside the names: "
            "how many of these layouts a load brings back exactly",
            "panes in the tab",
            "virtual ms",
            _series(report, "save", "slice_ms"),
        ),
        "ratio.svg": charts.bars(
            CHARTS["ratio.svg"],
            "virtual time until all is complete, old / new; lines: at half and double cost",
            _ratio_bars(report),
            is_log=True,
        ),
    }
