--- echo: one event is one action, whoever else listens to it.
---
--- In:    what was done, and by which way: for an event, or for somebody who called a function.
--- Out:   whether the same was done already for the same event, the other way.
--- Never: takes two presses of a key for one, or two calls.
---
--- Configurations written for the predecessors have a handler of their own for each of our events, which calls our
--- function. WezTerm gives all handlers of one event the same object as its window, and a new one to those of the next
--- (config/src/lua.rs:767-793): by that one event is known from another. Who hands over another window, or none, is
--- believed to belong to the event until the terminal goes on with something else.

local echo = {}

--- So long after an event a handler of it may come back from whatever it has waited for.
local SAME_EVENT_MS = 5000

--- Functions that may mean what another one does.
---@type table<string, fun(given: table): string?>
local MEANS = {
  save = function(given)
    local wanted = given[1] or {}
    return not wanted.all and not wanted.workspace and "save_state" or nil
  end,
}

--- Calls that are no substitute for what the event does: a save of which nobody is told.
---@type table<string, fun(given: table): boolean>
local IS_LESS = {
  save_state = function(given)
    return not given[2]
  end,
}

---@alias sessions.Way "event"|"call"

---@class sessions.Echo
---@field host sessions.Host
---@field done table<string, { way: sessions.Way, window: any, id: integer?, is_fresh: boolean, at_ms: number }>
local Echo = {}
Echo.__index = Echo

---@param host sessions.Host
---@return sessions.Echo
function echo.new(host)
  return setmetatable({ host = host, done = {} }, Echo)
end

--- The function that a call means.
---@param name string
---@param given table
---@return string
local function meaning(name, given)
  return MEANS[name] and MEANS[name](given) or name
end

--- Whether this was done for the same event, the other way. It is told once.
---@param name string of a function
---@param way sessions.Way
---@param given table its arguments; of an event, the window and the pane
---@return boolean
function Echo:is_done(name, way, given)
  local does = meaning(name, given)
  local last, window = self.done[does], given[1]
  if not last or last.way == way then
    return false
  end
  local is_same = rawequal(window, last.window)
    and window ~= nil
    and self.host.now_ms() < last.at_ms + SAME_EVENT_MS
  local id = self.host.id_of_window(window)
  if not is_same and not (last.is_fresh and (id == nil or id == last.id)) then
    return false
  end
  self.done[does] = nil
  return true
end

--- Note what was done.
---@param name string of a function
---@param way sessions.Way
---@param given table its arguments, as they came
function Echo:did(name, way, given)
  if way == "call" and IS_LESS[name] and IS_LESS[name](given) then
    return
  end
  local mark = {
    way = way,
    window = given[1],
    id = self.host.id_of_window(given[1]),
    is_fresh = true,
    at_ms = self.host.now_ms(),
  }
  self.done[meaning(name, given)] = mark
  self.host.background(function()
    mark.is_fresh = false
  end)
end

return echo
-- Made from lua_templates/sessions/echo.lua; plugin/init.lua opens it by its digest: 246a379de02e184b
