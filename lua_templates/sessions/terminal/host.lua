--- host: the only room that talks to WezTerm; its vocabulary is ours.
---
--- In:    the `wezterm` module, once.
--- Out:   a port: a table of verbs that the other rooms are handed.
--- Never: decides anything about sessions; lets an error of the terminal through as anything but text.
---
--- Every verb that may fail gives `nil, message`. WezTerm's own errors arrive as userdata whose text ends in a
--- stack trace; the port keeps the sentence and drops the trace.

local memory = require("sessions.terminal.memory")
local screen = require("sessions.terminal.screen")

local host = {}

--- What the operating system says of a directory that is not there: 2, and on Windows 3 as well. The words before the
--- number are in the user's language.
local NOT_THERE = "%(os error [23]%)"

---@param message any whatever was raised
---@return string
local function sentence_of(message)
  local text = tostring(message):gsub("\nstack traceback:.*", "")
  return (text:gsub("^runtime error: ", ""):gsub("%s+", " "))
end

--- Call a function of the terminal; an error becomes `nil, message`. Stock `pcall`: yields pass through it.
---@generic P, R
---@param fn fun(...: P...): R
---@param ... P...
---@return R? first
---@return any ... what else it gives, or the message
local function attempt(fn, ...)
  local ok, first, second, third = pcall(fn, ...)
  if ok then
    return first, second, third
  end
  return nil, sentence_of(first)
end

local function by_name(object, name, ...)
  return object[name](object, ...)
end

--- Call a method of a terminal's object; an error becomes `nil, message`. It goes by its name, because looking it up on
--- a vanished object may raise as well.
---@generic T, K: keyof T
---@param object T
---@param name K
---@param ... any
---@return ReturnType<std.RawGet<T, K>>? first
---@return any ... what else it gives, or the message
local function ask(object, name, ...)
  return attempt(by_name, object, name, ...)
end

---@param fn function
---@param tell fun(message: string)
---@return function
local function guarded(fn, tell)
  return function(...)
    local ok, message = pcall(fn, ...)
    if not ok then
      tell(sentence_of(message))
    end
  end
end

---@param port sessions.Host
---@param wezterm wezterm
local function add_events(port, wezterm)
  function port.log_error(message)
    wezterm.log_error(message)
  end

  --- What nobody foresaw is logged, and shown: no key may seem dead.
  local function tell(message)
    port.log_error("(wezterm-sessions) " .. message)
    port.toast(port.gui_windows()[1], message)
  end

  --- The same for what happens by itself and may fail again and again: it is shown once.
  local shown = {}
  local function tell_once(message)
    if not shown[message] then
      shown[message] = #port.gui_windows() > 0
      tell(message)
    end
  end

  --- For what a user does. Handlers cannot be removed and live as long as the Lua state: call this while loading,
  --- never later.
  function port.on(event, handler)
    wezterm.on(event, guarded(handler, tell))
  end

  --- Call what a configuration may call. It gets no error, which would end its own handler or its evaluation, but
  --- what `instead` makes of the problem, which may be raised as one; the user is told, once: a status bar asks again
  --- and again.
  ---@async
  ---@return any ...
  function port.answer(instead, fn, ...)
    local results = table.pack(pcall(fn, ...))
    if results[1] then
      return table.unpack(results, 2, results.n)
    end
    local problem = results[2]
    if type(problem) ~= "table" or not problem.message then
      problem = { code = "failed", message = sentence_of(problem) }
    end
    tell_once(problem.message)
    return instead(problem, ...)
  end

  --- For what the terminal tells by itself.
  function port.watch(event, handler)
    wezterm.on(event, guarded(handler, tell_once))
  end

  --- The palette's entries come from the first handler that was registered, by anybody. An icon that this WezTerm
  --- does not know would take the palette away with it, so the trouble stays here.
  function port.on_palette(entries)
    wezterm.on("augment-command-palette", function()
      local ok, list = pcall(entries)
      if not ok then
        port.log_error("(wezterm-sessions) " .. sentence_of(list))
      end
      return ok and list or {}
    end)
  end

  ---@async
  function port.emit(event, ...)
    local _, message = attempt(wezterm.emit, event, ...)
    if message then
      port.log_error("(wezterm-sessions) a handler of " .. event .. " failed: " .. message)
    end
  end

  function port.emit_action(event)
    return wezterm.action.EmitEvent(event)
  end

  --- Run `fn` soon, off the caller's back. A host with a function `wezterm.background` gets it; every WezTerm so
  --- far has none (`background` is only a configuration key) and runs it one turn of the event loop later.
  --- An error in it would be dropped unlogged (lua-api-crates/time-funcs/src/lib.rs:82-94), so it is caught here.
  ---@param fn async fun()
  function port.background(fn)
    local job = guarded(fn, tell_once)
    if type(wezterm.background) == "function" then
      wezterm.background(job)
    else
      wezterm.time.call_after(0, job)
    end
  end

  --- Run `fn` after `delay_ms` unless the configuration is reloaded before (time-funcs/src/lib.rs:99-104).
  ---@param delay_ms number at least 0
  ---@param fn async fun()
  function port.after_ms(delay_ms, fn)
    wezterm.time.call_after(delay_ms / 1000, guarded(fn, tell_once))
  end

  --- Whether the caller may be suspended: not where WezTerm wants its answer at once, as for a tab's title.
  ---@return boolean
  function port.may_suspend()
    return coroutine.isyieldable()
  end

  --- Let work that the terminal has queued run before the caller goes on. A bare yield asks WezTerm to queue the
  --- running handler again (mlua thread.rs:533-537); there is no wait in it.
  ---@async
  ---@return boolean done false where the caller cannot be suspended
  function port.let_queued_work_run()
    local may_suspend = port.may_suspend()
    if may_suspend then
      coroutine.yield()
    end
    return may_suspend
  end

  function port.now_ms()
    return tonumber(wezterm.time.now():format("%s%3f")) or 0
  end
end

---@param port sessions.Host
---@param wezterm wezterm
local function add_platform(port, wezterm)
  port.is_windows = wezterm.target_triple:find("windows", 1, true) ~= nil
  port.is_mac = wezterm.target_triple:find("apple", 1, true) ~= nil
  port.home_dir = wezterm.home_dir
  port.config_dir = wezterm.config_dir
  port.separator = port.is_windows and "\\" or "/"

  function port.hostname()
    return wezterm.hostname()
  end

  --- The full paths inside a directory, in no order; none where there is no such directory. Runs in a thread of its
  --- own.
  ---@async
  ---@return string[]? paths nil where it cannot be read
  ---@return string? message
  function port.list_directory(directory)
    local paths, message = attempt(wezterm.read_dir, directory)
    if not paths and tostring(message):find(NOT_THERE) then
      return {}
    elseif not paths then
      return nil, ("the directory %s cannot be read: %s"):format(directory, message)
    end
    return paths
  end

  --- Lua has no call that makes a directory, so the platform's own program does it; the GUI is not held up.
  ---@async
  function port.make_directory(directory)
    local argv = port.is_windows and { "cmd.exe", "/c", "mkdir", (directory:gsub("/", "\\")) }
      or { "mkdir", "-p", "--", directory }
    local done, message_or_stdout, stderr = attempt(wezterm.run_child_process, argv)
    if done then
      return true
    end
    return nil, stderr or message_or_stdout or "mkdir failed"
  end
end

---@param port sessions.Host
---@param wezterm wezterm
local function add_windows(port, wezterm)
  local mux = wezterm.mux

  function port.active_workspace()
    return mux.get_active_workspace()
  end

  function port.workspace_names()
    return mux.get_workspace_names()
  end

  --- The windows stay on the screen; the new name may be one that no window has yet.
  function port.rename_workspace(old, new)
    local _, message = attempt(mux.rename_workspace, old, new)
    return message == nil, message
  end

  --- The windows of a workspace by age: `all_windows` comes in random order (mux/src/lib.rs:1051-1053).
  function port.windows(workspace)
    local found = {}
    for _, window in ipairs(mux.all_windows()) do
      if ask(window, "get_workspace") == workspace then
        found[#found + 1] = window
      end
    end
    table.sort(found, function(a, b)
      return a:window_id() < b:window_id()
    end)
    return found
  end

  function port.window_id(window)
    return window:window_id()
  end

  function port.tab_id(tab)
    return tab:tab_id()
  end

  --- The three `get_…` functions raise for an id that is gone; here that is nil.
  function port.window_by_id(id)
    return attempt(mux.get_window, id)
  end

  function port.tab_by_id(id)
    return attempt(mux.get_tab, id)
  end

  function port.workspace_of(window)
    return ask(window, "get_workspace")
  end

  function port.window_title(window)
    return ask(window, "get_title") or ""
  end

  --- `{ tab = …, is_active = … }` in the order of the tab bar.
  function port.tabs(window)
    return ask(window, "tabs_with_info") or {}
  end

  function port.active_tab(window)
    return ask(window, "active_tab")
  end

  function port.tab_title(tab)
    return ask(tab, "get_title") or ""
  end

  ---@return integer? cols
  ---@return integer? rows
  function port.tab_size(tab)
    local size = ask(tab, "get_size")
    if not size then
      return nil
    end
    return size.cols, size.rows
  end

  --- Pixels of a row. Before its window has been resized for the first time this is a guess of the multiplexer's.
  ---@return integer?
  function port.cell_height(tab)
    local size = ask(tab, "get_size")
    return size and size.rows > 0 and size.pixel_height // size.rows or nil
  end

  --- All panes in tree order, zoom ignored, with their rectangles in cells (mux/src/tab.rs:1003-1077).
  function port.panes(tab)
    return ask(tab, "panes_with_info") or {}
  end

  --- What the pane's program calls itself, else its name.
  function port.pane_title(pane)
    return ask(pane, "get_title") or ""
  end
end

---@param port sessions.Host
---@param wezterm wezterm
local function add_pane_facts(port, wezterm)
  local mux = wezterm.mux

  --- "" when the domain is gone.
  function port.domain_of(pane)
    return ask(pane, "get_domain_name") or ""
  end

  --- Whether a pane can be opened in the domain: overlays and connection dialogs live in domains of their own.
  function port.is_spawnable(domain_name)
    local domain = attempt(mux.get_domain, domain_name)
    if not domain then
      return false
    end
    return ask(domain, "is_spawnable") == true
  end

  --- Where programs start that are not told where.
  function port.default_domain()
    local domain = attempt(mux.get_domain)
    return domain and ask(domain, "name") or nil
  end

  --- The directory as URL text, or nil. It was a plain string before release 20240127.
  function port.cwd_url(pane)
    local url = ask(pane, "get_current_working_dir")
    return url and tostring(url) or nil
  end

  function port.user_variables(pane)
    return ask(pane, "get_user_vars") or {}
  end

  --- Path of the executable in the foreground; nil for remote panes. Cheap: 0.012 ms on Linux.
  function port.program_path(pane)
    return ask(pane, "get_foreground_process_name")
  end

  --- Everything about the foreground process; scans the whole process table, uncached, every time.
  function port.inspect(pane)
    return ask(pane, "get_foreground_process_info")
  end

  --- The terminal's own process with all it has started, in one scan of the process table.
  function port.inspect_all()
    local procinfo = wezterm.procinfo
    if not procinfo then
      return nil
    end
    return attempt(function()
      return procinfo.get_info_for_pid(procinfo.pid())
    end)
  end
end

---@param port sessions.Host
---@param wezterm wezterm
local function add_building(port, wezterm)
  local mux = wezterm.mux

  ---@param cwd string?
  ---@param domain string
  local function spawn_command(cwd, domain)
    return { cwd = cwd, domain = { DomainName = domain } }
  end

  --- A window out of sight: shown only once its workspace is. Width and height must be Lua integers.
  ---@async
  function port.spawn_window(workspace, cols, rows, cwd, domain)
    local command = spawn_command(cwd, domain) --[[@as wezterm.SpawnWindow]]
    command.workspace, command.width, command.height = workspace, cols, rows
    local tab, pane, window = attempt(mux.spawn_window, command)
    -- The multiplexer of another machine opens it in the active workspace (wezterm-client/src/domain.rs:828-840). Only
    -- a rename counts the panes of a workspace again; by the old count it is empty, and would not be shown.
    if window and domain ~= "local" and port.workspace_of(window) ~= workspace then
      ask(window --[[@as MuxWindow]], "set_workspace", workspace .. " (opening)")
      attempt(mux.rename_workspace, workspace .. " (opening)", workspace)
    end
    return tab, pane, window
  end

  --- A new last tab, which becomes the active one, at the size of the tab that was active.
  ---@async
  function port.spawn_tab(window, cwd, domain)
    local tab, pane_or_message = ask(window, "spawn_tab", spawn_command(cwd, domain))
    return tab, pane_or_message
  end

  --- A tab for a program of ours, in the directory and domain of the window's active pane.
  ---@async
  function port.spawn_program_tab(window, argv)
    local tab, pane_or_message = ask(window, "spawn_tab", { args = argv })
    return tab, pane_or_message
  end

  --- `size_cells` at least 1 gives the new pane exactly that many cells (lua-api-crates/mux/src/pane.rs:466-472).
  --- The caller makes sure that it fits: a refused split leaves a running pane behind that nothing can close.
  ---@async
  function port.split(pane, direction, size_cells, cwd, domain)
    local command = spawn_command(cwd, domain) --[[@as wezterm.Split]]
    command.direction, command.size = direction, size_cells
    return ask(pane, "split", command)
  end

  function port.activate_pane(pane)
    ask(pane, "activate")
  end

  function port.activate_tab(tab)
    ask(tab, "activate")
  end

  function port.set_zoomed(tab, zoomed)
    ask(tab, "set_zoomed", zoomed)
  end

  function port.set_tab_title(tab, title)
    ask(tab, "set_title", title)
  end

  function port.set_window_title(window, title)
    ask(window, "set_title", title)
  end

  function port.send_text(pane, text)
    return ask(pane, "send_text", text)
  end

  --- Raises nothing for an unknown name, but says so: WezTerm wants a window in the workspace first.
  function port.show_workspace(name)
    local _, message = attempt(mux.set_active_workspace, name)
    return message == nil, message
  end
end

--- The port over a `wezterm` module.
---@param wezterm wezterm
---@return sessions.Host
local function new(wezterm)
  local port = {} --[[@as any]]
  add_events(port, wezterm)
  memory.add(port, wezterm, attempt)
  add_platform(port, wezterm)
  add_windows(port, wezterm)
  add_pane_facts(port, wezterm)
  add_building(port, wezterm)
  screen.add(port, wezterm, attempt, ask)
  return port
end

--- The port over the terminal that loads the plugin.
---@return sessions.Host
function host.connect()
  return new(require("wezterm"))
end

return host
