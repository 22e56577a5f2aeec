"""Whoever is measured: what a user does with it, and how the report introduces it.

In:    the hands of a user, a session's name.
Out:   files for the simulated disk, a configuration, keys that are pressed.
Never: patches anything; pickers are answered by the terminal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from benchmarks.scenario.workloads import Size, Workload
from generator.simulator import Simulator


class SubjectError(Exception):
    """A subject that can't be measured, and why."""


@dataclass(frozen=True, slots=True)
class SubjectInfo:
    """One subject as the report introduces it."""

    name: str
    sentence: str
    runs_own_code: bool
    """Only then are instructions, bytes and size its own."""
    digest: str = ""
    """Of the files that were run."""
    commit: str = ""


class Subject(Protocol):
    """Something that saves and loads."""

    @property
    def info(self) -> SubjectInfo:
        """For the report."""

    @property
    def saves(self) -> bool:
        """False for the floor, which only restores."""

    @property
    def restores_in_place(self) -> bool:
        """Whether it restores into the window at hand."""

    def files(self) -> dict[str, bytes]:
        """What is on the disk before WezTerm starts: path -> bytes."""

    def config(self) -> str:
        """The text of `wezterm.lua`."""

    def plugin_bytes(self) -> int | None:
        """Size of its own Lua files."""

    def prepare(self, workload: Workload, workspace: str, size: Size) -> None:
        """Told before a load what will be wanted (the floor has no files to read it from)."""

    def save(self, sim: Simulator) -> None:
        """The user saves the active workspace."""

    def pick(self, sim: Simulator) -> None:
        """The user opens the picker."""

    def choose(self, sim: Simulator, workspace: str) -> None:
        """The user takes a session from the picker."""

    def restore(self, sim: Simulator) -> None:
        """The user restores the active workspace into the window at hand."""

    def shown_name(self, label: str, identity: str | None) -> str:
        """The session's name in an entry of the picker, as the user reads it."""
