"""The plugin's rooms in order, and its features: the one source of build, room map, and laws.

A room is one file of Lua, `lua_templates/sessions/NAME.lua`, required as `sessions.NAME`. The order
is that of the room map: each after those that it requires. To add a room: one entry, its file,
`make plugin`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from generator.errors import ManifestError

PACKAGE: Final = "sessions"
"""The name before the dot in every `require` of a room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A part that a build profile may leave out: all rooms that name it, and no `if` anywhere."""

    name: str
    meaning: str

    @property
    def rooms(self) -> tuple[str, ...]:
        """Names of the rooms that it brings."""
        return tuple(room.name for room in ROOMS if self.name in room.features)


@dataclass(frozen=True, slots=True)
class Watch:
    """An event that the terminal tells by itself, for which a room has a handler."""

    event: str
    option: str | None = None
    """While it is "off", the room is not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One file of Lua."""

    name: str
    meaning: str
    """What it takes and gives, for the room map."""
    may_require: tuple[str, ...] = ()
    """Names of the other rooms that it may require."""
    purity: Literal["pure", "effects"] = "pure"
    """Pure: no host, no files, no clock; what it answers follows from its arguments alone."""
    features: tuple[str, ...] = ()
    """The features that bring it, each by itself; none for always."""
    attaches: bool = False
    """Whether it has `attach(plugin)`: `sessions.features` hands it to `sessions.init`."""
    answers: tuple[str, ...] = ()
    """Events by which its lists and prompts answer."""
    watches: tuple[Watch, ...] = ()
    early: str | None = None
    """An option that has it attached while the configuration is evaluated."""
    frame: str | None = None
    """The frame under lua_templates/ that it is rendered from; None for a file copied as it is."""

    @property
    def feature(self) -> str | None:
        """The feature that it attaches for; None for always."""
        return self.features[0] if self.features else None

    @property
    def module(self) -> str:
        """The name by which rooms require it."""
        return f"{PACKAGE}.{self.name}"

    @property
    def path(self) -> str:
        """Its file; for a rendered room the copy under build/ that lint and types read."""
        folder = "build/lua" if self.frame else "lua_templates"
        return f"{folder}/{PACKAGE}/{self.name}.lua"

    @property
    def edit(self) -> str:
        """The file to edit when this room should change."""
        return f"lua_templates/{self.frame}" if self.frame else self.path


FEATURES: Final[tuple[Feature, ...]] = (
    Feature(
        name="import_old",
        meaning="Finds and reads the files of earlier versions of this plugin and of its parent.",
    ),
    Feature(
        name="import_resurrect",
        meaning="Reads the files of the resurrect plugins, when it is asked to.",
    ),
    Feature(name="autosave", meaning="Saves workspaces by itself, on change or periodically."),
    Feature(name="startup", meaning="Begins with what was open, or with what you name."),
    Feature(name="history", meaning="Keeps older states of each session, to load and to pin."),
    Feature(name="git", meaning="Keeps each pane's git branch, and warns when it has changed."),
    Feature(name="delete", meaning="Deletes sessions, by picker and by name."),
    Feature(name="edit", meaning="Opens the file of a session in your editor."),
    Feature(
        name="manage",
        meaning="A second step of the picker with a drawing: one window, tab or pane, and more.",
    ),
    Feature(name="fork", meaning="Copies a workspace under another name."),
    Feature(name="rename", meaning="Renames a session: file, older states and open workspace."),
    Feature(name="undo", meaning="Takes back the last delete or the last load."),
    Feature(
        name="define",
        meaning="Sessions written by hand: in the configuration, or as JSON or TOML files.",
    ),
    Feature(name="palette", meaning="Entries for the command palette."),
    Feature(name="status", meaning="A few words for your status bar."),
)

ROOMS: Final[tuple[Room, ...]] = (
    Room(name="json", meaning="value → JSON text, the same text every time"),
    Room(name="digest", meaning="any bytes → 16 hexadecimal digits that tell texts apart"),
    Room(name="shape", meaning='split tree ⇄ one line of text: "133 | 66 (41 / 18)"'),
    Room(name="layout", meaning="pane rectangles ⇄ split tree; a tree at another size"),
    Room(name="command", meaning="a program and a policy → run or skip, with the reason; quoting"),
    Room(name="path", meaning="a pane's directory as URL → path, per platform"),
    Room(
        name="names",
        meaning="workspace name ⇄ file name, one to one",
        may_require=("digest",),
    ),
    Room(
        name="plan",
        meaning="a saved tab and a size → the exact splits, in order",
        may_require=("layout",),
    ),
    Room(
        name="codec",
        meaning="session ⇄ document, every field checked",
        may_require=("digest", "json", "layout", "shape"),
    ),
    Room(
        name="options",
        meaning="the user's table → complete options, or problems by name",
        frame="options.lua.j2",
    ),
    Room(name="age", meaning="seconds → how long ago, in words"),
    Room(name="cells", meaning="a text → its width in cells; a text that fits into them"),
    Room(
        name="picker",
        meaning="what is saved → the lines of the list, in columns",
        may_require=("age", "cells"),
    ),
    Room(name="report", meaning="what a restore did, as data and as one sentence"),
    Room(
        name="screen",
        meaning="the port's verbs for windows on the screen: lists, prompts, toasts",
        purity="effects",
    ),
    Room(
        name="memory",
        meaning="the port's verbs for data that outlives a reload, and for JSON and TOML",
        purity="effects",
    ),
    Room(
        name="host",
        meaning="WezTerm in our words; no other room names it",
        may_require=("memory", "screen"),
        purity="effects",
    ),
    Room(
        name="files",
        meaning="text on the disk: read, replace, list, remove; no other room does",
        purity="effects",
    ),
    Room(
        name="capture",
        meaning="a workspace → a session, each question asked once a pane",
        may_require=("command", "layout", "path"),
        purity="effects",
    ),
    Room(
        name="catalog",
        meaning="the store's directory and an index → the list of sessions, none of them read",
        may_require=("codec", "layout", "names", "path"),
        purity="effects",
    ),
    Room(
        name="trash",
        meaning="a deleted session → set aside, and put back",
        may_require=("path",),
        purity="effects",
    ),
    Room(
        name="store",
        meaning="sessions by name: read, write, list, rename, remove; a memory",
        may_require=("catalog", "codec", "names", "path", "trash"),
        purity="effects",
    ),
    Room(
        name="save",
        meaning="a workspace → its file, in slices",
        may_require=("capture",),
        purity="effects",
    ),
    Room(name="guard", meaning="two sessions → may an automatic save replace the one by the other"),
    Room(
        name="everything",
        meaning="all workspaces → saved; which were open, and which was shown",
        may_require=("guard", "json", "path", "save"),
        purity="effects",
        attaches=True,
    ),
    Room(
        name="space",
        meaning="the windows on the screen → the size that each saved window will get",
        purity="effects",
    ),
    Room(
        name="build",
        meaning="a planned tab → panes",
        may_require=("command", "path", "report"),
        purity="effects",
    ),
    Room(
        name="jobs",
        meaning="what is left of the restores under way, kept where a reload does not reach",
        may_require=("codec",),
        purity="effects",
    ),
    Room(
        name="settle",
        meaning="windows on the screen → have they their final size; new ones ask for theirs",
        purity="effects",
    ),
    Room(
        name="fill",
        meaning="tabs that were not built before the workspace was shown → built",
        may_require=("build", "jobs", "plan", "report", "settle"),
        purity="effects",
    ),
    Room(
        name="restore",
        meaning="a session → a workspace on the screen",
        may_require=("build", "command", "path", "plan", "report", "space"),
        purity="effects",
    ),
    Room(
        name="menu",
        meaning="what can be chosen → a list on the screen; the answer is an event",
        may_require=("cells", "picker"),
        purity="effects",
    ),
    Room(
        name="takeover",
        meaning="other plugins' files → sessions of ours, each file once",
        may_require=("path",),
        purity="effects",
        features=("import_old", "import_resurrect"),
    ),
    Room(
        name="foreign",
        meaning="unchecked parts of other plugins' files → tabs and sessions that hold",
        may_require=("command", "layout", "path"),
        features=("import_old", "import_resurrect"),
    ),
    Room(
        name="legacy",
        meaning="a file of an earlier version or of the parent plugin → session",
        may_require=("foreign",),
        features=("import_old",),
    ),
    Room(
        name="import_old",
        meaning="files of earlier versions, where they lie → the store",
        may_require=("legacy", "path", "takeover"),
        purity="effects",
        features=("import_old",),
        attaches=True,
    ),
    Room(
        name="resurrect",
        meaning="a file of the resurrect plugins → session",
        may_require=("command", "foreign", "path"),
        features=("import_resurrect",),
    ),
    Room(
        name="import_resurrect",
        meaning="a folder of resurrect's files → the store",
        may_require=("path", "resurrect", "takeover"),
        purity="effects",
        features=("import_resurrect",),
        attaches=True,
    ),
    Room(
        name="delete",
        meaning="a choice → its file removed",
        may_require=("menu",),
        purity="effects",
        features=("delete",),
        attaches=True,
        answers=("wezterm-sessions.delete.chosen", "wezterm-sessions.delete.confirmed"),
    ),
    Room(
        name="fork",
        meaning="a workspace and a new name → saved and loaded under it",
        may_require=("cells", "menu", "save"),
        purity="effects",
        features=("fork",),
        attaches=True,
        answers=("wezterm-sessions.fork.named",),
    ),
    Room(
        name="rename",
        meaning="a session and a new name → file, older states, workspace renamed",
        may_require=("cells", "menu"),
        purity="effects",
        features=("rename",),
        attaches=True,
        answers=("wezterm-sessions.rename.chosen", "wezterm-sessions.rename.named"),
    ),
    Room(
        name="undo",
        meaning="the last delete or restore → taken back",
        may_require=("command", "menu", "path", "trash"),
        purity="effects",
        features=("undo",),
        attaches=True,
        answers=("wezterm-sessions.undo.confirmed",),
    ),
    Room(
        name="miniature",
        meaning="a layout → a drawing of it in a few lines of text",
        may_require=("cells", "layout", "path"),
        features=("manage",),
    ),
    Room(
        name="scopes",
        meaning="a part of a session → one window, tab or pane beside what is there",
        may_require=("build", "cells", "layout", "menu", "path", "report", "restore"),
        purity="effects",
        features=("manage",),
        attaches=True,
        answers=("wezterm-sessions.scopes.chosen",),
    ),
    Room(
        name="manage",
        meaning="a choice → all that can be done with it, beside a drawing",
        may_require=("age", "cells", "menu", "miniature"),
        purity="effects",
        features=("manage",),
        attaches=True,
        answers=("wezterm-sessions.manage.chosen", "wezterm-sessions.manage.action"),
    ),
    Room(
        name="fields",
        meaning="a field that a person wrote → checked, with its place",
        may_require=(),
        features=("define",),
    ),
    Room(
        name="arrange",
        meaning="wished sizes → a split tree",
        may_require=(),
        features=("define",),
    ),
    Room(
        name="spec",
        meaning="a session written by hand → session, or the first mistake with its place",
        may_require=("arrange", "command", "fields", "layout", "path"),
        features=("define",),
    ),
    Room(
        name="outline",
        meaning="session → a spec, as somebody could have written it",
        may_require=("command", "fields", "layout", "path", "spec"),
        features=("define",),
    ),
    Room(
        name="define",
        meaning="specs, in the configuration and in files → sessions as any other",
        may_require=("catalog", "json", "names", "outline", "path", "spec"),
        purity="effects",
        features=("define",),
        attaches=True,
    ),
    Room(
        name="palette",
        meaning="the actions of this build → entries of the command palette",
        purity="effects",
        features=("palette",),
        attaches=True,
        early="command_palette",
    ),
    Room(
        name="status",
        meaning="the last save → a few words for a status bar",
        may_require=("age",),
        purity="effects",
        features=("status",),
        attaches=True,
    ),
    Room(
        name="edit",
        meaning="a choice → its file in the editor",
        may_require=("command", "menu"),
        purity="effects",
        features=("edit",),
        attaches=True,
        answers=("wezterm-sessions.edit.chosen",),
    ),
    Room(
        name="fingerprint",
        meaning="what a workspace looks like → one text that changes with it",
        features=("autosave",),
    ),
    Room(
        name="autosave",
        meaning="events and a timer → what has changed is saved",
        may_require=("capture", "everything", "fingerprint", "guard", "save"),
        purity="effects",
        features=("autosave",),
        attaches=True,
        watches=(Watch("window-focus-changed"), Watch("mux-startup")),
    ),
    Room(
        name="history",
        meaning="the older states of a session → those that stay; their files' names",
        features=("history",),
    ),
    Room(
        name="generations",
        meaning="what a save replaces → kept, listed, loaded, pinned",
        may_require=("codec", "history", "names", "path", "restore"),
        purity="effects",
        features=("history",),
        attaches=True,
    ),
    Room(
        name="older",
        meaning="the older states of a chosen session → one of them loaded, or this one pinned",
        may_require=("age", "menu"),
        purity="effects",
        features=("history",),
        attaches=True,
        answers=("wezterm-sessions.older.chosen",),
    ),
    Room(
        name="startup",
        meaning="the terminal starts → what was open is open again",
        may_require=("everything", "path", "restore"),
        purity="effects",
        features=("startup",),
        attaches=True,
        watches=(Watch("gui-startup", "restore_on_startup"), Watch("mux-startup")),
    ),
    Room(
        name="git",
        meaning="a directory → its repository and branch, from files alone",
        may_require=("path",),
        features=("git",),
    ),
    Room(
        name="branches",
        meaning="panes → the git branch each was on; a word when it is another now",
        may_require=("git", "layout", "path"),
        purity="effects",
        features=("git",),
        attaches=True,
    ),
    Room(
        name="features",
        meaning="the feature rooms of this build, in order",
        purity="effects",
        frame="features.lua.j2",
    ),
    Room(
        name="doors",
        meaning="a call or an event from outside → the features attached, then whoever answers it",
        may_require=("features",),
        purity="effects",
    ),
    Room(
        name="init",
        meaning="options → the public table; wires, decides nothing",
        may_require=(
            "build",
            "command",
            "doors",
            "everything",
            "files",
            "fill",
            "host",
            "menu",
            "options",
            "path",
            "report",
            "restore",
            "save",
            "space",
            "store",
        ),
        purity="effects",
        answers=("wezterm-sessions.load.chosen",),
        watches=(
            Watch("window-config-reloaded"),
            Watch("window-resized"),
            Watch("update-status"),
        ),
    ),
)

ENTRY: Final = f"{PACKAGE}.init"
"""The room whose `start(...)` gives the plugin's public table."""


def feature_names() -> tuple[str, ...]:
    """Return the names of all features, in order."""
    return tuple(feature.name for feature in FEATURES)


def of_features(features: Collection[str]) -> tuple[Room, ...]:
    """Return the rooms of a build with these features, in order."""
    return tuple(room for room in ROOMS if not room.features or set(room.features) & set(features))


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
        "Add it to ROOMS in generator/facts/manifest.py.",
    )
