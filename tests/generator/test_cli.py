"""cli: what a person types, what they see, and the exit code."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from rich.console import Console

from generator import cli, compose, default_config
from generator.making.config import ROOT

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(console: Console) -> Run:
    """Give a function that runs a command and returns its exit code and its output."""

    def run_command(*words: object) -> tuple[int, str]:
        code = cli.main([str(word) for word in words], console)
        return code, cast("io.StringIO", console.file).getvalue()

    return run_command


def test_build_writes_a_whole_plugin_repository_and_says_what_it_built(
    run: Run, tmp_path: Path
) -> None:
    """Rooms, features, bytes and digest are in the table."""
    code, text = run("build", "--output", tmp_path / "out")

    plugin = compose(default_config())
    assert 0 == code
    assert {*plugin.files, "README.md", "LICENSE", ".gitattributes"} <= {
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*")
    }
    for word in ("layout", "features", plugin.digest, f"{plugin.size_bytes:,}", "Written: "):
        assert word in text


def test_building_again_writes_nothing(run: Run, tmp_path: Path) -> None:
    """And says so."""
    run("build", "--output", tmp_path / "out")
    code, text = run("build", "--output", tmp_path / "out")

    assert 0 == code
    assert text.rstrip().endswith("Nothing to write: everything is as it was.")


def test_check_is_content_with_a_fresh_build(run: Run, tmp_path: Path) -> None:
    """Exit code 0."""
    run("build", "--output", tmp_path / "out")
    code, text = run("check", "--output", tmp_path / "out")

    assert 0 == code
    assert " ".join(text.split()).endswith("is what the sources make.")


def test_check_names_the_file_to_edit_and_the_command_to_run(run: Run, tmp_path: Path) -> None:
    """An edit in dist/ is traced to the room it belongs to; nothing is written."""
    run("build", "--output", tmp_path / "out")
    room = tmp_path / "out" / "plugin" / "sessions" / "layout" / "plan.lua"
    edited = room.read_text(encoding="utf-8").replace("local plan = {}", "local plan = { 1 }", 1)
    room.write_text(edited, encoding="utf-8")
    (tmp_path / "out" / "LICENSE").unlink()
    code, text = run("check", "--output", tmp_path / "out")

    assert 1 == code
    assert edited == room.read_text(encoding="utf-8")
    assert "lua_templates/sessions/layout/plan.lua" in "".join(text.split())
    assert "missing" in text
    assert "run `make plugin`, commit both." in " ".join(text.split())


def test_verify_writes_nothing(run: Run, tmp_path: Path) -> None:
    """It says what was proven."""
    code, text = run("verify", "--output", tmp_path / "out")

    assert 0 == code
    assert "The plugin loads: " in text
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "--profile", "none.toml"], "error: The profile none.toml cannot be read"),
        (["build", "--output", "README.md"], "error: "),
    ],
)
def test_a_mistake_is_told_in_a_sentence_with_exit_code_2(
    run: Run, words: list[str], message: str
) -> None:
    """Never a traceback."""
    code, text = run(*words)

    assert 2 == code
    assert text.startswith(message)
    assert "Traceback" not in text


def test_a_build_into_somebody_elses_folder_writes_nothing(run: Run, tmp_path: Path) -> None:
    """The refusal comes before the first byte."""
    (tmp_path / "wezterm.lua").write_text("return {}")
    code, text = run("build", "--output", tmp_path)

    assert 2 == code
    assert "holds no plugin of ours; nothing was written." in text
    assert ["wezterm.lua"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["verify", "--help"]])
def test_every_command_has_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With exit code 0."""
    with pytest.raises(SystemExit) as caught:
        cli.main(words)

    assert 0 == caught.value.code
    assert "usage: python -m generator" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["bild"], ["rehearse"], ["build", "--profil"]])
def test_wrong_arguments_are_told_by_name(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """With exit code 2 and the usage."""
    with pytest.raises(SystemExit) as caught:
        cli.main(words)

    assert 2 == caught.value.code
    assert "usage: python -m generator" in capsys.readouterr().err


def run_process(*words: str, **environment: str) -> Any:
    """Run the generator as a process of its own."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "generator", *words],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    """Two hash seeds, two locales, two folders: one plugin."""
    made = []
    for name, environment in (
        ("one", {"PYTHONHASHSEED": "1", "LC_ALL": "C"}),
        ("two", {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"}),
    ):
        result = run_process("build", "--output", str(tmp_path / name), **environment)
        assert 0 == result.returncode, result.stderr
        made.append(
            {
                path.relative_to(tmp_path / name): path.read_bytes()
                for path in (tmp_path / name).rglob("*")
                if path.is_file()
            }
        )

    assert made[0] == made[1]


def test_errors_go_to_standard_error() -> None:
    """So that output can be piped."""
    result = run_process("build", "--profile", "none.toml")

    assert (2, "") == (result.returncode, result.stdout)
    assert result.stderr.startswith("error: The profile none.toml cannot be read")
