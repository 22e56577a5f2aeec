"""Programs in panes: a shell, what it runs, and what the process table says about them.

In:    argument lists, typed lines, working directories.
Out:   foreground programs, exits, process information as WezTerm's API shows it.
Never: runs anything.

A shell here takes a line when it ends with a carriage return or a newline, splits it as a POSIX
shell splits plain words, and either does it at once (`cd`, `exit`, ...) or puts the program into
the foreground, where it stays until a test ends it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from generator.simulator.machine.files import Disk

SHELLS = frozenset(
    [
        "bash",
        "zsh",
        "fish",
        "sh",
        "dash",
        "ksh",
        "nu",
        "pwsh",
        "powershell",
        "cmd",
        "xonsh",
        "elvish",
        "tcsh",
        "csh",
        "ash",
    ]
)
"""Programs that read command lines here."""

QUICK = frozenset(
    [
        "true",
        "false",
        "echo",
        "ls",
        "pwd",
        "mkdir",
        "rm",
        "touch",
        "clear",
        "export",
        ":",
        "set",
        "unset",
        "alias",
        "test",
        "[",
    ]
)
"""Commands that are over as soon as they start."""

FIRST_PID = 4000
GUI_PID = 3900
"""Process id of WezTerm itself, the root of everything that runs in panes."""


@dataclass
class Program:
    """One running program."""

    argv: list[str]
    cwd: str
    pid: int
    executable: str

    @property
    def name(self) -> str:
        """Last component of the executable's path."""
        return self.executable.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def is_shell(self) -> bool:
        """Whether it reads command lines."""
        return self.name.lower().removesuffix(".exe").lstrip("-") in SHELLS


@dataclass
class Terminal:
    """What runs in one pane: the program it was started with, and those started from it."""

    root: Program
    foreground: list[Program] = field(default_factory=list)
    line: str = ""
    """Typed but not yet ended by a return."""

    @property
    def front(self) -> Program:
        """The program that reads the keyboard."""
        return self.foreground[-1] if self.foreground else self.root

    def all(self) -> Iterator[Program]:
        """From the root to the foreground."""
        yield self.root
        yield from self.foreground


class Processes:
    """Process ids, and where programs lie."""

    def __init__(self, disk: Disk, platform: str) -> None:
        self._disk = disk
        self._is_windows = platform == "windows"
        self._pids = count(FIRST_PID)

    def start(self, argv: list[str], cwd: str) -> Program:
        """A new program."""
        name = argv[0]
        if "/" in name or "\\" in name:
            executable = name
        elif self._is_windows:
            executable = f"C:\\Windows\\System32\\{name.removesuffix('.exe')}.exe"
        else:
            executable = f"/usr/bin/{name.lstrip('-')}"
        return Program(list(argv), cwd, next(self._pids), executable)

    def type(self, terminal: Terminal, text: str) -> list[str]:
        """Text from the keyboard; gives the lines that a shell took as commands.

        Afterwards `terminal.root` may have ended: then its pid is -1.
        """
        lines: list[str] = []
        for character in text:
            if terminal.root.pid < 0:
                break
            if character in "\r\n":
                line, terminal.line = terminal.line, ""
                if terminal.front.is_shell and line.strip():
                    lines.append(line)
                    self._run(terminal, line)
            elif character == "\x04" and not terminal.line:
                self.end_front(terminal)
            elif character == "\x03":
                terminal.line = ""
                if terminal.foreground and not terminal.front.is_shell:
                    self.end_front(terminal)
            elif character == "\x15":
                terminal.line = ""
            else:
                terminal.line += character
        return lines

    def end_front(self, terminal: Terminal) -> None:
        """The program in the foreground ends."""
        if terminal.foreground:
            terminal.foreground.pop()
        else:
            terminal.root.pid = -1

    def _run(self, terminal: Terminal, line: str) -> None:
        shell = terminal.front
        try:
            words = shlex.split(line)
        except ValueError:
            return
        if not words:
            return
        command = words[0]
        if command == "cd":
            self._change_directory(shell, words)
        elif command == "exit":
            self.end_front(terminal)
        elif command == "exec" and len(words) > 1:
            program = self.start(words[1:], shell.cwd)
            shell.argv, shell.executable = program.argv, program.executable
        elif command not in QUICK:
            terminal.foreground.append(self.start(words, shell.cwd))

    def _change_directory(self, shell: Program, words: list[str]) -> None:
        target = words[-1] if len(words) > 1 else "/"
        if not target.startswith("/") and not (self._is_windows and target[1:2] == ":"):
            target = f"{shell.cwd.rstrip('/')}/{target}"
        if self._disk.is_directory(target):
            parts = self._disk.parts(target)
            shell.cwd = "/".join(parts) if self._is_windows else "/" + "/".join(parts)


def information(chain: list[Program], parent_pid: int) -> dict[str, object]:
    """A chain of programs, each started by the one before, as `LocalProcessInfo`."""
    first, rest = chain[0], chain[1:]
    children: dict[int, object] = {}
    if rest:
        children[rest[0].pid] = information(rest, first.pid)
    return {
        "pid": first.pid,
        "ppid": parent_pid,
        "name": first.name,
        "executable": first.executable,
        "argv": list(first.argv),
        "cwd": first.cwd,
        "status": "Sleep" if rest else "Run",
        "start_time": first.pid * 10,
        "children": children,
    }
