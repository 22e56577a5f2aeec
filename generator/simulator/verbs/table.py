"""All answers to host calls, gathered.

In:    the rooms that register them.
Out:   the registry's names.
Never: an answer itself.
"""

from __future__ import annotations

from generator.simulator.verbs import files, gui, mux, panes, processes, screen, system, text
from generator.simulator.verbs.registry import ASYNC, SUSPENDING, VERBS, Plain

__all__ = ["ASYNC", "SUSPENDING", "VERBS", "Plain"]

ROOMS = (files, gui, mux, panes, processes, screen, system, text)
