"""Builds of another profile: what is left out is missed by nothing that stayed."""

from __future__ import annotations

from tests.flows import scenes
from tests.flows.hands import choose, labels, press

ROOMS = ("features", "doors", "init")


def test_the_smallest_build_brings_a_workspace_back() -> None:
    """Whoever wants no feature at all wants this."""
    sim = scenes.terminal({}, plugin=scenes.built(features=()))
    scenes.workspace(sim, 1)
    before = scenes.view(sim)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.load(sim)

    assert before == scenes.view(sim)


def test_what_can_be_done_with_a_session_is_what_the_build_has() -> None:
    """Nobody chooses what is not there."""
    sim = scenes.terminal({}, plugin=scenes.built(features=("manage", "rename")))
    scenes.save(sim)
    press(sim, "l", "ALT|SHIFT")
    choose(sim, "default")

    assert ["Load", "One", "One", "One", "Rename"] == sorted(
        label.split()[0] for label in labels(sim) if label[:1].strip()
    )


def test_a_profiles_own_key_does_what_the_usual_one_does() -> None:
    """Its users need no configuration."""
    keys = {"save_session": {"key": "w", "mods": "CTRL"}}
    sim = scenes.terminal({}, plugin=scenes.built(keys=keys))
    press(sim, "w", "CTRL")

    assert "default" == scenes.document(sim)["name"]


def test_a_profiles_own_default_holds_where_the_configuration_says_nothing() -> None:
    """And what the configuration says goes first."""
    off = scenes.built(options={"restore_programs": False})
    started = []
    for options in ({}, {"restore_programs": True}):
        sim = scenes.terminal(options, plugin=off)
        scenes.expects(sim, problem="" if options else "program_skipped")
        scenes.go_to(sim, scenes.WORKSPACE)
        sim.run_program(["nvim"])
        scenes.save(sim)
        scenes.put_away(sim)
        scenes.load(sim)
        started.append([pane.argv for pane in sim.tab().panes])

    assert [[["-bash"]], [["nvim"]]] == started
