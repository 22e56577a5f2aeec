--- cache: sessions by the text of their files, so that equal text is not parsed again.
---
--- In:    what was read or written.
--- Out:   the session of exactly that text, also after a reload of the configuration.
--- Never: reads a file; trusts a time or a size.

local cache = {}

---@class sessions.Cache
---@field host sessions.Host
---@field due string[] paths: what of them is known is not in the host's memory yet
---@field entries table<string, { text: string, session: sessions.Session }?> by path
local Cache = {}
Cache.__index = Cache

--- Sessions remembered across a reload of the configuration, newest last; older ones are read again.
local REMEMBERED_MAX = 16

---@param host sessions.Host
---@return sessions.Cache
function cache.new(host)
  return setmetatable({ host = host, entries = {}, due = {} }, Cache)
end

--- Remember what a file holds, here and, a turn of the event loop later, across a reload: nobody waits for that.
---@param file_path string
---@param text string
---@param session sessions.Session
function Cache:keep(file_path, text, session)
  self.entries[file_path] = { text = text, session = session }
  self.due[#self.due + 1] = file_path
  if #self.due == 1 then
    self.host.background(function()
      local due = self.due
      self.due = {}
      for _, each in ipairs(due) do
        self:remember(each)
      end
    end)
  end
end

---@param file_path string
function Cache:remember(file_path)
  local entry = self.entries[file_path]
  if not entry then
    -- It was deleted, or has another name.
    return
  end
  local order = self.host.recall("cached") or {}
  for index = #order, 1, -1 do
    if order[index] == file_path or #order - index >= REMEMBERED_MAX - 1 then
      if order[index] ~= file_path then
        self.host.remember("session." .. order[index], nil)
      end
      table.remove(order, index)
    end
  end
  order[#order + 1] = file_path
  self.host.remember("cached", order)
  self.host.remember("session." .. file_path, entry)
end

---@param file_path string
function Cache:forget(file_path)
  self.entries[file_path] = nil
  self.host.remember("session." .. file_path, nil)
end

--- The session that was read or written with exactly this text, without parsing it again.
---@param file_path string
---@param text string
---@return sessions.Session?
function Cache:known(file_path, text)
  local entry = self.entries[file_path]
  if not entry then
    entry = self.host.recall("session." .. file_path)
    self.entries[file_path] = entry
  end
  return entry and entry.text == text and entry.session or nil
end

return cache
-- Made from lua_templates/sessions/store/cache.lua; plugin/init.lua opens it by its digest: 31d8a6a19f9a54e5
