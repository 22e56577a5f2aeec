"""What is committed of a run: small, of this build, of a commit."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from benchmarks import cli, flow
from benchmarks.report import published, summary
from benchmarks.report.schema import Report
from benchmarks.subject import plugin
from benchmarks.subject.subject import SubjectError, SubjectInfo


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """Give a plugin of two files."""
    folder = tmp_path / "dist" / "plugin" / "sessions"
    folder.mkdir(parents=True)
    (folder.parent / "init.lua").write_text("return {}")
    (folder / "codec.lua").write_text("return 1")
    return tmp_path / "dist"


def digest_of(build: Path) -> str:
    """Return a build's digest."""
    return plugin.digest(plugin.plugin_files(build))


def publish(report: Report, build: Path, results: Path) -> None:
    """Publish a result as measured on that build."""
    ours = SubjectInfo("new", "ours", runs_own_code=True, digest=digest_of(build))
    report.subjects[0] = ours
    published.publish(report, results)


# The digest.


def rename(build: Path) -> None:
    """Give a room another name."""
    (build / "plugin" / "sessions" / "codec.lua").rename(build / "plugin" / "sessions" / "c.lua")


def change(build: Path) -> None:
    """Change one byte of a room."""
    (build / "plugin" / "sessions" / "codec.lua").write_text("return 2")


def add(build: Path) -> None:
    """Put a file beside them that is no Lua."""
    (build / "plugin" / "init.map").write_text("")


def shift(build: Path) -> None:
    """Move a byte from a file's end to its name."""
    (build / "plugin" / "sessions" / "codec.lua").unlink()
    (build / "plugin" / "sessions" / "codec.luar").write_text("eturn 1")


@pytest.mark.parametrize("edit", [rename, change, add, shift])
def test_another_build_has_another_digest(build: Path, edit: object) -> None:
    """By path and content, whatever the file is."""
    before = digest_of(build)
    assert callable(edit)
    edit(build)

    assert before != digest_of(build)


def test_the_same_build_has_the_same_digest_elsewhere(build: Path, tmp_path: Path) -> None:
    """Where it lies and when it was written is no part of it."""
    before = digest_of(build)
    moved = build.rename(tmp_path / "other")

    assert before == digest_of(moved)


# What is committed, and whether it is of this build.


def test_no_raw_data_are_published(measured: Report, tmp_path: Path) -> None:
    """The report, the charts and a summary of a few kilobytes."""
    published.publish(measured, tmp_path)

    texts = {"measured.part", "report.md", "summary.json"}
    assert {*texts, *summary.CHARTS} == {file.name for file in tmp_path.iterdir()}
    assert (tmp_path / "summary.json").stat().st_size < 8_000


def test_figures_of_this_build_are_no_problem(
    measured: Report, build: Path, tmp_path: Path
) -> None:
    """Published, and nothing changed since."""
    publish(measured, build, tmp_path / "results")

    assert published.problem(tmp_path / "results", build) is None


def test_figures_of_another_build_are_told_with_both_and_the_remedy(
    measured: Report, build: Path, tmp_path: Path
) -> None:
    """One byte in one room is another build."""
    publish(measured, build, tmp_path / "results")
    before = digest_of(build)
    change(build)

    found = published.problem(tmp_path / "results", build) or ""

    assert all(word in found for word in (before, digest_of(build), "make publish"))


def test_a_report_of_another_build_than_its_summary_is_told(
    measured: Report, build: Path, tmp_path: Path
) -> None:
    """When only one of the files was committed."""
    publish(measured, build, tmp_path)
    path = tmp_path / "report.md"
    path.write_text(path.read_text(encoding="utf-8").replace(digest_of(build), "0" * 16))

    assert "two builds" in (published.problem(tmp_path, build) or "")


@pytest.mark.parametrize("text", [None, "{", "[]", '{"schema": 99}'])
def test_what_is_no_result_is_told(build: Path, tmp_path: Path, text: str | None) -> None:
    """Nothing there, cut off, something else, of another time."""
    if text is not None:
        (tmp_path / "summary.json").write_text(text)

    assert "no published result" in (published.problem(tmp_path, build) or "")


def test_a_section_that_the_summary_does_not_say_is_told(
    measured: Report, build: Path, tmp_path: Path
) -> None:
    """When somebody wrote into it, or only one of the files was committed."""
    publish(measured, build, tmp_path)
    path = tmp_path / published.SECTION
    path.write_text(path.read_text(encoding="utf-8").replace("2/2", "3/3"))

    assert "measured.part is not what" in (published.problem(tmp_path, build) or "")


def test_the_readme_section_has_table_and_charts(measured: Report, tmp_path: Path) -> None:
    """With links as they lead from the README."""
    published.publish(measured, tmp_path)
    text = (tmp_path / published.SECTION).read_text(encoding="utf-8")

    assert "| load: 8 panes | new | 2/2 |" in text
    assert "benchmarks/results/load.svg" in text


# When it is refused.


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a git checkout with one committed file."""
    (tmp_path / "file").write_text("1")
    for words in (
        ["init", "--quiet"],
        ["add", "file"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "one"],
    ):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)  # noqa: S603, S607
    return tmp_path


def test_a_clean_tree_may_be_published(checkout: Path) -> None:
    """Its figures are those of its commit."""
    published.refuse_uncommitted(checkout)


@pytest.mark.parametrize("name", ["file", "another"])
def test_an_uncommitted_change_is_refused_with_what_to_do(checkout: Path, name: str) -> None:
    """Changed or not known to git: the figures would be of no commit."""
    (checkout / name).write_text("2")

    with pytest.raises(SubjectError, match=rf"not committed: {name}\..*commit.*make publish"):
        published.refuse_uncommitted(checkout)


def test_a_folder_that_is_no_checkout_is_refused(tmp_path: Path) -> None:
    """In git's own words."""
    with pytest.raises(SubjectError, match=r"git checkout: .*not a git repository"):
        published.refuse_uncommitted(tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [["quick", "--publish"], ["run", "--publish", "random-2"], ["run", "--publish", "--new", "."]],
)
def test_a_part_of_the_scenarios_is_not_published(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused before anything is measured, on a clean tree too."""
    monkeypatch.setattr(published, "refuse_uncommitted", lambda: None)
    monkeypatch.setattr(flow, "carry_out", lambda *_: pytest.fail("it was measured"))
    if "--new" in arguments:
        arguments = [*arguments[:-1], str(plugin.RESTATED)]

    assert 2 == cli.main(arguments)
    assert "what is published" in capsys.readouterr().err


def test_the_command_fails_when_figures_are_of_another_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that CI does."""
    monkeypatch.setattr(published, "problem", lambda: "of another build")
    wrong = cli.main(["published"])
    monkeypatch.setattr(published, "problem", lambda: None)
    right = cli.main(["published"])

    assert (1, 0) == (wrong, right)
    assert "of another build" in capsys.readouterr().out


def test_the_committed_summary_has_every_row_of_the_readme() -> None:
    """Each scenario that the README promises, with the new plugin first."""
    path = published.RESULTS / "summary.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    ours = [row for row in data["rows"] if row[1] == "new"]

    assert len(published.README_KEYS) == len(ours)
