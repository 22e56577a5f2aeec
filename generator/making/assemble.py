"""Rooms to the files of a plugin: each room as it is, and the frame that opens them.

Same rooms, same bytes: no dates, no absolute paths, no order that depends on a hash. A change of
one room changes that room's file and its line in the frame, so that two changes meet only where
both touch the same room.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.errors import ManifestError, TemplateError
from generator.facts import manifest
from generator.lua.lex import requires
from generator.making.render import RenderedRoom, Renderer
from generator.making.sources import TEMPLATES, check_requires, digest, find_cycle

FRAME: Final = "loader.lua.j2"

ENTRY: Final = "plugin/init.lua"
"""The file that wezterm.plugin.require looks for in a plugin repository."""

ROOMS_FOLDER: Final = f"{manifest.PACKAGE}/"
"""Where the frame finds the rooms, seen from its own folder."""

STAMP: Final = "-- Made from "
"""Begins the last line of every room: a file that was cut short has none."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """The Lua files of a plugin."""

    files: dict[str, str]
    """Path relative to the plugin's root, such as plugin/sessions/store/catalog.lua, to text."""
    edits: dict[str, str]
    """The same paths to the file to edit when they should change."""

    @property
    def digest(self) -> str:
        """Tells two builds apart."""
        return digest(self.files.items())

    @property
    def size_bytes(self) -> int:
        """Of all files together."""
        return sum(len(text.encode()) for text in self.files.values())


def assemble(
    rooms: Sequence[RenderedRoom], renderer: Renderer, *, rooms_folder: str = ROOMS_FOLDER
) -> Plugin:
    """Lay the rooms beside the frame that opens them.

    Args:
        rooms: in the order of the manifest.
        renderer: of the frame.
        rooms_folder: where the frame looks for them, relative to its own folder, `/` at the end.

    Raises:
        TemplateError: a room requires what it may not, or the frame is not valid.
        ManifestError: rooms require each other in a circle.
    """
    _check_edges(rooms)
    frame = renderer.frame(
        FRAME,
        entries=[{"made": each, "digest": _digest(each)} for each in rooms],
        rooms_folder=rooms_folder,
    )
    files, edits = {ENTRY: frame}, {ENTRY: f"{TEMPLATES}/{FRAME}"}
    for each in rooms:
        path = f"plugin/{each.room.file}"
        stamp = f"{STAMP}{each.room.edit}; plugin/init.lua opens it by its digest: {_digest(each)}"
        files[path] = f"{each.text}{stamp}\n"
        edits[path] = each.room.edit
    return Plugin(files, edits)


def _digest(each: RenderedRoom) -> str:
    return digest([(each.room.module, each.text)])


def _check_edges(rooms: Sequence[RenderedRoom]) -> None:
    present = [each.room for each in rooms]
    for each in rooms:
        check_requires(each.room, each.text, present)
    edges = {each.room.module: [edge.room or "" for edge in requires(each.text)] for each in rooms}
    circle = find_cycle(edges)
    if circle:
        raise ManifestError(
            f"Rooms require each other in a circle: {' -> '.join(circle)}.",
            "Move what both need into a room of its own, or hand it over as an argument.",
        )


_LUA_PLACE: Final = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+): (?P<what>.*)", re.DOTALL)


def syntax_error(message: str) -> TemplateError:
    """Turn the Lua compiler's `path:line: what` into our error."""
    place = _LUA_PLACE.match(message)
    if place is None:
        return TemplateError(TEMPLATES, 1, message)
    return TemplateError(place["path"], int(place["line"]), f"not valid Lua: {place['what']}.")
