"""What users and their configurations can name: functions, actions with their keys, emitted events.

The single source of the README's tables, of the default keys in the room `sessions.options`, of the
page of types for editors, and of what `verify` expects to find. Names that the plugin's predecessor
had stay as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeVar

Kind = Literal["any", "boolean", "integer", "pane", "string", "table", "window"]
"""What an argument must be, as LuaCATS calls it; a pane and a window are the terminal's. Of `any`
nothing is asked."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a function takes at one place; or, by its name, a field of a table that it takes."""

    name: str
    kind: Kind
    is_optional: bool = False
    """It may be left out."""
    type: str = ""
    """The LuaCATS type where that says more than the kind."""
    fields: tuple[Argument, ...] = ()
    """All that a table may hold; empty: whatever it likes."""
    meaning: str = ""

    @property
    def title(self) -> str:
        """How a reader is shown it: `window?`."""
        return f"{self.name}?" if self.is_optional else self.name

    @property
    def lua_type(self) -> str:
        """The LuaCATS type."""
        return self.type or ("any" if self.kind in ("pane", "window") else self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of the table that `wezterm.plugin.require` returns."""

    name: str
    arguments: tuple[Argument, ...] = ()
    gives: str = ""
    """What it answers, in words; empty for nothing."""
    gives_type: str = ""
    """The LuaCATS types of that; empty for nothing."""
    is_async: bool = True
    """It may suspend who calls it."""
    meaning: str
    feature: str | None = None
    is_early: bool = False
    """Configurations call it while they are evaluated: it attaches its own feature alone."""
    instead: Literal["argument", "list", "nothing", "problem", "text"] = "problem"
    """What it answers that cannot do its work: its first argument, an empty list, nothing, nil and
    a problem, the problem's message."""

    @property
    def lua_type(self) -> str:
        """The LuaCATS type of the field."""
        arguments = ", ".join(f"{each.title}: {each.lua_type}" for each in self.arguments)
        gives = f": {self.gives_type}" if self.gives_type else ""
        return f"{'async ' if self.is_async else ''}fun({arguments}){gives}"

    @property
    def lua_row(self) -> dict[str, object]:
        """What the plugin needs to know of it; what is false is left out."""
        checked = [index for index, each in enumerate(self.arguments) if each.kind != "any"]
        fields = self.arguments[0].fields if self.arguments else ()
        return {
            "name": self.name,
            "feature": self.feature,
            "takes": _checks(self.arguments[: checked[-1] + 1]) if checked else None,
            "options": _checks(fields) if fields else None,
            "is_async": self.is_async or None,
            "is_early": self.is_early or None,
            "instead": self.instead,
        }


def _checks(arguments: Sequence[Argument]) -> str:
    """Write down what is checked: `name: string, window?: any`."""
    return ", ".join(f"{each.title}: {each.kind}" for each in arguments)


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


_NAME: Final = Argument("name", "string")
_WINDOW: Final = Argument("window", "window")
_PANE: Final = Argument("pane", "pane")
_ANY_WINDOW: Final = Argument("window", "any")
_ANY_PANE: Final = Argument("pane", "any")
_WINDOW_AT_HAND: Final = Argument("window", "any", is_optional=True)
_WINDOW_NUMBER: Final = Argument("window_number", "integer")
_TAB_NUMBER: Final = Argument("tab_number", "integer")
_STATE: Final = Argument("id", "string", is_optional=True)

SAVE_OPTIONS: Final = (
    Argument("workspace", "string", is_optional=True, meaning="the active one when nil"),
    Argument("all", "boolean", is_optional=True, meaning="every open workspace instead"),
    Argument("quiet", "boolean", is_optional=True, meaning="no message on the screen"),
    Argument("window", "any", is_optional=True, meaning="the GUI window at hand"),
)
"""What `save` may be told."""

FUNCTIONS: Final[tuple[Function, ...]] = (
    Function(
        name="apply_to_config",
        arguments=(
            Argument("config", "table", is_optional=True),
            Argument("opts", "any", is_optional=True, type="sessions.UserOptions"),
        ),
        gives="config",
        gives_type="table",
        is_async=False,
        meaning="Takes the options, sets the keys. Harmless to call twice.",
        instead="argument",
    ),
    Function(
        name="save",
        arguments=(
            Argument(
                "opts",
                "table",
                is_optional=True,
                type="sessions.SaveOptions",
                fields=SAVE_OPTIONS,
            ),
        ),
        gives="nothing: events tell",
        meaning="Saves this workspace; `{ workspace = NAME }` another, `{ all = true }` every one.",
        instead="nothing",
    ),
    Function(
        name="load",
        arguments=(_NAME, _WINDOW_AT_HAND),
        gives="a report, or nil and a problem",
        gives_type="sessions.Report?, sessions.Problem?",
        meaning="Loads a session by name, without a picker; works in a headless server.",
    ),
    Function(
        name="list",
        gives="a list of sessions, or nil and a problem",
        gives_type="sessions.Entry[]?, sessions.Problem?",
        meaning="Lists the stored sessions with their counts and times.",
    ),
    Function(
        name="delete",
        arguments=(_NAME,),
        gives="true, or nil and a problem",
        gives_type="true?, sessions.Problem?",
        meaning="Deletes a stored session by name.",
        feature="delete",
    ),
    Function(
        name="last_report",
        gives="a report, or nil",
        gives_type="sessions.Report?",
        is_async=False,
        meaning="What the last load did: panes, sizes, what was skipped and why, milliseconds.",
    ),
    Function(
        name="import_resurrect",
        arguments=(Argument("directory", "string", is_optional=True),),
        gives="names of the sessions, or nil and a problem",
        gives_type="string[]?, sessions.Problem?",
        meaning="Takes over the states of the resurrect plugins, each file once.",
        feature="import_resurrect",
    ),
    Function(
        name="save_state",
        arguments=(_ANY_WINDOW, Argument("notify", "any", is_optional=True, type="boolean")),
        meaning="Saves the workspace of the window; returns at once.",
        instead="nothing",
    ),
    Function(
        name="load_state",
        arguments=(_WINDOW, _PANE),
        meaning="Shows the picker and loads what is chosen.",
        instead="nothing",
    ),
    Function(
        name="restore_state",
        arguments=(_ANY_WINDOW,),
        meaning="Restores the session of the current workspace into this window.",
        instead="nothing",
    ),
    Function(
        name="delete_state",
        arguments=(_WINDOW, _PANE),
        meaning="Shows the picker and deletes what is chosen.",
        feature="delete",
        instead="nothing",
    ),
    Function(
        name="edit_state",
        arguments=(_WINDOW, _PANE),
        meaning="Shows the picker and opens the file that is chosen in `$EDITOR`.",
        feature="edit",
        instead="nothing",
    ),
    Function(
        name="fork_state",
        arguments=(_WINDOW, _PANE),
        meaning="Asks for a name, saves the workspace under it and loads it.",
        feature="fork",
        instead="nothing",
    ),
    Function(
        name="fork",
        arguments=(_NAME, _WINDOW_AT_HAND, Argument("from", "string", is_optional=True)),
        gives="true, or nil and a problem",
        gives_type="true?, sessions.Problem?",
        meaning="Copies a workspace, or a saved session, under a new name and loads it.",
        feature="fork",
    ),
    Function(
        name="rename_state",
        arguments=(_WINDOW, _PANE),
        meaning="Shows the picker, asks for a name and renames what is chosen.",
        feature="rename",
        instead="nothing",
    ),
    Function(
        name="rename",
        arguments=(Argument("old", "string"), Argument("new", "string")),
        gives="true, or nil and a problem",
        gives_type="true?, sessions.Problem?",
        meaning="Renames a session: its file, its older states and its open workspace.",
        feature="rename",
    ),
    Function(
        name="undo_state",
        arguments=(_ANY_WINDOW, _ANY_PANE),
        meaning="Takes back the last delete or the last load, whichever came later.",
        feature="undo",
        instead="nothing",
    ),
    Function(
        name="manage_state",
        arguments=(_WINDOW, _PANE),
        meaning="Shows the picker, then all that can be done with what is chosen.",
        feature="manage",
        instead="nothing",
    ),
    Function(
        name="restore_window",
        arguments=(_NAME, _WINDOW_NUMBER, _WINDOW_AT_HAND),
        gives="a report, or nil and a problem",
        gives_type="sessions.Report?, sessions.Problem?",
        meaning="Opens one window of a session in the current workspace.",
        feature="manage",
    ),
    Function(
        name="restore_tab",
        arguments=(_NAME, _WINDOW_NUMBER, _TAB_NUMBER, _WINDOW_AT_HAND),
        gives="a report, or nil and a problem",
        gives_type="sessions.Report?, sessions.Problem?",
        meaning="Opens one tab of a session in the current window.",
        feature="manage",
    ),
    Function(
        name="restore_pane",
        arguments=(
            _NAME,
            _WINDOW_NUMBER,
            _TAB_NUMBER,
            Argument("position", "integer"),
            _WINDOW_AT_HAND,
        ),
        gives="a report, or nil and a problem",
        gives_type="sessions.Report?, sessions.Problem?",
        meaning="Opens one pane of a session beside the active one.",
        feature="manage",
    ),
    Function(
        name="define",
        arguments=(_NAME, Argument("spec", "any", type="table|string")),
        gives="true, or nil and a problem",
        gives_type="true?, sessions.Problem?",
        is_async=False,
        meaning="A session written by hand, listed and loaded as any other.",
        feature="define",
        is_early=True,
    ),
    Function(
        name="export",
        arguments=(_NAME,),
        gives="a path and the text, or nil and a problem",
        gives_type="string?, string|sessions.Problem",
        meaning="Writes a session as such a spec into the folder `sessions` beside `wezterm.lua`.",
        feature="define",
    ),
    Function(
        name="palette_entries",
        gives="a list of entries",
        gives_type="{ brief: string, icon: string, action: table }[]",
        is_async=False,
        meaning="Entries for a handler of `augment-command-palette` of your own.",
        feature="palette",
        instead="list",
    ),
    Function(
        name="status",
        arguments=(
            Argument(
                "opts",
                "table",
                is_optional=True,
                type="{ workspace?: string }",
                fields=(Argument("workspace", "string", is_optional=True),),
            ),
        ),
        gives="a text",
        gives_type="string",
        is_async=False,
        meaning='A few words for a status bar: "saved 5 min ago, autosave on".',
        feature="status",
        instead="text",
    ),
    Function(
        name="start_autosave",
        arguments=(_WINDOW_AT_HAND,),
        meaning="Saves workspaces by itself from now on.",
        feature="autosave",
        instead="nothing",
    ),
    Function(
        name="stop_autosave",
        arguments=(_WINDOW_AT_HAND,),
        is_async=False,
        meaning="Ends that.",
        feature="autosave",
        instead="nothing",
    ),
    Function(
        name="toggle_autosave",
        arguments=(_WINDOW_AT_HAND,),
        meaning="Starts or ends it, whatever the option says; a reload changes nothing.",
        feature="autosave",
        instead="nothing",
    ),
    Function(
        name="generations",
        arguments=(_NAME,),
        gives="a list of older states, newest first, or nil and a problem",
        gives_type="sessions.OlderState[]?, sessions.Problem?",
        meaning="Lists the older states of a session: id, time, counts, pinned or not.",
        feature="history",
    ),
    Function(
        name="load_generation",
        arguments=(_NAME, Argument("id", "string"), _WINDOW_AT_HAND),
        gives="a report, or nil and a problem",
        gives_type="sessions.Report?, sessions.Problem?",
        meaning="Loads an older state; while the workspace is open, under a name with the time.",
        feature="history",
    ),
    Function(
        name="pin",
        arguments=(_NAME, _STATE),
        gives="true, or nil and a problem",
        gives_type="true?, sessions.Problem?",
        meaning="Keeps the current state of a session, or an older one, for good.",
        feature="history",
    ),
    Function(
        name="unpin",
        arguments=(_NAME, _STATE),
        gives="true, or nil and a problem",
        gives_type="true?, sessions.Problem?",
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
