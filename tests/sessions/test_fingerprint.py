"""fingerprint: equal just when all facts are."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms
from tests.strategies import TEXTS

CELLS = st.integers(0, 300)

# Few and treacherous texts, so that two drawn looks are often nearly the same.
FIELDS = st.none() | st.sampled_from(["", "-", "a", "1:a", "ab", "b", ":", "W--", "0:"]) | TEXTS


def look(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a table; a None is a field that isn't there, as in Lua."""
    return st.fixed_dictionaries(fields).map(
        lambda table: {name: value for name, value in table.items() if value is not None}
    )


PANES = look(
    left=CELLS,
    top=CELLS,
    width=CELLS,
    height=CELLS,
    active=st.booleans(),
    cwd=FIELDS,
    program=FIELDS,
)
TABS = look(
    title=FIELDS, active=st.booleans(), zoomed=st.booleans(), panes=st.lists(PANES, max_size=3)
)
WINDOWS = look(workspace=FIELDS, title=FIELDS, tabs=st.lists(TABS, max_size=3))


def fingerprint(rooms: Rooms, windows: list[dict[str, Any]]) -> str:
    """Return the room's text for windows."""
    return str(rooms.open("fingerprint").of(rooms.table(windows)))


@given(one=st.lists(WINDOWS, max_size=3), other=st.lists(WINDOWS, max_size=3))
def test_equal_just_when_all_facts_are(
    rooms: Fresh, one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    """Two looks have one fingerprint only when they are the same."""
    lua = rooms()

    assert (fingerprint(lua, one) == fingerprint(lua, other)) == (one == other)


WINDOW_FACTS, TAB_FACTS = ("workspace", "title"), ("title", "active", "zoomed")
PANE_FACTS = ("left", "top", "width", "height", "active", "cwd", "program")


@given(windows=st.lists(WINDOWS, min_size=1, max_size=3), data=st.data())
def test_any_single_change_shows(
    rooms: Fresh, windows: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Another value in any one field is another fingerprint."""
    changed = copy.deepcopy(windows)
    facts = [(window, name) for window in changed for name in WINDOW_FACTS]
    tabs = [tab for window in changed for tab in window["tabs"]]
    facts += [(tab, name) for tab in tabs for name in TAB_FACTS]
    facts += [(pane, name) for tab in tabs for pane in tab["panes"] for name in PANE_FACTS]
    table, name = data.draw(st.sampled_from(facts))
    match table.get(name):
        case bool(value):
            table[name] = not value
        case int(value):
            table[name] = value + 1
        case value:
            table[name] = f"{value or ''}x"
    lua = rooms()

    assert fingerprint(lua, windows) != fingerprint(lua, changed)


@pytest.mark.parametrize("missing", ["active", "zoomed"])
def test_a_missing_flag_is_false(rooms: Fresh, missing: str) -> None:
    """A flag that isn't there and one that is false are the same."""
    with_flag = [{"tabs": [{"panes": [], missing: False}]}]

    assert fingerprint(rooms(), with_flag) == fingerprint(rooms(), [{"tabs": [{"panes": []}]}])


def workspace(panes: int) -> list[dict[str, Any]]:
    """Return a workspace as one has it: five panes a tab, a few directories."""
    tabs = [
        {
            "title": f"project {tab}",
            "active": tab == 0,
            "zoomed": False,
            "panes": [
                {
                    "left": 40 * pane,
                    "top": 0,
                    "width": 39,
                    "height": 60,
                    "active": pane == 0,
                    "cwd": f"file://machine/home/user/src/project-{tab}/module-{pane}",
                    "program": "/usr/bin/nvim",
                }
                for pane in range(5)
            ],
        }
        for tab in range(panes // 5)
    ]
    return [{"title": "", "tabs": tabs}]


def test_work_is_linear_and_small(rooms: Fresh) -> None:
    """Ten times the panes cost ten times the instructions; 50 panes cost a few thousand."""
    lua = rooms()
    of = lua.open("fingerprint").of
    few, _ = lua.counted(of, lua.table(workspace(50)))
    many, _ = lua.counted(of, lua.table(workspace(500)))

    assert few < 5_000
    assert many < 11 * few
