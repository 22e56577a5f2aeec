"""The event loop of the main thread: what is ready, in order, and what is due later.

In:    callbacks, now or at a time; tickets that stand for an answer still to come.
Out:   the callbacks run one after another, first in, first out.
Never: knows Lua, windows or files.

The host's queue is first in, first out (promise/src/spawn.rs, window/src/spawn.rs), and everything
that the GUI does in answer to a plugin's call waits in it until Lua suspends or ends.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from itertools import count

from generator.simulator.machine.clock import Clock

Callback = Callable[[], None]


class Ticket:
    """An answer to come. `value` is set once; then whoever waits is woken."""

    __slots__ = ("_waiting", "done", "value")

    def __init__(self) -> None:
        self.done = False
        self.value: object = None
        self._waiting: list[Callback] = []

    def wait(self, wake: Callback) -> None:
        """Have `wake` called when the answer is there."""
        self._waiting.append(wake)

    def resolve(self, value: object = None) -> None:
        """Give the answer; a second one is ignored."""
        if self.done:
            return
        self.done, self.value = True, value
        waiting, self._waiting = self._waiting, []
        for wake in waiting:
            wake()


class Loop:
    """Ready callbacks and timers on one virtual clock."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._ready: deque[Callback] = deque()
        self._timers: list[tuple[float, int, Callback]] = []
        self._order = count()

    def soon(self, callback: Callback) -> None:
        """Run it after everything that is ready now: timers that are due by now as well."""
        self._collect_due()
        self._ready.append(callback)

    def after_hops(self, hops: int, callback: Callback) -> None:
        """Run it as a message that is handed on `hops` times before it arrives."""
        if hops <= 1:
            self.soon(callback)
        else:
            self.soon(lambda: self.after_hops(hops - 1, callback))

    def at(self, at_ms: float, callback: Callback) -> None:
        """Run it at a time (or after what is ready, when that time has passed)."""
        heapq.heappush(self._timers, (at_ms, next(self._order), callback))

    def after(self, delay_ms: float, callback: Callback) -> None:
        """Run it `delay_ms` from now."""
        self.at(self.clock.now_ms + delay_ms, callback)

    def ticket_after(self, delay_ms: float, answer: Callable[[], object]) -> Ticket:
        """A ticket that is answered by calling `answer` after a while."""
        ticket = Ticket()
        self.after(delay_ms, lambda: ticket.resolve(answer()))
        return ticket

    @property
    def is_ready(self) -> bool:
        """Whether there is something to do right now."""
        return bool(self._ready) or self._next_at() <= self.clock.now_ms

    @property
    def due_ms(self) -> float:
        """When there is something to do next; never, where nothing is due."""
        return self.clock.now_ms if self._ready else self._next_at()

    def _next_at(self) -> float:
        return self._timers[0][0] if self._timers else float("inf")

    def _collect_due(self) -> None:
        while self._timers and self._timers[0][0] <= self.clock.now_ms:
            self._ready.append(heapq.heappop(self._timers)[2])

    def step(self, until_ms: float) -> bool:
        """Run one callback, going to the next timer if it is not later than `until_ms`.

        False when nothing is ready or due by then: the clock stays where it is.
        """
        self._collect_due()
        if not self._ready:
            next_at = self._next_at()
            if not self._timers or next_at > until_ms:
                return False
            self.clock.advance_to(next_at)
            self._collect_due()
        self._ready.popleft()()
        return True

    def run_until(self, until_ms: float) -> None:
        """Run everything due by `until_ms`, then set the clock there."""
        while self.step(until_ms):
            pass
        self.clock.advance_to(until_ms)

    def run_idle(self, gap_ms: float, limit_ms: float) -> bool:
        """Run until nothing is due within `gap_ms`, at most `limit_ms`; True when idle."""
        end_ms = self.clock.now_ms + limit_ms
        while self.clock.now_ms < end_ms:
            if not self.step(min(self.clock.now_ms + gap_ms, end_ms)):
                return True
        return not self.is_ready
