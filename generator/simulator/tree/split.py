"""Splitting a pane: how many cells each side gets, and whether they fit.

In:    the size that is there, a direction, the number given to `pane:split`.
Out:   the sizes of both sides, whether the tab takes them.
Never: changes a tree.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal

from generator.simulator.tree.nodes import DIVIDER_CELLS, Axis, Size, Unit, sized

SplitDirection = Literal["Right", "Left", "Top", "Bottom"]
"""Where a new pane goes, in the words of `pane:split`."""

SPLITS: dict[str, tuple[Axis, int]] = {
    "Right": (Axis.LEFT_RIGHT, 1),
    "Left": (Axis.LEFT_RIGHT, 0),
    "Bottom": (Axis.TOP_BOTTOM, 1),
    "Top": (Axis.TOP_BOTTOM, 0),
}
"""Direction of a split to the axis and the side (0 first, 1 second) of the new pane."""

LARGEST = 2**64 - 1
"""The largest number of cells that the host can count: larger requests end here."""


@dataclass(frozen=True, slots=True)
class SplitSizes:
    """What a split would give its two sides.

    `new_side` is 0 when the new pane is the first, 1 when it is the second. Its program starts
    with the size of `second` in both cases.
    """

    axis: Axis
    new_side: int
    first: Size
    second: Size

    def fit_in(self, tab: Size) -> bool:
        """Tell whether the host accepts these sizes in a tab of that size."""
        sizes = (self.first, self.second)
        if any(size.cols == 0 or size.rows == 0 for size in sizes):
            return False
        # The end of the second side is counted from the pair's own corner, not from the tab's:
        # too generous, but so the host counts.
        end = self.first.along(self.axis) + DIVIDER_CELLS + self.second.along(self.axis)
        across = self.axis.other
        return end <= tab.along(self.axis) and self.second.along(across) <= tab.along(across)


def split_sizes(whole: Size, unit: Unit, direction: SplitDirection, size: float) -> SplitSizes:
    """Compute both sides when `whole` is split and the new pane asks for `size`.

    They need not fit: a side that nothing is left for gets 0 cells.
    """
    axis, new_side = SPLITS[direction]
    wanted = wanted_cells(size, whole.along(axis))
    remaining = max(0, whole.along(axis) - (wanted + DIVIDER_CELLS))
    pair = (remaining, wanted) if new_side == 1 else (wanted, remaining)
    first, second = (sized(axis, cells, whole.along(axis.other), unit) for cells in pair)
    return SplitSizes(axis, new_side, first, second)


def wanted_cells(size: float, available: int) -> int:
    """Count the cells of a new pane: the number given to `pane:split`, of `available` cells.

    The host reads the number as a 32 bit float: 0 is one half, less than 1 a whole percentage
    (rounded down, also after the multiplication, so 0.53 is 52 %), 1 and more are cells.
    """
    number = single(size)
    if number >= 1:
        return int(min(number, LARGEST))
    if number == 0:
        percent = 50
    elif number > 0:
        percent = int(single(number * 100))
    else:
        percent = 0
    return max(available * percent // 100, 1)


def single(number: float) -> float:
    """Round the number as a 32 bit float would hold it."""
    try:
        (rounded,) = struct.unpack("<f", struct.pack("<f", number))
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
    return float(rounded)
