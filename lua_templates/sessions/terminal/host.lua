--- host: the only room that talks to WezTerm; its vocabulary is ours.
---
--- In:    the `wezterm` module, once.
--- Out:   a port: a table of verbs that the other rooms are handed.
--- Never: decides anything about sessions; lets an error of the terminal through as anything but text.
---
--- Every verb that may fail gives `nil, message`. WezTerm's own errors arrive as userdata whose text ends in a
--- stack trace; the port keeps the sentence and drops the trace.

local memory = require("sessions.terminal.memory")
local panes = require("sessions.terminal.panes")
local screen = require("sessions.terminal.screen")
local spawn = require("sessions.terminal.spawn")
local system = require("sessions.terminal.system")

local host = {}

local TOAST_TITLE = "WezTerm Sessions"
local TOAST_MS = 4000

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

  function port.log_warn(message)
    wezterm.log_warn(message)
  end

  port.sentence_of = sentence_of

  --- What nobody foresaw is logged, and shown: no key may seem dead.
  local function tell(message)
    port.log_error("(wezterm-sessions) " .. message)
    port.toast(nil, message)
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

  --- Run `fn` after all other handlers of the event that is under way, whenever those were registered: WezTerm asks for
  --- one after the other, and so finds one more at the end (config/src/lua.rs:777-788). One that returns false or raises
  --- ends the event before. It stays a handler: when the event comes again, `fn` is called again.
  ---@param event string
  ---@param fn async fun(...: any): any
  function port.on_last(event, fn)
    wezterm.on(event, guarded(fn, tell))
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

  --- The configuration runs in a coroutine of its own, which is over when it is (config/src/config.rs:1082-1089). Who loads
  --- the plugin in a handler loads it there.
  local loading, is_main = coroutine.running()

  --- Whether the configuration that loads the plugin is still being evaluated.
  ---@return boolean
  function port.is_evaluating()
    return not is_main and coroutine.status(loading) ~= "dead"
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
end

---@param port sessions.Host
---@param wezterm wezterm
local function add_platform(port, wezterm)
  port.is_windows = wezterm.target_triple:find("windows", 1, true) ~= nil
  port.is_mac = wezterm.target_triple:find("apple", 1, true) ~= nil
  -- Until 20240921 (upstream c63195f88) the URL of a directory was derived by putting "file://localhost" before it.
  local date = wezterm.version:match("^(%d%d%d%d%d%d%d%d)%-")
  port.leaves_urls_raw = date ~= nil and date < "20240921"
  -- Until 20240211 (upstream 217dfb30f) Linux told another field of the process table as the time of its start.
  local is_told = port.is_windows or port.is_mac or not date or date > "20240211"
  port.start_ticks_per_s = is_told and (port.is_windows and 10000000 or port.is_mac and 1 or 100)
    or nil
  port.home_dir = wezterm.home_dir
  port.config_dir = wezterm.config_dir
  port.separator = port.is_windows and "\\" or "/"
end

--- What a room needs by which the user is told something: it must not have to come first.
---@param port sessions.Host
---@param wezterm wezterm
local function add_screen(port, wezterm)
  --- Whether there is a GUI at all; at start-up it has no windows yet.
  function port.has_screen()
    return wezterm.gui ~= nil
  end

  --- GUI windows in the order in which WezTerm hands them to the windows of a workspace
  --- (wezterm-gui/src/frontend.rs:342-437); none in the mux server.
  function port.gui_windows()
    local gui = wezterm.gui
    return gui and attempt(gui.gui_windows) or {}
  end

  ---@param object any
  ---@param name string
  ---@return boolean
  function port.has_method(object, name)
    return type(object) == "userdata"
      and attempt(function()
        return object[name] ~= nil
      end) == true
  end

  --- Whether something is a window on the screen, and no window of the multiplexer.
  function port.is_on_screen(window)
    return port.has_method(window, "mux_window")
  end

  --- It is the desktop that shows it: any window will do. Text that is not UTF-8 would be refused, and nothing be told.
  function port.toast(window, message)
    local gui_window = port.is_on_screen(window) and window or port.gui_windows()[1]
    if gui_window then
      message = utf8.len(message) and message or message:gsub("[\x80-\xFF]", "?")
      ask(gui_window --[[@as GuiWin]], "toast_notification", TOAST_TITLE, message, nil, TOAST_MS)
    end
  end
end

--- The port over a `wezterm` module. While a configuration is evaluated nobody asks for windows, panes and what was
--- remembered: the rooms with the verbs for them are opened with the first of these.
---@param wezterm wezterm
---@return sessions.Host
local function new(wezterm)
  local port = {} --[[@as any]]
  add_events(port, wezterm)
  add_platform(port, wezterm)
  add_screen(port, wezterm)
  return setmetatable(port, {
    __index = function(_, verb)
      memory.add(port, wezterm, attempt)
      panes.add(port, wezterm, attempt, ask)
      screen.add(port, wezterm, attempt, ask)
      spawn.add(port, wezterm, attempt, ask)
      system.add(port, wezterm, attempt)
      setmetatable(port, nil)
      return port[verb]
    end,
  })
end

--- The port over the terminal that loads the plugin.
---@return sessions.Host
function host.connect()
  return new(require("wezterm"))
end

return host
