"""Answers of `wezterm.mux`, windows, tabs and domains.

In:    calls from Lua, by id.
Out:   values of the model.
Never: a rule of its own: those are in mux/, host/spawning.py and tree/.
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

from typing import cast

from generator.simulator.errors import HostError
from generator.simulator.host import spawning
from generator.simulator.host.host import Host, mux_of, pane_of, tab_of, window_of
from generator.simulator.lua.border import Panes, Ref, take_one
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import said
from generator.simulator.machine.domains import Domain
from generator.simulator.mux.panes import Pane, Window
from generator.simulator.tree.slots import PaneDirection
from generator.simulator.verbs.registry import read, verb

PANE_DIRECTIONS = ("Up", "Down", "Left", "Right", "Next", "Prev")


@verb("wezterm.mux.get_active_workspace")
def get_active_workspace(host: Host, _state: LuaState) -> object:
    return mux_of(host).active_workspace


@verb("wezterm.mux.get_workspace_names")
def get_workspace_names(host: Host, _state: LuaState) -> object:
    return mux_of(host).workspaces()


@verb("wezterm.mux.set_active_workspace")
def set_active_workspace(host: Host, _state: LuaState, name: str) -> object:
    mux = mux_of(host)
    wanted = said(name)
    if wanted not in mux.workspaces():
        raise HostError(f'"{wanted}" is not an existing workspace')
    mux.set_active_workspace(wanted)
    return None


@verb("wezterm.mux.rename_workspace")
def rename_workspace(host: Host, _state: LuaState, old: str, new: str) -> object:
    mux_of(host).rename_workspace(said(old), said(new))
    return None


read("wezterm.mux.get_window", window_of, lambda window: window)
read("wezterm.mux.get_tab", tab_of, lambda tab: tab)
read("wezterm.mux.get_pane", pane_of, lambda pane: pane)


@verb("wezterm.mux.all_windows")
def all_windows(host: Host, _state: LuaState) -> object:
    windows = list(mux_of(host).windows.values())
    host.random.shuffle(windows)
    return windows


@verb("wezterm.mux.spawn_window")
def spawn_window(host: Host, _state: LuaState, *flat: object) -> object:
    return spawning.spawn_window(host, take_one(flat))


def _domain_ref(domain: Domain) -> Ref:
    return Ref("MuxDomain", domain.id)


def _domain(host: Host, number: int) -> Domain:
    mux = mux_of(host)
    for domain in (*mux.domains, mux.overlay_domain):
        if domain.id == number:
            return domain
    raise HostError(f"domain id {number} not found in mux")


@verb("wezterm.mux.get_domain")
def get_domain(host: Host, _state: LuaState, *flat: object) -> object:
    mux = mux_of(host)
    wanted = take_one(flat)
    if wanted is None:
        return _domain_ref(mux.default_domain)
    if isinstance(wanted, str):
        found = mux.domain_named(wanted)
        return _domain_ref(found) if found else None
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        every = (*mux.domains, mux.overlay_domain)
        return next((_domain_ref(d) for d in every if d.id == wanted), None)
    raise HostError("invalid domain identifier passed to mux.get_domain")


@verb("wezterm.mux.all_domains")
def all_domains(host: Host, _state: LuaState) -> object:
    mux = mux_of(host)
    domains = [*mux.domains, mux.overlay_domain]
    host.random.shuffle(domains)
    return [_domain_ref(domain) for domain in domains]


@verb("wezterm.mux.set_default_domain")
def set_default_domain(host: Host, _state: LuaState, number: int) -> object:
    mux_of(host).default_domain = _domain(host, number)
    return None


@verb("MuxDomain:domain_id", "MuxWindow:window_id", "MuxTab:tab_id", "MuxPane:pane_id")
def own_id(_host: Host, _state: LuaState, number: int) -> object:
    return number


# Domains.


read("MuxDomain:name", _domain, lambda domain: domain.name)
read("MuxDomain:label", _domain, lambda domain: domain.label)
read("MuxDomain:is_spawnable", _domain, lambda domain: domain.is_spawnable)
read(
    "MuxDomain:state",
    _domain,
    lambda domain: "Attached" if domain.is_attached else "Detached",
)


@verb("MuxDomain:has_any_panes")
def has_any_panes(host: Host, _state: LuaState, number: int) -> object:
    domain = _domain(host, number)
    return any(pane.domain is domain for pane in mux_of(host).panes.values())


@verb("MuxDomain:attach")
def attach(host: Host, _state: LuaState, number: int, _window: object = None) -> object:
    domain = _domain(host, number)
    if domain.is_attached:
        return None

    def connect() -> object:
        try:
            spawning.attach(host, domain)
        except HostError as error:
            return error
        return None

    return host.waits.ticket_after(domain.delay_ms, connect)


@verb("MuxDomain:detach")
def detach(host: Host, _state: LuaState, number: int) -> object:
    domain = _domain(host, number)
    if not domain.is_detachable:
        raise HostError("detach not implemented for LocalDomain")
    mux_of(host).detach(domain)
    return None


# Windows.


def _tabs_with_info(window: Window) -> object:
    return [
        {"index": index, "is_active": index == window.active_index, "tab": tab}
        for index, tab in enumerate(window.tabs)
    ]


read("MuxWindow:get_workspace", window_of, lambda window: window.workspace)
read("MuxWindow:get_title", window_of, lambda window: window.title)
read("MuxWindow:tabs", window_of, lambda window: window.tabs)
read("MuxWindow:tabs_with_info", window_of, _tabs_with_info)
read("MuxWindow:active_tab", window_of, lambda window: window.active_tab)
read(
    "MuxWindow:active_pane",
    window_of,
    lambda window: window.active_tab.active_pane if window.active_tab else None,
)


@verb("MuxWindow:set_workspace")
def set_workspace(host: Host, _state: LuaState, number: int, name: str) -> object:
    mux_of(host).set_workspace(window_of(host, number), said(name))
    return None


@verb("MuxWindow:spawn_tab")
def spawn_tab(host: Host, _state: LuaState, number: int, *flat: object) -> object:
    return spawning.spawn_tab(host, number, take_one(flat))


@verb("MuxWindow:set_title")
def set_window_title(host: Host, _state: LuaState, number: int, title: str) -> object:
    window = window_of(host, number)
    window.title = said(title)
    mux_of(host).notify("WindowTitleChanged", window=window)
    return None


# Tabs.


@verb("MuxTab:window")
def tab_window(host: Host, _state: LuaState, number: int) -> object:
    tab = mux_of(host).tabs.get(number)
    return tab.window if tab else None


read("MuxTab:get_title", tab_of, lambda tab: tab.title)
read("MuxTab:active_pane", tab_of, lambda tab: tab.active_pane)
read("MuxTab:panes", tab_of, lambda tab: tab.panes)


@verb("MuxTab:set_title")
def set_tab_title(host: Host, _state: LuaState, number: int, title: str) -> object:
    tab = tab_of(host, number)
    tab.title = said(title)
    mux_of(host).notify("TabTitleChanged", tab=tab, window=tab.window)
    return None


@verb("MuxTab:panes_with_info")
def panes_with_info(host: Host, _state: LuaState, number: int) -> object:
    flat: list[object] = []
    for slot in tab_of(host, number).tree.panes():
        flat += (
            cast("Pane", slot.pane).id,
            slot.index,
            slot.is_active,
            slot.is_zoomed,
            slot.left,
            slot.top,
            slot.width,
            slot.height,
            slot.pixel_width,
            slot.pixel_height,
        )
    return Panes(flat)


@verb("MuxTab:get_pane_direction")
def get_pane_direction(host: Host, _state: LuaState, number: int, direction: str) -> object:
    if direction not in PANE_DIRECTIONS:
        raise HostError(f"`{direction}` is not a valid PaneDirection variant")
    tab = tab_of(host, number)
    index = tab.tree.pane_in_direction(cast("PaneDirection", direction))
    return None if index is None else tab.panes[index]


@verb("MuxTab:set_zoomed")
def set_zoomed(host: Host, _state: LuaState, number: int, zoomed: bool) -> object:
    tab = tab_of(host, number)
    before = tab.tree.set_zoomed(zoomed)
    if before != zoomed:
        mux_of(host).notify("TabResized", tab=tab, window=tab.window)
    return before


@verb("MuxTab:rotate_counter_clockwise", "MuxTab:rotate_clockwise")
def rotate(host: Host, _state: LuaState, number: int) -> object:
    # Both names turn the same way: the host's own mistake.
    tab_of(host, number).tree.rotate_counter_clockwise()
    return None


@verb("MuxTab:get_size")
def get_size(host: Host, _state: LuaState, number: int) -> object:
    tab = tab_of(host, number)
    size = tab.tree.size
    return {
        "rows": size.rows,
        "cols": size.cols,
        "pixel_width": size.pixel_width,
        "pixel_height": size.pixel_height,
        "dpi": tab.dpi,
    }


@verb("MuxTab:activate")
def activate_tab(host: Host, _state: LuaState, number: int) -> object:
    tab = tab_of(host, number)
    if tab.window is None:
        raise HostError(f"tab {number} not found in any window")
    mux_of(host).activate_tab(tab)
    return None
