"""What a save sees of programs, of panes that lie oddly, and of what cannot come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.scenes import document, saved_programs

INFO = "MuxPane:get_foreground_process_info"
TABLE = "wezterm.procinfo.get_info_for_pid"


def panes(sim: Simulator) -> list[dict[str, Any]]:
    """Return what was saved of the panes of the only window's last tab."""
    found: list[dict[str, Any]] = document(sim)["windows"][0]["tabs"][-1]["panes"]
    return found


def runs(sim: Simulator, *each: Sequence[str]) -> None:
    """Have these programs in panes from right to left, the last one leftmost."""
    for number, argv in enumerate(each):
        if number:
            sim.split("Right", 20, sim.tab().panes[0])
        sim.run_program(argv)


@pytest.mark.parametrize(("size", "inspected"), [(56, 0), (57, 1)])
def test_a_variable_is_believed_up_to_56_bytes(size: int, inspected: int) -> None:
    """One that is longer may be cut; the pane is asked instead."""
    sim = scenes.terminal()
    argv = ["vim", "x" * (size - 4)]
    sim.run_program(argv, announce=True)
    sim.trace.clear()
    scenes.save(sim)

    assert [argv] == saved_programs(sim)
    assert inspected == sim.trace.count(INFO)


def test_a_variable_of_another_program_is_not_believed() -> None:
    """It may be an alias, or left over: what runs is what the terminal says."""
    sim = scenes.terminal()
    sim.run_program(["vim", "notes"])
    sim.set_user_var("WEZTERM_PROG", "v notes")
    scenes.save(sim)

    assert [["vim", "notes"]] == saved_programs(sim)


def test_a_variable_may_tell_a_programs_path() -> None:
    """Its last name is the program's; it is started again as it was typed."""
    sim = scenes.terminal()
    argv = ["/usr/bin/vim", "notes"]
    sim.run_program(argv, announce=True)
    sim.trace.clear()
    scenes.save(sim)

    assert [{"name": "vim", "argv": argv}] == [pane["program"] for pane in panes(sim)]
    assert 0 == sim.trace.count(INFO)


def test_an_idle_shell_has_no_program_whatever_its_variable_says() -> None:
    """It is left over from a program that has ended."""
    sim = scenes.terminal()
    sim.set_user_var("WEZTERM_PROG", "vim notes")
    scenes.save(sim)

    assert [True] == ["program" not in pane for pane in panes(sim)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vim notes", {"name": "vim", "argv": ["vim", "notes"]}),
        ("/opt/vim notes", {"name": "vim", "argv": ["/opt/vim", "notes"]}),
        ("vim $NOTES", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("where", ["uninspected", "far"])
def test_where_no_process_is_told_the_variable_is_all_there_is(
    where: str, typed: str, expected: object
) -> None:
    """With inspection turned off, and in a domain whose processes nobody sees."""
    sim = scenes.terminal({"process_inspection": where == "far"}, domains=(Domain("far", "ssh"),))
    if where == "far":
        sim.new_tab(domain="far")
        sim.run(400)
    sim.run_program(["vim", "notes"])
    sim.set_user_var("WEZTERM_PROG", typed)
    scenes.save(sim)

    assert [expected] == [pane.get("program") for pane in panes(sim)]


def test_a_program_alone_is_asked_for_without_the_process_table() -> None:
    """Two share one look at it, which takes as long as to ask for one."""
    sim = scenes.terminal()
    runs(sim, ["vim", "a"])
    sim.trace.clear()
    scenes.save(sim)
    assert [1, 0] == [sim.trace.count(INFO), sim.trace.count(TABLE)]
    runs(sim, ["less", "a"], ["top"])
    sim.trace.clear()
    scenes.save(sim)

    assert [0, 1] == [sim.trace.count(INFO), sim.trace.count(TABLE)]


@pytest.mark.parametrize("ended", ["ended", "another"])
def test_a_program_that_ends_while_it_is_saved_leaves_its_name(ended: str) -> None:
    """What runs in its place is not mistaken for it."""
    sim = scenes.terminal()
    sim.run_program(["vim", "a"])
    sim.trace.clear()
    sim.press("s", "ALT")
    while not sim.trace.count("MuxTab:panes_with_info"):
        sim.step()
    sim.exit_program()
    if ended == "another":
        sim.run_program(["less", "b"])
    sim.run()

    assert [{"name": "vim"}] == [pane["program"] for pane in panes(sim)]


TABLES = {
    "fewer processes than panes": "info.children[next(info.children)] = nil",
    "no children": "info.children = nil",
    "no arguments": "for _, shell in pairs(info.children) do bare(shell) end",
    "nothing": "info = nil",
}


@pytest.mark.parametrize("table", TABLES)
def test_what_the_process_table_leaves_open_is_asked_pane_by_pane(table: str) -> None:
    """It may hide processes of others, or their arguments."""
    sim = scenes.terminal()
    runs(sim, ["vim", "a"], ["vim", "a"])
    sim.lua(
        f"""
        local procinfo = wezterm.procinfo
        local get = procinfo.get_info_for_pid
        local function bare(process)
          process.argv = {{}}
          for _, child in pairs(process.children) do bare(child) end
        end
        procinfo.get_info_for_pid = function(pid)
          local info = get(pid)
          {TABLES[table]}
          return info
        end
        """
    )
    sim.trace.clear()
    scenes.save(sim)

    assert [["vim", "a"], ["vim", "a"]] == saved_programs(sim)
    assert 2 == sim.trace.count(INFO)


def test_a_pane_that_tells_no_arguments_is_saved_by_its_programs_name() -> None:
    """A list without a word starts nothing."""
    sim = scenes.terminal()
    sim.run_program(["vim", "a"])
    terminal = sim.pane().terminal
    assert terminal is not None
    terminal.front.argv.clear()
    scenes.save(sim)

    assert [{"name": "vim"}] == [pane["program"] for pane in panes(sim)]


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_directory_is_the_same_with_a_slash_at_its_end(slash: str) -> None:
    """As some systems tell it: the process table answers for both panes all the same."""
    sim = scenes.terminal()
    for number in range(2):
        runs(sim, ["vim", f"{number}"])
        sim.set_cwd(f"/home/user/{number}{slash}")
        sim.split("Right", 20, sim.tab().panes[0])
    sim.trace.clear()
    scenes.save(sim)

    assert [["vim", "0"], ["vim", "1"]] == sorted(argv for argv in saved_programs(sim) if argv)
    assert [0, 1] == [sim.trace.count(INFO), sim.trace.count(TABLE)]


def test_a_directory_on_another_machine_is_saved_with_that() -> None:
    """It is not looked for here."""
    sim = scenes.terminal(domains=(Domain("far", "ssh"),))
    sim.new_tab(domain="far")
    sim.run(400)
    sim.set_cwd("/srv/x", host="other.example")
    scenes.save(sim)

    assert [{"domain": "far", "cwd": "/srv/x", "cwd_host": "other.example"}] == panes(sim)


def test_each_domain_is_asked_once_whether_it_can_be_opened_again() -> None:
    """However many panes are in it."""
    sim = scenes.terminal()
    for _ in range(4):
        sim.split("Right", 20, sim.tab().panes[0])
    sim.trace.clear()
    scenes.save(sim)

    assert 1 == sim.trace.count("MuxDomain:is_spawnable")


def test_rectangles_that_no_splits_make_are_saved_as_the_nearest_and_said() -> None:
    """A window that was made too small for its panes leaves such."""
    sim = scenes.terminal()
    for number in range(6):
        sim.split("Right" if number % 2 else "Bottom", 3, sim.tab().panes[0])
    sim.resize_window(4, 3)
    sim.run(400)
    scenes.save(sim)
    (tab,) = document(sim)["windows"][0]["tabs"]

    assert tab["approximate"] is True
    assert 7 == len(tab["panes"])
    assert "the nearest splits are saved" in sim.toasts[-1].message


def test_splits_that_are_as_they_should_be_are_not_called_near() -> None:
    """Nothing is said about them."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    scenes.save(sim)

    assert "approximate" not in document(sim)["windows"][0]["tabs"][0]
    assert "Saved default: 1 tab in 1 window" == sim.toasts[-1].message


def test_a_zoomed_tab_whose_panes_the_window_cannot_hold_keeps_its_former_size() -> None:
    """None of its panes is lost."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    sim.split("Bottom", 20)
    sim.split("Right", 40)
    sim.zoom()
    sim.resize_window(4, 3)
    sim.run(400)
    scenes.save(sim)
    (tab,) = document(sim)["windows"][0]["tabs"]

    assert (200, 60, "100 | 99 (39 / 20 (58 | 40))") == (tab["cols"], tab["rows"], tab["layout"])
    assert tab["zoomed"] is True


def test_of_a_tab_that_loses_panes_the_rest_closes_up_and_the_focus_stays() -> None:
    """In the first, a middle and the last place; the pane that is active keeps that."""
    gone = Domain("gone", "exec")
    sim = scenes.terminal(domains=(gone,))
    kept = sim.pane()
    sim.split("Right", 150, domain="gone")
    active = sim.split("Right", 100, domain="local")
    sim.split("Right", 40, domain="gone")
    sim.set_cwd("/home/user/a", kept)
    sim.set_cwd("/home/user/b", active)
    sim.focus(active)
    gone.kind = "overlay"
    scenes.save(sim)
    (tab,) = document(sim)["windows"][0]["tabs"]

    assert ["/home/user/a", "/home/user/b"] == [pane["cwd"] for pane in tab["panes"]]
    assert 2 == tab["active_pane"]
    assert 200 == tab["cols"]


def test_the_windows_are_saved_by_age_with_title_and_shown_tab() -> None:
    """Each with its own."""
    sim = scenes.terminal()
    sim.new_tab()
    sim.new_tab()
    sim.switch_tab(1)
    sim.lua("wezterm.mux.all_windows()[1]:set_title('first')")
    second = sim.new_window()
    sim.run(400)
    sim.lua("wezterm.mux.get_window(...):set_title('second')", second.id)
    scenes.save(sim)

    assert [("first", 2, 3), ("second", 1, 1)] == [
        (window["title"], window["active_tab"], len(window["tabs"]))
        for window in document(sim)["windows"]
    ]


def test_a_zoomed_pane_that_is_alone_is_saved_at_the_size_of_its_window() -> None:
    """Nothing about it is near only."""
    sim = scenes.terminal()
    sim.zoom()
    sim.resize_window(150, 45)
    sim.run(400)
    scenes.save(sim)
    (tab,) = document(sim)["windows"][0]["tabs"]

    assert (150, 45) == (tab["cols"], tab["rows"])
    assert "approximate" not in tab
    assert "Saved default: 1 tab in 1 window" == sim.toasts[-1].message
