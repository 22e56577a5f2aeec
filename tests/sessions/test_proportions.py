"""proportions: a tab keeps its proportions at another size, proved on the simulated WezTerm."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.simulator.tree.split_tree import SplitTree
from tests.sessions.conftest import Fresh, Rooms
from tests.sessions.test_plan import tab_of
from tests.strategies import Layout, Leaf, Split, Tree, random_layout, sized

ROOMS = ("handed_out", "proportions")

PAIR = Split("left_right", 0, Leaf(), Leaf())
GRID = Split("top_bottom", 0, PAIR, PAIR)
"""None of its panes can move a divider to the left or right of it."""
TWO_GRIDS = Split("left_right", 0, GRID, GRID)


def with_cells(tree: Tree) -> Tree:
    """Return a tree whose grids are 60 cells wide and 48 high, in the middle."""
    if not isinstance(tree, Split):
        return tree
    if tree is GRID:
        pair = Split("left_right", 29, Leaf(), Leaf())
        return Split("top_bottom", 23, pair, pair)
    return Split(tree.axis, tree.first_cells, with_cells(tree.first), with_cells(tree.second))


class Tab:
    """A saved tab, built in the simulated WezTerm at a size, and what is known of it."""

    def __init__(self, rooms: Rooms, layout: Layout, *size: int) -> None:
        self.rooms, self.saved = rooms, layout
        self.room = rooms.open("proportions")
        tab = rooms.table(tab_of(layout))
        cols, rows = size or (layout.cols, layout.rows)
        plan = rooms.open("plan").tab(tab, cols, rows)
        self.tree = SplitTree(cols, rows)
        self.tree.assign(plan.root)
        for step in plan.steps.values():
            index = self.tree.index(step.pane)
            assert index is not None
            self.tree.split(index, step.direction, step.size, False, step.new)
        self.young = self.room.young(tab, plan, cols, rows)

    def resize(self, cols: int, rows: int) -> None:
        """Change the window's size."""
        self.tree.resize(cols, rows, cols * 8, rows * 16)

    @property
    def rects(self) -> list[dict[str, int]]:
        """What WezTerm tells of the panes."""
        return [
            {"left": slot.left, "top": slot.top, "width": slot.width, "height": slot.height}
            for slot in self.tree.panes()
        ]

    @property
    def now(self) -> Any:
        """Its dividers, as the room reads them."""
        return self.room.with_cuts(self.young.saved, self.rooms.table(self.rects))

    @property
    def size(self) -> tuple[int, int]:
        """What the tab has: WezTerm makes none smaller than its panes."""
        return self.tree.size.cols, self.tree.size.rows

    @property
    def wanted(self) -> Any:
        """The tree that it should have."""
        return self.room.wanted(self.young, *self.size)

    @property
    def goal(self) -> Any:
        """The tree that it can have."""
        return self.room.goal(self.young, self.now, *self.size)

    @property
    def fits(self) -> bool:
        """Whether all its panes find room."""
        return self.wanted is not None

    def mend(self) -> None:
        """Do what the room says."""
        turns = self.room.turns(self.now, self.goal, self.tree.active_index)
        for turn in turns.values():
            self.tree.activate(self.tree.panes()[turn.pane].pane)
            for move in turn.moves.values():
                self.tree.adjust(move.direction, move.cells)

    def distance(self, tree: Any) -> int:
        """How far any edge is from where that tree has it."""
        return int(self.room.distance(self.now, tree))


SIZES = st.tuples(st.integers(20, 300), st.integers(10, 80))


@given(seed=st.integers(0, 1 << 30), panes=st.integers(2, 6), size=SIZES)
def test_every_edge_comes_to_its_place(
    rooms: Fresh, seed: int, panes: int, size: tuple[int, int]
) -> None:
    """Whatever the layout and the sizes, without a pane that loses its last cell on the way."""
    chance = random.Random(seed)
    layout = random_layout(panes, chance.randint(60, 240), chance.randint(20, 65), chance)
    tab = Tab(rooms(), layout)
    assume(tab.young is not None and not tab.room.has_stuck(tab.young.saved))
    tab.resize(*size)
    assume(tab.fits)
    tab.mend()

    assert 0 == tab.distance(tab.wanted)


@given(seed=st.integers(0, 1 << 30), panes=st.integers(2, 14), size=SIZES)
def test_what_wezterm_hands_out_is_known(
    rooms: Fresh, seed: int, panes: int, size: tuple[int, int]
) -> None:
    """Cell for cell, so that a divider that somebody has moved stands out."""
    chance = random.Random(seed)
    layout = random_layout(panes, chance.randint(60, 240), chance.randint(20, 65), chance)
    tab = Tab(rooms(), layout)
    assume(tab.young is not None)
    before = tab.now
    tab.resize(*size)
    cols, rows = tab.size
    expected = tab.rooms.open("handed_out").tree(before, layout.cols, layout.rows, cols, rows)

    assert 0 == tab.distance(expected)


@given(seed=st.integers(0, 1 << 30), size=SIZES)
def test_a_divider_out_of_reach_stays_and_all_others_follow(
    rooms: Fresh, seed: int, size: tuple[int, int]
) -> None:
    """In each half of two that reach nothing all is in proportion to the room that there is."""
    chance = random.Random(seed)
    tab = Tab(rooms(), Layout(sized(TWO_GRIDS, 160, 48, chance), 160, 48))
    tab.resize(*size)
    goal = tab.goal
    assume(goal is not None)
    tab.mend()

    assert 0 == tab.distance(goal)


def test_two_parts_that_reach_nothing_leave_one_divider_out_of_reach(rooms: Fresh) -> None:
    """The one between them."""
    tab = Tab(rooms(), Layout(sized(TWO_GRIDS, 160, 48, random.Random(1)), 160, 48))

    assert tab.room.has_stuck(tab.young.saved)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_part_that_reaches_nothing_leaves_none_out_of_reach(rooms: Fresh, place: int) -> None:
    """The chain is cut so that each divider has a pane, where both ends are as safe."""
    parts: list[Tree] = [Leaf(), Leaf(), Leaf()]
    parts[place] = GRID
    tree = Split("left_right", 60, parts[0], Split("left_right", 60, parts[1], parts[2]))
    tab = Tab(rooms(), Layout(with_cells(tree), 182, 48))

    assert not tab.room.has_stuck(tab.young.saved)


@given(seed=st.integers(0, 1 << 30), panes=st.integers(2, 10), steps=st.lists(SIZES, max_size=4))
def test_no_shrinking_hangs(
    rooms: Fresh, seed: int, panes: int, steps: list[tuple[int, int]]
) -> None:
    """Whatever becomes of the window, mended in between or not (upstream #7765)."""
    chance = random.Random(seed)
    layout = random_layout(panes, chance.randint(60, 240), chance.randint(20, 65), chance)
    tab = Tab(rooms(), layout)
    assume(tab.young is not None)
    for size in steps:
        tab.resize(*size)
        if chance.random() < 0.5 and tab.now is not None and tab.goal is not None:
            tab.mend()


@given(seed=st.integers(0, 1 << 30), panes=st.integers(2, 10))
def test_it_is_kept_as_text(rooms: Fresh, seed: int, panes: int) -> None:
    """What is read back is what was written."""
    layout = random_layout(panes, 200, 60, random.Random(seed))
    tab = Tab(rooms(), layout, 120, 40)
    assume(tab.young is not None)
    text = tab.room.encode(tab.young)

    assert text == tab.room.encode(tab.room.decode(text))


def test_a_divider_that_was_moved_by_more_than_unnoticed_steps_is_somebodys(rooms: Fresh) -> None:
    """Two cells may come from sizes in between that nobody saw."""
    tab = Tab(rooms(), Layout(Split("left_right", 40, Leaf(), Leaf()), 81, 24))
    verdicts = []
    for moved in range(4):
        tab.tree.adjust("Right", min(moved, 1))
        tab.resize(101, 24)
        verdicts.append(bool(tab.room.is_untouched(tab.young, tab.now, 101, 24)))
        tab.resize(81, 24)

    assert [True, True, True, False] == verdicts


def test_a_smaller_size_in_between_that_nobody_saw_is_no_move_of_somebodys(rooms: Fresh) -> None:
    """Panes that had no cell left to give are further from where one step would have them."""
    row = Split("left_right", 100, Leaf(), Split("left_right", 8, Leaf(), Leaf()))
    tab = Tab(rooms(), Layout(row, 120, 24))
    tab.resize(80, 24)
    tab.resize(110, 24)
    expected = tab.rooms.open("handed_out").tree(tab.young.left, 120, 24, 110, 24)
    apart = tab.distance(expected)

    assert (True, True) == (apart > 2, bool(tab.room.is_untouched(tab.young, tab.now, 110, 24)))


def test_other_splits_are_not_the_tabs(rooms: Fresh) -> None:
    """A pane more, and one of another axis."""
    tab = Tab(rooms(), Layout(Split("left_right", 40, Leaf(), Leaf()), 81, 24))
    rect = tab.rects[0]
    below = {"left": 0, "top": 12, "width": 81, "height": 12}
    table = tab.rooms.table

    assert tab.room.with_cuts(tab.young.saved, table([*tab.rects, rect])) is None
    assert tab.room.with_cuts(tab.young.saved, table([rect, below])) is None
    assert tab.room.with_cuts(tab.young.saved, table([rect])) is None
