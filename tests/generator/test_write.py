"""write: each file whole or not at all, only what changed, never over somebody else's files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.making.assemble import STAMP
from generator.making.config import ROOT
from generator.making.sources import digest
from generator.making.write import MARK, Difference, differences, leftovers, refuse_foreign, write


def test_files_and_folders_are_made(tmp_path: Path) -> None:
    """What changed is told; line ends and letters are as given."""
    path = tmp_path / "a" / "b.lua"

    assert [path] == write({path: "é\n"})
    assert "é\n".encode() == path.read_bytes()


def test_a_file_that_is_right_is_left_alone(tmp_path: Path) -> None:
    """Its time stays, so that nothing that watches it wakes up."""
    path = tmp_path / "a"
    write({path: "same"})
    os.utime(path, (1, 1))

    assert [] == write({path: "same"})
    assert 1 == path.stat().st_mtime


def test_a_failed_write_leaves_the_old_file_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole or not at all."""
    path = tmp_path / "a"
    write({path: "old"})

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"a cannot be written: No space left on device\.$"):
        write({path: "new"})

    assert "old" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_everybody_may_read_what_is_written(tmp_path: Path) -> None:
    """A temporary file is private; a plugin is not."""
    write({tmp_path / "a": ""})

    assert 0o644 == (tmp_path / "a").stat().st_mode & 0o777


def test_differences_are_told_with_their_first_line(tmp_path: Path) -> None:
    """Missing files too; nothing is written."""
    same, other, longer, none = (tmp_path / name for name in ("same", "other", "longer", "none"))
    write({same: "a\nb\n", other: "a\nx\n", longer: "a\n"})
    found = differences({same: "a\nb\n", other: "a\nb\n", longer: "a\nb\n", none: "a\n"})

    assert [
        Difference(other, "different", 2),
        Difference(longer, "different", 2),
        Difference(none, "missing", 0),
    ] == found
    assert not none.exists()


def stamped(name: str, text: str = "return {}\n") -> str:
    """Return a room as a build writes it."""
    return f"{text}{STAMP}lua_templates/{name}.lua; by its digest: {digest([(name, text)])}\n"


def test_rooms_of_an_earlier_build_are_left_over(tmp_path: Path) -> None:
    """A renamed room leaves its old file. What somebody has copied, edited or added is theirs."""
    folder = tmp_path / "plugin" / "sessions"
    room = stamped("sessions.old")
    edited = stamped("sessions.edited").replace("{}", "{ 1 }", 1)
    write({folder / "old.lua": room, folder / "mine.lua": room, folder / "edited.lua": edited})
    write({folder.parent / "old.lua": room, folder / "own.lua": "return {}\n-- mine\n"})
    write({folder / "kept.lua": stamped("sessions.kept")})

    assert [folder / "old.lua"] == leftovers(tmp_path, {folder / "kept.lua": ""})


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    """A picture is no text."""
    write({tmp_path / "a.gif": b"\xff\r\n"})

    assert b"\xff\r\n" == (tmp_path / "a.gif").read_bytes()
    assert [] == differences({tmp_path / "a.gif": b"\xff\r\n"})


@pytest.mark.parametrize("content", [{}, {".git/config": ""}, {"plugin/init.lua": MARK + "2.0.0"}])
def test_a_new_an_empty_and_our_own_folder_are_taken(
    tmp_path: Path, content: dict[str, str]
) -> None:
    """A fresh git repository counts as empty."""
    refuse_foreign(tmp_path / "new")
    write({tmp_path / name: text for name, text in content.items()})

    refuse_foreign(tmp_path)


@pytest.mark.parametrize("content", [{"README.md": ""}, {"plugin/init.lua": "-- another plugin"}])
def test_a_folder_of_somebody_elses_is_refused(tmp_path: Path, content: dict[str, str]) -> None:
    """Its files might be lost."""
    write({tmp_path / name: text for name, text in content.items()})
    with pytest.raises(OutputError) as caught:
        refuse_foreign(tmp_path)

    expected = f"{tmp_path} is not empty and holds no plugin of ours; nothing was written."
    assert expected == str(caught.value)
    assert "Give --output an empty or a new folder." == caught.value.remedy


def test_the_project_itself_is_refused() -> None:
    """Its root holds a loader of ours, and much else; so does another clone of it."""
    with pytest.raises(OutputError, match="holds no plugin of ours; nothing was written"):
        refuse_foreign(ROOT)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """By name."""
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError, match=r"a is a file; a plugin needs a folder\.$"):
        refuse_foreign(tmp_path / "a")
