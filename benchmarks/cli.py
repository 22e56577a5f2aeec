"""The command line: what to measure, progress while it runs, where the result goes.

In:    arguments.
Out:   tables on the terminal, files, an exit code: 0 when all promises are kept, 1 when not, 2 for
       a mistake in the arguments.
Never: measures or judges: that is the flow's.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from benchmarks import flow
from benchmarks.flow import Plan
from benchmarks.report import forms, published
from benchmarks.samples import old_calls
from benchmarks.samples.measure import measure
from benchmarks.samples.sample import Row
from benchmarks.scenario.families import scenarios, select
from benchmarks.scenario.scenario import Mode
from benchmarks.stats import baseline
from benchmarks.subject import plugin
from benchmarks.subject.floor import Floor
from benchmarks.subject.subject import Subject, SubjectError
from generator.making.config import ROOT

OUTPUT: Final = ROOT / "build" / "bench"
"""Where a run leaves its files; `--publish` also renews those that are committed."""

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
            "--new", type=Path, default=plugin.NEW, help="another build of this plugin"
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
    found: list[Subject] = [plugin.new(options.new), plugin.old_restated()]
    if options.old is not None:
        found.append(plugin.old_checkout(options.old.resolve()))
    if options.peer is not None:
        found.append(plugin.peer(options.peer.resolve()))
    found.append(Floor())
    return found


def run(mode: Mode, options: argparse.Namespace, console: Console) -> int:
    """Measure, show, write; gives the exit code."""
    if options.publish:
        refuse_to_publish(mode, options)
    plan = Plan(
        mode,
        scenarios=select(scenarios(mode), options.scenario),
        subjects=chosen_subjects(options),
        old=options.old.resolve() if options.old else None,
        is_whole=not options.scenario,
    )
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    ) as progress:
        report = flow.carry_out(plan, progress, flow.kept_in(options.output))
    forms.print_report(report, console)
    written = forms.write_all(report, options.output)
    console.print(f"Written: {', '.join(path.name for path in written)}", end=" ")
    console.print(f"in {options.output}")
    is_kept = all(bound.holds for bound in report.bounds)
    if options.publish and is_kept:
        renewed = published.publish(report)
        console.print(f"Published: {', '.join(path.name for path in renewed)}", end=" ")
        console.print(f"in {published.RESULTS.relative_to(ROOT)}. Commit them.")
    elif options.publish:
        console.print("Not published: a promise is broken.")
    return 0 if is_kept else 1


def refuse_to_publish(mode: Mode, options: argparse.Namespace) -> None:
    """SubjectError, before anything is measured, for a run whose figures would mislead."""
    if mode == "quick" or options.scenario:
        raise SubjectError(
            "what is published has all scenarios: python -m benchmarks run --publish"
        )
    if options.new.resolve() != plugin.NEW:
        raise SubjectError("what is published is of dist/: leave --new out")
    published.refuse_uncommitted()


def accept(console: Console) -> int:
    """Measure the new plugin on the scenarios of every push and commit to its figures."""
    rows: list[Row] = []
    new = plugin.new()
    for scenario in scenarios("quick"):
        rows += measure([new], scenario)
    figures = baseline.steady(rows)
    changes = baseline.changes(figures, baseline.load())
    baseline.save(figures)
    for change in changes:
        console.print(change.text())
    console.print(
        f"{len(changes)} figures changed; {baseline.BASELINE.name} holds {len(figures)} rows."
    )
    return 0


def check_published(console: Console) -> int:
    """Print what is wrong with the committed figures, if anything."""
    found = published.problem()
    console.print(found or "The published figures are of this build.", markup=False)
    return 1 if found else 0


def compare_old(path: Path, console: Console) -> int:
    """Print the first difference, if any."""
    checkout = plugin.old_checkout(path.resolve())
    with console.status("") as status:
        found = old_calls.verify(plugin.old_restated(), checkout, say=status.update)
    total = sum(1 for _ in old_calls.stories())
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
        return run(options.command, options, console)
    except (SubjectError, ValueError) as error:
        Console(stderr=True).print(f"{error}", markup=False)
        return 2
