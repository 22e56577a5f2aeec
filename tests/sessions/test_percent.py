"""percent: any bytes as a text that holds only some, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.conftest import Rooms
from tests.strategies import BYTES, TEXTS

Fresh = Callable[[], Rooms]

SETS = st.sampled_from(["[%c%%]", "[%c%%,]", "[^A-Za-z0-9_.-]", "[^%w]"])
"""What the rooms have encoded, each with `%` in it."""


@given(text=TEXTS, odd=SETS)
@example(text="%41%", odd="[%c%%]")
def test_any_bytes_come_back(rooms: Fresh, text: str, odd: str) -> None:
    """Whatever they are, and whichever of them are encoded."""
    percent = rooms().open("percent")

    assert text == percent.decode(percent.encode(text, odd))


@pytest.mark.parametrize(
    ("text", "odd", "expected"),
    [
        ("a b,c", "[%c%%,]", "a b%2Cc"),
        ("100%\n", "[%c%%]", "100%25%0A"),
        ("\xff.json", ".", "%FF%2E%6A%73%6F%6E"),
        ("", ".", ""),
    ],
)
def test_just_those_bytes_are_encoded(rooms: Fresh, text: str, odd: str, expected: str) -> None:
    """Two digits each, in capitals."""
    assert expected == rooms().open("percent").encode(text, odd)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("%2f%2F", "//"), ("%2", "%2"), ("%zz%", "%zz%"), ("%2541", "%41")],
)
def test_what_is_no_escape_stays(rooms: Fresh, text: str, expected: str) -> None:
    """And nothing is decoded twice."""
    assert expected == rooms().open("percent").decode(text)


@given(text=TEXTS | BYTES, is_literal=st.booleans())
def test_any_bytes_come_back_from_a_document(rooms: Fresh, text: str, is_literal: bool) -> None:
    """They are stored as something that JSON and TOML hold."""
    percent = rooms().open("percent")
    stored = percent.to_stored(text, is_literal)
    held = stored if isinstance(stored, str) else stored.bytes

    assert held.encode("latin-1").decode("utf-8") is not None
    assert (text, not isinstance(stored, str)) == percent.from_stored(stored)


@pytest.mark.parametrize("value", [None, 5, True])
def test_what_is_not_stored_text_stays_as_it_is(rooms: Fresh, value: object) -> None:
    """Whoever reads it says what is wrong with it."""
    assert (value, False) == rooms().open("percent").from_stored(value)


def test_nothing_is_stored_as_nothing(rooms: Fresh) -> None:
    """A field that is left out stays so."""
    assert rooms().open("percent").to_stored(None) is None
