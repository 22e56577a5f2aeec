"""Answers of panes: what runs in them, what they show, what is typed into them.

In:    calls from Lua, by pane id.
Out:   values of the model; nothing at all where a remote pane has nothing to say.
Never: a rule of its own about splitting (that is host/spawning.py).
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

from generator.simulator.errors import HostError
from generator.simulator.host import spawning
from generator.simulator.host.host import Host, mux_of, pane_of, window_of
from generator.simulator.lua.border import Several, Url, take_one
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import from_raw, said
from generator.simulator.machine.programs import GUI_PID, information
from generator.simulator.mux.panes import Pane
from generator.simulator.verbs.registry import read, verb

URL_SAFE = "/!$&'()*+,;=:@-._~[]|^"
"""Characters that the host leaves as they are in the path of a URL."""

URL_TAKEN = URL_SAFE + "%?#"
"""Those that it takes as they are from a text that is to be a URL."""


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
read("MuxPane:has_unseen_output MuxPane:is_alt_screen_active", pane_of, lambda _pane: False)
read("MuxPane:get_metadata", pane_of, lambda _pane: {})


@verb("MuxPane:get_domain_name")
def get_domain_name(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    # Overlays claim domain 0, whatever they are.
    return mux_of(host).domains[0].name if pane.is_overlay else pane.domain.name


def file_url(path: str, host: str = "") -> str:
    """A directory as a URL, percent-encoded."""
    raw = path.encode("utf-8", "surrogateescape")
    encoded = quote_from_bytes(raw.replace(b"\\", b"/"), safe=URL_SAFE)
    return f"file://{host}{'' if encoded.startswith('/') else '/'}{encoded}"


def parsed_url(path: str) -> str:
    """What the host makes of `file://localhost` with a path behind it that nobody has encoded.

    Only what no URL may hold is encoded: a `%` stays, and is taken for the sign of an encoding.
    """
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\\", "/")
    return f"file://{'' if text.startswith('/') else '/'}{quote(text, safe=URL_TAKEN)}"


def _derived_directory(host: Host, pane: Pane) -> str | None:
    """Where the foreground program is, as the system tells it."""
    directory = pane.cwd
    if directory is None or not pane.domain.has_process_information:
        return directory
    if host.settings.platform == "linux" and not host.disk.is_directory(directory):
        # What /proc/PID/cwd says of a directory that was removed.
        return f"{directory} (deleted)"
    return directory


@verb("MuxPane:get_current_working_dir")
def get_current_working_dir(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    if pane.osc7 is not None:
        return Url(pane.osc7)
    directory = _derived_directory(host, pane)
    if directory is None or pane.terminal is None:
        return None
    if pane.domain.kind == "client":
        return Url(file_url(directory, pane.domain.name))
    if host.settings.release == "stable":
        # Neither escaped nor ended by a slash.
        return Url(parsed_url(directory))
    return Url(file_url(directory.rstrip("/\\") + "/"))


@verb("MuxPane:get_foreground_process_name")
def get_foreground_process_name(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    if pane.terminal is None or not pane.domain.has_process_information:
        return None
    return pane.terminal.front.executable


@verb("MuxPane:get_foreground_process_info")
def get_foreground_process_info(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    if pane.terminal is None or not pane.domain.has_process_information:
        return None
    chain = pane.programs
    parent = chain[-2].pid if len(chain) > 1 else GUI_PID
    return information(chain[-1:], parent)


@verb("MuxPane:get_tty_name")
def get_tty_name(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    if host.settings.platform == "windows" or not pane.domain.has_process_information:
        return None
    return None if pane.is_overlay else f"/dev/pts/{number}"


@verb("MuxPane:get_dimensions")
def get_dimensions(host: Host, _state: LuaState, number: int) -> object:
    pane = pane_of(host, number)
    cols, rows = pane.size
    return {
        "cols": cols,
        "viewport_rows": rows,
        "scrollback_rows": rows,
        "physical_top": 0,
        "scrollback_top": 0,
        "dpi": 96,
        "pixel_width": cols * 8,
        "pixel_height": rows * 16,
        "reverse_video": False,
    }


@verb("MuxPane:get_cursor_position")
def get_cursor_position(_host: Host, _state: LuaState, _number: int) -> object:
    return {"x": 0, "y": 0, "shape": "Default", "visibility": "Visible"}


@verb(
    "MuxPane:get_lines_as_text",
    "MuxPane:get_lines_as_escapes",
    "MuxPane:get_logical_lines_as_text",
)
def get_lines(host: Host, _state: LuaState, number: int, lines: int | None = None) -> object:
    pane = pane_of(host, number)
    count = pane.rows if lines is None else lines
    return "\n".join(pane.output.rstrip().splitlines()[-count:]) if count > 0 else ""


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
    return None


@verb("MuxPane:inject_output")
def inject_output(host: Host, _state: LuaState, number: int, text: str) -> object:
    pane = pane_of(host, number)
    if pane.domain.kind != "client":
        pane.output += from_raw(text)
    return None


def _take_out(host: Host, pane: Pane) -> tuple[int, int]:
    mux = mux_of(host)
    source = pane.tab
    if source is None:
        raise HostError(f"pane {pane.id} not found")
    size = source.tree.size
    source.tree.remove(pane)
    pane.tab = None
    if source.is_dead:
        mux.remove_tab(source)
    return size.cols, size.rows


@verb("MuxPane:move_to_new_tab")
def move_to_new_tab(host: Host, _state: LuaState, number: int) -> object:
    mux = mux_of(host)
    pane = pane_of(host, number)
    owner = pane.tab.window if pane.tab else None
    if owner is None or owner.active_tab is None:
        raise HostError(f"pane {number} not found")
    size = owner.active_tab.tree.size
    _take_out(host, pane)
    moved = mux.new_tab(pane, size.cols, size.rows, (size.pixel_width, size.pixel_height))
    mux.add_tab(window_of(host, owner.id), moved)
    return Several((moved, owner))


@verb("MuxPane:move_to_new_window")
def move_to_new_window(
    host: Host, _state: LuaState, number: int, workspace: str | None = None
) -> object:
    mux = mux_of(host)
    pane = pane_of(host, number)
    made = mux.new_window(said(workspace) if workspace else None)
    cols, rows = _take_out(host, pane)
    moved = mux.new_tab(pane, cols, rows)
    mux.add_tab(made, moved)
    mux.notify("WindowCreated", window=made)
    return Several((moved, made))
