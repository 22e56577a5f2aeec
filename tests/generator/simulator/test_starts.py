"""The start of a process: the command line, start-up events, the usual window, two at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.simulator import Domain, LuaFailure, Simulator
from tests.generator.simulator.conftest import HEAD

Make = Callable[..., Simulator]

WATCH = """
wezterm.on("gui-startup", function(spawn)
  wezterm.emit("told", spawn or false)
  HANDLER
end)
wezterm.on("gui-attached", function(domain) wezterm.emit("attached", domain:name()) end)
"""


def begun(
    handler: str = "", *, result: str = "{}", line: dict[str, Any] | None = None, **settings: Any
) -> Simulator:
    """Start a terminal that tells what its start-up events were given."""
    text = f"{HEAD}{WATCH.replace('HANDLER', handler)}\nreturn {result}\n"
    sim = Simulator(None, config=text, **settings)
    sim.files.make_directory("/work")
    return sim.start(**line or {})


def told(sim: Simulator) -> dict[str, Any] | bool:
    """What `gui-startup` was given, False for nil."""
    given: dict[str, Any] | bool = next(args[0] for name, args in sim.events if name == "told")  # type: ignore[assignment]
    if isinstance(given, dict):
        assert "TERM_PROGRAM" in given.pop("set_environment_variables")
    return given


def attached(sim: Simulator) -> list[object]:
    """The domains that `gui-attached` was given."""
    return [args[0] for name, args in sim.events if name == "attached"]


def opened(sim: Simulator) -> list[tuple[str, str, list[str], str | None]]:
    """Workspace, domain, arguments and directory of each pane."""
    return [
        (window.workspace, pane.domain.name, pane.argv, pane.cwd)
        for window in sim.windows()
        for tab in window.tabs
        for pane in tab.panes
    ]


def test_an_empty_command_line() -> None:
    """`gui-startup` gets nothing; the usual window opens, and `gui-attached` says so."""
    sim = begun()

    assert (False, ["local"]) == (told(sim), attached(sim))
    assert [("default", "local", ["-bash"], "/home/user")] == opened(sim)


@pytest.mark.parametrize(
    ("line", "given", "pane"),
    [
        (
            {"cwd": "/work"},
            {"cwd": "/work", "domain": "DefaultDomain"},
            (["-bash"], "/work"),
        ),
        (
            {"args": ["vim", "x"]},
            {"args": ["vim", "x"], "domain": "DefaultDomain"},
            (["vim", "x"], "/home/user"),
        ),
    ],
)
def test_a_command_line(
    line: dict[str, Any], given: dict[str, Any], pane: tuple[list[str], str]
) -> None:
    """What stands on it is what `gui-startup` gets, and what the usual window runs."""
    sim = begun(line=line)

    assert given == told(sim)
    assert [("default", "local", *pane)] == opened(sim)


def test_the_default_program_on_a_command_line() -> None:
    """With a directory alone the table names the program of the configuration."""
    sim = begun(line={"cwd": "/work"}, result='{ default_prog = { "fish", "-l" } }')

    assert {"args": ["fish", "-l"], "cwd": "/work", "domain": "DefaultDomain"} == told(sim)


def test_panes_of_gui_startup() -> None:
    """Whoever opens a window there gets no other, and no `gui-attached`."""
    sim = begun("wezterm.mux.spawn_window({ workspace = 'mine', cwd = '/work' })")

    assert [] == attached(sim)
    assert [("mine", "local", ["-bash"], "/work")] == opened(sim)


def test_a_workspace_on_the_command_line() -> None:
    """Panes of another workspace do not count: the one that was named gets its window."""
    sim = begun("wezterm.mux.spawn_window({ workspace = 'mine' })", line={"workspace": "other"})

    assert (["local"], "other") == (attached(sim), sim.workspace)
    assert ["mine", "other"] == sim.workspaces()


def test_a_domain_on_the_command_line() -> None:
    """It gets a window of its own, whatever `gui-startup` has opened."""
    sim = begun(
        "wezterm.mux.spawn_window({ cwd = '/work' })",
        line={"domain": "far"},
        domains=(Domain("far", "ssh"),),
    )

    assert ["far"] == attached(sim)
    assert ["local", "far"] == [domain for _, domain, _, _ in opened(sim)]


def test_another_default_domain() -> None:
    """Only its panes keep WezTerm from opening the usual window, which is in it."""
    sim = begun(
        "wezterm.mux.spawn_window({ domain = { DomainName = 'local' } })",
        result='{ default_domain = "far" }',
        domains=(Domain("far", "ssh"),),
    )

    assert ["far"] == attached(sim)
    assert ["local", "far"] == [domain for _, domain, _, _ in opened(sim)]


def test_a_domain_that_brings_its_windows() -> None:
    """The usual window closes again when connecting has brought panes."""
    from generator.simulator import StoredPane  # noqa: PLC0415

    far = Domain("far", "client", is_attached=False, stored=[StoredPane(workspace="w")])
    sim = begun(result='{ default_domain = "far" }', domains=(far,))

    assert ["far"] == attached(sim)
    assert ["w"] == [workspace for workspace, *_ in opened(sim)]


# Two at a time.

LOOK = """
local number = ...
local info = wezterm.procinfo.get_info_for_pid(number)
return wezterm.procinfo.executable_path_for_pid(number), info and info.executable
"""


def test_another_process(terminal: Make) -> None:
    """It has an id and panes of its own; disk and process table are the machine's."""
    first = terminal()
    other = first.beside().start()
    pid = other.lua("return wezterm.procinfo.pid()")
    first.files["/disk/note"] = b"seen"
    read = 'local f = io.open("/disk/note"); local text = f:read("a"); f:close(); return text'

    assert "seen" == other.lua(read)
    assert pid != first.lua("return wezterm.procinfo.pid()")
    assert ("/usr/bin/wezterm-gui", "/usr/bin/wezterm-gui") == first.lua(LOOK, pid)


def test_a_process_that_was_killed(terminal: Make) -> None:
    """Nothing is known of it any more, nor of what ran in its panes; the other goes on."""
    first = terminal()
    other = first.beside().start()
    pid = other.lua("return wezterm.procinfo.pid()")
    shell = other.lua("return wezterm.mux.get_pane(0):get_foreground_process_info().pid")
    other.kill()

    assert ((None, None), (None, None)) == (first.lua(LOOK, pid), first.lua(LOOK, shell))
    assert (True, False) == (first.running, other.running)


def test_a_restart_has_another_id(terminal: Make) -> None:
    """Process ids are not used twice."""
    sim = terminal()
    before = sim.lua("return wezterm.procinfo.pid()")
    sim.restart()

    assert (None, None) == sim.lua(LOOK, before)
    assert before != sim.lua("return wezterm.procinfo.pid()")


def test_both_run_in_the_order_of_time(terminal: Make) -> None:
    """Timers of both fire while one of them is run."""
    tick = """
    local name = ...
    local function again()
      local f = io.open("/disk/log", "a"); f:write(name); f:close()
      wezterm.time.call_after(2, again)
    end
    wezterm.time.call_after(name == "a" and 1 or 2, again)
    """
    first = terminal()
    other = first.beside().start()
    first.lua(tick, "a")
    other.lua(tick, "b")
    first.run(5_500)

    assert b"ababa" == first.files["/disk/log"]


def test_an_unknown_domain_on_the_command_line() -> None:
    """It is refused."""
    with pytest.raises(Exception, match="invalid domain nowhere"):
        begun(line={"domain": "nowhere"})


def test_a_configuration_that_fails(sim: Simulator) -> None:
    """The error window comes up once; the old configuration stays."""
    sim.edit_config("error('mistake')")
    sim.run(1_000)
    sim.reload()

    assert [["-bash"], []] == [tab.panes[0].argv for w in sim.windows() for tab in w.tabs]
    assert 2 == len(sim.gui_windows())


def test_windows_of_overlays_are_no_place_for_programs(sim: Simulator) -> None:
    """The error window is a window of the shown workspace, of a domain that can't be used."""
    pane = sim.show_error_window()
    sim.run()
    code = """
    local pane = wezterm.mux.get_pane(...)
    local domain = wezterm.mux.get_domain(pane:get_domain_name())
    return pane:get_domain_name(), domain:is_spawnable(), pane:window():get_workspace(),
      pane:get_foreground_process_name() == nil, pane:get_current_working_dir() == nil
    """

    assert ("TermWizTerminalDomain", False, "default", True, True) == sim.lua(code, pane.id)
    with pytest.raises(LuaFailure):
        sim.lua("wezterm.mux.get_pane(...):split({ domain = 'CurrentPaneDomain' })", pane.id)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({}, []),
        ({"cwd": ".", "args": ["vim"]}, ["start", "--cwd", ".", "--", "vim"]),
        ({"workspace": "a"}, ["start", "--workspace", "a"]),
        ({"ssh": "me@there"}, ["ssh", "me@there"]),
    ],
)
def test_what_was_typed_stands_in_the_process_table(line: dict[str, Any], words: list[str]) -> None:
    """With the directory in which it was."""
    sim = begun(line=line, directory="/srv")
    own = "local own = wezterm.procinfo.pid()"
    argv = sim.lua(f"{own} return wezterm.procinfo.get_info_for_pid(own).argv")

    assert words == argv[1:]
    assert "/srv" == sim.lua(f"{own} return wezterm.procinfo.current_working_dir_for_pid(own)")


def test_a_directory_is_seen_from_where_the_terminal_was_started() -> None:
    """As it stands: the dot is not resolved."""
    sim = begun(line={"cwd": "."}, directory="/work")
    given = told(sim)

    assert isinstance(given, dict)
    assert "/work/." == given["cwd"]


def test_a_terminal_for_a_machine_elsewhere_has_that_for_its_usual_domain() -> None:
    """`wezterm ssh`."""
    sim = begun(line={"ssh": "me@there"})

    assert ["SSH to me@there"] == attached(sim)
    assert ["SSH to me@there"] == [domain for _, domain, _, _ in opened(sim)]


def test_a_handler_may_change_the_usual_domain() -> None:
    """WezTerm looks for panes of it when all handlers have ended."""
    here = "wezterm.mux.set_default_domain(wezterm.mux.get_domain('local'))"
    sim = begun(
        f"wezterm.mux.spawn_window({{ domain = {{ DomainName = 'local' }} }}) {here}",
        result="{ default_domain = 'box' }",
        domains=(Domain("box", "exec"),),
    )

    assert ["local"] == [domain for _, domain, _, _ in opened(sim)]
    assert [] == attached(sim)
