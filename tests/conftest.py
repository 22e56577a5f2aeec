"""For all tests: how long properties search, a fresh Lua, a console that can be read."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings
from lupa.lua54 import LuaRuntime
from rich.console import Console

MEMORY_BYTES = 256 << 20
"""A test that needs more has run away."""

# No deadline: the machine may be busy, and pytest's own timeout catches what hangs.
settings.register_profile(
    "pr",
    max_examples=500,
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "nightly",
    max_examples=5_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("coverage", settings.get_profile("pr"), max_examples=50)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "pr"))


def fresh_lua() -> Any:
    """Return a Lua 5.4 in which strings are bytes as latin-1, with no door to Python."""
    runtime = cast("Any", LuaRuntime)(
        encoding="latin-1",
        source_encoding="utf-8",
        unpack_returned_tuples=True,
        register_eval=False,
        register_builtins=False,
        max_memory=MEMORY_BYTES,
    )
    coverage = sys.modules.get("tests.lua_coverage")
    if coverage is not None:
        coverage.watch(runtime)
    return runtime


@pytest.fixture
def runtime() -> Any:
    """Give each test a Lua of its own."""
    return fresh_lua()


@pytest.fixture
def console() -> Console:
    """Give a console 100 columns wide whose text can be read: `console.file.getvalue()`."""
    return Console(file=io.StringIO(), width=100, color_system=None, _environ={})
