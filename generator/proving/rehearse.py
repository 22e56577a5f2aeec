"""Load saved sessions in the simulated terminal, and compare what comes out with what was saved.

In:    files of saved sessions, ours or another plugin's; perhaps the size of another window.
Out:   a table for each: panes, cells, active pane and tab, titles, directories, what was reported.
Never: asks the plugin what a file means (that is saved.py); takes "nearly" for "as saved".
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from generator.errors import GeneratorError
from generator.making.config import ROOT
from generator.proving import saved
from generator.proving.saved import Rect, Saved
from generator.simulator import Domain, Simulator, Tab, Window

PLUGIN = ROOT / "dist" / "plugin" / "init.lua"

SLACK_CELLS = 1
"""How far an edge may be from its proportional place in another window."""

SMALL_CELLS = 2
"""A pane no larger than this pushes its neighbours: smallest sizes come before proportions."""


class RehearsalError(GeneratorError):
    """A rehearsal that can't begin."""


@dataclass
class TabOutcome:
    """One tab: as saved where the lists are empty."""

    place: str
    title: str
    panes_saved: int
    panes_found: int
    size: str
    cells: list[str] = field(default_factory=list)
    """Panes whose rectangles differ."""
    others: list[str] = field(default_factory=list)
    """Active pane, zoom, title, directories that differ."""
    active_pane: int = 0
    is_fitted: bool = False
    """Compared by proportion: the tab has another size than it was saved with."""


@dataclass
class Outcome:
    """One session."""

    saved: Saved
    tabs: list[TabOutcome] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What is wrong with the session as a whole."""
    reported: list[str] = field(default_factory=list)
    """Problems in the plugin's own report, and errors in the log."""
    active_tabs: list[int] = field(default_factory=list)
    needed_ms: float = 0.0

    @property
    def is_as_saved(self) -> bool:
        """Whether everything is as it was saved."""
        return not self.wrong and not any(tab.cells or tab.others for tab in self.tabs)


def rehearse(path: Path, size: tuple[int, int] | None = None, plugin: Path = PLUGIN) -> Outcome:
    """Load one file in a fresh terminal and compare.

    `size`: columns and rows of the window; None: those that the session was saved at.
    Raises SavedError for a file that is no session, RehearsalError when there is no plugin.
    """
    session = saved.read(path)
    if not plugin.is_file():
        raise RehearsalError(f"{plugin} does not exist.", "Run `make plugin` first.")
    cols, rows = size or session.windows[0].size
    panes = [
        (d, p)
        for w in session.windows
        for t in w.tabs
        for d, p in zip(t.domains, t.directories, strict=False)
    ]
    domains = tuple(
        Domain(name, "client") for name in sorted({d for d, _ in panes}) if name != "local"
    )
    sim = Simulator(
        plugin,
        config={},
        cols=cols,
        rows=rows,
        domains=domains,
    )
    sim.files[_target(sim, session)] = path.read_bytes()
    for _, directory in panes:
        if directory is not None:
            sim.files.make_directory(directory)
    sim.start()
    sim.run()
    outcome = Outcome(session)
    name = _take_over(sim, outcome)
    if name is not None:
        _load(sim, name, outcome)
        _compare(sim, name, outcome, exact=size is None)
    return outcome


def _target(sim: Simulator, session: Saved) -> str:
    """Where the file would lie on a user's disk: the old plugin has its own inside its checkout."""
    stem = session.path.stem.removeprefix("wezterm_state_")
    if session.kind == "old":
        return f"{sim.settings.checkout(saved.OLD_URL)}/state/wezterm_state_{stem}.json"
    if session.kind == "resurrect":
        workspaces = (".local", "state", "wezterm", "resurrect", "workspace")
        return sim.settings.join(*workspaces, f"{stem}.json")
    return f"{sim.state_directory}/{session.path.name}"


def _take_over(sim: Simulator, outcome: Outcome) -> str | None:
    if outcome.saved.kind == "resurrect":
        sim.call("import_resurrect")
    entries: Any = sim.call("list") or []
    names = [str(entry["name"]) for entry in entries if isinstance(entry, dict)]
    outcome.reported += [text for level, text in sim.logs if level == "error"]
    if outcome.saved.name in names:
        return outcome.saved.name
    if names:
        return names[0]
    outcome.wrong.append("the plugin does not list this session")
    return None


def _load(sim: Simulator, name: str, outcome: Outcome) -> None:
    before = len(sim.logs)
    answer: Any = sim.call("load", name)
    sim.run()
    if isinstance(answer, tuple) and answer[0] is None:
        outcome.wrong.append(f"not loaded: {answer[1]['message']}")
    report: Any = sim.call("last_report")
    if isinstance(report, dict):
        problems = report.get("problems") or []
        outcome.reported += [str(problem["message"]) for problem in problems]
        outcome.needed_ms = float(report.get("complete_ms") or 0)
    outcome.reported += [text for level, text in sim.logs[before:] if level == "error"]
    outcome.wrong += [f"an error in {event}: {_first_line(text)}" for event, text in sim.errors]
    outcome.wrong += [f"an error in a timer: {_first_line(text)}" for text in sim.swallowed_errors]
    if sim.leaked_panes():
        outcome.wrong.append(f"{len(sim.leaked_panes())} panes run that nobody can see")


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0]


# Comparing.


def _compare(sim: Simulator, name: str, outcome: Outcome, *, exact: bool) -> None:
    found = sim.windows(name)
    expected = outcome.saved.windows
    if len(found) != len(expected):
        outcome.wrong.append(f"{len(found)} windows, saved {len(expected)}")
    for number, (window, wanted) in enumerate(zip(found, expected, strict=False), 1):
        _compare_window(window, wanted, outcome, number, exact=exact)


def _compare_window(
    window: Window, wanted: saved.Window, outcome: Outcome, number: int, *, exact: bool
) -> None:
    several = len(outcome.saved.windows) > 1
    prefix = f"window {number}, " if several else ""
    outcome.active_tabs.append(window.active_index + 1)
    if len(window.tabs) != len(wanted.tabs):
        outcome.wrong.append(f"{prefix}{len(window.tabs)} tabs, saved {len(wanted.tabs)}")
    if window.active_index != wanted.active_tab:
        shown, was = window.active_index + 1, wanted.active_tab + 1
        outcome.wrong.append(f"{prefix}tab {shown} is active, saved {was}")
    for place, (tab, saved_tab) in enumerate(zip(window.tabs, wanted.tabs, strict=False), 1):
        outcome.tabs.append(_compare_tab(tab, saved_tab, f"{prefix}{place}", exact=exact))


def _compare_tab(tab: Tab, wanted: saved.Tab, place: str, *, exact: bool) -> TabOutcome:
    rects = tab.rects()
    outcome = TabOutcome(
        place, wanted.title, len(wanted.rects), len(rects), f"{tab.cols}x{tab.rows}"
    )
    outcome.active_pane = tab.active_index + 1
    if len(rects) != len(wanted.rects):
        outcome.cells.append(f"{len(rects)} panes, saved {len(wanted.rects)}")
    elif exact or (tab.cols, tab.rows) == (wanted.cols, wanted.rows):
        outcome.cells += _differing(rects, wanted.rects)
    else:
        outcome.is_fitted = True
        outcome.cells += _misplaced(rects, (tab.cols, tab.rows), wanted)
    outcome.others += _other_differences(tab, wanted)
    return outcome


def _shown(rect: Rect) -> str:
    left, top, width, height = rect
    return f"{width}x{height}+{left}+{top}"


def _differing(found: Sequence[Rect], wanted: Sequence[Rect]) -> Iterator[str]:
    for number, (one, other) in enumerate(zip(found, wanted, strict=True), 1):
        if one != other:
            yield f"pane {number} is {_shown(one)}, saved {_shown(other)}"


def _misplaced(found: Sequence[Rect], size: tuple[int, int], wanted: saved.Tab) -> Iterator[str]:
    """Panes that overlap or leave the tab, and edges further off than a cell without need."""
    cells = [
        (x, y)
        for left, top, width, height in found
        for x in range(left, left + width)
        for y in range(top, top + height)
    ]
    if len(cells) != len(set(cells)) or any(x >= size[0] or y >= size[1] for x, y in cells):
        yield f"the panes overlap, or leave the {size[0]}x{size[1]} of the tab"
    for axis, (old, new) in enumerate(((wanted.cols, size[0]), (wanted.rows, size[1]))):
        smallest = min(rect[2 + axis] for rect in found)
        for number, (one, other) in enumerate(zip(found, wanted.rects, strict=True), 1):
            ideal = Fraction(other[axis] * (new + 1), old + 1)
            if abs(one[axis] - ideal) > SLACK_CELLS and smallest > SMALL_CELLS:
                name = ("left", "top")[axis]
                yield f"pane {number} begins at {name} {one[axis]}, not near {float(ideal):.1f}"


def _other_differences(tab: Tab, wanted: saved.Tab) -> Iterator[str]:
    if tab.active_index != wanted.active_pane:
        yield f"pane {tab.active_index + 1} is active, saved {wanted.active_pane + 1}"
    if tab.zoomed != wanted.zoomed:
        yield "zoomed" if tab.zoomed else "not zoomed"
    if tab.title != wanted.title:
        yield f"title {tab.title!r}, saved {wanted.title!r}"
    for number, (pane, directory) in enumerate(zip(tab.panes, wanted.directories, strict=False), 1):
        shell = pane.programs[0].cwd if pane.domain.has_process_information else pane.cwd
        if directory is not None and shell != directory:
            yield f"pane {number} is in {shell}, saved {directory}"


# Telling.


def table(outcome: Outcome) -> Table:
    """One session, a row for each tab."""
    session = outcome.saved
    grid = Table(
        title=f"{escape(session.name)}  [dim]{escape(str(session.path))}[/dim]",
        title_justify="left",
        title_style="bold",
    )
    for heading in (
        "tab",
        "title",
        "size",
        "panes",
        "cells",
        "active pane",
        "title, zoom, directories",
    ):
        grid.add_column(heading, overflow="fold")
    for tab in outcome.tabs:
        active = next((text for text in tab.others if "is active" in text), "")
        rest = [text for text in tab.others if text != active]
        grid.add_row(
            tab.place,
            escape(tab.title),
            tab.size,
            f"{tab.panes_found} of {tab.panes_saved}",
            _verdict(tab.cells, "in proportion" if tab.is_fitted else "exact"),
            _verdict([active] if active else [], f"{tab.active_pane}, as saved"),
            _verdict(rest, "as saved"),
        )
    return grid


def _verdict(differences: list[str], good: str) -> str:
    if not differences:
        return f"[green]{good}[/green]"
    return "[red]" + escape("; ".join(differences)) + "[/red]"


def sentences(outcome: Outcome) -> Iterator[Text]:
    """What is to be said below the table."""
    tabs = ", ".join(str(number) for number in outcome.active_tabs)
    if tabs and not any("is active" in text for text in outcome.wrong):
        yield Text(f"Active tab: {tabs}, as saved.", style="green")
    for text in outcome.wrong:
        yield Text(f"{text[:1].upper()}{text[1:]}.", style="red")
    reported = "; ".join(outcome.reported) or "nothing"
    yield Text(f"Reported: {reported}.")


def total(outcomes: Sequence[Outcome]) -> Text:
    """The last line."""
    panes = sum(outcome.saved.panes for outcome in outcomes)
    wrong = sum(not outcome.is_as_saved for outcome in outcomes)
    verdict = "all as saved" if not wrong else f"{wrong} not as saved"
    return Text(
        f"{len(outcomes)} sessions, {panes} panes: {verdict}.", style="red" if wrong else "green"
    )


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([1-9]\d{0,3})x([1-9]\d{0,3})", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is no size: write COLSxROWS, such as 200x60")
    return int(match[1]), int(match[2])


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command to the command line of the generator."""
    sentence = "Load saved sessions in the simulated terminal and compare."
    parser = subparsers.add_parser("rehearse", help=sentence, description=sentence)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a saved session")
    parser.add_argument(
        "--size",
        type=_size,
        metavar="COLSxROWS",
        help="the window's size (default: that at which the session was saved)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Rehearse all files, print a table for each and the sum; 0 only when all is as saved.

    Raises SavedError for a file that is no saved session.
    """
    outcomes = []
    for path in args.files:
        outcome = rehearse(path, args.size)
        console.print(table(outcome))
        for text in sentences(outcome):
            console.print(text, soft_wrap=True)
        outcomes.append(outcome)
    console.print(total(outcomes))
    return 0 if all(outcome.is_as_saved for outcome in outcomes) else 1
