"""What a new pane starts: which program, in which directory, with which prompt.

In:    a domain, a command, the configuration.
Out:   the pane's `Terminal`, its root a child of WezTerm's own process.
Never: a pane (that is `Mux`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from generator.simulator.machine.domains import Domain
from generator.simulator.machine.files import Disk
from generator.simulator.machine.programs import Processes, Program, Terminal
from generator.simulator.machine.screen import Screen
from generator.simulator.machine.settings import Settings


@dataclass(frozen=True)
class Command:
    """What to start: `argv` None = the default program; `args_given` marks a builder (1.3)."""

    argv: list[str] | None = None
    cwd: str | None = None
    env: Mapping[str, str] | None = None


@dataclass
class Starter:
    """Starts the programs of one WezTerm's panes."""

    disk: Disk
    processes: Processes
    settings: Settings
    own: Program
    """WezTerm's own process."""

    def start(self, domain: Domain, command: Command, config: Mapping[str, object]) -> Terminal:
        """Start what a new pane runs."""
        settings = self.settings
        argv, is_default = command.argv, command.argv is None
        if argv is None:
            argv = cast("list[str] | None", config.get("default_prog"))
        # An empty list is a builder without a program: the login shell, whatever default_prog says.
        is_login = not argv
        argv = argv or [settings.environment.get("SHELL") or "/bin/bash"]
        cwd = command.cwd
        if domain.kind in ("local", "exec"):
            if cwd is None:
                cwd = cast("str | None", config.get("default_cwd")) or settings.home
            if not self.disk.is_listable(cwd):
                cwd = settings.home
        is_here = domain.has_process_information
        root = self.processes.start(
            argv,
            self._tidy(cwd or settings.home),
            self.own if is_here else None,
            is_login=is_login,
            exec_ms=settings.exec_ms,
        )
        root.is_default = is_default or is_login
        screen = Screen(
            settings.prompt,
            right_prompt=settings.right_prompt,
            is_marked=settings.shell_integration,
        )
        terminal = Terminal(root, screen, settings.platform == "windows")
        terminal.show_line()
        return terminal

    def _tidy(self, path: str) -> str:
        """The directory as the system tells it later: without what a URL has put at its end."""
        return path if self.settings.platform == "windows" else path.rstrip("/") or "/"
