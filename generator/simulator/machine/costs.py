"""What a call from Lua takes, in virtual milliseconds.

In:    nothing; the numbers were measured in a running WezTerm.
Out:   the costs by name, and what some of them grow with.
Never: lets time pass (that is `Calls`).
"""

from __future__ import annotations

from collections.abc import Mapping

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
