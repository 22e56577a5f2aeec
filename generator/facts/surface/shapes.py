"""What the tables of the surface are made of: functions with arguments, actions, events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

Kind = Literal["any", "boolean", "integer", "pane", "string", "table", "window"]
"""What an argument must be, as LuaCATS calls it; a pane and a window are the terminal's. Of `any`
nothing is asked."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a function takes at one place; or, by its name, a field of a table that it takes."""

    name: str
    kind: Kind
    is_optional: bool = False
    """It may be left out."""
    type: str = ""
    """The LuaCATS type where that says more than the kind."""
    fields: tuple[Argument, ...] = ()
    """All that a table may hold; empty: whatever it likes."""
    meaning: str = ""

    @property
    def title(self) -> str:
        """How a reader is shown it: `window?`."""
        return f"{self.name}?" if self.is_optional else self.name

    @property
    def lua_type(self) -> str:
        """The LuaCATS type."""
        return self.type or ("any" if self.kind in ("pane", "window") else self.kind)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a function gives."""

    words: str
    """Empty for nothing."""
    type: str = ""
    """The LuaCATS types of that; empty for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of the table that `wezterm.plugin.require` returns."""

    name: str
    arguments: tuple[Argument, ...] = ()
    gives: Answer = Answer("")
    is_async: bool = True
    """It may suspend who calls it."""
    meaning: str
    feature: str | None = None
    is_early: bool = False
    """Configurations call it while they are evaluated: it attaches its own feature alone."""
    is_late: bool = False
    """It acts on what is open, or tells of it by events: WezTerm hangs when that is asked for while
    the configuration is evaluated."""
    on_screen: bool = False
    """It needs a window on the screen."""
    instead: Literal["argument", "list", "nothing", "problem", "text"] = "problem"
    """What it answers that cannot do its work: its first argument, an empty list, nothing, nil and
    a problem, the problem's message."""

    @property
    def lua_type(self) -> str:
        """The LuaCATS type of the field."""
        arguments = ", ".join(f"{each.title}: {each.lua_type}" for each in self.arguments)
        gives = f": {self.gives.type}" if self.gives.type else ""
        return f"{'async ' if self.is_async else ''}fun({arguments}){gives}"

    @property
    def lua_row(self) -> dict[str, object]:
        """What the plugin needs to know of it; what is false is left out."""
        checked = [index for index, each in enumerate(self.arguments) if each.kind != "any"]
        fields = self.arguments[0].fields if self.arguments else ()
        return {
            "name": self.name,
            "feature": self.feature,
            "takes": _checks(self.arguments[: checked[-1] + 1]) if checked else None,
            "options": _checks(fields) if fields else None,
            "is_async": self.is_async or None,
            "is_early": self.is_early or None,
            "is_late": self.is_late or None,
            "on_screen": self.on_screen or None,
            "instead": self.instead,
        }


def _checks(arguments: Sequence[Argument]) -> str:
    """Write down what is checked: `name: string, window?: any`."""
    return ", ".join(f"{each.title}: {each.kind}" for each in arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An event that a key can send (`act.EmitEvent(name)`), its function, and its default key."""

    name: str
    function: str
    key: str
    mods: str
    meaning: str
    title: str
    """In the command palette, after "Sessions: "."""
    icon: str
    """In the command palette, a name of the Nerd Fonts."""
    feature: str | None = None
    mac_mods: str = ""
    """On macOS, where the Option key types characters; empty: the same."""

    @property
    def keys(self) -> str:
        """The default key as a person reads it: `Ctrl+Shift+d`."""
        return _shown(self.key, self.mods)

    @property
    def mac_keys(self) -> str:
        """The same on macOS."""
        return _shown(self.key, self.mac_mods or self.mods)


def _shown(key: str, mods: str) -> str:
    words = [word.capitalize() for word in mods.split("|") if word != "NONE"]
    return "+".join([*words, key])


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event that the plugin emits, for `wezterm.on`."""

    name: str
    arguments: tuple[str, ...]
    meaning: str
    feature: str | None = None


class _Featured(Protocol):
    @property
    def feature(self) -> str | None: ...


_Item = TypeVar("_Item", bound=_Featured)


def of_features(items: Sequence[_Item], features: Sequence[str]) -> tuple[_Item, ...]:
    """Return those of `items` that a build with these features has, in their order."""
    return tuple(item for item in items if item.feature is None or item.feature in features)
