"""lualex: names and requires are seen in code, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lua.lex import Require, code, requires, tokens


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('local a = require("sessions.a")', [Require("sessions.a", 1)]),
        ("local a = require 'sessions.a'", [Require("sessions.a", 1)]),
        ("local a = require[[sessions.a]]", [Require("sessions.a", 1)]),
        ('\n\nlocal a = require("sessions.a").b', [Require("sessions.a", 3)]),
        ("local a = require(name)", [Require(None, 1)]),
        ('local a = require("sessions." .. name)', [Require(None, 1)]),
        ("local load = require", [Require(None, 1)]),
        ('-- require("sessions.a")', []),
        ('--[==[ require("sessions.a") ]] ]==]', []),
        ("local text = 'require(\"sessions.a\")'", []),
        ('local text = [[ require("sessions.a") ]]', []),
        ('other.require("sessions.a")', []),
        ('other:require("sessions.a")', []),
    ],
)
def test_requires_are_found_in_code_only(source: str, expected: list[Require]) -> None:
    """Comments, strings and methods of that name are none; what is not literal is told."""
    assert tuple(expected) == requires(source)


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("a.b=1--c", ["a", ".", "b", "=", "1"]),
        ("x = 0x1Fp3 // .5e-3 ~= 1..2", ["x", "=", "0x1Fp3", "//", ".5e-3", "~=", "1..2"]),
        ("goto l ::l:: f(...)", ["goto", "l", "::", "l", "::", "f", "(", "...", ")"]),
        (r"s = 'it\'s' .. \"\\\"", ["s", "=", r"'it\'s'", "..", "\\", '"', "\\", "\\", "\\", '"']),
        (
            "t = {[ [[k]] ] = [=[ ]] ]=]}",
            ["t", "=", "{", "[", "[[k]]", "]", "=", "[=[ ]] ]=]", "}"],
        ),
        ("--[[ a\n b ]] c", ["c"]),
    ],
)
def test_words_are_cut_where_lua_cuts_them(source: str, texts: list[str]) -> None:
    """Long brackets, numbers and operators of more than one character are one word each."""
    assert texts == [token.text for token in code(source)]


def test_lines_are_counted_through_long_comments_and_strings() -> None:
    """A word's line is that on which it starts."""
    source = "--[[\n\n]] a = [[\n]] b"

    assert [("a", 3), ("=", 3), ("[[\n]]", 3), ("b", 4)] == [
        (token.text, token.line) for token in code(source)
    ]


@given(st.text(alphabet="ab.\"'[]=-\n\\ 10", max_size=60))
def test_no_text_is_lost_and_none_makes_it_fail(source: str) -> None:
    """Words and blanks together are the source, whatever it is."""
    kept = "".join(token.text for token in tokens(source))

    assert "".join(source.split()) == "".join(kept.split())


def test_the_value_of_a_string_is_what_stands_between_its_quotes() -> None:
    """Whatever the quotes are."""
    values = [
        token.value for token in code("f('a', \"b\", [[c]], [==[d]==])") if token.kind == "string"
    ]

    assert ["a", "b", "c", "d"] == values
