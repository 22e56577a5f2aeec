"""The plugin in each form in which it reaches a user: cloned, alone, with CRLF, vendored.

In:    a clone of this repository.
Out:   for each form, workspaces carried through save, close and load in the mux server.
Never: needs a screen; changes the clone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.e2e import headless
from tests.e2e.checkout import Checkout, publish
from tests.e2e.report import Proof, judged
from tests.e2e.terminal import Programs

LAYOUTS = 3


def _whole(plugin: Checkout, _target: Path) -> Checkout:
    return plugin


def _dist_alone(plugin: Checkout, target: Path) -> Checkout:
    shutil.copytree(plugin.path / "dist", target)
    return publish(target)


def _dist_with_crlf(plugin: Checkout, target: Path) -> Checkout:
    """As from Git for Windows, in a repository that says nothing about line ends."""
    shutil.copytree(plugin.path / "dist", target)
    (target / ".gitattributes").unlink()
    for path in target.rglob("*.lua"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return publish(target)


def _vendored(plugin: Checkout, _target: Path) -> Checkout:
    """Opened by `dofile`, which hands no path over."""
    return Checkout(plugin.path, plugin.commit, address=f"{plugin.path}/dist/plugin/init.lua")


FORMS: dict[str, Callable[[Checkout, Path], Checkout]] = {
    "the repository's address": _whole,
    "dist/ as a repository": _dist_alone,
    "dist/ with CRLF": _dist_with_crlf,
    "a vendored copy, by dofile": _vendored,
}


def prove(programs: Programs, plugin: Checkout, seed: int, directory: Path) -> list[Proof]:
    """Carry a few workspaces through each form; `directory` is for the repositories of some."""
    proofs = []
    for number, (form, made) in enumerate(FORMS.items()):
        checkout = made(plugin, directory / f"form-{number}")
        result = headless.prove(programs, checkout, LAYOUTS, seed)
        said = f"{result.exact}/{result.layouts} exact"
        proofs.append(judged("headless", form, said, result.failures))
    return proofs
