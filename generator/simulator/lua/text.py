"""Text on its way over the border: Python's `str` here, bytes in Lua.

In:    a `str` of either side.
Out:   the `str` of the other side.
Never: loses a byte: what isn't UTF-8 is kept by surrogateescape.

lupa is set up with latin-1, so a Lua string arrives as a `str` with one character a byte ("raw"
below). The model and the tests use ordinary `str`.
"""

from __future__ import annotations


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
