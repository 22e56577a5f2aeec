"""What one row of the API table says: names, arguments, results, manners.

In:    rows of text, as the tables write them.
Out:   `Field`, `Record`, `Verb`, `Module`, `HostClass`.
Never: a name of WezTerm's (those are in the tables).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Timing(Enum):
    """Whether a call may give up control (3.1-3.3 of the host's description)."""

    SYNC = "sync"
    """Never suspends."""
    IMMEDIATE = "immediate"
    """Declared async, done at once on a local domain: suspends only for remote panes."""
    SUSPENDS = "suspends"
    """Always suspends: an error where that is not allowed, as in a module being required."""


@dataclass(frozen=True)
class Field:
    """One field. `type` is a LuaCATS type; a trailing `?` marks it optional."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True)
class Record:
    """A table with known fields."""

    name: str
    doc: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Param:
    """One argument. `type` is a LuaCATS type; a trailing `?` marks it optional.

    With the name `...` as many of them as are given.
    """

    name: str
    type: str

    @property
    def converted_as(self) -> str:
        """How the simulated terminal converts it: its type, `...` behind it for as many as come."""
        return f"{self.type}..." if self.name == "..." else self.type


@dataclass(frozen=True)
class Return:
    """One result."""

    type: str
    name: str = ""
    when_nil: str = ""


@dataclass(frozen=True)
class Verb:
    """One function or method."""

    name: str
    owner: str
    """`wezterm`, `wezterm.mux`, ... or a class."""
    params: tuple[Param, ...]
    returns: tuple[Return, ...]
    timing: Timing
    doc: str
    since: str
    source: str

    @property
    def is_async(self) -> bool:
        """Whether it is declared async, so that its callers must be, too."""
        return self.timing is not Timing.SYNC

    @property
    def is_method(self) -> bool:
        """Whether it is called with a colon."""
        return not self.owner.startswith("wezterm")

    @property
    def full_name(self) -> str:
        """`wezterm.mux.get_pane`, `MuxPane:split`."""
        return f"{self.owner}{':' if self.is_method else '.'}{self.name}"


@dataclass(frozen=True)
class Module:
    """A table of functions."""

    name: str
    doc: str
    fields: tuple[Field, ...]
    verbs: tuple[Verb, ...]
    gui_only: bool = False
    """Missing in the multiplexer server."""


@dataclass(frozen=True)
class HostClass:
    """A kind of object that WezTerm hands out (userdata)."""

    name: str
    doc: str
    verbs: tuple[Verb, ...]
    fields: tuple[Field, ...] = ()
    unknown_raises: bool = False
    """Does reading an unknown name raise? Otherwise it gives nil."""


STABLE = "20240203 or older"
NIGHTLY = "nightly"


def _params(text: str) -> tuple[Param, ...]:
    found = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        name, _, kind = part.partition(":")
        found.append(Param(name.strip(), kind.strip()))
    return tuple(found)


def _returns(text: str) -> tuple[Return, ...]:
    found = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        kind, _, why = part.partition(" -- ")
        name, _, bare = kind.rpartition("=")
        found.append(Return(bare.strip(), name.strip(), why.strip()))
    return tuple(found)


def fields(rows: str) -> tuple[Field, ...]:
    """Read rows of `name | type | doc`; a `|` without blanks around it is part of the type."""
    return tuple(Field(*row.strip().split(" | ", 2)) for row in rows.strip().splitlines())


def verbs(owner: str, source: str, rows: str) -> tuple[Verb, ...]:
    """Read rows of `name | params | returns | timing | doc`; `+name` is only in nightly."""
    timings = {"": Timing.SYNC, "async": Timing.IMMEDIATE, "suspends": Timing.SUSPENDS}
    found = []
    for row in rows.strip().splitlines():
        name, params, returns, timing, doc = (cell.strip() for cell in row.split("|", 4))
        since = NIGHTLY if name.startswith("+") else STABLE
        found.append(
            Verb(
                name.lstrip("+"),
                owner,
                _params(params),
                _returns(returns),
                timings[timing],
                doc,
                since,
                source,
            )
        )
    return tuple(found)
