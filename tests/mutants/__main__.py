"""`make mutants ROOM=store`: how many mistakes in a room the tests notice, and which they do not.

In:    rooms, how many mutants of each, a seed.
Out:   the share that was caught by room, and each that was not with file, line and both texts.
Never: touches the checkout it is started in (all is done in a copy); runs in `make test` or CI.

A mutant is caught when the build refuses it, a test fails, or a test does not come to its end.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from rich.console import Console
from rich.table import Table

from generator import GeneratorError, build, default_config
from generator.facts.manifest import room_named
from generator.making.config import ROOT
from generator.simulator.lua.meter import active_lines
from generator.simulator.lua.runtime import dump
from tests.mutants.lua import Mutant, mutants
from tests.mutants.reach import Reach, Recorder, Selection, runners_of
from tests.room import tests_of

ROOMS: Final = "lua_templates/sessions"
TRIAL_S: Final = 15.0
"""What a trial may take in addition to twice what its tests take unchanged."""

OUTPUT: Final = ROOT / "build" / "output"
"""What the last child has written."""

console: Final = Console(width=110, highlight=False)


@dataclass(frozen=True)
class Trial:
    """What became of a mutant."""

    mutant: Mutant
    tests: int
    caught_by: str
    """The test that failed, "the build" or "time"; "" when nobody noticed."""


def main() -> None:
    """Copy the checkout, and go on in the copy."""
    if os.environ.get("MUTANTS_COPY") == str(ROOT):
        run(arguments())
        return
    arguments()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "checkout"
        copy_checkout(ROOT, copy)
        environment = {**os.environ, "MUTANTS_COPY": str(copy), "MUTANTS_FROM": str(ROOT)}
        command = [sys.executable, "-m", "tests.mutants", *sys.argv[1:]]
        sys.exit(subprocess.run(command, cwd=copy, env=environment, check=False).returncode)  # noqa: S603


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("rooms", nargs="+", help="names of rooms")
    parser.add_argument("--count", type=int, default=30, help="mutants of each room")
    parser.add_argument("--seed", default="0", help="another seed, other mutants")
    parser.add_argument("--alike", type=int, default=6, help="cases of a parametrized test")
    parser.add_argument("--line", type=int, help="all mutants of this line instead")
    return parser.parse_args()


def copy_checkout(of: Path, to: Path) -> None:
    """Copy what is tracked, as it stands now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=of,
        capture_output=True,
        check=True,
    ).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (of / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(of / name, to / name)


def run(wanted: argparse.Namespace) -> None:
    """Try the mutants room by room, and tell."""
    os.nice(5)
    OUTPUT.parent.mkdir(exist_ok=True)
    reach = known_reach(wanted.rooms)
    trials: list[Trial] = []
    for room in wanted.rooms:
        text = (ROOT / room_named(room).path).read_text()
        chosen = mutants(room, text)
        if wanted.line:
            chosen = [each for each in chosen if each.line == wanted.line]
        elif len(chosen) > wanted.count:
            chosen = random.Random(f"{wanted.seed}:{room}").sample(chosen, wanted.count)
        lines = active_lines(dump(text, f"@{room}"))
        for mutant in chosen:
            line = max((each for each in lines if each <= mutant.line), default=mutant.line)
            names = runners_of(reach, room, line, wanted.alike)
            trial = Trial(mutant, len(names), tried(mutant, text, names, reach))
            trials.append(trial)
            tell(trial)
    summarize(trials)


def known_reach(wanted: list[str]) -> Reach:
    """Which tests run which lines, of the rooms' own and of the flows.

    That is kept, and found anew for test files that have changed since; when a room has changed,
    for all, because its lines are others.
    """
    rooms = digest_of((ROOT / ROOMS).rglob("*.lua"))
    tests = {
        path.relative_to(ROOT).as_posix(): digest_of([path])
        for path in [
            *(ROOT / "tests" / "flows").glob("test_*.py"),
            *(ROOT / name for room in wanted for name in tests_of(room_named(room))),
        ]
    }
    kept = Path(os.environ["MUTANTS_FROM"]) / "build" / "mutants.json"
    known = json.loads(kept.read_text()) if kept.exists() else {}
    if known.get("rooms") != rooms:
        known = {"rooms": rooms, "tests": {}, "reach": {}}
    old = {file for file, digest in tests.items() if known["tests"].get(file) != digest}
    reach: Reach = {
        name: reached
        for name, reached in known["reach"].items()
        if file_of(name) in tests and file_of(name) not in old
    }
    if old:
        console.print(f"Finding out which lines the tests of {len(old)} files run")
        reach |= recorded(sorted(old))
        kept.parent.mkdir(exist_ok=True)
        digests = known["tests"] | tests
        kept.write_text(
            json.dumps({"rooms": rooms, "tests": digests, "reach": known["reach"] | reach})
        )
    return reach


def digest_of(paths: Iterable[Path]) -> str:
    """A few digits that change with the texts."""
    return sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()[:16]


def file_of(test: str) -> str:
    """The file that a test is in."""
    return test.partition("::")[0]


def recorded(files: list[str]) -> Reach:
    """Run the tests of these files, watched."""
    found = OUTPUT.with_name("reach.json")

    def record() -> int:
        os.environ["HYPOTHESIS_PROFILE"] = "room"
        # Where this module is loaded, `tests.conftest` has every Lua watched.
        lua_coverage = importlib.import_module("tests.lua_coverage")
        recorder = Recorder(lua_coverage.hits)
        options = ["-q", "-n", "0", "-p", "no:cacheprovider", "--timeout", "900"]
        code = pytest.main([*options, *files], plugins=[lua_coverage, recorder])
        found.write_text(json.dumps([recorder.sound(), recorder.failed]))
        return int(code)

    if in_child(record) not in {0, 1}:
        sys.exit(OUTPUT.read_text())
    reach: Reach
    reach, failed = json.loads(found.read_text())
    for name in failed:
        console.print(f"left out, because it fails by itself: {name}", markup=False)
    return reach


def tried(mutant: Mutant, text: str, names: list[str], reach: Reach) -> str:
    """Run the tests on a mutant, and return who caught it."""
    if not names:
        return ""
    limit_s = TRIAL_S + 2 * sum(reach[name]["ms"] for name in names) / 1000
    told = ROOT / "build" / "caught-by"
    told.unlink(missing_ok=True)
    with changed(ROOT / room_named(mutant.room).path, mutant.applied(text)):
        code = in_child(lambda: test(names, told), limit_s)
    if code < 0:
        return "time"
    if code not in {0, 1}:
        sys.exit(f"{OUTPUT.read_text()}\npytest gave {code} for {mutant}")
    return told.read_text() if code == 1 else ""


def test(names: list[str], told: Path) -> int:
    """Build the plugin, and run these tests until one fails."""
    try:
        build(default_config())
    except GeneratorError:
        told.write_text("the build")
        return 1
    selection = Selection(names)
    files = sorted({file_of(name) for name in names})
    options = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb", "no"]
    code = pytest.main([*options, *files], plugins=[selection])
    told.write_text(selection.failed)
    return int(code)


@contextmanager
def changed(path: Path, text: str) -> Iterator[None]:
    """Have another text in a file meanwhile."""
    before = path.read_text()
    path.write_text(text)
    try:
        yield
    finally:
        path.write_text(before)


def in_child(work: Callable[[], int], limit_s: float | None = None) -> int:
    """Run in a process that has all modules already; its exit code, negative when it was ended.

    Args:
        work: gives the exit code.
        limit_s: seconds of the processor, however busy the machine is: Lua without end hears no
            other call to stop.
    """
    child = os.fork()
    if child == 0:
        code = 70
        try:
            if limit_s is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (int(limit_s), int(limit_s)))
            output = os.open(OUTPUT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(output, 1)
            os.dup2(output, 2)
            code = work()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            raise
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def tell(trial: Trial) -> None:
    """One line for a mutant that was caught, a few for one that was not."""
    mutant = trial.mutant
    place = f"{room_named(mutant.room).path}:{mutant.line}"
    if trial.caught_by:
        console.print(f"caught    {place}  {trial.caught_by}", markup=False, style="dim")
        return
    console.print(f"survived  {place}  ({trial.tests} tests)", style="bold")
    console.print(f"    - {mutant.before}\n    + {mutant.after}", markup=False)


def summarize(trials: list[Trial]) -> None:
    """The share of each room."""
    table = Table(title="Mutants that were caught", title_justify="left")
    for name in ("room", "mutants", "caught", "%"):
        table.add_column(name, justify="left" if name == "room" else "right")
    for room in dict.fromkeys(trial.mutant.room for trial in trials):
        of_room = [trial for trial in trials if trial.mutant.room == room]
        caught = sum(bool(trial.caught_by) for trial in of_room)
        share = f"{100 * caught / len(of_room):.0f}"
        table.add_row(room, str(len(of_room)), str(caught), share)
    console.print(table)


if __name__ == "__main__":
    main()
