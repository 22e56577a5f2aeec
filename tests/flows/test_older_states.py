"""Older states: kept when a save replaces them, listed, loaded, pinned, and let go in time."""

from __future__ import annotations

import random
from typing import Any

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.scenes import STATE

HISTORY = f"{STATE}/history"
WELL_FORMED = "default@000000000001.json"
"""An id as they are, of a state that is not there."""

DAY_MS = 86_400_000


def terminal(options: dict[str, Any] | None = None) -> Simulator:
    """Return a terminal; its first window is the workspace `default`."""
    return scenes.terminal(options)


def save(sim: Simulator, panes: int | None = None) -> None:
    """Save, a few seconds later, after giving the tab so many panes."""
    sim.run(5000)
    while panes is not None and len(sim.tab().panes) < panes:
        sim.split("Right", 5, sim.pane(0))
    while panes is not None and len(sim.tab().panes) > panes:
        sim.close_pane(sim.pane(-1))
        sim.run()
    scenes.save(sim)


def generations(sim: Simulator, name: str = "default") -> list[dict[str, Any]]:
    """Return what the plugin lists."""
    return list(sim.call("generations", name) or [])


def panes(sim: Simulator, name: str = "default") -> list[int]:
    """Return the number of panes of each older state, newest first."""
    return [each["panes"] for each in generations(sim, name)]


def files(sim: Simulator) -> list[str]:
    """Return the names of the files that are kept."""
    return sorted(path.removeprefix(f"{HISTORY}/") for path in sim.files.under(HISTORY))


def test_every_state_that_is_replaced_is_kept() -> None:
    """Newest first, with its time and counts."""
    sim = terminal()
    for count in (1, 2, 3):
        save(sim, count)
    listed = generations(sim)

    assert [2, 1] == [each["panes"] for each in listed]
    assert listed[0]["saved_at"] > listed[1]["saved_at"] > 0
    assert [False, False] == [each["pinned"] for each in listed]


def test_a_save_that_changes_nothing_keeps_nothing() -> None:
    """Nor does the first one: there is nothing before it."""
    sim = terminal()
    save(sim, 2)
    save(sim)
    save(sim)

    assert [] == files(sim)


def test_a_state_that_came_back_is_kept_once() -> None:
    """Ten different ones are worth more than ten times the same."""
    sim = terminal()
    for count in (1, 2, 1, 2, 1, 2, 3):
        save(sim, count)

    assert [2, 1] == panes(sim)


def test_so_many_as_the_option_says_are_kept() -> None:
    """The oldest go."""
    sim = terminal({"history_count": 3})
    for count in (1, 2, 3, 4, 5, 6):
        save(sim, count)

    assert [5, 4, 3] == panes(sim)


def test_none_is_kept_when_the_user_wants_none() -> None:
    """The previous generation beside the session stays, for damaged files."""
    sim = terminal({"history_count": 0})
    save(sim, 1)
    save(sim, 2)

    assert [] == files(sim)
    assert f"{STATE}/default.json.bak" in sim.files


def test_old_ones_go_but_not_the_newest_of_them() -> None:
    """After as many days as the option says."""
    sim = terminal({"history_age_days": 2})
    for count in (1, 2, 3, 4):
        save(sim, count)
    sim.run(1 * DAY_MS)
    save(sim, 5)
    sim.run(1.5 * DAY_MS)
    save(sim, 6)

    assert [5] == panes(sim)


def test_pruning_lists_the_directory_once() -> None:
    """And only when something is kept."""
    sim = terminal()
    save(sim, 1)
    save(sim, 2)
    sim.trace.clear()
    save(sim, 3)

    assert 1 == sim.trace.count("wezterm.read_dir")

    sim.trace.clear()
    save(sim)

    assert 0 == sim.trace.count("wezterm.read_dir")


def test_sessions_do_not_see_each_others_states() -> None:
    """Not even where one name begins with the other."""
    sim = terminal()
    for name in ("a", "a@", "ab", "A"):
        sim.switch_workspace(name)
        sim.run(400)
        save(sim, 1)
        save(sim, 2)

    for name in ("a", "a@", "ab", "A"):
        assert [1] == panes(sim, name)
    assert [] == generations(sim, "b")


def test_an_older_state_is_loaded_where_the_workspace_is_not_open() -> None:
    """Under its own name."""
    sim = terminal()
    scenes.workspace(sim, 1, tabs=2)
    scenes.save(sim)
    before = scenes.view(sim)
    sim.run(2000)
    sim.new_tab()
    scenes.save(sim)
    scenes.put_away(sim)
    (older,) = generations(sim, scenes.WORKSPACE)
    sim.call("load_generation", scenes.WORKSPACE, older["id"])
    sim.run(4000)

    assert before == scenes.view(sim)
    assert scenes.WORKSPACE == sim.workspace


def test_an_older_state_is_loaded_beside_the_open_workspace() -> None:
    """Under a name with its time; asked for again, it is switched to; another one is another."""
    sim = terminal()
    sim.run(5000)
    for count in (1, 2, 3):
        save(sim, count)
    newer, oldest = generations(sim)
    sim.call("load_generation", "default", oldest["id"])
    sim.run(2000)
    first = sim.workspace

    assert first.startswith("default (20")
    assert 1 == len(sim.tab().panes)

    sim.switch_workspace("default")
    sim.call("load_generation", "default", newer["id"])
    sim.run(2000)

    assert f"{first} 2" == sim.workspace
    assert 2 == len(sim.tab().panes)

    sim.switch_workspace("default")
    report = sim.call("load_generation", "default", oldest["id"])
    sim.run(2000)

    assert "load" == report["how"]
    assert first == sim.workspace
    assert 3 == len(sim.workspaces())
    assert 3 == len(sim.windows("default")[0].tabs[0].panes)


@pytest.mark.parametrize(
    "made_up",
    [
        "../default.json",
        "/etc/passwd",
        WELL_FORMED,
        "other@000000000001.json",
        "",
        7,
        None,
    ],
)
def test_only_files_of_the_session_are_ever_opened(made_up: object) -> None:
    """Anything else is said, and nothing happens."""
    sim = terminal()
    save(sim, 1)
    save(sim, 2)
    scenes.expects(sim, log="older state" if made_up != WELL_FORMED else "No such file")
    report, problem = sim.call("load_generation", "default", made_up)

    assert report is None
    assert "not_found" == problem["code"]
    assert sim.toasts
    assert ["default"] == sim.workspaces()


def test_a_pinned_state_stays() -> None:
    """However many and however old; it does not count."""
    sim = terminal({"history_count": 2, "history_age_days": 1})
    save(sim, 1)
    assert sim.call("pin", "default") is True
    for count in (2, 3, 4, 5):
        save(sim, count)
    sim.run(30 * DAY_MS)
    save(sim, 6)
    listed = generations(sim)

    assert [(5, False), (1, True)] == [(each["panes"], each["pinned"]) for each in listed]

    assert sim.call("unpin", "default") is True
    assert [5] == panes(sim)


def test_an_older_state_can_be_pinned_and_unpinned_by_its_id() -> None:
    """Its id tells which it is: it changes with the pin."""
    sim = terminal()
    for count in (1, 2, 3):
        save(sim, count)
    oldest = generations(sim)[1]
    assert sim.call("pin", "default", oldest["id"]) is True
    pinned = generations(sim)[1]

    assert [False, True] == [each["pinned"] for each in generations(sim)]
    assert oldest["id"] != pinned["id"]

    assert sim.call("unpin", "default", pinned["id"]) is True
    assert oldest["id"] == generations(sim)[1]["id"]


def test_what_cannot_be_pinned_is_said() -> None:
    """A session that is not saved, a state that does not exist."""
    sim = terminal()

    assert "not_found" == sim.call("pin", "nothing")[1]["code"]
    assert "not_found" == sim.call("unpin", "nothing")[1]["code"]
    assert "not_found" == sim.call("pin", "default", "default@000000000001.json")[1]["code"]


def test_older_states_follow_a_new_name() -> None:
    """Of the session that is renamed."""
    sim = terminal()
    for count in (1, 2, 3):
        save(sim, count)
    assert sim.call("rename", "default", "Work") is True

    assert [2, 1] == panes(sim, "Work")
    assert [] == generations(sim, "default")


def test_older_states_outlive_a_delete() -> None:
    """Whoever takes the delete back has all of them."""
    sim = terminal()
    for count in (1, 2, 3):
        save(sim, count)
    kept = files(sim)
    sim.press("d", "CTRL|SHIFT")
    sim.run()
    sim.choose("default")
    sim.run()
    sim.choose(1)
    sim.run()

    assert f"{STATE}/default.json" not in sim.files
    assert kept == files(sim)


def test_a_damaged_file_is_no_state_to_keep() -> None:
    """The state it was is in the previous generation; a save is not stopped."""
    sim = terminal()
    save(sim, 1)
    sim.files[f"{STATE}/default.json"] = b'{ "format": "wezterm-sessions", "versi'
    save(sim, 2)

    assert [] == files(sim)
    assert b'"panes": 2' in sim.files[f"{STATE}/default.json"]


def test_an_edit_by_hand_is_kept_when_a_save_replaces_it() -> None:
    """It is a state like any other."""
    sim = terminal()
    save(sim, 1)
    path = f"{STATE}/default.json"
    sim.files[path] = sim.files[path].replace(b'"title": ""', b'"title": "mine"')
    save(sim, 2)
    (older,) = generations(sim)

    assert b'"title": "mine"' in sim.files[older["path"]]


def test_a_history_that_cannot_be_written_does_not_stop_a_save() -> None:
    """It is in the log."""
    sim = terminal()
    save(sim, 1)
    sim.files[HISTORY] = b"a file where the directory should be"
    scenes.expects(sim, log="was not kept")
    save(sim, 2)

    assert b'"panes": 2' in sim.files[f"{STATE}/default.json"]


def test_two_saves_at_once_lose_no_state() -> None:
    """While the directory is made, another save goes through."""
    sim = terminal()
    save(sim, 1)
    sim.run(5000)
    sim.split("Right", 50)
    sim.press("s", "ALT")
    for _ in range(3):
        sim.step()
    sim.split("Right", 20)
    sim.press("s", "ALT")
    sim.run()
    states = {1: False, 2: False, 3: False}
    for path, data in sim.state_files().items():
        for count in states:
            states[count] |= f'"panes": {count}'.encode() in data and not path.endswith(".bak")

    assert states[1]
    assert states[3]


def test_autosave_keeps_history_too() -> None:
    """What it replaces is as good as what a key replaces."""
    sim = terminal({"autosave": "on_change"})
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
        kept = {state_of(data) for data in self.sim.files.under(HISTORY).values()}
        promised = self.replaced[: self.count]

        assert set(promised) <= kept
        # A save may be under way: what it replaces is kept before the oldest goes.
        assert len(kept) <= self.count + 1


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


@pytest.mark.parametrize("verb", ["pin", "unpin"])
def test_only_states_that_are_there_are_pinned(verb: str) -> None:
    """An id of another session, or of none, is a problem and no error."""
    sim = terminal()
    save(sim, 1)
    save(sim, 2)
    before = files(sim)
    for made_up in (WELL_FORMED, "other@000000000001.json", "nonsense", 7):
        done, problem = sim.call(verb, "default", made_up)

        assert done is None
        assert "not_found" == problem["code"]
    assert before == files(sim)


def test_there_is_nothing_to_pin_where_nothing_is_saved() -> None:
    """Nor where nothing is pinned anything to let go."""
    sim = terminal()
    for verb in ("pin", "unpin"):
        done, problem = sim.call(verb, "default")

        assert done is None
        assert "not_found" == problem["code"]


def test_an_older_state_that_is_damaged_is_said() -> None:
    """With its file; nothing is opened."""
    sim = terminal()
    save(sim, 1)
    save(sim, 2)
    (older,) = generations(sim)
    sim.files[older["path"]] = b"{"
    scenes.expects(sim, log="the file is damaged")
    report, problem = sim.call("load_generation", "default", older["id"])

    assert report is None
    assert "damaged" == problem["code"]
    assert ["default"] == sim.workspaces()


def test_damaged_files_are_no_states_and_what_is_unusable_cannot_be_pinned() -> None:
    """A save that replaces such a file keeps nothing of it."""
    sim = terminal()
    save(sim, 1)
    sim.files[f"{STATE}/default.json"] = b"{"
    done, problem = sim.call("pin", "default")

    assert done is None
    assert "not_found" == problem["code"]
    save(sim, 2)
    assert [] == files(sim)


def test_a_pin_that_cannot_be_written_is_said() -> None:
    """And nothing is kept."""
    sim = terminal()
    save(sim, 1)
    sim.files[HISTORY] = b"a file where the directory should be"
    done, problem = sim.call("pin", "default")

    assert done is None
    assert "not_written" == problem["code"]
    assert problem["message"]


def test_the_list_tells_what_the_heads_tell() -> None:
    """Windows, tabs, panes, time, path; a file that tells nothing is listed all the same."""
    sim = terminal()
    sim.new_tab()
    save(sim, 1)
    save(sim, 3)
    save(sim, 2)
    second, first = generations(sim)

    assert (1, 2, 4) == (second["windows"], second["tabs"], second["panes"])
    assert (1, 2, 2) == (first["windows"], first["tabs"], first["panes"])
    assert f"{HISTORY}/{first['id']}" == first["path"]
    sim.files[first["path"]] = b""
    assert 2 == len(generations(sim))
    assert "panes" not in generations(sim)[1]


def test_older_states_of_one_second_keep_their_order() -> None:
    """Also when the clock was set back: a state that is kept is newer than all others."""
    sim = terminal()
    for count in (1, 2, 3, 4):
        while len(sim.tab().panes) < count:
            sim.split("Right", 5, sim.pane(0))
        scenes.save(sim)
    times = [each["saved_at"] for each in generations(sim)]

    assert [3, 2, 1] == panes(sim)
    assert sorted(set(times), reverse=True) == times


def test_pinning_prunes_as_saving_does() -> None:
    """A state that is let go counts again, and may be the one too many."""
    sim = terminal({"history_count": 2})
    for count in (1, 2, 3):
        save(sim, count)
    oldest = generations(sim)[1]
    assert sim.call("pin", "default", oldest["id"]) is True
    save(sim, 4)
    assert [3, 2, 1] == panes(sim)
    assert sim.call("unpin", "default") is True

    assert [3, 2] == panes(sim)


def test_the_pinned_state_that_is_let_go_is_the_newest() -> None:
    """Without an id."""
    sim = terminal()
    for count in (1, 2, 3):
        save(sim, count)
        sim.call("pin", "default")
    assert sim.call("unpin", "default") is True

    assert [(3, False), (2, True), (1, True)] == [
        (each["panes"], each["pinned"]) for each in generations(sim)
    ]


def test_older_states_follow_a_renamed_session() -> None:
    """All of them, pinned ones as such."""
    sim = terminal()
    for count in (1, 2, 3):
        save(sim, count)
    oldest = generations(sim)[1]
    sim.call("pin", "default", oldest["id"])
    before = [(each["panes"], each["saved_at"], each["pinned"]) for each in generations(sim)]
    sim.call("rename", "default", "new")

    assert [] == generations(sim)
    assert before == [
        (each["panes"], each["saved_at"], each["pinned"]) for each in generations(sim, "new")
    ]


@pytest.mark.parametrize("way", ["load", "load_generation"])
def test_what_cannot_be_opened_is_said(way: str) -> None:
    """A domain that refuses: the reason is told, and the user stays where he is."""
    dev = Domain("dev", "ssh")
    sim = scenes.terminal(domains=(dev,))
    sim.switch_workspace("far")
    sim.run(400)
    shell = sim.pane()
    sim.new_tab(domain="dev")
    sim.close_pane(shell)
    sim.run(400)
    save(sim)
    sim.split("Right", 50)
    save(sim)
    scenes.put_away(sim, "far")
    (older,) = generations(sim, "far")
    dev.fails = "connection refused"
    scenes.expects(sim, log="a tab could not be opened: connection refused")
    sim.call(way, "far", *([older["id"]] if way == "load_generation" else []))
    sim.run(2000)

    assert "elsewhere" == sim.workspace
    assert "a tab could not be opened: connection refused" == sim.toasts[-1].message
