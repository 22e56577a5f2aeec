--- startup: the terminal, or the multiplexer server, begins with what was open.
---
--- In:    the plugin; how the start came about.
--- Out:   the workspaces that `restore_on_startup` names, or one sentence that says why not.
--- Never: restores where the user has asked for something else to start, or the same twice; the same that stopped the
---        start before; what another terminal restores at the moment; ends the user's own handlers.
---
--- Handlers of the user's may open windows, before or after ours: what is to be restored is begun when the last of them
--- has ended.

local last = require("sessions.open.last")
local marker = require("sessions.features.startup.marker")
local opening = require("sessions.features.startup.opening")
local wish = require("sessions.features.startup.wish")

local startup = {}

--- Beside the sessions, from before a start until its window is alive: a start that finds it was preceded by one that
--- came to nothing, or comes beside one that is under way.
local MARKER = ".starting"

--- Key of the host's memory: this process has been heard of.
local HEARD = "startup.heard"

--- The event of the start ends early when a handler returns false or raises. So long after there is a window it is
--- taken for ended.
local NET_MS = 700

---@class sessions.Startup
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field is_starting? boolean the marker is there, and no window has been seen yet
---@field has_heard? boolean
---@field has_net? boolean
---@field is_in_event? boolean WezTerm has not looked yet what the handlers have left
---@field is_looking? boolean a window that was found is looked at, until something is done with it
---@field is_filling? boolean it is restored into
---@field is_telling? boolean `gui-attached` is about to be sent
---@field call? sessions.Typed|false how the process was called; false where the system does not tell
local Startup = {}
Startup.__index = Startup

--- How the process was called. That is a look at the whole process table: only where it matters.
---@return sessions.Typed?
function Startup:typed()
  if self.call == nil then
    local own = self.plugin.options.process_inspection and self.host.inspect_all()
    local usual = (self.plugin.config or {}).default_gui_startup_args
    self.call = own and own.argv and wish.typed(own.argv, usual) or false
  end
  return self.call or nil
end

---@return sessions.StartFacts
function Startup:facts()
  local host, config = self.host, self.plugin.config or {}
  local _, _, directory = host.own_process()
  return {
    config = config,
    default_domain = host.default_domain(),
    active_workspace = host.active_workspace(),
    home = host.home_dir,
    own_directory = directory,
    typed = function()
      return self:typed()
    end,
  }
end

--- The multiplexer whose client this terminal is.
---@async
---@return string? domain
function Startup:connection()
  local usual = self.host.default_domain()
  return usual and self.host.multiplexer_of(usual) and usual or nil
end

--- This terminal is for something else: it stands in for one that restores what was open.
---@return sessions.Last? known what was open
function Startup:stand_in()
  local known = last.read(self.plugin)
  last.stand_in(self.plugin)
  last.owe(self.plugin, known, self.plugin.options.restore_on_startup --[[@as any]])
  return known
end

--- Nothing is restored. Where nothing would be, or a multiplexer has it all, nobody needs to know why.
---@async
---@param reason string
function Startup:decline(reason)
  local plugin, host = self.plugin, self.host
  local wanted =
    last.wanted(plugin, plugin.options.restore_on_startup --[[@as any]], self:stand_in())
  for _, name in ipairs(wanted or {}) do
    local window = host.windows(name)[1]
    if not window or opening.is_local(host, window) then
      return opening.tell(plugin, "Nothing is restored: " .. reason)
    end
  end
end

--- What is to be restored and may be; what may not is told.
---@async
---@param known sessions.Last? what was open
---@return string[]
function Startup:names(known)
  local plugin = self.plugin
  local wish_for = plugin.options.restore_on_startup --[[@as any]]
  last.owe(plugin, known, wish_for)
  local wanted, first, problem = last.wanted(plugin, wish_for, known)
  if not wanted then
    opening.tell(plugin, "Nothing is restored: " .. (problem and problem.message or "unknown"))
    return {}
  end
  local names, reason = wish.names(wanted, first, self:facts())
  if reason then
    opening.tell(plugin, "Nothing is restored: " .. reason)
  end
  local left = wish_for == "last" and last.left_behind(plugin, known) or {}
  if left[1] then
    local sentence = "%s was open in a second WezTerm, and is not restored"
    opening.tell(plugin, sentence:format(table.concat(left, ", ")))
  end
  local free, held = last.free_names(plugin, known, names)
  for _, name in ipairs(held) do
    opening.tell(plugin, ("%s was not restored: it is open in another WezTerm"):format(name))
  end
  return free
end

--- Why nothing is restored now: an earlier start has not ended, which is told once, or one beside this one.
---@return string? sentence
function Startup:hindrance()
  local files, file_path = self.plugin.files, self.plugin.store():beside(MARKER)
  local text = files.read(file_path)
  local pid, names = marker.read(text or "")
  if pid and self.host.is_other_terminal(pid) then
    return "Nothing is restored: another terminal is starting, and restores " .. names
  elseif text then
    files.remove(file_path)
    local sentence = "The last start did not end while it restored %s: nothing is restored now"
    return sentence:format(names)
  end
end

--- What is begun now may hang the terminal.
---@param names string[]
function Startup:mark(names)
  local text = marker.text(self.host.own_process(), names)
  self.plugin.files.replace(self.plugin.store():beside(MARKER), text)
  self.is_starting = true
end

--- What was begun has not hung the terminal.
function Startup:has_started()
  self.is_starting = nil
  self.plugin.files.remove(self.plugin.store():beside(MARKER))
  opening.note(self.plugin, { is_starting = false })
end

--- WezTerm opens a window of its own unless it finds a pane of the usual domain in the workspace. Where `default_domain`
--- starts programs in some other way on this machine, and the session has none of its panes, that would be an empty
--- window beside the restored one: so until WezTerm has looked, the usual domain is that of the restored panes.
---@param workspace string
---@param usual string
function Startup:replace_domain(workspace, usual)
  local host, first = self.host, nil
  for _, window in ipairs(host.windows(workspace)) do
    for _, pane in ipairs(host.window_panes(window)) do
      local domain = host.domain_of(pane)
      first = first or domain
      if domain == usual then
        return
      end
    end
  end
  if first and host.is_attached(usual) and host.set_default_domain(first) then
    opening.note(self.plugin, { usual_domain = usual })
    host.background(function()
      self:put_back()
    end)
  end
end

--- WezTerm has looked: programs start where they always did.
function Startup:put_back()
  local usual = opening.state(self.plugin).usual_domain
  if usual then
    self.host.set_default_domain(usual)
    opening.note(self.plugin, { usual_domain = false })
  end
end

--- Open what is to be restored. Where that leaves panes, WezTerm does not open a window, and sends no `gui-attached`.
---@async
---@param names string[]
function Startup:open(names)
  local host, plugin = self.host, self.plugin
  opening.note(plugin, { is_starting = true })
  local usual = host.default_domain()
  local had_panes = not usual or host.has_panes(usual)
  opening.begin(plugin, names)
  local state = opening.state(plugin)
  if usual and state.shown and not had_panes and self.is_in_event and host.has_screen() then
    self:replace_domain(state.shown, usual)
    local now = host.default_domain()
    opening.note(plugin, { owes_attached = now and host.has_panes(now) })
  end
end

--- All handlers of the start have ended: restore what is to be restored.
---@async
function Startup:begin()
  local plugin, host = self.plugin, self.host
  if not opening.state(plugin).is_pending then
    return
  end
  opening.note(plugin, { is_pending = false })
  local hindrance = self:hindrance()
  if hindrance then
    self:stand_in()
    return opening.tell(plugin, hindrance)
  end
  local names = self:names(last.begin(plugin))
  if not names[1] then
    return
  end
  self:mark(names)
  local ok, message = pcall(self.open, self, names)
  if not ok then
    opening.tell(plugin, "The start-up restore has failed: " .. tostring(message))
    opening.show_any(plugin, names)
  end
  if not ok or not host.has_screen() then
    self:has_started()
  end
end

--- A start has been heard of: it goes on when all other handlers of its event have ended.
---@param event string
function Startup:await(event)
  self.host.remember(HEARD, true)
  opening.note(self.plugin, { is_pending = true })
  self.host.on_last(event, function()
    self.is_in_event = true
    self:begin()
    self.is_in_event = nil
  end)
end

--- The terminal has opened its window, and `gui-startup` was not heard: it was not sent, or a handler before ours has
--- ended it.
---@async
function Startup:attached()
  local host = self.host
  if host.remembers(HEARD) then
    return
  end
  host.remember(HEARD, true)
  local typed, connection = self:typed(), self:connection()
  if typed and not wish.is_start(typed) or connection then
    local domain = typed and typed.options["--domain"]
      or connection
      or host.default_domain()
      or "another terminal"
    return self:decline("this terminal is connected to " .. domain)
  end
  opening.note(self.plugin, { is_pending = true })
  self:begin()
end

--- A window has come with programs of this machine, and nothing of its start: a multiplexer's come before it.
function Startup:wonder(mux_window)
  local host, plugin = self.host, self.plugin
  if host.remembers(HEARD) or not opening.is_local(host, mux_window) then
    self.has_heard = host.remembers(HEARD)
    return
  end
  self.has_heard = true
  host.after_ms(NET_MS, function()
    if not host.remembers(HEARD) then
      host.remember(HEARD, true)
      if plugin.options.restore_on_startup ~= "off" then
        self:decline("the plugin has not heard of this start (a handler for gui-startup ended it)")
      end
    end
  end)
end

--- Handlers of the user's are told of the first window, as WezTerm tells them of one that it has opened.
function Startup:tell_attached()
  if self.is_telling then
    return
  end
  self.is_telling = true
  self.host.background(function()
    opening.note(self.plugin, { owes_attached = false })
    self.is_telling = false
    self.host.emit_attached()
  end)
end

--- A window of the start's own is waited for; this one may be it, and is looked at until it was.
---@async
---@param window any
function Startup:look_into(window)
  self.is_looking = opening.into(self.plugin, window, {
    begins = function(names)
      self:mark(names)
      self.is_filling = true
    end,
    ends = function()
      self.is_filling = nil
      self:has_started()
      self:wake(window)
    end,
  })
end

--- There is a window: the start has not come to nothing.
---@async
function Startup:wake(window)
  local plugin, host = self.plugin, self.host
  if self.has_heard and not self.is_starting and not opening.is_under_way(plugin) then
    return
  end
  local mux_window = host.mux_window_of(window)
  if not mux_window or host.is_dialog(mux_window) then
    return
  elseif not self.has_heard then
    self:wonder(mux_window)
  end
  self:put_back()
  local state = opening.state(plugin)
  if state.is_pending and not self.has_net then
    self.has_net = true
    host.after_ms(NET_MS, function()
      self:begin()
      self:wake(window)
    end)
  end
  if (self.is_starting or state.is_starting) and not self.is_filling then
    self:has_started()
  end
  if state.into and not self.is_looking then
    self:look_into(window)
  end
  if state.message then
    opening.note(plugin, { message = false })
    plugin.tell(window, state.message)
  end
  if state.owes_attached then
    self:tell_attached()
  end
  if state.queue then
    opening.go_on(plugin)
  elseif not state.into then
    opening.note(plugin, { shown = false })
  end
end

---@param plugin sessions.Plugin
function startup.attach(plugin)
  local self = setmetatable({ plugin = plugin, host = plugin.host }, Startup)

  ---@async
  local function started(spawn)
    if self:connection() then
      -- WezTerm connects next, and what is open there comes: `gui-attached` tells.
      return
    end
    local reason = wish.reason(spawn, self:facts())
    if reason then
      self.host.remember(HEARD, true)
      return self:decline(reason)
    end
    self:await("gui-startup")
  end
  plugin.on("gui-startup", started)
  ---@async
  local function attached()
    self:attached()
  end
  plugin.on("gui-attached", attached)
  plugin.on("mux-startup", function()
    if plugin.options.restore_on_startup ~= "off" then
      self:await("mux-startup")
    end
  end)
  ---@async
  local function woken(window)
    self:wake(window)
  end
  table.insert(plugin.hooks.woken, woken)
end

return startup
-- Made from lua_templates/sessions/features/startup/startup.lua; plugin/init.lua opens it by its digest: a1ee9d400da58b0c
