"""Real time: every piece of work runs, and pairs are judged as pairs."""

from __future__ import annotations

import random

from benchmarks.samples import planning, pure_rooms
from benchmarks.samples.pure_rooms import Bench
from benchmarks.stats import real_time


def test_every_piece_of_work_runs_on_the_rooms() -> None:
    """Layouts, plans and documents of 64 panes: each takes instructions, the same each time."""
    bench, again = (pure_rooms.new_bench(pure_rooms.layouts(1)) for _ in range(2))

    assert set(pure_rooms.WORKS) == set(bench.works)
    assert all(bench.count(work) > 1_000 for work in bench.works)
    assert {w: bench.count(w) for w in pure_rooms.WORKS} == {
        w: again.count(w) for w in pure_rooms.WORKS
    }


def test_planning_is_counted_at_several_sizes() -> None:
    """Each step for each layout of each size; 32 panes take more than 8."""
    found = planning.measure([8, 32])

    assert set(planning.WORKS) == set(found)
    assert all(
        len(by_panes[8]) == planning.LAYOUTS and min(by_panes[32]) > max(by_panes[8])
        for by_panes in found.values()
    )


class Ticking:
    """A clock that work moves, by a known time with a little noise."""

    def __init__(self, nanoseconds: int) -> None:
        self.now = 0
        self._nanoseconds = nanoseconds
        self._random = random.Random(nanoseconds)

    def work(self, loops: int) -> None:
        """Take the time of so many loops."""
        self.now += int(self._nanoseconds * loops * self._random.uniform(0.9, 1.1))

    def bench(self, subject: str) -> Bench:
        """Return a bench that goes by this clock."""
        return Bench(subject, {"work": self.work}, lambda: None, lambda: self.now)


def test_twice_the_work_takes_twice_the_time() -> None:
    """A known ratio comes out."""
    slow, fast = Ticking(400_000), Ticking(200_000)
    pairs = pure_rooms.interleaved(
        "work", slow.bench("slow"), fast.bench("fast"), per_loop=1, pairs=12
    )
    found = real_time.read(pairs)

    assert found.low < 2 < found.high
    assert 1.9 < found.ratio < 2.1
    assert 380 < found.median_us < 420
    assert 12 == found.pairs
    assert "slow" == found.subject


def test_calibration_finds_enough_loops() -> None:
    """At 1 ms a loop, 5 ms take at least 5."""
    assert pure_rooms.calibrated(lambda loops: loops * 0.001, 0.005) >= 5
