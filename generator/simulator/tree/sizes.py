"""Sizes in a split tree: what WezTerm computes when a tab, a divider or a pane changes.

In:    nodes of a split tree and whole numbers of cells.
Out:   the same nodes with new sizes, the smallest size that a tree can have.
Never: knows which pane is active or zoomed, adds or removes a node (that is split_tree.py).

WezTerm stores in each split the sizes of its two sides and hands out *differences*; it never
recomputes them from ratios. Two sides of one split therefore may contradict what lies above or
below them, and the real host lives with that, so this model has to as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.simulator.tree.errors import HostCrash, HostHang
from generator.simulator.tree.nodes import (
    DIVIDER_CELLS,
    Axis,
    Leaf,
    Node,
    Size,
    Split,
    Unit,
    following,
    recorded_size,
    sized,
)


def minimum(node: Node | None) -> tuple[int, int]:
    """Compute the smallest size that a resize leaves to the node, one cell a pane: cols, rows."""
    if not isinstance(node, Split):
        return 1, 1
    first, second = (minimum(child) for child in node.children)
    if node.axis is Axis.LEFT_RIGHT:
        return first[0] + DIVIDER_CELLS + second[0], max(first[1], second[1])
    return max(first[0], second[0]), first[1] + DIVIDER_CELLS + second[1]


def change(node: Node | None, axis: Axis, delta: int, unit: Unit) -> None:
    """Hand `delta` cells along `axis` to the sides of the node, as a resize of the tab does.

    Growth goes to the sides in turn, one cell at a time, beginning with the first at every
    level: a nested split is asked for one cell at a time, so its first side gets them all.
    Shrinking takes a cell only from sides that have more than one *on record*.

    Raises HostHang where neither side has a cell left to give.
    """
    if delta == 0 or not isinstance(node, Split):
        return
    if node.axis is not axis:
        before = node.sizes[0].along(axis)
        cells = max(before + delta, minimum(node)[axis])
        if cells != before:
            for side in (0, 1):
                change(node.children[side], axis, cells - before, unit)
                node.sizes[side] = node.sizes[side].with_cells(axis, cells, unit)
        return
    step = 1 if delta > 0 else -1
    while delta != 0:
        moved = False
        for side in (0, 1):
            cells = node.sizes[side].along(axis)
            if delta != 0 and (step > 0 or cells > 1):
                change(node.children[side], axis, step, unit)
                node.sizes[side] = node.sizes[side].with_cells(axis, cells + step, unit)
                delta -= step
                moved = True
        if not moved:
            raise HostHang("WezTerm would hang: two neighbours of one cell each must shrink")


def fill(split: Split, size: Size) -> None:
    """Make the split fill `size`: its first side keeps its cells, the second takes the rest."""
    # Where the host can't tell the pixels of a cell it takes one.
    unit = (
        size.pixel_width // size.cols if size.cols else 1,
        size.pixel_height // size.rows if size.rows else 1,
    )
    across = size.along(split.axis.other)
    first = split.sizes[0].along(split.axis)
    second = max(0, size.along(split.axis) - DIVIDER_CELLS - first)
    split.sizes = [sized(split.axis, cells, across, unit) for cells in (first, second)]


def move_divider(split: Split, delta: int, unit: Unit) -> None:
    """Move the line between the two sides by `delta` cells; what lies below is not told.

    Raises HostCrash where the split has no cell at all to divide.
    """
    first, second = split.sizes
    axis = split.axis
    along = first.along(axis) + DIVIDER_CELLS + second.along(axis)
    # The upper bound is applied last, so that it wins where both can't hold.
    cells = min(max(first.along(axis) + delta, 1), along - 2)
    if cells < 0:
        raise HostCrash("WezTerm would compute a negative size: this split has no cells to divide")
    rest = along - DIVIDER_CELLS - cells
    split.sizes = [first.with_cells(axis, cells, unit), second.with_cells(axis, rest, unit)]


def fill_after(node: Node, tab: Size) -> Iterator[tuple[Leaf, Size]]:
    """Make everything later in tree order than the node fill what its parent has on record.

    Yields the leaves with their new sizes.
    """
    below = following(node)
    while below is not None:
        size = recorded_size(below, tab)
        if isinstance(below, Split):
            fill(below, size)
        else:
            yield below, size
        below = following(below)
