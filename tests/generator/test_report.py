"""report: what a person reads after a build or a check is whole, at any width."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from generator.errors import ProfileError
from generator.making import report
from generator.making.flow import BuildResult, CheckResult, make
from generator.making.write import Difference
from tests.generator.conftest import Project


def text_of(renderable: RenderableType, width: int = 100) -> str:
    """Print to a text of this width."""
    console = Console(file=io.StringIO(), width=width, color_system=None, emoji=False, _environ={})
    console.print(renderable)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_build_tells_rooms_features_bytes_and_digest(project: Project) -> None:
    """And each room with its source."""
    product = make(project.config())
    text = text_of(report.of_build(BuildResult(product, (Path("/x/plugin/init.lua"),))))

    for word in (
        "text/below",
        "features/more/extra",
        "nothing",
        product.plugin.digest,
        "profile   small",
    ):
        assert word in text
    assert f"digest    {product.plugin.digest}" in text
    assert f"bytes     {product.plugin.size_bytes:,}" in text
    assert text.endswith("Written: /x/plugin/init.lua.\n")


def test_a_build_without_features_says_none(project: Project) -> None:
    """Not an empty place."""
    text = text_of(report.of_build(BuildResult(make(project.config("features = []")), ())))

    assert "features  none" in text


@pytest.mark.parametrize("width", [20, 40, 200])
def test_a_narrow_terminal_cuts_no_word_away(project: Project, width: int) -> None:
    """Long names are folded."""
    text = text_of(report.of_build(BuildResult(make(project.config()), ())), width)

    assert all(len(line) <= width for line in text.split("\n"))


def test_a_difference_in_a_room_names_the_room_and_its_line(project: Project) -> None:
    """That is the file to edit."""
    product = make(project.config())
    path = product.config.output / "plugin" / "sessions" / "text" / "below.lua"
    difference = Difference(path, "different", 3)
    text = text_of(report.of_check(CheckResult(product, (difference,))), 200)

    assert "lua_templates/sessions/text/below.lua:3" in text
    assert "differs from line 3 on" in text


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("plugin/init.lua", "lua_templates/loader.lua.j2\n"),
        ("plugin/sessions/text/below.lua", "lua_templates/sessions/text/below.lua\n"),
        ("plugin/sessions/features.lua", "lua_templates/features.lua.j2\n"),
        (".gitattributes", "generator/making/flow.py\n"),
        ("README.md", "README.md\n"),
        ("LICENSE", "LICENSE\n"),
    ],
)
def test_a_missing_file_names_what_it_is_made_from(
    project: Project, name: str, origin: str
) -> None:
    """For every file of dist/."""
    product = make(project.config())
    missing = Difference(product.config.output / name, "missing", 0)
    text = text_of(report.of_check(CheckResult(product, (missing,))), 200)

    assert f"{name} is missing; made from {origin}" in text


def test_a_fresh_dist_is_one_line(project: Project) -> None:
    """With the folder's name."""
    product = make(project.config())

    expected = f"{project.root}/dist/ is what the sources make.\n"
    assert expected == text_of(report.of_check(CheckResult(product, ())), 300)


def test_many_files_are_counted_after_the_first_ones(project: Project) -> None:
    """And rooms that an earlier build had are named."""
    paths = tuple(Path(f"/x/{number}") for number in range(9))
    result = BuildResult(make(project.config()), paths, (Path("/x/old.lua"),))
    text = text_of(report.of_build(result))

    assert text.endswith(
        "Written: /x/0, /x/1, /x/2, /x/3, /x/4, /x/5 and 3 more.\nRemoved: /x/old.lua.\n"
    )


def test_an_error_is_a_sentence_and_its_remedy() -> None:
    """Square brackets are no markup."""
    text = text_of(report.of_error(ProfileError("There is no [section].", "Write [options].")))

    assert "error: There is no [section].\nWrite [options].\n" == text
