"""The inner loop of rooms: `python -m tests.room plan shape`, or `make test ROOM="plan shape"`.

In:    names of rooms, as in the manifest.
Out:   what the tools say about their files, then the tests that belong to them; exit code 0 only
       when all is well, 2 for a room that no test belongs to.
Never: stands in for `make test`: a room may break another one's promise.

The tests run what ships, so that dist/ is built first. Properties are tried with few examples.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Sequence
from typing import Final

import pytest
from rich.console import Console

from generator import build, default_config
from generator.errors import GeneratorError
from generator.facts import manifest
from generator.facts.manifest import Room
from generator.making.config import ROOT
from generator.proving import lua_tools

FOLDERS: Final = ("tests/sessions", "tests/flows")


def named_in(text: str) -> set[str]:
    """Return the rooms that a file of tests names: `ROOMS = ("store", "catalog")`."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ROOMS":
            return set(ast.literal_eval(node.value))
    return set()


def tests_of(room: Room) -> list[str]:
    """The files of tests that belong to a room, by their paths relative to the project.

    They bear its name or that of its feature, or name it.
    """
    files = (path for folder in FOLDERS for path in sorted((ROOT / folder).glob("test_*.py")))
    return [
        path.relative_to(ROOT).as_posix()
        for path in files
        if path.stem.removeprefix("test_") in {room.name, *room.features}
        or room.name in named_in(path.read_text(encoding="utf-8"))
    ]


def look_at(room: Room, console: Console) -> bool:
    """Run the Lua tools: layout and mistakes of the room, types of all rooms, as it has users."""
    laid = lua_tools.lay()
    own = laid.only(ROOT / room.path)
    try:
        codes = [
            lua_tools.fmt_check(console, own),
            lua_tools.lint(console, own),
            lua_tools.types(console, laid),
        ]
    except lua_tools.ToolError as error:
        console.print(f"Not looked at by the Lua tools: {error} {error.remedy}", soft_wrap=True)
        return True
    return not any(codes)


def main(arguments: Sequence[str]) -> int:
    """Do all of it for the rooms that are named."""
    console = Console()
    try:
        rooms = [manifest.room_named(name) for name in arguments]
        build(default_config())
        looks = [look_at(room, console) for room in rooms]
    except GeneratorError as error:
        console.print(f"{error} {error.remedy}".rstrip(), soft_wrap=True)
        return 2
    found: set[str] = set()
    for room in rooms:
        own = tests_of(room)
        found.update(own)
        if not own:
            console.print(
                f"No tests belong to {room.name}: write {FOLDERS[0]}/test_{room.name}.py, or name"
                f' it in a file of tests that has it in hand: ROOMS = ("{room.name}", …).',
                soft_wrap=True,
            )
            return 2
    paths = sorted(found)
    console.print(", ".join(paths), soft_wrap=True)
    os.environ.setdefault("HYPOTHESIS_PROFILE", "room")
    # Flows are many; to start a second worker takes longer than most rooms' own tests.
    workers = ["-n", "2"] if any("/flows/" in path for path in paths) else []
    return max(int(not all(looks)), int(pytest.main(["-q", *workers, *paths])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
