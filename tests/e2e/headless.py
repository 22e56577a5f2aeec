"""Save and load in the mux server: random workspaces, exact to the cell.

In:    the plugin's address; layouts by seed.
Out:   what differs after the round trip, with the layout that shows it.
Never: needs a screen.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from tests.e2e.checkout import Checkout
from tests.e2e.compare import differences
from tests.e2e.scripts import WorkspaceSpec, workspace_spec
from tests.e2e.terminal import Json, Programs, Terminal, TerminalError

PLUGIN = Path(__file__).parent / "lua" / "plugin.lua"
PER_SERVER = 25
SERVERS_AT_A_TIME = 2

ROUND_TRIP = """
local spec = arg.spec
local name = spec.workspace
e2e.build(spec)
e2e.settle(name, 0.03)
local before = e2e.state(name)
local saved_ms, problem = e2e.save(name)
if not saved_ms then return { problem = problem } end
if not e2e.close(name) then return { problem = "the panes did not end" } end
local loaded, problem = e2e.load(name)
if not loaded then return { problem = problem, before = before } end
e2e.settle(name, 0.03)
local after = e2e.state(name)
e2e.close(name)
return { before = before, after = after, loaded = loaded, slices = e2e.take_slices() }
"""


@dataclass
class RoundTrips:
    """What came out."""

    layouts: int = 0
    panes: int = 0
    exact: int = 0
    failures: list[str] = field(default_factory=list)
    """A paragraph each, with the layout as JSON."""
    slices: list[tuple[str, float]] = field(default_factory=list)
    """What held the terminal, and for how many milliseconds."""


def plugin_config(checkout: Checkout, options: str = "{}") -> str:
    """Configure the terminal to load the plugin, with options as a Lua table."""
    return f"assert(loadfile('{PLUGIN}'))(e2e, config, '{checkout.url}', {options})"


def directories(home: Path) -> list[str]:
    """Make working directories with names that trip up the careless."""
    names = ("plain", "with space", "per%cent", "naïve ☂", "quo'te\"", "semi;colon", "hash#q?")
    made = [home / "dirs" / name for name in names]
    for directory in made:
        directory.mkdir(parents=True, exist_ok=True)
    return [str(directory) for directory in made]


def prove(programs: Programs, checkout: Checkout, count: int, seed: int) -> RoundTrips:
    """Carry `count` random workspaces through save, close and load."""
    home = Path(tempfile.mkdtemp(prefix="wezterm-sessions-e2e-"))
    rng = random.Random(seed)
    cwds = directories(home)
    specs = [workspace_spec(rng, f"w {number}", cwds) for number in range(count)]
    result = RoundTrips()
    batches = iter([specs[start : start + PER_SERVER] for start in range(0, count, PER_SERVER)])

    def work() -> None:
        while (batch := next(batches, None)) is not None:
            _run_batch(programs, checkout, batch, result)

    workers = [Thread(target=work) for _ in range(SERVERS_AT_A_TIME)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    shutil.rmtree(home, ignore_errors=True)
    return result


def _run_batch(
    programs: Programs, checkout: Checkout, batch: list[WorkspaceSpec], result: RoundTrips
) -> None:
    left = list(batch)
    while left:
        with Terminal(programs, "server", plugin_config(checkout)) as server:
            try:
                while left:
                    spec = left.pop()
                    record(result, spec, server.ask(ROUND_TRIP, spec=spec.as_json()))
            except TerminalError as error:
                record(result, spec, {"problem": f"{type(error).__name__}: {error}"})


def record(result: RoundTrips, spec: WorkspaceSpec, answer: Json) -> None:
    """Add one round trip to the result."""
    result.layouts += 1
    result.panes += spec.panes
    result.slices += [(label, ms) for label, ms, _ in answer.get("slices", [])]
    found = [answer["problem"]] if "problem" in answer else []
    if not found:
        found = differences(answer["before"], answer["after"])
        found += answer.get("failed", [])
        problems = answer["loaded"]["report"]["problems"]
        found += [f"report: {problem['message']}" for problem in problems]
    if found:
        lines = "\n  ".join(found[:12])
        result.failures.append(f"{lines}\n  {json.dumps(spec.as_json())}")
    else:
        result.exact += 1
