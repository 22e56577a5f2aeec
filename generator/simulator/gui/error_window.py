"""WezTerm's own window for messages: a mistake in the configuration, a connection under way.

In:    a multiplexer and a text.
Out:   a window of the shown workspace with one pane, in a domain that can't be spawned into.
Never: a second one while the first is open: the text goes to its end.
"""

from __future__ import annotations

from generator.simulator.mux.mux import Mux
from generator.simulator.mux.panes import Pane

TITLE = "wezterm Configuration Error"
SIZE = (80, 24)


def show(mux: Mux, text: str) -> Pane:
    """Show a message, in a window of its own or behind the last one."""
    for pane in mux.panes.values():
        if pane.explicit_title == TITLE and pane.domain is mux.overlay_domain:
            pane.screen.write(f"\n{text}")
            return pane
    window = mux.new_window(None)
    pane = mux.new_overlay_pane(SIZE)
    pane.is_overlay = False
    pane.explicit_title = TITLE
    pane.screen.write(text)
    mux.add_tab(window, mux.new_tab(pane, *SIZE))
    mux.notify("WindowCreated", window=window)
    return pane
