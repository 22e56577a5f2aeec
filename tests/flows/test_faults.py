"""Bad files, full disks, failing calls, crashes: nothing lost or executed, the terminal usable."""

from __future__ import annotations

import json
import random
from typing import Literal, TypeAlias

import pytest

from generator.simulator import Crashed, Simulator
from tests.flows import scenes
from tests.flows.hands import messages

ROOMS = ("files", "voice")
"""Rooms whose doings are seen here."""

Kind: TypeAlias = Literal[
    "no_space_left", "short_write", "rename_fails", "throw", "nil", "pane_gone"
]
Loss: TypeAlias = Literal["nothing", "unsynced", "torn"]
When: TypeAlias = Literal["before", "after"]

PATH = f"{scenes.STATE}/default.json"

LOAD = """
local _, problem = plugin.load(...)
if problem then
  wezterm.log_warn(problem.message)
end
"""
"""A configuration's own code, which says what it is answered."""


def two_generations() -> tuple[Simulator, bytes, bytes]:
    """Return a terminal with two generations of a session on its disk, and both texts."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    scenes.save(sim)
    sim.split("Bottom", 20)
    scenes.save(sim)
    return sim, sim.files[PATH + ".bak"], sim.files[PATH]


def loads_as(sim: Simulator) -> int:
    """Restart, load, and return how many panes came back."""
    sim.restart()
    sim.run(400)
    sim.call("load", "default")
    sim.run(3000)
    return len(sim.tab().rects())


@pytest.mark.parametrize("part", range(20))
def test_a_truncated_file_falls_back_to_the_generation_before(part: int) -> None:
    """And says so."""
    sim, _, newest = two_generations()
    sim.files[PATH] = newest[: len(newest) * part // 20]
    scenes.expects(sim, problem="previous_generation")

    assert 2 == loads_as(sim)


def test_without_a_good_generation_the_user_is_told_and_keeps_his_terminal() -> None:
    """One idle shell, an error with the path, no half-built workspace."""
    sim, _, _ = two_generations()
    sim.files[PATH] = b"{ nonsense"
    sim.files[PATH + ".bak"] = b"\xff\x00"
    scenes.expects(sim, log="the file is damaged")
    sim.restart()
    sim.run(400)
    scenes.load(sim, "default")

    assert 1 == len(sim.tab().rects())
    assert "damaged" in sim.toasts[-1].message
    assert PATH in sim.toasts[-1].message


@pytest.mark.parametrize("seed", range(60))
def test_a_flipped_byte_never_raises_and_never_runs_anything(seed: int) -> None:
    """The session, the one before, or an error; and no keystroke."""
    chance = random.Random(seed)
    sim, _, newest = two_generations()
    at = chance.randrange(len(newest))
    sim.files[PATH] = newest[:at] + bytes([chance.randrange(256)]) + newest[at + 1 :]
    scenes.expects_faults(sim)
    loads_as(sim)

    assert [] == [
        pane.sent for w in sim.windows() for tab in w.tabs for pane in tab.panes if pane.sent
    ]


HOSTILE = [
    {"name": "rm", "argv": ["rm", "-rf", "/"]},
    {"name": "vim", "argv": ["sh", "-c", "touch /tmp/x"]},
    {"name": "vim", "text": "vim; rm -rf /"},
    {"name": "vim", "argv": ["vim", "a\rrm -rf /"]},
    {"name": "vim", "argv": ["vim", "a\u0003b"]},
]


@pytest.mark.parametrize("program", HOSTILE)
def test_a_hostile_program_is_not_typed(program: dict[str, object]) -> None:
    """What is not on the list, and what no shell could be told safely, is reported instead."""
    sim = scenes.terminal()
    scenes.save(sim)
    document = json.loads(sim.files[PATH])
    document["windows"][0]["tabs"][0]["panes"][0]["program"] = program
    sim.files[PATH] = json.dumps(document).encode()
    scenes.expects(sim, problem="edited")
    scenes.expects(sim, problem="program_skipped")
    loads_as(sim)

    assert [] == list(sim.pane().sent)


def test_arguments_are_typed_so_that_the_shell_takes_them_as_they_are() -> None:
    """Blanks, quotes, dollars: one argument each."""
    sim = scenes.terminal()
    argv = ["vim", "a b", "$(touch x)", "it's", '"', "*", "~", "größe"]
    sim.run_program(argv)
    scenes.save(sim)
    loads_as(sim)

    assert argv == sim.pane().argv


@pytest.mark.parametrize("kind", ["no_space_left", "short_write", "rename_fails", "throw", "nil"])
def test_whichever_call_of_a_save_fails_the_old_session_is_whole(kind: Kind) -> None:
    """Every call in turn, until none is left to fail; then a later save works."""
    number = 0
    while True:
        number += 1
        sim, previous, newest = two_generations()
        sim.split("Right", 10)
        scenes.expects_faults(sim, kind)
        sim.faults.fail_call(number, kind)
        scenes.save(sim)
        if not sim.faults.hit:
            break
        at_hand = {sim.files[path] for path in (PATH, PATH + ".bak") if path in sim.files}
        third = [text for text in at_hand if text not in (previous, newest)]

        assert newest in at_hand or third, f"call {number}: {sim.toasts[-1].message}"
        assert 2 <= loads_as(sim), f"call {number}"
        sim.split("Bottom", 5)
        scenes.save(sim)
        assert "Saved default: 1 tab in 1 window" in sim.toasts[-1].message, f"call {number}"
        scenes.close(sim)
    assert number > 2


@pytest.mark.parametrize("lost", ["nothing", "unsynced", "torn"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_at_any_moment_of_a_save_leaves_a_whole_session(lost: Loss, when: When) -> None:
    """The old one or the new one, never a mixture and never none."""
    number = 0
    while True:
        number += 1
        sim, _, _ = two_generations()
        sim.split("Right", 10)
        sim.files.sync()
        scenes.expects_faults(sim)
        sim.faults.crash_at(number, when)
        try:
            scenes.save(sim)
        except Crashed:
            sim.restart(lost=lost, torn_bytes=100)
        else:
            break
        sim.run(400)
        sim.call("load", "default")
        sim.run(3000)

        assert len(sim.tab().rects()) in (2, 3, 4), f"file operation {number}"
        scenes.close(sim)
    assert number > 3


def test_whichever_call_of_a_restore_into_a_window_fails_the_terminal_stays_usable() -> None:
    """The idle shell goes, or it is said why it stays; what was to be restored is there or told."""
    saved = scenes.terminal()
    saved.split("Right", 99)
    scenes.save(saved)
    before = scenes.view(saved, "default")
    number, not_closed = 0, False
    while True:
        number += 1
        sim = scenes.terminal(files=saved.state_files())
        scenes.expects_faults(sim)
        sim.faults.fail_call(number, "throw")
        sim.start_lua(LOAD, "default")
        sim.run(3000)
        if not sim.faults.hit:
            break

        assert sim.gui_windows(), f"call {number}"
        sim.faults.clear()
        problems = (sim.call("last_report") or {}).get("problems") or []
        if scenes.view(sim, "default") != before:
            told = [*messages(sim), *sim.logs, *sim.errors]
            assert told or problems, f"call {number} failed in silence"
        not_closed = not_closed or "not_closed" in [problem["code"] for problem in problems]
        scenes.close(sim)
    assert number > 20
    assert not_closed


@pytest.mark.parametrize("kind", ["throw", "nil", "pane_gone"])
def test_whichever_call_of_a_load_fails_the_terminal_stays_usable(kind: Kind) -> None:
    """Something is on the screen, and what is missing is in the report or in a message."""
    number = 0
    while True:
        number += 1
        sim = scenes.terminal({"lazy": ("background", "off")[number % 2]})
        scenes.workspace(sim, 3, tabs=3, most_panes=5)
        scenes.save(sim)
        before = scenes.view(sim)
        scenes.put_away(sim)
        scenes.expects_faults(sim, kind)
        sim.faults.fail_call(number, kind)
        sim.start_lua(LOAD, scenes.WORKSPACE)
        sim.run(5000)
        if not sim.faults.hit:
            break

        assert sim.running, f"call {number}"
        assert sim.gui_windows(), f"call {number}"
        sim.split("Right", 3)
        if scenes.view(sim) != before:
            told = messages(sim) + [text for _, text in sim.logs]
            problems = (sim.call("last_report") or {}).get("problems")
            assert told or problems, f"call {number} failed in silence"
        scenes.close(sim)
    assert number > 20
