"""What a user does while a workspace comes back.

In:    a stage; workspaces of many tabs, large enough to be caught half filled.
Out:   what went wrong, in words.
Never: waits for a time where it can wait for a condition.
"""

from __future__ import annotations

import random
import time

from tests.e2e import steps
from tests.e2e.stage import Stage

MANY_TABS = 24
"""So many panes that they come in several slices: what happens in the middle does so."""

RELOAD_AFTER_S = (0.0, 0.02, 0.1, 0.25)
TYPED = "echo thequickbrownfoxjumpsoverthelazydog0123456789"


def reloading(stage: Stage, rng: random.Random) -> list[str]:
    """Reload the configuration at several moments of the fill; once twice in a row."""
    failures: list[str] = []
    for number, after_s in enumerate((*RELOAD_AFTER_S, RELOAD_AFTER_S[2])):
        spec = steps.large(rng, f"reload {number}", stage, tabs=MANY_TABS)
        before = steps.prepared(stage, spec)
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
        found = steps.whole(stage, spec, before)
        told = len(steps.ends_told(stage, spec.workspace))
        if told != 1:
            found.append(f"the end was told {told} times")
        failures += [f"reload after {after_s} s: {text}" for text in found]
    return failures


def typing(stage: Stage, rng: random.Random) -> list[str]:
    """Type a line while tabs fill: every letter arrives in the visible pane, in order."""
    if not stage.display.can_press_keys:
        return ["xdotool is missing (apt install xdotool)"]
    spec = steps.large(rng, "typing", stage, tabs=MANY_TABS)
    for tab in spec.windows[0].tabs:
        tab.zoomed = False
    before = steps.prepared(stage, spec)
    steps.started_by_key(stage, spec)
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
    return found + steps.whole(stage, spec, before)


def switching(stage: Stage, rng: random.Random) -> list[str]:
    """Go to another tab while tabs fill, by key: it stays the active one."""
    spec = steps.large(rng, "switching", stage, tabs=MANY_TABS)
    before = steps.prepared(stage, spec)
    steps.started_by_key(stage, spec)
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
    found, after = steps.seen(stage, spec)
    window = after["windows"][0]
    active = window["tabs"][window["active_tab"] - 1]["title"]
    if active != title:
        found.append(f"the user went to {title!r}, {active!r} is active")
    stage.flow(
        "e2e.windows(arg.name)[1]:tabs()[arg.place]:activate()",
        name=spec.workspace,
        place=before["windows"][0]["active_tab"],
    )
    return found + steps.whole(stage, spec, before)


def closing(stage: Stage, rng: random.Random) -> list[str]:
    """Close the visible tab while tabs fill: it stays closed, all others come."""
    spec = steps.large(rng, "closing", stage, tabs=MANY_TABS)
    before = steps.prepared(stage, spec)
    steps.started_by_key(stage, spec)
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
    _, after = steps.seen(stage, spec)
    # Which tab is active after that is WezTerm's choice.
    old["active_tab"] = after["windows"][0]["active_tab"]
    return steps.whole(stage, spec, before)


def closing_all(stage: Stage, rng: random.Random) -> list[str]:
    """Close the whole workspace while tabs fill: nothing comes back by itself."""
    spec = steps.large(rng, "gone", stage, tabs=MANY_TABS)
    steps.prepared(stage, spec)
    steps.started_by_key(stage, spec)
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
    spec = steps.large(rng, "changed", stage, tabs=3)
    steps.prepared(stage, spec)
    steps.started_by_key(stage, spec)
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
    spec = steps.large(rng, "half", stage)
    before = steps.prepared(stage, spec)
    steps.started_by_key(stage, spec)
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
    return failed + steps.whole(stage, spec, before)
