"""The rehearsal: real saved sessions, loaded by the plugin that users get."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from generator import cli
from generator.proving import rehearse
from generator.simulator import Simulator

RECORDED = Path(__file__).parents[1] / "recorded" / "states"
FILES = sorted(RECORDED.rglob("*.json"))

WRONG_PLUGIN = """
local plugin = {}
function plugin.apply_to_config() end
function plugin.list() return { { name = "s7_1_2" } } end
function plugin.import_resurrect() end
function plugin.last_report()
  return { problems = { { message = "something is missing" } }, complete_ms = 1 }
end
function plugin.load(name)
  local size = { workspace = name, width = 200, height = 60 }
  local _, pane, window = require("wezterm").mux.spawn_window(size)
  pane:split({ direction = "Top" })
  window:spawn_tab({})
  return true
end
return plugin
"""


def told(arguments: list[str]) -> tuple[int, str]:
    """Exit code and output of the command."""
    console = Console(file=io.StringIO(), width=160)
    code = cli.main(["rehearse", *arguments], console)
    assert isinstance(console.file, io.StringIO)
    return code, console.file.getvalue()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_recorded_sessions_come_out_as_saved(file: Path) -> None:
    """Cell for cell, with active pane, active tab, titles and directories."""
    outcome = rehearse.rehearse(file)

    assert outcome.is_as_saved, [outcome.wrong, outcome.tabs]


STATE = json.loads((RECORDED / "resurrect" / "proj+web+app.json").read_bytes())
WINDOW = STATE["window_states"][0]
PARTS: dict[str, Any] = {
    "a window": WINDOW | {"title": "w"},
    "a window without a title": {key: WINDOW[key] for key in ("tabs", "size")},
    "a window without a size": {"title": "", "tabs": WINDOW["tabs"]},
    "a tab": WINDOW["tabs"][0],
    "a tab without a title": WINDOW["tabs"][0] | {"title": ""},
    "an empty tab beside others": STATE | {"window_states": [{"tabs": [{}, *WINDOW["tabs"]]}]},
    "no list": STATE | {"window_states": [WINDOW, {"tabs": {}}, None]},
}


@pytest.mark.parametrize("part", PARTS)
def test_what_the_plugin_imports_can_be_rehearsed(tmp_path: Path, part: str) -> None:
    """A window or a tab by itself as well, and with parts missing that nobody needs."""
    path = tmp_path / "x.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(PARTS[part]).encode())
    outcome = rehearse.rehearse(path)

    assert outcome.is_as_saved, [outcome.wrong, outcome.tabs]


@pytest.mark.parametrize("size", [(301, 77), (120, 40), (80, 24)])
def test_other_windows_hold_them_in_proportion(size: tuple[int, int]) -> None:
    """The same panes in the same order, edges in proportion, nothing overlapping."""
    outcome = rehearse.rehearse(RECORDED / "wezterm-sessions" / "wezterm_state_s11_7_16.json", size)

    assert outcome.is_as_saved, [outcome.wrong, outcome.tabs]
    assert outcome.tabs[0].is_fitted
    assert f"{size[0]}x{size[1]}" == outcome.tabs[0].size


def test_a_window_that_is_too_small() -> None:
    """Panes that have no room are missing, and that is not as saved."""
    outcome = rehearse.rehearse(
        RECORDED / "wezterm-sessions" / "wezterm_state_s11_7_16.json", (5, 4)
    )

    assert not outcome.is_as_saved
    assert "panes, saved 16" in outcome.tabs[0].cells[0]


def test_our_own_documents(tmp_path: Path) -> None:
    """What the plugin itself saves is rehearsed as well."""
    sim = Simulator(rehearse.PLUGIN, config={}, cols=120, rows=40).start()
    sim.layout(("left_right", 40, ("top_bottom", 9, None, None), None))
    sim.set_cwd("/home/user/a b")
    sim.call("save", {})
    sim.run()
    ((path, data),) = (
        (path, data) for path, data in sim.state_files().items() if path.endswith(".json")
    )
    file = tmp_path / Path(path).name
    file.write_bytes(data)
    outcome = rehearse.rehearse(file)

    assert outcome.is_as_saved, [outcome.wrong, outcome.tabs]
    assert ("ours", 3) == (outcome.saved.kind, outcome.tabs[0].panes_found)


def test_differences_are_told(tmp_path: Path) -> None:
    """A plugin that builds something else is caught in every respect."""
    plugin = tmp_path / "init.lua"
    plugin.write_text(WRONG_PLUGIN)
    file = RECORDED / "wezterm-sessions" / "wezterm_state_s7_1_2.json"
    outcome = rehearse.rehearse(file, plugin=plugin)

    assert ["2 tabs, saved 1", "tab 2 is active, saved 1"] == outcome.wrong
    assert 2 == len(outcome.tabs[0].cells)
    assert "pane 1 is active, saved 2" in outcome.tabs[0].others
    assert ["something is missing"] == outcome.reported


def test_the_command_tells_and_gives_zero() -> None:
    """A table a session, what was reported, the sum."""
    code, text = told([str(RECORDED / "wezterm-sessions" / "wezterm_state_tabs4x2.json")])

    assert 0 == code
    assert "2 of 2" in text
    assert "Active tab: 3, as saved." in text
    assert text.rstrip().endswith("1 sessions, 8 panes: all as saved.")


def test_the_command_gives_one_where_it_differs() -> None:
    """Exit code 1 and the reason."""
    file = str(RECORDED / "wezterm-sessions" / "wezterm_state_s11_7_16.json")
    code, text = told([file, "--size", "5x4"])

    assert 1 == code
    assert "1 not as saved" in text


def test_bad_arguments(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A size that is none, a file that is none: exit code 2, and what to write instead."""
    with pytest.raises(SystemExit) as caught:
        cli.main(["rehearse", "x.json", "--size", "big"])

    assert 2 == caught.value.code
    assert "COLSxROWS" in capsys.readouterr().err

    code, text = told([str(tmp_path / "none.json")])

    assert 2 == code
    assert "none.json" in text
