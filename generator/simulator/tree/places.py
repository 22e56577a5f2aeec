"""The panes of one tab in their places: what can be asked of a tab.

In:    nothing but a size; the tree is changed by what split_tree.py does.
Out:   every pane's place and own size, the active one, the zoomed one.
Never: splits, removes, zooms: that is split_tree.py.
"""

from __future__ import annotations

from generator.simulator.tree.errors import NoSuchPane
from generator.simulator.tree.nodes import Leaf, Node, Pane, Size, Unit, leaves, recorded_size
from generator.simulator.tree.slots import PaneDirection, Slot, neighbour


class Places:
    """Part of `SplitTree`: all that it keeps, and what can be asked."""

    def __init__(self, cols: int, rows: int, pixel_width: int = 0, pixel_height: int = 0) -> None:
        """Make an empty tab of `cols` x `rows` cells, at least one each way; else ValueError."""
        if cols < 1 or rows < 1:
            raise ValueError(f"a tab needs at least one cell each way, not {cols}x{rows}")
        self.unzoom_on_switch_pane = True
        """The configuration option of that name: may activating another pane end a zoom?"""
        self.zoom_outlives_focus = False
        """As in release 20240203: activating another pane moves the active place, and leaves a zoom
        with the pane that has it, whatever that option says."""
        self._root: Node | None = None
        self._size = Size(cols, rows, pixel_width, pixel_height)
        self._size_before_zoom = self._size
        self._active_index = 0
        self._zoomed: Pane | None = None
        self._own: dict[Pane, tuple[int, int]] = {}
        self._last_use: dict[int, int] = {}
        self._uses = 0

    # What can be asked.

    @property
    def size(self) -> Size:
        """The tab's size as `tab:get_size()` tells it, which is not always the panes' extent."""
        return self._size

    @property
    def active_index(self) -> int:
        """The active pane's place in tree order. A place: panes may slide under it."""
        return self._active_index

    @property
    def is_zoomed(self) -> bool:
        """Whether a pane is zoomed."""
        return self._zoomed is not None

    @property
    def active_pane(self) -> Pane | None:
        """The zoomed pane, else the one at the active place, None in an empty tab."""
        if self._zoomed is not None:
            return self._zoomed
        panes = self._panes()
        return panes[self._active_index] if self._active_index < len(panes) else None

    def __len__(self) -> int:
        return len(self._leaves())

    def index(self, pane: Pane) -> int | None:
        """Find the pane's place in tree order, None when it isn't in the tab."""
        panes = self._panes()
        return panes.index(pane) if pane in panes else None

    def panes(self) -> list[Slot]:
        """List all panes in tree order, as if none were zoomed.

        While a pane is zoomed the slots keep the numbers from before: only `size` and the zoomed
        pane's own terminal follow the window.
        """
        slots = []
        for index, (leaf, left, top) in enumerate(leaves(self._root)):
            size = recorded_size(leaf, self._size)
            own_cols, own_rows = self._own.get(leaf.pane, (size.cols, size.rows))
            slots.append(
                Slot(
                    pane=leaf.pane,
                    index=index,
                    is_active=index == self._active_index,
                    is_zoomed=self._zoomed is not None and leaf.pane == self._zoomed,
                    left=left,
                    top=top,
                    width=size.cols,
                    height=size.rows,
                    pixel_width=size.pixel_width,
                    pixel_height=size.pixel_height,
                    own_cols=own_cols,
                    own_rows=own_rows,
                )
            )
        return slots

    def pane_in_direction(self, direction: PaneDirection) -> int | None:
        """Find the active pane's neighbour, None when there is none; zoom is ignored."""
        return neighbour(self.panes(), direction, self._last_use)

    # Steps of what can be done to it.

    def _leaves(self) -> list[Leaf]:
        return [leaf for leaf, _, _ in leaves(self._root)]

    def _panes(self) -> list[Pane]:
        return [leaf.pane for leaf in self._leaves()]

    def _leaf(self, index: int) -> Leaf:
        found = self._leaves()
        if not 0 <= index < len(found):
            raise NoSuchPane(index)
        return found[index]

    def _unit(self) -> Unit:
        return self._size.unit()

    def _use(self, index: int) -> None:
        self._active_index = index
        self._last_use[index] = self._uses
        self._uses += 1

    def _seat(self, panes: list[Pane]) -> None:
        for leaf, pane in zip(self._leaves(), panes, strict=True):
            leaf.pane = pane
        self._resize_panes()

    def _resize_panes(self) -> None:
        for leaf in self._leaves():
            self._resize_pane(leaf.pane, recorded_size(leaf, self._size))

    def _resize_pane(self, pane: Pane, size: Size) -> None:
        self._own[pane] = (size.cols, size.rows)
