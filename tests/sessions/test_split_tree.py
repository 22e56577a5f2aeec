"""Rectangles <-> tree: exact for every layout that WezTerm's splits can make."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Iterable
from itertools import count as numbers
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.simulator.tree.split_tree import (
    HostFailure,
    NoSpace,
    PaneDirection,
    SplitDirection,
    SplitTree,
)
from tests.sessions.conftest import RECORDED, Fresh, Rooms, plain
from tests.sessions.trees import as_rects, as_tuples, check_linear, node_of, shape_of
from tests.strategies import (
    AXES,
    KINDS,
    SIZES,
    TEXTS,
    Layout,
    Leaf,
    Rect,
    Split,
    canonical,
    from_node,
    layouts,
    least,
    random_layout,
    shapes,
    sized,
)

MANY = 10_000
"""Panes in a chain: far more than any screen holds."""


# Takes numbers and gives numbers, so that thousands of layouts cross the border in no time.
ROUND_TRIP = """
local split_tree = require("sessions.layout.split_tree")
return function(numbers, cols, rows)
  local rects = {}
  for at = 1, #numbers, 4 do
    local left, top, width, height = table.unpack(numbers, at, at + 3)
    rects[#rects + 1] = { left = left, top = top, width = width, height = height }
  end
  local tree, exact, own_cols, own_rows = split_tree.from_rects(rects, cols, rows)
  local again = {}
  for _, rect in ipairs(split_tree.rects(tree, own_cols, own_rows)) do
    table.move({ rect.left, rect.top, rect.width, rect.height }, 1, 4, #again + 1, again)
  end
  local order = {}
  for place, leaf in ipairs(split_tree.leaves(tree)) do
    order[place] = leaf.leaf
  end
  for index, number in ipairs(numbers) do
    if again[index] ~= number or (order[index] or index) ~= index then
      return false, exact, own_cols, own_rows
    end
  end
  return #again == #numbers, exact, own_cols, own_rows
end
"""


def flat(layout: Layout) -> list[int]:
    """Return the rectangles of a layout as one list of numbers."""
    return [number for rect in layout.rects() for number in rect]


def check_round_trips(rooms: Rooms, cases: Iterable[Layout]) -> int:
    """Assert that every layout comes back from its rectangles, and return how many there were."""
    round_trip = rooms.run(ROUND_TRIP)
    checked = 0
    for layout in cases:
        result = round_trip(rooms.lua.table_from(flat(layout)), layout.cols, layout.rows)
        checked += 1

        assert result == (True, True, layout.cols, layout.rows), layout
    return checked


def every_shape(most_panes: int, seed: int) -> Iterable[Layout]:
    """Give every guillotine topology at its least size, at a usual and at a large one."""
    chance = random.Random(seed)
    for panes in range(1, most_panes + 1):
        for shape in shapes(panes):
            cols, rows = least(shape)
            for size in ((cols, rows), (max(cols, 80), max(rows, 24)), (cols + 211, rows + 61)):
                yield Layout(sized(shape, *size, chance), *size)


def test_every_topology_up_to_8_panes_is_exact(rooms: Fresh) -> None:
    """Every guillotine topology comes back cell for cell at three sizes."""
    expected = 3 * (1 + 2 + 6 + 22 + 90 + 394 + 1806 + 8558)

    assert expected == check_round_trips(rooms(), every_shape(8, seed=8))


@pytest.mark.nightly
def test_every_topology_of_9_panes_is_exact(rooms: Fresh) -> None:
    """The same with all 41,586 topologies of 9 panes."""
    assert check_round_trips(rooms(), every_shape(9, seed=9)) == 3 * (10_879 + 41_586)


def test_10000_random_layouts_to_64_panes_are_exact(rooms: Fresh) -> None:
    """Random splits of random panes at random sizes come back cell for cell."""
    chance = random.Random(64)
    cases = (
        random_layout(
            chance.randint(2, 64), chance.randint(20, 300), chance.randint(8, 100), chance
        )
        for _ in range(10_000)
    )

    assert 10_000 == check_round_trips(rooms(), cases)


@given(layout=layouts())
def test_the_tree_comes_back_with_its_chains_nested_to_the_right(
    rooms: Fresh, layout: Layout
) -> None:
    """`from_rects` undoes `rects`, up to the nesting of chains, which rectangles don't tell."""
    lua = rooms()
    room = lua.open("split_tree")
    rects = room.rects(node_of(lua, layout.tree), layout.cols, layout.rows)
    tree, exact, cols, rows = room.from_rects(rects, layout.cols, layout.rows)

    assert as_tuples(rects) == layout.rects()
    assert exact
    assert (cols, rows) == (layout.cols, layout.rows)
    assert from_node(plain(tree)) == canonical(layout.tree)


@given(layout=layouts())
def test_without_a_size_the_rectangles_tell_it(rooms: Fresh, layout: Layout) -> None:
    """A file that records only rectangles gives the tab's size with the tree."""
    lua = rooms()
    rects = lua.table(as_rects(layout.rects()))
    _, exact, cols, rows = lua.open("split_tree").from_rects(rects)

    assert (exact, cols, rows) == (True, layout.cols, layout.rows)


def test_a_zoomed_tab_keeps_the_layout_of_its_former_size(rooms: Fresh) -> None:
    """Rectangles that fill another size than the tab's give the tree at that size, and say so."""
    lua = rooms()
    rects = lua.table(as_rects([(0, 0, 39, 24), (40, 0, 40, 24)]))
    tree, exact, cols, rows = lua.open("split_tree").from_rects(rects, 120, 40)

    assert (39, False, 80, 24) == (tree.first_cells, exact, cols, rows)


def test_given_leaves_take_their_places(rooms: Fresh) -> None:
    """The caller's own leaves are put into the tree."""
    lua = rooms()
    room = lua.open("split_tree")
    rects = lua.table(as_rects([(0, 0, 39, 24), (40, 0, 40, 24)]))
    tree = room.from_rects(rects, 80, 24, lua.table([{"cwd": "/a"}, {"cwd": "/b"}]))[0]

    assert ["/a", "/b"] == [leaf.cwd for leaf in room.leaves(tree).values()]


@pytest.mark.parametrize(
    ("found", "rows", "expected"),
    [
        (
            [(0, 0, 69, 24), (70, 0, 24, 24), (95, 0, 0, 24)],
            24,
            [(0, 0, 69, 24), (70, 0, 8, 24), (79, 0, 1, 24)],
        ),
        (
            [(0, 0, 80, 14), (0, 15, 80, 9), (0, 25, 80, 0)],
            25,
            [(0, 0, 80, 14), (0, 15, 80, 8), (0, 24, 80, 1)],
        ),
    ],
    ids=["39|29|10 adjusted by 30", "a last pane that has no row left"],
)
def test_what_reaches_beyond_the_tab_gives_the_nearest_tree(
    rooms: Fresh, found: list[Rect], rows: int, expected: list[Rect]
) -> None:
    """All three panes stay."""
    lua = rooms()
    room = lua.open("split_tree")
    tree, exact, *size = room.from_rects(lua.table(as_rects(found)), 80, rows)

    assert (False, [80, rows]) == (exact, size)
    assert expected == as_tuples(room.rects(tree, 80, rows))


def recorded_tabs() -> Iterable[tuple[list[Rect], int, int]]:
    """Give every tab in the recorded answers of WezTerm's own code."""
    for line in (RECORDED / "tab_vectors.jsonl").read_text().splitlines():
        for step in json.loads(line)["steps"]:
            if (state := step["state"]) and state["panes"]:
                keys = ("left", "top", "width", "height")
                rects = [(*(pane[key] for key in keys),) for pane in state["panes"]]
                yield rects, state["cols"], state["rows"]


def test_whatever_wezterm_reports_gives_a_valid_tree(rooms: Fresh) -> None:
    """Recorded tabs, the inconsistent ones too: all panes in order, none below one cell."""
    lua = rooms()
    room = lua.open("split_tree")
    inexact = total = 0
    for rects, tab_cols, tab_rows in recorded_tabs():
        total += 1
        tree, exact, cols, rows = room.from_rects(lua.table(as_rects(rects)), tab_cols, tab_rows)
        found = as_tuples(room.rects(tree, cols, rows))
        inexact += not exact

        assert [leaf.leaf for leaf in room.leaves(tree).values()] == [*range(1, len(rects) + 1)]
        assert all(width > 0 and height > 0 for _, _, width, height in found)
        if exact:
            assert found == rects
            assert (cols, rows) == (tab_cols, tab_rows)
    # WezTerm does report contradictions, and not often.
    assert 0 < inexact < total / 5


MOVES: Final[tuple[PaneDirection, ...]] = ("Right", "Left", "Down", "Up")


SIDES: Final[tuple[SplitDirection, ...]] = ("Right", "Left", "Top", "Bottom")


@st.composite
def used_tabs(draw: st.DrawFn) -> SplitTree:
    """Draw a tab of the simulated WezTerm after splits, resizes, dragged dividers, closed panes."""
    tab = SplitTree(draw(st.integers(10, 100)), draw(st.integers(6, 40)))
    tab.assign(0)
    names = numbers(1)
    for what, first, second in draw(st.lists(st.tuples(*[st.integers(0, 255)] * 3), max_size=14)):
        pane = tab.panes()[first % len(tab)].pane
        with contextlib.suppress(NoSpace, HostFailure):
            if what < 128:
                tab.split(first % len(tab), SIDES[what % 4], 1 + second % 20, False, next(names))
            elif what < 192:
                tab.activate(pane)
                tab.adjust(MOVES[what % 4], second % 40)
            elif what < 224:
                tab.resize(1 + second, 1 + first % 60)
            elif len(tab) > 1:
                tab.remove(pane)
    return tab


def shape_of_host(node: Any) -> Any:
    """Return the shape of the simulated WezTerm's own tree, chains nested to the right."""
    if not hasattr(node, "axis"):
        return Leaf()
    first, second = (shape_of_host(child) for child in node.children)
    return Split(AXES[node.axis], 0, first, second)


@given(tab=used_tabs())
def test_the_shape_is_that_of_wezterms_own_tree(rooms: Fresh, tab: SplitTree) -> None:
    """Also where dragging and resizing left extents that contradict one another."""
    lua = rooms()
    rects = lua.table(as_rects((p.left, p.top, p.width, p.height) for p in tab.panes()))
    tree = lua.open("split_tree").from_rects(rects, tab.size.cols, tab.size.rows)[0]

    found = canonical(from_node(plain(tree)))

    assert shape_of(found) == shape_of(canonical(shape_of_host(tab._root)))


@given(
    rects=st.lists(st.tuples(*[st.integers(-5, 120)] * 4), min_size=1, max_size=30),
    size=st.none() | SIZES,
)
def test_any_rectangles_give_a_tree_with_all_panes(
    rooms: Fresh, rects: list[Rect], size: tuple[int, int] | None
) -> None:
    """Rectangles that make no sense never raise, never lose a pane, and can be laid out."""
    lua = rooms()
    room = lua.open("split_tree")
    tree, _, cols, rows = room.from_rects(lua.table(as_rects(rects)), *(size or ()))
    found = as_tuples(room.rects(tree, cols, rows))

    assert [leaf.leaf for leaf in room.leaves(tree).values()] == [*range(1, len(rects) + 1)]
    assert all(width > 0 and height > 0 for _, _, width, height in found)


@given(
    layout=layouts(12), damage=st.lists(st.integers(0, 3), min_size=1, max_size=3), data=st.data()
)
def test_a_rectangle_off_by_some_cells_keeps_the_tree_close(
    rooms: Fresh, layout: Layout, damage: list[int], data: st.DataObject
) -> None:
    """Extents that contradict one another don't change the shape: the corners decide it."""
    lua = rooms()
    room = lua.open("split_tree")
    rects = [list(rect) for rect in layout.rects()]
    for cells in damage:
        rect = data.draw(st.sampled_from(rects))
        rect[data.draw(st.sampled_from([2, 3]))] += cells
    broken = lua.table(as_rects(rects))  # type: ignore[arg-type]
    tree = room.from_rects(broken, layout.cols, layout.rows)[0]

    assert shape_of(from_node(plain(tree))) == shape_of(canonical(layout.tree))


@pytest.mark.parametrize("axis", AXES)
def test_a_chain_of_10000_panes_overflows_nothing(rooms: Fresh, axis: Any) -> None:
    """Depth costs no C stack: recovered, measured, refitted."""
    lua = rooms()
    room = lua.open("split_tree")
    extent = 2 * MANY - 1
    step = (2, 0, 1, 20) if axis == "left_right" else (0, 2, 20, 1)
    rects = [(step[0] * at, step[1] * at, step[2], step[3]) for at in range(MANY)]
    tree, exact, cols, rows = room.from_rects(lua.table(as_rects(rects)))

    assert exact
    assert max(cols, rows) == extent
    _, dropped = room.fit(tree, cols, rows, 80, 24)
    assert len(dropped) == MANY - (40 if "left_right" == axis else 12)
    fitted, dropped = room.fit(tree, cols, rows, cols + 1, rows + 1)
    assert 0 == len(dropped)
    assert room.minimum(fitted) == room.minimum(tree)


@pytest.mark.parametrize("kind", KINDS)
def test_recovering_a_tree_is_linear(rooms: Fresh, kind: str) -> None:
    """From its rectangles."""

    def spend(layout: Layout) -> int:
        lua = rooms()
        rects = lua.table(as_rects(layout.rects()))
        from_rects = lua.open("split_tree").from_rects
        spent, _, exact, *_ = lua.counted(from_rects, rects, layout.cols, layout.rows)
        assert exact
        return int(spent)

    check_linear(spend, kind)


@given(text=TEXTS)
def test_leaves_are_any_tables(rooms: Fresh, text: str) -> None:
    """A tree without a split is a leaf, whatever it holds."""
    lua = rooms()
    leaf = lua.table({"cwd": text})

    assert text == lua.open("split_tree").leaves(leaf)[1].cwd
