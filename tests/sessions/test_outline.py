"""outline: a session as a spec, from which the same session is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms, plain
from tests.strategies import ODD_PATHS, SESSIONS, Layout, as_node, count, latin, layouts

HOME = "/home/user"


def outline(rooms: Rooms, session: dict[str, Any], home: str | None = HOME) -> Any:
    """Return the session's spec."""
    context = rooms.table({"home": home} if home else {})
    return plain(rooms.open("outline").of(rooms.table(session), context))


def session(*tabs: dict[str, Any], **window: Any) -> dict[str, Any]:
    """Return a session with one window."""
    size = {"title": "", "cols": 200, "rows": 60, "active_pane": 1, "zoomed": False}
    listed = [{**size, **tab} for tab in tabs]
    return {
        "name": "work",
        "saved_at": 0,
        "windows": [{"title": "", "active_tab": 1, "tabs": listed, **window}],
    }


def run(*argv: str, **more: str) -> dict[str, Any]:
    """Return a pane in which a program runs."""
    return {"cwd": f"{HOME}/app", "program": {"name": argv[0], "argv": [*argv], **more}}


def test_a_written_session_reads_well(rooms: Fresh) -> None:
    """Chains are one list, sizes are cells, what all share is said once, texts are short."""
    column = {
        "split": "top_bottom",
        "first_cells": 40,
        "first": {"cwd": f"{HOME}/app/logs"},
        "second": run("less", "a b"),
    }
    row = {"split": "left_right", "first_cells": 50, "first": run("make"), "second": column}
    layout = {"split": "left_right", "first_cells": 99, "first": run("vim", "."), "second": row}
    code = {"title": "code", "layout": layout, "active_pane": 3}
    expected = {
        "title": "win",
        "cwd": "~/app",
        "cols": 200,
        "rows": 60,
        "tabs": [
            {
                "title": "code",
                "across": [
                    {"size": 99, "command": "vim ."},
                    {"size": 50, "command": "make"},
                    {
                        "down": [
                            {"size": 40, "cwd": "logs", "focus": True},
                            {"command": "less 'a b'"},
                        ]
                    },
                ],
            },
            {"focus": True, "zoom": True, "cwd": "~"},
        ],
    }
    lone = {"zoomed": True, "layout": {"cwd": HOME}}

    assert expected == outline(rooms(), session(code, lone, active_tab=2, title="win"))


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ({"name": "vim", "argv": ["vim"]}, {"command": "vim"}),
        ({"name": "python3", "argv": ["python"]}, {"command": "python", "program": "python3"}),
        ({"name": "sh", "argv": ["sh", "-c", "a\nb"]}, {"command": ["sh", "-c", "a\nb"]}),
        ({"name": "x", "argv": ["x", "\xff"]}, {"command": ["x", {"bytes": "%FF"}]}),
        ({"name": "vim"}, {"program": "vim"}),
        ({"name": "vim", "text": "vim a b"}, {"program": "vim", "program_text": "vim a b"}),
    ],
)
def test_programs(rooms: Fresh, program: Any, expected: Any) -> None:
    """A command that can be typed is a text; one that was only seen is never a command."""
    found = outline(rooms(), session({"layout": {"program": program}}))["tabs"][0]

    assert expected == found


@pytest.mark.parametrize(
    ("cwd", "expected"),
    [
        (f"{HOME}/x", "~/x"),
        (HOME, "~"),
        ("/etc", "/etc"),
        (f"{HOME}/~", "~/~"),
        ("~odd", {"bytes": "~odd"}),
        ("odd", {"bytes": "odd"}),
        ("", {"bytes": ""}),
        ("/\xff", {"bytes": "/%FF"}),
        (latin("/größe"), latin("/größe")),
    ],
)
def test_directories(rooms: Fresh, cwd: str, expected: Any) -> None:
    """Below the home with "~"; what would be read as another one is written byte for byte."""
    assert expected == outline(rooms(), session({"layout": {"cwd": cwd}}))["cwd"]


def without_notes(value: Any) -> Any:
    """Return a session without what a spec does not say."""
    if isinstance(value, dict):
        notes = {"git_branch", "git_repo", "approximate", "saved_at"}
        return {key: without_notes(item) for key, item in value.items() if key not in notes}
    return [without_notes(item) for item in value] if isinstance(value, list) else value


@given(value=SESSIONS, home=st.none() | st.just(HOME) | ODD_PATHS)
def test_the_same_session_is_read_again(
    rooms: Fresh, value: dict[str, Any], home: str | None
) -> None:
    """Windows, tabs, trees, cells, titles, directories, programs and focus come back."""
    lua = rooms()
    context = lua.table({"home": home} if home else {})
    spec = lua.open("outline").of(lua.table(value), context)
    again = lua.open("spec").read(value["name"], spec, context)

    assert not isinstance(again, tuple), plain(again[1])
    assert without_notes(plain(again)) == without_notes(value)


@given(value=SESSIONS)
def test_a_file_can_hold_it(rooms: Fresh, value: dict[str, Any]) -> None:
    """Only texts that are UTF-8, numbers, booleans, lists and tables with names: JSON and TOML."""
    lua = rooms()
    spec = plain(lua.open("outline").of(lua.table(value)))

    def check(item: Any) -> None:
        if isinstance(item, str):
            item.encode("latin-1").decode("utf-8")
        elif isinstance(item, dict):
            for key, below in item.items():
                assert isinstance(key, str)
                check(below)
        elif isinstance(item, list):
            for below in item:
                check(below)
        else:
            assert isinstance(item, bool | int)

    check(spec)


@given(layout=layouts(), data=st.data())
def test_any_tree_is_read_again(rooms: Fresh, layout: Layout, data: st.DataObject) -> None:
    """Also chains that are nested to the left, and whichever pane is the active one."""
    panes = count(layout.tree)
    node = as_node(layout.tree, ({"title": str(number)} for number in range(panes)))
    size = {"cols": layout.cols, "rows": layout.rows}
    active = data.draw(st.integers(1, panes))
    value = session({**size, "layout": node, "active_pane": active})
    lua = rooms()
    again = lua.open("spec").read("work", lua.open("outline").of(lua.table(value)))

    assert plain(again) == value
