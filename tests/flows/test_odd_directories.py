"""Directories whose names are no UTF-8: the end of their load is told like any other."""

from __future__ import annotations

from typing import Any

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.filling import ready_to_load, run_until_made
from tests.flows.scenes import WORKSPACE

ROOMS = ("jobs", "report")
"""Rooms whose doings are seen here."""

GONE = b"/srv/gone\xff".decode("utf-8", "surrogateescape")


def with_lost_directories(sim: Simulator, tabs: int, shown: int) -> None:
    """Make a workspace ready to load whose directories are gone by then."""
    scenes.expects(sim, problem="cwd_missing")
    scenes.go_to(sim, WORKSPACE)
    for number in range(tabs):
        if number:
            sim.new_tab()
        sim.rename_tab(f"{number}")
        sim.set_cwd(GONE)
    sim.switch_tab(shown)
    sim.run(400)
    ready_to_load(sim)
    sim.files.remove(GONE)


def ends(sim: Simulator) -> list[Any]:
    """Return the workspaces whose load was told to have ended."""
    return [args[0] for name, args in sim.events if name == "wezterm-sessions.load.end"]


def test_the_end_of_a_load_is_told_when_its_user_is_back() -> None:
    """What is left to do is remembered, whatever its report says of a directory."""
    sim = scenes.terminal()
    with_lost_directories(sim, 4, 2)
    sim.choose(WORKSPACE)
    run_until_made(sim, 1)
    sim.switch_workspace("elsewhere")
    sim.run(3000)
    sim.switch_workspace(WORKSPACE)
    sim.run(3000)

    assert [WORKSPACE] == ends(sim)


@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_a_reload_in_the_middle_loses_nothing(lazy: str) -> None:
    """The next Lua state reads what is left, and goes on."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.expects(sim, unfinished=lazy == "on_activate")
    with_lost_directories(sim, 4, 2)
    sim.choose(WORKSPACE)
    run_until_made(sim, 2)
    sim.reload()
    sim.run(3000)

    assert [WORKSPACE] == ends(sim)
    assert 4 == len(scenes.view(sim)[0].tabs)


def test_a_report_after_a_reload_names_the_directory() -> None:
    """In words that can be shown: what is no UTF-8 in it is replaced."""
    sim = scenes.terminal()
    with_lost_directories(sim, 1, 0)
    sim.choose(WORKSPACE)
    sim.run(3000)
    sim.reload()
    sim.run()
    message = sim.lua("return plugin.last_report().problems[1].message")

    assert message.startswith("/srv/gone? is gone: opened in ")
