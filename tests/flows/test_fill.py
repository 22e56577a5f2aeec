"""Tabs that are filled after the workspace is shown, while the user and the terminal go on."""

from __future__ import annotations

import random

import pytest

from generator.simulator import Domain, Simulator
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


def wide(sim: Simulator, tabs: int, panes: int, shown: int) -> None:
    """Save a workspace of so many tabs of as many panes side by side, and put it away."""
    scenes.directories(sim)
    sim.switch_workspace(WORKSPACE)
    sim.run(400)
    for number in range(tabs):
        if number:
            sim.new_tab()
        sim.rename_tab(f"{number}")
        for _ in range(panes - 1):
            sim.split("Right", 3, sim.tab().panes[0])
    sim.switch_tab(shown)
    sim.run(400)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.press("l", "ALT")
    sim.run()


def run_until_made(sim: Simulator, tabs: int) -> None:
    """Let the terminal work until the workspace is shown with so many tabs, and no longer."""
    while True:
        window = scenes.shown_window(sim)
        if window.workspace == WORKSPACE and len(window.tabs) >= tabs:
            return
        if not sim.step():
            sim.run(0.1)


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


@pytest.mark.parametrize(
    ("lazy", "tabs", "panes", "expected"),
    [
        ("background", 8, 15, [14, 45, 45, 15]),
        ("background", 6, 20, [19, 40, 40, 20]),
        ("background", 6, 13, [12, 52, 13]),
        ("background", 45, 1, [40, 4]),
        ("on_activate", 45, 2, [1, 40, 4]),
    ],
)
def test_no_slice_makes_more_than_its_share(
    lazy: str, tabs: int, panes: int, expected: list[int]
) -> None:
    """Forty panes and the rest of a tab; the user gets his turn between two slices."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.expects(sim, unfinished=lazy == "on_activate")
    wide(sim, tabs, panes, 0)
    sim.trace.clear()
    sim.choose(WORKSPACE)
    sim.run(4000)
    made: dict[int, int] = {}
    for call in sim.trace.calls:
        if call.name in {"MuxPane:split", "MuxWindow:spawn_tab"}:
            made[call.slice] = made.get(call.slice, 0) + 1

    assert expected == [made[number] for number in sorted(made)]


def test_the_windows_of_a_workspace_share_a_slice() -> None:
    """Two of them hold the terminal no longer than one."""
    sim = scenes.terminal()
    sim.switch_workspace(WORKSPACE)
    sim.run(400)
    sim.new_window(workspace=WORKSPACE)
    sim.run(400)
    for gui in sim.gui_windows():
        sim.focus_window(gui)
        for _ in range(2):
            sim.new_tab()
            for _ in range(24):
                sim.split("Right", 3, sim.tab().panes[0])
        sim.switch_tab(0)
        sim.run(400)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.trace.clear()
    scenes.load(sim)
    made: dict[int, int] = {}
    for call in sim.trace.calls:
        if call.name in {"MuxPane:split", "MuxWindow:spawn_tab"}:
            made[call.slice] = made.get(call.slice, 0) + 1

    assert [50, 50] == [made[number] for number in sorted(made)]


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


def test_tabs_that_nobody_looks_at_are_watched_only_once_a_second() -> None:
    """And not at all when the last one has been filled."""
    sim = scenes.terminal({"lazy": "on_activate"})
    wide(sim, 3, 2, 0)
    sim.choose(WORKSPACE)
    sim.run(2000)
    assert [2, 1, 1] == [len(tab.rects) for tab in scenes.view(sim)[0].tabs]
    assert sim.call("last_report")["complete"] is False
    sim.trace.clear()
    sim.run(10_000)
    assert 8 <= sim.trace.count("wezterm.time.call_after") <= 24
    scenes.look_at_every_tab(sim)
    sim.trace.clear()
    sim.run(60_000)

    assert [2, 2, 2] == [len(tab.rects) for tab in scenes.view(sim)[0].tabs]
    assert 0 == sim.trace.count("wezterm.time.call_after")


def restored_toasts(sim: Simulator) -> int:
    """Return how often the end of the restore was told."""
    return len([toast for toast in sim.toasts if toast.message.startswith(f"{WORKSPACE}: ")])


def counts(sim: Simulator) -> list[int]:
    """Return the number of panes in each tab of the workspace's window."""
    (window,) = scenes.view(sim)
    return [len(tab.rects) for tab in window.tabs]


def test_the_end_is_told_once_and_the_report_goes_on_to_the_last_look() -> None:
    """Tabs that wait for a look hold up no message; each look counts in the report."""
    sim = scenes.terminal({"lazy": "on_activate"})
    wide(sim, 4, 3, 1)
    sim.choose(WORKSPACE)
    sim.run(2000)
    seen = []
    for number in (1, 0, 3, 2):
        sim.switch_tab(number)
        sim.run(1500)
        report = sim.call("last_report")
        seen.append((report["complete"], report["tabs_made"], report["panes_made"]))

    assert [(False, 1, 3), (False, 2, 6), (False, 3, 9), (True, 4, 12)] == seen
    assert 1 == restored_toasts(sim)
    made = {tab.id for tab in scenes.shown_window(sim).tabs}
    assert made == set(sim.call("last_report")["tab_ids"])


def test_a_tab_is_filled_at_the_first_look_and_keeps_that_look() -> None:
    """Its own focus is set, and the user stays in it; another tab is not touched."""
    sim = scenes.terminal({"lazy": "on_activate"})
    scenes.expects(sim, unfinished=True)
    wide(sim, 3, 4, 0)
    sim.choose(WORKSPACE)
    sim.run(2000)
    assert [4, 1, 1] == counts(sim)
    sim.switch_tab(2)
    sim.run(1500)

    assert [4, 1, 4] == counts(sim)
    assert "2" == sim.tab().title


@pytest.mark.parametrize("number", [0, 2])
def test_a_tab_that_cannot_be_opened_is_told_with_its_place_and_the_others_come(
    number: int,
) -> None:
    """It is not tried again."""
    far = Domain("far", "ssh")
    sim = scenes.terminal(domains=(far,))
    sim.switch_workspace(WORKSPACE)
    sim.run(400)
    for place in range(4):
        if place:
            sim.new_tab(domain="far" if place == number else "local")
        sim.run(400)
        sim.rename_tab(f"{place}")
    if number == 0:
        sim.new_tab(domain="far")
        sim.run(400)
        sim.rename_tab("far")
        sim.move_tab(0)
    sim.switch_tab(1)
    sim.run(400)
    scenes.save(sim)
    scenes.put_away(sim)
    far.fails = "no route"
    sim.trace.clear()
    scenes.expects(sim, problem="tab_failed")
    scenes.load(sim)
    (problem,) = sim.call("last_report")["problems"]
    expected = ["0", "1", "2", "3"] if number == 0 else ["0", "1", "3"]

    assert expected == [tab.title for tab in scenes.view(sim)[0].tabs]
    assert f"windows[1].tabs[{number + 1}]" == problem["where"]
    assert "no route" in problem["message"]
    assert 3 + (number == 0) == sim.trace.count("MuxWindow:spawn_tab")


def test_a_tab_that_was_split_before_its_first_look_is_left_as_it_is() -> None:
    """It is told with its place, and the others are filled."""
    sim = scenes.terminal({"lazy": "on_activate"})
    wide(sim, 3, 4, 0)
    sim.choose(WORKSPACE)
    sim.run(2000)
    sim.split("Right", 50, scenes.shown_window(sim).tabs[1].panes[0])
    scenes.expects(sim, problem="changed_meanwhile")
    scenes.look_at_every_tab(sim)
    (problem,) = sim.call("last_report")["problems"]

    assert [4, 2, 4] == counts(sim)
    assert "windows[1].tabs[2]" == problem["where"]


def test_a_tab_that_does_not_stay_where_it_is_moved_is_moved_three_times() -> None:
    """Its user has another place for it."""
    sim = scenes.terminal()
    wide(sim, 4, 2, 3)
    sim.choose(WORKSPACE)
    run_until_made(sim, 4)
    tabs = scenes.shown_window(sim).tabs
    moves = 0
    for _ in range(300):
        sim.step()
        if "3" == tabs[-1].title:
            moves += 1
            tabs.insert(0, tabs.pop())
    sim.run(4000)

    assert 3 == moves
    assert ["3", "0", "1", "2"] == [tab.title for tab in scenes.view(sim)[0].tabs]


def test_one_watcher_waits_for_a_look_however_much_goes_on() -> None:
    """Every event of the window looks, and none adds a timer of its own."""
    sim = scenes.terminal({"lazy": "on_activate"})
    scenes.expects(sim, unfinished=True)
    wide(sim, 3, 2, 0)
    sim.choose(WORKSPACE)
    sim.run(2000)
    sim.trace.clear()
    for number in range(50):
        sim.set_title(f"{number}")
        sim.run(100)
    waits = [call.args[0] for call in sim.trace.calls if call.name == "wezterm.time.call_after"]

    assert 4 <= waits.count(1) <= 6


@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_each_windows_shown_tab_goes_to_its_place(lazy: str) -> None:
    """The user's windows beside them keep their tabs as they are."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.expects(sim, unfinished=lazy == "on_activate")
    scenes.workspace(sim, 8, tabs=4, windows=2, most_panes=3)
    for gui in sim.gui_windows():
        sim.focus_window(gui)
        sim.switch_tab(2)
        sim.run(100)
    scenes.save(sim)
    titles = [[tab.title for tab in window.tabs] for window in scenes.view(sim)]
    scenes.put_away(sim)
    scenes.load(sim)

    assert titles == [[tab.title for tab in window.tabs] for window in scenes.view(sim)]
    assert [2, 2] == [window.shown for window in scenes.view(sim)]


def test_a_job_whose_session_is_forgotten_ends() -> None:
    """The tabs that are there stay, and nothing is waited for."""
    sim = scenes.terminal({"lazy": "on_activate"})
    scenes.expects(sim, unfinished=True)
    wide(sim, 3, 2, 0)
    sim.choose(WORKSPACE)
    sim.run(2000)
    sim.lua("wezterm.GLOBAL['wezterm-sessions.fill.session.' .. ...] = nil", WORKSPACE)
    sim.reload()
    sim.run(2000)
    sim.trace.clear()
    sim.run(10_000)

    assert [2, 1, 1] == counts(sim)
    assert 0 == sim.trace.count("wezterm.time.call_after")


def test_a_workspace_out_of_sight_is_not_watched() -> None:
    """Its tabs wait for their look without a timer, and get it when it is shown."""
    sim = scenes.terminal({"lazy": "on_activate", "restore_on_startup": "last"})
    wide(sim, 3, 2, 0)
    sim.cancel()
    sim.lua("wezterm.mux.rename_workspace('elsewhere', ...)", WORKSPACE)
    sim.run(400)
    sim.switch_workspace("default")
    sim.run(400)
    sim.call("save", {"all": True})
    sim.run()
    sim.restart()
    sim.run(8000)
    assert "default" == sim.workspace
    assert [2, 1, 1] == counts(sim)
    sim.trace.clear()
    sim.run(10_000)
    assert 0 == sim.trace.count("wezterm.time.call_after")
    sim.switch_workspace(WORKSPACE)
    sim.run(2000)
    scenes.look_at_every_tab(sim)

    assert [2, 2, 2] == counts(sim)


@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_a_tab_that_takes_long_to_open_is_opened_once(lazy: str) -> None:
    """What happens in the terminal meanwhile starts no second tab beside it."""
    sim = scenes.terminal({"lazy": lazy}, domains=(Domain("far", "ssh", delay_ms=200.0),))
    scenes.expects(sim, unfinished=lazy == "on_activate")
    sim.switch_workspace(WORKSPACE)
    sim.run(400)
    for number in range(1, 4):
        sim.new_tab(domain="far")
        sim.run(400)
        sim.rename_tab(f"{number}")
    sim.switch_tab(0)
    sim.run(400)
    scenes.save(sim)
    before = scenes.view(sim)
    scenes.put_away(sim)
    sim.press("l", "ALT")
    sim.run()
    sim.trace.clear()
    sim.choose(WORKSPACE)
    run_until_made(sim, 1)
    for number in range(60):
        sim.set_title(f"{number}")
        sim.run(25)
    sim.run(4000)

    assert before == scenes.view(sim)
    assert 3 == sim.trace.count("MuxWindow:spawn_tab")


@pytest.mark.parametrize("lazy", ["background", "on_activate", "off"])
def test_in_a_window_that_is_too_small_the_panes_that_are_kept_have_their_directories(
    lazy: str,
) -> None:
    """In tabs that come later as well: which pane a tab begins with depends on the window."""
    sim = scenes.terminal({"lazy": lazy})
    scenes.directories(sim)
    sim.switch_workspace(WORKSPACE)
    sim.run(400)
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


def test_a_workspace_that_its_user_has_left_is_put_in_order_when_he_is_back() -> None:
    """Only what is on the screen can be moved; till then it is looked at once a second."""
    sim = scenes.terminal()
    wide(sim, 4, 2, 2)
    sim.choose(WORKSPACE)
    run_until_made(sim, 1)
    sim.switch_workspace("elsewhere")
    sim.run(2000)
    sim.trace.clear()
    sim.run(10_000)
    assert 0 == sim.trace.count("GuiWin:perform_action")
    assert 8 <= sim.trace.count("wezterm.time.call_after") <= 24
    assert ["2", "0", "1", "3"] == [tab.title for tab in scenes.view(sim)[0].tabs]
    sim.switch_workspace(WORKSPACE)
    sim.run(3000)

    assert ["0", "1", "2", "3"] == [tab.title for tab in scenes.view(sim)[0].tabs]
    assert [2, 2, 2, 2] == counts(sim)


def test_the_visible_tab_is_seen_before_the_first_slice_of_the_others() -> None:
    """A window shows another workspace some turns after it was told to; a slice waits for that."""
    sim = scenes.terminal()
    scenes.workspace(sim, 5, tabs=9)
    scenes.save(sim)
    scenes.put_away(sim)
    seen: list[tuple[str, int]] = []
    sim.start_lua("plugin.load(...)", scenes.WORKSPACE)
    end_ms = sim.clock.now_ms + 2000
    while sim.clock.now_ms < end_ms and sim.step():
        [gui] = sim.gui_windows()
        window = gui.mux_window
        if window is not None and window.workspace == scenes.WORKSPACE:
            seen.append((window.workspace, sum(len(tab.panes) for tab in window.tabs)))
    panes = [count for _, count in seen]

    assert panes[0] < panes[-1] // 2


def test_a_load_with_nothing_left_ends_without_a_question_to_the_window() -> None:
    """Its end would be told when the window has been drawn, a tenth of a second later."""
    sim = scenes.terminal()
    scenes.workspace(sim, 5, tabs=1)
    scenes.save(sim)
    scenes.put_away(sim)
    sim.trace.clear()
    sim.call("load", scenes.WORKSPACE)
    sim.run(2000)

    assert "wezterm-sessions.load.end" == sim.events[-1][0]
    assert 0 == sim.trace.count("GuiWin:active_pane")
