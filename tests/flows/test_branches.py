"""Git branches: kept with each pane, and told when another one is checked out at a load."""

from __future__ import annotations

import json
from typing import Any

from generator.simulator import Simulator
from tests.flows import scenes
from tests.flows.hands import messages

MISMATCH = "wezterm-sessions.git.branch_mismatch"
REPO = "/home/user/api"


def check_out(sim: Simulator, branch: str, repo: str = REPO) -> None:
    """Have a branch checked out in a repository, which is made if it is not there."""
    sim.files.make_directory(f"{repo}/.git")
    sim.files[f"{repo}/.git/HEAD"] = f"ref: refs/heads/{branch}\n".encode()


def terminal(options: dict[str, Any] | None = None) -> Simulator:
    """Return a terminal with a workspace in a repository: two panes in it, one outside."""
    sim = scenes.terminal(options)
    check_out(sim, "main")
    sim.files.make_directory(f"{REPO}/src/deep")
    sim.switch_workspace(scenes.WORKSPACE)
    sim.run()
    sim.set_cwd(REPO)
    sim.set_cwd(f"{REPO}/src/deep", sim.split("Right", 99))
    sim.set_cwd("/home/user", sim.split("Bottom", 20))
    return sim


def saved_panes(sim: Simulator) -> list[dict[str, str]]:
    """Return the panes of the saved document."""
    (text,) = [data for path, data in sim.state_files().items() if path.endswith(".json")]
    panes: list[dict[str, str]] = json.loads(text)["windows"][0]["tabs"][0]["panes"]
    return panes


def mismatches(sim: Simulator) -> list[tuple[object, ...]]:
    """Return the arguments of the events that were emitted."""
    return [args for name, args in sim.events if name == MISMATCH]


def test_the_branch_of_each_pane_is_saved() -> None:
    """That of the repository it is in; none outside of one."""
    sim = terminal()
    scenes.save(sim)
    facts = [(pane.get("git_repo"), pane.get("git_branch")) for pane in saved_panes(sim)]

    assert [(REPO, "main"), (REPO, "main"), (None, None)] == facts


def test_no_program_is_started_and_every_file_is_read_once() -> None:
    """However many panes share a repository: the terminal must not wait."""
    sim = terminal()
    for _ in range(6):
        sim.set_cwd(f"{REPO}/src/deep", sim.split("Right", 4, sim.pane(0)))
    sim.run(2000)
    sim.trace.clear()
    scenes.save(sim)
    heads = [call for call in sim.trace.calls if f"{REPO}/.git/HEAD" in map(str, call.args)]

    assert 1 == len(heads)
    assert not [argv for argv in sim.children if "git" in argv[0]]


def test_a_pane_on_another_machine_has_no_branch() -> None:
    """Its path means nothing here, even if there is such a directory."""
    sim = terminal()
    sim.set_cwd(REPO, sim.pane(0), host="elsewhere")
    scenes.save(sim)
    facts = [(pane.get("cwd_host"), pane.get("git_branch")) for pane in saved_panes(sim)]

    assert [("elsewhere", None), (None, "main"), (None, None)] == facts


def test_another_branch_is_told_once_per_repository() -> None:
    """By an event for scripts and a line for the user, before the load is said to be over."""
    sim = terminal()
    scenes.save(sim)
    scenes.put_away(sim)
    check_out(sim, "fix/login")
    scenes.load(sim)
    change = {"repo": REPO, "saved_branch": "main", "current_branch": "fix/login"}
    names = [name for name, _ in sim.events]

    assert [(scenes.WORKSPACE, [change])] == mismatches(sim)
    assert names.index(MISMATCH) < names.index("wezterm-sessions.load.end")
    assert "Git: api was on main, is on fix/login" in messages(sim)


def test_the_same_branch_is_not_told() -> None:
    """Nor is a repository that is gone."""
    sim = terminal()
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.load(sim)

    assert [] == mismatches(sim)

    sim.lua("wezterm.mux.rename_workspace(..., 'again')", scenes.WORKSPACE)
    del sim.files[f"{REPO}/.git/HEAD"]
    scenes.load(sim)

    assert [] == mismatches(sim)


def test_the_warning_can_be_turned_off() -> None:
    """`git_branch_warn = false` had no effect in an earlier version."""
    sim = terminal({"git_branch_warn": False})
    scenes.save(sim)
    scenes.put_away(sim)
    check_out(sim, "fix/login")
    scenes.load(sim)

    assert [] == mismatches(sim)
    assert not any(toast.message.startswith("Git:") for toast in sim.toasts)


def test_many_changes_make_one_short_line() -> None:
    """Three are named, the others counted."""
    sim = terminal()
    repos = [f"/home/user/r{number}" for number in range(5)]
    for repo in repos:
        check_out(sim, "main", repo)
        sim.set_cwd(repo, sim.split("Right", 4, sim.pane(0)))
    scenes.save(sim)
    scenes.put_away(sim)
    for repo in repos:
        check_out(sim, "next", repo)
    scenes.load(sim)
    (line,) = [toast.message for toast in sim.toasts if toast.message.startswith("Git:")]

    assert 3 == line.count("was on main")
    assert line.endswith("; 2 more")
    assert 5 == len(mismatches(sim)[0][1])  # type: ignore[arg-type]
