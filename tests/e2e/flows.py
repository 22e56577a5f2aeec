"""The proofs of what a user does: while a workspace comes back, and one thing after the other.

In:    a setting, a seed.
Out:   a proof for each flow.
Never: carries two flows through in one terminal.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import NamedTuple

from tests.e2e import meanwhile, one_by_one, sizes
from tests.e2e.report import Proof, judged
from tests.e2e.stage import Lazy, Setting, Stage
from tests.e2e.terminal import TerminalError

STOREY = "screen"
SHOWN = 8
"""Differences that are told of one flow; a tab in the wrong place makes hundreds."""


class Flow(NamedTuple):
    """What is proven, and where."""

    what: str
    lazy: Lazy
    does: Callable[[Stage, random.Random], list[str]]
    extra: str = ""
    """More configuration, in Lua."""


def prove(setting: Setting, seed: int) -> list[Proof]:
    """Carry out all flows, each in a terminal of its own."""
    return [_prove(setting, seed, flow) for flow in FLOWS]


def _prove(setting: Setting, seed: int, flow: Flow) -> Proof:
    started = time.monotonic()
    failures: list[str] = []
    with Stage(setting, lazy=flow.lazy, extra=flow.extra) as stage:
        try:
            failures = flow.does(stage, random.Random(f"{seed} {flow.what}"))
        except TerminalError as error:
            failures = [f"{type(error).__name__}: {error}\nseed {seed}"]
        failures += stage.complaints()
    if len(failures) > SHOWN:
        failures = ["\n  ".join([*failures[:SHOWN], f"and {len(failures) - SHOWN} more"])]
    return judged(STOREY, flow.what, f"{time.monotonic() - started:.1f} s", failures)


FLOWS = [
    Flow("a reload in the middle", "background", meanwhile.reloading),
    Flow("typing while tabs fill", "background", meanwhile.typing),
    Flow("another tab while tabs fill", "background", meanwhile.switching),
    Flow("closing a tab while tabs fill", "background", meanwhile.closing),
    Flow("closing all while tabs fill", "background", meanwhile.closing_all),
    Flow("splitting a tab that waits", "on_activate", meanwhile.changing_a_waiting_tab),
    Flow("saving while tabs wait", "on_activate", meanwhile.saving_half_filled),
    Flow("ALT+s, ALT+l and a name", "background", one_by_one.keys_alone),
    Flow("restoring in place", "background", one_by_one.restoring_in_place),
    Flow("loading what is open", "background", one_by_one.loading_what_is_open),
    Flow("programs", "background", one_by_one.programs_again),
    Flow(
        "panes of a server that is down",
        "background",
        one_by_one.a_domain_that_refuses,
        one_by_one.GONE,
    ),
    Flow("maximize, then load", "background", sizes.maximized_before),
    Flow("load, then maximize", "off", sizes.maximized_after),
    Flow("load, then full screen", "background", sizes.full_screen_later),
    Flow("load, then a smaller window", "background", sizes.made_smaller),
]
