"""Whose a session is: an automatic save replaces only what its process has opened or saved."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.autosaving import ON_CHANGE, START_UP_MS, last, panes, saved
from tests.flows.hands import messages, press
from tests.flows.owning import SET_ASIDE, older, saved_rich, started_anew
from tests.flows.scenes import STATE

ROOMS = ("owners", "last", "judge")
"""Rooms whose doings are seen here."""


def test_what_this_process_has_not_opened_is_set_aside_first() -> None:
    """It stays, pinned, among the older states, and the user is told once."""
    sim = saved_rich(ON_CHANGE)
    started_anew(sim)
    sim.run_program(["vim", "notes"])
    sim.run(40_000)
    assert 1 == panes(saved(sim))
    sim.split("Right", 50)
    sim.run(40_000)

    assert [SET_ASIDE] == messages(sim)
    assert [3] == [state["panes"] for state in older(sim) if state.get("pinned")]


def edited(sim: Simulator, times: int) -> None:
    """Somebody makes the tabs of the session more by hand."""
    document = saved(sim)
    document["windows"][0]["tabs"] *= times
    document["counts"]["panes"] *= times
    del document["checksum"]
    sim.files[f"{STATE}/default.json"] = json.dumps(document).encode()


@pytest.mark.parametrize("reload", [False, True])
def test_a_file_that_somebody_has_edited_is_set_aside_each_time(*, reload: bool) -> None:
    """It is no longer what this process has saved. Told once."""
    sim = saved_rich(ON_CHANGE)
    sim.run(START_UP_MS)
    for times in (2, 3):
        edited(sim, times)
        if reload:
            sim.reload()
        sim.split("Bottom", 24 // times)
        sim.run(40_000)

    assert [SET_ASIDE] == messages(sim)
    assert [12, 6] == [state["panes"] for state in older(sim) if state.get("pinned")]
    assert 5 == panes(saved(sim))


def test_an_untouched_start_replaces_no_session() -> None:
    """Not even one of a single shell: nobody has used this one."""
    sim = scenes.terminal(ON_CHANGE | {"history_count": 0})
    sim.files.make_directory("/home/user/prod")
    sim.type("cd /home/user/prod\r")
    scenes.save(sim)
    started_anew(sim)
    sim.run(40_000)
    sim.call("save_state", None, False)
    sim.run(4000)

    assert "/home/user/prod" == saved(sim)["windows"][0]["tabs"][0]["panes"][0]["cwd"]


def test_a_springboard_elsewhere_than_in_the_home_is_one() -> None:
    """Where the configuration says that shells start."""
    sim = scenes.terminal(ON_CHANGE, extra="config.default_cwd = '/srv'")
    sim.files.make_directory("/srv")
    sim.restart()
    sim.run(2 * START_UP_MS)

    assert saved(sim) is None


def test_the_same_state_is_set_aside_once() -> None:
    """However many starts find it."""
    sim = saved_rich(ON_CHANGE)
    for _ in range(3):
        started_anew(sim)
        sim.run_program(["vim", "notes"])
        sim.run(40_000)
        scenes.load(sim, "default")
        # The rich state comes back as the current one.
        pinned = [state for state in older(sim) if state.get("pinned")]
        sim.call("load_generation", "default", pinned[0]["id"])
        sim.run(4000)

    assert 1 == len([state for state in older(sim) if 3 == state.get("panes")])


@pytest.mark.parametrize("way", ["load", "restore", "save", "start"])
def test_what_this_process_has_opened_or_saved_is_its_own(way: str) -> None:
    """Nothing is set aside, nothing told."""
    options = ON_CHANGE | ({"restore_on_startup": "last"} if way == "start" else {})
    sim = saved_rich(options)
    started_anew(sim)
    if way == "load":
        scenes.load(sim, "default")
    elif way == "restore":
        press(sim, "r")
    elif way == "save":
        scenes.save(sim)
    sim.run(4000)
    sim.toasts.clear()
    sim.run_program(["vim", "notes"])
    sim.run(40_000)

    assert [] == messages(sim)
    assert [] == [state for state in older(sim) if state.get("pinned")]
    assert ["vim"] == [
        pane["program"]["name"] for pane in scenes.saved_panes(sim) if "program" in pane
    ]


def test_without_older_states_nothing_is_replaced() -> None:
    """A build that cannot set anything aside leaves the file as it is, and says so."""
    sim = saved_rich(ON_CHANGE, plugin=scenes.built(features=("autosave",)))
    started_anew(sim)
    sim.run_program(["vim", "notes"])
    sim.run(80_000)

    assert 3 == panes(saved(sim))
    assert [
        "default is not saved by itself, because what is saved was not loaded here: save it once"
    ] == messages(sim)


def test_a_quiet_save_is_judged_like_an_automatic_one() -> None:
    """Configurations of the predecessor call it every few seconds from the first one on."""
    sim = scenes.terminal()
    sim.new_tab()
    sim.new_tab()
    scenes.save(sim)
    sim.restart()
    sim.run(400)
    sim.call("save_state", None, False)
    sim.run(4000)

    assert 3 == saved(sim)["counts"]["tabs"]


def test_a_shell_that_nobody_has_used_is_neither_saved_nor_listed() -> None:
    """The workspace from which a session was loaded."""
    sim = scenes.terminal(ON_CHANGE)
    scenes.go_to(sim, "work")
    sim.split("Right", 50)
    scenes.save(sim)
    sim.restart()
    sim.run(400)
    scenes.load(sim, "work")
    sim.run(2 * START_UP_MS)

    assert saved(sim) is None
    assert ["work"] == last(sim)["workspaces"]


def told_of_set_aside(sim: Simulator, name: str) -> list[str]:
    """Return what was said of a state that was pinned."""
    return [line for line in messages(sim) if line.startswith(f"{name} is saved anew")]


def too_small(options: dict[str, Any]) -> Simulator:
    """Load a session of five panes where there is room for fewer."""
    sim = scenes.terminal(options)
    scenes.go_to(sim, "work")
    scenes.columns(sim, 5)
    scenes.save(sim)
    sim.restart(cols=7, rows=10)
    sim.run(400)
    scenes.expects(sim, problem="no_room")
    scenes.load(sim, "work")
    assert len(sim.tab().panes) < 5
    return sim


def test_what_could_not_be_opened_whole_is_set_aside_before_it_is_replaced() -> None:
    """A smaller screen: the panes that have no room there are wanted back elsewhere."""
    sim = too_small(ON_CHANGE)
    sim.run(START_UP_MS)
    sim.rename_tab("smaller")
    sim.run(40_000)

    assert [5] == [state["panes"] for state in older(sim, "work") if state.get("pinned")]
    assert 1 == len(told_of_set_aside(sim, "work"))
    assert 5 > panes(saved(sim, "work"))


def test_who_saves_less_on_request_has_it_saved() -> None:
    """Nothing is pinned: who asks knows what there is."""
    sim = too_small({})
    scenes.save(sim)

    assert 5 > panes(saved(sim, "work"))
    assert [] == [state for state in older(sim, "work") if state.get("pinned")]


@pytest.mark.parametrize("at_ms", [300, 900])
def test_what_has_ended_at_once_is_set_aside_before_it_is_replaced(at_ms: int) -> None:
    """A container that does not run: its tab goes before anybody has seen it."""
    sim = scenes.terminal(ON_CHANGE)
    scenes.go_to(sim, "work")
    sim.new_tab()
    sim.new_tab()
    scenes.save(sim)
    sim.restart()
    sim.run(START_UP_MS)
    press(sim, "l")
    sim.choose("work")
    sim.run(300)
    sim.close_tab(sim.window().tabs[1])
    scenes.expects(sim, problem="ended")
    sim.run(at_ms)
    sim.focus_window(sim.gui_windows()[0])
    sim.run(40_000)

    assert 2 == panes(saved(sim, "work"))
    assert [3] == [state["panes"] for state in older(sim, "work") if state.get("pinned")]
    assert 1 == len(told_of_set_aside(sim, "work"))


def thinned(sim: Simulator, *, at_ms: int, reload: bool = False) -> None:
    """Load `work`, whose last tab ends a while later, and let it be saved."""
    sim.run(START_UP_MS)
    press(sim, "l")
    sim.choose("work")
    sim.run(at_ms)
    sim.close_tab(sim.window().tabs[-1])
    sim.run(100)
    if reload:
        sim.reload()
    scenes.expects(sim, problem="ended")
    for _ in range(8):
        sim.run(1000)
        sim.focus_window(sim.gui_windows()[0])
    sim.run(60_000)

    assert 2 == panes(saved(sim, "work"))
    assert [3] == [state["panes"] for state in older(sim, "work") if state.get("pinned")]


def test_a_reload_meanwhile_changes_nothing_about_what_has_ended() -> None:
    """The other Lua state goes on with it."""
    sim = scenes.terminal(ON_CHANGE)
    scenes.go_to(sim, "work")
    sim.new_tab()
    sim.new_tab()
    scenes.save(sim)
    sim.restart()
    thinned(sim, at_ms=300, reload=True)


@pytest.mark.parametrize("at_ms", [300, 1500, 5000, 12_000, 25_000])
def test_a_connection_that_fails_within_half_a_minute_takes_nothing_from_the_file(
    at_ms: int,
) -> None:
    """A tab of another domain has been there, and ends: nobody knows that its user has ended it."""
    sim = scenes.terminal(ON_CHANGE, domains=(Domain("box", "ssh"),))
    scenes.go_to(sim, "work")
    sim.new_tab()
    sim.new_tab(domain="box")
    sim.run(400)
    scenes.save(sim)
    sim.restart()
    thinned(sim, at_ms=at_ms)
    assert "has ended" in " ".join(toast.message for toast in sim.toasts)


@pytest.mark.parametrize("key", ["r", "l"])
def test_after_a_load_is_taken_back_the_session_is_set_aside_before_it_is_replaced(
    key: str,
) -> None:
    """What is left has less than is saved."""
    sim = saved_rich(ON_CHANGE)
    started_anew(sim)
    press(sim, key)
    if key == "l":
        sim.choose("default")
    sim.run(10_000)
    sim.press("z", "ALT|SHIFT")
    sim.run(3000)
    sim.run_program(["vim", "notes"])
    sim.run(40_000)

    assert 1 == panes(saved(sim))
    assert [3] == [state["panes"] for state in older(sim) if state.get("pinned")]


@pytest.mark.parametrize("options", [ON_CHANGE, {"autosave": "periodic"}])
def test_a_workspace_that_is_made_anew_is_not_the_one_that_was_saved(
    options: dict[str, Any],
) -> None:
    """Closed and opened again by its name, between two looks: nobody has loaded it."""
    sim = scenes.terminal(options)
    sim.run(START_UP_MS)
    scenes.go_to(sim, "work")
    scenes.columns(sim, 4)
    scenes.save(sim)
    sim.run(61_000)
    scenes.go_to(sim, "default")
    sim.close_tab(sim.windows("work")[0].tabs[0])
    sim.run(200)
    scenes.go_to(sim, "work")
    sim.run_program(["vim", "notes"])
    sim.run(130_000)

    assert 1 == panes(saved(sim, "work"))
    assert [4] == [state["panes"] for state in older(sim, "work") if state.get("pinned")]


def test_a_workspace_goes_on_in_its_other_windows() -> None:
    """The one in which it was loaded may be closed."""
    sim = saved_rich(ON_CHANGE)
    sim.run(START_UP_MS)
    sim.new_window(workspace="default")
    sim.run(40_000)
    sim.close_tab(sim.windows("default")[0].tabs[0])
    sim.run(2000)
    sim.split("Right", 50)
    sim.run(40_000)

    assert 2 == panes(saved(sim))
    assert [] == [state for state in older(sim) if state.get("pinned")]


def test_what_another_machine_has_written_is_set_aside_each_time() -> None:
    """A folder that is kept the same on several: told once."""
    sim = saved_rich(ON_CHANGE)
    sim.run(START_UP_MS)
    sim.split("Bottom", 24)
    sim.run(40_000)
    path, before = f"{STATE}/default.json", sim.files[f"{STATE}/default.json"]
    far = scenes.terminal()
    for count in (5, 6):
        scenes.columns(far, 2, 8)
        while len(far.tab().panes) < count:
            far.split("Right", 5, far.pane(0))
        scenes.save(far)
        sim.files[path] = far.files[path]
        sim.rename_tab(f"{count}")
        sim.run(40_000)

    assert before != sim.files[path]
    assert [6, 5] == [state["panes"] for state in older(sim) if state.get("pinned")]
    assert [SET_ASIDE] == messages(sim)
