"""Answers of Lua's `io`, `os` and `package` over the simulated disk.

In:    calls from Lua, paths and data as Lua's bytes.
Out:   what C's library would give: values, or nil with a text and a number.
Never: the real disk, the real environment.
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

import calendar
import shlex
import time

from generator.simulator.errors import HostError, SimulatorError
from generator.simulator.host.host import Host
from generator.simulator.lua.runtime import LuaState, bytecode_of, keep_bytecode
from generator.simulator.lua.text import from_raw, to_raw
from generator.simulator.machine.files import DiskError
from generator.simulator.machine.handles import Handle
from generator.simulator.verbs.registry import Plain, verb
from generator.simulator.verbs.system import run_program

FIRST_HANDLE = 3
TEMPORARY = "/tmp"  # noqa: S108 - on the simulated disk


class Exited(SimulatorError):
    """`os.exit` ended the process."""


def _failure(error: DiskError) -> Plain:
    text = f"{error.path}: {error.strerror}" if error.path else str(error.strerror)
    return Plain((None, to_raw(text), error.number))


def _handle(host: Host, number: int) -> Handle:
    handle = host.handles.get(number)
    if not isinstance(handle, Handle):
        raise HostError("attempt to use a closed file")
    return handle


def _open(host: Host, path: str, mode: str) -> Plain:
    handle = Handle(host.disk, path, mode)
    number = FIRST_HANDLE + len(host.handles)
    host.handles[number] = handle
    return Plain((number,))


@verb("io.open")
def io_open(host: Host, _state: LuaState, path: str, mode: str) -> object:
    try:
        return _open(host, from_raw(path), mode)
    except DiskError as error:
        return _failure(error)


@verb("io.is_open")
def is_open(_host: Host, _state: LuaState, number: int) -> object:
    return number >= 0


@verb("io.popen")
def popen(host: Host, _state: LuaState, command: str) -> object:
    argv = shlex.split(from_raw(command).split("2>")[0])
    try:
        _status, stdout, _stderr = run_program(host, argv)
    except HostError:
        stdout = b""
    path = f"{TEMPORARY}/popen.{len(host.handles)}"
    host.disk[path] = stdout
    return _open(host, path, "r")


@verb("File:read")
def file_read(host: Host, _state: LuaState, number: int, *formats: object) -> object:
    handle = _handle(host, number)
    results: list[object] = []
    try:
        for what in formats or ("l",):
            got = handle.read(what if isinstance(what, int) else str(what))
            if isinstance(got, bytes):
                host.trace.add_read(handle.path, len(got))
            results.append(got.decode("latin-1") if isinstance(got, bytes) else got)
            if got is None:
                break
    except DiskError as error:
        return _failure(error)
    except ValueError:
        raise HostError("bad argument #1 to 'read' (invalid format)") from None
    return Plain(results)


@verb("File:write")
def file_write(host: Host, _state: LuaState, number: int, data: str) -> object:
    if number < FIRST_HANDLE:
        host.records.logs.append(("info", from_raw(data)))
        return True
    try:
        _handle(host, number).write(data.encode("latin-1"), host.clock.now_ms)
    except DiskError as error:
        return _failure(error)
    return True


@verb("File:flush")
def file_flush(host: Host, _state: LuaState, number: int) -> object:
    if number < FIRST_HANDLE:
        return True
    try:
        _handle(host, number).flush(host.clock.now_ms)
    except DiskError as error:
        return _failure(error)
    return True


@verb("File:seek")
def file_seek(host: Host, _state: LuaState, number: int, whence: str, offset: int) -> object:
    if whence not in ("set", "cur", "end"):
        raise HostError(f"bad argument #1 to 'seek' (invalid option '{whence}')")
    try:
        return _handle(host, number).seek(whence, int(offset), host.clock.now_ms)
    except DiskError as error:
        return _failure(error)


@verb("File:close")
def file_close(host: Host, _state: LuaState, number: int) -> object:
    handle = _handle(host, number)
    host.handles[number] = None
    try:
        handle.close(host.clock.now_ms)
    except DiskError as error:
        return _failure(error)
    return True


@verb("os.rename")
def os_rename(host: Host, _state: LuaState, old: str, new: str) -> object:
    try:
        host.disk.rename(from_raw(old), from_raw(new))
    except DiskError as error:
        return _failure(error)
    return True


@verb("os.remove")
def os_remove(host: Host, _state: LuaState, path: str) -> object:
    try:
        host.disk.remove(from_raw(path))
    except DiskError as error:
        return _failure(error)
    return True


@verb("os.tmpname")
def os_tmpname(host: Host, _state: LuaState) -> object:
    path = f"{TEMPORARY}/lua_{len(host.handles)}"
    host.disk[path] = b""
    return path


@verb("os.execute")
def os_execute(host: Host, _state: LuaState, command: str | None = None) -> object:
    if command is None:
        return True
    try:
        status, _stdout, _stderr = run_program(host, shlex.split(from_raw(command)))
    except HostError:
        status = 127
    return Plain((True if status == 0 else None, "exit", status))


@verb("os.exit")
def os_exit(host: Host, _state: LuaState, *_args: object) -> object:
    host.running = False
    raise Exited("os.exit ends the whole terminal")


@verb("os.setlocale")
def os_setlocale(_host: Host, _state: LuaState, *_args: object) -> object:
    return "C"


@verb("os.getenv")
def os_getenv(host: Host, _state: LuaState, name: str) -> object:
    return host.settings.environment.get(from_raw(name))


@verb("os.clock")
def os_clock(host: Host, _state: LuaState) -> object:
    return host.clock.now_ms / 1000


@verb("os.time")
def os_time(host: Host, _state: LuaState, *date: int) -> object:
    if not date:
        return int(host.clock.epoch_seconds)
    year, month, day, hour, minute, second = (int(part) for part in date)
    return calendar.timegm((year, month, day, hour, minute, second, 0, 0, 0))


@verb("os.date")
def os_date(host: Host, _state: LuaState, template: str, at: float | None = None) -> object:
    moment = time.gmtime(host.clock.epoch_seconds if at is None else at)
    wanted = template.removeprefix("!")
    if wanted.startswith("*t"):
        return {
            "year": moment.tm_year,
            "month": moment.tm_mon,
            "day": moment.tm_mday,
            "hour": moment.tm_hour,
            "min": moment.tm_min,
            "sec": moment.tm_sec,
            "wday": (moment.tm_wday + 1) % 7 + 1,
            "yday": moment.tm_yday,
            "isdst": False,
        }
    return time.strftime(from_raw(wanted), moment)


# Loading.


@verb("load")
def load(host: Host, _state: LuaState, path: str) -> object:
    try:
        text = host.disk.read(from_raw(path))
    except DiskError as error:
        return Plain((None, to_raw(f"cannot open {error.path}")))
    host.trace.add_read(from_raw(path), len(text), is_load=True)
    return Plain((text.decode("latin-1"),))


@verb("compiled")
def compiled(_host: Host, _state: LuaState, name: str, text: str) -> object:
    return Plain((bytecode_of(name, text),))


@verb("compiled.keep")
def keep_compiled(_host: Host, _state: LuaState, name: str, text: str, bytecode: str) -> object:
    keep_bytecode(name, text, bytecode)
    return None


@verb("package.searchpath")
def searchpath(
    host: Host, _state: LuaState, name: str, path: str, separator: str, replacement: str
) -> object:
    stem = name.replace(separator, replacement) if separator else name
    tried = []
    for template in path.split(";"):
        candidate = template.replace("?", stem)
        if host.disk.is_file(from_raw(candidate)):
            return Plain((candidate,))
        tried.append(f"no file '{candidate}'")
    return Plain((None, "\n\t".join(tried)))
