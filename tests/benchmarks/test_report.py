"""One table, several forms; a time never stands alone."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import costs, growth, report, schema, summary, wording
from benchmarks.fidelity import Fidelity
from benchmarks.records import Row, Sample, find
from benchmarks.scenarios import Operation
from benchmarks.schema import Bound, Report, SchemaError, SubjectInfo, Wall

WHOLE = Fidelity(tabs=1, exact_tabs=1, panes=8, cells=1000, windows=1, windows_right=1)
TORN = Fidelity(tabs=1, panes=8, panes_lost=2, panes_extra=1, cells=1000, cells_off=125, windows=1)


def sample(complete_ms: float, asked_ms: float = 0, fidelity: Fidelity = WHOLE) -> Sample:
    """Return a sample that came to its end."""
    figures = {
        "complete_ms": complete_ms,
        "visible_ms": complete_ms,
        "asked_ms": asked_ms,
        "slice_ms": 4.0,
        "host_calls": 50.0,
    }
    return Sample("ok", figures, fidelity, calls={"MuxPane:split": 7})


FAILED = Sample("raised", {"complete_ms": 3.0}, TORN, 1, "runtime error: No space for split!\nmore")


def row(subject: str, *samples: Sample, n: int = 8, operation: Operation = "load") -> Row:
    """Return a row of the family that is charted."""
    name = f"random-{n}"
    family = summary.CHARTED_FAMILY
    return Row(name, f"{n} panes", operation, subject, list(samples), family, n)


@pytest.fixture
def measured() -> Report:
    """Give a small result: the old plugin brings 8 panes back at times, 16 never."""
    rows = [
        row("new", sample(30), sample(32)),
        row("old", sample(7430, 7400, TORN), FAILED),
        row("floor", sample(30)),
        row("new", sample(61), n=16),
        row("old", FAILED, FAILED, n=16),
        row("new", sample(2.5), operation="save"),
        row("old", sample(169), operation="save"),
        row("new", sample(2.9), operation="save", n=16),
        row("old", sample(338), operation="save", n=16),
    ]
    return Report(
        about={"seed": 1, "processor": "a | b"},
        costs=[dict(one) for one in costs.rows_for_report()],
        subjects=[
            SubjectInfo("new", "ours", runs_own_code=True, digest="abc"),
            SubjectInfo("old", "theirs", runs_own_code=False),
            SubjectInfo("floor", "limit", runs_own_code=False),
        ],
        rows=rows,
        growth=growth.measure(rows),
        wall=[Wall("plan of 64 panes", "new", "its twin", 300, 200, 9, 1.4, 1.2, 1.6, 30)],
        bounds=[
            Bound("waits", "no wait is asked for", 0, 0, "random-8/load, case 0", holds=True),
            Bound("splits", "n-1 splits", 0, 2, "random-8/load", holds=False, trace=["9 split"]),
        ],
    )


def printed(result: Report) -> str:
    """Return the terminal's text at a fixed width, without colours."""
    out = io.StringIO()
    console = Console(file=out, width=160, color_system=None, _environ={})
    report.print_report(result, console)
    return out.getvalue()


def test_the_schema_brings_everything_back(measured: Report, tmp_path: Path) -> None:
    """Written and read: the same rows, samples and all."""
    path = tmp_path / "report.json"
    schema.write(measured, path)
    back = schema.read(path)

    assert schema.to_data(back) == schema.to_data(measured)
    assert back.rows[1].samples[1].problem == FAILED.problem
    assert back.rows[0].fidelity == measured.rows[0].fidelity


def test_another_schema_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Nothing is guessed from figures of another meaning."""
    path = tmp_path / "report.json"
    path.write_text('{"schema": 99}')
    with pytest.raises(SchemaError, match="make bench"):
        schema.read(path)
    path.write_text("{")
    with pytest.raises(SchemaError, match="make bench"):
        schema.read(path)


def test_every_table_shows_fidelity_before_time(measured: Report) -> None:
    """In the same row, on the left of it."""
    for operation in report.operations(measured):
        titles, rows = report.table_of(measured, operation)
        times = [index for index, title in enumerate(titles) if title.endswith(", ms")]

        assert titles.index("exact") < min(times)
        assert all(cells[titles.index("exact")] for cells in rows)


def test_a_failure_is_said_instead_of_a_small_time(measured: Report) -> None:
    """Three milliseconds until an error are no load in three milliseconds."""
    both = find(measured.rows, "random-16/load", "old")
    one = find(measured.rows, "random-8/load", "old")
    assert both is not None
    assert one is not None

    assert "fails" == wording.time(both, "complete_ms")
    assert "7,430 (1 of 2)" == wording.time(one, "complete_ms")
    assert "3.0" not in printed(measured)


def test_each_scenario_has_one_sentence_with_all_sides(measured: Report) -> None:
    """How many came back, how long, how many times."""
    text = wording.sentence(measured.rows, "random-8/load", measured.names())

    assert "new brings back 2 of 2 exactly, shows the tab after 31 ms" in text
    assert "old brings back 0 of 2 exactly, loses 4 panes and makes 2 too many" in text
    assert "fails in 1 of 2" in text
    assert "Old takes 240 times as long (120 to 478 at half and double cost)." in text


def test_what_is_worse_is_said(measured: Report) -> None:
    """Negative results stay in."""
    new = find(measured.rows, "random-8/save", "new")
    assert new is not None
    new.samples[0].figures["host_calls"] = 80

    text = wording.sentence(measured.rows, "random-8/save", measured.names())

    assert "New is behind in host calls: 80 against 50." in text


def test_waits_are_not_scaled_by_cost(measured: Report) -> None:
    """At double cost the new side doubles, the old one's sleeps stay."""
    new, old = (find(measured.rows, "random-8/load", name) for name in ("new", "old"))
    assert new is not None
    assert old is not None

    assert wording.ratio(old, new, 2.0) == pytest.approx((7400 + 60) / 62)


def test_the_terminal_shows_tables_sentences_and_broken_promises(measured: Report) -> None:
    """With the calls of the row that broke one."""
    text = printed(measured)

    assert "Loading in a new process" in text
    assert "BROKEN n-1 splits: 2 (random-8/load)" in text
    assert "9 split" in text
    assert "this machine is busy" in text


def test_markdown_tables_have_equal_rows(measured: Report) -> None:
    """A cell with a bar in it does not tear a row."""
    text = report.markdown(measured)
    for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        assert 1 == len({line.count("|") for line in block.strip().splitlines()})


def test_trends_have_the_form_that_ci_wants(measured: Report) -> None:
    """Name, unit, value; smaller is better; of the new plugin only."""
    found = report.trends(measured)

    assert all({"name", "unit", "value"} <= set(one) for one in found)
    assert json.loads(json.dumps(found)) == found
    assert {"random-8/load: not exact", "random-8/load: until all is complete"} <= {
        one["name"] for one in found
    }


def test_all_files_are_written_and_need_no_network(measured: Report, tmp_path: Path) -> None:
    """One page holds it all."""
    written = {path.name for path in report.write_all(measured, tmp_path)}
    page = (tmp_path / "index.html").read_text(encoding="utf-8")

    assert written == {"report.md", "report.json", "ci.json", "index.html", *summary.CHARTS}
    assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", page)
    assert page.count("<svg") == len(summary.CHARTS)
    assert "<script" not in page


def test_charts_are_stable_and_well_formed(measured: Report) -> None:
    """The same result draws the same bytes, for light and dark pages."""
    first, second = summary.draw(measured), summary.draw(measured)

    assert first == second
    for text in first.values():
        ET.fromstring(text)  # noqa: S314 - our own text
        assert "prefers-color-scheme: dark" in text


def test_an_empty_result_can_be_shown_too() -> None:
    """A run that measured nothing is no crash."""
    empty = Report(about={}, costs=[], subjects=[])

    assert report.markdown(empty)
    assert set(summary.draw(empty)) == set(summary.CHARTS)


def test_the_readme_section_comes_from_the_published_result(
    measured: Report, tmp_path: Path
) -> None:
    """Nothing published: it says so. Published: table, charts, and what they mean."""
    path = tmp_path / "report.json"
    assert "make bench" in report.readme_section(path)

    schema.write(measured, path)
    text = report.readme_section(path)

    assert "| load: 8 panes | new | 2/2 |" in text
    assert "benchmarks/results/load.svg" in text
    assert text == report.readme_section(path)
