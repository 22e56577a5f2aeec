"""What a Lua state does when it is new: each evaluation of the configuration makes one.

In:    a subject in a terminal of its own.
Out:   samples without a time: virtual time is the same whatever Lua does in it.
Never: lets a plugin open anything by and by before what is measured: a key is pressed right after
       the first event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from benchmarks.samples import workspaces
from benchmarks.samples.fidelity import Fidelity
from benchmarks.samples.observe import Observation, Observer, figures
from benchmarks.samples.sample import Sample
from benchmarks.samples.stories import PROJECT, Samples, Telling
from generator.simulator.machine.trace import Slice


def started(telling: Telling) -> Samples:
    """One more evaluation of the configuration, as every window and every reload makes one."""
    sim = telling.sim
    sim.start()
    trace, clock = sim.trace, sim.clock
    before = sim.meter if telling.metered else None
    calls, reads, began = len(trace.calls), len(trace.reads), clock.now_ms
    sim.world.evaluate()
    observed = Observation(began, clock.now_ms, trace.calls[calls:], reads=trace.reads[reads:])
    observed.slices = [clock.now_ms - began]
    if before is not None:
        # Bytes are left out: those of a new Lua state are mostly the simulator's own.
        observed.instructions = sim.meter.since(before).instructions
    return _sample(telling, observed, [text for _, text in sim.errors])


def first_used(telling: Telling) -> Samples:
    """The configuration was loaded again; what the first use of the new state opens."""
    subject, sim, kind = telling.subject, telling.sim, telling.scenario.story
    sim.start()
    workspaces.build(sim, telling.workload, PROJECT)
    if kind in ("first_load", "first_list"):
        subject.save(sim)
        sim.run()
        sim.restart()
    sim.world.reload()
    observed = _first_event(telling)
    if kind == "first_event":
        return _sample(telling, observed, observed.errors)
    if kind == "first_load":
        Observer(sim, PROJECT, metered=telling.metered).run(
            lambda: subject.pick(sim), until=lambda: sim.overlay is not None
        )
    actions: dict[str, Callable[[], object]] = {
        "first_idle": lambda: None,
        "first_save": lambda: subject.save(sim),
        "first_list": lambda: subject.pick(sim),
        "first_load": lambda: subject.choose(sim, PROJECT),
    }
    observed = Observer(sim, PROJECT, metered=telling.metered).run(actions[kind])
    nothing = kind != "first_idle" and not observed.has_changed
    return _sample(telling, observed, observed.errors or ["nothing happened"] * nothing)


def _first_event(telling: Telling) -> Observation:
    """The first turn of the event loop in which Lua runs, evaluations for windows left out."""
    sim, slices = telling.sim, telling.sim.trace.slices
    while True:
        before = len(slices)
        observed = Observer(sim, PROJECT, metered=telling.metered).run(
            lambda: None, until=partial(_have_grown, slices, before)
        )
        if not all(one.at_load for one in slices[before:]) or len(slices) == before:
            return observed


def _have_grown(slices: Sequence[Slice], before: int) -> bool:
    return len(slices) > before


def _sample(telling: Telling, observed: Observation, errors: list[str]) -> Samples:
    found = figures(observed, frozenset())
    # What comes after the last change, as a look at what was made, has held nothing up.
    moments = (observed.complete_ms, observed.written_ms, observed.listed_ms)
    changes = [moment for moment in moments if moment is not None]
    found["asked_ms"] = round(observed.asked_ms(max(changes, default=0.0)), 6)
    size = telling.subject.plugin_bytes()
    if size is not None and telling.scenario.story == "startup":
        found["size"] = size
    sample = Sample(
        "raised" if errors else "ok",
        found,
        Fidelity(tabs=1, exact_tabs=int(not errors)),
        len(errors),
        next(iter(errors), ""),
        dict(observed.counts()),
    )
    return [("startup", sample)]
