"""The start, step by step: what comes first, what waits for it, what is told, what is left."""

from __future__ import annotations

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.scenes import STATE, WORKSPACE
from tests.flows.test_startup import LAST, restarted, save_all, start_with, without_default

ROOMS = ("startup",)
"""Rooms whose doings are seen here."""

NOTES = """
local function note(text)
  wezterm.GLOBAL.notes = (wezterm.GLOBAL.notes or "") .. text .. "\\n"
end
"""
"""For handlers: a line that a test reads afterwards."""


def notes(sim: Simulator) -> list[str]:
    """Return those lines."""
    return str(sim.lua("return wezterm.GLOBAL.notes")).splitlines()


def saved(sim: Simulator, *names: str) -> None:
    """Save workspaces of two panes, the last one shown, and nothing else."""
    for name in names:
        sim.switch_workspace(name)
        sim.run(400)
        sim.split("Right", 50)
    if "default" not in names:
        without_default(sim)
    save_all(sim)


def set_free(sim: Simulator, name: str) -> None:
    """Give a workspace's name free, and show the one that the terminal began with."""
    sim.lua("wezterm.mux.rename_workspace(..., 'was ' .. ...)", name)
    sim.run(400)
    sim.switch_workspace("default")
    sim.run(400)


def test_the_hidden_workspaces_wait_until_the_shown_one_is_complete() -> None:
    """Then they come one after the other, each when the one before stands."""
    told = NOTES + "".join(
        f"""
        wezterm.on("wezterm-sessions.load.{when}", function(name)
          local panes = 0
          for _, window in ipairs(wezterm.mux.all_windows()) do
            if window:get_workspace() == "{WORKSPACE}" then
              for _, tab in ipairs(window:tabs()) do
                panes = panes + #tab:panes()
              end
            end
          end
          note(name .. " {when} " .. panes .. " " .. #wezterm.gui.gui_windows())
        end)
        """
        for when in ("start", "end")
    )
    sim = scenes.terminal(LAST, extra=told)
    saved(sim, "a", "b", "c")
    scenes.workspace(sim, 5, tabs=5)
    sim.switch_tab(2)
    sim.run(400)
    save_all(sim)
    panes = sum(len(tab.panes) for tab in sim.window().tabs)
    sim.trace.clear()
    restarted(sim)
    told_ms = [
        call.at_ms
        for call in sim.trace.calls
        if call.name == "wezterm.emit" and str(call.args[0]).startswith("wezterm-sessions.load.")
    ]
    expected = [f"{name} {when} {panes} 1" for name in "abc" for when in ("start", "end")]

    assert [f"{WORKSPACE} start 0 0", f"{WORKSPACE} end {panes} 1", *expected] == notes(sim)
    assert told_ms[2] - told_ms[1] < 100
    assert WORKSPACE == sim.workspace


def test_the_hidden_workspaces_wait_for_no_event_of_the_terminals() -> None:
    """When one stands, or cannot be restored, the next one begins: before a second has gone."""
    sim = scenes.terminal(LAST)
    saved(sim, *"abcdef")
    sim.files[f"{STATE}/c.json"] = b"{"
    scenes.expects(sim, log="c was not restored: the file is damaged")
    sim.trace.clear()
    restarted(sim)
    begun_ms = [
        call.at_ms
        for call in sim.trace.calls
        if call.name == "wezterm.emit" and call.args[0] == "wezterm-sessions.load.start"
    ]

    assert list("abdef") == sim.workspaces()
    assert 5 == len(begun_ms)
    assert begun_ms[-1] - begun_ms[1] < 100


def test_the_first_that_can_be_restored_is_shown() -> None:
    """It takes the place of one that is not there."""
    sim = scenes.terminal({"restore_on_startup": ["nowhere", "b"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    saved(sim, "default", "b")
    set_free(sim, "b")
    start_with(sim, "nil")

    assert "b" == sim.workspace


def test_all_shows_the_one_that_was_shown_not_the_newest() -> None:
    """It is the same as a list that begins with it."""
    sim = scenes.terminal({"restore_on_startup": "all"})
    saved(sim, "a", "b", "c")
    sim.run(5000)
    sim.call("save", {"workspace": "a"})
    sim.windows("a")[0].tabs[0].title = "other"
    sim.call("save", {"workspace": "a"})
    sim.run()
    restarted(sim)

    assert "a" == sim.call("list")[0]["name"]
    assert "c" == sim.workspace
    assert ["a", "b", "c"] == sim.workspaces()


def test_all_does_without_a_list_of_what_was_open() -> None:
    """As when it was deleted: then the newest is shown."""
    sim = scenes.terminal({"restore_on_startup": "all"})
    saved(sim, "a", "b")
    del sim.files[f"{STATE}/.last"]
    restarted(sim)

    assert ["a", "b"] == sim.workspaces()


def test_a_workspace_that_is_open_already_is_not_shown_out_of_turn() -> None:
    """It is a later one of the list."""
    sim = scenes.terminal({"restore_on_startup": ["b", "default"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    saved(sim, "default", "b")
    set_free(sim, "b")
    start_with(sim, "nil")

    assert "b" == sim.workspace
    assert 1 == len(sim.windows("default"))


def test_the_usual_domain_and_workspace_are_those_of_the_configuration() -> None:
    """Who has chosen others has asked for nothing by starting in them."""
    extra = "config.default_domain = 'dev' config.default_workspace = 'home'"
    sim = scenes.terminal(
        {"restore_on_startup": ["b"]}, extra=extra, domains=(Domain("dev", "ssh"),)
    )
    saved(sim, "default", "b")
    set_free(sim, "b")
    sim.lua("wezterm.mux.set_default_domain(wezterm.mux.get_domain('dev'))")
    # As it is before the first window is there.
    sim.mux._active_workspace = "home"
    start_with(sim, "nil")

    assert "b" in sim.workspaces()


def test_all_that_was_not_restored_is_told_in_one_message() -> None:
    """Once, when there is a window to tell it in."""
    sim = scenes.terminal({"restore_on_startup": ["x", "y", "b"]})
    scenes.expects(sim, log="was not restored")
    saved(sim, "b")
    sim.files[f"{STATE}/y.json"] = b"{"
    restarted(sim)
    (toast,) = sim.toasts
    first, second = toast.message.split(". ")

    assert "x was not restored: there is no saved session for this workspace: x" == first
    assert second.startswith("y was not restored: the file is damaged: ")
    assert second.endswith(f": {STATE}/y.json")
    assert "b" == sim.workspace


def test_a_terminal_that_ends_while_it_restores_names_all_that_it_was_to_restore() -> None:
    """The next start is a plain one, and the one after it restores."""
    ends = 'wezterm.on("wezterm-sessions.load.start", function() os.exit(1) end)'
    sim = scenes.terminal()
    saved(sim, "a", "b")
    ending = Simulator.config_text({"restore_on_startup": ["b", "a"]}, extra=ends)
    sim.restart(config=ending)
    assert not sim.running
    scenes.expects(sim, log="did not come to its end while it restored b, a: nothing is restored")
    restarted(sim)

    assert ["default"] == sim.workspaces()
    assert 1 == len(sim.toasts)
    restarted(sim, config=Simulator.config_text({"restore_on_startup": ["b", "a"]}))
    assert ["a", "b"] == sim.workspaces()


def test_a_terminal_that_ends_when_it_has_a_window_restores_again() -> None:
    """What was begun has not hung it."""
    sim = scenes.terminal(LAST)
    saved(sim, "a", "b", "c")
    sim.restart()
    assert sim.gui_windows()
    restarted(sim)

    assert ["a", "b", "c"] == sim.workspaces()
    assert [] == sim.toasts


def test_an_error_out_of_sight_is_told_with_its_reason_and_the_next_one_comes() -> None:
    """Whatever it is."""
    fails = """
    local all_windows, is_due = wezterm.mux.all_windows, false
    wezterm.on("wezterm-sessions.load.end", function(name)
      is_due = name == "a"
    end)
    wezterm.mux.all_windows = function()
      if is_due then
        is_due = false
        error("no windows today", 0)
      end
      return all_windows()
    end
    """
    sim = scenes.terminal(LAST)
    saved(sim, "a", "b", "c", "d")
    restarted(sim, config=Simulator.config_text(LAST, extra=fails))
    scenes.expects(sim, log="b was not restored: no windows today")

    assert ["a", "c", "d"] == sim.workspaces()
    assert ["b was not restored: no windows today"] == [toast.message for toast in sim.toasts]


def failing(after: str) -> str:
    """Return Lua for a terminal that shows no workspace and has no clock once, after a call."""
    return f"""
    local work, show = wezterm.{after}, wezterm.mux.set_active_workspace
    local now, is_due = wezterm.time.now, false
    wezterm.{after} = function(...)
      is_due = true
      return work(...)
    end
    wezterm.mux.set_active_workspace = function(name)
      if is_due then
        error("not now", 0)
      end
      return show(name)
    end
    wezterm.time.now = function()
      if is_due then
        is_due = false
        error("no clock today", 0)
      end
      return now()
    end
    """


FAILED = "The start-up restore has failed: no clock today"


@pytest.mark.parametrize(
    ("after", "expected"), [("read_dir", "default"), ("mux.spawn_window", "b")]
)
def test_after_an_error_there_is_one_window(after: str, expected: str) -> None:
    """That which stands, or the terminal's usual one as if nothing had been asked."""
    sim = scenes.terminal()
    saved(sim, "b")
    option = {"restore_on_startup": ["nowhere", "b"]}
    restarted(sim, config=Simulator.config_text(option, extra=failing(after)))
    scenes.expects(sim, log="nowhere was not restored")
    scenes.expects(sim, log=FAILED)

    assert expected == sim.workspace
    assert [expected] == sim.workspaces()
    assert 1 == len(sim.gui_windows())


def test_after_an_error_what_stands_is_shown_rather_than_what_was_open_before() -> None:
    """It is what the user waits for."""
    sim = scenes.terminal(
        {"restore_on_startup": ["nowhere", "b"]}, extra=failing("mux.spawn_window")
    )
    scenes.expects(sim, log="was not restored: there is no saved session")
    scenes.expects(sim, log=FAILED)
    saved(sim, "default", "b")
    set_free(sim, "b")
    start_with(sim, "nil")

    assert "b" == sim.workspace
