"""Saving by itself, turned on and off by key and by function, over reloads."""

from __future__ import annotations

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.autosaving import (
    HOUR_MS,
    ON_CHANGE,
    PERIODIC,
    START_UP_MS,
    panes,
    saved,
    terminal,
    writes,
)
from tests.flows.hands import press

ROOMS = ("autosave",)
"""Rooms whose doings are seen here."""


def test_the_toggle_starts_saving_on_change_and_stops_it() -> None:
    """With the option off, as most people have it."""
    sim = scenes.terminal()
    sim.run(START_UP_MS)
    press(sim, "a")
    sim.split("Right", 50)
    sim.run(31_000)

    assert 2 == panes(saved(sim))
    assert "Autosave is on: whatever changes is saved" == sim.toasts[-1].message

    press(sim, "a")
    sim.split("Right", 20)
    sim.run(HOUR_MS)

    assert 2 == panes(saved(sim))
    assert "Autosave is off" == sim.toasts[-1].message


def test_the_toggle_survives_reloads() -> None:
    """Timers don't: the first event after a reload sets a new one, and only one."""
    sim = scenes.terminal({"auto_save_interval_s": 60})
    sim.run(START_UP_MS)
    sim.press("a", "ALT")
    sim.new_window()
    for _ in range(5):
        sim.reload()
    sim.run(60_000)
    sim.trace.clear()
    sim.run(HOUR_MS)
    timers = sim.trace.count("wezterm.time.call_after")

    assert 58 <= timers <= 61

    sim.press("a", "ALT")
    sim.reload()
    sim.trace.clear()
    sim.split("Right", 50)
    sim.run(HOUR_MS)

    assert [] == writes(sim)


def test_the_toggle_turns_off_what_the_option_turns_on() -> None:
    """Until the user changes the option: then that was said last."""
    sim = terminal(ON_CHANGE)
    sim.set_cwd("/srv")
    sim.run(40_000)
    sim.press("a", "ALT")
    sim.reload()
    sim.split("Right", 50)
    sim.run(HOUR_MS)

    assert 1 == panes(saved(sim))

    sim.edit_config(Simulator.config_text(PERIODIC))
    sim.run(60_000)

    assert 2 == panes(saved(sim))


def test_functions_do_what_the_key_does() -> None:
    """Under the names of the predecessor."""
    sim = scenes.terminal()
    sim.set_cwd("/srv")
    sim.run(START_UP_MS)
    sim.call("start_autosave")
    sim.run(1000)

    assert 1 == panes(saved(sim))

    sim.call("stop_autosave")
    sim.split("Right", 50)
    sim.run(HOUR_MS)

    assert 1 == panes(saved(sim))
