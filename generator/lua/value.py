"""Python value to Lua literal: the only way by which values reach Lua text.

Pure. `evaluate(to_lua(value)) == value` in Lua 5.4 for everything that it accepts (a property in
the tests).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

WIDTH: Final = 100
"""Columns that a line may have: StyLua's setting, so that what we render needs no formatter."""

INDENT: Final = "  "

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
# fmt: off
_RESERVED: Final = frozenset((
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
    "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
))
# fmt: on
_ESCAPES: Final = {
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    ord("\\"): "\\\\",
}


def to_lua(value: object, *, depth: int = 0, used: int = 0) -> str:
    """Write `value` as a Lua expression.

    None, bool, int, float, str (as UTF-8), bytes, sequences and mappings with str or int keys, at
    any depth. Tables go on one line where they fit, else one entry a line, indented for a statement
    at `depth`.

    Args:
        value: what to write.
        depth: how many steps the statement that holds the expression is indented.
        used: columns already taken on the first line, before the expression.

    Raises:
        TypeError: for a value that has no Lua literal.
        OverflowError: for an integer that does not fit in 64 bits.
    """
    line = _on_one_line(value)
    fits = used + len(INDENT) * depth + len(line) <= WIDTH
    if (
        fits
        or not isinstance(value, Mapping | Sequence)
        or isinstance(value, str | bytes)
        or not value
    ):
        return line
    inner = INDENT * (depth + 1)
    rows = [
        f"{inner}{key}{to_lua(item, depth=depth + 1, used=len(key) + 1)},\n"
        for key, item in _entries(value)
    ]
    return "{\n" + "".join(rows) + INDENT * depth + "}"


def _on_one_line(value: object) -> str:
    match value:
        case None:
            return "nil"
        case bool():
            return "true" if value else "false"
        case int():
            return _integer(value)
        case float():
            return _float(value)
        case str():
            return _string(value.encode("utf-8"))
        case bytes():
            return _string(value)
        case Mapping() | Sequence():
            inside = ", ".join(key + _on_one_line(item) for key, item in _entries(value))
            return "{ " + inside + " }" if inside else "{}"
        case _:
            message = f"{type(value).__name__} has no Lua literal: {value!r}"
            raise TypeError(message)


def _entries(table: Mapping[object, object] | Sequence[object]) -> list[tuple[str, object]]:
    """Pair each value with the text before it: `name = `, `["odd name"] = `, none in a list."""
    if isinstance(table, Mapping):
        return [(_key(key), item) for key, item in table.items() if item is not None]
    return [("", item) for item in table]


def _key(key: object) -> str:
    if isinstance(key, str) and _IDENTIFIER.match(key) and key not in _RESERVED:
        return f"{key} = "
    if isinstance(key, bool) or not isinstance(key, str | bytes | int):
        message = f"a table key must be str, bytes or int, not {type(key).__name__}: {key!r}"
        raise TypeError(message)
    return f"[{_on_one_line(key)}] = "


def _integer(value: int) -> str:
    if not -(2**63) <= value < 2**63:
        message = f"{value} does not fit in a Lua integer of 64 bits"
        raise OverflowError(message)
    # Lua reads the minus sign apart, and 9223372036854775808 alone would become a float.
    return "math.mininteger" if value == -(2**63) else str(value)


def _float(value: float) -> str:
    if math.isnan(value):
        return "(0 / 0)"
    if math.isinf(value):
        return "math.huge" if value > 0 else "-math.huge"
    return repr(value)


def _string(data: bytes) -> str:
    r"""Quote bytes: printable ASCII and valid UTF-8 as they are, everything else as \xNN.

    Double quotes, unless single ones need fewer backslashes: StyLua's choice as well.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_character(character, quote) for character in text) + quote


def _character(character: str, quote: str) -> str:
    point = ord(character)
    if character == quote:
        return f"\\{quote}"
    if point in _ESCAPES:
        return _ESCAPES[point]
    if 0xDC80 <= point <= 0xDCFF:  # a byte that is not UTF-8, smuggled by surrogateescape
        return f"\\x{point - 0xDC00:02X}"
    if point < 0x20 or point == 0x7F:
        return f"\\x{point:02X}"
    return character
