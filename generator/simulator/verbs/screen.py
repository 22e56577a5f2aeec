"""Answers about what panes show: lines, cursor, zones.

In:    calls from Lua, by pane id.
Out:   text and places of the pane's screen.
Never: what a full-screen program draws: the alternate screen is empty here.
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

from collections.abc import Mapping

from generator.simulator.errors import HostError
from generator.simulator.host.host import Host, pane_of
from generator.simulator.lua.border import take
from generator.simulator.lua.runtime import LuaState
from generator.simulator.mux.panes import Pane
from generator.simulator.verbs.registry import read, verb


def _is_alternate(pane: Pane) -> bool:
    return pane.terminal is not None and pane.terminal.is_alternate


@verb("MuxPane:is_alt_screen_active")
def is_alt_screen_active(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    return pane.domain.kind != "client" and _is_alternate(pane)


def _lines(pane: Pane) -> list[str]:
    return [] if _is_alternate(pane) else pane.screen.text(pane.cols)


read("MuxPane:has_unseen_output", pane_of, lambda _pane: False)


@verb("MuxPane:get_dimensions")
def get_dimensions(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    cols, rows = pane.size
    kept = max(rows, len(_lines(pane)))
    return {
        "cols": cols,
        "viewport_rows": rows,
        "scrollback_rows": kept,
        "physical_top": kept - rows,
        "scrollback_top": 0,
        "dpi": 96,
        "pixel_width": cols * 8,
        "pixel_height": rows * 16,
        "reverse_video": False,
    }


@verb("MuxPane:get_cursor_position")
def get_cursor_position(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    x, y = (0, 0) if _is_alternate(pane) else pane.screen.cursor(pane.cols)
    return {"x": x, "y": y, "shape": "Default", "visibility": "Visible"}


@verb(
    "MuxPane:get_lines_as_text",
    "MuxPane:get_lines_as_escapes",
    "MuxPane:get_logical_lines_as_text",
)
def get_lines(host: Host, _state: LuaState, number: int, lines: int | None = None) -> object:
    pane = pane_of(host, number)
    count = pane.rows if lines is None else lines
    # The last rows of the screen, of which the lowest may still be empty.
    text = _lines(pane)
    text += [""] * (pane.rows - len(text))
    return "\n".join(text[-count:]).rstrip() if count > 0 else ""


@verb("MuxPane:get_semantic_zones")
def get_semantic_zones(host: Host, _state: LuaState, number: int, *flat: object) -> object:
    pane = pane_of(host, number)
    wanted = next(iter(take(flat)), None)
    if _is_alternate(pane) or pane.domain.kind == "client":
        return []
    zones = pane.screen.zones(pane.cols)
    return [zone for zone in zones if wanted is None or zone["semantic_type"] == wanted]


@verb("MuxPane:get_semantic_zone_at")
def get_semantic_zone_at(host: Host, _state: LuaState, number: int, x: int, y: int) -> object:
    pane = pane_of(host, number)
    for zone in pane.screen.zones(pane.cols) if not _is_alternate(pane) else []:
        if (zone["start_y"], zone["start_x"]) <= (y, x) <= (zone["end_y"], zone["end_x"]):
            return zone
    return None


def _region(host: Host, pane: Pane, start: tuple[int, int], end: tuple[int, int]) -> str:
    if host.settings.release == "stable":
        # The last row is left out, and with it all of a single one.
        return "" if start[1] >= end[1] else _region_to(pane, start, (pane.cols, end[1] - 1)) + "\n"
    return _region_to(pane, start, end)


def _region_to(pane: Pane, start: tuple[int, int], end: tuple[int, int]) -> str:
    return "" if _is_alternate(pane) else pane.screen.region(pane.cols, start, end)


@verb("MuxPane:get_text_from_semantic_zone")
def get_text_from_semantic_zone(host: Host, _state: LuaState, number: int, *flat: object) -> object:
    zone = next(iter(take(flat)), None)
    places = ("start_x", "start_y", "end_x", "end_y")
    if not isinstance(zone, Mapping) or not all(isinstance(zone.get(p), int) for p in places):
        raise HostError("cannot convert the zone to SemanticZone")
    start_x, start_y, end_x, end_y = (int(zone[place]) for place in places)
    return _region(host, pane_of(host, number), (start_x, start_y), (end_x, end_y))


@verb("MuxPane:get_text_from_region")
def get_text_from_region(host: Host, _state: LuaState, number: int, *corners: int) -> object:
    start_x, start_y, end_x, end_y = corners
    return _region(host, pane_of(host, number), (start_x, start_y), (end_x, end_y))
