"""Trees at another size, or without some of their leaves."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import count as numbers
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms, plain
from tests.sessions.trees import as_rects, check_linear, node_of, shape_of
from tests.strategies import (
    KINDS,
    SIZES,
    Layout,
    Rect,
    Split,
    Tree,
    chain,
    comb,
    count,
    from_node,
    halves,
    layouts,
    least,
    shapes,
)

ROOMS = ("split_tree",)
"""Rooms whose doings are seen here."""


def parts(tree: Tree, rect: Rect) -> Iterable[tuple[Split, Rect]]:
    """Give every split with the rectangle that it fills."""
    if isinstance(tree, Split):
        yield tree, rect
        first, second = halves(tree, rect)
        yield from parts(tree.first, first)
        yield from parts(tree.second, second)


def fit(rooms: Rooms, layout: Layout, size: tuple[int, int], *keep: int) -> tuple[Any, list[int]]:
    """Fit a layout into another size; return the node and the dropped positions."""
    node = node_of(rooms, layout.tree)
    fitted, dropped = rooms.open("split_tree").fit(node, layout.cols, layout.rows, *size, *keep)
    return fitted, list(dropped.values())


def is_valid(layout: Layout) -> bool:
    """Say whether no pane is below one cell."""
    return all(width > 0 and height > 0 for _, _, width, height in layout.rects())


def check_edges(before: Layout, after: Layout) -> None:
    """Assert that every edge is within a cell of its place, or where smallest extents push it."""
    whole_before, whole_after = (0, 0, before.cols, before.rows), (0, 0, after.cols, after.rows)
    pairs = zip(parts(before.tree, whole_before), parts(after.tree, whole_after), strict=True)
    for (old, old_rect), (new, new_rect) in pairs:
        along = 0 if old.axis == "left_right" else 1
        old_extent, new_extent = whole_before[2 + along], whole_after[2 + along]
        old_edge = old_rect[along] + old.first_cells + 1
        new_edge = new_rect[along] + new.first_cells + 1
        ideal = Fraction(old_edge * (new_extent + 1), old_extent + 1)
        low = new_rect[along] + least(new.first)[along] + 1
        high = new_rect[along] + new_rect[2 + along] - least(new.second)[along]

        assert low <= new_edge <= high
        assert (
            abs(new_edge - ideal) < 1
            or (new_edge == low and ideal < low)
            or (new_edge == high and ideal > high)
        )
        # Up to twice the size other ways to say "proportional" agree: the left and right edges of
        # the panes in proportion to the extent.
        if new_extent <= 2 * old_extent and low < new_edge < high:
            assert abs(new_edge - Fraction(old_edge * new_extent, old_extent)) <= 1
            assert abs(new_edge - 1 - Fraction((old_edge - 1) * new_extent, old_extent)) <= 1


@given(layout=layouts(), size=SIZES)
def test_fit_keeps_its_guarantee(rooms: Fresh, layout: Layout, size: tuple[int, int]) -> None:
    """Same size: untouched. Another: same splits, exact sums, edges in place, drops only if due."""
    lua = rooms()
    fitted, dropped = fit(lua, layout, size)
    after = Layout(from_node(plain(fitted)), *size)
    cols, rows = least(layout.tree)

    assert is_valid(after)
    if size == (layout.cols, layout.rows):
        assert layout == after
    if cols <= size[0] and rows <= size[1]:
        assert [] == dropped
        assert shape_of(after.tree) == shape_of(layout.tree)
        check_edges(layout, after)
    else:
        assert dropped
        leaves = [leaf.leaf for leaf in lua.open("split_tree").leaves(fitted).values()]
        assert sorted(leaves + dropped) == [*range(1, count(layout.tree) + 1)]
        assert leaves == sorted(leaves)


def without(tree: Tree, positions: set[int]) -> Tree | None:
    """Return the tree without the leaves at these positions."""
    at = numbers(1)

    def visit(node: Tree) -> Tree | None:
        if not isinstance(node, Split):
            return None if next(at) in positions else node
        first, second = visit(node.first), visit(node.second)
        if first is None or second is None:
            return first or second
        return Split(node.axis, node.first_cells, first, second)

    return visit(tree)


@given(layout=layouts(), size=st.tuples(st.integers(1, 30), st.integers(1, 12)), data=st.data())
def test_a_dropped_leaf_could_not_be_put_back(
    rooms: Fresh, layout: Layout, size: tuple[int, int], data: st.DataObject
) -> None:
    """What is left out has no room in any place, and the pane to keep is not left out."""
    keep = data.draw(st.integers(1, count(layout.tree)))
    _, dropped = fit(rooms(), layout, size, keep)

    assert keep not in dropped
    for position in dropped:
        more = without(layout.tree, {*dropped} - {position})
        assert more is not None
        cols, rows = least(more)
        assert cols > size[0] or rows > size[1]


def test_a_tab_too_low_keeps_a_row_of_every_column(rooms: Fresh) -> None:
    """Four columns of two panes at a height of one: the lower pane of each is left out."""
    fitted, dropped = fit(rooms(), comb(8), (7, 1))

    assert [2, 4, 6, 8] == dropped
    assert Layout(from_node(plain(fitted)), 7, 1).rects() == [(at, 0, 1, 1) for at in (0, 2, 4, 6)]


def test_a_tab_too_narrow_keeps_a_pane_of_every_row(rooms: Fresh) -> None:
    """The same the other way round."""
    pair = Split("left_right", 9, *shapes(1), *shapes(1))
    layout = Layout(Split("top_bottom", 1, pair, Split("top_bottom", 1, pair, pair)), 20, 5)
    fitted, dropped = fit(rooms(), layout, (1, 5), 4)

    assert [2, 3, 6] == dropped
    assert Layout(from_node(plain(fitted)), 1, 5).rects() == [(0, at, 1, 1) for at in (0, 2, 4)]


def test_equal_panes_stay_equal(rooms: Fresh) -> None:
    """Ten equal columns of one cell become ten equal columns of nineteen, and back."""
    fitted, _ = fit(rooms(), chain(10), (199, 20))
    large = Layout(from_node(plain(fitted)), 199, 20)
    small, _ = fit(rooms(), large, (19, 20))

    assert {19} == {width for _, _, width, _ in large.rects()}
    assert from_node(plain(small)) == chain(10).tree


@given(layout=layouts(), data=st.data())
def test_without_gives_the_room_to_the_part_beside(
    rooms: Fresh, layout: Layout, data: st.DataObject
) -> None:
    """Leaves left out leave the others in order, valid, and every other edge where it was."""
    panes = count(layout.tree)
    positions = data.draw(st.sets(st.integers(1, panes), max_size=panes))
    active = data.draw(st.integers(1, panes))
    lua = rooms()
    room = lua.open("split_tree")
    arguments = lua.table(sorted(positions))
    node, now = room.without(
        node_of(lua, layout.tree), layout.cols, layout.rows, arguments, active
    ) or (None, None)
    expected = without(layout.tree, positions)
    if expected is None:
        assert node is None
        return
    leaves = [leaf.leaf for leaf in room.leaves(node).values()]
    kept = [position for position in range(1, panes + 1) if position not in positions]

    assert leaves == kept
    assert now == max(1, len([position for position in kept if position <= active]))
    after = Layout(from_node(plain(node)), layout.cols, layout.rows)
    assert shape_of(after.tree) == shape_of(expected)
    assert is_valid(after)
    before = dict(enumerate(layout.rects(), 1))
    for place, rect in zip(kept, after.rects(), strict=True):
        # A pane only ever grows.
        assert rect[0] <= before[place][0]
        assert rect[1] <= before[place][1]
        assert rect[0] + rect[2] >= before[place][0] + before[place][2]
        assert rect[1] + rect[3] >= before[place][1] + before[place][3]


@given(layout=layouts())
def test_minimum_is_the_least_size(rooms: Fresh, layout: Layout) -> None:
    """`minimum` counts one cell a pane and one a divider."""
    lua = rooms()

    assert lua.open("split_tree").minimum(node_of(lua, layout.tree)) == least(layout.tree)


@pytest.mark.parametrize("kind", KINDS)
def test_refitting_a_tree_is_linear(rooms: Fresh, kind: str) -> None:
    """By `fit`."""

    def spend(layout: Layout) -> int:
        lua = rooms()
        node = lua.open("split_tree").from_rects(lua.table(as_rects(layout.rects())))[0]
        sizes = (layout.cols, layout.rows, layout.cols + 7, layout.rows + 3)
        spent, *_ = lua.counted(lua.open("split_tree").fit, node, *sizes)
        return int(spent)

    check_linear(spend, kind)
