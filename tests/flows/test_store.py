"""The store's own words and ways: what it says, when it makes its directory, what it remembers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.simulator import Simulator
from generator.simulator.machine.settings import Platform
from tests.flows import scenes
from tests.flows.scenes import STATE

ROOMS = ("store",)
"""Rooms whose doings are seen here."""

FILE = f"{STATE}/default.json"


def ready_to_load() -> Simulator:
    """Return a terminal whose workspace has a generation before, and is free to be loaded."""
    sim = scenes.saved_twice()
    scenes.put_away(sim, "default")
    return sim


def problem_of(sim: Simulator) -> dict[str, Any]:
    """Load what was saved twice, and return what its report says."""
    scenes.expects(sim, problem="previous_generation")
    sim.call("load", "default")
    sim.run(4000)
    (problem,) = sim.call("last_report")["problems"]
    assert 1 == len(sim.tab().panes)
    return dict(problem)


def test_the_generation_before_says_what_it_stands_in_for() -> None:
    """The reason, and where the newest one lies."""
    sim = ready_to_load()
    sim.files[FILE] = b"{"
    problem = problem_of(sim)

    assert FILE == problem["where"]
    assert problem["message"].startswith("the newest file could not be used (the file is damaged: ")
    assert problem["message"].endswith("); this is the state before it")


def test_a_field_that_is_wrong_is_named_though_the_generation_before_stands_in() -> None:
    """It tells more than the name of the file."""
    sim = ready_to_load()
    document = json.loads(sim.files[FILE])
    document["windows"][0]["tabs"] = 7
    sim.files[FILE] = json.dumps(document).encode()

    assert "windows[1].tabs" == problem_of(sim)["where"]


def test_a_file_that_is_missing_is_said_as_that() -> None:
    """As after a crash between two moves."""
    sim = ready_to_load()
    del sim.files[FILE]

    assert (
        "the newest file could not be used (there is no saved session for this workspace); "
        "this is the state before it"
    ) == problem_of(sim)["message"]


@pytest.mark.parametrize("text", [b"{", b"[]"])
def test_what_cannot_be_used_is_named_by_its_file(text: bytes) -> None:
    """Neither it nor the generation before it."""
    sim = ready_to_load()
    sim.files[FILE] = text
    sim.files[f"{FILE}.bak"] = text
    result, problem = sim.call("load", "default")

    assert result is None
    assert problem["message"].endswith(f": {FILE}")


def test_what_is_not_saved_is_named_by_its_name() -> None:
    """That is all the user knows of it."""
    sim = scenes.terminal()

    assert (
        "there is no saved session for this workspace: nowhere"
        == sim.call("load", "nowhere")[1]["message"]
    )


@pytest.mark.parametrize("platform", ["linux", "windows"])
def test_a_directory_that_is_there_is_not_made_again(platform: Platform) -> None:
    """A file that cannot be written is said."""
    sim = scenes.terminal({"history_count": 0}, platform=platform)
    scenes.save(sim)
    assert 1 == len(sim.children)
    sim.files.set_mode(sim.state_directory, writable=False)
    scenes.expects_faults(sim)
    sim.split("Right", 50)
    scenes.save(sim)

    assert 1 == len(sim.children)
    assert "denied" in sim.toasts[-1].message


def test_a_rename_that_is_refused_tells_the_reason() -> None:
    """Which name is taken, and by which file."""
    sim = scenes.terminal()
    scenes.save(sim)
    scenes.go_to(sim, "new")
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('new', 'was new')")
    _, taken = sim.call("rename", "default", "new")
    _, missing = sim.call("rename", "nothing", "other")

    assert "there is a saved session new already" == taken["message"]
    assert f"{STATE}/new.json" == taken["where"]
    assert "there is no saved session for this workspace: nothing" == missing["message"]


def test_a_name_is_taken_by_a_generation_before_alone() -> None:
    """It would be lost."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.files[f"{STATE}/new.json.bak"] = sim.files[FILE]
    done, problem = sim.call("rename", "default", "new")

    assert done is None
    assert "taken" == problem["code"]
    assert FILE in sim.files


def test_a_renamed_session_keeps_its_time_and_its_place_in_the_list() -> None:
    """And all that was in it, under the new name."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    scenes.save(sim)
    before = json.loads(sim.files[FILE])
    sim.run(5000)
    scenes.go_to(sim, "b")
    scenes.save(sim)
    assert sim.call("rename", "default", "z") is True
    after = json.loads(sim.files[f"{STATE}/z.json"])

    assert before | {"name": "z", "checksum": 0} == after | {"checksum": 0}
    assert ["b", "z"] == [entry["name"] for entry in sim.call("list")]
