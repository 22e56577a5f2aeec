"""dist/ and the README are what the sources make, and say so."""

from __future__ import annotations

import io
from typing import cast

from rich.console import Console

from generator import check, default_config
from generator.facts.manifest import ROOMS
from generator.making import report
from generator.making.config import ROOT


def test_dist_is_fresh(console: Console) -> None:
    """Else: the files that differ, what to edit, and what to run."""
    result = check(default_config())
    console.print(report.of_check(result))

    assert not result.differences, cast("io.StringIO", console.file).getvalue()


def test_dist_is_a_complete_plugin_repository_root() -> None:
    """Copied or pushed somewhere as it is, it works."""
    files = {
        path.relative_to(ROOT / "dist").as_posix()
        for path in (ROOT / "dist").rglob("*")
        if path.is_file()
    }

    assert {
        *(".gitattributes", "LICENSE", "README.md", "docs/pictures/load.gif"),
        *("plugin/init.lua", *(f"plugin/{room.file}" for room in ROOMS)),
        "types/wezterm-sessions.lua",
    } == files


def test_rooms_ship_as_they_are_in_their_files() -> None:
    """Line for line: what a test proves of a room's source holds for what users get."""
    for room in ROOMS:
        if room.frame is None:
            source = (ROOT / room.path).read_text(encoding="utf-8")
            shipped = (ROOT / "dist/plugin" / room.file).read_text(encoding="utf-8")

            assert shipped.startswith(f"{source}-- Made from {room.path}; ")
            assert shipped.count("\n") == source.count("\n") + 1


def test_generated_files_say_so() -> None:
    """A person who opens one learns what to edit instead."""
    for name in ("plugin/init.lua", "types/wezterm-sessions.lua"):
        head = (ROOT / "dist" / name).read_text(encoding="utf-8")[:700]

        assert "GENERATED, do not edit" in head
        assert "make plugin" in head


def test_nothing_generated_tells_where_it_was_made() -> None:
    """No path of a machine."""
    for path in (ROOT / "dist").rglob("*"):
        if path.is_file():
            assert str(ROOT).encode() not in path.read_bytes()
