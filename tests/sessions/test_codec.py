"""A session <-> its document, which is made for people and tells its facts at its start."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.coding import Codec, example_session, session_of
from tests.sessions.conftest import Fresh, plain
from tests.sessions.trees import as_rects, check_linear
from tests.strategies import (
    BYTES,
    FEWER,
    SESSIONS,
    TEXTS,
    Layout,
    as_node,
    count,
    random_layout,
    spiral,
)

START_BYTES = 512
"""How much of a file a list reads."""


EXAMPLE = """\
{
  "format": "wezterm-sessions",
  "version": 1,
  "checksum": "CHECKSUM",
  "saved_at": 1767225600,
  "counts": { "windows": 1, "tabs": 2, "panes": 4 },
  "name": "proj/web app",
  "windows": [
    {
      "title": "",
      "active_tab": 1,
      "tabs": [
        {
          "title": "",
          "cols": 200,
          "rows": 60,
          "active_pane": 1,
          "zoomed": false,
          "layout": "133 | 41 | 24",
          "panes": [
            {
              "domain": "local",
              "cwd": "/home/u",
              "program": { "name": "vim", "argv": ["vim", "a b"] }
            },
            {
              "domain": "local",
              "cwd": { "bytes": "/tm%FF" },
              "git_branch": "main",
              "git_repo": "/home/u"
            },
            { "domain": "SSHMUX:web", "cwd": "/srv", "cwd_host": "web" }
          ]
        },
"""


def test_a_document_is_made_for_people(rooms: Fresh) -> None:
    """What it is, what is in it, then one pane after the other; it ends with a newline."""
    text = Codec(rooms).encode(example_session())

    assert re.sub('"checksum": "[0-9a-f]{16}"', '"checksum": "CHECKSUM"', text).startswith(EXAMPLE)
    assert text.endswith("}\n")


@given(session=SESSIONS)
def test_the_session_comes_back_and_gives_the_same_document(rooms: Fresh, session: Any) -> None:
    """Any name, title, path and argument, bytes that are no text among them; in any Lua."""
    codec = Codec(rooms)
    text = codec.encode(session)
    again, notes = codec.decode(text)

    assert (session, []) == (again, notes)
    assert Codec(rooms).encode(again) == text


@FEWER
@given(session=SESSIONS)
@example(session=example_session(""))
@example(session=example_session("ends in \\"))
@example(session=example_session('a", "b'))
@example(session=example_session('"windows": ['))
@example(session=example_session("a\\u0041"))
@example(session=example_session("\xff"))
def test_the_header_tells_the_facts_from_the_first_bytes(rooms: Fresh, session: Any) -> None:
    """A list of sessions reads no more than the start of each file."""
    codec = Codec(rooms)
    text = codec.encode(session)
    header = plain(codec.room.header(text[:START_BYTES]))
    tabs = [tab for window in session["windows"] for tab in window["tabs"]]

    assert header == {
        "saved_at": session["saved_at"],
        "windows": len(session["windows"]),
        "tabs": len(tabs),
        "panes": sum(panes_in(tab["layout"]) for tab in tabs),
        "name": session["name"],
    }


def panes_in(node: Any) -> int:
    """Count the panes of a node."""
    return panes_in(node["first"]) + panes_in(node["second"]) if "split" in node else 1


def test_a_reformatted_document_still_has_its_header(rooms: Fresh) -> None:
    """Editors and tools like jq change blanks and the order of keys."""
    codec = Codec(rooms)
    document = json.loads(codec.encode(example_session()))
    for text in (
        json.dumps(document),
        json.dumps(document, indent=4),
        json.dumps(document, sort_keys=True, separators=(",", ":")),
    ):
        header = codec.room.header(text[:START_BYTES])

        assert ("proj/web app", 4, 1_767_225_600) == (header.name, header.panes, header.saved_at)
        assert ["edited"] == codec.decode(text)[1]


@given(start=BYTES)
def test_no_bytes_break_the_header(rooms: Fresh, start: str) -> None:
    """What is no document has none."""
    room = Codec(rooms).room

    assert room.header(start) is None
    room.header('{"format": "wezterm-sessions",' + start)


@FEWER
@given(session=SESSIONS, later=st.integers(0, 2**40))
def test_the_time_of_saving_is_no_difference(rooms: Fresh, session: Any, later: int) -> None:
    """An unchanged session is not written again."""
    codec = Codec(rooms)
    text = codec.encode(session)

    assert codec.room.same(text, codec.encode(session | {"saved_at": later}))
    assert not codec.room.same(text, codec.encode(session | {"name": session["name"] + "x"}))
    assert not codec.room.same(text, "")


def test_importers_are_tried_in_turn_where_there_is_no_format(rooms: Fresh) -> None:
    """The first that gives a session wins; a problem is told when none does."""
    codec = Codec(rooms)
    importers = codec.lua.run(
        """
        return {
          not_mine = function() end,
          mine = function(value)
            return { name = value.name, windows = {} }, { { code = "hm" } }
          end,
          broken = function()
            return nil, { code = "torn", message = "a pane is missing" }
          end,
        }
        """
    )

    assert ["hm"] == codec.decode('{"name": "x"}', importers.not_mine, importers.mine)[1]
    assert "foreign" == codec.decode('{"name": "x"}', importers.not_mine)[1]["code"]
    problem = codec.decode('{"name": "x"}', importers.broken, importers.not_mine)[1]
    assert "torn" == problem["code"]


@pytest.mark.parametrize("panes", [64, 500])
def test_a_spiral_does_not_nest_the_document(rooms: Fresh, panes: int) -> None:
    """WezTerm's reader refuses a depth beyond 127; the document's is the same for any layout."""
    codec = Codec(rooms)
    layout = spiral(panes)
    node = (
        as_node(layout.tree, ({"domain": "local"} for _ in range(panes))) if panes < 100 else None
    )
    if node is None:
        rects = codec.lua.table(as_rects(layout.rects()))
        tree = codec.lua.open("split_tree").from_rects(rects)[0]
        session = codec.lua.table(session_of({}, layout.cols, layout.rows))
        session.windows[1].tabs[1].layout = tree
        text = str(codec.room.encode(session))
    else:
        text = codec.encode(session_of(node, layout.cols, layout.rows))
    decoded, notes = codec.room.decode(text, codec.parse)

    assert 0 == len(notes)
    assert codec.room.encode(decoded) == text


def session_of_64_panes() -> dict[str, Any]:
    """Return a session with one tab of 64 panes, as a person would have them."""
    layout = random_layout(64, 300, 100, random.Random(64))
    panes = (
        {
            "domain": "local",
            "cwd": f"/home/user/projects/{number}",
            "program": {"name": "nvim", "argv": ["nvim", "init.lua", f"{number}.lua"]},
        }
        for number in range(1, 65)
    )
    return session_of(as_node(layout.tree, panes), layout.cols, layout.rows)


def test_writing_64_panes_takes_few_instructions(rooms: Fresh) -> None:
    """Less than 1,300 a pane with its program: a millisecond on a slow core."""
    codec = Codec(rooms)
    session = codec.lua.table(session_of_64_panes())

    spent, _ = codec.lua.counted(codec.room.encode, session)

    assert spent < 64 * 1_300


@pytest.mark.parametrize("what", ["encode", "decode"])
def test_coding_is_linear(rooms: Fresh, what: str) -> None:
    """By the number of panes."""

    def spend(layout: Layout) -> int:
        codec = Codec(rooms)
        panes = count(layout.tree)
        leaves = codec.lua.table([{"domain": "local", "cwd": "/home/user"}] * panes)
        rects = codec.lua.table(as_rects(layout.rects()))
        tree = codec.lua.open("split_tree").from_rects(rects, None, None, leaves)[0]
        session = codec.lua.table(session_of({}, layout.cols, layout.rows))
        session.windows[1].tabs[1].layout = tree
        spent, text = codec.lua.counted(codec.room.encode, session)
        if what == "decode":
            spent, _, notes = codec.lua.counted(codec.room.decode, text, codec.parse)
            assert 0 == len(notes)
        return int(spent)

    check_linear(spend, "chain")


@given(text=TEXTS)
def test_an_empty_list_of_arguments_is_left_out(rooms: Fresh, text: str) -> None:
    """Lua cannot tell an empty list from an empty object; the document has neither."""
    codec = Codec(rooms)
    pane = {"program": {"name": text, "argv": []}}

    decoded, notes = codec.decode(codec.encode(session_of(pane, 80, 24)))
    assert [] == notes
    assert {"program": {"name": text}} == decoded["windows"][0]["tabs"][0]["layout"]
