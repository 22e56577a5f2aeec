"""sources: what is missing, not text, or requires what it may not is told with file and line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ManifestError, MissingRoomError, TemplateError
from generator.facts.manifest import Room
from generator.making.sources import check_requires, digest, find_cycle, read_sources
from tests.generator.conftest import TABLE, Project


def test_rooms_are_read_as_they_stand(project: Project) -> None:
    """In manifest order; rendered ones and features that are out are not among them."""
    sources = read_sources(project.config("features = []"))

    assert ["sessions.text.below", "sessions.init"] == list(sources.rooms)
    assert sources.rooms["sessions.text.below"].startswith("--- below: one.\nlocal below = {}\n")
    assert ["docs.md.j2", "features.lua.j2", "loader.lua.j2"] == list(sources.frames)


def test_a_missing_room_is_told_with_what_to_write(project: Project) -> None:
    """Both ways out are in the remedy."""
    (project.templates / "sessions" / "text" / "below.lua").unlink()
    with pytest.raises(MissingRoomError) as caught:
        read_sources(project.config())

    assert (
        "The room sessions.text.below is in the manifest,"
        " but lua_templates/sessions/text/below.lua does not exist." == str(caught.value)
    )
    expected = (
        "Write lua_templates/sessions/text/below.lua,"
        " or take sessions.text.below out of ROOMS in generator/facts/manifest.py."
    )
    assert expected == caught.value.remedy


def test_a_missing_room_of_a_feature_that_is_out_is_not_missed(project: Project) -> None:
    """A profile without the feature does not need its code."""
    (project.templates / "sessions" / "features" / "more" / "extra.lua").unlink()

    assert "sessions.features.more.extra" not in read_sources(project.config("features = []")).rooms


def test_line_ends_of_windows_change_nothing(project: Project) -> None:
    """A checkout there makes the same plugin."""
    path = project.templates / "sessions" / "text" / "below.lua"
    expected = path.read_text()
    path.write_bytes(expected.replace("\n", "\r\n").encode())

    assert expected == read_sources(project.config()).rooms["sessions.text.below"]


def test_a_room_that_is_not_utf8_is_refused_with_its_line(project: Project) -> None:
    """The line is that of the first wrong byte."""
    (project.templates / "sessions" / "text" / "below.lua").write_bytes(b"-- one\n-- \xff\n")
    with pytest.raises(
        TemplateError, match=r"^lua_templates/sessions/text/below.lua:2: this line is not UTF-8\.$"
    ):
        read_sources(project.config())


def test_a_room_that_cannot_be_read_is_told(project: Project) -> None:
    """With the system's own words."""
    path = project.templates / "loader.lua.j2"
    path.unlink()
    path.mkdir()
    with pytest.raises(
        ManifestError, match=r"^lua_templates/loader.lua.j2 cannot be read: Is a directory\.$"
    ):
        read_sources(project.config())


BELOW, EXTRA, FEATURES, INIT = TABLE


@pytest.mark.parametrize(
    ("room", "text", "message"),
    [
        (
            INIT,
            "\nlocal a = require(name)",
            "lua_templates/sessions/init.lua:2: a room is required by a name",
        ),
        (
            INIT,
            'require("sessions.none")',
            "lua_templates/sessions/init.lua:1: sessions.none is required, but",
        ),
        (
            INIT,
            'require("sessions.features.more.extra")',
            "lua_templates/sessions/init.lua:1: sessions.init may not require",
        ),
        (
            BELOW,
            'require("wezterm")',
            "lua_templates/sessions/text/below.lua:1: sessions.text.below requires wezterm; only",
        ),
        (
            FEATURES,
            'require("sessions.text.below")',
            "build/lua/sessions/features.lua:1: sessions.features may not",
        ),
    ],
)
def test_a_require_against_the_table_is_refused_with_its_line(
    room: Room, text: str, message: str
) -> None:
    """The table of rooms is the law; a require that breaks it does not build."""
    with pytest.raises(TemplateError) as caught:
        check_requires(room, text, TABLE)

    assert str(caught.value).startswith(message)


def test_what_the_table_allows_is_let_through() -> None:
    """Features are reached by the rendered room alone, the host by `host` alone."""
    check_requires(INIT, 'require("sessions.text.below") require("sessions.features")', TABLE)
    check_requires(FEATURES, 'require("sessions.features.more.extra")', TABLE)
    check_requires(Room("terminal/host"), 'require("wezterm")', TABLE)


def test_a_circle_is_found_with_its_chain() -> None:
    """From the first room of the circle back to itself."""
    edges = {"a": ["b"], "b": ["c", "d"], "c": [], "d": ["e"], "e": ["b"]}

    assert ["b", "d", "e", "b"] == find_cycle(edges)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_edges_that_only_lead_down_have_no_circle(pairs: list[tuple[int, int]]) -> None:
    """And one edge back up makes one."""
    edges: dict[str, list[str]] = {str(number): [] for number in range(10)}
    for one, other in pairs:
        if one != other:
            edges[str(max(one, other))].append(str(min(one, other)))

    assert find_cycle(edges) is None
    for upper, lowers in edges.items():
        for lower in lowers:
            assert find_cycle({**edges, lower: [*edges[lower], upper]}) is not None


# Half of a surrogate pair is no text.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMED_TEXTS = st.lists(st.tuples(TEXT, TEXT))


@given(NAMED_TEXTS, NAMED_TEXTS)
def test_digests_tell_different_texts_apart(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    """Names and texts cannot run into each other."""
    assert (one == other) == (digest(one) == digest(other))


def test_a_project_without_readme_still_builds(
    project: Project, table: Callable[..., None]
) -> None:
    """Pages are optional: a fork may keep none."""
    del table
    (project.root / "README.md").unlink()

    assert ["LICENSE"] == list(read_sources(project.config()).pages)
