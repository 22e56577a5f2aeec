"""Keys as a configuration names them: what WezTerm takes, and which two are one.

In:    entries of `config.keys`, `config.leader`, `config.key_tables`; what a hand presses.
Out:   a key's letter or name with what is held, by which WezTerm finds its assignment.
Never: takes a name that WezTerm refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.facts.key_names import (
    LETTERS,
    MAPPED,
    MODIFIERS,
    MOST_FUNCTION,
    MOST_NUMPAD,
    MOST_PHYSICAL_FUNCTION,
    PHYSICAL,
)

Held: TypeAlias = tuple[str, frozenset[str]]


class KeyRefused(ValueError):
    """WezTerm refuses the whole configuration for such a key."""


def _is_numbered(name: str, stem: str, least: int, most: int) -> bool:
    digits = name.removeprefix(stem)
    return name != digits and digits.isdecimal() and least <= int(digits) <= most


def _is_mapped(name: str) -> bool:
    return (
        len(name) == 1
        or name in LETTERS
        or name in MAPPED
        or _is_numbered(name, "Numpad", 0, MOST_NUMPAD)
        or _is_numbered(name, "F", 1, MOST_FUNCTION)
    )


def _is_physical(name: str) -> bool:
    is_simple = len(name) == 1 and name.isascii() and name.isalnum()
    return is_simple or name in PHYSICAL or _is_numbered(name, "F", 1, MOST_PHYSICAL_FUNCTION)


def modifiers(text: object) -> frozenset[str]:
    """Read `CTRL|SHIFT`; KeyRefused for what is no modifier."""
    held = set()
    for part in str(text or "").split("|"):
        name = part.strip()
        if name and name not in MODIFIERS:
            raise KeyRefused(f"invalid modifier name {name} in {text}")
        held.add(MODIFIERS.get(name, ""))
    return frozenset(held - {""})


def held(key: object, mods: object) -> Held:
    """Bring a key to the form by which WezTerm compares it; KeyRefused for what is none.

    A capital letter is the small one with SHIFT, but for a key by its place.
    """
    if not isinstance(key, str):
        raise KeyRefused(f"a key is a string, not {key!r}")
    down = modifiers(mods)
    prefix, colon, name = key.partition(":")
    if not colon or not name or prefix not in ("phys", "mapped", "raw"):
        prefix, name = "", key
    if prefix == "raw":
        if not name.isdecimal():
            raise KeyRefused(f"expected raw:<NUMBER> raw keycode string, got: {key}")
        return key, down
    is_right = (prefix != "phys" and _is_mapped(name)) or (
        prefix != "mapped" and _is_physical(name)
    )
    if not is_right:
        raise KeyRefused(f"invalid KeyCode string {key}")
    if len(name) == 1 and name.isascii() and name.isupper():
        return name.lower(), down | ({"SHIFT"} if prefix != "phys" else set())
    return LETTERS.get(name, name), down


def check(config: Mapping[str, object]) -> None:
    """Refuse a configuration as WezTerm does; KeyRefused with its words."""
    keys = config.get("keys")
    if keys is None or keys == {}:
        return
    if not isinstance(keys, list):
        raise KeyRefused("Error processing Config::keys: Cannot convert `Object` to `Vec`.")
    leader = config.get("leader")
    for entry in [*keys, *([leader] if leader is not None else [])]:
        if not isinstance(entry, Mapping) or entry.get("key") is None:
            raise KeyRefused("Error processing keys (types: Config, Key): missing field `key`")
        held(entry.get("key"), entry.get("mods"))
