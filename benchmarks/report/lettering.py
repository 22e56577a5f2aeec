"""How much room words take in a chart, and where they go so that all can be read.

In:    texts and sizes in pixels; places that labels would like.
Out:   widths, lines of words, places that are far enough apart.
Never: asks the machine for a font: widths are those of DejaVu Sans, the widest of those that
       `system-ui` gives, so that other fonts need less.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WIDTHS: Final = {
    0.30: "'ijlIJ",
    0.34: " .,/:;|",
    0.42: "-()[]ft!r",
    0.55: '*_szc?"',
    0.60: "FLkvxy",
    0.64: "0123456789abdeghnopquE$PSTY",
    0.70: "ABCKRVXZ",
    0.79: "DGHNOQU&",
    0.87: "w#+<=>~M",
}
"""Em by character; all others take a whole one."""

_WIDTH_OF: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}

BOLD: Final = 1.15
"""Times the width of the usual weight."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text takes at a font size, at the most."""
    em = sum(_WIDTH_OF.get(letter, 1.0) for letter in text)
    return em * size * (BOLD if bold else 1.0)


def wrapped(text: str, size: float, extent: float) -> list[str]:
    """The text in lines that take at most `extent` pixels; only a single word may take more."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= extent:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least `gap` apart, in the same order, between `low` and `high`.

    Each is as near to the wanted one as its neighbours allow. Where there is no room for all, the
    last ones go beyond `high`.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [min(max(wanted[index], low), high) for index in order]
    for later in range(1, len(placed)):
        placed[later] = max(placed[later], placed[later - 1] + gap)
    # What went beyond the end pushes back, as far as the beginning.
    limit = max(high, low + gap * (len(placed) - 1))
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - gap
    found = dict(zip(order, placed, strict=True))
    return [round(found[index], 2) for index in range(len(wanted))]
