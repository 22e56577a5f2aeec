"""Lua source text to tokens: requires and names, not fooled by comments or strings.

Pure. Not a parser: the Lua compiler itself judges the syntax (`generator.making.verify`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["name", "string", "number", "operator", "comment"]

_TOKEN: Final = re.compile(
    r"""
      (?P<blank>\s+)
    | (?P<comment>--(?:\[(?P<comment_level>=*)\[.*?\](?P=comment_level)\]|[^\n]*))
    | (?P<long>\[(?P<level>=*)\[.*?\](?P=level)\])
    | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    | (?P<number>0[xX][0-9a-fA-F.]+(?:[pP][+-]?\d+)?|\.?\d[\d.]*(?:[eE][+-]?\d+)?)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<operator>\.\.\.|\.\.|::|<<|>>|//|==|~=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a Lua source."""

    kind: Kind
    text: str
    """As it stands in the source, quotes and brackets included."""
    line: int
    """1-based line on which it starts."""
    at: int = 0
    """0-based place of its first character in the source."""

    @property
    def value(self) -> str:
        """The content of a string without its quotes; escapes are left as written."""
        if self.text.startswith("["):
            return self.text[self.text.index("[", 1) + 1 : -(self.text.index("[", 1) + 1)]
        return self.text[1:-1]


def tokens(source: str) -> Iterator[Token]:
    """Yield the words of `source` in order, comments included, blanks left out."""
    line = 1
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup
        text = match.group()
        if kind == "blank":
            pass
        elif match["comment"] is not None:
            yield Token("comment", text, line, match.start())
        elif match["long"] is not None or match["string"] is not None:
            yield Token("string", text, line, match.start())
        elif match["number"] is not None:
            yield Token("number", text, line, match.start())
        elif match["name"] is not None:
            yield Token("name", text, line, match.start())
        else:
            yield Token("operator", text, line, match.start())
        line += text.count("\n")


def code(source: str) -> list[Token]:
    """List the words of `source` without its comments."""
    return [token for token in tokens(source) if token.kind != "comment"]


@dataclass(frozen=True, slots=True)
class Require:
    """One use of `require` in a source."""

    room: str | None
    """The literal name that is required; None when it is not a literal string."""
    line: int


@lru_cache(maxsize=256)
def requires(source: str) -> tuple[Require, ...]:
    """List every use of `require` in `source`, in order of lines."""
    found: list[Require] = []
    words = code(source) if "require" in source else []
    for index, word in enumerate(words):
        is_field = index > 0 and words[index - 1].text in {".", ":"}
        if word.kind != "name" or word.text != "require" or is_field:
            continue
        rest = words[index + 1 : index + 4]
        found.append(Require(_literal(rest), word.line))
    return tuple(found)


def _literal(rest: list[Token]) -> str | None:
    """Return the string in `("…")` or `"…"` at the start of `rest`, else None."""
    if rest and rest[0].kind == "string":
        return rest[0].value
    if len(rest) == 3 and rest[0].text == "(" and rest[1].kind == "string" and rest[2].text == ")":
        return rest[1].value
    return None
