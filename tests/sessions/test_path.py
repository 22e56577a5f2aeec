"""path: working directories as URLs and as paths, on every platform."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh
from tests.strategies import BYTES, ODD_PATHS, latin

HOSTNAME = "Box.example.org"
WINDOWS = (True,)
"""The third argument, on Windows."""


@given(path=ODD_PATHS, host=st.sampled_from(["", "localhost", "box", HOSTNAME, "BOX.EXAMPLE.ORG"]))
def test_any_path_comes_back_from_its_url(rooms: Fresh, path: str, host: str) -> None:
    """Whatever bytes a directory's name has, its URL gives it back, and it is here."""
    url = f"file://{host}{quote(path.encode('latin-1'))}"
    for slash in ("", "/"):
        expected = path if path == "/" else path.rstrip("/")

        assert rooms().open("path").from_url(url + slash, HOSTNAME) == (expected or "/", None)


@given(path=ODD_PATHS)
def test_a_plain_path_is_not_decoded(rooms: Fresh, path: str) -> None:
    """`%41` in a path that is no URL is three letters."""
    assert rooms().open("path").from_url(path, HOSTNAME) == (path.rstrip("/") or "/", None)


@given(text=BYTES, is_windows=st.booleans())
def test_any_bytes_give_a_path_or_nothing(rooms: Fresh, text: str, is_windows: bool) -> None:
    """Nonsense never raises, and no path has a NUL in it."""
    room = rooms().open("path")
    for url in (text, f"file://{text}", f"file:///{text}"):
        answer = room.from_url(url, HOSTNAME, is_windows)
        path = answer[0] if isinstance(answer, tuple) else answer

        assert path is None or (path != "" and "\0" not in path)
        if path:
            room.parent(path)
            room.basename(path)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (None, (None, None)),
        ("", (None, None)),
        ("nil", (None, None)),
        ("file:///home/user/My%20Docs/", ("/home/user/My Docs", None)),
        ("file:///home/user/gr%C3%B6%C3%9Fe/", (latin("/home/user/größe"), None)),
        ("file:///%2541", ("/%41", None)),
        ("file:///100%", ("/100%", None)),
        ("file:///a%zz", ("/a%zz", None)),
        ("file:///a%00b", (None, None)),
        ("file:/etc", ("/etc", None)),
        ("file://localhost/etc", ("/etc", None)),
        ("file://web/srv/www", ("/srv/www", "web")),
        ("file://me@web:22/srv", ("/srv", "web")),
        ("file://box.other.org/srv", ("/srv", "box.other.org")),
        ("file://web", ("/", "web")),
        ("file:///", ("/", None)),
        ("file:////", ("/", None)),
        ("/home/user/", ("/home/user", None)),
        ("https://example.org/x", (None, None)),
        ("FILE:///x", ("/x", None)),
        ("/a\\", ("/a\\", None)),
        ("file:///C:/x/", ("/C:/x", None)),
    ],
)
def test_urls_as_terminals_write_them(
    rooms: Fresh, url: str | None, expected: tuple[str | None, str | None]
) -> None:
    """OSC 7, derived ones, those of state files, and broken ones."""
    answer = rooms().open("path").from_url(url, HOSTNAME)

    assert expected == (answer if isinstance(answer, tuple) else (answer, None))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///C:/Users/me/My%20Docs/", "C:/Users/me/My Docs"),
        ("file:///c:/", "c:/"),
        ("file://C:/x", "C:/x"),
        ("C:/Users/me/", "C:/Users/me"),
        ("C:\\Users\\me\\", "C:\\Users\\me"),
        ("C:\\", "C:\\"),
        ("\\\\server\\share\\", "\\\\server\\share"),
    ],
)
def test_urls_on_windows(rooms: Fresh, url: str, path: str) -> None:
    """The slash before a drive goes, the one after it stays."""
    assert path == rooms().open("path").from_url(url, HOSTNAME, *WINDOWS)[0]


@pytest.mark.parametrize(
    ("path", "parent", "name"),
    [
        ("/a/b", "/a", "b"),
        ("/a/b/", "/a", "b"),
        ("/a", "/", "a"),
        ("/", None, "/"),
        ("/a\\b", "/", "a\\b"),
        ("nvim", None, "nvim"),
        ("bin/nvim", "bin", "nvim"),
        ("C:\\x\\nvim.exe", "C:\\x", "nvim.exe"),
        ("C:/x", "C:/", "x"),
        ("C:\\", None, "C:\\"),
        ("\\\\server\\share\\x", "\\\\server\\share", "x"),
        ("\\\\server\\share", None, "share"),
    ],
)
def test_parts_of_a_path(rooms: Fresh, path: str, parent: str | None, name: str) -> None:
    """Parents end at the root; a backslash separates only where a drive or a share says so."""
    room = rooms().open("path")

    assert (parent, name) == (room.parent(path), room.basename(path))


@given(path=ODD_PATHS)
def test_parents_end(rooms: Fresh, path: str) -> None:
    """Going up ends at the root in as many steps as there are names."""
    room = rooms().open("path")
    steps, at = 0, path
    while (parent := room.parent(at)) is not None:
        assert len(parent) < len(at)
        steps, at = steps + 1, parent

    assert "/" == at
    assert steps == len([part for part in path.split("/") if part])


@pytest.mark.parametrize(
    ("directory", "separator", "joined"),
    [
        *(("/a", "/", "/a/x"), ("/", "/", "/x"), ("", "/", "x"), ("C:\\", "\\", "C:\\x")),
        *(("C:\\a", "\\", "C:\\a\\x"), ("C:/", "\\", "C:/x")),
    ],
)
def test_join(rooms: Fresh, directory: str, separator: str, joined: str) -> None:
    """One separator between a directory and a name."""
    assert joined == rooms().open("path").join(directory, "x", separator)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", True),
        ("/a/b", True),
        ("C:\\a", True),
        ("c:/a", True),
        ("\\\\server\\share", True),
        ("", False),
        ("a/b", False),
        ("./a", False),
        ("~/a", False),
        ("C:", False),
        ("C:a", False),
    ],
)
def test_absolute_paths_of_all_platforms(rooms: Fresh, path: str, expected: bool) -> None:
    """They begin at a root: of a tree, of a drive, of a share."""
    assert expected == rooms().open("path").is_absolute(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~", "/home/u"),
        ("~/", "/home/u"),
        ("~/a b", "/home/u/a b"),
        ("~//a/~", "/home/u/a/~"),
        ("~\\a", "~\\a"),
        ("~root/a", "~root/a"),
        ("/a/~", "/a/~"),
        ("", ""),
    ],
)
def test_a_tilde_is_the_home(rooms: Fresh, text: str, expected: str) -> None:
    """At the start, as a name of its own; somebody else's home is not looked up."""
    assert expected == rooms().open("path").expand_home(text, "/home/u")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~", "C:\\Users\\u"),
        ("~\\a b", "C:\\Users\\u\\a b"),
        ("~/a", "C:\\Users\\u\\a"),
        ("C:\\~", "C:\\~"),
    ],
)
def test_a_tilde_is_the_home_on_windows(rooms: Fresh, text: str, expected: str) -> None:
    """Either separator may follow it."""
    assert expected == rooms().open("path").expand_home(text, "C:\\Users\\u", *WINDOWS)


def test_a_tilde_in_a_home_that_is_a_root(rooms: Fresh) -> None:
    """As the system's own users have it: one slash."""
    assert "/a" == rooms().open("path").expand_home("~/a", "/")


def directory_of(
    rooms: Fresh, url: str, *there: str, hostname: str = HOSTNAME, is_raw: bool = False
) -> tuple[str | None, str | None]:
    """Return what a URL means on a machine with these directories, and where that is."""
    opened = rooms()
    machine = opened.lua.table(
        hostname=hostname, leaves_urls_raw=is_raw, is_there=lambda path: path in there
    )
    answer = opened.open("path").directory(url, machine)
    return answer if isinstance(answer, tuple) else (answer, None)


@pytest.mark.parametrize(
    ("url", "there", "expected"),
    [
        # As the terminal derives it: nothing is asked.
        ("file:///a%20b/", (), "/a b"),
        ("file:///per%2541/", (), "/per%41"),
        # As programs announce it, encoded or not.
        ("file://box/per%2541", ("/per%41",), "/per%41"),
        ("file://box/per%41", ("/per%41",), "/per%41"),
        ("file://box/per%41", ("/perA",), "/perA"),
        ("file://box/per%41", ("/perA", "/per%41"), "/perA"),
        ("file://box/per%cent", ("/per%cent",), "/per%cent"),
        ("file://box/a%20b/per%cent", ("/a b/per%cent",), "/a b/per%cent"),
        ("file://box/%C3%BC%41", (latin("/ü%41"),), latin("/ü%41")),
        ("file://box/a%20b", ("/a%20b",), "/a%20b"),
        ("file://box/a%20b", (), "/a b"),
        ("file:///a%2Bb", ("/a+b",), "/a+b"),
        # Removed, or only called so.
        ("file:///x%20(deleted)/", (), "/x"),
        ("file:///x%20(deleted)/", ("/x",), "/x"),
        ("file:///x%20(deleted)/", ("/x (deleted)", "/x"), "/x (deleted)"),
        ("file:///%20(deleted)/", (), "/"),
        ("/x (deleted)", (), "/x"),
        ("/x%41", ("/xA",), "/x%41"),
        (" (deleted)", (), " (deleted)"),
    ],
)
def test_a_url_that_may_mean_several_directories(
    rooms: Fresh, url: str, there: tuple[str, ...], expected: str
) -> None:
    """It means the one that is there."""
    assert (expected, None) == directory_of(rooms, url, *there)


@pytest.mark.parametrize(
    ("url", "there", "expected"),
    [
        ("file:///per%41", ("/perA", "/per%41"), "/per%41"),
        ("file:///per%41", ("/perA",), "/perA"),
        ("file:///a%20b/per%cent", ("/a b/per%cent",), "/a b/per%cent"),
        ("file:///a%20b", ("/a b", "/a%20b"), "/a b"),
        ("file://box/per%41", ("/perA", "/per%41"), "/perA"),
    ],
)
def test_a_url_of_a_terminal_that_leaves_them_raw(
    rooms: Fresh, url: str, there: tuple[str, ...], expected: str
) -> None:
    """What it has derived is read first as the name that it was."""
    assert (expected, None) == directory_of(rooms, url, *there, is_raw=True)


def test_directories_of_other_machines_are_not_looked_for(rooms: Fresh) -> None:
    """The URL is read as it should be."""
    url = "file://far.example/per%41%20(deleted)"

    assert ("/perA (deleted)", "far.example") == directory_of(rooms, url, "/per%41")


def test_a_disk_that_tells_nothing(rooms: Fresh) -> None:
    """As where no machine was named."""
    opened = rooms()
    answer = opened.open("path").directory("/x (deleted)", opened.lua.table())

    assert ("/x (deleted)", None) == answer


@given(path=ODD_PATHS)
def test_every_directory_that_is_there_is_found(rooms: Fresh, path: str) -> None:
    """Announced with or without encoding, and derived."""
    bare = "/" + path.strip("/")
    encoded = quote(bare.encode("latin-1"))

    assert (bare, None) == directory_of(rooms, f"file://box{encoded}", bare)
    assert (bare, None) == directory_of(rooms, f"file://{encoded}/", bare)
