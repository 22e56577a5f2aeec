"""The functions of the table that `wezterm.plugin.require` returns.

Names that the plugin's predecessor had stay as they were.
"""

from __future__ import annotations

from typing import Final

from generator.facts.surface.shapes import Answer, Argument, Function

_NAME: Final = Argument("name", "string")
_WINDOW_AT_HAND: Final = Argument("window", "window", is_optional=True)
_PANE_AT_HAND: Final = Argument("pane", "pane", is_optional=True)
_WINDOW_NUMBER: Final = Argument("window_number", "integer")
_TAB_NUMBER: Final = Argument("tab_number", "integer")
_STATE: Final = Argument("id", "string", is_optional=True)

SAVE_OPTIONS: Final = (
    Argument("workspace", "string", is_optional=True, meaning="the active one when nil"),
    Argument("all", "boolean", is_optional=True, meaning="every open workspace instead"),
    Argument("quiet", "boolean", is_optional=True, meaning="no message on the screen"),
    Argument("window", "window", is_optional=True, meaning="the GUI window at hand"),
)
"""What `save` may be told."""

_SUCCESS: Final = Answer("true, or nil and a problem", "true?, sessions.Problem?")
_REPORT: Final = Answer("a report, or nil and a problem", "sessions.Report?, sessions.Problem?")


def _shown(name: str, meaning: str, feature: str | None = None) -> Function:
    """A function for a key: it shows a list or a question in a window, and answers nothing."""
    return Function(
        name=name,
        arguments=(_WINDOW_AT_HAND, _PANE_AT_HAND),
        meaning=meaning,
        feature=feature,
        is_late=True,
        on_screen=True,
        instead="nothing",
    )


FUNCTIONS: Final[tuple[Function, ...]] = (
    Function(
        name="apply_to_config",
        arguments=(
            Argument("config", "any", is_optional=True, type="table"),
            Argument("opts", "any", is_optional=True, type="sessions.UserOptions"),
        ),
        gives=Answer("config", "table"),
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
        gives=Answer("nothing: events tell"),
        is_late=True,
        meaning="Saves this workspace; `{ workspace = NAME }` another, `{ all = true }` every one.",
        instead="nothing",
    ),
    Function(
        name="load",
        arguments=(_NAME, _WINDOW_AT_HAND),
        gives=_REPORT,
        is_late=True,
        meaning="Loads a session by name, without a picker; works in a headless server.",
    ),
    Function(
        name="list",
        gives=Answer(
            "a list of sessions, or nil; a problem where some or all cannot be listed",
            "sessions.Entry[]?, sessions.Problem?",
        ),
        meaning="Lists the stored sessions with their counts and times.",
    ),
    Function(
        name="delete",
        arguments=(_NAME,),
        gives=_SUCCESS,
        is_late=True,
        meaning="Deletes a stored session by name.",
        feature="delete",
    ),
    Function(
        name="last_report",
        gives=Answer("a report, or nil", "sessions.Report?"),
        is_async=False,
        meaning="What the last load did: panes, sizes, what was skipped and why, milliseconds.",
    ),
    Function(
        name="import_resurrect",
        arguments=(Argument("directory", "string", is_optional=True),),
        gives=Answer(
            "names of the sessions; a problem where a directory or a file cannot be read",
            "string[]?, sessions.Problem?",
        ),
        meaning="Takes over the states of the resurrect plugins, each file once: from where they"
        " and their forks keep them, or from a directory of yours (`~` is your home).",
        feature="import_resurrect",
    ),
    Function(
        name="save_state",
        arguments=(_WINDOW_AT_HAND, Argument("notify", "any", is_optional=True, type="boolean")),
        is_late=True,
        meaning="Saves the workspace of the window; returns at once. `notify`: true tells on the"
        " screen; `false`, as code says that calls it every few seconds, is judged like an"
        " automatic save and replaces nothing that this terminal has not opened.",
        instead="nothing",
    ),
    _shown("load_state", "Shows the picker and loads what is chosen."),
    Function(
        name="restore_state",
        arguments=(
            _WINDOW_AT_HAND,
            Argument("opts", "any", is_optional=True, type="{ again?: boolean }"),
        ),
        is_late=True,
        meaning="Restores the session of this window's workspace into it; with `{ again = true }`"
        " though its tabs are there already.",
        instead="nothing",
    ),
    _shown("delete_state", "Shows the picker and deletes what is chosen.", feature="delete"),
    _shown(
        "edit_state",
        "Shows the picker and opens the file that is chosen in `$EDITOR`.",
        feature="edit",
    ),
    _shown(
        "fork_state", "Asks for a name, saves the workspace under it and loads it.", feature="fork"
    ),
    Function(
        name="fork",
        arguments=(_NAME, _WINDOW_AT_HAND, Argument("from", "string", is_optional=True)),
        gives=_SUCCESS,
        is_late=True,
        meaning="Copies a workspace, or a saved session, under a new name and loads it.",
        feature="fork",
    ),
    _shown(
        "rename_state",
        "Shows the picker, asks for a name and renames what is chosen.",
        feature="rename",
    ),
    Function(
        name="rename",
        arguments=(Argument("old", "string"), Argument("new", "string")),
        gives=_SUCCESS,
        is_late=True,
        meaning="Renames a session: its file, its older states and its open workspace.",
        feature="rename",
    ),
    Function(
        name="undo_state",
        arguments=(_WINDOW_AT_HAND, _PANE_AT_HAND),
        is_late=True,
        meaning="Takes back the last delete or the last load, whichever came later.",
        feature="undo",
        instead="nothing",
    ),
    _shown(
        "manage_state",
        "Shows the picker, then all that can be done with what is chosen.",
        feature="manage",
    ),
    Function(
        name="restore_window",
        arguments=(_NAME, _WINDOW_NUMBER, _WINDOW_AT_HAND),
        gives=_REPORT,
        is_late=True,
        meaning="Opens one window of a session in the current workspace.",
        feature="manage",
    ),
    Function(
        name="restore_tab",
        arguments=(_NAME, _WINDOW_NUMBER, _TAB_NUMBER, _WINDOW_AT_HAND),
        gives=_REPORT,
        is_late=True,
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
        gives=_REPORT,
        is_late=True,
        meaning="Opens one pane of a session beside the active one.",
        feature="manage",
    ),
    Function(
        name="define",
        arguments=(_NAME, Argument("spec", "any", type="table|string")),
        gives=_SUCCESS,
        is_async=False,
        meaning="A session written by hand, listed and loaded as any other.",
        feature="define",
        is_early=True,
    ),
    Function(
        name="export",
        arguments=(_NAME,),
        gives=Answer(
            "a path and the text, or nil and a problem", "string?, string|sessions.Problem"
        ),
        meaning="Writes a session as such a spec into the folder `sessions` beside `wezterm.lua`"
        " (`~/.config/wezterm/sessions` beside a `~/.wezterm.lua`).",
        feature="define",
    ),
    Function(
        name="palette_entries",
        gives=Answer("a list of entries", "{ brief: string, icon: string, action: table }[]"),
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
        gives=Answer("a text", "string"),
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
        is_late=True,
        meaning="Starts or ends it, whatever the option says; a reload changes nothing.",
        feature="autosave",
        instead="nothing",
    ),
    Function(
        name="generations",
        arguments=(_NAME,),
        gives=Answer(
            "a list of older states, newest first, or nil and a problem",
            "sessions.OlderState[]?, sessions.Problem?",
        ),
        meaning="Lists the older states of a session: id, time, counts, pinned or not.",
        feature="history",
    ),
    Function(
        name="load_generation",
        arguments=(_NAME, Argument("id", "string"), _WINDOW_AT_HAND),
        gives=_REPORT,
        is_late=True,
        meaning="Loads an older state; while the workspace is open, under a name with the time.",
        feature="history",
    ),
    Function(
        name="pin",
        arguments=(_NAME, _STATE),
        gives=_SUCCESS,
        meaning="Keeps the current state of a session, or an older one, for good.",
        feature="history",
    ),
    Function(
        name="unpin",
        arguments=(_NAME, _STATE),
        gives=_SUCCESS,
        meaning="Takes that back, for the newest pinned state when none is named.",
        feature="history",
    ),
)
