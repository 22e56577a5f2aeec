"""WezTerm's objects: windows, tabs, panes, domains, GUI windows, URLs, times.

In:    nothing; the facts come from WezTerm's sources at 4ff581a8.
Out:   `CLASSES`.
Never: a method that WezTerm does not have.
"""
# ruff: noqa: E501 - one row a method reads best

from __future__ import annotations

from generator.facts.host_api.shapes import HostClass, fields, verbs

CLASSES: tuple[HostClass, ...] = (
    HostClass(
        "MuxWindow",
        "A window of the multiplexer, on the screen or not.",
        verbs(
            "MuxWindow",
            "lua-api-crates/mux/src/window.rs",
            """
            window_id | | integer | | Its id.
            gui_window | | GuiWin | suspends | The window on the screen that shows it; raises when there is none.
            get_workspace | | string | | Its workspace.
            set_workspace | name: string | | | Moves it; leaves a stale pane count behind.
            spawn_tab | command: wezterm.SpawnTab | tab=MuxTab; pane=MuxPane; window=MuxWindow | async | A new last tab, which becomes active, at the size of the active one.
            get_title | | string | | Its title.
            set_title | title: string | | | Overwritten by its panes' programs.
            tabs | | MuxTab[] | | In order.
            tabs_with_info | | wezterm.TabInfo[] | | In order.
            active_tab | | MuxTab? -- the window is empty | | The active tab.
            active_pane | | MuxPane? -- the window is empty | | The active tab's active pane.
            """,
        ),
    ),
    HostClass(
        "MuxTab",
        "A tab.",
        verbs(
            "MuxTab",
            "lua-api-crates/mux/src/tab.rs",
            """
            tab_id | | integer | | Its id.
            window | | MuxWindow? -- it is in none | | Its window.
            get_title | | string | | The title that was set, else the empty string.
            set_title | title: string | | | Its title in the tab bar.
            active_pane | | MuxPane? -- the tab is empty | | The zoomed or active pane.
            panes | | MuxPane[] | | In tree order.
            panes_with_info | | wezterm.PaneInfo[] | | In tree order, zoom ignored.
            get_pane_direction | direction: string | MuxPane? -- none there | | The neighbour.
            set_zoomed | zoomed: boolean | boolean | | Gives the state before.
            rotate_counter_clockwise | | | | Panes move one place on.
            rotate_clockwise | | | | Does the same (a bug of the host).
            get_size | | wezterm.TabSize | | In cells and pixels.
            activate | | | | Makes it its window's active tab.
            """,
        ),
    ),
    HostClass(
        "MuxPane",
        "A pane.",
        verbs(
            "MuxPane",
            "lua-api-crates/mux/src/pane.rs",
            """
            pane_id | | integer | | Its id.
            tab | | MuxTab? -- it is an overlay, leaked or gone | | Its tab.
            window | | MuxWindow? -- as tab() | | Its window.
            mux_pane | | MuxPane | | Itself.
            split | command: wezterm.Split? | MuxPane | async | A new pane beside it; too little room raises, with the new program already started.
            activate | | | | Makes it active, and later its tab as well.
            get_title | | string | | Its title.
            get_domain_name | | string | | Empty when the domain is gone.
            get_current_working_dir | | Url? -- unknown | | Announced by the shell, else looked up.
            get_foreground_process_name | | string? -- remote or ended | | Path of the executable.
            get_foreground_process_info | | wezterm.ProcessInfo? -- remote or ended | | Looks at every process of the machine.
            get_user_vars | | table<string, string> | | Variables that programs in it have set.
            get_tty_name | | string? -- remote, or Windows | | Path of its terminal device.
            get_dimensions | | wezterm.PaneDimensions | | Of its own terminal.
            get_cursor_position | | wezterm.CursorPosition | | Place of the cursor.
            get_lines_as_text | lines: integer? | string | | The last lines on the screen.
            get_lines_as_escapes | lines: integer? | string | | The same with colours.
            get_logical_lines_as_text | lines: integer? | string | | The same, wrapped lines joined.
            get_semantic_zones | kind: string? | wezterm.SemanticZone[] | | Runs of cells of one kind, of that kind if one is given; all is Output where the shell marks nothing.
            get_semantic_zone_at | x: integer; y: integer | wezterm.SemanticZone? -- nothing there | | The zone of a cell.
            get_text_from_semantic_zone | zone: wezterm.SemanticZone | string | | Its text, blanks at the ends of lines left out.
            get_text_from_region | start_x: integer; start_y: integer; end_x: integer; end_y: integer | string | | Text from one cell to another.
            has_unseen_output | | boolean | | Output since it was last looked at?
            is_alt_screen_active | | boolean | | Does a full-screen program run?
            get_metadata | | table | | What the domain tells about it.
            send_text | text: string | | | Types; blocks when the program does not read.
            send_paste | text: string | | | Pastes.
            paste | text: string | | | Pastes.
            inject_output | text: string | | | Shows text as if its program had written it.
            move_to_new_tab | | tab=MuxTab; window=MuxWindow | async | Takes it out into a tab of its own.
            move_to_new_window | workspace: string? | tab=MuxTab; window=MuxWindow | async | Takes it out into a window of its own.
            """,
        ),
    ),
    HostClass(
        "MuxDomain",
        "A multiplexer domain.",
        verbs(
            "MuxDomain",
            "lua-api-crates/mux/src/domain.rs",
            """
            domain_id | | integer | | Its id.
            name | | string | | Its name.
            is_spawnable | | boolean | | Can programs be started in it?
            state | | string | | Attached or Detached.
            has_any_panes | | boolean | | Is any of its panes here?
            label | | string | async | Its name for people.
            attach | window: MuxWindow? | | suspends | Connects, and imports all its windows.
            detach | | | | Disconnects; raises for the local domain.
            """,
        ),
    ),
    HostClass(
        "GuiWin",
        "A window on the screen. Keeps the multiplexer window that it was made for.",
        verbs(
            "GuiWin",
            "wezterm-gui/src/scripting/guiwin.rs",
            """
            window_id | | integer | | Id of the multiplexer window that it was made for.
            mux_window | | MuxWindow | | The multiplexer window that it was made for.
            active_tab | | MuxTab? -- the window is empty | | Of the multiplexer window that it was made for.
            active_workspace | | string | | The workspace that is shown.
            toast_notification | title: string; message: string; url: string?; timeout_ms: integer? | | | A message of the desktop.
            set_right_status | text: string | | | Text in the tab bar.
            set_left_status | text: string | | | Text in the tab bar.
            set_config_overrides | overrides: any | | | Other settings for this window.
            set_inner_size | width: integer; height: integer | | | In pixels.
            set_position | x: integer; y: integer | | | In pixels.
            maximize | | | | Fills the screen.
            restore | | | | Undoes maximize.
            toggle_fullscreen | | | | Whole screen, or not.
            focus | | | | Brings it to the front.
            copy_to_clipboard | text: string; destination: string? | | | Copies.
            get_appearance | | string | | Dark or Light.
            perform_action | action: any; pane: MuxPane | | suspends | Waits until the assignment was dispatched, not until it is done.
            get_dimensions | | wezterm.GuiDimensions | suspends | Pixels of the whole window.
            active_pane | | MuxPane? -- the window is empty | suspends | The pane, or overlay, that has the keyboard now.
            effective_config | | table | suspends | The configuration with this window's overrides.
            get_config_overrides | | any | suspends | This window's overrides.
            is_focused | | boolean | suspends | Has it the keyboard?
            current_event | | any | suspends | What is being handled.
            leader_is_active | | boolean | suspends | Was the leader key pressed?
            active_key_table | | string? -- none | suspends | The active key table.
            composition_status | | string? -- none | suspends | Text of an input method.
            keyboard_modifiers | | mods=string; leds=string | suspends | Keys held down.
            get_selection_text_for_pane | pane: MuxPane | string | suspends | Selected text.
            get_selection_escapes_for_pane | pane: MuxPane | string | suspends | Selected text with colours.
            """,
        ),
    ),
    HostClass(
        "Url",
        "A URL.",
        (),
        fields(
            """
            scheme | string | `file` for directories.
            username | string | Before the host.
            password | string? | Before the host.
            host | string? | nil when there is none.
            port | integer? | nil when there is none.
            query | string? | After `?`.
            fragment | string? | After `#`.
            path | string | As it is in the URL.
            file_path | string? | Decoded once; any bytes; `/C:/...` on Windows.
            """
        ),
        unknown_raises=True,
    ),
    HostClass(
        "Time",
        "A moment.",
        verbs(
            "Time",
            "lua-api-crates/time-funcs/src/lib.rs",
            """
            format | format: string | string | | In the local time zone; also %s and %3f.
            format_utc | format: string | string | | In UTC.
            """,
        ),
    ),
)
