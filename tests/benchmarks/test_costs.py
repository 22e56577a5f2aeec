"""The cost table: every figure has an origin, one factor moves them all."""

from __future__ import annotations

import pytest

from benchmarks.samples.costs import TABLE, Prices, rows_for_report
from generator.facts.host_api import all_verbs
from generator.simulator.machine.costs import OTHER_CALL_MS


def test_every_row_has_an_origin_and_a_price() -> None:
    """A sceptic asks where it is from."""
    assert all(row.origin and row.ms > 0 for row in TABLE)
    assert len(rows_for_report()) == len(TABLE)


def test_every_name_is_a_call_of_the_host() -> None:
    """A misspelt row would be a free ride."""
    known = {verb.full_name for verb in all_verbs()}
    named = {name for row in TABLE for name in row.names if name != "*"}
    lua_library = {name for name in named if name.startswith(("io.", "os.", "File:"))}

    assert named - lua_library <= known


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_one_factor_moves_all_prices(factor: float) -> None:
    """Listed or not."""
    prices = Prices(factor)

    assert prices.get("MuxPane:split", 99) == pytest.approx(Prices()["MuxPane:split"] * factor)
    assert prices.get("MuxPane:pane_id", OTHER_CALL_MS) == pytest.approx(OTHER_CALL_MS * factor)
