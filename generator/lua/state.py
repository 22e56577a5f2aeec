"""Lua 5.4 in this process: a bare state, and modules opened in a world that is given to them.

In:    where the text of a module comes from, what its code may name.
Out:   a state, a `require` in it, instructions counted one by one.
Never: a door from Lua to Python but the functions that are handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from lupa.lua54 import LuaRuntime

Source = Callable[[str], tuple[bytes, str]]
"""The text of a module by the name under which it is required, and its chunk's name: `@file`."""

_REQUIRE = """
local world, source_of, loaded = ...
function world.require(module)
  if loaded[module] == nil then
    local text, name = source_of(module)
    loaded[module] = assert(load(text, name, "t", world))() or true
  end
  return loaded[module]
end
return world.require
"""

_COUNTERS = """
local sethook = ...
local function count(call, ...)
  local number = 0
  sethook(function()
    number = number + 1
  end, "", 1)
  call(...)
  sethook()
  return number
end
local function counted(call, ...)
  local results
  local number = count(function(...)
    results = table.pack(call(...))
  end, ...)
  return number, table.unpack(results, 1, results.n)
end
return count, counted
"""


def new_lua(*, most_bytes: int | None = None) -> Any:
    """A bare Lua 5.4 in which all byte values survive the border: its strings are latin-1.

    `most_bytes`: what it may allocate; None for no bound.
    """
    # The stubs of lupa know no arguments of LuaRuntime.
    return cast("Any", LuaRuntime)(
        encoding="latin-1",
        source_encoding="utf-8",
        unpack_returned_tuples=True,
        register_eval=False,
        register_builtins=False,
        max_memory=most_bytes,
    )


def require_in(lua: Any, world: Any, source_of: Source, loaded: Any = None) -> Any:
    """A `require` whose modules have `world`, a table of `lua`, for their globals; so has `world`.

    Args:
        lua: the state.
        world: all that modules can name. What is not there cannot be touched.
        source_of: where the text of a module comes from.
        loaded: a table of modules that are there already, by name; filled with the others.
    """
    modules = lua.table() if loaded is None else loaded
    return lua.execute(_REQUIRE, world, source_of, modules)


def counters_in(lua: Any) -> tuple[Any, Any]:
    """Two functions of `lua` that call another one and count its Lua instructions.

    The first gives their number, the second also what the call has given.
    """
    count, counted = lua.execute(_COUNTERS, lua.globals().debug.sethook)
    return count, counted
