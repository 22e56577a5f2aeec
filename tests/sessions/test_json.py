"""json: the same value, the same text, and any reader gets the value back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh
from tests.strategies import BYTES, latin

UTF8 = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    UTF8.map(latin),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(UTF8.map(latin), inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def read(text: str) -> Any:
    """Read JSON that the rooms wrote; strings as the rooms know them."""

    def back(value: Any) -> Any:
        if isinstance(value, str):
            return latin(value)
        if isinstance(value, list):
            return [back(item) for item in value]
        if isinstance(value, dict):
            return {latin(key): back(item) for key, item in value.items()}
        return value

    return back(json.loads(text.encode("latin-1")))


@given(value=VALUES)
def test_any_json_reader_gets_the_value_back(rooms: Fresh, value: Any) -> None:
    """Strings, numbers, lists and tables, at any depth."""
    lua = rooms()
    encode = lua.open("json").encode

    assert value == read(encode(lua.table(value)))


@given(value=VALUES)
def test_the_text_is_the_same_every_time(rooms: Fresh, value: Any) -> None:
    """Tables have no order of their own; the text has."""
    lua, other = rooms(), rooms()
    text = lua.open("json").encode(lua.table(value))

    assert other.open("json").encode(other.table(value)) == text


@given(text=UTF8.map(latin))
@example(text='"\\\b\f\n\r\t\0\x7f')
def test_a_string_is_one_line(rooms: Fresh, text: str) -> None:
    """No control byte stays in it, so that no editor or terminal trips over it."""
    quoted = rooms().open("json").string(text)

    assert text == read(quoted)
    assert all(ord(byte) >= 32 and ord(byte) != 127 for byte in quoted)


@given(text=UTF8.map(latin), behind=BYTES)
@example(text="ends in \\", behind='"')
@example(text="", behind="")
def test_a_string_can_be_read_back_from_the_middle_of_a_text(
    rooms: Fresh, text: str, behind: str
) -> None:
    """`read_string` undoes `string`, whatever comes behind."""
    room = rooms().open("json")
    quoted = room.string(text)

    assert room.read_string("x" + quoted + behind, 2) == (text, len(quoted) + 2)


@given(text=UTF8)
@example(text="\U0001f600 \u20ac")
def test_strings_of_other_writers_are_read_too(rooms: Fresh, text: str) -> None:
    """Escapes of every kind, pairs of surrogates among them."""
    for quoted in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
        raw = latin(quoted)

        assert rooms().open("json").read_string(raw, 1) == (latin(text), len(raw) + 1)


@given(text=BYTES)
@example(text='"\\ud800"')
@example(text='"\\ud800\\u0041"')
@example(text='"\\x"')
def test_what_is_no_string_gives_nothing(rooms: Fresh, text: str) -> None:
    """Cut, broken, or something else: never a mistake, at most nil."""
    room = rooms().open("json")
    answer = room.read_string(text, 1)
    if answer is not None:
        assert text.startswith('"')


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [1, 2.5, True], "z": "x"}, '{ "z": "x", "a": [1, 2.5, true], "b": 1 }'),
        ({"a": {}}, '{ "a": {} }'),
        (
            {"z": "x" * 50, "a": "y" * 50},
            '{\n  "z": "' + "x" * 50 + '",\n  "a": "' + "y" * 50 + '"\n}',
        ),
        (1.0, "1"),
    ],
)
def test_what_fits_on_a_line_stays_on_one(rooms: Fresh, value: Any, text: str) -> None:
    """Known keys first, the others by name."""
    lua = rooms()

    assert text == lua.open("json").encode(lua.table(value), lua.table(["z"]))


def test_a_table_met_twice_is_written_twice(rooms: Fresh) -> None:
    """WezTerm's own writer gives null the second time."""
    text = rooms().run(
        'local t = { 1 }; return require("sessions.text.json").encode({ a = t, b = t })'
    )

    assert '{ "a": [1], "b": [1] }' == text
