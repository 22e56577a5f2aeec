"""arrange: wished sizes -> a split tree that fills the tab."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms
from tests.strategies import AXES

SPREAD = """
local arrange = require("sessions.features.define.arrange")
local split_tree = require("sessions.layout.split_tree")
-- A number is a pane, a table { axis, parts, sizes } a group.
local function part_of(value)
  if type(value) == "number" then
    return arrange.pane({ number = value })
  end
  local parts = {}
  for index, item in ipairs(value[2]) do
    parts[index] = part_of(item)
  end
  return arrange.group(value[1], parts, value[3])
end
return function(value, cols, rows)
  local part = part_of(value)
  cols, rows = math.max(cols, part.cols), math.max(rows, part.rows)
  local tree = arrange.tree(part, cols, rows)
  local least_cols, least_rows = split_tree.minimum(tree)
  local out, leaves = {}, split_tree.leaves(tree)
  for index, rect in ipairs(split_tree.rects(tree, cols, rows)) do
    out[index] = { rect.left, rect.top, rect.width, rect.height, leaves[index].number }
  end
  return out, part.cols == least_cols and part.rows == least_rows
end
"""


def spread(rooms: Rooms, value: Any, cols: int, rows: int) -> list[tuple[int, ...]]:
    """Return the rectangles of the panes, with their numbers."""
    rects, is_least = rooms.run(SPREAD)(rooms.table(value), cols, rows)

    assert is_least
    return [tuple(rect.values()) for rect in rects.values()]


def widths(rooms: Rooms, sizes: list[dict[str, Any] | None], cols: int) -> list[int]:
    """Return the widths of panes side by side that want these sizes."""
    wants = {place: size for place, size in enumerate(sizes, 1) if size}
    panes = list(range(1, len(sizes) + 1))
    return [rect[2] for rect in spread(rooms, ["left_right", panes, wants], cols, 10)]


def cells(count: int) -> dict[str, Any]:
    """Return a size in cells."""
    return {"cells": count}


def share(part: float) -> dict[str, Any]:
    """Return a size as a share."""
    return {"share": part}


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([None, None], [100, 99]),
        ([None, None, None], [66, 66, 66]),
        ([share(0.5), None], [100, 99]),
        ([None, share(0.3)], [140, 59]),
        ([cells(40), None], [40, 159]),
        ([None, cells(40), None], [79, 40, 79]),
        ([cells(40), share(0.5), None], [40, 100, 58]),
        ([share(0.5), share(0.5)], [100, 99]),
        ([share(0.2), share(0.2)], [39, 160]),
        ([cells(150), cells(100), None], [150, 47, 1]),
        ([cells(500), None, None], [196, 1, 1]),
        ([None, None, cells(500)], [1, 1, 196]),
        ([cells(7)], [200]),
    ],
)
def test_sizes(rooms: Fresh, sizes: list[dict[str, Any] | None], expected: list[int]) -> None:
    """Cells are exact, shares are of the whole, the rest is shared, all keep a cell."""
    assert expected == widths(rooms(), sizes, 200)


SIZES = st.one_of(st.none(), st.integers(1, 250).map(cells), st.floats(0.001, 0.999).map(share))


def parts(depth: int) -> st.SearchStrategy[Any]:
    """Draw a pane or a group of parts."""
    if depth == 0:
        return st.just(0)
    below = st.lists(st.tuples(parts(depth - 1), SIZES), min_size=1, max_size=4)
    return st.just(0) | st.tuples(st.sampled_from(AXES), below).map(
        lambda drawn: [
            drawn[0],
            [part for part, _ in drawn[1]],
            {place: size for place, (_, size) in enumerate(drawn[1], 1) if size},
        ]
    )


@given(value=parts(3), cols=st.integers(1, 250), rows=st.integers(1, 80))
def test_all_panes_have_room_and_fill_the_tab(
    rooms: Fresh, value: Any, cols: int, rows: int
) -> None:
    """Whatever is wished for, every pane has at least a cell and the areas add up."""
    found = spread(rooms(), value, cols, rows)
    right = max(left + width for left, _, width, _, _ in found)
    bottom = max(top + height for _, top, _, height, _ in found)

    assert all(width > 0 and height > 0 for _, _, width, height, _ in found)
    # Each pane with the divider to its right and below it.
    assert sum((width + 1) * (height + 1) for _, _, width, height, _ in found) == (
        (right + 1) * (bottom + 1)
    )
    assert right >= cols
    assert bottom >= rows
