"""The split tree of a tab: what was recorded, and rules that hold for all trees."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.proving.replay import replay
from generator.simulator.tree.split_tree import (
    HostHang,
    NoSpace,
    Slot,
    SplitDirection,
    SplitTree,
)
from tests.generator.simulator.trees import a_tab, divide, order, rects

RECORDED = Path(__file__).parents[2] / "recorded"


DIRECTIONS: tuple[SplitDirection, ...] = ("Right", "Left", "Top", "Bottom")


few = settings(max_examples=max(50, settings().max_examples // 5))
"""The records prove the model; these rules are a second look, and cheap on purpose."""


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


@pytest.mark.parametrize(
    ("file", "sequences", "steps"),
    [("tab_vectors.jsonl", 180, 1491), ("mux_vectors.jsonl", 80, 757)],
)
def test_reproduces_what_the_real_terminal_answered(file: str, sequences: int, steps: int) -> None:
    """Every recorded value of every recorded step comes out of the model."""
    result = replay(RECORDED / file)

    assert [] == [str(mismatch) for mismatch in result.mismatches]
    assert (sequences, steps) == (result.sequences, result.steps)


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
