"""names: workspace name <-> file name, one to one, also where case is ignored."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh
from tests.strategies import FOREIGN_NAMES, ODD_NAMES, latin

FILE_NAME_BYTES = 200

DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)
}


@given(name=ODD_NAMES)
@example(name="")
def test_the_name_comes_back(rooms: Fresh, name: str) -> None:
    """`from_file` undoes `to_file`, unless the name had to be shortened."""
    names = rooms().open("names")
    file_name = names.to_file(name)

    assert names.from_file(file_name) == (None if "~~" in file_name else name)
    assert names.is_session_file(file_name)


@given(name=ODD_NAMES)
def test_a_file_name_is_safe_everywhere(rooms: Fresh, name: str) -> None:
    """No separator, no control byte, no hidden file, no device, no trailing dot, not too long."""
    file_name = rooms().open("names").to_file(name)

    assert re.fullmatch(r"[A-Za-z0-9_.%~-]+\.json", file_name)
    assert not file_name.startswith(".")
    assert file_name.split(".")[0].lower() not in DEVICES
    assert len(file_name) <= FILE_NAME_BYTES


@given(
    name=ODD_NAMES,
    other=ODD_NAMES,
    flips=st.lists(st.integers(0, 400), max_size=4),
)
@example(name="x" * 300, other="y", flips=[299])
def test_no_two_names_share_a_file_even_where_case_is_ignored(
    rooms: Fresh, name: str, other: str, flips: list[int]
) -> None:
    """Neither another name nor the same one with other capitals."""
    to_file = rooms().open("names").to_file
    letters = list(name)
    for flip in flips:
        if letters and letters[flip % len(letters)].isascii():
            letters[flip % len(letters)] = letters[flip % len(letters)].swapcase()
    for rival in (other, "".join(letters)):
        shares = to_file(name).lower() == to_file(rival).lower()

        assert shares == (name == rival)


@given(file_name=ODD_NAMES.map(lambda name: name + ".json") | ODD_NAMES)
def test_only_our_own_file_names_have_a_name(rooms: Fresh, file_name: str) -> None:
    """A file that `to_file` would not write has no name."""
    names = rooms().open("names")
    name = names.from_file(file_name)

    assert name is None or file_name == names.to_file(name)


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("default", "default.json"),
        ("proj/Web app", "proj%2FWeb%20app~20.json"),
        ("WORK", "WORK~f.json"),
        ("Work", "Work~8.json"),
        ("", "~.json"),
        (".hidden", "%2Ehidden.json"),
        ("con", "%63on.json"),
        ("Aux.x", "%41ux.x~8.json"),
        ("100%", "100%25.json"),
        (latin("größe"), "gr%C3%B6%C3%9Fe.json"),
    ],
)
def test_file_names_are_readable(rooms: Fresh, name: str, file_name: str) -> None:
    """People find their workspaces in the directory."""
    assert file_name == rooms().open("names").to_file(name)


def test_the_foreign_names_have_files_of_their_own(rooms: Fresh) -> None:
    """Every name that has tripped a session plugin before."""
    to_file = rooms().open("names").to_file

    assert len({to_file(name).lower() for name in FOREIGN_NAMES}) == len(FOREIGN_NAMES)


@pytest.mark.parametrize(
    "file_name",
    [
        *("a.json.bak", "a.json.tmp", "A.json", "a~1.json", "a%2f.json", ".json", "x.txt"),
        *("a b.json", "../a.json", "%41.json", "con.json", "a~~123.json"),
        *("a/b~~0123456789abcdef.json", "x" * 300 + "~~0123456789abcdef.json"),
    ],
)
def test_foreign_files_are_not_sessions(rooms: Fresh, file_name: str) -> None:
    """Backups, leftovers, and names that lose information."""
    assert rooms().open("names").is_session_file(file_name) is False
