r"""Child processes that the simulated machine knows: enough for `mkdir -p` and its like.

In:    an argument list and the disk.
Out:   exit status, standard output, standard error.
Never: a shell. A test adds its own: `sim.commands["git"] = lambda argv, disk: (0, b"main\n", b"")`.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.simulator.machine.files import Disk, DiskError

Result = tuple[int, bytes, bytes]
Command = Callable[[list[str], Disk], Result]


def _telling(command: Command) -> Command:
    """Have a command say what the disk refuses, and fail."""

    def run(argv: list[str], disk: Disk) -> Result:
        try:
            return command(argv, disk)
        except DiskError as error:
            return 1, b"", f"{error.path}: {error.strerror}\n".encode("utf-8", "surrogateescape")

    return run


@_telling
def make_directories(argv: list[str], disk: Disk) -> Result:
    """`mkdir [-p] [--] DIRECTORY...`."""
    with_parents = False
    for word in argv[1:]:
        if word in ("-p", "--parents"):
            with_parents = True
        elif word not in ("--", "-m", "700", "-m700"):
            if not with_parents and (disk.is_directory(word) or disk.is_file(word)):
                return 1, b"", f"mkdir: {word}: File exists\n".encode()
            disk.make_directory(word)
    return 0, b"", b""


def test(argv: list[str], disk: Disk) -> Result:
    """`test -d|-f|-e PATH`."""
    kind, path = argv[1], argv[2]
    is_directory, is_file = disk.is_directory(path), disk.is_file(path)
    found = {"-d": is_directory, "-f": is_file, "-e": is_directory or is_file}.get(kind, False)
    return (0 if found else 1), b"", b""


@_telling
def list_directory(argv: list[str], disk: Disk) -> Result:
    """`ls [-1A] DIRECTORY`."""
    paths = [word for word in argv[1:] if not word.startswith("-")] or ["."]
    names = sorted(disk.list(paths[0]))
    return 0, "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"), b""


@_telling
def remove(argv: list[str], disk: Disk) -> Result:
    """`rm [-f] FILE...`."""
    for word in argv[1:]:
        if not word.startswith("-"):
            disk.remove(word)
    return 0, b"", b""


def command_processor(argv: list[str], disk: Disk) -> Result:
    """`cmd.exe /c mkdir DIRECTORY` (which makes parents by itself)."""
    words = [word.strip('"') for word in argv[1:] if word.lower() not in ("/c", "/d", "/s")]
    if words and words[0].lower().startswith("mkdir "):
        words = ["mkdir", words[0][6:].strip().strip('"')]
    if words and words[0].lower() in ("mkdir", "md"):
        if all(disk.is_directory(word) for word in words[1:]):
            return 1, b"", b"A subdirectory or file already exists.\r\n"
        return make_directories(["mkdir", "-p", *words[1:]], disk)
    return 1, b"", b"The system cannot find the file specified.\r\n"


def default_commands() -> dict[str, Command]:
    """By the name under which they are started, `.exe` left out."""
    return {
        "mkdir": make_directories,
        "/bin/mkdir": make_directories,
        "/usr/bin/mkdir": make_directories,
        "test": test,
        "ls": list_directory,
        "rm": remove,
        "true": lambda _argv, _disk: (0, b"", b""),
        "/bin/true": lambda _argv, _disk: (0, b"", b""),
        "false": lambda _argv, _disk: (1, b"", b""),
        "cmd": command_processor,
    }
