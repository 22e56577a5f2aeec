"""What else the plugin does, as far as only the terminal itself can prove it.

In:    stages, one or two a feature.
Out:   a proof for each.
Never: repeats what the simulator proves as well: names, lists, files.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.e2e.compare import differences
from tests.e2e.report import Proof, judged
from tests.e2e.scripts import WorkspaceSpec, workspace_spec
from tests.e2e.stage import LEAST_CELLS, Setting, Stage
from tests.e2e.terminal import TerminalError

STOREY = "screen"
IDLE_S = 5.0
INTERVAL_S = 1

Feature = Callable[[Setting, random.Random, Path], list[str]]


def prove(setting: Setting, seed: int) -> list[Proof]:
    """Carry out all of them, each in a home of its own."""
    return [_prove(setting, seed, what, feature) for what, feature in FEATURES]


def _prove(setting: Setting, seed: int, what: str, feature: Feature) -> Proof:
    started = time.monotonic()
    home = Path(tempfile.mkdtemp(prefix="wezterm-sessions-e2e-"))
    try:
        failures = feature(setting, random.Random(f"{seed} {what}"), home)
    except TerminalError as error:
        failures = [f"{type(error).__name__}: {error}\nseed {seed}"]
    shutil.rmtree(home, ignore_errors=True)
    return judged(STOREY, what, f"{time.monotonic() - started:.1f} s", failures)


def _spec(rng: random.Random, name: str, stage: Stage) -> WorkspaceSpec:
    return workspace_spec(
        rng, name, [str(stage.home)], windows=1, most_panes=5, size=stage.size, least=LEAST_CELLS
    )


def start_up(setting: Setting, rng: random.Random, home: Path) -> list[str]:
    """Save all, kill the terminal, start it again: it begins with all that was open."""
    with Stage(setting, home=home) as stage:
        specs = [_spec(rng, name, stage) for name in ("one", "two", "three")]
        for spec in specs:
            stage.flow(
                "e2e.build(arg.spec) e2e.show(arg.spec.workspace) e2e.settle(arg.spec.workspace)",
                spec=spec.as_json(),
            )
        before = {
            spec.workspace: stage.flow("return e2e.state(arg.name)", name=spec.workspace)
            for spec in specs
        }
        stage.flow(
            """
            e2e.take_events()
            e2e.sessions.save({ all = true, quiet = true })
            local wanted = arg.count + 1
            assert(e2e.wait(function() return #e2e.events >= wanted end), "not all were saved")
            """,
            count=len(specs),
        )
    found: list[str] = []
    options = 'restore_on_startup = "last"'
    for own in ("", USERS_HANDLER):
        with Stage(setting, home=home, options=options, after=own, is_empty=True) as stage:
            # Where a handler has ended the event, WezTerm opens its own window first: that is used.
            wait = "e2e.wait(function() return mux.get_active_workspace() == arg.name end, arg.s)"
            code = f"{wait} return mux.get_active_workspace()"
            shown = stage.flow(code, name=specs[-1].workspace, s=10 if own else 0)
            if shown != specs[-1].workspace:
                found.append(f"{shown!r} is shown, {specs[-1].workspace!r} was ({own})")
            for spec in specs:
                name = spec.workspace
                stage.flow("flows.wait_for_panes(arg.spec)", spec=spec.as_json())
                after = stage.flow("return flows.look(arg.name)", name=name)
                found += [f"{name}: {text}" for text in differences(before[name], after)]
            found += [] if own else stage.complaints()
    return found


USERS_HANDLER = "wezterm.on('gui-startup', function() error('mine') end)"
"""It comes after the plugin's and ends the event, which takes nothing from it."""


def autosave(setting: Setting, rng: random.Random, home: Path) -> list[str]:
    """A change is saved by itself; where nothing changes nothing is written."""
    options = f'autosave = "on_change", auto_save_interval_s = {INTERVAL_S}'
    with Stage(setting, home=home, options=options) as stage:
        spec = _spec(rng, "auto", stage)
        spec.windows[0].tabs[0].zoomed = False
        path = stage.flow(
            """
            e2e.build(arg.spec)
            e2e.show(arg.spec.workspace)
            local saved = e2e.wait(function()
              for _, event in ipairs(e2e.events) do
                if event.event == "session-save-success" and event.arguments[1] == "auto" then
                  return event
                end
              end
            end)
            assert(saved, "the workspace was not saved by itself")
            e2e.settle("auto", 3)
            return saved.arguments[2]
            """,
            spec=spec.as_json(),
        )
        written = Path(path).stat().st_mtime_ns
        time.sleep(IDLE_S)
        found = []
        if Path(path).stat().st_mtime_ns != written:
            found.append(f"written although nothing changed in {IDLE_S:.0f} s")
        stage.flow(
            """
            e2e.take_events()
            local tab = e2e.windows("auto")[1]:tabs()[1]
            tab:panes()[1]:split({ direction = "Bottom", domain = { DomainName = "local" } })
            assert(e2e.wait(function() return e2e.event("session-save-success") end),
              "the new pane was not saved")
            e2e.settle("auto", 3)
            """
        )
        before = stage.flow("return e2e.state('auto')")
        stage.flow("flows.leave('auto')")
        after = stage.flow("assert(e2e.load('auto')) return flows.look('auto')")
        return found + differences(before, after) + stage.complaints()


def fork(setting: Setting, rng: random.Random, home: Path) -> list[str]:
    """A workspace again, under another name and beside the first."""
    with Stage(setting, home=home) as stage:
        spec = _spec(rng, "first", stage)
        stage.flow("e2e.build(arg.spec) e2e.show('first') e2e.settle('first')", spec=spec.as_json())
        before = stage.flow("return e2e.state('first')")
        stage.flow(
            """
            e2e.take_events()
            assert(e2e.sessions.fork("second", e2e.gui_window()))
            assert(e2e.wait(function() return e2e.event("wezterm-sessions.load.end") end))
            e2e.settle("second")
            """
        )
        after = stage.flow("return e2e.state('second')")
        again = stage.flow("return e2e.state('first')")
        return differences(before, after) + differences(before, again) + stage.complaints()


def older_state(setting: Setting, rng: random.Random, home: Path) -> list[str]:
    """What was saved before the last save comes back as it was then."""
    with Stage(setting, home=home) as stage:
        spec = _spec(rng, "older", stage)
        before = stage.flow(
            """
            e2e.build(arg.spec)
            e2e.show("older")
            e2e.settle("older")
            local before = e2e.state("older")
            assert(e2e.save("older"))
            e2e.windows("older")[1]:spawn_tab({ domain = { DomainName = "local" } })
            e2e.settle("older")
            assert(e2e.save("older"))
            flows.leave("older")
            return before
            """,
            spec=spec.as_json(),
        )
        stage.flow(
            """
            e2e.take_events()
            local states = e2e.sessions.generations("older")
            assert(#states == 1, #states .. " older states")
            assert(e2e.sessions.load_generation("older", states[1].id, e2e.gui_window()))
            assert(e2e.wait(function() return e2e.event("wezterm-sessions.load.end") end))
            """
        )
        shown = stage.flow("return mux.get_active_workspace()")
        after = stage.flow("return flows.look(arg.name)", name=shown)
        return differences(before, after) + stage.complaints()


def one_tab(setting: Setting, rng: random.Random, home: Path) -> list[str]:
    """One tab of a session, in the window at hand."""
    with Stage(setting, home=home) as stage:
        spec = _spec(rng, "whole", stage)
        place = len(spec.windows[0].tabs)
        before = stage.flow("return flows.prepare(arg.spec)", spec=spec.as_json())
        stage.flow(
            """
            -- A window that holds nothing but an idle shell would be taken for the tab.
            e2e.windows(e2e.HOME)[1]:spawn_tab({ domain = { DomainName = "local" } })
            e2e.settle(e2e.HOME)
            assert(e2e.sessions.restore_tab("whole", 1, arg.place, e2e.gui_window()))
            e2e.wait(function()
              return #e2e.windows(e2e.HOME)[1]:active_tab():panes() >= arg.panes
            end)
            """,
            place=place,
            panes=len(spec.windows[0].tabs[-1].splits) + 1,
        )
        after = stage.flow("return flows.look(e2e.HOME)")
        tabs = after["windows"][0]["tabs"]
        found = [] if len(tabs) == 3 else [f"the window has {len(tabs)} tabs, not 3"]
        window = before["windows"][0] | {"tabs": before["windows"][0]["tabs"][place - 1 :]}
        other = after["windows"][0] | {"tabs": tabs[-1:]}
        for one in (window, other):
            one |= {"active_tab": 1, "title": ""}
        found += differences({"windows": [window]}, {"windows": [other]})
        return found + stage.complaints()


FEATURES: list[tuple[str, Feature]] = [
    ("the terminal begins with what was open", start_up),
    ("saving by itself", autosave),
    ("a fork", fork),
    ("an older state", older_state),
    ("one tab of a session", one_tab),
]
