"""words: counts and seconds -> a few words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh

UNITS_S = {"min": 60, "h": 3600, "days": 86_400}


@pytest.mark.parametrize(
    ("count", "expected", "aligned"),
    [
        (0, "0 tabs", "0 tabs"),
        (1, "1 tab", "1 tab "),
        (2, "2 tabs", "2 tabs"),
        (1000, "1000 tabs", "1000 tabs"),
    ],
)
def test_a_count(rooms: Fresh, count: int, expected: str, aligned: str) -> None:
    """One of a thing is named without an s; a blank for it keeps a column straight."""
    words = rooms().open("words")

    assert expected == words.counted(count, "tab")
    assert aligned == words.aligned(count, "tab")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-5, "just now"),
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (119, "1 min ago"),
        (120, "2 min ago"),
        (7_199, "119 min ago"),
        (7_200, "2 h ago"),
        (172_799, "47 h ago"),
        (172_800, "2 days ago"),
        (86_400 * 400, "400 days ago"),
    ],
)
def test_a_time_ago(rooms: Fresh, seconds: int, expected: str) -> None:
    """Each unit is used from two of it on."""
    assert expected == rooms().open("words").ago(seconds)


@given(seconds=st.integers(60, 10**11))
def test_a_time_ago_is_true(rooms: Fresh, seconds: int) -> None:
    """The words name the whole units that have passed."""
    number, unit, _ = rooms().open("words").ago(seconds).split()

    assert int(number) == seconds // UNITS_S[unit]
