"""The tests themselves: one order of `==`, and how many lines they may leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.making.config import ROOT
from tests import lua_coverage
from tests.architecture import order


def test_what_is_expected_stands_on_the_left() -> None:
    """Else: `python -m tests.architecture.order`, then `make fmt`."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in order.tests()
        for node in order.turned(path.read_text(encoding="utf-8"))
    ]

    assert [] == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("assert f(1) == 2", "assert 2 == f(1)"),
        ("assert x == [1, 'é'] and y == -1", "assert [1, 'é'] == x and -1 == y"),
        ("assert (a, b) == (\n    1,\n    2,\n)", "assert (\n    1,\n    2,\n) == (a, b)"),
        ("assert f(x) == expected", "assert expected == f(x)"),
        ("assert (f(x) if x else y) == 7", "assert (7) == (f(x) if x else y)"),
        ("assert f(x) == (7) and y", "assert (7) == (f(x)) and y"),
        ("def t(a):\n    assert f(b) == a", "def t(a):\n    assert a == f(b)"),
        ("def t(a):\n    assert f(b) == (a, 1)", "def t(a):\n    assert (a, 1) == f(b)"),
        ("def t(a, b):\n    assert a == b", "def t(a, b):\n    assert a == b"),
        ("assert before == after", "assert before == after"),
        ("assert 1 == 2", "assert 1 == 2"),
        ("x = y == 1", "x = y == 1"),
    ],
)
def test_it_is_put_right(before: str, after: str) -> None:
    """What an assertion compares with a literal, with what was given, or with what says so."""
    assert after == order.put_right(before)


@pytest.mark.parametrize(("run", "code"), [(979, 1), (980, 0), (1000, 0)])
def test_coverage_fails_when_more_than_two_in_a_hundred_lines_are_not_run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    run: int,
    code: int,
) -> None:
    """And says how many are."""
    result = tmp_path / "coverage.json"
    result.write_text(json.dumps({"lines": 1000, "run": run, "rooms": {}}))
    monkeypatch.setattr(lua_coverage, "RESULT", result)

    assert code == lua_coverage.main()
    assert ("97.90% of the rooms' lines" in capsys.readouterr().out) == (code == 1)
