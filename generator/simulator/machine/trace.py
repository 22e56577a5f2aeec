"""Every host call in order, and what one uninterrupted run of Lua would have cost.

In:    calls as they happen, the modelled cost of each, bytes that files give.
Out:   counts by name, slices with their duration, the longest one, what was read of which file.
Never: changes what happens.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple


class Call(NamedTuple):
    """One host call: full name, arguments as they crossed the border, when and in which slice."""

    name: str
    args: tuple[object, ...]
    slice: int
    at_ms: float
    at_load: bool


class Read(NamedTuple):
    """Bytes that Lua got of a file: by `load` (the whole of it, to compile) or by `read`."""

    path: str
    bytes: int
    is_load: bool
    slice: int


class Slice(NamedTuple):
    """One uninterrupted run of Lua: its modelled duration and its number of host calls."""

    number: int
    duration_ms: float
    calls: int
    at_load: bool


def short_name(name: str) -> str:
    """`MuxPane:split` -> `split`."""
    return re.split(r"[.:]", name)[-1]


class Trace:
    """The record of one simulator; it goes on over reloads and restarts until `clear()`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.slices: list[Slice] = []
        self.reads: list[Read] = []
        self.slice_number = 0
        self._slice_start = 0
        self._slice_ms = 0.0

    def clear(self) -> None:
        """Forget everything so far."""
        self.calls.clear()
        self.slices.clear()
        self.reads.clear()
        self._slice_start = 0

    def begin_slice(self) -> None:
        """Lua is about to run."""
        self.slice_number += 1
        self._slice_start = len(self.calls)
        self._slice_ms = 0.0

    def end_slice(self, *, at_load: bool) -> None:
        """Lua has suspended or ended."""
        calls = len(self.calls) - self._slice_start
        self.slices.append(Slice(self.slice_number, self._slice_ms, calls, at_load))

    def add(
        self, name: str, args: tuple[object, ...], cost_ms: float, at_ms: float, *, at_load: bool
    ) -> None:
        """Record one call and its cost."""
        self._slice_ms += cost_ms
        self.calls.append(Call(name, args, self.slice_number, at_ms, at_load))

    def add_read(self, path: str, count: int, *, is_load: bool = False) -> None:
        """Record that Lua got so many bytes of a file."""
        self.reads.append(Read(path, count, is_load, self.slice_number))

    def counts(self) -> Counter[str]:
        """Calls by full name."""
        return Counter(call.name for call in self.calls)

    def count(self, name: str) -> int:
        """Calls of a full name (`MuxPane:split`), a last name (`split`) or a prefix (`File:`)."""
        if name.endswith((".", ":")):
            return sum(1 for call in self.calls if call.name.startswith(name))
        return sum(1 for call in self.calls if call.name == name or short_name(call.name) == name)

    @property
    def longest_slice_ms(self) -> float:
        """Modelled duration of the longest slice, those at load left out; 0 when there is none."""
        return max((one.duration_ms for one in self.slices if not one.at_load), default=0.0)
