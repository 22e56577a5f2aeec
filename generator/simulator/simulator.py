"""The simulated machine as tests, benchmarks and rehearsals hold it.

In:    settings; then the user's hands (user.py) and Lua code.
Out:   what is there: windows, files, toasts, events, errors, costs.
Never: lets the plugin near it: that sees only `wezterm`.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from generator.simulator.errors import LuaFailure, SimulatorError
from generator.simulator.host.startup import CommandLine
from generator.simulator.host.task import Done, Failed, Task
from generator.simulator.lua import border
from generator.simulator.lua.text import to_raw
from generator.simulator.machine.clock import Clock
from generator.simulator.machine.commands import default_commands
from generator.simulator.machine.faults import Faults
from generator.simulator.machine.files import Disk, Loss
from generator.simulator.machine.plugin_files import plugin_files
from generator.simulator.machine.programs import Processes
from generator.simulator.machine.records import Records
from generator.simulator.machine.settings import (
    DEFAULT_PLUGIN,
    PLUGIN_URL,
    PluginText,
    Settings,
    make_config,
)
from generator.simulator.machine.trace import Trace
from generator.simulator.user import User
from generator.simulator.view import View
from generator.simulator.world import Machine, World

IDLE_GAP_MS = 250.0
"""Nothing due within this time counts as idle."""

IDLE_LIMIT_MS = 30_000.0
"""`run()` gives up waiting for idleness after this much virtual time."""

RESTART_MS = 1000.0
"""Virtual time between the end of one process and the start of the next."""


class Simulator(User):
    """One machine with one WezTerm on it; see the page of the package for all that it can do."""

    config_text = staticmethod(make_config)

    def __init__(
        self,
        plugin: str | Path | PluginText | None = DEFAULT_PLUGIN,
        *,
        disk: Disk | None = None,
        files: Mapping[str, bytes | str] | None = None,
        **settings: Any,
    ) -> None:
        """Set the machine up; nothing runs before `start`.

        Args:
            plugin: as in `Settings`.
            disk: another machine's disk.
            files: path to text or bytes, on the disk from the start.
            settings: fields of `Settings`; TypeError for any other name.
        """
        chosen = replace(Settings(plugin=plugin), **settings)
        files_ = disk if disk is not None else Disk(chosen.platform)
        clock = Clock()
        super().__init__(
            Machine(
                settings=chosen,
                disk=files_,
                clock=clock,
                trace=Trace(),
                faults=Faults(),
                records=Records(),
                commands=default_commands(),
                processes=Processes(files_, chosen.platform, clock),
            )
        )
        self._install()
        for path, data in (files or {}).items():
            self.files[path] = data.encode() if isinstance(data, str) else data
        self.world = World(self.machine)

    # The disk.

    def _install(self) -> None:
        settings, disk = self.settings, self.files
        for directory in (settings.home, settings.config_dir, settings.data_dir, "/tmp"):  # noqa: S108
            disk.make_directory(directory)
        disk[settings.config_file] = settings.config_text().encode("utf-8", "surrogateescape")
        root = settings.checkout()
        for name, text in plugin_files(settings.plugin).items():
            disk[f"{root}/{name}"] = text
        disk.sync()

    # Life.

    def start(self, **line: Any) -> Simulator:
        """Start the process and run until idle; ConfigFailure when the configuration fails.

        `line` is what stands behind `wezterm start`: args, cwd, domain, workspace, attach.
        """
        self.world.start(CommandLine(**line))
        self.run()
        return self

    def run(self, ms: float | None = None) -> Simulator:
        """Run for `ms` virtual milliseconds, or until nothing is due soon.

        Other WezTerms on this machine run as well, in the order of time.
        """
        self.world.check()
        end_ms = self.clock.now_ms + (IDLE_LIMIT_MS if ms is None else ms)
        if ms is not None:
            while self._step_any(end_ms):
                pass
            self.clock.advance_to(end_ms)
        else:
            while self.clock.now_ms < end_ms:
                if not self._step_any(min(self.clock.now_ms + IDLE_GAP_MS, end_ms)):
                    break
        return self

    def _step_any(self, until_ms: float) -> bool:
        worlds = self.machine.worlds
        return bool(worlds) and min(worlds, key=lambda each: each.loop.due_ms).step(until_ms)

    def step(self) -> bool:
        """Run one callback of the event loop that is ready now; False when none is."""
        done = self.world.step(self.clock.now_ms)
        self.world.check()
        return done

    def reload(self) -> Simulator:
        """Evaluate the configuration again, and run until idle."""
        self.world.reload()
        return self.run()

    def restart(
        self,
        *,
        lost: Loss = "nothing",
        torn_bytes: int = 0,
        line: Mapping[str, Any] | None = None,
        **changes: Any,
    ) -> Simulator:
        """End the process and start a new one on the same disk; `changes` are settings.

        `line` is what stands on the command line, as for `start`.

        `lost` tells what a crash took from files written since the last restart.
        """
        self.kill()
        self.files.lose(lost, torn_bytes)
        machine = self.machine
        machine.settings = replace(machine.settings, **changes)
        machine.records = Records()
        machine.clock.advance(RESTART_MS)
        if "config" in changes:
            self.files[self.settings.config_file] = self.settings.config_text().encode()
            self.files.sync()
        machine.faults.clear()
        self.world = World(machine)
        return self.start(**line or {})

    def kill(self) -> None:
        """The process is killed, and with it all that runs in its panes; the disk stays."""
        self.world.end()

    def beside(self, **changes: Any) -> Simulator:
        """Another WezTerm on this machine, as `wezterm start --always-new-process` starts it.

        It shares the disk, the clock and the process table; `start` it. `changes` are settings.
        """
        # Whether a domain is connected is a matter of each process.
        domains = tuple(replace(domain) for domain in self.settings.domains)
        machine = replace(
            self.machine,
            settings=replace(self.settings, **{"domains": domains, **changes}),
            trace=Trace(),
            faults=Faults(),
            records=Records(),
            watched_states=[],
        )
        other = copy(self)
        View.__init__(other, machine)
        other.world = World(machine)
        return other

    # Lua.

    def start_lua(
        self,
        code: str,
        *args: object,
        on_done: Done | None = None,
        on_error: Failed | None = None,
    ) -> Task:
        """Queue code as an event handler would be; it runs with the loop."""
        state = self._state()
        url = PLUGIN_URL if self.settings.plugin is not None else None
        failed = on_error or (lambda text, _trace: self.world.records.errors.append(("test", text)))
        task = Task(self.world, state, on_done or (lambda _values: None), failed)
        state.h.start_code(task.id, to_raw(code), url, *border.tagged(args))
        self.world.loop.soon(task.run)
        return task

    def lua(self, code: str, *args: object) -> Any:
        """Run code as an event handler would run, until it ends, and give its results."""
        results: list[list[object]] = []
        failures: list[str] = []
        task = self.start_lua(
            code, *args, on_done=results.append, on_error=lambda text, _t: failures.append(text)
        )
        world = self.world
        end_ms = self.clock.now_ms + IDLE_LIMIT_MS * 20
        while not task.is_done:
            if not world.step(end_ms):
                raise SimulatorError("the code waits for something that will never happen")
        if failures:
            raise LuaFailure(failures[0])
        values = [self._seen(value) for value in results[0]]
        return None if not values else values[0] if len(values) == 1 else tuple(values)

    def call(self, name: str, *args: object) -> Any:
        """`plugin.NAME(...)`, until it ends."""
        return self.lua(f"return plugin.{name}(...)", *args)

    def call_sync(self, event: str, *args: object) -> tuple[Any, ...]:
        """Call an event's first handler as `format-tab-title` is called: "done" and its results.

        "none" without a handler; "error" and a text when it raises. It can't suspend.
        """
        outcome = self._state().h.call_sync(to_raw(event), *border.tagged(args))
        self.world.check()
        if not isinstance(outcome, tuple):
            return (outcome,)
        return (outcome[0], *border.take(outcome[1:]))

    def _seen(self, value: object) -> object:
        """A result as a test wants it: objects of the model instead of references."""
        if isinstance(value, border.Ref) and self.world.mux is not None:
            mux = self.world.mux
            tables: Mapping[str, Mapping[int, object]] = {
                "MuxPane": mux.panes,
                "MuxTab": mux.tabs,
                "MuxWindow": mux.windows,
                "GuiWin": self.world.frontend.windows if self.world.frontend else {},
            }
            held = tables.get(value.kind)
            return held.get(cast("int", value.held)) if held is not None else value
        if isinstance(value, list):
            return [self._seen(item) for item in value]
        if isinstance(value, dict):
            return {key: self._seen(item) for key, item in value.items()}
        return value
