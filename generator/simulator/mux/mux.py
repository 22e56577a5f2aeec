"""The multiplexer: windows, tabs, panes, workspaces, domains, and what it tells its listeners.

In:    what the plugin, the user and ended programs do.
Out:   the changed model; notifications, told at once to listeners that queue their answers.
Never: opens GUI windows, runs Lua, or waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import cast

from generator.simulator.errors import HostError
from generator.simulator.machine.domains import OVERLAY_DOMAIN, Domain
from generator.simulator.machine.shell import Shell
from generator.simulator.mux.panes import Pane, Tab, Window
from generator.simulator.mux.terminals import Command, Starter
from generator.simulator.tree.errors import HostFailure, TreeError
from generator.simulator.tree.split import SplitDirection
from generator.simulator.tree.split_tree import SplitTree

DEFAULT_WORKSPACE = "default"
CELL_PIXELS = (8, 16)
"""Width and height of one cell, in pixels, as the host guesses them before it has a font."""


@dataclass(frozen=True)
class Note:
    """One notification: what happened and to what."""

    kind: str
    window: Window | None = None
    tab: Tab | None = None
    pane: Pane | None = None
    name: str = ""
    value: str = ""


class Mux:
    """All windows, tabs and panes of one process."""

    def __init__(
        self,
        starter: Starter,
        domains: Iterable[Domain],
    ) -> None:
        self.starter = starter
        self.shell = Shell(starter.processes, starter.disk, starter.settings.platform)
        self.config: Mapping[str, object] = {}
        self.panes: dict[int, Pane] = {}
        self.tabs: dict[int, Tab] = {}
        self.windows: dict[int, Window] = {}
        self.domains: list[Domain] = [Domain("local", "local"), *domains]
        self.overlay_domain = Domain(OVERLAY_DOMAIN, "overlay")
        for number, domain in enumerate([*self.domains, self.overlay_domain]):
            domain.id = number
        self.default_domain = self.domains[0]
        self.activities = 0
        """While this isn't 0, dead panes stay listed and nothing is pruned (start-up handlers)."""
        self.listeners: list[Callable[[Note], None]] = []
        self._active_workspace: str | None = None
        self._pane_counts: dict[str, int] = {}
        self._pane_ids, self._tab_ids, self._window_ids = count(), count(), count()

    def notify(self, kind: str, **what: object) -> None:
        """Tell every listener."""
        note = Note(kind, **what)  # type: ignore[arg-type]
        for listener in self.listeners:
            listener(note)

    def option(self, name: str, *, default: object) -> object:
        """A configuration value."""
        value = self.config.get(name)
        return default if value is None else value

    # Workspaces.

    @property
    def active_workspace(self) -> str:
        """The client's workspace, else the configured default."""
        if self._active_workspace is not None:
            return self._active_workspace
        return str(self.option("default_workspace", default=DEFAULT_WORKSPACE))

    def workspaces(self) -> list[str]:
        """Names that some window has, sorted."""
        return sorted({window.workspace for window in self.windows.values()})

    def windows_in(self, workspace: str) -> list[Window]:
        """Windows of a workspace by id."""
        return [w for _, w in sorted(self.windows.items()) if w.workspace == workspace]

    def is_empty_workspace(self, name: str) -> bool:
        """As the cached pane counts say, which `set_workspace` does not refresh (2.3)."""
        return self._pane_counts.get(name, 0) == 0

    def recount(self) -> None:
        """Count panes by workspace again."""
        counts: dict[str, int] = {}
        for window in self.windows.values():
            for tab in window.tabs:
                counts[window.workspace] = counts.get(window.workspace, 0) + len(tab.tree)
        self._pane_counts = counts

    def set_active_workspace(self, name: str) -> None:
        """Make a workspace the active one, without asking whether it exists."""
        self._active_workspace = name
        self.notify("ActiveWorkspaceChanged")

    def set_workspace(self, window: Window, name: str) -> None:
        """Move a window to a workspace; the pane counts stay as they are."""
        if window.workspace != name:
            window.workspace = name
            self.notify("WindowWorkspaceChanged", window=window)

    def rename_workspace(self, old: str, new: str) -> None:
        """Rename a workspace, windows and active name."""
        if old == new:
            return
        self.notify("WorkspaceRenamed", name=old, value=new)
        for window in self.windows.values():
            if window.workspace == old:
                self.set_workspace(window, new)
        self.recount()
        if self._active_workspace == old:
            self.set_active_workspace(new)

    # Domains.

    def domain_named(self, name: str) -> Domain | None:
        """A domain by name."""
        every = [*self.domains, self.overlay_domain]
        return next((domain for domain in every if domain.name == name), None)

    def resolve_domain(self, wanted: object, pane: Pane | None) -> Domain:
        """What a `domain` argument means; HostError for an unknown one."""
        if wanted == "DefaultDomain" or (wanted == "CurrentPaneDomain" and pane is None):
            return self.default_domain
        if wanted == "CurrentPaneDomain" and pane is not None:
            # Overlay panes claim domain 0.
            return self.domains[0] if pane.is_overlay else pane.domain
        if isinstance(wanted, Mapping) and "DomainName" in wanted:
            name = str(wanted["DomainName"])
            found = self.domain_named(name)
            if found is None:
                names = ", ".join(f'"{d.name}"' for d in [*self.domains, self.overlay_domain])
                raise HostError(
                    f'resolve_spawn_tab_domain: domain name "{name}" is invalid. '
                    f"Possible names are {names}."
                )
            return found
        if isinstance(wanted, Mapping) and "DomainId" in wanted:
            number = wanted["DomainId"]
            for domain in [*self.domains, self.overlay_domain]:
                if domain.id == number:
                    return domain
            raise HostError(f"resolve_spawn_tab_domain: domain id {number} is invalid")
        raise HostError(f"invalid domain {wanted!r}")

    # Making.

    def new_pane(self, domain: Domain, command: Command, size: tuple[int, int]) -> Pane:
        """Start a program in a new pane that is in no tab yet."""
        if domain.fails:
            raise HostError(domain.fails)
        if not domain.is_spawnable:
            raise HostError(f"{domain.name} is not spawnable")
        number = next(self._pane_ids)
        terminal = self.starter.start(domain, command, self.config)
        env = {**dict(command.env or {}), "WEZTERM_PANE": str(number), "TERM_PROGRAM": "WezTerm"}
        pane = Pane(number, domain, terminal, env, initial_size=size, requested_cwd=command.cwd)
        pane.screen = terminal.screen
        if not domain.has_process_information and domain.kind == "client":
            pane.remote_cwd = command.cwd or "/root"
        self.panes[number] = pane
        self.recount()
        self.notify("PaneAdded", pane=pane)
        return pane

    def new_overlay_pane(self, size: tuple[int, int]) -> Pane:
        """A pane that only shows a dialog: it has an id and is found, but has no program."""
        number = next(self._pane_ids)
        pane = Pane(number, self.overlay_domain, None, initial_size=size, is_overlay=True)
        self.panes[number] = pane
        return pane

    def new_tab(
        self, pane: Pane, cols: int, rows: int, pixels: tuple[int, int] = (0, 0), dpi: int = 0
    ) -> Tab:
        """A tab with its first pane, in no window yet."""
        tree = SplitTree(cols, rows, *pixels)
        tree.unzoom_on_switch_pane = bool(self.option("unzoom_on_switch_pane", default=True))
        tree.zoom_outlives_focus = self.starter.settings.release == "stable"
        tree.assign(pane)
        tab = Tab(next(self._tab_ids), tree, dpi=dpi)
        pane.tab = tab
        self.tabs[tab.id] = tab
        self.recount()
        return tab

    def new_window(self, workspace: str | None) -> Window:
        """An empty window; tell WindowCreated when it is complete."""
        window = Window(next(self._window_ids), workspace or self.active_workspace)
        self.windows[window.id] = window
        return window

    def add_tab(self, window: Window, tab: Tab, at: int | None = None) -> None:
        """Put a tab into a window (at the end); it does not become active."""
        window.tabs.insert(len(window.tabs) if at is None else at, tab)
        tab.window = window
        self.notify("WindowInvalidated", window=window)
        self.recount()
        self.notify("TabAddedToWindow", window=window, tab=tab)

    def split(
        self,
        pane: Pane,
        domain: Domain,
        command: Command,
        direction: SplitDirection,
        size: float,
        *,
        top_level: bool,
    ) -> Pane:
        """Split a pane. The program starts before the room is looked at: a failure leaks it."""
        tab = pane.tab
        index = tab.tree.index(pane) if tab else None
        if tab is None or index is None:
            raise HostError(f"pane_id {pane.id} invalid")
        sizes = tab.tree.compute_split_size(index, direction, size, top_level)
        new = self.new_pane(domain, command, (sizes.second.cols, sizes.second.rows))
        try:
            tab.tree.split(index, direction, size, top_level, new)
        except HostFailure:
            raise
        except TreeError as error:
            raise HostError(str(error)) from None
        new.tab = tab
        self.notify("TabResized", tab=tab, window=tab.window)
        self.recount()
        return new

    # Activating.

    def activate_tab(self, tab: Tab, *, save: bool = True) -> None:
        """Make a tab its window's active one."""
        window = tab.window
        index = window.index_of(tab) if window else None
        if window is None or index is None:
            return
        if index != window.active_index and save:
            active = window.active_tab
            window.last_active_id = active.id if active else None
        if index != window.active_index or not save:
            window.active_index = index
            self.notify("WindowInvalidated", window=window)

    def activate_pane(self, pane: Pane) -> None:
        """Make a pane its tab's active one; a real change is announced."""
        if pane.tab is not None and pane.tab.tree.activate(pane):
            self.notify("PaneFocused", pane=pane, tab=pane.tab, window=pane.tab.window)

    def focus_pane_and_tab(self, pane: Pane) -> None:
        """What the GUI does on hearing PaneFocused: activate the tab, then the pane."""
        if pane.id in self.panes and pane.tab is not None and pane.tab.window is not None:
            self.activate_tab(pane.tab)
            self.activate_pane(pane)

    # Removing.

    def remove_pane(self, pane: Pane) -> None:
        """A pane's program has ended, or it is closed."""
        self._drop_pane(pane)
        self.prune()

    def _drop_pane(self, pane: Pane) -> None:
        if self.panes.pop(pane.id, None) is None:
            return
        pane.initial_size = pane.size
        pane.dead = True
        if pane.terminal is not None:
            pane.terminal.root.end()
        self.recount()
        self.notify("PaneRemoved", pane=pane)

    def prune(self) -> None:
        """Take dead panes out of their tabs, empty tabs and windows away."""
        if self.activities:
            return
        for tab in list(self.tabs.values()):
            for pane in tab.tree.remove_where(lambda pane: cast(Pane, pane).dead):
                cast(Pane, pane).tab = None
                self.notify("TabResized", tab=tab, window=tab.window)
        for tab in [tab for tab in self.tabs.values() if tab.is_dead]:
            self._drop_tab(tab)
        for window in [w for w in self.windows.values() if not w.tabs]:
            self._drop_window(window)
        if not self.panes:
            self.notify("Empty")

    def _drop_tab(self, tab: Tab) -> None:
        self.tabs.pop(tab.id, None)
        window = tab.window
        if window is not None and tab in window.tabs:
            self.take_tab_out(window, tab)
        for pane in tab.panes:
            self._drop_pane(pane)
        self.recount()

    def take_tab_out(self, window: Window, tab: Tab) -> None:
        """Remove a tab from its window; the active tab stays, or another becomes it."""
        index = window.tabs.index(tab)
        active = window.active_tab
        last = next((t for t in window.tabs if t.id == window.last_active_id), None)
        goes_back = self.option("switch_to_last_active_tab_when_closing_tab", default=False)
        if goes_back and active is tab and last is not None and last is not tab:
            active = last
        del window.tabs[index]
        tab.window = None
        if active in window.tabs:
            window.active_index = window.tabs.index(active)
        elif window.tabs and window.active_index >= len(window.tabs):
            window.active_index = len(window.tabs) - 1
        self.notify("WindowInvalidated", window=window)

    def remove_tab(self, tab: Tab) -> None:
        """Close a tab with all its panes."""
        self._drop_tab(tab)
        self.prune()

    def _drop_window(self, window: Window) -> None:
        if self.windows.pop(window.id, None) is None:
            return
        for domain in {p.domain.id: p.domain for t in window.tabs for p in t.panes}.values():
            if domain.is_detachable:
                self.detach(domain)
        for tab in list(window.tabs):
            self._drop_tab(tab)
        self.recount()
        self.notify("WindowRemoved", window=window)

    def kill_window(self, window: Window) -> None:
        """Close a window with all its panes."""
        self._drop_window(window)
        self.prune()

    def detach(self, domain: Domain) -> None:
        """Forget all panes of a remote domain."""
        domain.is_attached = False
        for pane in [p for p in self.panes.values() if p.domain is domain]:
            self._drop_pane(pane)
        self.prune()

    # Answers of programs.

    def type(self, pane: Pane, text: str) -> None:
        """Input for a pane's program, from the keyboard or from `send_text`."""
        if pane.terminal is None:
            return
        pane.typed += self.shell.type(pane.terminal, text)
        if pane.terminal.root.has_ended:
            self.notify("PaneEnded", pane=pane)

    def exit_front(self, pane: Pane) -> None:
        """The program that reads the keyboard ends; the pane closes when it was the last one."""
        if pane.terminal is None:
            return
        pane.terminal.end_reader()
        if pane.terminal.root.has_ended:
            self.notify("PaneEnded", pane=pane)

    def leaked(self) -> list[Pane]:
        """Panes that run a program and are shown nowhere."""
        return [p for p in self.panes.values() if p.tab is None and not p.is_overlay]
