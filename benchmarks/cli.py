"""The command line: what to measure, progress while it runs, where the result goes.

In:    arguments.
Out:   tables on the terminal, files, an exit code: 0 when all promises are kept, 1 when not, 2 for
       a mistake in the arguments.
Never: measures or judges: that is done by the rooms it calls.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

import lupa.lua54
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from benchmarks import (
    costs,
    counted,
    gates,
    growth,
    published,
    report,
    schema,
    subjects,
    verify_old,
    wall,
)
from benchmarks.gates import Held
from benchmarks.harness import can_tell, measure
from benchmarks.records import Row
from benchmarks.scenarios import SEED, Mode, Scenario, scenarios, select
from benchmarks.schema import Report, Wall
from benchmarks.subjects import ROOT, Floor, Plugin, Subject, SubjectError

OUTPUT: Final = ROOT / "build" / "bench"
"""Where a run leaves its files; `--publish` also renews those that are committed."""

FRESH_RUNTIMES: Final[dict[Mode, int]] = {"quick": 8, "run": 20, "full": 20}
"""How often the counted figures are counted again, each time with new Lua states."""
QUICK_SIZES: Final = (6, 8)
"""Members of families that are repeated on every push."""

MODES: Final[dict[str, str]] = {
    "quick": "the scenarios of every push, at most 30 s",
    "run": "all scenarios, at most 3 minutes",
    "full": "all scenarios with many cases",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Old against new in the same simulated WezTerm."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in MODES.items():
        command = commands.add_parser(name, help=words)
        command.add_argument(
            "--old", type=Path, help="an unmodified checkout of abidibo/wezterm-sessions"
        )
        command.add_argument(
            "--peer", type=Path, help="an unmodified checkout of StephenGemin/resurrect.wezterm"
        )
        command.add_argument(
            "--new", type=Path, default=subjects.NEW, help="another build of this plugin"
        )
        command.add_argument("--output", type=Path, default=OUTPUT, help="folder for the files")
        command.add_argument(
            "--publish", action="store_true", help="renew the committed result as well"
        )
        command.add_argument("scenario", nargs="*", help="only those whose name begins so")
    verify = commands.add_parser(
        "verify-old", help="compare the re-stated old plugin with a checkout, call by call"
    )
    verify.add_argument("path", type=Path)
    commands.add_parser("accept", help="commit to the counted figures as they are now")
    commands.add_parser("published", help="say whether the committed figures are of this build")
    return parser


def chosen_subjects(options: argparse.Namespace) -> list[Subject]:
    """Everybody who is measured, in the order of the report; SubjectError for a wrong path."""
    found: list[Subject] = [subjects.new(options.new), subjects.old_restated()]
    if options.old is not None:
        found.append(subjects.old_checkout(options.old.resolve()))
    if options.peer is not None:
        found.append(subjects.peer(options.peer.resolve()))
    found.append(Floor())
    return found


def about(mode: str) -> dict[str, Any]:
    """Machine, versions, seed: what must be equal for two results to be comparable."""
    return {
        "mode": mode,
        "measured at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "commit": subjects.commit(ROOT),
        "seed": SEED,
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Lua": ".".join(str(part) for part in _lua_version()),
        "simulated host": "WezTerm 4ff581a8, local domain, 470 processes unless a scenario says so",
    }


def _lua_version() -> tuple[int, ...]:
    runtime = cast("Any", lupa.lua54).LuaRuntime()
    return tuple(runtime.lua_version)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0]}, {len(names)} cores" if names else platform.machine()


class Run:
    """One measurement from beginning to end."""

    def __init__(self, mode: Mode, options: argparse.Namespace, console: Console) -> None:
        self.mode = mode
        self.options = options
        self.console = console
        if options.publish:
            refuse_to_publish(mode, options)
        self.subjects = chosen_subjects(options)
        self.scenarios = select(scenarios(mode), options.scenario)
        self.report = Report(
            about=about(mode),
            costs=[dict(row) for row in costs.rows_for_report()],
            subjects=[subject.info for subject in self.subjects],
        )

    def go(self) -> int:
        """Measure, judge, show, write; gives the exit code."""
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=self.console,
            transient=True,
        ) as progress:
            self._tell(progress)
            runs = self._again(progress)
            self.report.growth = growth.measure(self.report.rows)
            self.report.wall = self._wall(progress)
        planning = {} if self.options.scenario else counted.planning()
        found = gates.bounds(self.report.rows, self.report.growth, planning)
        found += gates.held_bounds(self.report.rows, runs, gates.load_baseline())
        self.report.bounds = found
        report.print_report(self.report, self.console)
        written = report.write_all(self.report, self.options.output)
        self.console.print(f"Written: {', '.join(path.name for path in written)}", end=" ")
        self.console.print(f"in {self.options.output}")
        is_kept = all(bound.holds for bound in found)
        if self.options.publish:
            self._publish(is_kept=is_kept)
        return 0 if is_kept else 1

    def _publish(self, *, is_kept: bool) -> None:
        if not is_kept:
            self.console.print("Not published: a promise is broken.")
            return
        renewed = published.publish(self.report)
        self.console.print(f"Published: {', '.join(path.name for path in renewed)}", end=" ")
        self.console.print(f"in {published.RESULTS.relative_to(ROOT)}. Commit them.")

    def _tell(self, progress: Progress) -> None:
        told = [
            (scenario, sum(can_tell(subject, scenario) for subject in self.subjects))
            for scenario in self.scenarios
        ]
        task = progress.add_task("", total=sum(one.cases * able for one, able in told))
        self.options.output.mkdir(parents=True, exist_ok=True)
        for scenario, _ in told:
            progress.update(task, description=scenario.name)
            self.report.rows += measure(
                self.subjects, scenario, progress=lambda: progress.advance(task)
            )
            # What is done is kept, whatever happens to the rest.
            schema.write(self.report, self.options.output / "report.json")
        progress.remove_task(task)

    def _again(self, progress: Progress) -> list[Held]:
        """The new plugin's counted figures in fresh runtimes."""
        told = fresh_scenarios(self.scenarios, self.mode)
        times = FRESH_RUNTIMES[self.mode]
        task = progress.add_task("fresh runtimes", total=times)
        runs = []
        for _ in range(times):
            runs.append(held_once(self.subjects[0], told))
            progress.advance(task)
        progress.remove_task(task)
        return runs

    def _wall(self, progress: Progress) -> list[Wall]:
        if self.options.scenario or self.mode == "quick":
            return []
        task = progress.add_task("real time", total=None)
        old = self.options.old.resolve() if self.options.old else None
        found = wall.measure(old, told=lambda words: progress.update(task, description=words))
        progress.remove_task(task)
        return found


def refuse_to_publish(mode: Mode, options: argparse.Namespace) -> None:
    """SubjectError, before anything is measured, for a run whose figures would mislead."""
    if mode == "quick" or options.scenario:
        raise SubjectError(
            "what is published has all scenarios: python -m benchmarks run --publish"
        )
    if options.new.resolve() != subjects.NEW:
        raise SubjectError("what is published is of dist/: leave --new out")
    published.refuse_uncommitted()


def fresh_scenarios(told: Sequence[Scenario], mode: Mode) -> list[Scenario]:
    """What is repeated in fresh runtimes; on every push one member of each family will do."""
    if mode != "quick":
        return list(told)
    return [one for one in told if one.family is None or one.n in QUICK_SIZES] or list(told)


def held_once(subject: Subject, told: Sequence[Scenario]) -> Held:
    """One case of every scenario with a fresh runtime each."""
    rows: list[Row] = []
    for scenario in told:
        rows += measure([subject], one_case(scenario))
    return gates.held(rows)


def one_case(scenario: Scenario) -> Scenario:
    """The scenario with its first case only."""
    return replace(scenario, cases=1)


def accept(console: Console) -> int:
    """Measure the new plugin on the scenarios of every push and commit to its figures."""
    rows: list[Row] = []
    new = subjects.new()
    for scenario in scenarios("quick"):
        rows += measure([new], scenario)
    figures = gates.held(rows)
    changes = gates.changes(figures, gates.load_baseline())
    gates.save_baseline(figures)
    for change in changes:
        console.print(change.text())
    console.print(
        f"{len(changes)} figures changed; {gates.BASELINE.name} holds {len(figures)} rows."
    )
    return 0


def check_published(console: Console) -> int:
    """Print what is wrong with the committed figures, if anything."""
    found = published.problem()
    console.print(found or "The published figures are of this build.", markup=False)
    return 1 if found else 0


def compare_old(path: Path, console: Console) -> int:
    """Print the first difference, if any."""
    restated: Plugin = subjects.old_restated()
    checkout = subjects.old_checkout(path.resolve())
    with console.status("") as status:
        found = verify_old.verify(restated, checkout, told=status.update)
    total = sum(1 for _ in verify_old.stories())
    if found:
        console.print(found[0].text(), markup=False)
        console.print(f"{len(found)} of {total} stories differ.")
        return 1
    console.print(f"The same host calls in all {total} stories: {checkout.info.digest}.")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    options = _parser().parse_args(arguments)
    console = Console()
    try:
        if options.command == "verify-old":
            return compare_old(options.path, console)
        if options.command == "accept":
            return accept(console)
        if options.command == "published":
            return check_published(console)
        return Run(options.command, options, console).go()
    except (SubjectError, ValueError) as error:
        Console(stderr=True).print(f"{error}", markup=False)
        return 2
