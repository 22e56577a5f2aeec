"""The driver of the proof in the real terminal, as far as it needs none."""

from __future__ import annotations

import copy
import os
import random
import shutil
import stat
import subprocess
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from generator.proving.replay import FORMS, replay
from generator.simulator.tree.split_tree import SplitTree
from tests.e2e import display, figures
from tests.e2e.__main__ import main
from tests.e2e.compare import differences
from tests.e2e.conformance import compare
from tests.e2e.figures import Loads
from tests.e2e.report import Report, judged
from tests.e2e.scripts import script, workspace_spec
from tests.e2e.terminal import find, find_all

RECORDED = Path(__file__).parents[1] / "recorded"


def pane(left: int, width: int, **more: Any) -> dict[str, Any]:
    """Describe a pane of a tab of one row of panes."""
    return {
        "left": left,
        "top": 0,
        "width": width,
        "height": 10,
        "own_cols": width,
        "own_rows": 10,
        "active": left == 0,
        "zoomed": False,
        "domain": "local",
        "cwd": "/home",
    } | more


def state(*panes: dict[str, Any], title: str = "") -> dict[str, Any]:
    """Describe a workspace of one tab."""
    tab = {"title": title, "cols": 80, "rows": 10, "panes": list(panes)}
    return {"windows": [{"title": "", "active_tab": 1, "tabs": [tab]}]}


def test_equal_states_do_not_differ() -> None:
    """A slash at the end of a directory is WezTerm's habit and no difference."""
    before = state(pane(0, 40), pane(41, 39))
    after = copy.deepcopy(before)
    after["windows"][0]["tabs"][0]["panes"][0]["cwd"] = "/home/"

    assert [] == differences(before, after)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("width", 41),
        ("own_cols", 40),
        ("left", 1),
        ("active", False),
        ("zoomed", True),
        ("cwd", "/"),
        ("domain", "other"),
    ],
)
def test_every_fact_of_a_pane_counts(key: str, value: object) -> None:
    """At the same size nothing is forgiven."""
    before = state(pane(0, 30), pane(31, 18), pane(50, 30))
    after = copy.deepcopy(before)
    after["windows"][0]["tabs"][0]["panes"][0][key] = value

    assert 1 == len(differences(before, after))


def test_missing_tabs_and_titles_count() -> None:
    """What is not there is a difference, not a pair that is passed over."""
    before, after = state(pane(0, 80)), state(pane(0, 80), title="other")
    assert ["window 1, tab 1: title was '', is 'other'"] == differences(before, after)
    after["windows"][0]["tabs"].clear()

    assert ["window 1: tabs was 1, is 0"] == differences(before, after)


@pytest.mark.parametrize(("divider", "count"), [(20, 0), (19, 0), (21, 2), (23, 2)])
def test_another_size_is_compared_by_shape(divider: int, count: int) -> None:
    """Half as wide: the divider at 40 of 81 belongs at 20 of 41, give or take one."""
    before = state(pane(0, 40), pane(41, 39))
    after = state(pane(0, divider), pane(divider + 1, 39 - divider))

    assert count == len(differences(before, after, may_resize=True))


@given(st.integers())
def test_scripts_are_records_of_operations(seed: int) -> None:
    """Every line is one that the replay knows; panes are named that were there."""
    lines = script(random.Random(seed), 12)

    assert lines[0].startswith("new ")
    assert {line.split()[0] for line in lines} <= FORMS.keys()


@given(st.integers())
def test_every_split_of_a_drawn_workspace_fits(seed: int) -> None:
    """The proof must not fail for a layout that WezTerm itself refuses."""
    spec = workspace_spec(random.Random(seed), "w", ["/"], size=(160, 45), least=5)
    for window in spec.windows:
        assert 1 <= window.active_tab <= len(window.tabs)
        for tab in window.tabs:
            tree = SplitTree(window.cols, window.rows)
            tree.assign(1)
            for number, split in enumerate(tab.splits, start=2):
                index = tree.index(split.pane)
                assert index is not None
                tree.split(index, split.direction, split.size, False, number)
            assert min(min(slot.width, slot.height) for slot in tree.panes()) >= 5
            assert 1 <= tab.active <= len(tree)


def test_conformance_finds_what_differs() -> None:
    """A record with one cell too many is found; a pane of no cells is told as one of one."""
    slot = {"pane": 0, "width": 80, "own_rows": 24}
    step = {"result": None, "state": {"panes": [slot]}}
    good = {"ops": ["new 80 24 0 0"], "steps": [step], "end": "ok"}
    bad = copy.deepcopy(good)
    bad["steps"][0]["state"]["panes"][0]["width"] = 81  # type: ignore[index]
    result = compare([good, bad])

    assert (2, 2, 1) == (result.scripts, result.steps, len(result.mismatches))
    assert 1 == len(result.records)


def test_what_wezterm_answered_is_reproduced() -> None:
    """Records of the live proof: hangs, top-level splits, refusals, zoom, the panes' own sizes."""
    result = replay(RECORDED / "live_vectors.jsonl")

    assert () == result.mismatches
    assert result.sequences > 80


def test_a_target_is_missed_when_the_whole_interval_misses_it() -> None:
    """What disturbs one load says nothing, nor what disturbs a load and its floor alike."""
    slow, disturbed = Loads.of([(13.0, 10.0)] * 9), [(11.0, 10.0)] * 8 + [(90.0, 10.0)]
    uneven = [(11.0, 10.0), (22.0, 20.0), (33.0, 30.0)] * 3

    assert slow.misses(1.2)
    assert not slow.misses(1.3)
    assert not Loads.of(disturbed).misses(1.15)
    assert 1.1 == pytest.approx(Loads.of(uneven).ratio.high)


@pytest.mark.parametrize("ends", [0, 1])
def test_a_load_without_an_end_is_a_failure_with_a_name(ends: int) -> None:
    """The old plugin may not tell of one: that is said, and the others are still summed up."""
    setting: Any = SimpleNamespace(name="old", lazy="background")
    saved = {"before": state(pane(0, 80)), "saved_ms": [5.0]}
    one = {"whole": 10.0, "visible": 10.0, "slices": [], "after": saved["before"]}
    rounds = [one | {"ended_ms": 10.0, "returned_ms": 10.0}] * ends + [one]
    proof = figures._judge(setting, figures.Case(1, 2), saved, rounds)

    assert [f"1 of {ends + 1} loads came to no end"] == proof.failures
    assert proof.failures[0] in proof.said
    assert ("complete 10.0 ms" in proof.said) == bool(ends)


def wezterm(folder: Path, version: str) -> str:
    """Put the server of a WezTerm into a folder; the folder."""
    folder.mkdir()
    server = folder / "wezterm-mux-server"
    server.write_text(f"#!/bin/sh\necho wezterm {version}\n", encoding="utf-8")
    server.chmod(server.stat().st_mode | stat.S_IXUSR)
    return str(folder)


def test_wezterm_is_found_where_the_variable_says(tmp_path: Path) -> None:
    """The variable wins over PATH; without a mux server there is no WezTerm."""
    folder = wezterm(tmp_path / "one", "20990101-000000-0")
    found = find({"WEZTERM_BIN_DIR": folder, "PATH": "/nowhere"})

    assert found is not None
    assert (found.server, found.gui) == (Path(folder) / "wezterm-mux-server", None)
    assert ("wezterm 20990101-000000-0", "20990101-000000") == (found.version, found.build)
    assert find({"PATH": "/nowhere"}) is None
    assert found == find({"PATH": folder})


def test_each_folder_has_a_wezterm(tmp_path: Path) -> None:
    """All are proven, in that order; a folder without one is told."""
    versions = ("20240203-110809-5046fc22", "20250223-062404-4ff581a8")
    folders = [wezterm(tmp_path / version[:8], version) for version in versions]
    found, missing = find_all({"WEZTERM_BIN_DIR": os.pathsep.join([*folders, "/nowhere"])})

    assert [f"wezterm {version}" for version in versions] == [each.version for each in found]
    assert ["/nowhere"] == missing


def test_the_table_says_of_which_wezterm_a_line_is() -> None:
    """So that one table can hold several."""
    text = StringIO()
    report = Report(Console(file=text, width=120))
    for build in ("20240203-110809", "20250223-062404"):
        report.add(judged("headless", "save", "1/1 exact", []), build)
    report.close("")
    lines = [line for line in text.getvalue().splitlines() if line.startswith("│")]

    assert ["20240203-110809", "20250223-062404"] == [line.split()[1] for line in lines]


@pytest.mark.parametrize("xprop", ["exit 0", "exit 1"])
def test_a_screen_without_a_window_manager_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, xprop: str
) -> None:
    """Xvfb and the manager are gone when it did not come up in time, or cannot be asked."""
    pids = tmp_path / "pids"
    sleep = f"echo $$ >>{pids}; exec {shutil.which('sleep')} 60"
    for name, line in {
        "Xvfb": f"echo 99 >/proc/self/fd/$2; {sleep}",
        "openbox": f"trap '' TERM; {sleep}",
        # Not before both are there to be left behind.
        "xprop": f"until {{ read one && read two; }} <{pids}; do :; done; {xprop}",
    }.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(display, "START_LIMIT_S", 0.2)
    monkeypatch.setattr(display, "END_LIMIT_S", 0.2)
    with pytest.raises((RuntimeError, subprocess.CalledProcessError)):
        display.Display()
    started = pids.read_text(encoding="utf-8").split()

    assert 2 == len(started)
    assert [] == [pid for pid in started if Path("/proc", pid).exists()]


def test_a_screen_that_does_not_come_up_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An Xvfb that ends at once has no number to tell."""
    program = tmp_path / "Xvfb"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(RuntimeError, match="Xvfb did not come up"):
        display.Display()


def test_without_wezterm_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One loud line, and no failure."""
    monkeypatch.setenv("WEZTERM_BIN_DIR", "/nowhere")

    assert 0 == main([])
    assert capsys.readouterr().out.startswith("SKIPPED: there is no wezterm-mux-server")
