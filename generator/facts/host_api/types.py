"""Tables that cross between the plugin and WezTerm: their fields.

In:    nothing.
Out:   `RECORDS`, for the LuaCATS stub and the documentation.
Never: a function (those are in functions.py and objects.py).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One field. `type` is a LuaCATS type; a trailing `?` marks it optional."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True)
class Record:
    """A table with known fields."""

    name: str
    doc: str
    fields: tuple[Field, ...]


_DOMAIN = "string|{DomainName: string}|{DomainId: integer}"
_COMMAND = (
    Field("args", "string[]?", "Program and arguments; without it the default program."),
    Field(
        "cwd",
        "string?",
        "Directory; loses against the active pane's when args are given (split, spawn_tab).",
    ),
    Field("set_environment_variables", "table<string, string>?", "Ignored without args."),
    Field(
        "domain",
        f"{_DOMAIN}?",
        "DefaultDomain, CurrentPaneDomain, {DomainName=...} or {DomainId=...}.",
    ),
)

RECORDS: tuple[Record, ...] = (
    Record(
        "wezterm.SpawnWindow",
        "Argument of mux.spawn_window.",
        (
            *_COMMAND,
            Field("width", "integer?", "Columns; only together with height; must be an integer."),
            Field("height", "integer?", "Rows; only together with width; must be an integer."),
            Field("workspace", "string?", "The active one when left out."),
            Field("position", "table?", "Place on the screen, in pixels."),
        ),
    ),
    Record("wezterm.SpawnTab", "Argument of MuxWindow:spawn_tab.", _COMMAND),
    Record(
        "wezterm.Split",
        "Argument of MuxPane:split.",
        (
            *_COMMAND,
            Field(
                "direction",
                '"Right"|"Left"|"Top"|"Bottom"|nil',
                "Where the new pane goes; Right when left out.",
            ),
            Field(
                "size",
                "number?",
                "Of the new pane: 1 and more are cells, less is a fraction, 0.5 when left out.",
            ),
            Field(
                "top_level",
                "boolean?",
                "Beside the whole tab; spoils the tab's size when it has several panes.",
            ),
        ),
    ),
    Record(
        "wezterm.PaneInfo",
        "One pane in its tab; all numbers are integers.",
        (
            Field("index", "integer", "Place in tree order, from 0."),
            Field("is_active", "boolean", "Is it the active one?"),
            Field("is_zoomed", "boolean", "Is it zoomed?"),
            Field("left", "integer", "Cells from the left."),
            Field("top", "integer", "Cells from the top."),
            Field("width", "integer", "Cells."),
            Field("height", "integer", "Cells."),
            Field("pixel_width", "integer", "Pixels; 0 when unknown."),
            Field("pixel_height", "integer", "Pixels; 0 when unknown."),
            Field("pane", "MuxPane", "The pane."),
        ),
    ),
    Record(
        "wezterm.TabInfo",
        "One tab in its window.",
        (
            Field("index", "integer", "Place, from 0."),
            Field("is_active", "boolean", "Is it the active one?"),
            Field("tab", "MuxTab", "The tab."),
        ),
    ),
    Record(
        "wezterm.TabSize",
        "Size of a tab.",
        (
            Field("rows", "integer", "Cells."),
            Field("cols", "integer", "Cells."),
            Field("pixel_width", "integer", "Pixels; 0 when unknown."),
            Field("pixel_height", "integer", "Pixels; 0 when unknown."),
            Field("dpi", "integer", "0 when unknown."),
        ),
    ),
    Record(
        "wezterm.PaneDimensions",
        "Size of a pane's own terminal.",
        (
            Field("cols", "integer", "Cells."),
            Field("viewport_rows", "integer", "Cells."),
            Field("scrollback_rows", "integer", "Rows in all."),
            Field("physical_top", "integer", "First row on the screen."),
            Field("scrollback_top", "integer", "First row that is kept."),
            Field("dpi", "integer", "0 when unknown."),
            Field("pixel_width", "integer", "Pixels."),
            Field("pixel_height", "integer", "Pixels."),
            Field("reverse_video", "boolean", "Are colours exchanged?"),
        ),
    ),
    Record(
        "wezterm.GuiDimensions",
        "Size of a window on the screen.",
        (
            Field("pixel_width", "integer", "Pixels."),
            Field("pixel_height", "integer", "Pixels."),
            Field("dpi", "integer", "Dots per inch."),
            Field("is_full_screen", "boolean", "Does it fill the screen?"),
        ),
    ),
    Record(
        "wezterm.ProcessInfo",
        "One process and those below it.",
        (
            Field("pid", "integer", "Its id."),
            Field("ppid", "integer", "The id of the one that started it."),
            Field("name", "string", "Its short name."),
            Field("executable", "string", "Path of its executable, empty when unknown."),
            Field("argv", "string[]", "Its arguments, the program first."),
            Field("cwd", "string", "Its directory, empty when unknown."),
            Field("status", "string", "Run, Sleep, ..."),
            Field("start_time", "integer", "In units of the system."),
            Field("children", "table<integer, wezterm.ProcessInfo>", "By process id."),
        ),
    ),
)
