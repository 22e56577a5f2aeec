"""The nodes of a split tree: places for panes, and pairs of nodes side by side.

In:    a node.
Out:   its neighbours in the tree, its size on record; a pair put in its place, or taken away.
Never: computes a size from another one (that is sizes.py).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import IntEnum

Pane = Hashable
"""Whatever the caller uses to tell panes apart."""

Unit = tuple[int, int]
"""Pixels of one cell: width, height. Both 0 where the host was never told a pixel size."""

DIVIDER_CELLS = 1
"""Cells that the line between two neighbours takes."""


class Axis(IntEnum):
    """Which way two neighbours lie; also the index of that axis in a pair (cols, rows)."""

    LEFT_RIGHT = 0
    TOP_BOTTOM = 1

    @property
    def other(self) -> Axis:
        """The axis across this one."""
        return Axis(1 - self)


@dataclass(frozen=True, slots=True)
class Size:
    """A size in cells, with the pixels that the host believes it to have."""

    cols: int
    rows: int
    pixel_width: int = 0
    pixel_height: int = 0

    def along(self, axis: Axis) -> int:
        """Cells along the axis."""
        return self.cols if axis is Axis.LEFT_RIGHT else self.rows

    def unit(self) -> Unit:
        """Pixels of one cell, rounded down. Needs at least one cell each way."""
        return self.pixel_width // self.cols, self.pixel_height // self.rows

    def with_cells(self, axis: Axis, cells: int, unit: Unit) -> Size:
        """Change the cells along one axis; the pixels across it stay as they were."""
        if axis is Axis.LEFT_RIGHT:
            return Size(cells, self.rows, cells * unit[0], self.pixel_height)
        return Size(self.cols, cells, self.pixel_width, cells * unit[1])


def sized(axis: Axis, along: int, across: int, unit: Unit) -> Size:
    """Make a size of `along` cells along the axis and `across` cells across it."""
    cols, rows = (along, across) if axis is Axis.LEFT_RIGHT else (across, along)
    return Size(cols, rows, cols * unit[0], rows * unit[1])


class Leaf:
    """A place for one pane. Rotating and swapping exchange panes, leaves stay where they are."""

    __slots__ = ("pane", "parent")

    def __init__(self, pane: Pane) -> None:
        self.pane = pane
        self.parent: Split | None = None


class Split:
    """Two nodes side by side, with the sizes that the host has on record for them."""

    __slots__ = ("axis", "children", "parent", "sizes")

    def __init__(self, axis: Axis, children: tuple[Node, Node], sizes: tuple[Size, Size]) -> None:
        self.axis = axis
        self.children: list[Node] = list(children)
        self.sizes: list[Size] = list(sizes)
        self.parent: Split | None = None
        for child in children:
            child.parent = self

    def whole(self, unit: Unit) -> Size:
        """Size of both sides and the divider. Across the axis the first side alone counts."""
        first, second = self.sizes
        along = first.along(self.axis) + DIVIDER_CELLS + second.along(self.axis)
        return sized(self.axis, along, first.along(self.axis.other), unit)


Node = Leaf | Split


def following(node: Node) -> Node | None:
    """Go to the next node in tree order: a split, its first side, its second; None at the end."""
    if isinstance(node, Split):
        return node.children[0]
    parent = node.parent
    while parent is not None:
        if parent.children[0] is node:
            return parent.children[1]
        node, parent = parent, parent.parent
    return None


def recorded_size(node: Node, tab: Size) -> Size:
    """Ask the node's parent for the size it has on record; the topmost node has the tab's."""
    parent = node.parent
    if parent is None:
        return tab
    return parent.sizes[0 if parent.children[0] is node else 1]


def leaves(root: Node | None) -> Iterator[tuple[Leaf, int, int]]:
    """Visit each leaf in tree order with its place in the tab in cells: leaf, left, top."""
    # By hand rather than recursive: a long chain of splits is as deep as it is long.
    waiting = [] if root is None else [(root, 0, 0)]
    while waiting:
        node, left, top = waiting.pop()
        if isinstance(node, Leaf):
            yield node, left, top
            continue
        offset = node.sizes[0].along(node.axis) + DIVIDER_CELLS
        if node.axis is Axis.LEFT_RIGHT:
            waiting.append((node.children[1], left + offset, top))
        else:
            waiting.append((node.children[1], left, top + offset))
        waiting.append((node.children[0], left, top))


def pair_up(old: Node, new: Leaf, axis: Axis, new_side: int, sizes: tuple[Size, Size]) -> Split:
    """Put a pair of both nodes in the old one's place; `new_side` is 0 for first, 1 for second."""
    parent = old.parent
    pair = Split(axis, (old, new) if new_side == 1 else (new, old), sizes)
    _replace(old, pair, parent)
    return pair


def unpair(leaf: Leaf, parent: Split) -> Node:
    """Put the leaf's sibling in the place of their parent; sizes are left as they were."""
    sibling = parent.children[1 if parent.children[0] is leaf else 0]
    _replace(parent, sibling, parent.parent)
    return sibling


def _replace(old: Node, new: Node, parent: Split | None) -> None:
    new.parent = parent
    if parent is not None:
        parent.children[parent.children.index(old)] = new
