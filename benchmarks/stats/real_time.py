"""What pairs of real times tell: medians, least values, a ratio with its interval.

In:    pairs of times.
Out:   one row of the report for each piece of work.
Never: decides anything: machines differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.samples.pure_rooms import Pairs
from benchmarks.stats import estimates


@dataclass(frozen=True, slots=True)
class Wall:
    """Real time of one pure piece of work, against another one in random pairs."""

    work: str
    subject: str
    against: str
    median_us: float
    least_us: float
    deviation_us: float
    ratio: float
    low: float
    high: float
    pairs: int

    @property
    def differs(self) -> bool:
        """True when the interval leaves 1 out."""
        return not self.low <= 1 <= self.high


def read(pairs: Pairs) -> Wall:
    """What they tell of the subject."""
    own = [time for time, _ in pairs.times_us]
    ratio = estimates.bootstrap_ratio(pairs.times_us)
    return Wall(
        work=pairs.work,
        subject=pairs.subject,
        against=pairs.against,
        median_us=round(estimates.median(own), 3),
        least_us=round(min(own), 3),
        deviation_us=round(estimates.deviation(own), 3),
        ratio=round(ratio.value, 4),
        low=round(ratio.low, 4),
        high=round(ratio.high, 4),
        pairs=len(own),
    )
