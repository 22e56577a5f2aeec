"""git: a directory -> the repository and branch, from files alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms, plain
from tests.strategies import BYTES, ODD_PATHS

COMMIT = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"

NO_GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Disk:
    """Files by path, and a count of the attempts to read each."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.reads: dict[str, int] = {}

    def read(self, path: str) -> str | None:
        """Return the text of a file, or None when there is none."""
        self.reads[path] = self.reads.get(path, 0) + 1
        return self.files.get(path)


def branch(rooms: Rooms, directory: str, disk: Disk, *memory: Any) -> dict[str, str] | None:
    """Return what the room says about a directory."""
    found = rooms.open("git").branch(directory, disk.read, *memory)
    return None if found is None else plain(found)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("ref: refs/heads/main\n", "main"),
        ("ref: refs/heads/main", "main"),
        ("ref: refs/heads/fix/the-\xc3\xa4-thing\r\n", "fix/the-\xc3\xa4-thing"),
        ("ref: refs/remotes/origin/main\n", "remotes/origin/main"),
        (COMMIT + "\n", "(1a2b3c4)"),
        (COMMIT.upper() + "\n", "(1A2B3C4)"),
        ("0" * 64 + "\n", "(0000000)"),
        ("ref: refs/heads/.invalid\n", None),
        ("", None),
        ("\n", None),
        ("1a2b3c4\n", None),
        ("ref: refs/heads/a\nb\n", None),
        ("ref: refs/heads/\x1b[31m\n", None),
        ("ref: refs/heads/" + "x" * 6000, None),
    ],
)
def test_head_is_a_branch_or_a_commit(rooms: Fresh, head: str, expected: str | None) -> None:
    """A symbolic reference gives the branch, a commit its first digits, anything else nothing."""
    found = branch(rooms(), "/a", Disk({"/a/.git/HEAD": head}))

    assert found == (expected and {"repo": "/a", "branch": expected})


@pytest.mark.parametrize(
    ("directory", "repo"),
    [("/a", "/a"), ("/a/", "/a"), ("/a/b/c", "/a"), ("/a/b/c/", "/a"), ("/", None), ("/x/y", None)],
)
def test_the_repository_is_found_above(rooms: Fresh, directory: str, repo: str | None) -> None:
    """The walk goes up from the directory until there is a repository, or no directory."""
    found = branch(rooms(), directory, Disk({"/a/.git/HEAD": "ref: refs/heads/main\n"}))

    assert repo == (found and found["repo"].rstrip("/"))


@pytest.mark.parametrize("directory", ["C:/a/b", "C:\\a\\b", "C:/"])
def test_drives_of_windows(rooms: Fresh, directory: str) -> None:
    """A drive is the top of the walk, whatever the separators."""
    head = "ref: refs/heads/main\n"

    def read(path: str) -> str | None:
        return head if path.replace("\\", "/").replace("//", "/") == "C:/.git/HEAD" else None

    found = rooms().open("git").branch(directory, read)

    assert "main" == found.branch


@pytest.mark.parametrize(
    ("target", "head"),
    [
        ("/main/.git/worktrees/x", "/main/.git/worktrees/x/HEAD"),
        ("../.git/modules/sub", "/main/sub/../.git/modules/sub/HEAD"),
        ("../.git/modules/my sub", "/main/sub/../.git/modules/my sub/HEAD"),
    ],
)
def test_worktrees_and_submodules(rooms: Fresh, target: str, head: str) -> None:
    """A `.git` file names the directory of HEAD; the working tree is where the file lies."""
    disk = Disk({"/main/sub/.git": f"gitdir: {target}\n", head: "ref: refs/heads/topic\n"})

    assert {"repo": "/main/sub", "branch": "topic"} == branch(rooms(), "/main/sub/x", disk)


def test_a_broken_repository_hides_none_above_it(rooms: Fresh) -> None:
    """As git does, the walk goes on above a `.git` that is not a repository."""
    disk = Disk({"/a/.git/HEAD": "ref: refs/heads/main\n", "/a/b/.git/HEAD": "", "/a/c/.git": "x"})
    expected = {"repo": "/a", "branch": "main"}

    assert expected == branch(rooms(), "/a/b", disk)
    assert expected == branch(rooms(), "/a/c", disk)


def test_panes_in_one_repository_read_it_once(rooms: Fresh) -> None:
    """Fifty panes in a repository, and fifty outside of one, cost what two cost."""
    lua = rooms()
    disk = Disk({"/a/.git/HEAD": "ref: refs/heads/main\n"})
    memory = lua.table({})
    for _ in range(50):
        branch(lua, "/a/b/c", disk, memory)
        branch(lua, "/x/y", disk, memory)

    assert {1} == set(disk.reads.values())
    assert len(disk.reads) == 2 * 2 + 1 + 3 * 2


def test_the_walk_is_bounded(rooms: Fresh) -> None:
    """A path of a thousand names costs a bounded number of attempts."""
    disk = Disk({})

    assert branch(rooms(), "/x" * 1000, disk) is None
    assert sum(disk.reads.values()) <= 128


@given(directory=ODD_PATHS | BYTES, text=BYTES, git_file=BYTES)
def test_no_bytes_raise(rooms: Fresh, directory: str, text: str, git_file: str) -> None:
    """Any directory, any HEAD and any `.git` file give an answer."""
    lua = rooms()
    for found in (
        lua.open("git").branch(directory, lambda _: text),
        lua.open("git").branch(directory, lambda path: None if path.endswith("D") else git_file),
    ):
        assert found is None or (found.repo and found.branch)


@given(name=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_any_branch_name_comes_through(rooms: Fresh, name: str) -> None:
    """What git may call a branch is what the room calls it."""
    name = "".join(name.split()).encode().decode("latin-1") or "x"
    head = f"ref: refs/heads/{name}\n"
    found = branch(rooms(), "/a", Disk({"/a/.git/HEAD": head}))

    # Bytes that Lua takes for blanks may only stand inside, and git's own mark is no name.
    assert ".invalid" == name or {"repo": "/a", "branch": name} == found


def test_changes_are_told_once_a_repository(rooms: Fresh) -> None:
    """Repositories whose branch is another than the saved one, each once, in the panes' order."""
    lua = rooms()
    disk = Disk(
        {
            "/a/.git/HEAD": "ref: refs/heads/new\n",
            "/b/.git/HEAD": "ref: refs/heads/same\n",
            "/c/.git/HEAD": f"{COMMIT}\n",
        }
    )
    panes = [
        {},
        {"git_repo": "/c", "git_branch": "main"},
        {"git_repo": "/a", "git_branch": "old"},
        {"git_repo": "/a", "git_branch": "old"},
        {"git_repo": "/b", "git_branch": "same"},
        {"git_repo": "/gone", "git_branch": "main"},
        {"git_repo": "/a"},
    ]
    expected = [
        {"repo": "/c", "saved_branch": "main", "current_branch": "(1a2b3c4)"},
        {"repo": "/a", "saved_branch": "old", "current_branch": "new"},
    ]

    assert expected == plain(lua.open("git").changes(lua.table(panes), disk.read))


def run_git(directory: Path, *arguments: str) -> str:
    """Run the real git, free of the user's settings."""
    settings = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *settings, "-C", str(directory), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


@NO_GIT
def test_real_repositories(rooms: Fresh, tmp_path: Path) -> None:
    """A repository, a worktree and a detached one say what git itself says."""
    repo, tree = tmp_path / "my repo", tmp_path / "tree"
    (repo / "deep" / "er").mkdir(parents=True)
    run_git(repo, "init", "--quiet", "-b", "feature/x")
    run_git(repo, "commit", "--quiet", "--allow-empty", "-m", "first")
    run_git(repo, "worktree", "add", "--quiet", "-b", "topic", str(tree))
    room = rooms().open("git")

    def read(path: str) -> str | None:
        file = Path(path)
        return file.read_text(encoding="latin-1") if file.is_file() else None

    for directory, top in ((repo / "deep" / "er", repo), (tree, tree)):
        found = plain(room.branch(str(directory), read))

        assert found == {"repo": str(top), "branch": run_git(directory, "branch", "--show-current")}

    run_git(repo, "checkout", "--quiet", "--detach")
    commit = run_git(repo, "rev-parse", "HEAD")[:7]

    assert f"({commit})" == plain(room.branch(str(repo), read))["branch"]
