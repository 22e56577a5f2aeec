"""The border between Lua and Python: what a value looks like on its way over.

In:    values of the model, or the flat list that `proxies.lua` made of Lua values.
Out:   the flat list that `proxies.lua` reads, or dicts, lists and scalars.
Never: a call a field: one value, however large, crosses in one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

from generator.simulator.panes import Pane, Tab, Window
from generator.simulator.text import from_raw, to_raw

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
        """Every field with a twin `?name` that tells that it exists, and the whole under the empty name."""
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


KINDS = {Pane: "MuxPane", Tab: "MuxTab", Window: "MuxWindow"}


def put(value: object, out: list[object]) -> None:
    """Append one value in its tagged form."""
    if value is None:
        out.append("n")
    elif isinstance(value, str):
        out += ("v", to_raw(value))
    elif isinstance(value, bool | int | float):
        out += ("v", value)
    elif type(value) in KINDS:
        out += ("x", KINDS[type(value)], value.id)  # type: ignore[attr-defined]
    elif isinstance(value, Mapping):
        out += ("o", len(value))
        for key, item in value.items():
            out.append(to_raw(key) if isinstance(key, str) else key)
            put(item, out)
    elif isinstance(value, Url):
        out.append("u")
        put(value.fields(), out)
    elif isinstance(value, GuiRef):
        out += ("g", value.id, value.mux_id)
    elif isinstance(value, Ref):
        out += ("x", value.kind, value.held)
    elif isinstance(value, bytes):
        out += ("v", value.decode("latin-1"))
    elif isinstance(value, Sequence):
        out += ("a", len(value))
        for item in value:
            put(item, out)
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


def take(flat: Sequence[object], *, raw: bool = False) -> list[object]:
    """All values of a flat list that Lua made: lists, dicts, `Ref`s, scalars.

    With `raw` strings stay as Lua's bytes, one character each.
    """
    top: list[object] = []
    stack: list[list[object] | dict[object, object]] = []
    keys: list[object] = []
    current: list[object] | dict[object, object] = top
    key: object = REFERENCE
    at, size = 0, len(flat)
    while at < size:
        item = flat[at]
        at += 1
        if isinstance(item, Mark):
            if item is CLOSE:
                current, key = stack.pop(), keys.pop()
                continue
            if isinstance(current, dict) and key is REFERENCE:
                raise TypeError("an object can't be a key")
            value: object
            if item is REFERENCE:
                value = Ref(str(flat[at]), flat[at + 1])
                at += 2
            else:
                value = [] if item is ARRAY else {}
            if isinstance(current, dict):
                current[key] = value
                key = REFERENCE
            else:
                current.append(value)
            if item is not REFERENCE:
                stack.append(current)
                keys.append(key)
                current, key = value, REFERENCE  # type: ignore[assignment]
            continue
        if not raw and isinstance(item, str):
            item = from_raw(item)
        if isinstance(current, list):
            current.append(item)
        elif key is REFERENCE:
            key = item
        else:
            current[key] = item
            key = REFERENCE
    return top
