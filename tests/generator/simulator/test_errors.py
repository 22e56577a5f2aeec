"""Where an error of the plugin or of a configuration ends, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generator.simulator import ConfigFailure, LuaFailure, PluginText, Simulator

Make = Callable[..., Simulator]

BROKEN = "local a = 1\n\nlocal b = = 2\nreturn {}\n"


def place(text: str, sim: Simulator, ending: str) -> str:
    """The first `PATH:LINE: what` in a text, whose path is a file on the simulated disk."""
    (path,) = [path for path in sim.files if path.endswith(ending)]
    found = re.search(re.escape(path) + r":\d+: .*", text)
    assert found is not None, text
    return found.group()[len(path) :]


def test_a_plugin_that_is_no_lua_is_told_with_its_place() -> None:
    """The file as it lies on the simulated disk, though Lua shortens long paths, and the line."""
    sim = Simulator(PluginText(BROKEN))

    with pytest.raises(ConfigFailure) as caught:
        sim.start()

    assert ":3: unexpected symbol near '='" == place(str(caught.value), sim, "plugin/init.lua")


def test_a_configuration_that_is_no_lua_is_told_with_its_place() -> None:
    """And the line."""
    sim = Simulator(None, config=BROKEN)

    with pytest.raises(ConfigFailure) as caught:
        sim.start()

    assert ":3: unexpected symbol near '='" == place(str(caught.value), sim, "wezterm.lua")


def test_a_second_file_of_the_plugin_is_told_with_its_place() -> None:
    """Whoever compiles it: here the plugin itself, which lets the log know."""
    text = """
    local path = (...) and select(2, ...):gsub("init.lua$", "room.lua")
    local _, message = load(io.open(path):read("a"), "@" .. path, "t")
    print(message)
    return { apply_to_config = function() end }
    """
    sim = Simulator(PluginText(text, {"plugin/room.lua": BROKEN})).start()

    assert ":3: unexpected symbol near '='" == place(sim.logs[-1][1], sim, "plugin/room.lua")


def test_traces_name_files_of_the_disk() -> None:
    """Every line of a trace that is of the plugin."""
    text = (
        "local M = {}\nfunction M.raises()\n  error('oh')\nend\nM.apply_to_config = print return M"
    )
    sim = Simulator(PluginText(text)).start()

    with pytest.raises(LuaFailure) as caught:
        sim.call("raises")

    lines = [line for line in str(caught.value).splitlines() if "init.lua" in line]
    places = [place(line, sim, "init.lua") for line in lines]

    assert 2 == len(places)
    assert all(text.startswith(":3: ") for text in places)


BOOM = "error('boom')"

HEAD = "local function emit_mine() wezterm.emit('mine') end "

WAYS = {
    "an event": (f"wezterm.on('mine', function() {BOOM} end)", {"EmitEvent": "mine"}),
    "after a wait": (
        f"wezterm.on('mine', function() wezterm.sleep_ms(9) {BOOM} end)",
        {"EmitEvent": "mine"},
    ),
    "from Lua": (
        f"wezterm.on('mine', function() {BOOM} end) wezterm.on('other', emit_mine)",
        {"EmitEvent": "other"},
    ),
    "gui-startup": (f"wezterm.on('gui-startup', function() {BOOM} end)", None),
    "update-status": (f"wezterm.on('update-status', function() {BOOM} end)", None),
    "window-config-reloaded": (
        f"wezterm.on('window-config-reloaded', function() {BOOM} end)",
        None,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_error_of_a_handler_is_kept(terminal: Make, way: str) -> None:
    """Under `errors`, with its message and trace, whenever and however the handler was called."""
    lua, action = WAYS[way]
    sim = terminal(HEAD + lua)
    if action:
        sim.perform(action)
    sim.run()

    assert sim.errors
    assert all("boom" in text and "stack traceback" in text for _, text in sim.errors)
    assert [] == sim.swallowed_errors


@pytest.mark.parametrize("fate", ["choose", "answer"])
def test_an_error_in_the_answer_of_an_overlay_is_kept(terminal: Make, fate: str) -> None:
    """The callback of a picker or prompt is a handler as any other."""
    kind = "InputSelector" if fate == "choose" else "PromptInputLine"
    sim = terminal(f"""
    ACTION = wezterm.action.{kind}({{
      action = wezterm.action_callback(function() {BOOM} end),
      {"choices = { { label = 'one' } }," if fate == "choose" else "description = 'what',"}
    }})
    wezterm.on("show", function(window, pane) window:perform_action(ACTION, pane) end)
    """)
    sim.perform({"EmitEvent": "show"})
    sim.run()
    getattr(sim, fate)("one")
    sim.run()

    assert 1 == len(sim.errors)
    assert "boom" in sim.errors[0][1]


@pytest.mark.parametrize("call", ["wezterm.time.call_after(0, %s)", "wezterm.background(%s)"])
def test_every_error_of_a_timer_is_kept(terminal: Make, call: str) -> None:
    """Under `swallowed_errors`: the real terminal tells nobody, so that no log has it either."""
    sim = terminal(background=True)
    sim.lua(call % f"function() wezterm.sleep_ms(9) {BOOM} end")
    sim.run()

    assert 1 == len(sim.swallowed_errors)
    assert "boom" in sim.swallowed_errors[0]
    assert ([], []) == (sim.errors, sim.logs)


def test_an_error_while_reloading_is_kept(terminal: Make) -> None:
    """The old configuration stays in force."""
    sim = terminal(f"if wezterm.GLOBAL.broken then {BOOM} end")
    sim.lua("wezterm.GLOBAL.broken = true")
    sim.reload()

    assert "configuration" == sim.errors[0][0]
    assert "boom" in sim.errors[0][1]
