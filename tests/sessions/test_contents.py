"""contents: the tabs and panes of a session, in its order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.sessions.conftest import Rooms, plain

Fresh = Callable[[], Rooms]

Tabs = list[list[str]]
"""The panes of each tab, by name."""


def session(windows: list[Tabs]) -> dict[str, Any]:
    """Return a session with these windows."""
    return {"windows": [{"tabs": [{"layout": tree(tab)} for tab in tabs]} for tabs in windows]}


def tree(panes: list[str]) -> dict[str, Any]:
    """Return the panes side by side."""
    leaf = {"name": panes[0]}
    if len(panes) == 1:
        return leaf
    return {"split": "left_right", "first_cells": 1, "first": leaf, "second": tree(panes[1:])}


WALK = """
local contents = require("sessions.session.contents")
return function(session)
  local places = {}
  for tab, window_number, tab_number in contents.tabs(session) do
    assert(tab == session.windows[window_number].tabs[tab_number])
    places[#places + 1] = ("%d.%d"):format(window_number, tab_number)
  end
  return table.concat(places, " ")
end
"""


@pytest.mark.parametrize(
    ("windows", "places", "panes"),
    [
        ([[["a"]]], "1.1", ["a"]),
        ([[["a", "b"], ["c"]], [["d"]], [["e"], ["f", "g"]]], "1.1 1.2 2.1 3.1 3.2", [*"abcdefg"]),
        ([[], [["a"]], []], "2.1", ["a"]),
    ],
)
def test_all_are_found_in_order(
    rooms: Fresh, windows: list[Tabs], places: str, panes: list[str]
) -> None:
    """Each tab with its place, each pane once; a window without tabs is passed over."""
    lua = rooms()
    value, contents = lua.table(session(windows)), lua.open("contents")

    assert places == lua.run(WALK)(value)
    assert len(places.split()) == contents.tab_count(value)
    assert panes == [pane["name"] for pane in plain(contents.panes(value))]
