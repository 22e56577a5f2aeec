--- opening: what a start restores becomes windows, beside or in place of those that are there already.
---
--- In:    the plugin, the names to restore in their order; the windows that wake.
--- Out:   the first of them on the screen, the others out of sight one after the other.
--- Never: decides whether anything is restored; closes a window that holds more than one idle shell of this start.
---
--- The workspace that will be shown is built before there is a window on the screen: WezTerm opens its first window
--- only if `gui-startup` has left none (wezterm-gui/src/main.rs:284-344). The others follow out of sight, one a slice,
--- when the windows on the screen have their final size: theirs will be the same.

local idle = require("sessions.open.idle")
local news = require("sessions.restore.news")
local restore = require("sessions.restore.restore")

local opening = {}

--- Key of the host's memory: what is left to do (`sessions.Start`).
local STATE = "startup"

--- A shell reads its files first, and may run programs there: so often, and so far apart, is looked whether it waits.
local LOOK_MS, LOOKS_MOST = 150, 40

--- Twice in a row: a line that a handler of the user's has sent is read by a shell that waits, and starts something.
local LOOKS_IN_A_ROW = 2

local LOCAL = "local"

--- For each plugin: goes on with what is left.
---@type table<sessions.Plugin, fun()>
local goes_on = setmetatable({}, { __mode = "k" })

---@param plugin sessions.Plugin
---@return sessions.Start
function opening.state(plugin)
  return plugin.host.recall(STATE) or {}
end

---@param plugin sessions.Plugin
---@return boolean
function opening.is_under_way(plugin)
  return plugin.host.remembers(STATE)
end

---@param plugin sessions.Plugin
---@param changes table by name of the field; false forgets one
---@return sessions.Start
function opening.note(plugin, changes)
  local state = opening.state(plugin) --[[@as table]]
  for name, value in pairs(changes) do
    state[name] = value or nil
  end
  plugin.host.remember(STATE, next(state) and state or nil)
  return state
end

--- Tell the user, as soon as there is a window to tell it in.
---@param plugin sessions.Plugin
---@param message string
function opening.tell(plugin, message)
  plugin.host.log_error("(wezterm-sessions.startup) " .. message)
  if plugin.host.gui_windows()[1] then
    return plugin.tell(nil, message)
  end
  local before = opening.state(plugin).message
  opening.note(plugin, { message = before and before .. ". " .. message or message })
end

---@param name string
---@param problem sessions.Problem
local function not_restored(name, problem)
  return ("%s was not restored: %s"):format(name, problem.message)
end

--- A window by which the terminal tells of errors stays on the screen, where it has a workspace for itself: it is in the
--- restored one then.
local function take_dialogs(host, name)
  local active = host.active_workspace()
  if active == name or #host.windows(active) > 0 or #host.windows(name) > 0 then
    return
  end
  for _, open in ipairs(host.workspace_names()) do
    if open == active then
      host.rename_workspace(active, name)
    end
  end
end

--- Build a workspace; one that is open, because a domain was attached that has it, stays as it is.
---@async
---@param plugin sessions.Plugin
---@param name string
---@param is_hidden boolean
---@return boolean is_there
---@return sessions.Problem? problem why not
local function build(plugin, name, is_hidden)
  local host = plugin.host
  if #host.windows(name) > 0 then
    if is_hidden then
      return true
    end
    local shown, message = host.show_workspace(name)
    return shown, message and { code = "not_shown", message = message } or nil
  end
  local session, notes, reason = plugin.store():read(name)
  if not session then
    return false, reason
  end
  if not is_hidden then
    take_dialogs(host, name)
  end
  local result, problem = news.during(plugin, name, function()
    return restore.open(plugin, name, session, notes, { is_hidden = is_hidden, is_quiet = true })
  end)
  return result ~= nil, problem
end

--- Whether programs of this machine are in a window: what a multiplexer elsewhere has brought is no doing of the start.
---@param host sessions.Host
---@param window MuxWindow
---@return boolean
function opening.is_local(host, window)
  for _, pane in ipairs(host.window_panes(window)) do
    if host.domain_of(pane) == LOCAL or host.program_path(pane) ~= nil then
      return true
    end
  end
  return false
end

--- The windows of this machine that are open.
---@param host sessions.Host
---@return MuxWindow[]
local function local_windows(host)
  local found = {}
  for _, workspace in ipairs(host.workspace_names()) do
    for _, window in ipairs(host.windows(workspace)) do
      if opening.is_local(host, window) then
        found[#found + 1] = window
      end
    end
  end
  return found
end

--- Build the first workspace that can be built, and show it; the server builds them all.
---@async
---@param plugin sessions.Plugin
---@param names string[]
local function open_first(plugin, names)
  local queue, shown = {}, nil
  for _, name in ipairs(names) do
    if shown and plugin.host.has_screen() then
      queue[#queue + 1] = name
    else
      local is_there, problem = build(plugin, name, shown ~= nil)
      shown = shown or (is_there and name or nil)
      if problem then
        opening.tell(plugin, not_restored(name, problem))
      end
    end
  end
  opening.note(plugin, { shown = shown or false, queue = queue[1] and queue or false })
end

--- The start has opened windows that are not ours to fill: those stay on the screen, what can be restored beside them
--- is restored out of sight.
---@param plugin sessions.Plugin
---@param names string[]
local function open_behind(plugin, names)
  local host = plugin.host
  local last = news.last(plugin)
  local queue, refused = {}, {}
  for _, name in ipairs(names) do
    if #host.windows(name) == 0 then
      queue[#queue + 1] = name
    elseif not last or last.workspace ~= name then
      refused[#refused + 1] = name
    end
  end
  opening.note(plugin, { shown = host.active_workspace(), queue = queue[1] and queue or false })
  local said = {}
  if refused[1] then
    said[1] = table.concat(refused, ", ") .. " was not restored"
  end
  if queue[1] then
    said[#said + 1] = table.concat(queue, ", ") .. " is restored out of sight"
  end
  if said[1] then
    local why = ": this start has opened windows of its own (in a handler for gui-startup)"
    opening.tell(plugin, table.concat(said, ", ") .. why)
  end
end

--- Open what is to be restored. A window that the start has opened, with one pane in it, is waited for: when it is on
--- the screen, and holds an idle shell, it is restored into.
---@async
---@param plugin sessions.Plugin
---@param names string[]
function opening.begin(plugin, names)
  local host = plugin.host
  local found = host.has_screen() and local_windows(host) or {}
  local first = found[1]
  local panes = first and host.window_panes(first) or {}
  if not first then
    open_first(plugin, names)
  elseif #found == 1 and #panes == 1 and not news.last(plugin) then
    local pane = host.pane_id(panes[1] --[[@as MuxPane]])
    opening.note(plugin, { into = { window = host.window_id(first), pane = pane, names = names } })
  else
    open_behind(plugin, names)
  end
end

--- Whatever has gone wrong: what stands is shown, and where nothing does WezTerm opens its usual window.
---@param plugin sessions.Plugin
---@param names string[]
function opening.show_any(plugin, names)
  for _, name in ipairs(names) do
    if #plugin.host.windows(name) > 0 then
      plugin.host.show_workspace(name)
      return
    end
  end
end

--- What runs in a pane that was opened by this start: nothing but a shell that waits, a shell that is not ready yet, or
--- something that was asked for.
---@param plugin sessions.Plugin
---@param pane MuxPane
---@return "idle"|"starting"|"busy"
local function activity(plugin, pane)
  if idle.is_proven(plugin, pane) then
    return "idle"
  end
  local host = plugin.host
  local info, kind = host.inspect(pane), idle.kind(plugin, pane)
  local is_root = info and kind ~= "starting" and info.ppid == host.own_process()
  local is_shell = info and idle.is_shell(plugin, host.domain_of(pane), info)
  -- What a shell runs in its start-up files is no wish of anybody's.
  return is_root and not is_shell and "busy" or "starting"
end

--- Give a window that is alone in its workspace the name of the one that is restored into it.
---@async
---@param host sessions.Host
---@param mux_window MuxWindow
---@param name string
---@return boolean done false where another window has one of the names
local function take_name(host, mux_window, name)
  local workspace = host.workspace_of(mux_window)
  if not workspace then
    return false
  end
  if workspace ~= name then
    if #host.windows(name) > 0 or #host.windows(workspace) > 1 then
      return false
    end
    host.rename_workspace(workspace, name)
    -- The screen follows in its own turn.
    host.let_queued_work_run()
  end
  return host.active_workspace() == name or host.show_workspace(name)
end

--- Restore the first name that can be read into the window; the others follow out of sight.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param mux_window MuxWindow
---@param names string[]
local function fill_window(plugin, gui_window, mux_window, names)
  for index, name in ipairs(names) do
    local session, notes, problem = plugin.store():read(name)
    if session and not take_name(plugin.host, mux_window, name) then
      return open_behind(plugin, table.move(names, index, #names, 1, {}))
    elseif session then
      news.during(plugin, name, function()
        local wanted = { window = gui_window, into = mux_window, is_quiet = true }
        return restore.open(plugin, name, session, notes, wanted)
      end)
      local queue = table.move(names, index + 1, #names, 1, {})
      opening.note(plugin, { shown = name, queue = queue[1] and queue or false })
      return
    end
    opening.tell(plugin, not_restored(name, problem --[[@as sessions.Problem]]))
  end
end

--- Look whether the window that was found is idle, now and a little later, and restore into it then.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param during sessions.Filling
---@param looks integer so far
---@param in_a_row integer of those, the last that found it idle
local function look(plugin, gui_window, during, looks, in_a_row)
  local host = plugin.host
  local into = opening.state(plugin).into
  if not into then
    return
  end
  local mux_window = host.window_by_id(into.window)
  local panes = mux_window and host.window_panes(mux_window) or {}
  local pane = #panes == 1 and panes[1] or nil
  local found = pane and host.pane_id(pane) == into.pane and activity(plugin, pane) or "busy"
  in_a_row = found == "idle" and in_a_row + 1 or 0
  if found ~= "busy" and in_a_row < LOOKS_IN_A_ROW and looks < LOOKS_MOST then
    host.after_ms(LOOK_MS, function()
      look(plugin, gui_window, during, looks + 1, in_a_row)
    end)
    return
  end
  opening.note(plugin, { into = false })
  if in_a_row == LOOKS_IN_A_ROW and mux_window then
    during.begins(into.names)
    fill_window(plugin, gui_window, mux_window, into.names)
  else
    open_behind(plugin, into.names)
  end
  during.ends()
end

--- A window has come to the screen; when it is the one that was found, restore into it as soon as that can be.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param during sessions.Filling
---@return boolean is_begun
function opening.into(plugin, gui_window, during)
  local host = plugin.host
  local mux_window = host.mux_window_of(gui_window)
  local into = opening.state(plugin).into
  if not into or not mux_window or host.window_id(mux_window) ~= into.window then
    return false
  end
  look(plugin, gui_window, during, 1, 0)
  return true
end

--- Build the next workspace, out of sight.
---@async
---@param plugin sessions.Plugin
local function step(plugin)
  local queue = opening.state(plugin).queue
  local name = queue and table.remove(queue, 1)
  if not queue or not name then
    return
  end
  opening.note(plugin, { queue = queue[1] and queue or false })
  local ok, outcome, problem = pcall(build, plugin, name, true)
  if not ok then
    problem = { code = "failed", message = tostring(outcome) }
  end
  if problem then
    plugin.fail(nil, problem, name .. " was not restored")
  end
end

--- Go on with what is left for out of sight, as far as is possible now.
---@param plugin sessions.Plugin
function opening.go_on(plugin)
  goes_on[plugin]()
end

---@param plugin sessions.Plugin
function opening.attach(plugin)
  local host, is_busy = plugin.host, false

  local function go_on()
    local state = opening.state(plugin)
    if is_busy or not state.queue or #host.gui_windows() == 0 then
      return
    elseif state.shown and plugin.jobs():are_under_way(state.shown) then
      return
    end
    is_busy = true
    host.background(function()
      step(plugin)
      is_busy = false
      go_on()
    end)
  end
  goes_on[plugin] = go_on
  table.insert(plugin.hooks.after_restore, go_on)
end

return opening
