"""One table, several forms: the terminal, Markdown, JSON for trends, charts, and one HTML page.

In:    a report.
Out:   texts and files.
Never: a time without its fidelity in the same row; a file that needs the network.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.report import schema, summary
from benchmarks.report.charts import environment
from benchmarks.report.columns import COLUMNS, NOTHING, Column
from benchmarks.report.schema import Report
from benchmarks.report.sentences import sentence
from benchmarks.samples.sample import BY_NAME, Row, find
from benchmarks.stats.numbers import number
from benchmarks.stats.promises import Bound

TITLES: Final = {
    "startup": "Starting, and the first use of a new Lua state",
    "save": "Saving",
    "list": "Listing",
    "load": "Loading in a new process",
    "reload": "Loading again in the same process",
    "restore": "Restoring into the window at hand",
}
GROWTH_WORDS: Final = (
    "Slope of log y over log n for n >= 4, completed samples only. Without the fixed part: the "
    "same of what is added from one size to the next."
)

TREND_FIGURES: Final = (
    "complete_ms",
    "visible_ms",
    "slice_ms",
    "host_calls",
    "instructions",
    "lua_bytes",
)


def operations(report: Report) -> list[str]:
    """Operations that were measured, in the order of the titles."""
    found = {row.operation for row in report.rows}
    return [name for name in TITLES if name in found]


def rows_of(report: Report, operation: str) -> Iterator[Row]:
    """Rows of an operation, scenario by scenario, subjects in their order."""
    order = report.names()
    for key in summary.keys([row for row in report.rows if row.operation == operation]):
        for subject in order:
            row = find(report.rows, key, subject)
            if row is not None:
                yield row


def _is_empty(column: Column, rows: Sequence[Row]) -> bool:
    return all(column.cell(row) == NOTHING for row in rows)


# The terminal.


def print_report(report: Report, console: Console) -> None:
    """The tables, the sentences, and what does not hold."""
    for operation in operations(report):
        rows = list(rows_of(report, operation))
        columns = [c for c in COLUMNS if c.is_narrow and not _is_empty(c, rows)]
        table = Table(title=TITLES[operation], title_justify="left", pad_edge=False)
        table.add_column("scenario", no_wrap=True)
        table.add_column("subject", no_wrap=True)
        for column in columns:
            table.add_column(column.title, justify="right")
        last = ""
        for row in rows:
            if last and row.scenario != last:
                table.add_section()
            name = row.scenario if row.scenario != last else ""
            table.add_row(name, row.subject, *(escape(column.cell(row)) for column in columns))
            last = row.scenario
        console.print(table)
    for key in summary.keys(report.rows):
        console.print(f"[dim]•[/dim] {escape(sentence(report.rows, key, report.names()))}")
    console.print()
    for text in summary.headline(report):
        console.print(f"[bold]{escape(text)}[/bold]")
    for text in summary.warnings(report):
        console.print(f"[yellow]Note:[/yellow] {escape(text)}")
    print_bounds(report.bounds, console)


def found_text(bound: Bound) -> str:
    """The worst value: a count in full, anything smaller with four digits."""
    return f"{bound.found:,.0f}" if bound.found >= 1_000 else f"{bound.found:.4g}"


def print_bounds(bounds: Sequence[Bound], console: Console) -> None:
    """Every promise; those that are broken with their row and trace."""
    for bound in bounds:
        mark = "[green]kept[/green]  " if bound.holds else "[red]BROKEN[/red]"
        found = f"{found_text(bound)} ({bound.where})"
        console.print(f"{mark} {escape(bound.sentence)}: {escape(found)}")
        for line in bound.trace:
            console.print(f"         {escape(line)}")


# Markdown.


def table(titles: Sequence[str], rows: Sequence[Sequence[str]], text_columns: int = 2) -> str:
    """A table whose first columns are text, all others numbers."""
    marks = [":--" if index < text_columns else "--:" for index in range(len(titles))]
    lines = [titles, marks, *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in lines)


def table_of(report: Report, operation: str) -> tuple[list[str], list[list[str]]]:
    """Titles and cells of one operation's table, columns without any value left out."""
    rows = list(rows_of(report, operation))
    columns = [column for column in COLUMNS if not _is_empty(column, rows)]
    titles = ["scenario", "subject", *(column.title for column in columns)]
    return titles, [
        [row.scenario, row.subject, *(column.cell(row) for column in columns)] for row in rows
    ]


def growth_table(report: Report) -> tuple[list[str], list[list[str]]]:
    """Exponents of all families."""
    titles = ["family", "subject", "operation", "figure"]
    titles += ["exponent", "95 % interval", "without the fixed part", "samples"]
    rows = []
    for one in report.growth:
        used = sum(len(values) for values in one.points.values())
        title = BY_NAME[one.figure].title if one.figure in BY_NAME else one.figure
        rows.append(
            [
                one.family,
                one.subject,
                one.operation,
                title,
                f"{one.exponent:.2f}",
                f"{one.low:.2f} to {one.high:.2f}",
                NOTHING if math.isnan(one.marginal) else f"{one.marginal:.2f}",
                str(used) if used == one.asked else f"{used} of {one.asked}",
            ]
        )
    return titles, rows


def wall_table(report: Report) -> tuple[list[str], list[list[str]]]:
    """Real times."""
    titles = ["work", "against", "median, µs", "least, µs", "ratio", "95 % interval", "reading"]
    rows = []
    for one in report.wall:
        reading = "no difference"
        if one.differs:
            reading = "shorter" if one.ratio < 1 else "longer"
        rows.append(
            [
                one.work,
                one.against,
                number(one.median_us),
                number(one.least_us),
                f"{one.ratio:.2f}",
                f"{one.low:.2f} to {one.high:.2f}",
                reading,
            ]
        )
    return titles, rows


def cost_table(report: Report) -> tuple[list[str], list[list[str]]]:
    """What one operation costs, and where the figure is from."""
    rows = []
    for cost in report.costs:
        more = f" + {cost['ms_per_kb']:g} a kB" if cost["ms_per_kb"] else ""
        holds = "" if cost["holds_gui"] else "; the terminal goes on meanwhile"
        rows.append([str(cost["operation"]), f"{cost['origin']}{holds}", f"{cost['ms']:g}{more}"])
    return ["operation", "origin", "ms"], rows


def about_lines(report: Report) -> list[str]:
    """Machine, versions, seeds."""
    return [f"{name}: {value}" for name, value in report.about.items()]


def markdown(report: Report) -> str:
    """The whole report."""
    parts = ["# Old against new", "", *(f"- {text}" for text in summary.headline(report)), ""]
    notes = summary.warnings(report)
    if notes:
        parts += ["**Notes**", "", *(f"- {text}" for text in notes), ""]
    parts += ["## Who is measured", ""]
    for subject in report.subjects:
        marks = ", ".join(
            filter(None, (f"digest {subject.digest}" if subject.digest else "", subject.commit))
        )
        parts.append(f"- **{subject.name}**: {subject.sentence}{f' ({marks})' if marks else ''}")
    parts += ["", "## Promises", ""]
    bounds = [
        ["kept" if b.holds else "**BROKEN**", b.sentence, found_text(b), b.where]
        for b in report.bounds
    ]
    parts += [table(["", "promise", "worst", "where"], bounds), ""]
    for bound in report.bounds:
        if bound.trace:
            parts += [f"{bound.name}:", "", *(f"    {line}" for line in bound.trace), ""]
    parts += ["## Scenario by scenario", ""]
    names = report.names()
    parts += [f"- {sentence(report.rows, key, names)}" for key in summary.keys(report.rows)]
    for operation in operations(report):
        parts += ["", f"## {TITLES[operation]}", "", table(*table_of(report, operation))]
    parts += ["", "## Growth", ""]
    parts += [GROWTH_WORDS, ""]
    parts += [table(*growth_table(report), text_columns=4), ""]
    parts += ["## Real time of the pure parts", ""]
    parts += ["Informative: it depends on the machine, and nothing is decided by it.", ""]
    parts += [table(*wall_table(report)), ""]
    parts += ["## What one operation costs", "", table(*cost_table(report)), ""]
    parts += ["## About this run", "", *(f"- {line}" for line in about_lines(report)), ""]
    return "\n".join(parts)


# JSON for trends.


def _missed(row: Row) -> dict[str, Any]:
    """Cases that did not come back exactly, or names that were not listed."""
    fidelity = row.fidelity
    missed = len(row.samples) - row.exact()
    if row.operation in ("list", "startup"):
        missed = fidelity.tabs - fidelity.exact_tabs
    return {
        "name": f"{row.key}: not exact",
        "unit": "cases",
        "value": missed,
        "extra": row.sentence,
    }


def trends(report: Report) -> list[dict[str, Any]]:
    """Figures of the new plugin in the form `customSmallerIsBetter`."""
    found: list[dict[str, Any]] = []
    for row in report.rows:
        if row.subject != "new":
            continue
        found.append(_missed(row))
        for name in TREND_FIGURES:
            values = row.values(name)
            if not values:
                continue
            figure = BY_NAME[name]
            median = row.median(name)
            found.append(
                {
                    "name": f"{row.key}: {figure.title}",
                    "unit": figure.unit,
                    "value": round(median, 4) if median is not None else 0,
                    "range": f"{number(min(values))} to {number(max(values))}",
                    "extra": row.sentence,
                }
            )
    return found


# Files.


def html(report: Report, drawings: dict[str, str]) -> str:
    """Everything on one page that needs no network."""
    names = report.names()
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            headline=summary.headline(report),
            warnings=summary.warnings(report),
            subjects=report.subjects,
            bounds=report.bounds,
            found_text=found_text,
            charts=[
                {"title": title, "svg": drawings[name]} for name, title in summary.CHARTS.items()
            ],
            sentences=[sentence(report.rows, key, names) for key in summary.keys(report.rows)],
            tables=[
                {"title": TITLES[operation], "table": table_of(report, operation)}
                for operation in operations(report)
            ],
            growth=growth_table(report),
            growth_words=GROWTH_WORDS,
            wall=wall_table(report),
            costs=cost_table(report),
            about=about_lines(report),
        )
    )


def write_all(report: Report, directory: Path) -> list[Path]:
    """Every form into a directory; gives the files."""
    directory.mkdir(parents=True, exist_ok=True)
    drawings = summary.draw(report)
    texts = {
        "report.md": markdown(report),
        "ci.json": json.dumps(trends(report), indent=1, ensure_ascii=False) + "\n",
        "index.html": html(report, drawings),
        **drawings,
    }
    written = []
    for name, text in texts.items():
        path = directory / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    path = directory / "report.json"
    schema.write(report, path)
    return [*written, path]
