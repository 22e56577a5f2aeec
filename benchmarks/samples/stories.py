"""The stories of a user: he saves, loads in a new process or in the same, lists, restores.

In:    a subject in a terminal of its own, with a workload.
Out:   one sample for each operation.
Never: shows a subject what a user's terminal would not show it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.samples import workspaces
from benchmarks.samples.fidelity import Fidelity, Seen, SeenWindow, compare
from benchmarks.samples.machine import Conditions, open_terminal, publish_processes
from benchmarks.samples.observe import Observation, Observer, figures
from benchmarks.samples.sample import Sample, Status
from benchmarks.scenario.scenario import RESTORING, Operation, Scenario
from benchmarks.scenario.workloads import Size, Workload
from benchmarks.subject.floor import order_of_tabs
from benchmarks.subject.subject import Subject
from generator.simulator import Simulator

PROJECT: Final = "project"
"""The workspace of the stories; it doesn't exist when the terminal starts."""

Samples = list[tuple[Operation, Sample]]
"""What a story gives: an operation may be told of only by some subjects."""


@dataclass(slots=True)
class Telling:
    """A story, told to one subject in a terminal of its own, for one case."""

    subject: Subject
    scenario: Scenario
    workload: Workload
    conditions: Conditions
    sim: Simulator

    @property
    def later_size(self) -> Size:
        """Size of the terminal that loads."""
        return self.scenario.later_size or self.workload.size

    @property
    def metered(self) -> bool:
        """True when instructions are counted."""
        return self.conditions.metered and self.subject.info.runs_own_code


@dataclass(frozen=True, slots=True)
class Told:
    """One operation of a story: what was seen, and the time that counts as its end."""

    operation: Operation
    observed: Observation
    idle: frozenset[int]
    """Panes that ran nothing but their shell."""
    end_ms: float | None


def set_up(subject: Subject, scenario: Scenario, case: int, conditions: Conditions) -> Telling:
    """A terminal that is not started yet, with the directories of the workload."""
    workload = scenario.workload(case)
    sim = open_terminal(subject, scenario, workload.size, conditions)
    workspaces.make_directories(sim, [workload])
    return Telling(subject, scenario, workload, conditions, sim)


# What is done.


def _observed(
    telling: Telling, workspace: str, operation: Operation, action: Callable[[], object]
) -> Told:
    sim = telling.sim
    publish_processes(sim)
    idle = workspaces.idle_panes(sim)
    observed = Observer(sim, workspace, metered=telling.metered).run(action)
    ends: dict[Operation, float | None] = {
        "save": observed.written_ms,
        "list": observed.listed_ms,
    }
    return Told(operation, observed, idle, ends.get(operation, observed.complete_ms))


def _saved(telling: Telling, workspace: str) -> tuple[Seen, list[Told]]:
    """The workload is there and saved: what it looked like, and how the save went."""
    subject, sim = telling.subject, telling.sim
    sim.start()
    workspaces.build(sim, telling.workload, workspace)
    before = workspaces.look(sim, workspace)
    told = []
    if subject.saves:
        told.append(_observed(telling, workspace, "save", lambda: subject.save(sim)))
    subject.prepare(telling.workload, workspace, telling.later_size)
    return before, told


def _restart(telling: Telling) -> None:
    cols, rows = telling.later_size
    telling.sim.restart(cols=cols, rows=rows)


def _choose(telling: Telling, operation: Operation) -> Told:
    subject, sim = telling.subject, telling.sim
    subject.pick(sim)
    sim.run()
    return _observed(telling, PROJECT, operation, lambda: subject.choose(sim, PROJECT))


def cold(telling: Telling) -> Samples:
    """A workspace is saved, and loaded in a new process."""
    before, told = _saved(telling, PROJECT)
    _restart(telling)
    told.append(_choose(telling, "load"))
    return _judged(telling, told, before, PROJECT)


def cached(telling: Telling) -> Samples:
    """A workspace is saved, closed, and loaded by the process that has saved it."""
    before, _ = _saved(telling, PROJECT)
    workspaces.close(telling.sim, PROJECT)
    return _judged(telling, [_choose(telling, "reload")], before, PROJECT)


def restore(telling: Telling) -> Samples:
    """A workspace is saved, and restored into the window that a new process opens."""
    workspace = workspaces.START_WORKSPACE
    before, _ = _saved(telling, workspace)
    _restart(telling)
    subject, sim = telling.subject, telling.sim
    told = _observed(telling, workspace, "restore", lambda: subject.restore(sim))
    return _judged(telling, [told], before, workspace)


def names_to_save(sessions: int) -> list[str]:
    """Names as users give them: with blanks, slashes, capitals, accents, and look-alikes."""
    odd = ["c++", "my-json", "Web", "web", "proj/web app", "naïve café", "a.json b", "x_y"]
    return [odd[i] if i < len(odd) else f"project {i:03d}" for i in range(sessions)]


def listed(telling: Telling) -> Samples:
    """Workspaces are saved under odd names, and a new process lists them."""
    subject, sim = telling.subject, telling.sim
    sim.start()
    names = names_to_save(telling.scenario.sessions)
    for name in names:
        sim.switch_workspace(name)
        sim.run()
        publish_processes(sim)
        subject.save(sim)
        sim.run()
    _restart(telling)
    told = _observed(telling, PROJECT, "list", lambda: subject.pick(sim))
    overlay = sim.overlay
    shown = [subject.shown_name(c.label, c.id) for c in overlay.choices] if overlay else []
    right = sum(name in shown for name in names)
    return [("list", _sample(telling, told, Fidelity(tabs=len(names), exact_tabs=right)))]


# What comes of it.


def _judged(telling: Telling, told: list[Told], before: Seen, workspace: str) -> Samples:
    """Samples with what a user sees in the end, compared with what was there before."""
    after = workspaces.look(telling.sim, workspace)
    fidelity = compare(before, _reordered(telling.subject, telling.workload, after))
    return [(one.operation, _sample(telling, one, fidelity)) for one in told]


def _reordered(subject: Subject, workload: Workload, seen: Seen) -> Seen:
    """The floor makes the visible tab first; put its tabs where they belong to be judged."""
    if subject.saves:
        return seen
    windows = []
    for window, plan in zip(seen.windows, workload.windows, strict=False):
        order = order_of_tabs(plan)
        extra = len(window.tabs) - len(order)
        tabs = list(window.tabs[max(extra, 0) :])
        placed = sorted(zip(order, tabs, strict=False), key=lambda pair: pair[0])
        windows.append(
            SeenWindow(
                window.tabs[: max(extra, 0)] + tuple(tab for _, tab in placed),
                window.active_tab,
            )
        )
    return replace(seen, windows=tuple(windows) + seen.windows[len(windows) :])


def _status(told: Told, fidelity: Fidelity) -> Status:
    if told.observed.errors:
        return "raised"
    if told.end_ms is None:
        return "short"
    if told.operation in RESTORING and fidelity.panes_lost:
        return "short"
    return "ok"


def _activations_over(observed: Observation, tabs: int) -> int:
    """Activations, of tabs and of panes, beyond one for each of so many tabs."""
    count = sum(call.name in ("MuxTab:activate", "MuxPane:activate") for call in observed.calls)
    return max(count - tabs, 0)


def _sample(telling: Telling, told: Told, fidelity: Fidelity) -> Sample:
    observed, workload = told.observed, telling.workload
    found = figures(observed, told.idle)
    if told.end_ms is not None:
        found["complete_ms"] = round(told.end_ms, 6)
        found["asked_ms"] = round(observed.asked_ms(told.end_ms), 6)
    restores = told.operation in RESTORING
    if restores:
        if observed.visible_ms is not None:
            found["visible_ms"] = round(observed.visible_ms, 6)
        found["flickers"] = observed.flickers
        found["splits_over"] = max(found["splits"] - (workload.panes - workload.tabs), 0)
        # The lone shell that a restore replaces is a tab as well: it is activated to be closed.
        replaced = told.operation == "restore"
        found["activations_over"] = _activations_over(observed, workload.tabs + replaced)
    status = _status(told, fidelity)
    problem = next(iter(observed.errors), "")
    if status == "short":
        problem = f"{fidelity.panes_lost} panes are missing" if restores else "nothing happened"
    return Sample(status, found, fidelity, len(observed.errors), problem, dict(observed.counts()))
