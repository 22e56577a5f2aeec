"""Answers about texts: JSON, TOML, shell quoting, widths, fonts, actions.

In:    calls from Lua.
Out:   texts and tables.
Never: changes anything.
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

import shlex

from generator.simulator.errors import HostError
from generator.simulator.host.host import Host
from generator.simulator.lua import json_text
from generator.simulator.lua.action_table import ACTIONS, UNIT_ACTIONS
from generator.simulator.lua.border import take
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import from_raw, to_raw
from generator.simulator.verbs.registry import Plain, verb
from generator.simulator.verbs.system import argument_list


@verb("wezterm.json_encode")
def json_encode(host: Host, _state: LuaState, *flat: object) -> object:
    values = take(flat, raw=True)
    value = host.globals.plain(values[0]) if values else None
    return Plain((to_raw(json_text.encode(value)),))


@verb("wezterm.json_parse")
def json_parse(_host: Host, _state: LuaState, text: str) -> object:
    return Plain((json_text.to_lua_constructor(text),))


@verb("wezterm.serde.toml_decode")
def toml_decode(_host: Host, _state: LuaState, text: str) -> object:
    return Plain((json_text.toml_to_lua_constructor(text),))


@verb("wezterm.shell_join_args")
def shell_join_args(_host: Host, _state: LuaState, *flat: object) -> object:
    return " ".join(shlex.quote(word) for word in argument_list(flat))


@verb("wezterm.shell_quote_arg")
def shell_quote_arg(_host: Host, _state: LuaState, word: str) -> object:
    return shlex.quote(from_raw(word))


@verb("wezterm.shell_split")
def shell_split(_host: Host, _state: LuaState, line: str) -> object:
    try:
        return shlex.split(from_raw(line))
    except ValueError:
        raise HostError(f"cannot tokenize `{line}` using posix shell rules") from None


@verb("wezterm.split_by_newlines")
def split_by_newlines(_host: Host, _state: LuaState, text: str) -> object:
    return from_raw(text).splitlines()


@verb("wezterm.column_width")
def column_width(_host: Host, _state: LuaState, text: str) -> object:
    return len(from_raw(text))


@verb("wezterm.truncate_right")
def truncate_right(_host: Host, _state: LuaState, text: str, cells: int) -> object:
    return from_raw(text)[:cells]


@verb("wezterm.truncate_left")
def truncate_left(_host: Host, _state: LuaState, text: str, cells: int) -> object:
    return from_raw(text)[-cells:] if cells else ""


@verb("wezterm.pad_right")
def pad_right(_host: Host, _state: LuaState, text: str, cells: int) -> object:
    return from_raw(text).ljust(cells)


@verb("wezterm.pad_left")
def pad_left(_host: Host, _state: LuaState, text: str, cells: int) -> object:
    return from_raw(text).rjust(cells)


@verb("wezterm.font", "wezterm.font_with_fallback")
def font(_host: Host, _state: LuaState, *_flat: object) -> object:
    return {"font": []}


@verb("wezterm.default_hyperlink_rules")
def hyperlink_rules(_host: Host, _state: LuaState) -> object:
    return []


@verb("wezterm.has_action")
def has_action(_host: Host, _state: LuaState, name: str) -> object:
    return name in ACTIONS or name in UNIT_ACTIONS
