"""One coroutine of Lua and its place in the event loop.

In:    a Lua state and a coroutine started in it.
Out:   its results or its error, once.
Never: two slices at a time; a slice after its end.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Protocol

from generator.simulator.host.loop import Loop
from generator.simulator.lua import border
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import from_raw
from generator.simulator.machine.files import Disk
from generator.simulator.machine.trace import Trace

Done = Callable[[list[object]], object]
"""Takes a task's results."""
Failed = Callable[[str, str], object]
"""Takes an error's text and its trace."""

_ids = count(1)


class Running(Protocol):
    """The process that a task is part of."""

    running: bool
    waits: Loop
    disk: Disk
    trace: Trace
    current: Task | None
    """The one that runs now."""

    def check(self) -> None:
        """Raise what stopped the process, if anything did."""
        ...


class Task:
    """A handler, a timer's callback, an evaluation, or a test's code."""

    def __init__(
        self,
        process: Running,
        state: LuaState,
        on_done: Done,
        on_error: Failed,
    ) -> None:
        self.id = next(_ids)
        self.is_done = False
        self._process, self._state = process, state
        self._on_done, self._on_error = on_done, on_error
        self._is_queued = False

    def wake(self) -> None:
        """Something that it waits for has happened: run again when it is its turn."""
        if not self._is_queued and not self.is_done:
            self._is_queued = True
            self._process.waits.soon(self.run)

    def run(self) -> None:
        """Run it until it suspends or ends."""
        self._is_queued = False
        if self.is_done or not self._process.running:
            return
        process, state = self._process, self._state
        before, process.current = process.current, self
        state.begin_slice()
        process.trace.begin_slice()
        try:
            outcome = state.step(self.id)
        finally:
            process.trace.end_slice(at_load=state.at_load)
            process.current = before
        process.check()
        if not isinstance(outcome, tuple):
            outcome = (outcome,)
        code = outcome[0]
        if code == "done":
            self.is_done = True
            self._on_done(border.take(outcome[1:]))
        elif code == "error":
            self.is_done = True
            text, trace = (process.disk.spell_out(from_raw(str(each))) for each in outcome[1:])
            self._on_error(text, trace)
        elif code == "again":
            self.wake()
