"""Renaming: file, generation before and open workspace together, and never over another one."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from generator.simulator.machine.faults import Kind
from tests.flows import scenes
from tests.flows.hands import choose, messages, press

ROOMS = ("store",)
"""Rooms whose doings are seen here."""


@pytest.fixture
def sim() -> Simulator:
    """Give a terminal whose workspace was saved twice."""
    return scenes.saved_twice()


def test_a_session_and_its_workspace_are_renamed(sim: Simulator) -> None:
    """What is open goes on under the new name; the old one is gone from the disk."""
    press(sim, "r", "ALT|SHIFT")
    choose(sim, "default")
    sim.answer("Große Sache")
    sim.run()
    names = {entry["name"] for entry in sim.call("list")}

    assert "Große Sache" == sim.workspace
    assert {"Große Sache"} == names
    assert not [path for path in sim.state_files() if "default" in path]
    assert "Renamed default to Große Sache" == messages(sim)[-1]
    sim.lua("wezterm.mux.rename_workspace(..., 'away')", "Große Sache")
    sim.run(400)
    scenes.load(sim, "Große Sache")
    assert 2 == len(sim.tab().panes)


def test_the_generation_before_comes_along(sim: Simulator) -> None:
    """It stands in when the newest file is damaged."""
    sim.call("rename", "default", "new")
    sim.files[f"{scenes.STATE}/new.json"] = b"{"
    scenes.expects(sim, problem="previous_generation")
    sim.switch_workspace("other")
    sim.lua("wezterm.mux.rename_workspace('new', 'away')")
    sim.run(400)
    scenes.load(sim, "new")

    assert "new" == sim.workspace
    assert 1 == len(sim.tab().panes)


@pytest.mark.parametrize("new", ["", "  ", "default", "saved", "open"])
def test_a_name_that_is_taken_is_refused(sim: Simulator, new: str) -> None:
    """Nothing changes."""
    for name in ("saved", "open"):
        scenes.go_to(sim, name)
    scenes.go_to(sim, "saved")
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('saved', 'away')")
    before = {path: sim.files[path] for path in sim.state_files()}
    done, problem = sim.call("rename", "default", new)

    assert done is None
    assert ("taken" if new.strip() else "no_name") == problem["code"]
    assert before == {path: sim.files[path] for path in sim.state_files()}
    assert "default" in sim.workspaces()


def test_a_save_under_way_does_not_bring_the_old_name_back(sim: Simulator) -> None:
    """It is given up."""
    sim.split("Bottom")
    sim.press("s", "ALT")
    sim.call("rename", "default", "new")
    sim.run()

    assert not [path for path in sim.state_files() if "default.json" in path]


def test_giving_up_changes_nothing(sim: Simulator) -> None:
    """Esc in the list or in the question."""
    press(sim, "r", "ALT|SHIFT")
    sim.cancel()
    sim.run()
    press(sim, "r", "ALT|SHIFT")
    choose(sim, "default")
    sim.cancel()
    sim.run()

    assert "default" == sim.workspace
    assert ["default"] == [entry["name"] for entry in sim.call("list")]


def test_two_windows_may_ask_at_the_same_time(sim: Simulator) -> None:
    """Each answer is about the session that its window asked for."""
    scenes.go_to(sim, "b")
    scenes.save(sim)
    sim.new_window(workspace="b")
    sim.run(400)
    first, second = sim.gui_windows()
    for gui, name in ((first, "default"), (second, "b")):
        sim.focus_window(gui)
        press(sim, "r", "ALT|SHIFT")
        choose(sim, name)
    sim.focus_window(first)
    sim.answer("x")
    sim.run()
    sim.focus_window(second)
    sim.answer("y")
    sim.run()

    assert {"x", "y"} == {entry["name"] for entry in sim.call("list")}


def test_what_was_saved_once_is_renamed_as_well() -> None:
    """There is no generation before it; the list tells its programs as before."""
    sim = scenes.terminal()
    sim.run_program(["nvim", "a"])
    scenes.save(sim)

    assert sim.call("rename", "default", "new") is True
    (entry,) = sim.call("list")
    assert ("new", ["nvim"], 1) == (entry["name"], entry["programs"], entry["panes"])
    assert ["new.json"] == [
        path.rpartition("/")[2] for path in sim.state_files() if path.endswith(".json")
    ]


def test_what_is_not_saved_cannot_be_renamed(sim: Simulator) -> None:
    """It is said, and nothing changes."""
    before = {path: sim.files[path] for path in sim.state_files()}
    done, problem = sim.call("rename", "nothing", "new")

    assert done is None
    assert "not_found" == problem["code"]
    assert before == {path: sim.files[path] for path in sim.state_files()}


def test_a_session_that_cannot_be_written_keeps_its_name(sim: Simulator) -> None:
    """Nothing is lost, and the reason is told."""
    sim.files.set_mode(scenes.STATE, writable=False)
    done, problem = sim.call("rename", "default", "new")

    assert done is None
    assert "not_written" == problem["code"]
    assert f"{scenes.STATE}/default.json" in sim.files
    assert f"{scenes.STATE}/new.json" not in sim.files
    assert "default" == sim.workspace


@pytest.mark.parametrize("file_name", ["default.json", "default.json.bak"])
def test_a_file_that_cannot_be_read_keeps_the_session_from_its_new_name(
    sim: Simulator, file_name: str
) -> None:
    """The file and the reason are told; nothing is left under either name by halves."""
    path = f"{scenes.STATE}/{file_name}"
    sim.files.set_mode(path, readable=False)
    before = {path: sim.files[path] for path in sim.state_files()}
    done, problem = sim.call("rename", "default", "new")

    assert done is None
    assert ("unreadable", path) == (problem["code"], problem["where"])
    assert f"the file cannot be read: {path}: Permission denied" == problem["message"]
    assert before == {path: sim.files[path] for path in sim.state_files()}
    assert "default" == sim.workspace


def documents(sim: Simulator) -> dict[str, bytes]:
    """Return the files that hold a session, or its generation before, by their names."""
    return {
        path.rpartition("/")[2]: text
        for path, text in sim.state_files().items()
        if "/history/" not in path and path.endswith((".json", ".bak"))
    }


@pytest.mark.parametrize("kind", ["nil", "no_space_left", "short_write", "rename_fails"])
def test_a_rename_is_whole_or_has_not_happened(kind: Kind) -> None:
    """Whichever call fails: both files are there under one name, as they were under the old one."""
    number, names = 0, set()
    while True:
        number += 1
        sim = scenes.saved_twice()
        before = documents(sim)
        scenes.expects_faults(sim, kind)
        sim.faults.fail_call(number, kind)
        answer = sim.call("rename", "default", "new")
        if not sim.faults.hit:
            break
        sim.faults.clear()
        name = "new" if answer is True else "default"
        names.add(name)

        assert {f"{name}.json", f"{name}.json.bak"} == set(documents(sim)), number
        assert "new" == name or before == documents(sim), number
        assert [name] == [entry["name"] for entry in sim.call("list")], number
        assert answer is True or answer[1]["message"], number
        scenes.close(sim)
    assert "default" in names


def test_a_damaged_file_is_renamed_as_it_is(sim: Simulator) -> None:
    """What cannot be read may be mended by hand; the generation before stands in meanwhile."""
    sim.files[f"{scenes.STATE}/default.json"] = b"{ not yet"
    assert sim.call("rename", "default", "new") is True
    scenes.expects(sim, problem="previous_generation")
    scenes.put_away(sim, "new")
    scenes.load(sim, "new")

    assert b"{ not yet" == sim.files[f"{scenes.STATE}/new.json"]
    assert f"{scenes.STATE}/default.json" not in sim.files
    assert 1 == len(sim.tab().panes)


def test_only_the_generation_before_is_there_and_is_renamed(sim: Simulator) -> None:
    """As after a crash between two moves."""
    del sim.files[f"{scenes.STATE}/default.json"]
    assert sim.call("rename", "default", "new") is True

    assert f"{scenes.STATE}/new.json.bak" in sim.files
    assert not [path for path in sim.files if "default.json" in path]
    assert ["new"] == [entry["name"] for entry in sim.call("list")]


def test_the_old_name_is_forgotten(sim: Simulator) -> None:
    """A terminal that renames for years keeps no document under a name that is gone."""
    key = f"wezterm-sessions.session.{scenes.STATE}/default.json"
    assert sim.lua("return wezterm.GLOBAL[...] ~= nil", key) is True
    sim.call("rename", "default", "new")

    assert sim.lua("return wezterm.GLOBAL[...] ~= nil", key) is False
