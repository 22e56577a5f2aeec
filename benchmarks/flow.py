"""One measurement from beginning to end: scenario ──▶ subject ──▶ samples ──▶ stats ──▶ report.

In:    what to measure.
Out:   the report, rows and all.
Never: prints or writes: but for the rows so far, which are kept whatever happens to the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rich.progress import Progress

from benchmarks.report import schema
from benchmarks.report.about import about
from benchmarks.report.schema import Report
from benchmarks.samples import costs, planning, pure_rooms
from benchmarks.samples.measure import can_tell, measure
from benchmarks.samples.sample import Row
from benchmarks.scenario.scenario import Mode, Scenario
from benchmarks.stats import baseline, growth, promises, real_time
from benchmarks.stats.baseline import Steady
from benchmarks.subject.subject import Subject

FRESH_RUNTIMES: Final[dict[Mode, int]] = {"quick": 8, "run": 20, "full": 20}
"""How often the counted figures are counted again, each time with new Lua states."""
QUICK_SIZES: Final = (6, 8)
"""Members of families that are repeated on every push."""


@dataclass(frozen=True)
class Plan:
    """What is measured, and who."""

    mode: Mode
    scenarios: list[Scenario]
    subjects: list[Subject]
    """The new plugin first."""
    old: Path | None = None
    """A checkout of the old plugin, for real times."""
    is_whole: bool = True
    """All scenarios of the mode: then pure rooms are measured by themselves as well."""


def carry_out(plan: Plan, progress: Progress, keep: Callable[[Report], object]) -> Report:
    """Measure and judge. `keep` is called with what there is after each scenario."""
    report = Report(
        about=about(plan.mode),
        costs=[dict(row) for row in costs.rows_for_report()],
        subjects=[subject.info for subject in plan.subjects],
    )
    _tell(plan, report, progress, keep)
    fresh = _tell_again(plan, progress)
    report.growth = growth.measure(report.rows)
    report.wall = _real_times(plan, progress)
    planned = planning.measure() if plan.is_whole else {}
    report.bounds = promises.bounds(report.rows, report.growth, planned)
    report.bounds += baseline.bounds(report.rows, fresh, baseline.load())
    return report


def _tell(plan: Plan, report: Report, progress: Progress, keep: Callable[[Report], object]) -> None:
    """Every scenario to everybody who can tell it."""
    tellings = {
        one.name: one.cases * sum(can_tell(subject, one) for subject in plan.subjects)
        for one in plan.scenarios
    }
    task = progress.add_task("", total=sum(tellings.values()))
    for scenario in plan.scenarios:
        progress.update(task, description=scenario.name)
        report.rows += measure(plan.subjects, scenario, progress=lambda: progress.advance(task))
        keep(report)
    progress.remove_task(task)


def _tell_again(plan: Plan, progress: Progress) -> list[Steady]:
    """The new plugin's counted figures in fresh runtimes."""
    scenarios = fresh_scenarios(plan.scenarios, plan.mode)
    times = FRESH_RUNTIMES[plan.mode]
    task = progress.add_task("fresh runtimes", total=times)
    runs = []
    for _ in range(times):
        runs.append(told_once(plan.subjects[0], scenarios))
        progress.advance(task)
    progress.remove_task(task)
    return runs


def fresh_scenarios(scenarios: Sequence[Scenario], mode: Mode) -> list[Scenario]:
    """What is repeated in fresh runtimes; on every push one member of each family will do."""
    if mode != "quick":
        return list(scenarios)
    chosen = [one for one in scenarios if one.family is None or one.n in QUICK_SIZES]
    return chosen or list(scenarios)


def told_once(subject: Subject, scenarios: Sequence[Scenario]) -> Steady:
    """The counted figures of the first case of every scenario, with a fresh runtime each."""
    rows: list[Row] = []
    for scenario in scenarios:
        rows += measure([subject], replace(scenario, cases=1))
    return baseline.steady(rows)


def _real_times(plan: Plan, progress: Progress) -> list[real_time.Wall]:
    if not plan.is_whole or plan.mode == "quick":
        return []
    task = progress.add_task("real time", total=None)
    measured = pure_rooms.measure(
        plan.old, say=lambda words: progress.update(task, description=words)
    )
    found = [real_time.read(pairs) for pairs in measured]
    progress.remove_task(task)
    return found


def kept_in(directory: Path) -> Callable[[Report], object]:
    """A `keep` that writes the report as JSON into a directory."""
    directory.mkdir(parents=True, exist_ok=True)
    return lambda report: schema.write(report, directory / "report.json")
