"""What a restore has made is looked at: the report tells what was seen."""

from __future__ import annotations

from typing import Any

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import press

ROOMS = ("seen", "news", "report")
"""Rooms whose doings are seen here."""

CODE = "not_as_saved"


def problems(sim: Simulator) -> list[tuple[str, str]]:
    """Return code and place of what the last load reports."""
    found: Any = sim.call("last_report")["problems"] or []
    return [(problem["code"], problem["where"]) for problem in found]


def saved(program: list[str] | None = None) -> Simulator:
    """Save two panes in two directories, with a program in one of them, and start anew."""
    sim = scenes.terminal()
    scenes.go_to(sim, "other")
    sim.set_cwd("/srv/left")
    sim.split("Right", 50)
    sim.set_cwd("/srv/right")
    sim.rename_tab("work")
    if program:
        sim.run_program(program)
    scenes.save(sim)
    sim.restart()
    sim.run(500)
    return sim


def load(sim: Simulator, then: str = "", wait_ms: int = 6000) -> None:
    """Load it; something else happens in the same breath."""
    sim.lua(f"plugin.load('other', wezterm.gui.gui_windows()[1]) {then}")
    sim.run(wait_ms)


FIND = """
local tab
for _, window in ipairs(wezterm.mux.all_windows()) do
  if window:get_workspace() == 'other' then tab = window:active_tab() end
end
"""


def test_nothing_differs() -> None:
    """Then nothing is said."""
    sim = saved(["vim", "a"])
    load(sim)

    assert [] == problems(sim)


def test_another_title_is_told() -> None:
    """Somebody has called the tab something else before it was looked at."""
    sim = saved()
    load(sim, FIND + "tab:set_title('mine')")
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1]")] == problems(sim)
    assert "mine" in sim.toasts[-1].message


def test_another_active_pane_is_told() -> None:
    """A handler of the user's has taken the focus."""
    sim = saved()
    load(sim, FIND + "tab:panes()[1]:activate()")
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1]")] == problems(sim)


def test_a_program_that_is_not_there_is_told_a_while_later() -> None:
    """Its pane has an idle shell."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=500)
    assert [] == problems(sim)
    told = len(sim.toasts)
    sim.exit_program(sim.tab().panes[1])
    sim.run(6000)
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1].panes[2]")] == problems(sim)
    assert [1, True] == [len(sim.toasts) - told, "vim is not running" in sim.toasts[-1].message]


def test_a_pane_that_has_ended_is_told() -> None:
    """As one whose shell could not start."""
    sim = saved()
    load(sim, wait_ms=500)
    sim.close_pane(sim.tab().panes[1])
    sim.run(6000)
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1]")] == problems(sim)


def test_a_shell_that_tells_another_directory_is_taken_at_its_word() -> None:
    """Its prompt says where it is."""
    sim = saved()
    load(sim, wait_ms=500)
    sim.set_cwd("/srv/elsewhere", sim.tab().panes[0], osc7=True)
    sim.run(6000)
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1].panes[1]")] == problems(sim)


def test_a_directory_by_another_name_is_no_difference() -> None:
    """What is read from a process has its links resolved."""
    sim = saved()
    load(sim, wait_ms=500)
    sim.set_cwd("/data/left", sim.tab().panes[0])
    sim.run(6000)

    assert [] == problems(sim)


def test_a_user_who_has_begun_to_work_is_not_told_of_it() -> None:
    """A split, a moved divider, another tab."""
    sim = saved()
    load(sim, wait_ms=500)
    sim.adjust("Left", 9)
    sim.split("Bottom", 5)
    sim.new_tab()
    sim.run(6000)

    assert [] == problems(sim)


def test_a_tab_that_waits_is_looked_at_when_it_has_been_filled() -> None:
    """Not before, and not never."""
    sim = scenes.terminal({"lazy": "on_activate"})
    scenes.go_to(sim, "other")
    sim.split("Right", 50)
    sim.new_tab()
    sim.run(300)
    sim.split("Bottom", 20)
    scenes.save(sim)
    sim.restart()
    sim.run(500)
    press(sim, "l")
    sim.choose("other")
    sim.run(1000)
    scenes.look_at_every_tab(sim)
    sim.run(6000)

    assert [] == problems(sim)
