"""shape: a split tree <-> one line that a person can read and edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms, plain
from tests.strategies import (
    BYTES,
    Layout,
    as_node,
    canonical,
    chain,
    count,
    from_node,
    layouts,
    spiral,
)


def write(rooms: Rooms, layout: Layout) -> str:
    """Return the line of a layout."""
    node = rooms.table(as_node(layout.tree, iter([{}] * count(layout.tree))))
    return str(rooms.open("shape").write(node, layout.cols, layout.rows))


def read(rooms: Rooms, line: str, cols: int, rows: int, panes: int) -> Any:
    """Return the node of a line, or its message."""
    numbered = rooms.table([{"number": number} for number in range(1, panes + 1)])
    answer = rooms.open("shape").read(line, cols, rows, numbered)
    return answer[1] if isinstance(answer, tuple) else answer


@given(layout=layouts())
def test_the_tree_comes_back(rooms: Fresh, layout: Layout) -> None:
    """`read` undoes `write`, up to the nesting of chains; panes keep their order."""
    lua = rooms()
    panes = count(layout.tree)
    node = read(lua, write(lua, layout), layout.cols, layout.rows, panes)

    assert from_node(plain(node)) == canonical(layout.tree)
    leaves = lua.open("split_tree").leaves(node).values()
    assert [leaf.number for leaf in leaves] == [*range(1, panes + 1)]


@pytest.mark.parametrize(
    ("line", "cols", "rows", "panes"),
    [
        ("whole", 80, 24, 1),
        ("39 | 40", 80, 24, 2),
        ("133 | 66 (41 / 18)", 200, 60, 3),
        ("20 / 19 (60 | 59) / 19", 120, 60, 4),
        ("59 (20 / 19) | 60 (10 / 29 (29 | 30))", 120, 40, 5),
    ],
)
def test_lines_read_as_the_tab_looks(
    rooms: Fresh, line: str, cols: int, rows: int, panes: int
) -> None:
    """Side by side with `|`, below with `/`, parts of a part in parentheses."""
    lua = rooms()
    node = read(lua, line, cols, rows, panes)

    assert line == lua.open("shape").write(node, cols, rows)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("39 | 41", "make 81 instead of 80 at character 1"),
        ("39 | 40 | ", "a number of cells is expected at character 11"),
        ("39 | 40 x", "nothing more is expected at character 9"),
        ("39 | 40)", "nothing more is expected at character 8"),
        ("39) | 40", "there is nothing to close at character 3"),
        ("39 | 40 (11 / 12", 'a ")" is expected at character 17'),
        ("39 / 40", "make 80 instead of 24 at character 1"),
        ("11 (39 / 40) / 12", "parentheses turn the axis at character 8"),
        ("39 | 40 / 2", "parentheses turn the axis at character 9"),
        ("0 | 79", "a number of cells is expected at character 1"),
        ("39 (11 | 27) | 40", "parentheses turn the axis at character 8"),
        ("39 | 40 (11 / 12)", "room for 3 panes, but 2 are listed"),
        ("whole", "room for 1 panes, but 2 are listed"),
        ("80", "is expected"),
        ("", "is expected"),
        ("39 | 99999999999999999999", "a number of cells is expected at character 6"),
        ("-3 | 4", "a number of cells is expected at character 1"),
    ],
)
def test_a_mistake_is_told_with_its_place(rooms: Fresh, line: str, message: str) -> None:
    """What is wrong and at which character."""
    assert message in read(rooms(), line, 80, 24, 2)


@given(line=BYTES | st.text("0123456789 |/()", max_size=30))
@example(line="(" * 50_000)
@example(line="1 (" * 50_000)
def test_any_line_is_a_tree_or_a_message(rooms: Fresh, line: str) -> None:
    """Nonsense never raises."""
    answer = read(rooms(), line, 80, 24, 2)

    assert isinstance(answer, str) or answer.split or answer.number


@pytest.mark.parametrize("make", [spiral, chain])
@pytest.mark.parametrize("what", ["read", "write"])
def test_reading_and_writing_are_linear(
    rooms: Fresh, make: Callable[[int], Layout], what: str
) -> None:
    """Eight times the panes take at most 8 ** 1.05 times the instructions, however deep."""
    costs = []
    for panes in (64, 512):
        lua = rooms()
        layout = make(panes)
        rects = [
            dict(zip(("left", "top", "width", "height"), r, strict=True)) for r in layout.rects()
        ]
        node = lua.open("split_tree").from_rects(lua.table(rects))[0]
        shape = lua.open("shape")
        line = shape.write(node, layout.cols, layout.rows)
        leaves = lua.open("split_tree").leaves(node)
        if what == "read":
            spent, tree = lua.counted(shape.read, line, layout.cols, layout.rows, leaves)
            assert shape.write(tree, layout.cols, layout.rows) == line
        else:
            spent, _ = lua.counted(shape.write, node, layout.cols, layout.rows)
        costs.append(spent / panes)

    assert costs[1] / costs[0] <= 8**0.05
