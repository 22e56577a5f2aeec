"""The codec with WezTerm's JSON reader, and sessions for it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from generator.simulator.lua.json_text import to_lua_constructor
from tests.sessions.conftest import Fresh, plain
from tests.strategies import (
    as_node,
    shapes,
)

# `pcall` sees a host's refusal as it sees WezTerm's: as an error that is no string.
PARSE = """
local constructor = ...
return function(text)
  return load(constructor(text))()
end
"""


class Codec:
    """The room, with WezTerm's JSON reader."""

    def __init__(self, rooms: Fresh) -> None:
        self.lua = rooms()
        self.room = self.lua.open("codec")
        self.parse = self.lua.lua.execute("return load(...)", PARSE)(to_lua_constructor)

    def encode(self, session: Any) -> str:
        """Return the document of a session."""
        return str(self.room.encode(self.lua.table(session)))

    def decode(self, text: str, *importers: Any) -> tuple[Any, Any]:
        """Return the session and the codes of the notes, or None and the problem."""
        session, notes = self.room.decode(text, self.parse, self.lua.table([*importers]))
        if session is None:
            assert notes.code
            assert notes.message
            return None, plain(notes)
        return plain(session), [note.code for note in notes.values()]


def session_of(node: Any, cols: int, rows: int, name: str = "work") -> dict[str, Any]:
    """Return a session of one tab."""
    tab = {"title": "", "cols": cols, "rows": rows, "active_pane": 1, "zoomed": False}
    window = {"title": "", "active_tab": 1, "tabs": [tab | {"layout": node}]}
    return {"name": name, "saved_at": 1_767_225_600, "windows": [window]}


def example_session(name: str = "proj/web app") -> dict[str, Any]:
    """Return a session with a bit of everything."""
    panes = [
        {"domain": "local", "cwd": "/home/u", "program": {"name": "vim", "argv": ["vim", "a b"]}},
        {"domain": "local", "cwd": "/tm\xff", "git_branch": "main", "git_repo": "/home/u"},
        {"domain": "SSHMUX:web", "cwd": "/srv", "cwd_host": "web"},
    ]
    tree = shapes(3)[0]
    tree.first_cells, tree.second.first_cells = 133, 41  # type: ignore[union-attr]
    session = session_of(as_node(tree, iter(panes)), 200, 60, name)
    tabs = session["windows"][0]["tabs"]
    tabs.append(tabs[0] | {"title": "logs", "layout": panes[0], "active_pane": 1, "zoomed": True})
    return session


OTHERS: tuple[Any, ...] = (
    *(None, True, 0, -1, 2**53, 1.5, "", "x"),
    *([], [None, 1], [[]], {}, {"bytes": 1}, {"a": {}}),
)
"""Values of every kind."""


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path of every value within a JSON value."""
    yield path
    if isinstance(value, dict):
        items = [*value.items()]
    else:
        items = [*enumerate(value)] if isinstance(value, list) else []
    for key, item in items:
        yield from nodes(item, (*path, key))


def exchanged(document: Any) -> Iterator[Any]:
    """Give a document with each of its values exchanged for values of every other kind."""
    for path in nodes(document):
        for other in OTHERS:
            changed = {"": copy.deepcopy(document)}
            place: Any = changed
            for key in ("", *path)[:-1]:
                place = place[key]
            place[("", *path)[-1]] = other
            yield changed[""]
