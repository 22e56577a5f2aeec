"""Codes of problems are one list: those that the rooms use, no others, and each means one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from generator import default_config
from generator.facts.problems import CODES
from generator.lua import lex
from generator.making.config import ROOT
from generator.making.flow import make
from tests.architecture.rooms import rendered

CODE = re.compile(r"[a-z]+(_[a-z]+)*")

MAKERS = {"problem", "refuse", "fail", "add"}
"""Functions that are given the code of a problem first, or second."""


def codes_in(source: str) -> Iterator[str]:
    """List the codes in a Lua source: `code = "…"`, and the first two arguments of the makers."""
    words = lex.code(source)
    texts = [word.text for word in words]
    for index, word in enumerate(words):
        if word.kind == "string" and ["code", "="] == texts[index - 2 : index]:
            yield word.value
        if word.text not in MAKERS or ["("] != texts[index + 1 : index + 2]:
            continue
        depth, commas = 0, 0
        for each in words[index + 1 :]:
            depth += (each.text in {"(", "{", "["}) - (each.text in {")", "}", "]"})
            commas += depth == 1 and each.text == ","
            if not depth or commas > 1:
                break
            if depth == 1 and each.kind == "string" and CODE.fullmatch(each.value):
                yield each.value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('return { code = "a_b", message = "c" }', ["a_b"]),
        ('problem(is_c and "c" or "d", "some words", "e")', ["c", "d"]),
        ('report.add(into, "e", ("f"):format(x), "g")', ["e"]),
        ('fields.fail(where, "h", "no words")', ["h"]),
        ('error("i") -- problem("j")', []),
    ],
)
def test_codes_are_seen_where_they_are_used(source: str, expected: list[str]) -> None:
    """The law below is as good as it is."""
    assert expected == list(codes_in(source))


def test_codes_that_are_used_are_those_that_are_listed() -> None:
    """None more: a configuration could not know it. None fewer: it would wait for it."""
    loader = (ROOT / "plugin" / "init.lua").read_text(encoding="utf-8")
    sources = [*(each.text for each in rendered()), loader]
    used = {code for source in sources for code in codes_in(source)}

    assert {each.name for each in CODES} == used


def test_each_code_is_listed_once_with_its_meaning() -> None:
    """A sentence."""
    assert len({each.name for each in CODES}) == len(CODES)
    assert len({each.meaning for each in CODES}) == len(CODES)
    for each in CODES:
        assert CODE.fullmatch(each.name)
        assert re.fullmatch(r"[A-Z][^\n|]+\.", each.meaning)


def test_the_page_of_types_and_the_readme_have_every_code() -> None:
    """With its meaning where somebody looks it up."""
    published = make(default_config()).published
    types = next(text for path, text in published.items() if path.name == "wezterm-sessions.lua")
    readme = published[ROOT / "README.md"]
    assert isinstance(types, str)
    assert isinstance(readme, str)
    for each in CODES:
        assert f'---| "{each.name}" {each.meaning}\n' in types
        assert f"`{each.name}`" in readme
