"""Charts as SVG: growth on logarithmic axes, ratios as bars.

In:    named series of numbers.
Out:   SVG texts that read well on light and dark pages; the same input gives the same bytes.
Never: a font, a script or an image from elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import jinja2

from benchmarks.report import lettering
from generator.making.environment import SYNTAX

WIDTH: Final = 760
MARGIN: Final = 24
"""Free at the left and right edge."""
NOTE_SIZE: Final = 12
NOTE_LINE: Final = 16
NOTE_TOP: Final = 50
"""Baseline of the first line below the title."""
PLOT_HEIGHT: Final = 272
LEFT: Final = 84
BAR_ROW: Final = 20
LABEL_GAP: Final = 18
"""Least distance of two names at the right edge, in pixels."""
LEADER: Final = 22
"""From the end of the axis to the names; a thin line leads there from each line's end."""

LIGHT: Final = ("#0969da", "#bc4c00", "#6e7781", "#8250df", "#1a7f37")
DARK: Final = ("#58a6ff", "#f0883e", "#9198a1", "#bc8cff", "#3fb950")
"""Colours by number, for light and dark pages."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn: of lines that lie on each other the wider one shows at both sides."""

    width: float
    mark: str
    """`circle`, `square`, `diamond` or `none`."""
    size: float = 0.0
    """Of the mark: from its middle to its edge, in pixels."""


PENS: Final = (
    Pen(2, "circle", 3.5),
    Pen(2, "circle", 3.5),
    Pen(14, "none"),
    Pen(8, "diamond", 9),
    Pen(8, "square", 7),
)
"""By number, as the colours."""

HALO: Final = 3
"""A line and a strip of the background at its sides are so much wider than the line alone."""


@cache
def environment() -> jinja2.Environment:
    """The templates of this package, written as the generator's frames."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        **SYNTAX,
    )


def _svg(template: str, **values: object) -> str:
    return (
        environment()
        .get_template(f"{template}.svg.j2")
        .render(light=LIGHT, dark=DARK, width=WIDTH, **values)
    )


@dataclass(frozen=True, slots=True)
class Series:
    """One line: y by x, both above 0."""

    name: str
    colour: int
    """Number of its colour and its pen."""
    points: Mapping[float, float]
    words: str = ""
    """Written behind the name."""


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


def _notes(note: str) -> list[dict[str, object]]:
    """The lines below the title."""
    found = lettering.wrapped(note, NOTE_SIZE, WIDTH - 2 * MARGIN)
    return [{"text": text, "y": NOTE_TOP + NOTE_LINE * n} for n, text in enumerate(found)]


def _below(notes: Sequence[Mapping[str, object]]) -> int:
    """The first pixel below the notes."""
    return NOTE_TOP + NOTE_LINE * len(notes) - 4


def _mark(pen: Pen, x: float, y: float) -> str:
    """The path of a mark; empty for none."""
    r = pen.size
    if pen.mark == "square":
        return f"M{x - r:.2f} {y - r:.2f}h{2 * r}v{2 * r}h{-2 * r}z"
    if pen.mark == "diamond":
        return f"M{x:.2f} {y - r:.2f}l{r} {r}l{-r} {r}l{-r} {-r}z"
    if pen.mark == "circle":
        return f"M{x - r:.2f} {y:.2f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    return ""


def _label_width(one: Series) -> float:
    """Pixels of a name with the words behind it."""
    name = lettering.width(f"{one.name} ", NOTE_SIZE, bold=True)
    return name + lettering.width(one.words, NOTE_SIZE)


def lines(title: str, note: str, x_title: str, y_title: str, series: Sequence[Series]) -> str:
    """A chart with both axes logarithmic; empty series are left out."""
    shown = [one for one in series if any(y > 0 for y in one.points.values())]
    xs = sorted({x for one in shown for x in one.points}) or [1, 10]
    ys = [y for one in shown for y in one.points.values() if y > 0] or [1]
    notes = _notes(note)
    top = _below(notes) + 34
    bottom = top + PLOT_HEIGHT
    right = WIDTH - MARGIN - LEADER - max((_label_width(one) for one in shown), default=0)
    right = math.floor(right)
    x_axis = _Axis(xs[0], xs[-1] if xs[-1] > xs[0] else xs[0] * 10, LEFT, right)
    y_axis = _Axis(*_decades(ys), bottom, top)
    drawn: list[dict[str, object]] = []
    ends: list[float] = []
    for one in shown:
        pen = PENS[one.colour]
        dots = [
            {
                "x": x_axis.at(x),
                "y": y_axis.at(y),
                "mark": _mark(pen, x_axis.at(x), y_axis.at(y)),
                "text": f"{one.name}: {short(x)}, {short(round(y, 3))}",
            }
            for x, y in sorted(one.points.items())
            if y > 0
        ]
        last = dots[-1]
        ends.append(float(str(last["y"])))
        drawn.append(
            {
                "name": one.name,
                "words": one.words,
                "colour": one.colour,
                "width": pen.width,
                "halo": pen.width + HALO,
                "dots": dots,
                "points": " ".join(f"{dot['x']},{dot['y']}" for dot in dots),
                "end_x": last["x"],
                "end_y": last["y"],
            }
        )
    places = lettering.spread(ends, LABEL_GAP, top, bottom)
    for entry, place in zip(drawn, places, strict=True):
        entry["label_y"] = place
    drawn.sort(key=lambda entry: -PENS[int(str(entry["colour"]))].width)
    return _svg(
        "lines",
        height=bottom + 56,
        left=LEFT,
        right=right,
        leader=right + LEADER - 6,
        label_x=right + LEADER,
        top=top,
        bottom=bottom,
        title=title,
        notes=notes,
        x_title=x_title,
        y_title=y_title,
        x_ticks=[{"at": x_axis.at(x), "text": short(x)} for x in xs],
        y_ticks=[{"at": y_axis.at(y), "text": short(y)} for y in _powers(y_axis.low, y_axis.high)],
        lines=drawn,
    )


def bars(title: str, note: str, rows: Sequence[Bar], *, is_log: bool) -> str:
    """Horizontal bars; with `is_log` they begin at 1 (a ratio of 1 is no bar)."""
    notes = _notes(note)
    top = _below(notes) + 10
    bottom = top + BAR_ROW * len(rows)
    names = max((lettering.width(row.name, NOTE_SIZE) for row in rows), default=0)
    texts = max((lettering.width(row.text, NOTE_SIZE) for row in rows), default=0)
    left = math.ceil(MARGIN + names + 8)
    right = math.floor(WIDTH - MARGIN - texts - 8)
    values = [v for row in rows for v in (row.value, row.high) if v is not None and v > 0]
    high = max(values, default=1.0)
    if is_log:
        axis = _Axis(1, max(10 ** math.ceil(math.log10(max(high, 1.01))), 10), left, right)
        ticks = _powers(axis.low, axis.high)
    else:
        axis = _Axis(1, 10, left, right)
        ticks = [0, high / 2, high]

    def at(value: float) -> float:
        if is_log:
            return axis.at(max(value, 1))
        return round(left + (right - left) * value / high, 2)

    drawn = []
    for index, row in enumerate(rows):
        end = at(row.value) if row.value is not None else left
        has_spread = row.low is not None and row.high is not None
        high_at = at(row.high) if row.high is not None else end
        drawn.append(
            {
                "name": row.name,
                "colour": row.colour,
                "y": top + index * BAR_ROW,
                "width": round(end - left, 2),
                "spread": has_spread,
                "low": at(row.low) if row.low is not None else end,
                "high": high_at,
                "text": row.text,
                "text_at": round(max(end, high_at) + 8, 2),
            }
        )
    return _svg(
        "bars",
        height=bottom + 34,
        left=left,
        top=top,
        bottom=bottom,
        title=title,
        notes=notes,
        ticks=[{"at": at(value), "text": short(round(value, 3))} for value in ticks],
        bars=drawn,
    )
