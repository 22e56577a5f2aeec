"""guard: no automatic save replaces a richer state by an empty or just-started one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms
from tests.strategies import as_node, count, layouts

START_UP_S = 60


def idle() -> dict[str, Any]:
    """Return a pane with an idle shell."""
    return {"domain": "local", "cwd": "/home/user"}


def running(name: str = "vim") -> dict[str, Any]:
    """Return a pane in which a program runs."""
    return {**idle(), "program": {"name": name, "argv": [name]}}


def tab(*panes: dict[str, Any]) -> dict[str, Any]:
    """Return a tab with panes side by side."""
    *others, layout = panes
    for pane in reversed(others):
        layout = {"split": "left_right", "first_cells": 1, "first": pane, "second": layout}
    return {"title": "", "cols": 99, "rows": 9, "active_pane": 1, "zoomed": False, "layout": layout}


def session(*windows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a session with windows, each a list of tabs."""
    listed = [{"title": "", "active_tab": 1, "tabs": tabs} for tabs in windows]
    return {"name": "default", "saved_at": 0, "windows": listed}


EMPTY = session()
PRISTINE = session([tab(idle())])
TWO_TABS = session([tab(idle()), tab(idle())])
THREE_PANES = session([tab(idle(), idle(), idle())])
PROGRAM = session([tab(running())])
TWO_WINDOWS = session([tab(idle(), running())], [tab(idle())])


def judge(
    rooms: Rooms,
    old: dict[str, Any] | None,
    new: dict[str, Any] | None,
    *,
    automatic: bool = True,
    filling: bool = False,
    since: int = 1000,
) -> str:
    """Return the verdict; the reason must be there."""
    context = {"automatic": automatic, "filling": filling, "seconds_since_start": since}
    tables = (rooms.table(value) for value in (old, new, context))
    verdict, reason = rooms.open("guard").judge(*tables)

    assert reason
    return str(verdict)


@pytest.mark.parametrize(
    ("old", "new", "early", "later"),
    [
        (None, PRISTINE, "save", "save"),
        (PRISTINE, PRISTINE, "save", "save"),
        (PRISTINE, THREE_PANES, "save", "save"),
        (PROGRAM, PRISTINE, "skip", "skip"),
        (THREE_PANES, PRISTINE, "skip", "skip"),
        (TWO_WINDOWS, PRISTINE, "skip", "skip"),
        (THREE_PANES, TWO_TABS, "skip", "save"),
        (TWO_WINDOWS, TWO_TABS, "skip", "save"),
        (THREE_PANES, PROGRAM, "save", "save"),
        (TWO_TABS, TWO_TABS, "save", "save"),
        (PROGRAM, TWO_TABS, "skip", "save"),
        (PROGRAM, PROGRAM, "save", "save"),
        (TWO_WINDOWS, PROGRAM, "save", "save"),
        (THREE_PANES, EMPTY, "skip", "skip"),
        (THREE_PANES, None, "skip", "skip"),
        (None, None, "skip", "skip"),
    ],
)
def test_the_rule(
    rooms: Fresh, old: dict[str, Any], new: dict[str, Any], early: str, later: str
) -> None:
    """What is saved, what is open, and the verdict in the first minute and after it."""
    lua = rooms()

    assert early == judge(lua, old, new, since=START_UP_S - 1)
    assert later == judge(lua, old, new, since=START_UP_S)


def panes(tree: Any, programs: int) -> Any:
    """Give as many panes as the tree has leaves, programs running in some of them."""
    for place in range(count(tree)):
        yield running() if programs >> place & 1 else idle()


@st.composite
def sessions(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a session; what counts here are its panes and programs."""
    windows = []
    # Few panes, and mostly idle: the rule is about the edges between one, two and more.
    most = draw(st.sampled_from([1, 2, 3]))
    is_idle = draw(st.sampled_from([True, True, True, False]))
    for drawn in draw(st.lists(st.lists(layouts(most), min_size=1, max_size=2), max_size=2)):
        tabs = []
        for layout in drawn:
            leaves = panes(layout.tree, 0 if is_idle else draw(st.sampled_from([0, 1, 2, 6])))
            tabs.append({**tab(idle()), "layout": as_node(layout.tree, leaves)})
        windows.append(tabs)
    return session(*windows)


SECONDS = st.sampled_from([0, START_UP_S - 1, START_UP_S, START_UP_S + 1]) | st.integers(0, 200)
"""Mostly at the end of the start."""


@given(old=st.none() | sessions(), new=st.none() | sessions(), filling=st.booleans(), since=SECONDS)
def test_the_user_is_always_obeyed(
    rooms: Fresh, old: dict[str, Any], new: dict[str, Any], filling: bool, since: int
) -> None:
    """A save by key is never left out."""
    assert "save" == judge(rooms(), old, new, automatic=False, filling=filling, since=since)


@given(old=st.none() | sessions(), new=st.none() | sessions(), since=SECONDS)
def test_nothing_is_saved_while_filling(
    rooms: Fresh, old: dict[str, Any], new: dict[str, Any], since: int
) -> None:
    """An automatic save never writes a half-made workspace."""
    assert "skip" == judge(rooms(), old, new, filling=True, since=since)


def wealth(value: dict[str, Any]) -> tuple[int, int]:
    """Return the numbers of panes and of programs."""
    found = [0, 0]

    def visit(node: dict[str, Any]) -> None:
        if "split" in node:
            visit(node["first"])
            visit(node["second"])
        else:
            found[0] += 1
            found[1] += "program" in node

    for window in value["windows"]:
        for one in window["tabs"]:
            visit(one["layout"])
    return found[0], found[1]


@given(old=st.none() | sessions(), new=sessions(), since=SECONDS)
def test_the_rule_for_all_sessions(
    rooms: Fresh, old: dict[str, Any] | None, new: dict[str, Any], since: int
) -> None:
    """Idle shells never replace more; anything else is saved."""
    lua = rooms()
    (old_panes, old_programs), (new_panes, new_programs) = wealth(old or EMPTY), wealth(new)
    verdict = judge(lua, old, new, since=since)
    found = lua.open("guard").wealth(lua.table(old or EMPTY))

    assert (old_panes, old_programs) == (found.panes, found.programs)
    is_richer = old_panes > new_panes or old_programs > 0
    is_bare = new_programs == 0 and (new_panes == 1 or since < START_UP_S)

    assert verdict == ("skip" if 0 == new_panes or (is_bare and is_richer) else "save")
