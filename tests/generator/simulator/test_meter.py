"""Instructions, bytes, lines: what the plugin's own Lua does."""

from __future__ import annotations

import pytest

from generator.simulator import PluginText, Simulator
from generator.simulator.lua.meter import active_lines
from generator.simulator.lua.runtime import dump

PLUGIN = """local plugin = {}

function plugin.work(n)
  local sum = 0
  for i = 1, n do
    sum = sum + i
  end
  if n < 0 then
    sum = -1
  end
  return sum
end

function plugin.calls(wezterm, n)
  for _ = 1, n do
    wezterm.mux.all_windows()
  end
end

function plugin.tables(n)
  for _ = 1, n do local _ = {} end
end

plugin.keep = function(...) return { ... } end

function plugin.apply_to_config() end

return plugin
"""


def metered(code: str) -> tuple[int, float, int]:
    """Instructions, bytes and host calls of some code, beyond those of running nothing."""
    sim = Simulator(PluginText(PLUGIN), meter=True).start()
    sim.lua("")
    readings = []
    for each in ("", code):
        before = sim.meter
        sim.lua(each)
        readings.append(sim.meter.since(before))
    nothing, something = readings
    difference = something.since(nothing)
    return difference.instructions, difference.bytes, difference.host_calls


def test_instructions_are_exact() -> None:
    """A loop of 1000 turns with two instructions each costs exactly 2000 more than one of none."""
    small, large = metered("plugin.work(0)")[0], metered("plugin.work(1000)")[0]

    assert 2000 == large - small


def test_instructions_are_repeatable() -> None:
    """Fresh runtimes give one count."""
    assert 1 == len({metered("plugin.work(100)")[0] for _ in range(5)})


def test_host_calls_cost_the_plugin_their_call_only() -> None:
    """One more call of the host costs what its line of Lua costs, whatever the host does in it."""
    few, many = metered("plugin.calls(wezterm, 1)"), metered("plugin.calls(wezterm, 11)")

    assert (many[2] - few[2], many[0] - few[0]) == (10, 10 * 4)


def test_waiting_costs_nothing_more() -> None:
    """A call that waits costs as much as one that doesn't."""
    assert metered("wezterm.hostname(1)")[0] == metered("wezterm.sleep_ms(1)")[0]


def test_bytes_are_those_of_the_plugin() -> None:
    """An empty table is 56 bytes; what the host allocates in 99 more calls is not counted."""
    tables = [metered(f"plugin.tables({n})")[1] for n in (100, 199)]
    calls = [metered(f"plugin.calls(wezterm, {n})")[1] for n in (100, 199)]

    assert (99 * 56, 0) == (tables[1] - tables[0], calls[1] - calls[0])


def test_a_meter_must_be_on() -> None:
    """Asking an unmetered simulator is a mistake."""
    sim = Simulator(PluginText(PLUGIN)).start()

    with pytest.raises(Exception, match="meter=True"):
        _ = sim.meter
    with pytest.raises(Exception, match="coverage=True"):
        _ = sim.coverage


def test_active_lines() -> None:
    """Lines with instructions; `end` counts only where a function is stored there."""
    lines = active_lines(dump(PLUGIN, "@plugin"))

    assert {1, 3, 4, 5, 6, 8, 9, 11, 12, 14, 15, 16, 18, 20, 21, 22, 24, 26, 28} == lines


def test_active_lines_of_a_long_chunk() -> None:
    """Far apart lines and all kinds of constants are read right."""
    text = (
        "local a = 1.5\n"
        + "\n" * 300
        + f"local b = '{'x' * 100}'\nreturn a, b, 7 << 40, nil, true\n"
    )

    assert {1, 302, 303} == active_lines(dump(text, "@long"))


def test_coverage() -> None:
    """The lines that ran, by chunk; reloads and restarts add up."""
    sim = Simulator(PluginText(PLUGIN), coverage=True).start()
    sim.call("work", 3)
    active = active_lines(dump(PLUGIN, "@plugin"))
    source = "@" + next(path for path in sim.files if path.endswith("init.lua"))

    assert {9, 15, 16, 21} == active - sim.coverage[source]

    sim.restart()
    sim.call("work", -1)

    assert {15, 16, 21} == active - sim.coverage[source]
