"""Split trees by seed and by shape, their rectangles, and the splits that make them.

In:    a number of panes, a size in cells, a random generator.
Out:   trees that WezTerm can make, rectangles in its order, exact split steps.
Never: a layout that needs luck: every tree is feasible by construction.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

Axis = Literal["left_right", "top_bottom"]
Tree: TypeAlias = "tuple[Axis, int, Tree, Tree] | None"
"""None is a pane; a split has its axis, the cells of the first part along it, and two parts."""

Rect = tuple[int, int, int, int]
"""Left, top, width, height in cells; 0-based, one divider cell between neighbours."""

Direction = Literal["Right", "Bottom"]
Shape = Literal["random", "grid", "comb", "spiral"]

LEAST_COLS: Final = 6
LEAST_ROWS: Final = 3
"""No random pane is smaller than that: a user would not keep such a pane."""

HALF_CHANCE: Final = 0.5
"""Share of random cuts that are the terminal's own half, as users leave them."""


class Step(NamedTuple):
    """One split: which pane (by order of making), the side of the new pane, its cells."""

    pane: int
    direction: Direction
    cells: int


def _capacity(cols: int, rows: int) -> int:
    """How many panes of the least size fit as a grid."""
    across = (cols + 1) // (LEAST_COLS + 1)
    down = (rows + 1) // (LEAST_ROWS + 1)
    return max(across, 0) * max(down, 0)


def _halves(axis: Axis, first: int, cols: int, rows: int) -> tuple[int, int, int, int]:
    """Columns and rows of both parts."""
    if axis == "left_right":
        return first, rows, cols - first - 1, rows
    return cols, first, cols, rows - first - 1


def _cuts(axis: Axis, panes: int, cols: int, rows: int) -> list[int]:
    """Places of a cut that leave room for all panes."""
    found = []
    for first in range(1, (cols if axis == "left_right" else rows) - 1):
        a_cols, a_rows, b_cols, b_rows = _halves(axis, first, cols, rows)
        a_fits, b_fits = _capacity(a_cols, a_rows), _capacity(b_cols, b_rows)
        if a_fits and b_fits and a_fits + b_fits >= panes:
            found.append(first)
    return found


def random_tree(rng: random.Random, panes: int, cols: int, rows: int) -> Tree:
    """A tree with `panes` panes; ValueError when they don't fit into the size."""
    if panes == 1:
        return None
    options: dict[Axis, list[int]] = {
        axis: cuts
        for axis in ("left_right", "top_bottom")
        if (cuts := _cuts(axis, panes, cols, rows))
    }
    if not options:
        raise ValueError(f"{panes} panes do not fit into {cols}x{rows} cells")
    axis = rng.choice(sorted(options))
    cuts = options[axis]
    extent = cols if axis == "left_right" else rows
    half = extent - max(extent * 50 // 100, 1) - 1
    first = half if half in cuts and rng.random() < HALF_CHANCE else rng.choice(cuts)
    a_cols, a_rows, b_cols, b_rows = _halves(axis, first, cols, rows)
    low = max(1, panes - _capacity(b_cols, b_rows))
    high = min(panes - 1, _capacity(a_cols, a_rows))
    in_first = rng.randint(low, high)
    return (
        axis,
        first,
        random_tree(rng, in_first, a_cols, a_rows),
        random_tree(rng, panes - in_first, b_cols, b_rows),
    )


def _chain(axis: Axis, parts: list[Tree], extent: int) -> Tree:
    """Parts side by side, as equal as cells allow, nested to the right."""
    if len(parts) == 1:
        return parts[0]
    first = (extent - (len(parts) - 1)) // len(parts)
    return axis, first, parts[0], _chain(axis, parts[1:], extent - first - 1)


def comb(_: random.Random, panes: int, cols: int, rows: int) -> Tree:
    """All panes side by side: the deepest chain of one direction."""
    del rows
    return _chain("left_right", [None] * panes, cols)


def grid(_: random.Random, panes: int, cols: int, rows: int) -> Tree:
    """Rows of equal columns, as square as the number of panes allows."""
    down = max(n for n in range(1, int(panes**0.5) + 1) if panes % n == 0)
    row = _chain("left_right", [None] * (panes // down), cols)
    return _chain("top_bottom", [row] * down, rows)


def spiral(_: random.Random, panes: int, cols: int, rows: int) -> Tree:
    """Each pane cuts a strip off what is left, right and below by turns: the deepest nesting."""
    strips = panes // 2
    wide, high = max(cols // (strips + 2) - 1, 1), max(rows // (strips + 2) - 1, 1)

    def rest(count: int, turn: int) -> Tree:
        if count == 1:
            return None
        axis: Axis = "top_bottom" if turn % 2 else "left_right"
        return axis, high if turn % 2 else wide, None, rest(count - 1, turn + 1)

    return rest(panes, 0)


SHAPES: Final[dict[Shape, Callable[[random.Random, int, int, int], Tree]]] = {
    "random": random_tree,
    "grid": grid,
    "comb": comb,
    "spiral": spiral,
}


def count(tree: Tree) -> int:
    """Number of panes."""
    return 1 if tree is None else count(tree[2]) + count(tree[3])


def rects(tree: Tree, cols: int, rows: int) -> list[Rect]:
    """Rectangles of the panes in WezTerm's order (a walk of the tree)."""
    return list(_rects(tree, (0, 0, cols, rows)))


def _rects(tree: Tree, rect: Rect) -> Iterator[Rect]:
    if tree is None:
        yield rect
        return
    left, top, width, height = rect
    axis, cells, first, second = tree
    if axis == "left_right":
        yield from _rects(first, (left, top, cells, height))
        yield from _rects(second, (left + cells + 1, top, width - cells - 1, height))
    else:
        yield from _rects(first, (left, top, width, cells))
        yield from _rects(second, (left, top + cells + 1, width, height - cells - 1))


def splits(tree: Tree, cols: int, rows: int) -> list[Step]:
    """The n - 1 splits that make the tree from one pane; panes are numbered as they are made."""
    steps: list[Step] = []
    made = 0

    def cut(node: Tree, pane: int, width: int, height: int) -> None:
        nonlocal made
        if node is None:
            return
        axis, cells, first, second = node
        a_cols, a_rows, b_cols, b_rows = _halves(axis, cells, width, height)
        made += 1
        new = made
        is_wide = axis == "left_right"
        steps.append(Step(pane, "Right" if is_wide else "Bottom", b_cols if is_wide else b_rows))
        cut(first, pane, a_cols, a_rows)
        cut(second, new, b_cols, b_rows)

    cut(tree, 0, cols, rows)
    return steps


def order_of_making(tree: Tree) -> list[int]:
    """For each pane in tree order, its number in the order in which `splits` makes them."""
    numbers: list[int] = []
    made = 0

    def walk(node: Tree, pane: int) -> None:
        nonlocal made
        if node is None:
            numbers.append(pane)
            return
        made += 1
        new = made
        walk(node[2], pane)
        walk(node[3], new)

    walk(tree, 0)
    return numbers
