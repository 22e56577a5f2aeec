"""Where the model's answers to host calls are registered, by the name that Lua calls.

In:    functions `(world, state, *arguments)` with the decorator `verb`.
Out:   `VERBS`; which of them are async, which suspend.
Never: an answer itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from generator.facts.host_api import Timing, all_verbs
from generator.simulator.errors import HostError

if TYPE_CHECKING:
    from generator.simulator.mux.mux import Mux
    from generator.simulator.mux.panes import Pane, Tab, Window
    from generator.simulator.world import World

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


def mux_of(world: World) -> Mux:
    """The multiplexer; it does not exist yet during the first evaluation."""
    if world.mux is None:
        raise HostError("cannot get Mux!?")
    return world.mux


def pane_of(world: World, number: int) -> Pane:
    """A pane by id; raises as the host does."""
    pane = mux_of(world).panes.get(number)
    if pane is None:
        raise HostError(f"pane id {number} not found in mux")
    return pane


def tab_of(world: World, number: int) -> Tab:
    """A tab by id; raises as the host does."""
    tab = mux_of(world).tabs.get(number)
    if tab is None:
        raise HostError(f"tab id {number} not found in mux")
    return tab


def window_of(world: World, number: int) -> Window:
    """A window by id; raises as the host does."""
    window = mux_of(world).windows.get(number)
    if window is None:
        raise HostError(f"window id {number} not found in mux")
    return window
