"""The plugin on its way onto the simulated disk.

In:    a path on the real disk, or a text.
Out:   the files of its checkout: path relative to its root -> bytes.
Never: reads a file again that has not changed: states recognize a plugin by its bytes.
"""

from __future__ import annotations

import os
from pathlib import Path

from generator.simulator.machine.settings import PluginText


def plugin_files(plugin: str | Path | PluginText | None) -> dict[str, bytes]:
    """The files that WezTerm may ask for.

    Of a directory its `plugin/` and `dist/plugin/`; of a file `plugin/init.lua` all beside it.
    """
    if plugin is None:
        return {}
    if isinstance(plugin, PluginText):
        files = {"plugin/init.lua": plugin.text, **plugin.files}
        return {n: t.encode() if isinstance(t, str) else t for n, t in files.items()}
    return _files_of(Path(plugin))


def _files_of(path: Path) -> dict[str, bytes]:
    if path.is_file():
        beside = path.parent.rglob("*.lua") if path.parent.name == "plugin" else ()
        files = {f"plugin/{file.relative_to(path.parent)}": _read(file) for file in beside}
        return files | {"plugin/init.lua": _read(path)}
    wanted = [path / "plugin", path / "dist" / "plugin"]
    return {
        str(file.relative_to(path)): _read(file)
        for directory in wanted
        for file in sorted(directory.rglob("*.lua"))
    }


_read_files: dict[tuple[str, int, int], bytes] = {}


def _read(path: Path) -> bytes:
    """A real file's bytes, the same object as long as it doesn't change."""
    status = path.stat()
    key = (os.path.abspath(path), status.st_mtime_ns, status.st_size)  # noqa: PTH100 - resolving takes longer
    if key not in _read_files:
        _read_files[key] = path.read_bytes()
    return _read_files[key]
