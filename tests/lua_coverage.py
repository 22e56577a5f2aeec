"""Which lines of the rooms have run: `make coverage`, a pytest plugin (`-p tests.lua_coverage`).

As a program (`python -m tests.lua_coverage`) it judges what the last run has found.

Two ways lead into a room: a test that opens it in a Lua of its own, and the plugin in the simulated
WezTerm. Lines of both are joined. What could run is what the compiler put an instruction on.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import pytest
from rich.console import Console
from rich.table import Table

from generator.making import flow
from generator.making.config import ROOT, default_config
from generator.making.flow import Product
from generator.simulator import Simulator
from generator.simulator.lua.meter import active_lines
from generator.simulator.lua.runtime import dump

FOLDER: Final = ROOT / "build" / "coverage"
"""One file for each process of the test run."""

RESULT: Final = ROOT / "build" / "coverage.json"
"""The figures of the last run."""

LEAST_SHARE: Final = 0.98
"""Of the lines of all rooms; what is left is named in the table."""

EVENTS_A_LUA: Final = 400_000
"""Lines that one Lua runs watched, and then unwatched: a line hook is thirty times slower."""

LUAS_A_TEST: Final = 40
"""Luas that are watched in one test; a property makes hundreds that do the same."""

WATCHED: Final = ("tests/sessions/", "tests/flows/", "tests/generator/test_verify.py")
"""Where tests are that run the plugin for its own sake."""

HOOK: Final = """
local record, events = ...
local getinfo, sethook = debug.getinfo, debug.sethook
local create, wrap = coroutine.create, coroutine.wrap
local seen = {}
-- A question for the function alone costs a third of one for its source.
local of_function = setmetatable({}, { __mode = "k" })

local function lines_of(fn)
  local source = getinfo(fn, "S").source
  local lines = seen[source] or { source = source }
  seen[source], of_function[fn] = lines, lines
  return lines
end

local function watch(_, line)
  local fn = getinfo(2, "f").func
  local lines = of_function[fn] or lines_of(fn)
  if not lines[line] then
    lines[line] = true
    record(lines.source, line)
  end
  events = events - 1
  if events < 0 then
    sethook()
  end
end

function coroutine.create(body)
  local thread = create(body)
  sethook(thread, watch, "l")
  return thread
end
coroutine.wrap = function(body)
  return wrap(function(...)
    sethook(watch, "l")
    return body(...)
  end)
end
sethook(watch, "l")
"""

ROOM: Final = re.compile(r"@.*plugin/sessions/(?:[a-z_]+/)*(?P<name>[a-z_]+)\.lua")
"""The chunk of a room, on the real disk or on the simulated one."""

hits: dict[str, set[int]] = {}
"""Name of a room to its lines that have run, in this process."""

_watched: list[Simulator] = []
_luas = 0
_is_watched = True


def watch(runtime: Any) -> None:
    """Watch a fresh Lua, unless this test has had enough of them."""
    global _luas  # noqa: PLW0603
    _luas += 1
    if _is_watched and _luas <= LUAS_A_TEST:
        runtime.execute(HOOK, _record, EVENTS_A_LUA)


def _record(source: str, line: int) -> None:
    match = ROOM.fullmatch(source)
    if match:
        hits.setdefault(match["name"], set()).add(line)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let simulators watch the plugin from now on; the first process clears the folder."""
    if not hasattr(config, "workerinput"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path in FOLDER.glob("*.json"):
            path.unlink()
    begin = Simulator.__init__

    def watched(self: Simulator, *args: Any, **settings: Any) -> None:
        if _is_watched and not settings.get("meter") and len(_watched) < LUAS_A_TEST:
            settings["coverage"] = True
            _watched.append(self)
        begin(self, *args, **settings)

    Simulator.__init__ = watched  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """After each test, take the lines of its simulators."""
    global _luas, _is_watched
    _luas, _is_watched = 0, item.nodeid.startswith(WATCHED)
    try:
        return (yield)
    finally:
        for simulator in _watched:
            _take(simulator)
        _watched.clear()


@cache
def _product() -> Product:
    return flow.make(default_config())


def _take(simulator: Simulator) -> None:
    """Add the lines of rooms that have run in a simulated terminal."""
    for source, lines in simulator.coverage.items():
        match = ROOM.fullmatch(source)
        if match:
            hits.setdefault(match["name"], set()).update(lines)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Each process leaves its lines."""
    worker = getattr(session.config, "workerinput", {}).get("workerid", "main")
    lines = {name: sorted(numbers) for name, numbers in sorted(hits.items())}
    (FOLDER / f"{worker}.json").write_text(json.dumps(lines))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Join the lines of all processes, and tell."""
    if hasattr(config, "workerinput"):
        return
    joined: dict[str, set[int]] = {}
    for path in FOLDER.glob("*.json"):
        for name, lines in json.loads(path.read_text()).items():
            joined.setdefault(name, set()).update(lines)
    table, figures = _table(joined)
    console = Console(file=terminalreporter._tw._file, width=120, emoji=False)
    console.print(table)
    RESULT.write_text(json.dumps(figures, indent=1))


def _table(joined: dict[str, set[int]]) -> tuple[Table, dict[str, Any]]:
    """Return the table of rooms with their uncovered lines, and the same as data."""
    table = Table(title="Lua lines of the rooms that have run", title_justify="left")
    for name in ("room", "lines", "run", "%", "not run"):
        table.add_column(name, justify="left" if name in {"room", "not run"} else "right")
    figures: dict[str, Any] = {}
    total = covered = 0
    for each in _product().rooms:
        active = active_lines(dump(each.text.encode(), f"@{each.room.path}"))
        missing = sorted(active - joined.get(each.room.name, set()))
        total, covered = total + len(active), covered + len(active) - len(missing)
        figures[each.room.name] = {"lines": len(active), "not_run": missing}
        table.add_row(
            each.room.name,
            str(len(active)),
            str(len(active) - len(missing)),
            f"{100 * (1 - len(missing) / max(len(active), 1)):.1f}",
            ranges(missing),
        )
    share = 100 * covered / max(total, 1)
    table.add_row("all", str(total), str(covered), f"{share:.2f}", "", style="bold")
    return table, {"rooms": figures, "lines": total, "run": covered}


def ranges(numbers: list[int]) -> str:
    """Write sorted numbers as a person would: `3, 7-9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def main() -> int:
    """Judge the figures of the last run; gives the exit code."""
    figures = json.loads(RESULT.read_text())
    share = figures["run"] / figures["lines"]
    if share >= LEAST_SHARE:
        return 0
    print(  # noqa: T201
        f"{share:.2%} of the rooms' lines are run by a test; at least {LEAST_SHARE:.0%} must be:"
        " the table above names those that are not."
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
