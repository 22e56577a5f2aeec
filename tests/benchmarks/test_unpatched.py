"""Nothing is patched: the bench changes no part of the simulated terminal that it measures in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from benchmarks.samples.machine import SHELL_EXIT_MS
from generator.simulator import Simulator

BENCH: Final = Path(__file__).parents[2] / "benchmarks"
FILES: Final = sorted(BENCH.rglob("*.py"))
PARTS: Final = ("VERBS", "listeners", "verb", "patch")
"""What answers host calls, what hears of changes, and how either would be replaced."""


def names_in(node: ast.AST) -> set[str]:
    """Return every name and attribute in a piece of code."""
    found = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return found | {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}


def patches(source: str) -> Iterator[str]:
    """Yield the lines that replace a part of the simulator."""
    for node in ast.walk(ast.parse(source)):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator"):
            if {one.name for one in node.names} & {"VERBS", "verb"}:
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("setattr", "delattr"):
            yield ast.unparse(node)
        for target in targets:
            if not isinstance(target, ast.Attribute | ast.Subscript):
                continue
            is_part = names_in(target) & set(PARTS)
            is_attribute_of_it = isinstance(target, ast.Attribute) and "sim" in names_in(
                target.value
            )
            if is_part or is_attribute_of_it:
                yield ast.unparse(node)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_bench_assigns_nothing_into_the_simulator(path: Path) -> None:
    """No answer to a host call is replaced, no listener, no attribute of the machine."""
    found = list(patches(path.read_text(encoding="utf-8")))

    assert [] == found


@pytest.mark.parametrize(
    "line",
    [
        "VERBS['File:read'] = counted",
        "mux.listeners[:] = [slowed(one) for one in mux.listeners]",
        "registry.VERBS |= {'x': y}",
        "from generator.simulator.verbs.registry import VERBS",
        "sim.world.loop.step = counted",
        "setattr(sim, 'press', other)",
    ],
)
def test_a_patch_is_found(line: str) -> None:
    """Each way in which it was done, or could be."""
    assert 1 == len(list(patches(line)))


def test_a_shell_takes_the_time_to_end_that_the_setting_gives() -> None:
    """`exit` is typed; its pane is there until that much virtual time has gone by."""
    sim = Simulator(None, config="return {}", shell_exit_ms=SHELL_EXIT_MS).start()
    pane = sim.split()
    sim.type("exit\r", pane)

    sim.run(SHELL_EXIT_MS - 1)
    before = len(sim.tab().panes)
    sim.run(2)
    after = len(sim.tab().panes)

    assert (2, 1) == (before, after)
