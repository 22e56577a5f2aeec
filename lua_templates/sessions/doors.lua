--- doors: whoever comes in, a function of the configuration's or an event, finds the features attached.
---
--- In:    the plugin; what the loader opens rooms by.
--- Out:   `plugin.on`, by which rooms answer events; the public table.
--- Never: knows what an event or a function does; lets an error through to the configuration that called.

local features = require("sessions.features")

local doors = {}

--- So much Lua is opened in one turn of the event loop: well under a millisecond.
local TURN_BYTES = 30000

local WAITING =
  "%s() may have to wait, which WezTerm does not allow here (a title is made, or a module is loaded)"

--- What a function answers that could not do its work, by what is said of it in the table.
local INSTEAD = {
  argument = function(_, first)
    return first
  end,
  list = function()
    return {}
  end,
  message = function(message)
    return nil, message
  end,
  problem = function(message)
    return nil, { code = "failed", message = message }
  end,
  text = function(message)
    return message
  end,
}

--- Features are attached when something first happens or is asked for: a configuration is evaluated at every reload
--- and for every window, and needs none of their code.
---@class sessions.Doors
---@field plugin sessions.Plugin
---@field open_some fun(bytes: integer): boolean
---@field attached table<table, true?> rows of `features`
---@field is_all_attached? boolean
---@field is_all_open? boolean
---@field is_configured? boolean `apply_to_config` was called
local Doors = {}
Doors.__index = Doors

---@param first integer place of the first hook to run
function Doors:run_configured(first)
  local hooks = self.plugin.hooks.configured
  for index = first, #hooks do
    hooks[index]()
  end
end

--- Attach one feature, or all of them; each once.
---@param name string?
function Doors:attach(name)
  if self.is_all_attached then
    return
  end
  local wanted, known = {}, #self.plugin.hooks.configured
  for _, row in ipairs(features) do
    if not self.attached[row] and (name == nil or row.feature == name) then
      -- The look opens the room: one that cannot be opened leaves nothing half done.
      wanted[#wanted + 1] = { row = row, attach = row.room.attach }
    end
  end
  for _, each in ipairs(wanted) do
    self.attached[each.row] = true
    each.attach(self.plugin)
  end
  self.is_all_attached = name == nil
  if self.is_configured then
    self:run_configured(known + 1)
  end
end

--- `apply_to_config` has set the options. Features that one of them wants at once are attached now: a handler of theirs
--- must be the first of its event.
function Doors:configured()
  for _, row in ipairs(features) do
    if row.option and self.plugin.options[row.option] then
      self:attach(row.feature)
    end
  end
  self.is_configured = true
  self:run_configured(1)
end

--- Attach all features. Before that all rooms are opened, a few in each turn of the event loop.
---@async
function Doors:ready()
  while not self.is_all_open and self.plugin.host.let_queued_work_run() do
    self.is_all_open = not self.open_some(TURN_BYTES)
  end
  self:attach()
end

--- Handlers are registered while the plugin is loaded: they keep their place among the user's own, and an answer to a
--- list that was open during a reload finds somebody. What they do comes with the features.
function Doors:add_events()
  local plugin, handlers = self.plugin, {}

  function plugin.on(event, handler)
    local list = handlers[event]
    if not list then
      error(("the event %s has no door: name it in generator/manifest.py"):format(event), 0)
    end
    list[#list + 1] = handler
  end

  ---@param event string
  ---@param option string? the option that turns it off
  local function told(event, option)
    local list = {}
    handlers[event] = list
    ---@async
    return function(...)
      if option and plugin.options[option] == "off" then
        return
      end
      self:ready()
      for _, handler in ipairs(list) do
        handler(...)
      end
    end
  end
  for _, event in ipairs(features.events) do
    plugin.host.on(event, told(event))
  end
  for _, row in ipairs(features.watched) do
    plugin.host.watch(row.event, told(row.event, row.option))
  end
end

--- The functions that a configuration may call. One that may suspend is refused where nobody can: half of its answers
--- would be wrong there. One that is called at each evaluation, as `define` is, attaches its own feature alone.
---@return table<string, function>
function Doors:public_table()
  local plugin, public = self.plugin, {}
  for _, row in ipairs(features.functions) do
    ---@async
    local function call(...)
      if row.is_async and not plugin.host.may_suspend() then
        error(WAITING:format(row.name), 0)
      elseif row.is_async then
        self:ready()
      elseif row.feature then
        self:attach(row.is_early and row.feature or nil)
      end
      return plugin.api[row.name](...)
    end
    ---@async
    public[row.name] = function(...)
      return plugin.host.answer(INSTEAD[row.instead], call, ...)
    end
  end
  return public
end

---@param plugin sessions.Plugin
---@param open_some fun(bytes: integer): boolean opens rooms that are still closed; false when none is left
---@return table<string, function> public
---@return fun() configured to be called when options are set
function doors.add(plugin, open_some)
  local self = setmetatable({ plugin = plugin, open_some = open_some, attached = {} }, Doors)
  plugin.actions = features.actions
  self:add_events()
  return self:public_table(), function()
    self:configured()
  end
end

return doors
