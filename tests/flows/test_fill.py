"""Tabs that are filled after the workspace is shown, while the user and the terminal go on."""

from __future__ import annotations

import random

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.scenes import WORKSPACE

ROOMS = ("jobs", "build", "restore", "settle")
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
    scenes.save(sim)
    (before,) = scenes.view(sim)
    scenes.put_away(sim)
    sim.press("l", "ALT")
    sim.run()
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

    assert wanted == got
    assert len(problems) <= len(user.touched)
    if problems:
        scenes.expects(sim, problem="changed_meanwhile")


@pytest.mark.parametrize("at_ms", [0, 5, 10, 15, 20, 40])
@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_a_save_in_the_middle_is_a_save_of_the_whole(at_ms: int, lazy: str) -> None:
    """What is not there yet is saved as it will be."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.expects(sim, unfinished=lazy == "on_activate")
    scenes.workspace(sim, 7, tabs=5)
    scenes.save(sim)
    first = dict(sim.state_files())
    scenes.put_away(sim)
    sim.press("l", "ALT")
    sim.run()
    sim.choose(WORKSPACE)
    sim.run(at_ms)
    sim.call("save", {"workspace": WORKSPACE})
    sim.run(4000)

    assert first == dict(sim.state_files())


@pytest.mark.parametrize("at_ms", range(0, 60, 4))
def test_a_reload_in_the_middle_loses_nothing(at_ms: int) -> None:
    """It kills every timer; the tabs are filled all the same."""
    sim = scenes.terminal({"lazy": "background"})
    scenes.workspace(sim, 11, tabs=6)
    scenes.save(sim)
    before = scenes.view(sim)
    scenes.put_away(sim)
    sim.press("l", "ALT")
    sim.run()
    sim.choose(WORKSPACE)
    sim.run(at_ms)
    sim.reload()
    sim.run(5000)

    assert before == scenes.view(sim)


def test_the_visible_tab_is_complete_when_the_workspace_is_shown() -> None:
    """No other tab was split before."""
    sim = scenes.terminal({"lazy": "background"})
    scenes.workspace(sim, 5, tabs=4)
    scenes.save(sim)
    (before,) = scenes.view(sim)
    scenes.put_away(sim)
    sim.press("l", "ALT")
    sim.run()
    sim.trace.clear()
    sim.choose(WORKSPACE)
    while sim.workspace != WORKSPACE:
        sim.run(0.2)
    calls = [call.name for call in sim.trace.calls]
    shown = calls.index("wezterm.mux.set_active_workspace")

    assert len(before.tabs[before.shown].rects) - 1 == calls[:shown].count("MuxPane:split")
    assert 1 == calls[:shown].count("wezterm.mux.spawn_window")
    assert 0 == calls[:shown].count("MuxWindow:spawn_tab")
