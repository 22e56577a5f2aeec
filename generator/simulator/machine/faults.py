"""Trouble on demand: the k-th call fails, or the process stops at the k-th file operation.

In:    which call, and how.
Out:   `strike(name)`: what has to happen to this call, or nothing.
Never: random: the same test meets the same fault.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "throw",
    "nil",
    "short_write",
    "no_space_left",
    "rename_fails",
    "pane_gone",
    "no_space",
    "no_terminal",
    "reload",
]

NEVER_FAIL = frozenset(
    [
        "wezterm.on",
        "wezterm.action_callback",
        "wezterm.log_info",
        "wezterm.log_warn",
        "wezterm.log_error",
        "wezterm.hostname",
        "wezterm.time.now",
        "Time:format",
        "Time:format_utc",
        "wezterm.column_width",
        "wezterm.strftime",
        "wezterm.json_parse",
        "wezterm.has_action",
        "wezterm.plugin.require",
        "wezterm.procinfo.pid",
        "wezterm.time.call_after",
        "wezterm.background",
        "wezterm.add_to_config_reload_watch_list",
        "wezterm.emit",
        "os.time",
        "os.clock",
        "os.date",
        "os.getenv",
        "os.exit",
        "load",
        "compiled",
        "package.searchpath",
        "io.is_open",
        "GLOBAL.len",
        "GLOBAL.keys",
        "GLOBAL.handle",
        "MuxPane:pane_id",
        "MuxTab:tab_id",
        "MuxWindow:window_id",
        "GuiWin:window_id",
        "GuiWin:mux_window",
    ]
)
"""Calls that don't fail in a real terminal either."""

WRITES = frozenset({"File:write", "File:flush", "File:close"})
FILE_OPERATIONS = frozenset(
    [
        "io.open",
        "File:write",
        "File:flush",
        "File:close",
        "os.rename",
        "os.remove",
        "wezterm.run_child_process",
    ]
)
"""Operations around which a crash can fall."""

MAKES_PANES = frozenset({"MuxPane:split", "MuxWindow:spawn_tab", "wezterm.mux.spawn_window"})

APPLIES: dict[Kind, frozenset[str]] = {
    "short_write": frozenset({"File:write"}),
    "no_space_left": WRITES | {"io.open"},
    "rename_fails": frozenset({"os.rename"}),
    "no_space": frozenset({"MuxPane:split"}),
    "no_terminal": MAKES_PANES,
}


class Faults:
    """What a test has asked to go wrong. Counting starts anew with each request."""

    def __init__(self) -> None:
        self.seen = 0
        """Calls to which the requested fault would apply, so far."""
        self.hit = False
        """Has the fault struck?"""
        self.hit_call = ""
        """Name of the call that it struck."""
        self._kind: Kind | None = None
        self._at = 0
        self._crash_at = 0
        self._crash_after = False
        self._operations = 0

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.__init__()  # type: ignore[misc]

    def fail_call(self, k: int, kind: Kind) -> None:
        """Let the k-th call from now (1-based) to which `kind` applies fail in that way."""
        self._kind, self._at = kind, k
        self.seen, self.hit, self.hit_call = 0, False, ""

    def crash_at(self, k: int, when: Literal["before", "after"] = "before") -> None:
        """Stop the process before or after the k-th file operation from now (1-based)."""
        self._crash_at, self._crash_after, self._operations = k, when == "after", 0
        self.hit = False

    @property
    def operations(self) -> int:
        """File operations since `crash_at`."""
        return self._operations

    def strike(self, name: str) -> Kind | None:
        """The fault that this call meets, if any."""
        if self._kind is None or self.hit or name in NEVER_FAIL:
            return None
        applies = APPLIES.get(self._kind)
        if applies is not None and name not in applies:
            return None
        self.seen += 1
        if self.seen != self._at:
            return None
        self.hit, self.hit_call = True, name
        return self._kind

    def crashes(self, name: str, *, after: bool) -> bool:
        """Does the process stop here? Ask once before and once after each call."""
        if not self._crash_at or name not in FILE_OPERATIONS:
            return False
        if not after:
            self._operations += 1
        if self._operations == self._crash_at and after == self._crash_after and not self.hit:
            self.hit, self.hit_call = True, name
            return True
        return False
