"""For all tests: that dist/ is fresh, how long properties search, a fresh Lua, a console.

Tests of the plugin load the files of dist/ as WezTerm does, tests of a room open its file there. So
a dist/ that is older than the sources would prove nothing: then no test runs.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from rich.console import Console

from generator import GeneratorError, compose, default_config
from generator.lua.state import new_lua
from generator.making.config import ROOT

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
settings.register_profile("room", settings.get_profile("pr"), max_examples=25)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "pr"))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse to test a plugin that is not what the sources make."""
    if hasattr(session.config, "workerinput"):
        return
    try:
        files = compose(default_config()).files
    except GeneratorError as error:
        pytest.exit(f"{error}\n{error.remedy}", returncode=1)
    stale = [
        name
        for name, text in files.items()
        if not (path := ROOT / "dist" / name).is_file() or path.read_text("utf-8") != text
    ]
    if stale:
        pytest.exit(f"dist/{stale[0]} is not what the sources make: `make plugin`", returncode=1)


def fresh_lua() -> Any:
    """Return a bare Lua 5.4 that cannot run away, watched where lines are counted."""
    runtime = new_lua(most_bytes=MEMORY_BYTES)
    coverage = sys.modules.get("tests.lua_coverage")
    if coverage is not None:
        coverage.watch(runtime)
    return runtime


@pytest.fixture
def console() -> Console:
    """Give a console 100 columns wide whose text can be read: `console.file.getvalue()`."""
    return Console(file=io.StringIO(), width=100, color_system=None, _environ={})
