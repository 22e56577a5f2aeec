"""Documents that were edited, damaged, or written by somebody else: every field is checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.coding import Codec, example_session, exchanged
from tests.sessions.conftest import Fresh
from tests.strategies import (
    BYTES,
    chain,
    latin,
)

ROOMS = ("codec",)
"""Rooms whose doings are seen here."""


def edit(text: str, old: str, new: str) -> str:
    """Replace a text that must be there."""
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"cwd": "/srv"', '"cwd": "/srv/www"'),
        ('"panes": 4', '"panes": 99'),
        ('"133 | 41 | 24"', '"100 | 74 | 24"'),
        ('"133 | 41 | 24"', '" 133|41 |24"'),
        ('"title": "logs"', '"title": "Logs", "unknown": [1]'),
        ('"checksum"', '"note": "mine",\n  "checksum"'),
    ],
)
def test_an_edited_document_is_taken_and_said(rooms: Fresh, old: str, new: str) -> None:
    """Counts may be wrong then, and fields of other versions are passed over."""
    codec = Codec(rooms)
    session, notes = codec.decode(edit(codec.encode(example_session()), old, new))

    assert "proj/web app" == session["name"]
    assert ["edited"] == notes


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"active_tab": 1', '"active_tab": 3', "windows[1].active_tab"),
        ('"cols": 200', '"cols": 0', "windows[1].tabs[1].cols"),
        ('"cols": 200', '"cols": 200.5', "windows[1].tabs[1].cols"),
        ('"zoomed": false', '"zoomed": 0', "windows[1].tabs[1].zoomed"),
        ('"133 | 41 | 24"', '"133 | 41 | 25"', "windows[1].tabs[1].layout"),
        ('"133 | 41 | 24"', '"133 | 66"', "windows[1].tabs[1].layout"),
        ('"domain": "local"', '"domain": 7', "windows[1].tabs[1].panes[1].domain"),
        (
            '"argv": ["vim", "a b"]',
            '"argv": ["vim", 3]',
            "windows[1].tabs[1].panes[1].program.argv[2]",
        ),
        (
            '"argv": ["vim", "a b"]',
            '"argv": [null, "a"]',
            "windows[1].tabs[1].panes[1].program.argv",
        ),
        ('{ "domain": "SSHMUX:web"', 'null, { "domain": "SSHMUX:web"', "windows[1].tabs[1].panes"),
        (
            '{ "domain": "SSHMUX:web"',
            '"x", { "domain": "SSHMUX:web"',
            "windows[1].tabs[1].panes[3]",
        ),
        ('"name": "vim", ', '"name": 7, ', "windows[1].tabs[1].panes[1].program.name"),
        ('"windows": [', '"windows": [], "w": [', "windows"),
        ('"panes": [', '"panes": [], "p": [', "windows[1].tabs[1].panes"),
        ('"tabs": [', '"tabs": [], "t": [', "windows[1].tabs"),
        ('"cwd": "/srv"', '"cwd": 7', "windows[1].tabs[1].panes[3].cwd"),
        ('"cwd_host": "web"', '"cwd_host": []', "windows[1].tabs[1].panes[3].cwd_host"),
        ('"git_branch": "main"', '"git_branch": 1', "windows[1].tabs[1].panes[2].git_branch"),
        ('"git_repo": "/home/u"', '"git_repo": 1', "windows[1].tabs[1].panes[2].git_repo"),
        ('"title": "logs"', '"title": null', "windows[1].tabs[2].title"),
        ('"name": "proj/web app"', '"nam": "proj/web app"', "name"),
        ('"saved_at": 1767225600', '"saved_at": -1', "saved_at"),
        ('"windows": [', '"windows": {}, "w": [', "windows"),
    ],
)
def test_a_wrong_field_is_told_by_its_path(rooms: Fresh, old: str, new: str, where: str) -> None:
    """Whoever edits by hand is told where the mistake is."""
    codec = Codec(rooms)
    session, problem = codec.decode(edit(codec.encode(example_session()), old, new))

    assert session is None
    assert ("damaged", where) == (problem["code"], problem["where"])
    assert where in problem["message"]


def test_a_wrong_field_under_a_right_checksum_is_invalid(rooms: Fresh) -> None:
    """Nothing was damaged on the disk: somebody wrote it so."""
    codec = Codec(rooms)
    text = edit(codec.encode(example_session()), '"active_tab": 1', '"active_tab": 3')
    body = text[text.index('",\n  "saved_at"') + 3 :]
    checksum = codec.lua.open("digest").of(body)
    text = re.sub('"checksum": "[0-9a-f]{16}"', f'"checksum": "{checksum}"', text)

    assert "invalid" == codec.decode(text)[1]["code"]


@pytest.mark.parametrize("what", ["cut", "flip", "drop"])
def test_no_damage_goes_unseen(rooms: Fresh, what: str) -> None:
    """Every truncation, every flipped bit, every lost byte: refused, or at least said."""
    codec = Codec(rooms)
    text = codec.encode(example_session()).encode("latin-1")
    assert len(text) > 1000
    for damaged in damages(text, what):
        session, notes = codec.decode(damaged.decode("latin-1"))

        # A blank lost before the checksum changes nothing.
        assert session is None or ["edited"] == notes or session == example_session()
        if session is None:
            assert notes["code"] in {"damaged", "foreign", "newer"}


def damages(text: bytes, what: str) -> Iterator[bytes]:
    """Give every damaged version; bits are taken in turn, one a byte."""
    for at in range(len(text)):
        if what == "cut":
            yield text[:at]
        elif what == "drop":
            yield text[:at] + text[at + 1 :]
        else:
            yield text[:at] + bytes([text[at] ^ 1 << at % 8]) + text[at + 1 :]


def test_any_value_in_any_place_is_a_session_or_a_problem(rooms: Fresh) -> None:
    """Every node of a document is exchanged for values of every other kind."""
    codec = Codec(rooms)
    document = json.loads(codec.encode(example_session()))
    for changed in exchanged(document):
        session, notes = codec.decode(json.dumps(changed))

        assert session is None or ["edited"] == notes


@given(text=BYTES | st.text(max_size=30).map(latin))
@example(text="[" * 100_000)
@example(text='{"format":' * 100)
@example(text="")
@example(text="null")
@example(text='"x"')
@example(text="[]")
def test_any_bytes_are_a_session_or_a_problem(rooms: Fresh, text: str) -> None:
    """Nothing that a file holds raises."""
    session, problem = Codec(rooms).decode(text)

    assert session is None
    assert problem["code"] in {"damaged", "foreign"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"version": 1', '"version": 2', "newer"),
        ('"version": 1', '"version": "1"', "damaged"),
        ('"version": 1', '"version": 0', "invalid"),
        ('"wezterm-sessions"', '"other"', "foreign"),
    ],
)
def test_other_versions_and_formats_are_told_apart(
    rooms: Fresh, old: str, new: str, code: str
) -> None:
    """A document of a newer plugin is not called damaged."""
    codec = Codec(rooms)

    assert code == codec.decode(edit(codec.encode(example_session()), old, new))[1]["code"]


def test_more_panes_than_any_screen_holds_are_refused(rooms: Fresh) -> None:
    """A hostile document is refused, and soon."""
    codec = Codec(rooms)
    layout = chain(10_001)
    document = json.loads(codec.encode(example_session()))
    tab = document["windows"][0]["tabs"][0]
    tab |= {"cols": layout.cols, "rows": 20, "panes": [{}] * 10_001}
    tab["layout"] = " | ".join(["1"] * 10_001)

    assert "windows[1].tabs[1]" == codec.decode(json.dumps(document))[1]["where"]
