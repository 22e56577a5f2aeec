"""What must be equal for two results to be comparable: machine, versions, seed.

In:    the mode of a run.
Out:   facts by name, as the report prints them.
Never: anything of the user.
"""

from __future__ import annotations

import platform
import time
from pathlib import Path
from typing import Any

from benchmarks.scenario.scenario import SEED, Mode
from benchmarks.subject import plugin
from generator.lua.state import new_lua
from generator.making.config import ROOT
from generator.simulator.machine.costs import MEASURED_PROCESSES


def about(mode: Mode) -> dict[str, Any]:
    """The facts of a run that begins now."""
    return {
        "mode": mode,
        "measured at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "commit": plugin.commit(ROOT),
        "seed": SEED,
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Lua": ".".join(str(part) for part in new_lua().lua_version),
        "simulated host": f"WezTerm 4ff581a8, local domain, {MEASURED_PROCESSES} processes unless a"
        " scenario says so",
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0]}, {len(names)} cores" if names else platform.machine()
