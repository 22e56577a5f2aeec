"""The re-stated old plugin: its known faults, its times, and the comparison with a checkout."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from benchmarks.samples import old_calls
from benchmarks.samples.measure import tell
from benchmarks.scenario.layouts import grid
from benchmarks.scenario.workloads import Workload, workload
from benchmarks.subject.plugin import Plugin, old_checkout, old_restated
from generator.simulator.machine.costs import MEASURED_PROCESSES
from tests.benchmarks import toys

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.samples.sample import Sample
    from benchmarks.scenario.scenario import Operation

CHECKOUT: Final = os.environ.get("WEZTERM_SESSIONS_OLD")
"""An unmodified checkout, where somebody has one."""

SIZE: Final = (200, 60)


def told(
    make: Callable[[random.Random], Workload], processes: int = MEASURED_PROCESSES
) -> dict[Operation, Sample]:
    """Save and load once."""
    scenario = toys.scenario("save", "load", make=make, processes=processes)
    return dict(tell(old_restated(), scenario, 0))


def grid_of_four(rng: random.Random) -> Workload:
    """Two rows of two panes."""
    return workload(rng, panes=4, shape="grid", size=SIZE)


def test_a_grid_of_four_comes_back_as_five() -> None:
    """The pane that is right of one and below another is made twice."""
    load = told(grid_of_four)["load"]

    assert grid(random.Random(0), 4, *SIZE) is not None
    assert 1 == load.fidelity.panes_extra


def test_two_halves_are_a_cell_off() -> None:
    """Sizes are fractions of an extent without dividers."""
    load = told(toys.two_columns)["load"]

    assert "ok" == load.status
    assert 0 == load.fidelity.exact_tabs
    assert 0 < load.fidelity.cells_off <= 2 * toys.ROWS


def test_its_waits_are_two_seconds_and_400_ms_a_focus() -> None:
    """Two panes are focused three times; after the last one nothing is waited for any more."""
    load = told(toys.two_columns)["load"]

    # The wait after the last activation changes nothing on the screen.
    assert load.figures["asked_ms"] == pytest.approx(2000 + 3 * 400 - 200)


def test_it_looks_at_every_process_twice_a_pane() -> None:
    """Also for idle shells."""
    save = told(partial(workload, panes=8, size=SIZE))["save"]

    assert 16 == save.figures["scans"]
    assert 16 == save.figures["idle_scans"]
    assert save.figures["slice_ms"] == pytest.approx(16 * 10.5, rel=0.02)


# Seconds, in a real WezTerm 4ff581a8 on X11 with 200x60 cells; one run each.
REAL_LOADS: Final = [(1, 1, 2.5), (1, 2, 3.3), (1, 4, 4.5), (4, 2, 7.0), (6, 4, 19.0)]
REAL_SAVES: Final = [(8, 0.036), (16, 0.080), (24, 0.120)]
REAL_PROCESSES: Final = 110


@pytest.mark.parametrize(("tabs", "panes", "seconds"), REAL_LOADS)
def test_the_model_gives_the_times_of_a_real_terminal(
    tabs: int, panes: int, seconds: float
) -> None:
    """Within a quarter: the layouts were others, and so was the end of the last wait."""
    load = told(partial(workload, tabs=tabs, panes=panes, size=SIZE))["load"]

    assert load.figures["complete_ms"] / 1000 == pytest.approx(seconds, rel=0.25)


@pytest.mark.parametrize(("panes", "seconds"), REAL_SAVES)
def test_the_model_gives_the_holds_of_a_real_terminal(panes: int, seconds: float) -> None:
    """A save stands still for as long as the process table takes."""
    save = told(partial(workload, panes=panes, size=SIZE), REAL_PROCESSES)["save"]

    assert save.figures["slice_ms"] / 1000 == pytest.approx(seconds, rel=0.25)


def altered(old: str, new: str) -> Plugin:
    """Return the re-statement with one thing changed."""
    subject = old_restated()
    text = subject.sources["plugin/init.lua"].decode()
    assert old in text
    return replace(subject, sources={"plugin/init.lua": text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("FOCUS_WAIT_MS = 2000, 200", "FOCUS_WAIT_MS = 2000, 201", "load"),
        ("size = 1 - ((", "size = 0.999 - ((", "load"),
        ('seen.tty .. "\\n"', 'seen.tty .. "\\r"', "load"),
        ("seen.panes[position] =", "seen.panes[position + 1] =", "save"),
        ('emit("wezterm-sessions.load.end"', 'emit("wezterm-sessions.load.done"', "load"),
        ("os.remove(path)", "os.rename(path, path)", "delete"),
        ("title = what,", 'title = what .. "!",', None),
    ],
)
def test_the_comparison_sees_every_change_but_words(old: str, new: str, step: str | None) -> None:
    """A wait, a size, a call, an event: all but a title for people."""
    scenario = replace(
        toys.scenario("load", make=partial(workload, panes=3, size=SIZE, running=0.5)), cases=1
    )
    ours, theirs = (
        old_calls.tell_all(subject, scenario, 0) for subject in (old_restated(), altered(old, new))
    )

    found = old_calls.first_difference(ours, theirs, "altered")

    if step is None:
        assert found is None
    else:
        assert found is not None
        assert step == found.step


def test_there_are_200_random_layouts_and_every_scenario() -> None:
    """What `verify-old` promises to compare."""
    names = [name for name, *_ in old_calls.stories()]

    assert 200 == sum(name.startswith("layout ") for name in names)
    assert {"startup", "random-64", "spiral-64", "windows-3x3x4"} <= set(names)


@pytest.mark.skipif(CHECKOUT is None, reason="WEZTERM_SESSIONS_OLD names no checkout of 1.0.0")
def test_the_restatement_makes_the_same_calls_as_the_checkout() -> None:
    """On every story, to the last argument."""
    assert CHECKOUT is not None
    checkout = old_checkout(Path(CHECKOUT))

    assert [] == old_calls.verify(old_restated(), checkout)
