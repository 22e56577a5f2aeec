"""JSON as WezTerm reads and writes it (serde_json), TOML as it reads it, and Lua constructors.

In:    JSON or TOML text, or data.
Out:   a Lua expression, or JSON text.
Never: more lenient than the host: NaN, trailing text, lone surrogates, depth beyond 127 raise.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from generator.simulator.errors import HostError

DEEPEST = 127
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_LONE = re.compile(r"[\ud800-\udfff]")
_NAMES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _refuse(text: str) -> float:
    raise ValueError(f"invalid number {text}")


def _lua_string(text: str) -> str:
    raw = text.encode("utf-8").decode("latin-1")
    return '"' + _ESCAPED.sub(lambda m: f"\\{ord(m.group()):03d}", raw) + '"'


WORDS = {None: "nil", True: "true", False: "false"}


def _lua(value: Any, depth: int) -> str:
    if depth > DEEPEST:
        raise ValueError("recursion limit exceeded")
    if isinstance(value, str):
        return _lua_string(value)
    if isinstance(value, list):
        return "{" + ",".join(_lua(item, depth + 1) for item in value) + "}"
    if isinstance(value, dict):
        entries = (f"[{_lua_string(key)}]={_lua(item, depth + 1)}" for key, item in value.items())
        return "{" + ",".join(entries) + "}"
    if value is None or isinstance(value, bool):
        return WORDS[value]
    if isinstance(value, int):
        return _lua_integer(value)
    return _lua_float(value)


def _lua_integer(value: int) -> str:
    if -(2**63) < value < 2**63:
        return str(value)
    # The smallest integer has no literal of its own.
    return f"{value + 1}-1" if value == -(2**63) else _lua_float(float(value))


def _lua_float(value: float) -> str:
    if math.isinf(value) or math.isnan(value):
        raise ValueError("number out of range")
    return value.hex()


def to_lua_constructor(raw: str) -> str:
    """`return {...}` for a JSON text given as Lua's bytes; HostError for what is not JSON."""
    try:
        text = raw.encode("latin-1").decode("utf-8")
        if text.startswith("\ufeff"):
            raise ValueError("expected value at line 1 column 1")
        value = json.loads(text, parse_constant=_refuse)
        if _LONE.search(json.dumps(value, ensure_ascii=False)):
            raise ValueError("lone leading surrogate in hex escape")
        return "return " + _lua(value, 0)
    except RecursionError:
        raise HostError("recursion limit exceeded") from None
    except (ValueError, UnicodeDecodeError) as error:
        raise HostError(str(error)) from None


def _toml_value(value: Any) -> Any:
    """What serde_json makes of a TOML value: null of inf and NaN, a table of a date."""
    if isinstance(value, dict):
        return {key: _toml_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_toml_value(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, date | time):
        return {"$__toml_private_datetime": value.isoformat()}
    return value


def toml_to_lua_constructor(raw: str) -> str:
    """`return {...}` for a TOML text given as Lua's bytes; HostError for what is not TOML."""
    try:
        value = tomllib.loads(raw.encode("latin-1").decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise HostError(str(error)) from None
    return "return " + _lua(_toml_value(value), 0)


def _number(value: float) -> str:
    if math.isinf(value) or math.isnan(value):
        raise HostError("json_encode: NaN and infinity can't be represented")
    text = repr(value)
    return re.sub(r"e\+?(-?)0*(\d)", r"e\1\2", text)


def _string(raw: str) -> str:
    try:
        text = raw.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        raise HostError("json_encode: invalid utf-8 sequence") from None
    quoted = re.sub(
        r'[\x00-\x1f"\\]', lambda m: _NAMES.get(m.group(), f"\\u{ord(m.group()):04x}"), text
    )
    return f'"{quoted}"'


def encode(value: object) -> str:
    """JSON text of data whose strings are Lua's bytes; keys come out sorted."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ",".join(encode(item) for item in value) + "]"
    if isinstance(value, Mapping):
        # Sorted by bytes, as a Rust BTreeMap of strings is.
        rows = (f"{_string(str(key))}:{encode(value[key])}" for key in sorted(value, key=str))
        return "{" + ",".join(rows) + "}"
    raise HostError(f"json_encode: can't represent {type(value).__name__}")
