"""Charts as SVG: growth on logarithmic axes, ratios as bars.

In:    named series of numbers.
Out:   SVG texts that read well on light and dark pages; the same input gives the same bytes.
Never: a font, a script or an image from elsewhere.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import jinja2

WIDTH: Final = 760
LINES_HEIGHT: Final = 420
LEFT: Final = 84
TOP: Final = 92
BAR_LEFT: Final = 250
BAR_ROW: Final = 20
LABEL_GAP: Final = 16
"""Least distance of two names at the right edge, in pixels."""

LIGHT: Final = ("#0969da", "#bc4c00", "#6e7781", "#8250df", "#1a7f37")
DARK: Final = ("#58a6ff", "#f0883e", "#9198a1", "#bc8cff", "#3fb950")
"""Colours by number, for light and dark pages."""

DASHED: Final = 2
"""The colour of the floor: its line lies under the new plugin's."""


@cache
def environment() -> jinja2.Environment:
    """The templates of this package; delimiters as everywhere in this project."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        line_statement_prefix="--%",
        variable_start_string="${",
        variable_end_string="}",
        block_start_string="--[%",
        block_end_string="%]--",
        comment_start_string="--[##",
        comment_end_string="##]--",
        keep_trailing_newline=True,
    )


@dataclass(frozen=True, slots=True)
class Series:
    """One line: y by x, both above 0."""

    name: str
    colour: int
    points: Mapping[float, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with what is written behind it."""

    name: str
    colour: int
    value: float | None
    """None draws no bar, only the text."""
    text: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class _Axis:
    """A logarithmic axis between two pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Pixel of a value, rounded so that the bytes are stable."""
        span = math.log(self.high) - math.log(self.low)
        share = (math.log(value) - math.log(self.low)) / span
        return round(self.start + share * (self.end - self.start), 2)


def short(value: float) -> str:
    """A number for an axis: 0.5, 30, 1,000, 20 k, 3 M."""
    for limit, word in ((1_000_000, " M"), (10_000, " k")):
        if value >= limit:
            scaled = value / (1_000_000 if word == " M" else 1_000)
            return f"{scaled:g}{word}"
    return f"{value:,g}"


def _decades(values: Sequence[float]) -> tuple[float, float]:
    low = 10 ** math.floor(math.log10(min(values)))
    high = 10 ** math.ceil(math.log10(max(values)))
    return (low, high) if high > low else (low, low * 10)


def _powers(low: float, high: float) -> list[float]:
    first, last = round(math.log10(low)), round(math.log10(high))
    step = max(1, (last - first) // 7)
    return [10.0**power for power in range(first, last + 1, step)]


def _spread_labels(wanted: Sequence[float]) -> list[float]:
    """Pixels for the names, moved apart where they would overlap."""
    placed = list(wanted)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for before, after in itertools.pairwise(order):
        placed[after] = max(placed[after], placed[before] + LABEL_GAP)
    return [round(at, 2) for at in placed]


def lines(title: str, note: str, x_title: str, y_title: str, series: Sequence[Series]) -> str:
    """A chart with both axes logarithmic; empty series are left out."""
    shown = [one for one in series if one.points]
    xs = sorted({x for one in shown for x in one.points}) or [1, 10]
    ys = [y for one in shown for y in one.points.values() if y > 0] or [1]
    right, bottom = WIDTH - 130, LINES_HEIGHT - 56
    x_axis = _Axis(xs[0], xs[-1] if xs[-1] > xs[0] else xs[0] * 10, LEFT, right)
    y_axis = _Axis(*_decades(ys), bottom, TOP)
    drawn: list[dict[str, object]] = []
    ends: list[float] = []
    for one in shown:
        dots = [
            {
                "x": x_axis.at(x),
                "y": y_axis.at(y),
                "text": f"{one.name}: {short(x)}, {short(round(y, 3))}",
            }
            for x, y in sorted(one.points.items())
            if y > 0
        ]
        if not dots:
            continue
        points = " ".join(f"{dot['x']},{dot['y']}" for dot in dots)
        dashes = ' stroke-dasharray="6 5"' if one.colour == DASHED else ""
        drawn.append(
            {
                "name": one.name,
                "colour": one.colour,
                "dots": dots,
                "points": points,
                "dashes": dashes,
            }
        )
        ends.append(float(str(dots[-1]["y"])) + 4)
    for entry, label_at in zip(drawn, _spread_labels(ends), strict=True):
        entry["label_at"] = label_at
    return (
        environment()
        .get_template("lines.svg.j2")
        .render(
            light=LIGHT,
            dark=DARK,
            width=WIDTH,
            height=LINES_HEIGHT,
            left=LEFT,
            right=right,
            top=TOP,
            bottom=bottom,
            title=title,
            note=note,
            x_title=x_title,
            y_title=y_title,
            x_ticks=[{"at": x_axis.at(x), "text": short(x)} for x in xs],
            y_ticks=[
                {"at": y_axis.at(y), "text": short(y)} for y in _powers(y_axis.low, y_axis.high)
            ],
            lines=drawn,
        )
    )


def bars(title: str, note: str, rows: Sequence[Bar], *, is_log: bool) -> str:
    """Horizontal bars; with `is_log` they begin at 1 (a ratio of 1 is no bar)."""
    top = 72
    bottom = top + BAR_ROW * len(rows)
    right = WIDTH - 150
    values = [v for row in rows for v in (row.value, row.high) if v is not None and v > 0]
    high = max(values, default=1.0)
    if is_log:
        axis = _Axis(1, max(10 ** math.ceil(math.log10(max(high, 1.01))), 10), BAR_LEFT, right)
        ticks = _powers(axis.low, axis.high)
    else:
        axis = _Axis(1, 10, BAR_LEFT, right)
        ticks = [0, high / 2, high]

    def at(value: float) -> float:
        if is_log:
            return axis.at(max(value, 1))
        return round(BAR_LEFT + (right - BAR_LEFT) * value / high, 2)

    drawn = []
    for index, row in enumerate(rows):
        end = at(row.value) if row.value is not None else BAR_LEFT
        has_spread = row.low is not None and row.high is not None
        high_at = at(row.high) if row.high is not None else end
        drawn.append(
            {
                "name": row.name,
                "colour": row.colour,
                "y": top + index * BAR_ROW,
                "width": round(end - BAR_LEFT, 2),
                "spread": has_spread,
                "low": at(row.low) if row.low is not None else end,
                "high": high_at,
                "text": row.text,
                "text_at": round(max(end, high_at) + 8, 2),
            }
        )
    return (
        environment()
        .get_template("bars.svg.j2")
        .render(
            light=LIGHT,
            dark=DARK,
            width=WIDTH,
            height=bottom + 34,
            left=BAR_LEFT,
            top=top,
            bottom=bottom,
            title=title,
            note=note,
            ticks=[{"at": at(value), "text": short(round(value, 3))} for value in ticks],
            bars=drawn,
        )
    )
