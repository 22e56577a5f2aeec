"""Sets a workload up in the simulated terminal, and reads off what it shows.

In:    a simulator, a workload, the name of a workspace.
Out:   the windows, tabs and panes of the workload; later, what is there, as plain data.
Never: asks a subject; everything is done by the user's hands and seen with the user's eyes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.samples.fidelity import Seen, SeenTab, SeenWindow
from benchmarks.scenario.workloads import Tab as TabPlan
from benchmarks.scenario.workloads import Workload, directories
from generator.simulator import Pane, Simulator, Tab, Window

START_WORKSPACE: Final = "default"
"""The workspace that a fresh terminal shows."""


def make_directories(sim: Simulator, workloads: Sequence[Workload]) -> None:
    """The directories in which panes will work."""
    for directory in directories(workloads):
        sim.files.make_directory(directory)


def _fill_tab(sim: Simulator, tab: Tab, plan: TabPlan) -> None:
    panes = sim.layout(plan.tree, tab)
    for pane, cwd, program in zip(panes, plan.cwds, plan.programs, strict=True):
        sim.set_cwd(cwd, pane)
        if program is not None:
            sim.run_program(program, pane)
    sim.rename_tab(plan.title, tab)
    sim.mux.activate_pane(panes[plan.active_pane])
    # What the GUI does in answer would activate this tab again later.
    sim.run()


def _fill_window(sim: Simulator, window: Window, plans: Sequence[TabPlan], active: int) -> None:
    for index, plan in enumerate(plans):
        tab = window.active_tab if index == 0 else sim.new_tab(window)
        if tab is None:
            raise RuntimeError("a new window has no tab")
        _fill_tab(sim, tab, plan)
    sim.mux.activate_tab(window.tabs[active])
    sim.run()


def build(sim: Simulator, workload: Workload, workspace: str) -> None:
    """Open the workload in a workspace that holds one idle shell, or doesn't exist yet."""
    if sim.workspace != workspace:
        sim.switch_workspace(workspace)
        sim.run()
    for index, plan in enumerate(workload.windows):
        window = sim.window() if index == 0 else sim.new_window(workspace=workspace)
        sim.run()
        _fill_window(sim, window, plan.tabs, plan.active_tab)


def close(sim: Simulator, workspace: str) -> None:
    """Close every window of a workspace and show the first one again."""
    sim.switch_workspace(START_WORKSPACE)
    sim.run()
    for window in sim.windows(workspace):
        sim.mux.kill_window(window)
    sim.run()


def idle_panes(sim: Simulator) -> frozenset[int]:
    """Ids of panes that run nothing but their shell."""
    return frozenset(
        pane.id for pane in sim.mux.panes.values() if pane.programs and pane.programs[-1].is_shell
    )


def _program(pane: Pane) -> tuple[str, ...] | None:
    programs = pane.programs
    if not programs or programs[-1].is_shell:
        return None
    return tuple(programs[-1].argv)


def _directory(path: str | None) -> str | None:
    """A directory without the slash that some pass on at its end."""
    return path.rstrip("/") or "/" if path else path


def _tab(tab: Tab) -> SeenTab:
    panes = tab.panes
    return SeenTab(
        size=(tab.cols, tab.rows),
        rects=tuple(tab.rects()),
        active_pane=tab.active_index,
        title=tab.title,
        cwds=tuple(_directory(pane.cwd) for pane in panes),
        programs=tuple(_program(pane) for pane in panes),
    )


def look(sim: Simulator, workspace: str) -> Seen:
    """What a workspace holds now, windows by age."""
    windows = [
        SeenWindow(tuple(_tab(tab) for tab in window.tabs), window.active_index)
        for window in sim.windows(workspace)
    ]
    return Seen(tuple(windows), len(sim.leaked_panes()))
