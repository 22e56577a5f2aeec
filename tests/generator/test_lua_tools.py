"""The Lua tools are run on everything, what they find is named, and a missing one is a failure."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from generator import cli
from generator.facts import host_api, options, surface
from generator.making.config import ROOT
from generator.making.sources import TEMPLATES
from generator.proving import lua_tools
from generator.proving.lua_tools import Laid, lay
from tests.conftest import fresh_lua

RENDERED = ROOT / "build" / "lua" / "sessions" / "options.lua"

FINDINGS = [
    {
        "file": str(ROOT / "lua_templates" / "sessions" / "plan.lua"),
        "diagnostics": [
            {
                "code": "unused",
                "message": "a hint",
                "severity": 4,
                "range": {"start": {"line": 1, "character": 1}},
            },
            {
                "code": "await-in-sync",
                "message": "Async function\ncan only",
                "severity": 2,
                "range": {"start": {"line": 9, "character": 4}},
            },
        ],
    },
    {
        "file": str(RENDERED),
        "diagnostics": [
            {
                "code": "syntax-error",
                "message": "no Lua",
                "severity": 1,
                "range": {"start": {"line": 0, "character": 0}},
            },
        ],
    },
]


EMMYLUA = lua_tools.TOOLS / "bin" / "emmylua_check"

MISTAKES = {
    "terminal/host.lua": (
        # A wrong argument.
        ("wezterm.time.call_after(0, job)", 'wezterm.time.call_after("soon", job)'),
        ("attempt(gui.gui_windows)", "attempt(gui.windows)"),
    ),
    "terminal/panes.lua": (
        # A function, a method, a field, a module of WezTerm's that is not there.
        ("mux.get_active_workspace()", "mux.active_workspace()"),
        ('ask(window, "tabs_with_info")', 'ask(window, "tabs_with_infos")'),
        ("return size.cols, size.rows", "return size.columns, size.rows"),
        ("wezterm.procinfo", "wezterm.processes"),
    ),
    "terminal/spawn.lua": (
        # An argument too few, a wrong field of one.
        ("attempt(mux.rename_workspace, old, new)", "attempt(mux.rename_workspace, old)"),
        ("command.direction, command.size =", "command.direction, command.cells ="),
    ),
    "terminal/memory.lua": (
        ("wezterm.serde.toml_decode(readable", "wezterm.serde.toml_parse(readable"),
    ),
    "terminal/system.lua": (
        # A verb that the port does not have.
        ("function port.hostname()", "function port.host_name()"),
    ),
    "terminal/screen.lua": (
        ('ask(gui_window, "get_dimensions")', 'ask(gui_window, "get_dimension")'),
    ),
}
"""Room -> what is written there, and a mistake of the same length in lines."""


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of tools of our own, empty so far; no other tool can be found."""
    folder = tmp_path / "tools"
    (folder / "bin").mkdir(parents=True)
    monkeypatch.setattr(lua_tools, "TOOLS", folder)
    monkeypatch.setenv("PATH", "/usr/bin/nowhere")
    laid = Laid((ROOT / "lua_templates" / "sessions" / "plan.lua",), {RENDERED: "the frame"})
    monkeypatch.setattr(lua_tools, "lay", lambda: laid)
    return folder


@pytest.fixture
def tool(tools: Path) -> Callable[[str, str], None]:
    """Give a function that makes a tool which runs a line of shell."""

    def make(name: str, line: str) -> None:
        path = tools / "bin" / name
        path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        path.chmod(0o755)

    return make


def ran(command: str) -> tuple[int, list[str]]:
    """Run one command: exit code and lines."""
    console = Console(file=io.StringIO(), width=40, color_system=None)
    code = cli.main(["lua", command], console)
    assert isinstance(console.file, io.StringIO)
    return code, console.file.getvalue().splitlines()


@pytest.mark.parametrize(
    ("command", "missing", "remedy"),
    [
        ("fmt", "node is missing.", "Install it: apt-get install nodejs"),
        ("fmt-check", "node is missing.", "Install it: apt-get install nodejs"),
        ("lint", "luacheck is missing.", "Install it: apt-get install lua-check"),
        ("types", "emmylua_check is missing.", "Install it: make lua-tools"),
    ],
)
@pytest.mark.usefixtures("tools")
def test_a_missing_tool_is_a_failure(command: str, missing: str, remedy: str) -> None:
    """Nothing is skipped: exit code 2, and the line that installs it."""
    assert (2, [f"error: {missing}", remedy]) == ran(command)


def test_a_missing_package_is_a_failure(tool: Callable[[str, str], None]) -> None:
    """Node is there, StyLua isn't."""
    tool("node", "exit 0")
    code, lines = ran("fmt-check")

    assert 2 == code
    assert lines[0].startswith("error: StyLua is missing")
    assert "Install it: make lua-tools" == lines[1]


@pytest.mark.parametrize("command", ["lint", "types"])
def test_a_tool_that_fails_is_a_failure(tool: Callable[[str, str], None], command: str) -> None:
    """Its own words are passed on."""
    for name in ("luacheck", "emmylua_check"):
        tool(name, "echo broken >&2; exit 3")
    code, lines = ran(command)

    assert 2 == code
    assert lines[0].endswith("failed (3): broken")


def test_findings_of_luacheck_are_named(tool: Callable[[str, str], None]) -> None:
    """By the file that a person edits."""
    rendered = RENDERED.relative_to(ROOT)
    tool("luacheck", f"echo a.lua:100:2: unused; echo {rendered}:3:4: shadowed; exit 1")

    assert (
        1,
        [
            "a.lua:100:2: unused",
            f"{rendered}:3:4: shadowed (edit the frame)",
            "luacheck: 2 files, 2 findings",
        ],
    ) == ran("lint")


def test_no_findings_are_no_failure(tool: Callable[[str, str], None]) -> None:
    """Exit code 0."""
    tool("luacheck", "exit 0")

    assert (0, ["luacheck: 2 files, 0 findings"]) == ran("lint")


def report(tool: Callable[[str, str], None], text: str, folder: Path) -> None:
    """Make an emmylua_check whose report is the text."""
    path = folder / "report.json"
    path.write_text(f"{text}\n", encoding="utf-8")
    # The file to write is its last argument.
    copy = 'while read -r line; do printf "%s\\n" "$line"; done'
    tool("emmylua_check", f'for last; do :; done; {copy} <"{path}" >"$last"; exit 1')


def test_findings_of_emmylua_check_are_named(
    tool: Callable[[str, str], None], tmp_path: Path
) -> None:
    """Warnings and errors in order of their place, hints left out."""
    report(tool, json.dumps(FINDINGS), tmp_path)

    assert (
        1,
        [
            "build/lua/sessions/options.lua:1:1: no Lua [syntax-error] (edit the frame)",
            "lua_templates/sessions/plan.lua:10:5: Async function can only [await-in-sync]",
            "emmylua_check: 2 findings",
        ],
    ) == ran("types")


@pytest.mark.parametrize("text", ["", "nonsense", '[{"file": 1}]', "7"])
def test_a_report_that_cannot_be_read_is_a_failure(
    tool: Callable[[str, str], None], tmp_path: Path, text: str
) -> None:
    """Nothing found is not the same as nothing said."""
    report(tool, text, tmp_path)
    code, lines = ran("types")

    assert 2 == code
    assert lines[0].startswith("error: emmylua_check gave no report that can be read: ")


def test_unformatted_files_are_named(tools: Path, tool: Callable[[str, str], None]) -> None:
    """Of written ones the command that formats, of rendered ones the frame."""
    (tools / lua_tools.STYLUA).mkdir(parents=True)
    tool("node", 'echo "$4"; exit 1')
    rendered = RENDERED.relative_to(ROOT)
    written = "lua_templates/sessions/plan.lua"

    assert (
        1,
        [
            f"{written}: not formatted; run `make fmt`",
            f"{rendered}: not formatted; edit the frame",
        ],
    ) == ran("fmt-check")
    assert (
        1,
        [f"formatted {written}", f"{rendered}: not formatted; edit the frame"],
    ) == ran("fmt")


def test_what_is_rendered_is_laid_beside_the_rooms() -> None:
    """With what to edit instead; rooms and stubs of an earlier build are gone."""
    stale = ROOT / "build" / "types" / "stale.lua"
    stale.parent.mkdir(parents=True, exist_ok=True)
    stale.write_text("", encoding="utf-8")
    laid = lay()

    assert "lua_templates/options.lua.j2" == laid.rendered[RENDERED]
    assert RENDERED in laid.rooms
    assert all(path.is_file() for path in laid.rendered)
    assert not stale.exists()
    assert "lua_templates/loader.lua.j2" == laid.rendered[ROOT / "build" / "loader.lua"]


def test_the_stub_of_the_host_has_every_verb() -> None:
    """It is Lua, and each verb is declared once, the asynchronous ones as such."""
    lay()
    text = (ROOT / "build" / "types" / "wezterm.lua").read_text(encoding="utf-8")
    fresh_lua().compile(text)
    blocks = text.split("\n\n")
    for verb in host_api.all_verbs():
        owner = verb.owner if verb.is_method else verb.owner.replace(".", "_")
        head = f"function {owner}{':' if verb.is_method else '.'}{verb.name}("
        (block,) = [block for block in blocks if f"\n{head}" in block]

        assert ("---@async" in block) == verb.is_async, verb.full_name
        assert block.count("---@return") == len(verb.returns), verb.full_name


def test_the_page_for_editors_has_the_whole_surface() -> None:
    """Every option, function, action and event; no line ends in a blank."""
    lay()
    text = (ROOT / "build" / "types" / "wezterm-sessions.lua").read_text(encoding="utf-8")
    fresh_lua().compile(text)

    assert all(f"---@field {option.name}? {option.lua_type} " in text for option in options.OPTIONS)
    assert all(f"---@field {each.name} {each.lua_type} " in text for each in surface.FUNCTIONS)
    assert all(f'---| "{action.name}" ' in text for action in surface.ACTIONS)
    assert all(f'---| "{event.name}" (' in text for event in surface.EVENTS)
    assert not any(line.endswith(" ") for line in text.splitlines())


@pytest.mark.skipif(not EMMYLUA.exists(), reason="emmylua_check is missing: make lua-tools")
def test_the_rooms_that_talk_to_wezterm_are_held_to_its_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The type checker refuses each of these mistakes in a copy of them, and nothing else there."""
    lay()
    for folder in (TEMPLATES, "build/lua", "build/types"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    expected = set()
    for name, mistakes in MISTAKES.items():
        room = tmp_path / TEMPLATES / "sessions" / name
        text = room.read_text(encoding="utf-8")
        for right, wrong in mistakes:
            assert right in text
            line = text[: text.index(right)].count("\n") + 1
            text = text.replace(right, wrong, 1)
            expected.add(f"{TEMPLATES}/sessions/{name}:{line}")
        room.write_text(text, encoding="utf-8")
    monkeypatch.setattr(lua_tools, "ROOT", tmp_path)
    monkeypatch.setattr(lua_tools, "lay", lambda: Laid((), {}))
    code, lines = ran("types")
    found = {":".join(line.split(":")[:2]) for line in lines[:-1]}

    assert (1, expected) == (code, found)
