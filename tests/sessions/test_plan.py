"""plan: the splits that rebuild a tab, proved on the simulated WezTerm."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.simulator.tree.split_tree import SplitTree
from tests.sessions.conftest import Fresh, Rooms, plain
from tests.sessions.trees import as_rects, check_linear
from tests.strategies import (
    KINDS,
    SIZES,
    Layout,
    Leaf,
    Rect,
    Split,
    Tree,
    as_node,
    chain,
    comb,
    count,
    layouts,
    least,
    random_layout,
    shapes,
    sized,
)

Plan = dict[str, Any]

MANY = 10_000


def tab_of(layout: Layout, active: int = 1, *, zoomed: bool = False) -> dict[str, Any]:
    """Return a layout as a saved tab; pane n has the directory /n."""
    panes = ({"domain": "local", "cwd": f"/{number}"} for number in range(1, 1 << 30))
    return {
        "title": "",
        "cols": layout.cols,
        "rows": layout.rows,
        "active_pane": active,
        "zoomed": zoomed,
        "layout": as_node(layout.tree, panes),
    }


def plan_of(rooms: Rooms, layout: Layout, active: int = 1, *size: int) -> Plan:
    """Plan a layout and return what came out, as Python has it, with the rectangles to come."""
    tab = rooms.table(tab_of(layout, active))
    plan: Plan = plain(rooms.open("plan").tab(tab, *size))
    for key in ("steps", "dropped"):
        plan[key] = plan[key] or []
    plan["cols"], plan["rows"] = size or (layout.cols, layout.rows)
    split_tree = rooms.open("split_tree")
    tree, _ = split_tree.fit(
        tab.layout, tab.cols, tab.rows, plan["cols"], plan["rows"], tab.active_pane
    )
    kept = [pane for pane in range(1, count(layout.tree) + 1) if pane not in plan["dropped"]]
    rects = plain(split_tree.rects(tree, plan["cols"], plan["rows"]))
    plan["rects"] = dict(zip(kept, rects, strict=True))
    return plan


def replay(plan: Plan) -> SplitTree:
    """Follow a plan in the simulated WezTerm, which refuses what WezTerm refuses."""
    tab = SplitTree(plan["cols"], plan["rows"])
    tab.assign(plan["root"])
    for step in plan["steps"]:
        index = tab.index(step["pane"])
        assert index is not None
        tab.split(index, step["direction"], step["size"], False, step["new"])
    return tab


def rects_of(tab: SplitTree) -> dict[Any, Rect]:
    """Return each pane's rectangle."""
    return {pane.pane: (pane.left, pane.top, pane.width, pane.height) for pane in tab.panes()}


def planned_rects(plan: Plan) -> dict[Any, Rect]:
    """Return the rectangles that a plan promises."""
    return {
        pane: (rect["left"], rect["top"], rect["width"], rect["height"])
        for pane, rect in plan["rects"].items()
    }


def check(plan: Plan, layout: Layout, active: int) -> None:
    """Assert that the plan gives the layout, with the right pane active in the end."""
    tab = replay(plan)

    assert rects_of(tab) == dict(enumerate(layout.rects(), 1)) == planned_rects(plan)
    assert [pane.pane for pane in tab.panes()] == [*range(1, count(layout.tree) + 1)]
    if plan.get("activate"):
        assert active == plan["activate"]
        tab.activate(plan["activate"])
    assert active == tab.active_pane


def test_every_topology_with_every_active_pane_is_rebuilt(rooms: Fresh) -> None:
    """All topologies up to 6 panes: exact rectangles, in order, the right pane active."""
    chance = random.Random(6)
    lua = rooms()
    for panes in range(1, 7):
        for shape in shapes(panes):
            cols, rows = least(shape)
            size = cols + chance.randrange(0, 80), rows + chance.randrange(0, 24)
            layout = Layout(sized(shape, *size, chance), *size)
            for active in range(1, panes + 1):
                check(plan_of(lua, layout, active), layout, active)


def test_every_topology_of_7_panes_is_rebuilt(rooms: Fresh) -> None:
    """All 1,806 topologies of 7 panes at their least and at a usual size, any pane active."""
    chance = random.Random(7)
    lua = rooms()
    for shape in shapes(7):
        cols, rows = least(shape)
        for size in ((cols, rows), (max(cols, 80), max(rows, 24))):
            layout = Layout(sized(shape, *size, chance), *size)
            active = chance.randint(1, 7)
            check(plan_of(lua, layout, active), layout, active)


@given(layout=layouts(), data=st.data())
def test_replaying_a_plan_gives_the_saved_rectangles(
    rooms: Fresh, layout: Layout, data: st.DataObject
) -> None:
    """N - 1 splits, none refused, and every pane where it was."""
    active = data.draw(st.integers(1, count(layout.tree)))
    plan = plan_of(rooms(), layout, active)

    assert len(plan["steps"]) == count(layout.tree) - 1
    assert not plan["dropped"]
    check(plan, layout, active)


def test_random_layouts_of_64_panes_are_rebuilt(rooms: Fresh) -> None:
    """Large tabs, at the sizes of large screens."""
    chance = random.Random(640)
    lua = rooms()
    for _ in range(200):
        layout = random_layout(64, 300, 100, chance)
        active = chance.randint(1, count(layout.tree))
        check(plan_of(lua, layout, active), layout, active)


@given(layout=layouts(), size=SIZES, data=st.data())
@example(layout=chain(12), size=(5, 1), data=None)
def test_at_another_size_the_plan_keeps_its_promise(
    rooms: Fresh, layout: Layout, size: tuple[int, int], data: st.DataObject | None
) -> None:
    """What is planned for another size comes out so, and the active pane is never dropped."""
    active = data.draw(st.integers(1, count(layout.tree))) if data else 12
    plan = plan_of(rooms(), layout, active, *size)
    tab = replay(plan)
    if plan.get("activate"):
        tab.activate(plan["activate"])

    assert rects_of(tab) == planned_rects(plan)
    assert tab.active_pane == active
    assert sorted([*plan["rects"], *plan["dropped"]]) == [*range(1, count(layout.tree) + 1)]


def test_leaves_are_the_saved_panes(rooms: Fresh) -> None:
    """The builder finds each pane's directory and program under its number."""
    plan = plan_of(rooms(), comb(4))

    assert ["/1", "/2", "/3", "/4"] == [pane["cwd"] for pane in plan["leaves"]]


@pytest.mark.parametrize("zoomed", [True, False])
def test_zoom_is_left_to_the_end(rooms: Fresh, zoomed: bool) -> None:
    """Zoom is told as it was saved."""
    lua = rooms()

    assert lua.open("plan").tab(lua.table(tab_of(comb(4), zoomed=zoomed))).zoom is zoomed


# Focus.


def reachable_places(tree: Tree) -> set[int]:
    """Return every place that can end active without activating, by trying all orders of splits."""
    ends: set[int] = set()
    seen: set[tuple[tuple[int, ...], int]] = set()

    def visit(parts: tuple[Tree, ...], active: int) -> None:
        key = (tuple(id(part) for part in parts), active)
        if key in seen:
            return
        seen.add(key)
        if all(isinstance(part, Leaf) for part in parts):
            ends.add(active)
        for index, part in enumerate(parts):
            if isinstance(part, Split):
                split = (*parts[:index], part.first, part.second, *parts[index + 1 :])
                visit(split, index + 1)  # to the right or bottom: the new pane is active
                visit(split, active)  # to the left or top: the active place stays

    visit((tree,), 0)
    return ends


def test_focus_is_given_only_where_no_order_of_splits_ends_on_it(rooms: Fresh) -> None:
    """Compared with every order and direction there is, for all topologies up to 5 panes."""
    lua = rooms()
    saved = 0
    for panes in range(1, 6):
        for shape in shapes(panes):
            size = 80, 24
            layout = Layout(sized(shape, *size, random.Random(1)), *size)
            root = replay(plan_of(lua, layout))._root
            reachable = reachable_places(host_tree(root))
            for active in range(1, panes + 1):
                is_saved = "activate" not in plan_of(lua, layout, active)
                saved += is_saved

                assert is_saved == (active - 1 in reachable)
    assert saved > 400


def host_tree(node: Any) -> Tree:
    """Return the simulated WezTerm's own tree, fresh nodes throughout."""
    if not hasattr(node, "axis"):
        return Leaf()
    first, second = (host_tree(child) for child in node.children)
    return Split("left_right", 0, first, second)


def test_splits_go_right_and_down_unless_that_costs_the_focus(rooms: Fresh) -> None:
    """Four columns with the last one active need nothing but splits to the right."""
    plan = plan_of(rooms(), chain(4, cells=20), 4)

    assert [step["direction"] for step in plan["steps"]] == ["Right"] * 3
    assert "activate" not in plan


# A life after the restore.


def shrunk(plan: Plan) -> Iterator[tuple[int, int]]:
    """Give every smaller width, and every smaller height."""
    for cols in range(1, plan["cols"]):
        yield cols, plan["rows"]
    for rows in range(1, plan["rows"]):
        yield plan["cols"], rows


@given(layout=layouts(10), data=st.data())
@example(
    layout=Layout(Split("left_right", 2, *[Split("left_right", 1, Leaf(), Leaf())] * 2), 80, 9),
    data=None,
)
def test_no_later_shrink_hangs_wezterm(
    rooms: Fresh, layout: Layout, data: st.DataObject | None
) -> None:
    """WezTerm loops for ever when it asks an exhausted split for cells: none is built that can."""
    plan = plan_of(rooms(), layout, 1)
    sizes = [*shrunk(plan)]
    if data and sizes:
        sizes = data.draw(st.lists(st.sampled_from(sizes), max_size=5))
    for cols, rows in sizes:
        replay(plan).resize(cols, rows)  # raises HostHang


def test_an_editor_beside_narrow_columns_survives_a_smaller_window(rooms: Fresh) -> None:
    """150|20|20: nested as a user makes it, it would hang at 117 columns."""
    layout = Layout(
        Split("left_right", 150, Leaf(), Split("left_right", 20, Leaf(), Leaf())), 192, 50
    )
    plan = plan_of(rooms(), layout)
    for size in shrunk(plan):
        replay(plan).resize(*size)

    assert rects_of(replay(plan)) == dict(enumerate(layout.rects(), 1))


def test_columns_within_rows_survive_a_smaller_window(rooms: Fresh) -> None:
    """The same one level down: a row of one pane above 150|20|20."""
    columns = Split("left_right", 150, Leaf(), Split("left_right", 20, Leaf(), Leaf()))
    plan = plan_of(rooms(), Layout(Split("top_bottom", 20, Leaf(), columns), 192, 50))
    for size in shrunk(plan):
        replay(plan).resize(*size)


# Cost.


@pytest.mark.parametrize("nest", ["right", "left"])
def test_a_chain_of_10000_panes_overflows_nothing(rooms: Fresh, nest: str) -> None:
    """Depth costs no C stack, however the chain is nested."""
    lua = rooms()
    make = lua.run(
        """
        return function(panes, nest)
          local tree = { domain = "local" }
          for index = 1, panes - 1 do
            local leaf, is_right = { domain = "local" }, nest == "right"
            tree = {
              split = "left_right",
              first_cells = is_right and 1 or 2 * index - 1,
              first = is_right and leaf or tree,
              second = is_right and tree or leaf,
            }
          end
          return { cols = 2 * panes - 1, rows = 20, active_pane = panes, layout = tree }
        end
        """
    )

    assert len(lua.open("plan").tab(make(MANY, nest)).steps) == MANY - 1


BOTH = """
local split_tree, plan = require("sessions.layout.split_tree"), require("sessions.layout.plan")
return function(rects, cols, rows, active)
  local tree = split_tree.from_rects(rects, cols, rows)
  return plan.tab({ cols = cols, rows = rows, active_pane = active, layout = tree })
end
"""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_planning_is_linear(rooms: Fresh, kind: str, place: str) -> None:
    """From rectangles to steps."""

    def spend(layout: Layout) -> int:
        lua = rooms()
        rects = lua.table(as_rects(layout.rects()))
        active = {"first": 1, "middle": len(rects) // 2, "last": len(rects)}[place]
        spent, _ = lua.counted(lua.run(BOTH), rects, layout.cols, layout.rows, active)
        return int(spent)

    check_linear(spend, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_planning_64_panes_takes_few_instructions(rooms: Fresh, kind: str) -> None:
    """Rectangles to steps: less than 800 a pane, half a millisecond on a slow core."""
    lua = rooms()
    layout = KINDS[kind](64)
    rects = lua.table(as_rects(layout.rects()))

    spent, _ = lua.counted(lua.run(BOTH), rects, layout.cols, layout.rows, 32)

    assert spent < 64 * 800
