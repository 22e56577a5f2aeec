"""The inner loop of one room: which tests belong to it, and what it says of the tools."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from generator import lua_tools, manifest
from generator.config import ROOT
from tests import room as inner_loop


@pytest.mark.parametrize("room", manifest.ROOMS, ids=lambda room: room.name)
def test_every_room_has_tests(room: manifest.Room) -> None:
    """Of its own, of its feature, or flows that are named in the table."""
    assert inner_loop.tests_of(room)


def test_the_table_names_what_there_is() -> None:
    """Rooms of the manifest, and flows that are files."""
    names = {room.name for room in manifest.ROOMS}
    flows = {flow for flows in inner_loop.FLOWS.values() for flow in flows}

    assert set() == inner_loop.FLOWS.keys() - names
    assert [] == [flow for flow in flows if not (ROOT / f"tests/flows/test_{flow}.py").is_file()]


def test_a_room_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """With the names of those that are."""
    assert 2 == inner_loop.main(["lay"])
    assert capsys.readouterr().out.startswith("There is no room lay. Its name is one of json, ")


def test_missing_tools_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the tests are run all the same."""
    monkeypatch.setattr(lua_tools, "TOOLS", tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    console = Console(file=io.StringIO(), width=40, color_system=None)
    is_clean = inner_loop.look_at(inner_loop.room_named("layout"), console)
    assert isinstance(console.file, io.StringIO)

    assert is_clean
    assert 1 == len(console.file.getvalue().splitlines())
    assert "node is missing" in console.file.getvalue()


def test_a_room_is_looked_at_alone() -> None:
    """Layout and mistakes are those of its own file: a rendered room's copy, a written room."""
    laid = lua_tools.lay()
    options = ROOT / inner_loop.room_named("options").path
    layout = ROOT / inner_loop.room_named("layout").path

    assert ((), (options,)) == (laid.only(options).written, laid.only(options).rooms)
    assert ((layout,), ()) == (laid.only(layout).written, laid.only(layout).rooms)
