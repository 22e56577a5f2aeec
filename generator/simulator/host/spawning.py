"""Starting programs from Lua: what the arguments mean, and where the program starts.

In:    the tables that `spawn_window`, `spawn_tab` and `split` take.
Out:   new windows, tabs and panes; a ticket where the domain lets one wait.
Never: kinder than the host: `cwd` loses against `args`, the environment needs `args`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from generator.simulator.errors import HostError
from generator.simulator.host import directories
from generator.simulator.host.host import Host, mux_of, pane_of, window_of
from generator.simulator.host.loop import Ticket
from generator.simulator.lua.border import Several
from generator.simulator.lua.text import checked
from generator.simulator.machine.domains import Domain
from generator.simulator.mux.mux import CELL_PIXELS, Mux
from generator.simulator.mux.panes import Pane, Window
from generator.simulator.mux.terminals import Command
from generator.simulator.tree.split import SplitDirection

DIRECTIONS = ("Right", "Left", "Top", "Bottom")


def options(given: object, what: str) -> Mapping[str, object]:
    """The argument table; nil is refused where the host refuses it."""
    if isinstance(given, Mapping):
        return given
    if isinstance(given, list) and not given:
        return {}
    raise HostError(f"error converting Lua {type(given).__name__} to {what}")


def _text(table: Mapping[str, object], name: str) -> str | None:
    value = table.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        return checked(value)
    raise HostError(f"cannot convert {name} to String")


def _integer(table: Mapping[str, object], name: str) -> int | None:
    value = table.get(name)
    if value is None:
        return None
    # Struct fields are strict: 80.0 is refused.
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise HostError(f"cannot convert {value!r} to usize, field {name}")
    return value


def _command(
    host: Host, table: Mapping[str, object], source: Pane | None, domain: Domain
) -> Command:
    args = table.get("args")
    cwd = _text(table, "cwd")
    if isinstance(args, Mapping) and not args:
        args = []
    if args is not None and not (isinstance(args, list) and all(isinstance(a, str) for a in args)):
        raise HostError("cannot convert args to Vec<String>")
    if args is None:
        # Without a command there is nobody to carry the environment.
        directory = cwd if cwd is not None else current_directory(host, source, domain)
        return Command(None, directory, None)
    env = table.get("set_environment_variables") or {}
    inherited = current_directory(host, source, domain)
    return Command(
        cast("list[str]", args),
        inherited if inherited is not None else cwd,
        cast("Mapping[str, str]", env),
    )


def current_directory(host: Host, source: Pane | None, domain: Domain) -> str | None:
    """Directory of the pane from which something is started, in the same domain only."""
    if source is None or source.domain is not domain:
        return None
    return directories.inherited(source, host.settings.release)


def _domain(mux: Mux, table: Mapping[str, object], default: str, pane: Pane | None) -> Domain:
    wanted = table.get("domain", default)
    return mux.resolve_domain(default if wanted is None else wanted, pane)


def _run(host: Host, domain: Domain, action: Callable[[], object]) -> object:
    """Do it now, or when a domain that suspends has answered."""
    if not domain.suspends and domain.is_attached:
        return action()
    ticket = Ticket()

    def due() -> None:
        try:
            if not domain.is_attached:
                attach(host, domain)
            ticket.resolve(action())
        except HostError as error:
            ticket.resolve(error)

    host.waits.after(domain.delay_ms, due)
    return ticket


def attach(host: Host, domain: Domain) -> None:
    """Connect a domain and import all the windows that its server has."""
    if domain.fails:
        raise HostError(domain.fails)
    mux = mux_of(host)
    domain.is_attached = True
    for stored in domain.stored:
        window = mux.new_window(stored.workspace)
        cols, rows = host.initial_size()
        pane = mux.new_pane(domain, Command(None, stored.cwd), (cols, rows))
        pane.explicit_title = stored.title
        mux.add_tab(window, mux.new_tab(pane, cols, rows))
        mux.notify("WindowCreated", window=window)


def spawn_window(host: Host, given: object) -> object:
    """`wezterm.mux.spawn_window`."""
    mux = mux_of(host)
    table = options(given, "SpawnWindow")
    width, height = _integer(table, "width"), _integer(table, "height")
    workspace = _text(table, "workspace")
    domain = _domain(mux, table, "DefaultDomain", None)
    command = _command(host, table, None, domain)
    if width is not None and height is not None:
        if width < 1 or height < 1:
            raise HostError("a window needs at least one cell each way")
        cols, rows, pixels = width, height, (0, 0)
    else:
        cols, rows = host.initial_size()
        pixels = (cols * CELL_PIXELS[0], rows * CELL_PIXELS[1])

    def make() -> object:
        # The window is there before its program. One that stays empty goes with the clean-up that
        # follows each new window (mux/src/activity.rs:27-36).
        name = workspace or mux.active_workspace
        if domain.kind == "client":
            name = mux.active_workspace
        window = mux.new_window(name)
        try:
            pane = mux.new_pane(domain, command, (cols, rows))
            tab = mux.new_tab(pane, cols, rows, pixels)
            mux.add_tab(window, tab)
        finally:
            mux.notify("WindowCreated", window=window)
            host.loop.soon(mux.prune)
        return Several((tab, pane, window))

    return _run(host, domain, make)


def spawn_tab(host: Host, number: int, given: object) -> object:
    """`MuxWindow:spawn_tab`."""
    mux = mux_of(host)
    table = options(given, "SpawnTab")
    window = window_of(host, number)
    active = window.active_tab
    source = active.active_pane if active else None
    domain = _domain(mux, table, "CurrentPaneDomain", source)
    if active is None or source is None:
        raise HostError(f"window {number} has no tabs")
    command = _command(host, table, source, domain)
    return _run(host, domain, lambda: add_tab(mux, window, domain, command))


def add_tab(mux: Mux, window: Window, domain: Domain, command: Command) -> Several:
    """A new last tab at the size of the active one; it becomes active."""
    active = window.active_tab
    if active is None:
        raise HostError(f"window {window.id} has no tabs")
    size = active.tree.size
    pane = mux.new_pane(domain, command, (size.cols, size.rows))
    tab = mux.new_tab(pane, size.cols, size.rows, (size.pixel_width, size.pixel_height), active.dpi)
    mux.add_tab(window, tab)
    mux.activate_tab(tab)
    return Several((tab, pane, window))


def split(host: Host, number: int, given: object) -> object:
    """`MuxPane:split`."""
    mux = mux_of(host)
    pane = pane_of(host, number)
    table = {} if given is None else options(given, "SplitPane")
    direction = table.get("direction") or "Right"
    if direction not in DIRECTIONS:
        raise HostError(f"`{direction}` is not a valid HandySplitDirection variant")
    size = table.get("size", 0.5)
    if size is None:
        size = 0.5
    if isinstance(size, bool) or not isinstance(size, int | float):
        raise HostError("cannot convert size to f32")
    top_level = bool(table.get("top_level"))
    default = "CurrentPaneDomain" if given is None else "DefaultDomain"
    domain = _domain(mux, table, default, pane)
    if pane.tab is None:
        raise HostError(f"pane_id {pane.id} invalid")
    command = _command(host, table, pane, domain)
    side = cast("SplitDirection", direction)

    def make() -> object:
        return mux.split(pane, domain, command, side, size, top_level=top_level)

    return _run(host, domain, make)
