"""Panes, tabs and windows of the multiplexer: the things themselves.

In:    built and changed by `mux.py`.
Out:   what tests and the API ask about them.
Never: tells anybody that something changed (that is `Mux.notify`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from generator.simulator.machine.domains import Domain
from generator.simulator.machine.programs import Program, Terminal
from generator.simulator.machine.screen import Screen
from generator.simulator.tree.slots import Slot
from generator.simulator.tree.split_tree import SplitTree

Rect = tuple[int, int, int, int]
"""left, top, width, height in cells."""


@dataclass(eq=False)
class Pane:
    """One pane. Without a `tab` it is either an overlay or leaked by a failed split."""

    id: int
    domain: Domain
    terminal: Terminal | None
    env: dict[str, str] = field(default_factory=dict)
    tab: Tab | None = None
    explicit_title: str = ""
    osc7: str | None = None
    """URL that the shell announced as its directory."""
    user_vars: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    screen: Screen = field(default_factory=lambda: Screen(prompt_is_shown=False))
    dead: bool = False
    is_overlay: bool = False
    initial_size: tuple[int, int] = (80, 24)
    requested_cwd: str | None = None
    remote_cwd: str | None = None

    @property
    def programs(self) -> list[Program]:
        """From the one the pane was started with to the one that reads the keyboard."""
        return list(self.terminal.all()) if self.terminal else []

    @property
    def argv(self) -> list[str]:
        """Arguments of the program that reads the keyboard."""
        return list(self.terminal.reader.argv) if self.terminal else []

    @property
    def front(self) -> Program | None:
        """The program that WezTerm sees in front; None when it sees none."""
        if self.terminal is None or not self.domain.has_process_information:
            return None
        return self.terminal.front

    @property
    def cwd(self) -> str | None:
        """Directory of the program in front (of the server's for a remote pane)."""
        if self.terminal is None or not self.domain.has_process_information:
            return self.remote_cwd
        front = self.front
        return None if front is None or front.is_foreign else front.cwd

    @property
    def title(self) -> str:
        """Set by a program, else the foreground program's name."""
        if self.explicit_title or self.terminal is None:
            return self.explicit_title
        return self.front.name if self.front else "wezterm"

    @property
    def slot(self) -> Slot | None:
        """Its place in its tab."""
        if self.tab is None:
            return None
        return next((slot for slot in self.tab.tree.panes() if slot.pane is self), None)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows of its own terminal."""
        slot = self.slot
        return (slot.own_cols, slot.own_rows) if slot else self.initial_size

    @property
    def cols(self) -> int:
        """Columns of its own terminal."""
        return self.size[0]

    @property
    def rows(self) -> int:
        """Rows of its own terminal."""
        return self.size[1]

    def __repr__(self) -> str:
        return f"Pane({self.id})"


@dataclass(eq=False)
class Tab:
    """One tab and its split tree."""

    id: int
    tree: SplitTree
    window: Window | None = None
    title: str = ""
    dpi: int = 0

    @property
    def panes(self) -> list[Pane]:
        """In tree order."""
        return [cast(Pane, slot.pane) for slot in self.tree.panes()]

    def rects(self) -> list[Rect]:
        """Every pane's place, in tree order, as `panes_with_info` gives it."""
        return [(slot.left, slot.top, slot.width, slot.height) for slot in self.tree.panes()]

    @property
    def active_pane(self) -> Pane | None:
        """The zoomed or active pane."""
        return cast("Pane | None", self.tree.active_pane)

    @property
    def active_index(self) -> int:
        """Place of the active pane in tree order, from 0."""
        return self.tree.active_index

    @property
    def zoomed(self) -> bool:
        """Whether a pane is zoomed."""
        return self.tree.is_zoomed

    @property
    def cols(self) -> int:
        """The tab's columns."""
        return self.tree.size.cols

    @property
    def rows(self) -> int:
        """The tab's rows."""
        return self.tree.size.rows

    @property
    def is_dead(self) -> bool:
        """Whether no pane is left."""
        return len(self.tree) == 0

    def __repr__(self) -> str:
        return f"Tab({self.id})"


@dataclass(eq=False)
class Window:
    """One window of the multiplexer, shown or not."""

    id: int
    workspace: str
    title: str = ""
    tabs: list[Tab] = field(default_factory=list)
    active_index: int = 0
    last_active_id: int | None = None
    position: object = None

    @property
    def active_tab(self) -> Tab | None:
        """The active tab, None in an empty window."""
        return self.tabs[self.active_index] if self.active_index < len(self.tabs) else None

    def index_of(self, tab: Tab) -> int | None:
        """Place of a tab, from 0."""
        return self.tabs.index(tab) if tab in self.tabs else None

    def __repr__(self) -> str:
        return f"Window({self.id})"
