"""options and surface: the tables are complete, and say what a person and a build profile need."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts.options import OPTIONS, Option, is_absolute, of_features
from generator.facts.surface import ACTIONS

LEVEL = Option(
    name="level",
    kind="integer",
    default=3,
    meaning="A level.",
    minimum=1,
    maximum=9,
    feature="more",
)
CHOICE = Option(name="one", kind="choice", default="a", meaning="One.", choices=("a",))
THREE = Option(name="three", kind="choice", default="a", meaning="One.", choices=("a", "b", "c"))


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_default_is_a_right_value(option: Option) -> None:
    """Or nil, where nil has a meaning of its own; the keys are set by a profile's own section."""
    is_nil = option.default is None and option.kind == "directory"

    assert is_nil or "keys" == option.kind or option.accepts(option.default)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_meaning_is_a_sentence(option: Option) -> None:
    """For the README and for editors."""
    assert option.meaning[0].isupper()
    assert option.meaning.endswith(".")
    assert "\n" not in option.meaning


@pytest.mark.parametrize(
    ("option", "expected", "lua_type"),
    [
        (LEVEL, "a whole number from 1 to 9", "integer"),
        (CHOICE, '"a"', '"a"'),
        (THREE, '"a", "b" or "c"', '"a"|"b"|"c"'),
    ],
)
def test_what_is_expected_is_said_in_words_and_as_a_type(
    option: Option, expected: str, lua_type: str
) -> None:
    """Words for messages, types for editors."""
    assert (expected, lua_type) == (option.expected, option.lua_type)


@pytest.mark.parametrize(
    ("value", "accepted"),
    [(1, True), (9, True), (0, False), (10, False), (True, False), (2.0, False), ("3", False)],
)
def test_a_whole_number_is_accepted_within_its_bounds(value: object, *, accepted: bool) -> None:
    """True is no number, though Python thinks so."""
    assert accepted == LEVEL.accepts(value)


def test_the_row_for_lua_has_the_bounds_of_a_number() -> None:
    """The plugin's own check needs them."""
    assert (1, 9) == (LEVEL.lua_row["minimum"], LEVEL.lua_row["maximum"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", True),
        ("/a", True),
        ("C:\\a", True),
        ("c:/a", True),
        ("\\\\server\\share", True),
        ("", False),
        ("a", False),
        ("~/a", False),
        ("C:", False),
        ("C:a", False),
        ("é:/a", False),
    ],
)
def test_a_path_is_absolute_on_any_platform(path: str, *, expected: bool) -> None:
    """A profile may be built on one and used on another."""
    assert expected == is_absolute(path)


@given(st.sets(st.sampled_from(["more", "none"])))
def test_options_of_features_that_are_out_are_out(features: set[str]) -> None:
    """The others keep their order."""
    always = tuple(option for option in OPTIONS if option.feature is None)

    assert always == of_features(sorted(features))


@pytest.mark.parametrize(
    ("mods", "expected"), [("ALT", "Alt+s"), ("CTRL|SHIFT", "Ctrl+Shift+s"), ("NONE", "s")]
)
def test_keys_are_shown_as_a_person_reads_them(mods: str, expected: str) -> None:
    """For the README's table."""
    action = next(each for each in ACTIONS if each.key == "s")

    assert expected == replace(action, mods=mods).keys


def test_every_action_has_a_default_key() -> None:
    """A profile may take it away."""
    assert all(action.key and action.mods for action in ACTIONS)
