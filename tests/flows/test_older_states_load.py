"""Older states: listed, and loaded where the workspace is not open or beside it."""

from __future__ import annotations

import pytest

from tests.flows import scenes
from tests.flows.keeping import HISTORY, WELL_FORMED, generations, save

ROOMS = ("older_states",)
"""Rooms whose doings are seen here."""


def test_the_list_tells_what_the_heads_tell() -> None:
    """Windows, tabs, panes, time, path; a file that tells nothing is listed all the same."""
    sim = scenes.terminal()
    sim.new_tab()
    save(sim, 1, 3, 2)
    second, first = generations(sim)

    assert (1, 2, 4) == (second["windows"], second["tabs"], second["panes"])
    assert (1, 2, 2) == (first["windows"], first["tabs"], first["panes"])
    assert f"{HISTORY}/{first['id']}" == first["path"]
    sim.files[first["path"]] = b""
    assert 2 == len(generations(sim))
    assert "panes" not in generations(sim)[1]


def test_an_older_state_is_loaded_where_the_workspace_is_not_open() -> None:
    """Under its own name."""
    sim = scenes.terminal()
    scenes.workspace(sim, 1, tabs=2)
    scenes.save(sim)
    before = scenes.view(sim)
    sim.run(2000)
    sim.new_tab()
    scenes.save(sim)
    scenes.put_away(sim)
    (older,) = generations(sim, scenes.WORKSPACE)
    sim.call("load_generation", scenes.WORKSPACE, older["id"])
    sim.run(4000)

    assert before == scenes.view(sim)
    assert scenes.WORKSPACE == sim.workspace


def test_an_older_state_is_loaded_beside_the_open_workspace() -> None:
    """Under a name with its time; asked for again, it is switched to; another one is another."""
    sim = scenes.terminal()
    sim.run(5000)
    save(sim, 1, 2, 3)
    newer, oldest = generations(sim)
    sim.call("load_generation", "default", oldest["id"])
    sim.run(2000)
    first = sim.workspace

    assert first.startswith("default (20")
    assert 1 == len(sim.tab().panes)

    sim.switch_workspace("default")
    sim.call("load_generation", "default", newer["id"])
    sim.run(2000)

    assert f"{first} 2" == sim.workspace
    assert 2 == len(sim.tab().panes)

    sim.switch_workspace("default")
    report = sim.call("load_generation", "default", oldest["id"])
    sim.run(2000)

    assert "load" == report["how"]
    assert first == sim.workspace
    assert 3 == len(sim.workspaces())
    assert 3 == len(sim.windows("default")[0].tabs[0].panes)


@pytest.mark.parametrize(
    "made_up", ["../default.json", "/etc/passwd", WELL_FORMED, "other@000000000001.json", ""]
)
def test_only_files_of_the_session_are_ever_opened(made_up: str) -> None:
    """Anything else is a problem, and nothing happens."""
    sim = scenes.terminal()
    save(sim, 1, 2)
    report, problem = sim.call("load_generation", "default", made_up)

    assert report is None
    assert "no_such_state" == problem["code"]
    assert f"default has no older state {made_up}" == problem["message"]
    assert ["default"] == sim.workspaces()


def test_an_older_state_that_is_damaged_is_said() -> None:
    """With its file; nothing is opened."""
    sim = scenes.terminal()
    save(sim, 1, 2)
    (older,) = generations(sim)
    sim.files[older["path"]] = b"{"
    report, problem = sim.call("load_generation", "default", older["id"])

    assert report is None
    assert "damaged" == problem["code"]
    assert ["default"] == sim.workspaces()


@pytest.mark.parametrize("way", ["load", "load_generation"])
def test_what_cannot_be_opened_is_said(way: str) -> None:
    """The reason is told, and the user stays where he is."""
    sim = scenes.terminal()
    scenes.go_to(sim, "far")
    save(sim)
    sim.split("Right", 50)
    save(sim)
    scenes.put_away(sim, "far")
    (older,) = generations(sim, "far")
    sim.lua("wezterm.mux.spawn_window = function() error('no more windows', 0) end")
    report, problem = sim.call(way, "far", *([older["id"]] if way == "load_generation" else []))
    sim.run(2000)

    assert "elsewhere" == sim.workspace
    assert report is None
    assert "a tab could not be opened: no more windows" == problem["message"]
