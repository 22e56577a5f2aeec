"""One event is one action, and what is restored already is not restored once more."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import messages, press

ROOMS = ("echo", "again", "doors")
"""Rooms whose doings are seen here."""

WIRING = """
wezterm.on("save_session", function(window) sessions.save_state(window) end)
wezterm.on("load_session", function(window) sessions.load_state(window) end)
wezterm.on("restore_session", function(window) sessions.restore_state(window) end)
wezterm.on("toggle_autosave", function(window) sessions.toggle_autosave(window) end)
wezterm.on("undo_session", function(window) sessions.undo_state(window) end)
"""
"""As configurations of the predecessors have it."""

WITHOUT = WIRING.replace("(window)", "()").replace("function()", "function(window)")
ANOTHER = WIRING.replace("_state(window)", "_state(window:mux_window())")
LATER = WIRING.replace("function(window)", "function(window) wezterm.sleep_ms(30)")
BY_SAVE = WIRING.replace("sessions.save_state(window)", "sessions.save({ quiet = true })")

WIRINGS = {
    "with its window": WIRING,
    "without": WITHOUT,
    "with the multiplexer's": ANOTHER,
    "later": LATER,
    "by another name": BY_SAVE,
}


def wired(extra: str, *, tabs: int = 3) -> Simulator:
    """Start a terminal anew that shows an idle shell, with `default` saved with so many tabs."""
    sim = scenes.terminal()
    for _ in range(tabs - 1):
        sim.new_tab()
    for number, tab in enumerate(scenes.shown_window(sim).tabs):
        sim.rename_tab("abcdef"[number], tab)
    sim.run(400)
    scenes.save(sim)
    sim.restart(config=Simulator.config_text({}, extra=extra))
    sim.run(400)
    return sim


def titles(sim: Simulator) -> str:
    """Return the titles of the tabs of the shown window, one letter each."""
    return "".join(tab.title for tab in scenes.shown_window(sim).tabs)


@pytest.mark.parametrize("wiring", WIRINGS.values(), ids=WIRINGS)
def test_a_restore_is_one_restore_whoever_else_listens(wiring: str) -> None:
    """The second one would add to what the first has just made, or close it."""
    sim = wired(wiring)
    press(sim, "r")
    sim.run(4000)

    assert "abc" == titles(sim)
    assert 1 == len(messages(sim))


@pytest.mark.parametrize("wiring", WIRINGS.values(), ids=WIRINGS)
def test_a_save_is_one_save_and_is_told_once(wiring: str) -> None:
    """The user's handler saves without a word."""
    sim = wired(wiring)
    press(sim, "s")
    sim.run(400)

    assert 1 == len(messages(sim))
    assert messages(sim)[0].startswith("Saved default")


def test_two_presses_are_two_saves() -> None:
    """Each is told."""
    sim = wired(WIRING)
    press(sim, "s")
    press(sim, "s")

    assert 2 == len(messages(sim))


@pytest.mark.parametrize("wiring", [WIRING, WITHOUT], ids=["with its window", "without"])
def test_autosave_is_switched_once(wiring: str) -> None:
    """Twice would be not at all."""
    sim = wired(wiring)
    press(sim, "a")
    first = messages(sim)[-1]
    press(sim, "a")

    assert ("Autosave is on: whatever changes is saved", "Autosave is off") == (
        first,
        messages(sim)[-1],
    )
    assert 2 == len(messages(sim))


@pytest.mark.parametrize("wiring", [WIRING, WITHOUT], ids=["with its window", "without"])
def test_a_list_is_shown_once(wiring: str) -> None:
    """Leaving it leaves nothing behind it."""
    sim = wired(wiring)
    press(sim, "l")
    sim.cancel()
    sim.run()

    assert sim.overlay is None
    assert 1 == len([each for each in sim.performed if "InputSelector" in str(each)[:20]])


def test_a_handler_that_comes_before_ours_is_the_one() -> None:
    """It was registered before the plugin was loaded."""
    sim = wired("")
    before = 'wezterm.on("restore_session", function(w) sessions.restore_state(w) end)'
    text = Simulator.config_text({}).replace(
        "local sessions", f"local sessions\n{before}\nsessions"
    )
    sim.restart(config=text)
    sim.run(400)
    press(sim, "r")
    sim.run(4000)

    assert "abc" == titles(sim)
    assert 1 == len(messages(sim))


def test_two_calls_are_two() -> None:
    """Of a function nobody has called for an event."""
    sim = wired("")
    sim.lua("plugin.save_state(wezterm.gui.gui_windows()[1], true)")
    sim.run()
    sim.lua("plugin.save_state(wezterm.gui.gui_windows()[1], true)")
    sim.run()

    assert 2 == len(messages(sim))


# Again.


RESTORES_ON_FOCUS = """
local is_done = false
wezterm.on("window-focus-changed", function(window)
  if not is_done then
    is_done = true
    sessions.restore_state(window)
  end
end)
"""


def test_a_restore_after_each_reload_adds_the_tabs_once() -> None:
    """And says that they are there."""
    sim = wired(RESTORES_ON_FOCUS, tabs=4)
    counts = []
    for _ in range(4):
        sim.gui.emit("window-focus-changed")
        sim.run(4000)
        counts.append(len(scenes.shown_window(sim).tabs))
        sim.reload()
        sim.run(400)

    assert [4, 4, 4, 4] == counts
    assert (
        "4 tabs of default are in this window already:"
        " restore_state(window, { again = true }) adds them once more"
    ) == messages(sim)[-1]


def test_a_second_press_after_the_message_insists() -> None:
    """The message says so."""
    sim = wired("")
    counts = []
    for _ in range(4):
        press(sim, "r")
        sim.run(4000)
        counts.append(len(scenes.shown_window(sim).tabs))

    assert [3, 3, 6, 6] == counts
    assert (
        "3 tabs of default are in this window already: ALT+r again adds them once more"
        in messages(sim)
    )
    assert (
        "6 tabs of default are in this window already: ALT+r again adds them once more"
        == messages(sim)[-1]
    )


def test_a_press_long_after_the_message_is_a_first_one() -> None:
    """Nobody remembers it."""
    sim = wired("")
    press(sim, "r")
    sim.run(4000)
    press(sim, "r")
    sim.run(20000)
    press(sim, "r")
    sim.run(4000)

    assert 3 == len(scenes.shown_window(sim).tabs)


def test_a_configuration_may_insist() -> None:
    """By an argument."""
    sim = wired("")
    for _ in range(2):
        sim.lua("plugin.restore_state(nil, { again = true })")
        sim.run(4000)

    assert "abcabc" == titles(sim)


@pytest.mark.parametrize("way", ["load", "restore"])
def test_what_is_still_coming_is_there_already(way: str) -> None:
    """While it is filled, and after a load as well."""
    sim = wired("")
    sim.start_lua('plugin.load("default")' if "load" == way else "plugin.restore_state()")
    sim.run(5)
    sim.lua("plugin.restore_state()")
    sim.run(4000)

    assert "abc" == titles(sim)


def test_tabs_that_are_closed_are_not_there() -> None:
    """The session may come again."""
    sim = wired("")
    press(sim, "r")
    sim.run(4000)
    sim.new_tab()
    sim.run(400)
    for tab in list(scenes.shown_window(sim).tabs)[:3]:
        sim.close_tab(tab)
    sim.run(400)
    press(sim, "r")
    sim.run(4000)

    assert "abc" == titles(sim)


def test_another_window_of_the_workspace_may_have_them_too() -> None:
    """They are not in that one."""
    sim = wired("")
    press(sim, "r")
    sim.run(4000)
    sim.new_window()
    sim.run(400)
    sim.focus_window(sim.gui_windows()[-1])
    press(sim, "r")
    sim.run(4000)

    assert [3, 3] == [len(window.tabs) for window in sim.windows("default")]


def test_a_part_of_a_session_is_not_the_session() -> None:
    """One tab of it does not stand for all."""
    sim = wired("")
    sim.lua('plugin.restore_tab("default", 1, 2)')
    sim.run(4000)
    before = len(scenes.shown_window(sim).tabs)
    press(sim, "r")
    sim.run(4000)

    assert 1 == before
    assert not [text for text in messages(sim) if "already" in text]


def test_a_renamed_session_is_known_again() -> None:
    """Its tabs are the same."""
    sim = wired("")
    press(sim, "r")
    sim.run(4000)
    sim.lua('plugin.rename("default", "new")')
    sim.run(400)
    press(sim, "r")
    sim.run(4000)

    assert 3 == len(scenes.shown_window(sim).tabs)


def test_tabs_that_wait_are_filled_though_the_session_is_restored_once_more() -> None:
    """Into the same window, on request; and a save in the middle is a save of the whole."""
    sim = scenes.terminal({"lazy": "on_activate"})
    sim.new_tab()
    sim.split("Right", 50)
    sim.new_tab()
    sim.split("Right", 50)
    sim.switch_tab(0)
    scenes.save(sim)
    sim.restart()
    sim.run(400)
    for _ in range(2):
        sim.lua("plugin.restore_state(wezterm.gui.gui_windows()[1], { again = true })")
        sim.run(4000)
    scenes.save(sim)
    assert [1, 2, 2, 1, 2, 2] == [
        len(tab["panes"]) for tab in scenes.document(sim)["windows"][0]["tabs"]
    ]
    scenes.look_at_every_tab(sim)

    assert [1, 2, 2, 1, 2, 2] == [len(tab.panes) for tab in scenes.shown_window(sim).tabs]
