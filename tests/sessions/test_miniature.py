"""miniature: a tab's layout drawn in text, exact in width at any size."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms
from tests.strategies import SESSIONS, tabs

Table = dict[str, Any]

EDITOR: Table = {"cwd": "/home/user/src/app", "program": {"name": "nvim"}}
SHELL: Table = {"cwd": "/home/user/src/app/logs"}
MONITOR: Table = {"cwd": "/", "program": {"name": "htop"}}


def split(axis: str, first_cells: int, first: Table, second: Table) -> Table:
    """Return a split node."""
    return {"split": axis, "first_cells": first_cells, "first": first, "second": second}


def tab(layout: Table, active_pane: int = 1, *, zoomed: bool = False, title: str = "") -> Table:
    """Return a tab of 200 x 60 cells."""
    size = {"cols": 200, "rows": 60}
    return {"title": title, **size, "active_pane": active_pane, "zoomed": zoomed, "layout": layout}


LOWER = split("left_right", 20, MONITOR, SHELL)
WORK = tab(split("left_right", 133, EDITOR, split("top_bottom", 40, SHELL, LOWER)), 2, title="code")
LONE = tab(MONITOR, zoomed=True)


def lines(drawn: Any) -> list[str]:
    """Return the lines that the room drew, as text."""
    return [line.encode("latin-1").decode("utf-8") for line in drawn.values()]


def draw(rooms: Rooms, one: Table, width: int, height: int) -> list[str]:
    """Return the drawing of a tab."""
    return lines(rooms.open("miniature").draw(rooms.table(one), width, height))


def test_a_drawing(rooms: Fresh) -> None:
    """Panes with what they are known by, crossings drawn as such, the active pane marked."""
    expected = [
        "┌────────────────────────────┬─────────────┐",
        "│nvim                        │● logs       │",
        "│app                         │             │",
        "│                            │             │",
        "│                            │             │",
        "│                            │             │",
        "│                            │             │",
        "│                            ├───┬─────────┤",
        "│                            │ht…│logs     │",
        "│                            │/  │         │",
        "│                            │   │         │",
        "└────────────────────────────┴───┴─────────┘",
    ]

    assert expected == draw(rooms(), WORK, 44, 12)


def test_a_grid_has_a_crossing(rooms: Fresh) -> None:
    """Where four panes meet stands a crossing."""
    column = split("top_bottom", 29, {}, {})
    expected = ["┌──────┬──────┐", "│● she…│shell │", "├──────┼──────┤"]
    expected += ["│shell │shell │", "└──────┴──────┘"]

    assert expected == draw(rooms(), tab(split("left_right", 99, column, column)), 15, 5)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (3, 3, ["┌─┐", "│●│", "└─┘"]),
        (2, 3, ["● ", "  ", "  "]),
        (1, 1, ["●"]),
        (0, 2, ["", ""]),
        (2, 0, []),
        (-1, -1, []),
        (5, 3, ["┌─┬─┐", "│…│●│", "└─┴─┘"]),
    ],
)
def test_tiny_boxes(rooms: Fresh, width: int, height: int, expected: list[str]) -> None:
    """The active pane is the last to go."""
    assert expected == draw(rooms(), WORK, width, height)


def test_a_zoomed_pane_says_so(rooms: Fresh) -> None:
    """The layout is drawn as it is below the zoomed pane."""
    assert "│● htop (zoomed)   │" == draw(rooms(), LONE, 20, 3)[1]


SIZES = st.integers(-1, 60)


@given(one=tabs(8), width=SIZES, height=SIZES)
def test_a_drawing_has_exactly_its_size(rooms: Fresh, one: Table, width: int, height: int) -> None:
    """Any tab, any size: the lines are as many and as wide as asked."""
    lua = rooms()
    drawn = lua.open("miniature").draw(lua.table(one), width, height)
    widths = [lua.open("cells").width(line) for line in drawn.values()]

    assert widths == [max(width, 0)] * max(height, 0)


@given(one=tabs(8))
def test_the_active_pane_is_marked_once(rooms: Fresh, one: Table) -> None:
    """One pane has the mark, whatever the tab and whatever had to be left out."""
    nameless = {**one, "layout": without_names(one["layout"])}

    assert 1 == "".join(draw(rooms(), nameless, 24, 8)).count("●")


def without_names(node: Table) -> Table:
    """Return the layout with panes of which nothing is known."""
    if "split" not in node:
        return {}
    first, second = without_names(node["first"]), without_names(node["second"])
    return {**node, "first": first, "second": second}


# Whole sessions.


def session(*windows: list[Table]) -> Table:
    """Return a session with windows, each a list of tabs."""
    return {"windows": [{"title": "", "active_tab": 1, "tabs": tabs} for tabs in windows]}


def test_a_session(rooms: Fresh) -> None:
    """All tabs side by side, each with its number and title, the active one marked."""
    lua = rooms()
    drawn = lua.open("miniature").session(lua.table(session([WORK, LONE])), 41, 6)
    expected = [
        "1 ● code             2 htop              ",
        "┌────────────┬─────┐ ┌──────────────────┐",
        "│nvim        │● lo…│ │● htop (zoomed)   │",
        "│app         ├─┬───┤ │/                 │",
        "│            │…│lo…│ │                  │",
        "└────────────┴─┴───┘ └──────────────────┘",
    ]

    assert expected == lines(drawn)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (17, 5, ["1.1 ● code", "┌──────────┬────┐", "│nvim      │● l…│"]),
        (12, 3, ["1.1 ● code", "1.2 htop", "2.1 ● htop"]),
        (12, 2, ["1.1 ● code", "and 2 more …"]),
        (16, 1, ["and 3 more tabs"]),
    ],
)
def test_tabs_without_room_are_counted(
    rooms: Fresh, width: int, height: int, expected: list[str]
) -> None:
    """Captions alone where there is no room for boxes; what is not shown is counted."""
    lua = rooms()
    windows = lua.table(session([WORK, LONE], [LONE]))
    drawn = lines(lua.open("miniature").session(windows, width, height))

    assert expected == [line.rstrip() for line in drawn][: len(expected)]
    if height == 5:
        assert "and 2 more tabs" == drawn[-1].rstrip()


@given(value=SESSIONS, width=st.integers(-1, 90), height=st.integers(-1, 40))
def test_a_session_keeps_to_its_size(rooms: Fresh, value: Table, width: int, height: int) -> None:
    """Any session, any size: never more lines than asked, each exactly as wide."""
    lua = rooms()
    drawn = lua.open("miniature").session(lua.table(value), width, height)
    widths = [lua.open("cells").width(line) for line in drawn.values()]

    assert len(widths) <= max(height, 0)
    assert widths == [max(width, 0)] * len(widths)
    assert widths or height < 1
