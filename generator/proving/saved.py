"""Saved sessions, read without the plugin: what a rehearsal expects to see.

In:    the text of a file: ours, the old plugin's (or its parent's), or resurrect's.
Out:   windows, tabs and panes as plain data.
Never: asks the plugin what the file means: then the two could only agree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote_to_bytes, urlsplit

from generator.errors import GeneratorError

Kind = Literal["ours", "old", "resurrect"]
Rect = tuple[int, int, int, int]
"""left, top, width, height in cells."""

Json = Any

OLD_URL = "https://github.com/abidibo/wezterm-sessions"
"""The address of the plugin that this one succeeds."""


class SavedError(GeneratorError):
    """A file that is no saved session; the message opens with the file."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}")


@dataclass(frozen=True)
class Tab:
    """One saved tab."""

    title: str
    cols: int
    rows: int
    rects: tuple[Rect, ...]
    active_pane: int
    """From 0, in tree order."""
    zoomed: bool
    directories: tuple[str | None, ...]
    """None where none was saved, or one on another machine."""
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Window:
    """One saved window."""

    title: str
    tabs: tuple[Tab, ...]
    active_tab: int
    """From 0."""

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows that hold all its tabs."""
        return max(tab.cols for tab in self.tabs), max(tab.rows for tab in self.tabs)


@dataclass(frozen=True)
class Saved:
    """One saved session."""

    path: Path
    kind: Kind
    name: str
    windows: tuple[Window, ...]

    @property
    def panes(self) -> int:
        """Number of panes in all."""
        return sum(len(tab.rects) for window in self.windows for tab in window.tabs)


def read(path: Path) -> Saved:
    """Read one file. SavedError when it can't be read or is no session of a kind that we know."""
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SavedError(path, error.strerror or "can't be read") from None
    except (ValueError, RecursionError):
        raise SavedError(path, "is no JSON") from None
    try:
        return _session(path, document)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise SavedError(path, "is no saved session of a kind that is known here") from None


def _session(path: Path, document: Json) -> Saved:
    if document.get("format") == "wezterm-sessions":
        windows = tuple(_our_window(window) for window in document["windows"])
        return Saved(path, "ours", _text(document["name"]), windows)
    if _is_resurrects(document):
        return _resurrected(path, document)
    # The parent, and the old plugin in its early days, had the tabs at the top.
    states = _items(document.get("windows")) or [{"title": "", "tabs": document["tabs"]}]
    return _foreign(path, "old", document["name"], map(_old_window, states))


def _foreign(path: Path, kind: Kind, name: str, windows: Iterable[Window]) -> Saved:
    """A session of another plugin's, without what is empty. ValueError where all is."""
    full = tuple(window for window in windows if window.tabs)
    if not full:
        raise ValueError(name)
    return Saved(path, kind, name, full)


def _items(value: Json) -> list[Json]:
    """The tables in a list; WezTerm writes an empty one as an object, and null for what is gone."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


# Ours.


def _our_window(window: Json) -> Window:
    tabs = tuple(_our_tab(tab) for tab in window["tabs"])
    return Window(_text(window["title"]), tabs, window["active_tab"] - 1)


def _our_tab(tab: Json) -> Tab:
    panes = tab["panes"]
    return Tab(
        title=_text(tab["title"]),
        cols=tab["cols"],
        rows=tab["rows"],
        rects=tuple(parse_layout(tab["layout"], tab["cols"], tab["rows"])),
        active_pane=tab["active_pane"] - 1,
        zoomed=tab["zoomed"],
        directories=tuple(
            None if "cwd_host" in pane else _text(pane.get("cwd")) or None for pane in panes
        ),
        domains=tuple(_text(pane.get("domain")) or "local" for pane in panes),
    )


def _text(value: Json) -> str:
    """A text, also one that is no UTF-8 and therefore stored percent-encoded."""
    if isinstance(value, Mapping):
        return unquote_to_bytes(value["bytes"]).decode("utf-8", "surrogateescape")
    return value or ""


def parse_layout(line: str, cols: int, rows: int) -> Iterator[Rect]:
    """Read `133 | 66 (41 / 18)`: places of the panes in tree order. ValueError for what is none."""
    tokens = re.findall(r"\d+|[|/()]", line)
    if tokens == []:
        yield 0, 0, cols, rows
        return
    rects: list[Rect] = []
    rest = _chain(tokens, (0, 0, cols, rows), rects)
    if rest:
        raise ValueError(line)
    yield from rects


def _axis(tokens: list[str]) -> str:
    depth = 0
    for word in tokens:
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0 and word in ("|", "/"):
            return word
    raise ValueError(tokens)


def _chain(tokens: list[str], area: Rect, rects: list[Rect]) -> list[str]:
    """Parts of one axis, each perhaps split across; gives the tokens after them."""
    axis = _axis(tokens)
    left, top, width, height = area
    while True:
        cells = int(tokens[0])
        tokens = tokens[1:]
        part = (left, top, cells, height) if axis == "|" else (left, top, width, cells)
        if tokens[:1] == ["("]:
            tokens = _chain(tokens[1:], part, rects)[1:]
        else:
            rects.append(part)
        left, top = (left + cells + 1, top) if axis == "|" else (left, top + cells + 1)
        if tokens[:1] != [axis]:
            return tokens
        tokens = tokens[1:]


# Others.


def _old_window(window: Json) -> Window:
    return _window(window, lambda tab: _items(tab.get("panes")))


def _window(window: Json, panes_of: Callable[[Json], list[Json]]) -> Window:
    """A window's tabs that have panes with a place."""
    full = [
        (tab, panes)
        for tab in _items(window.get("tabs"))
        if (panes := [pane for pane in panes_of(tab) if _has_place(pane)])
    ]
    active = next((i for i, (tab, _) in enumerate(full) if tab.get("is_active") is True), 0)
    tabs = tuple(_tab(tab, panes) for tab, panes in full)
    return Window(_title(window.get("title")), tabs, active)


def _has_place(pane: Json) -> bool:
    return all(isinstance(pane.get(name), int) for name in ("left", "top", "width", "height"))


def _title(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _tab(tab: Json, panes: list[Json]) -> Tab:
    rects = tuple((p["left"], p["top"], p["width"], p["height"]) for p in panes)
    return Tab(
        title=_title(tab.get("title")),
        cols=max(left + width for left, _, width, _ in rects),
        rows=max(top + height for _, top, _, height in rects),
        rects=rects,
        active_pane=next((i for i, pane in enumerate(panes) if pane.get("is_active")), 0),
        zoomed=any(pane.get("is_zoomed") for pane in panes),
        directories=tuple(_directory(pane.get("cwd")) for pane in panes),
        domains=tuple(pane.get("domain") or "local" for pane in panes),
    )


def _directory(cwd: str | None) -> str | None:
    """The path in a URL, decoded once, or a plain path; without its last slash."""
    if not cwd or cwd == "nil":
        return None
    path = cwd
    if cwd.startswith("file:"):
        parts = urlsplit(cwd)
        if parts.netloc not in ("", "localhost"):
            return None
        path = unquote_to_bytes(parts.path).decode("utf-8", "surrogateescape")
    return path.rstrip("/") or "/"


def _is_resurrects(document: Json) -> bool:
    """By its trees: the state of a tab, of a window, or of a workspace."""
    windows = [document, *_items(document.get("window_states"))]
    tabs = [document, *(tab for window in windows for tab in _items(window.get("tabs")))]
    return any(isinstance(tab.get("pane_tree"), dict) for tab in tabs)


def _resurrected(path: Path, document: Json) -> Saved:
    if isinstance(document.get("pane_tree"), dict):
        states, name = [{"tabs": [document]}], _named(document, "unnamed tab")
    elif _items(document.get("tabs")):
        states, name = [document], _named(document, "unnamed window")
    else:
        states, name = _items(document["window_states"]), document["workspace"]
    return _foreign(path, "resurrect", name, map(_resurrected_window, states))


def _named(document: Json, otherwise: str) -> str:
    """The name under which it is taken over."""
    title = _title(document.get("title"))
    return otherwise if title in ("", "nil") else title


def _resurrected_window(state: Json) -> Window:
    return _window(
        state,
        lambda tab: sorted(_nodes(tab.get("pane_tree")), key=lambda node: int(node["index"])),
    )


def _nodes(node: Json) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        yield from _nodes(node.get("right"))
        yield from _nodes(node.get("bottom"))
