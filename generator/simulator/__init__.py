"""The simulated WezTerm: a model in Python, seen by the plugin through pure-Lua proxies.

In:    the plugin (a bundle's `init.lua`), a configuration text, a disk, a size.
Out:   a terminal that presses keys, shows pickers, ticks a clock, and answers questions.
Never: sleeps in real time, touches the real disk (but to read the plugin), or starts a process.

A test reads like this:

    sim = Simulator(plugin="dist/plugin/init.lua", config={"lazy": "off"}, cols=200, rows=60)
    sim.start()                         # evaluates the configuration, opens the default window
    sim.split("Right", 99)              # the user splits the active pane
    sim.press("s", "ALT"); sim.run()    # a key of the evaluated configuration, then run until idle
    sim.restart()                       # a new process: GLOBAL and panes gone, the disk stays
    sim.press("l", "ALT"); sim.run()
    sim.choose("default"); sim.run()    # an entry of the picker, by label, id or position
    assert sim.tab().rects() == [(0, 0, 100, 60), (101, 0, 99, 60)]
    assert not sim.swallowed_errors     # errors that the real terminal drops without a word

**Making one.** `Simulator(plugin, *, config, cols, rows, platform="linux", release="nightly", background=False,
processes=470, strict_async=False, mux_server=False, fancy_bar_rows=3, disk=None, files=None, env=None, domains=(),
costs=None, seed=0, instruction_budget=50_000_000, meter=False, coverage=False)`

- `plugin`: path of a bundle, of a directory that holds `plugin/init.lua`, or `PluginText(text, chunk_name)`.
- `config`: the text of `wezterm.lua` (may use `PLUGIN_URL` with `wezterm.plugin.require`), or a mapping: the options
  given to `apply_to_config`; `None` = no options. `Simulator.config_text(options, extra="config.x = 1")` makes such a text.
- `background=True` offers `wezterm.background(fn)`. `strict_async=True`: every async verb suspends.
- `release`: "nightly" or "stable" (20240203). `platform`: "linux", "macos", "windows".

**Life.** `start()`; `run(ms=None)`: that many virtual ms, or until nothing is due within 250 ms (at most 30 s);
`reload()`; `restart(**changes)`; `quit`ted -> `sim.running` is False. `start(before_window=...)` is not needed: a
`gui-startup` or `mux-startup` handler of the configuration runs before the default window, as in the terminal.

**Lua.** `lua(code, *args)` runs code as an event handler would run (may suspend; `wezterm`, `plugin` are locals) and
gives its results as Python values (one value bare, several as a tuple, none as None); a Lua error raises `LuaFailure`.
`call("save", {...})` is `plugin.save({...})`. `start_lua(code)` only queues it. Strings are `str` (any bytes, by
surrogateescape), tables are lists or dicts, terminal objects are `Pane`, `Tab`, `Window`, `GuiWindow`.

**The user.** All act on the focused GUI window's active pane or tab unless told otherwise:
`press(key, mods)` · `choose(label | id | position)` `answer(text)` `cancel()` · `split(direction, size, pane)`
`layout(tree, tab)` (a whole tree at once: `None`/leaf or `("left_right", first_cells, first, second)`) · `type(text)`
`run_program(argv, pane)` `exit_program(pane)` `set_cwd(path, pane, osc7=True)` `set_user_var(name, value, pane)`
`close_pane(pane)` `close_tab(tab)` `close_window()` · `new_tab()` `switch_tab(position)` `move_tab(position)` `rename_tab(t)`
`focus(pane)` `zoom(on, pane)` `adjust(direction, n)` · `resize_window(cols, rows)` `new_window(workspace=...)`
`switch_workspace(name)` · `edit_config(text)` (write and reload).

**What is there.** `windows(workspace=None)` -> mux `Window`s; `window(i=None)`, `tab(i=None)`, `pane(i=None)` (0-based; default:
the active ones) · `gui_windows()` · `workspace` (the active name), `workspaces()`.
`Window`: id, title, workspace, tabs, active_tab. `Tab`: id, title, cols, rows, panes (tree order), rects(), active_pane,
active_index, zoomed. `Pane`: id, domain, title, cwd, argv, programs, sent (texts that the plugin typed), typed (commands run),
user_vars, cols, rows (of the pty), env, tab, dead. `leaked_panes()`: alive, in no tab.
`overlay` (None | kind, title, choices, description, ...) · `toasts` · `right_status` · `logs` (level, text) · `events`
(name, args) given to `wezterm.emit` · `errors` (raised in handlers: the host logs them) · `swallowed_errors` (raised in timers).

**Disk.** `files`: a mapping path -> bytes of the simulated disk (`"…" in sim.files`, `sim.files[path] = b"…"`,
`sim.files.under(directory)`, `sim.files.make_directory(path)`, `sim.files.set_mode(path, readable=…, writable=…)`); `state_files()`: those of the plugin's data directory.

**Time and cost.** `clock.now_ms`; `trace.calls` (name, args, slice, at_ms, at_load), `trace.count(name_or_prefix)`,
`trace.counts()`, `trace.slices` (duration_ms, calls), `trace.longest_slice_ms`, `trace.clear()`; `costs` per operation in ms.
`meter.instructions`, `meter.bytes` with `meter=True`; `meter.lines` (hit, active) with `coverage=True`.

**Faults.** `faults.fail_call(k, kind)`: the k-th faultable call from now (1-based) fails as `throw`, `nil`, `short_write`,
`no_space_left`, `rename_fails`, `pane_gone`, `no_space` or `reload`; `faults.seen` counts them, `faults.hit` tells whether it struck.
`faults.crash_at(k, "before" | "after")`: the k-th file operation raises `Crashed`; then `restart(lost="nothing" |
"unsynced" | "torn", torn_bytes=n)` goes on with the surviving disk.

**Errors.** `HostHang` (the real terminal would stand still for ever), `HostDeadlock` (spawning while the configuration is
evaluated), `BudgetExceeded` (a `HostHang`: too many instructions in one slice), `Crashed`, `LuaFailure`, `ConfigFailure`.
"""

from __future__ import annotations

from generator.simulator.domains import Domain, StoredPane
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
from generator.simulator.files import Disk, DiskError
from generator.simulator.gui_window import GuiWindow
from generator.simulator.overlays import Overlay
from generator.simulator.panes import Pane, Tab, Window
from generator.simulator.settings import PLUGIN_URL, PluginText, Settings
from generator.simulator.simulator import Simulator
from generator.simulator.trace import Trace

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
