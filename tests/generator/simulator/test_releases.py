"""What release 20240203 does otherwise than later builds; seen in both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.simulator import Simulator
from generator.simulator.machine.settings import release_of

Make = Callable[..., Simulator]

RELEASES = ("stable", "nightly")


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("wezterm 20240203-110809-5046fc22", "stable"),
        ("wezterm 20230712-072601-f4abf8fd", "stable"),
        ("wezterm 20250223-062404-4ff581a8", "nightly"),
        ("unknown version", "nightly"),
    ],
)
def test_the_release_of_a_version(version: str, release: str) -> None:
    """Told by its date; what does not tell is taken for a later one."""
    assert release == release_of(version)


LOOK = """
local tab = wezterm.mux.get_tab(0)
local found = { tab:active_pane():pane_id() }
for _, pane in ipairs(tab:panes_with_info()) do
  found[#found + 1] = ("%d%s%s"):format(
    pane.pane:pane_id(), pane.is_active and " active" or "", pane.is_zoomed and " zoomed" or ""
  )
end
return found
"""


@pytest.mark.parametrize(
    ("release", "seen"),
    [("stable", [1, "0 active", "1 zoomed"]), ("nightly", [0, "0 active", "1"])],
)
def test_activating_beside_a_zoomed_pane(terminal: Make, release: str, seen: Any) -> None:
    """The release leaves the zoom, and moves the active place beneath it."""
    sim = terminal(release=release)
    sim.split()
    sim.zoom()
    sim.lua("wezterm.mux.get_pane(0):activate()")
    sim.run()

    assert seen == sim.lua(LOOK)


@pytest.mark.parametrize(("release", "active"), [("stable", "2 active"), ("nightly", "0 active")])
def test_splitting_to_the_left_after_it(terminal: Make, release: str, active: str) -> None:
    """The new pane takes the active place, and later builds give it back.

    They tell of the change of focus, which the window repeats; in the release the zoom hides it.
    """
    sim = terminal(release=release)
    sim.split()
    sim.zoom()
    code = """
    wezterm.mux.get_pane(0):activate()
    wezterm.mux.get_pane(0):split({ direction = "Left" })
    """
    sim.lua(code)

    assert active in sim.lua(LOOK)


@pytest.mark.parametrize(
    ("directory", "url", "path"),
    [
        ("/w/plain", "file:///w/plain", "/w/plain"),
        ("/w/naïve ☂", "file:///w/na%C3%AFve%20%E2%98%82", "/w/naïve ☂"),
        ("/w/per%cent", "file:///w/per%cent", "/w/per\udccent"),
        ("/w/a%zz", "file:///w/a%zz", "/w/a%zz"),
        ("/w/hash#q?x", "file:///w/hash#q?x", "/w/hash"),
        ("/w/back\\slash", "file:///w/back/slash", "/w/back/slash"),
        ("/w/trail ", "file:///w/trail", "/w/trail"),
        ('/w/<x>{y}`z"', "file:///w/%3Cx%3E%7By%7D%60z%22", '/w/<x>{y}`z"'),
        ("/w/a[b]|c^d", "file:///w/a[b]|c^d", "/w/a[b]|c^d"),
        ("/w/tab\tnew\nline", "file:///w/tabnewline", "/w/tabnewline"),
    ],
)
def test_pasted_directories(terminal: Make, directory: str, url: str, path: str) -> None:
    """The release pastes the path into a URL, where some characters mean something."""
    sim = terminal(release="stable")
    sim.set_cwd(directory)
    code = """
    local url = wezterm.mux.get_pane(0):get_current_working_dir()
    return tostring(url), url.file_path
    """

    assert (url, path) == sim.lua(code)


def test_a_program_beside_such_a_directory(terminal: Make) -> None:
    """It starts at home: what was decoded is no directory."""
    sim = terminal(release="stable")
    sim.set_cwd("/w/a#b")
    sim.lua("wezterm.mux.get_pane(0):split({ args = { 'vim' } })")

    assert "/home/user" == sim.mux.panes[1].cwd


@pytest.mark.parametrize("release", RELEASES)
def test_text_of_a_region(terminal: Make, release: str) -> None:
    """The release leaves out the last row, and so all of a single one."""
    sim = terminal(release=release)
    code = """
    local pane = wezterm.mux.get_pane(0)
    pane:inject_output("one\\r\\ntwo\\r\\n")
    return pane:get_text_from_region(0, 0, 10, 0), pane:get_text_from_region(0, 0, 2, 1)
    """

    assert (("", "one\n") if release == "stable" else ("one", "one\ntwo")) == sim.lua(code)


@pytest.mark.parametrize("release", RELEASES)
def test_when_a_process_was_started(terminal: Make, release: str) -> None:
    """The release tells something else in that field, the same for old and new."""
    sim = terminal(release=release)
    sim.run(1000)
    sim.split()
    code = """
    local function start(id)
      return wezterm.mux.get_pane(id):get_foreground_process_info().start_time
    end
    return start(0) < start(1)
    """

    assert (release == "nightly") == sim.lua(code)


@pytest.mark.parametrize("release", RELEASES)
def test_a_picker_over_a_picker(terminal: Make, release: str) -> None:
    """In the release its callback gets the pane of the picker that it has taken away."""
    lua = """
    local act, answered = wezterm.action, wezterm.action_callback(function(_, pane)
      wezterm.emit("told", pane:pane_id())
    end)
    wezterm.on("ask", function(window, pane)
      local choices = { { label = "a" } }
      window:perform_action(act.InputSelector({ action = answered, choices = choices }), pane)
    end)
    """
    sim = terminal(lua, release=release)
    for _ in range(2):
        sim.perform({"EmitEvent": "ask"})
        sim.run()
    sim.choose("a")
    sim.run()

    assert [(1 if release == "stable" else 0,)] == [
        args for name, args in sim.events if "told" == name
    ]
