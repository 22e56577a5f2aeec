"""The only room that writes, each file whole or not at all; or it compares, and writes nothing."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from generator.errors import OutputError
from generator.facts.manifest import PACKAGE
from generator.making.assemble import ENTRY, STAMP
from generator.making.sources import TEMPLATES, digest

MARK: Final = "-- wezterm-sessions "
"""First bytes of every frame we wrote: by them an output folder is known to be ours."""

Content = str | bytes
"""What a file is to hold; a text is written as UTF-8."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not what a build would write."""

    path: Path
    state: Literal["missing", "different", "left over"]
    line: int
    """First line that differs, 1-based; 0 for a file that is missing or left over."""


def write(files: Mapping[Path, Content]) -> list[Path]:
    """Write each file whole or not at all; files that are right already are left alone.

    Returns:
        The files that changed.

    Raises:
        OutputError: the disk refused.
    """
    changed = []
    for path, content in files.items():
        data = _bytes(content)
        try:
            if path.is_file() and path.read_bytes() == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data)
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
        changed.append(path)
    return changed


def differences(files: Mapping[Path, Content]) -> list[Difference]:
    """Compare with the disk; write nothing."""
    found = []
    for path, content in files.items():
        data = _bytes(content)
        try:
            current = path.read_bytes()
        except OSError:
            found.append(Difference(path, "missing", 0))
            continue
        if current != data:
            found.append(Difference(path, "different", _first_different_line(current, data)))
    return found


def leftovers(output: Path, files: Mapping[Path, Content]) -> list[Path]:
    """List rooms of ours in the output folder that a build would not write: they were renamed."""
    return [
        path
        for path in sorted((output / "plugin" / PACKAGE).rglob("*.lua"))
        if path not in files and _is_as_we_wrote_it(output, path)
    ]


def refuse_foreign(output: Path) -> None:
    """Refuse a folder that holds something else than a plugin of ours.

    Raises:
        OutputError: the folder is not empty, and its plugin/init.lua is not one that we wrote; or
        it is a project that makes the plugin, whose own plugin/init.lua is.
    """
    if not output.exists():
        return
    if not output.is_dir():
        raise OutputError(f"{output} is a file; a plugin needs a folder.")
    holds = {entry.name for entry in output.iterdir()} - {".git"}
    frame = output / ENTRY
    is_ours = frame.is_file() and frame.read_bytes().startswith(MARK.encode())
    is_ours = is_ours and not (output / TEMPLATES).exists()
    if holds and not is_ours:
        raise OutputError(
            f"{output} is not empty and holds no plugin of ours; nothing was written.",
            "Give --output an empty or a new folder.",
        )


def _is_as_we_wrote_it(output: Path, path: Path) -> bool:
    """Whether the digest in the last line is that of this text under this name."""
    text, _, stamp = path.read_text("utf-8", "replace").rstrip("\n").rpartition("\n")
    module = ".".join(path.relative_to(output / "plugin").with_suffix("").parts)
    return stamp.startswith(STAMP) and stamp.endswith(digest([(module, f"{text}\n")]))


def _bytes(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8")


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _first_different_line(current: bytes, expected: bytes) -> int:
    old, new = current.split(b"\n"), expected.split(b"\n")
    for number, (ours, theirs) in enumerate(zip(old, new, strict=False), start=1):
        if ours != theirs:
            return number
    return min(len(old), len(new)) + 1
