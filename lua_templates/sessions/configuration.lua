--- configuration: what `apply_to_config` takes from a configuration, and adds to it.
---
--- In:    the plugin, the user's configuration and options.
--- Out:   options in force, keys beside the user's own; what was refused, in the log and once on the screen.
--- Never: raises; takes a key that the user has for something else, unless the option `keys` names it.

local arguments = require("sessions.arguments")
local keys = require("sessions.text.keys")
local options = require("sessions.options")

local configuration = {}

--- Keys of the host's memory: what was said already, on the screen and in the log.
local TOLD, LOGGED = "refused.told", "keys.left_out"

local KEYS_LOST = "No key of the plugin is bound: config.keys was set after apply_to_config,"
  .. " which must come after it"

---@param value any
---@return boolean
local function is_list(value)
  return type(value) == "table" and (value[1] ~= nil or next(value) == nil)
end

--- Say which of our keys the user has for something else: once for a process, not at each evaluation.
---@param host sessions.Host
---@param left_out string[]
local function log_left_out(host, left_out)
  local text = table.concat(left_out, ", ")
  if text ~= "" and text ~= host.recall(LOGGED) then
    host.remember(LOGGED, text)
    local message = "(wezterm-sessions) your own configuration has these keys, and keeps them: %s."
      .. " Other keys for these actions: the option keys"
    host.log_warn(message:format(text))
  end
end

--- Keys in addition to the user's own. A configuration that applies the plugin twice gets each once.
---@param plugin sessions.Plugin
---@param config table
---@param given any the user's options
---@param known table<table, true> keys that were added before
---@return table<table, true> added
local function add_keys(plugin, config, given, known)
  local kept, added, left_out = {}, {}, {}
  for _, key in ipairs(config.keys or {}) do
    if not known[key] then
      kept[#kept + 1] = key
    end
  end
  local theirs = (kept[1] or config.leader) and keys.sent(config, kept) or nil
  for _, key in ipairs(plugin.options.keys) do
    local name = theirs and keys.name(key.key, key.mods)
    local event = name and theirs[name]
    if event == nil or options.is_wished(given, key) then
      local own = { key = key.key, mods = key.mods, action = plugin.host.emit_action(key.action) }
      kept[#kept + 1], added[own] = own, true
    elseif event ~= key.action then
      left_out[#left_out + 1] = ("%s (not %s)"):format(name, key.action)
    end
  end
  log_left_out(plugin.host, left_out)
  config.keys = kept
  return added
end

--- What is odd about a configuration.
---@param config any
---@param given any the user's options
---@return sessions.Problem?
local function oddity(config, given)
  if type(config) ~= "table" then
    return nil
  end
  for name in pairs(given == nil and config or {}) do
    if options.is_only_ours(name) then
      local message =
        'apply_to_config(config, opts): "%s" is an option, the configuration comes first'
      return { code = "wrong_type", message = message:format(name), where = "opts" }
    end
  end
  if config.keys ~= nil and not is_list(config.keys) then
    local message = "config.keys is no list of keys: none was added to it"
    return { code = "wrong_type", message = message, where = "config.keys" }
  end
end

--- A way to set options and keys. What is wrong is named in the log and keeps its default.
---@param plugin sessions.Plugin
---@return fun(config: any, given: any)
function configuration.new(plugin)
  local added = {}
  return function(config, given)
    if config ~= nil and type(config) ~= "table" then
      -- Seldom so: who evaluates a configuration is spared the room that looks at arguments.
      arguments.check({ name = "apply_to_config", takes = "config: table" }, { config })
    end
    -- Who throws an empty table away wants no keys.
    local is_thrown_away = type(config) == "table"
      and getmetatable(config) == nil
      and next(config) == nil
    local complete, problems = options.read(given, plugin.host)
    plugin.options, plugin.config = complete, config
    local odd = oddity(config, given)
    problems[#problems + 1] = odd
    if config and not (odd and odd.where == "config.keys") then
      local is_done, result = pcall(add_keys, plugin, config, given, added)
      if is_done then
        added = result --[[@as table]]
        plugin.are_keys_added = next(added) ~= nil and not is_thrown_away
      else
        local message = "the keys could not be set: " .. plugin.host.sentence_of(result)
        problems[#problems + 1] = { code = "failed", message = message, where = "config.keys" }
      end
    end
    for _, problem in ipairs(problems) do
      plugin.host.log_error("(wezterm-sessions) " .. problem.message)
    end
    -- What was called too early stays refused.
    for _, problem in ipairs(plugin.refused) do
      problems[#problems + 1] = problem.code == "cannot_wait" and problem or nil
    end
    plugin.refused = problems
  end
end

--- Show what was refused, once until it is mended: who does not read the log believes that it holds.
---@async
---@param plugin sessions.Plugin
---@param window any
---@param has_key boolean one of our actions has a key in the configuration in force
function configuration.tell(plugin, window, has_key)
  local messages = {}
  for index, problem in ipairs(plugin.refused) do
    messages[index] = problem.message
  end
  if plugin.are_keys_added and not has_key then
    messages[#messages + 1] = KEYS_LOST
  end
  local text = table.concat(messages, "\n")
  if text == (plugin.host.recall(TOLD) or "") then
    return
  end
  plugin.host.remember(TOLD, text ~= "" and text or nil)
  if messages[#messages] == KEYS_LOST then
    plugin.host.log_warn("(wezterm-sessions) " .. KEYS_LOST)
  end
  if messages[1] then
    local more = #messages > 1 and (" (and %d more: see the log)"):format(#messages - 1) or ""
    plugin.tell(window, messages[1] .. more)
  end
end

return configuration
