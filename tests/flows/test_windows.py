"""Whatever is given for a window or a pane, the one that is meant is found, or none."""

from __future__ import annotations

import pytest

from generator.facts.surface import ACTIONS, FUNCTIONS, Action, Function
from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import press

ROOMS = ("arguments", "screen", "doors", "leftover", "voice")
"""Rooms whose doings are seen here."""

SHOWN = [function for function in FUNCTIONS if function.on_screen]
ODD = {
    "none": "",
    "a window of the multiplexer": "wezterm.mux.all_windows()[1]",
    "a table": "{}",
    "tables": "{}, {}",
    "no pane": "wezterm.gui.gui_windows()[1]",
    "a table for a pane": "wezterm.gui.gui_windows()[1], {}",
    "a closed window": "wezterm.closed[1]",
    "a closed window and its pane": "wezterm.closed[1], wezterm.closed[2]",
    "a closed window of the multiplexer": "wezterm.closed[3], wezterm.closed[2]",
}


def named(function: Function) -> str:
    """Return how a test's case is called."""
    return function.name


def terminal() -> Simulator:
    """Start a terminal with a session, and a window that was closed, its pane, its mux window."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.new_window()
    sim.run(400)
    sim.focus_window(sim.gui_windows()[-1])
    sim.lua("""
    local gui = wezterm.gui.gui_windows()[2]
    wezterm.closed = { gui, gui:active_pane(), gui:mux_window() }
    """)
    sim.close_window(sim.gui_windows()[-1])
    sim.run(400)
    return sim


@pytest.mark.parametrize("function", SHOWN, ids=named)
@pytest.mark.parametrize("given", ODD.values(), ids=ODD)
def test_a_list_is_shown_whatever_stands_for_the_window(function: Function, given: str) -> None:
    """In the one that is on the screen."""
    sim = terminal()
    sim.lua(f"plugin.{function.name}({given})")
    sim.run()

    assert sim.overlay is not None


@pytest.mark.parametrize(
    "action",
    [each for each in ACTIONS if each.function in {function.name for function in SHOWN}],
    ids=lambda action: action.name,
)
@pytest.mark.parametrize("given", ODD.values(), ids=ODD)
def test_an_event_shows_its_list_whatever_it_brings(action: Action, given: str) -> None:
    """A configuration may emit it from anywhere."""
    sim = terminal()
    more = f", {given}" if given else ""
    sim.lua(f'wezterm.emit("{action.name}"{more})')
    sim.run()

    assert sim.overlay is not None


@pytest.mark.parametrize(
    ("call", "opened"),
    [
        ("restore_state(%s)", (1, 1)),
        ('restore_tab("default", 1, 1, %s)', (1, 1)),
        ('restore_pane("default", 1, 1, 1, %s)', (0, 1)),
        ('load_generation("default", "x", %s)', (0, 0)),
    ],
)
@pytest.mark.parametrize(
    "given",
    [each.partition(",")[0] or "nil" for each in ODD.values()],
    ids=list(ODD),
)
def test_what_is_opened_comes_into_the_window_that_is_meant(
    call: str, opened: tuple[int, int], given: str
) -> None:
    """The only one on the screen: none is opened beside it."""
    sim = terminal()
    sim.new_tab()
    sim.run(400)
    before = (2, 2)
    sim.lua("plugin." + call % given)
    sim.run(4000)
    tabs = scenes.shown_window(sim).tabs

    assert 1 == len(sim.windows())
    assert (before[0] + opened[0], before[1] + opened[1]) == (
        len(tabs),
        sum(len(tab.panes) for tab in tabs),
    )
    assert [] == [text for level, text in sim.logs if "error" == level]


def startup(body: str) -> Simulator:
    """Start a terminal anew, whose `default` was saved with two panes, whose handler is this."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    scenes.save(sim)
    extra = f'wezterm.on("gui-startup", function(cmd) {body} end)'
    sim.restart(config=Simulator.config_text({}, extra=extra))
    sim.run(4000)
    return sim


@pytest.mark.parametrize("call", ["restore_state(window)", 'load("default", window)'])
def test_a_window_of_the_start_becomes_the_saved_one(call: str) -> None:
    """One window, no idle shell beside the tabs."""
    sim = startup(f"local _, _, window = wezterm.mux.spawn_window({{}}) sessions.{call}")

    assert 1 == len(sim.gui_windows())
    assert [[(0, 0, 100, 60), (101, 0, 99, 60)]] == [tab.rects() for tab in sim.window().tabs]


def test_a_window_that_is_not_shown_yet_loses_its_idle_shell_when_it_is() -> None:
    """WezTerm closes nothing of a window that is not on the screen."""
    sim = startup("""
    wezterm.mux.spawn_window({ workspace = "other" })
    wezterm.mux.set_active_workspace("other")
    local _, _, window = wezterm.mux.spawn_window({ workspace = "default" })
    sessions.restore_state(window)
    """)
    hidden = [len(tab.panes) for tab in sim.windows("default")[0].tabs]
    scenes.go_to(sim, "default")
    sim.run(2000)

    assert [1, 2] == hidden
    assert [2] == [len(tab.panes) for tab in sim.windows("default")[0].tabs]
    assert 1 == len(sim.gui_windows())


def test_what_was_begun_in_that_shell_meanwhile_stays() -> None:
    """It is idle no more."""
    sim = startup("""
    wezterm.mux.spawn_window({ workspace = "other" })
    wezterm.mux.set_active_workspace("other")
    local _, _, window = wezterm.mux.spawn_window({ workspace = "default" })
    sessions.restore_state(window)
    """)
    first = sim.windows("default")[0].tabs[0]
    sim.run_program(["nvim"], first.panes[0])
    scenes.go_to(sim, "default")
    sim.run(2000)

    assert [1, 2] == [len(tab.panes) for tab in sim.windows("default")[0].tabs]


SWITCHER = """
wezterm.on("switch", function(window, pane)
  local there = { name = "proj", spawn = { cwd = "/home/user" } }
  window:perform_action(wezterm.action.SwitchToWorkspace(there), pane)
  for _, each in ipairs(wezterm.mux.all_windows()) do
    if each:get_workspace() == "proj" then
      wezterm.emit("switcher.created", each, "/home/user", "proj")
    end
  end
end)
wezterm.on("switcher.created", function(window, path, label)
  sessions.CALL
end)
config.keys[#config.keys + 1] = { key = "F5", action = wezterm.action.EmitEvent("switch") }
"""


@pytest.mark.parametrize(
    "call", ["load(label, window)", "restore_state(window)", "load(label)", "restore_state()"]
)
def test_a_switcher_of_workspaces_may_load_what_it_has_made(call: str) -> None:
    """Its event brings the window of the multiplexer, which was made a moment ago."""
    sim = scenes.terminal()
    scenes.go_to(sim, "proj")
    sim.split("Right", 99)
    scenes.save(sim)
    sim.restart(config=Simulator.config_text({}, extra=SWITCHER.replace("CALL", call)))
    sim.run(400)
    press(sim, "F5", "")
    sim.run(4000)

    assert "proj" == sim.workspace
    assert [[2]] == [[len(tab.panes) for tab in window.tabs] for window in sim.windows("proj")]
    assert 1 == len(sim.gui_windows())


def test_a_save_of_a_hidden_window_is_of_its_own_workspace() -> None:
    """Not of the one that is shown."""
    sim = scenes.terminal()
    scenes.go_to(sim, "proj")
    scenes.go_to(sim, "default")
    sim.lua("""
    for _, each in ipairs(wezterm.mux.all_windows()) do
      if each:get_workspace() == "proj" then
        plugin.save_state(each)
      end
    end
    """)
    sim.run()

    assert [f"{scenes.STATE}/proj.json"] == [
        path for path in sim.files.under(scenes.STATE) if path.endswith(("j.json", "t.json"))
    ]


def test_without_a_window_it_is_the_one_with_the_keyboard() -> None:
    """Of several on the screen."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.new_window()
    sim.run(400)
    sim.focus_window(sim.gui_windows()[1])
    sim.lua("plugin.load_state()")
    sim.run()

    assert [None, "choices"] == [gui.overlay and gui.overlay.kind for gui in sim.gui_windows()]


def test_a_window_that_shows_another_workspace_by_now_is_meant_as_it_is() -> None:
    """The object keeps the window that it was made for."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.lua("wezterm.old = wezterm.gui.gui_windows()[1]")
    scenes.go_to(sim, "proj")
    scenes.save(sim)
    sim.lua("plugin.restore_state(wezterm.old)")
    sim.run(4000)

    assert ["default", "proj"] == sim.workspaces()
    assert "proj" == sim.call("last_report")["workspace"]


def test_without_a_screen_the_idle_shell_stays_and_that_is_said() -> None:
    """Only windows on the screen can close a pane."""
    sim = scenes.terminal()
    scenes.save(sim)
    extra = """
    wezterm.on("mux-startup", function()
      local _, _, window = wezterm.mux.spawn_window({})
      sessions.restore_state(window)
    end)
    """
    scenes.expects(sim, problem="not_closed")
    sim.restart(config=Simulator.config_text({}, extra=extra), mux_server=True)
    sim.run(2000)

    assert 2 == len(sim.windows()[0].tabs)


@pytest.mark.parametrize("function", SHOWN, ids=named)
def test_without_a_screen_a_list_says_so(function: Function) -> None:
    """A headless server has no windows."""
    sim = Simulator(scenes.PLUGIN, config=Simulator.config_text({}), mux_server=True).start()
    scenes.expects(sim, log=f"{function.name}: there is no window on the screen")
    sim.run(400)
    sim.lua(f"plugin.{function.name}()")
    sim.run()

    assert not sim.gui_windows()
