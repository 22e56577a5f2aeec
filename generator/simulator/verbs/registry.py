"""Where the model's answers to host calls are registered, by the name that Lua calls.

In:    functions `(host, state, *arguments)` with the decorator `verb`; what is just read: `read`.
Out:   `VERBS`; which of them are async, which suspend.
Never: an answer itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from generator.facts.host_api import Timing, all_verbs
from generator.simulator.host.host import Host
from generator.simulator.lua.runtime import LuaState

_Thing = TypeVar("_Thing")

VERBS: dict[str, Callable[..., object]] = {}
"""Full name -> what answers it."""

ASYNC = frozenset(verb.full_name for verb in all_verbs() if verb.is_async)
SUSPENDING = frozenset(v.full_name for v in all_verbs() if v.timing is Timing.SUSPENDS)


class Plain(tuple[Any, ...]):
    """Several plain values, strings among them as Lua's bytes."""

    __slots__ = ()


def verb(*names: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register an answer under one or more full names."""

    def register(function: Callable[..., object]) -> Callable[..., object]:
        for name in names:
            VERBS[name] = function
        return function

    return register


def read(names: str, find: Callable[[Host, int], _Thing], look: Callable[[_Thing], object]) -> None:
    """Register what is only read off a thing that has an id; `names` with blanks between them."""

    def answer(host: Host, _state: LuaState, number: int) -> object:
        return look(find(host, number))

    verb(*names.split())(answer)
