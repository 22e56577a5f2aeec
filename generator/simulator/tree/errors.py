"""What can go wrong with a split tree.

In:    nothing.
Out:   the errors that split_tree.py raises, with the host's texts where Lua gets to see them.
Never: decides anything.
"""


class TreeError(Exception):
    """Something a split tree can't do. Base of the errors below.

    TreeError
    ├── NoSpace      the split doesn't fit
    ├── ZoomedSplit  a tab with a zoomed pane can't be split
    ├── NoSuchPane   no pane at that place
    └── HostFailure  the real WezTerm would not survive this; the tree is unusable afterwards
        ├── HostHang   it would loop for ever, its windows frozen
        └── HostCrash  a size would become negative, which it takes for a huge one
    """


class NoSpace(TreeError):
    """The split has no room. The text is the host's own."""

    def __init__(self) -> None:
        super().__init__("No space for split!")


class ZoomedSplit(TreeError):
    """The tab has a zoomed pane. The text is the host's own."""

    def __init__(self) -> None:
        super().__init__("cannot split while zoomed")


class NoSuchPane(TreeError):
    """There is no pane at the index. The text is the host's own."""

    def __init__(self, index: int) -> None:
        super().__init__(f"invalid pane index {index}")


class HostFailure(TreeError):
    """The real WezTerm would freeze or die here."""


class HostHang(HostFailure):
    """WezTerm would loop for ever: both sides of a split have one cell and must shrink."""


class HostCrash(HostFailure):
    """WezTerm would take a negative number of cells for a huge one."""
