"""What the terminal needs at the least: the splits of a workload, worked out beforehand.

In:    a workload, a workspace, a size.
Out:   a plain list of spawns and splits, and a subject that carries it out.
Never: anything but spawns, splits, and showing the workspace and its visible tab.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.scenario.layouts import Tree, order_of_making, splits
from benchmarks.scenario.workloads import Size, Tab, Window, Workload
from benchmarks.subject.subject import SubjectError, SubjectInfo
from generator.simulator import Simulator

_TAB: Final = """
local function split_all(tab, root)
  local panes = { root }
  for _, step in ipairs(tab.steps) do
    panes[#panes + 1] =
      panes[step.pane]:split({ direction = step.direction, size = step.cells, cwd = step.cwd })
  end
end
local function open_rest(window, tabs, first)
  for index = 2, #tabs do
    local _, root = window:spawn_tab({ cwd = tabs[index].cwd })
    split_all(tabs[index], root)
  end
  if #tabs > 1 then
    first:activate()
  end
end
"""

LOAD: Final = f"""
local plan = ...
{_TAB}
local opened = {{}}
for number, window in ipairs(plan.windows) do
  local first = window.tabs[1]
  local tab, root, made = wezterm.mux.spawn_window({{
    workspace = plan.workspace, width = plan.cols, height = plan.rows, cwd = first.cwd,
  }})
  opened[number] = {{ window = made, tab = tab }}
  split_all(first, root)
end
wezterm.mux.set_active_workspace(plan.workspace)
wezterm.time.call_after(0, function()
  for number, window in ipairs(plan.windows) do
    open_rest(opened[number].window, window.tabs, opened[number].tab)
  end
end)
"""
"""The visible tab of every window first, then the workspace is shown, then the rest."""

RESTORE: Final = f"""
local plan = ...
{_TAB}
local window = wezterm.mux.all_windows()[1]
local first = plan.windows[1].tabs[1]
local tab, root = window:spawn_tab({{ cwd = first.cwd }})
split_all(first, root)
wezterm.time.call_after(0, function()
  open_rest(window, plan.windows[1].tabs, tab)
end)
"""


def scaled(tree: Tree, old: Size, new: Size) -> Tree:
    """The tree at another size, each cut as near to its proportional place as panes allow."""
    if tree is None or old == new:
        return tree
    axis, cells, first, second = tree
    along = 0 if axis == "left_right" else 1
    place = round((cells + 1) * (new[along] + 1) / (old[along] + 1)) - 1
    moved = min(max(place, 1), new[along] - 2)

    def part(size: Size, extent: int) -> Size:
        return (extent, size[1]) if along == 0 else (size[0], extent)

    return (
        axis,
        moved,
        scaled(first, part(old, cells), part(new, moved)),
        scaled(second, part(old, old[along] - cells - 1), part(new, new[along] - moved - 1)),
    )


def _tab(tab: Tab, old: Size, new: Size) -> dict[str, Any]:
    tree = scaled(tab.tree, old, new)
    # Panes are listed in tree order and made in another one.
    made_as = dict(zip(order_of_making(tree), tab.cwds, strict=True))
    steps = [
        {
            "pane": step.pane + 1,
            "direction": step.direction,
            "cells": step.cells,
            "cwd": made_as[number],
        }
        for number, step in enumerate(splits(tree, *new), start=1)
    ]
    return {"cwd": made_as[0], "steps": steps}


def order_of_tabs(window: Window) -> list[int]:
    """Places of a window's tabs in the order of making: the visible one first."""
    others = [index for index in range(len(window.tabs)) if index != window.active_tab]
    return [window.active_tab, *others]


def steps_for(workload: Workload, workspace: str, size: Size) -> dict[str, Any]:
    """Everything that the Lua needs."""
    return {
        "workspace": workspace,
        "cols": size[0],
        "rows": size[1],
        "windows": [
            {
                "tabs": [
                    _tab(window.tabs[index], workload.size, size) for index in order_of_tabs(window)
                ]
            }
            for window in workload.windows
        ],
    }


@dataclass
class Floor:
    """The bare spawns and exact splits, nothing else: what the terminal needs at the least."""

    info: SubjectInfo = field(
        default_factory=lambda: SubjectInfo(
            "floor",
            "the physical limit: one spawn a tab and n-1 exact splits, from a ready-made list, "
            "the visible tab first",
            runs_own_code=False,
        )
    )
    saves: bool = False
    restores_in_place: bool = True
    _plan: Mapping[str, Any] = field(default_factory=dict)

    def files(self) -> dict[str, bytes]:
        """None."""
        return {}

    def config(self) -> str:
        """An empty configuration."""
        return "return {}"

    def plugin_bytes(self) -> int | None:
        """It is no plugin."""
        return None

    def prepare(self, workload: Workload, workspace: str, size: Size) -> None:
        """Work the splits out beforehand: that costs nothing here."""
        self._plan = steps_for(workload, workspace, size)

    def save(self, sim: Simulator) -> None:
        """Never called."""
        raise SubjectError(f"the floor saves nothing of {sim.workspace}")

    def pick(self, sim: Simulator) -> None:
        """It has no picker."""

    def choose(self, sim: Simulator, workspace: str) -> None:
        """Make everything at once."""
        del workspace
        sim.start_lua(LOAD, self._plan)

    def restore(self, sim: Simulator) -> None:
        """The same in the window at hand, whose shell it leaves."""
        sim.start_lua(RESTORE, self._plan)

    def shown_name(self, label: str, identity: str | None) -> str:
        """It lists nothing."""
        raise SubjectError(f"the floor lists nothing ({label}, {identity})")
