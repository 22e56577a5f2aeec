"""assemble: rooms become files that open when they are needed, and keep to themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator import compose
from generator.errors import ManifestError, TemplateError
from generator.facts.manifest import Room
from generator.making.assemble import ENTRY, Plugin, syntax_error
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

HOST = """
LOGGED, TOASTS, HANDLERS = {}, {}, {}
package.preload.wezterm = function()
  return {
    log_error = function(message) LOGGED[#LOGGED + 1] = message end,
    on = function(event, handler) HANDLERS[event] = handler end,
    add_to_config_reload_watch_list = function(path) WATCHED = (WATCHED or "") .. path .. " " end,
  }
end
"""
"""All that the loader itself asks of WezTerm."""

OPEN = """
function(path, way)
  if way == "require" then
    return assert(loadfile(path))("name", path)
  elseif way == "dofile" then
    return dofile(path)
  end
  return assert(loadfile(path))()
end
"""


def plain(value: Any) -> Any:
    """Turn Lua tables into dicts; an empty one is a list."""
    if not hasattr(value, "items"):
        return value
    return {key: plain(item) for key, item in value.items()} or []


def a_lua() -> Any:
    """Return a Lua that has what the loader asks of WezTerm."""
    runtime = fresh_lua()
    runtime.execute(HOST)
    return runtime


def laid(project: Project, folder: Path) -> Path:
    """Write the small project's plugin into a folder, and return the path of its init.lua."""
    for name, text in compose(project.config()).files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / ENTRY


def opened(runtime: Any, path: Path, way: str = "require") -> Any:
    """Load an init.lua as WezTerm does, or in another way."""
    return runtime.eval(OPEN)(str(path).encode(), way)


@pytest.fixture(params=["plain", "größe ' \" %d %1", "a" * 120])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give folders with names as people have them, one longer than Lua shows in a trace."""
    return tmp_path / str(request.param)


@pytest.mark.parametrize("way", ["require", "dofile", "loadfile"])
def test_the_plugin_finds_its_rooms_however_it_is_loaded(
    project: Project, folder: Path, way: str
) -> None:
    """WezTerm hands over the path; without it, Lua itself knows where the text came from."""
    plugin = opened(a_lua(), laid(project, folder), way)

    assert (1, "extra") == (plugin.one(), plugin.feature)


def test_it_may_be_loaded_by_a_path_relative_to_where_one_is(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As from a folder of dotfiles."""
    laid(project, tmp_path / "vendored")
    monkeypatch.chdir(tmp_path / "vendored" / "plugin")

    assert 1 == opened(a_lua(), Path("init.lua"), "dofile").one()


def test_it_may_bear_another_name(project: Project, tmp_path: Path) -> None:
    """Beside its rooms."""
    path = laid(project, tmp_path)

    assert 1 == opened(a_lua(), path.rename(path.with_name("sessions.lua")), "dofile").one()


def test_line_ends_of_windows_are_read_as_well(project: Project, tmp_path: Path) -> None:
    """Git for Windows may turn them."""
    path = laid(project, tmp_path)
    for file in path.parent.rglob("*.lua"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert 1 == opened(a_lua(), path).one()


def test_rooms_stay_private(project: Project, tmp_path: Path) -> None:
    """No global, and nothing on package.loaded but WezTerm's own."""
    runtime = a_lua()
    runtime.execute('require("wezterm")')
    look = runtime.eval(NAMES)
    lua: Any = runtime.globals()
    before = (look(lua), look(lua.package.loaded))
    opened(runtime, laid(project, tmp_path)).one()

    assert before == (look(lua), look(lua.package.loaded))


def test_a_room_is_opened_when_it_is_first_looked_into(project: Project, tmp_path: Path) -> None:
    """Not when the plugin is loaded: most of them are not needed for that; and only once."""
    project.room("text/below", "return { one = function() return ran() end, ran() }\n")
    runtime = a_lua()
    ran: list[int] = []
    lua: Any = runtime.globals()

    def count() -> int:
        ran.append(1)
        return len(ran)

    lua.ran = count
    plugin = opened(runtime, laid(project, tmp_path))

    assert [] == ran
    assert 2 == plugin.one()
    assert 3 == plugin.one()


def test_the_rest_is_opened_in_turns(project: Project, tmp_path: Path) -> None:
    """Each call reads so many bytes, or one room at least; then no file is needed any longer."""
    path = laid(project, tmp_path)
    plugin = opened(a_lua(), path)
    answers = [plugin.open_some(1), plugin.open_some(1), plugin.open_some(1_000_000)]
    for file in path.parent.rglob("*.lua"):
        file.unlink()

    assert [True, True, False] == answers
    assert (1, "extra") == (plugin.one(), plugin.feature)


def test_a_room_may_yield_while_it_is_opened(project: Project, tmp_path: Path) -> None:
    """The loader is Lua; under the host's own `require` this would be an error."""
    project.room(
        "text/below", "local got = coroutine.yield(7)\nreturn { one = function() return got end }\n"
    )
    path = laid(project, tmp_path)
    runtime = a_lua()
    wrap = runtime.eval(
        "function(plugin) return coroutine.wrap(function() return plugin.one() end) end"
    )
    call = wrap(opened(runtime, path))

    assert 7 == call()
    assert 8 == call(8)


def test_a_room_that_fails_names_its_file_and_line(project: Project, tmp_path: Path) -> None:
    """A file that is there, and the line of the source."""
    project.room(
        "text/below", "local below = {}\nfunction below.one()\n  error('no')\nend\nreturn below\n"
    )
    plugin = opened(a_lua(), laid(project, tmp_path))
    with pytest.raises(Exception, match=r"sessions/text/below\.lua:3: no"):
        plugin.one()


def test_a_room_of_another_build_is_never_opened(project: Project, tmp_path: Path) -> None:
    """After an update under a running terminal: the remedy, until the configuration is reloaded."""
    path = laid(project, tmp_path)
    plugin = opened(a_lua(), path)
    project.room("text/below", "return { one = function() return 2 end }\n")
    laid(project, tmp_path)
    for _ in range(2):
        with pytest.raises(Exception, match="has been updated: reload the configuration"):
            plugin.one()

    assert 2 == opened(a_lua(), path).one()


def test_a_room_that_an_update_did_not_change_is_opened(project: Project, tmp_path: Path) -> None:
    """It is the same room."""
    plugin = opened(a_lua(), laid(project, tmp_path))
    project.room("features/more/extra", "return { attach = function() end, name = 'other' }\n")
    laid(project, tmp_path)

    assert 1 == plugin.one()


@pytest.mark.parametrize("harm", ["missing", "empty", "cut"])
def test_a_damaged_room_is_told_by_its_path(project: Project, tmp_path: Path, harm: str) -> None:
    """A reload would not help there."""
    path = laid(project, tmp_path)
    plugin = opened(a_lua(), path)
    room = tmp_path / "plugin" / "sessions" / "text" / "below.lua"
    if harm == "missing":
        room.unlink()
    else:
        room.write_bytes(room.read_bytes()[: 40 if harm == "cut" else 0])
    with pytest.raises(Exception, match=r"below\.lua is not of this build: it is being updated"):
        plugin.one()


@pytest.mark.parametrize("way", ["alone", "text"])
def test_without_its_rooms_the_configuration_goes_on(
    project: Project, tmp_path: Path, way: str
) -> None:
    """One sentence says how to load it: in the log, and once on the screen."""
    runtime = a_lua()
    path = laid(project, tmp_path)
    if way == "alone":
        (tmp_path / "alone").mkdir()
        plugin = opened(runtime, path.rename(tmp_path / "alone" / "init.lua"))
    else:
        plugin = runtime.eval("function(text) return load(text, '=text')() end")(path.read_bytes())
    lua: Any = runtime.globals()
    window = runtime.execute(
        "return { toast_notification = function(_, _, text) TOASTS[#TOASTS + 1] = text end }"
    )
    for _ in range(2):
        lua.HANDLERS["window-config-reloaded"](window)

    config = runtime.table_from({"font_size": 7})
    assert {"font_size": 7, "keys": []} == plain(plugin.apply_to_config(config))
    [sentence] = list(lua.LOGGED.values())
    assert sentence.startswith("wezterm-sessions is not loaded: ")
    assert sentence.endswith("installed again" if "alone" == way else "dofile(PATH)")
    assert [sentence] == list(lua.TOASTS.values())
    assert plugin.save_state("a window") is None
    assert {"code": "not_loaded", "message": sentence} == plain(plugin.load("a name")[1])
    lua.HANDLERS["save_session"](window)
    assert [sentence] * 2 == list(lua.TOASTS.values())
    assert (str(path.parents[1] / "alone") in str(lua.WATCHED)) == ("alone" == way)


def test_a_circle_among_rooms_does_not_build(project: Project, table: Any) -> None:
    """The chain is in the message."""
    below = Room("text/below", "init")
    table(below, *TABLE[1:])
    project.room("text/below", 'return require("sessions.init")\n')
    with pytest.raises(ManifestError) as caught:
        compose(project.config())

    chain = "sessions.text.below -> sessions.init -> sessions.text.below"
    assert f"Rooms require each other in a circle: {chain}." == str(caught.value)


def changed_files(before: Plugin, after: Plugin) -> set[str]:
    """Return the files that are not the same in two builds."""
    return {path for path, text in after.files.items() if before.files.get(path) != text}


def test_the_same_sources_make_the_same_bytes(project: Project) -> None:
    """And other sources another digest."""
    first = compose(project.config())
    again = compose(project.config())
    project.room("text/below", "return { one = function() return 2 end }\n")
    other = compose(project.config())

    assert first == again
    assert first.digest != other.digest
    assert {ENTRY, "plugin/sessions/text/below.lua"} == changed_files(first, other)


def test_changes_of_two_rooms_meet_on_no_line(project: Project) -> None:
    """Two open pull requests can be merged: between the lines that they change stands another."""
    before = compose(project.config()).files[ENTRY].split("\n")
    project.room("text/below", "--- below: one.\nreturn { one = function() return 2 end }\n")
    project.room("features/more/extra", "--- extra: more.\nreturn { attach = function() end }\n")
    after = compose(project.config()).files[ENTRY].split("\n")
    changed = [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]

    assert 2 == len(changed)
    assert changed[1] - changed[0] > 1


def test_a_room_ships_line_for_line(project: Project) -> None:
    """And one line more, which tells where it is made and what it is known by."""
    files = compose(project.config()).files
    text = files["plugin/sessions/text/below.lua"]
    source = (project.templates / "sessions" / "text" / "below.lua").read_text(encoding="utf-8")
    stamp = text.removeprefix(source)

    assert text.startswith(source)
    assert stamp.startswith(
        "-- Made from lua_templates/sessions/text/below.lua; plugin/init.lua opens"
    )
    assert f'["sessions.text.below"] = "{stamp.split()[-1]}"' in files[ENTRY]
    assert 1 == stamp.count("\n")


def test_the_frame_says_what_it_is_made_from(project: Project) -> None:
    """Do not edit, what to edit; and nothing of the machine."""
    files = compose(project.config()).files

    head = files[ENTRY].split("\n\n", maxsplit=1)[0]
    assert "GENERATED, do not edit: edit lua_templates/ and run `make plugin`." in head
    assert not [path for path, text in files.items() if str(project.root) in text]


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
