"""Broken promises are found, named and explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import gates
from benchmarks.fidelity import Fidelity
from benchmarks.records import Row, Sample
from benchmarks.scenarios import Operation
from benchmarks.schema import Bound, Growth

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


def with_figure(name: str, value: float) -> Row:
    """Return a row of one fine sample with that figure."""
    found = row()
    found.samples[0].figures[name] = value
    return found


def named(name: str, *rows: Row, growth: list[Growth] | None = None) -> Bound:
    """Return one promise over some rows."""
    [found] = [b for b in gates.bounds(rows, growth or [], {}) if b.name == name]
    return found


def test_a_fine_row_keeps_every_promise() -> None:
    """Nothing is broken by nothing."""
    found = gates.bounds([row(), row(subject="floor", visible_ms=29)], [], {})

    assert all(bound.holds for bound in found)
    assert {bound.name for bound in found} >= {"exact", "waits", "splits", "activations", "floor"}


def test_an_asked_wait_breaks_a_promise_with_row_and_calls() -> None:
    """One millisecond is enough."""
    bound = named("waits", row(), row("restore", asked_ms=1))

    assert not bound.holds
    assert "random-8/restore, case 0" == bound.where
    assert ["9 MuxPane:split"] == bound.trace


def test_a_split_too_many_breaks_a_promise() -> None:
    """One split for each pane but the first."""
    assert not named("splits", row(splits_over=1)).holds


def test_a_second_activation_breaks_a_promise() -> None:
    """At most one a tab."""
    assert not named("activations", row(activations_over=1)).holds


def test_a_look_at_an_idle_shell_breaks_a_promise() -> None:
    """Only programs are inspected."""
    assert not named("idle shells", row("save", idle_scans=1)).holds


def test_parsing_on_a_cached_load_breaks_a_promise() -> None:
    """And on a cold one it does not."""
    assert not named("cache", row("reload", parses=1)).holds
    assert named("cache", row("reload", parses=0), row("load", parses=1)).holds


def test_a_slow_visible_tab_breaks_a_promise() -> None:
    """Against the floor of the same case."""
    slow, fast = row(visible_ms=34), row(visible_ms=32)
    floor = row(subject="floor", visible_ms=30)

    assert not named("floor", slow, floor).holds
    assert named("floor", fast, floor).holds


def test_lost_panes_and_errors_break_a_promise() -> None:
    """Whatever the time."""
    lost = Fidelity(tabs=1, exact_tabs=0, panes=8, panes_lost=1)

    assert not named("exact", row(fidelity=lost)).holds
    assert not named("exact", row(errors=1)).holds


def test_the_others_promise_nothing() -> None:
    """The old plugin may sleep as it likes."""
    found = gates.bounds([row(), row(subject="old", asked_ms=2000, splits_over=5)], [], {})

    assert all(bound.holds for bound in found)


def grown(exponent: float) -> Growth:
    """Return the growth of instructions while loading."""
    return Growth(
        "random panes in a tab",
        "load",
        "new",
        "instructions",
        exponent,
        exponent,
        exponent,
        {4: [1.0], 8: [2.0]},
        marginal=exponent,
        asked=2,
    )


def test_growth_above_linear_breaks_a_promise() -> None:
    """1.05 is the end."""
    assert named("growth of load", row(), growth=[grown(1.05)]).holds
    assert not named("growth of load", row(), growth=[grown(1.06)]).holds


def test_planning_with_too_many_instructions_breaks_a_promise() -> None:
    """The layout that takes the most counts; 50,000 are allowed for 64 panes."""
    linear = {16: [12_500.0], 64: [40_000.0, 50_000.0]}
    too_many = {16: [12_500.0], 64: [50_001.0, 50_000.0]}
    fine, broken = (gates.bounds([row()], [], {"plan": one}) for one in (linear, too_many))

    assert [] == [bound.name for bound in fine if not bound.holds]
    assert ["planning"] == [bound.name for bound in broken if not bound.holds]


def test_planning_that_grows_faster_than_the_tab_breaks_a_promise() -> None:
    """Few instructions for 64 panes, but eight times those for 16."""
    found = gates.bounds([row()], [], {"plan": {16: [1_000.0], 64: [8_000.0]}})

    assert ["growth of planning"] == [bound.name for bound in found if not bound.holds]


# The committed figures.


def test_a_grown_figure_is_named_with_the_command_that_accepts_it() -> None:
    """Row, figure, both values, and what to type."""
    committed = gates.held([row(splits=7)])

    [bound] = gates.held_bounds([row(splits=8)], [], committed)

    assert not bound.holds
    assert "random-8/load, case 0: splits was 7, is 8" == bound.where
    assert "python -m benchmarks accept" in bound.trace[-1]


EXACT = ("host_calls", "asked_ms", "splits", "activations", "scans", "files_opened", "file_calls")


@pytest.mark.parametrize("name", [*EXACT, "parses", "idle_calls", "lua_files"])
def test_one_call_wait_or_file_more_is_told(name: str) -> None:
    """However large the figure is already."""
    committed = gates.held([with_figure(name, 1_000)])

    [bound] = gates.held_bounds([with_figure(name, 1_001)], [], committed)

    assert not bound.holds


CODE = ("instructions", "allocated", "bytes_read", "bytes_written", "size", "lua_bytes")


@pytest.mark.parametrize("name", [*CODE, "slice_instructions", "slice_lua_bytes"])
def test_instructions_and_bytes_may_grow_by_three_per_cent(name: str) -> None:
    """A new option breaks no promise; one instruction or byte beyond that does."""
    committed = gates.held([with_figure(name, 100_000)])
    within, beyond = (
        gates.held_bounds([with_figure(name, value)], [], committed)[0]
        for value in (103_000, 103_001)
    )

    assert (True, False) == (within.holds, beyond.holds)


def test_a_figure_that_fell_breaks_nothing() -> None:
    """Better is not worse; `accept` takes it over when somebody likes."""
    committed = gates.held([row(splits=8)])

    [bound] = gates.held_bounds([row(splits=7)], [], committed)

    assert bound.holds


def test_a_figure_that_is_gone_is_not_better() -> None:
    """Not measured any more is worse than any value."""
    committed = gates.held([row(instructions=8)])

    [bound] = gates.held_bounds([row()], [], committed)

    assert not bound.holds


def test_a_row_that_is_not_measured_in_this_run_is_left_alone() -> None:
    """A run of some scenarios judges those."""
    committed = gates.held([row("save", splits=0)])

    [bound] = gates.held_bounds([row(splits=8)], [], committed)

    assert bound.holds


def test_a_spread_over_fresh_runtimes_is_found() -> None:
    """Order dependence shows as a count that changes."""
    runs = [gates.held([row(instructions=count)]) for count in (100, 100, 101)]

    bound = gates.held_bounds([row()], runs, {})[0]

    assert not bound.holds
    assert "instructions was 100, is 101" in bound.where


def test_the_committed_figures_come_back_as_they_were(tmp_path: Path) -> None:
    """Written and read."""
    figures = gates.held([row(splits=7, bytes_written=1052)])
    path = tmp_path / "baseline.json"

    gates.save_baseline(figures, path)

    assert gates.load_baseline(path) == figures
    assert {} == gates.load_baseline(tmp_path / "none.json")
