--- marker: the text of the file that is there while a start restores.
---
--- In:    a process id, the names that are restored.
--- Out:   a text that says both, and what such a text says.
--- Never: decides what it means to find one.

local marker = {}

local HEAD = "pid "

---@param pid integer? nil where the system does not tell
---@param names string[]
---@return string
---@nodiscard
function marker.text(pid, names)
  return (pid and HEAD .. pid .. "\n" or "") .. table.concat(names, "\n")
end

---@param text string
---@return integer? pid
---@return string names in one line
---@nodiscard
function marker.read(text)
  local pid, rest = text:match("^" .. HEAD .. "(%d+)\n(.*)$")
  return math.tointeger(tonumber(pid)), ((rest or text):gsub("\n", ", "))
end

return marker
-- Made from lua_templates/sessions/features/startup/marker.lua; plugin/init.lua opens it by its digest: c2a8b04f1c1f83a2
