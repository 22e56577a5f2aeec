"""What a save sees of programs, and what it asks the terminal for that."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.scenes import saved_panes, saved_programs

ROOMS = ("capture", "command", "panes")
"""Rooms whose doings are seen here."""

INFO = "MuxPane:get_foreground_process_info"
TABLE = "wezterm.procinfo.get_info_for_pid"


def runs(sim: Simulator, *each: Sequence[str]) -> None:
    """Have these programs in panes from right to left, the last one leftmost."""
    for number, argv in enumerate(each):
        if number:
            sim.split("Right", 20, sim.tab().panes[0])
        sim.run_program(argv)


def test_idle_shells_are_never_inspected() -> None:
    """Their name is enough."""
    sim = scenes.terminal()
    scenes.columns(sim, 6)
    sim.trace.clear()
    scenes.save(sim)

    assert 0 == sim.trace.count("MuxPane:get_foreground_process_info")
    assert 0 == sim.trace.count("wezterm.procinfo")
    assert [None] * 6 == saved_programs(sim)


def test_process_inspection_can_be_turned_off() -> None:
    """Not even a name is asked."""
    sim = scenes.terminal({"process_inspection": False})
    sim.run_program(["vim", "a"])
    sim.trace.clear()
    scenes.save(sim)

    assert 0 == sim.trace.count("MuxPane:get_foreground_process")
    assert 0 == sim.trace.count("wezterm.procinfo")


def test_one_look_at_the_process_table_serves_all_panes() -> None:
    """However many run something; arguments come as a list, blanks and all."""
    sim = scenes.terminal()
    wanted = [["vim", "read me.txt"], ["less", "/etc/services"], ["top", "-d", "5"], ["man", "ls"]]
    runs(sim, *wanted)
    sim.trace.clear()
    scenes.save(sim)

    assert 1 == sim.trace.count("wezterm.procinfo.get_info_for_pid")
    assert 0 == sim.trace.count("MuxPane:get_foreground_process_info")
    assert sorted(wanted) == sorted(argv for argv in saved_programs(sim) if argv)


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

    assert [{"name": "vim", "argv": argv}] == [pane["program"] for pane in saved_panes(sim)]
    assert 0 == sim.trace.count(INFO)


def test_an_idle_shell_has_no_program_whatever_its_variable_says() -> None:
    """It is left over from a program that has ended."""
    sim = scenes.terminal()
    sim.set_user_var("WEZTERM_PROG", "vim notes")
    scenes.save(sim)

    assert [True] == ["program" not in pane for pane in saved_panes(sim)]


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

    assert [expected] == [pane.get("program") for pane in saved_panes(sim)]


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

    assert [{"name": "vim"}] == [pane["program"] for pane in saved_panes(sim)]


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


def test_processes_that_differ_are_not_mistaken_for_one_another() -> None:
    """Of two `vim` with as many words each pane keeps its own."""
    sim = scenes.terminal()
    runs(sim, ["vim", "a", "x"], ["vim", "a", "y"], ["vim", "a"], ["less", "z"], ["less", "z"])
    scenes.save(sim)

    assert [
        ["vim", "a", "x"],
        ["less", "z"],
        ["less", "z"],
        ["vim", "a"],
        ["vim", "a", "y"],
    ] == saved_programs(sim)


def test_the_directory_tells_programs_apart_that_are_otherwise_alike() -> None:
    """One look at the process table is enough: nothing is asked a second time."""
    sim = scenes.terminal()
    for number in range(4):
        if number:
            sim.split("Right", 20, sim.tab().panes[0])
        sim.run_program(["vim", f"{number % 2}"])
        sim.set_cwd(f"/home/user/{number % 2}")
    sim.trace.clear()
    scenes.save(sim)

    assert ["0", "0", "1", "1"] == sorted(argv[1] for argv in saved_programs(sim) if argv)
    assert 1 == sim.trace.count("wezterm.procinfo.get_info_for_pid")
    assert 0 == sim.trace.count("MuxPane:get_foreground_process_info")


@pytest.mark.parametrize("panes", [1, 3])
def test_a_program_whose_arguments_nobody_tells_is_saved_by_its_name(panes: int) -> None:
    """When the process table cannot be read, each is asked by itself; then there is the name."""
    sim = scenes.terminal()
    runs(sim, *(["vim", f"{number}"] for number in range(panes)))
    sim.lua(
        """
        local procinfo = wezterm.procinfo
        procinfo.get_info_for_pid = function() return nil end
        """
    )
    scenes.save(sim)

    assert {f"{number}" for number in range(panes)} == {
        argv[1] for argv in saved_programs(sim) if argv
    }


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


def test_a_pane_that_tells_no_arguments_is_saved_by_its_programs_name() -> None:
    """A list without a word starts nothing."""
    sim = scenes.terminal()
    sim.run_program(["vim", "a"])
    terminal = sim.pane().terminal
    assert terminal is not None
    terminal.reader.argv.clear()
    scenes.save(sim)

    assert [{"name": "vim"}] == [pane["program"] for pane in saved_panes(sim)]
