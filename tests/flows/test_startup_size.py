"""The size of a window that a start opens: it is the saved one, start after start."""

from __future__ import annotations

import pytest

from generator.simulator import Simulator
from generator.simulator.machine.settings import PLUGIN_URL
from tests.flows import scenes
from tests.flows.starts import restarted, without_default

ROOMS = ("space", "settle", "define")
"""Rooms whose doings are seen here."""


def thrown_away(bar: str) -> str:
    """Return a configuration that applies the plugin to a table of which WezTerm sees nothing."""
    return f"""
    local wezterm = require("wezterm")
    local sessions = wezterm.plugin.require("{PLUGIN_URL}")
    sessions.apply_to_config({{}}, {{ restore_on_startup = "last" }})
    return {{ hide_tab_bar_if_only_one_tab = true, use_fancy_tab_bar = {bar} }}
    """


@pytest.mark.parametrize("bar", ["true", "false"])
def test_no_row_is_lost_where_the_tables_bar_is_another_one(bar: str) -> None:
    """What is in force is asked of the window."""
    sim = Simulator(config=thrown_away(bar), plugin=scenes.PLUGIN, cols=200, rows=60).start()
    sim.run(1000)
    scenes.workspace(sim, 4, tabs=3)
    without_default(sim)
    scenes.save_all(sim)
    before = scenes.view(sim)
    for _ in range(3):
        restarted(sim)
        scenes.save_all(sim)

    assert before == scenes.view(sim)


@pytest.mark.parametrize(
    ("extra", "size"),
    [("", (80, 24)), ("config.initial_cols = 120 config.initial_rows = 40", (120, 40))],
)
def test_a_session_by_hand_without_a_size_gets_that_of_a_new_window(
    extra: str, size: tuple[int, int]
) -> None:
    """There is no window yet whose size it could have."""
    define = 'sessions.define("work", { tabs = { "make watch", "make test" } })'
    options = {"restore_on_startup": ["work"]}
    sim = scenes.machine(options, extra=f"{extra}\n{define}").start()
    sim.run(3000)

    assert ("work", *size) == (sim.workspace, sim.tab().cols, sim.tab().rows)
