"""What users can name is one list: in the plugin, its types, the README, in every selection."""

from __future__ import annotations

import dataclasses
import random
import re
from itertools import combinations

import pytest

from generator import compose, default_config
from generator.facts import manifest, surface
from generator.facts.options import OPTIONS
from generator.facts.surface import ACTIONS, EVENTS, FUNCTIONS
from generator.lua import lex
from generator.making import pages
from generator.making.assemble import ENTRY
from generator.making.config import ROOT
from generator.making.flow import make
from generator.making.verify import verify_plugin
from generator.simulator import PluginText, Simulator
from tests.architecture.rooms import rendered
from tests.flows.scenes import config_of

FEATURES = manifest.feature_names()

ALL_UP_TO = 8
"""Features, of which all 2^8 selections are tried on every push."""

PARTS = 8
"""Tests into which the selections are dealt, so that both cores have their share."""


def selections() -> list[tuple[str, ...]]:
    """List all selections of features; of very many those in which any two meet or miss each other.

    These are: none, each alone, each two together; all, all but one, all but two.
    """
    count = len(FEATURES)
    sizes = range(count + 1) if count <= ALL_UP_TO else (0, 1, 2, count - 2, count - 1, count)
    return [features for size in sizes for features in combinations(FEATURES, size)]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_combination_of_features_renders_loads_and_has_its_surface(part: int) -> None:
    """Functions, actions and registrations are those of the features that are in."""
    for features in selections()[part::PARTS]:
        config = config_of(features=features)

        verify_plugin(compose(config), config)


@pytest.mark.nightly
def test_any_combination_of_features_renders_loads_and_has_its_surface() -> None:
    """A thousand by chance, also of those that the test above leaves out."""
    chance = random.Random(0)
    for _ in range(1_000):
        config = config_of(features=tuple(name for name in FEATURES if chance.random() < 0.5))

        verify_plugin(compose(config), config)


def own_words(feature: str) -> set[str]:
    """Return what only the code of a feature says, as `mentions` writes it."""
    return {
        *(f"api.{each.name}" for each in FUNCTIONS if each.feature == feature),
        *(f"options.{each.name}" for each in OPTIONS if each.feature == feature),
        *(each.name for each in ACTIONS if each.feature == feature),
        *(each.name for each in EVENTS if each.feature == feature),
        *(each.module for each in manifest.ROOMS if each.features == (feature,)),
    }


def mentions(text: str) -> set[str]:
    """Return the texts in a Lua source, and its fields of `api` and `options` as `api.NAME`.

    What is an option of its own in the room `options` is a text in a list there: `options.NAME`.
    """
    words = lex.code(text)
    texts = {word.value for word in words if word.kind == "string"}
    fields = {
        f"{table.text}.{field.text}"
        for table, dot, field in zip(words, words[1:], words[2:], strict=False)
        if dot.text == "." and table.text in {"api", "options"}
    }
    return texts | fields | {f"options.{each}" for each in texts}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_build_without_a_feature_has_none_of_its_code(feature: str) -> None:
    """It is smaller by the feature's rooms, and says nothing of its options, keys or events."""
    own = own_words(feature)
    whole = compose(default_config())
    without = compose(config_of(features=tuple(name for name in FEATURES if name != feature)))
    own_rooms = [room for room in manifest.ROOMS if room.features == (feature,)]

    assert own_rooms
    assert not {f"plugin/{room.file}" for room in own_rooms} & set(without.files)
    assert own <= set().union(*(mentions(text) for text in whole.files.values()))
    assert {} == {
        path: said for path, text in without.files.items() if (said := mentions(text) & own)
    }


def test_every_option_is_read_by_a_room() -> None:
    """One that nobody reads would be checked, documented, and without effect.

    The room `options` itself makes the keys of two of them.
    """
    texts = "\n".join(
        text
        for path, text in compose(default_config()).files.items()
        if not path.endswith("sessions/options.lua")
    )
    read = {*re.findall(r"\boptions\.(\w+)", texts), "default_keys", "keys"}

    assert [] == [each.name for each in OPTIONS if each.name not in read]


def words_for_users(feature: str) -> set[str]:
    """Return how a page would speak of a feature: functions, options, events, keys."""
    return {
        *(f"{each.name}(" for each in FUNCTIONS if each.feature == feature),
        *(each.name for each in OPTIONS if each.feature == feature and "_" in each.name),
        *(each.name for each in ACTIONS if each.feature == feature),
        *(each.keys for each in ACTIONS if each.feature == feature and each.key),
        *(each.name for each in EVENTS if each.feature == feature),
    }


@pytest.mark.parametrize("feature", FEATURES)
def test_the_page_of_a_build_without_a_feature_says_nothing_of_it(feature: str) -> None:
    """Nobody looks for a key that is not there."""
    names = tuple(name for name in FEATURES if name != feature)
    page = make(config_of(features=names)).published[ROOT / "build" / "some" / "README.md"]

    assert [] == [word for word in words_for_users(feature) if word in str(page)]


def test_the_page_speaks_of_features_that_there_are() -> None:
    """A stretch of a feature with a wrong name would never ship."""
    named = pages.features_named((ROOT / "README.md").read_text(encoding="utf-8"))

    assert named
    assert set() == named - {*FEATURES}


@pytest.mark.parametrize(
    ("planted", "word"),
    [
        ('host.on("undo_session", act)', "undo_session"),
        ("if plugin.api.undo_state then end", "api.undo_state"),
        ("local most = plugin.options.history_count", "options.history_count"),
        ('local known = { "history_count" }', "options.history_count"),
        ('require("sessions.features.undo.undo")', "sessions.features.undo.undo"),
        ("emit('session-save-error')", "session-save-error"),
    ],
)
def test_a_planted_leak_is_seen(planted: str, word: str) -> None:
    """The law above is as good as its eyes; a comment is no leak."""
    assert word in mentions(planted)
    assert word not in mentions(f"-- {planted}\n--[[ {planted} ]]")


def test_functions_actions_and_events_of_a_feature_name_one_that_exists() -> None:
    """A wrong name would leave them out for ever."""
    features = [
        *(each.feature for each in FUNCTIONS),
        *(each.feature for each in ACTIONS),
        *(each.feature for each in EVENTS),
        *(each.feature for each in default_config().options),
    ]

    assert set(features) <= {None, *FEATURES}


def test_names_are_unique() -> None:
    """In each of the lists; and no two actions share a key."""
    lists = (
        [each.name for each in FUNCTIONS],
        [each.name for each in ACTIONS],
        [each.name for each in EVENTS],
        [each.name for each in default_config().options],
    )

    for names in lists:
        assert sorted(set(names)) == sorted(names)
    assert len({(action.key, action.mods) for action in ACTIONS}) == len(ACTIONS)


def test_every_action_calls_a_function_of_the_same_feature() -> None:
    """What a key does can be done by name as well."""
    functions = {function.name: function.feature for function in FUNCTIONS}

    for action in ACTIONS:
        assert functions[action.function] == action.feature


def test_a_function_without_an_answer_answers_nothing_that_cannot_do_its_work() -> None:
    """And every other one answers something."""
    for function in FUNCTIONS:
        assert (not function.gives.type) == ("nothing" == function.instead), function.name


NAMES = """
local names = {}
for name in pairs(plugin) do
  names[#names + 1] = name
end
return names
"""

OLD_FUNCTIONS = (
    *("apply_to_config", "save_state", "load_state", "restore_state", "delete_state"),
    "edit_state",
)
OLD_ACTIONS = {
    "save_session": ("s", "ALT"),
    "load_session": ("l", "ALT"),
    "restore_session": ("r", "ALT"),
    "delete_session": ("d", "CTRL|SHIFT"),
    "edit_session": ("e", "CTRL|SHIFT"),
}
OLD_EVENTS = (
    *("wezterm-sessions.save.start", "wezterm-sessions.save.end"),
    *("wezterm-sessions.load.start", "wezterm-sessions.load.end"),
    *("wezterm-sessions.restore.start", "wezterm-sessions.restore.end"),
    *("wezterm-sessions.delete.start", "wezterm-sessions.delete.end"),
    "wezterm-sessions.edit.start",
)


def test_the_names_of_the_predecessor_are_kept() -> None:
    """Configurations written for it go on working."""
    assert set(OLD_FUNCTIONS) <= {function.name for function in FUNCTIONS}
    assert OLD_ACTIONS.items() <= {a.name: (a.key, a.mods) for a in ACTIONS}.items()
    assert set(OLD_EVENTS) <= {event.name for event in EVENTS}


def emitted() -> dict[str, set[str]]:
    """Return the events that rooms emit by a literal name, each with the names of those rooms."""
    found: dict[str, set[str]] = {}
    for each in rendered():
        words = lex.code(each.text)
        for index, word in enumerate(words[:-2]):
            if word.text == "emit" and words[index + 1].text == "(":
                argument = words[index + 2]
                if argument.kind == "string":
                    found.setdefault(argument.value, set()).add(each.room.name)
    return found


def test_every_event_that_is_emitted_is_in_the_list_and_none_more() -> None:
    """An event of a feature comes from that feature's rooms only."""
    table = {event.name: event.feature for event in EVENTS}
    rooms = {room.name: room for room in manifest.ROOMS}

    assert set(table) == set(emitted())
    for name, places in emitted().items():
        for place in places:
            features = rooms[place].features
            assert table[name] is None or table[name] in features


def test_the_page_of_types_has_every_function_option_and_event() -> None:
    """An editor knows what the README knows."""
    product = make(default_config())
    page = next(
        text for path, text in product.published.items() if path.name == "wezterm-sessions.lua"
    )

    for function in FUNCTIONS:
        assert f"---@field {function.name} {function.lua_type} " in page
    for option in default_config().options:
        assert f"---@field {option.name}? " in page
    for name in (*(action.name for action in ACTIONS), *(event.name for event in EVENTS)):
        assert f'---| "{name}" ' in page


def test_the_readme_has_every_function_option_key_and_event() -> None:
    """It is filled from the same tables."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    names = [
        *(each.name for each in FUNCTIONS),
        *(each.name for each in ACTIONS),
        *(each.name for each in EVENTS),
        *(each.name for each in default_config().options),
        *FEATURES,
    ]

    assert [] == [name for name in names if not re.search(rf"`{re.escape(name)}[`(]", text)]


def test_the_repository_itself_is_a_plugin() -> None:
    """Its loader finds the rooms in dist/, whatever the place is called."""
    simulator = Simulator(plugin=ROOT).start()
    functions = surface.of_features(FUNCTIONS, FEATURES)

    assert {function.name for function in functions} == set(simulator.lua(NAMES))


def test_default_keys_send_the_action_events() -> None:
    """Each key of the table is in the evaluated configuration, once."""
    simulator = Simulator(plugin=ROOT / "dist", config={}).start()
    keys = [(key["key"], key["mods"]) for key in simulator.config["keys"]]

    assert sorted((action.key, action.mods) for action in ACTIONS) == sorted(keys)


def test_applying_twice_sets_each_key_once() -> None:
    """A configuration that is split in files may do so."""
    extra = "sessions.apply_to_config(config)"
    text = Simulator.config_text({}, extra=extra)
    simulator = Simulator(plugin=ROOT / "dist", config=text).start()
    keys = [(key["key"], key["mods"]) for key in simulator.config["keys"]]

    assert sorted(set(keys)) == sorted(keys)


def test_a_profile_without_keys_sets_none() -> None:
    """Its defaults are those of the build."""
    config = default_config()
    silent = dataclasses.replace(
        config, actions=tuple(dataclasses.replace(a, key="", mods="NONE") for a in config.actions)
    )
    files = compose(silent).files
    simulator = Simulator(plugin=PluginText(files[ENTRY], files), config={}).start()

    assert not simulator.config.get("keys")
