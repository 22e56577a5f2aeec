"""Tabs that wait for their first look: filled then, and watched cheaply until then."""

from __future__ import annotations

import json

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.filling import counts, waiting, wide
from tests.flows.scenes import WORKSPACE
from tests.flows.starts import LAST, restarted

ROOMS = ("fill", "slice", "jobs", "settle")
"""Rooms whose doings are seen here."""


def restored_toasts(sim: Simulator) -> int:
    """Return how often the end of the restore was told."""
    return len([toast for toast in sim.toasts if toast.message.startswith(f"{WORKSPACE}: ")])


def test_tabs_that_nobody_looks_at_are_watched_only_once_a_second() -> None:
    """And not at all when the last one has been filled."""
    sim = waiting(3, 2, are_all_seen=True)
    assert [2, 1, 1] == counts(sim)
    assert sim.call("last_report")["complete"] is False
    sim.trace.clear()
    sim.run(10_000)
    assert 8 <= sim.trace.count("wezterm.time.call_after") <= 24
    scenes.look_at_every_tab(sim)
    sim.trace.clear()
    sim.run(60_000)

    assert [2, 2, 2] == counts(sim)
    assert 0 == sim.trace.count("wezterm.time.call_after")


def test_the_end_is_told_once_and_the_report_goes_on_to_the_last_look() -> None:
    """Tabs that wait for a look hold up no message; each look counts in the report."""
    sim = waiting(4, 3, shown=1, are_all_seen=True)
    seen = []
    for number in (1, 0, 3, 2):
        sim.switch_tab(number)
        sim.run(1500)
        report = sim.call("last_report")
        seen.append((report["complete"], report["tabs_made"], report["panes_made"]))

    assert [(False, 1, 3), (False, 2, 6), (False, 3, 9), (True, 4, 12)] == seen
    assert 1 == restored_toasts(sim)
    made = {tab.id for tab in scenes.shown_window(sim).tabs}
    assert made == set(sim.call("last_report")["tab_ids"])


def test_a_tab_is_filled_at_the_first_look_and_keeps_that_look() -> None:
    """Its own focus is set, and the user stays in it; another tab is not touched."""
    sim = waiting(3, 4)
    assert [4, 1, 1] == counts(sim)
    sim.switch_tab(2)
    sim.run(1500)

    assert [4, 1, 4] == counts(sim)
    assert "2" == sim.tab().title


def test_a_tab_that_was_split_before_its_first_look_is_left_as_it_is() -> None:
    """It is told with its place, and the others are filled."""
    sim = waiting(3, 4, are_all_seen=True)
    sim.split("Right", 50, scenes.shown_window(sim).tabs[1].panes[0])
    scenes.expects(sim, problem="changed_meanwhile")
    scenes.look_at_every_tab(sim)
    (problem,) = sim.call("last_report")["problems"]

    assert [4, 2, 4] == counts(sim)
    assert "windows[1].tabs[2]" == problem["where"]


def test_one_watcher_waits_for_a_look_however_much_goes_on() -> None:
    """Every event of the window looks, and none adds a timer of its own."""
    sim = waiting(3, 2)
    sim.trace.clear()
    for number in range(50):
        sim.set_title(f"{number}")
        sim.run(100)
    waits = [call.args[0] for call in sim.trace.calls if call.name == "wezterm.time.call_after"]

    assert 4 <= waits.count(1) <= 6


def test_a_job_whose_session_is_forgotten_ends() -> None:
    """The tabs that are there stay, and nothing is waited for."""
    sim = waiting(3, 2)
    sim.lua("wezterm.GLOBAL['wezterm-sessions.fill.session.' .. ...] = nil", WORKSPACE)
    sim.reload()
    sim.run(2000)
    sim.trace.clear()
    sim.run(10_000)

    assert [2, 1, 1] == counts(sim)
    assert 0 == sim.trace.count("wezterm.time.call_after")


def test_a_workspace_out_of_sight_is_not_watched() -> None:
    """Its tabs wait for their look without a timer, and get it when it is shown."""
    sim = scenes.terminal(LAST | {"lazy": "on_activate"})
    wide(sim, 3, 2, 0)
    sim.cancel()
    sim.lua("wezterm.mux.rename_workspace('elsewhere', ...)", WORKSPACE)
    sim.run(400)
    scenes.go_to(sim, "default")
    scenes.save_all(sim)
    restarted(sim)
    assert "default" == sim.workspace
    assert [2, 1, 1] == counts(sim)
    sim.trace.clear()
    sim.run(10_000)
    assert 0 == sim.trace.count("wezterm.time.call_after")
    sim.switch_workspace(WORKSPACE)
    sim.run(2000)
    scenes.look_at_every_tab(sim)

    assert [2, 2, 2] == counts(sim)


def test_tabs_that_wait_are_saved_where_they_are_and_as_they_are_called() -> None:
    """Their user has moved them, and given one a title; a new one between them stays there."""
    sim = waiting(4, 2)
    tabs = list(scenes.shown_window(sim).tabs)
    sim.rename_tab("server", tabs[2])
    sim.move_tab(2)
    sim.new_tab()
    sim.rename_tab("new")
    sim.move_tab(1)
    sim.run(400)
    scenes.save(sim)
    shown = [tab.title for tab in scenes.shown_window(sim).tabs]
    (path,) = [path for path in sim.state_files() if path.endswith("app.json")]
    saved = json.loads(sim.files[path])["windows"][0]["tabs"]

    assert ["1", "new", "server", "0", "3"] == shown
    assert shown == [tab["title"] for tab in saved]
    assert [2, 1, 2, 2, 2] == [len(tab["panes"]) for tab in saved]
