"""What crosses between Lua and the model, and what WezTerm's objects are like in Lua."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.simulator import LuaFailure, Pane, Simulator
from generator.simulator.lua.text import from_raw, to_raw

values = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, min_size=1) | st.dictionaries(st.text(min_size=1), inner, min_size=1)
    ),
    max_leaves=20,
)

few = settings(max_examples=max(50, settings().max_examples // 5))
"""The border is simple, and each example a call through all of it."""

shared = Simulator(None, config="return {}").start()
"""Reused by properties that leave no trace in it."""


@few
@given(values)
def test_values_come_back(value: object) -> None:
    """Any plain value goes to Lua and comes back the same."""
    assert value == shared.lua("return ...", value)


@few
@given(st.binary())
def test_all_bytes_survive(data: bytes) -> None:
    """A string of any bytes goes to Lua and back; Lua sees as many bytes as there are."""
    text = data.decode("utf-8", "surrogateescape")

    assert shared.lua("return ..., #...", text) == (text, len(data))


@few
@given(st.binary())
def test_raw_text_is_one_character_a_byte(data: bytes) -> None:
    """`to_raw` and `from_raw` are inverse."""
    text = data.decode("utf-8", "surrogateescape")

    assert data == to_raw(text).encode("latin-1")
    assert from_raw(to_raw(text)) == text


def test_objects_are_userdata(sim: Simulator) -> None:
    """`type()` of a pane is userdata, its metatable is hidden, its text names its class."""
    code = """
    local pane = wezterm.mux.all_windows()[1]:active_pane()
    return type(pane), getmetatable(pane), tostring(pane)
    """

    assert ("userdata", False, "MuxPane(0)") == sim.lua(code)


def test_unknown_method_is_nil(sim: Simulator) -> None:
    """A feature test `pane.no_such_method` gives nil and raises nothing."""
    assert sim.lua("return wezterm.mux.get_pane(0).no_such_method == nil") is True


def test_unknown_url_field_raises(sim: Simulator) -> None:
    """A Url knows its fields, and raises for another."""
    code = """
    local url = wezterm.mux.get_pane(0):get_current_working_dir()
    return url.file_path, url.host, pcall(function() return url.nothing end)
    """

    path, host, ok, message = sim.lua(code)

    assert ("/home/user/", None, False) == (path, host, ok)
    assert "attempt to get an unknown field 'nothing'" == message


def test_two_objects_of_one_pane_differ(sim: Simulator) -> None:
    """WezTerm makes a new object each time: compare ids, not objects."""
    code = """
    local one, two = wezterm.mux.get_pane(0), wezterm.mux.get_pane(0)
    return one == two, one:pane_id() == two:pane_id()
    """

    assert (False, True) == sim.lua(code)


def test_host_errors_are_userdata(sim: Simulator) -> None:
    """An error of a Rust function is a userdata whose text tells; `error("x")` stays a string."""
    code = """
    local _, rust = pcall(wezterm.mux.get_pane, 99)
    local _, own = pcall(error, "mine", 0)
    return type(rust), tostring(rust):match("pane id 99"), type(own)
    """

    assert ("userdata", "pane id 99", "string") == sim.lua(code)


def test_python_and_debug_are_out_of_reach(sim: Simulator) -> None:
    """Neither `debug` nor `python` exists, also not through `require` or `package.loaded`."""
    code = """
    return debug, python, package.loaded.debug, package.loaded.python, (pcall(require, "debug"))
    """

    assert (None, None, None, None, False) == sim.lua(code)


def test_text_for_rust_must_be_utf8(sim: Simulator) -> None:
    """A string argument that is not UTF-8 is refused, as Rust's String refuses it."""
    with pytest.raises(LuaFailure, match="utf-8"):
        sim.lua("wezterm.mux.get_pane(0):tab():set_title('\\xff')")


@pytest.mark.parametrize("argument", ["'x'", "0.5", "{}", "nil"])
def test_integers_are_checked(sim: Simulator, argument: str) -> None:
    """An id that is no whole number is refused."""
    with pytest.raises(LuaFailure, match="error converting Lua"):
        sim.lua(f"return wezterm.mux.get_pane({argument})")


@pytest.mark.parametrize("argument", ["0", "0.0", "'0'"])
def test_integers_are_lenient_as_mlua(sim: Simulator, argument: str) -> None:
    """A whole float or a numeric string will do for a plain integer argument."""
    assert isinstance(sim.lua(f"return wezterm.mux.get_pane({argument})"), Pane)


def test_methods_need_a_colon(sim: Simulator) -> None:
    """A method called without its object is refused, with the remedy."""
    with pytest.raises(LuaFailure, match="use a colon"):
        sim.lua("return wezterm.mux.get_pane(0).pane_id()")


def test_results_cross_in_one_piece(sim: Simulator) -> None:
    """A list of ten panes is one call."""
    for _ in range(9):
        sim.split("Right", 1, sim.pane(0))
    sim.trace.clear()

    count = sim.lua("return #wezterm.mux.get_tab(0):panes_with_info()")

    assert (10, 1, 2) == (count, sim.trace.count("panes_with_info"), len(sim.trace.calls))


def test_panes_with_info_has_all_fields(sim: Simulator) -> None:
    """Every field is there, numbers are integers, the pane is an object."""
    code = """
    local info = wezterm.mux.get_tab(0):panes_with_info()[1]
    local id = info.pane:pane_id()
    info.pane = nil
    return id, info, math.type(info.width)
    """

    assert (
        0,
        {
            "index": 0,
            "is_active": True,
            "is_zoomed": False,
            "left": 0,
            "top": 0,
            "width": 80,
            "height": 24,
            "pixel_width": 640,
            "pixel_height": 384,
        },
        "integer",
    ) == sim.lua(code)
