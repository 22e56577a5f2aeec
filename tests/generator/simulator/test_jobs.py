"""The tree of processes in a pane: jobs in front, behind, stopped; what WezTerm tells of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.simulator import Pane, Simulator

Make = Callable[..., Simulator]

LOOK = """
local pane = wezterm.mux.get_pane(0)
local info = pane:get_foreground_process_info()
local children = {}
for pid, child in pairs(info and info.children or {}) do
  assert(child.ppid == info.pid and child.pid == pid)
  children[#children + 1] = table.concat(child.argv, " ") .. " " .. child.status
end
table.sort(children)
return pane:get_foreground_process_name(), info and info.argv, children
"""


def seen(sim: Simulator) -> tuple[Any, Any, list[str]]:
    """What WezTerm tells of the first pane: executable, arguments, children with their states."""
    name, argv, children = sim.lua(LOOK)
    return name, argv, list(children or [])


def test_an_idle_shell(terminal: Make) -> None:
    """It has no children, calls itself a login shell, and is a child of WezTerm's own process."""
    sim = terminal()
    parent = sim.lua("return wezterm.mux.get_pane(0):get_foreground_process_info().ppid")

    assert ("/bin/bash", ["-bash"], []) == seen(sim)
    assert parent == sim.lua("return wezterm.procinfo.pid()")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sleep 300 &\r", ("/bin/bash", ["-bash"], ["sleep 300 Sleep"])),
        ("vim x\r\x1a", ("/bin/bash", ["-bash"], ["vim x Stop"])),
        ("set +m\rvim x\r", ("/bin/bash", ["-bash"], ["vim x Sleep"])),
        ("vim x\r\x1afg\r", ("/usr/bin/vim", ["vim", "x"], [])),
        ("vim x\r", ("/usr/bin/vim", ["vim", "x"], [])),
        (
            "bash ./job.sh\r",
            ("/usr/bin/bash", ["bash", "./job.sh"], ["sleep 300 Sleep"]),
        ),
        (
            "sh -c 'sleep 300; true'\r",
            ("/usr/bin/sh", ["sh", "-c", "sleep 300; true"], ["sleep 300 Sleep"]),
        ),
        ("sh -c 'sleep 300'\r", ("/usr/bin/sleep", ["sleep", "300"], [])),
        ("tail -f log | less\r", ("/usr/bin/tail", ["tail", "-f", "log"], [])),
    ],
)
def test_what_is_in_front(terminal: Make, typed: str, told: object) -> None:
    """The leader of the group that has the keyboard, with all that it has started."""
    sim = terminal(files={"/home/user/job.sh": "#!/bin/bash\nsleep 300\n"})
    sim.type(typed)

    assert told == seen(sim)


def test_text_for_a_script_is_no_command(terminal: Make) -> None:
    """A shell that runs a script takes no command lines."""
    sim = terminal(files={"/home/user/job.sh": "sleep 300\n"})
    sim.type("bash ./job.sh\rvim\r")

    assert ["bash ./job.sh"] == sim.pane().typed


@pytest.mark.parametrize(
    ("typed", "alternate"),
    [
        ("", False),
        ("vim x\r", True),
        ("set +m\rvim x\r", True),
        ("vim x\r\x1a", False),
        ("sleep 300\r", False),
    ],
)
def test_the_alternate_screen(sim: Simulator, typed: str, alternate: bool) -> None:
    """It is active while a full-screen program has the keyboard, whatever its group."""
    sim.type(typed)

    assert alternate == sim.lua("return wezterm.mux.get_pane(0):is_alt_screen_active()")


def test_a_pipeline_whose_leader_has_ended(sim: Simulator) -> None:
    """WezTerm finds nobody: no name, no information, no directory of its own."""
    sim.type("cat log | less\r")
    sim.exit_program(name="cat")
    code = "return wezterm.mux.get_pane(0):get_current_working_dir() == nil"

    assert ((None, None, []), True) == (seen(sim), sim.lua(code))
    assert ["less"] == sim.pane().argv


def test_a_program_of_another_user(sim: Simulator) -> None:
    """Neither its file nor its directory can be read."""
    sim.run_program(["sudo", "-i"], is_foreign=True)
    code = "local i = ...; local p = wezterm.mux.get_pane(0):get_foreground_process_info() "

    assert (None, ["sudo", "-i"], []) == seen(sim)
    assert ("", "") == sim.lua(code + "return p.executable, p.cwd")
    assert sim.lua("return wezterm.mux.get_pane(0):get_current_working_dir() == nil")


def test_a_program_replaced_on_disk(sim: Simulator) -> None:
    """Linux says so behind its path, of what runs already."""
    sim.replace_program("bash")

    assert ("/bin/bash (deleted)", ["-bash"], []) == seen(sim)
    assert "bash (deleted)" == sim.pane().title

    sim.type("vim\r")

    assert "/usr/bin/vim" == seen(sim)[0]


def test_a_directory_removed_under_a_shell(sim: Simulator) -> None:
    """Linux says so behind its path, also when it was made again."""
    sim.set_cwd("/srv/gone")
    sim.files.remove("/srv/gone")
    sim.files.make_directory("/srv/gone")
    code = "return wezterm.mux.get_pane(0):get_current_working_dir().file_path"

    assert "/srv/gone (deleted)/" == sim.lua(code)


def started(terminal: Make, script: str, *argv: str) -> Pane:
    """Open a terminal whose default program is a script on the disk."""
    prog = ", ".join(f'"{word}"' for word in argv)
    sim = terminal(result=f"{{ default_prog = {{ {prog} }} }}", files={"/usr/bin/xonsh": script})
    return sim.pane()


def test_a_script_as_default_program(terminal: Make) -> None:
    """The interpreter is what runs; the script is among its arguments."""
    pane = started(terminal, "#!/usr/bin/python3.11\n", "xonsh", "--norc")

    assert ["/usr/bin/python3.11", "/usr/bin/xonsh", "--norc"] == pane.argv
    assert "python3.11" == pane.title


def test_a_script_that_env_runs(terminal: Make) -> None:
    """`env` runs the interpreter by the name that it was given."""
    pane = started(terminal, "#!/usr/bin/env python3\n", "/usr/bin/xonsh")

    assert ["python3", "/usr/bin/xonsh"] == pane.argv


def test_another_name_for_a_shell(terminal: Make) -> None:
    """What the configuration starts in every pane takes command lines, whatever its name."""
    sim = terminal(result='{ default_prog = { "/opt/brush", "-l" } }')
    sim.type("vim x\r\x1a")

    assert ("/opt/brush", ["/opt/brush", "-l"], ["vim x Stop"]) == seen(sim)


def test_a_process_that_is_just_starting(terminal: Make) -> None:
    """Before it has called exec it is a copy of WezTerm, arguments and all."""
    sim = terminal(exec_ms=15.0)
    code = """
    local pane = wezterm.mux.get_pane(0):split({ args = { "vim" } })
    local function look()
      return pane:get_foreground_process_info().argv, pane:get_foreground_process_name()
    end
    local argv, name = look()
    wezterm.sleep_ms(20)
    return argv, name, wezterm.executable_dir, look()
    """

    assert (
        ["/usr/bin/wezterm-gui"],
        "/usr/bin/wezterm-gui",
        "/usr/bin",
        ["vim"],
        "/usr/bin/vim",
    ) == sim.lua(code)


def test_the_youngest_process_on_windows(terminal: Make) -> None:
    """Windows has no groups: the youngest process counts, without what it has started."""
    sim = terminal(platform="windows")
    sim.type("ping host &\r")

    assert ("C:\\Windows\\System32\\ping.exe", ["ping", "host"], []) == seen(sim)


@pytest.mark.parametrize(
    ("typed", "asks"), [("", False), ("vim x\r\x1a", True), ("sleep 300 &\r", True)]
)
def test_questions_before_closing(sim: Simulator, typed: str, asks: bool) -> None:
    """WezTerm asks unless all that runs in a pane is on its list, jobs behind it as well."""
    sim.split()
    sim.type(typed)
    sim.perform({"CloseCurrentPane": {"confirm": True}})
    sim.run()

    assert asks == (sim.overlay is not None)
