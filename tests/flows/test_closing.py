"""The check at the end of every flow test: it sees what goes wrong, and what does not come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import Simulator
from tests.flows import closing, scenes


def resized_badly(sim: Simulator) -> None:
    """Have a handler raise that is not the plugin's."""
    sim.lua("wezterm.on('window-resized', function() error('boom') end)")
    sim.resize_window(100, 30)


TROUBLE: dict[str, tuple[str, Callable[[Simulator], object]]] = {
    "a handler of the user's": (
        "window-resized raised: ",
        resized_badly,
    ),
    "a handler of the plugin's": (
        "logged: (wezterm-sessions) a name is missing",
        lambda sim: sim.lua("wezterm.log_error('(wezterm-sessions) a name is missing')"),
    ),
    "a timer": (
        "a timer raised: ",
        lambda sim: sim.lua("wezterm.time.call_after(0, function() error('boom') end)"),
    ),
    "a global": ("the global left is written", lambda sim: sim.lua("rawset(_G, 'left', 1)")),
    "a module": (
        "sessions.left is left on package.loaded",
        lambda sim: sim.lua("package.loaded['sessions.left'] = 1"),
    ),
    "a file": (
        f"{scenes.STATE}/x.json.tmp was left behind",
        lambda sim: sim.files.update({f"{scenes.STATE}/x.json.tmp": b""}),
    ),
}


def found(sim: Simulator) -> list[str]:
    """Return what the check would say, and let the terminal go."""
    watched = closing.terminals().of(sim)
    closing.terminals().open.remove(watched)
    return list(closing.troubles(watched))


@pytest.mark.parametrize("kind", TROUBLE)
def test_trouble_is_seen(kind: str) -> None:
    """Each kind, in one line that names it."""
    line, make_trouble = TROUBLE[kind]
    sim = scenes.terminal()
    make_trouble(sim)
    sim.run()
    (only,) = found(sim)

    assert line == only[: len(line)]


def test_what_a_former_process_has_told_is_seen() -> None:
    """A restart forgets it; the check does not."""
    sim = scenes.terminal()
    sim.lua("wezterm.log_error('boom')")
    sim.restart()

    assert ["logged: boom"] == found(sim)


def test_what_was_announced_has_to_come() -> None:
    """A line of the log, a problem of the last restore, a restore that waits."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.call("load", "default")
    sim.run()
    scenes.expects(sim, log="boom")
    scenes.expects(sim, problem="no_room")
    scenes.expects(sim, unfinished=True)

    assert [
        "announced, but not logged: boom",
        "announced, but not reported: no_room",
        "last_report().complete is True",
    ] == found(sim)


def test_what_was_not_announced_is_seen_in_the_report() -> None:
    """A problem that the test does not name, and a restore that has not come to its end."""
    sim = scenes.terminal({"lazy": "on_activate"})
    sim.files.make_directory("/home/user/gone")
    sim.set_cwd("/home/user/gone")
    sim.new_tab()
    scenes.save(sim)
    sim.files.remove("/home/user/gone")
    scenes.put_away(sim, "default")
    scenes.load(sim, "default")
    problem, _, unfinished = found(sim)

    assert "reported: " == problem[:10]
    assert "cwd_missing" in problem
    assert "last_report().complete is False" == unfinished


def test_a_fault_is_no_excuse_for_a_mistake() -> None:
    """What Lua says of wrong code is seen whatever was made to fail."""
    sim = scenes.terminal()
    scenes.expects_faults(sim, "throw")
    sim.lua("wezterm.log_error('injected fault') wezterm.log_error('attempt to call a nil value')")

    assert ["logged: attempt to call a nil value"] == found(sim)


def test_a_failing_test_shows_its_terminal() -> None:
    """Log, toasts, events, the last calls, and every rectangle."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    scenes.save(sim)
    sim.lua("wezterm.log_warn('look here')")
    pages = closing.told(closing.terminals().of(sim))

    assert ["errors and log", "toasts", "events", "calls", "windows"] == list(pages)
    assert "warn: look here" == pages["errors and log"]
    assert pages["toasts"].endswith("Saved default: 1 tab in 1 window")
    assert "session-save-success('default'" in pages["events"]
    assert closing.CALLS_TOLD == len(pages["calls"].splitlines())
    assert "  * tab 0 '' 200x60: 0,0 100x60 101,0 99x60*" == pages["windows"].splitlines()[1]


def test_a_place_in_the_plugin_is_told_as_the_file_to_edit() -> None:
    """Nobody looks for a line in the simulated disk's checkout, whose files are made."""
    sim = scenes.terminal()
    checkout = "/x/httpssCssZs/plugin/sessions"
    places = f"{checkout}/features/fork/fork.lua:87: {checkout}/options.lua:2: b"
    sim.lua("wezterm.log_warn(...)", places)
    pages = closing.told(closing.terminals().of(sim))

    assert (
        "warn: lua_templates/sessions/features/fork/fork.lua:87: lua_templates/options.lua.j2:2: b"
        == pages["errors and log"]
    )
