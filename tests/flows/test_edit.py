"""Editing: the user's editor in a new tab, and a mistake named by its field."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import choose, messages, press

FILE = f"{scenes.STATE}/default.json"


@pytest.mark.parametrize(
    ("env", "argv"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"EDITOR": "emacs -nw"}, ["emacs", "-nw"]),
        ({"EDITOR": "'/opt/my editor/ed' -x"}, ["/opt/my editor/ed", "-x"]),
        ({"EDITOR": "vi; rm -rf ~"}, ["nvim"]),
        ({}, ["nvim"]),
    ],
)
def test_the_editor_opens_in_a_tab_with_the_path_as_an_argument(
    env: dict[str, str], argv: list[str]
) -> None:
    """Never through a shell, never typed into a pane."""
    sim = scenes.terminal(env=env)
    scenes.save(sim)
    press(sim, "e", "CTRL|SHIFT")
    choose(sim, "default")

    assert 2 == len(sim.window().tabs)
    assert [*argv, FILE] == sim.pane().argv
    assert not any(pane.sent for tab in sim.window().tabs for pane in tab.panes)


@pytest.fixture
def sim() -> Simulator:
    """Give a terminal with a session that was saved twice and is not open."""
    sim = scenes.saved_twice()
    sim.switch_workspace("other")
    sim.lua("wezterm.mux.rename_workspace('default', 'away')")
    sim.run(400)
    return sim


def test_an_edit_counts(sim: Simulator) -> None:
    """The cache does not hide it."""
    text = sim.files[FILE].decode()
    sim.files[FILE] = text.replace('"title": ""', '"title": "mine"').encode()
    scenes.expects(sim, problem="edited")
    scenes.load(sim, "default")

    assert "default" == sim.workspace
    assert {"mine"} == {window.title for window in sim.windows("default")} | {
        tab.title for window in sim.windows("default") for tab in window.tabs
    }


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        ('"active_tab": 1', '"active_tab": 7', "windows[1].active_tab", "a whole number"),
        ('"zoomed": false', '"zoomed": "no"', "windows[1].tabs[1].zoomed", "true or false"),
        ("| ", "/ ", "windows[1].tabs[1].layout", "instead of"),
        ('"cols"', '"kols"', "windows[1].tabs[1].cols", "a whole number"),
    ],
)
def test_a_mistake_is_shown_with_its_field_and_reason(
    sim: Simulator, old: str, new: str, field: str, reason: str
) -> None:
    """And the generation before is loaded meanwhile."""
    text = sim.files[FILE].decode()
    assert old in text
    sim.files[FILE] = text.replace(old, new, 1).encode()
    scenes.expects(sim, problem="previous_generation")
    scenes.load(sim, "default")

    assert "default" == sim.workspace
    assert 1 == len(sim.tab().panes)
    assert field in messages(sim)[-1]
    assert reason in messages(sim)[-1]


def test_a_mistake_without_a_generation_before_is_shown_as_well(sim: Simulator) -> None:
    """Nothing is opened."""
    del sim.files[FILE + ".bak"]
    sim.files[FILE] = sim.files[FILE].replace(b'"zoomed": false', b'"zoomed": 1', 1)
    scenes.expects(sim, log="windows[1].tabs[1].zoomed: true or false is expected")
    scenes.load(sim, "default")

    assert "other" == sim.workspace
    assert "windows[1].tabs[1].zoomed: true or false is expected" in messages(sim)[-1]


def test_text_that_is_no_json_is_shown_with_its_line(sim: Simulator) -> None:
    """As the reader says it."""
    sim.files[FILE] = sim.files[FILE].replace(b'"windows": [', b'"windows": [[', 1)
    scenes.expects(sim, problem="previous_generation")
    scenes.load(sim, "default")

    assert "line" in messages(sim)[-1]
