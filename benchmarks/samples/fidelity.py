"""How much of a workspace came back: rectangles, panes, focus, titles, directories, programs.

In:    what the terminal showed before saving and after restoring, as plain data.
Out:   counts; every figure has its "of how many" beside it.
Never: asks the subject; everything is read off the simulated terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from benchmarks.scenario.layouts import Rect

Size = tuple[int, int]
"""Columns and rows."""

EDGE_TOLERANCE_CELLS: Final = 1
"""At another size an edge may lie that far from its proportional place."""


@dataclass(frozen=True, slots=True)
class SeenTab:
    """One tab as the terminal shows it."""

    size: Size
    rects: tuple[Rect, ...]
    """In tree order."""
    active_pane: int
    """Place in tree order, from 0."""
    title: str
    cwds: tuple[str | None, ...]
    programs: tuple[tuple[str, ...] | None, ...]
    """Arguments of what runs in the foreground, None for an idle shell."""


@dataclass(frozen=True, slots=True)
class SeenWindow:
    """One window of the workspace."""

    tabs: tuple[SeenTab, ...]
    active_tab: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A workspace at one moment."""

    windows: tuple[SeenWindow, ...]
    leaked: int = 0
    """Panes that run and are shown nowhere."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What came back of what was there."""

    tabs: int = 0
    exact_tabs: int = 0
    """Tabs with every rectangle in its place (at another size: within a cell of its proportion)."""
    panes: int = 0
    panes_lost: int = 0
    panes_extra: int = 0
    cells: int = 0
    cells_off: int = 0
    """Cells that belong to another pane than before, or to none."""
    windows: int = 0
    windows_right: int = 0
    """Windows with the right tab in front."""
    focus_right: int = 0
    """Tabs whose focused pane is the right one."""
    titles_right: int = 0
    cwds_right: int = 0
    programs: int = 0
    programs_right: int = 0
    """Panes that run the same program with the same arguments again."""

    @property
    def is_exact(self) -> bool:
        """All rectangles right, no pane too many."""
        return self.exact_tabs == self.tabs and not self.panes_lost and not self.panes_extra

    def __add__(self, other: Fidelity) -> Fidelity:
        names = [field.name for field in fields(self)]
        return Fidelity(*(getattr(self, name) + getattr(other, name) for name in names))


def proportional(rect: Rect, old: Size, new: Size) -> Rect:
    """Where a rectangle would be at another size, rounded to whole cells.

    Both ends are scaled with the divider that follows, so that neighbours keep sharing it.
    """
    left, top, width, height = rect
    x_scale, y_scale = (new[0] + 1) / (old[0] + 1), (new[1] + 1) / (old[1] + 1)
    new_left, new_top = round(left * x_scale), round(top * y_scale)
    right, bottom = round((left + width + 1) * x_scale), round((top + height + 1) * y_scale)
    return new_left, new_top, right - new_left - 1, bottom - new_top - 1


def _edges(rect: Rect) -> tuple[int, int, int, int]:
    left, top, width, height = rect
    return left, top, left + width, top + height


def _is_near(got: Rect, wanted: Rect, tolerance: int) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(_edges(got), _edges(wanted), strict=True))


def _overlap(a: Rect, b: Rect) -> int:
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return max(width, 0) * max(height, 0)


def _equal(a: Sequence[object], b: Sequence[object]) -> int:
    return sum(x == y for x, y in zip(a, b, strict=False))


def compare_tabs(before: SeenTab, after: SeenTab | None) -> Fidelity:
    """One tab; `after` is None when it did not come back."""
    is_same_size = after is None or before.size == after.size
    wanted = before.rects
    if after is not None and not is_same_size:
        wanted = tuple(proportional(rect, before.size, after.size) for rect in before.rects)
    cells = sum(width * height for _, _, width, height in wanted)
    programs = sum(program is not None for program in before.programs)
    base = {"tabs": 1, "panes": len(wanted), "cells": cells, "programs": programs}
    if after is None:
        return Fidelity(**base, panes_lost=len(wanted), cells_off=cells)
    tolerance = 0 if is_same_size else EDGE_TOLERANCE_CELLS
    is_exact = len(wanted) == len(after.rects) and all(
        _is_near(got, want, tolerance) for got, want in zip(after.rects, wanted, strict=True)
    )
    kept = sum(_overlap(got, want) for got, want in zip(after.rects, wanted, strict=False))
    return Fidelity(
        **base,
        exact_tabs=int(is_exact),
        panes_lost=max(len(wanted) - len(after.rects), 0),
        panes_extra=max(len(after.rects) - len(wanted), 0),
        cells_off=cells - kept if not (is_exact and not is_same_size) else 0,
        focus_right=int(after.active_pane == before.active_pane),
        titles_right=int(after.title == before.title),
        cwds_right=_equal(before.cwds, after.cwds),
        programs_right=sum(
            was == now
            for was, now in zip(before.programs, after.programs, strict=False)
            if was is not None
        ),
    )


def _best_offset(before: SeenWindow, after: SeenWindow) -> int:
    """Tabs may have stayed in front of the restored ones; take the reading that is kindest."""
    extra = max(len(after.tabs) - len(before.tabs), 0)

    def score(offset: int) -> tuple[int, int]:
        pairs = list(zip(before.tabs, after.tabs[offset:], strict=False))
        exact = sum(was.rects == now.rects for was, now in pairs)
        return exact, sum(was.title == now.title for was, now in pairs)

    return max(range(extra + 1), key=score)


def compare_windows(before: SeenWindow, after: SeenWindow | None) -> Fidelity:
    """One window with its tabs."""
    if after is None:
        return sum((compare_tabs(tab, None) for tab in before.tabs), Fidelity(windows=1))
    offset = _best_offset(before, after)
    matched = after.tabs[offset : offset + len(before.tabs)]
    others = after.tabs[:offset] + after.tabs[offset + len(before.tabs) :]
    total = Fidelity(
        windows=1,
        windows_right=int(after.active_tab - offset == before.active_tab),
        panes_extra=sum(len(tab.rects) for tab in others),
    )
    for index, tab in enumerate(before.tabs):
        total += compare_tabs(tab, matched[index] if index < len(matched) else None)
    return total


def compare(before: Seen, after: Seen) -> Fidelity:
    """A workspace with all its windows, which are matched by age."""
    total = Fidelity(panes_extra=after.leaked)
    for index, window in enumerate(before.windows):
        total += compare_windows(
            window, after.windows[index] if index < len(after.windows) else None
        )
    for window in after.windows[len(before.windows) :]:
        total += Fidelity(panes_extra=sum(len(tab.rects) for tab in window.tabs))
    return total
