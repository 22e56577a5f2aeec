"""The committed figures of the new plugin: the same in every runtime, none above what it may be.

In:    rows of a run, and of the same scenarios in fresh runtimes; `baseline.json`.
Out:   bounds, with what has grown and the command that accepts it.
Never: a tolerance on calls, waits and files (instructions and bytes have one: sample.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.samples.sample import BY_NAME, FIGURES, GROWTH_ALLOWED, Row
from benchmarks.stats.numbers import number
from benchmarks.stats.promises import TRACE_LINES, Bound

BASELINE: Final = Path(__file__).parents[1] / "baseline.json"
BASELINE_SCHEMA: Final = 1
ACCEPT: Final = ".venv/bin/python -m benchmarks accept"

UNSTEADY_BYTES: Final = 1_000
"""Bytes allocated may differ by this from one process to the next: a string or two that the
interpreter keeps or collects. All other counted figures are the same to the last digit."""

Steady = dict[str, dict[str, list[float]]]
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


def steady(rows: Sequence[Row]) -> Steady:
    """Those figures of the new plugin that are the same in every run, on every machine."""
    names = [figure.name for figure in FIGURES if figure.is_steady]
    found: Steady = {}
    for row in rows:
        if row.subject != "new":
            continue
        found[row.key] = {
            name: [sample.figures[name] for sample in row.samples]
            for name in names
            if row.samples and all(name in sample.figures for sample in row.samples)
        }
    return found


def load(path: Path = BASELINE) -> Steady:
    """The committed figures; none when there is no file yet."""
    if not path.exists():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    rows: Steady = data["rows"] if data.get("schema") == BASELINE_SCHEMA else {}
    return rows


def save(figures: Steady, path: Path = BASELINE) -> None:
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


def changes(now: Steady, committed: Steady) -> list[Change]:
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


def differences(runs: Sequence[Steady]) -> list[Change]:
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


def bounds(rows: Sequence[Row], runs: Sequence[Steady], committed: Steady) -> list[Bound]:
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
    grown = [change for change in changes(steady(rows), committed) if change.is_growth]
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
