"""Prove the product in the real terminal: `python -m tests.e2e`, or `make e2e`.

In:    a WezTerm on PATH, from release 20240203 on, or one in each folder of WEZTERM_BIN_DIR
       (separated as in PATH); for the second storey Xvfb and a window manager as well.
Out:   a table that says of which WezTerm each line is; exit code 0 only when nothing failed. What
       is missing is said in one loud line.
Never: fails for a missing WezTerm: then nothing was proven, and that is what it says.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from rich.console import Console

from generator.making.config import ROOT
from tests.e2e import (
    camera,
    checkout,
    conformance,
    display,
    features,
    figures,
    flows,
    gui,
    headless,
    shipping,
    starts,
)
from tests.e2e.report import Proof, Report, judged
from tests.e2e.stage import Setting
from tests.e2e.terminal import Programs, find_all

GUI_SHARE = 4
"""On the screen a layout takes ten times as long: one for so many of the others."""

OLD_RUNS = 3
"""The old plugin sleeps for up to half a minute a load."""

PARTS = (
    *("conformance", "headless", "shipping"),
    *("screen", "restart", "flows", "features", "figures", "pictures"),
)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="these parts only")
    parser.add_argument(
        "--scripts", type=int, default=1000, help="split-tree scripts (%(default)s)"
    )
    parser.add_argument("--layouts", type=int, default=200, help="random layouts (%(default)s)")
    parser.add_argument("--record", type=Path, help="a file for what WezTerm answered to scripts")
    parser.add_argument("--seed", type=int, default=1, help="of all that is random (%(default)s)")
    parser.add_argument(
        "--old", type=Path, help="a checkout of abidibo/wezterm-sessions to measure"
    )
    parser.add_argument("--peer", type=Path, help="a checkout of resurrect.wezterm to measure")
    parser.add_argument("--screenshots", type=Path, help="a directory for pictures")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run it; gives the exit code."""
    options = parse(arguments)
    console = Console()
    found, missing = find_all()
    if not found:
        console.print(
            "[bold yellow]SKIPPED: there is no wezterm-mux-server on PATH or in WEZTERM_BIN_DIR."
            " Nothing was proven. Install WezTerm 20240203 or later: https://wezterm.org/install[/]"
        )
        return 0
    for folder in missing:
        console.print(f"[bold yellow]SKIPPED: there is no wezterm-mux-server in {folder}.[/]")
    started = time.monotonic()
    report = Report(console)
    with tempfile.TemporaryDirectory(prefix="wezterm-sessions-e2e-") as directory:
        plugin = checkout.clone(ROOT, Path(directory) / "clone")
        for programs in found:
            console.print(f"{programs.version}, wezterm-sessions {plugin.commit}")
            for proof in _proofs(programs, plugin, _own_files(options, programs, len(found))):
                report.add(proof, programs.build)
    minutes = (time.monotonic() - started) / 60
    versions = ", ".join(programs.version for programs in found)
    report.close(f"{versions}, commit {plugin.commit}, seed {options.seed}, {minutes:.1f} min")
    return 0 if report.passed else 1


def _own_files(options: argparse.Namespace, programs: Programs, count: int) -> argparse.Namespace:
    """Give each of several terminals files of its own to write."""
    own = argparse.Namespace(**vars(options))
    if count > 1 and options.record:
        own.record = options.record.with_stem(f"{options.record.stem}-{programs.build}")
    if count > 1 and options.screenshots:
        own.screenshots = options.screenshots / programs.build
    return own


def _proofs(
    programs: Programs, plugin: checkout.Checkout, options: argparse.Namespace
) -> Iterator[Proof]:
    def wanted(part: str) -> bool:
        return not options.only or part in options.only

    if options.only == ["pictures"] and not options.screenshots:
        yield Proof("pictures", "all", "skipped", "say where: --screenshots DIR")
    for part, prove_headless in (
        ("conformance", _conformance),
        ("headless", _headless),
        ("shipping", _shipping),
    ):
        if wanted(part):
            yield from prove_headless(programs, plugin, options)
    on_screen: dict[str, Callable[[Setting], list[Proof]]] = {
        "screen": lambda setting: gui.round_trips(
            setting, options.layouts // GUI_SHARE, options.seed
        ),
        "flows": lambda setting: flows.prove(setting, options.seed),
        "features": lambda setting: features.prove(setting, options.seed),
        "restart": lambda setting: [
            *gui.restart(setting, options.seed),
            *starts.prove(setting, options.seed),
        ],
    }
    on_screen["figures"] = lambda setting: figures.prove(setting, options.seed)
    if options.screenshots:
        directory = options.screenshots.resolve()
        on_screen["pictures"] = lambda setting: camera.take(setting, directory)
    chosen = [prove for part, prove in on_screen.items() if wanted(part)]
    missing = "wezterm-gui" if programs.gui is None else display.missing()
    if chosen and missing:
        yield Proof(gui.STOREY, "all of it", "skipped", f"MISSING: {missing}")
    elif chosen:
        with display.Display() as screen:
            setting = Setting(programs, screen, plugin)
            for prove in chosen:
                yield from prove(setting)
            if wanted("figures"):
                yield from _others(setting, options)


def _others(setting: Setting, options: argparse.Namespace) -> Iterator[Proof]:
    """Measure the other plugins that were named."""
    others: list[tuple[Literal["old", "peer"], int]] = [("old", OLD_RUNS), ("peer", figures.RUNS)]
    for other, runs in others:
        path: Path | None = getattr(options, other)
        if path is not None:
            theirs = replace(setting, checkout=checkout.as_it_is(path.resolve()), other=other)
            yield from figures.measure_other(theirs, options.seed, runs)


def _conformance(
    programs: Programs, _plugin: checkout.Checkout, options: argparse.Namespace
) -> Iterator[Proof]:
    result = conformance.prove(programs, options.scripts, options.seed)
    if options.record:
        options.record.write_text("\n".join(result.lines) + "\n", encoding="utf-8")
    said = (
        f"{result.scripts} scripts, {result.steps} steps, {result.refusals} refusals,"
        f" {result.hangs} hangs, {len(result.mismatches)} differences"
    )
    failures = [*result.trouble, *map(str, result.mismatches), *result.records]
    yield judged("headless", "the simulator's split tree is WezTerm's", said, failures)


def _headless(
    programs: Programs, plugin: checkout.Checkout, options: argparse.Namespace
) -> Iterator[Proof]:
    result = headless.prove(programs, plugin, options.layouts, options.seed)
    said = f"{result.exact}/{result.layouts} exact, {result.panes} panes"
    yield judged("headless", "save, close, load", said, result.failures)


def _shipping(
    programs: Programs, plugin: checkout.Checkout, options: argparse.Namespace
) -> Iterator[Proof]:
    with tempfile.TemporaryDirectory(prefix="wezterm-sessions-e2e-") as directory:
        yield from shipping.prove(programs, plugin, options.seed, Path(directory))


if __name__ == "__main__":
    sys.exit(main())
