"""What a pane shows: prompt, typed text, cursor, semantic zones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import Simulator

Make = Callable[..., Simulator]

LOOK = """
local pane = wezterm.mux.get_pane(0)
local cursor, zones = pane:get_cursor_position(), {}
for _, zone in ipairs(pane:get_semantic_zones()) do
  zones[#zones + 1] = ("%s %d,%d-%d,%d %q"):format(
    zone.semantic_type, zone.start_x, zone.start_y, zone.end_x, zone.end_y,
    pane:get_text_from_semantic_zone(zone)
  )
end
return cursor.x, cursor.y, zones
"""


@pytest.mark.parametrize(
    ("typed", "marked", "told"),
    [
        ("", True, (2, 0, ['Prompt 0,0-1,0 "$"'])),
        ("git st", True, (8, 0, ['Prompt 0,0-1,0 "$"', 'Input 2,0-7,0 "git st"'])),
        ("git st", False, (8, 0, ['Output 0,0-7,0 "$ git st"'])),
        (
            "sleep 3\r",
            True,
            (0, 1, ['Prompt 0,0-1,0 "$"', 'Input 2,0-8,0 "sleep 3"']),
        ),
        (
            "true\r",
            True,
            (2, 1, ['Prompt 0,0-1,0 "$"', 'Input 2,0-5,0 "true"', 'Prompt 0,1-1,1 "$"']),
        ),
        ("vim\r", True, (0, 0, {})),
    ],
)
def test_prompt_and_typed_text(terminal: Make, typed: str, marked: bool, told: object) -> None:
    """With shell integration prompt and input are zones; without, all is output."""
    sim = terminal(shell_integration=marked)
    sim.type(typed)

    assert told == sim.lua(LOOK)


def test_lines_wrap(terminal: Make) -> None:
    """A line longer than the pane goes on in the next row."""
    sim = terminal(cols=10, shell_integration=True)
    sim.type("0123456789")

    assert (2, 1, ['Prompt 0,0-1,0 "$"', 'Input 2,0-1,1 "01234567\\\n89"']) == sim.lua(LOOK)


def test_text_on_the_screen(sim: Simulator) -> None:
    """Output comes before the prompt; the last lines are those of the screen."""
    code = """
    local pane = wezterm.mux.get_pane(0)
    pane:inject_output("one\\r\\ntwo\\r\\n")
    return pane:get_lines_as_text(), pane:get_text_from_region(0, 1, 2, 1)
    """

    assert ("one\ntwo\n$", "two") == sim.lua(code)


def test_injected_directories(sim: Simulator) -> None:
    """OSC 7 in injected output is believed like a shell's, and an empty one takes it back."""
    code = """
    local pane = wezterm.mux.get_pane(0)
    pane:inject_output("\\27]7;file://host/a%20b\\27\\\\")
    local told = pane:get_current_working_dir().file_path
    local started = pane:split({ args = { "vim" }, cwd = "/elsewhere" })
    pane:inject_output("\\27]7;\\27\\\\")
    return told, started:pane_id(), pane:get_current_working_dir().file_path
    """
    sim.files.make_directory("/a b")

    assert ("/a b", 1, "/home/user/") == sim.lua(code)
    assert "/a b" == sim.mux.panes[1].cwd
