"""Sets a workload up in the simulated terminal, and reads off what it shows.

In:    a simulator, a workload, the name of a workspace.
Out:   the windows, tabs and panes of the workload; later, what is there, as plain data.
Never: asks a subject; everything is done by the user's hands and seen with the user's eyes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from benchmarks.fidelity import Seen, SeenTab, SeenWindow
from benchmarks.workloads import Tab as TabPlan
from benchmarks.workloads import Workload, directories
from generator.simulator import Disk, Pane, Simulator, Tab, Window
from generator.simulator.machine.clock import EPOCH_SECONDS

START_WORKSPACE: Final = "default"
"""The workspace that a fresh terminal shows."""

PLUGINS_DIRECTORY: Final = "/home/user/.local/share/wezterm/plugins"
"""Where WezTerm keeps the checkouts of plugins."""

SHELL_EXIT_MS: Final = 10.0
"""From typing `exit` to the end of the shell; virtual milliseconds."""


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


def publish_processes(sim: Simulator) -> None:
    """Lay `/proc/PID/cmdline` of everything that runs in panes, as Linux shows it."""
    for pane in sim.mux.panes.values():
        for program in pane.programs:
            text = "".join(f"{word}\0" for word in program.argv)
            data = text.encode("utf-8", "surrogateescape")
            sim.files[f"/proc/{program.pid}/cmdline"] = data


def shell_ls(argv: list[str], disk: Disk) -> tuple[int, bytes, bytes]:
    """`ls -pa DIRECTORY | grep -v /`, as the shell of `io.popen` runs it.

    An unquoted path with a blank arrives as two, as it does in a shell.
    """
    words = argv[1 : argv.index("|")] if "|" in argv else argv[1:]
    names: list[str] = []
    for word in (word for word in words if not word.startswith("-")):
        if not disk.is_directory(word):
            return 2, b"", f"ls: cannot access '{word}'\n".encode()
        for name in sorted(disk.list(word)):
            is_directory = disk.is_directory(f"{word.rstrip('/')}/{name}")
            names.append(f"{name}/" if is_directory else name)
    if "|" in argv:
        names = [name for name in names if "/" not in name]
    return 0, "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"), b""


FIND: Final = re.compile(r'find "([^"]+)" -type f -name "\*\.json" -printf')


def shell(argv: list[str], disk: Disk) -> tuple[int, bytes, bytes]:
    """`sh -c 'find "DIRECTORY" -type f -name "*.json" -printf ...'`, as a peer lists its files."""
    found = FIND.match(argv[-1])
    if found is None:
        return 127, b"", b"sh: unknown command\n"
    lines = [
        f"{EPOCH_SECONDS} {path}\n"
        for path in sorted(disk.under(found.group(1)))
        if path.endswith(".json")
    ]
    return 0, "".join(lines).encode("utf-8", "surrogateescape"), b""


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
