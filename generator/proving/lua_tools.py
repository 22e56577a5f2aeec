"""The Lua tools: StyLua for layout, luacheck for mistakes, emmylua_check for types.

In:    the project's Lua, and the rooms and stubs that are rendered from frames.
Out:   what each tool finds, by file and line of what a person edits; formatted files.
Never: skips a check because a tool is missing: it fails, with the line that installs it.

Rooms are looked at where they are, one by one, not in dist/. Rendered ones are laid under
build/ first; what is found there belongs to their frame.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from generator.errors import GeneratorError
from generator.making import flow
from generator.making.assemble import ENTRY
from generator.making.config import ROOT, default_config, shown
from generator.making.sources import TEMPLATES
from generator.making.write import write

OK: Final = 0
FOUND: Final = 1

TOOLS: Final = ROOT / "build" / "tools"
"""Where `make lua-tools` puts what the system has no package for."""

FOLDERS: Final = (TEMPLATES, "generator", "tests", "benchmarks")
"""Folders with Lua that people write."""

STYLUA: Final = "node_modules/@johnnymorganz/stylua"
"""The npm package, relative to TOOLS."""

STUBS: Final = {
    "wezterm.lua": "generator/facts/host_api/",
    "wezterm-sessions.lua": "generator/facts/options.py or generator/facts/surface/",
}
"""What is rendered only for the type checker, and what it is made from."""

WARNING: Final = 2
"""emmylua_check's number for a warning; 1 is an error, larger ones are hints."""


class ToolError(GeneratorError):
    """A Lua tool is missing or failed."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The Lua to look at."""

    written: tuple[Path, ...]
    """What people write."""
    rendered: Mapping[Path, str]
    """Rendered rooms and stubs under build/, with what to edit instead."""

    @property
    def rooms(self) -> tuple[Path, ...]:
        """The rendered files that end up in the plugin."""
        return tuple(path for path in self.rendered if path.name not in STUBS)

    def only(self, path: Path) -> Laid:
        """Leave all but one file out."""
        rendered = {each: edit for each, edit in self.rendered.items() if each == path}
        return Laid(tuple(each for each in self.written if each == path), rendered)


def lay() -> Laid:
    """Render what is rendered and write it under build/.

    Raises:
        GeneratorError: a room or a frame is wrong.
    """
    product = flow.make(default_config())
    origins = {ROOT / each.room.path: each.room.edit for each in product.rooms}
    origins[ROOT / flow.LOADER] = product.plugin.edits[ENTRY]
    origins |= {ROOT / "build" / "types" / name: edit for name, edit in STUBS.items()}
    rendered = {path: origins[path] for path in sorted(product.laid_beside)}
    for folder in {path.parent for path in rendered}:
        for stale in set(folder.glob("*.lua")) - set(rendered):
            stale.unlink()
    write(product.laid_beside)
    written = {path for folder in FOLDERS for path in (ROOT / folder).rglob("*.lua")}
    return Laid(tuple(sorted(written)), rendered)


def fmt(console: Console, laid: Laid) -> int:
    """Format what people write; name what is rendered in another layout."""
    for path in _stylua("write", laid.written):
        _say(console, f"formatted {_shown(path)}")
    return _complain(console, laid.rendered, _stylua("check", laid.rooms))


def fmt_check(console: Console, laid: Laid) -> int:
    """Name the files that `make fmt` would change, and rendered ones in another layout."""
    unformatted = _stylua("check", laid.written)
    for path in unformatted:
        _say(console, f"{_shown(path)}: not formatted; run `make fmt`")
    return max(
        FOUND if unformatted else OK,
        _complain(console, laid.rendered, _stylua("check", laid.rooms)),
    )


def lint(console: Console, laid: Laid) -> int:
    """Look for mistakes with luacheck; types are not its matter."""
    tool = _tool("luacheck", "apt-get install lua-check")
    files = [_shown(path) for path in (*laid.written, *laid.rooms)]
    config = f"{TEMPLATES}/.luacheckrc"
    command = [tool, "--config", config, "--formatter", "plain", "--codes", *files]
    result = _run(command, accepted=(0, 1))
    for line in result.stdout.splitlines():
        _say(console, _naming_frames(line, laid))
    _say(console, f"luacheck: {len(files)} files, {len(result.stdout.splitlines())} findings")
    return FOUND if result.returncode else OK


def types(console: Console, laid: Laid) -> int:
    """Check the types of all rooms with emmylua_check; warnings count."""
    tool = _tool("emmylua_check", "make lua-tools")
    report = ROOT / "build" / "types.json"
    report.unlink(missing_ok=True)
    config = f"{TEMPLATES}/.emmyrc.json"
    # The stubs are named once more here: as a library only their types are found, not the module.
    # `unnecessary-if` is off in the settings: it doesn't see what a callback changes meanwhile.
    folders = [TEMPLATES, "build/lua", "build/types"]
    command = [tool, *folders, "--config", config, "--warnings-as-errors"]
    _run([*command, "--output-format", "json", "--output", str(report)], accepted=(0, 1))
    try:
        found = _findings(json.loads(report.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ToolError(f"emmylua_check gave no report that can be read: {error}") from error
    for line in found:
        _say(console, _naming_frames(line, laid))
    _say(console, f"emmylua_check: {len(found)} findings")
    return FOUND if found else OK


def _findings(report: Any) -> list[str]:
    """Give the warnings and errors of emmylua_check's report as lines, in order of their place."""
    found = []
    for entry in report:
        path = _shown(Path(entry["file"]))
        for diagnostic in entry["diagnostics"]:
            start = diagnostic["range"]["start"]
            if diagnostic["severity"] <= WARNING:
                text = " ".join(diagnostic["message"].split())
                place = (path, start["line"] + 1, start["character"] + 1)
                found.append((place, f"{text} [{diagnostic['code']}]"))
    return [f"{path}:{line}:{column}: {text}" for (path, line, column), text in sorted(found)]


def _stylua(command: str, files: Sequence[Path]) -> list[Path]:
    """Run StyLua; the files that are not formatted, or were not."""
    node = _tool("node", "apt-get install nodejs")
    package = TOOLS / STYLUA
    if not package.is_dir():
        raise ToolError(f"StyLua is missing ({_shown(package)}).", "Install it: make lua-tools")
    script = f"{TEMPLATES}/format.mjs"
    result = _run([node, script, str(package), command, *map(str, files)], accepted=(0, 1))
    return [Path(line) for line in result.stdout.splitlines()]


def _complain(console: Console, rendered: Mapping[Path, str], paths: Sequence[Path]) -> int:
    for path in paths:
        _say(console, f"{_shown(path)}: not formatted; edit {rendered[path]}")
    return FOUND if paths else OK


def _naming_frames(line: str, laid: Laid) -> str:
    """Add to a finding in a rendered file what to edit."""
    path = line.partition(":")[0]
    frame = laid.rendered.get(ROOT / path)
    return line if frame is None else f"{line} (edit {frame})"


def _tool(name: str, install: str) -> str:
    """Find a program in TOOLS or on the PATH.

    Raises:
        ToolError: it is in neither; says how to install it.
    """
    found = shutil.which(name, path=str(TOOLS / "bin")) or shutil.which(name)
    if found is None:
        raise ToolError(f"{name} is missing.", f"Install it: {install}")
    return found


def _run(command: Sequence[str], accepted: Sequence[int]) -> subprocess.CompletedProcess[str]:
    # The arguments are names of our own files; there is no shell in between.
    result = subprocess.run(  # noqa: S603
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if result.returncode not in accepted:
        said = result.stderr.strip() or result.stdout.strip()
        raise ToolError(f"{Path(command[0]).name} failed ({result.returncode}): {said}")
    return result


def _shown(path: Path) -> str:
    return shown(path, ROOT)


def _say(console: Console, line: str) -> None:
    # As Text: in a string rich would take a line number such as `:100:` for an emoji.
    console.print(Text(line), soft_wrap=True)


COMMANDS: Final[Mapping[str, tuple[Callable[[Console, Laid], int], str]]] = {
    "fmt": (fmt, "format the Lua that people write"),
    "fmt-check": (fmt_check, "name what fmt would change"),
    "lint": (lint, "look for mistakes"),
    "types": (types, "check the types"),
}
"""Name of each command to what it runs and its sentence."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command to the command line of the generator."""
    sentence = "Run a Lua tool on all Lua."
    parser = subparsers.add_parser("lua", help=sentence, description=sentence)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (_, sentence) in COMMANDS.items():
        commands.add_parser(name, help=sentence, description=sentence)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Run one tool: 0 all is well, 1 something was found.

    Raises:
        ToolError: a tool is missing or failed.
        GeneratorError: a room or a frame is wrong.
    """
    return COMMANDS[args.command][0](console, lay())
