"""Broken promises are found, named and explained."""

from __future__ import annotations

from benchmarks.samples.fidelity import Fidelity
from benchmarks.samples.sample import Row
from benchmarks.stats import promises
from benchmarks.stats.growth import Growth
from benchmarks.stats.promises import Bound
from tests.benchmarks.rows import row


def named(name: str, *rows: Row, growth: list[Growth] | None = None) -> Bound:
    """Return one promise over some rows."""
    [found] = [b for b in promises.bounds(rows, growth or [], {}) if b.name == name]
    return found


def test_a_fine_row_keeps_every_promise() -> None:
    """Nothing is broken by nothing."""
    found = promises.bounds([row(), row(subject="floor", visible_ms=29)], [], {})

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
    found = promises.bounds([row(), row(subject="old", asked_ms=2000, splits_over=5)], [], {})

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
    fine, broken = (promises.bounds([row()], [], {"plan": one}) for one in (linear, too_many))

    assert [] == [bound.name for bound in fine if not bound.holds]
    assert ["planning"] == [bound.name for bound in broken if not bound.holds]


def test_planning_that_grows_faster_than_the_tab_breaks_a_promise() -> None:
    """Few instructions for 64 panes, but eight times those for 16."""
    found = promises.bounds([row()], [], {"plan": {16: [1_000.0], 64: [8_000.0]}})

    assert ["growth of planning"] == [bound.name for bound in found if not bound.holds]
