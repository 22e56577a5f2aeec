"""What a save sees of windows, tabs and panes that lie oddly, and of what cannot come back."""

from __future__ import annotations

import pytest

from generator.simulator import Domain
from tests.flows import scenes
from tests.flows.scenes import document, saved_panes


def test_a_directory_on_another_machine_is_saved_with_that() -> None:
    """It is not looked for here."""
    sim = scenes.terminal(domains=(Domain("far", "ssh"),))
    sim.new_tab(domain="far")
    sim.run(400)
    sim.set_cwd("/srv/x", host="other.example")
    scenes.save(sim)

    assert [{"domain": "far", "cwd": "/srv/x", "cwd_host": "other.example"}] == saved_panes(sim)


def test_each_domain_is_asked_once_whether_it_can_be_opened_again() -> None:
    """However many panes are in it."""
    sim = scenes.terminal()
    scenes.columns(sim, 5)
    sim.trace.clear()
    scenes.save(sim)

    assert 1 == sim.trace.count("MuxDomain:is_spawnable")


def test_rectangles_that_no_splits_make_are_saved_as_the_nearest_and_said() -> None:
    """A window that was made too small for its panes leaves such."""
    sim = scenes.terminal()
    for number in range(6):
        sim.split("Right" if number % 2 else "Bottom", 3, sim.tab().panes[0])
    sim.resize_window(4, 3)
    sim.run(400)
    scenes.save(sim)
    (tab,) = document(sim)["windows"][0]["tabs"]

    assert tab["approximate"] is True
    assert 7 == len(tab["panes"])
    assert "the nearest splits are saved" in sim.toasts[-1].message


def test_splits_that_are_as_they_should_be_are_not_called_near() -> None:
    """Nothing is said about them."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    scenes.save(sim)

    assert "approximate" not in document(sim)["windows"][0]["tabs"][0]
    assert "Saved default: 1 tab in 1 window" == sim.toasts[-1].message


@pytest.mark.parametrize("size", [(150, 45), (230, 70), (150, 60), (200, 45)])
def test_a_zoomed_tab_is_saved_at_the_size_of_its_window(size: tuple[int, int]) -> None:
    """It keeps the rectangles of before; the others have followed."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    sim.split("Bottom", 20)
    sim.zoom()
    sim.new_tab()
    sim.split("Right", 30)
    sim.run(400)
    sim.resize_window(*size)
    sim.run(400)
    scenes.save(sim)
    zoomed, other = document(sim)["windows"][0]["tabs"]

    assert [size, size] == [(tab["cols"], tab["rows"]) for tab in (zoomed, other)]
    scenes.put_away(sim, "default")
    scenes.load(sim, "default")
    assert [size, size] == [(tab.cols, tab.rows) for tab in sim.window().tabs]


def test_a_tab_that_tells_a_wrong_size_is_saved_as_its_panes_lie() -> None:
    """A split at the top level leaves one behind (upstream #4686)."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    sim.lua("wezterm.mux.get_pane(...):split({ direction = 'Bottom', top_level = true })", 0)
    sim.run()
    assert 60 != sim.tab().rows
    scenes.save(sim)

    assert 60 == document(sim)["windows"][0]["tabs"][0]["rows"]


def test_a_zoomed_tab_whose_panes_the_window_cannot_hold_keeps_its_former_size() -> None:
    """None of its panes is lost."""
    sim = scenes.terminal()
    sim.split("Right", 99)
    sim.split("Bottom", 20)
    sim.split("Right", 40)
    sim.zoom()
    sim.resize_window(4, 3)
    sim.run(400)
    scenes.save(sim)
    (tab,) = document(sim)["windows"][0]["tabs"]

    assert (200, 60, "100 | 99 (39 / 20 (58 | 40))") == (tab["cols"], tab["rows"], tab["layout"])
    assert tab["zoomed"] is True


def test_of_a_tab_that_loses_panes_the_rest_closes_up_and_the_focus_stays() -> None:
    """In the first, a middle and the last place; the pane that is active keeps that."""
    gone = Domain("gone", "exec")
    sim = scenes.terminal(domains=(gone,))
    kept = sim.pane()
    sim.split("Right", 150, domain="gone")
    active = sim.split("Right", 100, domain="local")
    sim.split("Right", 40, domain="gone")
    sim.set_cwd("/home/user/a", kept)
    sim.set_cwd("/home/user/b", active)
    sim.focus(active)
    gone.kind = "overlay"
    scenes.save(sim)
    (tab,) = document(sim)["windows"][0]["tabs"]

    assert ["/home/user/a", "/home/user/b"] == [pane["cwd"] for pane in tab["panes"]]
    assert 2 == tab["active_pane"]
    assert 200 == tab["cols"]


def test_the_windows_are_saved_by_age_with_title_and_shown_tab() -> None:
    """Each with its own."""
    sim = scenes.terminal()
    sim.new_tab()
    sim.new_tab()
    sim.switch_tab(1)
    sim.lua("wezterm.mux.all_windows()[1]:set_title('first')")
    second = sim.new_window()
    sim.run(400)
    sim.lua("wezterm.mux.get_window(...):set_title('second')", second.id)
    scenes.save(sim)

    assert [("first", 2, 3), ("second", 1, 1)] == [
        (window["title"], window["active_tab"], len(window["tabs"]))
        for window in document(sim)["windows"]
    ]


def test_a_zoomed_pane_that_is_alone_is_saved_at_the_size_of_its_window() -> None:
    """Nothing about it is near only."""
    sim = scenes.terminal()
    sim.zoom()
    sim.resize_window(150, 45)
    sim.run(400)
    scenes.save(sim)
    (tab,) = document(sim)["windows"][0]["tabs"]

    assert (150, 45) == (tab["cols"], tab["rows"])
    assert "approximate" not in tab
    assert "Saved default: 1 tab in 1 window" == sim.toasts[-1].message


def test_panes_that_cannot_be_opened_again_are_left_out_and_said() -> None:
    """The others close up; the tab that held nothing else goes, and so does its window."""
    gone = Domain("gone", "exec")
    sim = scenes.terminal(domains=(gone,))
    left = sim.pane()
    sim.set_cwd("/home/user/left", left)
    sim.split("Right", 99, domain="gone")
    sim.split("Bottom", 20, left)
    sim.focus(left)
    sim.new_tab(domain="gone")
    sim.run(400)
    sim.show_error_window()
    sim.run(400)
    gone.kind = "overlay"
    scenes.save(sim)
    (window,) = document(sim)["windows"]
    (tab,) = window["tabs"]

    assert "39 / 20" == tab["layout"]
    assert ["/home/user/left", "/home/user/left"] == [pane["cwd"] for pane in tab["panes"]]
    assert 1 == tab["active_pane"]
    assert 1 == window["active_tab"]
    assert (
        "Saved default: 1 tab in 1 window. a pane of domain gone cannot be opened again"
        == sim.toasts[-1].message
    )


def test_where_nothing_can_be_opened_again_nothing_is_saved() -> None:
    """It is said, and what was saved before stays."""
    gone = Domain("gone", "exec")
    sim = scenes.terminal(domains=(gone,))
    scenes.save(sim)
    before = sim.state_files()
    shell = sim.pane()
    sim.new_tab(domain="gone")
    sim.close_pane(shell)
    sim.run(400)
    gone.kind = "overlay"
    scenes.expects(sim, log="there is nothing in it that could be opened again")
    scenes.save(sim)

    assert before == sim.state_files()
    assert (
        "default was not saved: there is nothing in it that could be opened again"
        == sim.toasts[-1].message
    )
