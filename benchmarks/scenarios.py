"""The scenarios: each has a name, a sentence, what is on the screen, and what is asked.

In:    the mode: quick (every push), run (`make bench`), full (as long as it takes).
Out:   scenarios, each with its cases by seed.
Never: anything that only one subject could do.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from benchmarks.layouts import Shape
from benchmarks.workloads import LARGE, Size, Workload, workload

Mode = Literal["quick", "run", "full"]
Operation = Literal["startup", "save", "list", "load", "reload", "restore"]
"""What is measured: the plugin's start up to its first use, a save, the picker's list, a load in a
new process, a load of what this process has saved, a restore into the window at hand."""

Story = Literal[
    "cold",
    "cached",
    "restore",
    "list",
    "startup",
    "first_event",
    "first_idle",
    "first_save",
    "first_list",
    "first_load",
]

FIRST_USES: Final[dict[Story, str]] = {
    "first_event": "the first event of a new Lua state",
    "first_idle": "what is opened by and by when nothing is pressed after it",
    "first_save": "a save, its key pressed right after the first event",
    "first_list": "the picker, its key pressed right after the first event",
    "first_load": "a load, chosen in that picker as soon as it is shown",
}
"""What a Lua state does when it is new. Each evaluation of the configuration makes a new one."""

SEED: Final = 20_251_111
"""Seed of all cases, printed with the results."""

SIZES: Final = (1, 2, 4, 8, 16, 32, 64)
"""Panes in one tab."""

VERBS: Final[dict[Operation, str]] = {
    "startup": "start",
    "save": "save",
    "list": "list",
    "load": "load",
    "reload": "load again",
    "restore": "restore",
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story told to every subject, case by case."""

    name: str
    sentence: str
    story: Story
    operations: tuple[Operation, ...]
    make: Callable[[random.Random], Workload]
    cases: int
    """How many workloads, each from a seed of its own."""
    processes: int = 470
    """Processes on the machine."""
    later_size: Size | None = None
    """Size of the terminal when it is loaded; None for the same."""
    sessions: int = 1
    """Saved sessions in the list."""
    family: str | None = None
    """Scenarios of one family differ in `n` only: growth is measured over them."""
    n: int = 0

    def workload(self, case: int) -> Workload:
        """The workload of a case; the same in every run."""
        rng = random.Random(f"{SEED}/{self.name}/{case}")  # noqa: S311 - a seed, not a secret
        return self.make(rng)


def _panes(count: int) -> str:
    return "one pane" if count == 1 else f"{count} panes"


def _one_tab(mode: Mode) -> Iterator[Scenario]:
    cases = {"quick": 3, "run": 10, "full": 40}[mode]
    sizes = (1, 2, 4, 8, 16, 64) if mode == "quick" else SIZES
    for n in sizes:
        yield Scenario(
            f"random-{n}",
            f"{_panes(n)} in one tab, split at random",
            "cold",
            ("save", "load"),
            partial(workload, panes=n, size=LARGE),
            cases,
            family="random panes in a tab",
            n=n,
        )


WORDS: Final[dict[Shape, str]] = {
    "grid": "as a grid",
    "comb": "side by side",
    "spiral": "as a spiral",
}


def _shapes(mode: Mode) -> Iterator[Scenario]:
    sizes = {"quick": (16,), "run": (4, 16, 64), "full": (4, 8, 16, 32, 64)}[mode]
    for shape, words in WORDS.items():
        for n in sizes:
            yield Scenario(
                f"{shape}-{n}",
                f"{_panes(n)} in one tab, {words}",
                "cold",
                ("save", "load"),
                partial(workload, panes=n, size=LARGE, shape=shape),
                2 if mode == "run" else 1 if mode == "quick" else 4,
                family=f"{shape} of panes in a tab",
                n=n,
            )


def _tabs(mode: Mode) -> Iterator[Scenario]:
    sizes = {"quick": (6,), "run": (2, 5, 10, 20), "full": (2, 5, 10, 20, 40)}[mode]
    for n in sizes:
        yield Scenario(
            f"tabs-{n}x4",
            f"{n} tabs of 4 panes in one window",
            "cold",
            ("save", "load"),
            partial(workload, tabs=n, panes=4),
            {"quick": 1, "run": 3, "full": 10}[mode],
            family="tabs of 4 panes",
            n=n,
        )


def _windows(mode: Mode) -> Iterator[Scenario]:
    yield Scenario(
        "windows-3x3x4",
        "3 windows of 3 tabs of 4 panes",
        "cold",
        ("save", "load"),
        partial(workload, windows=3, tabs=3, panes=4),
        {"quick": 1, "run": 3, "full": 10}[mode],
    )


def _cached(mode: Mode) -> Iterator[Scenario]:
    cases = {"quick": 2, "run": 5, "full": 20}[mode]
    yield Scenario(
        "again-8",
        "a tab of 8 panes, closed and loaded again in the same process",
        "cached",
        ("reload",),
        partial(workload, panes=8),
        cases,
    )
    if mode != "quick":
        yield Scenario(
            "again-10x4",
            "10 tabs of 4 panes, closed and loaded again in the same process",
            "cached",
            ("reload",),
            partial(workload, tabs=10, panes=4),
            2,
        )


def _restore(mode: Mode) -> Iterator[Scenario]:
    yield Scenario(
        "into-window-8",
        "8 panes restored into the window at hand, which shows one idle shell",
        "restore",
        ("restore",),
        partial(workload, panes=8),
        {"quick": 2, "run": 8, "full": 20}[mode],
    )


def _programs(mode: Mode) -> Iterator[Scenario]:
    cases = {"quick": 1, "run": 4, "full": 10}[mode]
    yield Scenario(
        "programs-12",
        "12 panes, half of them running editors, pagers and the like",
        "cold",
        ("save", "load"),
        partial(workload, panes=12, running=0.5),
        cases,
    )
    if mode != "quick":
        yield Scenario(
            "programs-12-busy",
            "12 panes, half of them running programs, among 5,000 processes",
            "cold",
            ("save",),
            partial(workload, panes=12, running=0.5),
            cases,
            processes=5_000,
        )


def _machines(mode: Mode) -> Iterator[Scenario]:
    for processes in (100, 5_000) if mode != "quick" else (5_000,):
        yield Scenario(
            f"processes-{processes}",
            f"8 idle shells on a machine with {processes:,} processes",
            "cold",
            ("save",),
            partial(workload, panes=8),
            {"quick": 1, "run": 3, "full": 10}[mode],
            processes=processes,
        )


def _sizes(mode: Mode) -> Iterator[Scenario]:
    cases = {"quick": 2, "run": 8, "full": 30}[mode]
    for word, size in (("smaller", (120, 36)), ("larger", (260, 80))):
        yield Scenario(
            f"{word}-window-6",
            f"6 panes of a 200x60 window in a {size[0]}x{size[1]} one",
            "cold",
            ("load",),
            partial(workload, panes=6),
            cases,
            later_size=size,
        )


def _list(mode: Mode) -> Iterator[Scenario]:
    sessions = {"quick": 10, "run": 50, "full": 200}[mode]
    yield Scenario(
        f"list-{sessions}",
        f"the picker with {sessions} saved sessions",
        "list",
        ("list",),
        partial(workload, panes=2),
        1,
        sessions=sessions,
    )


def _startup(_: Mode) -> Iterator[Scenario]:
    yield Scenario(
        "startup",
        "the plugin is loaded and gets its configuration",
        "startup",
        ("startup",),
        partial(workload),
        1,
    )
    for story, sentence in FIRST_USES.items():
        name = story.replace("_", "-")
        yield Scenario(name, sentence, story, ("startup",), partial(workload, panes=8), 1)


FAMILIES: Final = (
    _startup,
    _one_tab,
    _shapes,
    _tabs,
    _windows,
    _cached,
    _restore,
    _programs,
    _machines,
    _sizes,
    _list,
)


def scenarios(mode: Mode) -> list[Scenario]:
    """All scenarios of a mode, in the order in which they are reported."""
    return [scenario for family in FAMILIES for scenario in family(mode)]


def select(found: list[Scenario], names: list[str]) -> list[Scenario]:
    """Those whose name begins with one of `names`; ValueError for a name that none begins with."""
    if not names:
        return found
    for name in names:
        if not any(one.name.startswith(name) for one in found):
            known = ", ".join(one.name for one in found)
            raise ValueError(f"no scenario begins with {name!r}; there are {known}")
    return [one for one in found if one.name.startswith(tuple(names))]
