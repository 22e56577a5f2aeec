"""Answers about the machine: time, processes, plugins, child processes, JSON, GLOBAL, the log.

In:    calls from Lua.
Out:   values of the model, tickets where the host waits.
Never: starts a real process or looks at a real clock.
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

import errno
import fnmatch
import math
import posixpath
import time
from datetime import datetime

from generator.simulator.errors import HostError
from generator.simulator.host.host import Host
from generator.simulator.lua.border import Ref, Several, Url, take, take_one
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import from_raw, said
from generator.simulator.machine.files import DiskError
from generator.simulator.machine.settings import decode_url, encode_url
from generator.simulator.verbs.registry import verb

LONGEST_SECONDS = 1.8e19
"""More than this does not fit into the host's duration, which panics."""


@verb("wezterm.on", "wezterm.action_callback")
def nothing(_host: Host, _state: LuaState, *_args: object) -> object:
    return None


@verb("wezterm.emit")
def emitted(host: Host, _state: LuaState, name: str, *flat: object) -> object:
    host.records.events.append((from_raw(name), tuple(take(flat))))
    return None


def _log(host: Host, level: str, text: str) -> None:
    host.records.logs.append((level, host.disk.spell_out(from_raw(text))))


@verb("wezterm.log_info")
def log_info(host: Host, _state: LuaState, text: str) -> object:
    _log(host, "info", text)
    return None


@verb("wezterm.log_warn")
def log_warn(host: Host, _state: LuaState, text: str) -> object:
    _log(host, "warn", text)
    return None


@verb("wezterm.log_error")
def log_error(host: Host, _state: LuaState, text: str) -> object:
    _log(host, "error", text)
    return None


# Timers and time.


@verb("wezterm.time.call_after")
def call_after(host: Host, state: LuaState, seconds: float, name: str, is_event: bool) -> object:
    if math.isnan(seconds) or seconds < 0 or seconds > LONGEST_SECONDS:
        raise HostError(f"call_after({seconds}) panics: not a duration")
    if is_event:
        host.arm(state, seconds * 1000, name)
    else:
        state.deferred.append((seconds * 1000, name))
    return None


@verb("wezterm.background")
def background(host: Host, state: LuaState, name: str) -> object:
    def failed(text: str, trace: str) -> None:
        host.records.swallowed.append(trace or text)

    host.loop.soon(lambda: host.start_event(state, name, (), on_error=failed))
    return None


@verb("wezterm.time.now")
def now(host: Host, _state: LuaState) -> object:
    return Ref("Time", host.clock.epoch_seconds)


@verb("wezterm.time.parse_rfc3339")
def parse_rfc3339(_host: Host, _state: LuaState, text: str) -> object:
    try:
        return Ref("Time", datetime.fromisoformat(from_raw(text)).timestamp())
    except ValueError as error:
        raise HostError(f"{error} while parsing {text} as an RFC3339 time") from None


def _format(template: str, seconds: float) -> str:
    milliseconds = int(seconds * 1000) % 1000
    template = template.replace("%3f", f"{milliseconds:03d}").replace(
        "%.3f", f".{milliseconds:03d}"
    )
    template = template.replace("%s", str(int(seconds)))
    return time.strftime(template, time.gmtime(seconds))


@verb("Time:format", "Time:format_utc")
def time_format(_host: Host, _state: LuaState, seconds: float, template: str) -> object:
    return _format(from_raw(template), seconds)


@verb("wezterm.strftime", "wezterm.strftime_utc")
def strftime(host: Host, _state: LuaState, template: str) -> object:
    return _format(from_raw(template), host.clock.epoch_seconds)


@verb("wezterm.sleep_ms")
def sleep_ms(host: Host, _state: LuaState, milliseconds: int) -> object:
    return host.waits.ticket_after(milliseconds, lambda: None)


# The machine.


@verb("wezterm.hostname")
def hostname(host: Host, _state: LuaState) -> object:
    return host.settings.hostname


@verb("wezterm.running_under_wsl")
def running_under_wsl(_host: Host, _state: LuaState) -> object:
    return False


@verb("wezterm.reload_configuration")
def reload_configuration(host: Host, _state: LuaState) -> object:
    host.reload()
    return None


@verb("wezterm.add_to_config_reload_watch_list")
def watch(host: Host, _state: LuaState, *flat: object) -> object:
    for path in take(flat):
        host.watched.add("/".join(host.disk.parts(str(path))))
    return None


# Plugins.


@verb("wezterm.plugin.require")
def plugin_require(host: Host, _state: LuaState, url: str) -> object:
    """The module's name; a plugin that isn't there would be cloned, which fails here."""
    wanted = said(url)
    name = encode_url(wanted, strip=host.settings.release == "nightly")
    directory = f"{host.settings.plugins_dir}/{name}"
    if not host.disk.is_directory(directory):
        raise HostError(f"failed to clone {wanted}: no network in the simulated terminal")
    return name


@verb("wezterm.plugin.list")
def plugin_list(host: Host, _state: LuaState) -> object:
    root = host.settings.plugins_dir
    names = host.disk.list(root) if host.disk.is_directory(root) else []
    return [
        {"url": decode_url(name), "component": name, "plugin_dir": f"{root}/{name}"}
        for name in names
    ]


@verb("wezterm.plugin.update_all")
def plugin_update(_host: Host, _state: LuaState) -> object:
    return None


@verb("wezterm.url.parse")
def url_parse(_host: Host, _state: LuaState, text: str) -> object:
    wanted = said(text)
    if ":" not in wanted:
        raise HostError(f"relative URL without a base while parsing {wanted} as URL")
    return Url(wanted)


# Child processes and directories.


def run_program(host: Host, argv: list[str]) -> tuple[int, bytes, bytes]:
    host.records.children.append(argv)
    command = host.commands.get(argv[0].removesuffix(".exe"))
    if command is None:
        raise HostError("No such file or directory (os error 2)")
    return command(argv, host.disk)


def argument_list(flat: tuple[object, ...]) -> list[str]:
    """The only argument, a list of texts; HostError for anything else."""
    argv = take_one(flat)
    if not isinstance(argv, list) or not argv or not all(isinstance(a, str) for a in argv):
        raise HostError("error converting Lua value to a list of strings")
    return [str(a) for a in argv]


@verb("wezterm.run_child_process")
def run_child_process(host: Host, _state: LuaState, *flat: object) -> object:
    argv = argument_list(flat)

    def finish() -> object:
        try:
            status, stdout, stderr = run_program(host, argv)
        except HostError as error:
            return error
        return Several((status == 0, stdout, stderr))

    return host.waits.ticket_after(host.settings.cost_ms("wezterm.run_child_process"), finish)


@verb("wezterm.background_child_process")
def background_child_process(host: Host, _state: LuaState, *flat: object) -> object:
    run_program(host, argument_list(flat))
    return None


@verb("wezterm.open_with")
def open_with(host: Host, _state: LuaState, target: str, _application: str | None = None) -> object:
    host.records.children.append(["open", from_raw(target)])
    return None


@verb("wezterm.read_dir")
def read_dir(host: Host, _state: LuaState, path: str) -> object:
    directory = said(path)

    def finish() -> object:
        try:
            names = host.disk.list(directory)
        except DiskError as error:
            if host.disk.is_windows and error.number == errno.ENOENT:
                return HostError("The system cannot find the path specified. (os error 3)")
            return HostError(f"{error.strerror} (os error {error.number})")
        host.random.shuffle(names)
        for name in names:
            if not name.isprintable() and any("\udc80" <= c <= "\udcff" for c in name):
                return HostError(f"path entry {name!a} is not representable as utf8")
        mark = host.settings.separator
        return [directory.rstrip("/\\") + mark + name for name in names]

    return host.waits.ticket_after(host.settings.cost_ms("wezterm.read_dir"), finish)


@verb("wezterm.glob")
def glob(host: Host, _state: LuaState, *flat: object) -> object:
    given = [str(value) for value in take(flat) if value is not None]
    pattern = posixpath.join(given[1], given[0]) if len(given) > 1 else given[0]

    def finish() -> object:
        return [path for path in sorted(host.disk) if fnmatch.fnmatch(path, pattern)]

    return host.waits.ticket_after(host.settings.cost_ms("wezterm.glob"), finish)


# GLOBAL.


@verb("GLOBAL.get")
def global_get(host: Host, _state: LuaState, handle: int, key: object) -> object:
    return host.globals.get(handle, _key(key))


def _key(key: object) -> object:
    return from_raw(key) if isinstance(key, str) else key


@verb("GLOBAL.set")
def global_set(host: Host, _state: LuaState, handle: int, key: object, *flat: object) -> object:
    host.globals.set(handle, _key(key), take_one(flat))
    return None


@verb("GLOBAL.len")
def global_len(host: Host, _state: LuaState, handle: int) -> object:
    return host.globals.length(handle)


@verb("GLOBAL.keys")
def global_keys(host: Host, _state: LuaState, handle: int) -> object:
    return host.globals.keys(handle)


@verb("GLOBAL.handle")
def global_handle(host: Host, _state: LuaState, handle: int, key: object) -> object:
    return host.globals.handle(handle, _key(key))
