"""Tells scenarios to subjects, case by case, and gathers the samples.

In:    subjects, a scenario.
Out:   rows: all samples of one subject for one operation.
Never: lets an error of one sample end the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from benchmarks.samples import first_uses, stories
from benchmarks.samples.fidelity import Fidelity
from benchmarks.samples.machine import Conditions
from benchmarks.samples.sample import Row, Sample, row_for
from benchmarks.samples.stories import Samples, Telling
from benchmarks.scenario.scenario import FIRST_USES, Operation, Scenario, Story
from benchmarks.subject.subject import Subject

STORIES: Final[Mapping[Story, Callable[[Telling], Samples]]] = {
    "cold": stories.cold,
    "cached": stories.cached,
    "restore": stories.restore,
    "list": stories.listed,
    "startup": first_uses.started,
    **dict.fromkeys(FIRST_USES, first_uses.first_used),
}


def can_tell(subject: Subject, scenario: Scenario) -> bool:
    """True when the subject has what the story is about."""
    if scenario.story in ("list", "startup", *FIRST_USES):
        return subject.saves
    if scenario.story == "restore":
        return subject.restores_in_place
    return subject.saves or set(scenario.operations) != {"save"}


def tell(
    subject: Subject, scenario: Scenario, case: int, conditions: Conditions | None = None
) -> Samples:
    """Tell one case to one subject; an error of the bench or the terminal becomes a sample too."""
    try:
        telling = stories.set_up(subject, scenario, case, conditions or Conditions())
        return STORIES[scenario.story](telling)
    except Exception as error:  # noqa: BLE001 - one bad case must not cost the others' results
        problem = f"{type(error).__name__}: {error}"
        crashed = Sample("crashed", {}, Fidelity(), errors=1, problem=problem)
        return [(operation, crashed) for operation in scenario.operations]


def measure(
    subjects: list[Subject],
    scenario: Scenario,
    conditions: Conditions | None = None,
    progress: Callable[[], object] = lambda: None,
) -> Iterator[Row]:
    """All cases of a scenario for all subjects, in turns; one row an operation and subject."""
    rows: dict[tuple[Operation, str], Row] = {}
    able = [subject for subject in subjects if can_tell(subject, scenario)]
    for operation in scenario.operations:
        for subject in able:
            if operation != "save" or subject.saves:
                name = subject.info.name
                rows[operation, name] = row_for(scenario, operation, name)
    for case in range(scenario.cases):
        for subject in able:
            for operation, sample in tell(subject, scenario, case, conditions):
                row = rows.get((operation, subject.info.name))
                if row is not None:
                    row.samples.append(sample)
            progress()
    yield from rows.values()
