"""One sentence for one operation of one scenario: what everybody did, and how old and new compare.

In:    rows.
Out:   texts, the same for the terminal, Markdown and HTML.
Never: keeps quiet about what is worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.samples.sample import Row, find
from benchmarks.scenario.scenario import RESTORING, VERBS, Operation
from benchmarks.stats.numbers import amount, ms, number, times_text
from benchmarks.stats.ratios import ratios

SAME: Final = 0.02
"""Differences of less than that share are not worth a word."""


def _what(operation: Operation, sentence: str) -> str:
    verb = VERBS[operation]
    return f"{verb[0].upper()}{verb[1:]}, {sentence}"


def _restored(row: Row) -> list[str]:
    total, done = len(row.samples), len(row.completed)
    parts = [f"brings back {row.exact()} of {total} exactly"]
    fidelity = row.fidelity
    if fidelity.panes_lost or fidelity.panes_extra:
        lost = amount(fidelity.panes_lost, "pane")
        parts.append(f"loses {lost} and makes {fidelity.panes_extra} too many")
    if done < total:
        parts.append(f"fails in {total - done} of {total}")
    visible, complete = row.median("visible_ms"), row.median("complete_ms")
    if visible is not None and complete is not None:
        shown = f"shows the tab after {ms(visible)}"
        parts.append(shown if visible == complete else f"{shown}, all after {ms(complete)}")
    return parts


def _saved(row: Row) -> list[str]:
    parts = [f"{row.exact()} of {len(row.samples)} come back exactly"]
    complete, held = row.median("complete_ms"), row.median("slice_ms")
    if complete is not None and held is not None:
        parts.append(f"takes {ms(complete)} and holds the terminal for {ms(held)}")
    return parts


def _started(row: Row) -> list[str]:
    """Lua's own work: virtual time would be the same whatever it does."""
    parts = [f"makes {amount(row.median('host_calls') or 0, 'host call')}"]
    instructions, read = row.median("instructions"), row.median("lua_bytes")
    if instructions is not None:
        parts.append(f"runs {amount(instructions, 'instruction')}")
    if read is not None:
        files = amount(row.median("lua_files") or 0, "file")
        parts.append(f"reads {amount(read, 'byte')} of its own Lua in {files}")
    return parts


def _listed(row: Row) -> list[str]:
    complete, calls = row.median("complete_ms"), row.median("host_calls")
    parts = [f"shows {row.fidelity.exact_tabs} of {row.fidelity.tabs} names"]
    if complete is not None:
        parts.append(f"takes {ms(complete)} and {amount(calls or 0, 'host call')}")
    return parts


def _outcome(row: Row) -> str:
    """What a subject did, in half a sentence."""
    total = len(row.samples)
    if not row.completed:
        return f"{row.subject} fails in {total} of {total} ({first_line(row.problem)})"
    if row.operation in RESTORING:
        parts = _restored(row)
    elif row.operation == "startup":
        parts = _started(row)
    else:
        parts = _saved(row) if row.operation == "save" else _listed(row)
    return f"{row.subject} {', '.join(parts)}"


def first_line(problem: str) -> str:
    """The first line of an error, not too long."""
    line = problem.splitlines()[0] if problem else "no reason given"
    return line if len(line) <= 90 else f"{line[:87]}..."


COMPARED: Final = {
    "complete_ms": "time until all is complete",
    "slice_ms": "longest hold",
    "host_calls": "host calls",
    "scans": "process scans",
    "file_calls": "file operations",
    "bytes_written": "bytes written",
    "bytes_read": "bytes read",
    "children": "child processes",
}


def worse(new: Row, old: Row) -> list[str]:
    """Figures in which `new` is behind, with both values."""
    found = []
    for name, words in COMPARED.items():
        ours, theirs = new.median(name), old.median(name)
        if ours is None or theirs is None or ours <= theirs * (1 + SAME):
            continue
        found.append(f"{words}: {number(ours)} against {number(theirs)}")
    return found


def sentence(rows: Sequence[Row], key: str, subjects: Sequence[str]) -> str:
    """One sentence for one operation of one scenario."""
    found = [row for name in subjects if (row := find(rows, key, name)) is not None]
    if not found:
        return ""
    parts = [_outcome(row) for row in found]
    text = f"{_what(found[0].operation, found[0].sentence)}: {'; '.join(parts)}."
    new, old = find(rows, key, "new"), find(rows, key, "old")
    if new is None or old is None:
        return text
    times = ratios(old, new)
    if times is not None:
        middle, low, high = times
        scale = "" if low == high else f" ({number(low)} to {number(high)} at half and double cost)"
        word = "takes" if middle >= 1 else "takes only"
        text += f" Old {word} {times_text(middle)} as long{scale}."
    behind = worse(new, old)
    if behind:
        text += f" New is behind in {', '.join(behind)}."
    return text
