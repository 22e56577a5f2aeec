r"""What a shell does with what is typed: lines, jobs, directories.

In:    text from the keyboard, as bytes a terminal gets: `\r` ends a line, `\x1a` is Ctrl-Z.
Out:   programs in front, behind, stopped or ended; the lines that were taken as commands.
Never: an answer on the screen; more of a shell's language than a user's hands need.

    vim x            in front            sleep 300 &      behind
    \x1a, fg, bg     stops and goes on   set +m           jobs stay in the shell's own group
    cat log | less   a pipeline          sh -c 'a; b'     runs `a`, and ends when a test says so
    bash ./job.sh    runs the first command of the file, if it is on the disk
    cd, exit, exec   what they say       true, ls, echo   are over at once
    for a in \        goes on in the line below
"""

from __future__ import annotations

import shlex

from generator.simulator.machine.files import Disk
from generator.simulator.machine.programs import Processes, Program, Terminal, script_of

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
        "unset",
        "alias",
        "test",
        "[",
    ]
)
"""Commands that are over as soon as they start."""

SCRIPT_MARKS = (";", "&&", "||", "\n")


class Shell:
    """The hands of all shells of one machine."""

    def __init__(self, processes: Processes, disk: Disk, platform: str) -> None:
        self._processes, self._disk = processes, disk
        self._is_windows = platform == "windows"

    def type(self, terminal: Terminal, text: str) -> list[str]:
        """Text from the keyboard; gives the lines that a shell took as commands."""
        lines: list[str] = []
        for character in text:
            if terminal.root.has_ended:
                break
            if character in "\r\n":
                self._end_line(terminal, lines)
            elif character == "\x04" and not terminal.line:
                terminal.end_reader()
            elif character == "\x1a":
                self.stop(terminal)
            elif character == "\x03":
                terminal.line, terminal.begun, terminal.screen.is_continued = "", "", False
                terminal.reader.is_working = False
                if terminal.foreground and not terminal.reader.is_shell:
                    terminal.end_reader()
            elif character == "\x15":
                terminal.line = ""
            else:
                terminal.line += character
        terminal.show_line()
        return lines

    def _end_line(self, terminal: Terminal, lines: list[str]) -> None:
        line, terminal.line = terminal.line, ""
        terminal.screen.end_line(line)
        is_continued = terminal.reader.is_shell and line.endswith("\\")
        terminal.screen.is_continued = is_continued
        if is_continued:
            terminal.begun += line[:-1]
            return
        line, terminal.begun = terminal.begun + line, ""
        if terminal.reader.is_shell and line.strip():
            lines.append(line)
            self._run(terminal, line)

    def stop(self, terminal: Terminal) -> None:
        """Ctrl-Z: what is in front stops, and stays a child of the shell that reads on."""
        if terminal.foreground:
            for each in terminal.foreground.pop().tree():
                each.status = "Stop"
            terminal.line = ""

    def run(
        self,
        terminal: Terminal,
        argv: list[str],
        *,
        group: int | None = None,
        is_behind: bool = False,
    ) -> Program:
        """The program that reads the keyboard starts another, in front of it or behind it."""
        starter = terminal.reader
        if group is None and not (starter.is_shell and starter.has_job_control):
            group = starter.group
        program = self._processes.start(argv, starter.cwd, starter, group=group)
        self._run_script(program)
        if not is_behind:
            terminal.foreground.append(program)
        terminal.show_line()
        return program

    def _run_script(self, program: Program) -> None:
        """A shell that was given a script runs its first command that lasts."""
        script = None if program.is_shell else script_of(program.image)
        if script is None or program.image.executable.rsplit("/", 1)[-1] not in ("bash", "sh"):
            return
        kind, text = script
        if kind == "file":
            path = text if text.startswith("/") else f"{program.cwd}/{text}"
            if not self._disk.is_file(path):
                return
            text = self._disk.read(path).decode("utf-8", "surrogateescape")
        for mark in SCRIPT_MARKS:
            text = text.replace(mark, "\0")
        commands = [part.strip() for part in text.split("\0") if part.strip(" \t#")]
        words = [shlex.split(part, comments=True) for part in commands]
        lasting = [each for each in words if each and each[0] not in QUICK]
        if kind == "command" and len(words) == 1 and lasting:
            # A single command takes its shell's place.
            program.image = self._processes.image(lasting[0])
        elif lasting:
            self._processes.start(lasting[0], program.cwd, program, group=program.group)

    def _run(self, terminal: Terminal, line: str) -> None:
        try:
            words = shlex.split(line)
        except ValueError:
            return
        shell = terminal.reader
        if not words:
            return
        if shell.is_client:
            shell.is_working = words[0] not in QUICK
        elif words[0] in ("fg", "bg"):
            self._go_on(terminal, shell, to_front=words[0] == "fg")
        elif words[0] == "set":
            shell.has_job_control = {"+m": False, "-m": True}.get(words[-1], shell.has_job_control)
        elif words[0] == "cd":
            self._change_directory(shell, words)
        elif words[0] == "exit":
            terminal.end_reader()
        elif words[0] == "exec" and len(words) > 1:
            shell.image, shell.is_default = self._processes.image(words[1:]), False
        elif words[-1] == "&":
            self.run(terminal, words[:-1], is_behind=True)
        else:
            self._run_pipeline(terminal, words)

    def _run_pipeline(self, terminal: Terminal, words: list[str]) -> None:
        parts: list[list[str]] = [[]]
        for word in words:
            if word == "|":
                parts.append([])
            else:
                parts[-1].append(word)
        lasting = [part for part in parts if part and part[0] not in QUICK]
        leader: int | None = None
        for number, part in enumerate(lasting, 1):
            started = self.run(terminal, part, group=leader, is_behind=number < len(lasting))
            leader = leader or started.group

    def _go_on(self, terminal: Terminal, shell: Program, *, to_front: bool) -> None:
        if shell.children:
            job = shell.children[-1]
            for each in job.tree():
                each.status = "Sleep"
            if to_front:
                terminal.foreground.append(job)

    def _change_directory(self, shell: Program, words: list[str]) -> None:
        target = words[-1] if len(words) > 1 else "/"
        if not target.startswith("/") and not (self._is_windows and target[1:2] == ":"):
            target = f"{shell.cwd.rstrip('/')}/{target}"
        if self._disk.is_directory(target):
            parts = self._disk.parts(target)
            shell.cwd = "/".join(parts) if self._is_windows else "/" + "/".join(parts)
