"""The running terminal, as windows, key assignments and answers to calls see it.

In:    nothing; `World` fulfils the protocol, and is handed to them.
Out:   `Host`, and the objects in its multiplexer by id.
Never: knows what a call means, or that there are windows on a screen.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Protocol

from generator.simulator.errors import HostError
from generator.simulator.host.loop import Loop
from generator.simulator.host.task import Done, Failed
from generator.simulator.lua.globals_store import GlobalStore
from generator.simulator.lua.runtime import LuaState
from generator.simulator.machine.clock import Clock
from generator.simulator.machine.commands import Command as ChildProcess
from generator.simulator.machine.files import Disk
from generator.simulator.machine.programs import Processes, Program
from generator.simulator.machine.records import Records
from generator.simulator.machine.settings import Settings
from generator.simulator.machine.trace import Trace
from generator.simulator.mux.mux import Mux
from generator.simulator.mux.panes import Pane, Tab, Window
from generator.simulator.mux.terminals import Command


class Host(Protocol):
    """One WezTerm process."""

    settings: Settings
    disk: Disk
    clock: Clock
    trace: Trace
    records: Records
    processes: Processes
    own: Program
    """WezTerm's own process: what runs in panes is below it."""
    loop: Loop
    waits: Loop
    """Where calls that wait are answered: the loop, or a private one during an evaluation."""
    random: random.Random
    globals: GlobalStore
    handles: dict[int, object]
    """Files that Lua has opened, by number; None when closed."""
    watched: set[str]
    """Paths whose change reloads the configuration, beside those in its directory."""
    mux: Mux | None
    """None while the configuration is evaluated for the first time."""
    state: LuaState | None
    """The Lua state of the newest configuration."""
    running: bool

    @property
    def commands(self) -> Mapping[str, ChildProcess]:
        """Child processes that the machine knows, by name."""
        ...

    def evaluate(self) -> LuaState:
        """Evaluate the configuration in a new Lua state; ConfigFailure when that fails."""
        ...

    def reload(self) -> None:
        """Evaluate the configuration for good, and tell every window."""
        ...

    def arm(self, state: LuaState, delay_ms: float, name: str) -> None:
        """Run a callback of that state later, unless the configuration has changed by then."""
        ...

    def start_event(
        self,
        state: LuaState,
        name: str,
        args: Sequence[object],
        *,
        on_done: Done | None = None,
        on_error: Failed | None = None,
    ) -> None:
        """Run an event's handlers in that state, as soon as it is their turn in the queue."""
        ...

    def emit(
        self,
        name: str,
        args: Sequence[object],
        on_done: Done | None = None,
    ) -> None:
        """Run an event's handlers in the newest Lua state."""
        ...

    def initial_size(self) -> tuple[int, int]:
        """Columns and rows of a new window."""
        ...

    def open_window(
        self, workspace: str | None, cols: int, rows: int, command: Command | None = None
    ) -> Pane:
        """Open a window with one tab and one pane, as the user does."""
        ...


def mux_of(host: Host) -> Mux:
    """The multiplexer; it does not exist yet during the first evaluation."""
    if host.mux is None:
        raise HostError("cannot get Mux!?")
    return host.mux


def pane_of(host: Host, number: int) -> Pane:
    """A pane by id; raises as the host does."""
    pane = mux_of(host).panes.get(number)
    if pane is None:
        raise HostError(f"pane id {number} not found in mux")
    return pane


def tab_of(host: Host, number: int) -> Tab:
    """A tab by id; raises as the host does."""
    tab = mux_of(host).tabs.get(number)
    if tab is None:
        raise HostError(f"tab id {number} not found in mux")
    return tab


def window_of(host: Host, number: int) -> Window:
    """A window by id; raises as the host does."""
    window = mux_of(host).windows.get(number)
    if window is None:
        raise HostError(f"window id {number} not found in mux")
    return window
