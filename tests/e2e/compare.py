"""Two states of a workspace, before and after, compared as a user would.

In:    what the harness saw, twice.
Out:   sentences, one for each difference; none when all is as it was.
Never: forgives: at the same size every cell counts.
"""

from __future__ import annotations

from tests.e2e.terminal import Json

EDGE_TOLERANCE_CELLS = 1.0


def differences(before: Json, after: Json, *, may_resize: bool = False) -> list[str]:
    """Compare all that a session keeps; with `may_resize` the shapes of what has another size."""
    found: list[str] = []
    windows = list(zip(before["windows"], after["windows"], strict=False))
    _same(found, "windows", len(before["windows"]), len(after["windows"]))
    for number, (old, new) in enumerate(windows, start=1):
        where = f"window {number}"
        _same(found, f"{where}: title", old["title"], new["title"])
        _same(found, f"{where}: active tab", old["active_tab"], new["active_tab"])
        _same(found, f"{where}: tabs", len(old["tabs"]), len(new["tabs"]))
        for place, tabs in enumerate(zip(old["tabs"], new["tabs"], strict=False), start=1):
            _compare_tabs(found, f"{where}, tab {place}", *tabs)
            if not may_resize:
                _same(found, f"{where}, tab {place}: size", *(_size(tab) for tab in tabs))
    return found


def _compare_tabs(found: list[str], where: str, old: Json, new: Json) -> None:
    _same(found, f"{where}: title", old["title"], new["title"])
    _same(found, f"{where}: panes", len(old["panes"]), len(new["panes"]))
    if len(old["panes"]) != len(new["panes"]):
        return
    same_size = extent(old) == extent(new)
    for number, (pane, other) in enumerate(zip(old["panes"], new["panes"], strict=True), start=1):
        place = f"{where}, pane {number}"
        for key in ("active", "zoomed", "domain"):
            _same(found, f"{place}: {key}", pane[key], other[key])
        _same(
            found,
            f"{place}: cwd",
            (pane["cwd"] or "").rstrip("/"),
            (other["cwd"] or "").rstrip("/"),
        )
        if same_size:
            for key in ("left", "top", "width", "height", "own_cols", "own_rows"):
                _same(found, f"{place}: {key}", pane[key], other[key])
    if not same_size:
        _compare_shapes(found, where, old, new)


def _size(tab: Json) -> str:
    return f"{tab['cols']}x{tab['rows']}"


def extent(tab: Json) -> tuple[int, int]:
    """How far a tab's panes reach, in cells."""
    panes = tab["panes"]
    return (
        max(pane["left"] + pane["width"] for pane in panes),
        max(pane["top"] + pane["height"] for pane in panes),
    )


def _compare_shapes(found: list[str], where: str, old: Json, new: Json) -> None:
    """Every divider within one cell of its proportional place."""
    for axis, (start, length) in enumerate((("left", "width"), ("top", "height"))):
        scale = (extent(new)[axis] + 1) / (extent(old)[axis] + 1)
        for number, (pane, other) in enumerate(
            zip(old["panes"], new["panes"], strict=True), start=1
        ):
            for edge, (was, is_now) in {
                start: (pane[start], other[start]),
                "end": (pane[start] + pane[length] + 1, other[start] + other[length] + 1),
            }.items():
                if abs(was * scale - is_now) > EDGE_TOLERANCE_CELLS:
                    found.append(
                        f"{where}, pane {number}: {start}..{edge} at {is_now},"
                        f" proportional would be {was * scale:.1f}"
                    )


def _same(found: list[str], what: str, old: object, new: object) -> None:
    if old != new:
        found.append(f"{what} was {old!r}, is {new!r}")
