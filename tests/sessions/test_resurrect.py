"""resurrect: workspace, window and tab states come in, holes and all."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.coding import exchanged
from tests.sessions.conftest import RECORDED, Fresh
from tests.sessions.importing import (
    STATES,
    check_total,
    decode,
    leaves_of,
    only_tab,
    recorded,
    rects_in,
)
from tests.strategies import Layout, latin, layouts

FOLDER = RECORDED / "states" / "resurrect"


def node(index: int, rect: tuple[int, int, int, int], **fields: Any) -> dict[str, Any]:
    """Return a pane as resurrect stores it."""
    keys = ("left", "top", "width", "height")
    return {
        "index": index,
        **dict(zip(keys, rect, strict=True)),
        "is_active": False,
        "is_zoomed": False,
        "cwd": "/home/u",
        "domain": "local",
        "alt_screen_active": False,
        "text": "$ ls\r\n",
        **fields,
    }


def state_of(tree: Any, **fields: Any) -> dict[str, Any]:
    """Return a workspace of one tab."""
    tab = {"title": "dev", "is_active": True, "is_zoomed": False, "pane_tree": tree}
    size = {"rows": 40, "cols": 120, "pixel_width": 960, "pixel_height": 640, "dpi": 96}
    window = {"title": "", "size": size, "tabs": [tab]}
    return {"workspace": "proj", "window_states": [window]} | fields


PAIR = node(0, (0, 0, 59, 40), right=node(1, (60, 0, 60, 40), is_active=True))


def comparable(session: Any) -> Any:
    """Return what both plugins' files of a session must agree on: all but domains and programs."""
    result = copy.deepcopy(session)
    for window in result["windows"]:
        for tab in window["tabs"]:
            for pane in leaves_of(tab["layout"]):
                pane.pop("domain", None)
                pane.pop("program", None)
    return result


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_both_files_of_a_session_give_the_same(rooms: Fresh, path: Any) -> None:
    """Windows, tabs, rectangles, order, titles, directories, active flags."""
    name = path.stem.removeprefix("wezterm_state_").replace(" ", "+")
    old, _ = decode(rooms, recorded(path))
    new, notes = decode(rooms, recorded(FOLDER / f"{name}.json"), "resurrect")

    assert [] == notes
    assert comparable(new) == comparable(old)


def test_every_recorded_file_has_its_partner() -> None:
    """Twelve sessions, each saved by both plugins."""
    assert len(list(FOLDER.glob("*.json"))) == len(STATES) == 12


def test_a_recorded_program_keeps_its_arguments(rooms: Fresh) -> None:
    """One of them has a blank in it."""
    session, _ = decode(rooms, recorded(FOLDER / "proj+web+app.json"), "resurrect")
    panes = [pane for tab in session["windows"][0]["tabs"] for pane in leaves_of(tab["layout"])]

    assert {
        "name": "vim.tiny",
        "argv": ["vim.tiny", "-u", "NONE", "read me.txt"],
    } == panes[0]["program"]
    assert "/home/user/demo/web" == panes[0]["cwd"]
    assert panes[5]["cwd"] == latin("/home/user/demo/größe")
    assert {"local"} == {pane["domain"] for pane in panes}


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (state_of(PAIR), "proj"),
        ({"title": "logs", "user_named": True, "tabs": [{"title": "", "pane_tree": PAIR}]}, "logs"),
        ({"title": "dev", "is_zoomed": False, "pane_tree": PAIR}, "dev"),
        ({"title": "", "tabs": [{"title": "", "pane_tree": PAIR}]}, "unnamed window"),
        ({"title": "", "pane_tree": PAIR}, "unnamed tab"),
    ],
)
def test_workspaces_windows_and_tabs_come_in(rooms: Fresh, state: Any, name: str) -> None:
    """Under the name inside the file."""
    session, notes = decode(rooms, state, "resurrect")

    assert [] == notes
    assert name == session["name"]
    assert [(0, 0, 59, 40), (60, 0, 60, 40)] == rects_in(rooms, only_tab(session))
    assert 2 == only_tab(session)["active_pane"]


A, B, C, D = ((0, 0, 59, 20), (0, 21, 59, 19), (60, 0, 60, 20), (60, 21, 60, 19))
GRID = [A, B, C, D]
"""Two columns of two rows: the corner hangs under one of two neighbours, the other has null."""


@pytest.mark.parametrize(
    "tree",
    [
        node(0, A, bottom=node(1, B), right=node(2, C, bottom=node(3, D))),
        node(0, A, bottom=node(1, B, right=node(3, D)), right=node(2, C, bottom=None)),
        node(0, A, bottom=node(1, B, right=None), right=node(2, C, bottom=node(3, D))),
    ],
)
def test_a_grid_comes_in_wherever_its_corner_hangs(rooms: Fresh, tree: Any) -> None:
    """Neighbours are no cuts: the rectangles tell the splits."""
    session, notes = decode(rooms, state_of(tree), "resurrect")

    assert [] == notes
    assert rects_in(rooms, only_tab(session)) == GRID


def test_a_hole_is_filled_by_its_neighbours(rooms: Fresh) -> None:
    """A pane that the file lost: the others stay, and it is said."""
    tree = node(0, A, bottom=node(1, B, right=None), right=node(2, C, bottom=None))
    session, notes = decode(rooms, state_of(tree), "resurrect")

    assert ["no_split_tree"] == notes
    assert rects_in(rooms, only_tab(session)) == [A, B, (60, 0, 60, 40)]


@pytest.mark.parametrize(
    ("process", "program"),
    [
        (
            {"name": "nvim", "executable": "/usr/bin/nvim", "argv": ["nvim", "a b"]},
            {"name": "nvim", "argv": ["nvim", "a b"]},
        ),
        ({"executable": "/usr/bin/nvim"}, {"name": "nvim"}),
        (
            {"argv": ["/usr/bin/top", "-d", "5"]},
            {"name": "top", "argv": ["/usr/bin/top", "-d", "5"]},
        ),
        ({"name": "vim", "argv": ["vim", 3]}, {"name": "vim"}),
        ({"name": "bash", "argv": ["-bash"]}, None),
        ({"name": "bash", "argv": ["bash", "x.sh"]}, {"name": "bash", "argv": ["bash", "x.sh"]}),
        ({}, None),
        ("/usr/bin/nvim init.lua", {"name": "nvim", "text": "/usr/bin/nvim init.lua"}),
        ("zsh", None),
        (None, None),
        (5, None),
    ],
)
def test_a_process_is_an_object_a_text_or_absent(
    rooms: Fresh, process: Any, program: dict[str, Any] | None
) -> None:
    """The README shows a text, the files have objects."""
    session, _ = decode(rooms, state_of(node(0, (0, 0, 80, 24), process=process)), "resurrect")

    assert program == leaves_of(only_tab(session)["layout"])[0].get("program")


def test_a_pane_of_an_unknown_domain_comes_in_without_one(rooms: Fresh) -> None:
    """Such panes were saved without domain, directory and text."""
    tree = node(0, (0, 0, 80, 24))
    for field in ("domain", "cwd", "text"):
        del tree[field]
    session, notes = decode(rooms, state_of(tree), "resurrect")

    assert [] == notes
    assert [{}] == leaves_of(only_tab(session)["layout"])


@pytest.mark.parametrize("where", ["tab", "pane"])
def test_zoom_is_the_tabs_or_the_panes(rooms: Fresh, where: str) -> None:
    """Either tells it."""
    state = state_of(copy.deepcopy(PAIR))
    tab = state["window_states"][0]["tabs"][0]
    (tab if where == "tab" else tab["pane_tree"]["right"])["is_zoomed"] = True
    session, _ = decode(rooms, state, "resurrect")

    assert (True, 2) == (only_tab(session)["zoomed"], only_tab(session)["active_pane"])


@given(layout=layouts(), data=st.data())
def test_any_layout_comes_in_exactly_whatever_hangs_where(
    rooms: Fresh, layout: Layout, data: st.DataObject
) -> None:
    """Each pane hangs under any other, on either side: only `index` and the rectangles count."""
    panes = [node(index, rect) for index, rect in enumerate(layout.rects())]
    free = [(panes[0], side) for side in ("right", "bottom")]
    for pane in panes[1:]:
        parent, side = free.pop(data.draw(st.integers(0, len(free) - 1)))
        parent[side] = pane
        free += [(pane, side) for side in ("right", "bottom")]
    session, notes = decode(rooms, state_of(panes[0]), "resurrect")

    assert [] == notes
    assert rects_in(rooms, only_tab(session)) == layout.rects()


@pytest.mark.parametrize(
    "value",
    [
        *({}, [], 3, "x", None, {"workspace": "x"}, {"window_states": []}, {"tabs": [{}]}),
        {"name": "x", "windows": [{"tabs": [{"panes": []}]}]},
    ],
)
def test_other_files_are_left_to_others(rooms: Fresh, value: Any) -> None:
    """No session and no problem."""
    assert (None, None) == decode(rooms, value, "resurrect")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (state_of(PAIR, workspace=None), "no_name"),
        (state_of({}), "no_panes"),
        (state_of({"left": 0}), "no_panes"),
    ],
)
def test_a_state_without_a_session_is_told_why(rooms: Fresh, value: Any, code: str) -> None:
    """It is resurrect's, but nothing can be made of it."""
    assert code == decode(rooms, value, "resurrect")[1]["code"]


def test_any_value_in_any_place_is_a_session_or_not(rooms: Fresh) -> None:
    """Nothing raises, and what comes in can be saved, read and restored."""
    process = {"name": "vim", "argv": ["vim", "x"], "executable": "/usr/bin/vim"}
    tree = node(0, A, bottom=node(1, B), right=node(2, C, process=process))
    check_total(rooms, "resurrect", exchanged(state_of(tree)))
