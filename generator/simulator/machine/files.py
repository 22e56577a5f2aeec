"""The simulated disk: directories and files, full disks, torn writes, crashes.

In:    absolute paths, as the platform writes them.
Out:   what the operating system would answer, errors by number included.
Never: touches the real disk.

What a crash leaves is the point: Lua in WezTerm has no fsync, so the data of a file written since
the last `sync()` may be lost while its name, perhaps a new one, is already on the disk.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Loss = Literal["nothing", "unsynced", "torn"]
"""What a crash takes away: nothing; the data of unsynced files; all of it after some bytes."""


class DiskError(OSError):
    """What the operating system says when something fails: a number and C's text for it."""

    def __init__(self, number: int, path: str) -> None:
        super().__init__(number, os.strerror(number), path)
        self.number = number
        self.path = path

    @property
    def text(self) -> str:
        """`path: No such file or directory`, as Lua reports it."""
        return f"{self.path}: {os.strerror(self.number)}"


@dataclass
class File:
    """A file's bytes and whether they have reached the disk."""

    data: bytes = b""
    is_synced: bool = True
    readable: bool = True
    writable: bool = True
    modified_ms: float = 0.0


@dataclass
class Directory:
    """Entries by name; on a case-blind disk the keys are folded and `names` keep the spelling."""

    entries: dict[str, File | Directory] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    readable: bool = True
    writable: bool = True


Node = File | Directory
SomeNode = TypeVar("SomeNode", File, Directory)


SHORTENED = re.compile(r"\.\.\.([^:\n]+)(?=:\d+:)")
"""The name of a chunk that has more than 60 characters, before the number of a line."""


REFUSED_ON_WINDOWS = re.compile(r'[<>:"|?*\x00-\x1f]')
"""Signs that no name has there."""


def _is_too_long(name: str) -> bool:
    """Whether a name has more than 255 bytes; a character has at most four."""
    return len(name) > 255 // 4 and len(os.fsencode(name)) > 255


class Disk(MutableMapping[str, bytes]):
    """A disk; as a mapping: path of every file -> its bytes."""

    def __init__(self, platform: str = "linux") -> None:
        self.is_windows = platform == "windows"
        self.is_case_blind = platform in ("windows", "macos")
        self.free_bytes: int | None = None
        """Bytes that can still be written; None = no limit."""
        self.on_change: list[Callable[[str], None]] = []
        """Called with the path of whatever was written, created, renamed or removed."""
        self._root = Directory()

    # Paths.

    def parts(self, path: str) -> list[str]:
        """The names on the way to `path`; `.` and `..` are resolved, drive letters are a name."""
        if self.is_windows:
            path = path.replace("\\", "/")
        parts: list[str] = []
        for part in path.split("/"):
            if part == "..":
                del parts[-1:]
            elif part not in ("", "."):
                parts.append(part)
        return parts

    def _key(self, name: str) -> str:
        return name.casefold() if self.is_case_blind else name

    def _find(self, path: str) -> Node | None:
        node: Node = self._root
        if "\0" in path:
            return None
        for part in self.parts(path):
            found = node.entries.get(self._key(part)) if isinstance(node, Directory) else None
            if found is None:
                return None
            node = found
        if isinstance(node, File) and path.replace("\\", "/").endswith(("/", "/.")):
            return None
        return node

    def _parent(self, path: str) -> tuple[Directory, str]:
        parts = self.parts(path)
        if not parts or not path:
            raise DiskError(errno.ENOENT if not path else errno.EISDIR, path)
        if any(map(_is_too_long, parts)):
            raise DiskError(errno.ENAMETOOLONG, path)
        if self.is_windows and any(map(REFUSED_ON_WINDOWS.search, parts[1:])):
            raise DiskError(errno.EINVAL, path)
        node: Node | None = self._root
        for part in parts[:-1]:
            if not isinstance(node, Directory):
                raise DiskError(errno.ENOTDIR, path)
            node = node.entries.get(self._key(part))
            if node is None:
                raise DiskError(errno.ENOENT, path)
        if not isinstance(node, Directory):
            raise DiskError(errno.ENOTDIR, path)
        return node, parts[-1]

    def _changed(self, path: str) -> None:
        for listener in self.on_change:
            listener(path)

    # What a program asks.

    def is_directory(self, path: str) -> bool:
        """Whether there is a directory."""
        return isinstance(self._find(path), Directory)

    def is_file(self, path: str) -> bool:
        """Whether there is a file."""
        return isinstance(self._find(path), File)

    def is_listable(self, path: str) -> bool:
        """Whether the user may list this directory."""
        node = self._find(path)
        return isinstance(node, Directory) and node.readable

    def list(self, path: str) -> list[str]:
        """Names in a directory, in the order in which they were made."""
        node = self._readable(path, Directory, errno.ENOTDIR)
        return [node.names[key] for key in node.entries]

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        return self._readable(path, File, errno.EISDIR).data

    def _readable(self, path: str, kind: type[SomeNode], otherwise: int) -> SomeNode:
        """What is there, of that kind; `otherwise` is the error of the other kind."""
        node = self._find(path)
        if node is None:
            raise DiskError(errno.ENOENT, path)
        if not isinstance(node, kind):
            raise DiskError(otherwise, path)
        if not node.readable:
            raise DiskError(errno.EACCES, path)
        return node

    def open_file(self, path: str, mode: str) -> File:
        """The file that `fopen` in that mode would give (made or emptied by `w`)."""
        plain = mode.replace("b", "")
        node = self._find(path)
        if isinstance(node, Directory):
            raise DiskError(errno.EISDIR, path)
        if node is None and plain.startswith("r"):
            self._parent(path)
            raise DiskError(errno.ENOENT, path)
        if node is None:
            parent, name = self._parent(path)
            if not parent.writable:
                raise DiskError(errno.EACCES, path)
            node = File(is_synced=False)
            parent.entries[self._key(name)] = node
            parent.names[self._key(name)] = name
            self._changed(path)
        elif (plain != "r" and not node.writable) or ("w" not in plain and not node.readable):
            raise DiskError(errno.EACCES, path)
        if plain.startswith("w") and node.data:
            node.data, node.is_synced = b"", False
            self._changed(path)
        return node

    def store(self, path: str, node: File, data: bytes, now_ms: float) -> None:
        """Give a file new bytes (through a handle); ENOSPC when the disk is full."""
        growth = len(data) - len(node.data)
        if self.free_bytes is not None and growth > self.free_bytes:
            node.data = data[: len(node.data) + max(self.free_bytes, 0)]
            self.free_bytes = 0
            raise DiskError(errno.ENOSPC, path)
        if self.free_bytes is not None:
            self.free_bytes -= growth
        node.data, node.is_synced, node.modified_ms = data, False, now_ms
        self._changed(path)

    def rename(self, old: str, new: str) -> None:
        """C's `rename`: atomic, replaces a file on Unix, refuses to on Windows."""
        node = self._find(old)
        if node is None:
            raise DiskError(errno.ENOENT, old)
        parent, name = self._parent(new)
        target = parent.entries.get(self._key(name))
        if target is not None and target is not node:
            if self.is_windows:
                raise DiskError(errno.EEXIST, old)
            if isinstance(target, Directory) and (isinstance(node, File) or target.entries):
                raise DiskError(errno.EISDIR if isinstance(node, File) else errno.ENOTEMPTY, old)
            if isinstance(target, File) and isinstance(node, Directory):
                raise DiskError(errno.ENOTDIR, old)
        source, old_name = self._parent(old)
        if not (parent.writable and source.writable):
            raise DiskError(errno.EACCES, old)
        del source.entries[self._key(old_name)], source.names[self._key(old_name)]
        parent.entries[self._key(name)], parent.names[self._key(name)] = node, name
        self._changed(old)
        self._changed(new)

    def remove(self, path: str) -> None:
        """C's `remove`: a file or an empty directory."""
        node = self._find(path)
        if node is None:
            raise DiskError(errno.ENOENT, path)
        if isinstance(node, Directory) and node.entries:
            raise DiskError(errno.ENOTEMPTY, path)
        parent, name = self._parent(path)
        if not parent.writable:
            raise DiskError(errno.EACCES, path)
        del parent.entries[self._key(name)], parent.names[self._key(name)]
        self._changed(path)

    def make_directory(self, path: str) -> None:
        """A directory and its parents, as `mkdir -p`."""
        node = self._root
        made = False
        for part in self.parts(path):
            found = node.entries.get(self._key(part))
            if found is None:
                if not node.writable:
                    raise DiskError(errno.EACCES, path)
                if _is_too_long(part):
                    raise DiskError(errno.ENAMETOOLONG, path)
                found = Directory()
                node.entries[self._key(part)] = found
                node.names[self._key(part)] = part
                made = True
            if not isinstance(found, Directory):
                raise DiskError(errno.ENOTDIR, path)
            node = found
        if made:
            self._changed(path)

    # What a test asks.

    def set_mode(self, path: str, *, readable: bool = True, writable: bool = True) -> None:
        """Take away (or give back) the right to read or write a file or directory."""
        node = self._find(path)
        if node is None:
            raise DiskError(errno.ENOENT, path)
        node.readable, node.writable = readable, writable

    def under(self, directory: str) -> dict[str, bytes]:
        """All files below a directory: path -> bytes, sorted."""
        prefix = "/" + "/".join(self.parts(directory))
        prefix = prefix.rstrip("/") + "/"
        if self.is_windows:
            prefix = prefix.lstrip("/")
        return {path: self[path] for path in sorted(self) if path.startswith(prefix)}

    def spell_out(self, text: str) -> str:
        """A message of Lua's, in which it shortens long paths to `...END`, with the paths whole."""
        if "..." not in text:
            return text

        def whole(match: re.Match[str]) -> str:
            found = [path for path in self if path.endswith(match[1])]
            return found[0] if len(found) == 1 else match[0]

        return SHORTENED.sub(whole, text)

    def sync(self) -> None:
        """Everything written so far has reached the disk."""
        for file in self._files(self._root, ""):
            file[1].is_synced = True

    def lose(self, loss: Loss, torn_bytes: int = 0) -> None:
        """What a crash leaves; all of it counts as on the disk afterwards."""
        for _path, file in self._files(self._root, ""):
            if not file.is_synced and loss != "nothing":
                file.data = file.data[: torn_bytes if loss == "torn" else 0]
        self.sync()

    def _files(self, directory: Directory, prefix: str) -> Iterator[tuple[str, File]]:
        for key, node in directory.entries.items():
            name = directory.names[key]
            path = f"{prefix}/{name}" if prefix or not self.is_windows else name
            if isinstance(node, File):
                yield path, node
            else:
                yield from self._files(node, path)

    # As a mapping.

    def __getitem__(self, path: str) -> bytes:
        node = self._find(path)
        if not isinstance(node, File):
            raise KeyError(path)
        return node.data

    def __setitem__(self, path: str, data: bytes) -> None:
        parts = self.parts(path)
        self.make_directory(("" if self.is_windows else "/") + "/".join(parts[:-1]))
        parent, name = self._parent(path)
        node = parent.entries.get(self._key(name))
        if isinstance(node, Directory):
            raise DiskError(errno.EISDIR, path)
        if node is None:
            node = File()
            parent.entries[self._key(name)] = node
            parent.names[self._key(name)] = name
        node.data, node.is_synced = data, True
        self._changed(path)

    def __delitem__(self, path: str) -> None:
        if path not in self:
            raise KeyError(path)
        self.remove(path)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self.is_file(path)

    def __iter__(self) -> Iterator[str]:
        return (path for path, _file in self._files(self._root, ""))

    def __len__(self) -> int:
        return sum(1 for _ in self)
