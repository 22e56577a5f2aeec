"""requirements.lock: all that is asked for is pinned with its digests, from no particular place."""

from __future__ import annotations

import re
import tomllib

from generator.making.config import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_that_is_asked_for_is_pinned() -> None:
    """Else: `make lock`."""
    asked = (each for group in PROJECT["dependency-groups"].values() for each in group)
    names = {re.split(r"[^A-Za-z0-9-]", each)[0] for each in asked}
    pinned = set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE))

    assert set() == names - pinned


def test_every_pin_has_its_digests() -> None:
    """`pip install --require-hashes` takes nothing else."""
    entries = re.split(r"^(?=[a-z0-9-]+==)", LOCK, flags=re.MULTILINE)[1:]

    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_place() -> None:
    """Where packages come from is a matter of the machine."""
    assert "://" not in LOCK
    assert "--index" not in LOCK
