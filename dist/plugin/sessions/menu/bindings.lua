--- bindings: how the user reaches an action: by a key that is bound, else by another way.
---
--- In:    the configuration in force for a window; the name of an action.
--- Out:   the key as a person reads it, or the words for what else there is.
--- Never: names a key that does something else, or nothing.

local keys = require("sessions.text.keys")

local bindings = {}

--- Key of the host's memory: by action, the key that sends it.
local BOUND = "keys.bound"

--- Note which keys are bound. Called when a window has taken a configuration: all that is in it counts, what came after
--- the plugin as well.
---@param plugin sessions.Plugin
---@param config table the one in force
---@return boolean any of our actions has a key
function bindings.learn(plugin, config)
  -- Of two that are one, the last counts.
  local sends, order = keys.sent(config, config.keys)
  local is_ours, bound = {}, {}
  for _, action in ipairs(plugin.actions) do
    is_ours[action.name] = true
  end
  for _, name in ipairs(order) do
    local is_led = name:find("LEADER+", 1, true) ~= nil
    local event = (not is_led or config.leader) and sends[name]
    if event and is_ours[event] and not bound[event] then
      bound[event] = plugin.host.is_mac and name:gsub("SUPER", "CMD") or name
    end
  end
  plugin.host.remember(BOUND, bound)
  return next(bound) ~= nil
end

--- The key of an action as a person reads it: "ALT+s"; nil when it has none that is bound.
---@param plugin sessions.Plugin
---@param action string
---@return string?
---@nodiscard
function bindings.key_of(plugin, action)
  local bound = plugin.host.recall(BOUND)
  return bound and bound[action] or nil
end

--- What to do for an action: "press ALT+s".
---@param plugin sessions.Plugin
---@param action string
---@return string words
---@nodiscard
function bindings.how_to(plugin, action)
  local key = bindings.key_of(plugin, action)
  if key then
    return "press " .. key
  end
  for _, way_to in ipairs(plugin.hooks.ways) do
    local words = way_to(action)
    if words then
      return words
    end
  end
  return "send the event " .. action
end

return bindings
-- Made from lua_templates/sessions/menu/bindings.lua; plugin/init.lua opens it by its digest: eacd369a7b89f8d6
