"""The border between Lua and Python: what a value looks like on its way over.

In:    values of the model, or the flat list that `proxies.lua` made of Lua values.
Out:   the flat list that `proxies.lua` reads, or dicts, lists and scalars.
Never: a call a field: one value, however large, crosses in one piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import unquote_to_bytes, urlsplit

from generator.simulator.lua.text import from_raw, to_raw
from generator.simulator.mux.panes import Pane, Tab, Window

PLAIN, TAGGED, FAILED, PENDING, PANES = 0, 1, 2, 3, 4
"""First value of an answer: what follows is plain, tagged, an error's text, a ticket, or panes."""

Answer = tuple[object, ...]


class Mark:
    """Opens or closes a table on the way from Lua."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"


ARRAY, OBJECT, CLOSE, REFERENCE = Mark("array"), Mark("object"), Mark("close"), Mark("reference")


@dataclass(frozen=True)
class Url:
    """A URL on its way to Lua."""

    text: str

    def fields(self) -> dict[str, object]:
        """Every field with a twin `?name` that tells that it exists; the whole is named ""."""
        parts = urlsplit(self.text)
        decoded = unquote_to_bytes(to_raw(parts.path).encode("latin-1")).decode("latin-1")
        found: dict[str, object] = {
            "scheme": parts.scheme,
            "username": parts.username or "",
            "password": parts.password,
            "host": parts.hostname or None,
            "port": parts.port,
            "query": parts.query or None,
            "fragment": parts.fragment or None,
            "path": parts.path,
            "file_path": from_raw(decoded),
        }
        return {**found, **{f"?{name}": True for name in found}, "": self.text}


@dataclass(frozen=True)
class GuiRef:
    """A GUI window on its way to Lua: its id and the multiplexer window that it was made for."""

    id: int
    mux_id: int


@dataclass(frozen=True)
class Ref:
    """Any other object: class name and what it holds. On the way from Lua too."""

    kind: str
    held: object


class Several(tuple[object, ...]):
    """Several results of one call."""

    __slots__ = ()


class Panes(list[object]):
    """The answer of `panes_with_info`: ten values a pane, in an order of their own."""


def _put_object(kind: str) -> Callable[[Any, list[object]], None]:
    def write(value: Any, out: list[object]) -> None:
        out += ("x", kind, value.id)

    return write


def _put_mapping(value: Mapping[object, object], out: list[object]) -> None:
    out += ("o", len(value))
    for key, item in value.items():
        out.append(to_raw(key) if isinstance(key, str) else key)
        put(item, out)


def _put_sequence(value: Sequence[object], out: list[object]) -> None:
    out += ("a", len(value))
    for item in value:
        put(item, out)


def _put_scalar(value: object, out: list[object]) -> None:
    out += ("v", value)


def _put_url(value: Url, out: list[object]) -> None:
    out.append("u")
    _put_mapping(cast("Mapping[object, object]", value.fields()), out)


WRITERS: Mapping[type, Callable[[Any, list[object]], None]] = {
    type(None): lambda _value, out: out.append("n"),
    bool: _put_scalar,
    int: _put_scalar,
    float: _put_scalar,
    str: lambda value, out: out.extend(("v", to_raw(value))),
    bytes: lambda value, out: out.extend(("v", value.decode("latin-1"))),
    dict: _put_mapping,
    list: _put_sequence,
    tuple: _put_sequence,
    Pane: _put_object("MuxPane"),
    Tab: _put_object("MuxTab"),
    Window: _put_object("MuxWindow"),
    GuiRef: lambda value, out: out.extend(("g", value.id, value.mux_id)),
    Ref: lambda value, out: out.extend(("x", value.kind, value.held)),
    Url: _put_url,
}


def put(value: object, out: list[object]) -> None:
    """Append one value in its tagged form."""
    writer = WRITERS.get(type(value))
    if writer is not None:
        writer(value, out)
    elif isinstance(value, Mapping):
        _put_mapping(value, out)
    else:
        raise TypeError(f"{value!r} cannot cross to Lua")


def tagged(values: Iterable[object]) -> list[object]:
    """Values in their tagged form, one after another."""
    out: list[object] = []
    for value in values:
        put(value, out)
    return out


def answer(value: object) -> Answer:
    """A result as an answer to Lua."""
    if value is None or isinstance(value, bool | int | float):
        return PLAIN, value
    if isinstance(value, str):
        return PLAIN, to_raw(value)
    if isinstance(value, bytes):
        return PLAIN, value.decode("latin-1")
    if isinstance(value, Several):
        return TAGGED, *tagged(value)
    if isinstance(value, Panes):
        return PANES, *value
    return TAGGED, *tagged((value,))


class _Reader:
    """Reads the flat list that Lua made."""

    def __init__(self, flat: Sequence[object], *, raw: bool) -> None:
        self._flat, self._at, self._raw = flat, 0, raw

    def all(self) -> list[object]:
        values = []
        while self._at < len(self._flat):
            values.append(self.value())
        return values

    def _next(self) -> object:
        item = self._flat[self._at]
        self._at += 1
        return item

    def value(self) -> object:
        item = self._next()
        if isinstance(item, str):
            return item if self._raw else from_raw(item)
        if item is ARRAY:
            return self._array()
        if item is OBJECT:
            return self._object()
        if item is REFERENCE:
            return Ref(str(self._next()), self._next())
        return item

    def _is_closed(self) -> bool:
        if self._flat[self._at] is CLOSE:
            self._at += 1
            return True
        return False

    def _array(self) -> list[object]:
        items = []
        while not self._is_closed():
            items.append(self.value())
        return items

    def _object(self) -> dict[object, object]:
        entries = {}
        while not self._is_closed():
            key = self.value()
            entries[key] = self.value()
        return entries


def take(flat: Sequence[object], *, raw: bool = False) -> list[object]:
    """All values of a flat list that Lua made: lists, dicts, `Ref`s, scalars.

    With `raw` strings stay as Lua's bytes, one character each.
    """
    return _Reader(flat, raw=raw).all()


def take_one(flat: Sequence[object]) -> object:
    """The first of these values; None where there is none."""
    values = take(flat)
    return values[0] if values else None
