"""A terminal without a plugin, for tests of the terminal itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.simulator import Simulator

Make = Callable[..., Simulator]

HEAD = 'local wezterm = require("wezterm")\n'


def make(lua: str = "", *, result: str = "{}", **settings: Any) -> Simulator:
    """Start a terminal whose configuration runs `lua` and returns `result`."""
    config = f"{HEAD}{lua}\nreturn {result}\n"
    simulator = Simulator(None, config=config, **settings)
    simulator.files.make_directory("/disk")
    return simulator.start()


@pytest.fixture
def terminal() -> Make:
    """Give the function that starts a terminal."""
    return make


@pytest.fixture
def sim() -> Simulator:
    """Give a terminal with one window of 80x24 and an empty configuration."""
    return make()
