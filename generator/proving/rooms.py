"""The rooms of the build in `dist/`, opened one by one in a Lua that has no terminal.

In:    the name of a room.
Out:   its table; how many instructions a call of it takes.
Never: anything for a room to touch: its world is the functions of Lua that only compute, and it
       cannot be written to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from generator.facts.manifest import room_named
from generator.lua.state import Source, counters_in, new_lua, require_in
from generator.making.config import ROOT

PLUGIN: Final = ROOT / "dist" / "plugin"

# fmt: off
PURE_GLOBALS: Final = frozenset((
    "assert", "error", "getmetatable", "ipairs", "math", "next", "pairs", "pcall", "rawequal",
    "rawget", "rawlen", "rawset", "require", "select", "setmetatable", "string", "table",
    "tonumber", "tostring", "type", "utf8",
))
# fmt: on
"""What a room may name that touches nothing: none of it knows the world or the time."""

_WORLD: Final = """
local world = {}
for name in pairs(...) do
  world[name] = _G[name]
end
return world
"""

_SEAL: Final = """
setmetatable(..., {
  __newindex = function(_, name)
    error("a room wrote the global " .. tostring(name), 2)
  end,
})
"""


def pure_world(lua: Any) -> Any:
    """A table of `lua` with what a pure room may name, but for its `require`."""
    return lua.execute(_WORLD, lua.table_from(dict.fromkeys(PURE_GLOBALS - {"require"}, True)))


@cache
def shipped(module: str) -> tuple[bytes, str]:
    """The text of a room as it ships, by the name under which it is required; its chunk's name."""
    file = f"{module.replace('.', '/')}.lua"
    return (PLUGIN / file).read_bytes(), f"@plugin/{file}"


def pure_require(lua: Any, source_of: Source, world: Any = None) -> Any:
    """A `require` for rooms of these texts, which see `world`, and cannot write a global.

    `world`: a table of `lua` in place of that of the pure rooms.
    """
    seen = pure_world(lua) if world is None else world
    require = require_in(lua, seen, source_of)
    lua.execute(_SEAL, seen)
    return require


class Rooms:
    """A Lua 5.4 in which the pure rooms can be opened; its strings are bytes, as latin-1."""

    def __init__(self, lua: Any = None) -> None:
        self.lua = new_lua() if lua is None else lua
        self._require = pure_require(self.lua, shipped)
        self.count, self.counted = counters_in(self.lua)
        """`count(call, ...)`: the Lua instructions that a call takes; `counted(call, ...)`: these,
        and what it gives."""

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

    def run(self, source: str, *arguments: Any) -> Any:
        """Run a chunk of Lua in which `require` knows the rooms, and return its value.

        The chunk gets the arguments as `...`, and may name all that a bare Lua has.
        """
        chunk = self.lua.execute(
            f"local require = ...\nreturn function(...)\n{source}\nend", self._require
        )
        return chunk(*arguments)
