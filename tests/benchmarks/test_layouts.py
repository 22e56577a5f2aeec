"""Every layout of the scenarios is one that WezTerm can make."""

from __future__ import annotations

import random

import pytest

from benchmarks.scenario.layouts import (
    SHAPES,
    Shape,
    Tree,
    count,
    order_of_making,
    random_tree,
    rects,
    splits,
)
from generator.simulator.tree.split_tree import SplitTree

SIZES = [(n, shape) for shape in SHAPES for n in (1, 2, 3, 4, 8, 16, 32, 64)]


def replayed(tree: Tree, cols: int, rows: int) -> SplitTree:
    """Return the tab that the steps make in the model of the terminal."""
    tab = SplitTree(cols, rows)
    panes: list[object] = [object()]
    tab.assign(panes[0])
    for step in splits(tree, cols, rows):
        panes.append(object())
        index = tab.index(panes[step.pane])
        assert index is not None
        tab.split(index, step.direction, step.cells, False, panes[-1])
    return tab


@pytest.mark.parametrize(("panes", "shape"), SIZES)
def test_the_steps_make_the_rectangles(panes: int, shape: Shape) -> None:
    """The terminal's own arithmetic gives what the tree says, with n - 1 splits."""
    tree = SHAPES[shape](random.Random(panes), panes, 320, 100)
    steps = splits(tree, 320, 100)
    slots = [(s.left, s.top, s.width, s.height) for s in replayed(tree, 320, 100).panes()]

    assert panes == count(tree)
    assert len(steps) == panes - 1
    assert rects(tree, 320, 100) == slots


def test_panes_are_told_apart_by_the_order_of_making() -> None:
    """Each place in the tree knows which split made it."""
    tree: Tree = ("left_right", 9, ("top_bottom", 4, None, None), None)

    assert [0, 2, 1] == order_of_making(tree)


def test_random_layouts_cover_what_users_do() -> None:
    """Both directions, halves and other cuts; the same seed gives the same tree."""
    made = [random_tree(random.Random(seed), 6, 200, 60) for seed in range(50)]
    roots = {(tree[0], tree[1] in (99, 29)) for tree in made if tree}

    assert 4 == len(roots)
    assert made[7] == random_tree(random.Random(7), 6, 200, 60)


def test_too_many_panes_are_refused() -> None:
    """There is no layout without room."""
    with pytest.raises(ValueError, match="do not fit"):
        random_tree(random.Random(1), 50, 40, 10)
