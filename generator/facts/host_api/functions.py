"""WezTerm's functions: the `wezterm` module and those below it.

In:    nothing; the facts come from WezTerm's sources at 4ff581a8.
Out:   `MODULES`.
Never: a function that WezTerm does not have.
"""
# ruff: noqa: E501 - one row a function reads best

from __future__ import annotations

from generator.facts.host_api.shapes import Module, fields, verbs

MODULES: tuple[Module, ...] = (
    Module(
        "wezterm",
        'The module that `require("wezterm")` gives.',
        fields(
            """
            GLOBAL | table<string, any> | Shared by all Lua states of the process; survives a reload.
            config_file | string | Path of the configuration file, empty when there is none.
            config_dir | string | Its directory; WezTerm reloads when a file in it changes.
            home_dir | string | The user's home directory.
            executable_dir | string | Directory of the running executable.
            target_triple | string | Platform, for instance x86_64-unknown-linux-gnu.
            version | string | YYYYMMDD-HHMMSS-hash.
            action | table<string, any> | Makes key assignments; refuses unknown fields.
            mux | wezterm.mux | The multiplexer.
            gui | wezterm.gui? | nil in the multiplexer server.
            time | wezterm.time | Clocks and timers.
            procinfo | wezterm.procinfo | The process table.
            plugin | wezterm.plugin | Loading of plugins.
            url | wezterm.url | URLs.
            serde | wezterm.serde? | nil in releases.
            background | fun(fn: async fun())? | In no WezTerm so far: a plugin must do without.
            """
        ),
        verbs(
            "wezterm",
            "config/src/lua.rs",
            """
            on | event: string; handler: async fun(...: any): any | | | Adds a handler; there is no way to remove one.
            emit | event: string; ...: any | boolean | async | Calls the handlers in order; false when one returned false.
            action_callback | callback: async fun(window: GuiWin, pane: MuxPane, ...: any) | table | | An action that calls a function, numbered per Lua state.
            has_action | name: string | boolean | | Does this release know that key assignment?
            config_builder | | table | | A configuration table that refuses unknown names.
            log_info | ...: any | | | Writes to the log.
            log_warn | ...: any | | | Writes to the log.
            log_error | ...: any | | | Writes to the log.
            json_encode | value: any | string | | Raises for what is not JSON; a table met twice becomes null.
            json_parse | text: string | any | | Raises for what is not JSON; null becomes nil.
            sleep_ms | milliseconds: integer | | suspends | Waits; the plugin never uses it.
            read_dir | path: string | string[] | suspends | Full paths of a directory's entries, in no order; raises when it can't be read.
            glob | pattern: string; directory: string? | string[] | suspends | Paths that match.
            run_child_process | args: string[] | success=boolean; stdout=string; stderr=string | suspends | Runs a program and waits for it.
            background_child_process | args: string[] | | async | Starts a program.
            open_with | path_or_url: string; application: string? | | | Opens in another program.
            hostname | | string | | Name of this machine.
            running_under_wsl | | boolean | | Is this the Windows Subsystem for Linux?
            reload_configuration | | | | Evaluates the configuration again; cancels all timers.
            add_to_config_reload_watch_list | ...: string | | | Has these files reload the configuration when they change.
            default_hyperlink_rules | | table[] | | The built-in rules.
            font | attributes: any; overrides: table? | table | | A font.
            font_with_fallback | families: any[]; overrides: table? | table | | Fonts in order of preference.
            format | items: table[] | string | | Text with attributes for bars and pickers.
            truncate_right | text: string; cells: integer | string | | At most that many cells, cut at the right.
            truncate_left | text: string; cells: integer | string | | At most that many cells, cut at the left.
            pad_right | text: string; cells: integer | string | | At least that many cells, blanks at the right.
            pad_left | text: string; cells: integer | string | | At least that many cells, blanks at the left.
            column_width | text: string | integer | | Width of a text in cells.
            shell_join_args | args: string[] | string | | Quotes for a POSIX shell.
            shell_quote_arg | arg: string | string | | Quotes one word for a POSIX shell.
            shell_split | line: string | string[] | | Splits as a POSIX shell would.
            split_by_newlines | text: string | string[] | | Lines.
            strftime | format: string | string | | The time here.
            strftime_utc | format: string | string | | The time in UTC.
            """,
        ),
    ),
    Module(
        "wezterm.mux",
        "The multiplexer: windows, tabs, panes, workspaces, domains. Raises before it exists (first evaluation).",
        (),
        verbs(
            "wezterm.mux",
            "lua-api-crates/mux/src/lib.rs",
            """
            get_active_workspace | | string | | The workspace that is shown.
            get_workspace_names | | string[] | | Names that some window has, sorted.
            set_active_workspace | name: string | | | Shows a workspace; raises unless some window is in it.
            rename_workspace | old: string; new: string | | | Renames a workspace.
            get_window | id: integer | MuxWindow | | Raises for an unknown id.
            get_tab | id: integer | MuxTab | | Raises for an unknown id.
            get_pane | id: integer | MuxPane | | Raises for an unknown id.
            all_windows | | MuxWindow[] | | In random order.
            spawn_window | command: wezterm.SpawnWindow | tab=MuxTab; pane=MuxPane; window=MuxWindow | async | A new window with one tab; width and height must be integers.
            get_domain | name_or_id: any | MuxDomain? -- no such domain | | A domain; nil gives the default one.
            all_domains | | MuxDomain[] | | In random order.
            set_default_domain | domain: MuxDomain | | | Where DefaultDomain points.
            """,
        ),
    ),
    Module(
        "wezterm.gui",
        "The windows on the screen.",
        (),
        verbs(
            "wezterm.gui",
            "wezterm-gui/src/scripting/mod.rs",
            """
            gui_windows | | GuiWin[] | | In the order in which a workspace's windows get them.
            gui_window_for_mux_window | id: integer | GuiWin | suspends | Raises when none shows it.
            get_appearance | | string | | Dark or Light.
            screens | | table | | The monitors.
            """,
        ),
        gui_only=True,
    ),
    Module(
        "wezterm.time",
        "Clocks and timers.",
        (),
        verbs(
            "wezterm.time",
            "lua-api-crates/time-funcs/src/lib.rs",
            """
            call_after | seconds: number; callback: async fun() | | | Later, unless the configuration is reloaded before; errors in it vanish.
            now | | Time | | This moment.
            parse_rfc3339 | text: string | Time | | A moment.
            """,
        ),
    ),
    Module(
        "wezterm.procinfo",
        "The process table; every call of get_info_for_pid looks at every process of the machine.",
        (),
        verbs(
            "wezterm.procinfo",
            "lua-api-crates/procinfo-funcs/src/lib.rs",
            """
            pid | | integer | | WezTerm's own process id.
            get_info_for_pid | pid: integer | wezterm.ProcessInfo? -- no such process | | A process and all below it.
            current_working_dir_for_pid | pid: integer | string? -- no such process | | Its directory.
            executable_path_for_pid | pid: integer | string? -- no such process | | Its executable.
            """,
        ),
    ),
    Module(
        "wezterm.plugin",
        "Plugins: git repositories with a plugin/init.lua.",
        (),
        verbs(
            "wezterm.plugin",
            "lua-api-crates/plugin/src/lib.rs",
            """
            require | url: string | any | | Clones once, then loads once per Lua state.
            list | | table[] | | Opens every plugin's repository; raises when one is none.
            update_all | | | | Fetches every plugin.
            """,
        ),
    ),
    Module(
        "wezterm.serde",
        "Texts of data; null becomes nil.",
        (),
        verbs(
            "wezterm.serde",
            "lua-api-crates/serde-funcs/src/lib.rs",
            """
            +toml_decode | text: string | any | | Raises for what is not TOML.
            """,
        ),
    ),
    Module(
        "wezterm.url",
        "URLs.",
        (),
        verbs(
            "wezterm.url",
            "lua-api-crates/url-funcs/src/lib.rs",
            """
            parse | text: string | Url | | Raises for what is no URL.
            """,
        ),
    ),
)
