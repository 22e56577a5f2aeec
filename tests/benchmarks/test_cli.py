"""The command line: exit codes, files, words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import cli, flow
from benchmarks.scenario.families import scenarios
from benchmarks.stats import baseline
from benchmarks.subject.plugin import new
from benchmarks.subject.subject import SubjectError


def test_one_scenario_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured, judged, shown, written."""
    monkeypatch.setitem(flow.FRESH_RUNTIMES, "quick", 2)

    code = cli.main(["quick", "--output", str(tmp_path), "random-2"])

    assert code in (0, 1)
    assert "random-2" in capsys.readouterr().out
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert {"new", "old", "floor"} == {row["subject"] for row in data["rows"]}
    assert not list(tmp_path.glob("*.tmp"))


def test_a_wrong_path_is_a_mistake_of_the_caller(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two, and a word on what is missing."""
    assert 2 == cli.main(["quick", "--old", str(tmp_path)])
    assert "no plugin/init.lua" in capsys.readouterr().err.replace("\n", " ")
    assert 2 == cli.main(["verify-old", str(tmp_path)])


def test_an_unknown_scenario_is_a_mistake_of_the_caller(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two, and the list."""
    assert 2 == cli.main(["quick", "rendom"])
    assert "random-8" in capsys.readouterr().err


def test_a_plugin_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(SubjectError, match="make plugin"):
        new(tmp_path)


def test_accept_commits_to_what_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then nothing has grown."""
    path = tmp_path / "baseline.json"
    monkeypatch.setattr(baseline, "BASELINE", path)
    monkeypatch.setattr(baseline.load, "__defaults__", (path,))
    monkeypatch.setattr(baseline.save, "__defaults__", (path,))
    few = [one for one in scenarios("quick") if one.name in ("random-2", "startup")]
    monkeypatch.setattr(cli, "scenarios", lambda _mode: few)

    assert 0 == cli.main(["accept"])

    steady = baseline.load(path)
    assert {"random-2/save", "random-2/load", "startup/startup"} == set(steady)
    assert [1, 1, 1] == steady["random-2/load"]["splits"]
    assert "3 rows" in capsys.readouterr().out
