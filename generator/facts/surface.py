"""What users and their configurations can name: functions, actions with their keys, emitted events.

The single source of the README's tables, of the default keys in the room `sessions.options`, of the
page of types for editors, and of what `verify` expects to find. Names that the plugin's predecessor
had stay as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of the table that `wezterm.plugin.require` returns."""

    name: str
    arguments: tuple[str, ...]
    gives: str
    """What it answers; empty for nothing."""
    lua_type: str
    """The LuaCATS type of the field."""
    meaning: str
    feature: str | None = None
    is_early: bool = False
    """Configurations call it while they are evaluated: it attaches its own feature alone."""
    instead: Literal["argument", "list", "message", "problem", "text"] = "problem"
    """What it answers that cannot do its work: its first argument, an empty list, nil and the
    message, nil and a problem, the message."""

    @property
    def is_async(self) -> bool:
        """It may suspend who calls it."""
        return self.lua_type.startswith("async ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An event that a key can send (`act.EmitEvent(name)`), its function, and its default key."""

    name: str
    function: str
    key: str
    mods: str
    meaning: str
    title: str
    """In the command palette, after "Sessions: "."""
    icon: str
    """In the command palette, a name of the Nerd Fonts."""
    feature: str | None = None

    @property
    def keys(self) -> str:
        """The default key as a person reads it: `Ctrl+Shift+d`."""
        words = [word.capitalize() for word in self.mods.split("|") if word != "NONE"]
        return "+".join([*words, self.key])


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event that the plugin emits, for `wezterm.on`."""

    name: str
    arguments: tuple[str, ...]
    meaning: str
    feature: str | None = None


FUNCTIONS: Final[tuple[Function, ...]] = (
    Function(
        name="apply_to_config",
        arguments=("config", "opts?"),
        gives="config",
        lua_type="fun(config: table, opts?: sessions.UserOptions): table",
        meaning="Takes the options, sets the keys. Harmless to call twice.",
        instead="argument",
    ),
    Function(
        name="save",
        arguments=("opts?",),
        gives="nothing: events tell",
        lua_type="async fun(opts?: sessions.SaveOptions)",
        meaning="Saves this workspace; `{ workspace = NAME }` another, `{ all = true }` every one.",
    ),
    Function(
        name="load",
        arguments=("name", "window?"),
        gives="a report, or nil and a message",
        lua_type="async fun(name: string, window?: any): sessions.Report?, string?",
        meaning="Loads a session by name, without a picker; works in a headless server.",
        instead="message",
    ),
    Function(
        name="list",
        arguments=(),
        gives="a list of sessions, or nil and a problem",
        lua_type="async fun(): sessions.Entry[]?, sessions.Problem?",
        meaning="Lists the stored sessions with their counts and times.",
    ),
    Function(
        name="delete",
        arguments=("name",),
        gives="true, or nil and a problem",
        lua_type="async fun(name: string): true?, sessions.Problem?",
        meaning="Deletes a stored session by name.",
        feature="delete",
    ),
    Function(
        name="last_report",
        arguments=(),
        gives="a report, or nil",
        lua_type="fun(): sessions.Report?",
        meaning="What the last load did: panes, sizes, what was skipped and why, milliseconds.",
    ),
    Function(
        name="import_resurrect",
        arguments=("directory?",),
        gives="names of the sessions",
        lua_type="async fun(directory?: string): string[]",
        meaning="Takes over the states of the resurrect plugins, each file once.",
        feature="import_resurrect",
    ),
    Function(
        name="save_state",
        arguments=("window", "notify?"),
        gives="",
        lua_type="async fun(window: any, notify?: boolean)",
        meaning="Saves the workspace of the window; returns at once.",
    ),
    Function(
        name="load_state",
        arguments=("window", "pane"),
        gives="",
        lua_type="async fun(window: any, pane: any)",
        meaning="Shows the picker and loads what is chosen.",
    ),
    Function(
        name="restore_state",
        arguments=("window",),
        gives="",
        lua_type="async fun(window: any)",
        meaning="Restores the session of the current workspace into this window.",
    ),
    Function(
        name="delete_state",
        arguments=("window", "pane"),
        gives="",
        lua_type="async fun(window: any, pane: any)",
        meaning="Shows the picker and deletes what is chosen.",
        feature="delete",
    ),
    Function(
        name="edit_state",
        arguments=("window", "pane"),
        gives="",
        lua_type="async fun(window: any, pane: any)",
        meaning="Shows the picker and opens the file that is chosen in `$EDITOR`.",
        feature="edit",
    ),
    Function(
        name="fork_state",
        arguments=("window", "pane"),
        gives="",
        lua_type="async fun(window: any, pane: any)",
        meaning="Asks for a name, saves the workspace under it and loads it.",
        feature="fork",
    ),
    Function(
        name="fork",
        arguments=("name", "window?", "from?"),
        gives="true, or nil and a problem",
        lua_type="async fun(name: string, window?: any, from?: string): true?, sessions.Problem?",
        meaning="Copies a workspace, or a saved session, under a new name and loads it.",
        feature="fork",
    ),
    Function(
        name="rename_state",
        arguments=("window", "pane"),
        gives="",
        lua_type="async fun(window: any, pane: any)",
        meaning="Shows the picker, asks for a name and renames what is chosen.",
        feature="rename",
    ),
    Function(
        name="rename",
        arguments=("old", "new"),
        gives="true, or nil and a problem",
        lua_type="async fun(old: string, new: string): true?, sessions.Problem?",
        meaning="Renames a session: its file, its older states and its open workspace.",
        feature="rename",
    ),
    Function(
        name="undo_state",
        arguments=("window", "pane"),
        gives="",
        lua_type="async fun(window: any, pane: any)",
        meaning="Takes back the last delete or the last load, whichever came later.",
        feature="undo",
    ),
    Function(
        name="manage_state",
        arguments=("window", "pane"),
        gives="",
        lua_type="async fun(window: any, pane: any)",
        meaning="Shows the picker, then all that can be done with what is chosen.",
        feature="manage",
    ),
    Function(
        name="restore_window",
        arguments=("name", "window_number", "window?"),
        gives="a report, or nil and a problem",
        lua_type="async fun(name: string, window_number: integer, window?: any): sessions.Report?,"
        " sessions.Problem?",
        meaning="Opens one window of a session in the current workspace.",
        feature="manage",
    ),
    Function(
        name="restore_tab",
        arguments=("name", "window_number", "tab_number", "window?"),
        gives="a report, or nil and a problem",
        lua_type="async fun(name: string, window_number: integer, tab_number: integer,"
        " window?: any): sessions.Report?, sessions.Problem?",
        meaning="Opens one tab of a session in the current window.",
        feature="manage",
    ),
    Function(
        name="restore_pane",
        arguments=("name", "window_number", "tab_number", "position", "window?"),
        gives="a report, or nil and a problem",
        lua_type="async fun(name: string, window_number: integer, tab_number: integer,"
        " position: integer, window?: any): sessions.Report?, sessions.Problem?",
        meaning="Opens one pane of a session beside the active one.",
        feature="manage",
    ),
    Function(
        name="define",
        arguments=("name", "spec"),
        gives="true, or nil and a problem",
        lua_type="fun(name: string, spec: table): true?, sessions.Problem?",
        meaning="A session written by hand, listed and loaded as any other.",
        feature="define",
        is_early=True,
    ),
    Function(
        name="export",
        arguments=("name",),
        gives="a path and the text, or nil and a problem",
        lua_type="async fun(name: string): string?, string|sessions.Problem",
        meaning="Writes a session as such a spec into the folder `sessions` beside `wezterm.lua`.",
        feature="define",
    ),
    Function(
        name="palette_entries",
        arguments=(),
        gives="a list of entries",
        lua_type="fun(): { brief: string, icon: string, action: table }[]",
        meaning="Entries for a handler of `augment-command-palette` of your own.",
        feature="palette",
        instead="list",
    ),
    Function(
        name="status",
        arguments=("opts?",),
        gives="a text",
        lua_type="fun(opts?: { workspace?: string }): string",
        meaning='A few words for a status bar: "saved 5 min ago, autosave on".',
        feature="status",
        instead="text",
    ),
    Function(
        name="start_autosave",
        arguments=("window",),
        gives="",
        lua_type="async fun(window?: any)",
        meaning="Saves workspaces by itself from now on.",
        feature="autosave",
    ),
    Function(
        name="stop_autosave",
        arguments=("window",),
        gives="",
        lua_type="fun(window?: any)",
        meaning="Ends that.",
        feature="autosave",
    ),
    Function(
        name="toggle_autosave",
        arguments=("window",),
        gives="",
        lua_type="async fun(window?: any)",
        meaning="Starts or ends it, whatever the option says; a reload changes nothing.",
        feature="autosave",
    ),
    Function(
        name="generations",
        arguments=("name",),
        gives="a list of older states, newest first",
        lua_type="async fun(name: string): sessions.OlderState[]",
        meaning="Lists the older states of a session: id, time, counts, pinned or not.",
        feature="history",
    ),
    Function(
        name="load_generation",
        arguments=("name", "id", "window?"),
        gives="a report, or nil and a problem",
        lua_type="async fun(name: string, id: string, window?: any): sessions.Report?,"
        " sessions.Problem?",
        meaning="Loads an older state; while the workspace is open, under a name with the time.",
        feature="history",
    ),
    Function(
        name="pin",
        arguments=("name", "id?"),
        gives="true, or nil and a problem",
        lua_type="async fun(name: string, id?: string): true?, sessions.Problem?",
        meaning="Keeps the current state of a session, or an older one, for good.",
        feature="history",
    ),
    Function(
        name="unpin",
        arguments=("name", "id?"),
        gives="true, or nil and a problem",
        lua_type="async fun(name: string, id?: string): true?, sessions.Problem?",
        meaning="Takes that back, for the newest pinned state when none is named.",
        feature="history",
    ),
)

ACTIONS: Final[tuple[Action, ...]] = (
    Action(
        name="save_session",
        function="save_state",
        key="s",
        mods="ALT",
        meaning="Save this workspace.",
        title="Save this workspace",
        icon="md_content_save",
    ),
    Action(
        name="load_session",
        function="load_state",
        key="l",
        mods="ALT",
        meaning="Choose a saved session and load it.",
        title="Load a session",
        icon="md_folder_open",
    ),
    Action(
        name="restore_session",
        function="restore_state",
        key="r",
        mods="ALT",
        meaning="Restore this workspace's session into this window.",
        title="Restore into this window",
        icon="md_restore",
    ),
    Action(
        name="delete_session",
        function="delete_state",
        key="d",
        mods="CTRL|SHIFT",
        meaning="Choose a saved session and delete it.",
        title="Delete a session",
        icon="md_delete",
        feature="delete",
    ),
    Action(
        name="edit_session",
        function="edit_state",
        key="e",
        mods="CTRL|SHIFT",
        meaning="Choose a saved session and open its file in your editor.",
        title="Edit the file of a session",
        icon="md_pencil",
        feature="edit",
    ),
    Action(
        name="fork_session",
        function="fork_state",
        key="f",
        mods="ALT",
        meaning="Copy this workspace under another name.",
        title="Copy this workspace",
        icon="md_content_copy",
        feature="fork",
    ),
    Action(
        name="rename_session",
        function="rename_state",
        key="r",
        mods="ALT|SHIFT",
        meaning="Choose a saved session and rename it.",
        title="Rename a session",
        icon="md_rename_box",
        feature="rename",
    ),
    Action(
        name="undo_session",
        function="undo_state",
        key="z",
        mods="ALT|SHIFT",
        meaning="Take back the last delete or the last load.",
        title="Take back the last delete or load",
        icon="md_undo",
        feature="undo",
    ),
    Action(
        name="manage_session",
        function="manage_state",
        key="l",
        mods="ALT|SHIFT",
        meaning="Choose a saved session, then what to do with it.",
        title="Do something with a session",
        icon="md_cog",
        feature="manage",
    ),
    Action(
        name="toggle_autosave",
        function="toggle_autosave",
        key="a",
        mods="ALT",
        meaning="Switch automatic saving on or off.",
        title="Turn autosave on or off",
        icon="md_autorenew",
        feature="autosave",
    ),
)

EVENTS: Final[tuple[Event, ...]] = (
    Event(
        name="session-save-success",
        arguments=("workspace", "path"),
        meaning="The workspace is stored in the file.",
    ),
    Event(
        name="session-save-error",
        arguments=("workspace", "message"),
        meaning="The workspace could not be saved; the message says why.",
    ),
    Event(
        name="wezterm-sessions.save.start",
        arguments=("path",),
        meaning="The workspace is read; the file is about to be written.",
    ),
    Event(
        name="wezterm-sessions.save.end",
        arguments=("path", "ok"),
        meaning="The save is over; `ok` is true or false.",
    ),
    Event(
        name="wezterm-sessions.load.start",
        arguments=("workspace",),
        meaning="A session was chosen; nothing is built yet.",
    ),
    Event(
        name="wezterm-sessions.load.end",
        arguments=("workspace",),
        meaning="All is complete but for tabs that wait for your first look (`on_activate`).",
    ),
    Event(
        name="wezterm-sessions.restore.start",
        arguments=("workspace",),
        meaning="The building of windows, tabs and panes begins.",
    ),
    Event(
        name="wezterm-sessions.restore.end",
        arguments=("workspace",),
        meaning="The building of windows, tabs and panes is over.",
    ),
    Event(
        name="wezterm-sessions.delete.start",
        arguments=("path",),
        meaning="The file is about to be removed.",
        feature="delete",
    ),
    Event(
        name="wezterm-sessions.delete.end",
        arguments=("path", "ok"),
        meaning="The file is removed, or could not be.",
        feature="delete",
    ),
    Event(
        name="wezterm-sessions.edit.start",
        arguments=("path", "editor"),
        meaning="The file is about to be opened in the editor.",
        feature="edit",
    ),
    Event(
        name="wezterm-sessions.git.branch_mismatch",
        arguments=("workspace", "changes"),
        meaning="Another branch is checked out than was saved, in one repository or more: a list"
        " of `{ repo, saved_branch, current_branch }`.",
        feature="git",
    ),
)


class _Featured(Protocol):
    @property
    def feature(self) -> str | None: ...


_Item = TypeVar("_Item", bound=_Featured)


def of_features(items: Sequence[_Item], features: Sequence[str]) -> tuple[_Item, ...]:
    """Return those of `items` that a build with these features has, in their order."""
    return tuple(item for item in items if item.feature is None or item.feature in features)
