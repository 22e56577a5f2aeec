"""Random scripts for one tab, and random workspaces, by seed.

In:    a seed.
Out:   operations in the notation of tests/recorded/, descriptions of workspaces to build.
Never: asks the plugin: what is built here must not depend on what is being proven.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from generator.simulator.machine.settings import Release
from generator.simulator.tree.split_tree import HostFailure, SplitDirection, SplitTree, TreeError

DIRECTIONS: tuple[SplitDirection, ...] = ("Right", "Left", "Top", "Bottom")
MOVES = ("Up", "Down", "Left", "Right", "Next", "Prev")

TITLES = ("", "build", "logs", "a b", "naïve ☂", 'quote " \\ back')
"""Of tabs and windows."""


def script(rng: random.Random, length: int, release: Release = "nightly") -> list[str]:
    """Draw one script: a tab, then `length` operations on its panes.

    The model is asked which panes are left, so that operations find one; what they do is not its
    business. A script ends early after a refusal to split a zoomed tab or where the model says
    that the terminal would hang: both leave nothing to compare.
    """
    cols, rows = rng.randint(4, 220), rng.randint(3, 70)
    lines = [f"new {cols} {rows} 0 0"]
    tab = SplitTree(cols, rows)
    tab.zoom_outlives_focus = release == "stable"
    tab.assign(0)
    number = 0
    for _ in range(length):
        line = _operation(rng, tab)
        lines.append(line)
        words = line.split()
        try:
            if words[0] == "split":
                number += 1
                _split(tab, words, number)
            else:
                _other(tab, words)
        except HostFailure:
            break
        except TreeError:
            continue
    return lines


def _operation(rng: random.Random, tab: SplitTree) -> str:
    panes = [slot.pane for slot in tab.panes()]
    pane = rng.choice(panes)
    verbs = ["split"] * 10 + ["activate"] * 3 + ["zoom"] * 3 + ["dir", "rotate_ccw"]
    if len(panes) > 1:
        verbs += ["kill"] * 3
    match rng.choice(verbs):
        case "split":
            # Often small: that is where room runs out and rounding shows.
            size = rng.choice(
                (
                    str(rng.randint(1, 12)),
                    str(rng.randint(1, 120)),
                    f"{rng.randint(0, 99) / 100}",
                    rng.choice(("0", "0.333", "0.53", "0.59", "1.9", "2.5", "-0.2")),
                )
            )
            top_level = int(rng.random() < 0.08)
            return f"split {pane} {rng.choice(DIRECTIONS)} {size} {top_level}"
        case "zoom":
            return f"zoom {rng.choice((0, 1, 1))}"
        case "dir":
            return f"dir {rng.choice(MOVES)}"
        case "rotate_ccw":
            return "rotate_ccw"
        case verb:
            return f"{verb} {pane}"


def _split(tab: SplitTree, words: list[str], number: int) -> None:
    _, pane, direction, size, top_level = words
    index = tab.index(int(pane))
    assert index is not None
    request = (cast("SplitDirection", direction), float(size), top_level == "1")
    tab.compute_split_size(index, *request)
    tab.split(index, *request, number)


def _other(tab: SplitTree, words: list[str]) -> None:
    match words:
        case ("kill", pane):
            tab.remove(int(pane))
        case ("activate", pane):
            tab.activate(int(pane))
        case ("zoom", flag):
            tab.set_zoomed(flag == "1")
        case ("rotate_ccw",):
            tab.rotate_counter_clockwise()
        case _:
            pass


@dataclass
class SplitSpec:
    """One split: of the pane made `pane`th, counted from 1."""

    pane: int
    direction: SplitDirection
    size: int
    cwd: str


@dataclass
class TabSpec:
    """One tab: its splits in order, then its active pane, counted in order of creation."""

    title: str
    cwd: str
    splits: list[SplitSpec] = field(default_factory=list)
    active: int = 1
    zoomed: bool = False


@dataclass
class WindowSpec:
    """One window."""

    title: str
    cols: int
    rows: int
    active_tab: int
    tabs: list[TabSpec]


@dataclass
class WorkspaceSpec:
    """What the harness builds with WezTerm's own means."""

    workspace: str
    windows: list[WindowSpec]

    def as_json(self) -> dict[str, Any]:
        """Describe it for Lua."""
        return asdict(self)

    @property
    def panes(self) -> int:
        """How many panes there are."""
        return sum(len(tab.splits) + 1 for window in self.windows for tab in window.tabs)


def tab_spec(
    rng: random.Random, size: tuple[int, int], panes: int, cwds: list[str], *, least: int = 2
) -> TabSpec:
    """Draw a tab of up to `panes` panes in a tab of that size; every split has room.

    No pane is made smaller than `least` cells each way. Two at least: a pair of one cell each can
    hang WezTerm when it is resized.
    """
    tab = SplitTree(*size)
    tab.assign(1)
    spec = TabSpec(rng.choice(TITLES), rng.choice(cwds))
    for _ in range(panes - 1):
        for _attempt in range(20):
            slot = rng.choice(tab.panes())
            direction = rng.choice(DIRECTIONS)
            whole = slot.width if direction in ("Left", "Right") else slot.height
            if whole < 2 * least + 1:
                continue
            cells = rng.randint(least, whole - least - 1)
            number = len(spec.splits) + 2
            tab.split(slot.index, direction, cells, False, number)
            spec.splits.append(
                SplitSpec(cast("int", slot.pane), direction, cells, rng.choice(cwds))
            )
            break
    spec.active = rng.randint(1, len(spec.splits) + 1)
    spec.zoomed = rng.random() < 0.2
    return spec


def workspace_spec(
    rng: random.Random,
    name: str,
    cwds: list[str],
    *,
    windows: int | None = None,
    most_tabs: int = 4,
    most_panes: int = 9,
    size: tuple[int, int] | None = None,
    least: int = 2,
) -> WorkspaceSpec:
    """Draw a workspace; `size` in cells is that of every window, drawn as well when not given."""
    drawn = []
    for _ in range(windows or rng.choice((1, 1, 1, 2, 3))):
        cols, rows = size or (rng.randint(40, 240), rng.randint(12, 70))
        tabs = [
            tab_spec(rng, (cols, rows), rng.randint(1, most_panes), cwds, least=least)
            for _ in range(rng.randint(1, most_tabs))
        ]
        drawn.append(WindowSpec(rng.choice(TITLES), cols, rows, rng.randint(1, len(tabs)), tabs))
    return WorkspaceSpec(name, drawn)
