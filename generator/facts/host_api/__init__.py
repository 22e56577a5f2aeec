"""WezTerm's Lua API as far as the plugin and users' configurations use it: one table.

In:    nothing; the facts come from WezTerm's sources at 4ff581a8.
Out:   every function (`MODULES`), method (`CLASSES`) and table (`RECORDS`) with its manners.
Never: a function that WezTerm does not have; a second list of these names anywhere else.

Three things are made from it: the verbs of the simulated terminal (a verb exists there only if it
is here), the LuaCATS stub that the rooms are checked against, and the table of host verbs in the
documentation.
"""

from __future__ import annotations

from generator.facts.host_api.functions import MODULES
from generator.facts.host_api.objects import CLASSES
from generator.facts.host_api.shapes import (
    NIGHTLY,
    STABLE,
    Field,
    HostClass,
    Module,
    Param,
    Record,
    Return,
    Timing,
    Verb,
)
from generator.facts.host_api.types import RECORDS

__all__ = [
    "CLASSES",
    "MODULES",
    "NIGHTLY",
    "RECORDS",
    "STABLE",
    "Field",
    "HostClass",
    "Module",
    "Param",
    "Record",
    "Return",
    "Timing",
    "Verb",
    "all_verbs",
]


def all_verbs() -> tuple[Verb, ...]:
    """Every function, then every method, in table order."""
    functions = tuple(verb for module in MODULES for verb in module.verbs)
    return functions + tuple(verb for kind in CLASSES for verb in kind.verbs)
