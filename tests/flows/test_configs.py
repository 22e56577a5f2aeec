"""Other people's configurations: keys of their own, wrong options, odd calls in them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.simulator import PLUGIN_URL, Simulator
from tests.flows import scenes
from tests.flows.hands import messages, press

ROOMS = ("configuration", "bindings", "keys", "key_names", "home")
"""Rooms whose doings are seen here."""


def configured(before: str = "", options: str = "{}", after: str = "", **more: Any) -> Simulator:
    """Start a terminal with Lua before and after `apply_to_config`."""
    text = f"""
    local wezterm = require("wezterm")
    local act = wezterm.action
    local config = wezterm.config_builder()
    local sessions = wezterm.plugin.require("{PLUGIN_URL}")
    {before}
    sessions.apply_to_config(config, {options})
    {after}
    return config
    """
    sim = Simulator(plugin=scenes.PLUGIN, config=text, cols=200, rows=60, **more).start()
    sim.run(400)
    return sim


def warnings(sim: Simulator) -> list[str]:
    """Return what the log says of level warn."""
    return [text for level, text in sim.logs if "warn" == level]


OWN = """
wezterm.on("mine", function() print("mine") end)
local mine = act.EmitEvent("mine")
config.keys = {
  { key = "l", mods = "ALT", action = mine },
  { key = "L", mods = "ALT|SHIFT", action = mine },
  { key = "s", mods = "OPT", action = act.DisableDefaultAssignment },
  { key = "phys:R", mods = "META", action = mine },
}
"""


@pytest.mark.parametrize(
    ("key", "mods"), [("l", "ALT"), ("l", "ALT|SHIFT"), ("r", "ALT"), ("s", "ALT")]
)
def test_a_key_of_the_users_own_stays(key: str, mods: str) -> None:
    """However it is spelled, and if it is only kept free."""
    sim = configured(OWN)
    press(sim, key, mods)

    assert ([] if "s" == key else ["mine"]) == [text for level, text in sim.logs if "info" == level]
    assert sim.overlay is None
    assert not sim.files.under(scenes.STATE)


def test_the_log_names_what_was_left_out_once() -> None:
    """And for what, with a way to get it."""
    sim = configured(OWN)
    sim.reload()
    sim.run(400)

    (line,) = warnings(sim)
    for left_out in (
        "ALT+l (not load_session)",
        "ALT+SHIFT+l (not manage_session)",
        "ALT+s (not save_session)",
        "ALT+r (not restore_session)",
    ):
        assert left_out in line
    assert "the option keys" in line


def test_a_key_that_is_named_in_the_options_is_taken_all_the_same() -> None:
    """Who names it insists."""
    sim = configured(OWN, '{ keys = { save_session = { key = "s", mods = "ALT" } } }')
    press(sim, "s")

    assert "default" == scenes.document(sim)["name"]
    assert "save_session" not in warnings(sim)[0]


def test_a_key_of_the_users_that_sends_the_same_is_nothing_to_speak_of() -> None:
    """Configurations of the predecessors bind the events themselves."""
    sim = configured(
        'config.keys = { { key = "s", mods = "ALT", action = act.EmitEvent("save_session") } }'
    )
    press(sim, "s")

    assert [] == warnings(sim)
    assert 1 == len(messages(sim))


def test_the_leader_is_a_key_of_the_users() -> None:
    """WezTerm looks for it before all others."""
    sim = configured('config.leader = { key = "s", mods = "ALT" }')

    assert "ALT+s (not save_session)" in warnings(sim)[0]


def test_applied_twice_the_plugin_does_not_meet_itself() -> None:
    """Its own keys are no one else's."""
    sim = configured("sessions.apply_to_config(config)")

    assert [] == warnings(sim)
    assert 10 == len(sim.config["keys"])


# Messages name what can be pressed.


def test_a_message_names_the_key_that_is_bound() -> None:
    """The user's own, where that is it."""
    after = 'config.keys = { { key = "F5", action = act.EmitEvent("save_session") } }'
    sim = configured(after=after)
    sim.lua("plugin.load_state()")
    sim.run()

    assert "No session is saved yet: press F5 to save this workspace" == messages(sim)[-1]


def test_a_message_names_no_key_that_is_not_bound() -> None:
    """`config.keys` came after the plugin: none of its keys is there, and that is told."""
    sim = configured(after="config.keys = {}")
    sim.lua("plugin.load_state()")
    sim.run()

    assert (
        "No session is saved yet: send the event save_session to save this workspace"
        == messages(sim)[-1]
    )
    assert messages(sim)[0].startswith("No key of the plugin is bound: ")
    assert 2 == len(messages(sim))


def test_a_message_names_the_palette_where_there_is_no_key() -> None:
    """With the option that puts the actions there."""
    sim = configured(options="{ command_palette = true, default_keys = false }")
    sim.lua("plugin.load_state()")
    sim.run()

    assert (
        'No session is saved yet: choose "Sessions: Save this workspace" in the command palette'
        " to save this workspace"
    ) == messages(sim)[-1]


def test_a_leader_that_is_not_there_binds_nothing() -> None:
    """The key could not be pressed."""
    wish = '{ keys = { save_session = { key = "s", mods = "LEADER" } } }'
    sim = configured(options=wish)
    sim.lua("plugin.load_state()")
    sim.run()

    assert "send the event save_session" in messages(sim)[-1]


def test_keys_that_no_one_wants_are_not_missed() -> None:
    """Without keys of the plugin's there is nothing to be lost."""
    assert [] == messages(configured(options="{ default_keys = false }", after="config.keys = {}"))


def test_on_macos_messages_name_its_keys() -> None:
    """SUPER is CMD there."""
    sim = configured(platform="macos")
    sim.lua("plugin.load_state()")
    sim.run()

    assert "No session is saved yet: press CMD+SHIFT+s to save this workspace" == messages(sim)[-1]


@pytest.mark.parametrize("key", ["l", "s", "a", "f", "r"])
def test_on_macos_the_option_key_types(key: str) -> None:
    """No default takes a character away."""
    sim = configured(platform="macos")

    assert not [each for each in sim.config["keys"] if "ALT" in each["mods"]]


# What is wrong costs only itself.


WRONG = {
    "modifier": '{ keys = { save_session = { key = "s", mods = "CTLR" } } }',
    "key": '{ keys = { save_session = { key = "Entre" } } }',
    "no key": "{ keys = { save_session = 7 } }",
    "no keys": '{ keys = "ALT+s" }',
    "option": "{ lasy = 1 }",
    "type": "{ lazy = 1 }",
    "no options": '"lazy"',
    "relative": '{ save_state_dir = "sessions" }',
    "home of another": '{ save_state_dir = "~me/sessions" }',
}


@pytest.mark.parametrize("options", WRONG.values(), ids=WRONG)
def test_what_is_refused_is_told_once_on_the_screen_and_the_rest_holds(options: str) -> None:
    """Reloads and more windows say nothing more; the default key saves."""
    sim = configured(options=options)
    scenes.expects(sim, log="(wezterm-sessions) The")
    scenes.expects(sim, log="There is no option" if "lasy" in options else "")
    told = messages(sim)
    sim.reload()
    sim.new_window()
    sim.run(800)

    assert 1 == len(told)
    assert told == messages(sim)
    press(sim, "s")
    assert "default" == scenes.document(sim)["name"]


def test_of_several_mistakes_the_first_is_told_with_their_number() -> None:
    """The log has them all."""
    sim = configured(options="{ lasy = 1, autosave = 7 }")
    scenes.expects(sim, log="option")

    assert messages(sim)[0].endswith(" (and 1 more: see the log)")


@pytest.mark.parametrize(
    ("platform", "directory", "place"),
    [
        ("linux", "~/my sessions", "/home/user/my sessions"),
        ("linux", "~", "/home/user"),
        ("macos", "~/sessions/", "/Users/user/sessions"),
        ("windows", "~/sessions", "C:/Users/user/sessions"),
        ("windows", "~\\\\sessions", "C:/Users/user/sessions"),
    ],
)
def test_the_home_stands_for_its_sign(platform: str, directory: str, place: str) -> None:
    """In `save_state_dir` as in a spec."""
    sim = configured(options=f'{{ save_state_dir = "{directory}" }}', platform=platform)
    press(sim, "s")

    assert f"{place}/default.json" in {path.replace("\\", "/") for path in sim.files}


def test_a_directory_in_a_file_that_was_edited_may_begin_with_the_sign() -> None:
    """Who edits by hand writes as in a shell."""
    sim = scenes.terminal()
    sim.files.make_directory("/home/user/src")
    sim.set_cwd("/home/user/src")
    scenes.save(sim)
    path = f"{scenes.STATE}/default.json"
    sim.files[path] = bytes(sim.files[path]).replace(b"/home/user/src", b"~/src")
    scenes.expects(sim, problem="edited")
    scenes.load_anew(sim, "default")

    assert "/home/user/src" == sim.pane().cwd


# Odd configurations.


@pytest.mark.parametrize(
    "call",
    [
        "sessions.apply_to_config()",
        "sessions.apply_to_config(nil, { lazy = 'off' })",
        "sessions.apply_to_config({})",
        "sessions:apply_to_config(config, { lazy = 'off' })",
    ],
)
def test_an_odd_call_costs_nothing(call: str) -> None:
    """The configuration goes on, and the key works."""
    sim = configured(call)
    press(sim, "s")

    assert [] == [text for level, text in sim.logs if "error" == level]
    assert "default" == scenes.document(sim)["name"]


@pytest.mark.parametrize("config", ["7", '"x"', "print", "true"])
def test_what_is_no_configuration_is_told(config: str) -> None:
    """And given back."""
    sim = configured(f"assert(sessions.apply_to_config({config}) == {config})")
    scenes.expects(sim, log="must be a table")

    assert {"s"} <= {each["key"] for each in sim.config["keys"]}


def test_options_in_place_of_the_configuration_are_told() -> None:
    """They would be for nothing."""
    sim = configured(after='sessions.apply_to_config({ autosave = "on_change" })')
    scenes.expects(sim, log='"autosave" is an option, the configuration comes first')

    assert '"autosave" is an option' in messages(sim)[0]


def test_keys_that_are_no_list_are_left_to_wezterm() -> None:
    """It tells its user what is wrong with them: they are not replaced."""
    before = (
        "local odd = { keys = { a = 1 } } sessions.apply_to_config(odd) assert(odd.keys.a == 1)"
    )
    sim = configured(before)
    scenes.expects(sim, log="config.keys is no list of keys")

    assert 10 == len(sim.config["keys"])


def test_a_configuration_that_takes_no_keys_is_told_and_the_options_hold() -> None:
    """`config_builder` raises for what WezTerm refuses."""
    before = """
    local locked = setmetatable({}, { __newindex = function() error("locked", 0) end })
    """
    sim = configured(before, after='sessions.apply_to_config(locked, { save_state_dir = "/s" })')
    scenes.expects(sim, log="the keys could not be set: locked")
    press(sim, "s")

    assert "/s/default.json" in sim.files


@pytest.mark.parametrize(
    "call",
    [
        *('load("default")', "restore_state()", "load_state()", 'fork("a")', "undo_state()"),
        *("save()", "save_state()", 'delete("a")', 'rename("a", "b")', "toggle_autosave()"),
    ],
)
def test_what_acts_on_what_is_open_is_refused_while_the_configuration_is_evaluated(
    call: str,
) -> None:
    """WezTerm would wait for itself for ever."""
    sim = configured(f"sessions.{call}")
    scenes.expects(sim, log="cannot be called while the configuration is evaluated")

    assert f"{call.partition('(')[0]}() cannot be called" in messages(sim)[0]
    press(sim, "s")
    assert "default" == scenes.document(sim)["name"]


def test_a_load_that_is_refused_answers_a_problem() -> None:
    """A configuration can go on by it."""
    sim = configured('local _, problem = sessions.load("x") print(problem.code)')
    scenes.expects(sim, log="load() cannot be called while the configuration is evaluated")

    assert "cannot_wait" in [text for level, text in sim.logs if "info" == level]


def test_what_is_saved_can_be_listed_while_the_configuration_is_evaluated() -> None:
    """For a menu of one's own."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.restart(config=Simulator.config_text({}, extra="print(#sessions.list())"))

    assert "1" in [text for level, text in sim.logs if "info" == level]
