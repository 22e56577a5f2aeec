"""cells: the width of a text on the screen, and text made to fit."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh
from tests.strategies import TEXTS, latin

WIDTHS = st.integers(-1, 40)


def code_points() -> range:
    """Return all there are."""
    return range(0x20, 0x110000)


def real_width(text: str) -> int:
    """Return the cells by the Unicode database: what terminals take at most."""
    return sum(
        0 if unicodedata.category(char) in {"Mn", "Me", "Cf"} else 1 + is_wide(char)
        for char in text
    )


def is_wide(char: str) -> bool:
    """Say whether a character takes two cells."""
    return unicodedata.east_asian_width(char) in {"W", "F"} and unicodedata.category(char) != "Cn"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "plain text"),
        ("größe ü", "größe ü"),
        ("プロジェクト", "プロジェクト"),
        ("e\u0301", "e\u0301"),
        ("a\nb\tc\x1b[31m\x7f\x9b", "a?b?c?[31m??"),
        ("\u202eabc\u200d\ufe0f\ufeff", "abc"),
        ("👩\u200d💻", "👩💻"),
        ("", ""),
    ],
)
def test_what_is_printed(rooms: Fresh, text: str, expected: str) -> None:
    """Letters of all scripts stay; control characters become marks; what acts on others goes."""
    assert rooms().open("cells").printable(latin(text)) == latin(expected)


@pytest.mark.parametrize("text", ["a\xffb", "a\xc3", "\xed\xa0\x80", "\xf5\x80\x80\x80"])
def test_bytes_that_are_no_text(rooms: Fresh, text: str) -> None:
    """A byte that is not UTF-8 becomes one mark."""
    shown = rooms().open("cells").printable(text)

    assert shown == "".join(char if char in "ab" else "?" for char in text)


@given(text=TEXTS)
def test_printable_is_printable(rooms: Fresh, text: str) -> None:
    """What comes out is UTF-8 on one line, and stays as it is a second time."""
    room = rooms().open("cells")
    shown = room.printable(text)
    decoded = shown.encode("latin-1").decode("utf-8")

    assert not any("Cc" == unicodedata.category(char) for char in decoded)
    assert room.printable(shown) == shown


def test_the_width_is_never_too_small(rooms: Fresh) -> None:
    """Every code point: at least what Unicode says; exactly that for letters, CJK and emoji."""
    width = rooms().open("cells").width
    too_small, too_large = [], []
    for code in code_points():
        char = chr(code)
        if unicodedata.category(char) in {"Cn", "Cs", "Cc", "Co"}:
            continue
        difference = width(char.encode().decode("latin-1")) - real_width(char)
        if difference < 0:
            too_small.append(hex(code))
        elif difference > 0 and unicodedata.category(char) not in {"Mn", "Me", "Cf"}:
            too_large.append(hex(code))

    assert [] == too_small
    # Pictures among the emoji that are narrow without a variant selector, and their like.
    assert len(too_large) < 400


@given(text=TEXTS, width=WIDTHS)
def test_clip_and_pad_keep_to_the_cells(rooms: Fresh, text: str, width: int) -> None:
    """Clipped text never takes more, padded text takes exactly that; a text that fits is whole."""
    room = rooms().open("cells")
    shown = room.printable(text)
    clipped, taken = room.clip(shown, width)
    padded = room.pad(shown, width)

    assert taken == room.width(clipped) <= max(width, 0)
    assert room.width(padded) == max(width, 0)
    assert padded.startswith(clipped)
    if room.width(shown) <= width:
        assert clipped == shown
    elif width > 0:
        assert clipped.endswith(latin("…"))
        assert shown.startswith(clipped.removesuffix(latin("…")))


def test_a_wide_letter_is_not_cut_in_half(rooms: Fresh) -> None:
    """Where half a letter would fit there is a blank."""
    room = rooms().open("cells")

    assert room.pad(latin("日本語"), 4) == latin("日… ")
    assert room.pad(latin("日本語"), 5) == latin("日本…")
