"""Steps that several flows have in common: a workspace that is built, loaded, looked at.

In:    a stage, a workspace.
Out:   what is there; what differs from before, in words.
Never: waits for a time where it can wait for a condition.
"""

from __future__ import annotations

import random
import time

from tests.e2e.compare import differences
from tests.e2e.scripts import WindowSpec, WorkspaceSpec, tab_spec, workspace_spec
from tests.e2e.stage import LEAST_CELLS, Stage
from tests.e2e.terminal import Json

TABS, PANES = 10, 4
END_LIMIT_S = 20.0


def one_window(rng: random.Random, name: str, stage: Stage) -> WorkspaceSpec:
    """Draw a workspace of one window."""
    return workspace_spec(
        rng, name, [str(stage.home)], windows=1, size=stage.size, least=LEAST_CELLS
    )


def large(rng: random.Random, name: str, stage: Stage, tabs: int = TABS) -> WorkspaceSpec:
    """Draw a workspace of one window with many tabs; the one in the middle is the active one."""
    drawn = [
        tab_spec(rng, stage.size, PANES, [str(stage.home)], least=LEAST_CELLS) for _ in range(tabs)
    ]
    for place, tab in enumerate(drawn, start=1):
        tab.title = f"tab {place}"
    return WorkspaceSpec(name, [WindowSpec("", *stage.size, (tabs + 1) // 2, drawn)])


def prepared(stage: Stage, spec: WorkspaceSpec) -> Json:
    """Build and save it, and close it again; what was there."""
    return stage.flow("return flows.prepare(arg.spec)", spec=spec.as_json())


def started_by_key(stage: Stage, spec: WorkspaceSpec) -> None:
    """Set a load off and wait until its workspace is on the screen, its tabs still to come."""
    stage.display.focus()
    stage.flow(
        """
        flows.set_off(arg.name)
        -- The window follows a moment after the workspace; keys go where the window is.
        e2e.wait(function()
          local pane = e2e.gui_window():active_pane()
          local window = pane and pane:window()
          return window and window:get_workspace() == arg.name
        end, 20, 1)
        """,
        name=spec.workspace,
    )


def seen(stage: Stage, spec: WorkspaceSpec) -> tuple[list[str], Json]:
    """Wait for the last pane, and for the plugin to tell the end; what is there then.

    The end is read from the file of events: after a reload the harness may still be in the Lua
    state from before, where nothing is told any more.
    """
    is_whole = stage.flow("return flows.wait_for_panes(arg.spec)", spec=spec.as_json())
    found = [] if is_whole else ["panes are missing"]
    ends = time.monotonic() + END_LIMIT_S
    while not ends_told(stage, spec.workspace):
        if time.monotonic() > ends:
            found.append("the end was not told")
            break
        time.sleep(0.02)
    return found, stage.flow("return flows.look(arg.name)", name=spec.workspace)


def ends_told(stage: Stage, name: str) -> list[Json]:
    """All ends of loads that were told, reloads or not."""
    return [
        event
        for event in stage.events()
        if event["event"] == "wezterm-sessions.load.end" and event["arguments"][:1] == [name]
    ]


def whole(stage: Stage, spec: WorkspaceSpec, before: Json) -> list[str]:
    """Wait for all of it; what differs from before. The workspace is closed again."""
    found, after = seen(stage, spec)
    stage.flow("flows.leave(arg.name)", name=spec.workspace)
    return found + differences(before, after)
