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


def _failed(error: DiskError) -> Result:
    return 1, b"", f"{error.path}: {error.strerror}\n".encode("utf-8", "surrogateescape")


def make_directories(argv: list[str], disk: Disk) -> Result:
    """`mkdir [-p] [--] DIRECTORY...`."""
    with_parents = False
    for word in argv[1:]:
        if word in ("-p", "--parents"):
            with_parents = True
        elif word not in ("--", "-m", "700", "-m700"):
            if not with_parents and (disk.is_directory(word) or disk.is_file(word)):
                return 1, b"", f"mkdir: {word}: File exists\n".encode()
            try:
                disk.make_directory(word)
            except DiskError as error:
                return _failed(error)
    return 0, b"", b""


def test(argv: list[str], disk: Disk) -> Result:
    """`test -d|-f|-e PATH`."""
    kind, path = argv[1], argv[2]
    is_directory, is_file = disk.is_directory(path), disk.is_file(path)
    found = {"-d": is_directory, "-f": is_file, "-e": is_directory or is_file}.get(kind, False)
    return (0 if found else 1), b"", b""


def list_directory(argv: list[str], disk: Disk) -> Result:
    """`ls [-1A] DIRECTORY`."""
    paths = [word for word in argv[1:] if not word.startswith("-")] or ["."]
    try:
        names = sorted(disk.list(paths[0]))
    except DiskError as error:
        return _failed(error)
    return 0, "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"), b""


def remove(argv: list[str], disk: Disk) -> Result:
    """`rm [-f] FILE...`."""
    for word in argv[1:]:
        if not word.startswith("-"):
            try:
                disk.remove(word)
            except DiskError as error:
                return _failed(error)
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
