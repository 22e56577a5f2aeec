"""Panes of other domains that are not there, or tell little: what stays in the file."""

from __future__ import annotations

import pytest

from generator.simulator import Domain
from generator.simulator.machine.faults import MAKES_PANES
from tests.flows import scenes
from tests.flows.displacing import BAD, BOX, WAYS, loaded, saved_by_hand, saved_panes

ROOMS = ("kept", "locate", "build", "slice")
"""Rooms whose doings are seen here."""


def test_a_directory_of_another_domain_that_is_not_utf8_stays_in_the_file() -> None:
    """Its pane was opened where that domain opens panes."""
    pane = {"cwd": BAD, "domain": "box"}
    sim = loaded(pane, problems=("cwd_not_text",), domains=(BOX,))
    saved_by_hand(sim)

    assert [{"cwd": BAD, "domain": "box"}] == saved_panes(sim)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("first", [True, False])
def test_where_a_domain_refuses_its_panes_open_locally_and_stay_in_the_file(
    *, first: bool, way: str
) -> None:
    """A server that is down just now; the first pane of a window or a later one."""
    there, here = {"cwd": "/home/user/src", "domain": "box"}, {"cwd": "/home/user"}
    panes = [there, here] if first else [here, there]
    down = Domain("box", "ssh", fails="connection refused")
    sim = loaded(*panes, problems=("domain_missing",), domains=(down,))
    assert ["local", "local"] == [pane.domain.name for pane in sim.tab().panes]
    assert ["domain box refuses (connection refused): opened locally instead"] == [
        each["message"]
        for each in sim.call("last_report")["problems"]
        if "domain_missing" == each["code"]
    ]
    WAYS[way](sim)

    assert [{"domain": "local", **pane} for pane in panes] == saved_panes(sim)


@pytest.mark.parametrize("lazy", ["off", "background"])
def test_a_domain_that_refuses_is_asked_once(lazy: str) -> None:
    """Each time takes as long as a connection takes to fail, and WezTerm tells so in a tab."""
    box = Domain("box", "ssh")
    sim = scenes.terminal({"lazy": lazy}, domains=(box,))
    scenes.go_to(sim, "work")
    for _ in range(2):
        sim.new_tab(domain="box")
        sim.split("Right", 20)
    sim.run(400)
    scenes.save(sim)
    scenes.put_away(sim, "work")
    box.fails = "connection refused"
    sim.trace.clear()
    scenes.expects(sim, problem="domain_missing")
    scenes.load(sim, "work")

    tries = [
        call for call in sim.trace.calls if call.name in MAKES_PANES and "box" in str(call.args)
    ]

    assert [1, 2, 2] == [len(tab.panes) for tab in sim.window().tabs]
    assert 1 == len(tries)


def test_the_directory_of_a_pane_elsewhere_that_tells_none_stays_in_the_file() -> None:
    """Its shell does not say where it is, or its machine is not reached."""
    pane = {"cwd": "/srv/app", "domain": "box"}
    sim = loaded(pane, problems=(), domains=(BOX,))
    scenes.expects(sim, problem="edited")
    saved_by_hand(sim)
    assert [pane] == saved_panes(sim)
    sim.set_cwd("/srv/other", osc7=True)
    sim.run(3000)
    scenes.save(sim)

    assert "/srv/other" == saved_panes(sim)[0]["cwd"]


@pytest.mark.parametrize("fails", ["connection refused", None])
def test_a_program_of_another_machine_is_not_started_on_this_one(fails: str | None) -> None:
    """It would show another file of that name. It stays in the file."""
    domains = (Domain("box", "ssh", fails=fails),) if fails else ()
    pane = {
        "domain": "box",
        "cwd": "/home/user/src",
        "program": {"name": "vim", "argv": ["vim", "/etc/fstab"]},
    }
    sim = loaded(pane, problems=("domain_missing", "program_skipped"), domains=domains)
    saved_by_hand(sim)

    assert [] == list(sim.pane().sent)
    assert [pane] == saved_panes(sim)
