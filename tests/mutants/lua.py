"""A room's text to all its mutants: one token, condition or statement is another.

In:    the text of a room.
Out:   mutants that compile, and to other bytecode than the room.
Never: changes a comment, a type, the name of a required room, or prose: what a message says is
       judged by people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.lua.lex import Token, code
from generator.lua.state import new_lua

OTHERS: Final = {
    "==": ("~=",),
    "~=": ("==",),
    "<": ("<=", ">"),
    "<=": ("<",),
    ">": (">=", "<"),
    ">=": (">",),
    "+": ("-",),
    "-": ("+",),
    "*": ("+",),
    "/": ("*",),
    "//": ("*",),
    "%": ("*",),
    "and": ("or",),
    "or": ("and",),
    "not": ("",),
    "true": ("false",),
    "false": ("true",),
    "nil": ("false",),
    "break": ("",),
}

OPENS: Final = frozenset("({[")
CLOSES: Final = frozenset(")}]")
CONDITIONS: Final = {"if": "then", "elseif": "then", "while": "do"}
BLOCKS: Final = frozenset({"function", "if", "for", "while", "repeat", "do"})
ENDS: Final = frozenset({"end", "else", "elseif", "until"})
NO_STATEMENT: Final = frozenset({"local", "return", "goto", "not", "and", "or", *BLOCKS, *ENDS})
ENDS_A_STATEMENT: Final = frozenset({"then", "do", "else", "end", "repeat", "break", ";"})

_COMPILE: Final = """
local text, name = ...
local chunk = load(text, name, "t")
return chunk and string.dump(chunk, true)
"""


@dataclass(frozen=True)
class Mutant:
    """One mistake."""

    room: str
    line: int
    at: int
    """0-based place of its first character in the room's text."""
    before: str
    after: str

    def applied(self, text: str) -> str:
        """Return the room's text with this mistake in it."""
        assert text.startswith(self.before, self.at)
        return text[: self.at] + self.after + text[self.at + len(self.before) :]


def mutants(room: str, text: str) -> list[Mutant]:
    """Return all mutants of a room, in the order of their places."""
    run = new_lua().eval("function(text) return load(text) end")(_COMPILE)
    original = run(text, "@room")
    found = dict.fromkeys(
        Mutant(room, token.line, token.at, before, after)
        for token, before, after in _candidates(text)
    )
    return sorted(
        (each for each in found if _differs(run, each.applied(text), original)),
        key=lambda each: (each.at, each.before, each.after),
    )


def _differs(run: Any, text: str, original: Any) -> bool:
    compiled = run(text, "@room")
    return compiled is not None and compiled != original


def _candidates(text: str) -> Iterator[tuple[Token, str, str]]:
    """Give the first token of what is replaced, it as it stands, and what takes its place."""
    words = code(text)
    for index, word in enumerate(words):
        is_field = index > 0 and words[index - 1].text in {".", ":"}
        if word.kind == "string":
            if not _is_required(words, index) and not any(map(str.isspace, word.value)):
                yield word, word.text, f"{word.text[:-1]}~{word.text[-1]}"
        elif word.kind == "number" and word.text.isdigit():
            for step in (1, -1):
                yield word, word.text, str(int(word.text) + step)
        elif not is_field:
            for other in OTHERS.get(word.text, ()):
                yield word, word.text, other
            yield from _larger(text, words, index)


def _is_required(words: list[Token], index: int) -> bool:
    return "require" in {word.text for word in words[max(index - 2, 0) : index]}


def _larger(text: str, words: list[Token], index: int) -> Iterator[tuple[Token, str, str]]:
    """Conditions turned round, results and statements left out."""
    word = words[index]
    if word.text in CONDITIONS:
        last = _until(words, index + 1, {CONDITIONS[word.text]})
        before = _text_of(text, words[index + 1], words[last - 1])
        yield words[index + 1], before, f"not ({before})"
    elif word.text == "return":
        last = _until(words, index + 1, ENDS)
        if last > index + 1 and last < len(words):
            yield words[index + 1], _text_of(text, words[index + 1], words[last - 1]), "nil"
    elif _begins_statement(words, index):
        end = _end_of_statement(words, index)
        if end is not None:
            yield word, _text_of(text, word, words[end]), ""


def _text_of(text: str, first: Token, last: Token) -> str:
    return text[first.at : last.at + len(last.text)]


def _until(words: list[Token], index: int, ends: frozenset[str] | set[str]) -> int:
    """Place of the first of `ends` outside of any block that begins on the way."""
    depth = 0
    while index < len(words):
        text = words[index].text
        if depth == 0 and text in ends:
            return index
        depth += (text in {"function", "if"}) - (text == "end")
        index += 1
    return index


def _begins_statement(words: list[Token], index: int) -> bool:
    word, before = words[index], words[index - 1] if index else None
    if word.kind != "name" or word.text in NO_STATEMENT or before is None:
        return False
    if before.line == word.line:
        return False
    return (
        before.kind in {"string", "number"}
        or before.text in CLOSES
        or before.text in ENDS_A_STATEMENT
        or (before.kind == "name" and before.text not in NO_STATEMENT)
    )


def _end_of_statement(words: list[Token], index: int) -> int | None:
    """Place of the last token of a call or an assignment, None when it is neither."""
    depth, is_assignment = 0, False
    for at in range(index, len(words)):
        word = words[at]
        if word.text in BLOCKS or word.text in ENDS:
            return None
        depth += (word.text in OPENS) - (word.text in CLOSES)
        if depth < 0:
            return None
        is_assignment = is_assignment or (depth == 0 and word.text == "=")
        following = words[at + 1] if at + 1 < len(words) else None
        if depth == 0 and (following is None or _starts_line(words, at + 1)):
            return at if is_assignment or word.text == ")" else None
    return None


def _starts_line(words: list[Token], index: int) -> bool:
    """Whether a statement may begin with this token, or a block end with it."""
    word = words[index]
    is_continued = word.kind == "operator" or word.text in {"and", "or", "not"}
    return word.line > words[index - 1].line and not is_continued
