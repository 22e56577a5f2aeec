"""The start: what was typed behind `wezterm` is a wish, or is none; a wish is told of."""

from __future__ import annotations

from typing import Any

import pytest

from generator.simulator import Domain
from tests.flows import scenes
from tests.flows.starts import LAST, restarted, said, saved

ROOMS = ("startup", "wish")
"""Rooms whose doings are seen here."""

PROGRAM = "config.default_prog = { '/usr/bin/fish', '-l' }"


@pytest.mark.parametrize("extra", ["", PROGRAM])
@pytest.mark.parametrize(
    ("line", "directory"),
    [
        ({}, "/srv"),
        ({"cwd": "."}, ""),
        ({"cwd": "."}, "/"),
        ({"cwd": "."}, "/srv"),
        ({"cwd": "/home/user"}, "/srv"),
        ({"cwd": "/home/user/"}, "/"),
        ({"cwd": "/home/./user//."}, "/"),
        ({"cwd": ".."}, "/home/user/Downloads"),
        ({"cwd": "/"}, "/srv"),
    ],
)
def test_what_every_start_has_is_no_wish(line: dict[str, Any], directory: str, extra: str) -> None:
    """The desktop's menu runs `wezterm start --cwd .`; `default_prog` is in every command."""
    sim = scenes.terminal(LAST, extra=extra)
    for name in ("/srv", "/home/user/Downloads"):
        sim.files.make_directory(name)
    saved(sim, "work")
    restarted(sim, line=line, directory=directory)

    assert ["work"] == sim.workspaces()
    assert 2 == len(sim.tab().panes)
    assert 1 == len(sim.gui_windows())
    assert "" == said(sim)


@pytest.mark.parametrize("extra", ["", PROGRAM])
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"cwd": "/opt"}, "the directory /opt"),
        ({"cwd": "Downloads"}, "the directory /home/user/Downloads"),
        ({"cwd": "/home/user2"}, "the directory /home/user2"),
        ({"args": ["bash"]}, "the program bash"),
        ({"args": ["/usr/bin/fish", "-l"]}, "the program fish"),
        ({"args": ["/usr/bin/htop"], "cwd": "."}, "the program htop"),
        ({"domain": "box"}, "the domain box"),
        ({"ssh": "me@there"}, "the domain SSH to me@there"),
    ],
)
def test_a_wish_goes_first_and_is_told(line: dict[str, Any], why: str, extra: str) -> None:
    """One line: on the screen and in the log."""
    sim = scenes.terminal(LAST, extra=extra, domains=(Domain("box", "exec"),))
    for name in ("/opt", "/home/user/Downloads", "/home/user2"):
        sim.files.make_directory(name)
    saved(sim, "work")
    scenes.expects(sim, log="Nothing is restored: this start is for ")
    restarted(sim, line=line)
    logged = [text for _, text in sim.logs if "Nothing is restored" in text]

    assert ["default"] == sim.workspaces()
    assert f"Nothing is restored: this start is for {why}" == said(sim)
    assert 1 == len(logged)
    restarted(sim)
    assert ["work"] == sim.workspaces()


def test_who_connects_is_told_as_well() -> None:
    """`wezterm connect` sends no `gui-startup`."""
    domain = Domain("dev", "client", is_attached=False)
    sim = scenes.terminal(LAST)
    saved(sim, "work")
    scenes.expects(sim, log="Nothing is restored: this terminal is connected")
    restarted(sim, line={"domain": "dev", "attach": True}, domains=(domain,))

    assert ["default"] == sim.workspaces()
    assert "Nothing is restored: this terminal is connected to dev" == said(sim)


@pytest.mark.parametrize("line", [{"cwd": "/opt"}, {"args": ["bash"]}, {"ssh": "there"}])
def test_where_nothing_would_be_restored_nobody_is_told(line: dict[str, Any]) -> None:
    """On the first day, and with an empty list of what was open."""
    sim = scenes.machine(LAST).start(**line)
    sim.run(3000)

    assert "" == said(sim)


def test_the_program_of_a_table_that_nobody_uses_is_known_by_what_was_typed() -> None:
    """`apply_to_config({}, …)`: the plugin does not see `default_prog`."""
    text = scenes.machine(LAST).settings.config_text()
    text = text.replace("apply_to_config(config", "apply_to_config({}")
    sim = scenes.terminal(LAST)
    saved(sim, "work")
    restarted(
        sim, config=text.replace("return config", PROGRAM + "\nreturn config"), line={"cwd": "."}
    )

    assert ["work"] == sim.workspaces()
    assert "" == said(sim)
