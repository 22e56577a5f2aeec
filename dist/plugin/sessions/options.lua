--- options: what the user may set; complete options, or problems by name.
---
--- In:    the table given to `apply_to_config(config, opts)`, with anything in it; the platform.
--- Out:   complete options, and a problem for each wrong name or type, whose default is kept.
--- Never: raises; takes `false` for "not given"; keeps a table of the user's; lets a key through that WezTerm refuses.

local key_wishes = require("sessions.text.key_wishes")
local keys = require("sessions.text.keys")
local mistake = require("sessions.text.mistake")
local path = require("sessions.text.path")

local options = {}

--- The actions that a key can be set for, with the keys of this build; no key: none by default. On macOS, where the
--- Option key types characters, some are held with other keys.
---@type { action: sessions.Action, key: string?, mods: string?, mac_mods: string? }[]
local ACTIONS = {
  { action = "save_session", key = "s", mods = "ALT", mac_mods = "CMD|SHIFT" },
  { action = "load_session", key = "l", mods = "ALT", mac_mods = "CMD|SHIFT" },
  { action = "restore_session", key = "r", mods = "ALT", mac_mods = "CMD|SHIFT" },
  { action = "delete_session", key = "d", mods = "CTRL|SHIFT" },
  { action = "edit_session", key = "e", mods = "CTRL|SHIFT" },
  { action = "fork_session", key = "f", mods = "ALT", mac_mods = "CMD|SHIFT" },
  { action = "rename_session", key = "r", mods = "ALT|SHIFT", mac_mods = "CTRL|CMD" },
  { action = "undo_session", key = "z", mods = "ALT|SHIFT", mac_mods = "CTRL|CMD" },
  { action = "manage_session", key = "l", mods = "ALT|SHIFT", mac_mods = "CTRL|CMD" },
  { action = "toggle_autosave", key = "a", mods = "ALT", mac_mods = "CTRL|CMD" },
}

--- The options of this build, in the order of the README. Defaults are in `options.defaults`.
---@type table[]
local OPTIONS = {
  {
    name = "save_state_dir",
    kind = "directory",
    expected = 'an absolute path, one that begins with "~/" or "default-user-owned"',
    choices = { "default-user-owned" },
  },
  { name = "process_inspection", kind = "boolean", expected = "true or false" },
  { name = "restore_programs", kind = "boolean", expected = "true or false" },
  { name = "extra_programs", kind = "strings", expected = "a list of strings" },
  {
    name = "lazy",
    kind = "choice",
    expected = '"background", "on_activate" or "off"',
    choices = { "background", "on_activate", "off" },
  },
  {
    name = "restore_on_startup",
    kind = "names",
    expected = '"off", "last", "all" or a list of strings',
    choices = { "off", "last", "all" },
  },
  {
    name = "autosave",
    kind = "choice",
    expected = '"off", "periodic" or "on_change"',
    choices = { "off", "periodic", "on_change" },
  },
  {
    name = "auto_save_interval_s",
    kind = "integer",
    expected = "a whole number from 1 to 86400",
    minimum = 1,
    maximum = 86400,
  },
  {
    name = "history_count",
    kind = "integer",
    expected = "a whole number from 0 to 1000",
    minimum = 0,
    maximum = 1000,
  },
  {
    name = "history_age_days",
    kind = "integer",
    expected = "a whole number from 1 to 36500",
    minimum = 1,
    maximum = 36500,
  },
  { name = "git_branch_warn", kind = "boolean", expected = "true or false" },
  { name = "command_palette", kind = "boolean", expected = "true or false" },
  { name = "default_keys", kind = "boolean", expected = "true or false" },
  {
    name = "keys",
    kind = "keys",
    expected = 'a table such as { save_session = { key = "s", mods = "ALT" }, load_session = false }',
  },
}

---@param value any
---@return boolean
local function is_list_of_strings(value)
  if type(value) ~= "table" then
    return false
  end
  local count = 0
  for _, item in pairs(value) do
    count = count + 1
    if type(item) ~= "string" then
      return false
    end
  end
  return count == #value
end

---@param list string[]
---@param value any
---@return boolean
local function contains(list, value)
  for _, item in ipairs(list) do
    if item == value then
      return true
    end
  end
  return false
end

--- Whether a value is right for an option, by the option's kind.
---@type table<string, fun(option: table, value: any, platform: sessions.Platform): boolean>
local ACCEPTS = {
  boolean = function(_, value)
    return type(value) == "boolean"
  end,
  integer = function(option, value)
    local whole = type(value) == "number" and math.tointeger(value)
    return whole and whole >= option.minimum and whole <= option.maximum or false
  end,
  choice = function(option, value)
    return contains(option.choices, value)
  end,
  strings = function(_, value)
    return is_list_of_strings(value)
  end,
  names = function(option, value)
    return contains(option.choices, value) or is_list_of_strings(value)
  end,
  directory = function(option, value, platform)
    return type(value) == "string"
      and (
        contains(option.choices, value)
        or path.is_absolute(value)
        or path.is_in_home(value, platform.is_windows)
      )
  end,
  keys = function(_, value)
    return type(value) == "table"
  end,
}

--- A value that cannot be changed behind our back.
local function as_it_is(_, value)
  return value
end

--- What is kept of a right value where that is not the value itself: never the user's own table.
---@type table<string, fun(option: table, value: any): any>
local KEEPS = {
  strings = function(_, value)
    return table.move(value, 1, #value, 1, {})
  end,
  names = function(_, value)
    return type(value) == "table" and table.move(value, 1, #value, 1, {}) or value
  end,
  --- A word such as "default-user-owned" says what nil says.
  directory = function(option, value)
    return not contains(option.choices, value) and value or nil
  end,
}

---@param problems sessions.Problem[]
---@param code sessions.ProblemCode
---@param where string
---@param message string with %s for each of the values that follow
---@param ... string
local function refuse(problems, code, where, message, ...)
  problems[#problems + 1] = { code = code, message = message:format(...), where = where }
end

---@param rows table[]
---@param field string
---@return string[]
local function names_in(rows, field)
  local names = {}
  for position, row in ipairs(rows) do
    names[position] = row[field]
  end
  return names
end

--- The keys to set: the defaults unless they are turned off, with the user's wishes in their place. A default goes where
--- the user has given its key to another action.
---@param with_defaults boolean
---@param wishes table
---@param problems sessions.Problem[]
---@param platform sessions.Platform
---@return sessions.KeyBinding[]
local function resolve_keys(with_defaults, wishes, problems, platform)
  local bindings, right, taken = {}, {}, {} ---@type sessions.KeyBinding[], table, table
  if next(wishes) then
    local troubles
    right, taken, troubles = key_wishes.read(wishes, names_in(ACTIONS, "action"))
    table.move(troubles, 1, #troubles, #problems + 1, problems)
  end
  for _, default in ipairs(ACTIONS) do
    local action, wish = default.action, right[default.action]
    local key, mods
    if wish then
      key, mods = wish.key, wish.mods or "NONE"
    elseif wish == nil and with_defaults then
      key, mods = default.key, platform.is_mac and default.mac_mods or default.mods
      if key and next(taken) and taken[keys.name(key, mods)] then
        key = nil
      end
    end
    if key then
      bindings[#bindings + 1] = { action = action, key = key, mods = mods }
    end
  end
  return bindings
end

--- The options of a user who sets none: fresh tables at each call.
---@param platform sessions.Platform?
---@return sessions.Options
---@nodiscard
function options.defaults(platform)
  local complete = {
    save_state_dir = nil,
    process_inspection = true,
    restore_programs = true,
    extra_programs = {},
    lazy = "background",
    restore_on_startup = "off",
    autosave = "off",
    auto_save_interval_s = 30,
    history_count = 10,
    history_age_days = 30,
    git_branch_warn = true,
    command_palette = false,
    default_keys = true,
  }
  complete.keys = resolve_keys(complete.default_keys, {}, {}, platform or {})
  return complete
end

--- Take the right values over, and refuse the others.
---@param complete sessions.Options
---@param given table
---@param problems sessions.Problem[]
---@param platform sessions.Platform
---@return table wishes for keys
local function take(complete, given, problems, platform)
  local wishes, known = {}, 0
  for _, option in ipairs(OPTIONS) do
    local value = given[option.name]
    known = known + (value == nil and 0 or 1)
    if value ~= nil and not ACCEPTS[option.kind](option, value, platform) then
      local message, name = 'The option "%s" must be %s, not %s', option.name
      refuse(problems, "wrong_type", name, message, name, option.expected, mistake.shown(value))
    elseif option.kind == "keys" then
      wishes = value or wishes
    elseif value ~= nil then
      local keep = KEEPS[option.kind] or as_it_is
      complete[option.name] = keep(option, value)
    end
  end
  local names, count = names_in(OPTIONS, "name"), 0
  for _ in pairs(given) do
    count = count + 1
  end
  for _, name in ipairs(count > known and mistake.unknown_names(given, names) or {}) do
    local nearest = mistake.suggestion(name, names)
    local message = "There is no option %s; %s"
    refuse(problems, "unknown_option", name, message, mistake.shown(name), nearest)
  end
  return wishes
end

--- Complete options from what the user gave.
---@param given any nil for nothing
---@param platform sessions.Platform?
---@return sessions.Options complete
---@return sessions.Problem[] problems empty when all is right
---@nodiscard
function options.read(given, platform)
  platform = platform or {}
  local complete, problems = options.defaults(platform), {}
  if given == nil then
    return complete, problems
  end
  if type(given) ~= "table" then
    local message = 'The options must be a table such as { lazy = "off" }, not %s'
    refuse(problems, "wrong_type", "opts", message, mistake.shown(given))
    return complete, problems
  end
  local wishes = take(complete, given, problems, platform)
  complete.keys = resolve_keys(complete.default_keys, wishes, problems, platform)
  return complete, problems
end

--- Whether a name is one of an option, and of nothing that WezTerm's configuration has.
---@param name any
---@return boolean
---@nodiscard
function options.is_only_ours(name)
  return name ~= "keys" and contains(names_in(OPTIONS, "name"), name)
end

--- Whether a key is the user's own wish, and no default.
---@param given any what `read` was given
---@param binding sessions.KeyBinding
---@return boolean
---@nodiscard
function options.is_wished(given, binding)
  local wishes = type(given) == "table" and given.keys
  local wish = type(wishes) == "table" and wishes[binding.action]
  return type(wish) == "table" and wish.key == binding.key and (wish.mods or "NONE") == binding.mods
end

return options
-- Made from lua_templates/options.lua.j2; plugin/init.lua opens it by its digest: 5b19782da4ba5150
