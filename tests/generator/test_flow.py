"""flow: the stages in order, nothing written before everything is known to be right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.errors import GeneratorError, VerifyError
from generator.making import flow
from generator.making.write import write
from tests.generator.conftest import Project
from tests.generator.test_write import stamped

PLACES = ("text/below", "features/more/extra", "features", "init")
PART = "<!-- generated:measured -->\n"


def test_a_product_is_a_whole_plugin_repository_root(project: Project) -> None:
    """With the pages that the project has, and the README's user part."""
    product = flow.make(project.config())
    dist = project.root / "dist"

    assert {
        dist / "plugin/init.lua",
        *(dist / f"plugin/sessions/{name}.lua" for name in PLACES),
        dist / ".gitattributes",
        dist / "README.md",
        dist / "LICENSE",
        project.root / "README.md",
        project.root / "plugin/init.lua",
    } == set(product.published)
    assert str(product.published[dist / "README.md"]).startswith("For users.\n")
    assert "For builders." not in str(product.published[dist / "README.md"])
    assert "| `more` | More. | extra |" in str(product.published[project.root / "README.md"])


def test_another_output_leaves_the_readme_of_the_project_alone(project: Project) -> None:
    """Only dist/ and what the project's root has of it belong together."""
    config = replace(project.config(), output=project.root / "out")

    outside = [path for path in flow.make(config).published if config.output not in path.parents]
    assert [] == outside


def test_rendered_rooms_are_laid_beside_for_lint_and_types(project: Project) -> None:
    """They are not committed, and not compared."""
    product = flow.make(project.config())
    path = project.root / "build" / "lua" / "sessions" / "features.lua"

    assert [path, project.root / "build" / "loader.lua"] == list(product.laid_beside)
    assert 'require("sessions.features.more.extra")' in str(product.laid_beside[path])


def test_nothing_is_written_when_the_plugin_breaks_a_promise(project: Project) -> None:
    """The small project has none of the functions of the table."""
    with pytest.raises(VerifyError):
        flow.build(project.config())

    assert not (project.root / "dist").exists()
    assert "old" in (project.root / "README.md").read_text()


def test_nothing_is_written_when_a_room_is_wrong(project: Project) -> None:
    """Whatever the mistake is."""
    project.room("text/below", "return {")
    with pytest.raises(GeneratorError):
        flow.build(project.config())

    assert not (project.root / "dist").exists()


def test_check_compares_and_writes_nothing(project: Project) -> None:
    """Every file of the product is missing at first."""
    result = flow.check(project.config())

    assert {"missing", "different"} == {each.state for each in result.differences}
    assert not (project.root / "dist").exists()


def test_a_picture_of_the_readme_goes_with_it(project: Project) -> None:
    """dist/ is a whole repository: its README shows what the project's shows."""
    (project.root / "docs").mkdir()
    (project.root / "docs" / "a.png").write_bytes(b"\x89PNG")
    page = (project.root / "README.md").read_text().replace("For users.", "![A](docs/a.png)")
    (project.root / "README.md").write_text(page)

    published = flow.make(project.config()).published
    assert b"\x89PNG" == published[project.root / "dist" / "docs" / "a.png"]


def test_the_readme_has_what_the_bench_has_published(project: Project) -> None:
    """Its own words; before the first time, that nothing has been."""
    readme, part = project.root / "README.md", project.root / flow.MEASURED
    readme.write_text(f"{PART}{PART.replace('<!-- ', '<!-- /')}")
    before = flow.make(project.config()).published[readme]
    part.parent.mkdir(parents=True)
    part.write_text("Fast.\n")
    after = flow.make(project.config()).published[readme]

    assert flow.NOT_MEASURED in str(before)
    assert f"{PART}Fast.\n" in str(after)


def test_a_room_that_is_no_more_is_left_over(project: Project) -> None:
    """`check` says so: WezTerm would clone it for ever."""
    product = flow.make(project.config())
    old = project.root / "dist" / "plugin" / "sessions" / "old.lua"
    write({**product.published, old: stamped("sessions.old")})

    differences = flow.check(project.config()).differences
    assert [(old, "left over")] == [(each.path, each.state) for each in differences]
