"""Scenarios have names and sentences, and are the same in every run."""

from __future__ import annotations

from typing import get_args

import pytest

from benchmarks.scenario.families import scenarios, select
from benchmarks.scenario.scenario import Mode, Operation
from benchmarks.scenario.workloads import directories

MODES: tuple[Mode, ...] = ("quick", "run", "full")


@pytest.mark.parametrize("mode", MODES)
def test_names_are_unique_and_sentences_there(mode: Mode) -> None:
    """A row can be named."""
    found = scenarios(mode)

    assert len({one.name for one in found}) == len(found)
    assert all(one.sentence and one.cases > 0 for one in found)


@pytest.mark.parametrize("mode", MODES)
def test_every_operation_is_measured(mode: Mode) -> None:
    """Start, save, list, load, load again, restore."""
    measured = {operation for one in scenarios(mode) for operation in one.operations}

    assert measured == set(get_args(Operation))


def test_the_scenarios_reach_the_promised_sizes() -> None:
    """1 to 64 panes, 1 to 20 tabs, several windows, 100 to 5,000 processes, other sizes."""
    found = scenarios("run")
    loads = [one.workload(0) for one in found]
    panes = {tab.panes for one in loads for window in one.windows for tab in window.tabs}

    assert {1, 2, 4, 8, 16, 32, 64} <= panes
    assert {1, 2, 5, 10, 20} <= {len(window.tabs) for one in loads for window in one.windows}
    assert 3 == max(len(one.windows) for one in loads)
    assert {100, 470, 5000} <= {one.processes for one in found}
    assert 2 == sum(one.later_size is not None for one in found)


def test_a_case_is_the_same_in_every_mode() -> None:
    """So that the committed figures of the quick mode hold in the others too."""
    quick, run = scenarios("quick"), {one.name: one for one in scenarios("run")}

    for one in quick:
        if one.name in run and one.story != "list":
            assert one.workload(0) == run[one.name].workload(0)


def test_cases_differ() -> None:
    """Another seed, another layout."""
    [one] = [one for one in scenarios("run") if one.name == "random-8"]

    assert 10 == len({one.workload(case) for case in range(10)})


def test_directories_are_named_once() -> None:
    """All that the panes work in."""
    loads = [one.workload(0) for one in scenarios("quick")]

    assert directories(loads) == sorted(set(directories(loads)))


def test_an_unknown_scenario_is_refused_with_the_list() -> None:
    """A typing mistake measures nothing in silence."""
    with pytest.raises(ValueError, match=r"no scenario begins with 'rendom'.*random-8"):
        select(scenarios("run"), ["rendom"])
