"""Open files of the simulated disk: C's stdio, as Lua's `io` library shows it.

In:    a path and a mode, then reads, writes and seeks.
Out:   bytes, or a `DiskError`.
Never: more than one process's view: what is buffered and not flushed is lost in a crash.
"""

from __future__ import annotations

import errno
import re

from generator.simulator.machine.files import Disk, DiskError, File

BUFFER_BYTES = 4096
"""stdio writes its buffer out when it holds this much."""

MODES = re.compile(r"[rwa]\+?b?\Z")
NUMBER = re.compile(rb"\s*([+-]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))")


class Handle:
    """One open file."""

    def __init__(self, disk: Disk, path: str, mode: str) -> None:
        if not MODES.match(mode):
            raise ValueError(mode)
        self.path = path
        self.mode = mode.replace("b", "")
        self.is_open = True
        self._disk = disk
        self._position = 0
        self._pending = bytearray()
        self._is_directory = disk.is_directory(path)
        if self._is_directory:
            # Linux opens a directory for reading; only the reading itself fails.
            if disk.is_windows and path.endswith(("/", "\\")):
                raise DiskError(errno.ENOENT, path)
            if self.mode != "r" or disk.is_windows:
                raise DiskError(errno.EACCES if disk.is_windows else errno.EISDIR, path)
            if not disk.is_listable(path):
                raise DiskError(errno.EACCES, path)
            self._file = File()
        else:
            self._file = disk.open_file(path, mode)

    def _check_read(self) -> None:
        if self._is_directory:
            raise DiskError(errno.EISDIR, "")
        if self.mode in ("w", "a"):
            raise DiskError(errno.EBADF, "")

    def _take(self, count: int) -> bytes:
        data = self._file.data[self._position : self._position + count]
        self._position += len(data)
        return data

    def read(self, what: str | int) -> bytes | float | int | None:
        """One item: `a`, `l`, `L`, `n` (a leading `*` is ignored) or a number of bytes."""
        self.flush(0.0)
        self._check_read()
        data, start = self._file.data, self._position
        if isinstance(what, int):
            got = self._take(what)
            return got if got or (what == 0 and start < len(data)) else None
        kind = what.lstrip("*")[:1]
        if kind == "a":
            return self._take(len(data))
        if kind in ("l", "L"):
            if start >= len(data):
                return None
            end = data.find(b"\n", start)
            line = self._take((len(data) if end < 0 else end + 1) - start)
            return line if kind == "L" else line.removesuffix(b"\n")
        if kind == "n":
            found = NUMBER.match(data, start)
            if not found:
                return None
            self._position = found.end()
            text = found.group(1).decode()
            return (
                int(text, 16 if "x" in text.lower() else 10)
                if re.fullmatch(r"[+-]?(0[xX][0-9a-fA-F]+|\d+)", text)
                else float(text)
            )
        raise ValueError(what)

    def write(self, data: bytes, now_ms: float) -> None:
        """Write through the buffer."""
        if self.mode == "r":
            raise DiskError(errno.EBADF, "")
        self._pending += data
        if len(self._pending) >= BUFFER_BYTES:
            self.flush(now_ms)

    def flush(self, now_ms: float) -> None:
        """Hand what is buffered to the disk."""
        if not self._pending:
            return
        data = self._file.data
        at = len(data) if self.mode.startswith("a") else self._position
        pending, self._pending = bytes(self._pending), bytearray()
        data = data.ljust(at, b"\0")
        try:
            self._disk.store(
                self.path, self._file, data[:at] + pending + data[at + len(pending) :], now_ms
            )
        except DiskError as error:
            raise DiskError(error.number, "") from None
        self._position = at + len(pending)

    def seek(self, whence: str, offset: int, now_ms: float) -> int:
        """Move, and tell where it is now."""
        self.flush(now_ms)
        base = {"set": 0, "cur": self._position, "end": len(self._file.data)}[whence]
        if base + offset < 0:
            raise DiskError(errno.EINVAL, "")
        self._position = base + offset
        return self._position

    def close(self, now_ms: float) -> None:
        """Flush and close; closed even when the flush fails."""
        self.is_open = False
        self.flush(now_ms)
