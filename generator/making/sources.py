"""Reads lua_templates/ once: rooms, frames, and the requires, checked against the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.errors import ManifestError, MissingRoomError, TemplateError, choices
from generator.facts import manifest
from generator.facts.manifest import Room
from generator.lua import lex
from generator.making.config import BuildConfig

TEMPLATES: Final = "lua_templates"
"""The folder of frames; rooms are in its sessions/."""

FRAME_SUFFIX: Final = ".j2"

DIGEST_LENGTH: Final = 16
"""Hexadecimal digits of the digest that the banner carries: 64 bits."""

HOST_MODULE: Final = "wezterm"
"""The one module from outside; the room `terminal/host` alone may require it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Every text that a build reads, by path relative to the project."""

    rooms: Mapping[str, str]
    """Module name to text, for the rooms that are plain files, in manifest order."""
    frames: Mapping[str, str]
    """Name of the frame, relative to lua_templates/, to text."""
    pages: Mapping[str, str]
    """README.md, LICENSE and the page of types, by path."""


TYPES_PAGE: Final = f"{TEMPLATES}/{manifest.PACKAGE}/types.lua"
"""The shapes of everything, for editors and the type checker; never shipped."""

PAGES: Final = ("README.md", "LICENSE", TYPES_PAGE)
"""Files beside rooms and frames that end up in dist/."""


def read_sources(config: BuildConfig) -> Sources:
    """Read what a build needs.

    Raises:
        MissingRoomError: a room of the manifest has no file.
        ManifestError: a frame or page is missing, or a file of lua_templates/sessions/ is in no
        manifest entry. TemplateError: a text is not UTF-8, or carries carriage returns that git
        should have taken out.
    """
    templates = config.root / TEMPLATES
    _refuse_strangers(config.root)
    plain = [room for room in manifest.of_features(config.features) if room.frame is None]
    for room in plain:
        if not (config.root / room.path).is_file():
            raise MissingRoomError(room.module, room.path)
    rooms = {room.module: _read(config.root, room.path) for room in plain}
    frames = {
        path.relative_to(templates).as_posix(): _read(
            config.root, path.relative_to(config.root).as_posix()
        )
        for path in sorted(templates.rglob(f"*{FRAME_SUFFIX}"))
    }
    pages = {path: _read(config.root, path) for path in PAGES if (config.root / path).is_file()}
    return Sources(rooms, frames, pages)


def _refuse_strangers(root: Path) -> None:
    """Refuse files among the rooms that no entry names: they would ship with nobody's law."""
    folder = root / TEMPLATES / manifest.PACKAGE
    known = {root / room.path for room in manifest.ROOMS} | {root / TYPES_PAGE}
    for path in sorted(folder.rglob("*.lua")):
        if path not in known:
            place = path.relative_to(folder).with_suffix("").as_posix()
            raise ManifestError(
                f"{path.relative_to(root).as_posix()} is in no entry of the manifest.",
                f'Add Room("{place}") to ROOMS in {manifest.FILE}, with the rooms that it requires;'
                " or take the file away.",
            )


def _read(root: Path, path: str) -> str:
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TemplateError(path, line, "this line is not UTF-8.") from error
    # A checkout on Windows may have turned line ends; what ships must not depend on that.
    return text.replace("\r\n", "\n")


def read_picture(config: BuildConfig, path: str) -> bytes:
    """Read a picture that a page shows.

    Raises:
        ManifestError: it is not there.
    """
    try:
        return (config.root / path).read_bytes()
    except OSError as error:
        raise ManifestError(f"The picture {path} cannot be read: {error.strerror}.") from error


def digest(texts: Iterable[tuple[str, str]]) -> str:
    """Return the digest of named texts; same names and texts in the same order, same digest."""
    state = hashlib.sha256()
    for name, text in texts:
        for part in (name, text):
            data = part.encode("utf-8")
            state.update(len(data).to_bytes(8, "big"))
            state.update(data)
    return state.hexdigest()[:DIGEST_LENGTH]


def check_requires(room: Room, text: str, present: Iterable[Room]) -> None:
    """Refuse requires that are not literal, lead out of the manifest, or break its table.

    Args:
        room: the room that `text` belongs to.
        text: its Lua source.
        present: the rooms of this build.

    Raises:
        TemplateError: with file and line of the require.
    """
    here = {other.module: other for other in present}
    for edge in lex.requires(text):
        trouble = _trouble(room, edge.room, here)
        if trouble:
            raise TemplateError(room.path, edge.line, *trouble)


def _trouble(room: Room, module: str | None, here: Mapping[str, Room]) -> tuple[str, str] | None:
    """Tell what is wrong with a require, and what to do; None when it may be."""
    if module is None:
        what = "a room is required by a name that is not a literal string."
        return what, 'Write require("sessions.FOLDER.NAME"), so that the build can follow it.'
    if module == HOST_MODULE and room.name != "host":
        what = f"{room.module} requires {HOST_MODULE}; only sessions.terminal.host may."
        return what, (
            "Ask through the port that the room is handed (plugin.host); a new verb of it goes into"
            " lua_templates/sessions/terminal/ and sessions/types.lua."
        )
    if module == HOST_MODULE:
        return None
    if module not in here:
        return _absent(module, here)
    if not may_require(room, here[module]):
        return f"{room.module} may not require {module}.", (
            f"The manifest lets it require {choices(room.may_require)}: name it in the entry of"
            f" {room.place} in {manifest.FILE}, or do without."
        )
    return None


def _absent(module: str, here: Iterable[str]) -> tuple[str, str]:
    for room in manifest.ROOMS:
        if room.module == module:
            what = f"{module} is of the feature {' or '.join(room.features)}, which is not here."
            return what, (
                "A room that is always there reaches a feature by a hook that the feature adds to"
                " (`plugin.hooks`), never by its name."
            )
    near = [other for other in here if other.rpartition(".")[2] == module.rpartition(".")[2]]
    return f"{module} is required, but there is no such room.", (
        f"Did you mean {choices(near)}?"
        if near
        else f"The rooms are {choices(here)}; a new one needs its entry in {manifest.FILE}."
    )


def may_require(room: Room, other: Room) -> bool:
    """Tell whether the table lets `room` require `other`."""
    if room.name == "features":
        return other.attaches
    return other.name in room.may_require


def find_cycle(edges: Mapping[str, Iterable[str]]) -> list[str] | None:
    """Return a chain of modules that leads back to its start, or None when there is no circle."""
    finished: set[str] = set()

    def visit(module: str, chain: list[str]) -> list[str] | None:
        if module in chain:
            return [*chain[chain.index(module) :], module]
        if module in finished:
            return None
        for other in edges.get(module, ()):
            found = visit(other, [*chain, module])
            if found:
                return found
        finished.add(module)
        return None

    for module in edges:
        found = visit(module, [])
        if found:
            return found
    return None
