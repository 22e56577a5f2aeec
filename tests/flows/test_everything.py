"""Saving all workspaces at once, and the list of those that were open."""

from __future__ import annotations

from tests.flows import scenes
from tests.flows.autosaving import ON_CHANGE, last, panes, saved, terminal, writes
from tests.flows.hands import messages


def test_everything_is_saved_at_once() -> None:
    """One toast for all workspaces, and the list of them."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    sim.switch_workspace("a")
    scenes.go_to(sim, "b")
    scenes.save_all(sim)

    assert [2, 1, 1] == [panes(saved(sim, name)) for name in ("default", "a", "b")]
    assert ["Saved 3 workspaces"] == messages(sim)
    assert ("b", ["a", "b", "default"]) == (last(sim)["active"], last(sim)["workspaces"])

    sim.trace.clear()
    sim.call("save", {"all": True, "quiet": True})
    sim.run()

    assert [] == writes(sim)
    assert 1 == len(sim.toasts)


def test_what_failed_is_said_in_the_one_toast() -> None:
    """By name and reason."""
    sim = scenes.terminal({"history_count": 0})
    scenes.go_to(sim, "other")
    sim.call("save", {"all": True, "quiet": True})
    sim.run()
    sim.split("Right", 50)
    sim.run()
    sim.faults.fail_call(1, "rename_fails")
    scenes.expects(sim, log="other: Permission denied")
    scenes.save_all(sim)
    (toast,) = sim.toasts

    assert toast.message.startswith("Saved 1 workspace. other was not saved: ")


def test_the_last_state_of_everything_follows_the_user() -> None:
    """Which workspace is shown, and which are gone; written when it changes."""
    sim = terminal(ON_CHANGE)
    sim.set_cwd("/srv")
    scenes.go_to(sim, "other")
    sim.set_cwd("/srv")
    sim.run(40_000)

    assert ("other", ["default", "other"]) == (last(sim)["active"], last(sim)["workspaces"])

    sim.close_window()
    sim.confirm() if sim.overlay else None
    sim.run(40_000)

    assert ("default", ["default"]) == (last(sim)["active"], last(sim)["workspaces"])
