"""What a user does with keys and functions, one thing after the other.

In:    a stage; small workspaces.
Out:   what went wrong, in words.
Never: does anything before the last thing is over (that is meanwhile.py).
"""

from __future__ import annotations

import json
import random

from tests.e2e import steps
from tests.e2e.compare import differences
from tests.e2e.stage import Stage
from tests.e2e.terminal import Json


def keys_alone(stage: Stage, rng: random.Random) -> list[str]:
    """Save with ALT+s; ALT+l, a name, Return: the workspace is there again."""
    if not stage.display.can_press_keys:
        return ["xdotool is missing (apt install xdotool)"]
    spec = steps.one_window(rng, "by keys", stage)
    other = steps.one_window(rng, "another", stage)
    steps.prepared(stage, other)
    stage.flow(
        "e2e.build(arg.spec) e2e.show(arg.spec.workspace) e2e.settle(arg.spec.workspace)",
        spec=spec.as_json(),
    )
    before = stage.flow("return e2e.state(arg.name)", name=spec.workspace)
    stage.flow("e2e.take_events()")
    stage.display.focus()
    stage.display.press("alt+s")
    saved = stage.flow(
        'return e2e.wait(function() return e2e.event("session-save-success") end) ~= nil'
    )
    stage.flow("flows.leave(arg.name)", name=spec.workspace)
    stage.display.focus()
    stage.display.press("alt+l")
    listed = stage.flow("return flows.wait_for_overlay(true)")
    stage.display.type("by ke")
    stage.display.press("Return")
    shown = stage.flow(
        "return e2e.wait(function() return mux.get_active_workspace() == arg.name end) ~= nil",
        name=spec.workspace,
    )
    reached = {"saved": saved, "listed": listed, "shown": shown}
    found = [f"not {step}" for step, is_done in reached.items() if not is_done]
    return found or steps.whole(stage, spec, before)


def restoring_in_place(stage: Stage, rng: random.Random) -> list[str]:
    """Restore into a window that holds one idle shell, then into one that holds more."""
    spec = steps.one_window(rng, "default", stage)
    before = stage.flow(
        """
        local old = e2e.windows("default")[1]
        e2e.build(arg.spec)
        old:active_tab():panes()[1]:send_text("\\x04")
        e2e.wait(function() return #e2e.windows("default") == 1 end)
        e2e.settle("default")
        local before = e2e.state("default")
        assert(e2e.save("default"))
        mux.spawn_window({ workspace = "aside" })
        e2e.show("aside")
        assert(e2e.close("default"))
        mux.spawn_window({ workspace = "default" })
        e2e.show("default")
        assert(e2e.close("aside"))
        e2e.settle("default")
        return before
        """,
        spec=spec.as_json(),
    )
    code = """
    e2e.take_events()
    e2e.sessions.restore_state(e2e.gui_window(), { again = arg.again })
    assert(e2e.wait(function() return e2e.event("wezterm-sessions.restore.end") end))
    e2e.settle("default")
    return e2e.state("default")
    """
    found = differences(before, stage.flow(code, again=False))
    again = stage.flow(code, again=True)["windows"][0]["tabs"]
    tabs = len(spec.windows[0].tabs)
    if len(again) != 2 * tabs:
        found.append(f"restored beside {tabs} tabs there are {len(again)}")
    return found


def loading_what_is_open(stage: Stage, rng: random.Random) -> list[str]:
    """Load a session whose workspace is open: it is shown, and nothing is opened twice."""
    spec = steps.one_window(rng, "open", stage)
    before = steps.prepared(stage, spec)
    code = """
    assert(e2e.load(arg.name))
    e2e.settle(arg.name)
    e2e.show(e2e.HOME)
    assert(e2e.load(arg.name))
    return mux.get_active_workspace()
    """
    shown = stage.flow(code, name=spec.workspace)
    found = [] if shown == spec.workspace else [f"{shown} is shown"]
    return found + steps.whole(stage, spec, before)


def programs_again(stage: Stage, rng: random.Random) -> list[str]:
    """Bring back `tail -f` with a name that must be quoted; `sleep`, not on the list, does not."""
    path = stage.home / "it's a log; true"
    path.write_text("first line\n", encoding="utf-8")
    spec = steps.large(rng, "programs", stage, tabs=1)
    spec.windows[0].tabs[0].zoomed = False
    code = """
    local name, path = arg.spec.workspace, arg.path
    e2e.build(arg.spec)
    e2e.show(name)
    local tab = e2e.windows(name)[1]:active_tab()
    local quoted = "'" .. path:gsub("'", "'\\\\''") .. "'"
    tab:panes()[1]:send_text("tail -f " .. quoted .. "\\r")
    tab:panes()[2]:send_text("sleep 1000\\r")
    local function runs(place, program)
      return e2e.wait(function()
        local panes = e2e.windows(name)[1]:active_tab():panes()
        local info = panes[place] and panes[place]:get_foreground_process_info()
        return info and info.argv[1]:find(program, 1, true) and info.argv
      end)
    end
    assert(runs(1, "tail") and runs(2, "sleep"), "the programs did not start")
    assert(e2e.save(name))
    for _, pane in ipairs(tab:panes()) do
      pane:send_text("\\x03")
    end
    flows.leave(name)
    local loaded = assert(e2e.load(name))
    local argv = runs(1, "tail")
    e2e.settle(name)
    local other = e2e.windows(name)[1]:active_tab():panes()[2]:get_foreground_process_name()
    for _, pane in ipairs(e2e.windows(name)[1]:active_tab():panes()) do
      pane:send_text("\\x03")
    end
    flows.leave(name)
    return { argv = argv or {}, other = other, problems = loaded.report.problems }
    """
    told = stage.flow(code, spec=spec.as_json(), path=str(path))
    found = []
    if told["argv"][1:] != ["-f", str(path)]:
        found.append(f"tail runs as {told['argv']}")
    if "sleep" in told["other"]:
        found.append("sleep was started")
    if [problem["code"] for problem in told["problems"]] != ["program_skipped"]:
        found.append(f"the report says {told['problems']}")
    return found


GONE = """
config.unix_domains = {
  { name = "gone", socket_path = "/nowhere/sock", no_serve_automatically = true },
}
"""
"""A server that is down."""


def a_domain_that_refuses(stage: Stage, _rng: random.Random) -> list[str]:
    """Load panes of a server that is down: they open locally, and stay in the file."""
    gone, local = {"domain": "gone", "cwd": "/usr"}, {"domain": "local", "cwd": "/"}
    tabs = [_side_by_side(gone, local, gone), _side_by_side(local, gone), _side_by_side(gone)]
    document = {
        "format": "wezterm-sessions",
        "version": 1,
        "saved_at": 1,
        "name": "far",
        "windows": [{"title": "", "active_tab": 1, "tabs": tabs}],
    }
    path = stage.home / "xdg" / "data" / "wezterm-sessions" / "state" / "far.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    code = """
    local loaded = assert(e2e.load("far"))
    e2e.settle("far")
    assert(e2e.save("far"))
    local told = 0
    for _, window in ipairs(mux.all_windows()) do
      for _, tab in ipairs(window:tabs()) do
        for _, pane in ipairs(tab:panes()) do
          told = told + (pane:get_domain_name() == "TermWizTerminalDomain" and 1 or 0)
        end
      end
    end
    return { problems = loaded.report.problems, asked = told }
    """
    told = stage.flow(code)
    refused = [each["message"] for each in told["problems"] if each["code"] == "domain_missing"]
    saved = json.loads(path.read_text(encoding="utf-8"))["windows"][0]["tabs"]
    found = [] if len(refused) == 4 else [f"the report says {told['problems']}"]
    if told["asked"] != 1:
        found.append(f"WezTerm has told {told['asked']} times that it cannot connect")
    if [tab["panes"] for tab in saved] != [tab["panes"] for tab in tabs]:
        found.append(f"saved is {saved}")
    return found


def _side_by_side(*panes: dict[str, str]) -> dict[str, Json]:
    """Return a tab of a session's file."""
    width = 120 // len(panes)
    return {
        "title": "t",
        "cols": width * len(panes) + len(panes) - 1,
        "rows": 40,
        "active_pane": 1,
        "zoomed": False,
        "layout": " | ".join([str(width)] * len(panes)) if panes[1:] else "whole",
        "panes": list(panes),
    }
