"""The start: which sessions it restores, and which of them it shows."""

from __future__ import annotations

from typing import Any

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.scenes import STATE
from tests.flows.starts import (
    restarted,
    saved,
    set_free,
    start_with,
)

ROOMS = ("everything", "startup")
"""Rooms whose doings are seen here."""


def about_to_start(*wanted: str, **settings: Any) -> Simulator:
    """Return a terminal that will start with this list: `default` is open, `b` saved and free."""
    sim = scenes.terminal({"restore_on_startup": [*wanted]}, **settings)
    scenes.expects(sim, log="was not restored: there is no saved session")
    saved(sim, "default", "b")
    set_free(sim, "b")
    return sim


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
    sim = about_to_start("b")
    start_with(sim, command)

    assert expected == ("b" in sim.workspaces())


def test_a_workspace_on_the_command_line_is_the_one_to_start_with() -> None:
    """`wezterm start --workspace NAME` makes it the active one before anything is opened."""
    sim = scenes.terminal({"restore_on_startup": ["a", "b"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    for name in ("a", "b"):
        scenes.go_to(sim, name)
        scenes.save(sim)
        sim.lua("wezterm.mux.rename_workspace(..., 'was ' .. ...)", name)
    sim.lua("wezterm.mux.spawn_window({ workspace = 'c' })")
    sim.switch_workspace("c")
    start_with(sim)

    assert not {"a", "b"} & set(sim.workspaces())


def test_a_workspace_on_the_command_line_that_is_to_be_restored_comes_alone() -> None:
    """The others are not what was asked for."""
    sim = scenes.terminal({"restore_on_startup": ["a", "b"]})
    scenes.expects(sim, log="was not restored: there is no saved session")
    for name in ("a", "b"):
        scenes.go_to(sim, name)
        sim.split("Right", 50)
        scenes.save(sim)
        sim.lua("wezterm.mux.rename_workspace(..., 'was ' .. ...)", name)
    sim.run(400)
    # As it is before the first window is there.
    sim.mux._active_workspace = "b"
    start_with(sim)

    assert ["b", "default", "was a", "was b"] == sim.workspaces()
    assert 2 == len(sim.windows("b")[0].tabs[0].panes)


def test_a_workspace_that_is_open_already_stays_as_it_is() -> None:
    """A domain that was attached before may have brought it."""
    sim = scenes.terminal({"restore_on_startup": ["default"]})
    scenes.expects(sim, log="default was not restored: there is no saved session")
    sim.split("Right", 50)
    scenes.save(sim)
    sim.close_pane()
    sim.run()
    start_with(sim)

    assert 1 == len(sim.tab().panes)
    assert 1 == len(sim.windows())


def test_behind_a_workspace_that_is_open_already_the_others_come_out_of_sight() -> None:
    """It is the one that is shown."""
    sim = about_to_start("default", "b")
    start_with(sim)

    assert "default" == sim.workspace
    assert 2 == len(sim.windows("b")[0].tabs[0].panes)


def test_who_connects_to_another_domain_wants_to_see_that() -> None:
    """`wezterm ssh` and `wezterm connect` make it the usual one: nothing is restored."""
    sim = about_to_start("b", domains=(Domain("dev", "ssh"),))
    sim.lua("wezterm.mux.set_default_domain(wezterm.mux.get_domain('dev'))")
    start_with(sim)

    assert "b" not in sim.workspaces()


def test_the_first_that_can_be_restored_is_shown() -> None:
    """It takes the place of one that is not there."""
    sim = about_to_start("nowhere", "b")
    start_with(sim)

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
    start_with(sim)

    assert "b" == sim.workspace
    assert 1 == len(sim.windows("default"))


def test_the_usual_domain_and_workspace_are_those_of_the_configuration() -> None:
    """Who has chosen others has asked for nothing by starting in them."""
    extra = "config.default_domain = 'dev' config.default_workspace = 'home'"
    sim = scenes.terminal(
        {"restore_on_startup": ["b"]}, extra=extra, domains=(Domain("dev", "ssh"),)
    )
    saved(sim, "default", "b")
    set_free(sim, "b")
    sim.lua("wezterm.mux.set_default_domain(wezterm.mux.get_domain('dev'))")
    # As it is before the first window is there.
    sim.mux._active_workspace = "home"
    start_with(sim)

    assert "b" in sim.workspaces()
