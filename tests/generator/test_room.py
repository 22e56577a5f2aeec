"""The inner loop of one room: which tests belong to it, and what it says of the tools."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from generator.facts import manifest
from generator.making.config import ROOT
from generator.proving import lua_tools
from tests import room as inner_loop


@pytest.mark.parametrize("room", manifest.ROOMS, ids=lambda room: room.name)
def test_every_room_has_tests(room: manifest.Room) -> None:
    """Of its own name or its feature's, or in a file that names it."""
    assert inner_loop.tests_of(room)


def test_a_file_of_tests_names_rooms_that_exist() -> None:
    """A wrong name would leave a room's tests out of its inner loop."""
    files = [path for folder in inner_loop.FOLDERS for path in (ROOT / folder).glob("test_*.py")]
    named = set().union(*(inner_loop.named_in(path.read_text(encoding="utf-8")) for path in files))

    assert named
    assert set() == named - {room.name for room in manifest.ROOMS}


def test_a_room_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """With the names of those that are."""
    assert 2 == inner_loop.main(["lay"])
    assert capsys.readouterr().out.startswith("There is no room lay. Its name is one of cells, ")


def test_missing_tools_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the tests are run all the same."""
    monkeypatch.setattr(lua_tools, "TOOLS", tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    console = Console(file=io.StringIO(), width=40, color_system=None)
    is_clean = inner_loop.look_at(manifest.room_named("plan"), console)
    assert isinstance(console.file, io.StringIO)

    assert is_clean
    assert 1 == len(console.file.getvalue().splitlines())
    assert "node is missing" in console.file.getvalue()


def test_a_room_is_looked_at_alone() -> None:
    """Layout and mistakes are those of its own file: a rendered room's copy, a written room."""
    laid = lua_tools.lay()
    options = ROOT / manifest.room_named("options").path
    layout = ROOT / manifest.room_named("plan").path

    assert ((), (options,)) == (laid.only(options).written, laid.only(options).rooms)
    assert ((layout,), ()) == (laid.only(layout).written, laid.only(layout).rooms)


def test_a_room_without_tests_is_told_and_nothing_is_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All tests are not the inner loop of a new room."""
    monkeypatch.setattr(inner_loop, "tests_of", lambda _room: [])
    monkeypatch.setattr(inner_loop, "look_at", lambda _room, _console: True)

    assert 2 == inner_loop.main(["plan"])
    assert capsys.readouterr().out.startswith(
        "No tests belong to plan: write tests/sessions/test_plan.py, or name it "
    )


def test_the_tests_of_several_rooms_are_run_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A change may be in two rooms."""
    seen: list[str] = []
    monkeypatch.setattr(inner_loop, "look_at", lambda _room, _console: True)

    def take(given: list[str]) -> int:
        seen.extend(given)
        return 0

    monkeypatch.setattr(pytest, "main", take)

    inner_loop.main(["store", "catalog"])

    assert sorted(set(seen)) == sorted(seen)
    assert capsys.readouterr().out
