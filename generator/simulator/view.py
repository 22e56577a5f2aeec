"""What there is to see of the simulated machine.

In:    the machine, and the process that runs on it.
Out:   windows, tabs and panes, the disk, what has happened, what it has cost.
Never: changes anything (that is the user, or Lua).
"""

from __future__ import annotations

from typing import Any, Final

from generator.simulator.errors import SimulatorError
from generator.simulator.gui.overlays import Overlay
from generator.simulator.gui.window import GuiWindow
from generator.simulator.lua import meter
from generator.simulator.lua.runtime import LuaState
from generator.simulator.machine.records import Toast
from generator.simulator.machine.settings import Settings
from generator.simulator.mux.mux import Mux
from generator.simulator.mux.panes import Pane, Tab, Window
from generator.simulator.world import Machine, World


class View:
    """Part of `Simulator`: everything that a test can look at."""

    world: World

    def __init__(self, machine: Machine) -> None:
        """Look at this machine; the process on it is set where it starts."""
        self.machine: Final = machine
        self.clock: Final = machine.clock
        """Virtual time."""
        self.trace: Final = machine.trace
        """Every host call."""
        self.faults: Final = machine.faults
        """What goes wrong on demand."""
        self.commands: Final = machine.commands
        """Child processes that the machine knows: name -> function(argv, disk)."""
        self.files: Final = machine.disk
        """The simulated disk: path -> bytes."""

    # The machine.

    @property
    def settings(self) -> Settings:
        """How the machine is set up; a restart may change it."""
        return self.machine.settings

    def state_files(self) -> dict[str, bytes]:
        """Files below the plugin's data directory: path -> bytes."""
        return self.machine.disk.under(self.state_directory)

    @property
    def state_directory(self) -> str:
        """Where the plugin keeps its documents unless it is told otherwise."""
        settings = self.settings
        if settings.platform == "macos":
            return settings.join("Library", "Application Support", "wezterm-sessions", "state")
        if settings.platform == "windows":
            return settings.join("AppData", "Roaming", "wezterm-sessions", "state")
        data = settings.environment.get("XDG_DATA_HOME") or settings.join(".local", "share")
        return f"{data}/wezterm-sessions/state"

    # The process.

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self.world.running

    @property
    def config(self) -> dict[str, Any]:
        """The evaluated configuration."""
        return self._state().config

    def _state(self) -> LuaState:
        if self.world.state is None:
            raise SimulatorError("start() comes first")
        return self.world.state

    # The multiplexer.

    @property
    def mux(self) -> Mux:
        """The multiplexer."""
        if self.world.mux is None:
            raise SimulatorError("start() comes first")
        return self.world.mux

    @property
    def workspace(self) -> str:
        """Name of the active workspace."""
        return self.mux.active_workspace

    def workspaces(self) -> list[str]:
        """Names of all workspaces."""
        return self.mux.workspaces()

    def windows(self, workspace: str | None = None) -> list[Window]:
        """Windows of the multiplexer by id, of one workspace or all."""
        windows = [window for _, window in sorted(self.mux.windows.items())]
        return [w for w in windows if workspace is None or w.workspace == workspace]

    def window(self, index: int | None = None) -> Window:
        """A window of the active workspace by place; without one, that which has the keyboard."""
        if index is not None:
            return self.windows(self.workspace)[index]
        gui = self.world.frontend.focused if self.world.frontend else None
        found = gui.mux_window if gui else None
        return found or self.windows(self.workspace)[0]

    def tab(self, index: int | None = None) -> Tab:
        """A tab of that window by place; without one, the active tab."""
        window = self.window()
        found = window.active_tab if index is None else window.tabs[index]
        if found is None:
            raise SimulatorError("the window has no tab")
        return found

    def pane(self, index: int | None = None) -> Pane:
        """A pane of the active tab in tree order; without an index, the active one."""
        tab = self.tab()
        found = tab.active_pane if index is None else tab.panes[index]
        if found is None:
            raise SimulatorError("the tab has no pane")
        return found

    def leaked_panes(self) -> list[Pane]:
        """Panes that live on without a tab."""
        return self.mux.leaked()

    # Windows on the screen.

    def gui_windows(self) -> list[GuiWindow]:
        """Windows on the screen, oldest first."""
        return list(self.world.frontend.windows.values()) if self.world.frontend else []

    @property
    def gui(self) -> GuiWindow:
        """The window that has the keyboard."""
        focused = self.world.frontend.focused if self.world.frontend else None
        if focused is None:
            raise SimulatorError("no window is on the screen")
        return focused

    @property
    def right_status(self) -> str:
        """Text at the right of the focused window's tab bar."""
        return self.gui.right_status

    @property
    def overlay(self) -> Overlay | None:
        """The picker or prompt that is shown, if any."""
        shown = [overlay for gui in self.gui_windows() for overlay in [gui.overlay] if overlay]
        return shown[0] if shown else None

    # What has happened.

    @property
    def toasts(self) -> list[Toast]:
        """Messages of the desktop."""
        return self.world.records.toasts

    @property
    def logs(self) -> list[tuple[str, str]]:
        """Log lines: level, text."""
        return self.world.records.logs

    @property
    def events(self) -> list[tuple[str, tuple[object, ...]]]:
        """What was given to `wezterm.emit`: name, arguments."""
        return self.world.records.events

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Errors raised in event handlers: event, traceback."""
        return self.world.records.errors

    @property
    def swallowed_errors(self) -> list[str]:
        """Errors raised in timers, which the real terminal drops."""
        return self.world.records.swallowed

    @property
    def performed(self) -> list[object]:
        """Key assignments that were performed."""
        return self.world.records.performed

    @property
    def children(self) -> list[list[str]]:
        """Child processes that were started: argument lists."""
        return self.world.records.children

    # What it costs.

    @property
    def meter(self) -> meter.Reading:
        """Instructions, bytes and host calls of all Lua states so far; needs `meter=True`."""
        if not self.settings.meter:
            raise SimulatorError("make the simulator with meter=True")
        return meter.read(self.machine.watched_states)

    @property
    def coverage(self) -> dict[str, set[int]]:
        """Lines that have run, by chunk name; needs `coverage=True`."""
        if not self.settings.coverage:
            raise SimulatorError("make the simulator with coverage=True")
        return meter.hit_lines(self.machine.watched_states)
