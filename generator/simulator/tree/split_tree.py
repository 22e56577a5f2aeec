"""One tab of WezTerm: its split tree, its active pane, its zoom.

In:    what the host is asked to do with a tab: split, resize, remove, zoom, activate, adjust, ...
Out:   the tab afterwards, as the host would report it pane by pane; its errors; its hangs.
Never: touches Lua, clocks, files or notifications: it holds one tab and knows of no other.

Exact, not plausible: every rule is the host's own, the surprising ones too, and the recorded
answers of the real code in tests/recorded/ are reproduced step by step. The arithmetic of sizes
is in sizes.py and split.py; what is kept and can be asked, in places.py.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.simulator.tree.errors import (
    HostCrash,
    HostFailure,
    HostHang,
    NoSpace,
    NoSuchPane,
    TreeError,
    ZoomedSplit,
)
from generator.simulator.tree.nodes import (
    Axis,
    Leaf,
    Node,
    Pane,
    Size,
    Split,
    Unit,
    following,
    pair_up,
    recorded_size,
    unpair,
)
from generator.simulator.tree.places import Places
from generator.simulator.tree.sizes import change, fill, fill_after, minimum, move_divider
from generator.simulator.tree.slots import MOVES, PaneDirection, Slot
from generator.simulator.tree.split import SplitDirection, SplitSizes, split_sizes

__all__ = [
    "Axis",
    "HostCrash",
    "HostFailure",
    "HostHang",
    "NoSpace",
    "NoSuchPane",
    "Pane",
    "PaneDirection",
    "Size",
    "Slot",
    "SplitDirection",
    "SplitSizes",
    "SplitTree",
    "TreeError",
    "ZoomedSplit",
]


class SplitTree(Places):
    """The panes of one tab. Starts empty: give it the first pane with `assign`."""

    def compute_split_size(
        self,
        index: int,
        direction: SplitDirection,
        size: float,
        top_level: bool,
    ) -> SplitSizes:
        """Compute what both sides of a split would get. Un-zooms the tab, unless `top_level`.

        `size` is the number that Lua gives, always that of the new pane: 0 one half, less than 1
        a fraction, else cells. The answer may not fit (a side of 0 cells): the host finds that
        out in `split`, when the new pane's program runs already. Raises NoSuchPane for a wrong
        index, HostHang where the implied un-zooming would hang.
        """
        whole = self._size
        if not top_level:
            self.set_zoomed(False)
            whole = recorded_size(self._leaf(index), self._size)
        return split_sizes(whole, self._unit(), direction, size)

    def assign(self, pane: Pane) -> None:
        """Give an empty tab its first pane. ValueError when it has one, or for None."""
        if pane is None or self._root is not None:
            raise ValueError("only an empty tab can be given its first pane, and None is not one")
        self._root = Leaf(pane)
        self._own[pane] = (self._size.cols, self._size.rows)

    def split(
        self,
        index: int,
        direction: SplitDirection,
        size: float,
        top_level: bool,
        pane: Pane,
    ) -> int:
        """Put a new pane beside the one at `index`; gives its place in tree order.

        The host calls `compute_split_size` first, then starts the program, then this: so a zoomed
        tab is refused here only for `top_level`, and after NoSpace the pane's program lives on.
        A new second pane becomes active; a new first one leaves the active *place* as it is.

        Raises ZoomedSplit, NoSpace, NoSuchPane, and HostHang where shrinking the old panes for a
        `top_level` split would hang.
        """
        if self._zoomed is not None:
            raise ZoomedSplit
        sizes = self.compute_split_size(index, direction, size, top_level)
        if not sizes.fit_in(self._size):
            raise NoSpace
        new = Leaf(pane)
        first, second = sizes.first, sizes.second
        if top_level and isinstance(self._root, Split):
            # The tab shrinks to what is left for the old panes and is never told to grow again;
            # a new first pane keeps the size that its program was started with.
            self._resize(first if sizes.new_side == 1 else second)
            self._own[pane] = (second.cols, second.rows)
            self._wrap(self._root, new, sizes)
            self._use(len(self) - 1 if sizes.new_side == 1 else 0)
            return self._active_index
        old = self._leaf(index)
        self._wrap(old, new, sizes)
        for leaf in (old, new):
            self._resize_pane(leaf.pane, recorded_size(leaf, self._size))
        if sizes.new_side == 1:
            self._use(index + 1)
        return index + sizes.new_side

    def resize(
        self,
        cols: int,
        rows: int,
        pixel_width: int | None = None,
        pixel_height: int | None = None,
    ) -> None:
        """Give the tab another size; without pixels a cell keeps the pixels that it has.

        No rows or no columns are ignored. A size below one cell a pane is raised to it. Raises
        HostHang where the host would loop for ever.
        """
        if cols <= 0 or rows <= 0:
            return
        unit = self._unit()
        width = cols * unit[0] if pixel_width is None else pixel_width
        height = rows * unit[1] if pixel_height is None else pixel_height
        self._resize(Size(cols, rows, width, height))

    def remove(self, pane: Pane) -> bool:
        """Take a pane out; its sibling gets the room. False when it isn't in the tab."""
        return bool(self.remove_where(lambda other: other == pane))

    def remove_where(self, is_dead: Callable[[Pane], bool]) -> list[Pane]:
        """Take out all panes that `is_dead` names; lists those that went.

        One pass, in tree order: what takes a removed pane's place is not asked itself, so a dead
        sibling stays until the next call. Everything later in the tree is sized anew from what
        its parents have on record. The active place moves down by the removed places up to it.
        """
        removed: list[Pane] = []
        removed_before_active = 0
        place = 0
        unit = self._unit()
        zoomed = self._zoomed
        node = self._root
        while node is not None:
            size = recorded_size(node, self._size)
            if isinstance(node, Split):
                if removed:
                    fill(node, size)
            else:
                if is_dead(node.pane):
                    removed.append(node.pane)
                    removed_before_active += place <= self._active_index
                    if node.pane == zoomed:
                        self._zoomed = None
                    if node.parent is None:
                        self._root = None
                        break
                    node = self._close_gap(node, node.parent, unit)
                elif removed:
                    self._resize_pane(node.pane, size)
                place += 1
            node = following(node)
        self._active_index = max(0, self._active_index - removed_before_active)
        for pane in removed:
            self._own.pop(pane, None)
        return removed

    def set_zoomed(self, zoomed: bool) -> bool:
        """Zoom the active pane or end a zoom; tells whether one was zoomed before.

        Raises HostHang where the size changed meanwhile and un-zooming would hang.
        """
        was_zoomed = self._zoomed is not None
        if zoomed == was_zoomed:
            return was_zoomed
        size = self._size
        if was_zoomed:
            self._zoomed = None
            self._size = self._size_before_zoom
            self._resize(size)
        else:
            self._size_before_zoom = size
            pane = self.active_pane
            if pane is not None:
                self._resize_pane(pane, size)
                self._zoomed = pane
        return was_zoomed

    def activate(self, pane: Pane) -> bool:
        """Make a pane the active one; tells whether the host announces a change of focus.

        Ends a zoom of another pane, or does nothing where `unzoom_on_switch_pane` is off. With
        `zoom_outlives_focus` the place is taken at once, and told unless a zoomed pane hides it.
        """
        before = self.active_pane
        if not self.zoom_outlives_focus:
            if pane == before:
                return False
            if self._zoomed is not None:
                if not self.unzoom_on_switch_pane:
                    return False
                self.set_zoomed(False)
        index = self.index(pane)
        if index is None:
            return False
        self._use(index)
        return self.active_pane != before

    def adjust(self, direction: PaneDirection, amount: int) -> None:
        """Move the nearest divider of that axis above the active pane by `amount` cells.

        Right and down are positive. Nothing happens while zoomed, or without such a divider.
        Can leave slots of no width and slots beyond the tab. Raises HostCrash for a split that
        has no cells at all.
        """
        panes = self._leaves()
        if self._zoomed is not None or self._active_index >= len(panes):
            return
        axis, sign = MOVES[direction]
        node: Split | None = panes[self._active_index].parent
        while node is not None and node.axis is not axis:
            node = node.parent
        if node is None:
            return
        move_divider(node, sign * amount, self._unit())
        # Not only what lies below: everything later in the tree is sized anew as well.
        for leaf, size in fill_after(node, self._size):
            self._resize_pane(leaf.pane, size)

    def rotate_counter_clockwise(self) -> None:
        """Seat in each place the next one's pane, at last the first's; the active place stays."""
        panes = self._panes()
        self._seat(panes[1:] + panes[:1])

    def rotate_clockwise(self) -> None:
        """Seat in each place the previous one's pane; the active place stays.

        The host's Lua function of this name calls the other one by mistake.
        """
        panes = self._panes()
        self._seat(panes[-1:] + panes[:-1])

    def swap(self, index: int, keep_focus: bool) -> None:
        """Exchange the active pane and the one at `index`; the focus follows with `keep_focus`."""
        pane = self.active_pane
        panes = self._leaves()
        if pane is None or not 0 <= index < len(panes):
            return
        # In two steps, as the host does: while zoomed the active pane need not be the one at the
        # active place, and then it ends up in both places.
        panes[index].pane, pane = pane, panes[index].pane
        if self._active_index >= len(panes):
            return
        panes[self._active_index].pane = pane
        self._resize_panes()
        if keep_focus:
            self._use(index)

    # Steps of the above.

    def _wrap(self, old: Node, new: Leaf, sizes: SplitSizes) -> None:
        pair = pair_up(old, new, sizes.axis, sizes.new_side, (sizes.first, sizes.second))
        if pair.parent is None:
            self._root = pair

    def _close_gap(self, leaf: Leaf, parent: Split, unit: Unit) -> Node:
        size = parent.whole(unit)
        sibling = unpair(leaf, parent)
        if sibling.parent is None:
            self._root = sibling
        if isinstance(sibling, Split):
            fill(sibling, size)
        else:
            self._resize_pane(sibling.pane, size)
        return sibling

    def _resize(self, size: Size) -> None:
        if self._zoomed is not None:
            self._size = size
            self._resize_pane(self._zoomed, size)
            return
        unit = size.unit()
        least = minimum(self._root)
        before = self._size
        cols, rows = max(size.cols, least[0]), max(size.rows, least[1])
        change(self._root, Axis.LEFT_RIGHT, cols - before.cols, unit)
        change(self._root, Axis.TOP_BOTTOM, rows - before.rows, unit)
        self._size = Size(cols, rows, cols * unit[0], rows * unit[1])
        self._resize_panes()
