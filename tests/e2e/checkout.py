"""The plugin as a user gets it: a git repository to be cloned by WezTerm.

In:    this working repository, or another plugin's checkout.
Out:   a fresh clone, and the `file://` address for `wezterm.plugin.require`.
Never: changes the repository it clones.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from generator.making.config import ROOT
from generator.simulator.machine.settings import encode_url

SHIPPED = ("plugin", "dist")
"""What a user runs; the rest of the repository only makes it."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A cloned repository."""

    path: Path
    commit: str
    """Short, with `+` when uncommitted work was added."""
    address: str = ""
    """Another way to it than its own: the path of a file for `dofile`."""

    @property
    def url(self) -> str:
        """The address for `wezterm.plugin.require`, or the path of a file."""
        return self.address or f"file://{self.path}"


def clone(repository: Path, target: Path) -> Checkout:
    """Clone `repository`; uncommitted work in what is shipped is committed there, and only there.

    WezTerm itself clones what is committed on the default branch and nothing else.
    """
    _git("clone", "--quiet", "--no-hardlinks", str(repository), str(target), at=target.parent)
    commit = _git("rev-parse", "--short", "HEAD", at=target).strip()
    if repository == ROOT and _git("status", "--porcelain", "--", *SHIPPED, at=repository):
        for name in SHIPPED:
            shutil.rmtree(target / name, ignore_errors=True)
            if (repository / name).is_dir():
                shutil.copytree(repository / name, target / name)
        _git("add", "--all", "--force", "--", *SHIPPED, at=target)
        _git("commit", "--quiet", "--allow-empty", "--message", "uncommitted work", at=target)
        commit += "+"
    return Checkout(target, commit)


def publish(folder: Path) -> Checkout:
    """Make a repository of a folder, with a commit of all that is in it as it is."""
    _git("init", "--quiet", "--initial-branch", "main", at=folder)
    _git("-c", "core.autocrlf=false", "add", "--all", at=folder)
    _git("commit", "--quiet", "--message", "all of it", at=folder)
    return Checkout(folder, _git("rev-parse", "--short", "HEAD", at=folder).strip())


def as_it_is(repository: Path) -> Checkout:
    """Take another plugin's checkout as it lies there."""
    return Checkout(repository, _git("rev-parse", "--short", "HEAD", at=repository).strip())


def install(checkout: Checkout, address: str, data: Path) -> None:
    """Put a copy where WezTerm would have cloned it to from `address`; `data` is its directory."""
    target = data / "plugins" / encode_url(address)
    if not target.exists():
        shutil.copytree(checkout.path, target)
        _git("remote", "remove", "origin", at=target, check=False)
        _git("remote", "add", "origin", address, at=target)


def _git(*arguments: str, at: Path, check: bool = True) -> str:
    identity = {
        f"GIT_{who}_{what}": "e2e" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(  # noqa: S603 - fixed commands
        ["git", *arguments],  # noqa: S607 - the user's git
        cwd=at,
        env=os.environ | identity,
        capture_output=True,
        text=True,
        check=check,
    )
    return done.stdout
