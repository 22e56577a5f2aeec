"""Restored tabs that nobody has touched keep their proportions, whoever changes their size."""

from __future__ import annotations

from typing import Any

import pytest

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import press
from tests.flows.starts import LAST, restarted, without_default

ROOMS = ("young", "proportions", "handed_out")
"""Rooms whose doings are seen here."""

NAME = "other"
SAVED = (200, 58)
SCREEN = (238, 63)
"""Maximized, with its tab bar of one row."""

COLUMNS = ("left_right", 133, None, None)
ROWS = ("top_bottom", 28, None, ("top_bottom", 10, None, None))
BOTH = ("left_right", 133, None, ("top_bottom", 45, None, None))
TABS = (COLUMNS, ROWS, BOTH)

RETRO = "config.use_fancy_tab_bar = false"

AT_SCREEN = [
    [(0, 0, 158, 62), (159, 0, 79, 62)],
    [(0, 0, 238, 30), (0, 31, 238, 11), (0, 43, 238, 19)],
    [(0, 0, 158, 62), (159, 0, 79, 48), (159, 49, 79, 13)],
]

MAXIMIZE = "wezterm.gui.gui_windows()[1]:maximize()"


def saved(options: dict[str, Any] | None = None, tabs: tuple[Any, ...] = TABS) -> Simulator:
    """Save a session of 200x58 and start anew with a window of 80x24."""
    sim = scenes.terminal(options, extra=RETRO, cols=SAVED[0], rows=SAVED[1])
    scenes.go_to(sim, NAME)
    for number, layout in enumerate(tabs):
        if number:
            sim.new_tab()
            sim.run(200)
        sim.layout(layout)
        sim.focus(sim.tab().panes[0])
        sim.run(50)
    sim.switch_tab(0)
    sim.run(200)
    without_default(sim)
    scenes.save_all(sim)
    sim.restart(cols=80, rows=24, screen=SCREEN)
    sim.run(1000)
    return sim


def rects(sim: Simulator) -> list[list[tuple[int, int, int, int]]]:
    """Return the rectangles of every tab of the window at hand."""
    return [tab.rects() for tab in scenes.shown_window(sim).tabs]


def load(sim: Simulator, before: str = "", after: str = "") -> None:
    """Load it from a handler that does something before, or after."""
    sim.lua(f"{before} plugin.load('{NAME}', wezterm.gui.gui_windows()[1]) {after}")
    sim.run(4000)


@pytest.mark.parametrize("lazy", ["background", "off"])
@pytest.mark.parametrize(("before", "after"), [(MAXIMIZE, ""), ("", MAXIMIZE)])
def test_a_window_that_is_maximized_by_the_key_that_loads(
    lazy: str, before: str, after: str
) -> None:
    """Lua reads the size before the desktop has given another one."""
    sim = saved({"lazy": lazy})
    load(sim, before, after)

    assert AT_SCREEN == rects(sim)


def test_full_screen_there_and_back() -> None:
    """At both sizes all is in its place."""
    sim = saved()
    load(sim)
    small = rects(sim)
    sim.lua("wezterm.gui.gui_windows()[1]:toggle_fullscreen()")
    sim.run(2000)
    large = rects(sim)
    sim.lua("wezterm.gui.gui_windows()[1]:toggle_fullscreen()")
    sim.run(2000)

    assert (AT_SCREEN, small) == (large, rects(sim))


def test_windows_of_a_start_that_are_maximized_when_they_open() -> None:
    """As configurations do it in window-config-reloaded."""
    extra = f"{RETRO} wezterm.on('window-config-reloaded', function(w) w:maximize() end)"
    sim = saved(LAST)
    sim.files[sim.settings.config_file] = Simulator.config_text(LAST, extra=extra).encode()
    restarted(sim, config=Simulator.config_text(LAST, extra=extra))

    assert AT_SCREEN == rects(sim)


def test_a_start_on_a_smaller_screen() -> None:
    """The desktop makes the windows smaller as it opens them."""
    sim = saved(LAST)
    restarted(sim, screen=(125, 39))

    assert [(0, 0, 83, 38), (84, 0, 41, 38)] == rects(sim)[0]
    assert [(0, 0, 125, 18), (0, 19, 125, 6), (0, 26, 125, 12)] == rects(sim)[1]


@pytest.mark.parametrize("steps", [[(100, 30), (150, 40)], [(81, 24), (83, 24), (86, 24)]])
def test_several_sizes_in_a_row(steps: list[tuple[int, int]]) -> None:
    """The last one counts."""
    sim = saved()
    load(sim)
    for size in steps:
        sim.resize_window(*size)
        sim.run(5)
    sim.run(2000)
    sim.resize_window(238, 62)
    sim.run(2000)

    assert AT_SCREEN == rects(sim)


def test_the_users_own_pane_and_tab_are_given_back() -> None:
    """And the key that leads to the tab before still does."""
    sim = saved()
    load(sim)
    sim.switch_tab(2)
    sim.run(1500)
    sim.switch_tab(1)
    sim.run(1500)
    sim.focus(sim.tab().panes[1])
    sim.run(1500)
    sim.lua(MAXIMIZE)
    sim.run(2000)
    tab = scenes.shown_window(sim).active_index, sim.tab().active_index
    sim.perform("ActivateLastTab")

    assert (AT_SCREEN, (1, 1)) == (rects(sim), tab)
    assert 2 == scenes.shown_window(sim).active_index


def test_a_tab_in_which_the_user_has_moved_a_divider_is_the_users() -> None:
    """From then on WezTerm hands out the cells there."""
    sim = saved()
    load(sim)
    sim.adjust("Right", 4)
    sim.run(1500)
    sim.trace.clear()
    sim.lua(MAXIMIZE)
    sim.run(2000)

    assert [(0, 0, 136, 62), (137, 0, 101, 62)] == rects(sim)[0]
    assert AT_SCREEN[1:] == rects(sim)[1:]


def test_a_divider_moved_just_before_the_size_changes_is_the_users() -> None:
    """No event has told of it yet: it is not where WezTerm would have put it."""
    sim = saved()
    load(sim)
    sim.adjust("Right", 4)
    sim.resize_window(238, 62)
    sim.run(2000)

    assert [(0, 0, 136, 62), (137, 0, 101, 62)] == rects(sim)[0]


def test_a_tab_with_a_new_pane_is_the_users() -> None:
    """Nothing of it is moved."""
    sim = saved()
    load(sim)
    sim.split("Bottom", 5)
    sim.run(1500)
    sim.lua(MAXIMIZE)
    sim.run(2000)

    assert 132 == rects(sim)[0][0][2]


def test_a_reload_between_does_no_harm() -> None:
    """What is known of the tabs outlives it."""
    sim = saved()
    load(sim)
    sim.reload()
    sim.run(2000)
    sim.lua(MAXIMIZE)
    sim.run(2000)

    assert AT_SCREEN == rects(sim)


def test_a_zoomed_tab_follows_when_its_zoom_ends() -> None:
    """Until then its dividers cannot be moved."""
    sim = saved()
    load(sim)
    sim.zoom()
    sim.run(1500)
    sim.lua(MAXIMIZE)
    sim.run(2000)
    sim.zoom(on=False)
    sim.run(2500)

    assert AT_SCREEN == rects(sim)


def test_a_tab_under_a_list_follows_when_the_list_is_gone() -> None:
    """The terminal moves no divider meanwhile."""
    sim = saved()
    load(sim)
    press(sim, "l")
    sim.lua(MAXIMIZE)
    sim.run(1000)
    sim.cancel()
    sim.run(3000)

    assert AT_SCREEN == rects(sim)


def test_nothing_is_asked_of_the_terminal_where_nothing_changes() -> None:
    """A load without a change of size moves no divider."""
    sim = saved()
    sim.trace.clear()
    load(sim)

    assert 0 == sim.trace.count("GuiWin:perform_action")


def test_closed_tabs_are_forgotten() -> None:
    """With the next restore."""
    sim = saved()
    load(sim)
    for tab in list(scenes.shown_window(sim).tabs)[1:]:
        sim.close_tab(tab)
        sim.run(200)
    scenes.put_away(sim, NAME)
    scenes.go_to(sim, "default")
    load(sim)
    kept = sim.lua(
        "local kept = 0"
        " for _ in pairs(wezterm.GLOBAL['wezterm-sessions.young']) do kept = kept + 1 end"
        " return kept"
    )

    assert 4 == kept
