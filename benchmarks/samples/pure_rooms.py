"""Real time of the pure rooms, in random pairs; informative, because machines differ.

In:    the rooms of `dist/`, and a checkout of the old plugin where there is one.
Out:   pairs of times, each measured in the same minute in the same process.
Never: a piece of work without its own twin, which shows how much the method itself can tell apart.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.scenario.layouts import SHAPES, Rect, rects
from benchmarks.scenario.scenario import SEED
from benchmarks.scenario.workloads import LARGE
from generator.lua.state import counters_in, new_lua, require_in
from generator.proving.rooms import Rooms

PAIRS: Final = 30
WARM_UP_PAIRS: Final = 5
LEAST_SAMPLE_S: Final = 0.005
PANES: Final = 64
SESSION_TABS: Final = 10

_NULL_HOST: Final = """
local pane = {}
pane.__index = pane
function pane:split()
  return setmetatable({}, pane)
end
function pane:activate() end
function pane:send_text() end
function pane:get_domain_name()
  return "local"
end
local function new_pane()
  return setmetatable({}, pane)
end
local tab = { active_pane = new_pane }
"""
"""Panes that do nothing: what is left is the plugin's own work."""

_NEW: Final = f"""
local tabs, session, other_cols, other_rows = ...
local split_tree = require("sessions.layout.split_tree")
local plan, codec = require("sessions.layout.plan"), require("sessions.session.codec")
{_NULL_HOST}
local found = {{}}
for index, one in ipairs(tabs) do
  local tree = split_tree.from_rects(one.rects, one.cols, one.rows)
  local number = 0
  local function with_panes(node)
    if not node.split then
      number = number + 1
      return {{ domain = "local", cwd = "/home/user", title = "" }}
    end
    return {{
      split = node.split, first_cells = node.first_cells,
      first = with_panes(node.first), second = with_panes(node.second),
    }}
  end
  local panes = with_panes(tree)
  one.saved = {{
    title = "", cols = one.cols, rows = one.rows, active_pane = 1 + index % number, zoomed = false,
    layout = panes,
  }}
end
session.windows[1].tabs = {{}}
for index = 1, session.count do
  session.windows[1].tabs[index] = tabs[1 + (index - 1) % #tabs].saved
end
local text = codec.encode(session)
local document = nil
local function each(fn)
  return function(loops)
    for _ = 1, loops do
      for index = 1, #tabs do
        fn(tabs[index])
      end
    end
  end
end
return {{
  layout = each(function(one)
    return split_tree.from_rects(one.rects, one.cols, one.rows)
  end),
  plan = each(function(one)
    return plan.tab(one.saved, one.cols, one.rows)
  end),
  ["plan for another size"] = each(function(one)
    return plan.tab(one.saved, other_cols, other_rows)
  end),
  encode = function(loops)
    for _ = 1, loops do
      codec.encode(session)
    end
  end,
  decode = function(loops)
    for _ = 1, loops do
      assert(codec.decode(text, function()
        return document
      end))
    end
  end,
  ["split calls"] = each(function(one)
    local steps = plan.tab(one.saved, one.cols, one.rows)
    local panes = {{ [steps.root] = new_pane() }}
    for _, step in ipairs(steps.steps) do
      panes[step.new] = panes[step.pane]:split({{
        direction = step.direction, size = step.size, cwd = "/home/user",
      }})
    end
  end),
}}, text, function(value)
  document = value
end
"""

_OLD: Final = f"""
local loaded, tabs = ...
{_NULL_HOST}
local function nothing() end
loaded.wezterm = {{
  target_triple = "x86_64-unknown-linux-gnu",
  log_info = nothing, sleep_ms = nothing,
  hostname = function()
    return "host"
  end,
}}
local restore = require("tab")
return {{
  ["split calls"] = function(loops)
    for _ = 1, loops do
      for index = 1, #tabs do
        restore.restore_panes({{}}, tab, tabs[index].data)
      end
    end
  end,
}}
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """Pieces of work that can be repeated, in one Lua."""

    subject: str
    works: dict[str, Callable[[int], object]]
    collect: Callable[[], object]
    clock: Callable[[], int] = time.perf_counter_ns
    """Nanoseconds."""
    instructions: Callable[[Callable[[int], object]], int] = lambda _work: 0
    """Lua instructions of one loop."""

    def time(self, work: str, loops: int) -> float:
        """Seconds that so many loops take, garbage collected before."""
        self.collect()
        run = self.works[work]
        start = self.clock()
        run(loops)
        return (self.clock() - start) / 1e9

    def count(self, work: str) -> int:
        """Lua instructions of one loop, the same each time."""
        return self.instructions(self.works[work])


def layouts(count: int, panes: int = PANES) -> list[list[Rect]]:
    """So many layouts of one tab, split at random; the same in every run."""
    rng = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    return [rects(SHAPES["random"](rng, panes, *LARGE), *LARGE) for _ in range(count)]


def _as_rects(layout: Sequence[Rect]) -> list[dict[str, int]]:
    return [dict(zip(("left", "top", "width", "height"), rect, strict=True)) for rect in layout]


def _bench(subject: str, lua: Any, works: Any) -> Bench:
    collect = lua.eval("function() collectgarbage() collectgarbage() end")
    count, _ = counters_in(lua)
    return Bench(subject, dict(works.items()), collect, instructions=lambda work: count(work, 1))


def new_bench(of_tabs: Sequence[Sequence[Rect]]) -> Bench:
    """The pure rooms on some layouts of one tab each."""
    rooms = Rooms()
    cols, rows = LARGE
    tabs = [{"rects": _as_rects(one), "cols": cols, "rows": rows} for one in of_tabs]
    session = {
        "name": "project",
        "saved_at": 1_760_000_000,
        "windows": [{"title": "", "active_tab": 1, "tabs": []}],
        "count": SESSION_TABS,
    }
    works, text, give = rooms.run(
        _NEW, rooms.table(tabs), rooms.table(session), cols - 40, rows - 15
    )
    give(rooms.table(json.loads(text)))
    return _bench("new", rooms.lua, works)


def old_bench(checkout: Path, of_tabs: Sequence[Sequence[Rect]]) -> Bench:
    """The old plugin's own restoring of a tab, in a terminal that does nothing."""
    lua = new_lua()

    def source_of(module: str) -> tuple[bytes, str]:
        file = f"{module.rpartition('.')[2]}.lua"
        return (checkout / "plugin" / file).read_bytes(), f"@{file}"

    loaded = lua.table()
    require_in(lua, lua.globals(), source_of, loaded)
    pane = {"cwd": "file://host/home/user", "tty": "/bin/sh "}
    tabs = [{"data": {"panes": [{**rect, **pane} for rect in _as_rects(one)]}} for one in of_tabs]
    works = lua.execute(_OLD, loaded, lua.table_from(tabs, recursive=True))
    return _bench("old checkout", lua, works)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Times of one piece of work beside those of another bench."""

    work: str
    """In the words of the report."""
    subject: str
    against: str
    times_us: list[tuple[float, float]]
    """Microseconds of one piece of work: the subject's, the other's."""


def calibrated(run: Callable[[int], float], least_s: float) -> int:
    """How many inner loops take at least `least_s` seconds; `run(loops)` gives seconds."""
    loops = 1
    while (taken := run(loops)) < least_s:
        loops = loops * 2 if taken <= 0 else max(loops * 2, int(loops * least_s / taken) + 1)
    return loops


def interleaved(work: str, ours: Bench, other: Bench, *, per_loop: int, pairs: int) -> Pairs:
    """So many pairs in random order; `per_loop`: pieces of work in one loop."""
    rng = random.Random(f"{SEED}/{work}/{other.subject}")  # noqa: S311 - a seed, not a secret
    loops = {
        bench.subject: calibrated(partial(bench.time, work), LEAST_SAMPLE_S)
        for bench in (ours, other)
    }
    times: list[tuple[float, float]] = []
    for number in range(WARM_UP_PAIRS + pairs):
        taken: dict[int, float] = {}
        order = [0, 1] if rng.random() < 0.5 else [1, 0]
        for index in order:
            bench = (ours, other)[index]
            count = loops[bench.subject]
            taken[index] = bench.time(work, count) / (count * per_loop) * 1e6
        if number >= WARM_UP_PAIRS:
            times.append((taken[0], taken[1]))
    return Pairs(WORKS.get(work, work), ours.subject, other.subject, times)


WORKS: Final = {
    "layout": f"layout of {PANES} panes from their rectangles",
    "plan": f"plan of a tab of {PANES} panes",
    "plan for another size": f"plan of a tab of {PANES} panes for another size",
    "encode": f"document of {SESSION_TABS} tabs of {PANES} panes",
    "decode": f"reading of a document of {SESSION_TABS} tabs of {PANES} panes, parsed by the host",
    "split calls": f"split calls of a tab of {PANES} panes, to a terminal that does nothing",
}
"""What each piece of work is called in the report."""


def measure(
    old: Path | None, *, pairs: int = PAIRS, say: Callable[[str], object] = lambda _: None
) -> Iterator[Pairs]:
    """Everything, each against its twin; with a checkout also against the old plugin."""
    tabs = layouts(4)
    first, twin = new_bench(tabs), replace(new_bench(tabs), subject="its twin")
    for work, words in WORKS.items():
        say(words)
        per_loop = 1 if work in ("encode", "decode") else len(tabs)
        yield interleaved(work, first, twin, per_loop=per_loop, pairs=pairs)
    if old is not None:
        work = "split calls"
        say(WORKS[work])
        yield interleaved(work, first, old_bench(old, tabs), per_loop=len(tabs), pairs=pairs)
