--- doors: whoever comes in, a function of the configuration's or an event, finds the features attached.
---
--- In:    the plugin; what the loader opens rooms by.
--- Out:   `plugin.on`, by which rooms answer events; the public table.
--- Never: knows what an event or a function does; lets an error through to the configuration that called.
---
--- Who tells what went wrong: a function that answers something gives the problem to its caller, and says nothing. Of
--- what is done for a key, a list or a function without an answer the user is told, here. So is a mistake in a call.

local arguments = require("sessions.arguments")
local echo = require("sessions.echo")
local features = require("sessions.features")

local doors = {}

--- So much Lua is opened in one turn of the event loop: well under a millisecond.
local TURN_BYTES = 30000

local WAITING =
  "%s() may have to wait, which WezTerm does not allow here (a title is made, or a module is loaded)"

--- WezTerm waits for itself, for ever, when a pane is to be opened then, or a timer to be set after an event
--- (lua-api-crates/mux/src/lib.rs:244, time-funcs/src/lib.rs:160-162).
local EVALUATING =
  "%s() cannot be called while the configuration is evaluated: call it in a handler, as of gui-startup"

--- What a function answers that could not do its work, by what is said of it in the table.
local INSTEAD = {
  argument = function(_, first)
    return first
  end,
  list = function()
    return {}
  end,
  nothing = function() end,
  problem = function(problem)
    return nil, problem
  end,
  text = function(problem)
    return problem.message
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
---@field echo fun(): sessions.Echo
---@field does table<string, string> by event, the function that does the same
---@field is_action table<string, true> functions for which there is an event
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
      local where =
        "name it in generator/facts/manifest.py, or a key's in surface/actions.py beside it"
      error(("the event %s has no door: %s"):format(event, where), 0)
    end
    list[#list + 1] = handler
  end

  --- What has to be done for an event, once rooms have said so.
  ---@param event string
  local function door(event)
    local list = {}
    handlers[event] = list
    ---@async
    return function(...)
      for _, handler in ipairs(list) do
        self:act(handler, ...)
      end
    end
  end
  for _, event in ipairs(features.events) do
    plugin.host.on(event, self:sent(event, door(event)))
  end
  for _, row in ipairs(features.watched) do
    local act = door(row.event)
    ---@async
    plugin.host.watch(row.event, function(...)
      if not row.option or plugin.options[row.option] ~= "off" then
        self:ready()
        act(...)
      end
    end)
  end
end

--- What is taken by an event, as a function's row says it. Looked up when the event comes: there are many of them, and a
--- configuration is evaluated often.
---@param event string
---@return { name: string, takes: string, on_screen: boolean? }
function Doors:row_of(event)
  local does = self.does[event]
  local row = { name = event, takes = arguments.OF_EVENT, on_screen = not does }
  for _, each in ipairs(features.functions) do
    if each.name == does then
      row.on_screen = each.on_screen
    end
  end
  return row
end

--- What a key or a list has sent, or a handler of the user's: done in the window that is meant, unless it was done for
--- the same event already.
---@param event string
---@param act async fun(window: any, pane: any, ...: any)
---@return async fun(...: any)
function Doors:sent(event, act)
  local does = self.does[event]
  ---@async
  return function(...)
    local came, given = table.pack(...), table.pack(...)
    if does and self.echo():is_done(does, "event", came) then
      return
    end
    self:ready()
    local problem = arguments.resolve(self.plugin.host, self:row_of(event), given)
    if problem then
      return self.plugin.fail(nil, problem)
    end
    act(table.unpack(given, 1, math.max(given.n, 2)))
    if does then
      self.echo():did(does, "event", came)
    end
  end
end

--- Do what nobody waits for an answer of, and tell the user when it fails.
---@async
---@param handler sessions.Act
---@param window any the one at hand, where there is one
function Doors:act(handler, window, ...)
  local _, problem, what = handler(window, ...)
  if problem then
    self.plugin.fail(window, problem, what)
  end
end

--- Do what a function does. Who waits for no answer is told of trouble.
---@async
---@param row sessions.PublicFunction
---@param given table
function Doors:answer(row, given)
  local api, last = self.plugin.api, given.n
  if given.needed and given.needed > last then
    last = given.needed
  end
  if row.instead == "nothing" then
    return self:act(api[row.name], table.unpack(given, 1, last))
  end
  return api[row.name](table.unpack(given, 1, last))
end

--- Somebody has called a function that may suspend: it is done in the window that is meant, unless the same was done for
--- the same event already.
---@async
---@param row sessions.PublicFunction
---@param given table
function Doors:called(row, given)
  local came = { given[1], given[2] }
  local is_action = self.is_action[row.name] ~= nil
  if is_action and self.echo():is_done(row.name, "call", came) then
    return
  end
  self:ready()
  local problem = arguments.resolve(self.plugin.host, row, given)
  if problem then
    error(problem, 0)
  end
  local results = table.pack(self:answer(row, given))
  if is_action then
    self.echo():did(row.name, "call", came)
  end
  return table.unpack(results, 1, results.n)
end

--- The functions that a configuration may call. One that may suspend is refused where nobody can: half of its answers
--- would be wrong there. One that is called at each evaluation, as `define` is, attaches its own feature alone.
---@return table<string, function>
function Doors:public_table()
  local plugin, public = self.plugin, {}
  for _, row in ipairs(features.functions) do
    ---@async
    local function call(...)
      local given = table.pack(...)
      if row.is_late and plugin.host.is_evaluating() then
        local message = EVALUATING:format(row.name)
        table.insert(plugin.refused, { code = "cannot_wait", message = message })
        arguments.refuse("cannot_wait", message)
      elseif row.is_async and not plugin.host.may_suspend() then
        arguments.refuse("cannot_wait", WAITING:format(row.name))
      end
      if row.takes then
        arguments.check(row, given)
      end
      if row.is_async then
        return self:called(row, given)
      elseif row.feature then
        self:attach(row.is_early and row.feature or nil)
      end
      return self:answer(row, given)
    end
    ---@async
    public[row.name] = function(...)
      -- `sessions:save_state(window)` is meant as `sessions.save_state(window)`.
      local first = rawequal(..., public) and 2 or 1
      return plugin.host.answer(INSTEAD[row.instead], call, select(first, ...))
    end
  end
  return public
end

---@param plugin sessions.Plugin
---@param open_some fun(bytes: integer): boolean opens rooms that are still closed; false when none is left
---@return table<string, function> public
---@return fun() configured to be called when options are set
function doors.add(plugin, open_some)
  local heard
  local self = setmetatable({
    plugin = plugin,
    open_some = open_some,
    attached = {},
    echo = function()
      heard = heard or echo.new(plugin.host)
      return heard
    end,
    does = {},
    is_action = { save = true },
  }, Doors)
  plugin.actions = features.actions
  for _, action in ipairs(features.actions) do
    self.does[action.name], self.is_action[action.does] = action.does, true
  end
  self:add_events()
  return self:public_table(), function()
    self:configured()
  end
end

return doors
-- Made from lua_templates/sessions/doors.lua; plugin/init.lua opens it by its digest: afe56e586b88e278
