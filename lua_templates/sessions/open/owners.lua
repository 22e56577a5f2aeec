--- owners: which process of the terminal a session belongs to.
---
--- In:    the plugin, names of sessions; entries of processes in the list of what is open.
--- Out:   whether a session is this process's; whether another process lives.
--- Never: decides what may be written.
---
--- A process owns what it has loaded or restored whole, or saved on request, and what was not there before it saved it;
--- as long as it has that open.

local names = require("sessions.session.names")

local owners = {}

--- Key of the host's memory: the sessions of this process, by the names of their files.
local OWNED = "owned"

---@param plugin sessions.Plugin
---@return table<string, true?>
local function owned(plugin)
  return plugin.host.recall(OWNED) or {}
end

--- From now on a session is this process's.
---@param plugin sessions.Plugin
---@param name string
function owners.claim(plugin, name)
  local all, key = owned(plugin), names.to_file(name)
  if not all[key] then
    all[key] = true
    plugin.host.remember(OWNED, all)
  end
end

--- A session is not this process's any more: it is not open here, or less of it than was saved.
---@param plugin sessions.Plugin
---@param name string
function owners.release(plugin, name)
  local all, key = owned(plugin), names.to_file(name)
  if all[key] then
    all[key] = nil
    plugin.host.remember(OWNED, next(all) and all or nil)
  end
end

--- A session has another name.
---@param plugin sessions.Plugin
---@param old string
---@param new string
function owners.follow(plugin, old, new)
  local all = owned(plugin)
  local is_owned = all[names.to_file(old)]
  all[names.to_file(old)], all[names.to_file(new)] = nil, is_owned
  plugin.host.remember(OWNED, next(all) and all or nil)
end

---@param plugin sessions.Plugin
---@param name string
---@return boolean
function owners.is_ours(plugin, name)
  return owned(plugin)[names.to_file(name)] == true
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
