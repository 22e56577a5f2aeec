"""How fast it is, measured in the terminal beside the floor: the bare calls nobody can do without.

In:    the plugin, and other plugins' checkouts to be measured in the same way.
Out:   a proof for each target, with medians.
Never: compares what was not measured in the same process, turn by turn.

Every load is the first one of its session in its process, as after the start of WezTerm: saved
under many names by one process, loaded by the next.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.stats.estimates import Interval, median_ratio
from tests.e2e.compare import differences
from tests.e2e.report import Proof, judged
from tests.e2e.scripts import TabSpec, WindowSpec, WorkspaceSpec, tab_spec
from tests.e2e.stage import Setting, Stage
from tests.e2e.terminal import Json

STOREY = "figures"
SIZE = (200, 56)
LEAST_CELLS = 3
RUNS = 11
RUNS_OF_FEW = 25
"""Of up to 6 panes: a few milliseconds are soon disturbed."""


COMPLETE_TARGET = 1.15
VISIBLE_TARGET = 1.3
SAVE_SLICE_TARGET_MS = 15.0
START_UP_TARGET_MS = 1.5
START_UPS = 30
FIRST_EVENT_TARGET_MS = 3.0
OPENING_TARGET_MS = 3.0
STARTS = 5
STATES = 7
"""Lua states of which each first thing is measured."""

SETTLED_MS = 400
"""By then all rooms are open, and what was begun is over."""

FIRST = {
    "event": "",
    "list": 'e2e.timed("list", e2e.sessions.list)()',
    "save": 'e2e.timed("save", e2e.sessions.save)({ workspace = e2e.HOME, quiet = true })',
    "load": 'e2e.timed("load", e2e.sessions.load)("cold", e2e.gui_window())',
}
"""What may come first in a Lua state, before the plugin has seen an event."""

PROCESSES = 500
PROGRAM_PANES = 8


@dataclass(frozen=True, slots=True)
class Case:
    """One size of session."""

    tabs: int
    panes: int
    """In each tab."""

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.panes} panes" if self.tabs == 1 else f"{self.tabs} tabs of {self.panes}"


CASES = (Case(1, 2), Case(1, 6), Case(1, 12), Case(1, 24), Case(10, 4))


@dataclass(frozen=True, slots=True)
class Times:
    """The same thing measured several times, in milliseconds.

    Other work on the machine can only add, so a target in milliseconds is judged by the calmest.
    """

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, taken_ms: Iterable[float]) -> Times:
        """Sum up measurements, one at least."""
        taken = list(taken_ms)
        return cls(median(taken), min(taken), max(taken))

    def __str__(self) -> str:
        return f"{self.middle:.1f} ms (calmest {self.least:.1f})"


@dataclass(frozen=True, slots=True)
class Loads:
    """Loads, each beside the floor of its own turn: what disturbs one is likely to disturb both.

    A target is missed when even the lower end of the ratio's interval is above it.
    """

    times: Times
    ratio: Interval

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, float]]) -> Loads:
        """Sum up pairs of a load and its floor, one at least."""
        return cls(Times.of(load for load, _ in pairs), median_ratio(pairs))

    def misses(self, target: float) -> bool:
        """Whether it is slower than that, for all that the noise allows to say."""
        return self.ratio.low > target

    def __str__(self) -> str:
        ratio = self.ratio
        return f"{self.times} = {ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f}) x floor"


def prove(setting: Setting, seed: int) -> list[Proof]:
    """Measure everything about the plugin itself."""
    return [
        start_up(setting),
        *openings(setting, seed),
        *(loads(setting, case, seed) for case in CASES),
        loads(replace(setting, lazy="off"), CASES[-1], seed),
        save_among_many(setting, seed),
    ]


def measure_other(setting: Setting, seed: int, runs: int) -> list[Proof]:
    """Measure another plugin; nothing is demanded of it."""
    proofs = [start_up(setting), *(loads(setting, case, seed, runs) for case in CASES)]
    return [Proof(proof.storey, proof.what, "measured", proof.said) for proof in proofs]


def start_up(setting: Setting) -> Proof:
    """`wezterm.plugin.require` and `apply_to_config`, the plugin being on the disk."""
    with Stage(setting) as stage:
        taken = Times.of(stage.flow("return e2e.time_start_up(arg.times)", times=START_UPS))
    failures = [str(taken)] if taken.least > START_UP_TARGET_MS else []
    return judged(STOREY, f"{setting.name}: start-up", str(taken), failures)


def openings(setting: Setting, seed: int) -> Iterator[Proof]:
    """What the rooms cost that an evaluation of the configuration leaves closed.

    For the first events of a process and of a reload, the whole of what a handler holds the
    terminal; for each thing that may come first, the part of a slice that opens rooms.
    """
    starts: list[list[float]] = []
    for _ in range(STARTS):
        with Stage(setting, size=SIZE) as stage:
            starts.append(_event_slices(stage.figure("return e2e.take_slices()")))
    firsts: dict[str, list[list[Json]]] = {what: [] for what in FIRST}
    with Stage(setting, size=SIZE) as stage:
        spec = _spec(CASES[0], seed, stage.size, str(stage.home)).as_json()
        stage.figure('figures.save_copies(arg.spec, { "cold" })', spec=spec)
        for _ in range(STATES):
            for what, code in FIRST.items():
                stage.reload(code)
                stage.figure("wezterm.sleep_ms(arg.ms)", ms=SETTLED_MS)
                firsts[what].append(stage.figure("return e2e.take_slices()"))
                if what == "load":
                    stage.figure('figures.leave("cold")')
    reloads = [_event_slices(slices) for slices in firsts["event"]]
    for what, held in (("a start", starts), ("a reload", reloads)):
        yield _longest(setting, f"first events of {what}", held, FIRST_EVENT_TARGET_MS)
    for what, states in firsts.items():
        opened = [[ms for *_, ms in slices if ms > 0] for slices in states]
        yield _longest(setting, f"rooms opened, first {what}", opened, OPENING_TARGET_MS)


def _event_slices(slices: list[Json]) -> list[float]:
    return [ms for label, ms, _ in slices if label != "timer"]


def _longest(setting: Setting, what: str, states: list[list[float]], target_ms: float) -> Proof:
    """Judge the longest slice; the same slice of several Lua states is taken where it was calmest.

    There are a dozen in each state, and a busy machine disturbs some of them every time.
    """
    slices = [Times.of(same) for same in zip(*states, strict=False)]
    longest = max(slices, key=lambda times: times.least)
    said = f"longest of {len(slices)} slices {longest}"
    failures = [said] if longest.least > target_ms else []
    return judged(STOREY, f"{setting.name}: {what}", said, failures)


def _spec(case: Case, seed: int, size: tuple[int, int], cwd: str) -> WorkspaceSpec:
    rng = random.Random(f"{seed} {case}")
    tabs: list[TabSpec] = []
    while len(tabs) < case.tabs:
        tab = tab_spec(rng, size, case.panes, [cwd], least=LEAST_CELLS)
        if len(tab.splits) == case.panes - 1:
            tab.zoomed = False
            tabs.append(tab)
    return WorkspaceSpec("floor", [WindowSpec("", *size, (case.tabs + 1) // 2, tabs)])


def loads(setting: Setting, case: Case, seed: int, runs: int | None = None) -> Proof:
    """Load a session `runs` times beside the floor, turn by turn."""
    runs = runs or (RUNS_OF_FEW if case.tabs * case.panes <= 6 else RUNS)
    home = Path(tempfile.mkdtemp(prefix="wezterm-sessions-e2e-"))
    names = [f"copy {number}" for number in range(runs)]
    with Stage(setting, home=home, size=SIZE) as stage:
        spec = _spec(case, seed, stage.size, str(home))
        saved = stage.figure(
            "return figures.save_copies(arg.spec, arg.names)", spec=spec.as_json(), names=names
        )
    kinds = ("whole", "visible", "turns") if case.tabs > 1 else ("whole", "visible")
    with Stage(setting, home=home, size=SIZE) as stage:
        # The first of anything is slow: fonts, windows.
        stage.figure('figures.floor(arg.spec, "whole")', spec=spec.as_json())
        rng = random.Random(seed)
        rounds = [_round(stage, spec, name, kinds, rng) for name in names]
    shutil.rmtree(home, ignore_errors=True)
    return _judge(setting, case, saved, rounds)


def _round(
    stage: Stage, spec: WorkspaceSpec, name: str, kinds: Sequence[str], rng: random.Random
) -> Json:
    """Measure a load and every floor once, in any order: each is a burden on those after it."""
    told: dict[str, Json] = {}
    for kind in rng.sample([*kinds, "load"], len(kinds) + 1):
        if kind == "load":
            told |= stage.figure("return figures.load(arg.name)", name=name)
        else:
            code = "return figures.floor(arg.spec, arg.kind)"
            told[kind] = stage.figure(code, spec=spec.as_json(), kind=kind)
    return told


def _judge(setting: Setting, case: Case, saved: Json, rounds: list[Json]) -> Proof:
    what = f"{setting.name}: load {case.name}" + (f", tabs {setting.lazy}" if case.tabs > 1 else "")
    # The end of a load that nobody told of is nil in Lua, and then not there.
    ended = [one for one in rounds if one.get("ended_ms") is not None]
    count = len(rounds) - len(ended)
    endless: list[str] = [f"{count} of {len(rounds)} loads came to no end"] if count else []
    if not ended:
        return judged(STOREY, what, endless[0], endless)
    is_lazy = case.tabs > 1 and setting.lazy != "off"

    def floor(one: Json, key: str) -> float:
        # One tab: both floors are the same work.
        is_same = case.tabs == 1
        taken: float = (one["whole"] + one["visible"]) / 2 if is_same else one[key]
        return taken

    complete = Loads.of(
        [(one["ended_ms"], floor(one, "turns" if is_lazy else "whole")) for one in ended]
    )
    visible = Loads.of([(one["returned_ms"], floor(one, "visible")) for one in ended])
    found = [differences(saved["before"], one["after"]) for one in rounds]
    exact = sum(not some for some in found)
    slices = [max(ms for _, ms, _ in one["slices"]) for one in rounds if one["slices"]]
    said = [
        f"complete {complete}" + (" in turns" if is_lazy else ""),
        f"visible {visible}",
        f"longest slice {Times.of(slices or [0])}",
        f"save {Times.of(saved['saved_ms'])}",
        f"{exact}/{len(rounds)} exact",
        *next((some[:1] for some in found if some), []),
        *endless,
    ]
    failures = [*endless]
    if complete.misses(COMPLETE_TARGET):
        failures.append(f"complete after {complete}, target {COMPLETE_TARGET}")
    if (is_lazy or case.tabs == 1) and visible.misses(VISIBLE_TARGET):
        failures.append(f"visible after {visible}, target {VISIBLE_TARGET}")
    if exact < len(rounds):
        failures.append(f"{len(rounds) - exact} loads were not exact")
    return judged(STOREY, what, "; ".join(said), failures)


@contextmanager
def _processes(count: int) -> Iterator[None]:
    """Fill the process table with sleepers."""
    sleepers = [
        subprocess.Popen(["sleep", "3600"])  # noqa: S607 - the system's own
        for _ in range(count)
    ]
    try:
        yield
    finally:
        for sleeper in sleepers:
            sleeper.kill()
        for sleeper in sleepers:
            sleeper.wait()


def save_among_many(setting: Setting, seed: int) -> Proof:
    """Save 24 panes, some of which run programs, on a machine with many processes."""
    code = """
    e2e.build(arg.spec)
    e2e.show(arg.spec.workspace)
    e2e.settle(arg.spec.workspace)
    local started = 0
    for _, tab in ipairs(e2e.windows(arg.spec.workspace)[1]:tabs()) do
      for number, pane in ipairs(tab:panes()) do
        if number <= arg.programs then
          started = started + 1
          pane:send_text(("tail -f -n %d /dev/null\\r"):format(started))
        end
      end
    end
    wezterm.sleep_ms(1500)
    local longest, taken = {}, {}
    for run = 1, arg.runs do
      e2e.windows(arg.spec.workspace)[1]:set_title("run " .. run)
      e2e.settle(arg.spec.workspace, 0.3)
      e2e.take_slices()
      taken[run] = assert(e2e.save(arg.spec.workspace))
      longest[run] = 0
      for _, slice in ipairs(e2e.take_slices()) do
        longest[run] = math.max(longest[run], slice[2])
      end
    end
    return { longest = longest, taken = taken }
    """
    with _processes(PROCESSES), Stage(setting, size=SIZE) as stage:
        spec = _spec(Case(2, 12), seed, stage.size, str(stage.home))
        told = stage.figure(code, spec=spec.as_json(), runs=RUNS, programs=PROGRAM_PANES // 2)
    longest = Times.of(told["longest"])
    said = f"longest slice {longest}; done after {Times.of(told['taken'])}"
    failures = [said] if longest.least > SAVE_SLICE_TARGET_MS else []
    what = f"{setting.name}: save 24 panes, {PROGRAM_PANES} programs, {PROCESSES} processes"
    return judged(STOREY, what, said, failures)
