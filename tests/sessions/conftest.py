"""The pure rooms as they ship, each test on a Lua of its own: `rooms()` gives one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from generator.facts.manifest import room_named
from tests.conftest import fresh_lua

PLUGIN: Final = Path(__file__).parents[2] / "dist" / "plugin"
RECORDED: Final = Path(__file__).parents[1] / "recorded"

# As the plugin's loader: private, written in Lua. What a pure room must not touch isn't there, so
# that a room which does touch it fails here and not on a user's machine.
LOADER: Final = """
local source_of, debug = ...
local room_world = {}
for name, value in pairs(_G) do
  if not ({ io = 1, os = 1, print = 1, debug = 1, package = 1, require = 1, _G = 1 })[name] then
    room_world[name] = value
  end
end
local loaded = {}
local function require(module)
  if not loaded[module] then
    local file = module:gsub("%.", "/") .. ".lua"
    local body = assert(load(source_of(file), "@plugin/" .. file, "t", room_world))
    loaded[module] = body()
  end
  return loaded[module]
end
room_world.require = require
setmetatable(room_world, {
  __newindex = function(_, name)
    error("a room wrote the global " .. tostring(name), 2)
  end,
})
-- The number of instructions that a call takes, and what it gives.
local function counted(call, ...)
  local count = 0
  debug.sethook(function()
    count = count + 1
  end, "", 1)
  local results = table.pack(call(...))
  debug.sethook()
  return count, table.unpack(results, 1, results.n)
end
return require, counted
"""


@cache
def _source(file: str) -> bytes:
    return (PLUGIN / file).read_bytes()


class Rooms:
    """A fresh Lua 5.4 in which the rooms can be opened; its strings are bytes, as latin-1."""

    def __init__(self) -> None:
        self.lua = fresh_lua()
        load = self.lua.execute("return function(text) return load(text) end")(LOADER)
        self._require, self.counted = load(_source, self.lua.globals().debug)

    def open(self, name: str) -> Any:
        """Return the table of a room."""
        return self._require(room_named(name).module)

    def table(self, value: object) -> Any:
        """Return dicts and lists, at any depth, as Lua tables; anything else as it is."""
        if isinstance(value, Mapping):
            return self.lua.table_from({key: self.table(item) for key, item in value.items()})
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self.lua.table_from([self.table(item) for item in value])
        return value

    def run(self, source: str) -> Any:
        """Run a chunk of Lua in which `require` knows the rooms, and return its value."""
        return self.lua.execute(f"local require = ...\n{source}", self._require)


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
