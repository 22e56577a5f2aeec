"""Estimates without libraries: medians, spread, bootstrap intervals, growth exponents.

In:    lists of numbers.
Out:   numbers and intervals; the same input and seed give the same output.
Never: reads a clock or a file.
"""

from __future__ import annotations

import itertools
import math
import random
import statistics
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

BOOTSTRAP_ROUNDS: Final = 10_000
CONFIDENCE: Final = 0.95
SEED: Final = 20_251_111


class Interval(NamedTuple):
    """An estimate with the ends of its confidence interval."""

    value: float
    low: float
    high: float

    def holds(self, number: float) -> bool:
        """True when a number is inside, ends included."""
        return self.low <= number <= self.high


def median(values: Sequence[float]) -> float:
    """The median; ValueError for no values."""
    if not values:
        raise ValueError("no values")
    return statistics.median(values)


def deviation(values: Sequence[float]) -> float:
    """Median absolute deviation from the median: spread that outliers don't move."""
    middle = median(values)
    return median([abs(value - middle) for value in values])


def geometric_mean(values: Sequence[float]) -> float:
    """Mean for ratios; ValueError when one is not above 0."""
    if not values or min(values) <= 0:
        raise ValueError("ratios must be above 0")
    return math.exp(statistics.fmean(math.log(value) for value in values))


def _ends(samples: list[float]) -> tuple[float, float]:
    samples.sort()
    tail = (1 - CONFIDENCE) / 2
    last = len(samples) - 1
    return samples[math.floor(tail * last)], samples[math.ceil((1 - tail) * last)]


def bootstrap_ratio(
    pairs: Sequence[tuple[float, float]], *, rounds: int = BOOTSTRAP_ROUNDS, seed: int = SEED
) -> Interval:
    """Ratio of medians (first / second) of paired samples; pairs are drawn again as pairs."""
    if not pairs:
        raise ValueError("no pairs")
    rng = random.Random(seed)  # noqa: S311 - a seed, not a secret
    value = median([a for a, _ in pairs]) / median([b for _, b in pairs])
    drawn = []
    for _ in range(rounds):
        again = rng.choices(pairs, k=len(pairs))
        drawn.append(median([a for a, _ in again]) / median([b for _, b in again]))
    return Interval(value, *_ends(drawn))


def median_ratio(
    pairs: Sequence[tuple[float, float]], *, rounds: int = BOOTSTRAP_ROUNDS, seed: int = SEED
) -> Interval:
    """Median of the ratios (first / second) of paired samples.

    Where both of a pair are disturbed alike and the pairs are not, it swings less than the ratio
    of medians.
    """
    if not pairs:
        raise ValueError("no pairs")
    rng = random.Random(seed)  # noqa: S311 - a seed, not a secret
    ratios = [a / b for a, b in pairs]
    drawn = [median(rng.choices(ratios, k=len(ratios))) for _ in range(rounds)]
    return Interval(median(ratios), *_ends(drawn))


def exponent(points: Mapping[int, Sequence[float]]) -> float:
    """Slope of log y over log n; NaN with fewer than two sizes or a y that is not above 0."""
    logs = [(math.log(n), math.log(y)) for n, ys in points.items() for y in ys if y > 0]
    if len({x for x, _ in logs}) < 2:
        return math.nan
    return statistics.linear_regression([x for x, _ in logs], [y for _, y in logs]).slope


def marginal_exponent(points: Mapping[int, Sequence[float]]) -> float:
    """Exponent of what is added from one size to the next, so that a fixed part hides nothing.

    For y = a + b n^p that is p. NaN with fewer than three sizes, or when something shrinks.
    """
    known = sorted((n, median(ys)) for n, ys in points.items() if ys)
    logs = []
    for (n, y), (next_n, next_y) in itertools.pairwise(known):
        slope = (next_y - y) / (next_n - n)
        if slope <= 0:
            return math.nan
        logs.append((math.log(n * next_n) / 2, math.log(slope)))
    if len(logs) < 2:
        return math.nan
    return 1 + statistics.linear_regression([x for x, _ in logs], [y for _, y in logs]).slope


def bootstrap_exponent(
    points: Mapping[int, Sequence[float]], *, rounds: int = 1_000, seed: int = SEED
) -> Interval:
    """Growth exponent with its interval: the layouts of each size are drawn again."""
    rng = random.Random(seed)  # noqa: S311 - a seed, not a secret
    value = exponent(points)
    if math.isnan(value):
        return Interval(value, value, value)
    drawn = [
        exponent({n: rng.choices(ys, k=len(ys)) for n, ys in points.items() if ys})
        for _ in range(rounds)
    ]
    return Interval(value, *_ends(drawn))
