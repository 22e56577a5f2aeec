"""Functions that answer something answer alike, and say nothing; whoever acts for a key tells."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import labels

ROOMS = ("doors", "voice", "catalog", "older_states", "define", "news")
"""Rooms whose doings are seen here."""

NOWHERE = "there is no saved session for this workspace: nowhere"

OF_NOWHERE = {
    "load": '"nowhere"',
    "load_generation": '"nowhere", "nowhere@000000000001.json"',
    "generations": '"nowhere"',
    "pin": '"nowhere"',
    "unpin": '"nowhere"',
    "delete": '"nowhere"',
    "rename": '"nowhere", "new"',
    "fork": '"new", nil, "nowhere"',
    "export": '"nowhere"',
    "restore_window": '"nowhere", 1',
    "restore_tab": '"nowhere", 1, 1',
    "restore_pane": '"nowhere", 1, 1, 1',
}
"""Functions with arguments that name a session which is not there."""


def silent(sim: Simulator) -> bool:
    """Tell whether nothing is on the screen, and no error in the log."""
    return not sim.toasts and not [text for level, text in sim.logs if "error" == level]


@pytest.mark.parametrize(("name", "arguments"), OF_NOWHERE.items(), ids=OF_NOWHERE)
def test_a_session_that_is_not_there_is_one_problem_for_all(name: str, arguments: str) -> None:
    """Nil and the same problem; the caller decides what is said."""
    sim = scenes.terminal()
    answer, problem = sim.lua(f"return plugin.{name}({arguments})")

    assert answer is None
    assert ("not_found", NOWHERE) == (problem["code"], problem["message"])
    assert f"{scenes.STATE}/nowhere.json" == problem["where"]
    assert silent(sim)


def gone_while_the_list_is_open(sim: Simulator, key: str, mods: str) -> None:
    """Show the list, and lose the session that is chosen then."""
    scenes.save(sim)
    scenes.put_away(sim, "default")
    sim.press(key, mods)
    sim.run()
    del sim.files[f"{scenes.STATE}/default.json"]
    sim.toasts.clear()
    sim.choose("default")
    sim.run(2000)


@pytest.mark.parametrize(
    ("key", "mods", "action", "what"),
    [
        ("l", "ALT", None, ""),
        ("e", "CTRL|SHIFT", None, ""),
        ("d", "CTRL|SHIFT", "Delete", "default was not deleted: "),
        ("l", "ALT|SHIFT", "Load", ""),
        ("l", "ALT|SHIFT", "One tab", ""),
        ("l", "ALT|SHIFT", "An older state", ""),
        ("l", "ALT|SHIFT", "Pin", "Not pinned: "),
    ],
)
def test_what_a_key_has_started_is_told_when_it_fails(
    key: str, mods: str, action: str | None, what: str
) -> None:
    """On the screen and in the log, through all lists: what did not happen, and why."""
    sim = scenes.terminal()
    sentence = f"{what}there is no saved session for this workspace: default"
    scenes.expects(sim, log=sentence)
    gone_while_the_list_is_open(sim, key, mods)
    if action:
        sim.choose(action)
        sim.run()

    assert [sentence] == [toast.message for toast in sim.toasts]


def test_a_function_without_an_answer_tells_as_the_key_does() -> None:
    """It gives nothing back."""
    sim = scenes.terminal()
    sentence = "there is no saved session for this workspace: default"
    scenes.expects(sim, log=sentence)
    answer = sim.lua("return plugin.restore_state(wezterm.gui.gui_windows()[1])")

    assert answer is None
    assert [sentence] == [toast.message for toast in sim.toasts]


def test_a_load_that_opens_nothing_says_why_and_not_what_else_is_remarkable() -> None:
    """The file was edited as well: that is no reason."""
    sim = scenes.terminal()
    scenes.save(sim)
    scenes.put_away(sim, "default")
    sim.files[f"{scenes.STATE}/default.json"] += b"\n"
    sim.lua("wezterm.mux.spawn_window = function() error('no more windows') end")
    answer, problem = sim.call("load", "default")

    assert answer is None
    assert "tab_failed" == problem["code"]
    assert "a tab could not be opened: " in problem["message"]
    assert "no more windows" in problem["message"]


DIRECTORY = "/home/user/.config/wezterm/sessions"
HISTORY = f"{scenes.STATE}/history"


def unreadable(directory: str) -> Simulator:
    """Give a terminal with two states of a session, and a directory that cannot be read."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.split("Right", 50)
    scenes.save(sim)
    sim.files.make_directory(directory)
    sim.files.set_mode(directory, readable=False)
    sim.toasts.clear()
    return sim


@pytest.mark.parametrize(
    ("call", "directory"),
    [
        ("list()", scenes.STATE),
        ('generations("default")', HISTORY),
        ('unpin("default")', HISTORY),
    ],
)
def test_what_cannot_be_read_is_no_empty_list(call: str, directory: str) -> None:
    """Nil, and which directory it is."""
    sim = unreadable(directory)
    answer, problem = sim.lua(f"return plugin.{call}")

    assert answer is None
    assert ("unreadable", directory) == (problem["code"], problem["where"])
    assert f"the directory {directory} cannot be read: Permission denied" in problem["message"]
    assert silent(sim)


def test_sessions_by_hand_that_cannot_be_listed_hide_no_others() -> None:
    """The saved ones, and the directory that cannot be read."""
    sim = unreadable(DIRECTORY)
    entries, problem = sim.lua("return plugin.list()")

    assert ["default"] == [entry["name"] for entry in entries]
    assert ("unreadable", DIRECTORY) == (problem["code"], problem["where"])
    assert silent(sim)


@pytest.mark.parametrize(("key", "mods"), [("l", "ALT"), ("r", "ALT|SHIFT")])
def test_a_list_that_lacks_some_is_shown_and_says_so(key: str, mods: str) -> None:
    """What is in it can be chosen."""
    sim = unreadable(DIRECTORY)
    scenes.expects(sim, log="cannot be read: Permission denied")
    sim.press(key, mods)
    sim.run()

    assert sim.toasts[-1].message.startswith(
        f"Some sessions are not in the list: the directory {DIRECTORY} cannot be read"
    )
    assert 1 == len(sim.toasts)
    assert sim.overlay is not None
    assert labels(sim)[0].startswith("default")


def test_a_list_with_nothing_but_what_it_lacks_says_that() -> None:
    """Nobody is told that nothing is saved."""
    sim = scenes.terminal()
    sim.files.make_directory(DIRECTORY)
    sim.files.set_mode(DIRECTORY, readable=False)
    scenes.expects(sim, log="cannot be read: Permission denied")
    sim.press("l", "ALT")
    sim.run()

    assert [f"the directory {DIRECTORY} cannot be read: Permission denied (os error 13)"] == [
        toast.message for toast in sim.toasts
    ]


def test_the_list_tells_that_it_cannot_be_made() -> None:
    """Nobody takes his sessions for lost."""
    sim = unreadable(scenes.STATE)
    scenes.expects(sim, log="cannot be read: Permission denied")
    sim.press("l", "ALT")
    sim.run()

    assert sim.overlay is None
    assert [f"the directory {scenes.STATE} cannot be read: Permission denied (os error 13)"] == [
        toast.message for toast in sim.toasts
    ]


def test_a_save_goes_on_where_older_states_cannot_be_listed() -> None:
    """And keeps the one that it replaces."""
    sim = unreadable(HISTORY)
    kept = len(sim.files.under(HISTORY))
    sim.split("Bottom", 20)
    scenes.save(sim)

    assert sim.toasts[-1].message.startswith("Saved default")
    assert kept + 1 == len(sim.files.under(HISTORY))


def test_older_states_that_cannot_follow_a_rename_are_told_in_the_log() -> None:
    """The session itself has its new name."""
    sim = unreadable(HISTORY)
    scenes.expects(sim, log="older states of default keep that name: the directory")

    assert sim.call("rename", "default", "new") is True
    assert f"{scenes.STATE}/new.json" in sim.files


def test_a_start_that_cannot_list_the_sessions_says_so() -> None:
    """The terminal begins with its usual window."""
    sim = unreadable(scenes.STATE)
    scenes.expects(sim, log="cannot be read: Permission denied")
    sim.restart(config=Simulator.config_text({"restore_on_startup": "all"}))
    sim.run(4000)

    assert ["default"] == sim.workspaces()
    assert sim.toasts[-1].message.endswith("cannot be read: Permission denied (os error 13)")


@pytest.mark.parametrize("platform", ["linux", "windows", "macos"])
def test_a_directory_that_is_not_there_yet_is_an_empty_list(platform: str) -> None:
    """As before the first save."""
    sim = scenes.terminal(platform=platform)

    assert not sim.call("list")
    scenes.save(sim)
    assert 1 == len(sim.call("list"))
    assert not sim.call("generations", "default")


def test_a_file_that_may_not_be_read_is_not_taken_for_a_missing_one() -> None:
    """The session is there: the user must hear why it does not come."""
    sim = scenes.terminal()
    scenes.save(sim)
    scenes.put_away(sim, "default")
    path = f"{scenes.STATE}/default.json"
    sim.files.set_mode(path, readable=False)
    answer, problem = sim.call("load", "default")
    (entry,) = sim.call("list")

    assert answer is None
    assert ("unreadable", path) == (problem["code"], problem["where"])
    assert f"the file cannot be read: {path}: Permission denied" == problem["message"]
    assert "unreadable" == entry["problem"]["code"]


def test_older_states_of_a_deleted_session_are_still_listed() -> None:
    """They are how it comes back."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.split("Right", 50)
    scenes.save(sim)
    assert sim.call("delete", "default") is True

    assert 1 == len(sim.call("generations", "default"))


def test_a_hand_written_session_has_no_older_states() -> None:
    """That is no problem."""
    sim = scenes.terminal()
    sim.lua('plugin.define("app", { tabs = { "ls" } })')

    assert {} == sim.call("generations", "app")


def test_a_state_that_is_not_pinned_cannot_be_unpinned() -> None:
    """The session is there."""
    sim = scenes.terminal()
    scenes.save(sim)
    answer, problem = sim.call("unpin", "default")

    assert answer is None
    assert "not_pinned" == problem["code"]
