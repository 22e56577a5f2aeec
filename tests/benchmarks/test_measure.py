"""A subject with known costs comes out with them; one that cheats is found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.samples.costs import TABLE
from benchmarks.samples.machine import Conditions
from benchmarks.samples.measure import can_tell, measure, tell
from benchmarks.subject.floor import Floor
from generator.simulator.machine.costs import MS_PER_WRITTEN_BYTE, OTHER_CALL_MS
from tests.benchmarks import toys

if TYPE_CHECKING:
    from benchmarks.samples.sample import Sample
    from benchmarks.scenario.scenario import Operation, Story
    from benchmarks.subject.plugin import Plugin

PRICE = {name: row.ms for row in TABLE for name in row.names}
SPAWN = PRICE["wezterm.mux.spawn_window"]
SPLIT = PRICE["MuxPane:split"]


def outcome(subject: Plugin, conditions: Conditions | None = None) -> dict[Operation, Sample]:
    """Save and load two columns once."""
    return dict(tell(subject, toys.scenario("save", "load"), 0, conditions))


def test_an_honest_subject_costs_what_it_calls() -> None:
    """A spawn, a split, a title and the switch: that much virtual time, and no more."""
    load = outcome(toys.toy())["load"]

    assert "ok" == load.status
    assert load.fidelity.is_exact
    assert 1 == load.figures["splits"]
    assert 1 == load.figures["spawns"]
    assert 0 == load.figures["asked_ms"]
    assert load.figures["complete_ms"] == pytest.approx(SPAWN + SPLIT, abs=5 * OTHER_CALL_MS)
    assert load.figures["visible_ms"] == load.figures["complete_ms"]


def test_a_save_costs_its_file() -> None:
    """Opening, 1,000 bytes and closing, and nothing of the reading of the screen."""
    save = outcome(toys.toy())["save"]
    expected = (
        PRICE["io.open"] + PRICE["File:write"] + 1000 * MS_PER_WRITTEN_BYTE + PRICE["File:close"]
    )

    assert 1000 == save.figures["bytes_written"]
    assert 3 == save.figures["file_calls"]
    assert save.figures["slice_ms"] == pytest.approx(expected, abs=3 * OTHER_CALL_MS)


def test_asked_waits_are_told_from_paid_work() -> None:
    """A sleep of 150 ms is 150 ms of asked waits, once."""
    load = (
        "  local tab, pane = open_window()\n  wezterm.sleep_ms(150)\n" + toys.LOAD.split("\n", 2)[2]
    )

    sample = outcome(toys.toy(load=load))["load"]

    assert sample.figures["asked_ms"] == pytest.approx(150)
    assert sample.figures["complete_ms"] == pytest.approx(150 + SPAWN + SPLIT, abs=0.02)


def test_doubled_prices_double_the_work_but_not_the_waits() -> None:
    """What the report derives from one run is what a run at that price gives."""
    load = "  wezterm.sleep_ms(150)\n" + toys.LOAD
    subject = toys.toy(load=load)

    once = outcome(subject)["load"].figures
    twice = outcome(subject, Conditions(price_factor=2.0))["load"].figures

    derived = once["asked_ms"] + 2 * (once["complete_ms"] - once["asked_ms"])
    assert twice["complete_ms"] == pytest.approx(derived, abs=0.01)


def test_a_look_at_every_process_grows_with_the_machine() -> None:
    """Ten times the processes, ten times the time; and it is known that the pane was idle."""
    look = "  window:active_pane():get_foreground_process_info()\n" + toys.SAVE
    subject = toys.toy(save=look)
    quiet, busy = (
        dict(tell(subject, toys.scenario("save", "load", processes=count), 0))["save"]
        for count in (470, 4700)
    )

    assert 1 == quiet.figures["idle_scans"]
    difference = busy.figures["slice_ms"] - quiet.figures["slice_ms"]
    assert difference == pytest.approx(9 * PRICE["MuxPane:get_foreground_process_info"], rel=0.01)


def test_instructions_are_shown_only_of_a_subjects_own_code() -> None:
    """Of a re-statement they would say nothing."""
    own = outcome(toys.toy(own_code=True))["load"]
    other = outcome(toys.toy())["load"]

    assert own.figures["instructions"] > 0
    assert own.figures["allocated"] > 0
    assert "instructions" not in other.figures
    assert "allocated" not in other.figures


# The first use of a Lua state.


def first(kind: Story, *, init: str = "", save: str = toys.SAVE) -> Sample:
    """Return what a toy with a room of 40 bytes does when its Lua state is new."""
    room = b"return function() end -- 40 bytes of Lua"
    subject = toys.toy(save=save, own_code=True, init=init, room=room)
    [(_, sample)] = tell(subject, toys.scenario("startup", story=kind), 0)
    return sample


OPEN_ROOM = """
  local file = io.open(path:gsub("init.lua$", "room.lua"), "r")
  assert(load(file:read("a")))
  file:close()
"""
ON_RELOAD = f"wezterm.on('window-config-reloaded', function() {OPEN_ROOM} end)\n"


def test_the_first_event_counts_what_it_opens_and_not_what_was_loaded() -> None:
    """A room of 40 bytes is read by the first handler; the plugin itself was compiled before."""
    figures = first("first_event", init=ON_RELOAD).figures

    assert (40, 40, 1) == tuple(figures[n] for n in ("lua_bytes", "slice_lua_bytes", "lua_files"))
    assert 0 == figures["bytes_read"]


def test_loading_the_plugin_counts_all_that_is_compiled() -> None:
    """The plugin's file is read as a whole to be compiled; the room is not touched."""
    figures = first("startup", init=ON_RELOAD).figures

    assert figures["size"] - 40 == figures["lua_bytes"]
    assert 1 == figures["lua_files"]


def test_a_key_right_after_the_first_event_finds_nothing_opened_in_idle_turns() -> None:
    """What a timer would open soon is opened by the save itself, once."""
    later = f"""
local is_open = false
function open()
  if not is_open then
    is_open = true
    {OPEN_ROOM}
  end
end
wezterm.on("window-config-reloaded", function()
  wezterm.time.call_after(0.1, open)
end)
"""
    save = first("first_save", init=later, save="open()\n" + toys.SAVE)
    idle = first("first_idle", init=later)

    assert (40, 40) == (save.figures["lua_bytes"], idle.figures["lua_bytes"])
    assert 1000 == save.figures["bytes_written"]


def test_the_longest_slice_is_told_beside_the_sum() -> None:
    """Two rooms in two turns: 80 bytes, 40 of them at once, and the longer turn's instructions."""
    twice = f"""
wezterm.on("window-config-reloaded", function()
  wezterm.time.call_after(0, function()
    {OPEN_ROOM}
    for _ = 1, 1000 do end
    wezterm.time.call_after(0, function() {OPEN_ROOM} end)
  end)
end)
"""
    figures = first("first_idle", init=twice).figures

    assert (80, 40, 2) == tuple(figures[n] for n in ("lua_bytes", "slice_lua_bytes", "lua_files"))
    assert 1000 < figures["slice_instructions"] < figures["instructions"]


def test_nothing_to_save_is_no_first_save() -> None:
    """A key that does nothing is told, not taken for a fast one."""
    sample = first("first_save", save="")

    assert ("raised", "nothing happened") == (sample.status, sample.problem)


def test_starting_has_no_time() -> None:
    """Virtual time is the same whatever Lua does in it: no time, no ratio."""
    assert "complete_ms" not in first("startup").figures


# Cheats.

PUT_OFF = """
  local tab, pane = open_window()
  show(tab)
  wezterm.time.call_after(%d, function()
    split_exactly(pane)
  end)
"""
"""A load that splits only so many seconds later."""


def test_work_put_off_is_still_waited_for() -> None:
    """Splitting half a minute later does not make a load fast: complete is half a minute later."""
    sample = outcome(toys.toy(load=PUT_OFF % 30))["load"]

    assert sample.fidelity.is_exact
    assert sample.figures["complete_ms"] > 30_000
    assert sample.figures["visible_ms"] > 30_000
    assert sample.figures["asked_ms"] == pytest.approx(30_000)
    assert 1 == sample.figures["splits"]


def test_work_put_off_beyond_all_patience_is_missing() -> None:
    """After a quiet minute nobody waits any longer: the pane is lost, and no time is given."""
    rows = list(measure([toys.toy(load=PUT_OFF % 90)], toys.scenario("save", "load")))
    row = next(row for row in rows if row.operation == "load")

    assert "short" == row.samples[0].status
    assert 1 == row.samples[0].fidelity.panes_lost
    assert row.median("complete_ms") is None


def test_fewer_panes_are_no_faster_load() -> None:
    """A load without the split is short, whatever its time."""
    load = "  local tab = open_window()\n  show(tab)\n"

    sample = outcome(toys.toy(load=load))["load"]

    assert "short" == sample.status
    assert 1 == sample.fidelity.panes_lost
    assert not sample.fidelity.is_exact


def test_a_wrong_size_is_seen() -> None:
    """One cell off is not exact, and the cells are counted."""
    load = toys.LOAD.replace(
        "split_exactly(pane)", "pane:split({ direction = 'Right', size = 51 })"
    )

    fidelity = outcome(toys.toy(load=load))["load"].fidelity

    assert 0 == fidelity.exact_tabs
    # A column of 40 cells belongs to the divider instead of the left pane.
    assert fidelity.cells_off == toys.ROWS


def test_a_pane_too_many_is_seen() -> None:
    """Also one that a refused split has left behind."""
    load = toys.LOAD.replace(
        "split_exactly(pane)",
        "split_exactly(pane)\n  pcall(pane.split, pane, { direction = 'Right', size = 99 })",
    )

    fidelity = outcome(toys.toy(load=load))["load"].fidelity

    assert 1 == fidelity.exact_tabs
    assert 1 == fidelity.panes_extra
    assert not fidelity.is_exact


def test_an_early_switch_does_not_make_it_visible() -> None:
    """The window is on the screen at once, but complete only after the split."""
    load = """
  local tab, pane = open_window()
  show(tab)
  wezterm.sleep_ms(500)
  split_exactly(pane)
"""
    sample = outcome(toys.toy(load=load))["load"]

    assert sample.figures["visible_ms"] > 500


def test_a_flicker_after_the_end_is_counted() -> None:
    """The tab is complete, goes out of sight for a moment, and comes back."""
    load = (
        toys.LOAD
        + """
  wezterm.sleep_ms(100)
  tab:window():spawn_tab({})
  wezterm.sleep_ms(100)
  tab:activate()
"""
    )
    sample = outcome(toys.toy(load=load))["load"]

    assert sample.figures["flickers"] >= 1


# Failures.


def test_an_error_is_a_row_not_an_end() -> None:
    """What a subject raises is told, and its time is not taken for one."""
    rows = list(
        measure(
            [toys.toy(load="  error('no such thing')\n")],
            toys.scenario("save", "load", cases=2),
        )
    )
    load = next(row for row in rows if row.operation == "load")

    assert ["raised", "raised"] == [sample.status for sample in load.samples]
    assert "no such thing" in load.problem
    assert load.median("complete_ms") is None


def test_an_endless_loop_costs_only_its_own_sample() -> None:
    """The terminal would stand still for ever; the bench says so and goes on."""
    endless = toys.toy(load="  while true do end\n")

    samples = outcome(endless, Conditions(metered=False, instruction_budget=1_000_000))

    assert "crashed" == samples["load"].status
    assert "HostHang" in samples["load"].problem or "Budget" in samples["load"].problem


def test_a_subject_that_cannot_start_costs_only_its_own_rows() -> None:
    """A syntax error in one subject leaves the other's results alone."""
    broken = toys.toy(load="  this is no Lua\n")
    floor = Floor()

    rows = list(measure([broken, floor], toys.scenario("load")))

    assert {
        "toy": "crashed",
        "floor": "ok",
    } == {row.subject: row.samples[0].status for row in rows}


def test_the_floor_is_only_asked_what_it_can_do() -> None:
    """It loads, but neither saves nor lists."""
    floor = Floor()

    assert can_tell(floor, toys.scenario("save", "load"))
    assert not can_tell(floor, toys.scenario("save"))
    assert not can_tell(floor, toys.scenario("list", story="list"))


def test_the_floor_is_the_physical_limit() -> None:
    """One spawn, one split, nothing else but showing the workspace."""
    [(operation, sample)] = tell(Floor(), toys.scenario("load"), 0)

    assert "load" == operation
    assert sample.fidelity.is_exact
    assert 2 == sample.figures["splits"] + sample.figures["spawns"]
    assert sample.figures["complete_ms"] == pytest.approx(SPAWN + SPLIT, abs=0.005)


def test_the_same_case_is_the_same_in_every_run() -> None:
    """Two fresh terminals, the same figures."""
    subject = toys.toy(own_code=True)

    first, second = outcome(subject), outcome(subject)

    assert first == second
