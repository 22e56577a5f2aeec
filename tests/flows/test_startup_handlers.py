"""The start: handlers of the user's run, and what they open is neither lost nor doubled."""

from __future__ import annotations

import pytest

from generator.simulator import PLUGIN_URL, Domain, Simulator
from tests.flows import scenes
from tests.flows.starts import LAST, MARKER, NOTES_ATTACHED, attached, restarted, said, saved

ROOMS = ("opening", "restore", "startup")
"""Rooms whose doings are seen here."""

OPENS = "local tab, pane, window = wezterm.mux.spawn_window({})"
WAITS = OPENS + " window:gui_window()"
REFUSED = "this start has opened windows of its own (in a handler for gui-startup)"


def configuration(handler: str, *, is_before: bool, options: str = "last") -> str:
    """Return a configuration with a handler for `gui-startup`, registered before or after."""
    handler = f"wezterm.on('gui-startup', function(command) {handler} end)\n"
    return (
        'local wezterm = require("wezterm")\nlocal config = wezterm.config_builder()\n'
        + (handler if is_before else "")
        + f'local sessions = wezterm.plugin.require("{PLUGIN_URL}")\n'
        + f'sessions.apply_to_config(config, {{ restore_on_startup = "{options}" }})\n'
        + ("" if is_before else handler)
        + f"{NOTES_ATTACHED}\nreturn config\n"
    )


def started(handler: str, *names: str, is_before: bool = False) -> Simulator:
    """Save workspaces of two panes, and start with a handler."""
    sim = scenes.terminal()
    saved(sim, *names)
    return restarted(sim, config=configuration(handler, is_before=is_before))


def panes(sim: Simulator, name: str) -> list[int]:
    """Return how many panes each tab of a workspace has."""
    return [len(tab.panes) for window in sim.windows(name) for tab in window.tabs]


@pytest.mark.parametrize("is_before", [True, False])
@pytest.mark.parametrize("handler", [OPENS, WAITS, OPENS + " return false", OPENS + " error('x')"])
@pytest.mark.parametrize("names", [("default",), ("work",), ("default", "work")])
def test_the_window_of_a_handler_is_restored_into(
    names: tuple[str, ...], handler: str, *, is_before: bool
) -> None:
    """It holds one idle shell; wherever the handler stands, however it ends."""
    sim = started(handler, *names, is_before=is_before)
    if "error" in handler:
        assert "gui-startup" == sim.errors.pop()[0]
    if is_before and handler.endswith(("false", "')")):
        # The event has ended before the plugin heard of it: told, as nothing can be done.
        scenes.expects(sim, log="has not heard of this start")
        assert "the plugin has not heard of this start" in said(sim)
        return

    assert sorted(names) == sim.workspaces()
    assert names[-1] == sim.workspace
    assert [[2]] * len(names) == [panes(sim, name) for name in names]
    assert 1 == len(sim.gui_windows())
    assert "" == said(sim)
    assert MARKER not in sim.files
    assert [] == attached(sim)


def test_what_was_restored_into_a_window_that_was_found_is_this_process_s() -> None:
    """An automatic save of it sets nothing aside."""
    sim = started(OPENS, "work")
    sim.run(61_000)
    sim.split("Bottom", 20)
    sim.call("save_state", None, False)
    sim.run(4000)

    assert "" == said(sim)
    assert [] == [state for state in sim.call("generations", "work") if state.get("pinned")]
    assert 3 == scenes.document(sim, "work")["counts"]["panes"]


@pytest.mark.parametrize("handler", ["return false", "error('x')"])
@pytest.mark.parametrize("is_before", [True, False])
def test_a_handler_that_ends_the_event_ends_no_restore(handler: str, *, is_before: bool) -> None:
    """WezTerm opens its own window then, which is restored into."""
    sim = started(handler, "work", is_before=is_before)
    if "error" in handler:
        assert "gui-startup" == sim.errors.pop()[0]

    assert ["work"] == sim.workspaces()
    assert [2] == panes(sim, "work")
    assert 1 == len(sim.gui_windows())
    assert ["local"] == attached(sim)


@pytest.mark.parametrize("is_before", [True, False])
@pytest.mark.parametrize(
    "handler",
    [
        OPENS + " pane:split({})",
        OPENS + " window:spawn_tab({})",
        OPENS + " wezterm.mux.spawn_window({})",
        "wezterm.mux.spawn_window({ args = { 'vim' } })",
        OPENS + " pane:send_text('vim\\n')",
    ],
)
def test_more_than_an_idle_shell_stays_as_it_is(handler: str, *, is_before: bool) -> None:
    """What has no place there is told; the other workspaces come out of sight."""
    scenes_of = started(handler, "default", "work", is_before=is_before)
    scenes.expects(scenes_of, log=REFUSED)
    before = 2 if ":s" in handler and "text" not in handler else 1
    count = 2 if "spawn_window({}) wez" in handler else 1

    assert "default" == scenes_of.workspace
    assert before == len(scenes_of.tab().panes) or "tab" in handler
    assert count == len(scenes_of.windows("default"))
    assert [2] == panes(scenes_of, "work")
    assert f"default was not restored, work is restored out of sight: {REFUSED}" == said(scenes_of)
    assert MARKER not in scenes_of.files


def test_a_window_in_another_domain_stays_on_the_screen() -> None:
    """WezTerm opens its own one beside it."""
    sim = scenes.terminal()
    saved(sim, "work")
    handler = "wezterm.mux.spawn_window({ domain = { DomainName = 'box' } })"
    config = configuration(handler, is_before=False)
    restarted(sim, config=config, domains=(Domain("box", "exec"),))
    scenes.expects(sim, log=REFUSED)

    assert "default" == sim.workspace
    assert 2 == len(sim.gui_windows())
    assert [2] == panes(sim, "work")
    assert f"work is restored out of sight: {REFUSED}" == said(sim)


def test_a_handler_that_loads_a_session_itself_has_it_once() -> None:
    """It is there: no word is needed."""
    sim = started("require('wezterm').plugin.require('" + PLUGIN_URL + "').load('work')", "work")

    assert ["work"] == sim.workspaces()
    assert [2] == panes(sim, "work")
    assert "" == said(sim)


def test_those_who_wait_for_the_first_window_are_told() -> None:
    """WezTerm does not, where panes were left for it; once, with the usual domain."""
    sim = scenes.terminal(LAST, extra=NOTES_ATTACHED)
    saved(sim, "a", "b")
    restarted(sim)

    assert ["local"] == attached(sim)
    sim.reload()
    sim.run(3000)
    assert ["local"] == attached(sim)


def test_those_who_wait_for_the_first_window_may_ask_for_it() -> None:
    """The documented way to start maximised."""
    asks = """
    wezterm.on("gui-attached", function()
      for _, window in ipairs(wezterm.mux.all_windows()) do
        wezterm.emit("asked", window:gui_window() ~= nil)
      end
    end)
    """
    sim = scenes.terminal(LAST)
    saved(sim, "a")
    restarted(sim, config=Simulator.config_text(LAST, extra=asks))

    assert [(True,)] == [args for name, args in sim.events if "asked" == name]


def test_a_usual_domain_of_its_own_opens_no_second_window() -> None:
    """The session's panes are of another one; programs start where they always did."""
    domains = (Domain("box", "exec"),)
    extra = "config.default_domain = 'box'" + NOTES_ATTACHED
    sim = scenes.terminal()
    saved(sim, "work")
    restarted(sim, config=Simulator.config_text(LAST, extra=extra), domains=domains)

    assert ["work"] == sim.workspaces()
    assert 1 == len(sim.gui_windows())
    assert [2] == panes(sim, "work")
    assert "box" == sim.lua("return wezterm.mux.get_domain():name()")
    assert ["box"] == attached(sim)


def test_an_error_window_is_none_of_the_user_s() -> None:
    """It stands there while the start is under way: the session is restored beside it."""
    shows = "wezterm.on('gui-startup', function() wezterm.sleep_ms(50) end)"
    sim = scenes.terminal()
    saved(sim, "default")
    sim.world.end()
    sim = scenes.machine(LAST, extra=shows, files=sim.state_files())
    sim.world.start()
    sim.run(20)
    sim.show_error_window()
    sim.run(8000)

    assert ["default"] == sim.workspaces()
    assert [1, 2] == sorted(panes(sim, "default"))
    assert 2 == len(sim.gui_windows())
    assert MARKER not in sim.files


def test_a_start_that_is_under_way_elsewhere_is_no_failed_one() -> None:
    """Its process lives; what it restores is left to it."""
    sim = scenes.terminal(LAST)
    saved(sim, "work")
    pid = sim.lua("return wezterm.procinfo.pid()")
    sim.files[MARKER] = f"pid {pid}\nwork".encode()
    other = sim.beside().start()
    other.run(3000)

    assert ["default"] == other.workspaces()
    assert "Nothing is restored: another terminal is starting, and restores work" == said(other)
    # Its own process takes it away.
    assert b"work" in sim.files.pop(MARKER)


def test_a_start_of_a_process_that_has_ended_is_a_failed_one() -> None:
    """Told once, and the next one restores."""
    sim = scenes.terminal(LAST)
    saved(sim, "work")
    sim.files[MARKER] = b"pid 77\nwork"
    scenes.expects(sim, log="did not end while it restored work")
    restarted(sim)

    assert ["default"] == sim.workspaces()
    restarted(sim)
    assert ["work"] == sim.workspaces()


def test_a_server_restores_once() -> None:
    """Whatever a handler of the user's does at its start."""
    for is_before in (True, False):
        config = configuration("", is_before=False).replace(
            "return config",
            "wezterm.on('mux-startup', function() sessions.restore_state() end)\nreturn config",
        )
        if is_before:
            config = Simulator.config_text(LAST)
        sim = scenes.terminal()
        saved(sim, "default")
        restarted(sim, config=config, mux_server=True)

        assert [2] == panes(sim, "default")
