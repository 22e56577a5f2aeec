"""What a process leaves behind for whoever looks at it afterwards.

In:    toasts, log lines, events, errors, as they happen.
Out:   `Records`, a list of each.
Never: the calls from Lua (those are in trace.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Toast:
    """A message of the desktop."""

    title: str
    message: str
    timeout_ms: int | None
    at_ms: float


@dataclass
class Records:
    """What a test looks at afterwards."""

    toasts: list[Toast] = field(default_factory=list)
    logs: list[tuple[str, str]] = field(default_factory=list)
    events: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    swallowed: list[str] = field(default_factory=list)
    performed: list[object] = field(default_factory=list)
    """Key assignments that were performed."""
    children: list[list[str]] = field(default_factory=list)
    """Child processes that were started."""
    config_errors: list[str] = field(default_factory=list)
    clipboard: str = ""
