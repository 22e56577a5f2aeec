"""`json_encode` and `json_parse` as the real terminal does them, traps included."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.simulator import LuaFailure, Simulator

few = settings(max_examples=max(50, settings().max_examples // 5))
"""The border is simple, and each example a call through all of it."""

shared = Simulator(None, config="return {}").start()

documents = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner, min_size=1) | st.dictionaries(st.text(min_size=1), inner, min_size=1)
    ),
    max_leaves=30,
)


@few
@given(documents)
def test_parse_gives_the_document(document: object) -> None:
    """Any JSON document is read."""
    assert document == shared.lua("return wezterm.json_parse(...)", json.dumps(document))


@few
@given(documents)
def test_encode_and_parse_are_inverse(document: object) -> None:
    """What is written is read back."""
    assert document == shared.lua("return wezterm.json_parse(wezterm.json_encode(...))", document)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("{ b = 1, a = 2 }", '{"a":2,"b":1}'),
        ("{}", "{}"),
        ("{ 1, 2.0, 1e300, 0.1 }", "[1,2.0,1e300,0.1]"),
        ("{ a = { 1 } }", '{"a":[1]}'),
        ("'\\u{e9}\\n\"'", '"é\\n\\""'),
        ("true", "true"),
        ("(function() local t = { 1 } return { a = t, b = t } end)()", None),
    ],
)
def test_encode(sim: Simulator, value: str, text: str | None) -> None:
    """Keys are sorted, empty tables are objects, floats keep their point, UTF-8 stays."""
    result = sim.lua(f"return wezterm.json_encode({value})")

    assert result in ((text,) if text else ('{"a":[1],"b":null}', '{"a":null,"b":[1]}'))


@pytest.mark.parametrize(
    "value",
    [
        "{ 1, x = 2 }",
        "{ [5] = 1 }",
        "{ a = print }",
        "0/0",
        "math.huge",
        "'\\xff'",
        "wezterm.mux.get_pane(0)",
    ],
)
def test_encode_refuses(sim: Simulator, value: str) -> None:
    """Mixed tables, integer keys, functions, NaN, bad UTF-8 and objects raise."""
    with pytest.raises(LuaFailure):
        sim.lua(f"return wezterm.json_encode({value})")


@pytest.mark.parametrize("text", ["", "NaN", "[1] x", "1e400", '"\\ud800"', "{'a':1}", "[" * 200])
def test_parse_refuses(sim: Simulator, text: str) -> None:
    """What is no JSON raises, as do lone surrogates, overflow and too deep nesting."""
    with pytest.raises(LuaFailure):
        sim.lua("return wezterm.json_parse(...)", text)


def test_numbers_keep_their_kind(sim: Simulator) -> None:
    """Whole numbers are integers, those beyond 64 bits and those with a point are floats."""
    code = """
    local list = wezterm.json_parse("[1, 1.0, 9223372036854775808, -9223372036854775808]")
    return math.type(list[1]), math.type(list[2]), math.type(list[3]), list[4] == math.mininteger
    """

    assert ("integer", "float", "float", True) == sim.lua(code)


def test_null_is_a_hole(sim: Simulator) -> None:
    """`null` is nil, in a list a hole."""
    assert (
        1,
        None,
        3,
    ) == sim.lua("local t = wezterm.json_parse('[1,null,3]') return t[1], t[2], t[3]")


def test_toml_is_read_as_serde_json_would(sim: Simulator) -> None:
    """Tables, lists and numbers as they are; no inf; a date is a table, as WezTerm gives it."""
    text = "a = [1, 2.0]\nnever = inf\nday = 2025-02-23\n[b]\nc = 'ü'"

    assert {
        "a": [1, 2.0],
        "b": {"c": "ü"},
        "day": {"$__toml_private_datetime": "2025-02-23"},
    } == sim.lua("return wezterm.serde.toml_decode(...)", text)


def test_what_is_no_toml_raises(sim: Simulator) -> None:
    """With the reader's words."""
    with pytest.raises(LuaFailure, match="line 1"):
        sim.lua("wezterm.serde.toml_decode('= 1')")


def test_a_release_has_no_serde() -> None:
    """`wezterm.serde` came after 20240203."""
    sim = Simulator(None, config="return {}", release="stable").start()

    assert (None, "function") == sim.lua("return wezterm.serde, type(wezterm.json_parse)")
