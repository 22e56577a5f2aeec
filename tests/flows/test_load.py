"""Loading: what was saved is back, cell for cell, however it is shown."""

from __future__ import annotations

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.hands import press

ROOMS = (
    "restore",
    "windows",
    "build",
    "news",
    "report",
    "screen",
    "panes",
    "spawn",
    "init",
    "settle",
    "space",
)
"""Rooms whose doings are seen here."""

LAZY = ("background", "on_activate", "off")


def saved(
    seed: int,
    *,
    lazy: str,
    tab_bar: str | None = None,
    tabs: int = 3,
    windows: int = 1,
    most_panes: int = 8,
) -> Simulator:
    """Return a terminal that has a random workspace saved and still open."""
    sim = scenes.terminal({"lazy": lazy}, tab_bar=tab_bar)
    scenes.workspace(sim, seed, tabs=tabs, windows=windows, most_panes=most_panes)
    scenes.save(sim)
    return sim


def settle_lazily(sim: Simulator, lazy: str) -> None:
    """Where tabs are filled when they are looked at, look at them."""
    if lazy == "on_activate":
        scenes.look_at_every_tab(sim)


def without_shown(view: tuple[scenes.WindowView, ...]) -> list[tuple[scenes.TabView, ...]]:
    """Return the tabs of each window, whichever of them is shown."""
    return [window.tabs for window in view]


@pytest.mark.parametrize("lazy", LAZY)
@pytest.mark.parametrize("seed", range(20))
def test_a_workspace_comes_back_exactly(seed: int, lazy: str) -> None:
    """Every rectangle, title, directory, active pane, active tab, in every mode."""
    sim = saved(seed, lazy=lazy, tabs=seed % 5 + 1, most_panes=12)
    before = scenes.view(sim)
    scenes.put_away(sim)
    scenes.load(sim)
    shown = [window.shown for window in scenes.view(sim)]
    settle_lazily(sim, lazy)

    assert [window.shown for window in before] == shown
    assert without_shown(before) == without_shown(scenes.view(sim))


@pytest.mark.parametrize("seed", range(15))
def test_after_a_restart_as_well(seed: int) -> None:
    """The disk is all that is left."""
    sim = saved(seed, lazy="background")
    before = scenes.view(sim)
    scenes.load_anew(sim)

    assert before == scenes.view(sim)


@pytest.mark.parametrize("tab_bar", ["retro", "fancy"])
@pytest.mark.parametrize("seed", range(20))
def test_the_tab_bar_may_come_and_go(seed: int, tab_bar: str) -> None:
    """From one tab to several and back, the sizes are those of the end."""
    sim = saved(seed, lazy=LAZY[seed % 3], tab_bar=tab_bar, tabs=seed % 3 + 1)
    before = scenes.view(sim)
    scenes.load_anew(sim)
    settle_lazily(sim, LAZY[seed % 3])

    assert without_shown(before) == without_shown(scenes.view(sim))


@pytest.mark.parametrize("windows", [2, 3])
@pytest.mark.parametrize("seed", range(8))
def test_several_windows(seed: int, windows: int) -> None:
    """As many windows as were saved, each with its own tabs."""
    sim = saved(seed, lazy="background", windows=windows, tabs=2)
    before = scenes.view(sim)
    scenes.load_anew(sim)

    assert windows == len(before)
    assert before == scenes.view(sim)
    assert windows == len(sim.gui_windows())


@pytest.mark.parametrize("seed", range(10))
def test_a_zoomed_pane_is_zoomed_again(seed: int) -> None:
    """Over the layout that it hides."""
    sim = scenes.terminal()
    scenes.workspace(sim, seed, tabs=2)
    sim.zoom(True)
    sim.run(100)
    scenes.save(sim)
    before = scenes.view(sim)
    scenes.put_away(sim)
    scenes.load(sim)

    assert before == scenes.view(sim)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (300, 90)])
@pytest.mark.parametrize("seed", range(10))
def test_in_a_window_of_another_size_every_pane_is_there(seed: int, size: tuple[int, int]) -> None:
    """The same tree in another size, or the report says what is missing."""
    sim = saved(seed, lazy="off")
    before = scenes.view(sim)
    scenes.load_anew(sim, cols=size[0], rows=size[1])
    missing = [
        each for each in sim.call("last_report")["problems"] or [] if each["code"] == "no_room"
    ]
    after = scenes.view(sim)

    def panes(view: tuple[scenes.WindowView, ...]) -> int:
        return sum(len(tab.rects) for window in view for tab in window.tabs)

    assert panes(before) == panes(after) + len(missing)


def test_saving_again_writes_the_same_document() -> None:
    """Save, load, save is a fixed point."""
    sim = saved(3, lazy="off")
    first = dict(sim.state_files())
    scenes.put_away(sim)
    scenes.load(sim)
    scenes.save(sim)

    assert first == dict(sim.state_files())


def test_an_open_workspace_is_switched_to() -> None:
    """Not opened a second time."""
    sim = saved(1, lazy="off")
    scenes.go_to(sim, "other")
    scenes.load(sim)
    again, message = sim.call("load", scenes.WORKSPACE)

    assert ("switch", None) == (again["how"], message)
    assert scenes.WORKSPACE == sim.workspace
    assert 1 == len(sim.windows(scenes.WORKSPACE))
    report = sim.call("last_report")
    assert ("switch", scenes.WORKSPACE, True) == (
        report["how"],
        report["workspace"],
        report["complete"],
    )
    assert 0 <= report["visible_ms"] < 5
    assert f"{scenes.WORKSPACE} is open already: switched to it" == sim.toasts[-1].message


def test_a_lone_idle_shell_is_replaced_in_its_window() -> None:
    """The usual case after a reboot: the window is there, with nothing in it."""
    sim = scenes.terminal()
    scenes.directories(sim)
    sim.split("Right", 50)
    scenes.save(sim)
    before = scenes.view(sim, "default")
    scenes.load_anew(sim, "default")

    assert before == scenes.view(sim, "default")
    assert 1 == len(sim.gui_windows())


@pytest.mark.parametrize("way", ["load", "restore"])
def test_a_window_that_held_an_idle_shell_takes_the_saved_title(way: str) -> None:
    """It has become the saved one; a window that keeps what it has keeps its title as well."""
    sim = scenes.terminal()
    window = scenes.shown_window(sim)
    window.title = "billing"
    scenes.save(sim)
    sim.restart()
    sim.run(400)
    taken = []
    for _ in range(2):
        if way == "load":
            scenes.load(sim, "default")
        else:
            sim.press("r", "ALT")
            sim.run(4000)
        window = scenes.shown_window(sim)
        taken.append(window.title)
        window.title = "mine"
        sim.new_tab()

    assert ["billing", "mine"] == taken


def test_restoring_into_a_window_closes_nothing_of_the_users() -> None:
    """Its tabs stay, the saved ones are added."""
    sim = saved(2, lazy="off", tabs=2)
    sim.press("r", "ALT")
    sim.run(4000)
    (window,) = scenes.view(sim)

    assert 4 == len(window.tabs)
    assert window.tabs[:2] == window.tabs[2:]


def test_nothing_is_typed_into_an_idle_shell() -> None:
    """Panes that ran nothing but their shell get no keystroke."""
    sim = saved(4, lazy="off")
    scenes.put_away(sim)
    scenes.load(sim)

    assert [] == [
        pane.sent for w in sim.windows() for tab in w.tabs for pane in tab.panes if pane.sent
    ]


def test_a_missing_directory_gives_its_nearest_parent_and_is_said() -> None:
    """A pane is opened as near to where it was as can be."""
    sim = scenes.terminal()
    sim.files.make_directory("/home/user/gone/deep")
    sim.set_cwd("/home/user/gone/deep")
    scenes.save(sim)
    sim.files.remove("/home/user/gone/deep")
    sim.files.remove("/home/user/gone")
    scenes.expects(sim, problem="cwd_missing")
    scenes.load_anew(sim, "default")

    assert "/home/user" == sim.pane().cwd
    assert "/home/user/gone/deep" in sim.toasts[-1].message


def test_a_domain_that_is_gone_is_said_and_its_panes_are_opened_here() -> None:
    """Once for each pane, with its place."""
    sim = scenes.terminal(domains=(Domain("dev", "ssh"),))
    sim.split("Right", 50, domain="dev")
    scenes.save(sim)
    scenes.expects(sim, problem="domain_missing")
    sim.restart(domains=())
    sim.run(400)
    scenes.load(sim, "default")
    (problem,) = sim.call("last_report")["problems"]

    assert ["local", "local"] == [pane.domain.name for pane in sim.tab().panes]
    assert "windows[1].tabs[1].panes[2]" == problem["where"]
    assert "domain dev is not there: opened locally instead" == problem["message"]


def test_a_directory_of_another_machine_means_nothing_here() -> None:
    """The home directory stands in for it, and the host is named."""
    sim = scenes.terminal()
    sim.set_cwd("/home/user/src", host="build.example")
    sim.run(20)
    scenes.save(sim)
    scenes.expects(sim, problem="cwd_elsewhere")
    scenes.load_anew(sim, "default")

    assert "/home/user" == sim.pane().cwd
    assert "/home/user/src is on build.example" in sim.toasts[-1].message


def test_what_is_not_saved_cannot_be_restored_here() -> None:
    """It is said, and the window stays as it is."""
    sim = scenes.terminal()
    scenes.expects(sim, log="there is no saved session for this workspace: default")
    press(sim, "r")

    assert 1 == len(sim.window().tabs)
    assert "there is no saved session for this workspace: default" == sim.toasts[-1].message


def test_a_window_that_is_too_small_for_a_pane_says_so() -> None:
    """Once for each pane that is missing, with its place."""
    sim = scenes.terminal(cols=60, rows=20)
    scenes.columns(sim, 10, 3)
    scenes.save(sim)
    scenes.expects(sim, problem="no_room")
    scenes.load_anew(sim, "default", cols=10, rows=5)
    report = sim.call("last_report")
    places = [problem["where"] for problem in report["problems"]]

    assert (10, 10) == (report["panes_asked"], report["panes_made"] + len(places))
    assert report["panes_made"] == len(sim.tab().panes) > 1
    assert all(place.startswith("windows[1].tabs[1].panes[") for place in places)


def test_the_report_counts_what_was_asked_and_what_was_made() -> None:
    """Windows with their sizes, tabs, panes, programs, times."""
    sim = scenes.terminal()
    scenes.directories(sim)
    sim.split("Right", 99)
    sim.run_program(["vim", "a"])
    sim.new_tab()
    scenes.save(sim)
    scenes.put_away(sim, "default")
    begun_ms = sim.clock.now_ms
    scenes.load(sim, "default")
    report = sim.call("last_report")

    assert {
        "workspace": "default",
        "how": "load",
        "complete": True,
        "tabs_asked": 2,
        "tabs_made": 2,
        "panes_asked": 3,
        "panes_made": 3,
        "programs_started": 1,
        "windows": [{"asked": {"cols": 200, "rows": 60}, "got": {"cols": 200, "rows": 60}}],
    }.items() <= report.items()
    assert sorted(tab.id for tab in sim.window().tabs) == sorted(report["tab_ids"])
    assert 0 < report["visible_ms"] <= report["complete_ms"] < sim.clock.now_ms - begun_ms
    assert f"default: 3 panes in 2 tabs, {report['complete_ms']:.0f} ms" == sim.toasts[-1].message


def test_a_window_keeps_the_title_that_its_user_gave_it() -> None:
    """And its tabs theirs."""
    sim = scenes.terminal()
    sim.rename_tab("logs")
    sim.lua("wezterm.mux.all_windows()[1]:set_title('mine')")
    scenes.save(sim)
    scenes.put_away(sim, "default")
    scenes.load(sim, "default")
    (window,) = sim.windows("default")

    assert ("mine", "logs") == (window.title, window.tabs[0].title)


@pytest.mark.parametrize("apart", [0, 1, 2])
def test_the_active_tab_is_shown_whichever_it_is(apart: int) -> None:
    """Alone at first, in the middle, at the end; in the window at hand as well."""
    sim = scenes.terminal()
    scenes.directories(sim)
    for number in range(3):
        if number:
            sim.new_tab()
        sim.rename_tab(f"{number}")
        sim.split("Right", 50)
    sim.switch_tab(apart)
    sim.run(400)
    scenes.save(sim)
    before = scenes.view(sim, "default")
    scenes.load_anew(sim, "default")

    assert before == scenes.view(sim, "default")


def test_a_name_that_nobody_has_saved_is_a_problem_and_no_error() -> None:
    """For whoever calls the function: nothing, and the reason."""
    sim = scenes.terminal()

    result, problem = sim.call("load", "nothing")

    assert result is None
    assert "there is no saved session for this workspace: nothing" == problem["message"]
    assert "nothing" not in sim.workspaces()


def test_the_time_that_is_told_is_the_time_it_took() -> None:
    """Also where the tab that is shown had to be moved behind the others."""
    sim = scenes.terminal()
    for _ in range(3):
        sim.new_tab()
    scenes.save(sim)
    scenes.put_away(sim, "default")
    scenes.load(sim, "default")

    assert 0 < sim.call("last_report")["complete_ms"] < 100
