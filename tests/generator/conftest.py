"""A small project of its own for each test: two rooms, one feature, the real frames."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.facts import manifest
from generator.facts.manifest import Feature, Folder, Room
from generator.making.config import ROOT, BuildConfig, load_config

ROOMS = {
    "text/below": (
        "--- below: one.\n"
        "local below = {}\n\nfunction below.one()\n  return 1\nend\n\nreturn below\n"
    ),
    "features/more/extra": (
        "--- extra: more.\n"
        'local extra = { name = "extra" }\n\nfunction extra.attach() end\n\nreturn extra\n'
    ),
    "init": (
        'local features = require("sessions.features")\n'
        'local below = require("sessions.text.below")\n\n'
        "local init = {}\n\n"
        "function init.start(open_some)\n"
        "  return setmetatable({ open_some = open_some }, {\n"
        "    __index = function(_, key)\n"
        '      return key == "feature" and features[1].room.name or below[key]\n'
        "    end,\n"
        "  })\n"
        "end\n\n"
        "return init\n"
    ),
}

FOLDERS = (
    Folder("text", "what is below", "nothing"),
    Folder("terminal", "the terminal", "the terminal and the disk"),
    Folder("features/more", "More.", "what it is handed", ("more",)),
    Folder("", "the front", "what it is handed"),
)

TABLE = (
    Room("text/below"),
    Room("features/more/extra", attaches=True),
    Room("features", frame="features.lua.j2"),
    Room("init", "below features"),
)


class Project:
    """A project whose files a test may change before it builds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.templates = root / "lua_templates"

    def file(self, place: str) -> Path:
        """Return the file of a room."""
        return self.templates / "sessions" / f"{place}.lua"

    def room(self, place: str, text: str) -> None:
        """Write a room."""
        self.file(place).parent.mkdir(parents=True, exist_ok=True)
        self.file(place).write_text(text, encoding="utf-8")

    def frame(self, name: str, text: str) -> None:
        """Write a frame."""
        (self.templates / name).write_text(text, encoding="utf-8")

    def config(self, profile: str = "") -> BuildConfig:
        """Complete a profile for this project; its output is the project's dist/."""
        path = self.root / "small.toml"
        path.write_text(profile, encoding="utf-8")
        return load_config(path, self.root / "dist", self.root)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a function that replaces the table of rooms."""

    def replace(*rooms: Room) -> None:
        monkeypatch.setattr(manifest, "ROOMS", rooms)

    monkeypatch.setattr(manifest, "FEATURES", (Feature(name="more", meaning="More."),))
    monkeypatch.setattr(manifest, "FOLDERS", FOLDERS)
    return replace


@pytest.fixture
def project(tmp_path: Path, table: Callable[..., None]) -> Project:
    """Give a small project that builds."""
    table(*TABLE)
    small = Project(tmp_path)
    small.templates.mkdir()
    for name in ("loader.lua.j2", "features.lua.j2", "docs.md.j2"):
        shutil.copy(ROOT / "lua_templates" / name, small.templates / name)
    for name, text in ROOMS.items():
        small.room(name, text)
    (tmp_path / "LICENSE").write_text("A licence.\n")
    (tmp_path / "README.md").write_text(
        "# Small\n\n<!-- dist -->\nFor users.\n\n<!-- generated:features -->\nold\n"
        "<!-- /generated:features -->\n<!-- /dist -->\n\nFor builders.\n"
    )
    return small
