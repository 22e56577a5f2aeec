r"""The simulated WezTerm: a model in Python, seen by the plugin through objects as WezTerm's.

In:    the plugin (`plugin/init.lua` and the files beside it), a configuration text, a disk, a size.
Out:   a terminal that presses keys, shows pickers, ticks a clock, and answers questions.
Never: sleeps in real time, touches the real disk (but to read the plugin), or starts a process.

A test reads like this:

    sim = Simulator("dist/plugin/init.lua", config={"lazy": "off"}, cols=200, rows=60)
    sim.start()                         # evaluates the configuration, opens the default window
    sim.split("Right", 99)              # the user splits the active pane
    sim.press("s", "ALT"); sim.run()    # a key of the evaluated configuration, then until idle
    sim.restart()                       # a new process: GLOBAL and panes gone, the disk stays
    sim.press("l", "ALT"); sim.run()
    sim.choose("default"); sim.run()    # an entry of the picker, by label, id, part or place
    assert sim.tab().rects() == [(0, 0, 100, 60), (101, 0, 99, 60)]
    assert not sim.errors and not sim.swallowed_errors

**Making one.** `Simulator(plugin, *, disk=None, files=None, **settings)`; the settings and what
they mean are the fields of `Settings` (machine/settings.py). `files`: path -> text or bytes, on the
disk from the start; `disk`: another machine's disk. `Simulator.config_text(options, extra)` makes
the text of a configuration, `extra` being Lua lines as
`config.hide_tab_bar_if_only_one_tab = true`.

**Life.** `start()` (a `gui-startup` or `mux-startup` handler of the configuration runs before the
default window opens); `start(args=["vim"], cwd="/work", domain="dev", workspace="w")` is
`wezterm start` with a command line; `run()` until nothing is due within 250 ms (at most 30 s),
`run(ms)` that many virtual milliseconds, `step()` one callback; `reload()`;
`restart(**changed_settings)`; `kill()`; `running`. `beside(**changed_settings)` is another WezTerm
on the same machine, to be started: disk, clock and process table are shared, and both run.

**Programs.** Type what a user types, `sim.type("sleep 300 &\r", pane)`: machine/shell.py tells what
a shell here understands (jobs behind and stopped, `set +m`, pipelines, scripts on the disk).
`run_program(argv, full_screen=, is_foreign=)` starts one without typing, `exit_program(pane, name)`
ends one, `replace_program(name)` and `files.remove(path)` give ` (deleted)`. With `exec_ms=4`
a new process is a copy of WezTerm for that long, as in the real terminal; the usual is 0.

**Lua.** `lua(code, *args)` runs code as an event handler would run (`wezterm` and `plugin` are at
hand, the arguments are `...`; it may suspend) and gives one result bare, several as a tuple, none
as None; an error raises `LuaFailure`. `call("save", {...})` is `plugin.save({...})`.
`start_lua(code)` only queues it. Strings are `str` (any bytes, by surrogateescape), tables are
lists or dicts (an empty table is a dict), objects of the terminal are `Pane`, `Tab`, `Window`,
`GuiWindow`.

**The user** acts on the focused window's active tab and pane unless told otherwise (user.py):
press, perform, choose, answer, cancel, confirm · split, layout (a whole tree at once), type,
run_program, exit_program, set_cwd, set_title, set_user_var, close_pane, focus, zoom, adjust ·
new_tab, close_tab, switch_tab, move_tab, rename_tab · resize_window, new_window, close_window,
focus_window, switch_workspace, show_error_window, edit_config. Call `run()` after. A configuration
that fails when it is reloaded shows the error window as well.

**What is there.** `windows(workspace=None)`, `window(i)`, `tab(i)`, `pane(i)` (places from 0;
without one: the active), `gui_windows()`, `gui`, `workspace`, `workspaces()`, `config`,
`leaked_panes()`.
`Window`: id, title, workspace, tabs, active_tab, active_index. `Tab`: id, title, cols, rows, panes
(tree order), rects(), active_pane, active_index, zoomed. `Pane`: id, domain, title, cwd, argv,
programs, sent (texts from Lua), typed (lines that a shell ran), user_vars, env, cols, rows, tab,
dead. `GuiWindow`: cols, rows, bar_rows, overlay, mux_id, config. `overlay`: kind, title,
description, choices, labels.
What happened: `toasts`, `right_status`, `logs` (level, text), `events` (name, arguments given to
`wezterm.emit`), `performed` (key assignments), `children` (child processes).
What went wrong: `errors` (place, message and trace): whatever a handler of an event, a callback of
an overlay or of a key raises, under its event's name; a key assignment that can't be performed, as
`key assignment`; a reload that fails, as `configuration`. `swallowed_errors`: what a timer raises,
which the real terminal tells nobody. `logs` has what Lua logs itself: `print`, `wezterm.log_*`, so
also what a plugin catches and logs. Lua shortens long paths; here they are written out, as files of
`files`. A test that expects quiet looks at all three.

**Disk.** `files`: a mapping path -> bytes (machine/files.py: under, make_directory, set_mode,
free_bytes, sync); `state_files()`: those of the plugin's data directory; `commands`: child
processes by name.

**Time and cost.** `clock.now_ms`; `trace.calls` (name, args, slice, at_ms, at_load),
`trace.count(name)` (`MuxPane:split`, `split`, or a prefix such as `File:`), `trace.counts()`,
`trace.slices` (duration_ms, calls, at_load), `trace.longest_slice_ms`, `trace.clear()`. `meter`
(instructions, bytes, host_calls) with `meter=True`; `coverage` (lines run, by chunk name) with
`coverage=True`.

**Faults.** `faults.fail_call(k, kind)`: the k-th call from now (1-based) to which `kind` applies
fails as `throw`, `nil`, `short_write`, `no_space_left`, `rename_fails`, `pane_gone`, `no_space`,
`no_terminal` or `reload`; `faults.hit` tells whether it struck, `faults.seen` how many calls it
looked at.
`faults.crash_at(k, "before" | "after")`: the k-th file operation raises `Crashed`; then
`restart(lost="nothing" | "unsynced" | "torn", torn_bytes=n)` goes on with the surviving disk.

**Errors.** `HostHang` (a resize that never ends), `HostDeadlock` (spawning while the configuration
is evaluated), `BudgetExceeded` (too many instructions in one slice), `Crashed`, `LuaFailure`,
`ConfigFailure`, `NothingToAnswer`. Those that stop the process are raised by whatever runs it.

**The house**, from the ground up: each wing stands on those before it, and knows none after it.

    tree/         the split tree of one tab, with the host's own arithmetic
    errors        what may go wrong
    machine/      what the terminal stands on: settings, disk, clock, programs, faults, records
    mux/          windows, tabs and panes, whether or not a screen shows them
    lua/          one Lua state, what its library is made of, and the border to Python
    host/         the running terminal as its parts see it: event loop, tasks, spawning
    gui/          windows on the screen, overlays, key assignments
    verbs/        what answers a call from Lua, a file for each part of the API
    calls         every call: recorded, paid for, perhaps failing, answered now or later
    world         one process: puts the parts together
    view          what there is to see
    user          what hands can do
    simulator     the machine as tests hold it
"""

from __future__ import annotations

from generator.simulator.errors import (
    BudgetExceeded,
    ConfigFailure,
    Crashed,
    HostDeadlock,
    HostFrozen,
    HostHang,
    LuaFailure,
    NothingToAnswer,
    SimulatorError,
)
from generator.simulator.gui.overlays import Overlay
from generator.simulator.gui.window import GuiWindow
from generator.simulator.machine.domains import Domain, StoredPane
from generator.simulator.machine.files import Disk, DiskError
from generator.simulator.machine.settings import PLUGIN_URL, PluginText, Settings
from generator.simulator.machine.trace import Trace
from generator.simulator.mux.panes import Pane, Tab, Window
from generator.simulator.simulator import Simulator

__all__ = [
    "PLUGIN_URL",
    "BudgetExceeded",
    "ConfigFailure",
    "Crashed",
    "Disk",
    "DiskError",
    "Domain",
    "GuiWindow",
    "HostDeadlock",
    "HostFrozen",
    "HostHang",
    "LuaFailure",
    "NothingToAnswer",
    "Overlay",
    "Pane",
    "PluginText",
    "Settings",
    "Simulator",
    "SimulatorError",
    "StoredPane",
    "Tab",
    "Trace",
    "Window",
]
