"""Programs of the machine: the tree of processes, and what runs in each pane.

In:    argument lists, the disk on which they lie.
Out:   processes below the terminal that started them; what the process table tells about each.
Never: runs anything; knows what a line of a shell means (that is shell.py).

A process belongs to a group, and one group of each pane has the keyboard. WezTerm asks who leads
that group: a job that a shell started has a group of its own; what runs in the group of its shell
(after `set +m`, or started by a script) is not seen; a group whose leader has ended has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from generator.simulator.machine.clock import Clock
from generator.simulator.machine.files import Disk
from generator.simulator.machine.screen import Screen

Status = Literal["Sleep", "Stop"]

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
"""Programs that read command lines here, when they are given none."""

FULL_SCREEN = frozenset(["vim", "nvim", "vi", "less", "man", "top", "htop", "nano", "tmux", "k9s"])
"""Programs that draw on the alternate screen."""

FIRST_PID = 3900
"""Process id of the first WezTerm: the numbers go on from there."""

DELETED = " (deleted)"
"""What Linux puts behind the path of a file or directory that is no longer there."""

BOOTED_MS = 600_000
"""So long the machine runs when the clock begins."""

MEMORY_BYTES = 1_183_178_752
"""A process's size in memory, for who asks for something else."""

COMM_BYTES = 15
"""Linux keeps so much of a process's name."""

CLIENTS = frozenset(["docker", "flatpak-spawn", "mosh-client", "podman", "ssh", "wsl", "wslhost"])
"""Programs that show what a shell does somewhere else."""


@dataclass(frozen=True)
class Image:
    """What a process runs: its file, its arguments, its short name."""

    executable: str
    argv: list[str]
    comm: str


@dataclass(eq=False)
class Program:
    """One process."""

    pid: int
    image: Image
    cwd: str
    parent: Program | None = None
    group: int = 0
    """Process id of its group's leader."""
    children: list[Program] = field(default_factory=list)
    status: Status = "Sleep"
    has_ended: bool = False
    has_job_control: bool = True
    """Of a shell: whether what it starts gets a group of its own (`set -m`)."""
    is_default: bool = False
    """What the terminal starts in a pane by itself, whatever its name: reads command lines."""
    is_working: bool = False
    """Of a client: a command runs where it leads to, which no process tells here."""
    is_foreign: bool = False
    """Another user's: the system tells neither its file nor its directory."""
    full_screen: bool | None = None
    """Whether it draws on the alternate screen; None: as its name says."""
    started_ms: float = 0.0
    """Since the machine was started."""
    born: Image | None = None
    """What it is until it has called exec: a copy of whoever started it."""
    exec_at_ms: float = 0.0
    clock: Clock | None = None

    @property
    def shown(self) -> Image:
        """What the process table tells now."""
        if self.born is not None and self.clock is not None:
            if self.clock.now_ms < self.exec_at_ms:
                return self.born
            self.born = None
        if self.is_foreign:
            return Image("", self.image.argv, self.image.comm)
        return self.image

    @property
    def argv(self) -> list[str]:
        """Its arguments."""
        return self.shown.argv

    @property
    def executable(self) -> str:
        """Path of its file."""
        return self.shown.executable

    @property
    def name(self) -> str:
        """Last component of the executable's path."""
        return basename(self.executable)

    @property
    def is_shell(self) -> bool:
        """Whether it reads command lines: a shell that was given neither a script nor a command."""
        names = {plain(self.image.executable), plain(self.image.comm)}
        return self.is_default or (bool(names & SHELLS) and _is_interactive(self.image))

    @property
    def is_client(self) -> bool:
        """Whether what is typed is done somewhere else."""
        return plain(self.image.executable) in CLIENTS

    @property
    def is_full_screen(self) -> bool:
        """Whether it draws on the alternate screen."""
        if self.full_screen is not None:
            return self.full_screen
        return plain(self.image.executable) in FULL_SCREEN

    def tree(self) -> Iterator[Program]:
        """Itself and all below it."""
        yield self
        for child in self.children:
            yield from child.tree()

    def end(self) -> None:
        """It ends, and what it had started loses its parent."""
        self.has_ended = True
        if self.parent is not None and self in self.parent.children:
            self.parent.children.remove(self)


def basename(path: str) -> str:
    """Last component of a path, of either kind."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def plain(name: str) -> str:
    """A program's name without path, `.exe`, a login shell's dash, and Linux's suffix."""
    return basename(name).lower().removesuffix(DELETED).removesuffix(".exe").lstrip("-")


def script_of(image: Image) -> tuple[str, str] | None:
    """What a shell was told to run: ("command", text) or ("file", path); None for neither."""
    words = iter(image.argv[1:])
    for word in words:
        if word in ("--rcfile", "--init-file", "-O", "-o", "--config", "--env-config"):
            next(words, None)
        elif word.startswith("-") and not word.startswith("--") and "c" in word[1:]:
            return "command", next(words, "")
        elif word in ("-i", "--interactive", "-s"):
            return None
        elif not word.startswith(("-", "+", "/c", "/k")):
            return "file", word
    return None


def _is_interactive(image: Image) -> bool:
    # An interpreter runs its shell as a script: `python3.11 /usr/bin/xonsh`.
    interprets = plain(image.executable) not in SHELLS
    return interprets or script_of(image) is None


@dataclass(eq=False)
class Terminal:
    """What runs in one pane: the program it was started with, and all that came of it."""

    root: Program
    screen: Screen
    is_windows: bool = False
    foreground: list[Program] = field(default_factory=list)
    """Started one from the other, the first from the root: the last reads the keyboard."""
    line: str = ""
    """Typed but not yet ended by a return."""
    begun: str = ""
    """Lines above it that it goes on from."""

    @property
    def reader(self) -> Program:
        """The program that reads the keyboard."""
        return self.foreground[-1] if self.foreground else self.root

    @property
    def front(self) -> Program | None:
        """The program that WezTerm sees in front: the leader of the group that has the keyboard.

        None when it has ended. Windows has no such groups: there it is the youngest process.
        """
        if self.is_windows:
            return max(self.root.tree(), key=lambda program: program.pid)
        group = self.reader.group
        return next((each for each in self.root.tree() if each.pid == group), None)

    @property
    def is_alternate(self) -> bool:
        """Whether the alternate screen is shown."""
        return any(program.is_full_screen for program in self.all())

    def all(self) -> Iterator[Program]:
        """From the root to the program that reads the keyboard."""
        yield self.root
        yield from self.foreground

    def show_line(self) -> None:
        """Draw the prompt, if a shell waits at one, and what is typed behind it."""
        self.screen.prompt_is_shown = self.reader.is_shell and not self.reader.is_working
        self.screen.line = self.line

    def end_reader(self) -> None:
        """The program that reads the keyboard ends; whoever started it reads on."""
        self.reader.end()
        if self.foreground:
            self.foreground.pop()
        self.show_line()


class Processes:
    """The machine's process table: every WezTerm on it, and all that they have started."""

    def __init__(self, disk: Disk, platform: str, clock: Clock) -> None:
        self.clock = clock
        self.terminals: list[Program] = []
        """One process for each WezTerm that lives."""
        self._disk = disk
        self._is_windows = platform == "windows"
        self._pids = count(FIRST_PID)
        if platform == "linux":
            disk.on_change.append(self._changed)

    def start_terminal(self, executable: str, argv: list[str], cwd: str) -> Program:
        """A WezTerm starts: its panes' programs will be below it."""
        image = Image(executable, argv, basename(executable)[:COMM_BYTES])
        pid = next(self._pids)
        program = Program(pid, image, cwd, group=pid, started_ms=self.clock.now_ms)
        self.terminals.append(program)
        return program

    def end_terminal(self, program: Program) -> None:
        """A WezTerm ends, or is killed: its panes' programs end with it."""
        if program in self.terminals:
            self.terminals.remove(program)
        for each in program.tree():
            each.has_ended = True
        program.children.clear()

    def find(self, pid: int) -> Program | None:
        """A living process by id."""
        return next(
            (each for root in self.terminals for each in root.tree() if each.pid == pid), None
        )

    def start(
        self,
        argv: list[str],
        cwd: str,
        parent: Program | None = None,
        *,
        group: int | None = None,
        is_login: bool = False,
        exec_ms: float = 0.0,
    ) -> Program:
        """A new process.

        Args:
            argv: what it runs; a script with a shebang becomes its interpreter and the script.
            cwd: its directory.
            parent: who started it; None: nobody that is seen here.
            group: of another process; None: a group of its own.
            is_login: a shell started as a login shell calls itself `-bash`.
            exec_ms: so long it is still a copy of its parent.
        """
        pid = next(self._pids)
        program = Program(pid, self.image(argv), cwd, parent, pid if group is None else group)
        program.started_ms = self.clock.now_ms
        if is_login and not self._is_windows:
            file = program.image.executable
            program.image = Image(file, [f"-{basename(file)}"], program.image.comm)
        if exec_ms > 0 and parent is not None:
            program.born, program.clock = parent.image, self.clock
            program.exec_at_ms = self.clock.now_ms + exec_ms
        if parent is not None:
            parent.children.append(program)
        return program

    def image(self, argv: list[str]) -> Image:
        """What a process runs after exec of this argument list."""
        file = self._file_of(argv[0])
        comm = basename(file)[:COMM_BYTES]
        first = self._disk.read(file).split(b"\n", 1)[0] if self._disk.is_file(file) else b""
        if not first.startswith(b"#!"):
            return Image(file, list(argv), comm)
        words = first[2:].decode("utf-8", "surrogateescape").split(maxsplit=1)
        if basename(words[0]) == "env" and len(words) > 1:
            # `env` runs the interpreter itself, under that name.
            interpreter = words[1].split()
            file_of_it = self._file_of(interpreter[0])
            return Image(file_of_it, [*interpreter, file, *argv[1:]], basename(file_of_it))
        return Image(words[0], [*words, file, *argv[1:]], comm)

    def _file_of(self, name: str) -> str:
        if "/" in name or "\\" in name:
            return name
        if self._is_windows:
            return f"C:\\Windows\\System32\\{name.removesuffix('.exe')}.exe"
        return f"/usr/bin/{name.lstrip('-')}"

    def replace_file(self, name: str) -> None:
        """A program is replaced on disk, as an upgrade does: what runs it runs a deleted file."""
        for root in self.terminals:
            for each in root.tree():
                file = each.image.executable
                if name in (file, basename(file)):
                    each.image = Image(file + DELETED, each.image.argv, each.image.comm)

    def _changed(self, path: str) -> None:
        """A directory removed from under a program is told as deleted, also when made again."""
        if self._disk.is_file(path) or self._disk.is_directory(path):
            return
        gone = self._disk.parts(path)
        for root in self.terminals:
            for each in root.tree():
                if self._disk.parts(each.cwd) == gone:
                    each.cwd += DELETED


def information(
    program: Program, *, with_children: bool = True, ticks_a_second: int | None = 100
) -> dict[str, object]:
    """A process and all below it, as WezTerm's `LocalProcessInfo`.

    Its `start_time` is in clock ticks on Linux, in seconds on macOS, in 100 ns on Windows. Release
    20240203 reads the wrong field on Linux: the size in memory.
    """
    image = program.shown
    children = program.children if with_children else []
    return {
        "pid": program.pid,
        "ppid": program.parent.pid if program.parent else 1,
        "name": image.comm,
        "executable": image.executable,
        "argv": list(image.argv),
        "cwd": "" if program.is_foreign else program.cwd,
        "status": program.status,
        "start_time": int((BOOTED_MS + program.started_ms) * ticks_a_second / 1000)
        if ticks_a_second
        else MEMORY_BYTES,
        "children": {
            child.pid: information(child, ticks_a_second=ticks_a_second) for child in children
        },
    }
