"""One Lua state, as WezTerm sets up its own: no `debug`, the library sandboxed, `wezterm` there.

In:    the model's `host` function, what the platform looks like, and how to watch instructions.
Out:   evaluate a configuration, start an event's handlers, step a task.
Never: knows windows or panes.

WezTerm makes a state for each evaluation of the configuration, and so does this: about 1 ms each,
because everything that is loaded is compiled once per process and kept as bytecode.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from generator.facts import host_api
from generator.lua.state import new_lua
from generator.lua.value import to_lua
from generator.simulator.lua import border
from generator.simulator.lua.action_table import ACTIONS, DEFAULTABLE, UNIT_ACTIONS
from generator.simulator.lua.border import ARRAY, CLOSE, OBJECT, REFERENCE
from generator.simulator.machine.settings import Mode, Release

STOCK = 64
"""Userdata made at a time."""

_MAKE = """
local load, dump = load, string.dump
return function(text, name) return load(text, name) end, function(chunk) return dump(chunk) end
"""

ROOMS = ("hooks", "proxies", "coroutines", "modules", "sandbox", "driver")


class _Blank:
    """What userdata is made of: nothing."""

    __slots__ = ()


def _blanks() -> tuple[_Blank, ...]:
    """New ones each time: lupa gives the same userdata for the same object."""
    return tuple(_Blank() for _ in range(STOCK))


def dump(text: str | bytes, name: str) -> bytes:
    """Compile a chunk to bytecode that keeps its line numbers."""
    load, to_bytes = new_lua().execute(_MAKE)
    chunk = load(text, name)
    if isinstance(chunk, tuple):
        raise ValueError(chunk[1])
    bytecode: str = to_bytes(chunk)
    return bytecode.encode("latin-1")


_bytecode: dict[tuple[str, str], str] = {}
_KEPT = 1024
"""Chunks: several builds of a plugin whose rooms are files."""


def bytecode_of(name: str, text: str) -> str | None:
    """Bytecode made before of this text under this name; all three as Lua's bytes."""
    return _bytecode.get((name, text))


def keep_bytecode(name: str, text: str, bytecode: str) -> None:
    """Remember it for the states to come."""
    if len(_bytecode) >= _KEPT:
        del _bytecode[next(iter(_bytecode))]
    _bytecode[name, text] = bytecode


@cache
def _room(name: str) -> bytes:
    path = Path(__file__).with_name(f"{name}.lua")
    return dump(path.read_bytes(), f"@simulator/{name}.lua")


@cache
def _api(release: Release) -> Mapping[str, object]:
    """The API table as Lua data: what that release has."""

    def verbs(owner: host_api.Module | host_api.HostClass) -> list[dict[str, object]]:
        return [
            {
                "name": verb.name,
                "full": verb.full_name,
                "params": [p.converted_as for p in verb.params],
            }
            for verb in owner.verbs
            if release == "nightly" or verb.since != host_api.NIGHTLY
        ]

    modules = [{"name": m.name, "verbs": verbs(m)} for m in host_api.MODULES]
    return {
        "modules": [module for module in modules if module["verbs"]],
        "classes": [{"name": c.name, "verbs": verbs(c)} for c in host_api.CLASSES],
        "unit_actions": dict.fromkeys(sorted(UNIT_ACTIONS), True),
        "actions": {
            name: True if fields is None else dict.fromkeys(sorted(fields), True)
            for name, fields in ACTIONS.items()
        },
        "defaultable": dict.fromkeys(sorted(DEFAULTABLE), True),
    }


@cache
def _api_chunk(release: Release) -> bytes:
    return dump("return " + to_lua(_api(release)), "=api")


class LuaState:
    """One state; `config` is the evaluated configuration, as Python data."""

    def __init__(
        self,
        host: Callable[..., border.Answer],  # called with this state, a name and arguments
        *,
        release: Release,
        fields: Mapping[str, str],
        package_path: str,
        has_gui: bool,
        has_background: bool,
        gui_pid: int,
        mode: Mode,
        budget: int,
        over_budget: Callable[[], None],
    ) -> None:
        self.config: dict[str, Any] = {}
        self.at_load = True
        self.deferred: list[tuple[float, str]] = []
        """Timers armed while loading: delay in milliseconds, name of the callback."""
        self.wrapper_instructions: tuple[int, int] | None = None
        """What the meter's wrapper costs (meter.py)."""
        self.base_bytes = 0.0
        """What Lua held before anything of the user ran, when the meter is on."""
        self._lua = lua = new_lua()
        globals_ = lua.globals()
        self._as_function = as_function = globals_.python.as_function
        load = globals_.load
        self._collect = globals_.collectgarbage
        # One table that Lua rooms fill and Python calls; the plugin never sees it.
        self.h: Any = lua.table()
        h = self.h
        h.host = as_function(partial(host, self))
        h.fresh = as_function(_blanks)
        h.marks = lua.table(array=ARRAY, object=OBJECT, close=CLOSE, reference=REFERENCE)
        h.mode, h.budget, h.over_budget = mode, budget, as_function(over_budget)
        h.meter = lua.table(host_bytes=0, calls=0, waits=0) if mode != "budget" else None
        h.spec = load(_api_chunk(release), "=api")()
        h.spec.fields = lua.table_from(dict(fields))
        h.spec.package_path = package_path
        h.spec.has_gui, h.spec.background, h.spec.pid = has_gui, has_background, gui_pid
        for room in ROOMS:
            load(_room(room), room)(h)
        if mode == "meter":
            self._collect("collect")
            self._collect("stop")
            self.base_bytes = self.memory_bytes()
        self.begin_slice = h.begin_slice
        self.step = h.step
        self.has_handlers = h.has_handlers

    def bind(
        self,
        is_answered: Callable[[int], bool],
        answer: Callable[[int], border.Answer],
        wake_soon: Callable[[], None],
    ) -> None:
        """Connect the tickets of calls that wait."""
        wrap = self._as_function
        self.h.is_answered, self.h.answer = wrap(is_answered), wrap(answer)
        self.h.wake_soon = wrap(wake_soon)

    def memory_bytes(self) -> float:
        """Bytes that Lua holds now."""
        return float(self._collect("count")) * 1024
