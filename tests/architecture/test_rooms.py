"""The laws of a room's file: where it lies, how it opens, what it answers, how long it is."""

from __future__ import annotations

import re
from typing import Final

from generator.facts import surface
from generator.facts.manifest import ROOMS
from generator.lua import lex
from generator.making.config import ROOT
from generator.making.render import RenderedRoom
from tests.architecture.rooms import every_room, rendered

FORBIDDEN: Final = ("sleep_ms", "io.popen", "os.execute", "plugin.list", "package.path", "/proc")
"""Each stopped the terminal, or broke another plugin, in an earlier version."""


MAX_LINES: Final = 400
"""A room that is longer is two rooms."""


def test_every_file_is_in_the_table() -> None:
    """And the page of types, which is no room."""
    folder = ROOT / "lua_templates" / "sessions"
    files = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.lua")}
    table = {room.place for room in ROOMS if room.frame is None}

    assert table | {"types"} == files


def test_no_two_rooms_have_the_same_name() -> None:
    """Stack traces, tests and the table of requires go by it."""
    assert len(ROOMS) == len({room.name for room in ROOMS})


def events_answered_by(text: str) -> set[str]:
    """Return the events to which a room gives a handler, by `on` or `plugin.on`."""
    words = lex.code(text)
    names = [word.text for word in words]
    constants: dict[str, str] = {}
    for index, word in enumerate(words):
        if word.text == "local":
            end = names.index("=", index) if "=" in names[index : index + 8] else index
            left = [name for name in names[index + 1 : end] if name != ","]
            right = [each for each in words[end + 1 : end + 2 * len(left)] if each.text != ","]
            constants |= {
                name: each.value
                for name, each in zip(left, right, strict=False)
                if each.kind == "string"
            }
    calls = zip(names, names[1:], words[2:], strict=False)
    arguments = [third for first, second, third in calls if (first, second) == ("on", "(")]
    found = (
        each.value if each.kind == "string" else constants.get(each.text) for each in arguments
    )
    return {event for event in found if event}


@every_room
def test_a_room_answers_the_events_that_the_table_gives_it(each: RenderedRoom) -> None:
    """Their handlers are registered while the plugin is loaded, by the table."""
    if each.room.name in {"host", "doors"}:
        return
    keys = {action.name for action in surface.ACTIONS}
    of_table = {*each.room.answers, *(watch.event for watch in each.room.watches)}

    assert of_table == events_answered_by(each.text) - keys


@every_room
def test_a_room_opens_with_its_card(each: RenderedRoom) -> None:
    """One line what it is; what goes in, what comes out, what it never does."""
    lines = each.text.split("\n")
    card = "\n".join(lines[: next(i for i, line in enumerate(lines) if not line.startswith("---"))])

    assert lines[0].startswith(f"--- {each.room.name}: ")
    for word in ("In:", "Out:", "Never:"):
        assert word in card


@every_room
def test_a_room_is_a_table_of_its_own_name(each: RenderedRoom) -> None:
    """So that a stack trace and a search agree."""
    words = lex.code(each.text)

    assert ["return", each.room.name] == [word.text for word in words[-2:]]


@every_room
def test_a_room_is_short_enough_to_be_read(each: RenderedRoom) -> None:
    """By its number of lines; `features` is one table, and grows with every function and event."""
    most = 500 if each.room.name == "features" else MAX_LINES

    assert each.text.count("\n") <= most


def test_nothing_that_ships_has_what_stopped_the_terminal_before() -> None:
    """None of these words, not even in a comment."""
    files = {
        path: path.read_text(encoding="utf-8")
        for folder in ("plugin", "dist/plugin")
        for path in (ROOT / folder).rglob("*.lua")
    }

    assert len(files) > len(ROOMS)
    assert [] == [
        (path.name, word) for path, text in files.items() for word in FORBIDDEN if word in text
    ]


def test_no_room_is_rendered_but_those_that_must_be() -> None:
    """Rooms are plain Lua; only what is made from tables has a frame."""
    assert ["key_names", "options", "features"] == [room.name for room in ROOMS if room.frame]


def test_no_room_of_plain_lua_has_a_feature_flag() -> None:
    """A feature is a room in or out: the names of features do not occur in rooms without one."""
    for each in rendered():
        words = {word.text for word in lex.code(each.text)}
        if not each.room.features and each.room.frame is None:
            assert not {"FEATURES", "has_feature", "feature_names"} & words, each.room.name


def test_the_first_line_of_a_card_says_what_the_room_is() -> None:
    """Loader and map take it from there: one sentence."""
    for each in rendered():
        assert re.fullmatch(r"[^\n]{10,110}[^.\n]", each.meaning), each.room.name
