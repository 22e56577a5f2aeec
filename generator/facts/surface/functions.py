"""The functions of the table that `wezterm.plugin.require` returns.

Names that the plugin's predecessor had stay as they were.
"""

from __future__ import annotations

from typing import Final

from generator.facts.surface.shapes import Argument, Function

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
