"""Statistics whose answers are known."""

from __future__ import annotations

import math
import random

import pytest

from benchmarks.stats import estimates


def test_the_exponent_of_a_power_is_that_power() -> None:
    """The slope of 3 n^1.5 is 1.5, with an interval of nothing."""
    points = {n: [3 * n**1.5] * 4 for n in (4, 8, 16, 32)}

    slope = estimates.bootstrap_exponent(points)

    assert slope.value == pytest.approx(1.5)
    assert slope.low == pytest.approx(1.5)
    assert slope.high == pytest.approx(1.5)


def test_a_fixed_part_hides_no_growth() -> None:
    """Of 1,000 + n^2 the whole seems to grow slowly; what is added tells the square."""
    points = {n: [1000.0 + n * n] for n in (4, 8, 16, 32, 64)}

    assert estimates.exponent(points) < 0.7
    assert estimates.marginal_exponent(points) == pytest.approx(2)
    assert math.isnan(estimates.marginal_exponent({4: [5.0], 8: [4.0], 16: [3.0]}))


def test_one_size_has_no_exponent() -> None:
    """Growth needs two sizes."""
    assert math.isnan(estimates.exponent({8: [1.0, 2.0]}))


def test_equal_pairs_have_no_difference() -> None:
    """Noise around the same value: the interval holds 1."""
    rng = random.Random(1)
    pairs = [(rng.gauss(100, 5), rng.gauss(100, 5)) for _ in range(30)]

    assert estimates.bootstrap_ratio(pairs, rounds=2000).holds(1)


def test_a_real_difference_is_found_and_is_the_same_each_time() -> None:
    """Twice as long is told from noise, with the same interval for the same seed."""
    rng = random.Random(2)
    pairs = [(rng.gauss(200, 5), rng.gauss(100, 5)) for _ in range(30)]

    first, second = (estimates.bootstrap_ratio(pairs, rounds=2000) for _ in range(2))

    assert first == second
    assert first.low < 2 < first.high
    assert not first.holds(1)


def test_an_outlier_moves_neither_median_nor_deviation() -> None:
    """One sample of a busy moment does not make a result."""
    assert 3 == estimates.median([1, 2, 3, 4, 1000])
    assert 1 == estimates.deviation([1, 2, 3, 4, 1000])


def test_the_median_of_ratios_takes_no_notice_of_what_disturbs_both() -> None:
    """Nor of what disturbs one pair alone."""
    both = [(1.1 * load, load) for load in (1, 2, 30, 4, 50, 6, 7)]

    assert estimates.median_ratio(both) == pytest.approx((1.1, 1.1, 1.1))
    assert estimates.median_ratio([*both, (900.0, 1.0)]).value == pytest.approx(1.1)
    with pytest.raises(ValueError, match="no pairs"):
        estimates.median_ratio([])


def test_the_geometric_mean_is_for_ratios() -> None:
    """Half and double cancel out; nothing has no ratio."""
    assert estimates.geometric_mean([0.5, 2]) == pytest.approx(1)
    with pytest.raises(ValueError, match="above 0"):
        estimates.geometric_mean([1, 0])
