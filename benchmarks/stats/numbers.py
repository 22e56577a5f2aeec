"""Numbers as one reads them.

In:    a number.
Out:   a few words, the same wherever it is shown.
Never: more digits than tell anything.
"""

from __future__ import annotations


def number(value: float) -> str:
    """A number with as many digits as one reads: 0.04, 3.8, 52, 1,240."""
    if value == 0:
        return "0"
    if abs(value) < 1:
        return f"{value:.2f}"
    if abs(value) < 10 and not float(value).is_integer():
        return f"{value:.1f}"
    return f"{value:,.0f}"


def ms(value: float) -> str:
    """Milliseconds, from ten seconds on as seconds."""
    return f"{number(value)} ms" if value < 10_000 else f"{value / 1000:,.1f} s"


def amount(count: float, noun: str) -> str:
    """`1 pane`, `2 panes`."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def times_text(value: float) -> str:
    """`120 times`, `1.4 times`."""
    return f"{value:,.0f} times" if value >= 10 else f"{value:.2g} times"
