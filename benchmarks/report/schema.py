"""Everything that a run found, and the same as JSON, versioned, for programs of others.

In:    rows, growth, wall times, bounds, sentences.
Out:   a file.
Never: a figure without its name and unit in the same file.

History of the schema:

1   First: `about`, `costs`, `subjects`, `figures`, `rows` (samples by column), `growth`, `wall`,
    `bounds`.
2   In `figures`, `is_held` is `is_steady`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from benchmarks.samples.fidelity import Fidelity
from benchmarks.samples.sample import FIGURES, Row
from benchmarks.stats.growth import Growth
from benchmarks.stats.promises import Bound
from benchmarks.stats.real_time import Wall
from benchmarks.subject.subject import SubjectInfo

SCHEMA: Final = 2


@dataclass(slots=True)
class Report:
    """Everything that a run found."""

    about: dict[str, Any]
    costs: list[dict[str, Any]]
    subjects: list[SubjectInfo]
    rows: list[Row] = field(default_factory=list)
    growth: list[Growth] = field(default_factory=list)
    wall: list[Wall] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)

    def names(self) -> list[str]:
        """Names of the subjects, in their order."""
        return [subject.name for subject in self.subjects]


def _number(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if float(value).is_integer() else round(value, 6)


def _row(row: Row) -> dict[str, Any]:
    samples = row.samples
    names = [figure.name for figure in FIGURES]
    columns = {
        name: [_number(s.figures[name]) if name in s.figures else None for s in samples]
        for name in names
        if any(name in s.figures for s in samples)
    }
    fidelity = {
        one.name: [getattr(sample.fidelity, one.name) for sample in samples]
        for one in fields(Fidelity)
    }
    return {
        "scenario": row.scenario,
        "operation": row.operation,
        "subject": row.subject,
        "sentence": row.sentence,
        "family": row.family,
        "n": row.n,
        "status": [sample.status for sample in samples],
        "errors": [sample.errors for sample in samples],
        "problems": [sample.problem for sample in samples],
        "figures": columns,
        "fidelity": fidelity,
        "calls": [sample.calls for sample in samples[:1]],
    }


def to_data(report: Report) -> dict[str, Any]:
    """A report as plain data."""
    return {
        "schema": SCHEMA,
        "about": report.about,
        "costs": report.costs,
        "subjects": [asdict(subject) for subject in report.subjects],
        "figures": [asdict(figure) for figure in FIGURES],
        "rows": [_row(row) for row in report.rows],
        "growth": [
            {
                **asdict(one),
                "exponent": _number(one.exponent),
                "low": _number(one.low),
                "high": _number(one.high),
                "marginal": _number(one.marginal),
                "points": {
                    str(n): [_number(value) for value in values] for n, values in one.points.items()
                },
            }
            for one in report.growth
        ],
        "wall": [asdict(one) for one in report.wall],
        "bounds": [asdict(one) for one in report.bounds],
    }


def lines(value: Any, indent: int = 0) -> str:
    """JSON with one line for each list or mapping of scalars, so that a diff shows rows."""
    pad = " " * indent
    flat = json.dumps(value, ensure_ascii=False)
    children: Sequence[Any] = ()
    if isinstance(value, Mapping):
        children = list(value.values())
    elif isinstance(value, list):
        children = value
    if not any(isinstance(child, Mapping | list) for child in children):
        return flat
    if isinstance(value, Mapping):
        inner = [
            f"{pad} {json.dumps(str(key), ensure_ascii=False)}: {lines(item, indent + 1)}"
            for key, item in value.items()
        ]
        return "{\n" + ",\n".join(inner) + f"\n{pad}}}"
    inner = [f"{pad} {lines(item, indent + 1)}" for item in value]
    return "[\n" + ",\n".join(inner) + f"\n{pad}]"


def write(report: Report, path: Path) -> None:
    """Write a report."""
    path.write_text(lines(to_data(report)) + "\n", encoding="utf-8")
