"""Keys: what WezTerm takes, and which two of them are one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import ConfigFailure, Simulator, SimulatorError
from generator.simulator.gui import keys

Make = Callable[..., Simulator]


@pytest.mark.parametrize(
    "entry",
    [
        '{ key = "s", mods = "CTLR", action = "Nop" }',
        '{ key = "s", mods = "ctrl", action = "Nop" }',
        '{ key = "Entre", action = "Nop" }',
        '{ key = "F25", action = "Nop" }',
        '{ key = "phys:ß", action = "Nop" }',
        '{ mods = "CTRL", action = "Nop" }',
        "7",
    ],
)
def test_one_wrong_key_costs_the_configuration(terminal: Make, entry: str) -> None:
    """As in the terminal, which then says so and starts with its own."""
    with pytest.raises(ConfigFailure):
        terminal(result=f"{{ keys = {{ {entry} }} }}")


def test_keys_that_are_no_list_cost_it_as_well(terminal: Make) -> None:
    """Cannot convert `Object` to `Vec`."""
    with pytest.raises(ConfigFailure, match="Vec"):
        terminal(result="{ keys = { a = 1 } }")


@pytest.mark.parametrize(
    ("key", "mods"),
    [("L", "ALT"), ("l", "SHIFT | META"), ("mapped:L", "OPT"), ("phys:L", "ALT|SHIFT")],
)
def test_a_key_is_found_however_it_is_spelled(terminal: Make, key: str, mods: str) -> None:
    """A capital letter is the small one with SHIFT."""
    bound = f'{{ key = "{key}", mods = "{mods}", action = wezterm.action.EmitEvent("x") }}'
    sim = terminal(
        'wezterm.on("x", function() print("pressed") end)', result=f"{{ keys = {{ {bound} }} }}"
    )
    sim.press("l", "ALT|SHIFT")
    sim.run()

    assert ["pressed"] == [text for _, text in sim.logs]
    with pytest.raises(SimulatorError):
        sim.press("l", "ALT")


def test_a_key_by_its_place_has_no_shift_in_it() -> None:
    """`phys:L` is where the l is."""
    assert keys.held("l", "ALT") == keys.held("phys:L", "ALT")
