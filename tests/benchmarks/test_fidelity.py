"""What came back is compared without mercy, and matched with some."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.samples.fidelity import (
    Seen,
    SeenTab,
    SeenWindow,
    compare,
    compare_tabs,
    proportional,
)

LEFT, RIGHT = (0, 0, 49, 40), (50, 0, 50, 40)


def tab(*rects: tuple[int, int, int, int], title: str = "one", **more: object) -> SeenTab:
    """Return a tab with these rectangles in 100x40 cells."""
    base = SeenTab(
        size=(100, 40),
        rects=rects,
        active_pane=0,
        title=title,
        cwds=("/home/user",) * len(rects),
        programs=(None,) * len(rects),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def workspace(*tabs: SeenTab, active: int = 0) -> Seen:
    """Return a workspace of one window."""
    return Seen((SeenWindow(tabs, active),))


def test_the_same_is_exact() -> None:
    """Nothing lost, nothing extra, no cell off, everything right."""
    seen = workspace(tab(LEFT, RIGHT), tab(LEFT, RIGHT, title="two"))

    found = compare(seen, seen)

    assert found.is_exact
    assert (2, 4, 0) == (found.exact_tabs, found.panes, found.cells_off)
    assert (2, 2, 4) == (found.focus_right, found.titles_right, found.cwds_right)
    assert 1 == found.windows_right


def test_one_cell_off_is_not_exact() -> None:
    """The divider moved by one: a column of cells has another owner."""
    found = compare_tabs(tab(LEFT, RIGHT), tab((0, 0, 48, 40), (49, 0, 51, 40)))

    assert 0 == found.exact_tabs
    assert 40 == found.cells_off


def test_a_lost_pane_loses_its_cells() -> None:
    """What the missing pane had is off."""
    found = compare_tabs(tab(LEFT, RIGHT), tab((0, 0, 100, 40)))

    assert 1 == found.panes_lost
    assert found.cells_off == 50 * 40


def test_a_missing_tab_is_all_lost() -> None:
    """Nothing of it is right."""
    found = compare(workspace(tab(LEFT, RIGHT), tab(LEFT, RIGHT)), workspace(tab(LEFT, RIGHT)))

    assert 2 == found.panes_lost
    assert 1 == found.exact_tabs


def test_a_tab_that_stayed_in_front_is_extra_and_moves_nobody() -> None:
    """The shell that was there before is one pane too many; the others are matched after it."""
    before = workspace(tab(LEFT, RIGHT), tab((0, 0, 100, 40), title="two"), active=1)
    stayed = tab((0, 0, 100, 40), title="")
    after = workspace(stayed, *before.windows[0].tabs, active=2)

    found = compare(before, after)

    assert 2 == found.exact_tabs
    assert 1 == found.panes_extra
    assert 1 == found.windows_right
    assert not found.is_exact


def test_leaked_panes_and_further_windows_are_extra() -> None:
    """Also what is shown nowhere."""
    before = workspace(tab(LEFT, RIGHT))
    after = Seen((*before.windows, SeenWindow((tab((0, 0, 100, 40)),), 0)), leaked=3)

    assert 4 == compare(before, after).panes_extra


@pytest.mark.parametrize(("shift", "exact"), [(0, 1), (1, 1), (-1, 1), (2, 0)])
def test_another_size_allows_one_cell(shift: int, exact: int) -> None:
    """Each edge within a cell of its proportional place."""
    before = tab(LEFT, RIGHT)
    wanted = proportional(LEFT, (100, 40), (60, 40))
    width = wanted[2] + shift
    after = replace(tab((0, 0, width, 40), (width + 1, 0, 59 - width, 40)), size=(60, 40))

    found = compare_tabs(before, after)

    assert exact == found.exact_tabs


def test_programs_count_where_there_was_one() -> None:
    """An idle shell that stays idle is no program that came back."""
    ran = tab(LEFT, RIGHT, programs=(("vim", "read me.txt"), None))
    split = tab(LEFT, RIGHT, programs=(("vim", "read", "me.txt"), None))

    assert 1 == compare_tabs(ran, ran).programs_right
    assert 1 == compare_tabs(ran, split).programs
    assert 0 == compare_tabs(ran, split).programs_right
