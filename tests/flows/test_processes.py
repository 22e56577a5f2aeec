"""Two processes of the terminal: which has what open, and which is the first."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes, starts
from tests.flows.autosaving import ON_CHANGE, START_UP_MS, last, panes, saved
from tests.flows.hands import messages
from tests.flows.owning import ELSEWHERE, SET_ASIDE, older, saved_rich, second
from tests.flows.scenes import STATE

ROOMS = ("owners", "last", "owed", "judge", "everything")
"""Rooms whose doings are seen here."""


def test_what_was_restored_is_open_for_other_processes() -> None:
    """Though nothing saves it here."""
    sim = scenes.terminal()
    starts.saved(sim, "work")
    del sim.files[f"{STATE}/.last"]
    starts.restarted(sim, config=Simulator.config_text({"restore_on_startup": ["work"]}))
    other = second(sim)
    other.run(8000)

    assert ["default"] == other.workspaces()
    assert "work was not restored: it is open in another WezTerm" == starts.said(other)


def test_a_second_process_writes_nothing_that_a_living_one_has_open() -> None:
    """Told once; the first goes on saving."""
    sim = saved_rich(ON_CHANGE)
    other = second(sim)
    other.run(START_UP_MS)
    other.run_program(["htop"])
    other.run(40_000)
    other.split("Right", 50)
    other.run(40_000)
    assert 3 == panes(saved(sim))
    sim.split("Bottom", 20)
    sim.run(40_000)

    assert [ELSEWHERE] == messages(other)
    assert 4 == panes(saved(sim))


@pytest.mark.parametrize("option", ["last", "all"])
def test_a_second_process_restores_nothing_that_a_living_one_has_open(option: str) -> None:
    """It begins with a plain window, and says why."""
    sim = saved_rich({"restore_on_startup": option})
    other = second(sim)
    other.run(2000)

    assert [[1]] == [[len(tab.panes) for tab in window.tabs] for window in other.windows()]
    assert ["default was not restored: it is open in another WezTerm"] == messages(other)


def test_when_the_first_has_ended_the_second_may_save() -> None:
    """What it finds is set aside first."""
    sim = saved_rich(ON_CHANGE)
    other = second(sim)
    sim.kill()
    other.run(START_UP_MS)
    other.run_program(["htop"])
    other.run(40_000)

    assert [SET_ASIDE] == messages(other)
    assert 1 == panes(saved(other))


def test_what_the_next_start_brings_back_is_the_first_process_s() -> None:
    """Also after the first has ended, and the second has gone on saving."""
    sim = saved_rich(ON_CHANGE)
    other = second(sim)
    scenes.go_to(other, "scratch")
    other.split("Right", 50)
    other.run(40_000)
    assert 2 == panes(saved(sim, "scratch"))
    sim.kill()
    other.split("Bottom", 20)
    other.run(40_000)

    assert ["default"] == last(other)["workspaces"]


@pytest.mark.parametrize("is_first_gone", [True, False])
def test_what_a_second_process_had_open_is_told_at_the_next_start(*, is_first_gone: bool) -> None:
    """As after a reboot, or when it has gone on alone: the first one's workspaces are back."""
    first = scenes.terminal(starts.LAST)
    starts.saved(first, "work")
    second = first.beside().start()
    second.run(1000)
    starts.saved(second, "proj")
    if is_first_gone:
        first.kill()
        second.run(60_000)
        second.call("save", {"workspace": "proj", "quiet": True})
        second.run(1000)
    starts.restarted(second)

    told = "proj was open in a second WezTerm, and is not restored"
    assert is_first_gone == (["work"] == second.workspaces())
    assert told in starts.said(second)


def test_a_save_that_was_asked_for_in_a_second_process_is_done() -> None:
    """The first one goes on owning the session."""
    sim = saved_rich(ON_CHANGE)
    other = second(sim)
    other.split("Right", 50)
    scenes.save(other)
    assert 2 == panes(saved(sim))
    sim.run(START_UP_MS)
    sim.split("Bottom", 20)
    sim.run(40_000)

    assert 4 == panes(saved(sim))


def test_what_the_first_has_closed_the_second_may_open_and_save() -> None:
    """Though nothing that is saved is open in the first any more."""
    sim = saved_rich(ON_CHANGE)
    other = second(sim)
    sim.run(START_UP_MS)
    scenes.go_to(sim, "elsewhere")
    sim.close_tab(sim.windows("default")[0].tabs[0])
    sim.run(40_000)
    other.run(START_UP_MS)
    scenes.load(other, "default")
    other.split("Bottom", 20)
    other.run(40_000)

    assert [ELSEWHERE] != messages(other)[-1:]
    assert 4 == panes(saved(sim))
    assert ["default"] == last(sim)["workspaces"]


def test_what_this_process_had_open_once_is_not_its_own_for_ever() -> None:
    """The second process has it now, and it is found open there."""
    sim = saved_rich(ON_CHANGE)
    other = second(sim)
    sim.run(START_UP_MS)
    scenes.go_to(sim, "elsewhere")
    sim.close_tab(sim.windows("default")[0].tabs[0])
    sim.run(40_000)
    other.run(START_UP_MS)
    scenes.load(other, "default")
    other.split("Bottom", 20)
    other.run(40_000)
    scenes.load(sim, "default")
    sim.split("Bottom", 10)
    sim.run(1000)
    sim.split("Right", 5)
    sim.run(40_000)

    assert 4 == panes(saved(sim))
    assert ELSEWHERE in messages(sim)


def test_what_was_closed_without_a_save_is_told_to_other_processes() -> None:
    """Autosave is off: nothing else would bring the list of what is open up to date."""
    first = scenes.terminal({"restore_on_startup": ["work"]})
    scenes.expects(first, log="work was not restored: there is no saved session")
    starts.saved(first, "work")
    scenes.go_to(first, "other")
    first.run(START_UP_MS)
    first.close_tab(first.windows("work")[0].tabs[0])
    first.run(6000)
    first.set_title("anything")
    first.run(6000)
    other = second(first)
    other.run(8000)

    assert ["work"] == other.workspaces()


def test_what_another_process_had_open_is_saved_when_that_has_ended() -> None:
    """It was changed meanwhile, and not since."""
    sim = saved_rich(ON_CHANGE)
    other = second(sim)
    other.run(START_UP_MS)
    other.run_program(["htop"])
    other.split("Right", 50)
    other.run(40_000)
    assert [ELSEWHERE] == messages(other)
    sim.kill()
    for _ in range(3):
        other.run(20_000)
        other.focus_window(other.gui_windows()[0])

    assert 2 == panes(saved(other))
    assert [3] == [state["panes"] for state in older(other) if state.get("pinned")]


@pytest.mark.parametrize("is_saved_before", [True, False])
def test_who_brings_back_what_was_open_is_the_first(*, is_saved_before: bool) -> None:
    """A terminal that was opened in a directory was there before it, and saves itself too."""
    main = scenes.terminal(starts.LAST | ON_CHANGE)
    starts.saved(main, "work", "proj")
    main.files.make_directory("/srv/x")
    starts.restarted(main, line={"cwd": "/srv/x"})
    scenes.expects(main, log="othing is restored")
    here = main
    here.run_program(["vim", "a"])
    if is_saved_before:
        here.run(100_000)
    there = here.beside().start()
    there.run(8000)
    assert {"work", "proj"} <= set(there.workspaces())
    scenes.go_to(there, "new")
    there.split("Right", 50)
    there.run(100_000)
    there.close_tab(there.windows("work")[0].tabs[0])
    there.run(40_000)
    here.split("Right", 20)
    here.run(100_000)
    here.kill()
    listed = last(there)["workspaces"]

    assert {"new", "proj"} == set(listed) - {"default"}


@pytest.mark.parametrize("way", ["close", "rename"])
def test_what_is_opened_in_the_first_minute_is_brought_back(way: str) -> None:
    """Though something of the list is not open any more."""
    sim = scenes.terminal(starts.LAST | ON_CHANGE)
    starts.saved(sim, "work", "proj", "third")
    sim.files[f"{STATE}/.last"] = sim.files[f"{STATE}/.last"].replace(b', "third"', b"")
    starts.restarted(sim)
    sim.run(5000)
    if way == "close":
        sim.close_tab(sim.windows("proj")[0].tabs[0])
    else:
        sim.lua("wezterm.mux.rename_workspace('proj', 'job')")
    sim.run(1000)
    scenes.load(sim, "third")
    sim.run(200_000)
    starts.restarted(sim)

    assert {"work", "third"} <= set(sim.workspaces())
