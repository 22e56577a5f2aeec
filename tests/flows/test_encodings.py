"""Files as editors leave them: with a mark before the text, in two bytes a letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows import scenes
from tests.flows.hands import press

ROOMS = ("memory",)
"""Rooms whose doings are seen here."""

MARK = b"\xef\xbb\xbf"
FOLDER = "/home/user/.config/wezterm/sessions"
OLD_FILE = Path(__file__).parents[1] / "recorded/states/wezterm-sessions/wezterm_state_s7_1_2.json"


def test_a_saved_session_with_a_mark_is_whole() -> None:
    """The mark is no edit; the next save writes none."""
    sim = scenes.saved_twice()
    path = f"{scenes.STATE}/default.json"
    sim.files[path] = MARK + sim.files[path]
    scenes.load_anew(sim, "default")

    assert 2 == len(sim.tab().panes)
    assert not sim.call("last_report")["problems"]

    sim.split("Bottom", 10)
    scenes.save(sim)

    assert sim.files[path].startswith(b"{")


def test_a_mark_and_an_edit_are_an_edit() -> None:
    """Nothing of it is lost."""
    sim = scenes.saved_twice()
    path = f"{scenes.STATE}/default.json"
    sim.files[path] = MARK + sim.files[path].replace(b'"title": ""', b'"title": "mine"')
    scenes.expects(sim, problem="edited")
    scenes.load_anew(sim, "default")

    assert "mine" == sim.window().title


@pytest.mark.parametrize(
    ("name", "text"),
    [("t.json", '{ "tabs": [ "htop", { "title": "grün" } ] }'), ("t.toml", 'tabs = ["htop", {}]')],
)
def test_a_session_by_hand_with_a_mark(name: str, text: str) -> None:
    """In both languages."""
    sim = scenes.terminal()
    sim.files[f"{FOLDER}/{name}"] = MARK + text.encode()
    scenes.load(sim, "t")

    assert 2 == len(sim.window().tabs)


def test_what_is_imported_may_have_a_mark() -> None:
    """As the files of other plugins are edited on the same systems."""
    place = "/home/user/.local/share/wezterm-sessions/state/" + OLD_FILE.name
    sim = scenes.terminal(files={place: MARK + OLD_FILE.read_bytes()})

    assert ["s7_1_2"] == [entry["name"] for entry in sim.call("list")]


def test_the_last_state_of_everything_may_have_a_mark() -> None:
    """The start goes on from it."""
    sim = scenes.terminal({"restore_on_startup": "last"})
    scenes.go_to(sim, "other")
    scenes.save(sim)
    path = f"{scenes.STATE}/.last"
    sim.files[path] = MARK + sim.files[path]
    sim.restart()
    sim.run(4000)

    assert "other" == sim.workspace


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_are_told(encoding: str) -> None:
    """With what to do: the text could be anything."""
    sim = scenes.terminal()
    text = json.dumps({"tabs": ["htop"]})
    sim.files[f"{FOLDER}/t.json"] = text.encode(encoding)
    sentence = f"{FOLDER}/t.json: it is UTF-16, not UTF-8: have the editor save it as UTF-8"
    scenes.expects(sim, log=sentence)
    press(sim, "l")
    sim.choose("t")
    sim.run()

    assert sim.toasts[-1].message.endswith(sentence)


def test_a_saved_session_in_two_bytes_a_letter_gives_the_one_before() -> None:
    """And the reason."""
    sim = scenes.saved_twice()
    path = f"{scenes.STATE}/default.json"
    sim.files[path] = sim.files[path].decode().encode("utf-16")
    scenes.expects(sim, problem="previous_generation")
    scenes.load_anew(sim, "default")
    (problem,) = sim.call("last_report")["problems"]

    assert 1 == len(sim.tab().panes)
    assert "it is UTF-16, not UTF-8" in problem["message"]
