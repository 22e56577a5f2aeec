"""One window on the screen: its size, its tab bar, its overlays, its events.

In:    notifications of the multiplexer, the user's hands, key assignments.
Out:   tabs resized, events emitted with one running and one pending, overlays shown.
Never: decides which window of the multiplexer it shows (that is the front end).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from generator.simulator.errors import ConfigFailure
from generator.simulator.gui.overlays import Overlay
from generator.simulator.host.host import Host
from generator.simulator.lua.border import GuiRef
from generator.simulator.mux.mux import CELL_PIXELS, Mux, Note
from generator.simulator.mux.panes import Pane, Tab, Window

DPI = 96
STATUS_INTERVAL_MS = 1000

UPDATING = frozenset(
    [
        "WindowInvalidated",
        "PaneFocused",
        "TabResized",
        "TabTitleChanged",
        "WindowTitleChanged",
        "PaneTitleChanged",
    ]
)
"""Notifications after which a window computes its title and tab bar anew."""

WITH_STATUS = frozenset({"WindowTitleChanged", "PaneTitleChanged"})
"""Those that also emit update-status."""


class Screen(Protocol):
    """All windows on the screen, as one of them sees it; `Frontend` is one."""

    host: Host
    mux: Mux
    switching: bool
    """A switch of workspaces is under way: nothing is reconciled meanwhile."""

    @property
    def focused(self) -> GuiWindow | None:
        """The window that has the keyboard."""
        ...

    def switch_workspace(self, name: str) -> None:
        """End of a switch: the name is active, and its windows are shown."""
        ...


class GuiWindow:
    """One window on the screen."""

    def __init__(self, screen: Screen, number: int, mux_id: int) -> None:
        self.screen, self.host, self.mux = screen, screen.host, screen.mux
        self.id, self.mux_id = number, mux_id
        self.is_open = True
        state = self.host.state
        self.config: Mapping[str, Any] = state.config if state else {}
        self.overrides: object = None
        self.is_full_screen = False
        window = self.mux_window
        active = window.active_tab if window else None
        cols, rows = (active.cols, active.rows) if active else (80, 24)
        # A new window assumes a single tab.
        self.has_bar = self._bar_enabled and not self._bar_hides
        self.cols = cols
        self.total_rows = rows + self.bar_rows
        self.right_status = self.left_status = ""
        self.overlays: dict[int, Overlay] = {}
        self._events: dict[str, str] = {}
        self._pending_pane: dict[str, Pane | None] = {}
        self._next_status_ms = self.host.clock.now_ms
        self._bar_change_due = False
        self._update_due = False
        self._size_before: tuple[int, int] | None = None

    # Sizes.

    def _option(self, name: str, default: object) -> Any:
        value = self.config.get(name)
        return default if value is None else value

    @property
    def _bar_enabled(self) -> bool:
        return bool(self._option("enable_tab_bar", default=True))

    @property
    def _bar_hides(self) -> bool:
        return bool(self._option("hide_tab_bar_if_only_one_tab", default=False))

    @property
    def bar_rows(self) -> int:
        """Rows that the tab bar takes now."""
        if not self.has_bar:
            return 0
        fancy = bool(self._option("use_fancy_tab_bar", default=True))
        return self.host.settings.fancy_bar_rows if fancy else 1

    @property
    def rows(self) -> int:
        """Rows of its terminal area."""
        return max(self.total_rows - self.bar_rows, 1)

    @property
    def mux_window(self) -> Window | None:
        """The window of the multiplexer that it shows now."""
        return self.mux.windows.get(self.mux_id)

    @property
    def ref(self) -> GuiRef:
        """Itself for Lua: bound to the window that it shows at this moment."""
        return GuiRef(self.id, self.mux_id)

    @property
    def active_tab(self) -> Tab | None:
        """The tab that it shows."""
        window = self.mux_window
        return window.active_tab if window else None

    @property
    def active_pane(self) -> Pane | None:
        """The pane that it shows as active, overlays ignored."""
        tab = self.active_tab
        return tab.active_pane if tab else None

    @property
    def overlay(self) -> Overlay | None:
        """The overlay over its active tab."""
        tab = self.active_tab
        return self.overlays.get(tab.id) if tab else None

    @property
    def front_pane(self) -> Pane | None:
        """The overlay's pane, else the active one: what events are given."""
        overlay = self.overlay
        return overlay.pane if overlay else self.active_pane

    def _resize_tab(self, tab: Tab) -> None:
        tab.dpi = DPI
        cols, rows = self.cols, self.rows
        tab.tree.resize(cols, rows, cols * CELL_PIXELS[0], rows * CELL_PIXELS[1])
        self.mux.notify("TabResized", tab=tab, window=tab.window)

    def resize_tabs(self) -> None:
        """Give every tab of the shown window the terminal area's size."""
        window = self.mux_window
        for tab in list(window.tabs) if window else []:
            self._resize_tab(tab)

    def resize(self, cols: int, rows: int) -> None:
        """The user, or the desktop, changes the terminal area to `cols` x `rows` cells."""
        if (cols, rows) == (self.cols, self.rows):
            return
        self.cols, self.total_rows = cols, rows + self.bar_rows
        self.resize_tabs()
        self.update_title(status=True)
        self.emit("window-resized")

    def fill_screen(self, on: bool) -> None:
        """Maximize it, or give it its size back; the desktop does that a while later."""
        delay_ms = self.host.settings.desktop_delay_ms
        self.host.loop.after(delay_ms, lambda: self._fill_screen(on))

    def _fill_screen(self, on: bool) -> None:
        screen, before = self.host.settings.screen, self._size_before
        if not self.is_open or screen is None or on == (before is not None):
            return
        self._size_before = (self.cols, self.total_rows) if on else None
        cols, total_rows = screen if before is None else before
        self.resize(cols, max(total_rows - self.bar_rows, 1))

    def _take_what_there_is(self) -> None:
        screen = self.host.settings.screen
        if self.is_open and screen is not None:
            rows = max(min(self.total_rows, screen[1]) - self.bar_rows, 1)
            self.resize(min(self.cols, screen[0]), rows)

    # Life.

    def opened(self) -> None:
        """It appears: all tabs take its size, its first events are sent."""
        self.resize_tabs()
        if self.host.settings.screen is not None:
            self.host.loop.after(self.host.settings.desktop_delay_ms, self._take_what_there_is)
        self.emit("window-config-reloaded")
        self.emit_status()
        self.update_title(status=False)

    def closed(self) -> None:
        """It disappears; what it showed lives on."""
        self.is_open = False
        self._clear_overlays()

    def switch_to(self, mux_id: int) -> None:
        """Show another window of the multiplexer."""
        if not self.is_open:
            return
        self.mux_id = mux_id
        self._clear_overlays()
        self.resize_tabs()
        self.update_title(status=True)

    def config_was_reloaded(self) -> None:
        """Evaluate the configuration for itself, apply it, resize, and say so."""
        if not self.is_open:
            return
        try:
            config = dict(self.host.evaluate().config)
        except ConfigFailure as failure:
            self.host.records.errors.append(("configuration", str(failure)))
            config = dict(self.host.state.config) if self.host.state else {}
        if isinstance(self.overrides, Mapping):
            config |= self.overrides
        self.config = config
        window = self.mux_window
        if window is None:
            return
        total = self.total_rows
        self.has_bar = self._bar_enabled and not (len(window.tabs) == 1 and self._bar_hides)
        self.total_rows = total
        self.resize_tabs()
        self.update_title(status=True)
        self.emit("window-config-reloaded")

    # Title, tab bar, status.

    def on_note(self, note: Note) -> None:
        """Queue what this window does about a notification: it arrives two turns later."""
        if note.window is not None and note.window.id != self.mux_id:
            return
        loop = self.host.loop
        if note.kind == "TabAddedToWindow" and note.tab is not None:
            tab = note.tab
            loop.after_hops(2, lambda: self._tab_added(tab))
        elif note.kind == "UserVar" and note.pane is not None:
            pane, name, value = note.pane, note.name, note.value
            loop.after_hops(2, lambda: self._user_var(pane, name, value))
        elif note.kind in UPDATING and note.window is not None:
            if note.kind in WITH_STATUS:
                loop.after_hops(2, lambda: self.update_title(status=True))
            elif not self._update_due:
                # Several of them come to the same.
                self._update_due = True
                loop.after_hops(2, self._update_once)

    def _update_once(self) -> None:
        self._update_due = False
        self.update_title(status=False)

    def _tab_added(self, tab: Tab) -> None:
        if not self.is_open or tab.window is not self.mux_window:
            return
        cols, rows = max(self.cols, tab.cols), max(self.rows, tab.rows)
        if (cols, rows) != (self.cols, self.rows):
            self.resize(cols, rows)
        elif tab.dpi == 0:
            self._resize_tab(tab)

    def update_title(self, *, status: bool) -> None:
        """Compute title and tab bar; notice a bar that must come or go; arm the status timer."""
        window = self.mux_window
        if not self.is_open or window is None or not window.tabs:
            return
        if status:
            self.host.loop.soon(self.emit_status)
        if self._wants_bar(window) != self.has_bar and not self._bar_change_due:
            # Comes with the next frame or so: 100-150 ms were seen.
            self._bar_change_due = True
            self.host.loop.after(self.host.settings.bar_delay_ms, self._change_bar)
        self.schedule_status()

    def _wants_bar(self, window: Window) -> bool:
        return self._bar_enabled and not (len(window.tabs) == 1 and self._bar_hides)

    def _change_bar(self) -> None:
        self._bar_change_due = False
        window = self.mux_window
        if self.is_open and window is not None and self._wants_bar(window) != self.has_bar:
            self.config_was_reloaded()

    def schedule_status(self) -> None:
        """Arm the status timer, unless it is armed."""
        now = self.host.clock.now_ms
        if self._next_status_ms <= now:
            interval = float(self._option("status_update_interval", STATUS_INTERVAL_MS))
            self._next_status_ms = now + interval
            if self._has_status_handlers():
                self.host.loop.at(now + interval, self.emit_status)

    def _has_status_handlers(self) -> bool:
        state = self.host.state
        return state is not None and bool(
            state.has_handlers("update-status") or state.has_handlers("update-right-status")
        )

    def emit_status(self) -> None:
        """update-right-status, then update-status."""
        self.emit("update-right-status")
        self.emit("update-status")

    def set_status(self, side: str, text: str) -> None:
        """Text in the tab bar; also keeps the status timer going."""
        if getattr(self, f"{side}_status") != text:
            setattr(self, f"{side}_status", text)
            self.update_title(status=False)
        else:
            self.schedule_status()

    # Events.

    def emit(self, name: str, pane: Pane | None = None) -> None:
        """Run a window event: one at a time for each name, one more waiting, others dropped."""
        if not self.is_open or self.front_pane is None:
            return
        state = self._events.get(name)
        if state is None:
            self._events[name] = "running"
            self._start(name, pane)
        elif state == "running":
            self._events[name] = "pending"
            self._pending_pane[name] = pane

    def _start(self, name: str, pane: Pane | None) -> None:
        given = pane if pane is not None and pane.id in self.mux.panes else self.front_pane
        if given is None:
            return
        self.host.emit(name, (self.ref, given), lambda _values: self._finish_soon(name))

    def _finish_soon(self, name: str) -> None:
        state = self.host.state
        if state is not None and not state.has_handlers(name):
            self._finish(name)
        else:
            self.host.loop.soon(lambda: self._finish(name))

    def _finish(self, name: str) -> None:
        if self._events.pop(name, None) == "pending" and self.is_open:
            self._events[name] = "running"
            self._start(name, self._pending_pane.pop(name, None))

    def _user_var(self, pane: Pane, name: str, value: str) -> None:
        if pane.tab is None or pane.tab.window is not self.mux_window:
            return
        self.host.emit(
            "user-var-changed",
            (self.ref, pane, name, value),
            lambda _values: self.host.loop.soon(lambda: self.update_title(status=True)),
        )

    # Overlays.

    def show(self, overlay: Overlay, tab: Tab) -> None:
        """Cover a tab; an overlay already there goes without an answer."""
        self._drop_overlay(tab.id)
        self.overlays[tab.id] = overlay
        self.update_title(status=True)

    def _drop_overlay(self, tab_id: int) -> None:
        old = self.overlays.pop(tab_id, None)
        if old is not None:
            self.mux.panes.pop(old.pane.id, None)
            old.pane.dead = True

    def _clear_overlays(self) -> None:
        for tab_id in list(self.overlays):
            self._drop_overlay(tab_id)

    def finish_overlay(self, overlay: Overlay, event: str, args: Sequence[object]) -> None:
        """The user has answered: the overlay goes, then its callback runs."""
        for tab_id, shown in list(self.overlays.items()):
            if shown is overlay:
                self._drop_overlay(tab_id)
        host = self.host
        host.loop.after_hops(
            2, lambda: host.emit(event, (self.ref_of(overlay), overlay.source, *args))
        )
        self.update_title(status=True)

    def ref_of(self, overlay: Overlay) -> GuiRef:
        """The window as it was when the overlay was shown."""
        return GuiRef(self.id, overlay.mux_id)
