"""What must hold: the promised bounds, and no counted figure above its committed value.

In:    rows, growth and counted planning of a run; `baseline.json`.
Out:   bounds with the row that is worst, grown figures with the command that accepts them.
Never: a tolerance on calls, waits and files (instructions and bytes have one: records.py); a look
       at a clock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import growth as growing
from benchmarks import stats
from benchmarks.counted import Counted
from benchmarks.records import BY_NAME, FIGURES, GROWTH_ALLOWED, Row, Sample, find
from benchmarks.schema import Bound, Growth
from benchmarks.wording import RESTORING, number

BASELINE: Final = Path(__file__).with_name("baseline.json")
BASELINE_SCHEMA: Final = 1
ACCEPT: Final = "python -m benchmarks accept"

EXPONENT_MAX: Final = 1.05
VISIBLE_MAX: Final = 1.1
"""Times the floor's virtual time."""
PLANNING_MAX: Final = 50_000
"""Lua instructions of each step from the rectangles of 64 panes to their splits: less than half a
millisecond on a slow core, where each takes 9 ns."""

GATED_GROWTH: Final = ("complete_ms", "host_calls", "instructions", "allocated")
TRACE_LINES: Final = 40


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


def _planning(counted: Counted) -> list[Bound]:
    """Planning takes so much, and grows no faster than the tab."""
    most, steepest = Worst(0.0, ""), Worst(0.0, "")
    for work, by_panes in counted.items():
        largest = max(by_panes)
        taken = max(by_panes[largest])
        if taken > most.value:
            most = Worst(taken, f"{work}, {largest} panes")
        exponent = stats.exponent(by_panes)
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


def bounds(rows: Sequence[Row], growth: Sequence[Growth], counted: Counted) -> list[Bound]:
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
    found += _planning(counted)
    return [bound for bound in found if bound.where]


# The committed figures.

UNSTEADY_BYTES: Final = 1_000
"""Bytes allocated may differ by this from one process to the next: a string or two that the
interpreter keeps or collects. All other counted figures are the same to the last digit."""

Held = dict[str, dict[str, list[float]]]
"""Row key -> figure -> its value in every case."""


@dataclass(frozen=True, slots=True)
class Change:
    """A counted figure that is not what was committed."""

    row: str
    figure: str
    case: int
    was: float | None
    now: float | None

    @property
    def is_growth(self) -> bool:
        """True when it got worse than it may: larger, or gone although it was measured."""
        if self.was is None or self.now is None:
            return self.was is not None
        return self.now > self.was * (1 + BY_NAME[self.figure].growth_allowed)

    def text(self) -> str:
        """One line for a person."""
        was = "not measured" if self.was is None else number(self.was)
        now = "not measured" if self.now is None else number(self.now)
        return f"{self.row}, case {self.case}: {self.figure} was {was}, is {now}"


def held(rows: Sequence[Row]) -> Held:
    """The figures of the new plugin that are held: the same in every run, on every machine."""
    names = [figure.name for figure in FIGURES if figure.is_held]
    found: Held = {}
    for row in rows:
        if row.subject != "new":
            continue
        found[row.key] = {
            name: [sample.figures[name] for sample in row.samples]
            for name in names
            if row.samples and all(name in sample.figures for sample in row.samples)
        }
    return found


def load_baseline(path: Path = BASELINE) -> Held:
    """The committed figures; none when there is no file yet."""
    if not path.exists():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    rows: Held = data["rows"] if data.get("schema") == BASELINE_SCHEMA else {}
    return rows


def save_baseline(figures: Held, path: Path = BASELINE) -> None:
    """Commit to these figures."""
    lines = []
    for key in sorted(figures):
        inner = [
            f"   {json.dumps(name)}: {json.dumps([_plain(value) for value in values])}"
            for name, values in sorted(figures[key].items())
        ]
        lines.append(f"  {json.dumps(key)}: {{\n" + ",\n".join(inner) + "\n  }")
    text = f'{{\n "schema": {BASELINE_SCHEMA},\n "rows": {{\n' + ",\n".join(lines) + "\n }\n}\n"
    path.write_text(text, encoding="utf-8")


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def changes(now: Held, committed: Held) -> list[Change]:
    """Figures that differ, among the rows and cases that both have."""
    found = []
    for key, figures in committed.items():
        if key not in now:
            continue
        for name, values in figures.items():
            current = now[key].get(name)
            if current is None:
                found.append(Change(key, name, 0, values[0] if values else None, None))
                continue
            for case, (was, is_now) in enumerate(zip(values, current, strict=False)):
                slack = UNSTEADY_BYTES if name == "allocated" else 0
                if abs(was - is_now) > slack:
                    found.append(Change(key, name, case, was, is_now))
    return found


def differences(runs: Sequence[Held]) -> list[Change]:
    """Figures that were not the same in every one of several fresh runs."""
    first, *others = runs
    found: list[Change] = []
    for other in others:
        found += changes(other, first)
    return found


def _as_bound(name: str, sentence: str, found: Sequence[Change], advice: str) -> Bound:
    where = found[0].text() if found else "all rows"
    trace = [change.text() for change in found[:TRACE_LINES]]
    if found:
        trace.append(advice)
    return Bound(name, sentence, 0, len(found), where, not found, trace)


def held_bounds(rows: Sequence[Row], runs: Sequence[Held], committed: Held) -> list[Bound]:
    """The promises about counted figures: the same in every runtime, none above what it may be."""
    found = []
    if runs:
        unsteady: dict[tuple[str, str], Change] = {}
        for change in differences(runs):
            unsteady.setdefault((change.row, change.figure), change)
        found.append(
            _as_bound(
                "spread",
                f"counted figures are the same in {len(runs)} fresh runtimes",
                list(unsteady.values()),
                "look for work whose amount depends on the order of pairs()",
            )
        )
    grown = [change for change in changes(held(rows), committed) if change.is_growth]
    if committed:
        found.append(
            _as_bound(
                "baseline",
                "no counted figure is above its committed value "
                f"(instructions and bytes: by more than {GROWTH_ALLOWED:.0%})",
                grown,
                f"if that is meant: `{ACCEPT}` commits to the figures as they are now",
            )
        )
    return found
