"""The multiplexer: windows, tabs and panes, whether or not a window on the screen shows them."""
