"""How many times longer one subject takes than another, at the measured cost and at others.

In:    rows of two subjects.
Out:   ratios of times until all is complete.
Never: a ratio where one of them came to no end.
"""

from __future__ import annotations

from benchmarks.samples.costs import FACTORS
from benchmarks.samples.sample import Row


def ratio(row: Row, base: Row, factor: float = 1.0) -> float | None:
    """How many times longer than `base` a row takes until all is complete, at another price.

    A time is the waits that were asked for, which stay, and paid work, which is scaled.
    """
    times = []
    for one in (row, base):
        complete, asked = one.median("complete_ms"), one.median("asked_ms")
        if complete is None or asked is None:
            return None
        waited = min(asked, complete)
        times.append(waited + (complete - waited) * factor)
    return times[0] / times[1] if times[1] > 0 else None


def ratios(row: Row, base: Row) -> tuple[float, float, float] | None:
    """The ratio at the measured cost, and the smaller and larger of those at half and double."""
    found = [ratio(row, base, factor) for factor in FACTORS]
    known = [value for value in found if value is not None]
    middle = ratio(row, base)
    if middle is None or len(known) < len(FACTORS):
        return None
    return middle, min(known), max(known)
