"""`wezterm.GLOBAL`: what survives what, and its surprises."""

from __future__ import annotations

import pytest

from generator.simulator import LuaFailure, Simulator


def test_survives_a_reload_but_not_a_restart(sim: Simulator) -> None:
    """Data outlives a reload of the configuration and dies with the process."""
    sim.lua("wezterm.GLOBAL.mine = 1")

    sim.reload()

    assert 1 == sim.lua("return wezterm.GLOBAL.mine")

    sim.restart()

    assert sim.lua("return wezterm.GLOBAL.mine") is None


def test_writing_copies(sim: Simulator) -> None:
    """A table written is a copy; reading gives a handle that writes through."""
    code = """
    local t = { a = { b = 1 } }
    wezterm.GLOBAL.t = t
    t.a.b = 2
    wezterm.GLOBAL.t.a.c = 3
    return wezterm.GLOBAL.t.a.b, wezterm.GLOBAL.t.a.c, type(wezterm.GLOBAL.t)
    """

    assert (1, 3, "userdata") == sim.lua(code)


def test_numbers_keep_their_kind(sim: Simulator) -> None:
    """1 and 1.0 stay what they are."""
    code = """
    wezterm.GLOBAL.x, wezterm.GLOBAL.y = 1, 1.0
    return math.type(wezterm.GLOBAL.x), math.type(wezterm.GLOBAL.y)
    """

    assert ("integer", "float") == sim.lua(code)


def test_a_key_set_to_nil_is_still_listed(sim: Simulator) -> None:
    """Setting nil stores a null: it reads nil, and `pairs` still lists the key."""
    code = """
    wezterm.GLOBAL.gone = 1
    wezterm.GLOBAL.gone = nil
    local keys = {}
    for key in pairs(wezterm.GLOBAL) do keys[#keys + 1] = key end
    return wezterm.GLOBAL.gone, keys
    """

    assert (None, ["gone"]) == sim.lua(code)


def test_pairs_gives_handles(sim: Simulator) -> None:
    """Values from `pairs` are userdata even for plain ones; `ipairs` and indexing give them."""
    code = """
    wezterm.GLOBAL.list = { 5, 6 }
    local kinds, items = {}, {}
    for _, value in pairs(wezterm.GLOBAL.list) do kinds[#kinds + 1] = type(value) end
    for _, value in ipairs(wezterm.GLOBAL.list) do items[#items + 1] = value end
    return kinds, items, #wezterm.GLOBAL.list, pcall(next, wezterm.GLOBAL)
    """

    kinds, items, length, ok, _ = sim.lua(code)

    assert (["userdata", "userdata"], [5, 6], 2, False) == (kinds, items, length, ok)


def test_arrays_grow_wrongly(sim: Simulator) -> None:
    """Replacing the last item appends; writing after it raises; earlier ones are replaced."""
    code = """
    wezterm.GLOBAL.list = { 1, 2 }
    local list = wezterm.GLOBAL.list
    list[1] = 9
    list[2] = 7
    return wezterm.json_encode(list), pcall(function() list[#list + 1] = 1 end)
    """

    text, ok, _ = sim.lua(code)

    assert ("[9,2,7]", False) == (text, ok)


@pytest.mark.parametrize(
    "code",
    [
        "wezterm.GLOBAL.f = print",
        "wezterm.GLOBAL.t = { [true] = 1 }",
        "wezterm.GLOBAL.t = { 1, x = 2 }",
        "wezterm.GLOBAL.s = '\\xff'",
        "return wezterm.GLOBAL[1]",
    ],
)
def test_refusals(sim: Simulator, code: str) -> None:
    """Functions, odd keys, mixed tables, bad UTF-8 and indexing by number raise."""
    with pytest.raises(LuaFailure):
        sim.lua(code)


def test_integer_keys_become_text(sim: Simulator) -> None:
    """In an object the key 2 becomes "2"."""
    code = "wezterm.GLOBAL.t = { [2] = 'two' } return wezterm.GLOBAL.t['2']"

    assert "two" == sim.lua(code)


def test_objects_become_text(sim: Simulator) -> None:
    """A pane is stored as its text."""
    code = "wezterm.GLOBAL.p = wezterm.mux.get_pane(0) return wezterm.GLOBAL.p"

    assert "MuxPane(0)" == sim.lua(code)
