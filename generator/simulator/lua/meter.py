"""What the plugin's Lua costs and which of its lines have run, exactly.

In:    Lua states made with `meter=True` or `coverage=True`.
Out:   VM instructions, bytes allocated, lines hit and lines that could be.
Never: counts the simulator's own Lua: host calls run in coroutines without hooks.

Instructions are counted by a hook at every single one (a larger step would be wrong: the hook's own
instructions eat its countdown). Each host call passes a wrapper that is counted too; what that
costs is measured once per state and taken off. Bytes are what the plugin allocated with garbage
collection stopped, the host's results left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.simulator.lua.runtime import LuaState

HEADER_BYTES = 4 + 1 + 1 + 6 + 3 + 8 + 8
"""Signature, version, format, check bytes, three sizes, one integer, one number (Lua 5.4)."""

NIL, FALSE, INTEGER, TRUE, FLOAT, SHORT_STRING, LONG_STRING = 0, 1, 3, 17, 19, 4, 20
PREPARE_VARARGS = b"\x51"
ABSOLUTE_LINE = -128
"""In the table of line steps: look it up instead."""


@dataclass(frozen=True)
class Reading:
    """Figures of one moment; differences of two of them mean something."""

    instructions: int
    bytes: float
    host_calls: int

    def since(self, before: Reading) -> Reading:
        """What happened between two readings."""
        return Reading(
            self.instructions - before.instructions,
            self.bytes - before.bytes,
            self.host_calls - before.host_calls,
        )


def read(states: Iterable[LuaState]) -> Reading:
    """The figures of all Lua states of a process together."""
    instructions, allocated, calls = 0, 0.0, 0
    for state in states:
        calls += int(state.h.meter.calls)
        instructions += instructions_of(state)
        allocated += state.memory_bytes() - state.base_bytes
        allocated -= float(state.h.meter.host_bytes) * 1024
    return Reading(instructions, allocated, calls)


def instructions_of(state: LuaState) -> int:
    """Instructions of one state; this alone allocates nothing in it."""
    per_call, per_wait = wrapper_instructions(state)
    calls, waits = int(state.h.meter.calls), int(state.h.meter.waits)
    return int(state.h.instructions()) - calls * per_call - waits * per_wait


def wrapper_instructions(state: LuaState) -> tuple[int, int]:
    """Instructions of the wrapper around one host call, and of one wait in it, measured once."""
    if state.wrapper_instructions is None:
        per_call, per_wait = state.h.calibrate()
        state.wrapper_instructions = (int(per_call), int(per_wait))
    return state.wrapper_instructions


# Lines that can be hit, from the bytecode of all functions of a chunk.


class _Dump:
    """Reads what `string.dump` wrote."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, HEADER_BYTES + 1

    def byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def number(self) -> int:
        """A size or integer: seven bits a byte, the last one marked."""
        value = 0
        while True:
            byte = self.byte()
            value = (value << 7) | (byte & 0x7F)
            if byte & 0x80:
                return value

    def skip(self, count: int) -> None:
        self._at += count

    def string(self) -> None:
        size = self.number()
        self.skip(max(size - 1, 0))

    def constants(self) -> None:
        for _ in range(self.number()):
            kind = self.byte()
            if kind in (INTEGER, FLOAT):
                self.skip(8)
            elif kind in (SHORT_STRING, LONG_STRING):
                self.string()
            elif kind not in (NIL, FALSE, TRUE):
                raise ValueError(f"unknown constant of type {kind} in the bytecode")

    def function(self, lines: set[int]) -> None:
        """One function and those inside it: adds the lines that its instructions stand on."""
        self.string()
        first_line, last_line = self.number(), self.number()
        self.skip(3)  # parameters, varargs, stack
        opcodes = self._code()
        self.constants()
        for _ in range(self.number()):
            self.skip(3)
        for _ in range(self.number()):
            self.function(lines)
        steps = [self._signed() for _ in range(self.number())]
        absolute = {self.number(): self.number() for _ in range(self.number())}
        for _ in range(self.number()):
            self.string()
            self.number()
            self.number()
        for _ in range(self.number()):
            self.string()
        line = first_line
        for index, step in enumerate(steps):
            line = absolute[index] if step == ABSOLUTE_LINE else line + step
            # The line of `end` is only reached by functions that fall off their end, and the first
            # instruction of a function with `...` stands where the function does.
            is_end = line == last_line and last_line > first_line
            is_preparation = index == 0 and opcodes[:1] == PREPARE_VARARGS
            if not is_end and not is_preparation:
                lines.add(line)

    def _code(self) -> bytes:
        size = self.number()
        opcodes = bytes(self._data[self._at + 4 * i] & 0x7F for i in range(size))
        self.skip(4 * size)
        return opcodes

    def _signed(self) -> int:
        byte = self.byte()
        return byte - 256 if byte > 127 else byte


def active_lines(bytecode: bytes) -> set[int]:
    """Lines of a chunk on which an instruction stands, `end` lines left out.

    `bytecode` is what `string.dump` gives for the chunk, debug information included.
    """
    lines: set[int] = set()
    reader = _Dump(bytecode)
    reader.function(lines)
    return lines


def hit_lines(states: Iterable[LuaState]) -> dict[str, set[int]]:
    """Lines that have run in any of these states, by chunk name (`@lua_templates/...`)."""
    found: dict[str, set[int]] = {}
    for state in states:
        for source, lines in state.h.lines.items():
            found.setdefault(str(source), set()).update(int(line) for line in lines)
    return found
