"""The panes of a tab as the host reports them, and which of them are neighbours.

In:    slots: a pane's place and size in its tab, one a pane, in tree order.
Out:   the neighbour in a direction.
Never: changes a tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.simulator.tree.nodes import DIVIDER_CELLS, Axis, Pane

PaneDirection = Literal["Up", "Down", "Left", "Right", "Next", "Prev"]
"""Where to look for another pane, in the words of `tab:get_pane_direction`."""

MOVES: dict[str, tuple[Axis, int]] = {
    "Right": (Axis.LEFT_RIGHT, 1),
    "Left": (Axis.LEFT_RIGHT, -1),
    "Down": (Axis.TOP_BOTTOM, 1),
    "Up": (Axis.TOP_BOTTOM, -1),
}
"""Direction of a move to its axis and its sign."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One pane as `tab:panes_with_info()` tells it: all numbers in cells, pixels where named.

    `own_cols` and `own_rows` are the size of the pane's own terminal, which
    `pane:get_dimensions()` tells: it differs from the slot's while a pane is zoomed, and after
    some operations for good.
    """

    pane: Pane
    index: int
    is_active: bool
    is_zoomed: bool
    left: int
    top: int
    width: int
    height: int
    pixel_width: int
    pixel_height: int
    own_cols: int
    own_rows: int


def neighbour(
    slots: Sequence[Slot], direction: PaneDirection, last_use: Mapping[int, int]
) -> int | None:
    """Find the place of the active pane's neighbour, None when there is none that way.

    Next and Prev wrap around. Elsewhere a neighbour is a pane across exactly one divider cell
    that shares at least one cell of edge; the most recently used place wins, then the later.
    Without an active pane the host answers the first place.
    """
    active = next((slot for slot in slots if slot.is_active), None)
    if active is None:
        return 0
    if direction in ("Next", "Prev"):
        return (active.index + (1 if direction == "Next" else -1)) % len(slots)
    axis, sign = MOVES[direction]
    begin, end = _span(active, axis)
    edge_begin, edge_end = _span(active, axis.other)
    candidates = []
    for slot in slots:
        other_begin, other_end = _span(slot, axis)
        gap = other_begin - end if sign > 0 else begin - other_end
        across_begin, across_end = _span(slot, axis.other)
        shared = min(edge_end, across_end) - max(edge_begin, across_begin)
        if gap == DIVIDER_CELLS and shared > 0:
            candidates.append((last_use.get(slot.index, 0), slot.index))
    return max(candidates)[1] if candidates else None


def _span(slot: Slot, axis: Axis) -> tuple[int, int]:
    """Give the slot's first cell along the axis and the first one after it."""
    if axis is Axis.LEFT_RIGHT:
        return slot.left, slot.left + slot.width
    return slot.top, slot.top + slot.height
