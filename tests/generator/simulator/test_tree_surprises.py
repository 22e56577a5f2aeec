"""The split tree of a tab: the host's surprises one by one."""

from __future__ import annotations

import pytest

from generator.simulator.tree.split_tree import (
    HostCrash,
    HostHang,
    NoSpace,
    NoSuchPane,
    SplitTree,
    ZoomedSplit,
)
from tests.generator.simulator.trees import a_row, a_tab, divide, order, widths


@pytest.mark.parametrize(
    ("size", "cells"),
    [
        (0, 50),
        (0.5, 50),
        (0.53, 52),
        (0.59, 58),
        (0.29, 29),
        (0.999, 99),
        (-3, 1),
        (0.001, 1),
        (1, 1),
        (7.9, 7),
        (98, 98),
    ],
)
def test_sizes_are_read_as_32_bit_floats(size: float, cells: int) -> None:
    """0 is one half, less than 1 whole percents of 100 cells, the rest whole cells."""
    sizes = a_tab(100).compute_split_size(0, "Right", size, top_level=False)

    assert cells == sizes.second.cols


@pytest.mark.parametrize("size", [99, 100, 1e9, 1e30, float("inf"), 1e39])
def test_too_large_is_no_space(size: float) -> None:
    """The new pane, a divider and one cell must fit."""
    with pytest.raises(NoSpace, match=r"^No space for split!$"):
        divide(a_tab(100), 0, "Right", size, 1)


def test_right_activates_the_new_pane_whoever_was_active() -> None:
    """Splitting pane 0 while pane 2 is active activates the new one."""
    tree = a_row(20, 20, 20)
    divide(tree, 0, "Bottom", 5, 3)

    assert 3 == tree.active_pane


def test_left_keeps_the_active_place_so_that_the_focus_slides() -> None:
    """A pane put in front moves the panes, not the active place."""
    tree = a_row(20, 20, 20)
    divide(tree, 0, "Left", 5, 3)

    assert [3, 0, 1, 2] == order(tree)
    assert 1 == tree.active_pane


def test_a_zoomed_tab_is_unzoomed_by_the_first_look() -> None:
    """`split` alone refuses; the host asks for the sizes before, which ends the zoom."""
    tree = a_row(20, 20)
    tree.set_zoomed(zoomed=True)
    with pytest.raises(ZoomedSplit, match=r"^cannot split while zoomed$"):
        divide(tree, 0, "Right", 5, 2)
    tree.compute_split_size(0, "Right", 5, top_level=False)

    assert 1 == divide(tree, 0, "Right", 5, 2)


def test_top_level_does_not_unzoom() -> None:
    """Looking at the sizes of a split of the whole tab leaves it zoomed."""
    tree = a_row(20, 20)
    tree.set_zoomed(zoomed=True)
    tree.compute_split_size(0, "Right", 5, top_level=True)

    with pytest.raises(ZoomedSplit):
        divide(tree, 0, "Right", 5, 2, top_level=True)


def test_top_level_leaves_a_wrong_size_behind() -> None:
    """The tab believes that it shrank, and the next resize adds the cells once more."""
    tree = a_tab(80)
    divide(tree, 0, "Right", 0.5, 1)
    divide(tree, 0, "Right", 20, 2, top_level=True)

    assert (59, [28, 30, 20]) == (tree.size.cols, widths(tree))
    tree.resize(80, 24)
    assert [39, 30, 30] == widths(tree)


def test_top_level_on_the_left_never_tells_the_new_pane_its_size() -> None:
    """Its terminal keeps the size of the other side."""
    tree = a_tab(80)
    divide(tree, 0, "Right", 0.5, 1)
    divide(tree, 0, "Left", 20, 2, top_level=True)

    new = tree.panes()[0]
    assert (2, 20, 59) == (new.pane, new.width, new.own_cols)


def split_twice(first: int, second: int) -> SplitTree:
    """Make a tab of 80 columns whose pane 0 has given so many of them, and then so many."""
    tree = a_tab(80)
    divide(tree, 0, "Right", first, 1)
    divide(tree, 0, "Right", second, 2)
    return tree


def test_a_resize_by_a_cell_too_much_hangs() -> None:
    """Two neighbours of one cell, asked to shrink by what lies above them."""
    tree = split_twice(72, 3)
    tree.resize(72, 24)

    assert [1, 1, 68] == widths(tree)
    with pytest.raises(HostHang):
        tree.resize(71, 24)


def test_growth_of_a_branch_goes_to_its_first_pane() -> None:
    """One cell at a time, first side first, begun anew in every nested split."""
    tree = split_twice(39, 19)
    tree.resize(90, 24)

    assert [25, 19, 44] == widths(tree)


@pytest.mark.parametrize(("cols", "rows"), [(0, 24), (80, 0)])
def test_an_impossible_resize_is_ignored(cols: int, rows: int) -> None:
    """No columns or no rows: nothing happens."""
    tree = a_row(40, 39)
    before = tree.panes()
    tree.resize(cols, rows)

    assert tree.panes() == before


def test_a_zoomed_tab_resizes_only_the_zoomed_pane() -> None:
    """The others follow when the zoom ends."""
    tree = a_row(40, 39)
    tree.set_zoomed(zoomed=True)
    tree.resize(100, 30)

    assert [40, 39] == widths(tree)
    assert 100 == tree.size.cols
    assert 100 == tree.panes()[1].own_cols
    tree.set_zoomed(zoomed=False)
    assert [50, 49] == widths(tree)


def test_adjusting_can_leave_slots_without_cells_beyond_the_tab() -> None:
    """The cascade keeps first sides and takes what isn't there from second ones."""
    tree = a_row(39, 29, 10)
    tree.activate(0)
    tree.adjust("Right", 30)

    assert [(0, 69), (70, 29), (100, 0)] == [(slot.left, slot.width) for slot in tree.panes()]


def test_adjusting_a_split_without_cells_crashes() -> None:
    """The host would take a negative number for a huge one."""
    tree = a_row(3, 3, 3)
    for _ in range(2):
        tree.activate(0)
        tree.adjust("Right", 9)
        tree.activate(1)
        tree.adjust("Left", 9)
    tree.activate(0)
    tree.adjust("Right", 9)
    assert [9, 0, 0] == widths(tree)
    tree.activate(1)

    with pytest.raises(HostCrash):
        tree.adjust("Left", 9)


def test_removing_a_zoomed_pane_ends_the_zoom() -> None:
    """The tab is not zoomed any more, and the pane before is active."""
    tree = a_row(20, 20)
    tree.set_zoomed(zoomed=True)
    tree.remove(1)

    assert not tree.is_zoomed
    assert 0 == tree.active_pane


def test_removing_panes_before_moves_the_active_place() -> None:
    """One place down for each removed place up to it."""
    tree = a_row(10, 10, 10, 10)
    tree.activate(2)
    tree.remove(0)

    assert 2 == tree.active_pane


def test_a_dead_sibling_stays_until_the_next_pass() -> None:
    """What takes a removed pane's place is not asked itself."""
    tree = a_row(10, 10)

    assert [0] == tree.remove_where(lambda _: True)
    assert [1] == order(tree)
    assert [1] == tree.remove_where(lambda _: True)
    assert 0 == len(tree)


def test_activating_another_pane_ends_a_zoom_unless_told_not_to() -> None:
    """The option unzoom_on_switch_pane."""
    tree = a_row(20, 20)
    tree.set_zoomed(zoomed=True)
    tree.unzoom_on_switch_pane = False

    assert tree.activate(0) is False
    assert tree.is_zoomed
    tree.unzoom_on_switch_pane = True
    assert tree.activate(0) is True
    assert (False, 0) == (tree.is_zoomed, tree.active_pane)
    assert tree.activate(0) is False
    assert tree.activate("not there") is False


def test_the_neighbour_used_last_wins() -> None:
    """Of two panes on the right the one that was active before, else the later."""
    tree = a_row(20, 20)
    divide(tree, 1, "Bottom", 10, 2)
    tree.activate(0)
    assert 2 == tree.pane_in_direction("Right")
    tree.activate(1)
    tree.activate(0)

    assert 1 == tree.pane_in_direction("Right")
    assert tree.pane_in_direction("Left") is None
    assert 2 == tree.pane_in_direction("Prev")


def test_a_wrong_index_is_refused() -> None:
    """Also negative ones, which Python would count from the end."""
    for index in (-1, 1):
        with pytest.raises(NoSuchPane):
            divide(a_tab(), index, "Right", 5, 1)


def test_an_empty_tab_answers() -> None:
    """Nothing active, nothing to resize, nothing to split."""
    tree = SplitTree(80, 24)

    assert (None, [], 0) == (tree.active_pane, tree.panes(), tree.pane_in_direction("Left"))
    assert tree.remove(0) is False
    tree.resize(90, 30)
    assert 90 == tree.size.cols
    with pytest.raises(NoSuchPane):
        tree.compute_split_size(0, "Right", 5, top_level=False)


def test_an_impossible_tab_is_refused() -> None:
    """No cells, or a second first pane."""
    with pytest.raises(ValueError, match="at least one cell"):
        SplitTree(0, 24)
    with pytest.raises(ValueError, match="first pane"):
        a_tab().assign(1)
