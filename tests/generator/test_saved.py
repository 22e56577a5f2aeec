"""Saved sessions as a rehearsal reads them, without the plugin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.proving import saved

RECORDED = Path(__file__).parents[1] / "recorded" / "states"

OURS = {
    "format": "wezterm-sessions",
    "version": 1,
    "name": "mine",
    "windows": [
        {
            "title": "w",
            "active_tab": 1,
            "tabs": [
                {
                    "title": {"bytes": "a%FF"},
                    "cols": 100,
                    "rows": 30,
                    "active_pane": 2,
                    "zoomed": True,
                    "layout": "49 | 50 (9 / 20)",
                    "panes": [
                        {"domain": "local", "cwd": "/a b"},
                        {"domain": "local"},
                        {"domain": "dev", "cwd": "/far", "cwd_host": "elsewhere"},
                    ],
                }
            ],
        }
    ],
}


def write(tmp_path: Path, document: object) -> Path:
    """Put a document into a file."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document))
    return path


@pytest.mark.parametrize("file", sorted((RECORDED / "resurrect").iterdir()), ids=lambda f: f.stem)
def test_both_recordings_of_a_session_agree(file: Path) -> None:
    """The old plugin's file and resurrect's describe the same windows, tabs and panes."""
    ours = saved.read(file)
    (twin,) = (
        other
        for other in map(saved.read, sorted((RECORDED / "wezterm-sessions").iterdir()))
        if other.name == ours.name
    )

    assert ("resurrect", "old") == (ours.kind, twin.kind)
    assert ours.windows == twin.windows


def test_our_documents(tmp_path: Path) -> None:
    """The layout's line, numbers from 1, texts as bytes, directories elsewhere."""
    session = saved.read(write(tmp_path, OURS))
    (tab,) = session.windows[0].tabs

    assert ((0, 0, 49, 30), (50, 0, 50, 9), (50, 10, 50, 20)) == tab.rects
    assert ("a\udcff", 1, True) == (tab.title, tab.active_pane, tab.zoomed)
    assert ("/a b", None, None) == tab.directories
    assert ("ours", 3, (100, 30)) == (session.kind, session.panes, session.windows[0].size)


@pytest.mark.parametrize(
    ("line", "rects"),
    [
        ("whole", [(0, 0, 80, 24)]),
        ("39 | 40", [(0, 0, 39, 24), (40, 0, 40, 24)]),
        ("3 / 20 (10 | 69)", [(0, 0, 80, 3), (0, 4, 10, 20), (11, 4, 69, 20)]),
        (
            "9 (3 / 20) | 9 | 60 (5 / 18)",
            [(0, 0, 9, 3), (0, 4, 9, 20), (10, 0, 9, 24), (20, 0, 60, 5), (20, 6, 60, 18)],
        ),
    ],
)
def test_layout_lines(line: str, rects: list[saved.Rect]) -> None:
    """Parts side by side, one below the other, and split in turn."""
    assert rects == list(saved.parse_layout(line, 80, 24))


def test_tabs_at_the_top(tmp_path: Path) -> None:
    """The old plugin's parent had no windows; missing fields have their defaults."""
    pane = {"left": 0, "top": 0, "width": 80, "height": 24, "cwd": "nil", "tty": "nil"}
    session = saved.read(write(tmp_path, {"name": "n", "tabs": [{"panes": [pane]}]}))

    assert (None,) == session.windows[0].tabs[0].directories
    assert 0 == session.windows[0].active_tab


@pytest.mark.parametrize(
    "text", ["", "[1]", "{}", '{"windows": 5}', '{"name": "x", "windows": []}']
)
def test_what_is_no_session(tmp_path: Path, text: str) -> None:
    """Anything else is refused with the file's name."""
    path = tmp_path / "bad.json"
    path.write_text(text)

    with pytest.raises(saved.SavedError, match=r"bad\.json"):
        saved.read(path)


def test_a_missing_file(tmp_path: Path) -> None:
    """It is named, with the reason."""
    with pytest.raises(saved.SavedError, match=r"none\.json: No such file"):
        saved.read(tmp_path / "none.json")
