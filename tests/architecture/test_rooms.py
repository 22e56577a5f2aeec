"""The laws of the plugin's rooms: what each may name, require, write, and do when it is loaded."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Final

import pytest

from generator import default_config
from generator.errors import ManifestError
from generator.facts import manifest, surface
from generator.facts.manifest import ROOMS, Room
from generator.lua import lex
from generator.making import render
from generator.making.config import ROOT
from generator.making.render import RenderedRoom, Renderer
from generator.making.sources import find_cycle, may_require, read_sources
from generator.proving.rooms import PURE_GLOBALS, pure_require, pure_world
from tests.architecture.bytecode import globals_of
from tests.conftest import fresh_lua

TERMINAL_GLOBALS: Final = {
    "files": PURE_GLOBALS | {"io", "os"},
    "host": PURE_GLOBALS | {"coroutine"},
}
"""By the rooms of `terminal/` that name more: the world comes in there and nowhere else."""

HANDS: Final = frozenset({"plugin", "host", "files", "store", "hooks"})
"""What a room is handed that touches something. A pure room has no name for any of it."""

FORBIDDEN: Final = ("sleep_ms", "io.popen", "os.execute", "plugin.list", "package.path", "/proc")
"""Each stopped the terminal, or broke another plugin, in an earlier version."""

MAX_LINES: Final = 500
"""A room that is longer is two rooms."""


@cache
def rendered() -> tuple[RenderedRoom, ...]:
    """Return all rooms of the default profile, which has every feature."""
    config = default_config()
    sources = read_sources(config)
    return tuple(render.rooms(config, sources, Renderer(config, sources)))


def each_room() -> list[object]:
    """Return one case for every room."""
    return [pytest.param(each, id=each.room.name) for each in rendered()]


every_room = pytest.mark.parametrize("each", each_room())


@every_room
def test_a_room_names_only_the_globals_of_its_kind(each: RenderedRoom) -> None:
    """No host, no files, no clock, no print; in `terminal/` `files` alone names io and os."""
    allowed = TERMINAL_GLOBALS.get(each.room.name, PURE_GLOBALS)

    assert set() == globals_of(each.text).read - allowed


def test_the_world_comes_in_through_the_terminal_folder() -> None:
    """Its name says so."""
    named = (*TERMINAL_GLOBALS, "memory", "panes", "screen", "spawn")

    assert {"terminal"} == {manifest.room_named(name).folder.path for name in named}


@every_room
def test_a_pure_room_is_handed_nothing_that_touches_anything(each: RenderedRoom) -> None:
    """Rooms of the pure folders, and of a feature all that attach nothing."""
    words = {word.text for word in lex.code(each.text) if word.kind == "name"}

    assert not each.room.is_pure or not words & HANDS


def fields_of(text: str, owner: str) -> list[tuple[str, bool]]:
    """Return what a room uses of a table, `owner.FIELD`, and whether it is defined there."""
    words = [word.text for word in lex.code(text)]
    found = []
    for index, (name, dot, field) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if (name, dot) == (owner, "."):
            # `function owner.FIELD`, `function plugin.owner.FIELD`, `owner.FIELD = `
            is_function = "function" in words[max(0, index - 3) : index][-1::-2]
            found.append((field, is_function or ["="] == words[index + 3 : index + 4]))
    return found


@every_room
def test_what_a_room_is_handed_is_made_by_a_room_above_it(each: RenderedRoom) -> None:
    """The law of requires holds for what goes through `plugin` as well."""
    rank = {folder.path: index for index, folder in enumerate(manifest.FOLDERS)}
    for field, _ in fields_of(each.text, "plugin"):
        maker = manifest.HANDED[field]

        assert (
            not maker
            or rank[manifest.room_named(maker.rpartition("/")[2]).folder.path]
            <= (rank[each.room.folder.path])
        ), field


@every_room
def test_a_room_calls_no_public_function_but_its_own(each: RenderedRoom) -> None:
    """They are for configurations; rooms require what they need."""
    used = {field for field, _ in fields_of(each.text, "api")}
    defined = {field for field, is_defined in fields_of(each.text, "api") if is_defined}

    assert "doors" == each.room.name or set() == used - defined


def test_the_table_of_what_is_handed_is_that_of_the_types() -> None:
    """Each field, made by a room that there is."""
    page = (ROOT / "lua_templates" / "sessions" / "types.lua").read_text(encoding="utf-8")
    declared = page.partition("---@class (exact) sessions.Plugin\n")[2].partition("\n\n")[0]

    assert set(manifest.HANDED) == set(re.findall(r"^---@field (\w+)", declared, re.MULTILINE))
    assert {*manifest.HANDED.values()} <= {"", *(room.place for room in ROOMS)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plugin.store()", [("store", False)]),
        ("self.plugin.fill():start(job)", [("fill", False)]),
        ("plugin.options = read()", [("options", True)]),
        ("function plugin.on() end", [("on", True)]),
        ("local plugin = { store = 1 } -- plugin.fill", []),
    ],
)
def test_fields_are_seen_where_they_are_used(source: str, expected: list[tuple[str, bool]]) -> None:
    """The two laws above are as good as it is."""
    assert expected == fields_of(source, "plugin")


def test_a_room_requires_from_its_own_folder_and_from_those_above_it() -> None:
    """No arrow runs back: folders come in the order of the house."""
    rank = {folder.path: index for index, folder in enumerate(manifest.FOLDERS)}
    for room in ROOMS:
        for name in room.may_require:
            assert rank[manifest.room_named(name).folder.path] <= rank[room.folder.path], room.place


@every_room
def test_a_room_writes_no_global(each: RenderedRoom) -> None:
    """Not when it is loaded, and not in any of its functions."""
    assert set() == globals_of(each.text).written


@every_room
def test_only_the_host_requires_wezterm(each: RenderedRoom) -> None:
    """Everybody else is handed the port."""
    outside = {
        edge.room
        for edge in lex.requires(each.text)
        if not str(edge.room).startswith(f"{manifest.PACKAGE}.")
    }

    assert ({"wezterm"} if "terminal/host" == each.room.place else set()) == outside


@every_room
def test_requires_are_those_of_the_table(each: RenderedRoom) -> None:
    """None more, and none fewer: the table is the truth."""
    modules = [str(edge.room) for edge in lex.requires(each.text) if edge.room != "wezterm"]
    required = {module.rpartition(".")[2] for module in modules}
    expected = {
        other.name for other in ROOMS if each.room.name == "features" and other.attaches
    } or set(each.room.may_require)

    assert expected == required


@every_room
def test_a_room_requires_only_what_is_there_when_it_is(each: RenderedRoom) -> None:
    """A room of a feature is required by rooms of that feature, or by the rendered list."""
    for name in each.room.may_require:
        other = manifest.room_named(name)

        assert not other.features or (
            each.room.features and set(each.room.features) <= set(other.features)
        )


@every_room
def test_pure_rooms_require_only_pure_rooms(each: RenderedRoom) -> None:
    """Else they would not be pure."""
    for name in each.room.may_require:
        assert not each.room.is_pure or manifest.room_named(name).is_pure


def test_rooms_do_not_require_each_other_in_a_circle() -> None:
    """What the table allows has none."""
    assert find_cycle({room.name: room.may_require for room in ROOMS}) is None


def test_rooms_come_in_the_order_of_their_requires() -> None:
    """A room comes after those that it requires, so that the map reads from the ground up."""
    seen: set[str] = set()
    for room in ROOMS:
        assert set(room.may_require) <= seen, room.name
        seen.add(room.name)


def test_a_circle_is_left_standing_for_the_build_to_refuse() -> None:
    """The order ends, whatever the table says."""
    first, second = Room("text/a", "b"), Room("text/b", "a")

    assert {first, second} == set(manifest.in_order(first, second))


def test_a_room_in_a_folder_that_the_house_has_not_is_told() -> None:
    """With the folders that there are, and the place to add one."""
    with pytest.raises(ManifestError, match=r"^There is no folder sessions/cellar in the house\.$"):
        _ = Room("cellar/wine").folder


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
def test_requires_stand_at_the_top(each: RenderedRoom) -> None:
    """Sorted, one a line, before anything else; the host asks for WezTerm when it is connected."""
    wanted = [edge for edge in lex.requires(each.text) if edge.room != "wezterm"]
    if each.room.name == "features":
        return
    names = [str(edge.room).rpartition(".")[2] for edge in wanted]
    lines = each.text.split("\n")

    assert sorted(names) == names
    assert all(second.line == first.line + 1 for first, second in pairwise(wanted))
    for edge in wanted:
        name = str(edge.room).rpartition(".")[2]
        assert f'local {name} = require("{edge.room}")' == lines[edge.line - 1]


@every_room
def test_a_room_is_short_enough_to_be_read(each: RenderedRoom) -> None:
    """By its number of lines."""
    assert each.text.count("\n") <= MAX_LINES


SPIES: Final = """
local world, touched = ...
for _, name in ipairs({ "io", "os", "print", "package" }) do
  world[name] = setmetatable({}, {
    __index = function(_, field)
      touched[#touched + 1] = name .. "." .. tostring(field)
    end,
    __call = function()
      touched[#touched + 1] = name .. "()"
    end,
  })
end
"""
"""What a room of `terminal/` may name, and what none may, watched."""


def test_a_room_only_defines_things_when_it_is_loaded() -> None:
    """No file is touched, nothing is asked or told: opening all rooms leaves no trace."""
    texts = {each.room.module: each.text.encode() for each in rendered()}
    lua = fresh_lua()
    world, touched = pure_world(lua), lua.table()
    lua.execute(SPIES, world, touched)
    require = pure_require(lua, lambda module: (texts[module], f"@{module}"), world)
    for module in texts:
        require(module)

    assert [] == [*touched.values()]


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
    assert ["options", "features"] == [room.name for room in ROOMS if room.frame]


def test_no_room_of_plain_lua_has_a_feature_flag() -> None:
    """A feature is a room in or out: the names of features do not occur in rooms without one."""
    for each in rendered():
        words = {word.text for word in lex.code(each.text)}
        if not each.room.features and each.room.frame is None:
            assert not {"FEATURES", "has_feature", "feature_names"} & words, each.room.name


@pytest.mark.parametrize(
    ("room", "other", "expected"),
    [
        (Room("text/a", "b"), Room("text/b"), True),
        (Room("text/a"), Room("text/b"), False),
        (Room("features"), Room("store/b", attaches=True), True),
        (Room("features"), Room("store/b"), False),
    ],
)
def test_the_law_of_requires(room: Room, other: Room, *, expected: bool) -> None:
    """The table decides; the rendered list of features takes what attaches."""
    assert expected == may_require(room, other)


@pytest.mark.parametrize(
    ("source", "read", "written"),
    [
        ("local a = 1; a = 2; return a", set(), set()),
        ("a = b.c", {"b"}, {"a"}),
        ("local function f() return function() x = os end end", {"os"}, {"x"}),
        ("local t = { os = 1 }; t.io = t.os -- print", set(), set()),
        ("local e = _ENV; e.a = 1", {"_ENV"}, set()),
        ("local s = 'io' for i = 1, 2 do print(s, 1.5, 7, true, nil) end", {"print"}, set()),
    ],
)
def test_the_reader_of_bytecode_sees_globals_and_nothing_else(
    source: str, read: set[str], written: set[str]
) -> None:
    """The laws above are as good as it is."""
    found = globals_of(source)

    assert (read, written) == (found.read, found.written)


def test_the_first_line_of_a_card_says_what_the_room_is() -> None:
    """Loader and map take it from there: one sentence."""
    for each in rendered():
        assert re.fullmatch(r"[^\n]{10,110}[^.\n]", each.meaning), each.room.name
