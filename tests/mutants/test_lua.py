"""Mutants: every kind is made; none that does not compile, or that is the same program."""

from __future__ import annotations

import pytest

from tests.mutants.lua import mutants
from tests.mutants.reach import Reach, runners_of

ROOM = """\
-- A comment with 1 == 2 in it.
local names = require("sessions.session.names")
local MOST = 16
local function f(a, b)
  if a < MOST and not b then
    names.keep(a, "key", { b })
    a = a - 1
    return a == nil
  end
  error("a sentence of words")
end
return f
"""


def changes(line: int) -> set[tuple[str, str]]:
    """Return before and after of all mutants of a line."""
    return {(each.before, each.after) for each in mutants("x", ROOM) if each.line == line}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (1, set()),
        (2, set()),
        (3, {("16", "17"), ("16", "15")}),
        (
            5,
            {
                ("<", "<="),
                ("<", ">"),
                ("and", "or"),
                ("not", ""),
                ("a < MOST and not b", "not (a < MOST and not b)"),
            },
        ),
        (6, {('"key"', '"key~"'), ('names.keep(a, "key", { b })', "")}),
        (7, {("-", "+"), ("1", "2"), ("1", "0"), ("a = a - 1", "")}),
        (8, {("==", "~="), ("nil", "false"), ("a == nil", "nil")}),
        (10, {('error("a sentence of words")', "")}),
    ],
)
def test_each_kind_of_mistake_is_made(line: int, expected: set[tuple[str, str]]) -> None:
    """In operators, constants, conditions, results and statements; not in comments or prose."""
    assert expected == changes(line)


def test_a_mutant_changes_one_place() -> None:
    """The rest of the text stays as it is."""
    (mutant,) = [each for each in mutants("x", ROOM) if each.before == "and"]

    assert ROOM.replace(" and not", " or not") == mutant.applied(ROOM)


REACH: Reach = {
    "t.py::slow": {"ms": 9.0, "lines": {"x": [3, 5, 6]}},
    "t.py::one[a]": {"ms": 2.0, "lines": {"x": [3, 5]}},
    "t.py::one[b]": {"ms": 1.0, "lines": {"x": [3, 5]}},
    "t.py::loads": {"ms": 0.5, "lines": {"x": [3]}},
    "t.py::other": {"ms": 0.1, "lines": {"y": [3]}},
}


@pytest.mark.parametrize(
    ("line", "most_alike", "expected"),
    [
        (6, 9, ["t.py::slow"]),
        (5, 9, ["t.py::one[b]", "t.py::one[a]", "t.py::slow"]),
        (5, 1, ["t.py::one[b]", "t.py::slow"]),
        (3, 1, ["t.py::one[b]", "t.py::slow"]),
        (7, 9, []),
    ],
)
def test_the_runners_of_a_line_are_those_that_run_it(
    line: int, most_alike: int, expected: list[str]
) -> None:
    """Fastest first; a line that runs at load belongs to whoever runs more of its room."""
    assert expected == runners_of(REACH, "x", line, most_alike)
