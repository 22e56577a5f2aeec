"""One table, several forms; a time never stands alone."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.report import columns, forms, schema, sentences, summary
from benchmarks.report.schema import Report
from benchmarks.samples.sample import find
from benchmarks.stats import ratios
from benchmarks.stats.promises import Bound
from tests.benchmarks.results import FAILED, row, sample


def printed(result: Report) -> str:
    """Return the terminal's text at a fixed width, without colours."""
    out = io.StringIO()
    console = Console(file=out, width=160, color_system=None, _environ={})
    forms.print_report(result, console)
    return out.getvalue()


def test_the_raw_data_hold_every_sample_with_its_problem(measured: Report, tmp_path: Path) -> None:
    """By column: status, figures, the words of the first error."""
    path = tmp_path / "report.json"
    schema.write(measured, path)
    data = json.loads(path.read_text(encoding="utf-8"))
    old = data["rows"][1]

    assert schema.SCHEMA == data["schema"]
    assert ["ok", "raised"] == old["status"]
    assert [7430, 3.0] == old["figures"]["complete_ms"]
    assert FAILED.problem == old["problems"][1]
    assert len(measured.rows) == len(data["rows"])


def test_every_table_shows_fidelity_before_time(measured: Report) -> None:
    """In the same row, on the left of it."""
    for operation in forms.operations(measured):
        titles, rows = forms.table_of(measured, operation)
        times = [index for index, title in enumerate(titles) if title.endswith(", ms")]

        assert titles.index("exact") < min(times)
        assert all(cells[titles.index("exact")] for cells in rows)


def test_a_failure_is_said_instead_of_a_small_time(measured: Report) -> None:
    """Three milliseconds until an error are no load in three milliseconds."""
    both = find(measured.rows, "random-16/load", "old")
    one = find(measured.rows, "random-8/load", "old")
    assert both is not None
    assert one is not None

    assert "fails" == columns.time(both, "complete_ms")
    assert "7,430 (1 of 2)" == columns.time(one, "complete_ms")
    assert "3.0" not in printed(measured)


def test_each_scenario_has_one_sentence_with_all_sides(measured: Report) -> None:
    """How many came back, how long, how many times."""
    text = sentences.sentence(measured.rows, "random-8/load", measured.names())

    assert "new brings back 2 of 2 exactly, shows the tab after 31 ms" in text
    assert "old brings back 0 of 2 exactly, loses 4 panes and makes 2 too many" in text
    assert "fails in 1 of 2" in text
    assert "Old takes 240 times as long (120 to 478 at half and double cost)." in text


def test_what_is_worse_is_said(measured: Report) -> None:
    """Negative results stay in."""
    new = find(measured.rows, "random-8/save", "new")
    assert new is not None
    new.samples[0].figures["host_calls"] = 80

    text = sentences.sentence(measured.rows, "random-8/save", measured.names())

    assert "New is behind in host calls: 80 against 50." in text


def test_waits_are_not_scaled_by_cost(measured: Report) -> None:
    """At double cost the new side doubles, the old one's sleeps stay."""
    new, old = (find(measured.rows, "random-8/load", name) for name in ("new", "old"))
    assert new is not None
    assert old is not None

    assert ratios.ratio(old, new, 2.0) == pytest.approx((7400 + 60) / 62)


def test_the_terminal_shows_tables_sentences_and_broken_promises(measured: Report) -> None:
    """With the calls of the row that broke one."""
    text = printed(measured)

    assert "Loading in a new process" in text
    assert "BROKEN n-1 splits: 2 (random-8/load)" in text
    assert "9 split" in text
    assert "this machine is busy" in text


def test_the_worst_value_of_a_promise_is_written_in_full(measured: Report) -> None:
    """34,460 instructions, an exponent of 1.016."""
    for value in (34_460, 1.016):
        measured.bounds.append(Bound("b", "s", 1, value, "here", holds=True))
    texts = forms.markdown(measured), forms.html(measured, summary.draw(measured))

    assert all("34,460" in text and "1.016" in text for text in texts)


def test_starting_has_no_ratio_but_lua_of_its_own(measured: Report) -> None:
    """Virtual time is the same whatever Lua does in it."""
    ours, theirs = (row(name, sample(1), operation="startup") for name in ("new", "old"))
    for one, calls in ((ours, 18), (theirs, 11)):
        one.samples[0].figures.pop("complete_ms")
        one.samples[0].figures["host_calls"] = calls
    ours.samples[0].figures.update({"instructions": 5_791, "lua_bytes": 56_726, "lua_files": 6})

    text = sentences.sentence([ours, theirs], "random-8/startup", measured.names())

    assert "runs 5,791 instructions, reads 56,726 bytes of its own Lua in 6 files" in text
    assert "times as long" not in text


def test_markdown_tables_have_equal_rows(measured: Report) -> None:
    """A cell with a bar in it does not tear a row."""
    text = forms.markdown(measured)
    for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        assert 1 == len({line.count("|") for line in block.strip().splitlines()})


def test_trends_have_the_form_that_ci_wants(measured: Report) -> None:
    """Name, unit, value; smaller is better; of the new plugin only."""
    found = forms.trends(measured)

    assert all({"name", "unit", "value"} <= set(one) for one in found)
    assert json.loads(json.dumps(found)) == found
    assert {"random-8/load: not exact", "random-8/load: until all is complete"} <= {
        one["name"] for one in found
    }


def test_all_files_are_written_and_need_no_network(measured: Report, tmp_path: Path) -> None:
    """One page holds it all."""
    written = {path.name for path in forms.write_all(measured, tmp_path)}
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

    assert forms.markdown(empty)
    assert set(summary.draw(empty)) == set(summary.CHARTS)
