"""Numbers and rows as words: cells of tables, and one sentence a scenario.

In:    rows.
Out:   texts, the same for the terminal, Markdown and HTML.
Never: a time for samples that were not completed; a sentence that keeps quiet about what is worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.costs import FACTORS
from benchmarks.records import Row, find
from benchmarks.scenarios import VERBS, Operation

NOTHING: Final = "-"
FAILS: Final = "fails"
SAME: Final = 0.02
"""Differences of less than that share are not worth a word."""

RESTORING: Final = ("load", "reload", "restore")


def number(value: float) -> str:
    """A number with as many digits as one reads: 0.04, 3.8, 52, 1,240."""
    if value == 0:
        return "0"
    if abs(value) < 1:
        return f"{value:.2f}"
    if abs(value) < 10 and not float(value).is_integer():
        return f"{value:.1f}"
    return f"{value:,.0f}"


def ms(value: float) -> str:
    """Milliseconds, from ten seconds on as seconds."""
    return f"{number(value)} ms" if value < 10_000 else f"{value / 1000:,.1f} s"


def counted(count: float, noun: str) -> str:
    """`1 pane`, `2 panes`."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def exact(row: Row) -> str:
    """How many samples came back exactly, in the words of the operation."""
    fidelity = row.fidelity
    if row.operation == "list":
        return f"{fidelity.exact_tabs}/{fidelity.tabs} names"
    if row.operation == "startup":
        return "works" if row.completed else FAILS
    return f"{row.exact()}/{len(row.samples)}"


def time(row: Row, name: str) -> str:
    """The median time of completed samples; says when there are fewer than were measured."""
    if not row.samples:
        return NOTHING
    done = row.completed
    if not done:
        return FAILS
    value = row.median(name)
    if value is None:
        return NOTHING
    text = number(value)
    return text if len(done) == len(row.samples) else f"{text} ({len(done)} of {len(row.samples)})"


def count(row: Row, name: str) -> str:
    """The median of a counted figure over completed samples."""
    if row.samples and not row.completed:
        return FAILS
    value = row.median(name)
    return NOTHING if value is None else number(value)


def _cells_off(row: Row) -> str:
    fidelity = row.fidelity
    if row.operation in ("list", "startup") or not fidelity.cells:
        return NOTHING
    share = 100 * fidelity.cells_off / fidelity.cells
    return "0" if not fidelity.cells_off else f"{share:.1f} %"


def _lost(row: Row) -> str:
    fidelity = row.fidelity
    if row.operation in ("list", "startup"):
        return NOTHING
    lost = f"-{fidelity.panes_lost}" if fidelity.panes_lost else ""
    extra = f"+{fidelity.panes_extra}" if fidelity.panes_extra else ""
    return f"{lost} {extra}".strip() or "0"


def _of(part: str, whole: str) -> Callable[[Row], str]:
    def cell(row: Row) -> str:
        fidelity = row.fidelity
        total = getattr(fidelity, whole)
        if row.operation in ("list", "startup") or not total:
            return NOTHING
        return f"{getattr(fidelity, part)}/{total}"

    return cell


def _time_of(name: str) -> Callable[[Row], str]:
    return lambda row: time(row, name)


def _count_of(name: str) -> Callable[[Row], str]:
    return lambda row: count(row, name)


def _opened(name: str) -> Callable[[Row], str]:
    """What is opened of the plugin itself: told where a Lua state is new."""
    return lambda row: count(row, name) if row.operation == "startup" else NOTHING


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the big table."""

    title: str
    cell: Callable[[Row], str]
    is_narrow: bool = False
    """Is it shown on the terminal too?"""


COLUMNS: Final = (
    Column("exact", exact, is_narrow=True),
    Column("cells off", _cells_off, is_narrow=True),
    Column("lost, extra panes", _lost, is_narrow=True),
    Column("errors", lambda row: number(row.errors), is_narrow=True),
    Column("focus", _of("focus_right", "tabs")),
    Column("tab in front", _of("windows_right", "windows")),
    Column("directories", _of("cwds_right", "panes")),
    Column("programs", _of("programs_right", "programs")),
    Column("asked waits, ms", _time_of("asked_ms"), is_narrow=True),
    Column("visible, ms", _time_of("visible_ms"), is_narrow=True),
    Column("complete, ms", _time_of("complete_ms"), is_narrow=True),
    Column("flickers", _count_of("flickers")),
    Column("longest hold, ms", _time_of("slice_ms"), is_narrow=True),
    Column("host calls", _count_of("host_calls"), is_narrow=True),
    Column("in the quiet minute after", _count_of("idle_calls")),
    Column("splits", _count_of("splits")),
    Column("activations", _count_of("activations")),
    Column("process scans", _count_of("scans"), is_narrow=True),
    Column("child processes", _count_of("children")),
    Column("file operations", _count_of("file_calls")),
    Column("bytes read", _count_of("bytes_read")),
    Column("bytes written", _count_of("bytes_written")),
    Column("Lua instructions", _count_of("instructions")),
    Column("in one slice", _count_of("slice_instructions")),
    Column("bytes allocated", _count_of("allocated")),
    Column("own Lua files", _opened("lua_files")),
    Column("bytes of own Lua", _opened("lua_bytes"), is_narrow=True),
    Column("bytes in one slice", _opened("slice_lua_bytes")),
)


def ratio(row: Row, base: Row, factor: float = 1.0) -> float | None:
    """How many times longer than `base` a row takes until all is complete, at another price.

    A time is the waits that were asked for, which stay, and paid work, which is scaled.
    """
    times = []
    for one in (row, base):
        complete, asked = one.median("complete_ms"), one.median("asked_ms")
        if complete is None or asked is None:
            return None
        waited = min(asked, complete)
        times.append(waited + (complete - waited) * factor)
    return times[0] / times[1] if times[1] > 0 else None


def ratios(row: Row, base: Row) -> tuple[float, float, float] | None:
    """The ratio at the measured cost, and the smaller and larger of those at half and double."""
    found = [ratio(row, base, factor) for factor in FACTORS]
    known = [value for value in found if value is not None]
    middle = ratio(row, base)
    if middle is None or len(known) < len(FACTORS):
        return None
    return middle, min(known), max(known)


def times_text(value: float) -> str:
    """`120 times`, `1.4 times`."""
    return f"{value:,.0f} times" if value >= 10 else f"{value:.2g} times"


def _what(operation: Operation, sentence: str) -> str:
    verb = VERBS[operation]
    return f"{verb[0].upper()}{verb[1:]}, {sentence}"


def _restored(row: Row) -> list[str]:
    total, done = len(row.samples), len(row.completed)
    parts = [f"brings back {row.exact()} of {total} exactly"]
    fidelity = row.fidelity
    if fidelity.panes_lost or fidelity.panes_extra:
        lost = counted(fidelity.panes_lost, "pane")
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
    parts = [f"makes {counted(row.median('host_calls') or 0, 'host call')}"]
    instructions, read = row.median("instructions"), row.median("lua_bytes")
    if instructions is not None:
        parts.append(f"runs {counted(instructions, 'instruction')}")
    if read is not None:
        files = counted(row.median("lua_files") or 0, "file")
        parts.append(f"reads {counted(read, 'byte')} of its own Lua in {files}")
    return parts


def _listed(row: Row) -> list[str]:
    complete, calls = row.median("complete_ms"), row.median("host_calls")
    parts = [f"shows {row.fidelity.exact_tabs} of {row.fidelity.tabs} names"]
    if complete is not None:
        parts.append(f"takes {ms(complete)} and {counted(calls or 0, 'host call')}")
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
