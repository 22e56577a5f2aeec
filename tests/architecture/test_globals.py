"""What a room can get at by name: the world comes in through `terminal/`, and nothing goes out."""

from __future__ import annotations

from typing import Final

import pytest

from generator.facts import manifest
from generator.lua import lex
from generator.making.render import RenderedRoom
from generator.proving.rooms import PURE_GLOBALS, pure_require, pure_world
from tests.architecture.bytecode import globals_of
from tests.architecture.rooms import every_room, rendered
from tests.conftest import fresh_lua

TERMINAL_GLOBALS: Final = {
    "files": PURE_GLOBALS | {"io", "os"},
    "host": PURE_GLOBALS | {"coroutine"},
}
"""By the rooms of `terminal/` that name more: the world comes in there and nowhere else."""


HANDS: Final = frozenset({"plugin", "host", "files", "store", "hooks"})
"""What a room is handed that touches something. A pure room has no name for any of it."""


@every_room
def test_a_room_names_only_the_globals_of_its_kind(each: RenderedRoom) -> None:
    """No host, no files, no clock, no print; in `terminal/` `files` alone names io and os."""
    allowed = TERMINAL_GLOBALS.get(each.room.name, PURE_GLOBALS)

    assert set() == globals_of(each.text).read - allowed


def test_the_world_comes_in_through_the_terminal_folder() -> None:
    """Its name says so."""
    named = (*TERMINAL_GLOBALS, "memory", "panes", "screen", "spawn", "system")

    assert {"terminal"} == {manifest.room_named(name).folder.path for name in named}


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
def test_a_pure_room_is_handed_nothing_that_touches_anything(each: RenderedRoom) -> None:
    """Rooms of the pure folders, and of a feature all that attach nothing."""
    words = {word.text for word in lex.code(each.text) if word.kind == "name"}

    assert not each.room.is_pure or not words & HANDS


@every_room
def test_a_room_writes_no_global(each: RenderedRoom) -> None:
    """Not when it is loaded, and not in any of its functions."""
    assert set() == globals_of(each.text).written


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
