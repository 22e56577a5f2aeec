"""Rows of one fine sample, for the tests of what is judged by them."""

from __future__ import annotations

from benchmarks.samples.fidelity import Fidelity
from benchmarks.samples.sample import Row, Sample
from benchmarks.scenario.scenario import Operation

FINE = {"asked_ms": 0.0, "splits_over": 0.0, "activations_over": 0.0, "visible_ms": 30.0}


def row(
    operation: Operation = "load",
    subject: str = "new",
    fidelity: Fidelity | None = None,
    errors: int = 0,
    **figures: float,
) -> Row:
    """Return a row of one fine sample, but for what is given."""
    whole = fidelity or Fidelity(tabs=1, exact_tabs=1, panes=8)
    sample = Sample("ok", {**FINE, **figures}, whole, errors, calls={"MuxPane:split": 9})
    return Row("random-8", "8 panes", operation, subject, [sample])
