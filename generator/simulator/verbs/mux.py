"""Answers of `wezterm.mux`, windows, tabs and domains.

In:    calls from Lua, by id.
Out:   values of the model.
Never: a rule of its own: those are in mux/, host/spawning.py and tree/.
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from generator.simulator.errors import HostError
from generator.simulator.host import spawning
from generator.simulator.lua.border import Panes, Ref, take
from generator.simulator.lua.text import from_raw
from generator.simulator.machine.domains import Domain
from generator.simulator.mux.panes import Pane
from generator.simulator.tree.slots import PaneDirection
from generator.simulator.verbs.registry import mux_of, pane_of, tab_of, verb, window_of

if TYPE_CHECKING:
    from generator.simulator.lua.runtime import LuaState
    from generator.simulator.world import World

PANE_DIRECTIONS = ("Up", "Down", "Left", "Right", "Next", "Prev")


@verb("wezterm.mux.get_active_workspace")
def get_active_workspace(world: World, _state: LuaState) -> object:
    return mux_of(world).active_workspace


@verb("wezterm.mux.get_workspace_names")
def get_workspace_names(world: World, _state: LuaState) -> object:
    return mux_of(world).workspaces()


@verb("wezterm.mux.set_active_workspace")
def set_active_workspace(world: World, _state: LuaState, name: str) -> object:
    mux = mux_of(world)
    wanted = from_raw(name)
    if wanted not in mux.workspaces():
        raise HostError(f'"{wanted}" is not an existing workspace')
    mux.set_active_workspace(wanted)
    return None


@verb("wezterm.mux.rename_workspace")
def rename_workspace(world: World, _state: LuaState, old: str, new: str) -> object:
    mux_of(world).rename_workspace(from_raw(old), from_raw(new))
    return None


@verb("wezterm.mux.get_window")
def get_window(world: World, _state: LuaState, number: int) -> object:
    return window_of(world, number)


@verb("wezterm.mux.get_tab")
def get_tab(world: World, _state: LuaState, number: int) -> object:
    return tab_of(world, number)


@verb("wezterm.mux.get_pane")
def get_pane(world: World, _state: LuaState, number: int) -> object:
    return pane_of(world, number)


@verb("wezterm.mux.all_windows")
def all_windows(world: World, _state: LuaState) -> object:
    windows = list(mux_of(world).windows.values())
    world.random.shuffle(windows)
    return windows


@verb("wezterm.mux.spawn_window")
def spawn_window(world: World, _state: LuaState, *flat: object) -> object:
    given = take(flat)
    return spawning.spawn_window(world, given[0] if given else None)


def _domain_ref(domain: Domain) -> Ref:
    return Ref("MuxDomain", domain.id)


def _domain(world: World, number: int) -> Domain:
    mux = mux_of(world)
    for domain in (*mux.domains, mux.overlay_domain):
        if domain.id == number:
            return domain
    raise HostError(f"domain id {number} not found in mux")


@verb("wezterm.mux.get_domain")
def get_domain(world: World, _state: LuaState, *flat: object) -> object:
    mux = mux_of(world)
    given = take(flat)
    wanted = given[0] if given else None
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
def all_domains(world: World, _state: LuaState) -> object:
    mux = mux_of(world)
    domains = [*mux.domains, mux.overlay_domain]
    world.random.shuffle(domains)
    return [_domain_ref(domain) for domain in domains]


@verb("wezterm.mux.set_default_domain")
def set_default_domain(world: World, _state: LuaState, number: int) -> object:
    mux_of(world).default_domain = _domain(world, number)
    return None


# Domains.


@verb("MuxDomain:domain_id")
def domain_id(_world: World, _state: LuaState, number: int) -> object:
    return number


@verb("MuxDomain:name", "MuxDomain:label")
def domain_name(world: World, _state: LuaState, number: int) -> object:
    return _domain(world, number).name


@verb("MuxDomain:is_spawnable")
def is_spawnable(world: World, _state: LuaState, number: int) -> object:
    return _domain(world, number).is_spawnable


@verb("MuxDomain:state")
def domain_state(world: World, _state: LuaState, number: int) -> object:
    return "Attached" if _domain(world, number).is_attached else "Detached"


@verb("MuxDomain:has_any_panes")
def has_any_panes(world: World, _state: LuaState, number: int) -> object:
    domain = _domain(world, number)
    return any(pane.domain is domain for pane in mux_of(world).panes.values())


@verb("MuxDomain:attach")
def attach(world: World, _state: LuaState, number: int, _window: object = None) -> object:
    domain = _domain(world, number)
    if domain.is_attached:
        return None

    def connect() -> object:
        try:
            spawning.attach(world, domain)
        except HostError as error:
            return error
        return None

    return world.waits.ticket_after(domain.delay_ms, connect)


@verb("MuxDomain:detach")
def detach(world: World, _state: LuaState, number: int) -> object:
    domain = _domain(world, number)
    if not domain.is_detachable:
        raise HostError("detach not implemented for LocalDomain")
    mux_of(world).detach(domain)
    return None


# Windows.


@verb("MuxWindow:window_id")
def window_id(_world: World, _state: LuaState, number: int) -> object:
    return number


@verb("MuxWindow:get_workspace")
def get_workspace(world: World, _state: LuaState, number: int) -> object:
    return window_of(world, number).workspace


@verb("MuxWindow:set_workspace")
def set_workspace(world: World, _state: LuaState, number: int, name: str) -> object:
    mux_of(world).set_workspace(window_of(world, number), from_raw(name))
    return None


@verb("MuxWindow:spawn_tab")
def spawn_tab(world: World, _state: LuaState, number: int, *flat: object) -> object:
    given = take(flat)
    return spawning.spawn_tab(world, number, given[0] if given else None)


@verb("MuxWindow:get_title")
def window_title(world: World, _state: LuaState, number: int) -> object:
    return window_of(world, number).title


@verb("MuxWindow:set_title")
def set_window_title(world: World, _state: LuaState, number: int, title: str) -> object:
    window = window_of(world, number)
    window.title = from_raw(title)
    mux_of(world).notify("WindowTitleChanged", window=window)
    return None


@verb("MuxWindow:tabs")
def tabs(world: World, _state: LuaState, number: int) -> object:
    return window_of(world, number).tabs


@verb("MuxWindow:tabs_with_info")
def tabs_with_info(world: World, _state: LuaState, number: int) -> object:
    window = window_of(world, number)
    return [
        {"index": index, "is_active": index == window.active_index, "tab": tab}
        for index, tab in enumerate(window.tabs)
    ]


@verb("MuxWindow:active_tab")
def active_tab(world: World, _state: LuaState, number: int) -> object:
    return window_of(world, number).active_tab


@verb("MuxWindow:active_pane")
def window_active_pane(world: World, _state: LuaState, number: int) -> object:
    tab = window_of(world, number).active_tab
    return tab.active_pane if tab else None


# Tabs.


@verb("MuxTab:tab_id")
def tab_id(_world: World, _state: LuaState, number: int) -> object:
    return number


@verb("MuxTab:window")
def tab_window(world: World, _state: LuaState, number: int) -> object:
    tab = mux_of(world).tabs.get(number)
    return tab.window if tab else None


@verb("MuxTab:get_title")
def tab_title(world: World, _state: LuaState, number: int) -> object:
    return tab_of(world, number).title


@verb("MuxTab:set_title")
def set_tab_title(world: World, _state: LuaState, number: int, title: str) -> object:
    tab = tab_of(world, number)
    tab.title = from_raw(title)
    mux_of(world).notify("TabTitleChanged", tab=tab, window=tab.window)
    return None


@verb("MuxTab:active_pane")
def tab_active_pane(world: World, _state: LuaState, number: int) -> object:
    return tab_of(world, number).active_pane


@verb("MuxTab:panes")
def panes(world: World, _state: LuaState, number: int) -> object:
    return tab_of(world, number).panes


@verb("MuxTab:panes_with_info")
def panes_with_info(world: World, _state: LuaState, number: int) -> object:
    flat: list[object] = []
    for slot in tab_of(world, number).tree.panes():
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
def get_pane_direction(world: World, _state: LuaState, number: int, direction: str) -> object:
    if direction not in PANE_DIRECTIONS:
        raise HostError(f"`{direction}` is not a valid PaneDirection variant")
    tab = tab_of(world, number)
    index = tab.tree.pane_in_direction(cast("PaneDirection", direction))
    return None if index is None else tab.panes[index]


@verb("MuxTab:set_zoomed")
def set_zoomed(world: World, _state: LuaState, number: int, zoomed: bool) -> object:
    tab = tab_of(world, number)
    before = tab.tree.set_zoomed(zoomed)
    if before != zoomed:
        mux_of(world).notify("TabResized", tab=tab, window=tab.window)
    return before


@verb("MuxTab:rotate_counter_clockwise", "MuxTab:rotate_clockwise")
def rotate(world: World, _state: LuaState, number: int) -> object:
    # Both names turn the same way: the host's own mistake.
    tab_of(world, number).tree.rotate_counter_clockwise()
    return None


@verb("MuxTab:get_size")
def get_size(world: World, _state: LuaState, number: int) -> object:
    tab = tab_of(world, number)
    size = tab.tree.size
    return {
        "rows": size.rows,
        "cols": size.cols,
        "pixel_width": size.pixel_width,
        "pixel_height": size.pixel_height,
        "dpi": tab.dpi,
    }


@verb("MuxTab:activate")
def activate_tab(world: World, _state: LuaState, number: int) -> object:
    tab = tab_of(world, number)
    if tab.window is None:
        raise HostError(f"tab {number} not found in any window")
    mux_of(world).activate_tab(tab)
    return None
