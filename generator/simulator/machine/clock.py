"""Virtual time: a number of milliseconds that only the simulator moves.

In:    how long something takes, or how far to go.
Out:   what time it is, in milliseconds since the start and as a date.
Never: looks at a real clock.
"""

from __future__ import annotations

EPOCH_SECONDS = 1_760_000_000
"""What `os.time()` says when virtual time is 0 (in October 2025), in seconds since 1970."""


class Clock:
    """Milliseconds since the first start; they never go back and survive a restart."""

    __slots__ = ("now_ms",)

    def __init__(self) -> None:
        self.now_ms = 0.0

    @property
    def epoch_seconds(self) -> float:
        """The same moment as seconds since 1970."""
        return EPOCH_SECONDS + self.now_ms / 1000

    def advance(self, ms: float) -> None:
        """Let `ms` milliseconds pass; negative ones are refused with ValueError."""
        if ms < 0:
            raise ValueError(f"time can't go back by {-ms} ms")
        self.now_ms += ms

    def advance_to(self, at_ms: float) -> None:
        """Go to `at_ms`, or stay when that is in the past."""
        self.now_ms = max(self.now_ms, at_ms)
