"""WezTerm's Lua API as far as the plugin and users' configurations use it: one table.

In:    nothing; the facts come from WezTerm's sources at 4ff581a8.
Out:   `MODULES` and `CLASSES`: every function and method with its arguments, results and manners.
Never: a function that WezTerm does not have; a second list of these names anywhere else.

Three things are made from it: the verbs of the simulated terminal (a verb exists there only if it is here), the
LuaCATS stub that the rooms are checked against, and the table of host verbs in the documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from generator.host_api_types import RECORDS, Field, Record

__all__ = [
    "CLASSES",
    "MODULES",
    "RECORDS",
    "Field",
    "HostClass",
    "Module",
    "Param",
    "Return",
    "Timing",
    "Verb",
    "all_verbs",
]


class Timing(Enum):
    """Whether a call may give up control (3.1-3.3 of the host's description)."""

    SYNC = "sync"
    """Never suspends."""
    IMMEDIATE = "immediate"
    """Declared async, done at once on a local domain: suspends only for remote panes."""
    SUSPENDS = "suspends"
    """Always suspends: an error where that is not allowed (a module that is being required, ...)."""


@dataclass(frozen=True)
class Param:
    """One argument. `type` is a LuaCATS type; a trailing `?` marks it optional."""

    name: str
    type: str

    @property
    def optional(self) -> bool:
        """May it be left out?"""
        return self.type.endswith("?")


@dataclass(frozen=True)
class Return:
    """One result."""

    type: str
    name: str = ""
    when_nil: str = ""


@dataclass(frozen=True)
class Verb:
    """One function or method."""

    name: str
    owner: str
    """`wezterm`, `wezterm.mux`, ... or a class."""
    params: tuple[Param, ...]
    returns: tuple[Return, ...]
    timing: Timing
    doc: str
    since: str
    source: str

    @property
    def is_async(self) -> bool:
        """Is it declared async, so that its callers must be, too?"""
        return self.timing is not Timing.SYNC

    @property
    def is_method(self) -> bool:
        """Is it called with a colon?"""
        return not self.owner.startswith("wezterm")

    @property
    def full_name(self) -> str:
        """`wezterm.mux.get_pane`, `MuxPane:split`."""
        return f"{self.owner}{':' if self.is_method else '.'}{self.name}"


@dataclass(frozen=True)
class Module:
    """A table of functions."""

    name: str
    doc: str
    fields: tuple[Field, ...]
    verbs: tuple[Verb, ...]
    gui_only: bool = False
    """Missing in the multiplexer server."""


@dataclass(frozen=True)
class HostClass:
    """A kind of object that WezTerm hands out (userdata)."""

    name: str
    doc: str
    verbs: tuple[Verb, ...]
    fields: tuple[Field, ...] = ()
    unknown_raises: bool = False
    """Does reading an unknown name raise? Otherwise it gives nil."""


STABLE = "20240203 or older"
NIGHTLY = "nightly"


def _params(text: str) -> tuple[Param, ...]:
    found = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        name, _, kind = part.partition(":")
        found.append(Param(name.strip(), kind.strip()))
    return tuple(found)


def _returns(text: str) -> tuple[Return, ...]:
    found = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        kind, _, why = part.partition(" -- ")
        name, _, bare = kind.rpartition("=")
        found.append(Return(bare.strip(), name.strip(), why.strip()))
    return tuple(found)


def _verbs(owner: str, source: str, rows: str) -> tuple[Verb, ...]:
    """Rows of `name | params | returns | timing | doc`; a leading `+` marks what only nightly has."""
    timings = {"": Timing.SYNC, "async": Timing.IMMEDIATE, "suspends": Timing.SUSPENDS}
    found = []
    for row in rows.strip().splitlines():
        name, params, returns, timing, doc = (cell.strip() for cell in row.split("|", 4))
        since = NIGHTLY if name.startswith("+") else STABLE
        found.append(
            Verb(
                name.lstrip("+"),
                owner,
                _params(params),
                _returns(returns),
                timings[timing],
                doc,
                since,
                source,
            )
        )
    return tuple(found)


MODULES: tuple[Module, ...] = (
    Module(
        "wezterm",
        "The module that `require(\"wezterm\")` gives.",
        (
            Field("GLOBAL", "table<string, any>", "Shared by all Lua states of the process; survives a reload."),
            Field("config_file", "string", "Path of the configuration file, empty when there is none."),
            Field("config_dir", "string", "Its directory; WezTerm reloads when a file in it changes."),
            Field("home_dir", "string", "The user's home directory."),
            Field("executable_dir", "string", "Directory of the running executable."),
            Field("target_triple", "string", "Platform, for instance x86_64-unknown-linux-gnu."),
            Field("version", "string", "YYYYMMDD-HHMMSS-hash."),
            Field("action", "table<string, any>", "Makes key assignments; refuses unknown fields."),
            Field("mux", "wezterm.mux", "The multiplexer."),
            Field("gui", "wezterm.gui?", "nil in the multiplexer server."),
            Field("time", "wezterm.time", "Clocks and timers."),
            Field("procinfo", "wezterm.procinfo", "The process table."),
            Field("plugin", "wezterm.plugin", "Loading of plugins."),
            Field("url", "wezterm.url", "URLs."),
            Field("background", "fun(fn: async fun())?", "In no WezTerm so far: a plugin must do without."),
        ),
        _verbs(
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
        _verbs(
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
        _verbs(
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
        _verbs(
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
        _verbs(
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
        _verbs(
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
        "wezterm.url",
        "URLs.",
        (),
        _verbs(
            "wezterm.url",
            "lua-api-crates/url-funcs/src/lib.rs",
            """
            parse | text: string | Url | | Raises for what is no URL.
            """,
        ),
    ),
)


CLASSES: tuple[HostClass, ...] = (
    HostClass(
        "MuxWindow",
        "A window of the multiplexer, on the screen or not.",
        _verbs(
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
        _verbs(
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
        _verbs(
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
            get_cursor_position | | table | | Place of the cursor.
            get_lines_as_text | lines: integer? | string | | The last lines on the screen.
            get_lines_as_escapes | lines: integer? | string | | The same with colours.
            get_logical_lines_as_text | lines: integer? | string | | The same, wrapped lines joined.
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
        _verbs(
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
        _verbs(
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
        (
            Field("scheme", "string", "`file` for directories."),
            Field("username", "string", "Before the host."),
            Field("password", "string?", "Before the host."),
            Field("host", "string?", "nil when there is none."),
            Field("port", "integer?", "nil when there is none."),
            Field("query", "string?", "After `?`."),
            Field("fragment", "string?", "After `#`."),
            Field("path", "string", "As it is in the URL."),
            Field("file_path", "string?", "Decoded once; any bytes; `/C:/...` on Windows."),
        ),
        unknown_raises=True,
    ),
    HostClass(
        "Time",
        "A moment.",
        _verbs(
            "Time",
            "lua-api-crates/time-funcs/src/lib.rs",
            """
            format | format: string | string | | In the local time zone; also %s and %3f.
            format_utc | format: string | string | | In UTC.
            """,
        ),
    ),
)


def all_verbs() -> tuple[Verb, ...]:
    """Every function, then every method, in table order."""
    return tuple(
        verb for group in (*MODULES, *CLASSES) for verb in group.verbs
    )
