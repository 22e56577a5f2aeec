"""Replaying recorded answers: nothing differs unnoticed, and a bad file is named with its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from generator import cli
from generator.errors import GeneratorError
from generator.proving.replay import ReplayError, replay

RECORDED = Path(__file__).parents[1] / "recorded"

HANG: dict[str, Any] = {
    "ops": ["new 80 24 8 16", "split 0 Right 72 0", "split 0 Right 3 0", "resize 71 24"],
    "steps": [{"result": None, "state": None}, {"result": 1}, {"result": 1}],
    "end": "hang",
}
"""A resize that the real terminal never comes back from."""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes records, or lines as they are, and gives the file."""

    def write_lines(*records: Any) -> Path:
        path = tmp_path / "records.jsonl"
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write_lines


def a_record() -> Any:
    """Read a recorded sequence that holds a split: a fresh copy, to be broken."""
    lines = (RECORDED / "tab_vectors.jsonl").read_text(encoding="utf-8").splitlines()
    return json.loads(lines[0])


def replayed(*files: Path) -> tuple[int, str]:
    """Run the command as the command line does: exit code and what it prints."""
    console = Console(width=40, color_system=None)
    with console.capture() as captured:
        code = cli.main(["replay", *map(str, files)], console)
    return code, captured.get()


def test_all_records_are_reproduced() -> None:
    """Both files together, with the sum as the last line."""
    code, printed = replayed(RECORDED / "tab_vectors.jsonl", RECORDED / "mux_vectors.jsonl")

    assert (0, "260 sequences, 2248 steps, 0 mismatches\n") == (code, printed)


@pytest.mark.parametrize(
    ("change", "reported"),
    [
        (lambda step: step.update(result=7), "result is 7 in the record, 1 in the model"),
        (lambda step: step.update(result=True), "result is true in the record, 1 in the model"),
        (lambda step: step.update(more=1), 'more is 1 in the record, "(no such key)" in the model'),
        (lambda step: step["state"].update(cols=1), "cols is 1 in the record, 200 in the model"),
        (lambda step: step["state"].update(dpi=None), "dpi is null in the record"),
        (lambda step: step["state"]["panes"].pop(), "number of panes is 1 in the record, 2 in the"),
        (
            lambda step: step["state"]["panes"][1].update(top=9),
            "panes[1].top is 9 in the record, 22 in the model",
        ),
        (lambda step: step["state"]["panes"][0].update(dead=False), "panes[0].dead is false in"),
    ],
)
def test_a_broken_record_is_reported(
    write: Callable[..., Path], change: Callable[[Any], object], reported: str
) -> None:
    """Each key that a record has is compared; the line names file, line, step and operation."""
    record = a_record()
    change(record["steps"][3])
    path = write(*[""] * 98, HANG, record)
    code, printed = replayed(path)

    place = f"{path}:100: step 4, `split 0 Bottom 0.5 0`: {reported}"
    assert 1 == code
    assert printed.startswith(place)
    assert printed.endswith("2 sequences, 8 steps, 1 mismatches\n")


def test_every_single_value_matters(write: Callable[..., Path]) -> None:
    """Any number or flag of a step, changed, is one mismatch."""
    state = a_record()["steps"][3]["state"]
    places: list[tuple[Any, ...]] = [(state_key,) for state_key in state if state_key != "panes"]
    places += [("panes", n, key) for n, pane in enumerate(state["panes"]) for key in pane]
    for place in places:
        record = a_record()
        holder = record["steps"][3]["state"]
        for key in place[:-1]:
            holder = holder[key]
        value = holder[place[-1]]
        holder[place[-1]] = not value if isinstance(value, bool) else value + 1

        assert 1 == len(replay(write(record)).mismatches), place


def test_keys_that_were_not_recorded_are_not_compared(write: Callable[..., Path]) -> None:
    """A state without keys, no state, no result."""
    record = a_record()
    for number, step in enumerate(record["steps"]):
        record["steps"][number] = [{}, {"state": None}, {"state": {}}][number % 3] or step
    record["steps"][4] = {"state": {"panes": [{}, {"pane": 1}]}}

    assert () == replay(write(record)).mismatches


def test_a_hang_is_an_end(write: Callable[..., Path]) -> None:
    """The operation after the last step never came back, in the model neither."""
    result = replay(write(HANG))

    assert (1, 3, ()) == (result.sequences, result.steps, result.mismatches)


def test_a_hang_that_does_not_happen_is_reported(write: Callable[..., Path]) -> None:
    """The record says that the last operation hung, the model carries it out."""
    path = write({**HANG, "ops": [*HANG["ops"][:3], "resize 72 24"]})
    code, printed = replayed(path)

    assert 1 == code
    assert f'{path}:1: step 4, `resize 72 24`: end is "hang" in the record, "ok" in' in printed


def test_a_hang_that_was_not_recorded_is_reported(write: Callable[..., Path]) -> None:
    """The record goes on, the model hangs: the rest of the sequence can't be compared."""
    steps = [*HANG["steps"], {"result": None}, {"result": None}]
    path = write({"ops": [*HANG["ops"], "resize 90 24"], "steps": steps, "end": "ok"})
    code, printed = replayed(path)

    assert 1 == code
    assert 'step 4, `resize 71 24`: end is "ok" in the record, "WezTerm would hang' in printed


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("nonsense", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "a record is an object"),
        ('{"steps": [], "end": "ok"}', "a record has 'ops', a list"),
        ('{"ops": [], "end": "ok"}', "a record has 'steps', a list"),
        ('{"ops": [], "steps": []}', "a record has 'end', a str"),
        ('{"ops": [], "steps": [], "end": "?"}', '\'end\' is "ok" or "hang", not "?"'),
        ('{"ops": [], "steps": [], "end": "ok"}', "the first operation of a record is `new`"),
        ('{"ops": ["kill 0"], "steps": [{}], "end": "ok"}', "the first operation of a record"),
        ('{"ops": [7], "steps": [{}], "end": "ok"}', "7 is no operation; there are new, split"),
        ('{"ops": ["fly 1"], "steps": [{}], "end": "ok"}', '"fly 1" is no operation; there are'),
        ('{"ops": ["new 0 24 8 16"], "steps": [{}], "end": "ok"}', "`new` takes count count"),
        ('{"ops": ["new 8 24 8 x"], "steps": [{}], "end": "ok"}', "`new` takes count count"),
        ('{"ops": ["new 8 24 8"], "steps": [{}], "end": "ok"}', "`new` takes count count"),
        ('{"ops": ["new 8 8 8 8"], "steps": [], "end": "ok"}', "1 operations have 1 steps when"),
        ('{"ops": ["new 8 8 8 8"], "steps": [{}], "end": "hang"}', "1 operations have 0 steps"),
        ('{"ops": ["new 8 8 8 8"], "steps": [7], "end": "ok"}', "step 1 is no step"),
        ('{"ops": ["new 8 8 8 8"], "steps": [{"state": 7}], "end": "ok"}', "step 1 is no step"),
        (
            '{"ops": ["new 8 8 8 8"], "steps": [{"state": {"panes": [7]}}], "end": "ok"}',
            "step 1 is no step",
        ),
    ],
)
def test_a_line_that_is_no_record_is_refused(
    write: Callable[..., Path], line: str, problem: str
) -> None:
    """The message opens with the file and the line."""
    path = write(HANG, line)
    with pytest.raises(ReplayError) as caught:
        replay(path)

    assert isinstance(caught.value, GeneratorError)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert problem in str(caught.value)


def test_splits_beyond_measure_are_refused(write: Callable[..., Path]) -> None:
    """A thousand splits inside splits are no record of a real tab; no traceback either."""
    splits = [f"split {n} Right {9_000 - 2 * n} 0" for n in range(1100)]
    operations = ["new 9002 9 8 16", *splits, "resize 9100 9"]
    path = write({"ops": operations, "steps": [{}] * len(operations), "end": "ok"})
    with pytest.raises(ReplayError, match=r":1: too many splits inside splits"):
        replay(path)


def test_an_absent_or_empty_file_is_refused(tmp_path: Path) -> None:
    """Nothing compared is not the same as nothing different."""
    with pytest.raises(ReplayError, match=r"none\.jsonl: cannot be read: No such file"):
        replay(tmp_path / "none.jsonl")
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"\n\n")
    with pytest.raises(ReplayError, match=r"empty\.jsonl: holds no record"):
        replay(empty)


def test_a_file_that_is_none_ends_with_exit_code_2(write: Callable[..., Path]) -> None:
    """With its place, and without a traceback."""
    path = write("nonsense")
    code, printed = replayed(path)

    assert 2 == code
    assert printed.startswith(f"error: {path}:1: no JSON")
