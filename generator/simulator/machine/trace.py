"""Every host call in order, and what one uninterrupted run of Lua would have cost.

In:    calls as they happen, the modelled cost of each, bytes that files give.
Out:   counts by name, slices with their duration, the longest one, what was read of which file.
Never: changes what happens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

DEFAULT_COSTS: Mapping[str, float] = {
    # Milliseconds, measured in a running WezTerm on two slow cores with 470 processes.
    "MuxPane:get_foreground_process_name": 0.012,
    "MuxPane:get_foreground_process_info": 10.5,
    "wezterm.procinfo.get_info_for_pid": 10.5,
    "wezterm.procinfo.executable_path_for_pid": 0.006,
    "wezterm.procinfo.current_working_dir_for_pid": 0.006,
    "MuxPane:get_current_working_dir": 0.010,
    "MuxPane:get_user_vars": 0.001,
    "MuxPane:get_title": 0.001,
    "MuxTab:panes_with_info": 0.009,
    "MuxTab:panes": 0.005,
    "MuxPane:split": 2.6,
    "MuxWindow:spawn_tab": 3.8,
    "wezterm.mux.spawn_window": 3.8,
    "wezterm.run_child_process": 1.9,
    "wezterm.background_child_process": 1.9,
    "wezterm.read_dir": 0.3,
    "wezterm.glob": 0.3,
    # A 20 kB file written and renamed takes 0.5 ms: half of it opening and renaming, half by bytes.
    "io.open": 0.05,
    "File:write": 0.01,
    "File:read": 0.01,
    "File:close": 0.02,
    "os.rename": 0.15,
    "os.remove": 0.05,
    "io.popen": 1.9,
    "os.execute": 1.9,
    "wezterm.plugin.list": 2.0,
}
"""Virtual milliseconds of one call; what is not listed costs `OTHER_CALL_MS`."""

OTHER_CALL_MS = 0.001
MS_PER_WRITTEN_BYTE = 0.25 / 20_000
MEASURED_PROCESSES = 470
"""The number of processes on the machine where the inspection took 10.5 ms."""

SCALED_BY_PROCESSES = frozenset(
    {"MuxPane:get_foreground_process_info", "wezterm.procinfo.get_info_for_pid"}
)
"""Calls that look at every process of the machine."""


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
