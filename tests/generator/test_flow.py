"""flow: the stages in order, nothing written before everything is known to be right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import flow
from generator.errors import GeneratorError, LocationError, VerifyError
from tests.generator.conftest import Project


def test_a_product_is_a_whole_plugin_repository_root(project: Project) -> None:
    """With the pages that the project has, and the README's user part."""
    product = flow.make(project.config())
    dist = project.root / "dist"

    assert {
        dist / "plugin/init.lua",
        dist / "plugin/init.map",
        dist / "README.md",
        dist / "LICENSE",
        project.root / "README.md",
    } == set(product.published)
    assert product.published[dist / "README.md"].startswith("For users.\n")
    assert "For builders." not in product.published[dist / "README.md"]
    assert "| `more` | More. | extra |" in product.published[project.root / "README.md"]


def test_another_output_leaves_the_readme_of_the_project_alone(project: Project) -> None:
    """Only dist/ and README.md of the project belong together."""
    config = replace(project.config(), output=project.root / "out")

    assert project.root / "README.md" not in flow.make(config).published


def test_rendered_rooms_are_laid_beside_for_lint_and_types(project: Project) -> None:
    """They are not committed, and not compared."""
    product = flow.make(project.config())
    path = project.root / "build" / "lua" / "sessions" / "features.lua"

    assert [path] == list(product.laid_beside)
    assert 'require("sessions.extra")' in product.laid_beside[path]


def test_nothing_is_written_when_the_plugin_breaks_a_promise(project: Project) -> None:
    """The small project has none of the functions of the table."""
    with pytest.raises(VerifyError):
        flow.build(project.config())

    assert not (project.root / "dist").exists()
    assert "old" in (project.root / "README.md").read_text()


def test_nothing_is_written_when_a_room_is_wrong(project: Project) -> None:
    """Whatever the mistake is."""
    project.room("below", "return {")
    with pytest.raises(GeneratorError):
        flow.build(project.config())

    assert not (project.root / "dist").exists()


def test_check_compares_and_writes_nothing(project: Project) -> None:
    """Every file of the product is missing at first."""
    result = flow.check(project.config())

    assert {"missing", "different"} == {each.state for each in result.differences}
    assert not (project.root / "dist").exists()


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("init.lua", "init.lua is no place."),
        ("init.lua:", "init.lua: is no place."),
        ("init.lua:x", "init.lua:x is no place."),
        ("init.lua:²", "init.lua:² is no place."),
        ("none.lua:1", "none.lua:1: none.lua and none.map beside it cannot be read."),
    ],
)
def test_a_place_must_be_a_file_and_a_line(place: str, message: str) -> None:
    """What is not is refused with an example."""
    with pytest.raises(LocationError) as caught:
        flow.where(place)

    assert message == str(caught.value)
    assert "dist/plugin/init.lua:812" in caught.value.remedy
