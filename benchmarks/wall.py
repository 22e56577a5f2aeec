"""Real time of the pure parts, in random pairs; informative, because machines differ.

In:    the rooms of `lua_templates/`, and a checkout of the old plugin where there is one.
Out:   medians, least values, ratios with bootstrap intervals.
Never: compares what was not measured in the same minute in the same process; every piece of work is
       also measured against its own twin, which shows how much the method itself can tell apart.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from benchmarks import stats
from benchmarks.layouts import SHAPES, Rect, rects
from benchmarks.scenarios import SEED
from benchmarks.schema import Wall
from benchmarks.subjects import ROOT
from benchmarks.workloads import LARGE
from generator.lua.value import to_lua
from generator.simulator.lua.json_text import to_lua_constructor
from generator.simulator.lua.runtime import new_lua

PAIRS: Final = 30
WARM_UP_PAIRS: Final = 5
LEAST_SAMPLE_S: Final = 0.005
PANES: Final = 64
SESSION_TABS: Final = 10

ROOMS: Final = ROOT / "lua_templates" / "sessions"

_LOADER: Final = """
local source_of = ...
local loaded = {}
local function require(module)
  if loaded[module] == nil then
    local name = module:match("([^.]+)$")
    local body = assert(load(source_of(name), "@" .. name .. ".lua", "t"))
    loaded[module] = body() or true
  end
  return loaded[module]
end
_G.require = require
return loaded
"""

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
local layout, plan, codec =
  require("sessions.layout"), require("sessions.plan"), require("sessions.codec")
{_NULL_HOST}
local found = {{}}
for index, one in ipairs(tabs) do
  local tree = layout.from_rects(one.rects, one.cols, one.rows)
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
    return layout.from_rects(one.rects, one.cols, one.rows)
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


_COUNT: Final = """
local debug = ...
return function(work)
  local count = 0
  debug.sethook(function()
    count = count + 1
  end, "", 1)
  work(1)
  debug.sethook()
  return count
end
"""


def layouts(count: int, panes: int = PANES) -> list[list[Rect]]:
    """So many layouts of one tab, split at random; the same in every run."""
    rng = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    return [rects(SHAPES["random"](rng, panes, *LARGE), *LARGE) for _ in range(count)]


def _as_rects(layout: Sequence[Rect]) -> list[dict[str, int]]:
    return [dict(zip(("left", "top", "width", "height"), rect, strict=True)) for rect in layout]


def _bench(subject: str, lua: Any, works: Any) -> Bench:
    collect = lua.eval("function() collectgarbage() collectgarbage() end")
    count = lua.execute(_COUNT, lua.globals().debug)
    return Bench(subject, dict(works.items()), collect, instructions=count)


def new_bench(of_tabs: Sequence[Sequence[Rect]]) -> Bench:
    """The pure rooms on some layouts of one tab each."""
    lua = new_lua()

    def source_of(name: str) -> str:
        return (ROOMS / f"{name}.lua").read_text(encoding="utf-8")

    lua.execute(_LOADER, source_of)
    cols, rows = LARGE
    tabs = [{"rects": _as_rects(one), "cols": cols, "rows": rows} for one in of_tabs]
    session = {
        "name": "project",
        "saved_at": 1_760_000_000,
        "windows": [{"title": "", "active_tab": 1, "tabs": []}],
        "count": SESSION_TABS,
    }
    as_table = lua.eval("function(text) return load('return ' .. text)() end")
    works, text, give = lua.execute(
        _NEW, as_table(to_lua(tabs)), as_table(to_lua(session)), cols - 40, rows - 15
    )
    give(as_table(_as_lua(text)))
    return _bench("new", lua, works)


def _as_lua(text: str) -> str:
    return to_lua_constructor(text).removeprefix("return ")


def old_bench(checkout: Path, of_tabs: Sequence[Sequence[Rect]]) -> Bench:
    """The old plugin's own restoring of a tab, in a terminal that does nothing."""
    lua = new_lua()

    def source_of(name: str) -> str:
        return (checkout / "plugin" / f"{name}.lua").read_text(encoding="utf-8")

    loaded = lua.execute(_LOADER, source_of)
    pane = {"cwd": "file://host/home/user", "tty": "/bin/sh "}
    tabs = [{"data": {"panes": [{**rect, **pane} for rect in _as_rects(one)]}} for one in of_tabs]
    as_table = lua.eval("function(text) return load('return ' .. text)() end")
    return _bench("old checkout", lua, lua.execute(_OLD, loaded, as_table(to_lua(tabs))))


def compare(work: str, ours: Bench, other: Bench, *, per_loop: int, pairs: int = PAIRS) -> Wall:
    """Interleaved pairs in random order; microseconds of one piece of work."""
    rng = random.Random(f"{SEED}/{work}/{other.subject}")  # noqa: S311 - a seed, not a secret
    loops = {
        bench.subject: stats.calibrate(lambda n, b=bench: b.time(work, n), LEAST_SAMPLE_S)  # type: ignore[misc]
        for bench in (ours, other)
    }
    measured: list[tuple[float, float]] = []
    for number in range(WARM_UP_PAIRS + pairs):
        taken: dict[int, float] = {}
        order = [0, 1] if rng.random() < 0.5 else [1, 0]
        for index in order:
            bench = (ours, other)[index]
            count = loops[bench.subject]
            taken[index] = bench.time(work, count) / (count * per_loop) * 1e6
        if number >= WARM_UP_PAIRS:
            measured.append((taken[0], taken[1]))
    own = [a for a, _ in measured]
    ratio = stats.bootstrap_ratio(measured)
    return Wall(
        work=work,
        subject=ours.subject,
        against=other.subject,
        median_us=round(stats.median(own), 3),
        least_us=round(min(own), 3),
        deviation_us=round(stats.deviation(own), 3),
        ratio=round(ratio.value, 4),
        low=round(ratio.low, 4),
        high=round(ratio.high, 4),
        pairs=len(measured),
    )


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
    old: Path | None, *, pairs: int = PAIRS, told: Callable[[str], object] = lambda _: None
) -> list[Wall]:
    """Everything, each against its twin; with a checkout also against the old plugin."""
    tabs = layouts(4)
    first, twin = new_bench(tabs), replace(new_bench(tabs), subject="its twin")
    found = []
    for work, words in WORKS.items():
        told(words)
        per_loop = 1 if work in ("encode", "decode") else len(tabs)
        one = compare(work, first, twin, per_loop=per_loop, pairs=pairs)
        found.append(_named(one, words))
    if old is not None:
        work = "split calls"
        told(WORKS[work])
        one = compare(work, first, old_bench(old, tabs), per_loop=len(tabs), pairs=pairs)
        found.append(_named(one, WORKS[work]))
    return found


def _named(one: Wall, words: str) -> Wall:
    return replace(one, work=words)
