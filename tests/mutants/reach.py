"""Which tests run which line, and how long they take: a run of pytest that watches each test.

In:    the checkout at hand; `tests.lua_coverage`, which knows how lines are watched.
Out:   for each test its milliseconds of the processor and the lines of the rooms that it runs.
Never: counts what every test of a room runs: its lines at load.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable
from typing import TypedDict

import pytest


class Reached(TypedDict):
    """What one test runs."""

    ms: float
    lines: dict[str, list[int]]
    """By room."""


Reach = dict[str, Reached]
"""By test."""


class Recorder:
    """A plugin for pytest that fills `reach` with what `lua_coverage` sees."""

    def __init__(self, hits: dict[str, set[int]]) -> None:
        self.hits = hits
        self.reach: Reach = {}
        self.failed: list[str] = []
        """These prove nothing, and are left out."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, bool, bool]:
        """Take what is seen during this test."""
        self.hits.clear()
        begun = time.process_time()
        try:
            return (yield)
        finally:
            self.reach[item.nodeid] = {
                "ms": round((time.process_time() - begun) * 1000, 1),
                "lines": {room: sorted(lines) for room, lines in self.hits.items()},
            }

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what fails without any mutant."""
        if report.failed:
            self.failed.append(report.nodeid)

    def sound(self) -> Reach:
        """What was seen of the tests that pass."""
        return {name: seen for name, seen in self.reach.items() if name not in self.failed}


class Selection:
    """A plugin for pytest that runs the tests named, in that order, and tells which one failed."""

    def __init__(self, names: Iterable[str]) -> None:
        self.order = {name: place for place, name in enumerate(names)}
        self.failed = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the others out."""
        wanted = [item for item in items if item.nodeid in self.order]
        items[:] = sorted(wanted, key=lambda item: self.order[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the first that fails."""
        if report.failed and not self.failed:
            self.failed = report.nodeid


def at_load(reach: Reach, room: str) -> set[int]:
    """Lines of a room that all tests run which open it at all."""
    all_lines = [set(each["lines"][room]) for each in reach.values() if room in each["lines"]]
    return set.intersection(*all_lines) if all_lines else set()


def runners_of(reach: Reach, room: str, line: int, most_alike: int) -> list[str]:
    """Return the tests that run a line, fastest first; of a parametrized one so many cases at most.

    A line that runs at load is told by what the room does then: all tests that run more of it.
    """
    loaded = at_load(reach, room)
    found, alike = [], dict[str, int]()
    for name, reached in sorted(reach.items(), key=lambda item: item[1]["ms"]):
        lines = set(reached["lines"].get(room, ()))
        if line in lines if line not in loaded else lines > loaded:
            function = name.partition("[")[0]
            alike[function] = alike.get(function, 0) + 1
            if alike[function] <= most_alike:
                found.append(name)
    return found
