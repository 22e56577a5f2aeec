"""Who is measured: this plugin, the old one, a peer, and the physical floor.

subject    what all of them can do
floor      the bare spawns and splits: what the terminal needs at the least
plugin     plugins, run as they are
"""
