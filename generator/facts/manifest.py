"""The plugin's house: its folders, its rooms, its features; the one source of build, map and laws.

A room is one file of Lua, `lua_templates/sessions/FOLDER/NAME.lua`, required as
`sessions.FOLDER.NAME`. Its folder says what it may touch, and which feature brings it; its card,
the comment at its top, says what it is. What is left to say stands here: which other rooms it may
require, and what the terminal calls it by. To add a room: its file, `Room("FOLDER/NAME", ...)`
here, `make plugin`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from generator.errors import ManifestError, choices

FILE: Final = "generator/facts/manifest.py"
"""This table's own file, for messages that send somebody here."""

PACKAGE: Final = "sessions"
"""The name before the first dot in every `require` of a room."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A part that a build profile may leave out: all rooms of its folder, and no `if` anywhere."""

    name: str
    meaning: str

    @property
    def rooms(self) -> tuple[str, ...]:
        """Names of the rooms that it brings."""
        return tuple(room.name for room in ROOMS if self.name in room.features)


@dataclass(frozen=True, slots=True)
class Folder:
    """Rooms that may touch the same things."""

    path: str
    """Below `sessions/`; "" for that folder itself."""
    meaning: str
    touches: Literal["nothing", "the terminal and the disk", "what it is handed"]
    """Nothing: what a room answers follows from its arguments alone."""
    features: tuple[str, ...] = ()
    """The features that bring it, each by itself; none for always."""


@dataclass(frozen=True, slots=True)
class Watch:
    """An event that the terminal tells by itself, for which a room has a handler."""

    event: str
    option: str | None = None
    """While it is "off", the room is not asked."""


@dataclass(frozen=True, slots=True)
class Room:
    """One file of Lua."""

    place: str
    """Its folder and its name: `store/catalog`."""
    requires: str = ""
    """Names of the other rooms that it may require, with blanks between them."""
    attaches: bool = False
    """Whether it has `attach(plugin)`: `sessions.features` hands it to `sessions.doors`."""
    answers: tuple[str, ...] = ()
    """Events by which its lists and prompts answer."""
    watches: tuple[Watch, ...] = ()
    early: str | None = None
    """An option that has it attached while the configuration is evaluated."""
    frame: str | None = None
    """The frame under lua_templates/ that it is rendered from; None for a file copied as it is."""

    @property
    def name(self) -> str:
        """The name of its table; no two rooms have the same."""
        return self.place.rpartition("/")[2]

    @property
    def may_require(self) -> tuple[str, ...]:
        """Names of the other rooms that it may require."""
        return tuple(self.requires.split())

    @property
    def folder(self) -> Folder:
        """Where it lies.

        Raises:
            ManifestError: no folder of the house has this path.
        """
        return folder_of(self.place.rpartition("/")[0])

    @property
    def features(self) -> tuple[str, ...]:
        """The features that bring it, each by itself; none for always."""
        return self.folder.features

    @property
    def feature(self) -> str | None:
        """The feature that it attaches for; None for always."""
        return self.features[0] if self.features else None

    @property
    def is_pure(self) -> bool:
        """It touches nothing. Of a feature's rooms only those that attach are handed anything."""
        folder = self.folder
        return folder.touches == "nothing" or bool(folder.features and not self.attaches)

    @property
    def touches(self) -> str:
        """What it may touch, in words."""
        return "nothing" if self.is_pure else self.folder.touches

    @property
    def module(self) -> str:
        """The name by which rooms require it."""
        return ".".join((PACKAGE, *self.place.split("/")))

    @property
    def file(self) -> str:
        """Its file in the plugin, relative to the loader's folder."""
        return f"{PACKAGE}/{self.place}.lua"

    @property
    def path(self) -> str:
        """Its file; for a rendered room the copy under build/ that lint and types read."""
        return f"{'build/lua' if self.frame else 'lua_templates'}/{self.file}"

    @property
    def edit(self) -> str:
        """The file to edit when this room should change."""
        return f"lua_templates/{self.frame}" if self.frame else self.path


FEATURES: Final = tuple(
    Feature(name, meaning)
    for name, meaning in {
        "import_old": "Finds and reads the files of earlier versions of this plugin and of its"
        " parent.",
        "import_resurrect": "Reads the files of the resurrect plugins, when it is asked to.",
        "autosave": "Saves workspaces by itself, on change or periodically.",
        "startup": "Begins with what was open, or with what you name.",
        "history": "Keeps older states of each session, to load and to pin.",
        "git": "Keeps each pane's git branch, and warns when it has changed.",
        "delete": "Deletes sessions, by picker and by name.",
        "edit": "Opens the file of a session in your editor.",
        "manage": "A second step of the picker with a drawing: one window, tab or pane, and more.",
        "fork": "Copies a workspace under another name.",
        "rename": "Renames a session: file, older states and open workspace.",
        "undo": "Takes back the last delete or the last load.",
        "define": "Sessions written by hand: in the configuration, or as JSON or TOML files.",
        "palette": "Entries for the command palette.",
        "status": "A few words for your status bar.",
    }.items()
)

FOLDERS: Final[tuple[Folder, ...]] = (
    Folder("text", "bytes and words: no rule of the terminal or of sessions in them", "nothing"),
    Folder("layout", "how a tab is split, and the splits that make it so", "nothing"),
    Folder("session", "what a session is, on disk and in memory", "nothing"),
    Folder("terminal", "WezTerm and the disk in our words", "the terminal and the disk"),
    Folder("store", "sessions on the disk", "what it is handed"),
    Folder("open", "what runs in panes, and whose a session is", "what it is handed"),
    Folder("save", "what is open becomes a session", "what it is handed"),
    Folder("restore", "a session becomes what is open", "what it is handed"),
    Folder("menu", "lists and questions on the screen", "what it is handed"),
    Folder(
        "features/import",
        "what the files of other plugins have in common",
        "what it is handed",
        ("import_old", "import_resurrect"),
    ),
    *(
        Folder(f"features/{feature.name}", feature.meaning, "what it is handed", (feature.name,))
        for feature in FEATURES
    ),
    Folder("", "the ways in from outside, and the wiring", "what it is handed"),
)
"""In the order of the house: a room requires rooms of its own folder and of those above it here."""


def folder_of(path: str) -> Folder:
    """Find a folder.

    Raises:
        ManifestError: the house has none of that path.
    """
    for folder in FOLDERS:
        if folder.path == path:
            return folder
    raise ManifestError(
        f"There is no folder {PACKAGE}/{path} in the house.",
        f"It has {choices(each.path for each in FOLDERS if each.path)}: see FOLDERS in {FILE}.",
    )


def in_order(*rooms: Room) -> tuple[Room, ...]:
    """Return the rooms in the order of the house, each after those that it requires.

    In a folder rooms without an order between them stand as they are given. A circle stays
    together at the end of its folder; the build refuses it.
    """
    rank = {folder.path: index for index, folder in enumerate(FOLDERS)}
    left = sorted(rooms, key=lambda room: rank[room.folder.path])
    placed: list[Room] = []
    while left:
        missing = {room.name for room in left}
        first = next((room for room in left if not missing.intersection(room.may_require)), left[0])
        left.remove(first)
        placed.append(first)
    return tuple(placed)


ROOMS: Final[tuple[Room, ...]] = in_order(
    Room("text/cells"),
    Room("text/command", "path"),
    Room("text/digest"),
    Room("text/json"),
    Room("text/key_names", "mistake", frame="key_names.lua.j2"),
    Room("text/keys"),
    Room("text/mistake"),
    Room("text/key_wishes", "key_names keys mistake"),
    Room("text/path", "percent"),
    Room("text/percent"),
    Room("text/words"),
    Room("layout/handed_out"),
    Room("layout/plan", "split_tree"),
    Room("layout/proportions", "handed_out split_tree"),
    Room("layout/shape"),
    Room("layout/split_tree"),
    Room("session/codec", "digest json percent shape split_tree"),
    Room("session/contents", "split_tree"),
    Room("session/guard", "contents"),
    Room("session/names", "digest percent"),
    Room("terminal/files"),
    Room("terminal/host", "memory panes screen spawn system"),
    Room("terminal/memory"),
    Room("terminal/panes", "path"),
    Room("terminal/screen"),
    Room("terminal/spawn"),
    Room("terminal/system"),
    Room("terminal/voice"),
    Room("store/cache"),
    Room("store/catalog", "codec contents names percent"),
    Room("store/home", "path"),
    Room("store/jobs", "codec"),
    Room("store/moving", "catalog codec"),
    Room("store/store", "cache catalog codec home moving names path takeover trash"),
    Room("store/takeover"),
    Room("store/trash", "percent"),
    Room("open/idle", "command"),
    Room("open/kept", "codec command idle path percent"),
    Room("open/last", "json owed owners"),
    Room("open/owed"),
    Room("open/owners", "cells names"),
    Room("save/capture", "cells command idle path split_tree"),
    Room("save/everything", "cells judge last owed owners save words", attaches=True),
    Room("save/judge", "guard idle last owners"),
    Room("save/save", "capture contents judge last words"),
    Room("restore/again"),
    Room("restore/build", "cells command idle locate path report"),
    Room("restore/elsewhere", "command idle path"),
    Room("restore/fill", "first_look news settle slice"),
    Room("restore/first_look", "cells report split_tree"),
    Room("restore/leftover", "idle"),
    Room("restore/locate", "path report"),
    Room("restore/news", "again owners report"),
    Room("restore/report", "cells contents words"),
    Room("restore/restore", "again build cells idle leftover news report space windows"),
    Room(
        "restore/seen", "build cells command elsewhere first_look idle news path report split_tree"
    ),
    Room("restore/settle"),
    Room("restore/slice", "build idle locate plan proportions report"),
    Room("restore/space"),
    Room("restore/windows", "build cells locate plan proportions space"),
    Room("restore/young", "proportions"),
    Room("menu/bindings", "keys"),
    Room("menu/menu", "bindings cells percent picker"),
    Room("menu/picker", "cells words"),
    Room("features/import/foreign", "command path split_tree"),
    Room("features/import_old/import_old", "home legacy path", attaches=True),
    Room("features/import_old/legacy", "foreign"),
    Room(
        "features/import_resurrect/import_resurrect",
        "home path resurrect takeover words",
        attaches=True,
    ),
    Room("features/import_resurrect/resurrect", "command foreign path"),
    Room(
        "features/autosave/autosave",
        "everything fingerprint guard idle judge last save",
        attaches=True,
        watches=(Watch("window-focus-changed"), Watch("mux-startup")),
    ),
    Room("features/autosave/fingerprint"),
    Room("features/startup/opening", "idle news restore", attaches=True),
    Room("features/startup/marker"),
    Room(
        "features/startup/startup",
        "last marker opening wish",
        attaches=True,
        watches=(
            Watch("gui-startup", "restore_on_startup"),
            Watch("gui-attached", "restore_on_startup"),
            Watch("mux-startup"),
        ),
    ),
    Room("features/startup/wish", "command path"),
    Room("features/history/keeping"),
    Room(
        "features/history/older_choice",
        "menu older_states words",
        attaches=True,
        answers=("wezterm-sessions.older.chosen",),
    ),
    Room("features/history/older_states", "codec keeping names news path restore", attaches=True),
    Room("features/git/branches", "contents git path", attaches=True),
    Room("features/git/git", "path"),
    Room(
        "features/delete/delete",
        "menu",
        attaches=True,
        answers=("wezterm-sessions.delete.chosen", "wezterm-sessions.delete.confirmed"),
    ),
    Room(
        "features/edit/edit",
        "command menu",
        attaches=True,
        answers=("wezterm-sessions.edit.chosen",),
    ),
    Room(
        "features/manage/manage",
        "cells menu miniature restore words",
        attaches=True,
        answers=("wezterm-sessions.manage.chosen", "wezterm-sessions.manage.action"),
    ),
    Room("features/manage/miniature", "cells contents path split_tree words"),
    Room(
        "features/manage/scopes",
        "build cells contents locate menu news path report restore split_tree words",
        attaches=True,
        answers=("wezterm-sessions.scopes.chosen",),
    ),
    Room(
        "features/fork/fork",
        "menu names restore save",
        attaches=True,
        answers=("wezterm-sessions.fork.named",),
    ),
    Room(
        "features/rename/rename",
        "menu names save",
        attaches=True,
        answers=("wezterm-sessions.rename.chosen", "wezterm-sessions.rename.named"),
    ),
    Room(
        "features/undo/undo",
        "bindings idle menu owners trash",
        attaches=True,
        answers=("wezterm-sessions.undo.confirmed",),
    ),
    Room("features/define/arrange"),
    Room(
        "features/define/define",
        "catalog contents json names outline path space spec",
        attaches=True,
    ),
    Room("features/define/fields", "percent"),
    Room("features/define/outline", "command contents path percent spec split_tree"),
    Room("features/define/spec", "arrange command fields path split_tree"),
    Room("features/palette/palette", attaches=True, early="command_palette"),
    Room("features/status/status", "words", attaches=True),
    Room("options", "key_wishes keys mistake path", frame="options.lua.j2"),
    Room("features", frame="features.lua.j2"),
    Room("arguments", "mistake"),
    Room("echo"),
    Room("configuration", "arguments keys options"),
    Room("doors", "arguments echo features"),
    Room(
        "init",
        "again bindings configuration doors everything files fill host idle jobs kept leftover menu"
        " news options restore save seen settle space store voice young",
        answers=("wezterm-sessions.load.chosen", "wezterm-sessions.young.back"),
        watches=(Watch("window-config-reloaded"), Watch("window-resized"), Watch("update-status")),
    ),
)

HANDED: Final[Mapping[str, str]] = {
    "host": "terminal/host",
    "files": "terminal/files",
    "tell": "terminal/voice",
    "fail": "terminal/voice",
    "options": "",
    "config": "",
    "actions": "",
    "on": "",
    "api": "",
    "hooks": "",
    "store": "store/store",
    "jobs": "store/jobs",
    "kept": "open/kept",
    "saves": "",
    "fill": "restore/fill",
    "last_report": "restore/news",
    "refused": "",
    "are_keys_added": "",
    "young": "restore/young",
    "seen": "restore/seen",
}
"""What rooms are handed in `plugin`, with the room that makes it. Empty for what comes in from
outside, and for what rooms add to: who uses that leans on nobody."""

ENTRY: Final = f"{PACKAGE}.init"
"""The room whose `start(...)` gives the plugin's public table."""


def feature_names() -> tuple[str, ...]:
    """Return the names of all features, in order."""
    return tuple(feature.name for feature in FEATURES)


def of_features(features: Collection[str]) -> tuple[Room, ...]:
    """Return the rooms of a build with these features, in order."""
    return tuple(room for room in ROOMS if not room.features or set(room.features) & set(features))


def room_named(name: str) -> Room:
    """Find a room by the name of its table.

    Raises:
        ManifestError: there is no such room.
    """
    for room in ROOMS:
        if room.name == name:
            return room
    raise ManifestError(
        f"There is no room {name}.",
        f"Its name is one of {choices(room.name for room in ROOMS)}; a new room needs its entry in"
        f" {FILE}.",
    )
