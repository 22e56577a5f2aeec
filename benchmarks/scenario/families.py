"""All scenarios, family by family.

In:    the mode: quick (every push), run (`make bench`), full (as long as it takes).
Out:   scenarios in the order in which they are reported.
Never: knows who is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from benchmarks.scenario.layouts import Shape
from benchmarks.scenario.scenario import FIRST_USES, Mode, Operation, Scenario, Story
from benchmarks.scenario.workloads import LARGE, workload


def _scenario(
    name: str,
    sentence: str,
    cases: int,
    screen: dict[str, Any],
    *operations: Operation,
    story: Story = "cold",
    **more: Any,
) -> Scenario:
    """A scenario whose screen is what `workload` makes of `screen`."""
    make = partial(workload, **screen)
    return Scenario(name, sentence, story, operations, make, cases, **more)


def _panes(count: int) -> str:
    return "one pane" if count == 1 else f"{count} panes"


def _one_tab(mode: Mode) -> Iterator[Scenario]:
    for n in (1, 2, 4, 8, 16, 64) if mode == "quick" else (1, 2, 4, 8, 16, 32, 64):
        yield _scenario(
            f"random-{n}",
            f"{_panes(n)} in one tab, split at random",
            {"quick": 3, "run": 10, "full": 40}[mode],
            {"panes": n, "size": LARGE},
            *("save", "load"),
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
            yield _scenario(
                f"{shape}-{n}",
                f"{_panes(n)} in one tab, {words}",
                {"quick": 1, "run": 2, "full": 4}[mode],
                {"panes": n, "size": LARGE, "shape": shape},
                *("save", "load"),
                family=f"{shape} of panes in a tab",
                n=n,
            )


def _tabs(mode: Mode) -> Iterator[Scenario]:
    for n in {"quick": (6,), "run": (2, 5, 10, 20), "full": (2, 5, 10, 20, 40)}[mode]:
        yield _scenario(
            f"tabs-{n}x4",
            f"{n} tabs of 4 panes in one window",
            {"quick": 1, "run": 3, "full": 10}[mode],
            {"tabs": n, "panes": 4},
            *("save", "load"),
            family="tabs of 4 panes",
            n=n,
        )


def _windows(mode: Mode) -> Iterator[Scenario]:
    cases = {"quick": 1, "run": 3, "full": 10}[mode]
    screen = {"windows": 3, "tabs": 3, "panes": 4}
    yield _scenario(
        "windows-3x3x4", "3 windows of 3 tabs of 4 panes", cases, screen, "save", "load"
    )


def _cached(mode: Mode) -> Iterator[Scenario]:
    again = partial(_scenario, story="cached")
    sentence = "a tab of 8 panes, closed and loaded again in the same process"
    yield again(
        "again-8", sentence, {"quick": 2, "run": 5, "full": 20}[mode], {"panes": 8}, "reload"
    )
    if mode != "quick":
        sentence = "10 tabs of 4 panes, closed and loaded again in the same process"
        yield again("again-10x4", sentence, 2, {"tabs": 10, "panes": 4}, "reload")


def _restore(mode: Mode) -> Iterator[Scenario]:
    yield _scenario(
        "into-window-8",
        "8 panes restored into the window at hand, which shows one idle shell",
        {"quick": 2, "run": 8, "full": 20}[mode],
        {"panes": 8},
        "restore",
        story="restore",
    )


def _programs(mode: Mode) -> Iterator[Scenario]:
    cases = {"quick": 1, "run": 4, "full": 10}[mode]
    screen = {"panes": 12, "running": 0.5}
    sentence = "12 panes, half of them running editors, pagers and the like"
    yield _scenario("programs-12", sentence, cases, screen, "save", "load")
    if mode != "quick":
        sentence = "12 panes, half of them running programs, among 5,000 processes"
        yield _scenario("programs-12-busy", sentence, cases, screen, "save", processes=5_000)


def _machines(mode: Mode) -> Iterator[Scenario]:
    cases = {"quick": 1, "run": 3, "full": 10}[mode]
    for count in (100, 5_000) if mode != "quick" else (5_000,):
        sentence = f"8 idle shells on a machine with {count:,} processes"
        yield _scenario(
            f"processes-{count}", sentence, cases, {"panes": 8}, "save", processes=count
        )


def _sizes(mode: Mode) -> Iterator[Scenario]:
    cases = {"quick": 2, "run": 8, "full": 30}[mode]
    for word, size in (("smaller", (120, 36)), ("larger", (260, 80))):
        sentence = f"6 panes of a 200x60 window in a {size[0]}x{size[1]} one"
        yield _scenario(f"{word}-window-6", sentence, cases, {"panes": 6}, "load", later_size=size)


def _list(mode: Mode) -> Iterator[Scenario]:
    count = {"quick": 10, "run": 50, "full": 200}[mode]
    sentence = f"the picker with {count} saved sessions"
    yield _scenario(
        f"list-{count}", sentence, 1, {"panes": 2}, "list", story="list", sessions=count
    )


def _startup(_: Mode) -> Iterator[Scenario]:
    sentence = "the plugin is loaded and gets its configuration"
    yield _scenario("startup", sentence, 1, {}, "startup", story="startup")
    for story, words in FIRST_USES.items():
        yield _scenario(story.replace("_", "-"), words, 1, {"panes": 8}, "startup", story=story)


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
