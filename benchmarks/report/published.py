"""The committed result: what the repository keeps of a run, and whether it is of this build.

In:    a report; the files in `results/`; `dist/`.
Out:   in `results/`: report, charts, a small summary, and the README's part that is made of it.
Never: raw data, which a run leaves in `build/bench`; figures of a tree that no commit has.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

from benchmarks.report import forms, schema, summary
from benchmarks.report.columns import COLUMNS
from benchmarks.report.schema import Report
from benchmarks.samples.sample import find
from benchmarks.scenario.scenario import VERBS
from benchmarks.subject import plugin
from benchmarks.subject.subject import SubjectError
from generator.making.config import ROOT

RESULTS: Final = ROOT / "benchmarks" / "results"
SUMMARY: Final = "summary.json"
SUMMARY_SCHEMA: Final = 1
SECTION: Final = "measured.part"
"""A part of the README, whose links lead from there: no page of its own."""
PUBLISH: Final = "make publish"

README_KEYS: Final = (
    "random-2/load",
    "random-8/load",
    "random-16/load",
    "tabs-10x4/load",
    "into-window-8/restore",
    "random-8/save",
    "processes-5000/save",
)
"""The rows that the README shows."""

README_SUBJECTS: Final = ("new", "old", "floor")
README_COLUMNS: Final = (
    "exact",
    "lost, extra panes",
    "asked waits, ms",
    "visible, ms",
    "complete, ms",
    "longest hold, ms",
    "process scans",
)

README_WORDS: Final = (
    "Old is abidibo/wezterm-sessions 1.0.0, re-stated call by call; floor is one spawn a tab and "
    "n-1 splits, nothing else. Times are virtual: waits that were asked for, plus what each host "
    "operation costs in a real terminal. Everything else is in [the report]({where}/report.md), "
    "how it is measured in [benchmarks/README.md](benchmarks/README.md)."
)


def refuse_uncommitted(root: Path = ROOT) -> None:
    """SubjectError when files differ from the commit, whose figures these would claim to be."""
    command = ["git", "-C", str(root), "status", "--porcelain"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise SubjectError(f"publishing needs git: {error}") from None
    if found.returncode:
        raise SubjectError(f"publishing needs a git checkout: {found.stderr.strip()}")
    changed = [line[3:] for line in found.stdout.splitlines()]
    if changed:
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise SubjectError(
            f"not committed: {', '.join(changed[:3])}{more}. Published figures are those of a "
            f"commit: commit or stash these changes, then run `{PUBLISH}` again."
        )


def _summary(report: Report) -> dict[str, Any]:
    columns = [column for column in COLUMNS if column.title in README_COLUMNS]
    rows = []
    for key in README_KEYS:
        for subject in README_SUBJECTS:
            row = find(report.rows, key, subject)
            if row is not None:
                what = f"{VERBS[row.operation]}: {row.sentence}" if subject == "new" else ""
                rows.append([what, subject, *(column.cell(row) for column in columns)])
    return {
        "schema": SUMMARY_SCHEMA,
        "digest": next((one.digest for one in report.subjects if one.name == "new"), ""),
        "headline": summary.headline(report),
        "titles": ["scenario", "subject", *(column.title for column in columns)],
        "rows": rows,
    }


def _section(data: dict[str, Any]) -> str:
    """The README's part; LookupError or TypeError for a summary that lacks something."""
    where = RESULTS.relative_to(ROOT).as_posix()
    return "\n".join(
        [
            *(f"- {text}" for text in data["headline"]),
            "",
            forms.table(data["titles"], data["rows"]),
            "",
            README_WORDS.format(where=where),
            "",
            *(f"![{title}]({where}/{name})" for name, title in summary.CHARTS.items()),
            "",
        ]
    )


def publish(report: Report, directory: Path = RESULTS) -> list[Path]:
    """Renew the committed files; gives them."""
    directory.mkdir(parents=True, exist_ok=True)
    data = _summary(report)
    texts = {
        "report.md": forms.markdown(report),
        SUMMARY: schema.lines(data) + "\n",
        SECTION: _section(data),
        **summary.draw(report),
    }
    for name, text in texts.items():
        (directory / name).write_text(text, encoding="utf-8")
    return [directory / name for name in texts]


def _read(directory: Path) -> dict[str, Any]:
    """The summary; ValueError when it is not one of this schema."""
    data = json.loads((directory / SUMMARY).read_text(encoding="utf-8"))
    if not isinstance(data, dict) or data.get("schema") != SUMMARY_SCHEMA:
        raise ValueError(f"it has not schema {SUMMARY_SCHEMA}")
    return data


def problem(directory: Path = RESULTS, build: Path = plugin.NEW) -> str | None:
    """What is wrong with the committed result, with the remedy; None when it is of this build."""
    now = plugin.digest(plugin.plugin_files(build))
    remedy = f"Commit the change, run `{PUBLISH}`, and commit what that wrote."
    try:
        data = _read(directory)
        was, section = str(data["digest"]), _section(data)
        text = (directory / "report.md").read_text(encoding="utf-8")
        shown = (directory / SECTION).read_text(encoding="utf-8")
    except (OSError, ValueError, LookupError, TypeError) as error:
        return f"{directory.name}/ holds no published result ({error}). {remedy}"
    if was != now:
        return f"the published figures are of build {was}, dist/ is build {now}. {remedy}"
    if f"digest {now}" not in text:
        return f"report.md and {SUMMARY} in {directory.name}/ are of two builds. {remedy}"
    if shown != section:
        return f"{SECTION} is not what {SUMMARY} in {directory.name}/ says. {remedy}"
    return None
