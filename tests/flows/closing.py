"""The end of every flow test: nothing has gone wrong that the test did not announce.

In:    every simulated terminal that a test makes, by whatever way; what the test has announced.
Out:   one check of each: errors, log, problems of the last restore, traces left; and, for a test
       that fails, what the terminal has to tell.
Never: lets pass what was announced and did not come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from unittest import mock

import pytest

from generator.facts import manifest, problems
from generator.simulator import PLUGIN_URL, Simulator
from generator.simulator.machine.records import Records
from generator.simulator.machine.settings import encode_url

CODES: Final = frozenset(each.name for each in problems.CODES if each.met_in == "report")
"""What a restore may report; a program of the user's may ask for each."""

PLACE: Final = re.compile(r"[^\s:'\"]*plugin/(?P<file>sessions/[\w/]+\.lua)(?=:\d)")
EDITS: Final = {room.file: room.edit for room in manifest.ROOMS}

MISTAKE: Final = re.compile(r"\.lua:\d+: |attempt to |bad argument #")
"""What Lua says of code that is wrong; a fault of the terminal's is never told like that."""

NAMES: Final = """
local names = {}
for _, list in ipairs({ _G, package.loaded }) do
  local found = {}
  for name in pairs(list) do
    found[#found + 1] = tostring(name)
  end
  names[#names + 1] = found
end
return names
"""


@dataclass
class Watched:
    """A terminal of the test, what was announced of it, and what its former processes left."""

    sim: Simulator
    logs: list[str] = field(default_factory=list)
    """Each a part of an error line that has to come; the others may not."""
    problems: list[str] = field(default_factory=list)
    """Codes that the last restore has to report; no others."""
    is_unfinished: bool = False
    """The last restore has to be one that waits for its tabs to be looked at."""
    is_faulty: bool = False
    """Calls fail in it, or its process: log and report may tell whatever comes of that."""
    gives_nil: bool = False
    """Calls give nil where a terminal's never do: what comes of that looks like a mistake."""
    ended: list[Records] = field(default_factory=list)

    def records(self) -> list[Records]:
        """Those of all its processes."""
        return [*self.ended, self.sim.machine.records]

    def end_process(self) -> None:
        """Keep what a restart would forget."""
        self.ended.append(self.sim.machine.records)


class Terminals:
    """The terminals of the running test, in the order in which they were made."""

    def __init__(self) -> None:
        self.open: list[Watched] = []
        self.last: Watched | None = None

    def add(self, sim: Simulator) -> None:
        """Watch a terminal to the end of the test."""
        self.last = Watched(sim)
        self.open.append(self.last)

    def of(self, sim: Simulator) -> Watched:
        """Return what is known of a terminal; LookupError when it has been closed."""
        for each in self.open:
            if each.sim is sim:
                return each
        raise LookupError("this terminal has been closed")

    def close(self, sim: Simulator) -> None:
        """Check a terminal now, and let it go: for tests that make many."""
        watched = self.of(sim)
        self.open.remove(watched)
        check(watched)

    def close_all(self) -> None:
        """Check those that are left."""
        for watched in self.open:
            self.last = watched
            check(watched)


_running: list[Terminals] = []


def terminals() -> Terminals:
    """Return those of the running test; LookupError outside of one."""
    return _running[-1]


@contextmanager
def watching() -> Iterator[Terminals]:
    """Watch every terminal that is made until the end of the block."""
    begin, restart = Simulator.__init__, Simulator.restart
    found = Terminals()

    def begun(self: Simulator, *args: Any, **settings: Any) -> None:
        begin(self, *args, **settings)
        if self.settings.plugin is not None:
            found.add(self)

    def restarted(self: Simulator, **changes: Any) -> Simulator:
        with suppress(LookupError):
            found.of(self).end_process()
        return restart(self, **changes)

    _running.append(found)
    try:
        with (
            mock.patch.object(Simulator, "__init__", begun),
            mock.patch.object(Simulator, "restart", restarted),
        ):
            yield found
    finally:
        _running.pop()


def check(watched: Watched) -> None:
    """Fail the test if something has gone wrong unannounced, or what was announced has not come."""
    found = list(troubles(watched))
    if found:
        pytest.fail("\n".join(["at the end of the test:", *found]), pytrace=False)


def troubles(watched: Watched) -> Iterator[str]:
    """Give one line for each thing that is wrong with a terminal at the end of its test."""
    yield from _errors(watched)
    yield from _log(watched)
    sim = watched.sim
    sim.faults.clear()
    if sim.world.mux is None:
        return
    for pane in sim.leaked_panes():
        yield f"pane {pane.id} lives on without a tab"
    if not watched.is_faulty:
        for path in sim.files:
            if path.endswith((".tmp", "/.starting")):
                yield f"{path} was left behind"
    if sim.running and sim.world.fatal is None:
        yield from _names_left(sim)
        report = sim.call("last_report")
        # Nil and a problem: it could not be asked.
        yield from _report(watched, report[0] if isinstance(report, tuple) else report)


def _is_of_a_fault(watched: Watched, text: str) -> bool:
    """Whether a line may come of what the test has made to fail."""
    return watched.is_faulty and (watched.gives_nil or not MISTAKE.search(text))


def _errors(watched: Watched) -> Iterator[str]:
    """Errors in handlers and in timers; the plugin's own are caught and end in the log."""
    for records in watched.records():
        for event, text in records.errors:
            if not (event == "test" and _is_of_a_fault(watched, text.partition("\n")[0])):
                yield f"{event} raised: {text}"
        for text in records.swallowed:
            yield f"a timer raised: {text}"


def _log(watched: Watched) -> Iterator[str]:
    """Lines of level error."""
    told = [
        text for records in watched.records() for level, text in records.logs if level == "error"
    ]
    for text in told:
        is_announced = any(part in text for part in watched.logs)
        if not is_announced and not _is_of_a_fault(watched, text):
            yield f"logged: {text}"
    for part in watched.logs:
        if not any(part in text for text in told):
            yield f"announced, but not logged: {part}"


def _report(watched: Watched, report: Any) -> Iterator[str]:
    """What the last restore has told."""
    found = (report or {}).get("problems") or []
    codes = [problem["code"] for problem in found]
    for problem in found:
        if problem["code"] not in CODES or not problem["message"]:
            yield f"reported without a name or a word: {problem}"
        elif not watched.is_faulty and problem["code"] not in watched.problems:
            yield f"reported: {problem}"
    for code in watched.problems:
        if code not in codes:
            yield f"announced, but not reported: {code}"
    if report and not watched.is_faulty and bool(report["complete"]) == watched.is_unfinished:
        yield f"last_report().complete is {report['complete']}"


@cache
def _names_without_plugin(background: bool, mux_server: bool) -> tuple[set[str], set[str]]:
    """Globals and loaded modules of a terminal that has no plugin."""
    bare = Simulator(
        plugin=None, config="return {}", background=background, mux_server=mux_server
    ).start()
    return _names(bare)


def _names(sim: Simulator) -> tuple[set[str], set[str]]:
    names, loaded = sim.lua(NAMES)
    return set(names), set(loaded)


def _names_left(sim: Simulator) -> Iterator[str]:
    """Globals, and modules that all plugins share, but for the plugin under its URL."""
    settings = sim.settings
    before = _names_without_plugin(settings.background, settings.mux_server)
    after = _names(sim)
    for name in sorted(after[0] - before[0]):
        yield f"the global {name} is written"
    for name in sorted(after[1] - before[1] - {encode_url(PLUGIN_URL)}):
        yield f"{name} is left on package.loaded"


CALLS_TOLD: Final = 30

ENTRIES_TOLD: Final = 12


def told(watched: Watched) -> dict[str, str]:
    """Write down what a terminal has to tell, by heading, for a test that failed."""
    sim, records = watched.sim, watched.sim.machine.records
    log = [
        *(f"{event} raised: {text}" for event, text in records.errors),
        *(f"a timer raised: {text}" for text in records.swallowed),
        *(f"{level}: {text}" for level, text in records.logs),
    ]
    calls = [
        f"{call.at_ms:9.2f} {call.name}({', '.join(_short(arg) for arg in call.args[:9])})"
        for call in [call for call in sim.trace.calls if call.name != "GLOBAL.get"][-CALLS_TOLD:]
    ]
    pages = {
        "errors and log": log,
        "toasts": [f"{toast.at_ms:9.2f} {toast.message}" for toast in records.toasts],
        "events": [
            f"{name}({', '.join(_short(arg) for arg in args)})" for name, args in records.events
        ],
        "calls": calls,
        "windows": [] if sim.world.mux is None else list(_windows(sim)),
    }
    return {
        heading: PLACE.sub(
            _in_sources,
            "\n".join(lines if heading in {"calls", "windows"} else lines[-ENTRIES_TOLD:]),
        )
        for heading, lines in pages.items()
        if lines
    }


def _in_sources(place: re.Match[str]) -> str:
    """Name the file to edit in the place of the plugin's own: its lines have the same numbers."""
    return EDITS.get(place["file"], place.group())


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:20]}…{text[-39:]}"


def _windows(sim: Simulator) -> Iterator[str]:
    """Each window and each tab, with the rectangles of its panes; `*`: shown, active."""
    for window in sim.windows():
        shown = "*" if window.workspace == sim.workspace else " "
        yield f"{shown} window {window.id} of {window.workspace}: {window.title!r}"
        for tab in window.tabs:
            active = "*" if tab is window.active_tab else " "
            zoomed = " zoomed" if tab.zoomed else ""
            rects = " ".join(
                f"{x},{y} {cols}x{rows}{'*' if index == tab.active_index else ''}"
                for index, (x, y, cols, rows) in enumerate(tab.rects())
            )
            yield f"  {active} tab {tab.id} {tab.title!r} {tab.cols}x{tab.rows}{zoomed}: {rects}"
