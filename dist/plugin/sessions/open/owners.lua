--- owners: which process of the terminal a session belongs to.
---
--- In:    the plugin, names of sessions; entries of processes in the list of what is open.
--- Out:   whether a session is this process's; whether another process lives.
--- Never: decides what may be written.
---
--- A process owns what it has loaded or restored whole, or saved on request, and what was not there before it saved it;
--- as long as it has that open.

local cells = require("sessions.text.cells")
local names = require("sessions.session.names")

local owners = {}

--- Key of the host's memory: the sessions of this process, by the names of their files: ids of the windows in which each
--- was open.
local OWNED = "owned"

---@param plugin sessions.Plugin
---@return table<string, integer[]?>
local function owned(plugin)
  return plugin.host.recall(OWNED) or {}
end

---@param plugin sessions.Plugin
---@param all table<string, integer[]?>
local function keep(plugin, all)
  plugin.host.remember(OWNED, next(all) and all or nil)
end

---@param plugin sessions.Plugin
---@param name string
---@return integer[] ids of the windows of a session's workspace
local function windows_of(plugin, name)
  local host, ids = plugin.host, {}
  for index, mux_window in ipairs(host.windows(cells.sayable(name))) do
    ids[index] = host.window_id(mux_window)
  end
  return ids
end

--- From now on a session is this process's, as long as one of the windows is open that its workspace has now.
---@param plugin sessions.Plugin
---@param name string
function owners.claim(plugin, name)
  local all, key, ids = owned(plugin), names.to_file(name), windows_of(plugin, name)
  if table.concat(all[key] or {}, " ") ~= table.concat(ids, " ") then
    all[key] = ids[1] and ids or nil
    keep(plugin, all)
  end
end

--- A session is not this process's any more: less of it is open than was saved.
---@param plugin sessions.Plugin
---@param name string
function owners.release(plugin, name)
  local all = owned(plugin)
  all[names.to_file(name)] = nil
  keep(plugin, all)
end

--- A session has another name.
---@param plugin sessions.Plugin
---@param old string
---@param new string
function owners.follow(plugin, old, new)
  local all = owned(plugin)
  all[names.to_file(old)], all[names.to_file(new)] = nil, all[names.to_file(old)]
  keep(plugin, all)
end

---@param plugin sessions.Plugin
---@param name string
---@return boolean
function owners.is_ours(plugin, name)
  local ids = owned(plugin)[names.to_file(name)]
  if not ids then
    return false
  end
  local was_open = {}
  for _, id in ipairs(ids) do
    was_open[id] = true
  end
  for _, id in ipairs(windows_of(plugin, name)) do
    if was_open[id] then
      return true
    end
  end
  return false
end

--- Whether a process of the terminal that has written an entry is another one, and lives.
---@param plugin sessions.Plugin
---@param entry sessions.LastOfProcess
---@return boolean
function owners.is_other(plugin, entry)
  local host = plugin.host
  return entry.host == host.hostname() and host.is_other_terminal(entry.pid)
end

return owners
-- Made from lua_templates/sessions/open/owners.lua; plugin/init.lua opens it by its digest: 988b072026b61b2c
