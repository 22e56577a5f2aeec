"""Pickers and prompts over a tab.

In:    arguments of InputSelector and PromptInputLine.
Out:   what is shown; refusals as the host refuses.
Never: answers itself: a test does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.simulator.errors import HostError
from generator.simulator.mux.panes import Pane

Kind = Literal["choices", "line", "confirm", "other"]


@dataclass
class Choice:
    """One entry of a picker."""

    label: str
    id: str | None = None


@dataclass(eq=False)
class Overlay:
    """Something that covers a tab until the user answers."""

    kind: Kind
    event: str
    pane: Pane
    source: Pane
    """The pane that its callback is given."""
    mux_id: int
    title: str = ""
    description: str = ""
    choices: list[Choice] = field(default_factory=list)
    fuzzy: bool = False
    arguments: Mapping[str, object] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """Labels of the choices."""
        return [choice.label for choice in self.choices]


def callback_of(arguments: Mapping[str, object], what: str) -> str:
    """Name of the event that gets the answer."""
    action = arguments.get("action")
    if isinstance(action, Mapping) and isinstance(action.get("EmitEvent"), str):
        return str(action["EmitEvent"])
    raise HostError(f"{what} requires action to be defined by wezterm.action_callback")


def choices_of(arguments: Mapping[str, object]) -> list[Choice]:
    """The picker's entries; unknown fields in one are refused."""
    found = []
    given = arguments.get("choices")
    for item in given if isinstance(given, list) else []:
        if not isinstance(item, Mapping) or not isinstance(item.get("label"), str):
            raise HostError("InputSelector: a choice needs a label")
        unknown = set(item) - {"label", "id"}
        if unknown:
            raise HostError(f"`{min(unknown)}` is not a valid InputSelectorEntry field")
        identity = item.get("id")
        found.append(Choice(str(item["label"]), None if identity is None else str(identity)))
    return found
