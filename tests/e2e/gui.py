"""Random workspaces saved, closed and loaded in a WezTerm on a screen.

In:    the plugin; layouts by seed.
Out:   what differs, for every way of loading tabs, every kind of tab bar, after a restart, and in
       a window of another size.
Never: builds at another size than the window's: shrinking may hang WezTerm by itself.
"""

from __future__ import annotations

import itertools
import json
import random
import shutil
import tempfile
from pathlib import Path
from typing import get_args

from tests.e2e.compare import differences
from tests.e2e.headless import RoundTrips, directories, record
from tests.e2e.report import Proof, judged
from tests.e2e.scripts import WorkspaceSpec, workspace_spec
from tests.e2e.stage import LEAST_CELLS, Bar, Lazy, Setting, Stage
from tests.e2e.terminal import Json, LuaFailed, TerminalError

STOREY = "screen"
OTHER_SIZES = ((120, 34), (210, 58))
RESTARTED = 6
"""Sessions carried over a restart."""


def round_trips(setting: Setting, count: int, seed: int) -> list[Proof]:
    """Carry `count` workspaces through, shared out evenly over all combinations."""
    proofs = []
    combinations = list(itertools.product(get_args(Lazy), get_args(Bar)))
    each, more = divmod(count, len(combinations))
    for number, (lazy, bar) in enumerate(combinations):
        result = RoundTrips()
        rng = random.Random(f"{seed} {lazy} {bar}")
        while result.layouts < each + (number < more):
            _some(setting, rng, (lazy, bar), result, each + (number < more))
        said = f"{result.exact}/{result.layouts} exact, {result.panes} panes"
        proofs.append(judged(STOREY, f"tabs {lazy}, bar {bar}", said, result.failures))
    return proofs


def _some(
    setting: Setting, rng: random.Random, way: tuple[Lazy, Bar], result: RoundTrips, count: int
) -> None:
    """Go on until all are done or the terminal has to be started anew."""
    lazy, bar = way
    with Stage(setting, lazy=lazy, bar=bar) as stage:
        cwds = directories(stage.home)
        while result.layouts < count:
            spec = _spec(rng, f"w {result.layouts}", cwds, stage.size)
            code = "return flows.round_trip(arg.spec, arg.lazy)"
            try:
                answer = stage.flow(code, spec=spec.as_json(), lazy=lazy)
            except TerminalError as error:
                record(result, spec, {"problem": f"{type(error).__name__}: {error}"})
                return
            record(result, spec, answer)
        result.failures += stage.complaints()


def _spec(rng: random.Random, name: str, cwds: list[str], size: tuple[int, int]) -> WorkspaceSpec:
    windows = rng.choice((1, 1, 1, 2, 3))
    return workspace_spec(
        rng, name, cwds, windows=windows, most_panes=8, size=size, least=LEAST_CELLS
    )


def restart(setting: Setting, seed: int) -> list[Proof]:
    """Save in one process, load in others: at the same size and at other sizes."""
    home = Path(tempfile.mkdtemp(prefix="wezterm-sessions-e2e-"))
    rng = random.Random(seed)
    specs, before = [], []
    with Stage(setting, home=home) as stage:
        cwds = directories(home)
        for number in range(RESTARTED):
            specs.append(_spec(rng, f"r {number}", cwds, stage.size))
            before.append(stage.flow("return flows.prepare(arg.spec)", spec=specs[-1].as_json()))
        same = stage.size
    proofs = []
    for size in (same, *OTHER_SIZES):
        failures: list[str] = []
        with Stage(setting, home=home, size=size) as stage:
            for spec, old in zip(specs, before, strict=True):
                failures += _reload(stage, spec, old, may_resize=size != same)
            failures += stage.complaints()
        at = (
            "the same size"
            if size == same
            else f"{size[0]}x{size[1]} instead of {same[0]}x{same[1]}"
        )
        said = f"{len(specs)} sessions, {sum(spec.panes for spec in specs)} panes"
        proofs.append(judged(STOREY, f"after a restart, at {at}", said, failures))
    shutil.rmtree(home, ignore_errors=True)
    return proofs


def _reload(stage: Stage, spec: WorkspaceSpec, before: Json, *, may_resize: bool) -> list[str]:
    name = spec.workspace
    code = """
    local loaded, problem = e2e.load(arg.name)
    assert(loaded, problem)
    e2e.settle(arg.name)
    local after = e2e.state(arg.name)
    flows.leave(arg.name)
    return { after = after, problems = loaded.report.problems }
    """
    try:
        answer = stage.flow(code, name=name)
    except LuaFailed as error:
        return [f"{name}: {error}"]
    found = differences(before, answer["after"], may_resize=may_resize)
    found += [f"report: {problem['message']}" for problem in answer["problems"]]
    return ["\n  ".join([*found[:12], json.dumps(spec.as_json())])] if found else []
