"""Windows that change their size around a load, by the key that loads and later.

In:    a stage.
Out:   what went wrong, in words.
Never: lets a tab be touched between.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.e2e import steps
from tests.e2e.stage import Stage
from tests.e2e.terminal import Json

LATE_S = 4
"""A machine that paints by itself needs a while for each frame."""

EDGE_CELLS = 1.5
"""One cell, and half of one for the rounding."""

LOOK = """
flows.settled = flows.settled or function(name)
  e2e.wait(function() return false end, arg.late)
  e2e.settle(name)
  return e2e.state(name)
end
"""


def _edges(tab: Json) -> list[tuple[float, float]]:
    """Return the corners of a tab's panes as shares of it."""
    panes = tab["panes"]
    cols = max(pane["left"] + pane["width"] for pane in panes)
    rows = max(pane["top"] + pane["height"] for pane in panes)
    return [(pane["left"] / cols, pane["top"] / rows) for pane in panes]


def _apart(before: Json, after: Json, size: tuple[int, int]) -> list[str]:
    """Name the tabs with an edge that is not in its proportional place."""
    found = []
    for number, (old, new) in enumerate(_pairs(before, after), start=1):
        if len(old["panes"]) != len(new["panes"]):
            found.append(f"tab {number}: {len(old['panes'])} panes, now {len(new['panes'])}")
            continue
        cells = max(
            abs(was - now) * extent
            for one, other in zip(_edges(old), _edges(new), strict=True)
            for was, now, extent in zip(one, other, size, strict=True)
        )
        if cells > EDGE_CELLS:
            found.append(f"tab {number}: an edge is {cells:.1f} cells from its place")
    return found


def _pairs(before: Json, after: Json) -> Sequence[tuple[Json, Json]]:
    return [
        pair
        for one, other in zip(before["windows"], after["windows"], strict=True)
        for pair in zip(one["tabs"], other["tabs"], strict=True)
    ]


def _around(stage: Stage, rng: random.Random, first: str, then: str) -> list[str]:
    """Load a workspace with something done before and after; compare, unzoomed, with what was."""
    spec = steps.one_window(rng, "other", stage)
    for tab in spec.windows[0].tabs:
        tab.zoomed = False
    before = steps.prepared(stage, spec)
    after = stage.flow(
        f"""
        {LOOK}
        local window = e2e.gui_window()
        {first}
        e2e.sessions.load(arg.name, window)
        {then}
        return flows.settled(arg.name)
        """,
        name=spec.workspace,
        late=LATE_S,
    )
    size = stage.flow(
        "local size = e2e.windows(arg.name)[1]:active_tab():get_size()"
        " return { size.cols, size.rows }",
        name=spec.workspace,
    )
    if tuple(size) == stage.size:
        return [f"the window is still {size[0]}x{size[1]}"]
    return _apart(before, after, (size[0], size[1]))


def maximized_before(stage: Stage, rng: random.Random) -> list[str]:
    """`window:maximize()`, then a load, by one key."""
    return _around(stage, rng, "window:maximize()", "")


def maximized_after(stage: Stage, rng: random.Random) -> list[str]:
    """A load, then `window:maximize()`, by one key."""
    return _around(stage, rng, "", "window:maximize()")


def full_screen_later(stage: Stage, rng: random.Random) -> list[str]:
    """A load, and full screen when all is there."""
    later = "e2e.wait(function() return false end, 2) window:toggle_fullscreen()"
    return _around(stage, rng, "", later)


def made_smaller(stage: Stage, rng: random.Random) -> list[str]:
    """Three sizes in a row, the last one smaller than the first."""
    small = " ".join(
        f"window:set_inner_size({width}, {height})"
        for width, height in ((1500, 900), (900, 500), (1000, 700))
    )
    return _around(stage, rng, "", small)
