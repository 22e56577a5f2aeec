"""pages: generated parts find their places, and the user's part comes out of the whole."""

from __future__ import annotations

import pytest

from generator.errors import TemplateError
from generator.making import pages

DOCS = (
    "<!-- generated:one -->\n| a |\n<!-- /generated:one -->\n"
    "<!-- generated:two -->\n| b |\n<!-- /generated:two -->\n"
)


def test_the_docs_frame_is_taken_apart_by_its_markers() -> None:
    """Name to text."""
    assert {"one": "| a |\n", "two": "| b |\n"} == pages.parts(DOCS)


def test_a_page_gets_its_parts_and_keeps_the_rest() -> None:
    """Twice filled is once filled."""
    page = "top\n<!-- generated:two -->\nold\n<!-- /generated:two -->\nend\n"
    filled = pages.fill("README.md", page, pages.parts(DOCS))

    assert "top\n<!-- generated:two -->\n| b |\n<!-- /generated:two -->\nend\n" == filled
    assert filled == pages.fill("README.md", filled, pages.parts(DOCS))


def test_a_marker_for_nothing_is_refused_with_its_line() -> None:
    """And with the names of the parts that exist."""
    page = "top\n<!-- generated:three -->\n<!-- /generated:three -->\n"
    with pytest.raises(TemplateError) as caught:
        pages.fill("README.md", page, pages.parts(DOCS))

    assert "README.md:2: there is no generated part three." == str(caught.value)
    assert "The parts are one and two." == caught.value.remedy


def test_the_users_part_is_cut_out_without_markers() -> None:
    """Several stretches follow one another."""
    page = (
        "<!-- dist -->\n# A\n"
        "<!-- generated:one -->\n| a |\n<!-- /generated:one -->\n<!-- /dist -->\n"
        "for builders\n<!-- dist -->\n## B\n<!-- /dist -->\n"
    )

    assert "# A\n| a |\n\n## B\n" == pages.user_part(page, ())


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ((), "all\n"),
        (("a",), "all\nof a\n"),
        (("b",), "all\nof b\n"),
        (("a", "b"), "all\nof a\nof both\nof b\n"),
    ],
)
def test_what_is_of_a_feature_goes_with_it(features: tuple[str, ...], expected: str) -> None:
    """A page says nothing of what a build does not have; stretches may lie in each other."""
    page = (
        "<!-- dist -->\nall\n<!-- feature:a -->\nof a\n"
        "<!-- feature:b --> of both\n<!-- /feature:b --><!-- /feature:a -->"
        "<!-- feature:b -->\nof b\n<!-- /feature:b -->\n<!-- /dist -->\n"
    )

    assert expected.split() == pages.user_part(page, features).split()
