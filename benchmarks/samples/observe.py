"""Watches the terminal while a subject works: what was on the screen when, and at what cost.

In:    a running simulator.
Out:   moments of virtual time, counted calls, bytes, instructions.
Never: believes the subject: "visible" and "complete" are read off the windows themselves, and work
       that is put off until later still counts, because watching goes on long after all is quiet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from benchmarks.samples import costs
from generator.simulator import Settings, Simulator, Tab
from generator.simulator.lua.meter import Reading, instructions_of
from generator.simulator.lua.text import from_raw
from generator.simulator.machine.trace import Call, Read
from generator.simulator.mux.mux import Note

QUIET_MS: Final = 60_000.0
"""Watching ends when nothing has changed for that long: a minute of the user's time."""

LIMIT_MS: Final = 3_600_000.0
"""Nobody waits longer than an hour."""

WAITS: Final = {"wezterm.sleep_ms": 1.0, "wezterm.time.call_after": 1000.0}
"""Calls that ask for a wait, and the milliseconds of one unit of their first argument."""

IGNORED_DIRECTORIES: Final = ("/proc/", "/tmp/")  # noqa: S108 - of the simulated disk
PLUGINS: Final = Settings().plugins_dir
PARSING: Final = "wezterm.json_parse"
ACTIVATING: Final = ("MuxPane:activate", "MuxTab:activate")
SPAWNING: Final = ("MuxWindow:spawn_tab", "wezterm.mux.spawn_window")
BOOKKEEPING: Final = frozenset({"load", "compiled", "package.searchpath", "io.is_open"})
"""Calls of the simulator's own that WezTerm does not have."""

Shape = tuple[object, ...]


@dataclass(slots=True)
class Observation:
    """What was seen between two moments."""

    started_ms: float
    ended_ms: float = 0.0
    calls: list[Call] = field(default_factory=list)
    """Host calls up to the last change."""
    idle_calls: int = 0
    """Host calls in the quiet minute after it."""
    slices: list[float] = field(default_factory=list)
    """Modelled duration of every uninterrupted run of Lua up to the last change, milliseconds."""
    screens: list[tuple[float, Shape]] = field(default_factory=list)
    """What the windows on the screen showed, whenever it changed."""
    workspaces: list[tuple[float, Shape]] = field(default_factory=list)
    """The whole workspace, whenever it changed."""
    disk_ms: float | None = None
    """When the disk last changed."""
    overlay_ms: float | None = None
    """When a picker first appeared."""
    reads: list[Read] = field(default_factory=list)
    """What files gave up to the last change."""
    instructions: int | None = None
    slice_instructions: int | None = None
    """The most instructions in one turn of the event loop up to the last change."""
    allocated: float | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def visible_ms(self) -> float | None:
        """Until the screen first showed what it shows at the end; None when it never changed."""
        seen = self.screens
        if len(seen) < 2:
            return None
        first = next(at for at, shape in seen if shape == seen[-1][1])
        return first - self.started_ms

    @property
    def has_changed(self) -> bool:
        """True when the workspace or the disk changed, or a picker appeared."""
        moments = (self.complete_ms, self.written_ms, self.listed_ms)
        return any(moment is not None for moment in moments)

    @property
    def flickers(self) -> int:
        """Changes of the screen after it had first shown what it shows at the end."""
        shapes = [shape for _, shape in self.screens]
        return len(shapes) - 1 - shapes.index(shapes[-1]) if shapes else 0

    @property
    def complete_ms(self) -> float | None:
        """Until the whole workspace was as it stayed; None when nothing changed."""
        seen = self.workspaces
        return seen[-1][0] - self.started_ms if len(seen) > 1 else None

    @property
    def written_ms(self) -> float | None:
        """Until the disk was as it stayed; None when nothing was written."""
        return None if self.disk_ms is None else self.disk_ms - self.started_ms

    @property
    def listed_ms(self) -> float | None:
        """Until a picker was shown."""
        return None if self.overlay_ms is None else self.overlay_ms - self.started_ms

    def asked_ms(self, until_ms: float) -> float:
        """Virtual time up to `until_ms` (since the start) in which a wait that was asked for ran.

        Waits at the same time count once; those that end later held nothing up.
        """
        end = self.started_ms + until_ms
        spans = []
        for call in self.calls:
            unit = WAITS.get(call.name)
            if unit is None or not call.args:
                continue
            length = float(str(call.args[0])) * unit
            if length > 0 and call.at_ms + length <= end + 1e-6:
                spans.append((call.at_ms, call.at_ms + length))
        return _covered(spans)

    def counts(self) -> Counter[str]:
        """Calls by full name, the simulator's own left out."""
        return Counter(call.name for call in self.calls if call.name not in BOOKKEEPING)


def _covered(spans: list[tuple[float, float]]) -> float:
    """Length of the union of intervals."""
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(end - max(start, reached), 0.0)
        reached = max(reached, end)
    return total


def is_lua_of_plugin(path: str) -> bool:
    """True for the Lua of a plugin, which is read to be compiled."""
    return path.startswith(f"{PLUGINS}/") and path.endswith(".lua")


def _lua(observed: Observation) -> dict[str, float]:
    """What was opened of the plugins' own Lua: loaded as a whole, or read and compiled."""
    reads = [one for one in observed.reads if is_lua_of_plugin(one.path)]
    opened = [call for call in observed.calls if call.name == "io.open"]
    by_slice: Counter[int] = Counter()
    for one in reads:
        by_slice[one.slice] += one.bytes
    return {
        "lua_bytes": sum(one.bytes for one in reads),
        "slice_lua_bytes": max(by_slice.values(), default=0),
        "lua_files": sum(one.is_load for one in reads)
        + sum(is_lua_of_plugin(from_raw(str(call.args[0]))) for call in opened),
    }


def _data_bytes(reads: Iterable[Read]) -> int:
    return sum(r.bytes for r in reads if not r.is_load and not is_lua_of_plugin(r.path))


def figures(observed: Observation, idle: frozenset[int]) -> dict[str, float]:
    """Everything that is counted; `idle` are the panes that ran nothing but a shell."""
    counts = observed.counts()
    found: dict[str, float] = {
        "host_calls": counts.total(),
        "splits": counts["MuxPane:split"],
        "spawns": sum(counts[name] for name in SPAWNING),
        "activations": sum(counts[name] for name in ACTIVATING),
        "scans": sum(counts[name] for name in costs.SCAN_NAMES),
        "idle_scans": sum(
            call.name == "MuxPane:get_foreground_process_info" and call.args[0] in idle
            for call in observed.calls
        ),
        "children": sum(counts[name] for name in costs.CHILD_NAMES),
        "file_calls": sum(counts[name] for name in costs.FILE_NAMES),
        "files_opened": counts["io.open"],
        "bytes_read": _data_bytes(observed.reads),
        "bytes_written": sum(
            len(str(call.args[1])) for call in observed.calls if call.name == "File:write"
        ),
        "parses": counts[PARSING],
        "idle_calls": observed.idle_calls,
        "slice_ms": round(max(observed.slices, default=0.0), 6),
    }
    if observed.instructions is not None:
        found["instructions"] = observed.instructions
        found |= _lua(observed)
    if observed.slice_instructions is not None:
        found["slice_instructions"] = observed.slice_instructions
    if observed.allocated is not None:
        found["allocated"] = observed.allocated
    return found


@dataclass(frozen=True, slots=True)
class _Mark:
    """How far everything had come at one moment."""

    calls: int
    slices: int
    reads: int
    meter: Reading | None
    slice_instructions: int


class Observer:
    """Steps the event loop and looks after every step."""

    def __init__(self, sim: Simulator, workspace: str, *, metered: bool) -> None:
        self._sim, self._workspace = sim, workspace
        self._metered = metered
        self._dirty = True
        self._has_written = False
        self._slice_instructions = 0
        self._last = self._mark()
        self.observed = Observation(sim.clock.now_ms)

    def run(
        self, action: Callable[[], object], until: Callable[[], bool] = lambda: False
    ) -> Observation:
        """Do something as the user, then watch until nothing has changed for a minute.

        Or until something else has come true after a turn of the event loop: then everything
        counts so far.
        """
        sim, observed = self._sim, self.observed
        first = self._last = self._mark()
        errors, swallowed = len(sim.errors), len(sim.swallowed_errors)
        world, clock = sim.world, sim.clock
        sim.mux.listeners.append(self._noted)
        world.disk.on_change.append(self._written)
        try:
            self._look()
            action()
            self._step_until_quiet(until)
        finally:
            sim.mux.listeners.remove(self._noted)
            world.disk.on_change.remove(self._written)
            observed.ended_ms = clock.now_ms
            observed.errors = [text for _, text in sim.errors[errors:]]
            observed.errors += sim.swallowed_errors[swallowed:]
        self._account(first, self._last if self._last is not first else self._mark())
        return observed

    def _mark(self) -> _Mark:
        sim = self._sim
        reading = sim.meter if self._metered else None
        trace = sim.trace
        return _Mark(
            len(trace.calls),
            len(trace.slices),
            len(trace.reads),
            reading,
            self._slice_instructions,
        )

    def _account(self, first: _Mark, last: _Mark) -> None:
        """What was spent between two moments, and how busy the time after was."""
        observed, trace = self.observed, self._sim.trace
        observed.calls = trace.calls[first.calls : last.calls]
        after = trace.calls[last.calls :]
        observed.idle_calls = sum(call.name not in BOOKKEEPING for call in after)
        observed.slices = [one.duration_ms for one in trace.slices[first.slices : last.slices]]
        observed.reads = trace.reads[first.reads : last.reads]
        if first.meter is not None and last.meter is not None:
            spent = last.meter.since(first.meter)
            observed.instructions, observed.allocated = spent.instructions, round(spent.bytes)
            observed.slice_instructions = last.slice_instructions

    def _step_until_quiet(self, until: Callable[[], bool]) -> None:
        sim = self._sim
        loop, clock = sim.world.loop, sim.clock
        end = clock.now_ms + LIMIT_MS
        changed_at = clock.now_ms
        slices, instructions = len(sim.trace.slices), self._instructions()
        while clock.now_ms < end:
            if not loop.step(min(changed_at + QUIET_MS, end)):
                return
            sim.world.check()
            if len(sim.trace.slices) > slices:
                slices, before = len(sim.trace.slices), instructions
                instructions = self._instructions()
                spent = instructions - before
                self._slice_instructions = max(self._slice_instructions, spent)
            is_over = until()
            if self._look() or is_over:
                changed_at = clock.now_ms
                self._last = self._mark()
            if is_over:
                return

    def _instructions(self) -> int:
        """Of all Lua states: not by `meter`, whose look at the memory takes some of it."""
        states = self._sim.machine.watched_states if self._metered else []
        return sum(map(instructions_of, states))

    def _noted(self, _note: Note) -> None:
        self._dirty = True

    def _written(self, path: str) -> None:
        if not path.startswith(IGNORED_DIRECTORIES):
            self.observed.disk_ms = self._sim.clock.now_ms
            self._has_written = True

    def _look(self) -> bool:
        """Take in what has changed since the last look; True when something has."""
        observed, now = self.observed, self._sim.clock.now_ms
        changed, self._has_written = self._has_written, False
        if observed.overlay_ms is None and self._sim.overlay is not None:
            observed.overlay_ms = now
            changed = True
        if not self._dirty:
            return changed
        self._dirty = False
        for shape, seen in (
            (self._screen(), observed.screens),
            (self._whole(), observed.workspaces),
        ):
            if not seen or seen[-1][1] != shape:
                seen.append((now, shape))
                changed = True
        return changed

    def _screen(self) -> Shape:
        """What the windows on the screen show: the tab in front and its rectangles."""
        shown = []
        for gui in self._sim.gui_windows():
            window, tab = gui.mux_window, gui.active_tab
            if window is not None and tab is not None and window.workspace == self._workspace:
                shown.append((gui.id, window.id, tab.id, tuple(tab.rects())))
        return tuple(shown)

    def _whole(self) -> Shape:
        """The whole workspace, focus, titles and typed text included, and which one is shown."""
        windows = [
            (window.id, window.active_index, tuple(_tab(tab) for tab in window.tabs))
            for window in self._sim.windows(self._workspace)
        ]
        return self._sim.workspace, tuple(windows)


def _tab(tab: Tab) -> Shape:
    typed = tuple(len(pane.sent) for pane in tab.panes)
    return tab.id, tab.title, tab.active_index, tuple(tab.rects()), typed
