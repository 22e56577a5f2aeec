"""The committed figures: what has grown is named, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.samples.sample import Row
from benchmarks.stats import baseline
from tests.benchmarks.rows import row


def with_figure(name: str, value: float) -> Row:
    """Return a row of one fine sample with that figure."""
    found = row()
    found.samples[0].figures[name] = value
    return found


def test_a_grown_figure_is_named_with_the_command_that_accepts_it() -> None:
    """Row, figure, both values, and what to type."""
    committed = baseline.steady([row(splits=7)])

    [bound] = baseline.bounds([row(splits=8)], [], committed)

    assert not bound.holds
    assert "random-8/load, case 0: splits was 7, is 8" == bound.where
    assert "python -m benchmarks accept" in bound.trace[-1]


EXACT = ("host_calls", "asked_ms", "splits", "activations", "scans", "files_opened", "file_calls")


@pytest.mark.parametrize("name", [*EXACT, "parses", "idle_calls", "lua_files"])
def test_one_call_wait_or_file_more_is_told(name: str) -> None:
    """However large the figure is already."""
    committed = baseline.steady([with_figure(name, 1_000)])

    [bound] = baseline.bounds([with_figure(name, 1_001)], [], committed)

    assert not bound.holds


CODE = ("instructions", "allocated", "bytes_read", "bytes_written", "size", "lua_bytes")


@pytest.mark.parametrize("name", [*CODE, "slice_instructions", "slice_lua_bytes"])
def test_instructions_and_bytes_may_grow_by_three_per_cent(name: str) -> None:
    """A new option breaks no promise; one instruction or byte beyond that does."""
    committed = baseline.steady([with_figure(name, 100_000)])
    within, beyond = (
        baseline.bounds([with_figure(name, value)], [], committed)[0]
        for value in (103_000, 103_001)
    )

    assert (True, False) == (within.holds, beyond.holds)


def test_a_figure_that_fell_breaks_nothing() -> None:
    """Better is not worse; `accept` takes it over when somebody likes."""
    committed = baseline.steady([row(splits=8)])

    [bound] = baseline.bounds([row(splits=7)], [], committed)

    assert bound.holds


def test_a_figure_that_is_gone_is_not_better() -> None:
    """Not measured any more is worse than any value."""
    committed = baseline.steady([row(instructions=8)])

    [bound] = baseline.bounds([row()], [], committed)

    assert not bound.holds


def test_a_row_that_is_not_measured_in_this_run_is_left_alone() -> None:
    """A run of some scenarios judges those."""
    committed = baseline.steady([row("save", splits=0)])

    [bound] = baseline.bounds([row(splits=8)], [], committed)

    assert bound.holds


def test_a_spread_over_fresh_runtimes_is_found() -> None:
    """Order dependence shows as a count that changes."""
    runs = [baseline.steady([row(instructions=count)]) for count in (100, 100, 101)]

    bound = baseline.bounds([row()], runs, {})[0]

    assert not bound.holds
    assert "instructions was 100, is 101" in bound.where


def test_the_committed_figures_come_back_as_they_were(tmp_path: Path) -> None:
    """Written and read."""
    figures = baseline.steady([row(splits=7, bytes_written=1052)])
    path = tmp_path / "baseline.json"

    baseline.save(figures, path)

    assert baseline.load(path) == figures
    assert {} == baseline.load(tmp_path / "none.json")
