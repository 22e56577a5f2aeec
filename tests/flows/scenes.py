"""Workspaces for the flow tests: a terminal, a workspace in it, what a user sees of it."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

from generator import compose
from generator.making.assemble import ENTRY
from generator.making.config import ROOT, BuildConfig, Profile, complete
from generator.simulator import Pane, PluginText, Simulator, Window
from tests.flows import closing
from tests.flows.hands import press
from tests.strategies import Leaf, Tree, random_layout

PLUGIN = ROOT / "dist"
"""What users get, loaded file by file as WezTerm does."""

WORKSPACE = "proj/web app"
STATE = "/home/user/.local/share/wezterm-sessions/state"


@dataclass(frozen=True)
class TabView:
    """A tab as a user sees it."""

    title: str
    rects: tuple[tuple[int, int, int, int], ...]
    active_pane: int
    zoomed: bool
    cwds: tuple[str, ...]
    domains: tuple[str, ...]
    programs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class WindowView:
    """A window as a user sees it: its tabs, and which one is shown."""

    shown: int
    tabs: tuple[TabView, ...]


def machine(
    options: dict[str, Any] | None = None,
    *,
    tab_bar: str | None = None,
    extra: str = "",
    **settings: Any,
) -> Simulator:
    """Set up a machine with the plugin; its terminal is not started yet.

    Args:
        options: given to `apply_to_config`.
        tab_bar: "retro" or "fancy": it hides while there is one tab; None: it is always there.
        extra: more Lua for the configuration.
        settings: of the simulator: cols, rows, background, files, plugin, …
    """
    if tab_bar:
        fancy = "true" if tab_bar == "fancy" else "false"
        extra += f"\nconfig.hide_tab_bar_if_only_one_tab = true config.use_fancy_tab_bar = {fancy}"
    text = Simulator.config_text(options or {}, extra=extra)
    usual: dict[str, Any] = {"plugin": PLUGIN, "cols": 200, "rows": 60}
    return Simulator(config=text, **usual | settings)


def config_of(**profile: Any) -> BuildConfig:
    """Return the configuration of a build: what a profile says, as a TOML file would."""
    some = Profile(name="some", path=ROOT / "some.toml", **profile)
    return complete(some, root=ROOT, output=ROOT / "build" / "some")


def built(**profile: Any) -> PluginText:
    """Build another plugin, for `machine(plugin=...)`.

    `built(features=("undo",), options={"lazy": "off"}, keys={"save_session": False})`
    """
    files = compose(config_of(**profile)).files
    return PluginText(files[ENTRY], files)


def terminal(options: dict[str, Any] | None = None, **more: Any) -> Simulator:
    """Start such a machine's terminal; its first window has settled."""
    sim = machine(options, **more).start()
    sim.run(400)
    return sim


def as_layout(tree: Tree) -> Any:
    """Return a drawn tree as the simulator's `layout` takes it."""
    if isinstance(tree, Leaf):
        return None
    return (tree.axis, tree.first_cells, as_layout(tree.first), as_layout(tree.second))


def shown_window(sim: Simulator) -> Window:
    """Return the mux window of the focused GUI window."""
    window = sim.tab().window
    assert window is not None
    return window


def fill_with_tabs(sim: Simulator, chance: random.Random, tabs: int, most_panes: int) -> None:
    """Give the focused window so many tabs of random layouts, titles, directories and focus."""
    for _ in range(tabs - 1):
        sim.new_tab()
    # The tab bar, if it comes, has come now.
    sim.run(400)
    window = shown_window(sim)
    for number, tab in enumerate(window.tabs):
        drawn = random_layout(chance.randrange(1, most_panes + 1), tab.cols, tab.rows, chance)
        sim.layout(as_layout(drawn.tree), tab)
        sim.rename_tab(f"T{number} grün", tab)
        for pane in tab.panes:
            sim.set_cwd(chance.choice(DIRECTORIES), pane)
        sim.focus(chance.choice(tab.panes))
        sim.run(20)
    sim.switch_tab(chance.randrange(tabs))
    sim.run(200)


DIRECTORIES = ("/home/user", "/home/user/My Docs", "/home/user/größe", "/srv/100% #1?")
WINDOWS_DIRECTORIES = (
    "C:\\Users\\user",
    "C:\\Users\\user\\My Docs",
    "D:\\größe",
    "C:\\100% #1",
)


def columns(sim: Simulator, count: int, cells: int = 20) -> None:
    """Split the tab at hand into so many columns, all but the first so many cells wide."""
    for _ in range(count - 1):
        sim.split("Right", cells, sim.tab().panes[0])


def directories(sim: Simulator) -> tuple[str, ...]:
    """Make the directories that the panes of a scene are in."""
    found = WINDOWS_DIRECTORIES if sim.settings.platform == "windows" else DIRECTORIES
    for directory in found:
        sim.files.make_directory(directory)
    return found


def workspace(
    sim: Simulator, seed: int, *, tabs: int = 3, windows: int = 1, most_panes: int = 8
) -> None:
    """Open the workspace of the tests with so many windows and tabs, and show it."""
    directories(sim)
    chance = random.Random(seed)
    go_to(sim, WORKSPACE)
    for number in range(windows):
        if number:
            sim.new_window(workspace=WORKSPACE)
            sim.run(400)
            sim.focus_window(sim.gui_windows()[-1])
        fill_with_tabs(sim, chance, tabs, most_panes)


def directory_of(pane: Pane) -> str:
    """Return where a pane is, or was opened where nobody tells; with `/` on any platform."""
    return str(pane.cwd or pane.requested_cwd).replace("\\", "/")


def view(sim: Simulator, name: str = WORKSPACE) -> tuple[WindowView, ...]:
    """Return what a user sees of a workspace."""
    return tuple(
        WindowView(
            [tab is window.active_tab for tab in window.tabs].index(True),
            tuple(
                TabView(
                    tab.title,
                    tuple(tab.rects()),
                    tab.active_index,
                    bool(tab.zoomed),
                    tuple(directory_of(pane) for pane in tab.panes),
                    tuple(pane.domain.name for pane in tab.panes),
                    tuple(tuple(pane.argv) for pane in tab.panes),
                )
                for tab in window.tabs
            ),
        )
        for window in sim.windows(name)
    )


def go_to(sim: Simulator, name: str) -> None:
    """Show a workspace, which is made where there is none of that name, and let it settle."""
    sim.switch_workspace(name)
    sim.run(400)


def document(sim: Simulator, name: str = "default") -> Any:
    """Return what is saved of a workspace whose name is that of its file."""
    return json.loads(sim.files[f"{STATE}/{name}.json"])


def saved_panes(sim: Simulator) -> list[dict[str, Any]]:
    """Return what is saved of the panes of `default`'s first window's last tab."""
    found: list[dict[str, Any]] = document(sim)["windows"][0]["tabs"][-1]["panes"]
    return found


def saved_programs(sim: Simulator) -> list[list[str] | None]:
    """Return the arguments that are saved of `default`, pane by pane; None for an idle shell."""
    return [
        pane["program"].get("argv") if "program" in pane else None
        for window in document(sim)["windows"]
        for tab in window["tabs"]
        for pane in tab["panes"]
    ]


def save(sim: Simulator) -> None:
    """Press the key and wait."""
    press(sim, "s")


def save_all(sim: Simulator) -> None:
    """Save every workspace, and wait."""
    sim.call("save", {"all": True})
    sim.run()


def saved_twice() -> Simulator:
    """Start a terminal whose workspace was saved with one pane, and then with two."""
    sim = terminal()
    save(sim)
    sim.split("Right", 50)
    save(sim)
    return sim


def put_away(sim: Simulator, name: str = WORKSPACE) -> None:
    """Give the workspace's name free, its window staying where it is."""
    sim.lua("wezterm.mux.rename_workspace(..., 'elsewhere')", name)
    sim.run(400)


def load(sim: Simulator, name: str = WORKSPACE) -> None:
    """Press the key, choose, and wait until all is done."""
    press(sim, "l")
    sim.choose(name)
    sim.run(4000)


def load_anew(sim: Simulator, name: str = WORKSPACE, **changes: Any) -> None:
    """Start the terminal anew, with these settings changed, and load in its one window."""
    sim.restart(**changes)
    sim.run(400)
    load(sim, name)


def look_at_every_tab(sim: Simulator) -> None:
    """Show each tab of each window for a moment, as a user would."""
    for gui in list(sim.gui_windows()):
        sim.focus_window(gui)
        for number in range(len(shown_window(sim).tabs)):
            sim.switch_tab(number)
            sim.run(1500)


def expects(sim: Simulator, *, log: str = "", problem: str = "", unfinished: bool = False) -> None:
    """Announce trouble to the check at the end of the test, which fails when it does not come.

    Args:
        sim: the terminal.
        log: a part of each line of level error that is to come.
        problem: the code of what the last restore is to report.
        unfinished: whether the last restore is to wait for tabs that nobody has looked at.
    """
    watched = closing.terminals().of(sim)
    watched.logs += [log] if log else []
    watched.problems += [problem] if problem else []
    watched.is_unfinished = unfinished or watched.is_unfinished


def expects_faults(sim: Simulator, kind: str = "") -> None:
    """Announce that calls of the terminal fail, or its process: whatever comes of it may be told.

    Of a call that gives nil where a terminal's never does, Lua may speak as of a mistake.
    """
    watched = closing.terminals().of(sim)
    watched.is_faulty, watched.gives_nil = True, kind == "nil"


def close(sim: Simulator) -> None:
    """Check a terminal before the end of the test, and let it go."""
    closing.terminals().close(sim)
