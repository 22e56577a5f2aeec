"""picker: entries -> aligned lines that fit the screen."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms, plain
from tests.strategies import ODD_NAMES, TEXTS, latin

NOW_S = 1_800_000_000

Entry = dict[str, Any]


def rows(
    rooms: Rooms, entries: list[Entry], open_names: tuple[str, ...] = (), width: int = 120
) -> list[dict[str, str]]:
    """Return the ids and labels of the list."""
    listed = rooms.open("picker").rows(rooms.table(entries), rooms.table(open_names), NOW_S, width)
    return [plain(row) for row in listed.values()]


def entry(
    name: str, ago_s: int, panes: int = 1, tabs: int = 1, windows: int = 1, **more: Any
) -> Entry:
    """Return what a list knows of a session."""
    counts = {"panes": panes, "tabs": tabs, "windows": windows}
    return {"name": name, "path": f"/{name}", "saved_at": NOW_S - ago_s, **counts, **more}


def test_a_list(rooms: Fresh) -> None:
    """Columns below each other, numbers aligned, nothing behind the last word."""
    entries = [
        entry("work", 30, 12, 3, 2, programs=["nvim", "htop", "nvim"], branch="main"),
        entry("a longer name", 300, 2, 1, branch="fix/it", programs=["less"]),
        entry("notes", 3 * 86_400),
    ]
    expected = [
        "work           open  just now    12 panes  3 tabs  2 windows  main    nvim (2), htop",
        "a longer name        5 min ago    2 panes  1 tab              fix/it  less",
        "notes                3 days ago   1 pane   1 tab",
    ]

    assert expected == [row["label"] for row in rows(rooms(), entries, ("work", "gone"))]
    assert ["work", "a longer name", "notes"] == [row["id"] for row in rows(rooms(), entries)]


def test_columns_without_room_are_left_out(rooms: Fresh) -> None:
    """On a narrow screen the name stays, then what comes first."""
    entries = [entry("work", 30, 12, 3, 2, programs=["nvim"], branch="main")]
    lua = rooms()

    assert "work  just now  12 panes" == rows(lua, entries, width=24)[0]["label"]
    assert "work  just now" == rows(lua, entries, width=15)[0]["label"]
    assert "work" == rows(lua, entries, width=4)[0]["label"]
    assert rows(lua, entries, width=3)[0]["label"] == latin("wo…")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", '""'),
        (" x", '" x"'),
        ("x ", '"x "'),
        ("a\nb", "a?b"),
        ("a\x1b[2J", "a?[2J"),
        ("\xff", "?"),
        (latin("größe"), latin("größe")),
        (latin("\u200b"), '""'),
    ],
)
def test_odd_names_can_be_read(rooms: Fresh, name: str, expected: str) -> None:
    """A name that would break the line, or could not be seen, is shown otherwise."""
    assert expected == rows(rooms(), [entry(name, 0)])[0]["label"].split("  ")[0]
    assert name == rows(rooms(), [entry(name, 0)])[0]["id"]


def test_what_is_not_known_is_left_blank(rooms: Fresh) -> None:
    """A damaged file has a name and its problem; an id of its own is given back."""
    problem = {"code": "damaged", "message": "the file cannot be\nread"}
    broken = {"name": "x", "id": "/x.json", "path": "/x.json", "saved_at": 0, "problem": problem}

    assert [{"id": "/x.json", "label": "x  the file cannot be?read"}] == rows(rooms(), [broken])
    assert [] == rows(rooms(), [])


COUNTS = st.none() | st.integers(0, 10_000)


@st.composite
def entries_lists(draw: st.DrawFn) -> list[Entry]:
    """Draw entries with odd names, of which little or much is known."""
    optional = {
        "windows": COUNTS,
        "tabs": COUNTS,
        "panes": COUNTS,
        "programs": st.none() | st.lists(TEXTS, max_size=4),
        "branch": st.none() | TEXTS,
        "problem": st.none() | st.fixed_dictionaries({"code": st.just("x"), "message": TEXTS}),
    }
    saved_at = st.integers(0, NOW_S + 1000) | st.sampled_from([0, NOW_S])
    shape = st.fixed_dictionaries({"name": ODD_NAMES, "saved_at": saved_at, **optional})
    drawn = draw(st.lists(shape, max_size=6))
    return [{key: value for key, value in one.items() if value is not None} for one in drawn]


@given(entries=entries_lists(), width=st.integers(-3, 150))
def test_every_entry_has_a_line_that_fits(rooms: Fresh, entries: list[Entry], width: int) -> None:
    """All entries are listed, in their order, on one printable line within the width."""
    lua = rooms()
    listed = rows(lua, entries, width=width)
    measure = lua.open("cells").width

    assert [row["id"] for row in listed] == [one["name"] for one in entries]
    for row in listed:
        decoded = row["label"].encode("latin-1").decode("utf-8")

        assert measure(row["label"]) <= max(width, 1)
        assert not any("Cc" == unicodedata.category(char) for char in decoded)


def test_a_thousand_sessions(rooms: Fresh) -> None:
    """The work is linear but for the sort: ten times the sessions, hardly more than ten times."""
    lua = rooms()
    entries = [
        entry(
            f"project-{n}", n * 977, n % 40, n % 9, n % 3, branch="main", programs=["nvim", "git"]
        )
        for n in range(1000)
    ]
    make, none = lua.open("picker").rows, lua.table([])
    few, _ = lua.counted(make, lua.table(entries[:100]), none, NOW_S, 160)
    many, listed = lua.counted(make, lua.table(entries), none, NOW_S, 160)

    assert 1000 == len(listed)
    # About 10 ms on a machine of 2020: a fifth of what opening the list may take.
    assert many < 1_000_000
    assert many < 12 * few
