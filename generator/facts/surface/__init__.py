"""What users and their configurations can name: functions, actions with their keys, emitted events.

The single source of the README's tables, of the default keys in the room `sessions.options`, of the
page of types for editors, and of what `verify` expects to find. Names that the plugin's predecessor
had stay as they were.
"""

from __future__ import annotations

from generator.facts.surface.actions import ACTIONS
from generator.facts.surface.events import EVENTS
from generator.facts.surface.functions import FUNCTIONS, SAVE_OPTIONS
from generator.facts.surface.shapes import Action, Argument, Event, Function, of_features

__all__ = [
    "ACTIONS",
    "EVENTS",
    "FUNCTIONS",
    "SAVE_OPTIONS",
    "Action",
    "Argument",
    "Event",
    "Function",
    "of_features",
]
