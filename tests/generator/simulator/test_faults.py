"""Trouble on demand."""

from __future__ import annotations

import pytest

from generator.simulator import LuaFailure, Simulator


def test_the_kth_call_throws(sim: Simulator) -> None:
    """The second call fails with a host error; the others work."""
    sim.faults.fail_call(2, "throw")
    code = """
    local results = {}
    for i = 1, 3 do results[i] = pcall(wezterm.mux.all_windows) end
    return results
    """

    assert [True, False, True] == sim.lua(code)
    assert (True, "wezterm.mux.all_windows") == (sim.faults.hit, sim.faults.hit_call)


def test_a_fault_that_no_call_meets(sim: Simulator) -> None:
    """Past the last call the fault has not struck; `seen` tells how many there were."""
    sim.faults.fail_call(9, "rename_fails")

    sim.lua("os.rename('/a', '/b') io.open('/x')")

    assert (False, 1) == (sim.faults.hit, sim.faults.seen)


def test_no_terminal(sim: Simulator) -> None:
    """Nothing is opened, as when the system has no terminals left."""
    sim.faults.fail_call(2, "no_terminal")

    sim.lua("wezterm.mux.get_window(0):spawn_tab({})")
    with pytest.raises(LuaFailure, match="failed to openpty"):
        sim.lua("wezterm.mux.spawn_window({})")


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("throw", "return io.open('/disk/f', 'w')", (None, "Input/output error", 5)),
        ("nil", "return wezterm.mux.get_active_workspace()", None),
        ("no_space_left", "return io.open('/disk/f', 'w')", (None, "No space left on device", 28)),
        ("rename_fails", "return os.rename('/a', '/b')", (None, "Permission denied", 13)),
        (
            "short_write",
            "local f = io.open('/disk/f', 'w') return f:write('x')",
            (None, "No space left on device", 28),
        ),
    ],
)
def test_kinds(sim: Simulator, kind: str, code: str, expected: object) -> None:
    """Functions of `io` and `os` answer with nil and a reason, they never raise."""
    sim.faults.fail_call(1, kind)  # type: ignore[arg-type]

    assert expected == sim.lua(code)


def test_no_space(sim: Simulator) -> None:
    """A split fails as if there were no room."""
    sim.faults.fail_call(1, "no_space")

    with pytest.raises(LuaFailure, match="No space for split!"):
        sim.lua("wezterm.mux.get_pane(0):split({})")


def test_pane_gone(sim: Simulator) -> None:
    """The newest pane closes just before the call."""
    sim.split()
    sim.faults.fail_call(1, "pane_gone")

    assert 1 == sim.lua("return #wezterm.mux.get_tab(0):panes()")


def test_reload(sim: Simulator) -> None:
    """The configuration is reloaded as soon as Lua gives up control: timers die."""
    sim.faults.fail_call(1, "reload")

    sim.lua("wezterm.mux.all_windows() wezterm.time.call_after(1, function() print('never') end)")
    sim.run(3000)

    assert [] == sim.logs
