"""Compare recorded answers of the real terminal with the model of a tab, step by step.

In:    files of records, one JSON object a line: operations on a tab, and the tab after each.
Out:   how many sequences and steps were compared, and each place where the model differs.
Never: skips a key that a record has, or takes a file that it can't read for a good one.

A record is {"ops": [...], "steps": [{"result": ..., "state": {...}}, ...], "end": "ok" | "hang"}.
Keys that a step or a state lacks were not recorded and are not compared. With "hang" the
operation after the last step never came back. In the live recordings `kill` and `zoom` have the
result null, because the real terminal gives none there; so null is no answer for these two.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.text import Text

from generator.errors import GeneratorError
from generator.simulator.machine.settings import Release
from generator.simulator.tree.slots import MOVES, PaneDirection
from generator.simulator.tree.split import SPLITS, SplitDirection
from generator.simulator.tree.split_tree import HostFailure, NoSuchPane, SplitTree, TreeError

Json = Any
"""A value as JSON has it."""

EMPTY_TAB = -1
"""What the records write as the active pane of a tab without panes."""

UNKNOWN = "(no such key)"
"""The model's value of a key that it doesn't have: a difference, whatever is recorded."""

FORMS: dict[str, tuple[str, ...]] = {
    "new": ("count", "count", "number", "number"),
    "split": ("number", "split", "size", "flag"),
    "resize": ("number", "number"),
    "kill": ("number",),
    "zoom": ("flag",),
    "activate": ("number",),
    "adjust": ("side", "number"),
    "rotate_ccw": (),
    "rotate_cw": (),
    "swap": ("number", "flag"),
    "dir": ("move",),
}
"""The operations and the kinds of their arguments."""

KINDS: dict[str, str] = {
    "count": r"[1-9][0-9]{0,5}",
    "number": r"[0-9]{1,6}",
    "flag": r"[01]",
    "size": r"-?[0-9]{1,9}(\.[0-9]{1,20})?(e[+-]?[0-9]{1,2})?",
    "split": "|".join(SPLITS),
    "side": "|".join(MOVES),
    "move": "|".join([*MOVES, "Next", "Prev"]),
}
"""How an argument of each kind is written."""


class ReplayError(GeneratorError):
    """A file that can't be replayed; the message opens with the file and the line."""

    def __init__(self, path: Path, line: int | None, what: str) -> None:
        super().__init__(f"{path}: {what}" if line is None else f"{path}:{line}: {what}")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One value of a record that the model doesn't reproduce."""

    path: Path
    line: int
    step: int
    """Counted from 1."""
    operation: str
    key: str
    recorded: Json
    model: Json

    def __str__(self) -> str:
        recorded, model = json.dumps(self.recorded), json.dumps(self.model)
        place = f"{self.path}:{self.line}: step {self.step}, `{self.operation}`"
        return f"{place}: {self.key} is {recorded} in the record, {model} in the model"


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """What came out of one file, or of several together."""

    sequences: int
    steps: int
    mismatches: tuple[Mismatch, ...]

    def __add__(self, other: ReplayResult) -> ReplayResult:
        return ReplayResult(
            self.sequences + other.sequences,
            self.steps + other.steps,
            self.mismatches + other.mismatches,
        )

    def __str__(self) -> str:
        counts = f"{self.sequences} sequences, {self.steps} steps"
        return f"{counts}, {len(self.mismatches)} mismatches"


@dataclass(frozen=True, slots=True)
class Record:
    """One sequence of operations, checked: every operation can be carried out."""

    path: Path
    line: int
    operations: tuple[tuple[str, ...], ...]
    steps: tuple[dict[str, Json], ...]
    hangs: bool


def replay(path: Path | str, release: Release = "nightly") -> ReplayResult:
    """Carry out every record of the file in the model of that release and compare.

    Raises ReplayError for a file that can't be read, is empty, or holds a line that is no record.
    """
    file = Path(path)
    sequences = steps = 0
    mismatches: list[Mismatch] = []
    for record in read_records(file):
        sequences += 1
        steps += len(record.steps)
        mismatches.extend(compare(record, release))
    if sequences == 0:
        raise ReplayError(file, None, "holds no record")
    return ReplayResult(sequences, steps, tuple(mismatches))


def compare(record: Record, release: Release = "nightly") -> list[Mismatch]:
    """Carry out one record; what differs, in order. A sequence ends where the model hangs."""
    player = Player(release)
    found: list[Mismatch] = []
    ends = "hang" if record.hangs else "ok"
    for number, operation in enumerate(record.operations, start=1):
        place = (record.path, record.line, number, " ".join(operation))
        recorded = record.steps[number - 1] if number <= len(record.steps) else None
        try:
            result = player.carry_out(operation)
        except HostFailure as failure:
            if recorded is not None or not record.hangs:
                found.append(Mismatch(*place, "end", ends, str(failure)))
            break
        except RecursionError:
            raise ReplayError(record.path, record.line, "too many splits inside splits") from None
        if recorded is None:
            found.append(Mismatch(*place, "end", ends, "ok"))
            break
        differences = _differences(operation, recorded, result, player)
        found.extend(Mismatch(*place, *difference) for difference in differences)
    return found


class Player:
    """Carries out operations on one tab; panes are numbered in order of creation."""

    def __init__(self, release: Release = "nightly") -> None:
        """Start without a tab: the first operation makes it."""
        self.tab = SplitTree(1, 1)
        self._release = release
        self._next_pane = 0

    def carry_out(self, operation: tuple[str, ...]) -> Json:  # noqa: C901 - one case a verb
        """Do it and give the result as a record would have it; HostFailure as in SplitTree."""
        tab = self.tab
        result: Json = None
        match operation:
            case ("new", cols, rows, cell_width, cell_height):
                self._new(int(cols), int(rows), int(cell_width), int(cell_height))
            case ("split", pane, direction, size, top_level):
                result = self._split(int(pane), direction, size, top_level)
            case ("resize", cols, rows):
                tab.resize(int(cols), int(rows))
            case ("kill", pane):
                result = tab.remove(int(pane))
            case ("zoom", flag):
                result = tab.set_zoomed(flag == "1")
            case ("activate", pane):
                tab.activate(int(pane))
            case ("adjust", direction, amount):
                tab.adjust(cast("PaneDirection", direction), int(amount))
            case ("rotate_ccw",):
                tab.rotate_counter_clockwise()
            case ("rotate_cw",):
                tab.rotate_clockwise()
            case ("swap", index, flag):
                tab.swap(int(index), flag == "1")
            case ("dir", direction):
                result = tab.pane_in_direction(cast("PaneDirection", direction))
        return result

    def _new(self, cols: int, rows: int, cell_width: int, cell_height: int) -> None:
        self.tab = SplitTree(cols, rows, cols * cell_width, rows * cell_height)
        self.tab.zoom_outlives_focus = self._release == "stable"
        self.tab.assign(0)
        self._next_pane = 1

    def _split(self, pane: int, direction: str, size: str, top_level: str) -> int | str:
        index = self.tab.index(pane)
        request = (cast("SplitDirection", direction), float(size), top_level == "1")
        try:
            if index is None:
                raise NoSuchPane(pane)
            # The real terminal makes the new pane before it knows whether it fits.
            new_pane = self._next_pane
            self._next_pane += 1
            self.tab.compute_split_size(index, *request)
            return self.tab.split(index, *request, new_pane)
        except HostFailure:
            raise
        except TreeError as error:
            return f"ERR {error}"

    def state(self) -> dict[str, Json]:
        """Describe the tab as a record's state does."""
        size, active = self.tab.size, self.tab.active_pane
        return {
            "cols": size.cols,
            "rows": size.rows,
            "pw": size.pixel_width,
            "ph": size.pixel_height,
            "active_pane": EMPTY_TAB if active is None else active,
            "panes": [
                {
                    "pane": slot.pane,
                    "index": slot.index,
                    "active": slot.is_active,
                    "zoomed": slot.is_zoomed,
                    "left": slot.left,
                    "top": slot.top,
                    "width": slot.width,
                    "height": slot.height,
                    "pw": slot.pixel_width,
                    "ph": slot.pixel_height,
                    "own_cols": slot.own_cols,
                    "own_rows": slot.own_rows,
                }
                for slot in self.tab.panes()
            ],
        }


Difference = tuple[str, Json, Json]
"""A key, what the record has there, what the model has."""


def _differences(
    operation: tuple[str, ...], step: dict[str, Json], result: Json, player: Player
) -> Iterator[Difference]:
    """Compare every key of one recorded step."""
    for key, recorded in step.items():
        if key == "state" and recorded is not None:
            yield from _compare_states(recorded, player.state())
        elif key == "result" and recorded is None and operation[0] in ("kill", "zoom"):
            continue
        elif key == "result":
            yield from _compare_values(key, recorded, result)
        elif key != "state":
            yield key, recorded, UNKNOWN


def _compare_states(recorded: dict[str, Json], model: dict[str, Json]) -> Iterator[Difference]:
    for key, value in recorded.items():
        if key != "panes":
            yield from _compare_values(key, value, model.get(key, UNKNOWN))
        elif len(value) != len(model["panes"]):
            yield "number of panes", len(value), len(model["panes"])
        else:
            for position, (theirs, ours) in enumerate(zip(value, model["panes"], strict=True)):
                for name, pane_value in theirs.items():
                    where = f"panes[{position}].{name}"
                    yield from _compare_values(where, pane_value, ours.get(name, UNKNOWN))


def _compare_values(key: str, recorded: Json, model: Json) -> Iterator[Difference]:
    # In Python True == 1; in a record they are two answers.
    if recorded != model or isinstance(recorded, bool) != isinstance(model, bool):
        yield key, recorded, model


def read_records(path: Path) -> Iterator[Record]:
    """Read a file record by record; blank lines are skipped. ReplayError for what is none."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise ReplayError(path, None, f"cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _record(path, number, line)
            except ValueError as error:
                raise ReplayError(path, number, str(error)) from error


def _record(path: Path, number: int, line: bytes) -> Record:
    """Check one line; ValueError says what is wrong with it."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no JSON: {error}") from error
    if not isinstance(value, dict):
        raise ValueError("a record is an object")
    for key, kind in (("ops", list), ("steps", list), ("end", str)):
        if not isinstance(value.get(key), kind):
            raise ValueError(f"a record has {key!r}, a {kind.__name__}")
    if value["end"] not in ("ok", "hang"):
        raise ValueError(f'\'end\' is "ok" or "hang", not {json.dumps(value["end"])}')
    operations = tuple(_operation(text) for text in value["ops"])
    if not operations or operations[0][0] != "new":
        raise ValueError("the first operation of a record is `new`")
    for position, step in enumerate(value["steps"], start=1):
        _check_step(position, step)
    hangs = value["end"] == "hang"
    expected = len(operations) - 1 if hangs else len(operations)
    if len(value["steps"]) != expected:
        counts = f"{len(operations)} operations have {expected} steps"
        raise ValueError(f"{counts} when the end is {value['end']!r}, not {len(value['steps'])}")
    return Record(path, number, operations, tuple(value["steps"]), hangs)


def _operation(text: Json) -> tuple[str, ...]:
    words = tuple(text.split()) if isinstance(text, str) else ()
    form = FORMS.get(words[0]) if words else None
    if form is None:
        raise ValueError(f"{json.dumps(text)} is no operation; there are {', '.join(FORMS)}")
    arguments = words[1:]
    if len(arguments) != len(form) or not all(
        re.fullmatch(KINDS[kind], argument) for kind, argument in zip(form, arguments, strict=True)
    ):
        raise ValueError(f"{json.dumps(text)}: `{words[0]}` takes {' '.join(form) or 'nothing'}")
    return words


def _check_step(position: int, step: Json) -> None:
    state = step.get("state") if isinstance(step, dict) else "none"
    if state is None:
        return
    panes = state.get("panes", []) if isinstance(state, dict) else None
    if not isinstance(panes, list) or not all(isinstance(pane, dict) for pane in panes):
        raise ValueError(f"step {position} is no step: a result, and a state with panes")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command to the command line of the generator."""
    parser = subparsers.add_parser(
        "replay",
        help="Replay recorded answers of the real terminal in the model of a tab.",
        description="Compare every key of every recorded step with the model of a tab.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a .jsonl of records")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Replay all files, print each mismatch and the sum; 0 only where nothing differs.

    Raises ReplayError for a file that is none.
    """
    total = ReplayResult(0, 0, ())
    for path in args.files:
        result = replay(path)
        for mismatch in result.mismatches:
            # As Text: in a string rich would take a line number such as `:100:` for an emoji.
            console.print(Text(str(mismatch)), soft_wrap=True)
        total += result
    console.print(Text(str(total)), soft_wrap=True)
    return 1 if total.mismatches else 0
