"""When a load has ended, who hears of it, and what is left in the host's memory then."""

from __future__ import annotations

from typing import Any

from generator.simulator import Simulator
from tests.flows import scenes

ROOMS = ("fill", "jobs", "news")
"""Rooms whose doings are seen here."""

END = "wezterm-sessions.load.end"


def saved(*names: str, tabs: int = 1, extra: str = "") -> Simulator:
    """Save workspaces of two panes and some tabs, and start anew with more in the configuration."""
    config = Simulator.config_text({}, extra=extra)
    sim = Simulator(scenes.built(), config=config).start()
    sim.run(400)
    for name in names:
        scenes.go_to(sim, name)
        sim.split("Right", 30)
        for _ in range(tabs - 1):
            sim.new_tab()
        scenes.save(sim)
    sim.restart()
    sim.run(500)
    return sim


def load(sim: Simulator, name: str) -> dict[str, Any]:
    """Load a session; what the function returns at once."""
    report: dict[str, Any] = sim.lua(
        f"""
        local report = plugin.load("{name}", wezterm.gui.gui_windows()[1])
        return {{ complete = report.complete, told = report.told, ms = report.complete_ms }}
        """
    )
    return report


def ends(sim: Simulator) -> list[object]:
    """Return the names of workspaces of which an end was told."""
    return [arguments[0] for event, arguments in sim.events if event == END]


def kept_jobs(sim: Simulator) -> int:
    """Return how often jobs were written into the host's memory so far."""
    written = [one for one in sim.trace.calls if one.name == "GLOBAL.set"]
    return sum(str(one.args[1]).startswith("wezterm-sessions.fill.jobs") for one in written)


def test_with_one_tab_it_has_ended_when_it_returns() -> None:
    """Nothing of it is put into the host's memory, and the end is told once."""
    sim = saved("one")
    report = load(sim, "one")

    assert report["complete"]
    assert [["one"], 0] == [ends(sim), kept_jobs(sim)]

    sim.run(3000)

    assert [["one"], 0] == [ends(sim), kept_jobs(sim)]


def test_with_more_tabs_it_ends_later() -> None:
    """It returns as soon as the visible one stands."""
    sim = saved("many", tabs=3)
    report = load(sim, "many")

    assert not report["complete"]
    assert [] == ends(sim)

    sim.run(3000)

    assert ["many"] == ends(sim)


def test_one_that_a_handler_of_the_end_loads_is_the_last() -> None:
    """Its report is the one that is asked for afterwards."""
    loads = f"""
    wezterm.on("{END}", function(name)
      if name == "one" then
        sessions.load("two", wezterm.gui.gui_windows()[1])
      end
    end)
    """
    sim = saved("one", "two", extra=loads)
    load(sim, "one")
    sim.run(3000)
    report: Any = sim.call("last_report")

    assert ["one", "two"] == ends(sim)
    assert "two" == report["workspace"]
    assert "two" == sim.workspace


def test_a_handler_that_takes_its_time_costs_no_pane() -> None:
    """Everything stands when it is called."""
    slow = f"""
    wezterm.on("{END}", function()
      wezterm.sleep_ms(2000)
    end)
    """
    sim = saved("one", extra=slow)
    sim.lua('plugin.load("one", wezterm.gui.gui_windows()[1])')
    sim.run(100)

    assert "one" == sim.workspace
    assert 2 == len(sim.tab().panes)

    sim.run(5000)
    report: Any = sim.call("last_report")

    assert report["complete"]


def test_one_that_a_handler_of_its_end_takes_back_is_not_missed() -> None:
    """Nobody is told that its tabs have ended."""
    undoes = f"""
    wezterm.on("{END}", function()
      sessions.undo_state(wezterm.gui.gui_windows()[1])
    end)
    """
    sim = saved("one", extra=undoes)
    load(sim, "one")
    sim.run(6000)
    report: Any = sim.call("last_report")

    assert ["default"] == sim.workspaces()
    assert not report["problems"]


def test_what_an_earlier_load_of_that_name_has_left_is_given_up() -> None:
    """Its windows are gone; nobody fills them."""
    sim = saved("one", tabs=3)
    sim.lua('plugin.load("one", wezterm.gui.gui_windows()[1])')
    sim.run(1)
    scenes.put_away(sim, "one")
    scenes.go_to(sim, "one")
    sim.split("Right", 30)
    scenes.save(sim)
    scenes.load_anew(sim, "one")
    sim.run(3000)

    assert 1 == len(scenes.shown_window(sim).tabs)
    report: Any = sim.call("last_report")
    assert [] == (report["problems"] or [])
