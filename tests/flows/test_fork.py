"""Forking: the workspace goes on under a second name, the first one stays as it is."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import choose, messages, press


def fork(sim: Simulator, name: str) -> None:
    """Press the key, and answer."""
    press(sim, "f")
    sim.answer(name)
    sim.run(4000)


def test_the_copy_is_saved_and_shown_and_equal() -> None:
    """Both workspaces are there; the first one was not even saved."""
    sim = scenes.terminal()
    scenes.workspace(sim, 5, tabs=3)
    before = scenes.view(sim)
    fork(sim, "copy")

    assert "copy" == sim.workspace
    assert before == scenes.view(sim, "copy")
    assert before == scenes.view(sim)
    assert ["copy"] == [entry["name"] for entry in sim.call("list")]


@pytest.mark.parametrize("name", ["", " ", "default", "saved"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    """Open or saved: nothing is written."""
    sim = scenes.terminal()
    scenes.go_to(sim, "saved")
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('saved', 'here')")
    sim.run(400)
    before = dict.fromkeys(sim.state_files())
    scenes.expects(sim, log="Not copied: ")
    fork(sim, name)

    assert "here" == sim.workspace
    assert before == dict.fromkeys(sim.state_files())
    assert "Not copied" in messages(sim)[-1]


def test_esc_gives_up() -> None:
    """Without a word."""
    sim = scenes.terminal()
    press(sim, "f")
    sim.cancel()
    sim.run()

    assert not sim.toasts


def test_a_reload_while_the_question_is_open_does_no_harm() -> None:
    """The name still counts."""
    sim = scenes.terminal()
    press(sim, "f")
    sim.reload()
    sim.run()
    sim.answer("copy")
    sim.run(4000)

    assert "copy" == sim.workspace


def test_a_saved_session_that_is_not_open_is_copied_as_it_is_saved() -> None:
    """From the second step of the picker."""
    sim = scenes.terminal()
    scenes.workspace(sim, 5, tabs=2)
    before = scenes.view(sim)
    scenes.save(sim)
    scenes.put_away(sim)
    press(sim, "l", "ALT|SHIFT")
    choose(sim, scenes.WORKSPACE)
    choose(sim, "Copy")
    sim.answer("copy")
    sim.run(4000)

    assert before == scenes.view(sim, "copy")
    assert {"copy", scenes.WORKSPACE} == {entry["name"] for entry in sim.call("list")}


def test_a_copy_that_cannot_be_written_is_said() -> None:
    """And nothing is opened."""
    sim = scenes.terminal()
    scenes.save(sim)
    press(sim, "f")
    sim.files.set_mode(scenes.STATE, writable=False)
    scenes.expects(sim, log="copy: ")
    sim.answer("copy")
    sim.run(4000)

    assert ["default"] == sim.workspaces()
    assert "copy was not saved" in messages(sim)[-1]
