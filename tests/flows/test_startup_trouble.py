"""The start: what fails, hangs or is damaged is told, and there is a terminal all the same."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from generator.simulator import ConfigFailure, Domain, Simulator, StoredPane
from tests.flows import scenes
from tests.flows.hands import messages
from tests.flows.scenes import STATE, WORKSPACE
from tests.flows.starts import (
    LAST,
    MARKER,
    restarted,
    said,
    saved,
)

ROOMS = ("everything", "memory", "startup")
"""Rooms whose doings are seen here."""


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.nightly)])
def test_whatever_raises_while_restoring_there_is_a_terminal(stride: int) -> None:
    """At any call: a window, a shell in it, and no trace that would stop the next start."""
    before = scenes.terminal(LAST)
    scenes.workspace(before, 2, tabs=2)
    scenes.save_all(before)
    for k in itertools.count(1, stride):
        sim = scenes.machine(LAST, files=before.state_files())
        scenes.expects_faults(sim)
        sim.faults.fail_call(k, "throw")
        try:
            sim.start()
        except ConfigFailure:
            scenes.close(sim)
            continue
        if not sim.faults.hit:
            break
        hit_call = sim.faults.hit_call
        sim.faults.clear()
        sim.run(3000)

        assert sim.gui_windows(), hit_call
        assert sim.tab().panes
        assert (WORKSPACE if sim.windows(WORKSPACE) else "default") == sim.workspace, hit_call
        assert MARKER not in sim.files or "os.remove" == hit_call
        scenes.close(sim)

    assert k > 50


def test_a_start_that_came_to_nothing_is_not_tried_again_at_once() -> None:
    """A terminal that was killed, or hung, while it restored: plain once, with the reason."""
    sim = scenes.terminal(LAST)
    sim.split("Right", 50)
    scenes.save_all(sim)
    sim.files[MARKER] = b"default"
    scenes.expects(sim, log="The last start did not end while it restored default")
    restarted(sim)

    assert 1 == len(sim.tab().panes)
    assert "did not end while it restored default" in sim.toasts[-1].message

    restarted(sim)

    assert 2 == len(sim.tab().panes)
    assert [] == sim.toasts


def test_a_damaged_session_is_told_and_the_others_come() -> None:
    """Its previous generation is used where there is one."""
    sim = scenes.terminal(LAST)
    saved(sim, "a", "b")
    sim.files[f"{STATE}/b.json"] = b"{"
    scenes.expects(sim, log="b was not restored: the file is damaged")
    restarted(sim)

    assert ["a"] == sim.workspaces()
    assert any("b was not restored: the file is damaged" in toast.message for toast in sim.toasts)


def test_a_session_that_fails_out_of_sight_is_told() -> None:
    """The workspace that is shown is there; the next one is named, and the last one comes."""
    sim = scenes.terminal(LAST)
    saved(sim, "a", "b", "c")
    scenes.go_to(sim, "a")
    scenes.save_all(sim)
    sim.files[f"{STATE}/b.json"] = b"{"
    scenes.expects(sim, log="b was not restored: the file is damaged")
    restarted(sim)

    assert ["a", "c"] == sim.workspaces()
    assert "a" == sim.workspace
    assert ["b was not restored: the file is damaged"] == [
        toast.message[:39] for toast in sim.toasts
    ]


def test_a_damaged_list_of_what_was_open_restores_nothing() -> None:
    """And is no error."""
    sim = scenes.terminal(LAST)
    sim.split("Right", 50)
    scenes.save_all(sim)
    for text in (b"", b"[]", b"{", b'{"format": "wezterm-sessions-last", "workspaces": [7]}'):
        sim.files[f"{STATE}/.last"] = text
        restarted(sim)

        assert 1 == len(sim.tab().panes)


def test_a_reload_in_the_middle_loses_no_workspace() -> None:
    """Timers end with it; the first event after it goes on."""
    sim = scenes.terminal(LAST)
    names = [f"w{number}" for number in range(6)]
    saved(sim, *names)
    for ms in (1, 5, 20, 60, 150):
        sim.restart()
        sim.run(ms)
        sim.reload()
        sim.run(8000)

        assert names == sim.workspaces()


@pytest.mark.parametrize("k", range(2, 200, 9))
def test_a_reload_at_any_call_of_the_start_stops_nothing(k: int) -> None:
    """The new Lua state knows that a start was under way, and what is left of it."""
    before = scenes.terminal(LAST)
    saved(before, "default", "a", "b")
    sim = scenes.machine(LAST, files=before.state_files())
    sim.faults.fail_call(k, "reload")
    sim.start()
    sim.run(8000)

    assert ["a", "b", "default"] == sim.workspaces()
    assert "b" == sim.workspace
    assert 2 == len(sim.windows("a")[0].tabs[0].panes)


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
    scenes.expects(sim, log="did not end while it restored b, a: nothing is restored")
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
    local now, is_due = wezterm.time.now, false
    wezterm.on("wezterm-sessions.restore.start", function(name)
      is_due = name == "b"
    end)
    wezterm.time.now = function()
      if is_due then
        is_due = false
        error("no clock today", 0)
      end
      return now()
    end
    """
    sim = scenes.terminal(LAST)
    saved(sim, "a", "b", "c", "d")
    restarted(sim, config=Simulator.config_text(LAST, extra=fails))
    scenes.expects(sim, log="b was not restored: no clock today")

    assert ["a", "c", "d"] == sim.workspaces()
    assert ["b was not restored: no clock today"] == messages(sim)


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
    domain = Domain("dev", "client", is_attached=False, connects=True, stored=[StoredPane()])
    sim = scenes.terminal()
    saved(sim, "default", "b")
    option = {"restore_on_startup": ["nowhere", "b"]}
    failing_config = Simulator.config_text(option, extra=failing("mux.spawn_window"))
    restarted(sim, config=failing_config, domains=(domain,))
    scenes.expects(sim, log="was not restored: there is no saved session")
    scenes.expects(sim, log=FAILED)

    assert "b" == sim.workspace


DECLINED: dict[str, Any] = {
    "a start before that was killed": {"files": {MARKER: b"pid 999999\nwork, proj"}},
    "another directory": {"line": {"cwd": "/srv/x"}},
    "a program": {"line": {"args": ["htop"]}},
}


@pytest.mark.parametrize("why", DECLINED)
def test_what_a_start_does_not_bring_back_the_next_one_does(why: str) -> None:
    """And what was opened in between, which saves itself."""
    sim = scenes.terminal(LAST | {"autosave": "on_change"})
    saved(sim, "work", "proj")
    sim.files.make_directory("/srv/x")
    sim.files.update(DECLINED[why].get("files", {}))
    line = DECLINED[why].get("line")
    restarted(sim, **({"line": line} if line else {}))
    assert ["default"] == sim.workspaces()
    scenes.expects(sim, log="othing is restored")
    assert "nothing is restored" in said(sim).lower()
    sim.run(61_000)
    sim.split("Right", 50)
    sim.run(60_000)
    restarted(sim, **({"line": None} if line else {}))

    assert ["default", "proj", "work"] == sorted(sim.workspaces())


def test_what_was_brought_back_and_closed_is_not_brought_back_again() -> None:
    """Nor is what was deleted."""
    sim = scenes.terminal(LAST | {"autosave": "on_change"})
    saved(sim, "work", "proj", "gone")
    restarted(sim)
    sim.run(61_000)
    sim.call("delete", "gone")
    for name in ("work", "gone"):
        sim.close_tab(sim.windows(name)[0].tabs[0])
        sim.run(6000)
    scenes.go_to(sim, "proj")
    sim.split("Bottom", 10)
    sim.run(60_000)
    restarted(sim)

    assert ["proj"] == sim.workspaces()


def test_what_is_owed_is_so_under_its_new_name() -> None:
    """A session that a start did not bring back is renamed."""
    sim = scenes.terminal(LAST | {"autosave": "on_change"})
    saved(sim, "work", "proj")
    sim.files[MARKER] = b"pid 999999\nwork, proj"
    restarted(sim)
    scenes.expects(sim, log="othing is restored")
    sim.call("rename", "work", "play")
    sim.run(61_000)
    sim.split("Right", 50)
    sim.run(60_000)
    restarted(sim)

    assert ["default", "play", "proj"] == sorted(sim.workspaces())
