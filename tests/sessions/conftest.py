"""The pure rooms as they ship, each test on a Lua of its own: `rooms()` gives one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from generator.proving import rooms as opened
from tests.conftest import fresh_lua

RECORDED: Final = Path(__file__).parents[1] / "recorded"


class Rooms(opened.Rooms):
    """The pure rooms in a fresh Lua of the tests."""

    def __init__(self) -> None:
        super().__init__(fresh_lua())


Fresh = Callable[[], Rooms]
"""What the fixture `rooms` gives."""


def plain(value: Any) -> Any:
    """Return Lua tables, at any depth, as lists (with items 1 to n, at least one) or dicts."""
    if type(value).__name__ != "_LuaTable":
        return value
    items = {key: plain(item) for key, item in value.items()}
    if items and set(items) == set(range(1, len(items) + 1)):
        return [items[index] for index in range(1, len(items) + 1)]
    return items


@pytest.fixture(scope="session")
def rooms() -> Fresh:
    """Give a function that makes a fresh Lua with the rooms: one a test, or one an example."""
    return Rooms
