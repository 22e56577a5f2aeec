"""render: frames see what they should; each mistake in one is told with its file and line."""

from __future__ import annotations

import pytest

from generator.errors import TemplateError
from generator.making import render
from generator.making.render import Renderer
from generator.making.sources import read_sources
from tests.generator.conftest import Project


def renderer(project: Project) -> Renderer:
    """Return a renderer of the small project."""
    config = project.config()
    return Renderer(config, read_sources(config))


def test_lua_in_a_frame_comes_through_untouched(project: Project) -> None:
    """None of Jinja's usual marks means anything; values go through `${ }` alone."""
    text = 'local t = {{1, 2}, {#a}} -- {% x %} {# y #}\nlocal s = "<% {{ %>" ---% no statement\n'
    project.frame("a.lua.j2", text + "local v = ${ version | lua }\n")

    assert text in renderer(project).frame("a.lua.j2")


def test_a_room_is_never_read_as_a_template(project: Project) -> None:
    """Whatever stands in a room stands in what ships."""
    text = 'return { {{1}}, "${HOME}" } --[% if x %]--\n--% for x in y\n--## remark\n'
    project.room("text/below", text)
    config = project.config()
    sources = read_sources(config)
    rooms = render.rooms(config, sources, Renderer(config, sources))

    assert text == rooms[0].text


def test_a_room_without_a_last_newline_gets_one(project: Project) -> None:
    """Its last line may be a comment, and an `end` follows it."""
    project.room("text/below", "return {} -- done")
    config = project.config()
    sources = read_sources(config)

    assert "return {} -- done\n" == render.rooms(config, sources, Renderer(config, sources))[0].text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ok\n${ nme }\n", "lua_templates/a.lua.j2:2: 'nme' is undefined."),
        ("\n\n${ 1 + }\n", "lua_templates/a.lua.j2:3: "),
        ("--% for x in rooms\n", "lua_templates/a.lua.j2:1: Unexpected end of template."),
        ("--% nonsense\n", "lua_templates/a.lua.j2:1: Encountered unknown tag 'nonsense'."),
        ("\n${ 1 | nofilter }\n", "lua_templates/a.lua.j2:2: No filter named 'nofilter'."),
        ("\n${ rooms.nothing.at_all }\n", "lua_templates/a.lua.j2:2: "),
        ("\n\n${ 1 // 0 }\n", "lua_templates/a.lua.j2:3: integer division or modulo by zero."),
        ("\n${ namespace | lua }\n", "lua_templates/a.lua.j2:2: type has no Lua literal: "),
        ('--% include "b.lua.j2"\n', "lua_templates/b.lua.j2:1: this frame does not exist."),
    ],
)
def test_a_mistake_in_a_frame_is_told_with_its_place(
    project: Project, text: str, message: str
) -> None:
    """File and line of the source, never a traceback."""
    project.frame("a.lua.j2", text)
    with pytest.raises(TemplateError) as caught:
        renderer(project).frame("a.lua.j2")

    assert str(caught.value).startswith(message)
    assert "Traceback" not in str(caught.value)


def test_a_mistake_in_an_included_frame_is_told_with_that_frame(project: Project) -> None:
    """Not with the one that includes it."""
    project.frame("a.lua.j2", '--% include "b.lua.j2"\n')
    project.frame("b.lua.j2", "\n${ nme }\n")
    with pytest.raises(TemplateError, match=r"^lua_templates/b\.lua\.j2:2: 'nme' is undefined\.$"):
        renderer(project).frame("a.lua.j2")


def test_a_frame_that_is_not_there_is_told(project: Project) -> None:
    """By the file that should be there."""
    with pytest.raises(
        TemplateError, match=r"^lua_templates/none\.j2:1: this frame does not exist\.$"
    ):
        renderer(project).frame("none.j2")


def test_frames_see_the_features_of_the_build_and_no_others(project: Project) -> None:
    """Options, actions, events and rooms of a feature that is out are out as well."""
    with_more = render.context(project.config())
    without = render.context(project.config("features = []"))

    assert ["more"] == [feature.name for feature in with_more["features"]]  # type: ignore[attr-defined]
    assert ["extra"] == [room.name for room in with_more["feature_rooms"]]  # type: ignore[attr-defined]
    assert [] == without["features"]
    assert [] == without["feature_rooms"]
