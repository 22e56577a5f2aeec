"""What a user does while a workspace comes back, and with the keys.

In:    a stage; workspaces of ten tabs, large enough to be caught half filled.
Out:   a proof for each flow.
Never: waits for a time where it can wait for a condition.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from tests.e2e.compare import differences
from tests.e2e.report import Proof, judged
from tests.e2e.scripts import WindowSpec, WorkspaceSpec, tab_spec, workspace_spec
from tests.e2e.stage import LEAST_CELLS, Lazy, Setting, Stage
from tests.e2e.terminal import Json, TerminalError

STOREY = "screen"
TABS, PANES = 10, 4
MANY_TABS = 24
"""So many panes that they come in several slices: what happens in the middle does so."""
SHOWN = 8
"""Differences that are told of one flow; a tab in the wrong place makes hundreds."""

RELOAD_AFTER_S = (0.0, 0.02, 0.1, 0.25)
TYPED = "echo thequickbrownfoxjumpsoverthelazydog0123456789"
END_LIMIT_S = 20.0

Flow = Callable[[Stage, random.Random], list[str]]


def prove(setting: Setting, seed: int) -> list[Proof]:
    """Carry out all flows, each in a terminal of its own."""
    return [_prove(setting, seed, *flow) for flow in FLOWS]


def _prove(setting: Setting, seed: int, what: str, lazy: Lazy, flow: Flow) -> Proof:
    started = time.monotonic()
    failures: list[str] = []
    with Stage(setting, lazy=lazy) as stage:
        try:
            failures = flow(stage, random.Random(f"{seed} {what}"))
        except TerminalError as error:
            failures = [f"{type(error).__name__}: {error}\nseed {seed}"]
        failures += stage.complaints()
    if len(failures) > SHOWN:
        failures = ["\n  ".join([*failures[:SHOWN], f"and {len(failures) - SHOWN} more"])]
    return judged(STOREY, what, f"{time.monotonic() - started:.1f} s", failures)


def _large(rng: random.Random, name: str, stage: Stage, tabs: int = TABS) -> WorkspaceSpec:
    """Draw a workspace of one window with many tabs; the one in the middle is the active one."""
    drawn = [
        tab_spec(rng, stage.size, PANES, [str(stage.home)], least=LEAST_CELLS) for _ in range(tabs)
    ]
    for place, tab in enumerate(drawn, start=1):
        tab.title = f"tab {place}"
    return WorkspaceSpec(name, [WindowSpec("", *stage.size, (tabs + 1) // 2, drawn)])


def _prepared(stage: Stage, spec: WorkspaceSpec) -> Json:
    return stage.flow("return flows.prepare(arg.spec)", spec=spec.as_json())


def _seen(stage: Stage, spec: WorkspaceSpec) -> tuple[list[str], Json]:
    """Wait for the last pane, and for the plugin to tell the end; what is there then.

    The end is read from the file of events: after a reload the harness may still be in the Lua
    state from before, where nothing is told any more.
    """
    is_whole = stage.flow("return flows.wait_for_panes(arg.spec)", spec=spec.as_json())
    found = [] if is_whole else ["panes are missing"]
    ends = time.monotonic() + END_LIMIT_S
    while not _ends(stage, spec.workspace):
        if time.monotonic() > ends:
            found.append("the end was not told")
            break
        time.sleep(0.02)
    return found, stage.flow("return flows.look(arg.name)", name=spec.workspace)


def _whole(stage: Stage, spec: WorkspaceSpec, before: Json) -> list[str]:
    """Wait for all of it; what differs from before. The workspace is closed again."""
    found, after = _seen(stage, spec)
    stage.flow("flows.leave(arg.name)", name=spec.workspace)
    return found + differences(before, after)


def reload_in_the_middle(stage: Stage, rng: random.Random) -> list[str]:
    """Reload the configuration at several moments of the fill; once twice in a row."""
    failures: list[str] = []
    for number, after_s in enumerate((*RELOAD_AFTER_S, RELOAD_AFTER_S[2])):
        spec = _large(rng, f"reload {number}", stage, tabs=MANY_TABS)
        before = _prepared(stage, spec)
        stage.flow(
            """
            e2e.sessions.load(arg.name, e2e.gui_window())
            wezterm.sleep_ms(math.floor(arg.after_s * 1000))
            for _ = 1, arg.times do
              wezterm.reload_configuration()
              if arg.times > 1 then wezterm.sleep_ms(30) end
            end
            """,
            name=spec.workspace,
            after_s=after_s,
            times=1 if number < len(RELOAD_AFTER_S) else 3,
        )
        found = _whole(stage, spec, before)
        told = len(_ends(stage, spec.workspace))
        if told != 1:
            found.append(f"the end was told {told} times")
        failures += [f"reload after {after_s} s: {text}" for text in found]
    return failures


def _ends(stage: Stage, name: str) -> list[Json]:
    """All ends of loads that were told, reloads or not."""
    return [
        event
        for event in stage.events()
        if event["event"] == "wezterm-sessions.load.end" and event["arguments"][:1] == [name]
    ]


def _started_by_key(stage: Stage, spec: WorkspaceSpec) -> None:
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


def typing_meanwhile(stage: Stage, rng: random.Random) -> list[str]:
    """Type a line while tabs fill: every letter arrives in the visible pane, in order."""
    if not stage.display.can_press_keys:
        return ["xdotool is missing (apt install xdotool)"]
    spec = _large(rng, "typing", stage, tabs=MANY_TABS)
    for tab in spec.windows[0].tabs:
        tab.zoomed = False
    before = _prepared(stage, spec)
    _started_by_key(stage, spec)
    began_s = time.time()
    stage.display.type(TYPED)
    stage.display.press("Return")
    shown = stage.flow("return flows.shows(arg.name, arg.text)", name=spec.workspace, text=TYPED)
    ended = stage.flow(
        """
        return e2e.wait(function() return e2e.event("wezterm-sessions.load.end") end).at_s
        """
    )
    texts = stage.flow("return flows.texts(arg.name)", name=spec.workspace)
    found = [] if shown else [f"what was typed did not arrive: {texts['active']!r}"]
    if "quick" in texts["others"]:
        found.append("what was typed arrived in another pane")
    if ended < began_s:
        found.append(f"the tabs were full {began_s - ended:.2f} s before the typing began")
    return found + _whole(stage, spec, before)


def switching_meanwhile(stage: Stage, rng: random.Random) -> list[str]:
    """Go to another tab while tabs fill, by key: it stays the active one."""
    spec = _large(rng, "switching", stage, tabs=MANY_TABS)
    before = _prepared(stage, spec)
    _started_by_key(stage, spec)
    title = stage.flow(
        """
        local window = e2e.windows(arg.name)[1]
        e2e.wait(function() return #window:tabs() > 3 end, 20, 1)
        local gui = e2e.gui_window()
        gui:perform_action(wezterm.action.ActivateTab(0), gui:active_pane())
        return window:active_tab():get_title()
        """,
        name=spec.workspace,
    )
    found, after = _seen(stage, spec)
    window = after["windows"][0]
    active = window["tabs"][window["active_tab"] - 1]["title"]
    if active != title:
        found.append(f"the user went to {title!r}, {active!r} is active")
    stage.flow(
        "e2e.windows(arg.name)[1]:tabs()[arg.place]:activate()",
        name=spec.workspace,
        place=before["windows"][0]["active_tab"],
    )
    return found + _whole(stage, spec, before)


def closing_meanwhile(stage: Stage, rng: random.Random) -> list[str]:
    """Close the visible tab while tabs fill: it stays closed, all others come."""
    spec = _large(rng, "closing", stage, tabs=MANY_TABS)
    before = _prepared(stage, spec)
    _started_by_key(stage, spec)
    stage.flow(
        """
        local gui = e2e.gui_window()
        gui:perform_action(wezterm.action.CloseCurrentTab({ confirm = false }), gui:active_pane())
        """
    )
    gone = spec.windows[0].active_tab - 1
    del spec.windows[0].tabs[gone]
    old = before["windows"][0]
    del old["tabs"][gone]
    _, after = _seen(stage, spec)
    # Which tab is active after that is WezTerm's choice.
    old["active_tab"] = after["windows"][0]["active_tab"]
    return _whole(stage, spec, before)


def closing_all_meanwhile(stage: Stage, rng: random.Random) -> list[str]:
    """Close the whole workspace while tabs fill: nothing comes back by itself."""
    spec = _large(rng, "gone", stage, tabs=MANY_TABS)
    _prepared(stage, spec)
    _started_by_key(stage, spec)
    left = stage.flow(
        """
        e2e.show(e2e.HOME)
        e2e.close(arg.name)
        wezterm.sleep_ms(1500)
        return #e2e.windows(arg.name)
        """,
        name=spec.workspace,
    )
    return [f"{left} windows came back"] if left else []


def changing_a_waiting_tab(stage: Stage, rng: random.Random) -> list[str]:
    """Split a tab that waits for its first look: it is left as the user made it."""
    spec = _large(rng, "changed", stage, tabs=3)
    _prepared(stage, spec)
    _started_by_key(stage, spec)
    panes = stage.flow(
        """
        local window = e2e.windows(arg.name)[1]
        e2e.wait(function() return #window:tabs() == 3 end)
        e2e.settle(arg.name)
        local tab = window:tabs()[3]
        tab:panes()[1]:split({ direction = "Right", size = 20, domain = { DomainName = "local" } })
        tab:activate()
        wezterm.sleep_ms(2500)
        local count = #tab:panes()
        flows.leave(arg.name)
        return count
        """,
        name=spec.workspace,
    )
    return [] if panes == 2 else [f"the tab has {panes} panes, the user made 2"]


def saving_half_filled(stage: Stage, rng: random.Random) -> list[str]:
    """Save while tabs wait for their first look: nothing of them is lost."""
    spec = _large(rng, "half", stage)
    before = _prepared(stage, spec)
    _started_by_key(stage, spec)
    code = """
    local window = e2e.windows(arg.name)[1]
    e2e.wait(function() return #window:tabs() == #arg.spec.windows[1].tabs end)
    e2e.settle(arg.name)
    assert(e2e.save(arg.name))
    flows.leave(arg.name)
    assert(e2e.load(arg.name))
    return flows.look_at_all(arg.spec)
    """
    failed: list[str] = stage.flow(code, name=spec.workspace, spec=spec.as_json())
    return failed + _whole(stage, spec, before)


def keys_alone(stage: Stage, rng: random.Random) -> list[str]:
    """Save with ALT+s; ALT+l, a name, Return: the workspace is there again."""
    if not stage.display.can_press_keys:
        return ["xdotool is missing (apt install xdotool)"]
    spec = workspace_spec(
        rng, "by keys", [str(stage.home)], windows=1, size=stage.size, least=LEAST_CELLS
    )
    other = workspace_spec(
        rng, "another", [str(stage.home)], windows=1, size=stage.size, least=LEAST_CELLS
    )
    _prepared(stage, other)
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
    steps = {"saved": saved, "listed": listed, "shown": shown}
    found = [f"not {step}" for step, is_done in steps.items() if not is_done]
    return found or _whole(stage, spec, before)


def restoring_in_place(stage: Stage, rng: random.Random) -> list[str]:
    """Restore into a window that holds one idle shell, then into one that holds more."""
    spec = workspace_spec(
        rng, "default", [str(stage.home)], windows=1, size=stage.size, least=LEAST_CELLS
    )
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
    e2e.sessions.restore_state(e2e.gui_window())
    assert(e2e.wait(function() return e2e.event("wezterm-sessions.restore.end") end))
    e2e.settle("default")
    return e2e.state("default")
    """
    found = differences(before, stage.flow(code))
    again = stage.flow(code)["windows"][0]["tabs"]
    tabs = len(spec.windows[0].tabs)
    if len(again) != 2 * tabs:
        found.append(f"restored beside {tabs} tabs there are {len(again)}")
    return found


def loading_what_is_open(stage: Stage, rng: random.Random) -> list[str]:
    """Load a session whose workspace is open: it is shown, and nothing is opened twice."""
    spec = workspace_spec(
        rng, "open", [str(stage.home)], windows=1, size=stage.size, least=LEAST_CELLS
    )
    before = _prepared(stage, spec)
    code = """
    assert(e2e.load(arg.name))
    e2e.settle(arg.name)
    e2e.show(e2e.HOME)
    assert(e2e.load(arg.name))
    return mux.get_active_workspace()
    """
    shown = stage.flow(code, name=spec.workspace)
    found = [] if shown == spec.workspace else [f"{shown} is shown"]
    return found + _whole(stage, spec, before)


def programs_again(stage: Stage, rng: random.Random) -> list[str]:
    """Bring back `tail -f` with a name that must be quoted; `sleep`, not on the list, does not."""
    path = stage.home / "it's a log; true"
    path.write_text("first line\n", encoding="utf-8")
    spec = _large(rng, "programs", stage, tabs=1)
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


FLOWS: list[tuple[str, Lazy, Flow]] = [
    ("a reload in the middle", "background", reload_in_the_middle),
    ("typing while tabs fill", "background", typing_meanwhile),
    ("another tab while tabs fill", "background", switching_meanwhile),
    ("closing a tab while tabs fill", "background", closing_meanwhile),
    ("closing all while tabs fill", "background", closing_all_meanwhile),
    ("splitting a tab that waits", "on_activate", changing_a_waiting_tab),
    ("saving while tabs wait", "on_activate", saving_half_filled),
    ("ALT+s, ALT+l and a name", "background", keys_alone),
    ("restoring in place", "background", restoring_in_place),
    ("loading what is open", "background", loading_what_is_open),
    ("programs", "background", programs_again),
]
