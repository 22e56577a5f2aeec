--- owed: what a start was to bring back and has not opened yet.
---
--- In:    the plugin; names of sessions.
--- Out:   those that are still to be opened by this process or by the start after it.
--- Never: brings anything back; keeps what is open, or saved no more.

local owed = {}

--- Key of the host's memory.
local NAMES = "last.owed"

---@param plugin sessions.Plugin
---@return string[]
local function recalled(plugin)
  return plugin.host.remembers(NAMES) and plugin.host.recall(NAMES) or {}
end

---@param plugin sessions.Plugin
---@param names string[]
function owed.note(plugin, names)
  plugin.host.remember(NAMES, names[1] and names or nil)
end

--- What is owed now.
---@param plugin sessions.Plugin
---@param open sessions.Open as the list says, which begins with what a start is to open
---@return string[] names
function owed.left(plugin, open)
  local names = recalled(plugin)
  local is_there, is_open, left = {}, {}, {}
  for _, name in ipairs(names[1] and plugin.host.workspace_names() or {}) do
    is_there[name] = true
  end
  for _, name in ipairs(open.workspaces) do
    is_open[name] = is_there[name]
  end
  for _, name in ipairs(names) do
    left[#left + 1] = not is_open[name] and plugin.store():has(name) and name or nil
  end
  if #left < #names then
    owed.note(plugin, left)
  end
  return left
end

--- A session has another name.
---@param plugin sessions.Plugin
---@param old string
---@param new string
---@return boolean is_owed
function owed.follow(plugin, old, new)
  local names, is_owed = recalled(plugin), false
  for index, name in ipairs(names) do
    names[index] = name == old and new or name
    is_owed = is_owed or name == old
  end
  if is_owed then
    owed.note(plugin, names)
  end
  return is_owed
end

return owed
