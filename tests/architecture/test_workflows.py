"""The workflows do what `.ci/run` and the Makefile do, with no right that they do not need.

That they are valid is said by actionlint (`make lint`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from benchmarks import cli

ROOT: Final = Path(__file__).parents[2]
WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def commands(path: Path) -> list[str]:
    """Return what a workflow runs, one line each."""
    return re.findall(r"^ *(?:- )?run: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def jobs(path: Path) -> dict[str, str]:
    """Return the text of each job by its name."""
    text = path.read_text(encoding="utf-8").split("\njobs:\n")[1]
    parts = re.split(r"^  ([a-z-]+):\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_there_is_one_for_the_tests_and_one_for_the_bench() -> None:
    """Each can be taken as it is."""
    assert ["benchmark", "tests"] == [path.stem for path in WORKFLOWS]


@each
def test_a_workflow_may_read_the_repository_and_nothing_else(path: Path) -> None:
    """No other permission is named, and the checkout leaves no credentials behind."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *permissions:(.*(?:\n  +.*)*)", text, re.MULTILINE)

    assert ["\n  contents: read"] == blocks
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


@each
def test_every_job_ends(path: Path) -> None:
    """After less than an hour, whatever hangs."""
    limit = re.compile(r"^    timeout-minutes: (\d+)$", re.MULTILINE)
    limits = {name: [int(one) for one in limit.findall(text)] for name, text in jobs(path).items()}

    assert limits
    assert all(1 == len(found) and found[0] < 60 for found in limits.values())


@each
def test_actions_are_the_hosts_own_in_a_major_version(path: Path) -> None:
    """Nobody else's code runs, and no branch."""
    used = re.findall(r"uses: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert used
    assert [] == [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", one)]


@each
def test_what_is_made_is_a_target_of_the_makefile(path: Path) -> None:
    """And what is run is a file that is there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    made = [line.removeprefix("make ") for line in commands(path) if line.startswith("make ")]
    ran = [line for line in commands(path) if line.startswith(".")]

    assert made or ran
    assert [] == [one for one in made if one not in targets]
    assert all((ROOT / one).is_file() for one in ran)


def test_the_tests_are_those_of_the_script() -> None:
    """`.ci/run` stays the truth."""
    [path] = [path for path in WORKFLOWS if path.stem == "tests"]

    assert ".ci/run" in commands(path)


def test_the_report_is_shown_and_everything_is_kept_even_when_a_promise_is_broken() -> None:
    """The summary is the report; the artifact is the folder that the bench leaves."""
    [path] = [path for path in WORKFLOWS if path.stem == "benchmark"]
    folder = cli.OUTPUT.relative_to(ROOT).as_posix()
    text = path.read_text(encoding="utf-8")

    assert f'cat {folder}/report.md >> "$GITHUB_STEP_SUMMARY"' in commands(path)
    assert f"path: {folder}\n" in text
    assert 2 == text.count("if: ${{ !cancelled() }}")
