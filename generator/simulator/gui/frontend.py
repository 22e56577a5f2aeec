"""The GUI's front end: which window on the screen shows which window of the multiplexer.

In:    notifications of the multiplexer.
Out:   GUI windows made, re-targeted and closed, by the host's own algorithm.
Never: reacts at once: every reaction waits in the queue until Lua yields or ends.
"""

from __future__ import annotations

from itertools import count
from typing import Protocol

from generator.simulator.gui.window import GuiWindow
from generator.simulator.host.host import Host
from generator.simulator.host.loop import Ticket
from generator.simulator.lua.border import GuiRef
from generator.simulator.mux.mux import Mux, Note

RECONCILING = frozenset(
    {"WindowCreated", "WindowRemoved", "WindowWorkspaceChanged", "ActiveWorkspaceChanged"}
)


class OnScreen(Host, Protocol):
    """A process with windows on the screen."""

    frontend: Frontend | None
    """None in a multiplexer server, and before the first window."""


class Frontend:
    """All windows on the screen."""

    def __init__(self, host: Host) -> None:
        if host.mux is None:
            raise ValueError("the multiplexer comes first")
        self.host = host
        self.mux: Mux = host.mux
        self.windows: dict[int, GuiWindow] = {}
        """By id, in order of creation."""
        self.known: dict[int, int] = {}
        """GUI window -> the multiplexer window that it shows (or is about to)."""
        self.spawned: set[int] = set()
        """Multiplexer windows that a GUI window was made for; stale after a re-targeting."""
        self.switching = False
        self.focused_id: int | None = None
        self._ids = count()
        self.mux.listeners.append(self.on_note)

    @property
    def focused(self) -> GuiWindow | None:
        """The window that has the keyboard."""
        found = self.windows.get(self.focused_id) if self.focused_id is not None else None
        return found or next(iter(self.windows.values()), None)

    def on_note(self, note: Note) -> None:
        """Queue what the front end does about a notification."""
        loop = self.host.loop
        if note.kind in RECONCILING:
            loop.soon(self._reconcile_unless_switching)
        elif note.kind == "PaneFocused" and note.pane is not None:
            pane = note.pane
            loop.soon(lambda: self.mux.focus_pane_and_tab(pane))
        elif note.kind == "WorkspaceRenamed":
            active = self.mux.active_workspace
            if active in (note.name, note.value):
                self.switching = True
                loop.soon(lambda: self.switch_workspace(note.value))
        for window in list(self.windows.values()):
            window.on_note(note)

    def _reconcile_unless_switching(self) -> None:
        if not self.switching:
            self.reconcile()

    def reconcile(self) -> Ticket:
        """Have the active workspace's windows shown; answered when new ones are open."""
        ticket = Ticket()
        mux, loop = self.mux, self.host.loop
        workspace = mux.active_workspace
        if mux.is_empty_workspace(workspace):
            if self.switching:
                ticket.resolve()
                return ticket
            for name in mux.workspaces():
                if not mux.is_empty_workspace(name):
                    mux.set_active_workspace(name)
                    break
        workspace = mux.active_workspace
        wanted = [window.id for window in mux.windows_in(workspace)]
        shown: dict[int, int] = {}
        unused: dict[int, int] = {}
        for gui_id, mux_id in sorted(self.known.items()):
            if mux_id in wanted:
                shown[gui_id] = mux_id
                wanted.remove(mux_id)
            else:
                unused[gui_id] = mux_id
        for gui_id, old in unused.items():
            if wanted:
                target = wanted.pop(0)
                shown[gui_id] = target
                gui = self.windows.get(gui_id)
                if gui is not None:
                    loop.soon(lambda gui=gui, target=target: gui.switch_to(target))  # type: ignore[misc]
            else:
                self._close(gui_id)
                self.spawned.discard(old)
        self.known = dict(sorted(shown.items()))
        loop.soon(lambda: self._open_left_over(wanted, ticket))
        return ticket

    def _open_left_over(self, wanted: list[int], ticket: Ticket) -> None:
        for mux_id in wanted:
            if mux_id in self.known.values() or mux_id in self.spawned:
                continue
            if mux_id not in self.mux.windows:
                continue
            self.spawned.add(mux_id)
            window = GuiWindow(self, next(self._ids), mux_id)
            self.windows[window.id] = window
            if self.focused_id not in self.windows:
                self.focused_id = window.id
            window.opened()
            self.known[window.id] = mux_id
            if not self.switching:
                self.reconcile()
        self.switching = False
        ticket.resolve()

    def _close(self, gui_id: int) -> None:
        window = self.windows.pop(gui_id, None)
        if window is not None:
            window.closed()
            self.known.pop(gui_id, None)
            self.host.loop.soon(self._reconcile_unless_switching)

    def close_by_user(self, window: GuiWindow) -> None:
        """The window's close button: its panes end with it."""
        mux_window = self.mux.windows.get(window.mux_id)
        self._close(window.id)
        if mux_window is not None:
            self.mux.kill_window(mux_window)

    def switch_workspace(self, name: str) -> None:
        """End of a switch: the name is active, and its windows are shown."""
        self.mux.set_active_workspace(name)
        self.switching = False
        self.reconcile()

    def gui_for(self, mux_id: int) -> GuiRef | None:
        """The GUI window that shows a window of the multiplexer."""
        for gui_id, shown in sorted(self.known.items()):
            if shown == mux_id:
                return GuiRef(gui_id, mux_id)
        return None

    def config_was_reloaded(self) -> None:
        """Every window evaluates the configuration once more for itself."""
        for window in list(self.windows.values()):
            self.host.loop.soon(window.config_was_reloaded)
