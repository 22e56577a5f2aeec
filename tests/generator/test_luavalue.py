"""luavalue: a Python value that has a Lua literal comes through unchanged; others are refused."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lua.value import WIDTH, to_lua
from tests.conftest import fresh_lua

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
)
KEYS = st.text(max_size=8) | st.binary(max_size=4) | st.integers(-5, 5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner.filter(lambda value: value is not None), max_size=6)
        | st.dictionaries(st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=20,
)


def evaluate(literal: str) -> Any:
    """Evaluate a Lua expression; strings come back as latin-1, tables as lupa gives them."""
    return fresh_lua().eval(literal.encode())


def as_python(value: Any) -> Any:
    """Turn a Lua value into plain Python: strings to bytes, tables to dicts."""
    if isinstance(value, str):
        return value.encode("latin-1")
    if value is None or isinstance(value, bool | int | float):
        return value
    return {as_python(key): as_python(item) for key, item in value.items()}


def as_lua_sees(value: Any) -> Any:
    """Turn a Python value into what Lua has of it: bytes, dicts with 1-based positions, no nil."""
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, list):
        return {position: as_lua_sees(item) for position, item in enumerate(value, start=1)}
    if isinstance(value, dict):
        return {
            as_lua_sees(key): as_lua_sees(item) for key, item in value.items() if item is not None
        }
    return value


@given(VALUES)
def test_a_value_comes_through_unchanged(value: Any) -> None:
    """Lua reads back what was written, for every value and at every depth."""
    actual = as_python(evaluate(to_lua(value)))

    assert as_lua_sees(value) == actual


@given(VALUES, st.integers(0, 4))
def test_tables_that_do_not_fit_are_broken_into_lines(value: Any, depth: int) -> None:
    """No line with more than one entry is longer than the width."""
    lines = to_lua(value, depth=depth).split("\n")

    assert all(len(line) <= WIDTH or line.count(" = ") < 2 for line in lines[1:])


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        (None, "nil"),
        (True, "true"),
        (-(2**63), "math.mininteger"),
        (1.0, "1.0"),
        (math.inf, "math.huge"),
        (-math.inf, "-math.huge"),
        ("a\nb", r'"a\nb"'),
        ('say "x"', "'say \"x\"'"),
        ("both \" and '", '"both \\" and \'"'),
        (b"\xff\x00", r'"\xFF\x00"'),
        ([], "{}"),
        ([1, 2], "{ 1, 2 }"),
        (
            {"a": 1, "end": 2, "odd name": 3, 4: 5},
            '{ a = 1, ["end"] = 2, ["odd name"] = 3, [4] = 5 }',
        ),
    ],
)
def test_literals_read_as_a_person_would_write_them(value: object, literal: str) -> None:
    """The form is StyLua's own, so that rendered rooms need no formatter."""
    assert literal == to_lua(value)


def test_not_a_number_is_written_so_that_lua_has_one() -> None:
    """NaN has no name in Lua 5.4; 0 / 0 makes one."""
    assert math.isnan(evaluate(to_lua(math.nan)))


def test_a_long_table_has_one_entry_a_line() -> None:
    """Entries are indented below the statement, the last one with its comma."""
    value = {"words": ["x" * 40, "y" * 39], "n": 1}

    expected = '{\n  words = { "' + "x" * 40 + '", "' + "y" * 39 + '" },\n  n = 1,\n}'
    assert expected == to_lua(value, used=20)


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (2**63, OverflowError, "9223372036854775808 does not fit in a Lua integer of 64 bits"),
        (object, TypeError, "type has no Lua literal: <class 'object'>"),
        ({1, 2}, TypeError, "set has no Lua literal: {1, 2}"),
        ({None: 1}, TypeError, "a table key must be str, bytes or int, not NoneType: None"),
        ({True: 1}, TypeError, "a table key must be str, bytes or int, not bool: True"),
    ],
)
def test_what_has_no_literal_is_refused(
    value: object, error: type[Exception], message: str
) -> None:
    """A guess would be a silent difference between Python and Lua."""
    with pytest.raises(error) as caught:
        to_lua(value)

    assert message == str(caught.value)
