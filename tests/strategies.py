"""What tests draw: split trees with their rectangles, odd names and paths, whole sessions.

A layout is drawn as its splits and the rectangles follow from it, so every example is one that
WezTerm can make, and it shrinks to a single pane. Text is bytes as latin-1, as the Lua of the tests
sees it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from hypothesis import settings
from hypothesis import strategies as st

Axis: TypeAlias = Literal["left_right", "top_bottom"]
Rect: TypeAlias = tuple[int, int, int, int]
"""Left, top, width, height in cells."""

AXES: tuple[Axis, Axis] = ("left_right", "top_bottom")


@dataclass(slots=True)
class Leaf:
    """A pane."""


@dataclass(slots=True)
class Split:
    """Two parts with one divider cell between them."""

    axis: Axis
    first_cells: int
    first: Tree
    second: Tree


Tree: TypeAlias = Leaf | Split


@dataclass(slots=True)
class Layout:
    """A tree in a tab of a size."""

    tree: Tree
    cols: int
    rows: int

    def rects(self) -> list[Rect]:
        """Return the rectangles of the panes in WezTerm's order."""
        return list(_rects(self.tree, (0, 0, self.cols, self.rows)))


def _rects(tree: Tree, rect: Rect) -> Iterator[Rect]:
    if isinstance(tree, Leaf):
        yield rect
        return
    first, second = halves(tree, rect)
    yield from _rects(tree.first, first)
    yield from _rects(tree.second, second)


def halves(split: Split, rect: Rect) -> tuple[Rect, Rect]:
    """Return the rectangles of the two parts of a split that fills `rect`."""
    left, top, width, height = rect
    cells = split.first_cells
    if split.axis == "left_right":
        return (left, top, cells, height), (left + cells + 1, top, width - cells - 1, height)
    return (left, top, width, cells), (left, top + cells + 1, width, height - cells - 1)


def count(tree: Tree) -> int:
    """Return the number of panes."""
    return 1 if isinstance(tree, Leaf) else count(tree.first) + count(tree.second)


def least(tree: Tree) -> tuple[int, int]:
    """Return the columns and rows below which WezTerm cannot hold the tree."""
    if isinstance(tree, Leaf):
        return 1, 1
    (a_cols, a_rows), (b_cols, b_rows) = least(tree.first), least(tree.second)
    if tree.axis == "left_right":
        return a_cols + b_cols + 1, max(a_rows, b_rows)
    return max(a_cols, b_cols), a_rows + b_rows + 1


def canonical(tree: Tree) -> Tree:
    """Return the tree with every chain of one axis nested to the right."""
    if isinstance(tree, Leaf):
        return tree
    first, second = canonical(tree.first), canonical(tree.second)
    if isinstance(first, Split) and first.axis == tree.axis:
        rest_cells = tree.first_cells - first.first_cells - 1
        rest = canonical(Split(tree.axis, rest_cells, first.second, second))
        return Split(tree.axis, first.first_cells, first.first, rest)
    return Split(tree.axis, tree.first_cells, first, second)


def as_node(tree: Tree, leaves: Iterator[object]) -> Any:
    """Return the tree as the rooms know it, its leaves taken from `leaves` in order."""
    if isinstance(tree, Leaf):
        return next(leaves)
    return {
        "split": tree.axis,
        "first_cells": tree.first_cells,
        "first": as_node(tree.first, leaves),
        "second": as_node(tree.second, leaves),
    }


def from_node(node: Any) -> Tree:
    """Return a node of the rooms (as dicts) as a tree; what the leaves hold is left out."""
    if "split" not in node:
        return Leaf()
    first, second = from_node(node["first"]), from_node(node["second"])
    return Split(node["split"], node["first_cells"], first, second)


# All shapes, and shapes by seed.


@cache
def shapes(panes: int, but: Axis | None = None) -> tuple[Tree, ...]:
    """Return every guillotine topology with so many panes once, chains nested to the right.

    Their numbers are the large Schröder numbers 1, 2, 6, 22, 90, 394, 1806, ... Sizes are not
    set; `but` leaves out those whose first cut is along that axis.
    """
    if panes == 1:
        return (Leaf(),)
    return tuple(
        Split(axis, 0, first, second)
        for axis in AXES
        if axis != but
        for first_panes in range(1, panes)
        for first in shapes(first_panes, axis)
        for second in shapes(panes - first_panes)
    )


def sized(tree: Tree, cols: int, rows: int, chance: random.Random) -> Tree:
    """Return a shape with dividers in random places of a tab that can hold it."""
    if isinstance(tree, Leaf):
        return Leaf()
    along = 0 if tree.axis == "left_right" else 1
    extent = (cols, rows)[along]
    low = least(tree.first)[along]
    high = extent - 1 - least(tree.second)[along]
    cells = chance.randint(low, high)
    (_, _, *one), (_, _, *other) = halves(Split(tree.axis, cells, tree, tree), (0, 0, cols, rows))
    first = sized(tree.first, one[0], one[1], chance)
    return Split(tree.axis, cells, first, sized(tree.second, other[0], other[1], chance))


class _Growing:
    """A layout that grows by splitting panes, as a user makes one."""

    def __init__(self, cols: int, rows: int) -> None:
        self.cols, self.rows = cols, rows
        self.panes: list[tuple[Rect, list[Any]]] = [((0, 0, cols, rows), [])]

    def split(self, place: int, axis: Axis, cells: int) -> bool:
        """Split the pane at `place` (wraps) at `cells` (wraps); False when it is too small."""
        index = place % len(self.panes)
        rect, slot = self.panes[index]
        extent = rect[2] if axis == "left_right" else rect[3]
        if extent < 3:
            return False
        first_cells = 1 + cells % (extent - 2)
        halved = halves(Split(axis, first_cells, Leaf(), Leaf()), rect)
        parts: list[list[Any]] = [[], []]
        slot.extend((axis, first_cells, parts[0], parts[1]))
        self.panes[index : index + 1] = [(halved[0], parts[0]), (halved[1], parts[1])]
        return True

    def layout(self, root: list[Any]) -> Layout:
        def tree(slot: list[Any]) -> Tree:
            if not slot:
                return Leaf()
            return Split(slot[0], slot[1], tree(slot[2]), tree(slot[3]))

        return Layout(tree(root), self.cols, self.rows)


def random_layout(panes: int, cols: int, rows: int, chance: random.Random) -> Layout:
    """Return a layout of at most so many panes, grown by random splits."""
    growing = _Growing(cols, rows)
    root = growing.panes[0][1]
    for _ in range(panes * 8):
        if len(growing.panes) == panes:
            break
        growing.split(chance.randrange(1 << 16), chance.choice(AXES), chance.randrange(1 << 16))
    return growing.layout(root)


def chain(panes: int, axis: Axis = "left_right", cells: int = 1) -> Layout:
    """Return panes in a row, nested to the right, each of so many cells."""
    tree: Tree = Leaf()
    for _ in range(panes - 1):
        tree = Split(axis, cells, Leaf(), tree)
    extent = panes * (cells + 1) - 1
    return Layout(tree, *((extent, 20) if axis == "left_right" else (20, extent)))


def comb(panes: int) -> Layout:
    """Return columns, every one split once into two rows."""
    columns = panes // 2
    tooth = Split("top_bottom", 9, Leaf(), Leaf())
    tree: Tree = tooth
    for _ in range(columns - 1):
        tree = Split("left_right", 1, tooth, tree)
    return Layout(tree, columns * 2 - 1, 20)


def grid(columns: int, rows: int) -> Layout:
    """Return columns of equal panes."""
    column: Tree = Leaf()
    for _ in range(rows - 1):
        column = Split("top_bottom", 2, Leaf(), column)
    tree = column
    for _ in range(columns - 1):
        tree = Split("left_right", 2, column, tree)
    return Layout(tree, columns * 3 - 1, rows * 3 - 1)


def spiral(panes: int) -> Layout:
    """Return a spiral: each pane cuts the rest across, on the four sides in turn."""
    tree: Tree = Leaf()
    cols = rows = 1
    for number in range(panes - 1, 0, -1):
        axis = AXES[(number + 1) % 2]
        extent = cols if axis == "left_right" else rows
        is_first = number % 4 in {1, 2}
        tree = Split(axis, 1, Leaf(), tree) if is_first else Split(axis, extent, tree, Leaf())
        cols, rows = (cols + 2, rows) if axis == "left_right" else (cols, rows + 2)
    return Layout(tree, cols, rows)


KINDS: dict[str, Callable[[int], Layout]] = {
    "chain": chain,
    "comb": comb,
    "grid": lambda panes: grid(8, panes // 8),
    "spiral": spiral,
    "random": lambda panes: random_layout(panes, panes * 4, panes * 4, random.Random(1)),
}
"""Layouts of so many panes that are as unlike each other as layouts can be."""


# Hypothesis.

SIZES = st.tuples(st.integers(1, 300), st.integers(1, 100))
"""Columns and rows of a tab."""


@st.composite
def layouts(draw: st.DrawFn, max_panes: int = 24) -> Layout:
    """Draw a layout: a size, then splits of panes."""
    cols, rows = draw(SIZES)
    growing = _Growing(cols, rows)
    root = growing.panes[0][1]
    # Four bytes a split, drawn in one go: an example costs little, and dropping bytes drops splits.
    drawn = draw(st.binary(max_size=4 * (max_panes - 1)))
    for at in range(0, len(drawn) - 3, 4):
        place, axis, high, low = drawn[at : at + 4]
        growing.split(place, AXES[axis % 2], high % 2 * 256 + low)
    return growing.layout(root)


def latin(text: str) -> str:
    """Return the text's UTF-8 bytes as latin-1."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


BYTES = st.binary(max_size=40).map(lambda raw: raw.decode("latin-1"))
"""Any bytes at all."""

TEXTS = st.one_of(st.text(max_size=30).map(latin), BYTES)

FOREIGN_NAMES = (
    *("", ".", "..", "../x", "a/b", "a\\b", "~", "%41", "\0", "a\nb", "a+b", "proj/web app"),
    *("CON", "con", "nul.txt", "COM1", "lpt9.x", "aux~1", "default", "Default", "DEFAULT"),
    *("a.json", "a.json.bak", "x" * 300, "X" * 300, "x" * 299 + "y"),
)
"""Names that have tripped session plugins, or their file systems, before."""

ODD_NAMES = st.one_of(
    TEXTS,
    st.text("aAbB~%.-_/\\ CONcon1", max_size=12),
    st.sampled_from(FOREIGN_NAMES),
)
"""Names that a workspace may have and that a file system may choke on."""

ODD_PATHS = st.one_of(
    st.lists(TEXTS.map(lambda text: text.replace("/", "").replace("\0", "")), max_size=4).map(
        lambda parts: "/" + "/".join(part for part in parts if part)
    ),
    st.sampled_from(["/", "/home/user/My Docs", latin("/größe/ü"), "/100%25/x", "/a#b?c", "/%"]),
)
"""Absolute paths, without a slash at the end."""


# Sessions.

FEWER = settings(max_examples=settings().max_examples // 4)
"""For properties whose examples take far longer to draw than to test."""

PROGRAMS = st.one_of(
    st.none(),
    st.fixed_dictionaries({"name": TEXTS, "argv": st.lists(TEXTS, min_size=1, max_size=3)}),
    st.fixed_dictionaries({"name": TEXTS, "text": TEXTS}),
    st.fixed_dictionaries({"name": TEXTS}),
)

PANES = st.fixed_dictionaries(
    {},
    optional={
        "domain": st.sampled_from(["local", "SSHMUX:web"]) | TEXTS,
        "cwd": ODD_PATHS | TEXTS,
        "cwd_host": TEXTS,
        "title": TEXTS,
        "git_branch": TEXTS,
        "git_repo": ODD_PATHS,
        "program": PROGRAMS.filter(bool),
    },
)


@st.composite
def tabs(draw: st.DrawFn, max_panes: int = 4) -> dict[str, Any]:
    """Draw a tab as the rooms know it, its chains nested to the right."""
    layout = draw(layouts(max_panes))
    panes = count(layout.tree)
    tree = canonical(layout.tree)
    tab = {
        "title": draw(TEXTS),
        "cols": layout.cols,
        "rows": layout.rows,
        "active_pane": draw(st.integers(1, panes)),
        "zoomed": draw(st.booleans()),
        "layout": as_node(tree, iter([draw(PANES) for _ in range(panes)])),
    }
    return tab | draw(st.sampled_from([{}, {"approximate": True}]))


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a window of one or two tabs."""
    drawn = draw(st.lists(tabs(), min_size=1, max_size=2))
    active = draw(st.integers(1, len(drawn)))
    return {"title": draw(TEXTS), "active_tab": active, "tabs": drawn}


SESSIONS = st.fixed_dictionaries(
    {
        "name": ODD_NAMES,
        "saved_at": st.integers(0, 2**40),
        "windows": st.lists(windows(), min_size=1, max_size=2),
    }
)
"""Whole sessions, as the rooms know them."""
