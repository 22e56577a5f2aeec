"""Keys, key assignments, pickers and prompts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import LuaFailure, NothingToAnswer, Simulator, SimulatorError

Make = Callable[..., Simulator]

PERFORM = """
local pane = wezterm.mux.get_pane(0)
return wezterm.gui.gui_windows()[1]:perform_action(%s, pane)
"""

PICKER = """
wezterm.action.InputSelector({
  title = "T", fuzzy = true,
  choices = { { label = "One", id = "1" }, { label = "Two" } },
  action = wezterm.action_callback(function(window, pane, id, label)
    print(("%s %s %s"):format(pane:pane_id(), id, label))
  end),
})
"""

PROMPT = """
wezterm.action.PromptInputLine({
  description = "D",
  action = wezterm.action_callback(function(_, _, line) print("line " .. tostring(line)) end),
})
"""


def test_a_key_runs_its_binding(terminal: Make) -> None:
    """The key is found in `config.keys`; a capital letter is the small one with SHIFT."""
    sim = terminal(
        "local hit = wezterm.action_callback(function(_, pane) print(pane:pane_id()) end)",
        result="{ keys = { { key = 'D', mods = 'CTRL', action = hit } } }",
    )

    sim.press("d", "CTRL|SHIFT")
    sim.run()

    assert [("info", "0")] == sim.logs


def test_a_dead_key_is_a_mistake(sim: Simulator) -> None:
    """A test that presses a key without a binding hears about it."""
    with pytest.raises(SimulatorError, match="not bound"):
        sim.press("x")


def test_actions_refuse_unknown_fields(sim: Simulator) -> None:
    """A field or an action that the release doesn't know raises when it is made."""
    for code in ("wezterm.action.InputSelector({ oops = 1 })", "wezterm.action.Confirmation({})"):
        with pytest.raises(LuaFailure, match="is not a valid"):
            sim.lua(code)


def test_actions_as_data(sim: Simulator) -> None:
    """Unit actions are their name; others tables; defaults may stay a table or be called."""
    code = """
    local act = wezterm.action
    return act.Nop, act.ActivateTab(2), act.SplitHorizontal, act.SplitHorizontal({ cwd = "/" }),
      act({ SendString = "x" })
    """

    assert (
        "Nop",
        {"ActivateTab": 2},
        {"SplitHorizontal": {}},
        {"SplitHorizontal": {"cwd": "/"}},
        {"SendString": "x"},
    ) == sim.lua(code)


@pytest.mark.parametrize(
    ("which", "said"), [("1", "0 1 One"), ("Two", "0 nil Two"), ("On", "0 1 One"), (1, "0 nil Two")]
)
def test_choosing(sim: Simulator, which: str | int, said: str) -> None:
    """The callback gets window, pane, id and label; an entry without id gives nil."""
    sim.lua(PERFORM % PICKER)

    assert sim.overlay is not None
    assert ("T", ["One", "Two"], True) == (sim.overlay.title, sim.overlay.labels, sim.overlay.fuzzy)

    sim.choose(which)
    sim.run()

    assert [("info", said)] == sim.logs
    assert sim.overlay is None


def test_leaving_a_picker(sim: Simulator) -> None:
    """Escape gives nil for both."""
    sim.lua(PERFORM % PICKER)
    sim.cancel()
    sim.run()

    assert [("info", "0 nil nil")] == sim.logs


@pytest.mark.parametrize(("text", "said"), [("hi", "line hi"), ("", "line "), (None, "line nil")])
def test_answering_a_prompt(sim: Simulator, text: str | None, said: str) -> None:
    """A line, an empty line, or nil for Escape."""
    sim.lua(PERFORM % PROMPT)
    sim.answer(text)
    sim.run()

    assert [("info", said)] == sim.logs


def test_nothing_to_answer(sim: Simulator) -> None:
    """Answering what isn't shown is a mistake of the test."""
    with pytest.raises(NothingToAnswer):
        sim.choose("x")


def test_a_switched_workspace_drops_the_overlay(sim: Simulator) -> None:
    """Then its callback is never called."""
    sim.lua(PERFORM % PICKER)
    sim.switch_workspace("away")
    sim.run()

    assert (None, []) == (sim.overlay, sim.logs)


def test_an_overlay_is_the_events_pane(terminal: Make) -> None:
    """While it is shown, events get its pane: without a tab, in the domain with number 0."""
    sim = terminal("""
    wezterm.on("mine", function(_, pane)
      print(("%d %s %s"):format(pane:pane_id(), pane:tab(), pane:get_domain_name()))
    end)
    """)
    sim.lua(PERFORM % PICKER)
    sim.perform({"EmitEvent": "mine"})
    sim.run()

    assert [("info", "1 nil local")] == sim.logs


def test_perform_action_waits_for_the_dispatch(sim: Simulator) -> None:
    """When it returns the assignment has been performed, not completed."""
    code = PERFORM % "wezterm.action.SwitchToWorkspace({ name = 'away' })"
    code = code.replace("return", "") + " return wezterm.mux.get_active_workspace()"

    assert "away" == sim.lua(code)


def test_perform_action_for_a_gone_pane(sim: Simulator) -> None:
    """A pane that is gone raises."""
    sim.split()
    code = """
    local pane = wezterm.mux.get_pane(1)
    local gui = wezterm.gui.gui_windows()[1]
    pane:send_text("exit\\r")
    wezterm.sleep_ms(10)
    gui:perform_action("Nop", pane)
    """

    with pytest.raises(LuaFailure, match="pane id 1 is not valid"):
        sim.lua(code)


def test_close_current_pane_closes_the_active_one(sim: Simulator) -> None:
    """Whichever pane is passed, the active pane of the active tab goes."""
    sim.split()
    sim.lua(PERFORM % "wezterm.action.CloseCurrentPane({ confirm = false })")
    sim.run()

    assert [0] == [pane.id for pane in sim.tab().panes]


def test_close_with_confirmation(sim: Simulator) -> None:
    """A busy pane asks first."""
    sim.split()
    sim.run_program(["vim"])
    sim.perform({"CloseCurrentPane": {"confirm": True}})

    assert 2 == len(sim.tab().panes)

    sim.confirm()
    sim.run()

    assert 1 == len(sim.tab().panes)


def test_tabs_move_and_switch(sim: Simulator) -> None:
    """`MoveTab` and `ActivateTab` count from 0, negative ones from the end."""
    sim.new_tab()
    sim.new_tab()
    sim.run()
    sim.move_tab(0)

    assert [2, 0, 1] == [tab.id for tab in sim.window().tabs]

    sim.switch_tab(-1)

    assert 1 == sim.tab().id
    sim.perform({"MoveTab": 9})

    assert [("key assignment", "cannot move a tab out of range")] == sim.errors


def test_tabs_and_splits_by_key(sim: Simulator) -> None:
    """Spawning and splitting by key are queued, in the active pane's directory."""
    sim.set_cwd("/work")
    for action in (
        {"SplitPane": {"direction": "Down", "size": {"Cells": 5}}},
        {"SplitHorizontal": {"args": ["top"]}},
        {"SpawnTab": "CurrentPaneDomain"},
    ):
        sim.perform(action)
        sim.run()

    first, second = sim.window().tabs
    assert [(0, 0, 80, 18), (0, 19, 39, 5), (40, 19, 40, 5)] == first.rects()
    assert [pane.cwd for pane in first.panes] == ["/work"] * 3
    assert (["top"], "/work") == (first.panes[2].argv, second.panes[0].cwd)


def test_multiple_and_send_string(sim: Simulator) -> None:
    """`Multiple` performs each in order."""
    sim.perform({"Multiple": [{"SendString": "ec"}, {"SendString": "ho\r"}]})

    assert ["echo"] == sim.pane().typed


def test_toasts_and_status(sim: Simulator) -> None:
    """Messages are kept with their time; the status is the window's."""
    sim.lua("""
    local window = wezterm.gui.gui_windows()[1]
    window:toast_notification("title", "text", nil, 4000)
    window:set_right_status("right")
    """)
    sim.run()

    (toast,) = sim.toasts
    assert ("title", "text", 4000) == (toast.title, toast.message, toast.timeout_ms)
    assert "right" == sim.right_status
