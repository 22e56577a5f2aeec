"""Tables that cross between the plugin and WezTerm: their fields.

In:    nothing.
Out:   `RECORDS`, for the LuaCATS stub and the documentation.
Never: a function (those are in functions.py and objects.py).
"""
# ruff: noqa: E501 - one row a field reads best

from __future__ import annotations

from generator.facts.host_api.shapes import Record, fields

_COMMAND = fields(
    """
    args | string[]? | Program and arguments; without it the default program.
    cwd | string? | Directory; loses against the active pane's when args are given (split, spawn_tab).
    set_environment_variables | table<string, string>? | Ignored without args.
    domain | string|{DomainName: string}|{DomainId: integer}? | DefaultDomain, CurrentPaneDomain, {DomainName=...} or {DomainId=...}.
    """
)

RECORDS: tuple[Record, ...] = (
    Record(
        "wezterm.SpawnWindow",
        "Argument of mux.spawn_window.",
        _COMMAND
        + fields(
            """
            width | integer? | Columns; only together with height; must be an integer.
            height | integer? | Rows; only together with width; must be an integer.
            workspace | string? | The active one when left out.
            position | table? | Place on the screen, in pixels.
            """
        ),
    ),
    Record("wezterm.SpawnTab", "Argument of MuxWindow:spawn_tab.", _COMMAND),
    Record(
        "wezterm.Split",
        "Argument of MuxPane:split.",
        _COMMAND
        + fields(
            """
            direction | "Right"|"Left"|"Top"|"Bottom"|nil | Where the new pane goes; Right when left out.
            size | number? | Of the new pane: 1 and more are cells, less is a fraction, 0.5 when left out.
            top_level | boolean? | Beside the whole tab; spoils the tab's size when it has several panes.
            """
        ),
    ),
    Record(
        "wezterm.PaneInfo",
        "One pane in its tab; all numbers are integers.",
        fields(
            """
            index | integer | Place in tree order, from 0.
            is_active | boolean | Is it the active one?
            is_zoomed | boolean | Is it zoomed?
            left | integer | Cells from the left.
            top | integer | Cells from the top.
            width | integer | Cells.
            height | integer | Cells.
            pixel_width | integer | Pixels; 0 when unknown.
            pixel_height | integer | Pixels; 0 when unknown.
            pane | MuxPane | The pane.
            """
        ),
    ),
    Record(
        "wezterm.TabInfo",
        "One tab in its window.",
        fields(
            """
            index | integer | Place, from 0.
            is_active | boolean | Is it the active one?
            tab | MuxTab | The tab.
            """
        ),
    ),
    Record(
        "wezterm.TabSize",
        "Size of a tab.",
        fields(
            """
            rows | integer | Cells.
            cols | integer | Cells.
            pixel_width | integer | Pixels; 0 when unknown.
            pixel_height | integer | Pixels; 0 when unknown.
            dpi | integer | 0 when unknown.
            """
        ),
    ),
    Record(
        "wezterm.PaneDimensions",
        "Size of a pane's own terminal.",
        fields(
            """
            cols | integer | Cells.
            viewport_rows | integer | Cells.
            scrollback_rows | integer | Rows in all.
            physical_top | integer | First row on the screen.
            scrollback_top | integer | First row that is kept.
            dpi | integer | 0 when unknown.
            pixel_width | integer | Pixels.
            pixel_height | integer | Pixels.
            reverse_video | boolean | Are colours exchanged?
            """
        ),
    ),
    Record(
        "wezterm.GuiDimensions",
        "Size of a window on the screen.",
        fields(
            """
            pixel_width | integer | Pixels.
            pixel_height | integer | Pixels.
            dpi | integer | Dots per inch.
            is_full_screen | boolean | Does it fill the screen?
            """
        ),
    ),
    Record(
        "wezterm.CursorPosition",
        "Where a pane's cursor is.",
        fields(
            """
            x | integer | Column, from 0.
            y | integer | Row, counted through the scrollback as in zones.
            shape | string | Default, SteadyBlock, ...
            visibility | string | Visible or Hidden.
            """
        ),
    ),
    Record(
        "wezterm.SemanticZone",
        "Cells of one kind, as the shell has marked them (OSC 133).",
        fields(
            """
            start_x | integer | Column of its first cell, from 0.
            start_y | integer | Row of its first cell, counted through the scrollback.
            end_x | integer | Column of its last cell.
            end_y | integer | Row of its last cell.
            semantic_type | string | Prompt, Input or Output.
            """
        ),
    ),
    Record(
        "wezterm.ProcessInfo",
        "One process and those below it.",
        fields(
            """
            pid | integer | Its id.
            ppid | integer | The id of the one that started it.
            name | string | Its short name.
            executable | string | Path of its executable, empty when unknown.
            argv | string[] | Its arguments, the program first.
            cwd | string | Its directory, empty when unknown.
            status | string | Run, Sleep, ...
            start_time | integer | In units of the system.
            children | table<integer, wezterm.ProcessInfo> | By process id.
            """
        ),
    ),
)
