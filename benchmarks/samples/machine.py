"""A terminal with a subject installed, and the machine around it.

In:    a subject, a scenario, a size, what is counted.
Out:   a simulator that is not started yet; what the machine's shell and `/proc` answer.
Never: a machine that shows one subject what it does not show the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from benchmarks.samples.costs import Prices
from benchmarks.scenario.scenario import Scenario
from benchmarks.scenario.workloads import Size
from benchmarks.subject.subject import Subject
from generator.simulator import Disk, Simulator
from generator.simulator.machine.clock import EPOCH_SECONDS

INSTRUCTION_BUDGET: Final = 500_000_000
"""A subject that runs longer without a break hangs."""


SHELL_EXIT_MS: Final = 10.0
"""From typing `exit` to the end of the shell; virtual milliseconds."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is the same for all operations of a story."""

    metered: bool = True
    """Count Lua instructions and bytes of subjects that run their own code."""
    price_factor: float = 1.0
    """All costs times this."""
    instruction_budget: int = INSTRUCTION_BUDGET


def open_terminal(
    subject: Subject, scenario: Scenario, size: Size, conditions: Conditions
) -> Simulator:
    """A machine with the subject installed; not started yet."""
    sim = Simulator(
        None,
        files=subject.files(),
        config=subject.config(),
        cols=size[0],
        rows=size[1],
        processes=scenario.processes,
        costs=Prices(conditions.price_factor),
        meter=conditions.metered and subject.info.runs_own_code,
        instruction_budget=conditions.instruction_budget,
        shell_exit_ms=SHELL_EXIT_MS,
    )
    sim.commands.update(ls=shell_ls, sh=shell)
    return sim


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
