"""Deleting and taking back: nothing is lost by one wrong key."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import choose, labels, messages, press

ROOMS = ("trash", "delete")
"""Rooms whose doings are seen here."""


def delete(sim: Simulator, name: str, answer: str = "Delete") -> None:
    """Press the key, choose, and answer the question."""
    press(sim, "d", "CTRL|SHIFT")
    choose(sim, name)
    choose(sim, answer)


def undo(sim: Simulator) -> None:
    """Press the key and wait."""
    sim.press("z", "ALT|SHIFT")
    sim.run(3000)


def names(sim: Simulator) -> set[str]:
    """Return what is listed."""
    return {entry["name"] for entry in sim.call("list") or []}


def suffixes(sim: Simulator) -> set[str]:
    """Return what the names of files set aside end with, after the word."""
    return {
        path.partition(".json.deleted")[2] for path in sim.state_files() if ".json.deleted" in path
    }


@pytest.fixture
def sim() -> Simulator:
    """Give a terminal with two saved workspaces."""
    sim = scenes.terminal()
    scenes.save(sim)
    scenes.workspace(sim, 3, tabs=2)
    scenes.save(sim)
    return sim


def test_a_delete_asks_and_tells_the_way_back(sim: Simulator) -> None:
    """The first answer keeps it."""
    press(sim, "d", "CTRL|SHIFT")
    choose(sim, "default")
    assert sim.overlay
    assert "Delete the saved session default?" == sim.overlay.description
    assert ["Keep it", "Delete default"] == labels(sim)
    choose(sim, 0)
    assert {"default", scenes.WORKSPACE} == names(sim)
    delete(sim, "default")
    assert {scenes.WORKSPACE} == names(sim)
    assert "Deleted default. ALT+SHIFT+z brings it back" == messages(sim)[-1]


def test_deletes_are_taken_back_last_first_also_after_a_restart(sim: Simulator) -> None:
    """Byte for byte."""
    before = {path: sim.files[path] for path in sim.state_files() if path.endswith(".json")}
    delete(sim, "default")
    delete(sim, scenes.WORKSPACE)
    sim.restart()
    sim.run(400)
    undo(sim)
    assert {scenes.WORKSPACE} == names(sim)
    undo(sim)
    after = {path: sim.files[path] for path in sim.state_files() if path.endswith(".json")}

    assert before == after
    undo(sim)
    assert "There is no delete and no load to take back" == messages(sim)[-1]


def test_what_was_saved_since_a_delete_is_pinned_when_that_is_taken_back() -> None:
    """The workspace is open and saves itself, with fewer tabs by then."""
    sim = scenes.terminal({"autosave": "on_change"})
    scenes.workspace(sim, 3, tabs=3, most_panes=1)
    scenes.save(sim)
    (path,) = [path for path in sim.state_files() if path.endswith(".json")]
    rich = sim.files[path]
    delete(sim, scenes.WORKSPACE)
    sim.close_tab(sim.window().tabs[0])
    sim.run(90_000)
    assert path in sim.files
    undo(sim)

    assert rich == sim.files[path]
    assert "what was saved since is pinned among its older states" in messages(sim)[-1]
    assert [2] == [
        each["panes"] for each in sim.call("generations", scenes.WORKSPACE) if each.get("pinned")
    ]


def test_two_deletes_of_one_name_are_taken_back_last_first() -> None:
    """It saved itself in between; what the first undo brings back is pinned by the second."""
    sim = scenes.terminal({"autosave": "on_change"})
    scenes.workspace(sim, 3, tabs=3, most_panes=1)
    scenes.save(sim)
    (path,) = [path for path in sim.state_files() if path.endswith(".json")]
    rich = sim.files[path]
    delete(sim, scenes.WORKSPACE)
    sim.close_tab(sim.window().tabs[0])
    sim.run(90_000)
    poor = sim.files[path]
    delete(sim, scenes.WORKSPACE)
    assert {"", "-2"} == suffixes(sim)
    assert scenes.WORKSPACE not in names(sim)
    undo(sim)
    assert poor == sim.files[path]
    undo(sim)
    assert rich == sim.files[path]
    assert [2] == [
        each["panes"] for each in sim.call("generations", scenes.WORKSPACE) if each.get("pinned")
    ]
    assert set() == suffixes(sim)
    undo(sim)
    assert "There is no delete and no load to take back" == messages(sim)[-1]


def test_the_order_of_deletes_of_one_name_is_the_ledgers(sim: Simulator) -> None:
    """A number that is free again is the newest one's; a line without a file is passed over."""
    path = f"{scenes.STATE}/default.json"
    for text in (b"1", b"2", b"3"):
        sim.files[path] = text
        assert sim.call("delete", "default") is True
    del sim.files[f"{path}.deleted"]
    sim.files[path] = b"4"
    assert sim.call("delete", "default") is True
    seen = []
    for _ in range(3):
        undo(sim)
        seen.append(sim.files[path])
        del sim.files[path]

    assert [b"4", b"3", b"2"] == seen
    assert set() == suffixes(sim)


def test_a_deleted_file_that_the_ledger_does_not_know_stays(sim: Simulator) -> None:
    """As after a crash between the two, or beside another terminal."""
    path = f"{scenes.STATE}/default.json"
    sim.files[f"{path}.deleted"] = b"before"
    delete(sim, "default")
    undo(sim)

    assert "Brought back default" == messages(sim)[-1]
    assert b"before" == sim.files[f"{path}.deleted"]


def test_a_newer_session_of_that_name_is_not_replaced_where_it_cannot_be_kept() -> None:
    """In a build without older states the deleted one waits."""
    sim = scenes.terminal(plugin=scenes.built(features=("delete", "undo")))
    scenes.workspace(sim, 3, tabs=2)
    scenes.save(sim)
    delete(sim, scenes.WORKSPACE)
    scenes.save(sim)
    text = [sim.files[path] for path in sim.state_files() if path.endswith(".json")]
    scenes.expects(sim, log="was not brought back: ")
    undo(sim)

    assert text == [sim.files[path] for path in sim.state_files() if path.endswith(".json")]
    assert "has been saved since it was deleted" in messages(sim)[-1]


def test_what_was_deleted_long_ago_goes(sim: Simulator) -> None:
    """Twenty are kept."""
    for number in range(25):
        sim.lua("wezterm.mux.rename_workspace(...)", sim.workspace, f"w{number}")
        sim.run(100)
        scenes.save(sim)
        assert sim.call("delete", f"w{number}") is True
    kept = [path for path in sim.state_files() if path.endswith(".json.deleted")]

    assert 20 == len(kept)


def test_of_one_name_twenty_are_kept_as_well(sim: Simulator) -> None:
    """The oldest goes, whatever its file's name."""
    path = f"{scenes.STATE}/default.json"
    for number in range(45):
        sim.files[path] = str(number).encode()
        assert sim.call("delete", "default") is True
    kept = [sim.files[each] for each in sim.state_files() if ".json.deleted" in each]

    assert {str(number).encode() for number in range(25, 45)} == set(kept)
    assert 20 == len(kept)


@pytest.mark.parametrize("lazy", ["background", "off", "on_activate"])
@pytest.mark.parametrize("windows", [1, 2])
def test_a_load_is_taken_back(lazy: str, windows: int) -> None:
    """Its tabs are closed, all others stay, and the workspace that was there is shown."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.expects(sim, unfinished=lazy == "on_activate")
    scenes.workspace(sim, 7, tabs=3, windows=windows)
    scenes.save(sim)
    scenes.put_away(sim)
    before = scenes.view(sim, "elsewhere")
    scenes.load(sim)
    assert scenes.WORKSPACE == sim.workspace
    undo(sim)

    assert "elsewhere" == sim.workspace
    assert {"default", "elsewhere"} == set(sim.workspaces())
    assert [w.tabs for w in before] == [w.tabs for w in scenes.view(sim, "elsewhere")]


def test_programs_are_not_ended_without_a_question(sim: Simulator) -> None:
    """They are named; no keeps all."""
    scenes.put_away(sim)
    scenes.load(sim)
    sim.run_program(["htop"])
    undo(sim)
    assert sim.overlay
    assert "In them runs htop" in sim.overlay.description
    choose(sim, "Keep them")
    assert 2 == len(scenes.view(sim)[0].tabs)
    undo(sim)
    choose(sim, "Close them")
    assert not scenes.view(sim)


def test_a_tab_that_the_user_has_opened_since_stays(sim: Simulator) -> None:
    """Only what the load has opened is closed."""
    scenes.put_away(sim)
    scenes.load(sim)
    sim.new_tab()
    sim.run(400)
    undo(sim)

    assert [1] == [len(window.tabs) for window in scenes.view(sim)]


def test_a_restore_into_a_fresh_window_leaves_a_shell(sim: Simulator) -> None:
    """The window stays on the screen."""
    scenes.put_away(sim)
    scenes.go_to(sim, "fresh")
    sim.lua("wezterm.mux.rename_workspace('fresh', ...)", scenes.WORKSPACE)
    sim.run(400)
    window = scenes.shown_window(sim)
    press(sim, "r")
    sim.run(3000)
    assert 2 == len(scenes.view(sim)[0].tabs)
    undo(sim)

    assert [window] == sim.windows(scenes.WORKSPACE)
    assert sim.running
    assert scenes.WORKSPACE == sim.workspace
    assert [1] == [len(tab.rects) for tab in scenes.view(sim)[0].tabs]


def test_a_reload_in_between_does_no_harm(sim: Simulator) -> None:
    """What to take back is remembered by the terminal."""
    scenes.put_away(sim)
    scenes.load(sim)
    sim.reload()
    sim.run(1000)
    undo(sim)

    assert "elsewhere" == sim.workspace
    assert not scenes.view(sim)


def test_a_load_is_taken_back_from_another_workspace(sim: Simulator) -> None:
    """What it opened is closed where it is, and the workspace of before is shown."""
    scenes.put_away(sim)
    scenes.load(sim)
    scenes.go_to(sim, "default")
    undo(sim)

    assert "elsewhere" == sim.workspace
    assert ["default", "elsewhere"] == sim.workspaces()
    assert f"Took back the load of {scenes.WORKSPACE}" == messages(sim)[-1]


def test_the_workspace_of_before_is_opened_anew_when_it_is_gone(sim: Simulator) -> None:
    """A user who would have no window left gets one with a shell, at home."""
    scenes.put_away(sim)
    for pane in list(sim.windows("default")[0].tabs[0].panes):
        sim.close_pane(pane)
    sim.run(400)
    scenes.load(sim)
    for window in sim.windows("elsewhere"):
        for tab in list(window.tabs):
            sim.close_tab(tab)
    sim.run(400)
    undo(sim)
    (window,) = sim.windows()
    (tab,) = window.tabs

    assert "elsewhere" == window.workspace == sim.workspace
    assert ["/home/user"] == [pane.cwd for pane in tab.panes]


def test_programs_are_named_in_order_and_counted_with_their_tabs(sim: Simulator) -> None:
    """Shells are none; an answer that comes after the load was taken back does nothing."""
    scenes.put_away(sim)
    scenes.load(sim)
    sim.run_program(["vim", "a"])
    sim.switch_tab(1 - scenes.shown_window(sim).tabs.index(sim.tab()))
    sim.run(400)
    sim.run_program(["htop"])
    undo(sim)
    assert sim.overlay

    assert f"Close 2 tabs of {scenes.WORKSPACE}? In them runs htop, vim" == sim.overlay.description
    assert ["Keep them", "Close them"] == labels(sim)


def test_what_came_later_is_taken_back_first(sim: Simulator) -> None:
    """A delete after a load, then the load."""
    scenes.put_away(sim)
    scenes.load(sim)
    sim.run(2000)
    delete(sim, "default")
    undo(sim)
    assert "Brought back default" == messages(sim)[-1]
    undo(sim)
    assert f"Took back the load of {scenes.WORKSPACE}" == messages(sim)[-1]
    undo(sim)
    assert "There is no delete and no load to take back" == messages(sim)[-1]


def test_a_load_after_a_delete_is_taken_back_first(sim: Simulator) -> None:
    """The other way round."""
    delete(sim, "default")
    sim.run(2000)
    scenes.put_away(sim)
    scenes.load(sim)
    undo(sim)
    assert f"Took back the load of {scenes.WORKSPACE}" == messages(sim)[-1]
    undo(sim)
    assert "Brought back default" == messages(sim)[-1]


def test_tabs_that_the_user_has_closed_are_not_missed(sim: Simulator) -> None:
    """The others are closed; what was in the window before stays."""
    scenes.put_away(sim)
    scenes.load(sim)
    sim.close_tab()
    sim.run(400)
    undo(sim)

    assert scenes.WORKSPACE not in sim.workspaces()
    assert f"Took back the load of {scenes.WORKSPACE}" == messages(sim)[-1]


def test_a_restore_beside_other_tabs_takes_back_only_its_own(sim: Simulator) -> None:
    """The window of before keeps the tabs that it had, and shows no other workspace."""
    before = scenes.view(sim)
    sim.press("r", "ALT")
    sim.run(4000)
    assert 4 == len(scenes.view(sim)[0].tabs)
    undo(sim)

    assert [window.tabs for window in before] == [window.tabs for window in scenes.view(sim)]
    assert scenes.WORKSPACE == sim.workspace
    assert 1 == len(sim.gui_windows())


def test_a_switch_is_no_load() -> None:
    """What was loaded goes on filling, and is what undo takes back."""
    sim = scenes.terminal({"lazy": "on_activate"})
    scenes.workspace(sim, 3, tabs=3)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.go_to(sim, "default")
    scenes.load(sim)
    before = scenes.view(sim)
    scenes.go_to(sim, "default")
    scenes.load(sim)
    assert before == scenes.view(sim)
    undo(sim)

    assert scenes.WORKSPACE not in sim.workspaces()


def test_what_was_taken_back_has_not_ended_by_itself() -> None:
    """Right after the load."""
    sim = scenes.terminal()
    scenes.workspace(sim, 3, tabs=3)
    scenes.save(sim)
    scenes.put_away(sim)
    press(sim, "l")
    sim.choose(scenes.WORKSPACE)
    sim.run(300)
    undo(sim)
    sim.run(10_000)

    assert 0 == len(sim.call("last_report")["problems"])
    assert "Took back" in messages(sim)[-1]
