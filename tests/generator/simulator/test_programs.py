"""Programs in panes: what is typed, what runs, what WezTerm can tell about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import Simulator

Make = Callable[..., Simulator]


def test_typed_commands_run(sim: Simulator) -> None:
    """Text that ends with a return is a command; quotes and blanks are the shell's."""
    sim.lua("wezterm.mux.get_pane(0):send_text(...)", "vim 'a b.txt'\r")

    assert (["vim 'a b.txt'"], ["vim", "a b.txt"]) == (sim.pane().typed, sim.pane().argv)


def test_text_without_return_waits(sim: Simulator) -> None:
    """Nothing runs before the return."""
    sim.type("vi")

    assert ["-bash"] == sim.pane().argv

    sim.type("m\n")

    assert ["vim"] == sim.pane().argv


def test_text_for_a_program_is_no_command(sim: Simulator) -> None:
    """What is typed while a program runs is its input."""
    sim.run_program(["vim"])
    sim.type("rm -rf /\r")

    assert ([], ["vim"]) == (sim.pane().typed, sim.pane().argv)


def test_cd_and_exit(sim: Simulator) -> None:
    """`cd` changes the shell's directory if there is one; `exit` ends the pane."""
    sim.files.make_directory("/srv/x")
    sim.split()
    sim.type("cd /srv/x\rcd /gone\r")

    assert "/srv/x" == sim.pane().cwd

    sim.type("exit\r")
    sim.run()

    assert 1 == len(sim.tab().panes)


def test_a_program_ends(sim: Simulator) -> None:
    """Then the shell is in front again; ^D ends it, too."""
    sim.run_program(["top"])
    sim.exit_program()

    assert ["-bash"] == sim.pane().argv

    sim.run_program(["cat"])
    sim.type("\x04")

    assert ["-bash"] == sim.pane().argv


def test_pasting_runs_nothing(sim: Simulator) -> None:
    """A pasted newline does not run the line."""
    sim.lua("wezterm.mux.get_pane(0):send_paste('vim\\n')")

    assert [] == sim.pane().typed


def test_process_name_and_information(sim: Simulator) -> None:
    """The foreground program's path, and everything about it."""
    sim.set_cwd("/work")
    sim.run_program(["less", "x y"])
    code = """
    local pane = wezterm.mux.get_pane(0)
    local info = pane:get_foreground_process_info()
    return pane:get_foreground_process_name(), info.name, info.argv, info.cwd, info.children,
      pane:get_title()
    """

    assert ("/usr/bin/less", "less", ["less", "x y"], "/work", {}, "less") == sim.lua(code)


def test_one_look_at_all_processes(sim: Simulator) -> None:
    """The terminal's own process has all shells and their programs below it."""
    sim.run_program(["top", "-d", "9"])
    sim.split()
    code = """
    local found = {}
    local root = wezterm.procinfo.get_info_for_pid(wezterm.procinfo.pid())
    for _, shell in pairs(root.children) do
      found[#found + 1] = shell.name
      for _, program in pairs(shell.children) do
        found[#found + 1] = table.concat(program.argv, " ")
      end
    end
    table.sort(found)
    return found
    """

    assert ["bash", "bash", "top -d 9"] == sim.lua(code)


def test_inspection_costs_by_processes(terminal: Make) -> None:
    """A full inspection takes 10.5 ms at 470 processes, and twice as long at 940."""
    code = "wezterm.mux.get_pane(0):get_foreground_process_info()"
    costs = []
    for processes in (470, 940):
        sim = terminal(processes=processes)
        sim.trace.clear()
        sim.lua(code)
        costs.append(sim.trace.longest_slice_ms)

    assert costs == pytest.approx([10.5, 21.0], abs=0.1)


@pytest.mark.parametrize(
    ("settings", "directory", "url", "path"),
    [
        ({}, "/work/a ü", "file:///work/a%20%C3%BC/", "/work/a ü/"),
        ({}, "/per%41", "file:///per%2541/", "/per%41/"),
        ({"release": "stable"}, "/work/a ü", "file:///work/a%20%C3%BC", "/work/a ü"),
        ({"release": "stable"}, "/per%41", "file:///per%41", "/perA"),
    ],
)
def test_directory_urls(
    terminal: Make, settings: dict[str, str], directory: str, url: str, path: str
) -> None:
    """Nightly escapes and ends with a slash; stable does neither, and leaves a `%` as it is."""
    sim = terminal(**settings)
    sim.set_cwd(directory)
    code = """
    local url = wezterm.mux.get_pane(0):get_current_working_dir()
    return tostring(url), url.file_path
    """

    assert (url, path) == sim.lua(code)


def test_announced_directories_win(sim: Simulator) -> None:
    """OSC 7 is believed, also when it names another host, and never expires."""
    sim.set_cwd("/far/x#y", osc7=True, host="elsewhere")
    code = "local u = wezterm.mux.get_pane(0):get_current_working_dir() return u.host, u.file_path"

    assert ("elsewhere", "/far/x#y") == sim.lua(code)


def test_odd_bytes_in_directories(sim: Simulator) -> None:
    """A path that is no UTF-8 comes through, decoded once."""
    path = b"/work/\xff%41".decode("utf-8", "surrogateescape")
    sim.set_cwd(path)

    assert (
        sim.lua("return wezterm.mux.get_pane(0):get_current_working_dir().file_path") == path + "/"
    )


def test_windows_paths(terminal: Make) -> None:
    """On Windows the URL's path has a slash before the drive."""
    sim = terminal(platform="windows")
    sim.set_cwd("C:\\work")

    assert "/C:/work/" == sim.lua(
        "return wezterm.mux.get_pane(0):get_current_working_dir().file_path"
    )


def test_a_program_beside_another_on_windows(terminal: Make) -> None:
    """It starts in the same directory, which the URL had given a slash before and behind."""
    sim = terminal(platform="windows")
    sim.set_cwd("C:\\work")
    sim.lua("wezterm.mux.get_pane(0):split({ args = { 'cmd.exe' } })")

    assert "C:\\work" == sim.mux.panes[1].cwd


def test_user_variables(terminal: Make) -> None:
    """With shell integration a running command is announced, and cleared at the prompt."""
    sim = terminal(shell_integration=True)
    sim.run_program(["vim", "x"])

    assert {"WEZTERM_PROG": "vim x"} == sim.lua("return wezterm.mux.get_pane(0):get_user_vars()")

    sim.exit_program()

    assert "" == sim.lua("return wezterm.mux.get_pane(0):get_user_vars().WEZTERM_PROG")


@pytest.mark.parametrize(
    ("platform", "expected"),
    [("linux", "file:///work/gone%20(deleted)/"), ("macos", "file:///work/gone/")],
)
def test_a_directory_that_was_removed(terminal: Make, platform: str, expected: str) -> None:
    """Linux says so behind its name."""
    sim = terminal(platform=platform)
    sim.set_cwd("/work/gone")
    sim.files.remove("/work/gone")

    assert expected == sim.lua("return tostring(wezterm.mux.get_pane(0):get_current_working_dir())")
