"""Tells a scenario's story to a subject and writes down what happened.

In:    a subject, a scenario, a case.
Out:   one sample for each operation.
Never: lets an error of one sample end the run; shows a subject what a user's terminal would not
       show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from benchmarks import stage
from benchmarks.costs import Prices
from benchmarks.fidelity import Fidelity, Seen, SeenWindow, compare
from benchmarks.floor import order_of_tabs
from benchmarks.observe import Observer, Watch, figures
from benchmarks.records import Row, Sample, Status, row_for
from benchmarks.scenarios import FIRST_USES, Operation, Scenario
from benchmarks.subjects import Subject
from benchmarks.workloads import Size, Workload
from generator.simulator import Simulator
from generator.simulator.machine.trace import Slice

PROJECT: Final = "project"
"""The workspace of the stories; it doesn't exist when the terminal starts."""

INSTRUCTION_BUDGET: Final = 500_000_000
"""A subject that runs longer without a break hangs."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a story is told."""

    metered: bool = True
    """Count Lua instructions and bytes of subjects that run their own code."""
    price_factor: float = 1.0
    """All costs times this."""
    instruction_budget: int = INSTRUCTION_BUDGET


@dataclass(frozen=True, slots=True)
class Told:
    """One operation of a story: what was seen, and the time that counts as its end."""

    operation: Operation
    watch: Watch
    idle: frozenset[int]
    end_ms: float | None


@dataclass(slots=True)
class Story:
    """A subject in a terminal of its own, for one case."""

    subject: Subject
    scenario: Scenario
    workload: Workload
    setting: Setting
    sim: Simulator

    @property
    def later_size(self) -> Size:
        """Size of the terminal that loads."""
        return self.scenario.later_size or self.workload.size

    @property
    def metered(self) -> bool:
        """True when instructions are counted."""
        return self.setting.metered and self.subject.info.runs_own_code


def open_terminal(subject: Subject, scenario: Scenario, size: Size, setting: Setting) -> Simulator:
    """A machine with the subject installed; not started yet."""
    sim = Simulator(
        None,
        files=subject.files(),
        config=subject.config(),
        cols=size[0],
        rows=size[1],
        processes=scenario.processes,
        costs=Prices(setting.price_factor),
        meter=setting.metered and subject.info.runs_own_code,
        instruction_budget=setting.instruction_budget,
        shell_exit_ms=stage.SHELL_EXIT_MS,
    )
    sim.commands.update(ls=stage.shell_ls, sh=stage.shell)
    return sim


def _watch(
    story: Story, workspace: str, operation: Operation, action: Callable[[], object]
) -> Told:
    sim = story.sim
    stage.publish_processes(sim)
    idle = stage.idle_panes(sim)
    watch = Observer(sim, workspace, metered=story.metered).run(action)
    ends: dict[Operation, float | None] = {
        "save": watch.written_ms,
        "list": watch.listed_ms,
    }
    return Told(operation, watch, idle, ends.get(operation, watch.complete_ms))


def _restart(story: Story) -> None:
    cols, rows = story.later_size
    story.sim.restart(cols=cols, rows=rows)


def _save(story: Story, workspace: str) -> Told:
    return _watch(story, workspace, "save", lambda: story.subject.save(story.sim))


def _choose(story: Story, operation: Operation) -> Told:
    subject, sim = story.subject, story.sim
    subject.pick(sim)
    sim.run()
    return _watch(story, PROJECT, operation, lambda: subject.choose(sim, PROJECT))


def _cold(story: Story) -> tuple[list[Told], Seen, Seen]:
    subject, sim = story.subject, story.sim
    sim.start()
    stage.build(sim, story.workload, PROJECT)
    before = stage.look(sim, PROJECT)
    told = [_save(story, PROJECT)] if subject.saves else []
    subject.prepare(story.workload, PROJECT, story.later_size)
    _restart(story)
    told.append(_choose(story, "load"))
    return told, before, stage.look(sim, PROJECT)


def _cached(story: Story) -> tuple[list[Told], Seen, Seen]:
    subject, sim = story.subject, story.sim
    sim.start()
    stage.build(sim, story.workload, PROJECT)
    before = stage.look(sim, PROJECT)
    if subject.saves:
        _save(story, PROJECT)
    subject.prepare(story.workload, PROJECT, story.later_size)
    stage.close(sim, PROJECT)
    return [_choose(story, "reload")], before, stage.look(sim, PROJECT)


def _restore(story: Story) -> tuple[list[Told], Seen, Seen]:
    subject, sim = story.subject, story.sim
    workspace = stage.START_WORKSPACE
    sim.start()
    stage.build(sim, story.workload, workspace)
    before = stage.look(sim, workspace)
    if subject.saves:
        _save(story, workspace)
    subject.prepare(story.workload, workspace, story.later_size)
    _restart(story)
    told = _watch(story, workspace, "restore", lambda: subject.restore(sim))
    return [told], before, stage.look(sim, workspace)


STORIES: Final = {"cold": _cold, "cached": _cached, "restore": _restore}


def can_tell(subject: Subject, scenario: Scenario) -> bool:
    """True when the subject has what the story is about."""
    if scenario.story in ("list", "startup", *FIRST_USES):
        return subject.saves
    if scenario.story == "restore":
        return not subject.saves or getattr(subject, "restore_key", None) is not None
    return subject.saves or set(scenario.operations) != {"save"}


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
    if told.watch.errors:
        return "raised"
    if told.end_ms is None:
        return "short"
    if told.operation in ("load", "reload", "restore") and fidelity.panes_lost:
        return "short"
    return "ok"


def _activations_over(watch: Watch, tabs: int) -> int:
    """Activations, of tabs and of panes, beyond one for each of so many tabs."""
    count = sum(call.name in ("MuxTab:activate", "MuxPane:activate") for call in watch.calls)
    return max(count - tabs, 0)


def _sample(story: Story, told: Told, fidelity: Fidelity) -> Sample:
    watch, workload = told.watch, story.workload
    found = figures(watch, told.idle)
    if told.end_ms is not None:
        found["complete_ms"] = round(told.end_ms, 6)
        found["asked_ms"] = round(watch.asked_ms(told.end_ms), 6)
    restores = told.operation in ("load", "reload", "restore")
    if restores:
        if watch.visible_ms is not None:
            found["visible_ms"] = round(watch.visible_ms, 6)
        found["flickers"] = watch.flickers
        found["splits_over"] = max(found["splits"] - (workload.panes - workload.tabs), 0)
        # The lone shell that a restore replaces is a tab as well: it is activated to be closed.
        replaced = told.operation == "restore"
        found["activations_over"] = _activations_over(watch, workload.tabs + replaced)
    status = _status(told, fidelity)
    problem = next(iter(watch.errors), "")
    if status == "short":
        problem = f"{fidelity.panes_lost} panes are missing" if restores else "nothing happened"
    return Sample(status, found, fidelity, len(watch.errors), problem, dict(watch.counts()))


def _set_up(subject: Subject, scenario: Scenario, case: int, setting: Setting) -> Story:
    workload = scenario.workload(case)
    sim = open_terminal(subject, scenario, workload.size, setting)
    stage.make_directories(sim, [workload])
    return Story(subject, scenario, workload, setting, sim)


def _told(story: Story) -> list[tuple[Operation, Sample]]:
    told, before, after = STORIES[story.scenario.story](story)
    fidelity = compare(before, _reordered(story.subject, story.workload, after))
    return [(one.operation, _sample(story, one, fidelity)) for one in told]


def names_to_save(sessions: int) -> list[str]:
    """Names as users give them: with blanks, slashes, capitals, accents, and look-alikes."""
    odd = ["c++", "my-json", "Web", "web", "proj/web app", "naïve café", "a.json b", "x_y"]
    return [odd[i] if i < len(odd) else f"project {i:03d}" for i in range(sessions)]


def _listed(subject: Subject, scenario: Scenario, setting: Setting) -> Sample:
    workload = scenario.workload(0)
    sim = open_terminal(subject, scenario, workload.size, setting)
    story = Story(subject, scenario, workload, setting, sim)
    sim.start()
    names = names_to_save(scenario.sessions)
    for name in names:
        sim.switch_workspace(name)
        sim.run()
        stage.publish_processes(sim)
        subject.save(sim)
        sim.run()
    _restart(story)
    told = _watch(story, PROJECT, "list", lambda: subject.pick(sim))
    overlay = sim.overlay
    shown = [subject.shown_name(c.label, c.id) for c in overlay.choices] if overlay else []
    right = sum(name in shown for name in names)
    return _sample(story, told, Fidelity(tabs=len(names), exact_tabs=right))


def _start_sample(story: Story, watch: Watch, errors: list[str]) -> Sample:
    """A sample without a time: virtual time is the same whatever Lua does in it."""
    found = figures(watch, frozenset())
    found["asked_ms"] = round(watch.asked_ms(watch.ended_ms - watch.started_ms), 6)
    size = story.subject.plugin_bytes()
    if size is not None and story.scenario.story == "startup":
        found["size"] = size
    return Sample(
        "raised" if errors else "ok",
        found,
        Fidelity(tabs=1, exact_tabs=int(not errors)),
        len(errors),
        next(iter(errors), ""),
        dict(watch.counts()),
    )


def _started(story: Story) -> Sample:
    """One more evaluation of the configuration, as every window and every reload makes one."""
    sim = story.sim
    sim.start()
    trace, clock = sim.trace, sim.clock
    before = sim.meter if story.metered else None
    calls, reads, began = len(trace.calls), len(trace.reads), clock.now_ms
    sim.world.evaluate()
    watch = Watch(began, clock.now_ms, trace.calls[calls:], reads=trace.reads[reads:])
    watch.slices = [clock.now_ms - began]
    if before is not None:
        # Bytes are left out: those of a new Lua state are mostly the simulator's own.
        watch.instructions = sim.meter.since(before).instructions
    return _start_sample(story, watch, [text for _, text in sim.errors])


def _first_event(story: Story) -> Watch:
    """The first turn of the event loop in which Lua runs, evaluations for windows left out."""
    sim, slices = story.sim, story.sim.trace.slices
    while True:
        before = len(slices)
        watch = Observer(sim, PROJECT, metered=story.metered).run(
            lambda: None, until=partial(_have_grown, slices, before)
        )
        if not all(one.at_load for one in slices[before:]) or len(slices) == before:
            return watch


def _have_grown(slices: Sequence[Slice], before: int) -> bool:
    return len(slices) > before


def _first_used(story: Story) -> Sample:
    """A Lua state is new (the configuration was loaded again); what its first use opens.

    The key is pressed right after the first event: whatever a plugin opens by and by in idle turns
    of the event loop is not there yet.
    """
    subject, sim, kind = story.subject, story.sim, story.scenario.story
    sim.start()
    stage.build(sim, story.workload, PROJECT)
    if kind in ("first_load", "first_list"):
        subject.save(sim)
        sim.run()
        sim.restart()
    sim.world.reload()
    watch = _first_event(story)
    if kind == "first_event":
        return _start_sample(story, watch, watch.errors)
    if kind == "first_load":
        Observer(sim, PROJECT, metered=story.metered).run(
            lambda: subject.pick(sim), until=lambda: sim.overlay is not None
        )
    actions: dict[str, Callable[[], object]] = {
        "first_idle": lambda: None,
        "first_save": lambda: subject.save(sim),
        "first_list": lambda: subject.pick(sim),
        "first_load": lambda: subject.choose(sim, PROJECT),
    }
    watch = Observer(sim, PROJECT, metered=story.metered).run(actions[kind])
    nothing = kind != "first_idle" and not watch.has_changed
    return _start_sample(story, watch, watch.errors or ["nothing happened"] * nothing)


def tell(
    subject: Subject, scenario: Scenario, case: int, setting: Setting | None = None
) -> list[tuple[Operation, Sample]]:
    """Tell one case to one subject; an error of the bench or the terminal becomes a sample too."""
    chosen = setting or Setting()
    try:
        if scenario.story == "list":
            return [("list", _listed(subject, scenario, chosen))]
        story = _set_up(subject, scenario, case, chosen)
        if scenario.story == "startup":
            return [("startup", _started(story))]
        if scenario.story in FIRST_USES:
            return [("startup", _first_used(story))]
        return _told(story)
    except Exception as error:  # noqa: BLE001 - one bad case must not cost the others' results
        problem = f"{type(error).__name__}: {error}"
        crashed = Sample("crashed", {}, Fidelity(), errors=1, problem=problem)
        return [(operation, crashed) for operation in scenario.operations]


def measure(
    subjects: list[Subject],
    scenario: Scenario,
    setting: Setting | None = None,
    progress: Callable[[], object] = lambda: None,
) -> Iterator[Row]:
    """All cases of a scenario for all subjects, in turns; one row an operation and subject."""
    rows: dict[tuple[Operation, str], Row] = {}
    able = [subject for subject in subjects if can_tell(subject, scenario)]
    for operation in scenario.operations:
        for subject in able:
            if operation != "save" or subject.saves:
                name = subject.info.name
                rows[operation, name] = row_for(scenario, operation, name)
    for case in range(scenario.cases):
        for subject in able:
            for operation, sample in tell(subject, scenario, case, setting):
                row = rows.get((operation, subject.info.name))
                if row is not None:
                    row.samples.append(sample)
            progress()
    yield from rows.values()
