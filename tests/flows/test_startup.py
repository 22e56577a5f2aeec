"""The start: what was open is open again, exactly, and a start that fails leaves a terminal."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from generator.simulator import ConfigFailure, Domain, Simulator
from tests.flows import scenes
from tests.flows.scenes import STATE, WORKSPACE

ROOMS = ("everything", "features", "memory")
"""Rooms whose doings are seen here."""

LAST = {"restore_on_startup": "last"}
MARKER = f"{STATE}/.starting"

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


def everything(sim: Simulator) -> dict[str, Any]:
    """Return what a user sees of all workspaces."""
    return {name: scenes.view(sim, name) for name in sim.workspaces()}


def save_all(sim: Simulator) -> None:
    """Save every workspace, and wait."""
    sim.call("save", {"all": True})
    sim.run()


def restarted(sim: Simulator, **changes: Any) -> Simulator:
    """Start again, and wait until all is done."""
    sim.restart(**changes)
    sim.run(8000)
    return sim


def without_default(sim: Simulator) -> None:
    """Close the workspace that the terminal began with."""
    for window in sim.windows("default"):
        for tab in list(window.tabs):
            for pane in list(tab.panes):
                sim.close_pane(pane)
                sim.run(400)
    sim.run(400)


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
    save_all(sim)
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
    sim.switch_workspace("third")
    sim.run(400)
    scenes.fill_with_tabs(sim, random.Random(7), 2, 5)
    sim.switch_workspace(WORKSPACE)
    sim.run(400)
    save_all(sim)
    before = everything(sim)
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
    save_all(sim)
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
    sim.switch_workspace("default")
    sim.run(400)
    save_all(sim)
    before = everything(sim)
    restarted(sim)

    assert "default" == sim.workspace
    assert before == everything(sim)
    assert not [each for each in sim.performed if "MoveTab" in str(each)]


def test_nothing_is_restored_unasked() -> None:
    """Which is the default."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    save_all(sim)
    restarted(sim)

    assert 1 == len(sim.tab().panes)
    assert MARKER not in sim.files


def test_all_means_all_that_are_saved() -> None:
    """Also those that were not open; not what was written by hand, nor what cannot be read."""
    by_hand = 'sessions.define("by hand", { tabs = { {} } })'
    sim = scenes.terminal({"restore_on_startup": "all"}, extra=by_hand)
    for name in ("a", "b", "c"):
        sim.switch_workspace(name)
        sim.run(400)
        scenes.save(sim)
    sim.switch_workspace("b")
    sim.run(400)
    scenes.save(sim)
    sim.files[f"{STATE}/damaged.json"] = b"{"
    restarted(sim)

    assert ["a", "b", "c"] == sim.workspaces()
    assert "b" == sim.workspace


def test_the_first_of_a_list_is_shown() -> None:
    """Whatever was shown when it was saved."""
    sim = scenes.terminal()
    for name in ("a", "b", "c"):
        sim.switch_workspace(name)
        sim.run(400)
        scenes.save(sim)
    option = {"restore_on_startup": ["b", "a", "c"]}
    restarted(sim, config=Simulator.config_text(option))

    assert "b" == sim.workspace
    assert ["a", "b", "c"] == sim.workspaces()


def test_a_list_is_restored_in_its_order() -> None:
    """The first is shown; one that is not there is told."""
    sim = scenes.terminal({"restore_on_startup": ["nowhere", "b", "a"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    for name in ("a", "b", "c"):
        sim.switch_workspace(name)
        sim.run(400)
        scenes.save(sim)
    restarted(sim)

    assert ["a", "b"] == sim.workspaces()
    assert "b" == sim.workspace
    assert any(
        toast.message.startswith("nowhere was not restored: there is no saved session")
        for toast in sim.toasts
    )


@pytest.mark.parametrize("option", ["last", "all", [], ["nowhere"]])
def test_with_nothing_saved_the_terminal_starts_as_usual(option: object) -> None:
    """On the first day."""
    sim = scenes.terminal({"restore_on_startup": option})
    scenes.expects(sim, log="nowhere was not restored" if option == ["nowhere"] else "")

    assert ["default"] == sim.workspaces()
    assert 1 == len(sim.tab().panes)


def start_with(sim: Simulator, command: str) -> None:
    """Send the event of a start with something on the command line."""
    sim.lua(f"wezterm.emit('gui-startup', {command})")
    sim.run(2000)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("nil", True),
        ("{}", True),
        ("{ args = {} }", True),
        ("{ domain = 'DefaultDomain' }", True),
        ("{ args = { 'htop' } }", False),
        ("{ cwd = '/srv' }", False),
        ("{ domain = { DomainName = 'unix' } }", False),
    ],
)
def test_what_is_on_the_command_line_goes_first(command: str, *, expected: bool) -> None:
    """A program, a directory or a domain is what the user wants to see then."""
    sim = scenes.terminal({"restore_on_startup": ["other"]})
    scenes.expects(sim, log="other was not restored: there is no saved session")
    sim.switch_workspace("other")
    sim.run(400)
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('other', 'elsewhere')")
    sim.run(400)
    sim.switch_workspace("default")
    sim.run(400)
    start_with(sim, command)

    assert expected == ("other" in sim.workspaces())


def test_a_workspace_on_the_command_line_is_the_one_to_start_with() -> None:
    """`wezterm start --workspace NAME` makes it the active one before anything is opened."""
    sim = scenes.terminal({"restore_on_startup": ["a", "b"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    for name in ("a", "b"):
        sim.switch_workspace(name)
        sim.run(400)
        scenes.save(sim)
        sim.lua("wezterm.mux.rename_workspace(..., 'was ' .. ...)", name)
    sim.lua("wezterm.mux.spawn_window({ workspace = 'c' })")
    sim.switch_workspace("c")
    start_with(sim, "nil")

    assert not {"a", "b"} & set(sim.workspaces())


def test_a_workspace_that_is_open_already_stays_as_it_is() -> None:
    """A domain that was attached before may have brought it."""
    sim = scenes.terminal({"restore_on_startup": ["default"]})
    scenes.expects(sim, log="default was not restored: there is no saved session")
    sim.split("Right", 50)
    scenes.save(sim)
    sim.close_pane()
    sim.run()
    start_with(sim, "nil")

    assert 1 == len(sim.tab().panes)
    assert 1 == len(sim.windows())


def test_whatever_raises_while_restoring_there_is_a_terminal() -> None:
    """At any call: a window, a shell in it, and no trace that would stop the next start."""
    before = scenes.terminal(LAST)
    scenes.workspace(before, 2, tabs=2)
    save_all(before)
    k, struck = 0, 0
    while k in {0, struck}:
        k += 1
        sim = Simulator(
            plugin=scenes.PLUGIN,
            config=Simulator.config_text(LAST),
            cols=200,
            rows=60,
            files=before.state_files(),
        )
        scenes.expects_faults(sim)
        sim.faults.fail_call(k, "throw")
        try:
            sim.start()
        except ConfigFailure:
            scenes.close(sim)
            struck = k
            continue
        struck += sim.faults.hit
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
    save_all(sim)
    sim.files[MARKER] = b"default"
    scenes.expects(sim, log="The last start did not come to its end while it restored default")
    restarted(sim)

    assert 1 == len(sim.tab().panes)
    assert "did not come to its end while it restored default" in sim.toasts[-1].message

    restarted(sim)

    assert 2 == len(sim.tab().panes)
    assert [] == sim.toasts


def test_a_damaged_session_is_told_and_the_others_come() -> None:
    """Its previous generation is used where there is one."""
    sim = scenes.terminal(LAST)
    for name in ("a", "b"):
        sim.switch_workspace(name)
        sim.run(400)
    without_default(sim)
    save_all(sim)
    sim.files[f"{STATE}/b.json"] = b"{"
    scenes.expects(sim, log="b was not restored: the file is damaged")
    restarted(sim)

    assert ["a"] == sim.workspaces()
    assert any("b was not restored: the file is damaged" in toast.message for toast in sim.toasts)


def test_a_session_that_fails_out_of_sight_is_told() -> None:
    """The workspace that is shown is there; the next one is named, and the last one comes."""
    sim = scenes.terminal(LAST)
    for name in ("a", "b", "c"):
        sim.switch_workspace(name)
        sim.run(400)
    without_default(sim)
    sim.switch_workspace("a")
    sim.run(400)
    save_all(sim)
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
    save_all(sim)
    for text in (b"", b"[]", b"{", b'{"format": "wezterm-sessions-last", "workspaces": [7]}'):
        sim.files[f"{STATE}/.last"] = text
        restarted(sim)

        assert 1 == len(sim.tab().panes)


def test_a_reload_in_the_middle_loses_no_workspace() -> None:
    """Timers end with it; the first event after it goes on."""
    sim = scenes.terminal(LAST)
    names = [f"w{number}" for number in range(6)]
    for name in names:
        sim.switch_workspace(name)
        sim.run(400)
    without_default(sim)
    save_all(sim)
    for ms in (1, 5, 20, 60, 150):
        sim.restart()
        sim.run(ms)
        sim.reload()
        sim.run(8000)

        assert names == sim.workspaces()


def test_with_autosave_a_restart_brings_back_the_state_of_the_moment() -> None:
    """Nobody has pressed a key."""
    sim = scenes.terminal(LAST | {"autosave": "on_change"})
    sim.run(61_000)
    scenes.workspace(sim, 6, tabs=3)
    sim.run(40_000)
    before = everything(sim)
    restarted(sim)

    assert before == everything(sim)

    sim.run(120_000)
    restarted(sim)

    assert before == everything(sim)


def test_the_start_is_told_by_events_not_by_toasts() -> None:
    """Each workspace that is built has its pair."""
    sim = scenes.terminal(LAST)
    sim.switch_workspace("other")
    sim.run(400)
    save_all(sim)
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
    save_all(sim)
    before = everything(sim)
    sim.restart(mux_server=True)
    sim.run(2000)

    assert before == everything(sim)
    assert MARKER not in sim.files


def test_a_window_of_the_users_is_never_resized() -> None:
    """Only windows that were opened for the session ask for their size."""
    sim = scenes.terminal(LAST, tab_bar="fancy")
    scenes.workspace(sim, 9, tabs=3)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.switch_workspace("default")
    sim.run(400)
    sim.trace.clear()
    scenes.load(sim)

    assert 0 == sim.trace.count("GuiWin:set_inner_size")


@pytest.mark.parametrize("tab_bar", ["retro", "fancy"])
def test_windows_that_are_opened_beside_the_current_one_get_theirs_too(tab_bar: str) -> None:
    """When a session is restored into the window at hand."""
    sim = scenes.terminal(tab_bar=tab_bar)
    scenes.workspace(sim, 15, tabs=3, windows=2)
    before = scenes.view(sim)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.switch_workspace(WORKSPACE)
    sim.run(400)
    sim.press("r", "ALT")
    sim.run(4000)

    assert before[1] == scenes.view(sim)[1]


def test_further_windows_of_a_load_get_their_size_back() -> None:
    """They are new: the bar takes its rows from them, and they ask for those."""
    sim = scenes.terminal(tab_bar="fancy")
    scenes.workspace(sim, 12, tabs=3, windows=2)
    before = scenes.view(sim)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.switch_workspace("default")
    sim.run(400)
    sim.trace.clear()
    scenes.load(sim)

    assert before[1] == scenes.view(sim)[1]
    assert 1 == sim.trace.count("GuiWin:set_inner_size")


def test_a_workspace_on_the_command_line_that_is_to_be_restored_comes_alone() -> None:
    """The others are not what was asked for."""
    sim = scenes.terminal({"restore_on_startup": ["a", "b"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    for name in ("a", "b"):
        sim.switch_workspace(name)
        sim.run(400)
        sim.split("Right", 50)
        scenes.save(sim)
        sim.lua("wezterm.mux.rename_workspace(..., 'was ' .. ...)", name)
    sim.run(400)
    # As it is before the first window is there.
    sim.mux._active_workspace = "b"
    start_with(sim, "nil")

    assert ["b", "default", "was a", "was b"] == sim.workspaces()
    assert 2 == len(sim.windows("b")[0].tabs[0].panes)


@pytest.mark.parametrize("k", range(2, 200, 9))
def test_a_reload_at_any_call_of_the_start_stops_nothing(k: int) -> None:
    """The new Lua state knows that a start was under way, and what is left of it."""
    before = scenes.terminal(LAST)
    before.switch_workspace("a")
    before.run(400)
    before.split("Right", 50)
    before.switch_workspace("b")
    before.run(400)
    save_all(before)
    sim = Simulator(
        plugin=scenes.PLUGIN,
        config=Simulator.config_text(LAST),
        cols=200,
        rows=60,
        files=before.state_files(),
    )
    sim.faults.fail_call(k, "reload")
    sim.start()
    sim.run(8000)

    assert ["a", "b", "default"] == sim.workspaces()
    assert "b" == sim.workspace
    assert 2 == len(sim.windows("a")[0].tabs[0].panes)


def test_behind_a_workspace_that_is_open_already_the_others_come_out_of_sight() -> None:
    """It is the one that is shown."""
    sim = scenes.terminal({"restore_on_startup": ["default", "b"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    sim.switch_workspace("b")
    sim.run(400)
    sim.split("Right", 50)
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('b', 'was b')")
    sim.run(400)
    sim.switch_workspace("default")
    sim.run(400)
    start_with(sim, "nil")

    assert "default" == sim.workspace
    assert 2 == len(sim.windows("b")[0].tabs[0].panes)


def test_the_multiplexer_server_restores_nothing_unasked() -> None:
    """As the terminal itself."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    save_all(sim)
    sim.restart(mux_server=True)
    sim.run(2000)

    assert [1] == [len(tab.panes) for window in sim.windows() for tab in window.tabs]


def test_who_connects_to_another_domain_wants_to_see_that() -> None:
    """`wezterm ssh` and `wezterm connect` make it the usual one: nothing is restored."""
    sim = scenes.terminal({"restore_on_startup": ["b"]}, domains=(Domain("dev", "ssh"),))
    scenes.expects(sim, log="b was not restored: there is no saved session")
    sim.switch_workspace("b")
    sim.run(400)
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('b', 'was b')")
    sim.run(400)
    sim.switch_workspace("default")
    sim.run(400)
    sim.lua("wezterm.mux.set_default_domain(wezterm.mux.get_domain('dev'))")
    start_with(sim, "nil")

    assert "b" not in sim.workspaces()
