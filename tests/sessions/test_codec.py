"""codec: a session <-> its document, every field checked, damage told from edits."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.simulator.lua.json_text import to_lua_constructor
from tests.sessions.conftest import Rooms, plain
from tests.strategies import (
    BYTES,
    FEWER,
    SESSIONS,
    TEXTS,
    as_node,
    chain,
    latin,
    random_layout,
    shapes,
    spiral,
)

Fresh = Callable[[], Rooms]

# `pcall` sees a host's refusal as it sees WezTerm's: as an error that is no string.
PARSE = """
local constructor = ...
return function(text)
  return load(constructor(text))()
end
"""

START_BYTES = 512
"""How much of a file a list reads."""


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
        "panes": sum(leaves_of(tab["layout"]) for tab in tabs),
        "name": session["name"],
    }


def leaves_of(node: Any) -> int:
    """Count the panes of a node."""
    return leaves_of(node["first"]) + leaves_of(node["second"]) if "split" in node else 1


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


# The same, but for the time.


@FEWER
@given(session=SESSIONS, later=st.integers(0, 2**40))
def test_the_time_of_saving_is_no_difference(rooms: Fresh, session: Any, later: int) -> None:
    """An unchanged session is not written again."""
    codec = Codec(rooms)
    text = codec.encode(session)

    assert codec.room.same(text, codec.encode(session | {"saved_at": later}))
    assert not codec.room.same(text, codec.encode(session | {"name": session["name"] + "x"}))
    assert not codec.room.same(text, "")


# Edits and damage.


def edit(text: str, old: str, new: str) -> str:
    """Replace a text that must be there."""
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"cwd": "/srv"', '"cwd": "/srv/www"'),
        ('"panes": 4', '"panes": 99'),
        ('"133 | 41 | 24"', '"100 | 74 | 24"'),
        ('"133 | 41 | 24"', '" 133|41 |24"'),
        ('"title": "logs"', '"title": "Logs", "unknown": [1]'),
        ('"checksum"', '"note": "mine",\n  "checksum"'),
    ],
)
def test_an_edited_document_is_taken_and_said(rooms: Fresh, old: str, new: str) -> None:
    """Counts may be wrong then, and fields of other versions are passed over."""
    codec = Codec(rooms)
    session, notes = codec.decode(edit(codec.encode(example_session()), old, new))

    assert "proj/web app" == session["name"]
    assert ["edited"] == notes


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"active_tab": 1', '"active_tab": 3', "windows[1].active_tab"),
        ('"cols": 200', '"cols": 0', "windows[1].tabs[1].cols"),
        ('"cols": 200', '"cols": 200.5', "windows[1].tabs[1].cols"),
        ('"zoomed": false', '"zoomed": 0', "windows[1].tabs[1].zoomed"),
        ('"133 | 41 | 24"', '"133 | 41 | 25"', "windows[1].tabs[1].layout"),
        ('"133 | 41 | 24"', '"133 | 66"', "windows[1].tabs[1].layout"),
        ('"domain": "local"', '"domain": 7', "windows[1].tabs[1].panes[1].domain"),
        (
            '"argv": ["vim", "a b"]',
            '"argv": ["vim", 3]',
            "windows[1].tabs[1].panes[1].program.argv[2]",
        ),
        (
            '"argv": ["vim", "a b"]',
            '"argv": [null, "a"]',
            "windows[1].tabs[1].panes[1].program.argv",
        ),
        ('{ "domain": "SSHMUX:web"', 'null, { "domain": "SSHMUX:web"', "windows[1].tabs[1].panes"),
        (
            '{ "domain": "SSHMUX:web"',
            '"x", { "domain": "SSHMUX:web"',
            "windows[1].tabs[1].panes[3]",
        ),
        ('"name": "vim", ', '"name": 7, ', "windows[1].tabs[1].panes[1].program.name"),
        ('"windows": [', '"windows": [], "w": [', "windows"),
        ('"panes": [', '"panes": [], "p": [', "windows[1].tabs[1].panes"),
        ('"tabs": [', '"tabs": [], "t": [', "windows[1].tabs"),
        ('"cwd": "/srv"', '"cwd": 7', "windows[1].tabs[1].panes[3].cwd"),
        ('"cwd_host": "web"', '"cwd_host": []', "windows[1].tabs[1].panes[3].cwd_host"),
        ('"git_branch": "main"', '"git_branch": 1', "windows[1].tabs[1].panes[2].git_branch"),
        ('"git_repo": "/home/u"', '"git_repo": 1', "windows[1].tabs[1].panes[2].git_repo"),
        ('"title": "logs"', '"title": null', "windows[1].tabs[2].title"),
        ('"name": "proj/web app"', '"nam": "proj/web app"', "name"),
        ('"saved_at": 1767225600', '"saved_at": -1', "saved_at"),
        ('"windows": [', '"windows": {}, "w": [', "windows"),
    ],
)
def test_a_wrong_field_is_told_by_its_path(rooms: Fresh, old: str, new: str, where: str) -> None:
    """Whoever edits by hand is told where the mistake is."""
    codec = Codec(rooms)
    session, problem = codec.decode(edit(codec.encode(example_session()), old, new))

    assert session is None
    assert ("damaged", where) == (problem["code"], problem["where"])
    assert where in problem["message"]


def test_a_wrong_field_under_a_right_checksum_is_invalid(rooms: Fresh) -> None:
    """Nothing was damaged on the disk: somebody wrote it so."""
    codec = Codec(rooms)
    text = edit(codec.encode(example_session()), '"active_tab": 1', '"active_tab": 3')
    body = text[text.index('",\n  "saved_at"') + 3 :]
    checksum = codec.lua.open("digest").of(body)
    text = re.sub('"checksum": "[0-9a-f]{16}"', f'"checksum": "{checksum}"', text)

    assert "invalid" == codec.decode(text)[1]["code"]


@pytest.mark.parametrize("what", ["cut", "flip", "drop"])
def test_no_damage_goes_unseen(rooms: Fresh, what: str) -> None:
    """Every truncation, every flipped bit, every lost byte: refused, or at least said."""
    codec = Codec(rooms)
    text = codec.encode(example_session()).encode("latin-1")
    assert len(text) > 1000
    for damaged in damages(text, what):
        session, notes = codec.decode(damaged.decode("latin-1"))

        # A blank lost before the checksum changes nothing.
        assert session is None or ["edited"] == notes or session == example_session()
        if session is None:
            assert notes["code"] in {"damaged", "foreign", "newer"}


def damages(text: bytes, what: str) -> Iterator[bytes]:
    """Give every damaged version; bits are taken in turn, one a byte."""
    for at in range(len(text)):
        if what == "cut":
            yield text[:at]
        elif what == "drop":
            yield text[:at] + text[at + 1 :]
        else:
            yield text[:at] + bytes([text[at] ^ 1 << at % 8]) + text[at + 1 :]


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path of every value within a JSON value."""
    yield path
    if isinstance(value, dict):
        items = [*value.items()]
    else:
        items = [*enumerate(value)] if isinstance(value, list) else []
    for key, item in items:
        yield from nodes(item, (*path, key))


def test_any_value_in_any_place_is_a_session_or_a_problem(rooms: Fresh) -> None:
    """Every node of a document is exchanged for values of every other kind."""
    codec = Codec(rooms)
    document = json.loads(codec.encode(example_session()))
    others: tuple[Any, ...] = (
        None,
        True,
        0,
        -1,
        2**53,
        1.5,
        "",
        "x",
        [],
        [None, 1],
        {},
        {"bytes": 1},
        [[]],
    )
    for path in nodes(document):
        for other in others:
            changed = {"": copy.deepcopy(document)}
            place: Any = changed
            for key in ("", *path)[:-1]:
                place = place[key]
            place[("", *path)[-1]] = other
            session, notes = codec.decode(json.dumps(changed[""]))

            assert session is None or ["edited"] == notes


@given(text=BYTES | st.text(max_size=30).map(latin))
@example(text="[" * 100_000)
@example(text='{"format":' * 100)
@example(text="")
@example(text="null")
@example(text='"x"')
@example(text="[]")
def test_any_bytes_are_a_session_or_a_problem(rooms: Fresh, text: str) -> None:
    """Nothing that a file holds raises."""
    session, problem = Codec(rooms).decode(text)

    assert session is None
    assert problem["code"] in {"damaged", "foreign"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"version": 1', '"version": 2', "newer"),
        ('"version": 1', '"version": "1"', "damaged"),
        ('"version": 1', '"version": 0', "invalid"),
        ('"wezterm-sessions"', '"other"', "foreign"),
    ],
)
def test_other_versions_and_formats_are_told_apart(
    rooms: Fresh, old: str, new: str, code: str
) -> None:
    """A document of a newer plugin is not called damaged."""
    codec = Codec(rooms)

    assert code == codec.decode(edit(codec.encode(example_session()), old, new))[1]["code"]


def test_more_panes_than_any_screen_holds_are_refused(rooms: Fresh) -> None:
    """A hostile document is refused, and soon."""
    codec = Codec(rooms)
    layout = chain(10_001)
    document = json.loads(codec.encode(example_session()))
    tab = document["windows"][0]["tabs"][0]
    tab |= {"cols": layout.cols, "rows": 20, "panes": [{}] * 10_001}
    tab["layout"] = " | ".join(["1"] * 10_001)

    assert "windows[1].tabs[1]" == codec.decode(json.dumps(document))[1]["where"]


# Documents of other plugins.


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


# Size, depth, cost.


@pytest.mark.parametrize("panes", [64, 500])
def test_a_spiral_does_not_nest_the_document(rooms: Fresh, panes: int) -> None:
    """WezTerm's reader refuses a depth beyond 127; the document's is the same for any layout."""
    codec = Codec(rooms)
    layout = spiral(panes)
    node = (
        as_node(layout.tree, ({"domain": "local"} for _ in range(panes))) if panes < 100 else None
    )
    if node is None:
        rects = [
            dict(zip(("left", "top", "width", "height"), r, strict=True)) for r in layout.rects()
        ]
        tree = codec.lua.open("split_tree").from_rects(codec.lua.table(rects))[0]
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
    """Eight times the panes take at most 8 ** 1.05 times the instructions."""
    costs = []
    for panes in (64, 512):
        codec = Codec(rooms)
        rects = [
            dict(zip(("left", "top", "width", "height"), r, strict=True))
            for r in chain(panes).rects()
        ]
        leaves = codec.lua.table([{"domain": "local", "cwd": "/home/user"}] * panes)
        tree = codec.lua.open("split_tree").from_rects(codec.lua.table(rects), None, None, leaves)[
            0
        ]
        session = codec.lua.table(session_of({}, 2 * panes - 1, 20))
        session.windows[1].tabs[1].layout = tree
        spent, text = codec.lua.counted(codec.room.encode, session)
        if what == "decode":
            spent, _, notes = codec.lua.counted(codec.room.decode, text, codec.parse)
            assert 0 == len(notes)
        costs.append(spent / panes)

    assert costs[1] / costs[0] <= 8**0.05


@given(text=TEXTS)
def test_an_empty_list_of_arguments_is_left_out(rooms: Fresh, text: str) -> None:
    """Lua cannot tell an empty list from an empty object; the document has neither."""
    codec = Codec(rooms)
    pane = {"program": {"name": text, "argv": []}}

    decoded, notes = codec.decode(codec.encode(session_of(pane, 80, 24)))
    assert [] == notes
    assert {"program": {"name": text}} == decoded["windows"][0]["tabs"][0]["layout"]
