"""Makes the wezterm-sessions plugin: profile, sources, render, assemble, verify, write.

    from pathlib import Path
    from generator import build, load_config

    result = build(load_config(Path("mine.toml"), output=Path("../my-sessions")))

Everything that can be imported from here is in `__all__`; the command line is `python -m
generator`.
"""

from generator.assemble import Plugin
from generator.config import BuildConfig, default_config, load_config
from generator.errors import GeneratorError
from generator.flow import BuildResult, CheckResult, build, check, compose, verify
from generator.version import VERSION

__all__ = [
    "VERSION",
    "BuildConfig",
    "BuildResult",
    "CheckResult",
    "GeneratorError",
    "Plugin",
    "build",
    "check",
    "compose",
    "default_config",
    "load_config",
    "verify",
]
