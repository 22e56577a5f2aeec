"""The picker: what the list says, how fast it opens, what its second step offers."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.filling import ready_to_load
from tests.flows.hands import choose, labels, messages, press

ROOMS = ("menu", "manage", "scopes", "catalog", "screen")
"""Rooms whose doings are seen here."""

NOT_A_NAME = "\x01more"


def test_with_no_session_it_says_what_to_press() -> None:
    """And names the key in force."""
    sim = scenes.terminal({"keys": {"save_session": {"key": "w", "mods": "CTRL|SHIFT"}}})
    press(sim, "l")

    assert sim.overlay is None
    assert "press CTRL+SHIFT+w to save this workspace" in messages(sim)[-1]


def test_a_row_says_age_size_programs_and_whether_it_is_open() -> None:
    """Newest first, in columns."""
    sim = scenes.terminal(cols=120)
    sim.split("Right")
    sim.run_program(["nvim", "a.txt"])
    scenes.save(sim)
    sim.run(180_000)
    scenes.go_to(sim, "second")
    scenes.save(sim)
    sim.lua("wezterm.mux.rename_workspace('default', 'gone')")
    press(sim, "l")

    assert ["second", "default", "More"] == [label.split()[0] for label in labels(sim)]
    assert "second   open  just now   1 pane   1 tab" == labels(sim)[0]
    assert "default        3 min ago  2 panes  1 tab   nvim" == labels(sim)[1]


ODD_NAMES = (
    "a\tb",
    "line\nbreak",
    "\x1b[31mred",
    "ok\u202egnp",
    " ",
    "größe 日本",
    "x" * 300,
    "\x01more",
    "\x02x",
)


def test_odd_names_are_printable_and_can_be_chosen() -> None:
    """No name breaks a line, and each one is loaded by its row."""
    sim = scenes.terminal(cols=100)
    for name in ODD_NAMES:
        scenes.go_to(sim, name)
        scenes.save(sim)
    scenes.go_to(sim, "default")
    press(sim, "l")
    rows = labels(sim)
    sim.cancel()
    sim.run()

    assert len(ODD_NAMES) + 1 == len(rows)
    for row in rows:
        assert len(row) <= 100 - 6
        assert row.replace("…", "").isprintable()
    for position in range(len(ODD_NAMES)):
        press(sim, "l")
        choose(sim, position)
    assert {*ODD_NAMES, "default"} == set(sim.workspaces())
    assert len(ODD_NAMES) == sum("is open already" in message for message in messages(sim))


def stored(number: int) -> dict[str, bytes]:
    """Return the disk of a user with many sessions, all but a few long known."""
    sim = scenes.terminal()
    scenes.save(sim)
    text = sim.files[f"{scenes.STATE}/default.json"].decode()
    files = {}
    for index in range(number):
        one = text.replace('"name": "default"', f'"name": "s{index}"')
        files[f"{scenes.STATE}/s{index}.json"] = one.encode()
    return files


def test_a_thousand_sessions_open_within_50_ms() -> None:
    """Modelled; no file is read in full, and most are not read at all."""
    sim = scenes.terminal(files=stored(1000))
    press(sim, "l")
    sim.cancel()
    sim.run()
    sim.trace.clear()
    start = sim.clock.now_ms
    press(sim, "l")
    shown = sim.overlay
    opened = sim.trace.count("io.open")

    assert shown
    assert 1001 == len(shown.choices)
    assert sum(one.duration_ms for one in sim.trace.slices) < 50
    assert sim.clock.now_ms - start < 50
    assert opened < 300
    assert {"512", "a"} == {
        str(call.args[-1]) for call in sim.trace.calls if "File:read" == call.name
    }
    assert 2 >= sum("a" == call.args[-1] for call in sim.trace.calls if "File:read" == call.name)


def test_the_first_look_at_a_thousand_holds_nothing_up() -> None:
    """Without an index each file has to be looked at: in slices."""
    sim = scenes.terminal(files=stored(1000))
    sim.trace.clear()
    press(sim, "l")

    assert sim.overlay
    assert sim.trace.longest_slice_ms < 20


def test_the_index_is_no_truth() -> None:
    """A session from elsewhere is listed, one that is gone is not, whatever the index says."""
    sim = scenes.terminal()
    scenes.save(sim)
    text = sim.files[f"{scenes.STATE}/default.json"]
    sim.files[f"{scenes.STATE}/other.json"] = text
    sim.files[f"{scenes.STATE}/.index"] = b"garbage\nother.json\t1\t2\n\x00\xff"
    press(sim, "l")

    assert ["default", "other", "More"] == [label.split()[0] for label in labels(sim)]


def test_a_reload_while_the_list_is_open_does_no_harm() -> None:
    """The answer goes to the new state."""
    sim = scenes.terminal()
    scenes.workspace(sim, 1, tabs=2)
    before = ready_to_load(sim)
    sim.reload()
    sim.run()
    choose(sim, scenes.WORKSPACE)

    assert before == scenes.view(sim)


def managed(sim: Simulator, name: str) -> None:
    """Press the key, and choose the session."""
    press(sim, "l", "ALT|SHIFT")
    choose(sim, name)


@pytest.fixture
def sim() -> Simulator:
    """Give a terminal with a saved workspace of two windows, put away, and another one shown."""
    sim = scenes.terminal({"lazy": "off"}, cols=150, rows=40)
    scenes.workspace(sim, 3, tabs=3, windows=2)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.go_to(sim, "here")
    return sim


def test_the_second_step_draws_the_session(sim: Simulator) -> None:
    """Beside the actions, each line as wide as the list takes."""
    managed(sim, scenes.WORKSPACE)
    assert sim.overlay
    first = labels(sim)[0]

    assert not sim.overlay.fuzzy
    assert first.startswith("Load ")
    assert "1.1 T0 grün" in first
    assert "┌" in labels(sim)[1]
    assert max(len(label) for label in labels(sim)) <= 144


def test_the_last_row_of_the_list_leads_there(sim: Simulator) -> None:
    """For whoever does not know the key."""
    press(sim, "l")
    choose(sim, NOT_A_NAME)
    choose(sim, scenes.WORKSPACE)

    assert labels(sim)[0].startswith("Load ")


def test_a_row_of_nothing_but_drawing_asks_again(sim: Simulator) -> None:
    """Instead of doing nothing."""
    managed(sim, scenes.WORKSPACE)
    assert sim.overlay
    empty = [choice.id for choice in sim.overlay.choices if str(choice.id).startswith("again")]
    if empty:
        choose(sim, empty[0])

    assert labels(sim)[0].startswith("Load ")


def test_one_tab_into_this_window(sim: Simulator) -> None:
    """Its rectangles, title and directories; the lone idle shell gives way."""
    wanted = scenes.view(sim, "elsewhere")[0].tabs[1]
    managed(sim, scenes.WORKSPACE)
    choose(sim, "One tab")
    choose(sim, "1.2")

    assert "here" == sim.workspace
    assert (wanted,) == scenes.view(sim, "here")[0].tabs


def test_a_second_tab_is_added(sim: Simulator) -> None:
    """Nothing of the user's is closed."""
    wanted = scenes.view(sim, "elsewhere")[0].tabs
    for tab in (1, 2):
        sim.call("restore_tab", scenes.WORKSPACE, 1, tab)
        sim.run(3000)

    assert wanted[:2] == scenes.view(sim, "here")[0].tabs


def test_one_window(sim: Simulator) -> None:
    """As a window of its own in the workspace at hand."""
    wanted = scenes.view(sim, "elsewhere")[1]
    managed(sim, scenes.WORKSPACE)
    choose(sim, "One window")
    choose(sim, "2 ")

    assert [1, 3] == [len(window.tabs) for window in scenes.view(sim, "here")]
    assert wanted == scenes.view(sim, "here")[1]


def test_one_pane(sim: Simulator) -> None:
    """Beside the active one, in its directory."""
    wanted = scenes.view(sim, "elsewhere")[0].tabs[0].cwds[1]
    managed(sim, scenes.WORKSPACE)
    choose(sim, "One pane")
    choose(sim, "1.1.2")
    tabs = scenes.view(sim, "here")[0].tabs

    assert 1 == len(tabs)
    assert 2 == len(tabs[0].rects)
    assert wanted == tabs[0].cwds[1]


def test_what_is_not_there_is_a_problem(sim: Simulator) -> None:
    """By number and by name."""
    assert "no_such_part" == sim.call("restore_tab", scenes.WORKSPACE, 9, 1)[1]["code"]
    assert "no_such_part" == sim.call("restore_window", scenes.WORKSPACE, 9)[1]["code"]
    assert "no_such_part" == sim.call("restore_pane", scenes.WORKSPACE, 1, 1, 99)[1]["code"]
    assert "not_found" == sim.call("restore_tab", "nothing", 1, 1)[1]["code"]
