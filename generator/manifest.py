"""The plugin's rooms in order, and its features: the single source of the bundle, the room map, and the laws.

A room is one file of Lua, `lua_templates/sessions/NAME.lua`, required as `sessions.NAME`. Its order here is its
order in the bundle, so that the bundle reads from the ground up. To add a room: one entry, its file, `make plugin`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from generator.errors import ManifestError

PACKAGE: Final = "sessions"
"""The name before the dot in every `require` of a room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A part of the plugin that a build profile may leave out: all rooms that name it, and no `if` anywhere."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One file of Lua in the bundle."""

    name: str
    meaning: str
    """What it takes and gives, for the room map."""
    may_require: tuple[str, ...] = ()
    """Names of the other rooms that it may require."""
    purity: Literal["pure", "effects"] = "pure"
    """Pure: no host, no files, no clock; what it answers follows from its arguments alone."""
    feature: str | None = None
    """The feature that brings it; None for always."""
    frame: str | None = None
    """The frame under lua_templates/ that it is rendered from; None for a file that is copied as it stands."""

    @property
    def module(self) -> str:
        """The name by which rooms require it."""
        return f"{PACKAGE}.{self.name}"

    @property
    def path(self) -> str:
        """Its file, relative to the project; for a rendered room the copy that lint and types read."""
        folder = "build/lua" if self.frame else "lua_templates"
        return f"{folder}/{PACKAGE}/{self.name}.lua"

    @property
    def edit(self) -> str:
        """The file to edit when this room should change."""
        return f"lua_templates/{self.frame}" if self.frame else self.path


FEATURES: Final[tuple[Feature, ...]] = (
)

ROOMS: Final[tuple[Room, ...]] = (
    Room(
        name="options",
        meaning="the user's table → complete options, or problems by name",
        frame="options.lua.j2",
    ),
    Room(
        name="features",
        meaning="the feature rooms of this build, in order",
        purity="effects",
        frame="features.lua.j2",
    ),
)

ENTRY: Final = f"{PACKAGE}.init"
"""The room whose `start(...)` gives the plugin's public table."""


def feature_names() -> tuple[str, ...]:
    """Return the names of all features, in order."""
    return tuple(feature.name for feature in FEATURES)


def of_features(features: Sequence[str]) -> tuple[Room, ...]:
    """Return the rooms of a build with these features, in order."""
    return tuple(room for room in ROOMS if room.feature is None or room.feature in features)


def room_of(module: str) -> Room:
    """Find a room by the name under which it is required.

    Raises:
        ManifestError: there is no such room.
    """
    for room in ROOMS:
        if room.module == module:
            return room
    raise ManifestError(
        f"There is no room {module} in the manifest.",
        "Add it to ROOMS in generator/manifest.py.",
    )
