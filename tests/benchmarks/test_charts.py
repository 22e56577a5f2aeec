"""Charts can be read: no text beyond the edge or on another, no line hidden by one on top of it."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from typing import Final, NamedTuple

import pytest

from benchmarks.report import charts, lettering, summary
from benchmarks.report.charts import Bar, Series
from benchmarks.report.schema import Report
from benchmarks.subject.subject import SubjectInfo
from tests.benchmarks import results

SVG: Final = "{http://www.w3.org/2000/svg}"
SIZES: Final = {"title": 16.0, "note": 12.0, "tick": 12.0, "axis": 12.0, "value": 12.0}
"""Font size by class, as the style sheet has it."""

SUBJECTS: Final = ("new", "old", "old checkout", "peer", "floor")


class Box(NamedTuple):
    """Where a text stands, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def box_of(element: ET.Element) -> Box:
    """Return the room that a text takes: as wide as in the widest of the usual fonts."""
    kind = element.get("class", "")
    size, text = SIZES[kind], "".join(element.itertext())
    bold = text if kind == "title" else (element.findtext(f"{SVG}tspan") or "")
    width = lettering.width(bold, size, bold=True)
    width += lettering.width(text.removeprefix(bold), size)
    x, y = float(element.get("x", "nan")), float(element.get("y", "nan"))
    left = {"end": x - width, "middle": x - width / 2}.get(element.get("text-anchor", ""), x)
    return Box(text, left, y - 0.8 * size, left + width, y + 0.2 * size)


def boxes(svg: str) -> list[Box]:
    """Return the room of every text of a chart."""
    return [box_of(one) for one in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def height_of(svg: str) -> float:
    """Return a chart's height."""
    return float(ET.fromstring(svg).get("height", "nan"))  # noqa: S314 - our own


def collide(one: Box, other: Box) -> bool:
    """Return whether two texts share a pixel."""
    is_beside = one.right <= other.left or other.right <= one.left
    return not (is_beside or one.bottom <= other.top or other.bottom <= one.top)


def everybody() -> Report:
    """Return a result in which all five subjects lie on each other."""
    rows = [
        results.row(name, *[results.sample(31)] * 10, n=n, operation=operation)
        for operation in ("save", "load")
        for n in (8, 16)
        for name in SUBJECTS
    ]
    subjects = [SubjectInfo(name, name, runs_own_code=False) for name in SUBJECTS]
    return Report(about={}, costs=[], subjects=subjects, rows=rows)


LONG: Final = "median of the loads that came to an end; " * 6
TITLE: Final = "Loading"
COINCIDING: Final = [
    Series(name, summary.COLOURS[name], {n: 4.0 * n for n in (1, 2, 4, 8, 64)}, "10 of 70 exact")
    for name in SUBJECTS
]
CHARTS: Final = {
    "small result": list(summary.draw(results.small()).values()),
    "all on each other": list(summary.draw(everybody()).values()),
    "nothing measured": list(summary.draw(Report(about={}, costs=[], subjects=[])).values()),
    "long note, lines": [charts.lines(TITLE, LONG, "panes", "virtual ms", COINCIDING)],
    "long note, bars": [
        charts.bars(
            TITLE,
            LONG,
            [
                Bar("programs-12-busy-and-more/restore", 1, 9_999, "9,999, 10/10 exact", 100, 9e4),
                Bar("a/save", 1, None, "old fails"),
            ],
            is_log=True,
        )
    ],
    "all at the bottom": [
        charts.lines(
            TITLE,
            "",
            "panes",
            "ms",
            [Series(s.name, s.colour, {1: 1.0, 2: 1.0}) for s in COINCIDING],
        )
    ],
}


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_runs_over_the_edge(name: str) -> None:
    """Each stands inside the frame with some pixels to spare."""
    over = [
        box
        for svg in CHARTS[name]
        for box in boxes(svg)
        if box.left < 8 or box.right > charts.WIDTH - 8 or box.bottom > height_of(svg) - 4
    ]

    assert [] == over


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_stands_on_another(name: str) -> None:
    """Names, values, ticks, title and notes of one chart."""
    collisions = [
        (one.text, other.text)
        for svg in CHARTS[name]
        for one, other in itertools.combinations(boxes(svg), 2)
        if collide(one, other)
    ]

    assert [] == collisions


@pytest.mark.parametrize("names", [("floor", "peer", "new"), ("old checkout", "old")])
def test_lines_that_lie_on_each_other_show_at_both_sides_of_the_one_above(
    names: tuple[str, ...],
) -> None:
    """The widest is drawn first, each on a strip of background that leaves the one below to see."""
    some = [one for one in COINCIDING if one.name in names]
    root = ET.fromstring(charts.lines("t", "", "x", "y", some))  # noqa: S314 - our own text
    drawn = [one for one in root.iter(f"{SVG}polyline") if "leader" not in one.get("class", "")]
    widths = [float(one.get("stroke-width", "nan")) for one in drawn]
    halos, lines = widths[::2], widths[1::2]

    assert ["halo"] * len(names) == [one.get("class") for one in drawn[::2]]
    assert [f"line s{summary.COLOURS[n]}" for n in names] == [o.get("class") for o in drawn[1::2]]
    assert all(wide - halo >= 2 for wide, halo in zip(lines, halos[1:], strict=False))


def test_each_name_is_led_to_from_the_end_of_its_line() -> None:
    """Names that were moved apart are still those of their lines, in the order of the ends."""
    ends = [Series("a", 0, {1: 1, 4: 90.0}), Series("b", 1, {1: 1, 2: 95.0})]
    root = ET.fromstring(charts.lines("t", "", "x", "y", ends))  # noqa: S314 - our own text
    labels = [one for one in root.iter(f"{SVG}text") if one.get("class") == "value"]
    leaders = [one for one in root.iter(f"{SVG}polyline") if "leader" in one.get("class", "")]
    lines = [one for one in root.iter(f"{SVG}polyline") if "line s" in one.get("class", "")]

    for line, leader, label in zip(lines, leaders, labels, strict=True):
        points = leader.get("points", "").split()
        assert line.get("points", "").split()[-1] == points[0]
        assert float(label.get("y", "nan")) - 4 == float(points[-1].split(",")[1])
    assert ["b", "a"] == [
        one.findtext(f"{SVG}tspan") for one in sorted(labels, key=lambda o: float(o.get("y", "")))
    ]


# Words.


@pytest.mark.parametrize(
    ("text", "usual", "bold"),
    [
        ("Loading: virtual time until all is complete, by panes", 25.715, 29.131),
        ("old checkout", 6.408, 7.211),
        ("503, 10/10 exact", 8.506, 9.381),
        ("illicit fjord trifles", 8.102, 9.52),
    ],
)
def test_the_estimate_is_never_less_than_what_the_font_takes(
    text: str, usual: float, bold: float
) -> None:
    """In em of DejaVu Sans, and at most 9 % more."""
    assert usual <= lettering.width(text, 1) <= usual * 1.09
    assert bold <= lettering.width(text, 1, bold=True) <= bold * 1.09


def test_a_note_is_wrapped_to_lines_that_fit_and_nothing_is_lost() -> None:
    """All words, in order; a word that is too long stands alone."""
    text = "one tab split at random " + "w" * 100 + " and more"
    found = lettering.wrapped(text, 12, 120)

    assert text == " ".join(found)
    assert all(lettering.width(line, 12) <= 120 or " " not in line for line in found)
    assert 4 == len(found)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([50, 50, 50], [50, 68, 86]),
        ([95, 10, 96], [82, 10, 100]),
        ([100, 100, 100], [64, 82, 100]),
        ([200, -5], [100, 0]),
        ([], []),
    ],
)
def test_places_are_moved_apart_and_stay_inside(wanted: list[float], expected: list[float]) -> None:
    """18 pixels apart between 0 and 100, in the order that was wanted."""
    assert expected == lettering.spread(wanted, 18, 0, 100)
