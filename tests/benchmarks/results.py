"""A small result, for the tests of what is made of one."""

from __future__ import annotations

from benchmarks.report import summary
from benchmarks.report.schema import Report
from benchmarks.samples import costs
from benchmarks.samples.fidelity import Fidelity
from benchmarks.samples.sample import Row, Sample
from benchmarks.scenario.scenario import Operation
from benchmarks.stats import growth
from benchmarks.stats.promises import Bound
from benchmarks.stats.real_time import Wall
from benchmarks.subject.subject import SubjectInfo

WHOLE = Fidelity(tabs=1, exact_tabs=1, panes=8, cells=1000, windows=1, windows_right=1)
TORN = Fidelity(tabs=1, panes=8, panes_lost=2, panes_extra=1, cells=1000, cells_off=125, windows=1)


def sample(complete_ms: float, asked_ms: float = 0, fidelity: Fidelity = WHOLE) -> Sample:
    """Return a sample that came to its end."""
    figures = {
        "complete_ms": complete_ms,
        "visible_ms": complete_ms,
        "asked_ms": asked_ms,
        "slice_ms": 4.0,
        "host_calls": 50.0,
    }
    return Sample("ok", figures, fidelity, calls={"MuxPane:split": 7})


FAILED = Sample("raised", {"complete_ms": 3.0}, TORN, 1, "runtime error: No space for split!\nmore")


def row(subject: str, *samples: Sample, n: int = 8, operation: Operation = "load") -> Row:
    """Return a row of the family that is charted."""
    name = f"random-{n}"
    family = summary.CHARTED_FAMILY
    return Row(name, f"{n} panes", operation, subject, list(samples), family, n)


def small() -> Report:
    """Return a small result: the old plugin brings 8 panes back at times, 16 never."""
    rows = [
        row("new", sample(30), sample(32)),
        row("old", sample(7430, 7400, TORN), FAILED),
        row("floor", sample(30)),
        row("new", sample(61), n=16),
        row("old", FAILED, FAILED, n=16),
        row("new", sample(2.5), operation="save"),
        row("old", sample(169), operation="save"),
        row("new", sample(2.9), operation="save", n=16),
        row("old", sample(338), operation="save", n=16),
    ]
    return Report(
        about={"seed": 1, "processor": "a | b"},
        costs=[dict(one) for one in costs.rows_for_report()],
        subjects=[
            SubjectInfo("new", "ours", runs_own_code=True, digest="abc"),
            SubjectInfo("old", "theirs", runs_own_code=False),
            SubjectInfo("floor", "limit", runs_own_code=False),
        ],
        rows=rows,
        growth=growth.measure(rows),
        wall=[Wall("plan of 64 panes", "new", "its twin", 300, 200, 9, 1.4, 1.2, 1.6, 30)],
        bounds=[
            Bound("waits", "no wait is asked for", 0, 0, "random-8/load, case 0", holds=True),
            Bound("splits", "n-1 splits", 0, 2, "random-8/load", holds=False, trace=["9 split"]),
        ],
    )
