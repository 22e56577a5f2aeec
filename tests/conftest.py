"""Fixtures for all tests: a fresh Lua, the plugin in both flavours, a console that can be read."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, settings
from lupa.lua54 import LuaRuntime
from rich.console import Console

from generator import compose, default_config

if TYPE_CHECKING:
    from generator.bundle import Entry, Flavour

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


@cache
def bundle_text(flavour: Flavour, entry: Entry) -> str:
    """Return the text of the default profile's bundle; rendered once a process."""
    return compose(default_config(), flavour=flavour, entry=entry).text


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


@pytest.fixture(params=["source", "bundle"])
def flavour(request: pytest.FixtureRequest) -> Flavour:
    """Run the test on the rooms as their own files, and on the bundle that users get."""
    return "source" if request.param == "source" else "release"


@pytest.fixture
def room(runtime: Any, flavour: Flavour) -> Callable[[str], Any]:
    """Give a function that opens one room by name, `room("layout")`, in a fresh Lua."""
    require = runtime.execute(bundle_text(flavour, "rooms"))
    return lambda name: require(f"sessions.{name}")


@pytest.fixture
def console() -> Console:
    """Give a console 100 columns wide whose text can be read: `console.file.getvalue()`."""
    return Console(file=io.StringIO(), width=100, color_system=None, _environ={})
