"""Compiled Lua 5.4, read for one answer: the globals that a chunk reads and writes.

The compiler itself says it, so that no name in a comment, a string, a field or a local can be
mistaken for a global.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from tests.conftest import fresh_lua

HEADER_BYTES: Final = 4 + 1 + 1 + 6 + 3 + 8 + 8
"""Signature, version, format, the data that shows conversions, three sizes, an integer, a float."""

GETUPVAL: Final = 9
GETTABUP: Final = 11
SETTABUP: Final = 15


@dataclass(slots=True)
class Globals:
    """Names that stand for globals in a chunk."""

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)


def globals_of(source: str) -> Globals:
    """Compile a source and list the globals that it and all its functions read and write."""
    dump = fresh_lua().eval("function(text) return string.dump(assert(load(text))) end")
    reader = _Reader(dump(source.encode()).encode("latin-1"))
    reader.skip(HEADER_BYTES + 1)
    found = Globals()
    _function(reader, found)
    return found


class _Reader:
    """Walks through the bytes of a compiled chunk."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def skip(self, count: int) -> None:
        self._at += count

    def bytes(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]

    def byte(self) -> int:
        return self.bytes(1)[0]

    def number(self) -> int:
        """Read an integer of 7 bits a byte, the highest first; the last has its top bit set."""
        value = 0
        while True:
            byte = self.byte()
            value = value << 7 | byte & 0x7F
            if byte & 0x80:
                return value

    def string(self) -> str:
        size = self.number()
        return self.bytes(size - 1).decode("latin-1") if size else ""


def _function(reader: _Reader, found: Globals) -> None:
    reader.string()  # the source's name
    reader.number()  # its first line
    reader.number()  # its last line
    reader.skip(3)  # parameters, varargs, stack
    count = reader.number()
    code = struct.unpack(f"<{count}I", reader.bytes(4 * count))
    constants = [_constant(reader) for _ in range(reader.number())]
    reader.skip(3 * reader.number())  # upvalues
    for _ in range(reader.number()):
        _function(reader, found)
    upvalues = _debug(reader)
    environment = [index for index, name in enumerate(upvalues) if name == "_ENV"]
    for instruction in code:
        opcode, a = instruction & 0x7F, instruction >> 7 & 0xFF
        b, c = instruction >> 16 & 0xFF, instruction >> 24 & 0xFF
        if opcode == GETTABUP and b in environment:
            found.read.add(constants[c])
        elif opcode == SETTABUP and a in environment:
            found.written.add(constants[b])
        elif opcode == GETUPVAL and b in environment:
            found.read.add("_ENV")  # as a value: then anything may be read and written


def _constant(reader: _Reader) -> str:
    kind = reader.byte()
    if kind in {0x03, 0x13}:  # integer, float
        reader.skip(8)
        return ""
    return reader.string() if kind in {0x04, 0x14} else ""


def _debug(reader: _Reader) -> list[str]:
    """Read what is kept for debuggers, and return the names of the upvalues."""
    reader.skip(reader.number())  # lines, one byte an instruction
    for _ in range(reader.number()):  # lines that need more
        reader.number()
        reader.number()
    for _ in range(reader.number()):  # locals
        reader.string()
        reader.number()
        reader.number()
    return [reader.string() for _ in range(reader.number())]
