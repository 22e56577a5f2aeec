"""The start: what was open is open again, exactly, and the shown workspace first."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from generator.simulator import Domain, Simulator, StoredPane
from tests.flows import scenes
from tests.flows.scenes import STATE, WORKSPACE
from tests.flows.starts import (
    LAST,
    MARKER,
    restarted,
    said,
    saved,
    views,
    without_default,
)

ROOMS = ("everything", "features", "memory", "startup")
"""Rooms whose doings are seen here."""


WATCH = """
wezterm.on("window-config-reloaded", function(window)
  if not wezterm.GLOBAL.first_seen then
    local panes = {}
    for _, tab in ipairs(window:mux_window():tabs()) do
      panes[#panes + 1] = #tab:panes_with_info()
    end
    local workspace = wezterm.mux.get_active_workspace()
    wezterm.GLOBAL.first_seen = wezterm.json_encode({ panes = panes, workspace = workspace })
  end
end)
"""
"""Notes what there is when the first window comes to the screen."""


def first_seen(sim: Simulator) -> Any:
    """Return that."""
    return json.loads(sim.lua("return wezterm.GLOBAL.first_seen"))


@pytest.mark.parametrize("tab_bar", [None, "retro", "fancy"])
@pytest.mark.parametrize("lazy", ["background", "on_activate", "off"])
@pytest.mark.parametrize(("tabs", "windows"), [(1, 1), (4, 1), (1, 2), (3, 2)])
def test_what_was_open_is_open_again(
    tab_bar: str | None, lazy: str, tabs: int, windows: int
) -> None:
    """Every rectangle, size, title, directory, focus; the same workspace; nothing beside."""
    sim = scenes.terminal(LAST | {"lazy": lazy}, tab_bar=tab_bar)
    scenes.workspace(sim, 10 * tabs + windows, tabs=tabs, windows=windows, most_panes=9)
    without_default(sim)
    scenes.save_all(sim)
    before = scenes.view(sim)
    restarted(sim)
    if lazy == "on_activate":
        shown = [window.shown for window in scenes.view(sim)]
        scenes.look_at_every_tab(sim)
        for gui, number in zip(sim.gui_windows(), shown, strict=True):
            sim.focus_window(gui)
            sim.switch_tab(number)
            sim.run(400)

    assert [WORKSPACE] == sim.workspaces()
    assert before == scenes.view(sim)
    assert windows == len(sim.gui_windows())
    sim.trace.clear()
    sim.resize_window(100, 30)
    sim.run(400)
    assert 0 == sim.trace.count("os.remove")


@pytest.mark.parametrize("tab_bar", [None, "retro", "fancy"])
def test_all_workspaces_come_back_and_the_active_one_is_shown(tab_bar: str | None) -> None:
    """The others are built out of sight, at the size the windows will give them."""
    sim = scenes.terminal(LAST, tab_bar=tab_bar)
    sim.split("Right", 77)
    scenes.workspace(sim, 5, tabs=3, windows=1)
    scenes.go_to(sim, "third")
    scenes.fill_with_tabs(sim, random.Random(7), 2, 5)
    scenes.go_to(sim, WORKSPACE)
    scenes.save_all(sim)
    before = views(sim)
    restarted(sim)

    assert WORKSPACE == sim.workspace
    assert set(before) == set(sim.workspaces())
    assert before[WORKSPACE] == scenes.view(sim)
    for name in sorted(before):
        sim.switch_workspace(name)
        sim.run(4000)

        assert before[name] == scenes.view(sim, name)


def test_the_visible_tab_is_complete_before_there_is_a_window() -> None:
    """No blank window, and no second one."""
    sim = scenes.terminal(LAST, extra=WATCH)
    scenes.workspace(sim, 3, tabs=3)
    scenes.save_all(sim)
    visible = sim.window().active_tab
    assert visible is not None
    count = len(visible.panes)
    restarted(sim)

    assert WORKSPACE == first_seen(sim)["workspace"]
    assert count in first_seen(sim)["panes"]
    assert 1 == len(sim.gui_windows())


def test_hidden_tabs_keep_their_order_without_being_moved() -> None:
    """Nobody waits for the visible one of a hidden workspace."""
    sim = scenes.terminal(LAST)
    scenes.workspace(sim, 4, tabs=5)
    sim.switch_tab(3)
    sim.run(400)
    scenes.go_to(sim, "default")
    scenes.save_all(sim)
    before = views(sim)
    restarted(sim)

    assert "default" == sim.workspace
    assert before == views(sim)
    assert not [each for each in sim.performed if "MoveTab" in str(each)]


def test_nothing_is_restored_unasked() -> None:
    """Which is the default."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    scenes.save_all(sim)
    restarted(sim)

    assert 1 == len(sim.tab().panes)
    assert MARKER not in sim.files


@pytest.mark.parametrize("option", ["last", "all", [], ["nowhere"]])
def test_with_nothing_saved_the_terminal_starts_as_usual(option: object) -> None:
    """On the first day."""
    sim = scenes.terminal({"restore_on_startup": option})
    scenes.expects(sim, log="nowhere was not restored" if option == ["nowhere"] else "")

    assert ["default"] == sim.workspaces()
    assert 1 == len(sim.tab().panes)


def test_with_autosave_a_restart_brings_back_the_state_of_the_moment() -> None:
    """Nobody has pressed a key."""
    sim = scenes.terminal(LAST | {"autosave": "on_change"})
    sim.set_cwd("/srv")
    sim.run(61_000)
    scenes.workspace(sim, 6, tabs=3)
    sim.run(40_000)
    before = views(sim)
    restarted(sim)

    assert before == views(sim)

    sim.run(120_000)
    restarted(sim)

    assert before == views(sim)


def test_the_start_is_told_by_events_not_by_toasts() -> None:
    """Each workspace that is built has its pair."""
    sim = scenes.terminal(LAST)
    scenes.go_to(sim, "other")
    scenes.save_all(sim)
    restarted(sim)
    names = [
        (name, args[0]) for name, args in sim.events if name.startswith("wezterm-sessions.load")
    ]

    for workspace in ("default", "other"):
        assert ("wezterm-sessions.load.start", workspace) in names
        assert ("wezterm-sessions.load.end", workspace) in names
    assert [] == sim.toasts


def test_the_multiplexer_server_restores_as_well() -> None:
    """Without a screen, complete, at the saved sizes, and without its usual window."""
    sim = scenes.terminal(LAST)
    scenes.workspace(sim, 8, tabs=3, windows=2)
    scenes.save_all(sim)
    before = views(sim)
    sim.restart(mux_server=True)
    sim.run(2000)

    assert before == views(sim)
    assert MARKER not in sim.files


def test_a_server_opens_what_its_own_client_has_saved_in_itself() -> None:
    """A terminal calls them by the name of the connection; there that leads to the server."""
    sim = scenes.terminal(LAST)
    sim.split("Right", 50)
    scenes.save_all(sim)
    document = scenes.document(sim, "default")
    for pane in document["windows"][0]["tabs"][0]["panes"]:
        pane["domain"] = "unix"
    del document["checksum"]
    sim.files[f"{STATE}/default.json"] = json.dumps(document).encode()
    scenes.expects(sim, problem="edited")
    unix = Domain("unix", "client", is_attached=False, socket="/run/user/1000/wezterm/sock")
    sim.restart(mux_server=True, domains=(unix,))
    sim.run(2000)

    assert ["local", "local"] == [pane.domain.name for pane in sim.tab().panes]


def test_a_terminal_that_is_a_server_s_client_restores_nothing_beside_it() -> None:
    """What is open there comes with the connection; the server restores for itself."""
    stored = [StoredPane("default"), StoredPane("work")]
    unix = Domain("unix", "client", is_attached=False, socket="/run/sock", stored=stored)
    sim = scenes.terminal(LAST)
    saved(sim, "default", "work")
    config = Simulator.config_text(LAST, extra="config.default_domain = 'unix'")
    restarted(sim, config=config, domains=(unix,))

    assert {"unix"} == {pane.domain.name for pane in sim.mux.panes.values()}
    assert 2 == len(sim.mux.panes)
    assert "" == said(sim)


def test_the_multiplexer_server_restores_nothing_unasked() -> None:
    """As the terminal itself."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    scenes.save_all(sim)
    sim.restart(mux_server=True)
    sim.run(2000)

    assert [1] == [len(tab.panes) for window in sim.windows() for tab in window.tabs]


NOTES = """
local function note(text)
  wezterm.GLOBAL.notes = (wezterm.GLOBAL.notes or "") .. text .. "\\n"
end
"""
"""For handlers: a line that a test reads afterwards."""


def notes(sim: Simulator) -> list[str]:
    """Return those lines."""
    return str(sim.lua("return wezterm.GLOBAL.notes")).splitlines()


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
    scenes.save_all(sim)
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
