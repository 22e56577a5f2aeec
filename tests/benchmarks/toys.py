"""Subjects with known costs, honest and otherwise, for the tests of the harness."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING, Final

from benchmarks.scenario.scenario import Operation, Scenario, Story
from benchmarks.scenario.workloads import Tab, Window, Workload
from benchmarks.subject.plugin import Plugin
from benchmarks.subject.subject import SubjectInfo
from generator.simulator.machine.costs import MEASURED_PROCESSES

if TYPE_CHECKING:
    from collections.abc import Callable

COLS: Final = 100
ROWS: Final = 40

TWO_COLUMNS: Final = ("left_right", 49, None, None)
"""Two panes, 49 and 50 cells wide."""

FRAME: Final = """
local _, path = ...
local wezterm = require("wezterm")
local toy = {}
--INIT

local function open_window()
  return wezterm.mux.spawn_window({
    workspace = "project", width = 100, height = 40, cwd = "/home/user",
  })
end
local function split_exactly(pane)
  return pane:split({ direction = "Right", size = 50, cwd = "/home/user" })
end
local function show(tab)
  tab:set_title("tab 1")
  wezterm.mux.set_active_workspace("project")
end

local function save(window)
--SAVE
end
local function load_session(window)
--LOAD
end

wezterm.on("toy-save", save)
wezterm.on("toy-pick", function(window, pane)
  window:perform_action(
    wezterm.action.InputSelector({
      action = wezterm.action_callback(function(inner_window)
        load_session(inner_window)
      end),
      choices = { { label = "project" } },
    }),
    pane
  )
end)

function toy.apply_to_config(config)
  config.keys = {
    { key = "s", mods = "ALT", action = wezterm.action.EmitEvent("toy-save") },
    { key = "l", mods = "ALT", action = wezterm.action.EmitEvent("toy-pick") },
  }
end
return toy
"""

SAVE: Final = """
  local file = io.open("/home/user/toy.json", "w")
  file:write(("x"):rep(1000))
  file:close()
"""

LOAD: Final = """
  local tab, pane = open_window()
  split_exactly(pane)
  show(tab)
"""


def toy(
    *,
    save: str = SAVE,
    load: str = LOAD,
    init: str = "",
    room: bytes | None = None,
    own_code: bool = False,
) -> Plugin:
    """A plugin that begins, saves and loads by these lines of Lua; `room` is a file beside it."""
    text = FRAME.replace("--SAVE", save).replace("--LOAD", load).replace("--INIT", init)
    sources = {"plugin/init.lua": text.encode()}
    if room is not None:
        sources["plugin/room.lua"] = room
    info = SubjectInfo("toy", "for tests", runs_own_code=own_code)
    return Plugin(info, sources, "https://github.com/toys/toy", "plugin.apply_to_config(config)")


def two_columns(_: random.Random) -> Workload:
    """One tab of two columns, the right one focused."""
    tab = Tab(TWO_COLUMNS, "tab 1", 1, ("/home/user", "/home/user"), (None, None))
    return Workload((Window((tab,), 0),), (COLS, ROWS))


def scenario(
    *operations: Operation,
    story: Story = "cold",
    make: Callable[[random.Random], Workload] = two_columns,
    cases: int = 1,
    processes: int = MEASURED_PROCESSES,
) -> Scenario:
    """A scenario around a workload."""
    return Scenario(
        "toy",
        "two columns",
        story,
        operations,
        partial(make),
        cases,
        processes=processes,
    )
