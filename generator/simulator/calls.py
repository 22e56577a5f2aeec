"""Calls from Lua: recorded, paid for, perhaps failing, answered now or later.

In:    a name and arguments from one Lua state.
Out:   an answer in the border's form, or a ticket for one.
Never: knows what a call means (that is in the registry).
"""

from __future__ import annotations

from typing import Protocol

from generator.simulator.errors import BudgetExceeded, Crashed, HostDeadlock, HostError
from generator.simulator.gui.frontend import OnScreen
from generator.simulator.host.loop import Ticket
from generator.simulator.host.task import Running
from generator.simulator.lua import border
from generator.simulator.lua.border import Answer
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import to_raw
from generator.simulator.machine.faults import MAKES_PANES, Faults, Kind
from generator.simulator.verbs.table import ASYNC, SUSPENDING, VERBS, Plain

INTERNAL = frozenset({"load", "compiled", "compiled.keep", "package.searchpath", "io.is_open"})
"""Questions of the simulator's own library: neither recorded nor paid for."""

FAILED_IO: dict[Kind, tuple[str, int]] = {
    "short_write": ("No space left on device", 28),
    "no_space_left": ("No space left on device", 28),
    "rename_fails": ("Permission denied", 13),
    "throw": ("Input/output error", 5),
}
"""What a failing `io` or `os` function gives beside nil; these never raise."""

FAILED_CALL: dict[Kind, str] = {
    "no_space": "No space for split!",
    "no_terminal": "failed to openpty: No space left on device (os error 28)",
}
"""What the terminal raises that way."""


class Process(Running, OnScreen, Protocol):
    """The process that the calls are put to."""

    faults: Faults
    fatal: BaseException | None
    """What stopped it: raised again as soon as Lua gives up control."""
    is_evaluating: bool


class Calls:
    """The one way from Lua into the model."""

    def __init__(self, host: Process) -> None:
        self._host = host
        self._tickets: dict[int, Ticket] = {}
        self._next_ticket = 0

    def call(self, state: LuaState, name: str, *args: object) -> Answer:
        """Answer one host call."""
        host = self._host
        host.check()
        try:
            if name in INTERNAL:
                return self._packed(name, VERBS[name](host, state, *args))
            self._record(state, name, args)
            return self._fault(name) or self._packed(name, self._answer(state, name, args))
        except HostError as error:
            return border.FAILED, to_raw(str(error))
        except BaseException as error:
            # Lua could catch it: it is kept, and raised again as soon as Lua gives up control.
            host.fatal = error
            raise

    def _record(self, state: LuaState, name: str, args: tuple[object, ...]) -> None:
        host = self._host
        now = host.clock.now_ms
        if name in SUSPENDING:
            host.trace.add(name, args, 0.0, now, at_load=state.at_load)
            return
        cost = host.settings.cost_ms(name, args)
        host.trace.add(name, args, cost, now, at_load=state.at_load)
        host.clock.now_ms = now + cost

    def _answer(self, state: LuaState, name: str, args: tuple[object, ...]) -> object:
        host = self._host
        if host.faults.crashes(name, after=False):
            raise Crashed(f"before {name}")
        if host.is_evaluating and self._needs_configuration(name, args):
            self._refuse_at_load(name)
        result = VERBS[name](host, state, *args)
        if host.faults.crashes(name, after=True):
            raise Crashed(f"after {name}")
        return result

    def _packed(self, name: str, result: object) -> Answer:
        if type(result) is Plain:
            return border.PLAIN, *result
        if type(result) is Ticket:
            return self._pending(result)
        if name in ASYNC and self._host.settings.strict_async:
            ticket = Ticket()
            self._host.waits.soon(lambda: ticket.resolve(result))
            return self._pending(ticket)
        return border.answer(result)

    @staticmethod
    def _needs_configuration(name: str, args: tuple[object, ...]) -> bool:
        """Whether the call asks for the configuration, whose lock an evaluation holds."""
        if name == "wezterm.time.call_after":
            is_event = args[2]
            return bool(is_event)
        return name in MAKES_PANES or name == "wezterm.reload_configuration"

    def _refuse_at_load(self, name: str) -> None:
        if self._host.mux is None and name in MAKES_PANES:
            raise HostError("cannot get Mux!?")
        raise HostDeadlock(f"{name} while the configuration is evaluated freezes WezTerm for good")

    def _fault(self, name: str) -> Answer | None:
        host = self._host
        kind = host.faults.strike(name)
        if kind is None:
            return None
        if kind == "reload":
            host.loop.soon(host.reload)
            return None
        if kind == "pane_gone":
            self._lose_pane()
            return None
        if kind == "nil":
            return border.PLAIN, None
        if name.startswith(("io.", "File:", "os.")):
            return border.PLAIN, None, *FAILED_IO[kind]
        raise HostError(FAILED_CALL.get(kind, "injected fault"))

    def _lose_pane(self) -> None:
        mux = self._host.mux
        shown = [p for p in mux.panes.values() if p.tab is not None] if mux else []
        if mux is not None and shown:
            mux.remove_pane(shown[-1])

    def over_budget(self) -> None:
        """Too many instructions without giving up control."""
        host = self._host
        limit = host.settings.instruction_budget
        host.fatal = BudgetExceeded(f"more than {limit:,} instructions in one run of Lua")

    # Answers to come.

    def _pending(self, ticket: Ticket) -> Answer:
        self._next_ticket += 1
        self._tickets[self._next_ticket] = ticket
        return border.PENDING, self._next_ticket

    def is_answered(self, number: int) -> bool:
        """Whether the answer has come; if not, the running task is woken when it does."""
        ticket = self._tickets[number]
        current = self._host.current
        if not ticket.done and current is not None:
            ticket.wait(current.wake)
        return ticket.done

    def take_answer(self, number: int) -> Answer:
        """The answer that has come."""
        value = self._tickets.pop(number).value
        if isinstance(value, HostError):
            return border.FAILED, to_raw(str(value))
        if type(value) is Plain:
            return border.PLAIN, *value
        return border.answer(value)

    def wake_soon(self) -> None:
        """Have the running task resumed after everything that is ready, itself about to suspend."""
        current = self._host.current
        if current is not None:
            current.wake()
