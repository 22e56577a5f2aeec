"""Rows as cells of the big table.

In:    a row.
Out:   texts, the same for the terminal, Markdown and HTML.
Never: a time for samples that were not completed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks.samples.sample import Row
from benchmarks.stats.numbers import number

NOTHING: Final = "-"
FAILS: Final = "fails"


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
