"""Files of other plugins, and of earlier versions of this one, as their rooms read them."""

from __future__ import annotations

import json
from typing import Any

from tests.sessions.coding import Codec
from tests.sessions.conftest import RECORDED, Fresh, plain
from tests.sessions.trees import as_tuples
from tests.strategies import Rect, latin

STATES = sorted((RECORDED / "states" / "wezterm-sessions").glob("*.json"))


def decode(rooms: Fresh, value: Any, room: str = "legacy", **machine: Any) -> tuple[Any, Any]:
    """Return the session and the codes of the notes, or None and the problem, if there is one."""
    codec = Codec(rooms)
    answer = codec.lua.open(room).decode(
        codec.parse(latin(json.dumps(value))), codec.lua.table(machine)
    )
    session, notes = answer if isinstance(answer, tuple) else (answer, None)
    if session is None:
        return None, plain(notes)
    return plain(session), [note.code for note in notes.values()]


def leaves_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the panes of a node."""
    if "split" not in node:
        return [node or {}]
    return leaves_of(node["first"]) + leaves_of(node["second"])


def only_tab(session: Any) -> Any:
    """Return the tab of a session that has one."""
    ((tab,),) = [window["tabs"] for window in session["windows"]]
    return tab


def recorded(path: Any) -> Any:
    """Return the value in a recorded file."""
    return json.loads(path.read_text(encoding="utf-8"))


def rects_in(rooms: Fresh, tab: Any) -> list[Rect]:
    """Return the rectangles of a tab."""
    lua = rooms()
    rects = lua.open("split_tree").rects(lua.table(tab["layout"]), tab["cols"], tab["rows"])
    return as_tuples(rects)


def check_total(rooms: Fresh, room: str, documents: Any) -> None:
    """Assert that every document gives a session that can be saved and planned, or says why not."""
    codec = Codec(rooms)
    lua_decode, plan = codec.lua.open(room).decode, codec.lua.open("plan")
    for document in documents:
        answer = lua_decode(codec.parse(latin(json.dumps(document))))
        session, notes = answer if isinstance(answer, tuple) else (answer, None)
        if session is None:
            assert notes is None or notes.code
            continue
        text = codec.room.encode(session)
        again, remarks = codec.room.decode(text, codec.parse)
        assert (codec.room.encode(again), len(remarks)) == (text, 0)
        for window in session.windows.values():
            for tab in window.tabs.values():
                plan.tab(tab, 80, 24)
