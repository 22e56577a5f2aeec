"""Older states that are pinned stay; what is pinned, and what cannot be."""

from __future__ import annotations

import pytest

from tests.flows import scenes
from tests.flows.keeping import DAY_MS, HISTORY, WELL_FORMED, files, generations, panes, save
from tests.flows.scenes import STATE

ROOMS = ("generations", "history")
"""Rooms whose doings are seen here."""


def test_a_pinned_state_stays() -> None:
    """However many and however old; it does not count."""
    sim = scenes.terminal({"history_count": 2, "history_age_days": 1})
    save(sim, 1)
    assert sim.call("pin", "default") is True
    save(sim, 2, 3, 4, 5)
    sim.run(30 * DAY_MS)
    save(sim, 6)
    listed = generations(sim)

    assert [(5, False), (1, True)] == [(each["panes"], each["pinned"]) for each in listed]

    assert sim.call("unpin", "default") is True
    assert [5] == panes(sim)


def test_an_older_state_can_be_pinned_and_unpinned_by_its_id() -> None:
    """Its id tells which it is: it changes with the pin."""
    sim = scenes.terminal()
    save(sim, 1, 2, 3)
    oldest = generations(sim)[1]
    assert sim.call("pin", "default", oldest["id"]) is True
    pinned = generations(sim)[1]

    assert [False, True] == [each["pinned"] for each in generations(sim)]
    assert oldest["id"] != pinned["id"]

    assert sim.call("unpin", "default", pinned["id"]) is True
    assert oldest["id"] == generations(sim)[1]["id"]


def test_the_pinned_state_that_is_let_go_is_the_newest() -> None:
    """Without an id."""
    sim = scenes.terminal()
    for count in (1, 2, 3):
        save(sim, count)
        sim.call("pin", "default")
    assert sim.call("unpin", "default") is True

    assert [(3, False), (2, True), (1, True)] == [
        (each["panes"], each["pinned"]) for each in generations(sim)
    ]


def test_pinning_prunes_as_saving_does() -> None:
    """A state that is let go counts again, and may be the one too many."""
    sim = scenes.terminal({"history_count": 2})
    save(sim, 1, 2, 3)
    oldest = generations(sim)[1]
    assert sim.call("pin", "default", oldest["id"]) is True
    save(sim, 4)
    assert [3, 2, 1] == panes(sim)
    assert sim.call("unpin", "default") is True

    assert [3, 2] == panes(sim)


@pytest.mark.parametrize("verb", ["pin", "unpin"])
def test_only_states_that_are_there_are_pinned(verb: str) -> None:
    """An id of another session, or of none, is a problem and no error."""
    sim = scenes.terminal()
    save(sim, 1, 2)
    before = files(sim)
    for made_up in (WELL_FORMED, "other@000000000001.json", "nonsense"):
        done, problem = sim.call(verb, "default", made_up)

        assert done is None
        assert "no_such_state" == problem["code"]
    assert before == files(sim)


def test_there_is_nothing_to_pin_where_nothing_is_saved() -> None:
    """Nor where nothing is pinned anything to let go."""
    sim = scenes.terminal()
    for verb in ("pin", "unpin"):
        done, problem = sim.call(verb, "default")

        assert done is None
        assert "not_found" == problem["code"]


def test_what_is_unusable_cannot_be_pinned() -> None:
    """A damaged file is no state."""
    sim = scenes.terminal()
    save(sim, 1)
    sim.files[f"{STATE}/default.json"] = b"{"
    done, problem = sim.call("pin", "default")

    assert done is None
    assert "damaged" == problem["code"]
    assert [] == files(sim)


def test_a_pin_that_cannot_be_written_is_said() -> None:
    """And nothing is kept."""
    sim = scenes.terminal()
    save(sim, 1)
    sim.files[HISTORY] = b"a file where the directory should be"
    done, problem = sim.call("pin", "default")

    assert done is None
    assert "not_written" == problem["code"]
    assert problem["message"]
