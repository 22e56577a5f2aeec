"""Pure rooms opened by themselves: what they must not touch is not there."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import ManifestError
from generator.proving.rooms import Rooms, pure_require
from tests.conftest import fresh_lua


def opened(text: str) -> Any:
    """Open a room of this text as the rooms of the build are opened, and return its table."""
    return pure_require(fresh_lua(), lambda _: (text.encode(), "@a_room"))("a_room")


@pytest.mark.parametrize("name", ["io", "os", "print", "debug", "package", "load", "coroutine"])
def test_nothing_of_the_world_is_there(name: str) -> None:
    """Not under its own name, and not through the table of all globals."""
    assert opened(f"return {{ found = {name} == nil and _G == nil }}").found


def test_a_room_that_touches_the_world_fails() -> None:
    """With its own file and line."""
    with pytest.raises(Exception, match=r"a_room:1: attempt to index a nil value \(global 'os'\)"):
        opened("return { now = os.time() }")


@pytest.mark.parametrize("text", ["found = 1 return {}", "_ENV.found = 1 return {}"])
def test_a_room_that_writes_a_global_fails(text: str) -> None:
    """Whichever way it takes."""
    with pytest.raises(Exception, match="a_room:1: a room wrote the global found"):
        opened(text)


def test_a_room_is_opened_once() -> None:
    """By a test and by the rooms that require it."""
    rooms = Rooms(fresh_lua())
    is_same = rooms.run('return require("sessions.text.path") == ...', rooms.open("path"))

    assert is_same


def test_instructions_are_counted_beside_what_a_call_gives() -> None:
    """The same number each time, nil at the end of the results included."""
    rooms = Rooms(fresh_lua())
    call = rooms.run("local start = ...\nreturn function(n) return start + n, nil end", 40)
    spent, *results = rooms.counted(call, 2)

    assert [42, None] == results
    assert rooms.counted(call, 3)[0] == spent > rooms.count(call, 2) > 0


def test_a_room_that_is_not_there_is_told() -> None:
    """By the table of rooms."""
    with pytest.raises(ManifestError, match="There is no room cellar"):
        Rooms(fresh_lua()).open("cellar")
