"""Older states: kept when a save replaces them, and let go in time."""

from __future__ import annotations

import random

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import press
from tests.flows.keeping import DAY_MS, HISTORY, files, generations, panes, save
from tests.flows.scenes import STATE

ROOMS = ("keeping", "older_states")
"""Rooms whose doings are seen here."""


def test_every_state_that_is_replaced_is_kept() -> None:
    """Newest first, with its time and counts."""
    sim = scenes.terminal()
    save(sim, 1, 2, 3)
    listed = generations(sim)

    assert [2, 1] == [each["panes"] for each in listed]
    assert listed[0]["saved_at"] > listed[1]["saved_at"] > 0
    assert [False, False] == [each["pinned"] for each in listed]


def test_a_save_that_changes_nothing_keeps_nothing() -> None:
    """Nor does the first one: there is nothing before it."""
    sim = scenes.terminal()
    save(sim, 2)
    save(sim)
    save(sim)

    assert [] == files(sim)


def test_a_state_that_came_back_is_kept_once() -> None:
    """Ten different ones are worth more than ten times the same."""
    sim = scenes.terminal()
    save(sim, 1, 2, 1, 2, 1, 2, 3)

    assert [2, 1] == panes(sim)


def test_so_many_as_the_option_says_are_kept() -> None:
    """The oldest go."""
    sim = scenes.terminal({"history_count": 3})
    save(sim, 1, 2, 3, 4, 5, 6)

    assert [5, 4, 3] == panes(sim)


def test_none_is_kept_when_the_user_wants_none() -> None:
    """The previous generation beside the session stays, for damaged files."""
    sim = scenes.terminal({"history_count": 0})
    save(sim, 1, 2)

    assert [] == files(sim)
    assert f"{STATE}/default.json.bak" in sim.files


def test_old_ones_go_but_not_the_newest_of_them() -> None:
    """After as many days as the option says."""
    sim = scenes.terminal({"history_age_days": 2})
    save(sim, 1, 2, 3, 4)
    sim.run(1 * DAY_MS)
    save(sim, 5)
    sim.run(1.5 * DAY_MS)
    save(sim, 6)

    assert [5] == panes(sim)


def test_pruning_lists_the_directory_once() -> None:
    """And only when something is kept."""
    sim = scenes.terminal()
    save(sim, 1, 2)
    sim.trace.clear()
    save(sim, 3)

    assert 1 == sim.trace.count("wezterm.read_dir")

    sim.trace.clear()
    save(sim)

    assert 0 == sim.trace.count("wezterm.read_dir")


def test_older_states_of_one_second_keep_their_order() -> None:
    """Also when the clock was set back: a state that is kept is newer than all others."""
    sim = scenes.terminal()
    for count in (1, 2, 3, 4):
        while len(sim.tab().panes) < count:
            sim.split("Right", 5, sim.pane(0))
        scenes.save(sim)
    times = [each["saved_at"] for each in generations(sim)]

    assert [3, 2, 1] == panes(sim)
    assert sorted(set(times), reverse=True) == times


def test_sessions_do_not_see_each_others_states() -> None:
    """Not even where one name begins with the other."""
    sim = scenes.terminal()
    for name in ("a", "a@", "ab", "A"):
        scenes.go_to(sim, name)
        save(sim, 1, 2)

    for name in ("a", "a@", "ab", "A"):
        assert [1] == panes(sim, name)
    assert [] == generations(sim, "b")


def test_older_states_follow_a_renamed_session() -> None:
    """All of them, pinned ones as such."""
    sim = scenes.terminal()
    save(sim, 1, 2, 3)
    oldest = generations(sim)[1]
    sim.call("pin", "default", oldest["id"])
    before = [(each["panes"], each["saved_at"], each["pinned"]) for each in generations(sim)]
    sim.call("rename", "default", "new")

    assert [] == generations(sim)
    assert before == [
        (each["panes"], each["saved_at"], each["pinned"]) for each in generations(sim, "new")
    ]


def test_older_states_outlive_a_delete() -> None:
    """Whoever takes the delete back has all of them."""
    sim = scenes.terminal()
    save(sim, 1, 2, 3)
    kept = files(sim)
    press(sim, "d", "CTRL|SHIFT")
    sim.choose("default")
    sim.run()
    sim.choose(1)
    sim.run()

    assert f"{STATE}/default.json" not in sim.files
    assert kept == files(sim)


def test_a_damaged_file_is_no_state_to_keep() -> None:
    """The state it was is in the previous generation; a save is not stopped."""
    sim = scenes.terminal()
    save(sim, 1)
    sim.files[f"{STATE}/default.json"] = b'{ "format": "wezterm-sessions", "versi'
    save(sim, 2)

    assert [] == files(sim)
    assert b'"panes": 2' in sim.files[f"{STATE}/default.json"]


def test_an_edit_by_hand_is_kept_when_a_save_replaces_it() -> None:
    """It is a state like any other."""
    sim = scenes.terminal()
    save(sim, 1)
    path = f"{STATE}/default.json"
    sim.files[path] = sim.files[path].replace(b'"title": ""', b'"title": "mine"')
    save(sim, 2)
    (older,) = generations(sim)

    assert b'"title": "mine"' in sim.files[older["path"]]


def test_a_history_that_cannot_be_written_does_not_stop_a_save() -> None:
    """It is in the log."""
    sim = scenes.terminal()
    save(sim, 1)
    sim.files[HISTORY] = b"a file where the directory should be"
    scenes.expects(sim, log="was not kept")
    save(sim, 2)

    assert b'"panes": 2' in sim.files[f"{STATE}/default.json"]


def test_two_saves_at_once_lose_no_state() -> None:
    """While the directory is made, another save goes through."""
    sim = scenes.terminal()
    save(sim, 1)
    sim.run(5000)
    sim.split("Right", 50)
    sim.press("s", "ALT")
    for _ in range(3):
        sim.step()
    sim.split("Right", 20)
    press(sim, "s")
    states = {1: False, 2: False, 3: False}
    for path, data in sim.state_files().items():
        for count in states:
            states[count] |= f'"panes": {count}'.encode() in data and not path.endswith(".bak")

    assert states[1]
    assert states[3]


def test_autosave_keeps_history_too() -> None:
    """What it replaces is as good as what a key replaces."""
    sim = scenes.terminal({"autosave": "on_change"})
    sim.set_cwd("/srv")
    sim.run(70_000)
    for _ in range(4):
        sim.split("Right", 20, sim.pane(0))
        sim.run(40_000)

    assert [4, 3, 2, 1] == panes(sim)


def state_of(data: bytes) -> bytes:
    """Return a document without its checksum and time."""
    return data[data.index(b'"counts"') :]


class Promise:
    """What the history has promised: the newest different states that were replaced, by session."""

    def __init__(self, sim: Simulator, count: int) -> None:
        self.sim, self.count = sim, count
        self.replaced: list[bytes] = []
        self.current = self.read()

    def read(self) -> bytes | None:
        """Return the saved state of the session."""
        path = f"{STATE}/default.json"
        return state_of(self.sim.files[path]) if path in self.sim.files else None

    def look(self) -> None:
        """Note what was replaced since the last look, and see that it is there."""
        now = self.read()
        if self.current is not None and now != self.current:
            self.replaced = [self.current, *(s for s in self.replaced if s != self.current)]
        self.current = now
        files = self.sim.files.under(HISTORY)
        kept = {state_of(data) for data in files.values()}
        rotated = {state_of(data) for path, data in files.items() if not path.endswith("+.json")}
        promised = self.replaced[: self.count]

        assert set(promised) <= kept
        # A save may be under way: what it replaces is kept before the oldest goes. What a start
        # has found and replaced is pinned.
        assert len(rotated) <= self.count + 1


ACTIONS = ("split", "close", "tab", "title", "save", "reload", "restart")


def act(sim: Simulator, chance: random.Random, action: str) -> None:
    """Do one thing, where it is possible."""
    match action:
        case "split" if sim.tab().rects()[0][2] > 12:
            sim.split("Right", 5, sim.pane(0))
        case "close" if len(sim.tab().panes) > 1:
            sim.close_pane()
        case "tab" if len(sim.window().tabs) < 3:
            sim.new_tab()
        case "title":
            sim.rename_tab(chance.choice(["a", "b"]))
        case "save":
            scenes.save(sim)
        case "reload":
            sim.reload()
        case "restart":
            sim.restart()


@pytest.mark.parametrize("seed", range(12))
def test_no_state_is_lost_that_the_history_promises(seed: int) -> None:
    """Whatever is split, closed, saved, reloaded and started anew, by hand and by itself."""
    chance = random.Random(seed)
    sim = scenes.terminal({"history_count": 4, "autosave": "on_change", "auto_save_interval_s": 5})
    sim.run(61_000)
    promise = Promise(sim, 4)
    for _ in range(40):
        act(sim, chance, chance.choice(ACTIONS))
        promise.look()
        for _ in range(chance.choice([0, 1, 6, 12, 40])):
            sim.run(500)
            promise.look()
