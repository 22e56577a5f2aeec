"""Windows, tabs, panes and workspaces of the multiplexer, as Lua drives them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.simulator import Domain, LuaFailure, Simulator, StoredPane

Make = Callable[..., Simulator]

AWAY = "local tab, pane, window = wezterm.mux.spawn_window({ workspace = 'away', %s })\n"


def test_spawn_window_at_a_size(sim: Simulator) -> None:
    """Width and height together give the size; the window is in its workspace, out of sight."""
    sim.lua(AWAY % "width = 120, height = 40")
    sim.run()
    (window,) = sim.windows("away")

    assert [(0, 0, 120, 40)] == window.tabs[0].rects()
    assert 1 == len(sim.gui_windows())


@pytest.mark.parametrize("size", ["width = 80.0, height = 24", "width = '80', height = 24"])
def test_spawn_sizes_are_integers(sim: Simulator, size: str) -> None:
    """A float or a text is refused as a size."""
    with pytest.raises(LuaFailure, match="usize"):
        sim.lua(AWAY % size)


def test_spawn_window_needs_a_table(sim: Simulator) -> None:
    """Without an argument it raises."""
    with pytest.raises(LuaFailure, match="SpawnWindow"):
        sim.lua("wezterm.mux.spawn_window()")


def test_a_new_tab_takes_the_active_tabs_size(sim: Simulator) -> None:
    """`spawn_tab` takes the size of the active tab, goes last, and becomes active."""
    sim.lua(AWAY % "width = 100, height = 30" + "window:spawn_tab({})")
    (window,) = sim.windows("away")

    assert [tab.rects() for tab in window.tabs] == [[(0, 0, 100, 30)]] * 2
    assert 1 == window.active_index


def test_split_sizes(sim: Simulator) -> None:
    """A whole number is the new pane's cells; a fraction is a whole percent."""
    sim.lua("wezterm.mux.get_pane(0):split({ direction = 'Right', size = 30 })")

    assert [(0, 0, 49, 24), (50, 0, 30, 24)] == sim.tab().rects()

    sim.lua("wezterm.mux.get_pane(0):split({ direction = 'Top', size = 0.25 })")

    assert [(0, 0, 49, 6), (0, 7, 49, 17), (50, 0, 30, 24)] == sim.tab().rects()


def test_a_failed_split_leaks_a_pane(sim: Simulator) -> None:
    """Too little room raises after the program was started: it lives on, in no tab."""
    with pytest.raises(LuaFailure, match="No space for split!"):
        sim.lua("wezterm.mux.get_pane(0):split({ size = 200 })")

    (leaked,) = sim.leaked_panes()
    assert (None, None) == sim.lua("local p = wezterm.mux.get_pane(1) return p:tab(), p:window()")
    assert ["-bash"] == leaked.programs[0].argv
    assert 2 == sim.lua("return wezterm.mux.get_pane(0):split({ size = 10 }):pane_id()")


def test_an_unknown_direction_is_refused(sim: Simulator) -> None:
    """`Up` is a direction of the keyboard, not of `split`."""
    with pytest.raises(LuaFailure, match="Up"):
        sim.lua("wezterm.mux.get_pane(0):split({ direction = 'Up' })")


def test_unknown_workspaces_are_refused(sim: Simulator) -> None:
    """`set_active_workspace` raises unless some window is there."""
    with pytest.raises(LuaFailure, match='"nowhere" is not an existing workspace'):
        sim.lua("wezterm.mux.set_active_workspace('nowhere')")


def test_all_windows_come_in_random_order(sim: Simulator) -> None:
    """The order of `all_windows` means nothing."""
    sim.lua("for _ = 1, 5 do wezterm.mux.spawn_window({ workspace = 'away' }) end")
    code = """
    local ids = {}
    for _, window in ipairs(wezterm.mux.all_windows()) do ids[#ids + 1] = window:window_id() end
    return ids
    """
    orders = {tuple(sim.lua(code)) for _ in range(20)}

    assert len(orders) > 1
    assert {(0, 1, 2, 3, 4, 5)} == {tuple(sorted(order)) for order in orders}


# Where programs start.


@pytest.fixture
def inside(sim: Simulator) -> Simulator:
    """Give a terminal whose active pane is in /work, with /other beside it."""
    sim.set_cwd("/work")
    sim.files.make_directory("/other")
    return sim


def new_cwd(sim: Simulator, code: str) -> str | None:
    """Directory of the newest pane after running `code`."""
    sim.lua(code)
    return sim.mux.panes[max(sim.mux.panes)].cwd


def test_cwd_without_args(inside: Simulator) -> None:
    """A directory alone is obeyed."""
    assert "/other" == new_cwd(inside, "wezterm.mux.get_pane(0):split({ cwd = '/other' })")


def test_cwd_loses_with_args(inside: Simulator) -> None:
    """With `args` the active pane's directory wins, for splits and tabs (a bug of the host)."""
    split = "wezterm.mux.get_pane(0):split({ cwd = '/other', args = { 'top' } })"
    tab = "wezterm.mux.get_window(0):spawn_tab({ cwd = '/other', args = { 'top' } })"

    assert "/work" == new_cwd(inside, split)
    assert "/work" == new_cwd(inside, tab)


def test_cwd_is_obeyed_by_spawn_window(inside: Simulator) -> None:
    """A new window has no source pane, so there the directory stands."""
    code = "wezterm.mux.spawn_window({ cwd = '/other', args = { 'top' } })"

    assert "/other" == new_cwd(inside, code)


def test_no_cwd_inherits(inside: Simulator) -> None:
    """Without a directory the source pane's is taken; a new window starts at home."""
    assert "/work" == new_cwd(inside, "wezterm.mux.get_pane(0):split({})")
    assert "/home/user" == new_cwd(inside, "wezterm.mux.spawn_window({})")


def test_a_missing_cwd_becomes_home(inside: Simulator) -> None:
    """A directory that can't be listed is dropped: the shell starts at home."""
    assert "/home/user" == new_cwd(inside, "wezterm.mux.get_pane(0):split({ cwd = '/gone' })")

    inside.files.set_mode("/other", readable=False)

    assert "/home/user" == new_cwd(inside, "wezterm.mux.get_pane(0):split({ cwd = '/other' })")


def test_environment_needs_args(sim: Simulator) -> None:
    """Variables are dropped without `args`."""
    sim.lua("wezterm.mux.spawn_window({ set_environment_variables = { A = '1' } })")
    sim.lua(
        "wezterm.mux.spawn_window({ args = { 'sh' }, set_environment_variables = { A = '1' } })"
    )

    assert "A" not in sim.mux.panes[1].env
    assert "1" == sim.mux.panes[2].env["A"]
    assert "2" == sim.mux.panes[2].env["WEZTERM_PANE"]


def test_empty_args_are_the_login_shell(terminal: Make) -> None:
    """`args = {}` runs the login shell, not `default_prog`."""
    sim = terminal(result="{ default_prog = { 'fish' } }")
    sim.lua("wezterm.mux.spawn_window({ args = {} }) wezterm.mux.spawn_window({})")

    assert [["fish"], ["-bash"], ["fish"]] == [pane.argv for pane in sim.mux.panes.values()]


# Domains.


def test_unknown_domains_are_named(sim: Simulator) -> None:
    """An unknown domain raises and the known ones are listed."""
    with pytest.raises(LuaFailure, match=r'"nope" is invalid\. Possible names are "local"'):
        sim.lua("wezterm.mux.spawn_window({ domain = { DomainName = 'nope' } })")


def test_dialog_domains_cannot_be_spawned_into(sim: Simulator) -> None:
    """The domain of message windows is not spawnable; its panes say so by name."""
    pane = sim.show_error_window()
    code = """
    local name = wezterm.mux.get_pane(...):get_domain_name()
    return name, wezterm.mux.get_domain(name):is_spawnable()
    """

    assert ("TermWizTerminalDomain", False) == sim.lua(code, pane.id)


def test_remote_panes_say_little(terminal: Make) -> None:
    """Panes of a remote multiplexer have a directory, but no process and no terminal device."""
    sim = terminal(domains=(Domain("dev", "client"),))
    code = """
    local _, pane = wezterm.mux.spawn_window({ domain = { DomainName = "dev" }, cwd = "/srv/x" })
    return pane:get_foreground_process_name(), pane:get_foreground_process_info(),
      pane:get_tty_name(), tostring(pane:get_current_working_dir()), pane:get_domain_name()
    """

    assert (None, None, None, "file://dev/srv/x", "dev") == sim.lua(code)


def test_remote_spawning_suspends(terminal: Make) -> None:
    """It takes the network's time, and other handlers run in between."""
    sim = terminal(domains=(Domain("dev", "client", delay_ms=40),))
    sim.trace.clear()
    before = sim.clock.now_ms

    sim.lua("wezterm.mux.spawn_window({ domain = { DomainName = 'dev' } })")

    assert 2 == len(sim.trace.slices)
    assert sim.clock.now_ms - before >= 40


def test_attaching_imports_what_is_there(terminal: Make) -> None:
    """A detached domain brings all its windows along when something is spawned into it."""
    dev = Domain("dev", "client", is_attached=False, stored=[StoredPane("w", "t", "/a")])
    sim = terminal(domains=(dev,))

    sim.lua("wezterm.mux.get_domain('dev'):attach()")

    assert [("w", "/a")] == [(w.workspace, w.tabs[0].panes[0].cwd) for w in sim.windows("w")]


def test_a_failing_domain_raises(terminal: Make) -> None:
    """What the connection says reaches Lua as an error."""
    sim = terminal(domains=(Domain("dev", "client", fails="connection refused"),))

    with pytest.raises(LuaFailure, match="connection refused"):
        sim.lua("wezterm.mux.spawn_window({ domain = { DomainName = 'dev' } })")
    sim.run()

    assert 1 == len(sim.windows(sim.workspace))


# Closing.


def test_removing_the_last_pane_removes_tab_and_window(sim: Simulator) -> None:
    """Pane, tab, window, and at last the program itself go."""
    sim.lua(AWAY % "")
    sim.close_pane(sim.windows("away")[0].tabs[0].panes[0])
    sim.run()

    assert ["default"] == sim.workspaces()
    assert sim.running

    sim.close_pane()
    sim.run()

    assert not sim.running


def test_the_tab_before_becomes_active(sim: Simulator) -> None:
    """Closing the active last tab shows the one before it."""
    sim.new_tab()
    sim.new_tab()

    sim.close_tab()

    assert (2, 1) == (len(sim.window().tabs), sim.window().active_index)


def test_the_last_used_tab_if_wanted(terminal: Make) -> None:
    """With `switch_to_last_active_tab_when_closing_tab` it is the one used before."""
    sim = terminal(result="{ switch_to_last_active_tab_when_closing_tab = true }")
    sim.new_tab()
    sim.new_tab()
    sim.switch_tab(0)
    sim.switch_tab(2)

    sim.close_tab()

    assert 0 == sim.window().active_index


def test_nothing_is_pruned_during_startup(terminal: Make) -> None:
    """While `gui-startup` runs, panes whose program has ended stay listed."""
    sim = terminal("""
    wezterm.on("gui-startup", function()
      local tab, pane = wezterm.mux.spawn_window({})
      local second = pane:split({})
      second:send_text("exit\\r")
      wezterm.sleep_ms(100)
      wezterm.GLOBAL.during = #tab:panes()
    end)
    """)

    assert 2 == sim.lua("return wezterm.GLOBAL.during")
    assert 1 == len(sim.tab().panes)


def test_moving_a_pane_out(sim: Simulator) -> None:
    """A pane moved to a tab of its own takes the tab's size; the tab is not made active."""
    sim.split("Right", 30)

    sim.lua("wezterm.mux.get_pane(1):move_to_new_tab()")

    assert [tab.rects() for tab in sim.window().tabs] == [[(0, 0, 80, 24)]] * 2
    assert 0 == sim.window().active_index


def test_moving_the_only_pane_of_a_window_to_a_tab(sim: Simulator) -> None:
    """The new tab is there before the old one goes: the window stays."""
    window = sim.window()

    sim.lua("wezterm.mux.get_pane(0):move_to_new_tab()")
    sim.run()

    assert [window] == sim.windows()
    assert [[0]] == [[pane.id for pane in tab.panes] for tab in window.tabs]


@pytest.mark.parametrize("workspace", [None, "default", "other"])
def test_moving_a_pane_to_a_window(sim: Simulator, workspace: str | None) -> None:
    """In the active workspace unless another is named; the tab is as large as the old one."""
    sim.split("Right", 30)

    sim.lua("wezterm.mux.get_pane(1):move_to_new_window(...)", workspace)
    sim.run()
    old, new = sim.windows()

    assert (workspace or "default") == new.workspace
    assert [(0, 0, 80, 24)] == new.tabs[0].rects() == old.tabs[0].rects()
    assert (1, 0) == (new.tabs[0].panes[0].id, new.active_index)
    assert old.tabs[0].tree.size == new.tabs[0].tree.size
    assert old.tabs[0].dpi == new.tabs[0].dpi


def test_moving_the_only_pane_of_a_tab_to_a_window(sim: Simulator) -> None:
    """The tab is gone at once; the pane lives on."""
    sim.new_tab()

    sim.lua("wezterm.mux.get_pane(1):move_to_new_window()")

    assert [[[0]], [[1]]] == [
        [[pane.id for pane in tab.panes] for tab in window.tabs] for window in sim.windows()
    ]
    assert not sim.leaked_panes()


def test_moving_the_only_pane_of_a_window_to_a_window(sim: Simulator) -> None:
    """The old window is listed without a tab until the clean-up that follows a new window."""
    windows = sim.lua("""
    local _, made = wezterm.mux.get_pane(0):move_to_new_window()
    local counts = {}
    for _, window in ipairs(wezterm.mux.all_windows()) do
      counts[#counts + 1] = #window:tabs()
    end
    return counts
    """)
    sim.run()

    assert [0, 1] == windows
    assert [[[0]]] == [[[p.id for p in tab.panes] for tab in w.tabs] for w in sim.windows()]
    assert [window.id for window in sim.windows()] == [gui.mux_id for gui in sim.gui_windows()]


def test_a_pane_in_no_window_is_moved_nowhere(sim: Simulator) -> None:
    """It is refused before a window is made."""
    with pytest.raises(LuaFailure, match="No space for split!"):
        sim.lua("wezterm.mux.get_pane(0):split({ size = 200 })")
    (leaked,) = sim.leaked_panes()
    with pytest.raises(LuaFailure, match=f"pane {leaked.id} not found"):
        sim.lua("wezterm.mux.get_pane(...):move_to_new_window()", leaked.id)

    assert 1 == len(sim.windows())


@pytest.mark.parametrize(
    "code",
    [
        "wezterm.mux.get_pane(0):split({ cwd = ... })",
        "wezterm.mux.spawn_window({ cwd = ... })",
        "wezterm.mux.spawn_window({ workspace = ... })",
        "wezterm.mux.all_windows()[1]:spawn_tab({ cwd = ... })",
        "wezterm.mux.all_windows()[1]:set_title(...)",
        "wezterm.mux.get_tab(0):set_title(...)",
        "wezterm.mux.get_pane(0):send_text(...)",
        "wezterm.mux.rename_workspace('default', ...)",
        "wezterm.gui.gui_windows()[1]:toast_notification('title', ...)",
        "wezterm.read_dir(...)",
    ],
)
def test_text_that_is_not_utf8_is_refused(sim: Simulator, code: str) -> None:
    """While the arguments are converted: nothing has happened."""
    with pytest.raises(LuaFailure, match="invalid utf-8"):
        sim.lua(code, "/d\udcff")

    assert 1 == len(sim.windows())
    assert 1 == len(sim.tab().panes)
