"""Is the re-stated old plugin the old plugin? Its host calls against those of a checkout.

In:    a checkout of abidibo/wezterm-sessions 1.0.0.
Out:   the first difference of every story that differs.
Never: compares words for people (log lines, toasts, titles of pickers): ours are our own. Every
       other argument of every call counts, and so does the order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any, Final

from benchmarks.samples import workspaces
from benchmarks.samples.machine import Conditions, open_terminal, publish_processes
from benchmarks.samples.observe import BOOKKEEPING
from benchmarks.scenario.families import scenarios
from benchmarks.scenario.scenario import SEED, Scenario
from benchmarks.scenario.workloads import Size, workload
from benchmarks.subject.plugin import Plugin
from generator.simulator.lua.border import take
from generator.simulator.machine.trace import Call

RANDOM_LAYOUTS: Final = 200
LOADING: Final = BOOKKEEPING | {"wezterm.add_to_config_reload_watch_list"}
"""How a plugin's files are found: one file here, seven there."""

LOG: Final = ("wezterm.log_info", "wezterm.log_warn", "wezterm.log_error")
PICKER_WORDS: Final = ("title", "description", "fuzzy_description")
WORDS: Final = "(words)"
OVERLAY_WAIT_MS: Final = 600_000.0

Line = tuple[str, object]
"""A call's name and its arguments, in a form that can be compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two logs part."""

    story: str
    step: str
    index: int
    ours: str
    theirs: str

    def text(self) -> str:
        """For a person."""
        return (
            f"{self.story}, {self.step}, call {self.index}:\n"
            f"  re-stated: {self.ours}\n  checkout:  {self.theirs}"
        )


def _without_words(value: Any) -> Any:
    """A picker's arguments with its titles left out, at any depth."""
    if isinstance(value, Mapping):
        return {
            key: WORDS if key in PICKER_WORDS else _without_words(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_without_words(item) for item in value]
    return value


def normal(call: Call) -> Line:
    """One call as it is compared."""
    if call.name in LOG:
        return call.name, WORDS
    arguments: list[Any] = list(take(call.args))
    if call.name == "GuiWin:toast_notification":
        # GUI window, window, title, message, URL, milliseconds.
        arguments[3] = WORDS
    return call.name, _without_words(arguments)


def log_of(calls: Sequence[Call]) -> list[Line]:
    """The log of a step, loading of files left out."""
    return [normal(call) for call in calls if call.name not in LOADING]


class Recorder:
    """Tells one story to one side and keeps the calls of every step."""

    def __init__(self, subject: Plugin, scenario: Scenario, size: Size) -> None:
        self.sim = open_terminal(subject, scenario, size, Conditions(metered=False))
        self.steps: list[tuple[str, list[Line]]] = []
        self._first = 0

    def step(self, name: str, action: Callable[[], object]) -> None:
        """Do something, wait until it is over, keep its calls."""
        if self.sim.world.mux is not None:
            publish_processes(self.sim)
        self._first = len(self.sim.trace.calls)
        action()
        self.sim.world.loop.run_idle(5_000.0, OVERLAY_WAIT_MS)
        calls = self.sim.trace.calls[self._first :]
        problems: list[Line] = [("error", _first_line(text)) for _, text in self.sim.errors]
        self.steps.append((name, log_of(calls) + problems))


def _first_line(text: str) -> str:
    """An error without the place where it was raised."""
    return text.splitlines()[0].split(": ", 1)[-1] if "No space" in text else "an error"


def _choose(recorder: Recorder, key: tuple[str, str], verb: str) -> None:
    sim = recorder.sim
    recorder.step(f"picker to {verb}", lambda: sim.press(*key))
    recorder.step(verb, lambda: sim.choose(0) if sim.overlay and sim.overlay.choices else None)


def tell_all(subject: Plugin, scenario: Scenario, case: int, *, more: bool = True) -> Recorder:
    """Save, list, load, restore; with `more` also cancel, edit and delete."""
    load = scenario.workload(case)
    recorder = Recorder(subject, scenario, load.size)
    sim = recorder.sim
    workspaces.make_directories(sim, [load])
    recorder.step("start", sim.start)
    workspaces.build(sim, load, "project/one")
    recorder.step("save", lambda: sim.press("s", "ALT"))
    cols, rows = scenario.later_size or load.size
    sim.restart(cols=cols, rows=rows)
    _choose(recorder, ("l", "ALT"), "load")
    sim.restart(cols=cols, rows=rows)
    sim.switch_workspace("project/one")
    sim.run()
    recorder.step("restore", lambda: sim.press("r", "ALT"))
    if more:
        recorder.step("restore again", lambda: sim.press("r", "ALT"))
        recorder.step("picker to leave", lambda: sim.press("l", "ALT"))
        recorder.step("leave", sim.cancel)
        _choose(recorder, ("e", "CTRL|SHIFT"), "edit")
        _choose(recorder, ("d", "CTRL|SHIFT"), "delete")
        sim.switch_workspace("never saved")
        sim.run()
        recorder.step("restore what was never saved", lambda: sim.press("r", "ALT"))
    return recorder


def first_difference(ours: Recorder, theirs: Recorder, story: str) -> Difference | None:
    """The first call in which two sides differ."""
    for (step, our_log), (_, their_log) in zip(ours.steps, theirs.steps, strict=False):
        pairs = zip_longest(our_log, their_log, fillvalue=("nothing", None))
        for index, (our, their) in enumerate(pairs):
            if our != their:
                return Difference(
                    story, step, index, f"{our[0]} {our[1]}", f"{their[0]} {their[1]}"
                )
    return None


def stories() -> Iterator[tuple[str, Scenario, int, bool]]:
    """Every scenario with its first case, and many random layouts."""
    for scenario in scenarios("run"):
        yield scenario.name, scenario, 0, scenario.n <= 8
    rng = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    for number in range(RANDOM_LAYOUTS):
        panes = rng.randint(1, 16)
        running = rng.choice((0.0, 0.3))
        name = f"layout {number} ({panes} panes)"
        scenario = Scenario(
            name,
            name,
            "cold",
            ("load",),
            partial(
                workload, panes=panes, tabs=rng.choice((1, 1, 2)), size=(160, 50), running=running
            ),
            1,
        )
        yield name, scenario, 0, number % 20 == 0


def verify(
    restated: Plugin, checkout: Plugin, say: Callable[[str], object] = lambda _: None
) -> list[Difference]:
    """Compare on every story; an empty list means that they never differ."""
    found = []
    for name, scenario, case, more in stories():
        say(name)
        sides = [tell_all(subject, scenario, case, more=more) for subject in (restated, checkout)]
        difference = first_difference(sides[0], sides[1], name)
        if difference is not None:
            found.append(difference)
    return found
