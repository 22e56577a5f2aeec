"""What is closed, typed into or put aside must be proven idle; what is saved is what runs."""

from __future__ import annotations

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.hands import messages, press
from tests.flows.scenes import saved_programs
from tests.flows.test_undo import undo

ROOMS = ("idle", "kept", "panes")
"""Rooms whose doings are seen here."""

BUSY = {
    "a script": "bash ./job.sh\r",
    "an editor in the shell's own group": "set +m\rvim x\r",
    "a stopped editor": "vim x\r\x1a",
    "a job behind": "sleep 300 &\r",
    "a command": "sh -c 'sleep 300; true'\r",
}


def with_saved(**more: object) -> Simulator:
    """Give a terminal with one idle shell whose workspace is saved with two panes."""
    sim = scenes.terminal(**more)  # type: ignore[arg-type]
    sim.split("Right", 50)
    scenes.save(sim)
    sim.close_pane()
    sim.run(400)
    return sim


def restore(sim: Simulator, key: str) -> None:
    """Restore the workspace at hand in place, by either key."""
    if key == "r":
        press(sim, "r")
    else:
        scenes.load(sim, "default")
    sim.run(4000)


@pytest.mark.parametrize("key", ["r", "l"])
@pytest.mark.parametrize("work", BUSY)
def test_a_pane_with_work_in_it_is_never_closed(work: str, key: str) -> None:
    """Whatever name WezTerm gives for what is in front."""
    sim = with_saved()
    sim.files["/home/user/job.sh"] = b"sleep 300\n"
    pane = sim.pane()
    sim.type(BUSY[work], pane)
    sim.run(400)
    restore(sim, key)

    assert pane.tab is not None
    assert pane.tab.window is not None
    assert (2 if key == "r" else 1) == len(pane.tab.window.tabs)


@pytest.mark.parametrize("key", ["r", "l"])
def test_a_line_that_is_being_typed_is_not_lost(key: str) -> None:
    """Where the shell tells of its prompt."""
    sim = with_saved(shell_integration=True)
    pane = sim.pane()
    sim.type("echo hel", pane)
    restore(sim, key)

    assert pane.tab is not None


@pytest.mark.parametrize("lines", ["for a in \\\r", "cat \\\ra \\\r", "cd /tmp\rcat \\\r"])
def test_a_line_that_goes_on_below_is_not_lost(lines: str) -> None:
    """The shell asks for its rest with another prompt."""
    sim = with_saved(shell_integration=True)
    pane = sim.pane()
    sim.type(lines, pane)
    restore(sim, "r")

    assert pane.tab is not None


@pytest.mark.parametrize("prompt", ["$ ", "/home> ", "~/a % "])
@pytest.mark.parametrize("lines", ["cd /tmp\r", "\r\r", "cat \\\r\x03"])
def test_a_prompt_below_another_is_one(prompt: str, lines: str) -> None:
    """A command without output, an empty line, a line that was given up."""
    sim = with_saved(shell_integration=True, prompt=prompt)
    sim.type(lines)
    restore(sim, "r")

    assert [2] == [len(tab.panes) for tab in sim.windows()[0].tabs]


@pytest.mark.parametrize(("typed", "count"), [("", 1), ("ls\r", 1), ("git commit", 2)])
def test_a_prompt_at_the_right_edge_is_no_line(typed: str, count: int) -> None:
    """It stands behind the cursor, on the same row."""
    sim = with_saved(shell_integration=True, right_prompt="12:34:56")
    sim.type(typed)
    restore(sim, "r")

    assert count == len(sim.windows()[0].tabs)


HELPERS = {
    "powerlevel10k": ["/home/user/.cache/gitstatus/gitstatusd-linux-x86_64", "-G", "v1.5.4"],
    "zsh-async": ["/usr/bin/zsh"],
}


@pytest.mark.parametrize("key", ["r", "l"])
@pytest.mark.parametrize("helper", HELPERS)
def test_what_serves_the_prompt_is_no_work(helper: str, key: str) -> None:
    """Themes of zsh have a child of the shell for all its life."""
    sim = started_with(["/usr/bin/zsh"])
    terminal = sim.pane().terminal
    assert terminal is not None
    started = sim.mux.shell.run(terminal, HELPERS[helper], is_behind=True)
    started.started_ms = terminal.root.started_ms
    restore(sim, key)

    assert [2] == [len(tab.panes) for tab in sim.windows()[0].tabs]


@pytest.mark.parametrize("key", ["r", "l"])
def test_a_job_of_zsh_that_is_nothing_but_the_shell_is_work(key: str) -> None:
    """`(read line < pipe) &`: a copy of the shell like a theme's worker, but started later."""
    sim = started_with(["/usr/bin/zsh"])
    sim.run(10_000)
    pane = sim.pane()
    assert pane.terminal is not None
    sim.mux.shell.run(pane.terminal, ["/usr/bin/zsh"], is_behind=True)
    restore(sim, key)

    assert pane.tab is not None


def test_where_no_start_is_told_a_copy_of_the_shell_is_work() -> None:
    """Release 20240203 on Linux: it may be the theme's worker, and may be not."""
    sim = with_saved(extra="config.default_prog = { '/usr/bin/zsh' }", release="stable")
    pane = sim.pane()
    assert pane.terminal is not None
    sim.mux.shell.run(pane.terminal, ["/usr/bin/zsh"], is_behind=True)
    restore(sim, "r")

    assert pane.tab is not None


def test_a_command_that_the_shell_tells_of_is_not_ended() -> None:
    """It may have wiped the screen, and be nothing but the shell itself: `clear; read x`."""
    sim = with_saved(shell_integration=True)
    pane = sim.pane()
    sim.set_user_var("WEZTERM_PROG", "clear; read x", pane)
    restore(sim, "r")

    assert pane.tab is not None


@pytest.mark.parametrize("key", ["r", "l"])
@pytest.mark.parametrize("work", ["sleep 300\r", "ls\rsleep 300\r", "ls\rls\rls\r"])
@pytest.mark.parametrize(
    "client", [["ssh", "box"], ["docker", "exec", "-it", "x", "bash"], ["wslhost"]]
)
def test_work_behind_a_client_is_not_ended(client: list[str], work: str, key: str) -> None:
    """No process tells of it here: only a first prompt with nothing typed at it is idle."""
    sim = started_with(client)
    pane = sim.pane()
    sim.type(work, pane)
    restore(sim, key)

    assert pane.tab is not None


def test_a_shell_that_is_used_while_its_window_is_restored_into_stays() -> None:
    """It was idle when that began; domains that take their time leave it in front meanwhile."""
    far = Domain("far", "ssh", delay_ms=2000.0)
    sim = scenes.terminal(domains=(far,))
    sim.split("Right", 50, domain="far")
    scenes.save(sim)
    sim.close_pane()
    sim.run(400)
    scenes.expects(sim, problem="not_closed")
    pane = sim.pane()
    press(sim, "r")
    sim.run(500)
    sim.type("vim x\r", pane)
    sim.run(8000)

    assert pane.tab is not None
    assert "vim" in "".join(messages(sim))


@pytest.mark.parametrize("key", ["r", "l"])
@pytest.mark.parametrize("integration", [False, True])
def test_an_idle_shell_makes_way(integration: bool, key: str) -> None:
    """At its prompt, with a command behind it that is over."""
    sim = with_saved(shell_integration=integration)
    sim.type("ls\r")
    sim.run(400)
    restore(sim, key)

    assert [2] == [len(tab.panes) for tab in sim.windows()[0].tabs]


SHELLS = {
    "a shell that nobody knows": ["/somewhere/brush", "--login"],
    "a multiplexer": ["zellij"],
    "WSL, as Windows names it": ["/c/wslhost.exe"],
    "Flatpak": ["flatpak-spawn", "--host", "zsh"],
    "an interpreter": ["/usr/bin/python3.11", "/usr/bin/xonsh"],
    "behind a wrapper of Nix": ["/nix/store/x/.zsh-wrapped"],
    "with a file": ["/somewhere/brush", "--rcfile", "/home/user/brushrc"],
}


def started_with(argv: list[str], options: dict[str, str] | None = None) -> Simulator:
    """Give a terminal that starts such a program in each pane, with two panes saved."""
    words = ", ".join(f"'{word}'" for word in argv)
    return with_saved(options=options or {}, extra=f"config.default_prog = {{ {words} }}")


@pytest.mark.parametrize("shell", SHELLS)
def test_what_the_terminal_starts_by_itself_is_no_program(shell: str) -> None:
    """It is saved as the idle shell that it is."""
    sim = started_with(SHELLS[shell])

    assert [None, None] == saved_programs(sim)


@pytest.mark.parametrize("key", ["r", "l"])
@pytest.mark.parametrize("shell", SHELLS)
def test_what_the_terminal_starts_by_itself_makes_way(shell: str, key: str) -> None:
    """In the fresh start of its workspace too."""
    sim = started_with(SHELLS[shell])
    restore(sim, key)

    assert [2] == [len(tab.panes) for tab in sim.windows()[0].tabs]


def test_a_program_behind_the_name_of_the_shell_is_saved() -> None:
    """Both are interpreted by the same executable."""
    sim = started_with(SHELLS["an interpreter"])
    sim.run_program(["/usr/bin/python3.11", "server.py"])
    scenes.save(sim)

    assert [["/usr/bin/python3.11", "server.py"]] == saved_programs(sim)


def test_a_page_about_the_shell_is_a_program() -> None:
    """Its argument is the shell's name."""
    sim = scenes.terminal()
    sim.run_program(["man", "bash"])
    scenes.save(sim)

    assert [["man", "bash"]] == saved_programs(sim)


def test_a_shell_that_was_replaced_on_the_disk_is_one() -> None:
    """Linux adds words to the names of what runs a file that is gone."""
    sim = with_saved()
    sim.replace_program("bash")
    scenes.save(sim)
    assert [None] == saved_programs(sim)
    sim.run_program(["vim", "x"])
    sim.replace_program("vim")
    scenes.save(sim)

    assert [["vim", "x"]] == saved_programs(sim)
    assert "vim" == scenes.saved_panes(sim)[0]["program"]["name"]


def test_a_pane_that_is_just_starting_runs_no_program() -> None:
    """For some milliseconds the process is a copy of WezTerm's own."""
    sim = scenes.terminal(exec_ms=5.0)
    sim.split("Right", 50)
    sim.call("save", {})
    sim.run()

    assert [None, None] == saved_programs(sim)


def test_a_workspace_that_has_just_been_opened_is_restored_into() -> None:
    """The shell needs some milliseconds to be one."""
    sim = with_saved(exec_ms=5.0)
    scenes.put_away(sim, "default")
    sim.lua("""wezterm.mux.spawn_window({ workspace = 'default' })
      wezterm.mux.set_active_workspace('default')""")
    sim.run(100)
    for window in sim.windows("default"):
        sim.split("Right", 30, window.tabs[0].panes[0])
        sim.close_pane(window.tabs[0].panes[1])
    sim.call("load", "default")
    sim.run(4000)

    assert [[2]] == [[len(tab.panes) for tab in window.tabs] for window in sim.windows("default")]


def test_the_directory_of_a_pipeline_whose_leader_has_ended_is_kept() -> None:
    """WezTerm tells nothing of that pane: the last that was known counts."""
    sim = scenes.terminal()
    sim.set_cwd("/srv/data")
    scenes.save(sim)
    sim.type("cat log | less\r")
    sim.exit_program(name="cat")
    scenes.save(sim)

    assert "/srv/data" == scenes.saved_panes(sim)[0]["cwd"]


def test_its_shell_tells_where_nothing_was_known_before() -> None:
    """The first save finds the pipeline as it is."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    sim.set_cwd("/srv/data")
    sim.type("cat log | less\r")
    sim.exit_program(name="cat")
    sim.set_cwd("/home/user/größe", sim.pane(0))
    sim.run_program(["vim", "notes"], sim.pane(0))
    scenes.save(sim)

    assert ["/home/user/größe", "/srv/data"] == [pane["cwd"] for pane in scenes.saved_panes(sim)]


def test_a_program_that_is_still_to_come_stays_in_the_file() -> None:
    """Its shell is not ready yet: it has been typed, and nothing is in front."""
    sim = scenes.terminal()
    sim.run_program(["vim", "notes"])
    scenes.save(sim)
    scenes.put_away(sim, "default")
    scenes.load(sim, "default")
    sim.exit_program()
    sim.lua("wezterm.GLOBAL['wezterm-sessions.kept.panes'] = nil")
    scenes.save(sim)
    assert [None] == saved_programs(sim)


def test_a_program_that_was_left_out_stays_in_the_file() -> None:
    """Until its pane does something else."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    sim.run_program(["make", "watch"])
    scenes.save(sim)
    scenes.expects(sim, problem="program_skipped")
    scenes.load_anew(sim, "default")
    scenes.save(sim)
    assert [None, ["make", "watch"]] == saved_programs(sim)
    sim.run(10_000)
    sim.run_program(["htop"])
    sim.run(3000)
    sim.exit_program()
    scenes.save(sim)

    assert [None, None] == saved_programs(sim)


@pytest.mark.parametrize("work", BUSY)
def test_undo_asks_before_it_ends_work(work: str) -> None:
    """Though WezTerm names a shell."""
    sim = with_saved()
    sim.files["/home/user/job.sh"] = b"sleep 300\n"
    scenes.put_away(sim, "default")
    scenes.load(sim, "default")
    sim.type(BUSY[work])
    sim.run(400)
    undo(sim)

    assert sim.overlay
    assert 2 == len(sim.windows("default")[0].tabs[0].panes)


def test_a_tab_in_which_something_runs_is_not_typed_into() -> None:
    """It has waited for its first look; meanwhile somebody has started something there."""
    sim = scenes.terminal({"lazy": "on_activate"})
    sim.new_tab()
    sim.run_program(["vim", "notes"])
    sim.switch_tab(0)
    scenes.save(sim)
    scenes.expects(sim, problem="changed_meanwhile")
    scenes.load_anew(sim, "default")
    waiting = sim.windows()[0].tabs[1].panes[0]
    sim.type("bash ./job.sh\r", waiting)
    sent = list(waiting.sent)
    sim.switch_tab(1)
    sim.run(15_000)

    assert sent == waiting.sent


def test_the_terminals_own_message_is_no_window_of_a_workspace() -> None:
    """A mistake in the configuration is shown in a window of the workspace's."""
    sim = scenes.terminal()
    sim.split("Right", 50)
    sim.show_error_window("config error")
    sim.run(400)
    scenes.save(sim)

    assert 1 == len(scenes.document(sim)["windows"])
    assert "Saved default: 1 tab in 1 window" == messages(sim)[-1]
