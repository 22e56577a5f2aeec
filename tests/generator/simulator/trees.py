"""Tabs for the tests of the split tree, and how they are read."""

from __future__ import annotations

from collections.abc import Hashable

from generator.simulator.tree.split_tree import (
    SplitDirection,
    SplitTree,
)


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
