--- arguments: what a caller hands over is what a function takes; a window is the one on the screen.
---
--- In:    the row of a public function, and what it is called with.
--- Out:   a mistake, raised as a problem; the window and the pane that are meant.
--- Never: asks anything of a kind that it does not know; hands a window on that is closed.

local mistake = require("sessions.text.mistake")

local arguments = {}

--- What an argument must be, by its kind; of other kinds nothing is asked.
local EXPECTED = {
  boolean = "true or false",
  integer = "a whole number",
  pane = "a pane",
  string = "a string",
  table = "a table",
  window = "a window",
}

--- Kinds that are the terminal's own.
local IS_OBJECT = { pane = true, window = true }

--- What an event brings that a key or a list sends.
arguments.OF_EVENT = "window?: window, pane?: pane"

--- A mistake in a call ends it.
---@param code sessions.ProblemCode
---@param message string
---@param where string?
function arguments.refuse(code, message, where)
  error({ code = code, message = message, where = where }, 0)
end

--- Whether something has fields as a table has: `wezterm.GLOBAL` keeps tables as userdata, a window is none.
local function is_table(value)
  local function look()
    local walk = table.pack(pairs(value)) --[[@as any]]
    walk[1](walk[2], walk[3])
  end
  return type(value) == "table" or type(value) == "userdata" and pcall(look)
end

---@param kind string
---@param value any
---@return boolean
local function is_of(kind, value)
  if kind == "integer" then
    return math.type(value) ~= nil and math.tointeger(value) ~= nil
  elseif kind == "table" then
    return is_table(value)
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
local function compare(takes, given, noun, whose)
  local names = {}
  for name, mark, kind in takes:gmatch("([%a_]+)(%??): (%a+)") do
    names[#names + 1] = name
    local value, expected = given[noun == "option" and name or #names], EXPECTED[kind]
    if expected and (value ~= nil or mark == "") and not is_of(kind, value) then
      local message, shown = 'The %s "%s" of %s() must be %s, not %s', mistake.shown(value)
      local sentence = message:format(noun, name, whose, expected, shown)
      arguments.refuse("wrong_type", sentence, name)
    end
  end
  return names
end

--- Refuse arguments that are not what a function takes.
---@param row { name: string, takes: string?, options: string? }
---@param given table by place
function arguments.check(row, given)
  compare(row.takes or "", given, "argument", row.name)
  local fields = row.options and given[1]
  if not fields then
    return
  end
  local names = compare(row.options or "", fields, "option", row.name)
  for _, name in ipairs(mistake.unknown_names(fields, names)) do
    local message, nearest = "There is no option %s of %s(); %s", mistake.suggestion(name, names)
    local sentence = message:format(mistake.shown(name), row.name, nearest)
    arguments.refuse("unknown_option", sentence, name)
  end
end

--- Put the window that is meant in place of the one that was given, and its active pane in place of a missing one.
---@async
---@param host sessions.Host
---@param takes string
---@param given any values by place; by name, when they are options
---@param by_name boolean
---@param on_screen boolean it must be on the screen
---@return any? window
local function replace(host, takes, given, by_name, on_screen)
  local window, place = nil, 0
  for name, kind in takes:gmatch("([%a_]+)%??: (%a+)") do
    place = place + 1
    given.needed = not by_name and place or nil
    local key = by_name and name or place
    if kind == "window" then
      window = host.window_at_hand(given[key])
      if on_screen and window and not host.is_on_screen(window) then
        window = host.window_at_hand()
      end
      given[key] = window
    elseif kind == "pane" and window then
      given[key] = host.pane_at_hand(window, given[key])
    end
  end
  return window
end

--- Bring what was given to what is meant: a window of the multiplexer is the one on the screen that shows it; in place of
--- a closed one, of none and of what is no window stands the one that has the keyboard.
---@async
---@param host sessions.Host
---@param row { name: string, takes: string?, options: string?, on_screen: boolean? }
---@param given table by place; `needed` is set to the place of the last one
---@return sessions.Problem? problem where there must be a window on the screen, and is none
function arguments.resolve(host, row, given)
  local window = replace(host, row.takes or "", given, false, row.on_screen == true)
  if row.on_screen and not window then
    local message = "%s: there is no window on the screen that could show it"
    return { code = "not_shown", message = message:format(row.name) }
  end
  if row.options and given[1] then
    local fields = {}
    for name in row.options:gmatch("([%a_]+)%??:") do
      fields[name] = given[1][name]
    end
    replace(host, row.options, fields, true, false)
    given[1] = fields
  end
end

return arguments
-- Made from lua_templates/sessions/arguments.lua; plugin/init.lua opens it by its digest: a670e15d926405ac
