"""dist/ and the README are what the sources make, and say so."""

from __future__ import annotations

import io
from typing import cast

from rich.console import Console

from generator import check, default_config, report
from generator.config import ROOT
from generator.manifest import ROOMS


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
        *("LICENSE", "README.md", "plugin/init.lua", "plugin/init.map"),
        "types/wezterm-sessions.lua",
    } == files


def test_the_bundle_reads_top_down() -> None:
    """Rooms stand in manifest order, each under a comment with its file; then the entry."""
    text = (ROOT / "dist" / "plugin" / "init.lua").read_text(encoding="utf-8")
    places = [text.index(f"\n-- {room.module}: {room.path}\n") for room in ROOMS]

    assert sorted(places) == places
    assert text.rstrip().endswith('return require("sessions.init").start(...)')


def test_rooms_stand_in_the_bundle_as_they_are_in_their_files() -> None:
    """Byte for byte: what a test proves of a room's source holds for the bundle."""
    text = (ROOT / "dist" / "plugin" / "init.lua").read_text(encoding="utf-8")

    for room in ROOMS:
        if room.frame is None:
            source = (ROOT / room.path).read_text(encoding="utf-8")
            as_text, as_comment = f"[\n{source}]", f"[ {room.module}\n{source}]"

            assert as_text in text or as_comment in text, room.name


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
            assert str(ROOT) not in path.read_text(encoding="utf-8")
