"""All answers to host calls, gathered.

In:    the rooms that register them.
Out:   the registry's names.
Never: an answer itself.
"""

from __future__ import annotations

from generator.simulator import (
    verbs_files,
    verbs_gui,
    verbs_mux,
    verbs_pane,
    verbs_system,
    verbs_text,
)
from generator.simulator.registry import ASYNC, SUSPENDING, VERBS, Plain

__all__ = ["ASYNC", "SUSPENDING", "VERBS", "Plain"]

ROOMS = (verbs_files, verbs_gui, verbs_mux, verbs_pane, verbs_system, verbs_text)
