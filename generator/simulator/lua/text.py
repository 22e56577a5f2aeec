"""Text on its way over the border: Python's `str` here, bytes in Lua.

In:    a `str` of either side.
Out:   the `str` of the other side.
Never: loses a byte: what isn't UTF-8 is kept by surrogateescape, or refused where the host does.

lupa is set up with latin-1, so a Lua string arrives as a `str` with one character a byte ("raw"
below). The model and the tests use ordinary `str`.
"""

from __future__ import annotations

from generator.simulator.errors import HostError


def to_raw(text: str) -> str:
    """An ordinary `str` as Lua's bytes, one character each."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def from_raw(raw: str) -> str:
    """Lua's bytes, one character each, as an ordinary `str`."""
    if raw.isascii():
        return raw
    return raw.encode("latin-1").decode("utf-8", "surrogateescape")


def checked(text: str) -> str:
    """Text that the host takes as Rust's `String`: HostError for what is no UTF-8."""
    if text.isascii() or not any("\udc80" <= character <= "\udcff" for character in text):
        return text
    raise HostError("error converting Lua string to String (invalid utf-8 sequence)")


def said(raw: str) -> str:
    """Lua's bytes as the host takes them where it wants a `String`."""
    return checked(from_raw(raw))
