"""Whatever comes first in a Lua state, a key, an answer or a call, finds what it needs."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import press

LAST = {"restore_on_startup": "last", "lazy": "off"}


def two_sessions() -> Simulator:
    """Return a terminal that shows `default` and has `a` and `b` saved, each of two panes."""
    sim = scenes.terminal()
    for name in ("a", "b"):
        scenes.go_to(sim, name)
        sim.split("Right", 99)
        scenes.save(sim)
    sim.restart()
    sim.run(400)
    return sim


@pytest.mark.parametrize("is_first", [False, True])
def test_a_load_can_be_taken_back_whether_or_not_it_was_the_first_thing(*, is_first: bool) -> None:
    """Undo knows of each load, and never takes an earlier one for it."""
    sim = two_sessions()
    sim.call("load", "a")
    sim.run(4000)
    if is_first:
        sim.world.reload()
    sim.start_lua('plugin.load("b")')
    sim.run(4000)
    loaded = sim.workspace
    sim.press("z", "ALT|SHIFT")
    sim.run(4000)

    assert ("b", "a") == (loaded, sim.workspace)
    assert ["a", "default"] == sorted(sim.workspaces())


@pytest.mark.parametrize("way", ["key", "function"])
def test_a_restore_can_be_taken_back_as_well(way: str) -> None:
    """The first thing after a reload: the tabs that it added go, those that were there stay."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    scenes.save(sim)
    sim.world.reload()
    if way == "key":
        sim.press("r", "ALT")
    else:
        sim.start_lua("plugin.restore_state(wezterm.gui.gui_windows()[1])")
    sim.run(4000)
    tabs = len(scenes.shown_window(sim).tabs)
    sim.press("z", "ALT|SHIFT")
    sim.run(4000)

    assert (2, 1) == (tabs, len(scenes.shown_window(sim).tabs))


OWN_HANDLERS = {
    "raises": 'wezterm.on("gui-startup", function() error("mine") end)',
    "ends it": 'wezterm.on("gui-startup", function() return false end)',
    "defines": 'sessions.define("x", { tabs = { "ls" } })',
}


@pytest.mark.parametrize("own", OWN_HANDLERS.values(), ids=OWN_HANDLERS)
def test_the_start_is_restored_whatever_handlers_of_the_users_do_after_ours(own: str) -> None:
    """Ours has its place from the moment on in which the plugin was applied."""
    sim = scenes.terminal()
    scenes.go_to(sim, "proj")
    sim.split("Right", 99)
    sim.start_lua("plugin.save({ all = true })")
    sim.run(1000)
    sim.restart(config=Simulator.config_text(LAST, extra=own))
    sim.run(4000)
    if "error" in own:
        sim.errors.clear()

    assert [(0, 0, 100, 60), (101, 0, 99, 60)] == sim.tab().rects()


ANSWERS = {
    "delete": ("d", "CTRL|SHIFT"),
    "load": ("l", "ALT"),
    "rename": ("r", "ALT|SHIFT"),
    "manage": ("l", "ALT|SHIFT"),
}


@pytest.mark.parametrize("key", ANSWERS.values(), ids=ANSWERS)
def test_a_list_may_be_open_during_a_reload(key: tuple[str, str]) -> None:
    """The answer that comes at once finds somebody."""
    sim = two_sessions()
    sim.press(*key)
    sim.run()
    sim.world.reload()
    sim.choose("a")
    sim.run(4000)

    assert sim.overlay is not None or "a" == sim.workspace


def test_a_second_row_of_the_list_works_after_a_reload_too() -> None:
    """Rows that features have added are known by then."""
    sim = two_sessions()
    press(sim, "l")
    sim.world.reload()
    sim.choose("More")
    sim.run(1000)

    assert sim.overlay is not None


def test_no_event_is_without_somebody_to_answer_it() -> None:
    """Each door that is registered while the plugin is loaded leads to a handler."""
    sim = scenes.terminal()
    scenes.expects(sim, log="there is no saved session for this workspace: default")
    registered = {str(call.args[0]) for call in sim.trace.calls if call.name == "wezterm.on"} - {
        "gui-startup",
        "mux-startup",
        "augment-command-palette",
    }
    for event in sorted(registered):
        sim.lua("wezterm.emit(..., wezterm.gui.gui_windows()[1], nil)", event)
        sim.run()
        if sim.overlay is not None:
            sim.cancel()
            sim.run()

    assert len(registered) > 20
