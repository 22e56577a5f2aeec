"""Answers of panes: what runs in them, what they show, what is typed into them.

In:    calls from Lua, by pane id.
Out:   values of the model; nothing at all where a remote pane has nothing to say.
Never: a rule of its own about splitting (that is host/spawning.py).
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

import re

from generator.simulator.errors import HostError
from generator.simulator.host import spawning
from generator.simulator.host.directories import url_of
from generator.simulator.host.host import Host, mux_of, pane_of
from generator.simulator.lua.border import Several, Url, take_one
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import from_raw, said
from generator.simulator.mux.mux import Mux
from generator.simulator.mux.panes import Pane, Tab, Window
from generator.simulator.verbs.processes import process
from generator.simulator.verbs.registry import read, verb

OSC_7 = re.compile("\x1b]7;([^\x07\x1b]*)(?:\x07|\x1b\\\\)")
"""By which a program announces its directory; an empty one takes it back."""


@verb("MuxPane:tab")
def tab(host: Host, _state: LuaState, number: int) -> object:
    pane = mux_of(host).panes.get(number)
    return pane.tab if pane and pane.tab and pane.tab.window else None


@verb("MuxPane:window")
def window(host: Host, _state: LuaState, number: int) -> object:
    pane = mux_of(host).panes.get(number)
    return pane.tab.window if pane and pane.tab else None


@verb("MuxPane:split")
def split(host: Host, _state: LuaState, number: int, *flat: object) -> object:
    return spawning.split(host, number, take_one(flat))


@verb("MuxPane:activate")
def activate(host: Host, _state: LuaState, number: int) -> object:
    mux = mux_of(host)
    pane = pane_of(host, number)
    if pane.tab is None or pane.tab.window is None:
        raise HostError(f"pane {number} not found in any window")
    mux.activate_tab(pane.tab)
    mux.activate_pane(pane)
    return None


read("MuxPane:mux_pane", pane_of, lambda pane: pane)
read("MuxPane:get_title", pane_of, lambda pane: pane.title)
read("MuxPane:get_user_vars", pane_of, lambda pane: dict(pane.user_vars))
read("MuxPane:get_metadata", pane_of, lambda _pane: {})


@verb("MuxPane:get_domain_name")
def get_domain_name(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    # Overlays claim domain 0, whatever they are.
    return mux_of(host).domains[0].name if pane.is_overlay else pane.domain.name


@verb("MuxPane:get_current_working_dir")
def get_current_working_dir(host: Host, _state: LuaState, number: int) -> object:
    url = url_of(pane_of(host, number), host.settings.release)
    return Url(url) if url else None


@verb("MuxPane:get_foreground_process_name")
def get_foreground_process_name(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    # A process of another user's tells nothing.
    return (pane.front.executable or None) if pane.front else None


@verb("MuxPane:get_foreground_process_info")
def get_foreground_process_info(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    return process(host, pane.front, with_children=host.settings.platform != "windows")


@verb("MuxPane:get_tty_name")
def get_tty_name(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    if host.settings.platform == "windows" or not pane.domain.has_process_information:
        return None
    return None if pane.is_overlay else f"/dev/pts/{number}"


@verb("MuxPane:send_text")
def send_text(host: Host, _state: LuaState, number: int, text: str) -> object:
    pane = pane_of(host, number)
    typed = said(text)
    pane.sent.append(typed)
    mux_of(host).type(pane, typed)
    return None


@verb("MuxPane:send_paste", "MuxPane:paste")
def send_paste(host: Host, _state: LuaState, number: int, text: str) -> object:
    pane = pane_of(host, number)
    typed = said(text)
    pane.sent.append(typed)
    # Bracketed: a shell inserts it without running it.
    if pane.terminal is not None:
        pane.terminal.line += typed
        pane.terminal.show_line()
    return None


@verb("MuxPane:inject_output")
def inject_output(host: Host, _state: LuaState, number: int, text: str) -> object:
    pane = pane_of(host, number)
    if pane.domain.kind != "client":
        for announced in OSC_7.findall(from_raw(text)):
            pane.osc7 = announced
        pane.screen.write(OSC_7.sub("", from_raw(text)))
    return None


def _place_of(pane: Pane) -> tuple[Tab, Window]:
    if pane.tab is None or pane.tab.window is None:
        raise HostError(f"pane {pane.id} not found")
    return pane.tab, pane.tab.window


def _move(mux: Mux, pane: Pane, source: Tab, target: Window, alike: Tab) -> Tab:
    """A tab of the pane's own, as large as another; it does not become active.

    What is left empty goes last: with the pane still in no tab, the clean-up would take a window
    that is about to hold it (mux/src/lib.rs:1278-1290).
    """
    size, dpi = alike.tree.size, alike.dpi
    source.tree.remove(pane)
    pixels = (size.pixel_width, size.pixel_height)
    moved = mux.new_tab(pane, size.cols, size.rows, pixels, dpi)
    mux.add_tab(target, moved)
    if source.is_dead:
        mux.remove_tab(source)
    return moved


@verb("MuxPane:move_to_new_tab")
def move_to_new_tab(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    source, owner = _place_of(pane)
    if owner.active_tab is None:
        raise HostError(f"window {owner.id} has no tabs")
    moved = _move(mux_of(host), pane, source, owner, owner.active_tab)
    return Several((moved, owner))


@verb("MuxPane:move_to_new_window")
def move_to_new_window(
    host: Host, _state: LuaState, number: int, workspace: str | None = None
) -> object:
    mux = mux_of(host)
    pane = pane_of(host, number)
    source, _owner = _place_of(pane)
    made = mux.new_window(said(workspace) if workspace else None)
    # Nothing is pruned until the window has been told of, and then not at once
    # (mux/src/activity.rs:27-36).
    mux.activities += 1
    moved = _move(mux, pane, source, made, source)
    mux.notify("WindowCreated", window=made)
    mux.activities -= 1
    host.loop.soon(mux.prune)
    return Several((moved, made))
