"""proportions: a tab keeps its proportions at another size, proved on the simulated WezTerm."""

from __future__ import annotations

from typing import Any

from generator.simulator.tree.split_tree import SplitTree
from tests.sessions.conftest import Rooms
from tests.sessions.test_plan import tab_of
from tests.strategies import Layout

ROOMS = ("handed_out", "proportions")


class Tab:
    """A saved tab, built in the simulated WezTerm at a size, and what is known of it."""

    def __init__(self, rooms: Rooms, layout: Layout, *size: int) -> None:
        self.rooms, self.saved = rooms, layout
        self.room = rooms.open("proportions")
        tab = rooms.table(tab_of(layout))
        cols, rows = size or (layout.cols, layout.rows)
        plan = rooms.open("plan").tab(tab, cols, rows)
        self.tree = SplitTree(cols, rows)
        self.tree.assign(plan.root)
        for step in plan.steps.values():
            index = self.tree.index(step.pane)
            assert index is not None
            self.tree.split(index, step.direction, step.size, False, step.new)
        self.young = self.room.young(tab, plan, cols, rows)

    def resize(self, cols: int, rows: int) -> None:
        """Change the window's size."""
        self.tree.resize(cols, rows, cols * 8, rows * 16)

    @property
    def rects(self) -> list[dict[str, int]]:
        """What WezTerm tells of the panes."""
        return [
            {"left": slot.left, "top": slot.top, "width": slot.width, "height": slot.height}
            for slot in self.tree.panes()
        ]

    @property
    def now(self) -> Any:
        """Its dividers, as the room reads them."""
        return self.room.with_cuts(self.young.saved, self.rooms.table(self.rects))

    def mend(self) -> Any:
        """Do what the room says; give the tree that was wanted."""
        size = self.tree.size
        wanted = self.room.goal(self.young, self.now, size.cols, size.rows)
        for turn in self.room.turns(self.now, wanted, self.tree.active_index).values():
            self.tree.activate(self.tree.panes()[turn.pane].pane)
            for move in turn.moves.values():
                self.tree.adjust(move.direction, move.cells)
        return wanted

    def distance(self) -> int:
        """How far any edge is from where it should be."""
        size = self.tree.size
        wanted = self.room.goal(self.young, self.now, size.cols, size.rows)
        return int(self.room.distance(self.now, wanted))
