"""keys and key_names: one name for a key, however it is spelled; which names there are."""

from __future__ import annotations

from typing import Any

import pytest

from generator.facts.key_names import LETTERS, MAPPED, MODIFIERS, PHYSICAL
from tests.sessions.conftest import Fresh

ROOMS = ("keys", "key_names", "mistake")
"""Rooms whose doings are seen here."""


@pytest.fixture
def keys(rooms: Fresh) -> Any:
    """Give the room."""
    return rooms().open("keys")


@pytest.fixture
def names(rooms: Fresh) -> Any:
    """Give the room."""
    return rooms().open("key_names")


@pytest.mark.parametrize(
    ("key", "mods"),
    [
        ("l", "ALT|SHIFT"),
        ("l", "SHIFT|ALT"),
        ("l", "SHIFT | META"),
        ("L", "OPT"),
        ("L", "ALT|SHIFT"),
        ("mapped:l", "ALT|SHIFT"),
        ("mapped:L", "ALT"),
        ("phys:L", "ALT|SHIFT"),
        ("phys:l", "ALT|SHIFT"),
    ],
)
def test_one_key_has_one_name(keys: Any, key: str, mods: str) -> None:
    """All of these are the same for WezTerm, or when they are pressed."""
    assert "ALT+SHIFT+l" == keys.name(key, mods)


@pytest.mark.parametrize(
    ("key", "mods", "name"),
    [
        ("l", "ALT", "ALT+l"),
        ("phys:L", "ALT", "ALT+l"),
        ("l", "CTRL", "CTRL+l"),
        ("l", None, "l"),
        ("l", "NONE", "l"),
        ("F5", "CMD|SHIFT", "SUPER+SHIFT+F5"),
        ("mapped:\r", "WIN", "SUPER+Enter"),
        ("Return", None, "Enter"),
        (" ", "LEADER|CTRL", "LEADER+CTRL+Space"),
        (":", "ALT", "ALT+:"),
        ("raw:46", "ALT", "ALT+raw:46"),
        ("Ö", "ALT", "ALT+Ö"),
        ("ö", "ALT|SHIFT", "ALT+SHIFT+ö"),
    ],
)
def test_other_keys_have_other_names(keys: Any, key: str, mods: str | None, name: str) -> None:
    """As a person reads them."""
    assert name == keys.name(key, mods)


def test_a_capital_letter_by_its_place_is_a_place(keys: Any) -> None:
    """`key_map_preference = "Physical"`: there is no SHIFT in it."""
    assert "ALT+l" == keys.name("L", "ALT", True)


@pytest.mark.parametrize(("key", "mods"), [(None, None), (7, "ALT"), ("l", 7), ({}, None)])
def test_what_is_no_key_has_no_name(rooms: Fresh, key: Any, mods: Any) -> None:
    """The user's own list may hold anything."""
    lua = rooms()
    given = lua.table({}) if key == {} else key
    assert lua.open("keys").name(given, mods) is None


@pytest.mark.parametrize("name", [*MAPPED, *LETTERS, *PHYSICAL])
def test_every_name_of_wezterms_is_known(names: Any, name: str) -> None:
    """The names and the facts that they are rendered from."""
    assert names.key_trouble(name) is None


@pytest.mark.parametrize("name", [*PHYSICAL, "A", "z", "0", "F20"])
def test_every_place_is_known(names: Any, name: str) -> None:
    """After its prefix."""
    assert names.key_trouble(f"phys:{name}") is None


@pytest.mark.parametrize("name", [*MODIFIERS, "", " ALT ", "ALT|", "ALT | NONE"])
def test_every_modifier_is_known(names: Any, name: str) -> None:
    """With blanks around it, as WezTerm reads it."""
    assert names.mods_trouble(name) is None


@pytest.mark.parametrize("name", ["CTLR", "ctrl", "CONTROL", "CT RL", "ALT+SHIFT", "ALT,SHIFT"])
def test_other_modifiers_are_not(names: Any, name: str) -> None:
    """Capital letters count."""
    assert names.mods_trouble(name).startswith("WezTerm knows no modifier ")


@pytest.mark.parametrize(
    "key",
    ["", "ss", "enter", "F0", "F25", "Numpad10", "phys:F21", "phys:ß", "raw:", "raw:x", "x:s"],
)
def test_other_keys_are_not(names: Any, key: str) -> None:
    """WezTerm would refuse them, and the configuration with them."""
    assert names.key_trouble(key).startswith("WezTerm knows no key ")
