--- key_wishes: the keys that a user wishes for actions: those that can be set, and what is wrong with the others.
---
--- In:    wishes by action; the names of the actions.
--- Out:   the right ones; a problem for each of the others.
--- Never: knows a default; changes a wish.

local key_names = require("sessions.text.key_names")
local keys = require("sessions.text.keys")
local mistake = require("sessions.text.mistake")

local key_wishes = {}

--- What a key may say.
local KEY_FIELDS = { "key", "mods" }

---@param wish any
---@return boolean
local function is_key(wish)
  return type(wish) == "table"
    and type(wish.key) == "string"
    and wish.key ~= ""
    and (wish.mods == nil or type(wish.mods) == "string")
end

---@param code sessions.ProblemCode
---@param message string with %s for each of the values that follow
---@param ... string
---@return sessions.Problem
local function problem(code, message, ...)
  return { code = code, message = message:format(...) }
end

--- What is wrong with a key that somebody wishes for an action.
---@param wish any
---@param action string
---@return sessions.Problem? problem nil when nothing is
local function key_trouble(wish, action)
  if not is_key(wish) then
    local message =
      'The key of "%s" must be false or a table such as { key = "s", mods = "ALT" }, not %s'
    return problem("wrong_type", message, action, mistake.shown(wish))
  end
  local unknown = mistake.unknown_names(wish, KEY_FIELDS)[1]
  if unknown then
    local message, nearest =
      'The key of "%s" has a field %s; %s', mistake.suggestion(unknown, KEY_FIELDS)
    return problem("unknown_option", message, action, mistake.shown(unknown), nearest)
  end
  local trouble = key_names.key_trouble(wish.key) or key_names.mods_trouble(wish.mods or "")
  return trouble and problem("unknown_key", 'The key of "%s": %s', action, trouble) or nil
end

--- The wishes that can be fulfilled, by action; two actions cannot have one key.
---@param wishes table
---@param actions string[]
---@return table<string, table|false> right
---@return table<string, string> taken names of keys, with the action of each
---@return sessions.Problem[] problems
---@nodiscard
function key_wishes.read(wishes, actions)
  local right, taken, problems = {}, {}, {} ---@type table, table, sessions.Problem[]
  local function refuse(trouble, action)
    trouble.where = "keys." .. action
    problems[#problems + 1] = trouble
  end
  for _, action in ipairs(actions) do
    local wish = wishes[action]
    local trouble = wish and key_trouble(wish, action)
    local name = wish and not trouble and keys.name(wish.key, wish.mods) --[[@as string]]
    if name and taken[name] then
      local both = 'The key of "%s", %s, is that of "%s" as well'
      trouble = problem("taken", both, action, name, taken[name])
    elseif name then
      taken[name] = action
    end
    if trouble then
      refuse(trouble, action)
    elseif wish ~= nil then
      right[action] = wish
    end
  end
  for _, name in ipairs(mistake.unknown_names(wishes, actions)) do
    local message, nearest =
      "There is no action %s to set a key for; %s", mistake.suggestion(name, actions)
    refuse(problem("unknown_action", message, mistake.shown(name), nearest), name)
  end
  return right, taken, problems
end

return key_wishes
