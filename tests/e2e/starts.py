"""The terminal is started in all the ways that people start it in, with a session to restore.

In:    a session of one workspace; command lines, and what stands in configurations.
Out:   for each way what came up: the session, once, in one window; or a line that says why not.
Never: repeats what the simulator proves as well: which names are restored, and in which order.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.compare import differences
from tests.e2e.report import Proof, judged
from tests.e2e.scripts import WorkspaceSpec, workspace_spec
from tests.e2e.stage import LEAST_CELLS, Setting, Stage
from tests.e2e.terminal import Json, TerminalError

STOREY = "screen"
NAME = "starts"
OPTIONS = f'restore_on_startup = {{ "{NAME}" }}'


@dataclass(frozen=True, slots=True)
class Way:
    """One way to start."""

    what: str
    line: tuple[str, ...] = ()
    before: str = ""
    """Lua that stands before the plugin."""
    after: str = ""
    attached: int = 1
    """How often handlers for `gui-attached` are called."""
    is_resized: bool = False
    reason: str = ""
    """Why nothing is restored."""


def _handler(does: str) -> str:
    return f"wezterm.on('gui-startup', function(cmd) {does} end)"


OPENS = "local tab, pane, window = wezterm.mux.spawn_window(cmd or {})"
MAXIMISES = _handler(f"{OPENS} window:gui_window():maximize()")
ASKS = """
wezterm.on('gui-attached', function()
  for _, window in ipairs(wezterm.mux.all_windows()) do
    assert(window:gui_window():mux_window())
  end
end)
"""
BOX = """
config.exec_domains = { wezterm.exec_domain("box", function(cmd)
  cmd.args = { "/bin/sh" }
  return cmd
end) }
config.default_domain = "box"
"""

WAYS = (
    Way("from the menu of the desktop", ("--cwd", ".")),
    Way("in another directory", ("--cwd", "/usr"), reason="the directory /usr"),
    Way("with a program", ("--", "/bin/sh"), reason="the program sh"),
    Way("a handler before opens a window", before=MAXIMISES, attached=0, is_resized=True),
    Way("a handler behind opens a window", after=MAXIMISES, attached=0, is_resized=True),
    Way("a handler ends the event", after=_handler("return false"), is_resized=True),
    Way("a handler waits for the first window", after=ASKS),
    Way("another usual domain", after=BOX),
)

COUNT = """
wezterm.on("gui-attached", function()
  wezterm.GLOBAL.attached = (wezterm.GLOBAL.attached or 0) + 1
end)
"""


def prove(setting: Setting, seed: int) -> list[Proof]:
    """Save a session, and start in each of the ways."""
    home = Path(tempfile.mkdtemp(prefix="wezterm-sessions-e2e-"))
    with Stage(setting, home=home) as stage:
        spec = workspace_spec(
            random.Random(f"{seed} starts"),
            NAME,
            [str(home)],
            windows=1,
            most_panes=5,
            size=stage.size,
            least=LEAST_CELLS,
        )
        for tab in spec.windows[0].tabs:
            # A maximised window leaves what is behind a zoomed pane as it was.
            tab.zoomed = False
        before = stage.flow("return flows.prepare(arg.spec)", spec=spec.as_json())
    proofs = []
    for way in WAYS:
        try:
            failures = _start(setting, home, way, spec, before)
        except TerminalError as error:
            failures = [f"{type(error).__name__}: {error}\nseed {seed}"]
        proofs.append(judged(STOREY, f"start: {way.what}", way.reason or "restored", failures))
    shutil.rmtree(home, ignore_errors=True)
    return proofs


def _start(setting: Setting, home: Path, way: Way, spec: WorkspaceSpec, before: Json) -> list[str]:
    with Stage(
        setting,
        home=home,
        extra=way.before,
        after=COUNT + way.after,
        options=OPTIONS,
        is_empty=True,
        line=way.line,
    ) as stage:
        found = []
        if way.reason:
            told = stage.flow(
                "return e2e.wait(function() return #mux.all_windows() == 1 end) and"
                " #e2e.windows(arg.name)",
                name=NAME,
            )
            found += [] if told == 0 else [f"{NAME} is open"]
            found += [] if way.reason in stage.log() else ["nobody was told why"]
        else:
            stage.flow(
                "assert(e2e.wait(function() return #e2e.windows(arg.name) > 0 end))"
                " flows.wait_for_panes(arg.spec)",
                name=NAME,
                spec=spec.as_json(),
            )
            after = stage.flow("return flows.look(arg.name)", name=NAME)
            found += differences(before, after, may_resize=way.is_resized)
            found += stage.complaints()
        counts = stage.flow(
            "return { #mux.all_windows(), #wezterm.gui.gui_windows(),"
            " wezterm.GLOBAL.attached or 0 }"
        )
        expected = [1, 1, way.attached]
        return found + ([] if counts == expected else [f"windows, on the screen, told: {counts}"])
