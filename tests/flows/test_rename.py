"""Renaming: file, generation before and open workspace together, and never over another one."""

from __future__ import annotations

import re

import pytest

from generator.simulator import Crashed, Simulator
from generator.simulator.machine.faults import Kind
from generator.simulator.machine.files import Loss
from tests.flows import scenes
from tests.flows.autosaving import last
from tests.flows.hands import choose, messages, press

ROOMS = ("store", "moving")
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


def test_a_session_that_cannot_be_read_keeps_its_name(sim: Simulator) -> None:
    """The file and the reason are told."""
    path = f"{scenes.STATE}/default.json"
    sim.files.set_mode(path, readable=False)
    before = {path: sim.files[path] for path in sim.state_files()}
    done, problem = sim.call("rename", "default", "new")

    assert done is None
    assert ("unreadable", path) == (problem["code"], problem["where"])
    assert f"the file cannot be read: {path}: Permission denied" == problem["message"]
    assert before == {path: sim.files[path] for path in sim.state_files()}
    assert "default" == sim.workspace


def test_a_generation_before_that_cannot_be_read_comes_along_all_the_same(sim: Simulator) -> None:
    """It may be readable one day, and would be in the way of the old name."""
    sim.files.set_mode(f"{scenes.STATE}/default.json.bak", readable=False)

    assert sim.call("rename", "default", "new") is True
    assert {"new.json", "new.json.bak"} == set(documents(sim))
    assert ["new"] == [entry["name"] for entry in sim.call("list")]


def test_a_rename_that_is_refused_stops_no_save(sim: Simulator) -> None:
    """What was to be saved is saved."""
    scenes.go_to(sim, "b")
    scenes.save(sim)
    scenes.go_to(sim, "default")
    sim.split("Bottom")
    sim.press("s", "ALT")
    done, problem = sim.call("rename", "default", "b")
    sim.run(400)

    assert (None, "taken") == (done, problem["code"])
    assert 3 == len(scenes.saved_panes(sim))


def test_a_workspace_that_cannot_be_renamed_keeps_its_session(sim: Simulator) -> None:
    """A name that is no text is refused by the terminal."""
    done, problem = sim.lua(r"return plugin.rename('default', '\xff\xfe')")

    assert (None, "failed") == (done, problem["code"])
    assert problem["message"].startswith("the workspace keeps its name: ")
    assert "default" == sim.workspace
    assert ["default"] == [entry["name"] for entry in sim.call("list")]


def test_a_renamed_workspace_is_what_the_next_start_opens() -> None:
    """The list of what was open follows."""
    sim = scenes.terminal({"restore_on_startup": "last"})
    scenes.go_to(sim, "project")
    sim.split("Right", 50)
    scenes.save(sim)
    sim.call("rename", "project", "new")
    sim.run()
    sim.restart()
    sim.run(4000)

    assert "new" == sim.workspace
    assert 2 == len(sim.tab().panes)
    assert "project" not in sim.workspaces()


def test_a_rename_to_a_name_that_is_listed_already_lists_it_once() -> None:
    """A deleted session's workspace stays in the list of what was open until the next save."""
    sim = scenes.terminal()
    scenes.go_to(sim, "old")
    scenes.save(sim)
    sim.call("delete", "old")
    scenes.go_to(sim, "project")
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('old', 'away')")
    sim.call("rename", "project", "old")
    sim.run()

    assert ["old"] == last(sim)["workspaces"]


def test_older_states_that_cannot_follow_are_told_in_the_log(sim: Simulator) -> None:
    """They are found under the old name."""
    sim.files.set_mode(f"{scenes.STATE}/history", writable=False)
    scenes.expects(sim, log="older states of default keep that name: ")

    assert sim.call("rename", "default", "new") is True
    assert 1 == len(sim.call("generations", "default"))


def documents(sim: Simulator) -> dict[str, bytes]:
    """Return the files that hold a session, or its generation before, by their names."""
    return {
        path.rpartition("/")[2]: text
        for path, text in sim.state_files().items()
        if re.search(r"/state/[^/.][^/]*\.json(\.bak)?$", path)
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


LOCKED = """
local remove, rename = os.remove, os.rename
os.remove = function(path)
  if path:find(wezterm.GLOBAL.locked or "\\0", 1, true) then
    return nil, path .. ": Permission denied", 13
  end
  return remove(path)
end
os.rename = function(from, to)
  if from:find(wezterm.GLOBAL.locked or "\\0", 1, true) then
    return nil, from .. ": Permission denied", 13
  end
  return rename(from, to)
end
"""
"""Windows lets nobody move or remove what another program has open."""


@pytest.mark.parametrize("locked", ["default.json", "default.json.bak"])
@pytest.mark.parametrize("free_bytes", [None, 0, 2000])
def test_a_file_in_use_on_a_full_disk_costs_nothing(locked: str, free_bytes: int | None) -> None:
    """What had been moved goes back, which takes no room."""
    sim = scenes.terminal(platform="windows", extra=LOCKED)
    scenes.save(sim)
    sim.split("Right", 50)
    scenes.save(sim)
    before = documents(sim)
    sim.lua("wezterm.GLOBAL.locked = ...", locked)
    sim.files.free_bytes = free_bytes
    done, problem = sim.call("rename", "default", "new")

    assert (None, "not_written") == (done, problem["code"])
    assert before == documents(sim)
    assert "default" == sim.workspace


@pytest.mark.parametrize("lost", ["nothing", "unsynced", "torn"])
@pytest.mark.parametrize("saves", [1, 2])
def test_a_crash_at_any_moment_of_a_rename_leaves_a_whole_session(lost: Loss, saves: int) -> None:
    """Under either name, or under both; with the power of the machine gone as well."""
    number = 0
    while True:
        number += 1
        sim = scenes.terminal()
        sim.split("Right", 50)
        for _ in range(saves):
            scenes.save(sim)
            sim.split("Bottom")
        sim.files.sync()
        scenes.expects_faults(sim)
        sim.faults.crash_at(number)
        try:
            sim.call("rename", "default", "new")
            sim.run(400)
        except Crashed:
            is_over = False
        else:
            is_over = True
        sim.restart(lost=lost, torn_bytes=100)
        sim.run(400)
        sim.lua("wezterm.mux.rename_workspace(wezterm.mux.get_active_workspace(), 'elsewhere')")
        sim.run(400)
        names = [name for name in ("default", "new") if sim.call("load", name)[0]]

        assert names, f"file operation {number}"
        sim.run(3000)
        assert len(sim.windows(names[0])[0].tabs[0].panes) >= 2, f"file operation {number}"
        if is_over:
            break
        scenes.close(sim)
    assert number > 3


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


def test_the_generation_before_alone_gets_a_long_name_as_well(sim: Simulator) -> None:
    """Of which the file's name tells only the start."""
    del sim.files[f"{scenes.STATE}/default.json"]
    name = "n" * 260
    assert sim.call("rename", "default", name) is True

    assert [name] == [entry["name"] for entry in sim.call("list")]


def test_the_old_name_is_forgotten(sim: Simulator) -> None:
    """A terminal that renames for years keeps no document under a name that is gone."""
    key = f"wezterm-sessions.session.{scenes.STATE}/default.json"
    assert sim.lua("return wezterm.GLOBAL[...] ~= nil", key) is True
    sim.call("rename", "default", "new")

    assert sim.lua("return wezterm.GLOBAL[...] ~= nil", key) is False
