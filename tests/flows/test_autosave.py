"""Saving by itself: when something has changed, never anything poorer, never without need."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.autosaving import (
    HOUR_MS,
    ON_CHANGE,
    PERIODIC,
    last,
    panes,
    saved,
    terminal,
    writes,
)
from tests.flows.hands import press
from tests.flows.scenes import STATE


def test_nothing_is_saved_unasked() -> None:
    """Autosave is off unless the user wants it."""
    sim = scenes.terminal()
    sim.trace.clear()
    sim.split("Right", 99)
    sim.run(HOUR_MS)

    assert {} == sim.state_files()
    assert 0 == sim.trace.count("wezterm.time.call_after")


CHANGES: dict[str, Callable[[Simulator], object]] = {
    "split": lambda sim: sim.split("Right", 50),
    "closed pane": lambda sim: sim.close_pane(),
    "new tab": lambda sim: sim.new_tab(),
    "closed tab": lambda sim: sim.close_tab(sim.tab(0)),
    "switched tab": lambda sim: sim.switch_tab(0),
    "title": lambda sim: sim.rename_tab("logs"),
    "moved divider": lambda sim: sim.adjust("Left", 3),
    "directory": lambda sim: sim.set_cwd("/srv"),
    "program": lambda sim: sim.run_program(["vim", "notes"]),
    "zoom": lambda sim: sim.zoom(),
    "resized window": lambda sim: sim.resize_window(150, 50),
    "focus": lambda sim: sim.focus(sim.pane(0)),
    "new window": lambda sim: sim.new_window(),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("mode", ["on_change", "periodic"])
def test_a_change_is_saved(mode: str, change: str) -> None:
    """On change within seconds or at the latest by the timer; nobody is told."""
    sim = terminal({"autosave": mode, "auto_save_interval_s": 30})
    sim.new_tab()
    sim.split("Right", 99)
    sim.split("Bottom", 20)
    sim.run(40_000)
    before = saved(sim)
    sim.trace.clear()
    CHANGES[change](sim)
    sim.run(31_000)

    assert before != saved(sim)
    assert [] == sim.toasts


def test_on_change_does_not_wait_for_the_timer() -> None:
    """A split is on the disk a few seconds later."""
    sim = terminal(ON_CHANGE | {"auto_save_interval_s": 3600})
    sim.split("Right", 50)
    sim.run(6000)
    sim.set_title("make")
    sim.run(1000)

    assert 2 == panes(saved(sim))


def test_periodic_waits_for_the_timer() -> None:
    """Events ask for nothing."""
    sim = terminal(PERIODIC | {"auto_save_interval_s": 300})
    sim.split("Right", 50)
    sim.run(120_000)

    assert 1 >= panes(saved(sim))

    sim.run(300_000)

    assert 2 == panes(saved(sim))


@pytest.mark.parametrize("status", [False, True], ids=["quiet", "status bar"])
@pytest.mark.parametrize("mode", ["on_change", "periodic"])
def test_an_idle_hour_writes_nothing_and_costs_next_to_nothing(mode: str, *, status: bool) -> None:
    """0 files, less than 0.1 % of the time, with 50 panes; every look under 2 ms."""
    sim = terminal({"autosave": mode}, status=status)
    for _ in range(9):
        sim.new_tab()
    for tab in sim.window().tabs:
        for _ in range(4):
            sim.split("Right", 30, tab.panes[0])
    sim.run(60_000)

    assert 50 == panes(saved(sim))

    sim.trace.clear()
    sim.run(HOUR_MS)
    spent_ms = sum(one.duration_ms for one in sim.trace.slices)

    assert [] == writes(sim)
    assert spent_ms < 0.001 * HOUR_MS
    assert 0 < sim.trace.longest_slice_ms < 2
    assert sim.trace.count("wezterm.time.call_after") <= HOUR_MS / 30_000 + 1


def test_a_title_that_a_program_changes_all_the_time_is_no_change() -> None:
    """It titles the window as well; it is not what the user calls his window."""
    sim = terminal(ON_CHANGE)
    sim.split("Right", 50)
    sim.run(60_000)
    sim.trace.clear()
    for number in range(100):
        sim.set_title(f"working {number}")
        sim.run(1000)

    assert [] == writes(sim)


def test_a_title_that_the_user_gives_his_window_is_a_change() -> None:
    """As long as no program writes over it."""
    sim = terminal(ON_CHANGE)
    sim.run(60_000)
    sim.lua("wezterm.mux.all_windows()[1]:set_title('mine')")
    sim.run(31_000)

    assert "mine" == saved(sim)["windows"][0]["title"]


def test_all_workspaces_are_saved_also_those_that_are_not_shown() -> None:
    """No event comes from those: the timer looks at them."""
    sim = terminal(ON_CHANGE)
    sim.set_cwd("/srv")
    sim.switch_workspace("other")
    sim.set_cwd("/srv")
    sim.run(40_000)
    sim.switch_workspace("default")
    sim.run(40_000)
    hidden = sim.windows("other")[0].tabs[0].panes[0]
    sim.lua("wezterm.mux.get_pane(...):split({ direction = 'Right' })", hidden.id)
    sim.run(31_000)

    assert 2 == panes(saved(sim, "other"))
    assert {"active": "default", "workspaces": ["default", "other"]}.items() <= last(sim).items()


def test_a_fresh_terminal_does_not_replace_what_is_saved() -> None:
    """Not in its first minute, and after it not as long as it is a lone idle shell."""
    sim = terminal(ON_CHANGE)
    sim.new_tab()
    sim.split("Right", 50)
    sim.switch_workspace("other")
    sim.run(60_000)
    rich, was_open = saved(sim), last(sim)
    sim.restart()
    sim.run(50_000)

    assert (rich, was_open) == (saved(sim), last(sim))

    sim.run(HOUR_MS)

    assert rich == saved(sim)

    sim.run_program(["vim"])
    sim.run(60_000)

    assert 1 == panes(saved(sim))


def test_what_was_left_out_at_the_start_is_saved_when_the_start_is_over() -> None:
    """Two idle shells in the first minute may be the start's; later they are the user's."""
    sim = terminal(ON_CHANGE)
    for _ in range(3):
        sim.split("Right", 30, sim.pane(0))
    sim.run(60_000)
    sim.restart()
    sim.split("Bottom", 20)
    sim.run(30_000)

    assert 4 == panes(saved(sim))

    sim.run(120_000)

    assert 2 == panes(saved(sim))


@pytest.mark.parametrize("lazy", ["background", "on_activate", "off"])
def test_nothing_half_built_is_saved(lazy: str) -> None:
    """While a load fills its tabs, and when only first looks are left."""
    sim = terminal(ON_CHANGE | {"lazy": lazy, "auto_save_interval_s": 1})
    scenes.workspace(sim, 3, tabs=8, most_panes=8)
    sim.run(60_000)
    (path,) = [
        path
        for path in sim.state_files()
        if path.startswith(f"{STATE}/proj%2F") and path.endswith(".json")
    ]
    whole = json.loads(sim.files[path])["counts"]
    scenes.put_away(sim)
    press(sim, "l")
    sim.choose(scenes.WORKSPACE)
    for _ in range(300):
        sim.run(7)

        assert whole == json.loads(sim.files[path])["counts"]

    scenes.look_at_every_tab(sim)
    sim.split("Right", 2)
    sim.run(60_000)

    assert whole["panes"] + 1 == json.loads(sim.files[path])["counts"]["panes"]


def test_a_full_disk_is_told_once_and_saving_goes_on_when_there_is_room() -> None:
    """The log and the event have every failure; the state that was saved stays."""
    sim = terminal(ON_CHANGE)
    sim.set_cwd("/srv")
    sim.run(40_000)
    sim.files.set_mode(STATE, writable=False)
    scenes.expects(sim, log="Permission denied")
    scenes.expects(sim, log="an older state of default was not kept")
    sim.split("Right", 50)
    sim.run(300_000)
    failures = [name for name, _ in sim.events if name == "session-save-error"]

    assert 1 == len(sim.toasts)
    assert len(failures) > 3
    assert 1 == panes(saved(sim))

    sim.files.set_mode(STATE, writable=True)
    sim.run(60_000)

    assert 2 == panes(saved(sim))


def test_a_save_that_was_asked_for_is_not_pushed_aside() -> None:
    """The user gets his answer even if a look falls into it."""
    sim = terminal(ON_CHANGE)
    sim.run_program(["vim", "a"])
    sim.split("Right", 50)
    sim.run_program(["less", "b"])
    sim.press("s", "ALT")
    sim.step()
    sim.set_title("now")
    sim.run()

    assert "Saved default: 1 tab in 1 window" == sim.toasts[-1].message


def test_a_server_without_windows_on_a_screen_saves_by_itself_as_well() -> None:
    """Nothing wakes it but its start."""
    sim = scenes.machine(ON_CHANGE | {"auto_save_interval_s": 1}, mux_server=True).start()
    sim.files.make_directory("/srv")
    sim.start_lua('wezterm.mux.spawn_window({ workspace = "far", cwd = "/srv" })')
    sim.run(10_000)

    assert "far.json" in {path.rpartition("/")[2] for path in sim.state_files()}
