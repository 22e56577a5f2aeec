"""One process of the simulated terminal: its Lua states, its event loop, its model, its end.

In:    a machine (settings, disk, clock, trace, faults) that outlives it.
Out:   calls from Lua answered, events run, the configuration evaluated and reloaded.
Never: survives a restart: a new process is a new World.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator.simulator.calls import Calls
from generator.simulator.errors import ConfigFailure, Crashed, HostDeadlock
from generator.simulator.gui import error_window, keys
from generator.simulator.gui.frontend import Frontend
from generator.simulator.host.loop import Loop
from generator.simulator.host.startup import CommandLine, Startup
from generator.simulator.host.task import Done, Failed, Task
from generator.simulator.lua import border
from generator.simulator.lua.globals_store import GlobalStore
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import to_raw
from generator.simulator.machine.clock import Clock
from generator.simulator.machine.faults import Faults
from generator.simulator.machine.files import Disk
from generator.simulator.machine.programs import Processes
from generator.simulator.machine.records import Records
from generator.simulator.machine.settings import TRIPLES, VERSIONS, Settings
from generator.simulator.machine.trace import Trace
from generator.simulator.mux.mux import CELL_PIXELS, Mux, Note
from generator.simulator.mux.panes import Pane
from generator.simulator.mux.terminals import Command, Starter
from generator.simulator.tree.errors import HostFailure
from generator.simulator.verbs.files import Exited

SETTLE_MS = 200.0
"""How long after a change in the configuration directory WezTerm reloads."""


@dataclass
class Machine:
    """What outlives a process."""

    settings: Settings
    disk: Disk
    clock: Clock
    trace: Trace
    faults: Faults
    records: Records
    commands: dict[str, Callable[[list[str], Disk], tuple[int, bytes, bytes]]]
    processes: Processes
    worlds: list[World] = field(default_factory=list)
    """The WezTerms that run on it."""
    watched_states: list[LuaState] = field(default_factory=list)
    """All Lua states so far, when a meter or coverage is on."""


class World:
    """One WezTerm process. `start` it, then run its loop."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.settings, self.disk = machine.settings, machine.disk
        self.clock, self.trace, self.faults = machine.clock, machine.trace, machine.faults
        self.records, self.commands = machine.records, machine.commands
        self.loop = Loop(self.clock)
        self.waits = self.loop
        """Where waiting calls are answered: the loop, or a private one during an evaluation."""
        self.processes = machine.processes
        program = self.settings.executable
        self.own = self.processes.start_terminal(program, [program], self.settings.own_directory)
        """WezTerm's own process."""
        self.random = random.Random(self.settings.seed)  # noqa: S311 - not for secrets
        self.globals = GlobalStore()
        self.handles: dict[int, object] = {}
        self.mux: Mux | None = None
        self.frontend: Frontend | None = None
        self.state: LuaState | None = None
        self.generation = 0
        self.running = True
        self.is_evaluating = False
        self.evaluations = 0
        self.current: Task | None = None
        self.fatal: BaseException | None = None
        self.calls = Calls(self)
        self._reload_due = False
        self._loaded_once = False
        self.disk.on_change.append(self._file_changed)
        machine.worlds.append(self)
        self.watched: set[str] = set()

    # The configuration.

    def evaluate(self) -> LuaState:
        """Evaluate the configuration in a new Lua state; ConfigFailure when that fails."""
        settings = self.settings
        self.evaluations += 1
        state = LuaState(
            self.calls.call,
            release=settings.release,
            fields=self._fields(),
            package_path=to_raw(settings.package_path),
            has_gui=not settings.mux_server,
            has_background=settings.background,
            gui_pid=self.own.pid,
            mode=settings.mode,
            budget=settings.instruction_budget,
            over_budget=self.calls.over_budget,
        )
        state.bind(self.calls.is_answered, self.calls.take_answer, self.calls.wake_soon)
        if settings.mode != "budget":
            self.machine.watched_states.append(state)
        text = (
            self.disk.read(settings.config_file)
            if settings.config_file in self.disk
            else b"return {}"
        )
        outcome: list[object] = []
        failures: list[str] = []
        task = Task(self, state, outcome.extend, lambda text, trace: failures.append(trace or text))
        state.h.start_config(task.id, text, to_raw(settings.config_file))
        was_evaluating, waits, current = self.is_evaluating, self.waits, self.current
        self.is_evaluating, self.waits = True, Loop(self.clock)
        try:
            task.run()
            while not task.is_done:
                if not self.waits.step(float("inf")):
                    raise HostDeadlock(
                        "the configuration waits for the event loop that waits for it"
                    )
        finally:
            self.is_evaluating, self.waits, self.current = was_evaluating, waits, current
        if failures:
            raise ConfigFailure(failures[0])
        state.config = outcome[0] if outcome and isinstance(outcome[0], dict) else {}
        try:
            keys.check(state.config)
        except keys.KeyRefused as refused:
            raise ConfigFailure(str(refused)) from refused
        state.at_load = False
        return state

    def _fields(self) -> dict[str, str]:
        settings = self.settings
        values = {
            "config_file": settings.config_file,
            "config_dir": settings.config_dir,
            "home_dir": settings.home,
            "executable_dir": settings.executable_dir,
            "target_triple": TRIPLES[settings.platform],
            "version": VERSIONS[settings.release],
        }
        return {name: to_raw(value) for name, value in values.items()}

    def load_config(self) -> bool:
        """Evaluate for good: a new generation, or the old one kept when it fails."""
        try:
            state = self.evaluate()
        except ConfigFailure as failure:
            self.records.config_errors.append(str(failure))
            if not self._loaded_once:
                raise
            self.records.errors.append(("configuration", str(failure)))
            if self.frontend is not None and self.mux is not None:
                error_window.show(self.mux, str(failure))
            return False
        self._loaded_once = True
        self.state = state
        self.generation += 1
        if self.mux is not None:
            self.mux.config = state.config
        return True

    def reload(self) -> None:
        """WezTerm notices a change, or is told to reload."""
        self.load_config()
        state = self.state
        assert state is not None  # noqa: S101 - load_config raised otherwise
        self.loop.after_hops(2, lambda: self._schedule_deferred(state))
        if self.frontend is not None:
            self.frontend.config_was_reloaded()

    def _schedule_deferred(self, state: LuaState) -> None:
        if state is not self.state:
            return
        deferred, state.deferred = state.deferred, []
        for delay_ms, name in deferred:
            self.arm(state, delay_ms, name)

    def arm(self, state: LuaState, delay_ms: float, name: str) -> None:
        """Run a callback of that state later, unless the configuration has changed by then.

        One hop sets the host's timer, and the callback runs in the hop in which that has passed: in
        the first for a delay of 0, so before whoever waits for an answer of a window.
        """
        generation = self.generation

        def fire() -> None:
            if generation == self.generation:
                task = self._event_task(state, name, (), lambda _values: None, self._swallow)
                task.run()

        self.loop.soon(lambda: self.loop.after(delay_ms, fire) if delay_ms > 0 else fire())

    def _swallow(self, text: str, trace: str) -> None:
        self.records.swallowed.append(trace or text)

    def _file_changed(self, path: str) -> None:
        if self._reload_due or not self.running or not self._loaded_once:
            return
        parts = self.disk.parts(path)
        in_directory = parts[:-1] == self.disk.parts(self.settings.config_dir)
        # A directory is watched with the files in it, and not what is below those.
        if not in_directory and not {"/".join(parts), "/".join(parts[:-1])} & self.watched:
            return
        state = self.state
        if state is not None and state.config.get("automatically_reload_config") is False:
            return
        self._reload_due = True

        def due() -> None:
            self._reload_due = False
            self.reload()

        self.loop.after(SETTLE_MS, due)

    # Events.

    def start_event(
        self,
        state: LuaState,
        name: str,
        args: Sequence[object],
        *,
        on_done: Done | None = None,
        on_error: Failed | None = None,
    ) -> None:
        """Run an event's handlers as a task, as soon as it is their turn in the queue."""
        done = on_done or (lambda _values: None)
        if not state.has_handlers(to_raw(name)):
            done([True])
            return

        def failed(text: str, trace: str) -> None:
            (on_error or (lambda t, tr: self.records.errors.append((name, tr or t))))(text, trace)
            done([])

        self.loop.soon(self._event_task(state, name, args, done, failed).run)

    def _event_task(
        self,
        state: LuaState,
        name: str,
        args: Sequence[object],
        on_done: Done,
        on_error: Failed,
    ) -> Task:
        task = Task(self, state, on_done, on_error)
        state.h.start_event(task.id, to_raw(name), *border.tagged(args))
        return task

    def emit(
        self,
        name: str,
        args: Sequence[object],
        on_done: Done | None = None,
    ) -> None:
        """Run an event's handlers in the newest Lua state."""
        if self.state is not None:
            self.start_event(self.state, name, args, on_done=on_done)

    # Life.

    def start(self, line: CommandLine = CommandLine()) -> None:  # noqa: B008 - it is frozen
        """Start the process: evaluate, start-up events, the default window."""
        settings = self.settings
        self.load_config()
        mux = Mux(Starter(self.disk, self.processes, settings, self.own), settings.domains)
        self.mux = mux
        mux.config = self.state.config if self.state else {}
        self.own.image.argv[1:] = line.words
        found = line.usual_domain(mux)
        if found is None:
            name = mux.option("default_domain", default="local")
            raise ConfigFailure(f"desired default domain '{name}' was not found in mux!?")
        mux.default_domain = found
        mux.listeners.append(self._pane_ended)
        mux.activities += 1

        def done() -> None:
            mux.activities -= 1
            self.loop.soon(mux.prune)

        startup = Startup(self, line, done)
        if settings.mux_server:
            # No scheduler yet: timers armed by this evaluation never start.
            self.loop.soon(startup.server)
            return
        mux.set_active_workspace(line.workspace or mux.active_workspace)
        self.frontend = Frontend(self)
        self.reload()
        self.loop.soon(startup.gui)

    def initial_size(self) -> tuple[int, int]:
        """Columns and rows of a new window."""
        config = self.state.config if self.state else {}
        return (
            int(config.get("initial_cols") or self.settings.cols),
            int(config.get("initial_rows") or self.settings.rows),
        )

    def open_window(
        self, workspace: str | None, cols: int, rows: int, command: Command | None = None
    ) -> Pane:
        """A window with one tab and one pane, as the user or the start-up opens it."""
        mux = self.mux
        assert mux is not None  # noqa: S101 - only called in a started world
        window = mux.new_window(workspace)
        pane = mux.new_pane(mux.default_domain, command or Command(), (cols, rows))
        pixels = (cols * CELL_PIXELS[0], rows * CELL_PIXELS[1])
        mux.add_tab(window, mux.new_tab(pane, cols, rows, pixels, 96))
        mux.notify("WindowCreated", window=window)
        return pane

    def _pane_ended(self, note: Note) -> None:
        mux = self.mux
        if mux is None:
            return
        if note.kind == "PaneEnded" and note.pane is not None:
            pane, exit_ms = note.pane, self.settings.shell_exit_ms
            ended = partial(self.loop.soon, lambda: mux.remove_pane(pane))
            if exit_ms > 0:
                self.loop.after(exit_ms, ended)
            else:
                ended()
        quits = self.frontend is not None
        if note.kind == "Empty" and quits:
            self.loop.soon(lambda: self._quit_if_empty(mux))

    def _quit_if_empty(self, mux: Mux) -> None:
        wanted = mux.option("quit_when_all_windows_are_closed", default=True)
        if wanted and not mux.panes and not mux.activities:
            self.end()

    def end(self) -> None:
        """The process is gone, and with it all that ran in its panes."""
        self.running = False
        self.processes.end_terminal(self.own)
        if self in self.machine.worlds:
            self.machine.worlds.remove(self)
        if self._file_changed in self.disk.on_change:
            self.disk.on_change.remove(self._file_changed)

    def step(self, until_ms: float) -> bool:
        """Run one callback that is due by then; False when there is none."""
        try:
            return self.loop.step(until_ms)
        except Exited:
            self.end()
        except HostFailure as failure:
            # The GUI itself froze, outside any Lua: nothing goes on after that.
            self.fatal = failure
            raise
        except Crashed:
            self.end()
            raise
        return True

    def check(self) -> None:
        """Raise what stopped the process, if anything did."""
        if self.fatal is not None:
            raise self.fatal
