--- doors: whoever comes in, a function of the configuration's or an event, finds the features attached.
---
--- In:    the plugin; what the loader opens rooms by.
--- Out:   `plugin.on`, by which rooms answer events; the public table.
--- Never: knows what an event or a function does; lets an error through to the configuration that called.
---
--- Who tells what went wrong: a function that answers something gives the problem to its caller, and says nothing. Of
--- what is done for a key, a list or a function without an answer the user is told, here. So is a mistake in a call.

local features = require("sessions.features")
local mistake = require("sessions.text.mistake")
local options = require("sessions.options")

local doors = {}

--- So much Lua is opened in one turn of the event loop: well under a millisecond.
local TURN_BYTES = 30000

local WAITING =
  "%s() may have to wait, which WezTerm does not allow here (a title is made, or a module is loaded)"

--- What an argument must be, by its kind; of other kinds nothing is asked.
local EXPECTED = {
  boolean = "true or false",
  integer = "a whole number",
  pane = "a pane",
  string = "a string",
  table = "a table",
  window = "a window",
}

--- Kinds that may come as userdata: what is the terminal's, and what it keeps as a table.
local IS_OBJECT = { pane = true, table = true, window = true }

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

--- A mistake in a call ends it.
---@param code sessions.ProblemCode
---@param message string
---@param where string?
local function refuse(code, message, where)
  error({ code = code, message = message, where = where }, 0)
end

---@param kind string
---@param value any
---@return boolean
local function is_of(kind, value)
  if kind == "integer" then
    return math.type(value) ~= nil and math.tointeger(value) ~= nil
  end
  local name = type(value)
  return name == kind or IS_OBJECT[kind] and (name == "userdata" or name == "table") or false
end

--- Compare values with what is taken: "name: string, window?: any".
---@param takes string
---@param given any values by place; by name, when they are options
---@param noun "argument"|"option"
---@param whose string name of the function
---@return string[] names of all that is taken
local function check(takes, given, noun, whose)
  local names = {}
  for name, mark, kind in takes:gmatch("([%a_]+)(%??): (%a+)") do
    names[#names + 1] = name
    local value, expected = given[noun == "option" and name or #names], EXPECTED[kind]
    if expected and (value ~= nil or mark == "") and not is_of(kind, value) then
      local message, shown = 'The %s "%s" of %s() must be %s, not %s', mistake.shown(value)
      refuse("wrong_type", message:format(noun, name, whose, expected, shown), name)
    end
  end
  return names
end

--- Refuse arguments that are not what a function takes.
---@param row sessions.PublicFunction
local function check_arguments(row, ...)
  local given = { ... }
  check(row.takes or "", given, "argument", row.name)
  local fields = row.options and given[1]
  if not fields then
    return
  end
  local names = check(row.options or "", fields, "option", row.name)
  for _, name in ipairs(options.unknown_names(fields, names)) do
    local message, nearest = "There is no option %s of %s(); %s", mistake.suggestion(name, names)
    refuse("unknown_option", message:format(mistake.shown(name), row.name, nearest), name)
  end
end

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
      local where =
        "name it in generator/facts/manifest.py, or a key's in surface/actions.py beside it"
      error(("the event %s has no door: %s"):format(event, where), 0)
    end
    list[#list + 1] = handler
  end

  ---@param event string
  ---@param option string? the option that turns it off
  local function answered(event, option)
    local list = {}
    handlers[event] = list
    ---@async
    return function(...)
      if option and plugin.options[option] == "off" then
        return
      end
      self:ready()
      for _, handler in ipairs(list) do
        self:act(handler, ...)
      end
    end
  end
  for _, event in ipairs(features.events) do
    plugin.host.on(event, answered(event))
  end
  for _, row in ipairs(features.watched) do
    plugin.host.watch(row.event, answered(row.event, row.option))
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

--- The functions that a configuration may call. One that may suspend is refused where nobody can: half of its answers
--- would be wrong there. One that is called at each evaluation, as `define` is, attaches its own feature alone.
---@return table<string, function>
function Doors:public_table()
  local plugin, public = self.plugin, {}
  for _, row in ipairs(features.functions) do
    ---@async
    local function call(...)
      if row.is_async and not plugin.host.may_suspend() then
        refuse("cannot_wait", WAITING:format(row.name))
      end
      check_arguments(row, ...)
      if row.is_async then
        self:ready()
      elseif row.feature then
        self:attach(row.is_early and row.feature or nil)
      end
      if row.instead == "nothing" then
        return self:act(plugin.api[row.name], ...)
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
-- Made from lua_templates/sessions/doors.lua; plugin/init.lua opens it by its digest: c14bb05434696802
