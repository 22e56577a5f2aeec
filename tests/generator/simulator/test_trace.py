"""The record of host calls, their costs, and the slices of Lua between two waits."""

from __future__ import annotations

import pytest

from generator.facts.host_api import CLASSES, MODULES, Timing, all_verbs
from generator.simulator import Simulator
from generator.simulator.verbs.table import ASYNC, SUSPENDING, VERBS

LUA_ONLY = {"wezterm.config_builder", "wezterm.format"}
"""Verbs that are done in Lua alone: they have no effect outside it."""


def test_every_verb_of_the_table_is_answered() -> None:
    """Each row of the API table has an answer, and each answer that Lua can ask for a row."""
    names = {verb.full_name for verb in all_verbs()}
    internal = (
        "GLOBAL.",
        "io.",
        "os.",
        "File:",
        "load",
        "compiled",
        "package.",
        "wezterm.background",
    )

    assert names - set(VERBS) == LUA_ONLY
    assert {name for name in VERBS if not name.startswith(internal)} <= names


def test_every_verb_exists_in_lua(sim: Simulator) -> None:
    """Functions are there, and nothing else is."""
    code = """
    local names = {}
    for name, value in pairs(...) do
      if type(value) == "function" then names[#names + 1] = name end
    end
    table.sort(names)
    return names
    """
    for module in MODULES:
        found = sim.lua(code.replace("...", module.name))

        assert found == sorted(verb.name for verb in module.verbs)


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind.verbs])
def test_methods_are_documented(kind: object) -> None:
    """Every method has a sentence."""
    assert all(verb.doc.endswith(".") or verb.doc.endswith("?") for verb in kind.verbs)  # type: ignore[attr-defined]


def test_timing_drives_the_sets() -> None:
    """Async and suspending verbs are those of the table."""
    assert {v.full_name for v in all_verbs() if v.timing is not Timing.SYNC} == ASYNC
    assert "MuxPane:split" in ASYNC - SUSPENDING


def test_calls_are_recorded_in_order(sim: Simulator) -> None:
    """Name, arguments, slice and moment of each call."""
    sim.trace.clear()
    sim.lua("wezterm.mux.get_pane(0):split({ size = 10 }) wezterm.sleep_ms(5) wezterm.hostname()")

    assert [
        "wezterm.mux.get_pane",
        "MuxPane:split",
        "wezterm.sleep_ms",
        "wezterm.hostname",
    ] == [call.name for call in sim.trace.calls]
    assert [0, 0, 0, 1] == [call.slice - sim.trace.calls[0].slice for call in sim.trace.calls]
    assert (0,) == sim.trace.calls[0].args


def test_counting(sim: Simulator) -> None:
    """By full name, last name or prefix."""
    sim.trace.clear()
    sim.lua("wezterm.mux.get_pane(0):split({}) wezterm.mux.get_pane(0):get_title()")

    assert sim.trace.count("split") == sim.trace.count("MuxPane:split") == 1
    assert 2 == sim.trace.count("wezterm.mux.")
    assert 2 == sim.trace.count("MuxPane:")
    assert 2 == sim.trace.counts()["wezterm.mux.get_pane"]


def test_slices_have_a_modelled_duration(sim: Simulator) -> None:
    """Two splits in one run of Lua make a slice of 5.2 ms; waiting begins another."""
    sim.trace.clear()
    sim.lua("""
    local pane = wezterm.mux.get_pane(0)
    pane:split({}) pane:split({})
    wezterm.sleep_ms(100)
    pane:get_foreground_process_name()
    """)

    assert [one.duration_ms for one in sim.trace.slices] == pytest.approx([5.2, 0.012], abs=0.01)
    assert sim.trace.longest_slice_ms == pytest.approx(5.2, abs=0.01)


def test_what_files_give_is_recorded(sim: Simulator) -> None:
    """Bytes by file, those that are read and those that are loaded to be compiled."""
    sim.files["/disk/a.lua"] = b"return 1"
    sim.trace.clear()
    sim.lua("""
    local file = io.open("/disk/a.lua")
    file:read(3)
    wezterm.sleep_ms(1)
    file:read("a")
    file:read("l")
    loadfile("/disk/a.lua")
    """)
    reads = [(one.path, one.bytes, one.is_load) for one in sim.trace.reads]
    first = sim.trace.reads[0].slice

    assert [("/disk/a.lua", n, 8 == n) for n in (3, 5, 8)] == reads
    assert [0, 1, 1] == [one.slice - first for one in sim.trace.reads]


def test_costs_can_be_given() -> None:
    """Another table of costs, or none."""
    sim = Simulator(None, config="return {}", costs={"MuxPane:split": 100.0}).start()
    before = sim.clock.now_ms
    sim.lua("wezterm.mux.get_pane(0):split({})")

    assert sim.clock.now_ms - before == pytest.approx(100, abs=0.1)


def test_a_file_of_20_kilobytes_takes_half_a_millisecond(sim: Simulator) -> None:
    """Opening, writing, closing, renaming together."""
    sim.trace.clear()
    sim.lua(
        "local f = io.open('/disk/a', 'w') f:write(...) f:close() os.rename('/disk/a', '/disk/b')",
        "x" * 20_000,
    )

    assert sim.trace.longest_slice_ms == pytest.approx(0.5, abs=0.05)
