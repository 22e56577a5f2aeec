"""Real time: every piece of work runs, and pairs are judged as pairs."""

from __future__ import annotations

from benchmarks import wall
from benchmarks.wall import Bench


def test_every_piece_of_work_runs_on_the_rooms() -> None:
    """Layouts, plans and documents of 64 panes."""
    layouts = wall._layouts(1)
    bench = wall.new_bench(layouts)

    assert set(bench.works) == set(wall.WORKS)
    assert all(bench.time(work, 1) > 0 for work in bench.works)


def ticking(subject: str, seconds: float) -> Bench:
    """Return a bench that spins for a known time."""
    from time import perf_counter  # noqa: PLC0415

    def spin(loops: int) -> None:
        end = perf_counter() + seconds * loops
        while perf_counter() < end:
            pass

    return Bench(subject, {"work": spin}, lambda: None)


def test_twice_the_work_takes_twice_the_time() -> None:
    """A known ratio comes out."""
    found = wall.compare(
        "work", ticking("slow", 0.0004), ticking("fast", 0.0002), per_loop=1, pairs=12
    )

    assert 1.5 < found.ratio < 2.7
    assert found.pairs == 12
    assert found.subject == "slow"
