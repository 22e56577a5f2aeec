"""The start: which sessions it restores, and which of them it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.simulator import PLUGIN_URL, Domain, Simulator, StoredPane
from tests.flows import scenes
from tests.flows.scenes import STATE
from tests.flows.starts import restarted, said, saved

ROOMS = ("everything", "startup")
"""Rooms whose doings are seen here."""


def about_to_start(*wanted: str, **settings: Any) -> Simulator:
    """Return a terminal that will start with this list: `default` and `b` are saved."""
    sim = scenes.terminal({"restore_on_startup": [*wanted]}, **settings)
    scenes.expects(sim, log="was not restored: there is no saved session")
    saved(sim, "default", "b")
    return sim


ATTACHED = Domain("dev", "client", is_attached=False, connects=True, stored=[StoredPane()])
"""A multiplexer that is connected at the start, and brings a window in `default`."""


def test_all_means_all_that_are_saved() -> None:
    """Also those that were not open; not what was written by hand, nor what cannot be read."""
    by_hand = 'sessions.define("by hand", { tabs = { {} } })'
    sim = scenes.terminal({"restore_on_startup": "all"}, extra=by_hand)
    for name in ("a", "b", "c"):
        scenes.go_to(sim, name)
        scenes.save(sim)
    scenes.go_to(sim, "b")
    scenes.save(sim)
    sim.files[f"{STATE}/damaged.json"] = b"{"
    restarted(sim)

    assert ["a", "b", "c"] == sim.workspaces()
    assert "b" == sim.workspace


def test_the_first_of_a_list_is_shown() -> None:
    """Whatever was shown when it was saved."""
    sim = scenes.terminal()
    saved(sim, "a", "b", "c")
    option = {"restore_on_startup": ["b", "a", "c"]}
    restarted(sim, config=Simulator.config_text(option))

    assert "b" == sim.workspace
    assert ["a", "b", "c"] == sim.workspaces()


def test_a_list_is_restored_in_its_order() -> None:
    """The first is shown; one that is not there is told."""
    sim = scenes.terminal({"restore_on_startup": ["nowhere", "b", "a"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    saved(sim, "a", "b", "c")
    restarted(sim)

    assert ["a", "b"] == sim.workspaces()
    assert "b" == sim.workspace
    assert any(
        toast.message.startswith("nowhere was not restored: there is no saved session")
        for toast in sim.toasts
    )


def test_a_workspace_on_the_command_line_is_the_one_to_start_with() -> None:
    """`wezterm start --workspace NAME`; where that is not to be restored, nothing is."""
    sim = about_to_start("b", "default")
    scenes.expects(sim, log="Nothing is restored: this start is for the workspace c")
    restarted(sim, line={"workspace": "c"})

    assert ["c"] == sim.workspaces()
    assert 1 == len(sim.tab().panes)
    assert "Nothing is restored: this start is for the workspace c" == said(sim)


@pytest.mark.parametrize("name", ["b", "default"])
def test_a_workspace_on_the_command_line_that_is_to_be_restored_comes_alone(name: str) -> None:
    """The others are not what was asked for, whichever of them was shown."""
    sim = about_to_start("b", "default")
    restarted(sim, line={"workspace": name})

    assert [name] == sim.workspaces() or "b" == name
    assert name == sim.workspace
    assert 2 == len(sim.tab().panes)
    assert 1 == len(sim.gui_windows())


def test_a_workspace_that_is_open_already_stays_as_it_is() -> None:
    """A domain that was attached before may have brought it."""
    sim = about_to_start("default")
    restarted(sim, domains=(replace(ATTACHED),))

    assert ["dev"] == [p.domain.name for p in sim.windows("default")[0].tabs[0].panes]
    assert not any(2 == len(t.panes) for w in sim.windows() for t in w.tabs)


def test_behind_a_workspace_that_is_open_already_the_others_come_out_of_sight() -> None:
    """It is the one that is shown."""
    sim = about_to_start("default", "b")
    restarted(sim, domains=(replace(ATTACHED),))

    assert "default" == sim.workspace
    assert 2 == len(sim.windows("b")[0].tabs[0].panes)


def test_who_connects_to_another_domain_wants_to_see_that() -> None:
    """`wezterm ssh` and `wezterm connect` make it the usual one: nothing is restored."""
    sim = about_to_start("b")
    scenes.expects(sim, log="Nothing is restored")
    restarted(sim, line={"ssh": "there"})

    assert ["default"] == sim.workspaces()
    assert "Nothing is restored: this start is for the domain SSH to there" == said(sim)


def test_the_first_that_can_be_restored_is_shown() -> None:
    """It takes the place of one that is not there."""
    sim = about_to_start("nowhere", "b")
    restarted(sim)

    assert "b" == sim.workspace


def test_all_shows_the_one_that_was_shown_not_the_newest() -> None:
    """It is the same as a list that begins with it."""
    sim = scenes.terminal({"restore_on_startup": "all"})
    saved(sim, "a", "b", "c")
    sim.run(5000)
    sim.call("save", {"workspace": "a"})
    sim.windows("a")[0].tabs[0].title = "other"
    sim.call("save", {"workspace": "a"})
    sim.run()
    restarted(sim)

    assert "a" == sim.call("list")[0]["name"]
    assert "c" == sim.workspace
    assert ["a", "b", "c"] == sim.workspaces()


def test_all_does_without_a_list_of_what_was_open() -> None:
    """As when it was deleted: then the newest is shown."""
    sim = scenes.terminal({"restore_on_startup": "all"})
    saved(sim, "a", "b")
    del sim.files[f"{STATE}/.last"]
    restarted(sim)

    assert ["a", "b"] == sim.workspaces()


def test_a_workspace_that_is_open_already_is_not_shown_out_of_turn() -> None:
    """It is a later one of the list."""
    sim = about_to_start("b", "default")
    restarted(sim, domains=(replace(ATTACHED),))

    assert "b" == sim.workspace
    assert 1 == len(sim.windows("default"))


@pytest.mark.parametrize("table", ["config", "{}"])
def test_the_usual_domain_and_workspace_are_those_of_the_configuration(table: str) -> None:
    """Who has chosen others has asked for nothing by starting in them; whatever the plugin sees."""
    config = f"""
    local wezterm = require("wezterm")
    local config = {{ default_domain = "dev", default_workspace = "home" }}
    local sessions = wezterm.plugin.require("{PLUGIN_URL}")
    sessions.apply_to_config({table}, {{ restore_on_startup = {{ "b" }} }})
    return config
    """
    sim = about_to_start("b", domains=(Domain("dev", "exec"),))
    restarted(sim, config=config)

    assert ["b"] == sim.workspaces()
    assert 1 == len(sim.gui_windows())
    assert "" == said(sim)
