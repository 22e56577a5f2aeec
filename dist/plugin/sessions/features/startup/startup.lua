--- startup: the terminal, or the multiplexer server, begins with what was open.
---
--- In:    the plugin. Out: the workspaces that `restore_on_startup` names.
--- Never: restores where the user has asked for something else to start; a second window beside the restored ones;
---        the same that stopped the start before; takes the user's usable terminal away when it fails.
---
--- The workspace that will be shown is built before there is a window on the screen: WezTerm opens its first window
--- only if `gui-startup` has left none (wezterm-gui/src/main.rs:284-344). The others follow out of sight, one a slice,
--- when the windows on the screen have their final size: theirs will be the same.

local last = require("sessions.open.last")
local news = require("sessions.restore.news")
local restore = require("sessions.restore.restore")

local startup = {}

--- Beside the sessions, from before a start until its window is alive: a start that finds it was preceded by one that
--- came to nothing.
local MARKER = ".starting"

--- Key of the host's memory: what is left to do. `queue`: names; `shown`: the workspace on the screen.
local STATE = "startup"

local USUAL_WORKSPACE, USUAL_DOMAIN = "default", "local"

---@class sessions.Startup
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field is_busy? boolean a workspace is being built
---@field is_starting? boolean the marker is there, and no window has been seen yet
local Startup = {}
Startup.__index = Startup

function Startup:marker()
  return self.plugin.store():beside(MARKER)
end

--- What the user has typed after `wezterm start`, or `wezterm ssh`: then that is what he wants to see.
local function is_plain(plugin, command)
  local config = plugin.config or {}
  if plugin.host.default_domain() ~= (config.default_domain or USUAL_DOMAIN) then
    return false
  end
  return command == nil
    or (
      not (command.args and command.args[1])
      and not command.cwd
      and type(command.domain) ~= "table"
    )
end

--- All that can be used. Those that cannot have no time, nor have those written by hand, which are no state of the
--- terminal's.
---@async
---@return string[]? names nil when they cannot be listed
---@return sessions.Problem?
local function saved_names(plugin)
  local names = {}
  local entries, problem = plugin.store():list()
  if not entries then
    return nil, problem
  end
  for _, entry in ipairs(entries) do
    if entry.saved_at > 0 then
      names[#names + 1] = entry.name
    end
  end
  return names
end

--- The names to restore, the one to show first.
---@async
---@return string[]? names nil when they cannot be listed
---@return sessions.Problem?
local function wanted_names(plugin)
  local option = plugin.options.restore_on_startup
  local known = last.of_this_process(plugin)
  local names, first, problem
  if type(option) == "table" then
    names = option
  elseif option == "all" then
    names, problem = saved_names(plugin)
    first = known and known.active
  else
    names, first = known and known.workspaces or {}, known and known.active
  end
  if not names then
    return nil, problem
  end
  -- `wezterm start --workspace NAME` has made NAME the active one.
  local asked = plugin.host.active_workspace()
  local usual = plugin.config and plugin.config.default_workspace or USUAL_WORKSPACE
  local ordered = {}
  for _, name in ipairs(names) do
    if name == first then
      table.insert(ordered, 1, name)
    else
      ordered[#ordered + 1] = name
    end
  end
  if asked == usual then
    return ordered
  end
  for _, name in ipairs(ordered) do
    if name == asked then
      return { name }
    end
  end
  return {}
end

--- Build a workspace; one that is open, because a domain was attached that has it, stays as it is.
---@async
---@return boolean is_there
---@return sessions.Problem? problem why not
function Startup:build(name, is_hidden)
  local plugin, host = self.plugin, self.host
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
  local result, problem = news.during(plugin, name, function()
    return restore.open(plugin, name, session, notes, { is_hidden = is_hidden, is_quiet = true })
  end)
  return result ~= nil, problem
end

--- Tell the user, as soon as there is a window to tell it in.
function Startup:tell_later(message)
  self.host.log_error("(wezterm-sessions.startup) " .. message)
  local state = self.host.recall(STATE) or {}
  state.message = state.message and state.message .. ". " .. message or message
  self.host.remember(STATE, state)
end

--- Build the first workspace that can be built, and show it; the server builds them all.
---@async
function Startup:restore(names)
  local queue, shown = {}, nil
  for _, name in ipairs(names) do
    if shown and self.host.has_screen() then
      queue[#queue + 1] = name
    else
      local is_there, problem = self:build(name, shown ~= nil)
      shown = shown or (is_there and name or nil)
      if problem then
        self:tell_later(("%s was not restored: %s"):format(name, problem.message))
      end
    end
  end
  local state = self.host.recall(STATE) or {}
  state.shown, state.queue, state.is_starting = shown, queue[1] and queue or nil, true
  self.host.remember(STATE, state)
end

--- Whatever has gone wrong: what stands is shown, and where nothing does WezTerm opens its usual window.
local function show_any(host, names)
  for _, name in ipairs(names) do
    if #host.windows(name) > 0 then
      host.show_workspace(name)
      return
    end
  end
end

---@async
function Startup:run()
  local files = self.plugin.files
  local unfinished = files.read(self:marker())
  if unfinished then
    files.remove(self:marker())
    local message =
      "The last start did not come to its end while it restored %s: nothing is restored now"
    return self:tell_later(message:format(unfinished:gsub("\n", ", ")))
  end
  local names, problem = wanted_names(self.plugin)
  if not names then
    local reason = (problem --[[@as sessions.Problem]]).message
    return self:tell_later("Nothing is restored: " .. reason)
  elseif not names[1] then
    return
  end
  files.replace(self:marker(), table.concat(names, "\n"))
  self.is_starting = true
  local ok, message = pcall(self.restore, self, names)
  if not ok then
    self:tell_later("The start-up restore has failed: " .. tostring(message))
    show_any(self.host, names)
  end
  if not ok or not self.host.has_screen() then
    self:has_started()
  end
end

--- What was begun has not hung the terminal.
function Startup:has_started()
  self.is_starting = nil
  self.plugin.files.remove(self:marker())
end

--- Build the next workspace, out of sight.
---@async
function Startup:step()
  local state = self.host.recall(STATE)
  local name = state and state.queue and table.remove(state.queue, 1)
  if not name then
    return
  end
  state.queue = state.queue[1] and state.queue or nil
  self.host.remember(STATE, state)
  local ok, outcome, problem = pcall(self.build, self, name, true)
  if not ok then
    problem = { code = "failed", message = tostring(outcome) }
  end
  if problem then
    self.plugin.fail(nil, problem, name .. " was not restored")
  end
end

--- Go on as far as is possible now.
function Startup:go_on()
  local state = self.host.recall(STATE)
  if self.is_busy or not state or not state.queue or #self.host.gui_windows() == 0 then
    return
  elseif state.shown and self.plugin.jobs():are_under_way(state.shown) then
    return
  end
  self.is_busy = true
  self.host.background(function()
    self:step()
    self.is_busy = false
    self:go_on()
  end)
end

--- There is a window: the start has not come to nothing.
function Startup:wake(window)
  if not self.is_starting and not self.host.remembers(STATE) then
    return
  end
  local state = self.host.recall(STATE) or {}
  if self.is_starting or state.is_starting then
    self:has_started()
  end
  if state.message then
    self.plugin.tell(window, state.message)
  end
  if state.is_starting or state.message then
    local rest = { queue = state.queue, shown = state.queue and state.shown }
    self.host.remember(STATE, next(rest) and rest or nil)
  end
  self:go_on()
end

---@param plugin sessions.Plugin
function startup.attach(plugin)
  local self = setmetatable({ plugin = plugin, host = plugin.host }, Startup)

  plugin.on("gui-startup", function(command)
    if is_plain(plugin, command) then
      self:run()
    end
  end)
  plugin.on("mux-startup", function()
    if plugin.options.restore_on_startup ~= "off" then
      self:run()
    end
  end)
  table.insert(plugin.hooks.woken, function(window)
    self:wake(window)
  end)
  table.insert(plugin.hooks.after_restore, function()
    self:go_on()
  end)
end

return startup
-- Made from lua_templates/sessions/features/startup/startup.lua; plugin/init.lua opens it by its digest: 247db33038427de3
