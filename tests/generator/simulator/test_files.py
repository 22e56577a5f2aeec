"""The simulated disk through Lua's `io` and `os`, and what a crash leaves of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import Crashed, Disk, DiskError, LuaFailure, Simulator

Make = Callable[..., Simulator]

WRITE = """
local file = assert(io.open(%r, %r))
assert(file:write(...))
return file:close()
"""


def test_write_and_read(sim: Simulator) -> None:
    """What is written is on the disk, and read back in every way."""
    sim.lua(WRITE % ("/disk/f", "w"), "one\n2.5 0x10\nlast")
    code = """
    local file = io.open("/disk/f")
    local line, a, b = file:read("l", "n", "n")
    local rest = file:read("a")
    return line, a, b, rest, file:read("a"), file:read("l"), file:seek("set", 1), file:read(2)
    """

    assert b"one\n2.5 0x10\nlast" == sim.files["/disk/f"]
    assert ("one", 2.5, 16, "\nlast", "", None, 1, "ne") == sim.lua(code)


def test_all_bytes_on_the_disk(sim: Simulator) -> None:
    """Binary data comes through."""
    data = bytes(range(256))

    sim.lua(WRITE % ("/disk/f", "wb"), data.decode("utf-8", "surrogateescape"))

    assert sim.files["/disk/f"] == data
    assert 256 == sim.lua("return #io.open('/disk/f', 'rb'):read('a')")


def test_append_and_update(sim: Simulator) -> None:
    """`a` adds at the end, `r+` writes over."""
    sim.files["/disk/f"] = b"abc"
    sim.lua(WRITE % ("/disk/f", "a"), "d")
    sim.lua(WRITE % ("/disk/f", "r+"), "X")

    assert b"Xbcd" == sim.files["/disk/f"]


def test_lines(sim: Simulator) -> None:
    """`io.lines` gives each line without its end."""
    sim.files["/disk/f"] = b"a\n\nb"
    code = "local t = {} for line in io.lines('/disk/f') do t[#t + 1] = line end return t"

    assert ["a", "", "b"] == sim.lua(code)


@pytest.mark.parametrize(
    ("path", "mode", "message", "number"),
    [
        ("/none", "r", "/none: No such file or directory", 2),
        ("/none/f", "w", "/none/f: No such file or directory", 2),
        ("/disk", "w", "/disk: Is a directory", 21),
        ("/disk/f/g", "w", "/disk/f/g: Not a directory", 20),
        ("/disk/" + "x" * 300, "w", "/disk/" + "x" * 300 + ": File name too long", 36),
    ],
)
def test_open_fails(sim: Simulator, path: str, mode: str, message: str, number: int) -> None:
    """`io.open` gives nil, C's text and C's number."""
    sim.files["/disk/f"] = b""

    assert (None, message, number) == sim.lua("return io.open(...)", path, mode)


def test_a_directory_opens_but_does_not_read(sim: Simulator) -> None:
    """On Linux a directory can be opened, also as "DIR/."; reading it fails."""
    code = "local f = io.open(...) return io.type(f), f:read('a')"

    assert ("file", None, "Is a directory", 21) == sim.lua(code, "/disk/.")
    assert ("file", None, "Is a directory", 21) == sim.lua(code, "/disk")


def test_a_closed_file_raises(sim: Simulator) -> None:
    """Using a closed file is an error, and `io.type` says so."""
    code = "local f = io.open('/disk/f', 'w') f:close() return io.type(f), f:write('x')"

    with pytest.raises(LuaFailure, match="closed file"):
        sim.lua(code)


def test_write_in_the_wrong_mode(sim: Simulator) -> None:
    """Writing to a file opened for reading gives nil and a reason."""
    sim.files["/disk/f"] = b""

    assert "Bad file descriptor" == sim.lua("return io.open('/disk/f'):write('x')")[1]


def test_rename_replaces_on_unix_only(terminal: Make) -> None:
    """C's rename is atomic and replaces on Linux, and refuses on Windows."""
    code = "return os.rename(...)"
    linux, windows = terminal(), terminal(platform="windows")
    for sim, home in ((linux, "/home/user"), (windows, "C:\\Users\\user")):
        sim.files[f"{home}/a"], sim.files[f"{home}/b"] = b"a", b"b"

    assert linux.lua(code, "/home/user/a", "/home/user/b") is True
    assert b"a" == linux.files["/home/user/b"]
    assert windows.lua(code, "C:\\Users\\user\\a", "C:\\Users\\user\\b")[0] is None
    assert b"b" == windows.files["C:\\Users\\user\\b"]


def test_remove(sim: Simulator) -> None:
    """Files and empty directories go; others give a reason."""
    sim.files["/disk/d/f"] = b""
    code = "return os.remove(...)"

    assert 39 == sim.lua(code, "/disk/d")[2]
    assert sim.lua(code, "/disk/d/f") is True
    assert sim.lua(code, "/disk/d") is True
    assert 2 == sim.lua(code, "/disk/d")[2]


def test_case_blind_disks(terminal: Make) -> None:
    """On macOS and Windows `A` and `a` are one file."""
    sim = terminal(platform="macos")
    sim.files["/disk/A"] = b"1"

    assert "1" == sim.lua("return io.open('/disk/a'):read('a')")
    assert ["/disk/A"] == list(sim.files.under("/disk"))


def test_full_disk(sim: Simulator) -> None:
    """A full disk is noticed when the buffer is flushed, often only at `close`."""
    sim.files.free_bytes = 5
    code = """
    local f = io.open("/disk/f", "w")
    local written = f:write("1234567890")
    return written ~= nil, f:close()
    """

    assert (True, None, "No space left on device", 28) == sim.lua(code)
    assert b"12345" == sim.files["/disk/f"]


def test_rights(sim: Simulator) -> None:
    """Files and directories may refuse to be read or written."""
    sim.files["/disk/f"] = b"x"
    sim.files.set_mode("/disk/f", readable=False)
    sim.files.make_directory("/locked")
    sim.files.set_mode("/locked", writable=False)

    assert "/disk/f: Permission denied" == sim.lua("return io.open('/disk/f')")[1]
    assert "/locked/f: Permission denied" == sim.lua("return io.open('/locked/f', 'w')")[1]


def test_read_dir(sim: Simulator) -> None:
    """`read_dir` joins the path as given with each name, in no order, and raises without one."""
    sim.files["/disk/d/a"] = sim.files["/disk/d/b"] = b""

    assert ["/disk/d/a", "/disk/d/b"] == sorted(sim.lua("return wezterm.read_dir('/disk/d/')"))
    with pytest.raises(LuaFailure, match="os error 2"):
        sim.lua("wezterm.read_dir('/none')")


def test_read_dir_of_nothing_has_a_number_of_its_own_on_windows() -> None:
    """`ERROR_PATH_NOT_FOUND`."""
    sim = Simulator(platform="windows").start()
    with pytest.raises(LuaFailure, match="os error 3"):
        sim.lua("wezterm.read_dir('C:/none')")


def test_child_processes(sim: Simulator) -> None:
    """`mkdir -p` makes directories; an unknown program raises; tests add their own."""
    sim.commands["git"] = lambda argv, _disk: (1, argv[1].encode(), b"no")
    code = "return wezterm.run_child_process(...)"

    assert (True, "", "") == sim.lua(code, ["mkdir", "-p", "/disk/x/y"])
    assert sim.files.is_directory("/disk/x/y")
    assert (False, "status", "no") == sim.lua(code, ["git", "status"])
    with pytest.raises(LuaFailure, match="os error 2"):
        sim.lua(code, ["nothing"])
    assert ["nothing"] == sim.children[-1]


def test_environment_and_time(terminal: Make) -> None:
    """`os.getenv` knows the machine's variables only; `os.time` is virtual."""
    sim = terminal(env={"EDITOR": "vi", "USER": ""})
    before = sim.lua("return os.time()")
    sim.run(5000)

    assert (
        "vi",
        "/home/user",
        None,
    ) == sim.lua("return os.getenv('EDITOR'), os.getenv('HOME'), os.getenv('USER')")
    assert 5 == sim.lua("return os.time()") - before
    assert "1970-01-01" == sim.lua("return os.date('!%Y-%m-%d', 0)")


def test_os_exit_ends_everything(sim: Simulator) -> None:
    """It kills the whole terminal."""
    sim.start_lua("os.exit(1)")
    sim.run()

    assert not sim.running


# Crashes.

SAVE = """
local f = io.open("/disk/new", "w")
f:write("new")
f:close()
os.rename("/disk/new", "/disk/f")
"""


@pytest.mark.parametrize(
    ("k", "when", "lost", "expected"),
    [
        (1, "before", "nothing", b"old"),
        (3, "after", "nothing", b"old"),
        (4, "before", "nothing", b"old"),
        (4, "after", "nothing", b"new"),
        (4, "after", "unsynced", b""),
        (4, "after", "torn", b"ne"),
    ],
)
def test_crash_points(sim: Simulator, k: int, when: str, lost: str, expected: bytes) -> None:
    """The process stops at a file operation; what wasn't synced may be lost, its name not."""
    sim.files["/disk/f"] = b"old"
    sim.faults.crash_at(k, when)  # type: ignore[arg-type]

    with pytest.raises(Crashed):
        sim.lua(SAVE)
    sim.restart(lost=lost, torn_bytes=2)  # type: ignore[arg-type]

    assert expected == sim.files["/disk/f"]


def test_buffered_data_dies_with_the_process(sim: Simulator) -> None:
    """What was written but neither flushed nor closed never reaches the disk."""
    sim.faults.crash_at(2, "after")

    with pytest.raises(Crashed):
        sim.lua(SAVE)
    sim.restart()

    assert b"" == sim.files["/disk/new"]


def test_a_crash_cannot_be_caught(sim: Simulator) -> None:
    """Lua's pcall does not keep the process alive."""
    sim.faults.crash_at(1)

    with pytest.raises(Crashed):
        sim.lua("pcall(io.open, '/disk/f', 'w') print('still here')")

    assert [] == sim.logs


# The disk by itself.


def test_disk_is_a_mapping() -> None:
    """Paths to bytes, parents made as needed, sorted below a directory."""
    disk = Disk()
    disk["/a/b/c"] = b"1"
    disk["/a/z"] = b"2"

    assert {"/a/b/c": b"1", "/a/z": b"2"} == dict(disk)
    assert ["/a/b/c", "/a/z"] == list(disk.under("/a"))
    assert (False, True, 2) == ("/a/b" in disk, disk.is_directory("/a/b"), len(disk))
    assert b"2" == disk["/a/./b/../z"]

    del disk["/a/z"]

    assert ["/a/b/c"] == list(disk)


def test_disk_refuses_a_file_as_directory() -> None:
    """A file in the way is an error with C's number."""
    disk = Disk()
    disk["/a"] = b""

    with pytest.raises(DiskError) as caught:
        disk["/a/b"] = b""

    assert 20 == caught.value.number


def test_a_text_that_was_compiled_before_is_loaded_as_if_it_were_not(sim: Simulator) -> None:
    """Another function each time, with variables and an environment of its own; `nil` is one."""
    code = """
    local text = ("\\n"):rep(600) .. "local n = 0 return function() n = n + 1 return x, n end"
    local one = load(text, "@room", "t", { x = "one" })()
    local two = load(text, "@room", "t", { x = "two" })()
    one()
    local a, b = { one() }, { two() }
    return a, b, select(2, pcall(load(text, "@room", "t", nil)()))
    """

    assert (
        ["one", 2],
        ["two", 1],
        "room:601: attempt to index a nil value (upvalue '_ENV')",
    ) == sim.lua(code)


def test_a_text_that_is_no_lua_is_refused_each_time(sim: Simulator) -> None:
    """With its chunk's name and the line."""
    code = """
    local text = ("\\n"):rep(600) .. "= 1"
    return select(2, load(text, "@room", "t")), select(2, load(text, "@room", "t"))
    """

    assert ("room:601: unexpected symbol near '='",) * 2 == sim.lua(code)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("C:\\Users\\user", 13),
        ("C:\\Users\\user\\.", 13),
        ("C:\\Users\\user\\", 2),
        ("C:\\Users\\nobody", 2),
    ],
)
def test_windows_opens_no_directory(path: str, number: int) -> None:
    """The error tells whether there is one, but for a separator at the end."""
    sim = Simulator(platform="windows").start()

    assert number == sim.lua("return (select(3, io.open(..., 'rb')))", path)
