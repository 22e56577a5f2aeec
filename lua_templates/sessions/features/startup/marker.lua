--- marker: a file that is there while a start restores.
---
--- In:    the plugin, the names that are restored.
--- Out:   the file, and why a start that finds it restores nothing.
--- Never: stops more than one start.
---
--- It lies beside the sessions from before a start until its window is alive: a start that finds it was preceded by one
--- that came to nothing, or comes beside one that is under way. Its first line tells whose it is.

local marker = {}

local FILE, HEAD = ".starting", "pid "

---@param plugin sessions.Plugin
---@return string
local function path_of(plugin)
  return plugin.store():beside(FILE)
end

--- What is begun now may hang the terminal.
---@param plugin sessions.Plugin
---@param names string[]
function marker.set(plugin, names)
  local pid = plugin.host.own_process()
  local head = pid and HEAD .. pid .. "\n" or ""
  plugin.files.replace(path_of(plugin), head .. table.concat(names, "\n"))
end

---@param plugin sessions.Plugin
function marker.remove(plugin)
  plugin.files.remove(path_of(plugin))
end

--- Why nothing is restored now: an earlier start has not ended, which is told once, or one beside this one.
---@param plugin sessions.Plugin
---@return string? sentence
function marker.hindrance(plugin)
  local text = plugin.files.read(path_of(plugin))
  if not text then
    return nil
  end
  local pid, rest = text:match("^" .. HEAD .. "(%d+)\n(.*)$")
  local names = (rest or text):gsub("\n", ", ")
  if
    pid and plugin.host.is_other_terminal(tonumber(pid) --[[@as integer]])
  then
    return ("Nothing is restored: another terminal is starting, and restores %s"):format(names)
  end
  marker.remove(plugin)
  return ("The last start did not come to its end while it restored %s: nothing is restored now"):format(
    names
  )
end

return marker
