"""spec: sessions written by hand, and the mistakes in them with their places."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms, plain
from tests.strategies import BYTES, TEXTS

HOME = "/home/user"


def read(rooms: Rooms, value: Any, **context: Any) -> Any:
    """Return the session, or the problem as "where: code"."""
    settings = rooms.table({"home": HOME, **context})
    found = rooms.open("spec").read("work", rooms.table(value), settings)
    if isinstance(found, tuple):
        problem = plain(found[1])

        assert found[0] is None
        assert problem["message"]
        return f"{problem.get('where')}: {problem['code']}"
    return plain(found)


def tabs(rooms: Rooms, *values: Any, **fields: Any) -> list[dict[str, Any]]:
    """Return the tabs of a spec with these tabs."""
    found = read(rooms, {"tabs": values, **fields})

    assert isinstance(found, dict), found
    return list(found["windows"][0]["tabs"])


def rects(rooms: Rooms, tab: dict[str, Any]) -> list[tuple[int, ...]]:
    """Return left, top, width and height of the panes of a tab."""
    found = rooms.open("split_tree").rects(rooms.table(tab["layout"]), tab["cols"], tab["rows"])
    return [(one.left, one.top, one.width, one.height) for one in found.values()]


def leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the panes of a layout in order."""
    return [*leaves(node["first"]), *leaves(node["second"])] if "split" in node else [node]


def test_a_whole_spec(rooms: Fresh) -> None:
    """The example at the head of the room means what it looks like."""
    lua = rooms()
    value = {
        "cwd": "~/src/app",
        "tabs": [
            {
                "title": "code",
                "across": [
                    {"command": "nvim .", "focus": True},
                    {"size": 0.3, "down": ["make watch", {"size": 10, "cwd": "logs"}]},
                ],
            },
            "htop",
        ],
    }
    session = read(lua, value, saved_at=7)
    code, monitor = session["windows"][0]["tabs"]
    app = "/home/user/src/app"

    assert ("work", 7) == (session["name"], session["saved_at"])
    assert ("code", 200, 60, False) == (code["title"], code["cols"], code["rows"], code["zoomed"])
    assert [(0, 0, 140, 60), (141, 0, 59, 49), (141, 50, 59, 10)] == rects(lua, code)
    assert leaves(code["layout"]) == [
        {"cwd": app, "program": {"name": "nvim", "argv": ["nvim", "."]}},
        {"cwd": app, "program": {"name": "make", "argv": ["make", "watch"]}},
        {"cwd": f"{app}/logs"},
    ]
    assert "htop" == leaves(monitor["layout"])[0]["program"]["name"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, [{}]),
        ("htop", ["htop"]),
        ({"command": ["less", "a b"]}, ["less"]),
        ({"across": ["vim", {}]}, ["vim", {}]),
        ({"tabs": ["vim", "top"]}, ["vim", "top"]),
        ({"windows": [{"tabs": ["vim"]}, "top", {}]}, ["vim", "top", {}]),
    ],
)
def test_levels_can_be_left_out(rooms: Fresh, value: Any, expected: list[Any]) -> None:
    """A session is its only window, a window its only tab, a tab its only pane."""
    session = read(rooms(), value)
    panes = [
        pane
        for window in session["windows"]
        for tab in window["tabs"]
        for pane in leaves(tab["layout"])
    ]

    assert expected == [pane.get("program", {}).get("name", {}) for pane in panes]


def test_panes_are_cut_in_turn(rooms: Fresh) -> None:
    """Each of `panes` is cut from the one that has the list; the first cut goes through all."""
    lua = rooms()
    cuts = [{"split": "right", "size": 0.25}, {"split": "down", "size": 9, "command": "top"}, {}]
    (tab,) = tabs(lua, {"command": "vim", "panes": cuts})

    assert [(0, 0, 75, 50), (76, 0, 74, 50), (0, 51, 150, 9), (151, 0, 49, 60)] == rects(lua, tab)
    assert [
        "vim",
        None,
        "top",
        None,
    ] == [pane.get("program", {}).get("name") for pane in leaves(tab["layout"])]


def test_both_ways_say_the_same(rooms: Fresh) -> None:
    """What `across` and `down` say can be said with `panes`."""
    lists = {"across": [{"size": 99}, {"down": [{"size": 30}, {}]}]}
    cuts = {"panes": [{"split": "right", "panes": [{"split": "down", "size": 29}]}]}
    lua = rooms()
    (one,), (other,) = tabs(lua, lists), tabs(lua, cuts)

    assert [(100, 0, 100, 30), (100, 31, 100, 29)] == rects(lua, one)[1:]
    assert [(101, 0, 99, 30), (101, 31, 99, 29)] == rects(lua, other)[1:]


@pytest.mark.parametrize(
    ("around", "cwd", "expected"),
    [
        (None, None, None),
        ("~", None, HOME),
        ("~/a", "b", f"{HOME}/a/b"),
        ("/a", "~/b", f"{HOME}/b"),
        ("/a", "/b", "/b"),
        ("/", "b", "/b"),
        (None, "b", f"{HOME}/b"),
        ("/a", "C:/b", "C:/b"),
        ("/a", "\\\\host\\share", "\\\\host\\share"),
        ("/a", "~b", "/a/~b"),
        ("/a", "~\\b", "/a/~\\b"),
        ("/a", {"bytes": "~/%FF"}, "~/\xff"),
    ],
)
def test_directories(rooms: Fresh, around: str | None, cwd: Any, expected: str | None) -> None:
    """`~` is the home; what is not absolute lies in the directory around; nothing inherits."""
    outer = {"cwd": around} if around else {}
    (tab,) = tabs(rooms(), {"across": [{"cwd": cwd} if cwd else {}]}, **outer)

    assert expected == tab["layout"].get("cwd")


def test_domain_and_size_are_inherited(rooms: Fresh) -> None:
    """From session to window to tab, each level may say otherwise."""
    value = {
        "cols": 100,
        "domain": "unix",
        "windows": [
            {"rows": 30, "tabs": [{}, {"domain": "ssh", "cols": 50}]},
            {"cols": 80.0},
        ],
    }
    session = read(rooms(), value, cols=300, rows=90)
    found = [
        (tab["cols"], tab["rows"], tab["layout"]["domain"])
        for window in session["windows"]
        for tab in window["tabs"]
    ]

    assert [(100, 30, "unix"), (50, 30, "ssh"), (80, 90, "unix")] == found


@pytest.mark.parametrize(
    ("values", "active_tab", "active_panes"),
    [
        (["a", "b"], 1, [1, 1]),
        (["a", {"focus": True}], 2, [1, 1]),
        (["a", {"across": ["b", {"focus": True}]}], 2, [1, 2]),
        ([{"focus": True}, {"across": ["b", {"focus": True}]}], 1, [1, 2]),
        ([{"focus": True, "panes": [{"focus": True}]}], 1, [2]),
        ([{"panes": [{"split": "right", "focus": True}, {"split": "down"}]}], 1, [3]),
    ],
)
def test_focus(rooms: Fresh, values: Any, active_tab: int, active_panes: list[int]) -> None:
    """A tab's focus makes it the active one; a pane's makes it its tab's, and a tab if none is."""
    (window,) = read(rooms(), {"tabs": values})["windows"]

    assert active_tab == window["active_tab"]
    assert active_panes == [tab["active_pane"] for tab in window["tabs"]]


def test_a_tab_grows_to_hold_its_panes(rooms: Fresh) -> None:
    """More panes than the size holds make the tab larger: restoring decides what fits."""
    (tab,) = tabs(rooms(), {"across": [{}] * 40}, cols=20)

    assert 79 == tab["cols"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, "None: wrong_type"),
        (None, "None: wrong_type"),
        ({"comand": "vim"}, "comand: unknown_field"),
        ({"tabs": []}, "tabs: empty"),
        ({"tabs": "vim"}, "tabs: wrong_type"),
        ({"tabs": {"a": 1}}, "tabs: wrong_type"),
        ({"tabs": [1]}, "tabs[1]: wrong_type"),
        ({"tabs": ["vim"], "command": "top"}, "command: unknown_field"),
        ({"windows": ["vim"], "title": "x"}, "title: unknown_field"),
        ({"windows": [{"windows": ["vim"]}]}, "windows[1].windows: unknown_field"),
        ({"tabs": [{}, {"across": [{}, {"size": 0}]}]}, "tabs[2].across[2].size: wrong_type"),
        ({"tabs": [{"size": 3}]}, "tabs[1].size: unknown_field"),
        ({"across": [{"split": "down"}]}, "across[1].split: unknown_field"),
        ({"panes": [{"split": "left"}]}, "panes[1].split: wrong_type"),
        ({"panes": [{"split": 5}]}, "panes[1].split: wrong_type"),
        ({"across": ["a"], "down": ["b"]}, "down: two_lists"),
        ({"across": ["a"], "command": "b"}, "command: misplaced"),
        ({"across": [{"down": ["a"], "focus": True}]}, "across[1].focus: misplaced"),
        ({"across": [{"down": ["a"], "title": "x"}]}, "across[1].title: misplaced"),
        ({"across": [{"focus": True}, {"focus": True}]}, "across[2].focus: misplaced"),
        ({"tabs": [{"focus": True}, {"focus": True}]}, "tabs[2].focus: misplaced"),
        ({"command": "make && run"}, "command: shell_syntax"),
        ({"across": ["vim $FILE"]}, "across[1].command: shell_syntax"),
        ({"command": ""}, "command: no_command"),
        ({"command": []}, "command: empty"),
        ({"command": ["a", 5]}, "command[2]: wrong_type"),
        ({"command": 5}, "command: wrong_type"),
        ({"cwd": ""}, "cwd: empty"),
        ({"cwd": 5}, "cwd: wrong_type"),
        ({"cols": "wide"}, "cols: wrong_type"),
        ({"zoom": "yes"}, "zoom: wrong_type"),
        ({"focus": 1}, "focus: wrong_type"),
        ({"across": [{}] * 10_001}, "across[10001]: too_many_panes"),
    ],
)
def test_mistakes_have_a_place(rooms: Fresh, value: Any, expected: str) -> None:
    """Every mistake is told with the field that it is in."""
    assert expected == read(rooms(), value)


def test_a_table_in_itself(rooms: Fresh) -> None:
    """A table that contains itself ends."""
    lua = rooms()
    room = lua.open("spec")
    loop = lua.run("local t = {}; t.across = { t, t }; return t")

    assert "too_deep" == room.read("x", loop)[1].code


FIELDS = st.sampled_from(
    [
        *("windows", "tabs", "panes", "across", "down", "command", "cwd", "title", "size", "split"),
        *("focus", "zoom", "cols", "rows", "domain", "cwd_host", "program", "program_text", "odd"),
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 300),
    st.floats(),
    TEXTS,
    BYTES,
    st.sampled_from(["right", "down", "30%", "vim", "~", "~/x"]),
)
ANYTHING = st.recursive(
    SCALARS, lambda below: st.lists(below, max_size=4) | st.dictionaries(FIELDS, below, max_size=4)
)


# Mostly right, so that the reading gets far.
PANES: st.SearchStrategy[Any] = st.recursive(
    st.just({}) | st.just("vim"),
    lambda below: st.one_of(
        st.fixed_dictionaries({"across": st.lists(below, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"down": st.lists(below, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"panes": st.lists(below, min_size=1, max_size=3)}),
        st.dictionaries(FIELDS, SCALARS, max_size=1),
    ),
    max_leaves=12,
)


@given(value=ANYTHING | PANES)
def test_anything_is_a_session_or_a_problem(rooms: Fresh, value: Any) -> None:
    """No value raises; a session that comes out can be encoded and restored."""
    lua = rooms()
    found = lua.open("spec").read("x", lua.table(value), lua.table({"home": HOME}))
    if isinstance(found, tuple):
        assert found[1].code
        assert found[1].message
        return
    for window in found.windows.values():
        assert 1 <= window.active_tab <= len(window.tabs)
        for tab in window.tabs.values():
            room = lua.open("split_tree")
            panes = room.rects(tab.layout, tab.cols, tab.rows)

            assert all(rect.width > 0 and rect.height > 0 for rect in panes.values())
            assert 1 <= tab.active_pane <= len(panes)
    assert lua.open("codec").encode(found)
