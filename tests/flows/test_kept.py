"""What a restore could not bring back stays in the file until its pane does something else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.autosaving import ON_CHANGE, START_UP_MS, STATUS_BAR
from tests.flows.displacing import (
    BAD,
    DISK,
    VIM,
    WAYS,
    loaded,
    saved_by_hand,
    saved_by_itself,
    saved_panes,
)
from tests.flows.scenes import STATE
from tests.flows.test_directories import panes_in

ROOMS = ("kept", "locate", "build", "slice", "capture")
"""Rooms whose doings are seen here."""

PLACES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "missing": ({"cwd": DISK}, ("cwd_missing",)),
    "of another system": ({"cwd": "C:\\src"}, ("cwd_missing",)),
    "not UTF-8": ({"cwd": BAD}, ("cwd_missing",)),
    "of a machine that shares it": (
        {"cwd": "/home/user/src", "cwd_host": "toolbox"},
        ("cwd_elsewhere",),
    ),
    "of a machine that does not": ({"cwd": "/app", "cwd_host": "box"}, ("cwd_elsewhere",)),
    "in a domain that is missing": (
        {"cwd": "/home/user/src", "domain": "box"},
        ("domain_missing",),
    ),
    "both": ({"cwd": DISK, "domain": "box"}, ("domain_missing", "cwd_missing")),
    "with a branch": (
        {"cwd": DISK, "git_repo": "/media/usb", "git_branch": "main"},
        ("cwd_missing",),
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_is_not_there_stays_in_the_file(place: str, way: str) -> None:
    """A disk or a machine may be there again another day."""
    pane, problems = PLACES[place]
    sim = loaded(pane, {"cwd": "/home/user/src"}, problems=problems)
    WAYS[way](sim)

    assert [{"domain": "local", **pane}, {"domain": "local", "cwd": "/home/user/src"}] == (
        saved_panes(sim)
    )


def test_when_the_disk_is_back_so_are_the_panes() -> None:
    """Whatever was saved in between."""
    sim = loaded({"cwd": DISK, "program": VIM}, problems=())
    saved_by_itself(sim)
    sim.files.make_directory(DISK)
    scenes.load_anew(sim, "work")

    assert (DISK, ["vim", "notes"]) == (sim.pane().cwd, list(sim.pane().argv))


def test_a_reload_forgets_no_place() -> None:
    """Though the directory of one is not UTF-8, as an argument of another's program is not."""
    odd = {"name": "make", "argv": ["make", {"bytes": "d%FF"}]}
    sim = loaded(
        {"cwd": BAD},
        {"cwd": DISK, "program": odd},
        problems=("cwd_missing", "cwd_missing", "program_skipped"),
    )
    sim.run(10_000)
    sim.reload()
    saved_by_hand(sim)

    assert [
        {"domain": "local", "cwd": BAD},
        {"domain": "local", "cwd": DISK, "program": odd},
    ] == saved_panes(sim)


def goes(sim: Simulator) -> None:
    """Go somewhere else."""
    sim.set_cwd("/srv/data")


def announces(sim: Simulator) -> None:
    """Go somewhere else, which the shell tells."""
    sim.set_cwd("/srv/data", osc7=True)


def runs(sim: Simulator) -> None:
    """Run something for a while."""
    sim.run_program(["htop"])
    sim.run(3000)
    sim.exit_program()


OWN: dict[str, Callable[[Simulator], None]] = {"goes": goes, "announces": announces, "runs": runs}


@pytest.mark.parametrize("own", OWN)
def test_a_pane_that_does_something_of_its_own_is_saved_where_it_is(own: str) -> None:
    """What was saved before is over then."""
    sim = loaded({"cwd": DISK}, problems=("cwd_missing",))
    sim.run(10_000)
    OWN[own](sim)
    sim.run(3000)
    where = str(sim.pane().cwd)
    scenes.save(sim)

    assert [{"domain": "local", "cwd": where}] == saved_panes(sim)


def test_who_goes_somewhere_at_once_is_saved_there() -> None:
    """Seconds after the load."""
    sim = loaded({"cwd": DISK}, problems=("cwd_missing",))
    sim.set_cwd("/srv/data")
    sim.run(60_000)
    scenes.save(sim)

    assert "/srv/data" == saved_panes(sim)[0]["cwd"]


def test_a_shell_that_tells_its_directory_has_gone_nowhere() -> None:
    """The same directory is told in another way."""
    sim = loaded({"cwd": DISK}, problems=("cwd_missing",))
    sim.set_cwd(str(sim.pane().cwd), osc7=True)
    saved_by_hand(sim)

    assert DISK == saved_panes(sim)[0]["cwd"]


FAR = {"name": "vim", "argv": ["vim", "/home/user/src/a"]}


@pytest.mark.parametrize("has_ended", [False, True])
@pytest.mark.parametrize("integration", [False, True])
def test_the_program_that_came_back_is_none_of_its_own(integration: bool, has_ended: bool) -> None:
    """It is saved as it runs, and the place as it was."""
    sim = loaded(
        {"cwd": DISK, "program": FAR}, problems=("cwd_missing",), shell_integration=integration
    )
    sim.run(10_000)
    if has_ended:
        sim.exit_program()
        sim.run(3000)
    scenes.save(sim)
    program = {} if has_ended else {"program": FAR}

    assert [{"domain": "local", "cwd": DISK, **program}] == saved_panes(sim)


@pytest.mark.parametrize("argv", [["htop"], ["vim", "/etc/hosts"]])
def test_what_is_run_after_it_is(argv: list[str]) -> None:
    """Though it be the same program."""
    sim = loaded({"cwd": DISK, "program": FAR}, problems=("cwd_missing",), extra=STATUS_BAR)
    sim.run(10_000)
    sim.exit_program()
    sim.run(3000)
    sim.run_program(argv)
    sim.run(3000)
    scenes.save(sim)
    (pane,) = saved_panes(sim)

    assert ("/home/user", argv) == (pane["cwd"], pane["program"]["argv"])


def test_a_program_that_needs_its_directory_waits_for_it() -> None:
    """Elsewhere it would make a new file of that name. It is told, and stays in the file."""
    sim = loaded({"cwd": DISK, "program": VIM}, problems=("cwd_missing", "program_skipped"))
    saved_by_itself(sim)
    report = sim.call("last_report")

    assert [] == list(sim.pane().sent)
    assert VIM == saved_panes(sim)[0]["program"]
    assert ["vim was not started: its directory is not there"] == [
        problem["message"] for problem in report["problems"][2:]
    ]


@pytest.mark.parametrize(
    ("argv", "cwd"),
    [
        (["htop"], DISK),
        (["vim", "-R", "/home/user/src/a"], DISK),
        (["vim", "notes"], "/home/user/src"),
    ],
)
def test_any_other_program_does_not(argv: list[str], cwd: str) -> None:
    """What names no file in it; what is in a directory that a container shares."""
    host = {} if cwd == DISK else {"cwd_host": "toolbox"}
    problem = "cwd_missing" if cwd == DISK else "cwd_elsewhere"
    program = {"name": argv[0], "argv": argv}
    sim = loaded({"cwd": cwd, "program": program, **host}, problems=(problem,))

    assert argv == list(sim.pane().argv)


@pytest.mark.parametrize("lazy", ["background", "on_activate"])
def test_a_tab_that_comes_later_keeps_its_places_too(lazy: str) -> None:
    """The first pane of such a tab is opened some time before the others."""
    sim = scenes.machine({"lazy": lazy, **ON_CHANGE})
    document = json.loads(panes_in({"cwd": "/home/user"}))
    other = json.loads(panes_in({"cwd": DISK, "program": VIM}, {"cwd": f"{DISK}/b"}))
    document["windows"][0]["tabs"] += other["windows"][0]["tabs"]
    sim.files[f"{STATE}/work.json"] = json.dumps(document).encode()
    sim.start()
    sim.run(400)
    for problem in ("edited", "cwd_missing", "cwd_missing", "program_skipped"):
        scenes.expects(sim, problem=problem)
    scenes.load(sim, "work")
    sim.switch_tab(1)
    sim.run(4000)
    saved_by_itself(sim)

    assert [] == list(sim.pane(0).sent)
    assert [
        {"domain": "local", "cwd": DISK, "program": VIM},
        {"domain": "local", "cwd": f"{DISK}/b"},
    ] == saved_panes(sim)


def test_a_pane_that_was_loaded_alone_keeps_its_place() -> None:
    """As any other does, over a reload too."""
    sim = scenes.machine({"lazy": "off"})
    sim.files[f"{STATE}/work.json"] = panes_in({"cwd": DISK, "program": VIM}).encode()
    sim.start()
    sim.run(400)
    scenes.expects(sim, problem="cwd_missing")
    scenes.expects(sim, problem="program_skipped")
    sim.call("restore_pane", "work", 1, 1, 1)
    sim.run(10_000)
    sim.reload()
    scenes.save(sim)

    assert [] == list(sim.pane().sent)
    assert {"domain": "local", "cwd": DISK, "program": VIM} == saved_panes(sim, "default")[1]


def given_up() -> Simulator:
    """Load a tab of three panes that is not filled, because its shell has a helper behind it."""
    sim = scenes.terminal({"lazy": "on_activate", **ON_CHANGE})
    sim.new_tab()
    scenes.columns(sim, 3)
    sim.run_program(["vim", "notes"])
    sim.switch_tab(0)
    scenes.save(sim)
    scenes.expects(sim, problem="changed_meanwhile")
    sim.restart()
    sim.run(START_UP_MS)
    scenes.load(sim, "default")
    # Its start-up files would start it by themselves.
    sim.type("fsmonitor &\r", sim.windows()[0].tabs[1].panes[0])
    sim.switch_tab(1)
    sim.run(15_000)
    assert 1 == len(sim.tab().panes)
    return sim


@pytest.mark.parametrize("way", [*WAYS, "after a reload"])
def test_a_tab_that_was_not_filled_stays_in_the_file(way: str) -> None:
    """Its splits and its programs come another day."""
    sim = given_up()
    was = saved_panes(sim, "default")
    if way == "after a reload":
        sim.reload()
    WAYS.get(way, saved_by_itself)(sim)

    assert 3 == len(was)
    assert was == saved_panes(sim, "default")


def splits(sim: Simulator) -> None:
    """Split the tab."""
    sim.split("Right", 50)


OWN_OF_TAB = {**OWN, "splits": splits}


@pytest.mark.parametrize("own", OWN_OF_TAB)
def test_a_tab_that_was_not_filled_is_its_users_once_he_works_in_it(own: str) -> None:
    """Then it is saved as it is."""
    sim = given_up()
    OWN_OF_TAB[own](sim)
    sim.run(3000)
    scenes.save(sim)

    assert len(sim.tab().panes) == len(saved_panes(sim, "default"))
    assert 3 != len(saved_panes(sim, "default"))


def test_a_tab_in_which_its_user_has_started_something_is_his() -> None:
    """Before it was filled."""
    sim = scenes.terminal({"lazy": "on_activate"})
    sim.new_tab()
    scenes.columns(sim, 3)
    sim.switch_tab(0)
    scenes.save(sim)
    scenes.expects(sim, problem="changed_meanwhile")
    scenes.load_anew(sim, "default")
    sim.files["/home/user/job.sh"] = b"sleep 300\n"
    sim.type("bash ./job.sh\r", sim.windows()[0].tabs[1].panes[0])
    sim.switch_tab(1)
    sim.run(15_000)
    scenes.save(sim)

    assert 1 == len(saved_panes(sim, "default"))


def test_what_is_kept_costs_a_save_nothing() -> None:
    """Fewer questions than a pane of which nothing is kept."""
    counts = []
    for cwd in ("/home/user/src", DISK):
        sim = loaded(*[{"cwd": cwd}] * 4, problems=("cwd_missing",) if cwd == DISK else ("edited",))
        sim.run(10_000)
        sim.trace.clear()
        scenes.save(sim)
        counts.append(sum(sim.trace.counts().values()))

    assert counts[0] >= counts[1]


def test_what_runs_after_a_program_that_did_not_come_is_the_pane_s_own() -> None:
    """As soon as that was told: nobody waits for it any more. Until then it stays in the file."""
    absent = {"name": "false", "argv": ["false"]}
    sim = scenes.machine({"extra_programs": ["false"]})
    sim.files[f"{STATE}/work.json"] = panes_in({"program": absent}).encode()
    sim.start()
    sim.run(400)
    for problem in ("edited", "not_as_saved"):
        scenes.expects(sim, problem=problem)
    scenes.load(sim, "work")
    sim.run(6000)
    scenes.save(sim)
    assert absent == saved_panes(sim)[0]["program"]
    sim.run(5000)
    sim.run_program(["less", "/home/user/src/a"])
    sim.run(1000)
    scenes.save(sim)

    assert "less" == saved_panes(sim)[0]["program"]["name"]
