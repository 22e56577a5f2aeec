"""The simulator's split tree against WezTerm's own, script by script.

In:    random scripts by seed.
Out:   every place where the two differ, and the records that show it.
Never: needs the plugin; decides which of the two is right: WezTerm is.

The scripts run in several mux servers, one after the other: a server slows down with every pane
that it has ever had. A script in which the server hangs is recorded as such, and the rest goes on
in a new one.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from generator.proving.replay import Mismatch, replay
from generator.simulator.machine.settings import Release, release_of
from tests.e2e.scripts import script
from tests.e2e.terminal import Ended, Hung, Json, Programs, Terminal

SCRIPTS = Path(__file__).parent / "lua" / "scripts.lua"
PER_SERVER = 50
SERVERS_AT_A_TIME = 2


@dataclass
class Conformance:
    """What came out."""

    scripts: int = 0
    steps: int = 0
    refusals: int = 0
    hangs: int = 0
    mismatches: list[Mismatch] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    """The lines, in the notation of tests/recorded/, of the scripts that differ."""
    trouble: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """All records, those that agree as well."""


def prove(programs: Programs, count: int, seed: int) -> Conformance:
    """Run `count` scripts in WezTerm and in the model of its release."""
    rng = random.Random(seed)
    release = release_of(programs.version)
    scripts = [script(rng, rng.randint(3, 14), release) for _ in range(count)]
    batches = [scripts[start : start + PER_SERVER] for start in range(0, count, PER_SERVER)]
    records: dict[int, list[Json]] = {}
    trouble: list[str] = []
    queue = iter(enumerate(batches))

    def work() -> None:
        for number, batch in _locked(queue):
            records[number] = _run_batch(programs, batch, trouble)

    workers = [Thread(target=work) for _ in range(SERVERS_AT_A_TIME)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    played = [record for number in sorted(records) for record in records[number]]
    result = compare(played, release)
    result.trouble = trouble
    return result


def _locked(queue: Iterator[tuple[int, list[list[str]]]]) -> Iterator[tuple[int, list[list[str]]]]:
    """Take from a shared iterator; `next` on one is a single step of the interpreter."""
    while (item := next(queue, None)) is not None:
        yield item


def _run_batch(programs: Programs, batch: list[list[str]], trouble: list[str]) -> list[Json]:
    records: list[Json] = []
    while len(records) < len(batch):
        rest = batch[len(records) :]
        with Terminal(programs, "server") as server:
            path = server.directory / "steps.jsonl"
            hangs = False
            try:
                server.ask(
                    f"local scripts = assert(loadfile('{SCRIPTS}'))(e2e)\n"
                    "scripts.run(arg.scripts, 1, arg.path)",
                    scripts=rest,
                    path=str(path),
                )
            except Hung:
                hangs = True
            except Ended as error:
                trouble.append(f"WezTerm ended in a script: {error}")
                hangs = True
            done = _collect(path, rest, hangs)
        records += done
        if not done:
            trouble.append(f"WezTerm did not begin: {server.kind}")
            break
    return records


def _collect(path: Path, batch: list[list[str]], hangs: bool) -> list[Json]:
    """Put the steps that were written together; the last script may be cut off by a hang."""
    steps: dict[int, list[Json]] = {}
    lines = path.read_bytes().splitlines() if path.exists() else []
    for line in lines:
        value = json.loads(line)
        step = {"result": value.get("result"), "state": value["state"]}
        steps.setdefault(value["script"], []).append(step)
    records = []
    for number in sorted(steps):
        operations, found = batch[number - 1], steps[number]
        if len(found) == len(operations):
            records.append({"ops": operations, "steps": found, "end": "ok"})
        elif hangs:
            cut = operations[: len(found) + 1]
            records.append({"ops": cut, "steps": found, "end": "hang"})
    return records


def compare(records: list[Json], release: Release = "nightly") -> Conformance:
    """Replay records in the model of that release."""
    result = Conformance(scripts=len(records))
    lines = [json.dumps(record, separators=(",", ":")) for record in records]
    result.lines = lines
    for record in records:
        result.steps += len(record["steps"])
        result.hangs += record["end"] == "hang"
        result.refusals += sum(str(step["result"]).startswith("ERR") for step in record["steps"])
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "steps.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        result.mismatches = [
            found for found in replay(path, release).mismatches if not _is_clamp(found)
        ]
    result.records = [lines[number - 1] for number in sorted({m.line for m in result.mismatches})]
    return result


def _is_clamp(found: Mismatch) -> bool:
    """Tell a pane of no cells from a difference: `get_dimensions` never tells less than one."""
    is_own = found.key.endswith((".own_cols", ".own_rows"))
    return is_own and found.recorded == 1 and found.model == 0
