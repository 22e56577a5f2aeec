"""The split tree of a tab: rules that hold for all trees, and the host's surprises one by one."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.proving.replay import replay
from generator.simulator.tree.split_tree import (
    HostCrash,
    HostHang,
    NoSpace,
    NoSuchPane,
    Slot,
    SplitDirection,
    SplitTree,
    ZoomedSplit,
)

RECORDED = Path(__file__).parents[2] / "recorded"

DIRECTIONS: tuple[SplitDirection, ...] = ("Right", "Left", "Top", "Bottom")


few = settings(max_examples=max(50, settings().max_examples // 5))
"""The records prove the model; these rules are a second look, and cheap on purpose."""


def rects(tree: SplitTree) -> list[tuple[int, int, int, int]]:
    """Place and size of each pane, in tree order."""
    return [(slot.left, slot.top, slot.width, slot.height) for slot in tree.panes()]


def widths(tree: SplitTree) -> list[int]:
    """Width of each pane's slot, in tree order."""
    return [slot.width for slot in tree.panes()]


def order(tree: SplitTree) -> list[object]:
    """List the panes in tree order."""
    return [slot.pane for slot in tree.panes()]


def a_tab(cols: int = 80, rows: int = 24) -> SplitTree:
    """Make a tab with the one pane 0."""
    tree = SplitTree(cols, rows, cols * 8, rows * 16)
    tree.assign(0)
    return tree


def a_row(*cells: int) -> SplitTree:
    """Make panes 0, 1, ... side by side, each by splitting the last one."""
    tree = a_tab(sum(cells) + len(cells) - 1)
    for pane in range(1, len(cells)):
        rest = cells[pane:]
        divide(tree, pane - 1, "Right", sum(rest) + len(rest) - 1, pane)
    return tree


@st.composite
def tabs(draw: st.DrawFn) -> SplitTree:
    """Make a tab by splits of any sizes, those without space left out."""
    tree = a_tab(draw(st.integers(1, 200)), draw(st.integers(1, 60)))
    sizes = st.one_of(st.integers(1, 100), st.floats(0, 0.99))
    for pane in range(1, draw(st.integers(1, 16))):
        index = draw(st.integers(0, len(tree) - 1))
        try:
            divide(tree, index, draw(st.sampled_from(DIRECTIONS)), draw(sizes), pane)
        except NoSpace:
            continue
    return tree


def divide(
    tree: SplitTree,
    index: int,
    direction: SplitDirection,
    size: float,
    pane: Hashable,
    *,
    top_level: bool = False,
) -> int:
    """Split, of the whole tab only where said."""
    return tree.split(index, direction, size, top_level=top_level, pane=pane)


def assert_tiled(tree: SplitTree) -> None:
    """Check that panes and dividers cover the tab, and each cell once."""
    slots = tree.panes()
    size = tree.size
    for slot in slots:
        assert slot.width >= 1
        assert slot.height >= 1
        assert slot.left + slot.width <= size.cols
        assert slot.top + slot.height <= size.rows
    for one, other in combinations(slots, 2):
        assert beside(one, other)
    # A divider cell belongs to the pane left of it or above it: with these the area is full.
    area = sum(
        (slot.width + (slot.left + slot.width < size.cols))
        * (slot.height + (slot.top + slot.height < size.rows))
        for slot in slots
    )
    assert area == size.cols * size.rows


def beside(one: Slot, other: Slot) -> bool:
    """At least one divider cell lies between the two, along some axis."""
    return (
        one.left + one.width < other.left
        or other.left + other.width < one.left
        or one.top + one.height < other.top
        or other.top + other.height < one.top
    )


# Proof.


@pytest.mark.parametrize(
    ("file", "sequences", "steps"),
    [("tab_vectors.jsonl", 180, 1491), ("mux_vectors.jsonl", 80, 757)],
)
def test_reproduces_what_the_real_terminal_answered(file: str, sequences: int, steps: int) -> None:
    """Every recorded value of every recorded step comes out of the model."""
    result = replay(RECORDED / file)

    assert [] == [str(mismatch) for mismatch in result.mismatches]
    assert (sequences, steps) == (result.sequences, result.steps)


# All trees.


@few
@given(tabs())
def test_splits_tile_the_tab(tree: SplitTree) -> None:
    """However a tab is split, its panes cover it without gap or overlap."""
    assert_tiled(tree)


@few
@given(tabs(), st.integers(0, 100), st.integers(0, 40))
def test_growing_tiles_the_tab(tree: SplitTree, cols: int, rows: int) -> None:
    """A larger tab keeps all panes in order, and they cover it."""
    before = order(tree)
    tree.resize(tree.size.cols + cols, tree.size.rows + rows)

    assert_tiled(tree)
    assert order(tree) == before


@few
@given(tabs(), st.integers(1, 250), st.integers(1, 80))
def test_resizing_tells_every_terminal(tree: SplitTree, cols: int, rows: int) -> None:
    """Whatever the size, each pane's terminal has that of its slot, and no slot is empty.

    That they cover the tab does not hold: a branch that can shrink no more is left standing out.
    """
    try:
        tree.resize(cols, rows)
    except HostHang:
        return

    assert all((s.own_cols, s.own_rows) == (s.width, s.height) for s in tree.panes())
    assert all(s.width >= 1 and s.height >= 1 for s in tree.panes())


@few
@given(tabs(), st.integers(0, 100), st.integers(0, 40))
def test_growing_can_be_taken_back(tree: SplitTree, cols: int, rows: int) -> None:
    """A tab that grew and shrinks by the same cells is what it was."""
    before, size = tree.panes(), tree.size
    tree.resize(size.cols + cols, size.rows + rows)
    tree.resize(size.cols, size.rows)

    assert tree.panes() == before


@few
@given(tabs(), st.data())
def test_the_new_pane_has_the_cells_asked_for(tree: SplitTree, data: st.DataObject) -> None:
    """A number of cells is exact, one goes to the divider, the rest to the old pane."""
    index = data.draw(st.integers(0, len(tree) - 1))
    direction = data.draw(st.sampled_from(DIRECTIONS))
    cells = data.draw(st.integers(1, 100))
    slot = tree.panes()[index]
    along = slot.width if direction in ("Left", "Right") else slot.height
    if along < cells + 2:
        with pytest.raises(NoSpace):
            divide(tree, index, direction, cells, "new")
        return
    place = divide(tree, index, direction, cells, "new")

    slots = {s.pane: s for s in tree.panes()}
    new, old = slots["new"], slots[slot.pane]
    assert new.index == place
    if direction in ("Left", "Right"):
        assert (new.width, old.width) == (cells, along - cells - 1)
    else:
        assert (new.height, old.height) == (cells, along - cells - 1)


@few
@given(tabs(), st.data())
def test_a_refused_split_changes_nothing(tree: SplitTree, data: st.DataObject) -> None:
    """Without space the tab stays as it was, the active pane too."""
    index = data.draw(st.integers(0, len(tree) - 1))
    before = tree.panes()
    with pytest.raises(NoSpace):
        divide(tree, index, data.draw(st.sampled_from(DIRECTIONS)), 1000, "new")

    assert tree.panes() == before


@few
@given(tabs(), st.data())
def test_removing_the_new_pane_undoes_a_split(tree: SplitTree, data: st.DataObject) -> None:
    """The space goes back to the pane that was split."""
    index = data.draw(st.integers(0, len(tree) - 1))
    before = rects(tree)
    try:
        divide(tree, index, data.draw(st.sampled_from(DIRECTIONS)), 0.5, "new")
    except NoSpace:
        assume(False)

    assert tree.remove("new")
    assert rects(tree) == before


@few
@given(tabs(), st.data())
def test_removing_panes_tiles_the_tab(tree: SplitTree, data: st.DataObject) -> None:
    """The others cover the tab, in the same order, and one is active."""
    remaining = order(tree)
    for pane in data.draw(st.lists(st.sampled_from(remaining), unique=True, max_size=4)):
        remaining.remove(pane)
        assert tree.remove(pane)
        assert order(tree) == remaining
    if remaining:
        assert_tiled(tree)
    assert (tree.active_pane is None) == (not remaining)


@few
@given(tabs())
def test_zoom_and_back_changes_nothing(tree: SplitTree) -> None:
    """The active pane's own terminal gets the tab's size; afterwards all is as before."""
    before, active = tree.panes(), tree.active_pane

    assert tree.set_zoomed(zoomed=True) is False
    zoomed = next(slot for slot in tree.panes() if slot.is_zoomed)
    assert zoomed.pane == active
    assert (zoomed.own_cols, zoomed.own_rows) == (tree.size.cols, tree.size.rows)
    assert rects(tree) == [(s.left, s.top, s.width, s.height) for s in before]
    assert tree.set_zoomed(zoomed=False) is True
    assert tree.panes() == before


@few
@given(tabs())
def test_rotations_are_inverse(tree: SplitTree) -> None:
    """One turn each way is none; a turn moves each pane to the place before it."""
    before, panes = tree.panes(), order(tree)
    tree.rotate_counter_clockwise()

    assert order(tree) == panes[1:] + panes[:1]
    tree.rotate_clockwise()
    assert tree.panes() == before


@few
@given(tabs(), st.data())
def test_swapping_twice_changes_nothing(tree: SplitTree, data: st.DataObject) -> None:
    """Without the focus the active place stays; the panes change places, and back."""
    index = data.draw(st.integers(0, len(tree) - 1))
    before = tree.panes()
    tree.swap(index, keep_focus=False)

    assert tree.panes()[index].pane == before[tree.active_index].pane
    tree.swap(index, keep_focus=False)
    assert tree.panes() == before


@few
@given(tabs(), st.data())
def test_neighbours_are_mutual(tree: SplitTree, data: st.DataObject) -> None:
    """Whoever is found to the right finds somebody to the left."""
    tree.activate(data.draw(st.sampled_from(order(tree))))
    right = tree.pane_in_direction("Right")
    assume(right is not None)
    tree.activate(order(tree)[right or 0])

    assert tree.pane_in_direction("Left") is not None


# The host's rules, one by one.


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


def test_a_resize_by_a_cell_too_much_hangs() -> None:
    """Two neighbours of one cell, asked to shrink by what lies above them."""
    tree = a_tab(80)
    divide(tree, 0, "Right", 72, 1)
    divide(tree, 0, "Right", 3, 2)
    tree.resize(72, 24)

    assert [1, 1, 68] == widths(tree)
    with pytest.raises(HostHang):
        tree.resize(71, 24)


def test_growth_of_a_branch_goes_to_its_first_pane() -> None:
    """One cell at a time, first side first, begun anew in every nested split."""
    tree = a_tab(80)
    divide(tree, 0, "Right", 39, 1)
    divide(tree, 0, "Right", 19, 2)
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
