"""Answers about the process table.

In:    calls from Lua, by process id.
Out:   what WezTerm reads of a process; nothing for one that has ended.
Never: which program is in front of a pane (that is its terminal's).
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

from generator.simulator.host.host import Host
from generator.simulator.lua.runtime import LuaState
from generator.simulator.machine.programs import Program, information
from generator.simulator.verbs.registry import verb

TICKS_A_SECOND = {"linux": 100, "macos": 1, "windows": 10_000_000}
"""Of `start_time` (procinfo/src/linux.rs:127, macos.rs:188, windows.rs:296-311)."""


def process(
    host: Host, program: Program | None, *, with_children: bool = True
) -> dict[str, object] | None:
    """A process as this release on this system tells it."""
    if program is None:
        return None
    settings = host.settings
    is_told = settings.release != "stable" or settings.platform != "linux"
    ticks = TICKS_A_SECOND[settings.platform] if is_told else None
    return information(program, with_children=with_children, ticks_a_second=ticks)


@verb("wezterm.procinfo.pid")
def pid(host: Host, _state: LuaState) -> object:
    return host.own.pid


@verb("wezterm.procinfo.get_info_for_pid")
def get_info_for_pid(host: Host, _state: LuaState, number: int) -> object:
    return process(host, host.processes.find(number))


@verb("wezterm.procinfo.current_working_dir_for_pid")
def cwd_for_pid(host: Host, _state: LuaState, number: int) -> object:
    program = host.processes.find(number)
    # Of another user's process nothing can be read.
    return (program.cwd or None) if program else None


@verb("wezterm.procinfo.executable_path_for_pid")
def executable_for_pid(host: Host, _state: LuaState, number: int) -> object:
    program = host.processes.find(number)
    return (program.executable or None) if program else None
