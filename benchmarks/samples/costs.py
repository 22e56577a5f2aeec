"""What one host operation takes on the real terminal: a table with the origin of every figure.

In:    a factor for all costs.
Out:   the table for the simulator, for the report, and the calls of each kind.
Never: measures; every figure was measured elsewhere and is printed with the results.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.simulator.machine.costs import MEASURED_PROCESSES, MS_PER_WRITTEN_BYTE, OTHER_CALL_MS

MEASURED: Final = "measured in WezTerm 4ff581a8 on Linux/X11, 2 slow cores"
DERIVED: Final = "derived from a measured figure"
ASSUMED: Final = "assumed; see the ratios at half and double cost"

FACTORS: Final = (0.5, 1.0, 2.0)
"""All costs are also halved and doubled."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One row of the table."""

    operation: str
    """Words for the printed table."""
    names: tuple[str, ...]
    ms: float
    """Milliseconds of one call."""
    origin: str
    holds_gui: bool = True
    """Does the terminal stand still meanwhile?"""
    by_processes: bool = False
    """Does it look at every process of the machine?"""
    ms_per_kb: float = 0.0
    """Milliseconds more for each 1,000 bytes."""


TABLE: Final = (
    Cost(
        "split a pane, with its shell",
        ("MuxPane:split",),
        3.8,
        f"{MEASURED}: 2.6 ms with /bin/cat, 3.8 ms a shell, about 10 ms with drawing",
    ),
    Cost(
        "open a tab or window, with its shell",
        ("MuxWindow:spawn_tab", "wezterm.mux.spawn_window"),
        3.8,
        f"{MEASURED}: 3.8 ms",
    ),
    Cost(
        "look at every process",
        (
            "MuxPane:get_foreground_process_info",
            "wezterm.procinfo.get_info_for_pid",
        ),
        10.5,
        f"{MEASURED}: 10.5 ms at {MEASURED_PROCESSES} processes, in proportion elsewhere",
        by_processes=True,
    ),
    Cost(
        "name of the foreground process",
        ("MuxPane:get_foreground_process_name",),
        0.012,
        f"{MEASURED}: 0.012 ms",
    ),
    Cost(
        "working directory of a pane",
        ("MuxPane:get_current_working_dir",),
        0.010,
        f"{MEASURED}: 0.010 ms",
    ),
    Cost("panes of a tab", ("MuxTab:panes_with_info",), 0.009, f"{MEASURED}: 0.009 ms"),
    Cost(
        "child process, waited for",
        ("io.popen", "os.execute"),
        1.9,
        f"{MEASURED}: 1.9 ms",
    ),
    Cost(
        "child process, in the background",
        ("wezterm.run_child_process", "wezterm.background_child_process"),
        1.9,
        f"{MEASURED}: 1.9 ms",
        holds_gui=False,
    ),
    Cost(
        "list a directory",
        ("wezterm.read_dir", "wezterm.glob"),
        0.3,
        ASSUMED,
        holds_gui=False,
    ),
    Cost("open a file", ("io.open",), 0.05, f"{DERIVED}: 20 kB written and renamed in 0.5 ms"),
    Cost(
        "write to a file",
        ("File:write",),
        0.01,
        f"{DERIVED}: 20 kB written and renamed in 0.5 ms",
        ms_per_kb=MS_PER_WRITTEN_BYTE * 1000,
    ),
    Cost("read from a file", ("File:read",), 0.01, ASSUMED),
    Cost("close a file", ("File:close",), 0.02, f"{DERIVED}: 20 kB written and renamed in 0.5 ms"),
    Cost("rename a file", ("os.rename",), 0.15, f"{DERIVED}: 20 kB written and renamed in 0.5 ms"),
    Cost("remove a file", ("os.remove",), 0.05, ASSUMED),
    Cost(
        "list the plugins, opening each repository",
        ("wezterm.plugin.list",),
        2.0,
        f"{DERIVED}: loading the old plugin took 2 ms",
    ),
    Cost("any other call", ("*",), OTHER_CALL_MS, f"{MEASURED}: get_title, get_user_vars 0.001 ms"),
)
"""Every operation that costs, and what all others cost."""

SCAN_NAMES: Final = frozenset(name for cost in TABLE if cost.by_processes for name in cost.names)
"""Calls that look at every process."""

FILE_NAMES: Final = frozenset(
    {
        "io.open",
        "File:read",
        "File:write",
        "File:close",
        "File:flush",
        "File:seek",
        "os.rename",
        "os.remove",
    }
)
"""Calls that work on files."""

CHILD_NAMES: Final = frozenset(
    {
        "io.popen",
        "os.execute",
        "wezterm.run_child_process",
        "wezterm.background_child_process",
    }
)
"""Calls that start another process."""

_BY_NAME: Final = {name: cost for cost in TABLE for name in cost.names}


class Prices(dict[str, float]):
    """The table as the simulator wants it: milliseconds by full name, all times one factor."""

    def __init__(self, factor: float = 1.0) -> None:
        super().__init__({name: row.ms * factor for name, row in _BY_NAME.items() if name != "*"})
        self.factor = factor

    def get(self, name: str, default: float = 0.0) -> float:  # type: ignore[override]
        """The cost of a call; those that have no row cost what any other call costs."""
        return super().get(name, default * self.factor)


def rows_for_report() -> Sequence[dict[str, object]]:
    """The table as the report prints it."""
    return [
        {
            "operation": row.operation,
            "calls": [name for name in row.names if name != "*"],
            "ms": row.ms,
            "ms_per_kb": row.ms_per_kb,
            "holds_gui": row.holds_gui,
            "origin": row.origin,
        }
        for row in TABLE
    ]
