"""Tabs that are filled after the workspace is shown, while the user and the terminal go on."""

from __future__ import annotations

import random

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.filling import ready_to_load, run_until_made, wide
from tests.flows.scenes import WORKSPACE

ROOMS = ("jobs", "slice", "build", "windows", "settle")
"""Rooms whose doings are seen here."""


ACTIONS = ("reload", "switch", "close", "split", "save", "nothing", "new tab", "away")


class User:
    """Somebody who does things while tabs are being filled, and knows what he has touched."""

    def __init__(self, sim: Simulator, chance: random.Random) -> None:
        self.sim = sim
        self.chance = chance
        self.touched: set[str] = set()

    def act(self) -> None:
        """Do one thing, if the workspace is on the screen."""
        if self.sim.workspace != WORKSPACE:
            return
        sim, tab = self.sim, self.sim.tab()
        tabs = scenes.shown_window(sim).tabs
        match self.chance.choice(ACTIONS):
            case "reload":
                sim.reload()
            case "switch":
                sim.switch_tab(self.chance.randrange(len(tabs)))
            case "close" if len(tabs) > 2:
                self.touched.add(tab.title)
                sim.close_tab(tab)
            case "split" if tab.rects()[tab.active_index][2] > 6:
                self.touched.add(tab.title)
                sim.split("Right", 2)
            case "save":
                sim.press("s", "ALT")
            case "new tab":
                sim.new_tab()
                sim.rename_tab("the user's own")
            case "away":
                sim.switch_workspace("elsewhere")
                sim.run(self.chance.choice([1, 10, 30]))
                sim.switch_workspace(WORKSPACE)


@pytest.mark.parametrize("seed", range(150))
def test_whatever_the_user_does_meanwhile(seed: int) -> None:
    """Tabs that he did not touch come out right, in their order; a save keeps no half-built one."""
    chance = random.Random(seed)
    lazy = chance.choice(["background", "on_activate", "off"])
    sim = scenes.terminal({"lazy": lazy})
    scenes.workspace(sim, seed, tabs=chance.randrange(2, 6))
    (before,) = ready_to_load(sim)
    sim.choose(WORKSPACE)
    user = User(sim, chance)
    for _ in range(chance.randrange(1, 8)):
        sim.run(chance.choice([0.1, 1, 3, 5, 8, 12, 20]))
        user.act()
    sim.run(4000)
    if lazy == "on_activate":
        scenes.look_at_every_tab(sim)
    (after,) = scenes.view(sim)
    wanted = [tab for tab in before.tabs if tab.title not in user.touched]
    got = [tab for tab in after.tabs if tab in wanted]
    problems = sim.call("last_report")["problems"]
    # A tab that is closed before it was looked at looks like one that has ended by itself.
    codes = {problem["code"] for problem in problems} & {"changed_meanwhile", "ended"}
    for code in codes:
        scenes.expects(sim, problem=code)

    assert wanted == got
    assert len(problems) <= len(user.touched)


def sessions(sim: Simulator) -> dict[str, bytes]:
    """Return the files of all sessions."""
    return {path: sim.files[path] for path in sim.state_files() if path.endswith(".json")}


@pytest.mark.parametrize("at_ms", [0, 5, 10, 15, 20, 40])
@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_a_save_in_the_middle_is_a_save_of_the_whole(at_ms: int, lazy: str) -> None:
    """What is not there yet is saved as it will be."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.expects(sim, unfinished=lazy == "on_activate")
    scenes.workspace(sim, 7, tabs=5)
    ready_to_load(sim)
    first = sessions(sim)
    sim.choose(WORKSPACE)
    sim.run(at_ms)
    sim.call("save", {"workspace": WORKSPACE})
    sim.run(4000)

    assert first == sessions(sim)


@pytest.mark.parametrize("at_ms", range(0, 60, 4))
def test_a_reload_in_the_middle_loses_nothing(at_ms: int) -> None:
    """It kills every timer; the tabs are filled all the same."""
    sim = scenes.terminal({"lazy": "background"})
    scenes.workspace(sim, 11, tabs=6)
    before = ready_to_load(sim)
    sim.choose(WORKSPACE)
    sim.run(at_ms)
    sim.reload()
    sim.run(5000)

    assert before == scenes.view(sim)


@pytest.mark.parametrize("closed", ["the tab that is shown", "the window"])
def test_what_is_closed_meanwhile_stays_closed(closed: str) -> None:
    """The job comes to its end without it."""
    sim = scenes.terminal()
    wide(sim, 4, 20, 2)
    sim.choose(WORKSPACE)
    run_until_made(sim, 3)
    if closed == "the window":
        sim.close_window()
    else:
        sim.close_tab(next(tab for tab in scenes.shown_window(sim).tabs if tab.title == "2"))
    sim.run(4000)

    if closed == "the window":
        assert () == scenes.view(sim)
    else:
        assert ["0", "1", "3"] == [tab.title for tab in scenes.view(sim)[0].tabs]
    assert sim.running


@pytest.mark.parametrize("shown", [0, 3, 5])
@pytest.mark.parametrize("looked_at", [0, 1, 2])
def test_the_user_stays_in_the_tab_that_he_has_gone_to(shown: int, looked_at: int) -> None:
    """While the others are made and the one that was shown is moved to its place."""
    sim = scenes.terminal()
    wide(sim, 6, 20, shown)
    sim.choose(WORKSPACE)
    run_until_made(sim, 3)
    sim.switch_tab(looked_at)
    here = sim.tab().title
    sim.run(4000)
    (window,) = scenes.view(sim)

    assert here == sim.tab().title
    assert [f"{number}" for number in range(6)] == [tab.title for tab in window.tabs]
    assert [20] * 6 == [len(tab.rects) for tab in window.tabs]


@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_a_tab_that_takes_long_to_open_is_opened_once(lazy: str) -> None:
    """What happens in the terminal meanwhile starts no second tab beside it."""
    sim = scenes.terminal({"lazy": lazy}, domains=(Domain("far", "ssh", delay_ms=200.0),))
    scenes.expects(sim, unfinished=lazy == "on_activate")
    scenes.go_to(sim, WORKSPACE)
    for number in range(1, 4):
        sim.new_tab(domain="far")
        sim.run(400)
        sim.rename_tab(f"{number}")
    sim.switch_tab(0)
    sim.run(400)
    before = ready_to_load(sim)
    sim.trace.clear()
    sim.choose(WORKSPACE)
    run_until_made(sim, 1)
    for number in range(60):
        sim.set_title(f"{number}")
        sim.run(25)
    sim.run(4000)

    assert before == scenes.view(sim)
    assert 3 == sim.trace.count("MuxWindow:spawn_tab")


@pytest.mark.parametrize(("number", "call"), [(0, 2), (2, 3)])
def test_a_tab_that_cannot_be_opened_is_told_with_its_place_and_the_others_come(
    number: int, call: int
) -> None:
    """It is not tried again."""
    sim = scenes.terminal()
    wide(sim, 4, 1, 1)
    sim.trace.clear()
    sim.faults.fail_call(call, "no_terminal")
    scenes.expects(sim, problem="tab_failed")
    sim.choose(WORKSPACE)
    sim.run(4000)
    (problem,) = sim.call("last_report")["problems"]

    assert [f"{place}" for place in range(4) if place != number] == [
        tab.title for tab in scenes.view(sim)[0].tabs
    ]
    assert f"windows[1].tabs[{number + 1}]" == problem["where"]
    assert "openpty" in problem["message"]
    assert 3 == sim.trace.count("MuxWindow:spawn_tab")


@pytest.mark.parametrize("lazy", ["background", "on_activate", "off"])
def test_in_a_window_that_is_too_small_the_panes_that_are_kept_have_their_directories(
    lazy: str,
) -> None:
    """In tabs that come later as well: which pane a tab begins with depends on the window."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.directories(sim)
    scenes.go_to(sim, WORKSPACE)
    sim.new_tab()
    for number in range(6):
        pane = sim.split("Right", 20, sim.tab().panes[0]) if number else sim.pane()
        sim.set_cwd(f"/home/user/{number}", pane)
    sim.switch_tab(0)
    sim.run(400)
    scenes.save(sim)
    saved = scenes.view(sim)[0].tabs[1].cwds
    sim.restart(cols=6, rows=10)
    sim.run(400)
    scenes.expects(sim, problem="no_room")
    scenes.load(sim)
    scenes.look_at_every_tab(sim)
    told = sim.call("last_report")["problems"]
    gone = {int(each["where"].split("panes[")[1].rstrip("]")) - 1 for each in told}

    assert 3 == len(gone)
    assert [cwd for place, cwd in enumerate(saved) if place not in gone] == list(
        scenes.view(sim)[0].tabs[1].cwds
    )
