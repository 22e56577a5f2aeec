"""Sessions written by hand, in the configuration and as files; and saved ones written as such."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.simulator import Simulator
from generator.simulator.machine.settings import Platform
from tests.flows import scenes
from tests.flows.hands import choose, labels, messages, press

FOLDER = "/home/user/.config/wezterm/sessions"

SPEC = """
sessions.define("work", {
  cwd = "~/src",
  tabs = {
    {
      title = "code",
      across = {
        { command = "nvim .", focus = true },
        { size = 0.25, down = { { cwd = "app" }, { size = 10, command = "htop" } } },
      },
    },
    { title = "shell", cwd = "/srv" },
  },
})
"""


def terminal(extra: str = "", **settings: object) -> Simulator:
    """Start a terminal whose configuration ends with `extra`."""
    sim = scenes.terminal({"lazy": "off"}, extra=extra, cols=121, rows=40, **settings)
    for directory in ("/home/user/src/app", "/srv"):
        sim.files.make_directory(directory)
    return sim


def test_a_session_of_the_configuration_is_listed_and_loaded() -> None:
    """Relative and absolute sizes, directories that are handed down, commands, titles, focus."""
    sim = terminal(SPEC)
    press(sim, "l")
    assert labels(sim)[0].startswith("work ")
    assert "4 panes  2 tabs  nvim, htop" in labels(sim)[0]
    choose(sim, "work")
    code, shell = scenes.view(sim, "work")[0].tabs

    assert "work" == sim.workspace
    assert ("code", "shell") == (code.title, shell.title)
    assert ((0, 0, 90, 40), (91, 0, 30, 29), (91, 30, 30, 10)) == code.rects
    assert ("/home/user/src", "/home/user/src/app", "/home/user/src") == code.cwds
    assert ("/srv",) == shell.cwds
    assert 0 == code.active_pane
    assert ["nvim .\r"] == sim.windows("work")[0].tabs[0].panes[0].sent


@pytest.mark.parametrize("name", ["", " "])
def test_a_session_needs_a_name(name: str) -> None:
    """Without one nobody could ask for it."""
    sim = terminal(f"sessions.define('{name}', {{ tabs = {{}} }})")
    scenes.expects(sim, log="a name is needed")

    assert not sim.call("list")
    assert "no_name" == sim.call("define", name, {"tabs": [{}]})[1]["code"]


def test_a_file_is_a_session_as_well() -> None:
    """By its name; nothing of it is read for the list."""
    sim = terminal()
    sim.files[f"{FOLDER}/My Work.json"] = json.dumps({"down": ["htop", {"cwd": "/srv"}]}).encode()
    sim.trace.clear()
    press(sim, "l")
    assert labels(sim)[0].startswith("My Work")
    opened = [str(call.args) for call in sim.trace.calls if call.name == "io.open"]
    assert not [path for path in opened if "My Work" in path]
    choose(sim, "My Work")

    assert "My Work" == sim.workspace
    assert 2 == len(sim.tab().panes)


def test_a_mistake_is_shown_with_file_field_and_reason() -> None:
    """In the list for a definition, when it is loaded for a file."""
    sim = terminal('sessions.define("bad", { tabs = { { across = { { size = "much" } } } } })')
    scenes.expects(sim, log="tabs[1].across[1].size: ")
    scenes.expects(sim, log=f"{FOLDER}/worse.json: tabs[1].tite: ")
    press(sim, "l")
    assert "tabs[1].across[1].size" in labels(sim)[0]
    sim.cancel()
    sim.files[f"{FOLDER}/worse.json"] = b'{ "tabs": [ { "tite": 1 } ] }'
    sim.run()
    scenes.load(sim, "worse")

    assert f"{FOLDER}/worse.json: " in messages(sim)[-1]
    assert "tite" in messages(sim)[-1]
    assert "default" == sim.workspace


def test_what_is_no_json_is_shown_with_its_file() -> None:
    """And the reader's words."""
    sim = terminal()
    sim.files[f"{FOLDER}/broken.json"] = b"{"
    scenes.expects(sim, log=f"{FOLDER}/broken.json: ")
    scenes.load(sim, "broken")

    assert f"{FOLDER}/broken.json: " in messages(sim)[-1]


def test_a_mistake_in_a_file_by_hand_names_that_file_alone() -> None:
    """There is no other one, and nobody looks for it."""
    sim = terminal()
    sim.files[f"{FOLDER}/broken.json"] = b"{"
    answer, problem = sim.call("load", "broken")

    assert (None, "damaged") == (answer, problem["code"])
    assert problem["message"].startswith(f"{FOLDER}/broken.json: ")
    assert scenes.STATE not in problem["message"]


def test_a_toml_file_is_a_session_as_well() -> None:
    """Where WezTerm reads TOML, it says the same as JSON does."""
    sim = terminal()
    sim.files[f"{FOLDER}/t.toml"] = b"""
    [[tabs]]
    title = "one"
    [[tabs]]
    across = ["htop", { size = 20, cwd = "/srv" }]
    """
    scenes.load(sim, "t")

    assert ["one", ""] == [tab.title for tab in sim.window().tabs]
    assert [(0, 0, 100, 40), (101, 0, 20, 40)] == sim.tab(1).rects()


def test_toml_needs_a_newer_wezterm() -> None:
    """An old one says so, with the remedy."""
    sim = terminal(release="stable")
    scenes.expects(sim, log="cannot read TOML")
    sim.files[f"{FOLDER}/t.toml"] = b'title = "x"'
    scenes.load(sim, "t")

    assert "cannot read TOML" in messages(sim)[-1]
    assert "JSON" in messages(sim)[-1]


def test_a_saved_session_comes_first_and_its_delete_brings_the_written_one_back() -> None:
    """One line in the list either way."""
    sim = terminal(SPEC)
    scenes.load(sim, "work")
    sim.close_tab()
    sim.run(400)
    scenes.save(sim)
    assert ["work"] == [entry["name"] for entry in sim.call("list")]
    assert 1 == sim.call("list")[0]["tabs"]
    sim.call("delete", "work")

    assert 2 == sim.call("list")[0]["tabs"]


def test_the_editor_opens_the_written_file() -> None:
    """Not a copy in the store."""
    sim = terminal(env={"EDITOR": "vi"})
    sim.files[f"{FOLDER}/mine.json"] = b"{}"
    press(sim, "e", "CTRL|SHIFT")
    choose(sim, "mine")

    assert ["vi", f"{FOLDER}/mine.json"] == sim.pane().argv


@pytest.mark.parametrize("seed", range(5))
def test_an_export_loads_as_the_session_it_was_made_from(seed: int) -> None:
    """Every rectangle, title, directory and the focus, from the folder alone."""
    sim = scenes.terminal({"lazy": "off"})
    scenes.workspace(sim, seed, tabs=3)
    before = scenes.view(sim)
    scenes.save(sim)
    press(sim, "l", "ALT|SHIFT")
    choose(sim, scenes.WORKSPACE)
    choose(sim, "Write it")
    written = [path for path in sim.files if str(path).startswith(FOLDER)]
    assert 1 == len(written)
    assert f"Written to {written[0]}" == messages(sim)[-1]
    sim.call("delete", scenes.WORKSPACE)
    scenes.put_away(sim)
    scenes.load(sim, scenes.WORKSPACE)

    assert before == scenes.view(sim)


def test_writing_a_spec_does_not_reload_the_configuration() -> None:
    """It goes into a folder of its own; only the folder's coming is noticed."""
    sim = terminal()
    scenes.save(sim)
    sim.call("export", "default")
    sim.run(2000)
    sim.trace.clear()
    path, text = sim.call("export", "default")
    sim.run(2000)

    assert f"{FOLDER}/default.json" == path
    assert json.loads(text)
    assert not [call for call in sim.trace.calls if call.at_load]


def test_what_is_not_there_cannot_be_written() -> None:
    """A problem, not an error."""
    sim = terminal()

    assert "not_found" == sim.call("export", "nothing")[1]["code"]


def test_what_the_user_has_written_is_started_without_being_on_the_list() -> None:
    """It is his own configuration, and may run what it likes."""
    extra = 'sessions.define("app", { tabs = { "make watch" } })'
    sim = scenes.terminal(extra=extra)
    sim.call("load", "app")
    sim.run(3000)

    assert ["make watch\r"] == list(sim.pane().sent)


def test_a_definition_is_listed_where_the_folder_cannot_be_read() -> None:
    """It is not in there."""
    sim = terminal(SPEC)
    sim.files.make_directory(FOLDER)
    sim.files.set_mode(FOLDER, readable=False)
    entries, problem = sim.call("list")

    assert ["work"] == [entry["name"] for entry in entries]
    assert ("unreadable", FOLDER) == (problem["code"], problem["where"])


def test_a_file_that_cannot_be_read_is_not_preferred_to_the_generation_before() -> None:
    """As after a crash between two moves."""
    sim = terminal()
    scenes.save(sim)
    sim.split("Right", 50)
    scenes.save(sim)
    del sim.files[f"{scenes.STATE}/default.json"]
    sim.files[f"{FOLDER}/default.json"] = b"{}"
    sim.files.set_mode(f"{FOLDER}/default.json", readable=False)
    scenes.put_away(sim, "default")
    scenes.expects(sim, problem="previous_generation")
    scenes.load(sim, "default")

    assert 1 == len(sim.windows("default")[0].tabs[0].panes)


UNKNOWN = {
    "what a file's name is too short for": ("linux", "a" * 251),
    "the same in other letters": ("linux", "ж" * 126),
    "a sign that Windows refuses": ("windows", "what?"),
    "signs for any name": ("windows", "a*b"),
    "a device of Windows's": ("windows", "con"),
}


@pytest.mark.parametrize(
    "call", ["load(N)", "export(N)", "fork('new', nil, N)", "restore_tab(N, 1, 1)"]
)
@pytest.mark.parametrize(("platform", "name"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_name_that_no_file_can_have_is_just_not_saved(
    platform: Platform, name: str, call: str
) -> None:
    """As any other: configurations save when they hear `not_found`."""
    sim = scenes.terminal(platform=platform)
    sim.trace.clear()
    answer, problem = sim.lua(f"local N = ...; return plugin.{call}", name)

    assert not [call for call in sim.trace.calls if "/con." in str(call.args)]
    assert answer is None
    assert "not_found" == problem["code"], problem


FILES_OF_OTHERS = {
    "browser.json": '{ "windows": [ { "tabs": [ { "url": "https://example.org" } ] } ] }',
    "tmuxp.json": '{ "session_name": "x", "windows": [ { "panes": [ "htop" ] } ] }',
    "empty.json": "{}",
    "list.json": '[ "a" ]',
    "text.json": '"htop"',
    "titled.json": '{ "title": "a chat", "cwd": "/srv" }',
    "broken.json": "{",
    "cargo.toml": 'name = "x"',
    "blank.toml": "",
}


def in_home(files: dict[str, str], **settings: Any) -> Simulator:
    """Start a terminal whose configuration is `~/.wezterm.lua`; the files are in `~/sessions`."""
    settings = {"is_config_in_home": True} | settings
    sim = scenes.machine({"lazy": "off"}, **settings)
    for name, text in files.items():
        sim.files[sim.settings.join("sessions", name)] = text.encode()
    sim.start()
    sim.run(400)
    return sim


def test_beside_a_configuration_in_the_home_only_sessions_are_listed() -> None:
    """A folder of that name there is other programs' as well."""
    ours = {"work.json": '{ "tabs": [ "htop", "vim" ] }', "top.toml": 'command = "htop"'}
    sim = in_home(FILES_OF_OTHERS | ours)
    entries = {entry["name"]: entry.get("tabs") for entry in sim.call("list")}

    assert {"work": 2, "top": 1} == entries


@pytest.mark.parametrize("name", [name.partition(".")[0] for name in FILES_OF_OTHERS])
def test_files_of_other_programs_are_nobodys_session(name: str) -> None:
    """Also when a session of that name is asked for."""
    sim = in_home(FILES_OF_OTHERS)
    answer, problem = sim.call("load", name)

    assert (None, "not_found") == (answer, problem["code"])


def test_a_session_in_the_home_is_loaded_and_edited_where_it_is() -> None:
    """As it was before there was another folder."""
    sim = in_home({"work.json": '{ "tabs": [ "htop", "vim" ] }'})
    scenes.load(sim, "work")

    assert 2 == len(sim.window().tabs)
    assert ["htop\r"] == sim.tab(0).panes[0].sent


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("linux", "/home/user/.config/wezterm/sessions"),
        ("macos", "/Users/user/.config/wezterm/sessions"),
        ("windows", "C:\\Users\\user\\.config\\wezterm\\sessions"),
    ],
)
def test_sessions_of_a_configuration_in_the_home_have_a_folder(
    platform: Platform, folder: str
) -> None:
    """Where WezTerm looks for its configuration as well; it comes before the home's."""
    sim = in_home({"work.json": '{ "tabs": [ "htop" ] }'}, platform=platform)
    mark = sim.settings.separator
    sim.files[f"{folder}{mark}work.json"] = b'{ "tabs": [ {}, {}, {} ] }'
    sim.files[f"{folder}{mark}bad.json"] = b'{ "tite": 1 }'
    scenes.save(sim)
    written, _ = sim.call("export", "default")
    names = sorted(entry["name"] for entry in sim.call("list"))
    scenes.load(sim, "work")

    assert f"{folder}{mark}default.json" == written
    assert ["bad", "default", "work"] == names
    assert 3 == len(sim.window().tabs)


@pytest.mark.parametrize("name", [".app.json", ".#app.json", "._app.json"])
def test_hidden_files_are_nobody_s_session(name: str) -> None:
    """Editors and other systems leave them beside the files that are."""
    sim = scenes.machine()
    sim.files[f"{FOLDER}/app.json"] = sim.files[f"{FOLDER}/{name}"] = b'{"panes": [{}, {}]}'
    sim.start()
    sim.run(400)

    assert ["app"] == [entry["name"] for entry in sim.call("list")]
