"""What a measurement gives: samples of figures, gathered into rows.

In:    one sample a case.
Out:   rows: medians with their range, sums of fidelity, what failed.
Never: a time without the fidelity of the same samples beside it.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from benchmarks.samples.fidelity import Fidelity
from benchmarks.scenario.scenario import Operation, Scenario

Status = Literal["ok", "short", "raised", "crashed"]
"""ok: came to its end with all panes; short: panes are missing; raised: the subject ended in an
error; crashed: the terminal stood still or the bench failed."""

Kind = Literal["time", "count", "bytes", "code"]

GROWTH_ALLOWED: Final = 0.03
"""Instructions and bytes move with every option and every sentence that is added: within that share
of the committed value nobody need say so. One host call, file or wait more is always a decision."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sample. Smaller is better for all of them."""

    name: str
    title: str
    unit: str
    kind: Kind
    is_steady: bool = True
    """Must it be the same in every run, and is it compared with the committed baseline?"""

    @property
    def growth_allowed(self) -> float:
        """The share by which it may be above its committed value."""
        return GROWTH_ALLOWED if self.kind in ("bytes", "code") else 0.0


FIGURES: Final = (
    Figure("asked_ms", "waits asked for", "ms", "time"),
    Figure("visible_ms", "until the visible tab is complete", "ms", "time", is_steady=False),
    Figure("complete_ms", "until all is complete", "ms", "time", is_steady=False),
    Figure("slice_ms", "longest hold of the terminal", "ms", "time", is_steady=False),
    Figure("flickers", "changes of the screen after it was complete", "changes", "count"),
    Figure("host_calls", "host calls", "calls", "count"),
    Figure("splits", "splits", "calls", "count"),
    Figure("spawns", "tabs and windows opened", "calls", "count"),
    Figure("activations", "activations", "calls", "count"),
    Figure("splits_over", "splits beyond n-1 a tab", "calls", "count"),
    Figure("activations_over", "activations beyond one a tab", "calls", "count"),
    Figure("scans", "looks at every process", "calls", "count"),
    Figure("idle_scans", "of them for idle shells", "calls", "count"),
    Figure("children", "child processes", "calls", "count"),
    Figure("file_calls", "file operations", "calls", "count"),
    Figure("files_opened", "files opened", "calls", "count"),
    Figure("bytes_read", "bytes read", "bytes", "bytes"),
    Figure("bytes_written", "bytes written", "bytes", "bytes"),
    Figure("parses", "JSON texts parsed", "calls", "count"),
    Figure("idle_calls", "host calls in the quiet minute after", "calls", "count"),
    Figure("instructions", "Lua instructions", "instructions", "code"),
    Figure("slice_instructions", "Lua instructions of the longest slice", "instructions", "code"),
    Figure("allocated", "bytes allocated by Lua", "bytes", "code"),
    Figure("lua_files", "files of its own Lua opened", "files", "count"),
    Figure("lua_bytes", "bytes of its own Lua read", "bytes", "code"),
    Figure("slice_lua_bytes", "most of them in one slice", "bytes", "code"),
    Figure("size", "size of the plugin", "bytes", "code"),
)
"""In the order of the report. `code` figures, and `lua_files`, exist only for subjects that run
their own code."""

BY_NAME: Final = {figure.name: figure for figure in FIGURES}


@dataclass(frozen=True, slots=True)
class Sample:
    """One operation of one subject on one case."""

    status: Status
    figures: dict[str, float]
    fidelity: Fidelity
    errors: int = 0
    problem: str = ""
    """The first error, in the words of whoever raised it."""
    calls: dict[str, int] = field(default_factory=dict)
    """Host calls by full name."""


@dataclass(slots=True)
class Row:
    """All samples of one subject for one operation of one scenario."""

    scenario: str
    sentence: str
    operation: Operation
    subject: str
    samples: list[Sample] = field(default_factory=list)
    family: str | None = None
    n: int = 0

    @property
    def key(self) -> str:
        """`random-8/load`: what the rows of all subjects have in common."""
        return f"{self.scenario}/{self.operation}"

    @property
    def fidelity(self) -> Fidelity:
        """Over all samples."""
        return sum((sample.fidelity for sample in self.samples), Fidelity())

    @property
    def errors(self) -> int:
        """Errors raised in all samples."""
        return sum(sample.errors for sample in self.samples)

    @property
    def completed(self) -> list[Sample]:
        """Samples that came to their end with all panes: only their times are comparable."""
        return [sample for sample in self.samples if sample.status == "ok"]

    @property
    def problem(self) -> str:
        """The first problem of any sample."""
        return next((sample.problem for sample in self.samples if sample.problem), "")

    def exact(self) -> int:
        """Samples with every rectangle in its place."""
        return sum(sample.status == "ok" and sample.fidelity.is_exact for sample in self.samples)

    def values(self, name: str) -> list[float]:
        """A figure of the completed samples that have it."""
        return [s.figures[name] for s in self.completed if name in s.figures]

    def median(self, name: str) -> float | None:
        """The median of a figure over completed samples; None when none has it."""
        found = self.values(name)
        return statistics.median(found) if found else None


def row_for(scenario: Scenario, operation: Operation, subject: str) -> Row:
    """An empty row."""
    return Row(
        scenario.name,
        scenario.sentence,
        operation,
        subject,
        family=scenario.family,
        n=scenario.n,
    )


def find(rows: Sequence[Row], key: str, subject: str) -> Row | None:
    """The row of a subject, if it was measured."""
    return next((row for row in rows if row.key == key and row.subject == subject), None)
