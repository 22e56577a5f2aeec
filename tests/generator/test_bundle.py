"""bundle: rooms become one chunk that loads, keeps to itself, and can be traced to its sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lupa.lua54 import LuaError

from generator import compose
from generator.bundle import Bundle, Entry, Flavour, locate, syntax_error
from generator.errors import LocationError, ManifestError, TemplateError
from generator.flow import make
from generator.manifest import Room
from tests.conftest import fresh_lua
from tests.generator.conftest import TABLE, Project

NAMES = """function(from)
  local names = {}
  for name in pairs(from) do
    names[#names + 1] = tostring(name)
  end
  table.sort(names)
  return table.concat(names, " ")
end"""


def composed(project: Project, flavour: Flavour = "release", entry: Entry = "plugin") -> Bundle:
    """Return the bundle of the small project."""
    return compose(project.config(), flavour=flavour, entry=entry)


@pytest.fixture(params=["release", "source"])
def kind(request: pytest.FixtureRequest) -> Flavour:
    """Run the test on both flavours of the bundle."""
    return "source" if request.param == "source" else "release"


def test_the_chunk_returns_the_public_table(project: Project, kind: Flavour) -> None:
    """With the two values that `require` hands to a chunk."""
    plugin = fresh_lua().execute(composed(project, kind).text, "name", "/path/init.lua")

    assert (1, 1, "name", "/path/init.lua") == (
        plugin.one(),
        plugin.features,
        plugin.name,
        plugin.path,
    )


def test_a_bundle_for_tests_gives_its_rooms(project: Project, kind: Flavour) -> None:
    """One by one, and each only once."""
    runtime = fresh_lua()
    require = runtime.execute(composed(project, kind, "rooms").text)
    below = require("sessions.below")

    assert 1 == below.one()
    assert runtime.eval("rawequal")(below, require("sessions.below"))


def test_rooms_stay_private(project: Project, kind: Flavour) -> None:
    """No global, and nothing on package.loaded."""
    runtime = fresh_lua()
    look = runtime.eval(NAMES)
    lua: Any = runtime.globals()
    before = (look(lua), look(lua.package.loaded))
    runtime.execute(composed(project, kind).text)

    assert before == (look(lua), look(lua.package.loaded))


def test_what_is_no_room_is_asked_of_the_host(project: Project, kind: Flavour) -> None:
    """That is how `host` gets WezTerm."""
    runtime = fresh_lua()
    runtime.execute('package.preload.wezterm = function() return "the host" end')
    require = runtime.execute(composed(project, kind, "rooms").text)

    assert "the host" == require("wezterm")[0]


def test_a_room_may_yield_while_it_is_opened(project: Project, kind: Flavour) -> None:
    """The loader is Lua; under the host's own `require` this would be an error."""
    project.room(
        "below", "local got = coroutine.yield(7)\nreturn { one = function() return got end }\n"
    )
    runtime = fresh_lua()
    open_ = runtime.execute(
        "local chunk = load(...) return coroutine.wrap(function() return chunk() end)",
        composed(project, kind).text,
    )

    assert 7 == open_()
    assert 8 == open_(8).one()


def test_a_room_that_fails_names_its_own_file_and_line(project: Project, kind: Flavour) -> None:
    """Whoever reads the trace finds the line in this project."""
    project.room("below", "\n\nerror('no')\n")
    run = fresh_lua().eval("function(text) return pcall(load(text, '@bundle')) end")
    _, message = run(composed(project, kind).text)

    assert "lua_templates/sessions/below.lua:3: no" == message


def test_a_written_global_is_an_error_in_the_source_flavour(project: Project) -> None:
    """It names the room and the global."""
    project.room("below", "leaked = 1\nreturn {}\n")
    run = fresh_lua().eval("function(text) return pcall(load(text)) end")
    ok, message = run(composed(project, "source").text)

    assert not ok
    assert message.endswith("sessions/below.lua writes the global leaked")


def test_rooms_with_every_kind_of_closing_bracket_survive_as_text(project: Project) -> None:
    """The source flavour quotes with a bracket that the room does not have."""
    room = (
        "local a = { [[x]], [=[y]] ]=], [==[ ]=] ]==] }\n\n"
        "return { one = function() return #a end }\n"
    )
    project.room("below", room)

    assert 3 == fresh_lua().execute(composed(project, "source").text).one()


def test_a_circle_among_rooms_does_not_build(project: Project, table: Any) -> None:
    """The chain is in the message."""
    below = Room(name="below", meaning="", may_require=("init",))
    table(below, *TABLE[1:])
    project.room("below", 'return require("sessions.init")\n')
    with pytest.raises(ManifestError) as caught:
        composed(project)

    expected = (
        "Rooms require each other in a circle: sessions.below -> sessions.init -> sessions.below."
    )
    assert expected == str(caught.value)


def test_a_room_is_compiled_when_it_is_first_looked_into(project: Project, kind: Flavour) -> None:
    """Not when the plugin is loaded: most of them are not needed for that."""
    project.room("below", "return { loaded = ran() }\n")
    runtime = fresh_lua()
    ran: list[int] = []
    lua: Any = runtime.globals()

    def count() -> int:
        ran.append(1)
        return len(ran)

    lua.ran = count
    below = runtime.execute(composed(project, kind, "rooms").text)("sessions.below")

    assert [] == ran
    assert 1 == below.loaded
    assert 1 == below.loaded
    assert [1] == ran


def test_the_same_sources_make_the_same_bytes(project: Project) -> None:
    """And other sources another digest."""
    first = composed(project)
    again = composed(project)
    project.room("below", "return { one = function() return 2 end }\n")
    other = composed(project)

    assert first == again
    assert first.digest != other.digest


def test_the_bundle_says_what_it_is_made_from(project: Project) -> None:
    """Do not edit, what to edit, the digest; a comment with the file before each room."""
    chunk = composed(project)

    head = chunk.text.split("\n\n", maxsplit=1)[0]
    assert "GENERATED, do not edit: edit lua_templates/ and run `make plugin`." in head
    assert chunk.digest in head
    for name in ("below", "extra", "init"):
        assert f"-- sessions.{name}: lua_templates/sessions/{name}.lua\n" in chunk.text
    assert str(project.root) not in chunk.text


def test_every_line_of_a_room_is_found_again(project: Project) -> None:
    """For each room and each of its lines: the map leads from the bundle's line to it."""
    product = make(project.config())
    lines = product.bundle.text.split("\n")
    seen = 0
    for number, line in enumerate(lines, start=1):
        place = locate(product.bundle.map_text(), number, len(lines))
        if place.room:
            text = next(each.text for each in product.rooms if each.room.module == place.room)

            assert line == text.split("\n")[place.line - 1]
            seen += 1

    assert sum(each.text.count("\n") for each in product.rooms) == seen


def test_the_map_is_json_with_one_room_a_line(project: Project) -> None:
    """So that a diff shows which room grew."""
    text = composed(project).map_text()

    assert 1 == json.loads(text)["version"]
    assert [each.name for each in TABLE] == [
        row["room"].removeprefix("sessions.") for row in json.loads(text)["rooms"]
    ]
    assert len(TABLE) + 2 == text.count("\n")


def test_a_line_of_the_frame_is_told_as_such(project: Project) -> None:
    """It has no line in a room."""
    place = locate(composed(project).map_text(), 1, 99)

    assert ("", "lua_templates/bundle.lua.j2", 0) == (place.room, place.source, place.line)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{", 1, "The line map cannot be read."),
        ("[]", 1, "The line map cannot be read."),
        ('{"rooms": [{"a": 1}], "frame": ""}', 1, "The line map cannot be read."),
        ('{"rooms": [], "frame": ""}', 0, "There is no line 0: the bundle has 9 lines."),
        ('{"rooms": [], "frame": ""}', 10, "There is no line 10: the bundle has 9 lines."),
    ],
)
def test_a_place_that_does_not_exist_is_refused(text: str, line: int, message: str) -> None:
    """Whether the map or the line is wrong."""
    with pytest.raises(LocationError) as caught:
        locate(text, line, 9)

    assert message == str(caught.value)


@given(st.text())
def test_no_map_makes_it_fail_otherwise(text: str) -> None:
    """Any text is a map or a LocationError."""
    try:
        locate(text, 1, 1)
    except LocationError as error:
        assert "Run `make plugin`." == error.remedy


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "lua_templates/sessions/a.lua:3: '=' expected near 'x'",
            "lua_templates/sessions/a.lua:3: not valid Lua: ",
        ),
        ("something else", "lua_templates:1: something else"),
    ],
)
def test_the_compilers_words_keep_their_place(message: str, expected: str) -> None:
    """A syntax error is told with the room's file and line."""
    error = syntax_error(message)

    assert isinstance(error, TemplateError)
    assert str(error).startswith(expected)


@pytest.fixture
def published(project: Project, tmp_path: Path) -> Path:
    """Return the file of a bundle that takes its rooms from itself."""
    path = tmp_path / "init.lua"
    path.write_text(make(project.config()).bundle.text, encoding="utf-8")
    return path


def load_published(path: Path) -> Any:
    """Load it as `require` does: with a name and its path."""
    return fresh_lua().eval("function(path) return assert(loadfile(path))('name', path) end")(
        str(path)
    )


def test_a_published_bundle_takes_its_rooms_from_its_own_file(published: Path) -> None:
    """When one of them is first looked into."""
    assert 1 == load_published(published).one()


def test_a_file_that_was_updated_since_is_refused_with_the_remedy(published: Path) -> None:
    """Rooms of two versions never meet."""
    runtime = fresh_lua()
    text = published.read_text(encoding="utf-8")
    load = runtime.eval("function(text, path) return assert(load(text))('name', path) end")
    published.write_text(text.replace("sources ", "sources of another "), encoding="utf-8")
    with pytest.raises(LuaError, match="has been updated: reload the configuration"):
        load(text, str(published)).one()
