"""Makes the wezterm-sessions plugin: profile, sources, render, assemble, verify, write.

    from pathlib import Path
    from generator import build, load_config

    result = build(load_config(Path("mine.toml"), output=Path("../my-sessions")))

Everything that can be imported from here is in `__all__`; the command line is `python -m
generator`.

The house, from the ground up: each wing stands on those before it, and knows none after it.

    errors        what may go wrong
    facts/        told once: rooms, options, functions and events, WezTerm's own API
    lua/          Lua as text, and a Lua to run it
    simulator/    the simulated WezTerm, a house of its own
    making/       a build profile ──▶ dist/
    proving/      Lua tools, pure rooms by themselves, rehearsals, recorded answers replayed
    cli           what a person types

`profiles/` holds build profiles, for people to copy. The bench (benchmarks/) stands on this house.
"""

from generator.errors import GeneratorError
from generator.facts.version import VERSION
from generator.making.assemble import Plugin
from generator.making.config import BuildConfig, default_config, load_config
from generator.making.flow import BuildResult, CheckResult, build, check, compose, verify

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
