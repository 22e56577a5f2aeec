"""What a restore has made is looked at: the report tells what was seen."""

from __future__ import annotations

from typing import Any

import pytest

from generator.simulator import Simulator
from generator.simulator.machine.programs import Image
from tests.flows import scenes
from tests.flows.hands import press

ROOMS = ("seen", "first_look", "elsewhere", "news", "report")
"""Rooms whose doings are seen here."""

CODE = "not_as_saved"
ENDED = "ended"


def problems(sim: Simulator) -> list[tuple[str, str]]:
    """Return code and place of what the last load reports."""
    found: Any = sim.call("last_report")["problems"] or []
    return [(problem["code"], problem["where"]) for problem in found]


def saved(program: list[str] | None = None, *, is_long: bool = False) -> Simulator:
    """Save two panes in two directories, with a program in one of them, and start anew.

    One `is_long` has a second tab, so that its load goes on after it is shown.
    """
    sim = scenes.terminal()
    scenes.go_to(sim, "other")
    sim.set_cwd("/srv/left")
    sim.split("Right", 50)
    sim.set_cwd("/srv/right")
    sim.rename_tab("work")
    if program:
        sim.run_program(program)
    if is_long:
        sim.new_tab()
        sim.switch_tab(0)
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
    sim = saved(is_long=True)
    load(sim, FIND + "tab:set_title('mine')")
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1]")] == problems(sim)
    assert "mine" in sim.toasts[-1].message


def test_another_active_pane_is_told() -> None:
    """A handler of the user's has taken the focus."""
    sim = saved(is_long=True)
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
    scenes.expects(sim, problem=ENDED)

    assert [(ENDED, "windows[1].tabs[1]")] == problems(sim)


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
    sim.files["/srv/left/notes"] = sim.files["/data/left/notes"] = b"one"
    load(sim, wait_ms=500)
    sim.set_cwd("/data/left", sim.tab().panes[0])
    sim.run(6000)

    assert [] == problems(sim)


def test_a_directory_with_other_things_in_it_is_another_one() -> None:
    """A start-up file has gone there, and the shell tells nothing."""
    sim = saved()
    sim.files["/srv/left/notes"] = sim.files["/usr/share/words"] = b"one"
    load(sim, wait_ms=500)
    sim.set_cwd("/usr/share", sim.tab().panes[0])
    sim.run(6000)
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1].panes[1]")] == problems(sim)


def test_a_program_that_was_started_in_another_directory_is_told() -> None:
    """Its file is not the one that was saved."""
    sim = saved(["vim", "notes"])
    sim.files["/srv/right/notes"] = sim.files["/usr/share/words"] = b"one"
    load(sim, wait_ms=500)
    shell, vim = sim.tab().panes[1].programs
    shell.cwd = vim.cwd = "/usr/share"
    sim.run(6000)
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1].panes[2]")] == problems(sim)
    assert "/usr/share" in sim.toasts[-1].message


def test_a_program_that_has_gone_elsewhere_itself_is_not_told() -> None:
    """Editors go to the root of a project."""
    sim = saved(["vim", "notes"])
    sim.files["/srv/right/notes"] = sim.files["/srv/words"] = b"one"
    load(sim, wait_ms=500)
    sim.tab().panes[1].programs[1].cwd = "/srv"
    sim.run(6000)

    assert [] == problems(sim)


def test_a_shell_that_was_where_it_should_be_may_go_elsewhere() -> None:
    """Its user has gone there."""
    sim = saved()
    load(sim, wait_ms=1200)
    sim.set_cwd("/srv/elsewhere", sim.tab().panes[0], osc7=True)
    sim.run(6000)

    assert [] == problems(sim)


def with_two_tabs(title: str = "logs", lazy: str = "background") -> Simulator:
    """Save two tabs, the first one shown, and start anew."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.go_to(sim, "other")
    sim.new_tab()
    sim.rename_tab(title)
    sim.switch_tab(0)
    sim.run(300)
    scenes.save(sim)
    sim.restart()
    sim.run(500)
    return sim


@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_a_tab_that_has_ended_at_once_is_told(lazy: str) -> None:
    """As one whose container does not run; one that waits for its first look as well."""
    sim = with_two_tabs(lazy=lazy)
    load(sim, wait_ms=300)
    sim.close_tab(sim.window().tabs[1])
    sim.run(6000)
    scenes.expects(sim, problem=ENDED)

    assert [(ENDED, "windows[1].tabs[2]")] == problems(sim)
    assert "the tab logs has ended" in sim.toasts[-1].message


def test_a_tab_without_a_title_that_has_ended_is_told() -> None:
    """By its place."""
    sim = with_two_tabs("")
    load(sim, wait_ms=300)
    sim.close_tab(sim.window().tabs[1])
    sim.run(6000)
    scenes.expects(sim, problem=ENDED)

    assert "other: tab 2 of window 1 has ended" == sim.toasts[-1].message


@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_a_tab_that_its_user_closes_is_not_told(lazy: str) -> None:
    """It has been there."""
    sim = with_two_tabs(lazy=lazy)
    load(sim, wait_ms=1200)
    sim.close_tab(sim.window().tabs[1])
    sim.run(6000)

    assert [] == problems(sim)


def test_a_program_that_its_user_ends_is_not_told() -> None:
    """It has been in front."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=1200)
    sim.exit_program(sim.tab().panes[1])
    sim.run(6000)

    assert [] == problems(sim)


def test_a_pane_that_its_user_closes_is_not_told() -> None:
    """It has been there."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=1200)
    sim.close_pane(sim.tab().panes[0])
    sim.run(6000)

    assert [] == problems(sim)


def begin_slowly(sim: Simulator) -> None:
    """Have the shell of the second pane be in its start-up files still; what it runs is its own."""
    pane = sim.tab().panes[1]
    sim.exit_program(pane)
    sim.type("set +m\rsleep 7\r", pane)


def test_a_program_that_comes_after_long_start_up_files_is_not_told() -> None:
    """It has not been missing."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=500)
    begin_slowly(sim)
    sim.run(6500)
    sim.exit_program(sim.tab().panes[1], "sleep")
    sim.type("set -m\rvim a\r", sim.tab().panes[1])
    sim.run(40000)

    assert [] == problems(sim)


def test_a_program_that_never_comes_is_told_in_the_end() -> None:
    """However busy its shell is."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=500)
    begin_slowly(sim)
    sim.run(6500)
    assert [] == problems(sim)
    sim.run(30000)
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1].panes[2]")] == problems(sim)


def test_a_program_of_the_start_up_files_is_not_taken_for_the_one_that_is_missing() -> None:
    """Some shells give it a group of its own."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=500)
    sim.exit_program(sim.tab().panes[1])
    sim.type("ssh-add\r", sim.tab().panes[1])
    sim.run(5000)
    sim.exit_program(sim.tab().panes[1])
    sim.run(10000)
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1].panes[2]")] == problems(sim)


def test_a_program_is_told_by_the_name_that_was_typed() -> None:
    """Its file may have another one."""
    sim = scenes.terminal()
    scenes.go_to(sim, "other")
    sim.run_program(["vim", "a"]).image = Image("/usr/bin/vim.basic", ["vim", "a"], "vim.basic")
    scenes.save(sim)
    sim.restart()
    sim.run(500)
    load(sim, wait_ms=500)
    sim.exit_program(sim.tab().panes[0])
    sim.run(6000)
    scenes.expects(sim, problem=CODE)

    assert "other: vim is not running" == sim.toasts[-1].message


def test_a_reload_does_not_end_the_looks() -> None:
    """It ends all timers."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=500)
    sim.exit_program(sim.tab().panes[1])
    sim.reload()
    sim.run(6000)
    scenes.expects(sim, problem=CODE)

    assert [(CODE, "windows[1].tabs[1].panes[2]")] == problems(sim)


def test_what_was_seen_before_a_reload_is_not_told_after_it() -> None:
    """The program has been in front."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=500)
    sim.close_pane(sim.tab().panes[0])
    sim.run(700)
    sim.reload()
    sim.run(6000)
    scenes.expects(sim, problem=ENDED)

    assert [(ENDED, "windows[1].tabs[1]")] == problems(sim)


def test_what_comes_to_light_of_another_restore_does_not_take_the_place_of_the_last() -> None:
    """It is told, no more."""
    sim = saved(["vim", "a"])
    load(sim, wait_ms=500)
    sim.exit_program(sim.tab().panes[1])
    scenes.go_to(sim, "third")
    scenes.save(sim)
    scenes.put_away(sim, "third")
    sim.call("load", "third")
    sim.run(6000)

    assert ["third", []] == [sim.call("last_report")["workspace"], problems(sim)]
    assert any("vim is not running" in toast.message for toast in sim.toasts)


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
