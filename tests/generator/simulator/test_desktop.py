"""The desktop of the simulated terminal: it gives windows other sizes, a while later."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator

START = "wezterm.gui.gui_windows()[1]"


def terminal(screen: tuple[int, int] | None = (200, 51)) -> Simulator:
    """Start a terminal of 80x24 on a screen."""
    config = "return { use_fancy_tab_bar = false }"
    sim = Simulator(config=config, screen=screen).start()
    sim.run(500)
    return sim


@pytest.mark.parametrize("there", ["maximize", "toggle_fullscreen"])
def test_a_window_fills_the_screen_a_while_after_it_was_asked_for(there: str) -> None:
    """Lua reads the old size until then; the tab bar keeps its row."""
    sim = terminal()
    read = sim.lua(f"{START}:{there}() return {START}:active_tab():get_size().cols")
    sim.run(200)

    assert (80, 200, 50) == (read, sim.gui.cols, sim.gui.rows)


@pytest.mark.parametrize(
    ("there", "back"), [("maximize", "restore"), *[("toggle_fullscreen",) * 2]]
)
def test_it_gets_its_size_back(there: str, back: str) -> None:
    """The one it had before."""
    sim = terminal()
    sim.lua(f"{START}:{there}()")
    sim.run(200)
    sim.lua(f"{START}:{back}()")
    sim.run(200)

    assert (80, 24) == (sim.gui.cols, sim.gui.rows)


def test_a_new_window_takes_what_there_is() -> None:
    """A smaller screen makes it smaller as it opens."""
    sim = terminal((60, 20))

    assert (60, 19) == (sim.gui.cols, sim.gui.rows)


def test_without_a_screen_it_stays_as_it_is() -> None:
    """Maximized or not."""
    sim = terminal(None)
    sim.lua(f"{START}:maximize()")
    sim.run(200)

    assert (80, 24) == (sim.gui.cols, sim.gui.rows)


def test_a_list_keeps_dividers_and_panes_as_they_are() -> None:
    """WezTerm looks for one over the tab before it moves anything."""
    sim = terminal(None)
    sim.split("Right", 30)
    sim.perform({"InputSelector": {"choices": [], "action": {"EmitEvent": "x"}, "title": ""}})
    sim.perform({"AdjustPaneSize": ["Left", 5]})
    sim.perform({"ActivatePaneByIndex": 0})

    assert ([49, 30], 1) == ([pane.cols for pane in sim.tab().panes], sim.tab().active_index)
