"""Saving: at once for the user, whole on the disk, cheap for the terminal."""

from __future__ import annotations

import pytest

from tests.flows import scenes
from tests.flows.hands import press
from tests.flows.scenes import document, saved_programs

ROOMS = ("files", "host", "system", "cache", "store", "voice")
"""Rooms whose doings are seen here."""


BACKGROUND = pytest.mark.parametrize("background", [False, True])
"""A host with a function `wezterm.background`, and every one there is today."""


@BACKGROUND
def test_a_key_saves_the_workspace_and_says_so(background: bool) -> None:
    """The document, both pairs of events, a toast."""
    sim = scenes.terminal(background=background)
    sim.split("Right", 99)
    scenes.save(sim)
    names = [name for name, _ in sim.events]

    assert "100 | 99" == document(sim)["windows"][0]["tabs"][0]["layout"]
    assert {
        "wezterm-sessions.save.start",
        "wezterm-sessions.save.end",
        "session-save-success",
    } <= set(names)
    assert "Saved default: 1 tab in 1 window" == sim.toasts[-1].message


def test_the_key_returns_before_anything_is_inspected_or_written() -> None:
    """What is done in the handler itself is the geometry."""
    sim = scenes.terminal()
    sim.run_program(["vim", "a"])
    sim.split("Right", 99)
    sim.run_program(["less", "b"])
    sim.trace.clear()
    press(sim, "s")
    slices: dict[int, set[str]] = {}
    for call in sim.trace.calls:
        slices.setdefault(call.slice, set()).add(call.name)
    first = slices[min(slices)]

    assert "MuxTab:panes_with_info" in first
    assert not {"io.open", "wezterm.procinfo.get_info_for_pid"} & first
    assert not any(
        "wezterm.procinfo.get_info_for_pid" in names and "File:write" in names
        for names in slices.values()
    )


def test_an_unchanged_session_is_not_written_again() -> None:
    """The disk is left alone, and the user hears that it is saved."""
    sim = scenes.terminal()
    scenes.save(sim)
    first = dict(sim.state_files())
    sim.run(60_000)
    sim.trace.clear()
    scenes.save(sim)

    assert first == dict(sim.state_files())
    assert 0 == sim.trace.count("File:write")
    assert 2 == len([toast for toast in sim.toasts if toast.message.startswith("Saved")])


def test_the_generation_before_stays_beside_the_new_one() -> None:
    """One step back, always."""
    sim = scenes.terminal()
    scenes.save(sim)
    path = f"{scenes.STATE}/default.json"
    first = sim.files[path]
    sim.split("Right", 99)
    scenes.save(sim)

    assert first == sim.files[path + ".bak"]
    assert first != sim.files[path]


def test_a_cached_session_is_loaded_without_parsing() -> None:
    """One read tells that the file is the one in memory."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    scenes.save(sim)
    sim.trace.clear()
    sim.call("load", "default")

    assert 0 == sim.trace.count("wezterm.json_parse")


def test_even_after_a_reload() -> None:
    """What the host remembers outlives the Lua state."""
    sim = scenes.terminal()
    scenes.workspace(sim, 1)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.reload()
    sim.run(300)
    sim.trace.clear()
    sim.call("load", scenes.WORKSPACE)

    assert 0 == sim.trace.count("wezterm.json_parse")
    assert 1 == sim.trace.count("File:read")
    sim.run(4000)


def test_an_edit_from_outside_is_noticed_whatever_its_size() -> None:
    """One digit for another, and the new layout is loaded."""
    sim = scenes.terminal()
    scenes.workspace(sim, 1, tabs=1, most_panes=1)
    sim.split("Right", 99)
    scenes.save(sim)
    (path,) = [path for path in sim.state_files() if path.endswith(".json")]
    sim.files[path] = sim.files[path].replace(b"100 | 99", b"150 | 49")
    scenes.put_away(sim)
    scenes.expects(sim, problem="edited")
    scenes.load(sim)

    assert [(0, 0, 150, 60), (151, 0, 49, 60)] == sim.tab().rects()


def test_a_pane_that_vanishes_between_two_slices_is_no_error() -> None:
    """Its name is saved, as it was there when the key was pressed."""
    sim = scenes.terminal()
    sim.run_program(["vim", "a"])
    sim.split("Right", 99)
    sim.run_program(["vim", "b"])
    sim.press("s", "ALT")
    sim.run(1)
    sim.close_pane()
    sim.run()

    assert 2 == len(saved_programs(sim))


def test_two_saves_at_once_leave_the_later_one() -> None:
    """The first is overtaken, and writes nothing afterwards."""
    sim = scenes.terminal()
    sim.run_program(["vim", "a"])
    sim.press("s", "ALT")
    sim.split("Right", 99)
    press(sim, "s")

    assert "100 | 99" == document(sim)["windows"][0]["tabs"][0]["layout"]


def test_the_state_directory_is_the_users_choice() -> None:
    """And made when it is missing."""
    sim = scenes.terminal({"save_state_dir": "/home/user/my sessions/deep"})
    scenes.save(sim)

    assert "/home/user/my sessions/deep/default.json" in sim.files


@pytest.mark.parametrize(
    "name", ["../../evil", "a/b", "CON", "..", " ", "\n", "ü" * 300, "x" * 4000]
)
def test_odd_names_stay_inside_the_state_directory_and_come_back(name: str) -> None:
    """One file each, listed under the very name."""
    sim = scenes.terminal()
    sim.switch_workspace(name)
    sim.run(300)
    scenes.save(sim)
    (path,) = [path for path in sim.state_files() if path.endswith(".json")]

    assert path.startswith(scenes.STATE + "/")
    assert "/" not in path.removeprefix(scenes.STATE + "/")
    assert [name] == [entry["name"] for entry in sim.call("list")]


@pytest.mark.parametrize("panes", [1, 8, 50])
def test_the_longest_slice_of_a_save_stays_short(panes: int) -> None:
    """Below 15 ms with 500 processes on the machine, whatever runs in the panes."""
    sim = scenes.terminal(cols=400, rows=100, processes=500)
    for number in range(panes):
        if number:
            sim.split("Right" if number % 2 else "Bottom", 2, sim.tab().panes[0])
        sim.run_program(["vim", f"file {number}"])
    sim.run(1000)
    sim.trace.clear()
    scenes.save(sim)

    assert 15 > sim.trace.longest_slice_ms


def test_the_memory_of_what_was_saved_has_an_end() -> None:
    """The sixteen newest sessions outlive a reload; who saves ten thousand fills no memory."""
    sim = scenes.terminal()
    for number in range(20):
        sim.switch_workspace(f"w{number}")
        sim.run(20)
        sim.call("save", {"workspace": f"w{number}", "quiet": True})
        sim.run()
    sim.call("save", {"workspace": "w10", "quiet": True})
    sim.switch_workspace("w10")
    sim.split("Right", 30)
    sim.call("save", {"workspace": "w10", "quiet": True})
    sim.run()
    remembered = sim.lua(
        """
        local names = {}
        for key in pairs(wezterm.GLOBAL) do
          if wezterm.GLOBAL[key] ~= nil then
            names[#names + 1] = key:match("wezterm%-sessions%.session%..*/(w%d+)%.json$")
          end
        end
        table.sort(names)
        return names
        """
    )

    assert sorted(f"w{number}" for number in range(4, 20)) == remembered


def test_the_list_is_newest_first_and_then_by_name() -> None:
    """Sessions of one second stand in the order of their names."""
    sim = scenes.terminal()
    for name, wait_ms in (("old", 0), ("c", 5000), ("a", 0), ("b", 0), ("new", 5000)):
        sim.run(wait_ms)
        sim.switch_workspace(name)
        sim.run(1)
        sim.call("save", {"workspace": name})
    sim.run()
    listed = sim.call("list")

    assert ["new", "a", "b", "c", "old"] == [entry["name"] for entry in listed]
    assert 3 == len({entry["saved_at"] for entry in listed})
