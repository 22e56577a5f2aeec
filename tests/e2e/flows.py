"""The proofs of what a user does: while a workspace comes back, and one thing after the other.

In:    a setting, a seed.
Out:   a proof for each flow.
Never: carries two flows through in one terminal.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from tests.e2e import meanwhile, one_by_one, sizes
from tests.e2e.report import Proof, judged
from tests.e2e.stage import Lazy, Setting, Stage
from tests.e2e.terminal import TerminalError

STOREY = "screen"
SHOWN = 8
"""Differences that are told of one flow; a tab in the wrong place makes hundreds."""

Flow = Callable[[Stage, random.Random], list[str]]


def prove(setting: Setting, seed: int) -> list[Proof]:
    """Carry out all flows, each in a terminal of its own."""
    return [_prove(setting, seed, *flow) for flow in FLOWS]


def _prove(
    setting: Setting, seed: int, what: str, lazy: Lazy, flow: Flow, extra: str = ""
) -> Proof:
    started = time.monotonic()
    failures: list[str] = []
    with Stage(setting, lazy=lazy, extra=extra) as stage:
        try:
            failures = flow(stage, random.Random(f"{seed} {what}"))
        except TerminalError as error:
            failures = [f"{type(error).__name__}: {error}\nseed {seed}"]
        failures += stage.complaints()
    if len(failures) > SHOWN:
        failures = ["\n  ".join([*failures[:SHOWN], f"and {len(failures) - SHOWN} more"])]
    return judged(STOREY, what, f"{time.monotonic() - started:.1f} s", failures)


FLOWS: list[tuple[str, Lazy, Flow] | tuple[str, Lazy, Flow, str]] = [
    ("a reload in the middle", "background", meanwhile.reloading),
    ("typing while tabs fill", "background", meanwhile.typing),
    ("another tab while tabs fill", "background", meanwhile.switching),
    ("closing a tab while tabs fill", "background", meanwhile.closing),
    ("closing all while tabs fill", "background", meanwhile.closing_all),
    ("splitting a tab that waits", "on_activate", meanwhile.changing_a_waiting_tab),
    ("saving while tabs wait", "on_activate", meanwhile.saving_half_filled),
    ("ALT+s, ALT+l and a name", "background", one_by_one.keys_alone),
    ("restoring in place", "background", one_by_one.restoring_in_place),
    ("loading what is open", "background", one_by_one.loading_what_is_open),
    ("programs", "background", one_by_one.programs_again),
    (
        "panes of a server that is down",
        "background",
        one_by_one.a_domain_that_refuses,
        one_by_one.GONE,
    ),
    ("maximize, then load", "background", sizes.maximized_before),
    ("load, then maximize", "off", sizes.maximized_after),
    ("load, then full screen", "background", sizes.full_screen_later),
    ("load, then a smaller window", "background", sizes.made_smaller),
]
"""What is proven, how tabs come, how, and what more stands in the configuration."""
