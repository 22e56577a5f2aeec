"""Rooms to one chunk of Lua, and the map from its lines back to theirs.

Same rooms, same bytes: no dates, no absolute paths, no order that depends on a hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from generator import manifest
from generator.errors import LocationError, ManifestError, TemplateError
from generator.lualex import requires
from generator.render import RenderedRoom, Renderer
from generator.sources import TEMPLATES, check_requires, digest, find_cycle

FRAME: Final = "bundle.lua.j2"

MAP_VERSION: Final = 1

Flavour = Literal["release", "source"]
"""How a room stands in the bundle.

    release   what users get
    source    for tests: a room that writes a global raises
"""

Entry = Literal["plugin", "rooms"]
"""What the chunk returns: the plugin's public table, or `require` itself, for tests of rooms."""

_ENDINGS: Final = {
    "plugin": f'return require("{manifest.ENTRY}").start(...)',
    "rooms": "return require",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of the bundle that are lines of a source."""

    room: str
    source: str
    """The file that the lines stand in; for a rendered room its copy under build/."""
    edit: str
    """The file to edit when they should change."""
    first_line: int
    """1-based line of the bundle that is line 1 of the source."""
    lines: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """The chunk, where its lines come from, and the digest of what went in."""

    text: str
    spans: tuple[Span, ...]
    digest: str

    def map_text(self) -> str:
        """Write the line map as JSON, one span a line."""
        rows = [
            json.dumps(
                {
                    "room": span.room,
                    "source": span.source,
                    "edit": span.edit,
                    "first_line": span.first_line,
                    "lines": span.lines,
                }
            )
            for span in self.spans
        ]
        head = json.dumps(
            {"version": MAP_VERSION, "digest": self.digest, "frame": f"{TEMPLATES}/{FRAME}"}
        )
        return head[:-1] + ', "rooms": [\n  ' + ",\n  ".join(rows) + "\n]}\n"


def bundle(
    rooms: Sequence[RenderedRoom],
    renderer: Renderer,
    *,
    flavour: Flavour = "release",
    entry: Entry = "plugin",
    reads_itself: bool = False,
) -> Bundle:
    """Put the rooms into the frame.

    Args:
        rooms: in the order of the manifest.
        renderer: of the frame.
        flavour: who it is for.
        entry: what the chunk returns.
        reads_itself: whether rooms that are not needed for loading stand as comments, to be taken
            from the file: half the time to load, and only for a chunk that knows its path.

    Raises:
        TemplateError: a room requires what it may not, or the frame is not valid.
        ManifestError: rooms require each other in a circle.
    """
    _check_edges(rooms)
    stamp = digest([(entry.room.module, entry.text) for entry in rooms])
    entries = [
        {
            "room": each.room,
            "text": _slot(each, as_comment=reads_itself and each.room.name not in AT_LOAD),
        }
        for each in rooms
    ]
    text = renderer.frame(
        FRAME,
        entries=entries,
        digest=stamp,
        ending=_ENDINGS[entry],
        prefix=_PREFIX,
        environment=_STRICT if flavour == "source" else "",
        reads_itself=reads_itself,
        text="source.text or text_of(name)" if reads_itself else "source.text",
    )
    return Bundle(text, tuple(_spans(text, rooms)), stamp)


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


AT_LOAD: Final = frozenset({"host", "screen", "init", "options", "features"})
"""Rooms that every evaluation of a configuration looks into."""


def _slot(entry: RenderedRoom, *, as_comment: bool = False) -> str:
    """Return the Lua that puts one room into the loader's table: its chunk name and its text."""
    module = entry.room.module
    level = _long_bracket_level(entry.text)
    chunk = f"@{entry.room.path}"
    if as_comment:
        opening = f'sources["{module}"] = {{ chunk = "{chunk}" }} --[{level}[ {module}'
        return f"{opening}\n{entry.text}]{level}]\n"
    text = f"[{level}[\n{entry.text}]{level}]"
    return f'sources["{module}"] = {{ chunk = "{chunk}", text = {text} }}\n'


_PREFIX: Final = '"local require = ... " .. '
"""Before a room's text, on its first line, so that its lines keep their numbers."""

_STRICT: Final = (
    ", setmetatable({}, { __index = _G, __newindex = function(_, global)"
    ' error(source.chunk:sub(2) .. " writes the global " .. tostring(global), 2) end })'
)
"""The environment of a room in the source flavour."""


def _long_bracket_level(text: str) -> str:
    """Return the shortest run of `=` whose closing bracket does not occur in `text`."""
    level = ""
    while f"]{level}]" in text:
        level += "="
    return level


def _spans(text: str, rooms: Sequence[RenderedRoom]) -> Iterator[Span]:
    """Find each room's lines: they begin after the line that opens its slot."""
    lines = text.split("\n")
    start = 0
    for each in rooms:
        opening = f'sources["{each.room.module}"] = '
        while not lines[start].startswith(opening):
            start += 1
        count = each.text.count("\n")
        # Lines are counted from 1, and the room begins one line below its opening.
        yield Span(each.room.module, each.room.path, each.room.edit, start + 2, count)
        start += count


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a source."""

    room: str
    """Empty for lines of the frame."""
    source: str
    line: int
    """0 when the line of the source cannot be told, as in a frame."""
    edit: str


def locate(map_text: str, line: int, total_lines: int) -> Location:
    """Find the source of a line of a bundle.

    Args:
        map_text: the content of plugin/init.map.
        line: 1-based line of the bundle.
        total_lines: how many lines the bundle has.

    Raises:
        LocationError: the map is not one of ours, or the bundle has no such line.
    """
    try:
        table = json.loads(map_text)
        spans = [Span(**row) for row in table["rooms"]]
        frame = str(table["frame"])
    except (ValueError, TypeError, KeyError) as error:
        raise LocationError("The line map cannot be read.", "Run `make plugin`.") from error
    if not 1 <= line <= total_lines:
        raise LocationError(f"There is no line {line}: the bundle has {total_lines} lines.")
    for span in spans:
        if span.first_line <= line < span.first_line + span.lines:
            return Location(span.room, span.source, line - span.first_line + 1, span.edit)
    return Location("", frame, 0, frame)


_LUA_PLACE: Final = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+): (?P<what>.*)", re.DOTALL)


def syntax_error(message: str) -> TemplateError:
    """Turn the Lua compiler's `path:line: what` into our error."""
    place = _LUA_PLACE.match(message)
    if place is None:
        return TemplateError(TEMPLATES, 1, message)
    return TemplateError(place["path"], int(place["line"]), f"not valid Lua: {place['what']}.")
