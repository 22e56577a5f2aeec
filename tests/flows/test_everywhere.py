"""What is saved comes back: on any platform, in any domain, in windows of any sizes, all at once.

The scenes are drawn: platform, domains, sizes, numbers of windows and workspaces, programs, and the
way in which the sessions are loaded.
"""

from __future__ import annotations

import random
from typing import Any, Final

import pytest

from generator.simulator import Domain, Simulator
from generator.simulator.machine.domains import Kind
from tests.flows import scenes
from tests.flows.starts import restarted, views
from tests.strategies import random_layout

ROOMS = ("space",)
"""Rooms whose doings are seen here."""

KINDS: Final[dict[str, Kind]] = {
    "unix": "client",
    "SSH:build host": "ssh",
    "WSL:Ubuntu": "wsl",
    "box": "exec",
}
"""Domains by name."""

SIZES: Final = ((200, 60), (150, 45), (97, 31), (240, 70))
"""Of the first window of a workspace, of the second, and so on."""

PROGRAMS: Final = (["vim", "a b.txt"], ["htop"], ["less", "größe"])


def domains() -> tuple[Domain, ...]:
    """Return one of each kind."""
    return tuple(Domain(name, kind) for name, kind in KINDS.items())


def drawn(chance: random.Random, options: dict[str, Any], **settings: Any) -> Simulator:
    """Return a terminal with a few workspaces of a few windows each."""
    sim = scenes.terminal(
        options,
        platform=chance.choice(["linux", "macos", "windows"]),
        domains=domains(),
        **settings,
    )
    for number in range(chance.randrange(1, 4)):
        if number:
            scenes.go_to(sim, f"w{number}/\xe4")
        for place in range(chance.randrange(1, 4)):
            if place:
                sim.new_window(workspace=sim.workspace)
                sim.run(400)
                sim.focus_window(sim.gui_windows()[-1])
            sim.resize_window(*SIZES[place])
            sim.run(400)
            fill(sim, chance, chance.randrange(1, 4))
    return sim


def fill(sim: Simulator, chance: random.Random, tabs: int) -> None:
    """Give the focused window so many tabs, of panes in several domains."""
    directories = scenes.directories(sim)
    for _ in range(tabs - 1):
        sim.new_tab(domain=chance.choice(["local", "local", *KINDS]))
        sim.run(400)
    for tab in scenes.shown_window(sim).tabs:
        tree = random_layout(chance.randrange(1, 6), tab.cols, tab.rows, chance).tree
        sim.layout(scenes.as_layout(tree), tab)
        widest = max(tab.panes, key=lambda pane: pane.cols)
        if widest.cols > 20:
            sim.split("Right", 7, widest, domain=chance.choice(["local", *KINDS]))
        for pane in tab.panes:
            sim.set_cwd(chance.choice(directories), pane)
        local = [pane for pane in tab.panes if pane.domain.name == "local"]
        if local and sim.settings.platform != "windows":
            sim.run_program(chance.choice(PROGRAMS), chance.choice(local))
        sim.rename_tab(chance.choice(["", "größe 1"]), tab)
        sim.focus(chance.choice(tab.panes))
        sim.run(20)
    sim.switch_tab(chance.randrange(tabs))
    sim.run(200)


@pytest.mark.parametrize("seed", range(24))
def test_whatever_was_open_comes_back(seed: int) -> None:
    """After a restart, by the key or by itself: cells, domains, directories and programs."""
    chance = random.Random(seed)
    by_itself = chance.random() < 0.3
    options = {"restore_on_startup": "last" if by_itself else "off"}
    sim = drawn(chance, options | {"lazy": chance.choice(["background", "off"])}, cols=200, rows=60)
    before = views(sim)
    scenes.save_all(sim)
    restarted(sim)
    for name, view in before.items():
        if by_itself:
            sim.switch_workspace(name)
        else:
            scenes.load(sim, name)
        sim.run(4000)

        assert view == scenes.view(sim, name)
    assert set(before) == set(sim.workspaces())


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("panes", [1, 2])
def test_a_workspace_of_another_domain_alone_is_shown(name: str, panes: int) -> None:
    """In its own workspace, though a multiplexer elsewhere opens windows in the active one."""
    sim = scenes.terminal(domains=domains(), cols=200, rows=60)
    scenes.go_to(sim, "far")
    here = sim.pane()
    sim.new_tab(domain=name)
    sim.close_pane(here)
    sim.run(400)
    if panes > 1:
        sim.split("Right", 50)
    scenes.save(sim)
    before = scenes.view(sim, "far")
    scenes.load_anew(sim, "far")

    assert "far" == sim.workspace
    assert before == scenes.view(sim, "far")
    assert 1 == len(sim.windows("default"))
    assert 1 == len(sim.gui_windows())
