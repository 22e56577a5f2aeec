"""Trees and rectangles as the rooms know them, and how their costs may grow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count as numbers
from typing import Any

from tests.sessions.conftest import Rooms
from tests.strategies import (
    KINDS,
    Layout,
    Rect,
    Split,
    Tree,
    as_node,
)


def as_rects(rects: Iterable[Rect]) -> list[dict[str, int]]:
    """Return rectangles as the rooms know them."""
    return [dict(zip(("left", "top", "width", "height"), rect, strict=True)) for rect in rects]


def as_tuples(rects: Any) -> list[Rect]:
    """Return the rooms' rectangles as tuples."""
    return [(rect.left, rect.top, rect.width, rect.height) for rect in rects.values()]


def node_of(rooms: Rooms, tree: Tree) -> Any:
    """Return a tree as the rooms know it, its leaves numbered from 1."""
    return rooms.table(as_node(tree, ({"leaf": number} for number in numbers(1))))


def shape_of(tree: Tree) -> Any:
    """Return the splits without their sizes."""
    if not isinstance(tree, Split):
        return "pane"
    return tree.axis, shape_of(tree.first), shape_of(tree.second)


def check_linear(spend: Callable[[Layout], int], kind: str) -> None:
    """Assert that eight times the panes take at most 8 ** 1.05 times the instructions."""
    few, many = (spend(KINDS[kind](panes)) / panes for panes in (64, 512))

    assert many / few <= 8**0.05
