"""wish: what was typed behind `wezterm`, and whether anything was asked for by it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms, plain
from tests.strategies import latin

WORDS = st.text(alphabet="abc-=./ ", min_size=1, max_size=8)


def typed(room: Rooms, *words: str) -> dict[str, Any]:
    """Return what a command line says."""
    found: dict[str, Any] = plain(room.open("wish").typed(room.lua.table("wezterm-gui", *words)))
    return found


@pytest.mark.parametrize("words", ["", "--config a=b", "-n"])
def test_what_the_configuration_starts_with_stands_for_nothing_typed(
    rooms: Fresh, words: str
) -> None:
    """`default_gui_startup_args`, where no subcommand was typed."""
    room = rooms()
    usual = room.lua.table("start", "--workspace", "other")
    argv = room.lua.table("wezterm-gui", *words.split())
    found = plain(room.open("wish").typed(argv, usual))

    assert {"--workspace": "other"} == found["options"]


def test_what_was_typed_goes_before_it(rooms: Fresh) -> None:
    """All of it."""
    room = rooms()
    usual = room.lua.table("connect", "dev")
    found = plain(room.open("wish").typed(room.lua.table("wezterm-gui", "start"), usual))

    assert "start" == found["subcommand"]
    assert {} == found["options"]


@pytest.mark.parametrize(
    ("words", "subcommand", "options", "program"),
    [
        ("", None, {}, {}),
        ("start", "start", {}, {}),
        ("start --cwd .", "start", {"--cwd": "."}, {}),
        ("start --cwd=.", "start", {"--cwd": "."}, {}),
        ("--config-file start start", "start", {"--config-file": "start"}, {}),
        ("--config a=b -n start --workspace x", "start", {"--workspace": "x"}, {}),
        ("start -- bash -l", "start", {}, ["bash", "-l"]),
        ("start bash --cwd x", "start", {}, ["bash", "--cwd", "x"]),
        ("-e bash", "start", {}, ["bash"]),
        ("start --always-new-process -- --cwd", "start", {}, ["--cwd"]),
        ("start -e vim", "start", {}, ["vim"]),
        ("ssh me@there", "ssh", {}, ["me@there"]),
        ("connect dev", "connect", {}, ["dev"]),
        ("start --cwd", "start", {}, {}),
    ],
)
def test_a_command_line_is_read_as_wezterm_reads_it(
    rooms: Fresh, words: str, subcommand: str | None, options: dict[str, str], program: object
) -> None:
    """Options and their values, the kind of start, the program."""
    found = typed(rooms(), *words.split())

    assert subcommand == found.get("subcommand")
    assert options.items() <= dict(found["options"]).items()
    assert program == found["program"]


@given(words=st.lists(WORDS, max_size=5), program=st.lists(WORDS, min_size=1, max_size=4))
def test_behind_two_dashes_stands_the_program(
    rooms: Fresh, words: list[str], program: list[str]
) -> None:
    """Whatever it looks like."""
    values = [f"--class={word}" for word in words]
    found = typed(rooms(), "start", *map(latin, values), "--", *map(latin, program))

    assert program == found["program"]


@given(names=st.lists(st.sampled_from("abcd"), unique=True), first=st.sampled_from("abcdx"))
def test_the_one_that_was_shown_comes_first_and_none_is_lost(
    rooms: Fresh, names: list[str], first: str
) -> None:
    """The others keep their order."""
    room = rooms()
    facts = room.lua.table(
        config=room.lua.table(), active_workspace="default", typed=room.lua.eval("function() end")
    )
    found = room.open("wish").names(room.lua.table(*names), first, facts)
    ordered = plain(found[0] if isinstance(found, tuple) else found) or []
    rest = [name for name in names if name != first]

    assert ([first] if first in names else []) + rest == ordered
