--- autosave: workspaces that save themselves, periodically or when something has changed.
---
--- In:    the plugin. Out: `start_autosave`, `stop_autosave`, `toggle_autosave`; sessions that are up to date.
--- Never: writes when nothing has changed; puts a poorer state over a richer one; tells of a save that went well.
---
--- WezTerm has no event for a closed pane, a switched tab or its own end, and `update-status` is no heartbeat in an
--- idle window (wezterm-gui/src/termwindow/mod.rs:2078-2098). So a change is looked for whenever an event comes, not
--- more often than every few seconds, and by a timer. Timers end with each reload of the configuration; the first
--- event after it sets a new one.

local everything = require("sessions.save.everything")
local fingerprint = require("sessions.features.autosave.fingerprint")
local guard = require("sessions.session.guard")
local idle = require("sessions.open.idle")
local judge = require("sessions.save.judge")
local last = require("sessions.open.last")
local save = require("sessions.save.save")

local autosave = {}

---@class sessions.Autosave
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field seen table<string, string?> by workspace: what it looked like when it was last saved
---@field held table<string, true?> by workspace: not saved, because another process had it open
---@field due_ms? number when the timer is due, while it is set
---@field next_look_ms? number before that, events ask for no look
---@field has_failed? boolean the last save failed, and the user was told
local Autosave = {}
Autosave.__index = Autosave

--- Keys of the host's memory: what the user has switched to; which of several Lua states has the timer.
local SWITCHED, RUNNER = "autosave.switched", "autosave.runner"

--- Between two looks that events ask for. A look takes about 1.3 ms at 50 panes.
local LOOKS_APART_MS = 5000

--- A timer that is so late was cancelled, or the machine was asleep.
local LATE_MS = 5000

--- "off", "periodic" or "on_change": what the user has switched to, unless the option was changed since.
function Autosave:mode()
  local option = self.plugin.options.autosave
  local switched = self.host.recall(SWITCHED)
  return switched and switched.option == option and switched.mode or option
end

function Autosave:switch(mode)
  self.host.remember(SWITCHED, { mode = mode, option = self.plugin.options.autosave })
end

--- Set the timer unless it is set. Of several Lua states only the last that set it goes on.
function Autosave:arm(now_ms)
  if self.due_ms and now_ms < self.due_ms + LATE_MS then
    return
  end
  local delay_ms = self.plugin.options.auto_save_interval_s * 1000
  self.due_ms = now_ms + delay_ms
  local ticket = (self.host.recall(RUNNER) or 0) + 1
  self.host.remember(RUNNER, ticket)
  self.host.after_ms(delay_ms, function()
    if self.host.recall(RUNNER) ~= ticket then
      return
    end
    self.due_ms = nil
    if self:mode() ~= "off" then
      local then_ms = self.host.now_ms()
      self:arm(then_ms)
      self:look(then_ms)
    end
  end)
end

--- Something happened in a window.
---@async
function Autosave:wake()
  local mode = self:mode()
  if mode == "off" then
    return
  end
  local now_ms = self.host.now_ms()
  self:arm(now_ms)
  if mode == "on_change" and now_ms >= (self.next_look_ms or 0) then
    self:look(now_ms)
  end
end

--- The title of a window where it says more than its panes do: a program that titles its pane titles the window with
--- it (wezterm's mux/src/localpane.rs:921-947), often every second.
local function own_title(host, mux_window, pane_titles)
  local title = host.window_title(mux_window)
  return title ~= "" and not pane_titles[title] and title or nil
end

local function look_of_pane(host, info, inspection)
  local program = inspection and host.program_path(info.pane) or ""
  return {
    left = info.left,
    top = info.top,
    width = info.width,
    height = info.height,
    active = info.is_active,
    cwd = host.cwd_url(info.pane),
    program = program .. "\0" .. (idle.announced(host, info.pane) or ""),
  }
end

--- What a workspace looks like, as one text. Nothing in it is written or kept on disk.
---@param plugin sessions.Plugin
---@param workspace string
---@return string
local function look_of(plugin, workspace)
  local host, inspection = plugin.host, plugin.options.process_inspection
  local windows = {}
  for number, mux_window in ipairs(host.windows(workspace)) do
    local tabs, pane_titles = {}, {}
    for position, tab in ipairs(host.tabs(mux_window)) do
      local panes, is_zoomed = {}, false
      for index, info in ipairs(host.panes(tab.tab)) do
        panes[index] = look_of_pane(host, info, inspection)
        is_zoomed = is_zoomed or info.is_zoomed
        pane_titles[host.pane_title(info.pane)] = true
      end
      tabs[position] = {
        title = host.tab_title(tab.tab),
        active = tab.is_active,
        zoomed = is_zoomed,
        panes = panes,
      }
    end
    windows[number] = { title = own_title(host, mux_window, pane_titles), tabs = tabs }
  end
  return fingerprint.of(windows)
end

--- Save what has changed since it was last saved.
---@async
function Autosave:look(now_ms)
  self.next_look_ms = now_ms + LOOKS_APART_MS
  local jobs = self.plugin.jobs()
  for _, workspace in ipairs(self.host.workspace_names()) do
    -- What a load is still filling is looked at when it is done.
    if not jobs:are_unsettled(workspace) and not save.is_running(self.plugin, workspace) then
      local look = look_of(self.plugin, workspace)
      local is_free = self.held[workspace] and not last.elsewhere(self.plugin, workspace)
      if look ~= self.seen[workspace] or is_free then
        self:save(workspace, look)
      end
    end
  end
  everything.note(self.plugin)
end

---@async
function Autosave:save(workspace, look)
  save.run(self.plugin, workspace, { automatic = true }, function(outcome, line)
    local is_starting = judge.seconds_since_start(self.plugin) < guard.START_UP_S
    self.held[workspace] = outcome == "held" or nil
    if outcome == "written" or outcome == "unchanged" then
      self.seen[workspace], self.has_failed = look, false
    elseif (outcome == "skipped" or outcome == "held") and not is_starting then
      self.seen[workspace] = look
    elseif not outcome and not self.has_failed then
      -- Told once; the log has the others.
      self.has_failed = true
      self.plugin.tell(nil, line)
    end
  end)
end

local function add_functions(self, plugin)
  local api = plugin.api

  --- Save on change, or periodically when the option says so, from now on.
  ---@async
  function api.start_autosave(window)
    local option = plugin.options.autosave
    self:switch(option ~= "off" and option or "on_change")
    self.next_look_ms = 0
    self:wake()
    plugin.tell(
      window,
      self:mode() == "periodic"
          and ("Autosave is on: every %d s"):format(plugin.options.auto_save_interval_s)
        or "Autosave is on: whatever changes is saved"
    )
  end

  function api.stop_autosave(window)
    self:switch("off")
    plugin.tell(window, "Autosave is off")
  end

  ---@async
  function api.toggle_autosave(window)
    if self:mode() == "off" then
      api.start_autosave(window)
    else
      api.stop_autosave(window)
    end
  end
end

---@param plugin sessions.Plugin
function autosave.attach(plugin)
  local self = setmetatable({ plugin = plugin, host = plugin.host, seen = {}, held = {} }, Autosave)
  add_functions(self, plugin)
  table.insert(plugin.hooks.status_parts, function()
    return "autosave " .. (self:mode() ~= "off" and "on" or "off")
  end)

  plugin.on("toggle_autosave", plugin.api.toggle_autosave)
  ---@async
  local function wake()
    self:wake()
  end
  table.insert(plugin.hooks.woken, wake)
  -- Whoever leaves the terminal has often just done something in it.
  plugin.on("window-focus-changed", wake)
  -- A server has no windows that would wake it.
  plugin.on("mux-startup", wake)
end

return autosave
