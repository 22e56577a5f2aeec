--- trash: deleted sessions, until newer ones push them out.
---
--- In:    the store, a session's name.
--- Out:   its files set aside under names that no list shows; and put back.
--- Never: replaces a session that is there and was not kept; keeps more than a few.

local percent = require("sessions.text.percent")

local trash = {}

local SUFFIX = ".deleted"

--- What was deleted, a line each, the newest last; beside the sessions.
local LEDGER = ".deleted"

--- Deleted sessions that are kept.
local KEPT = 20

---@return { name: string, at: integer }[]
local function read_ledger(store)
  local rows = {}
  for at, name in (store.files.read(store:beside(LEDGER)) or ""):gmatch("(%d+)\t([^\n]*)\n") do
    rows[#rows + 1] = { name = percent.decode(name), at = math.tointeger(tonumber(at)) or 0 }
  end
  return rows
end

local function write_ledger(store, rows)
  local lines = {}
  for index, row in ipairs(rows) do
    lines[index] = ("%d\t%s\n"):format(row.at, percent.encode(row.name, "[%c%%]"))
  end
  store.files.replace(store:beside(LEDGER), table.concat(lines))
end

local function without(rows, name)
  local kept = {}
  for _, row in ipairs(rows) do
    if row.name ~= name then
      kept[#kept + 1] = row
    end
  end
  return kept
end

--- Set a session's file aside; its state before goes.
---@param store sessions.Store
---@param name string
---@return boolean? done
---@return string path_or_message
function trash.put(store, name)
  local files, file_path = store.files, store:path_of(name)
  local before = files.before(file_path)
  store.cache:forget(file_path)
  local done, message = files.move(file_path, file_path .. SUFFIX)
  if not done then
    done = files.move(before, file_path .. SUFFIX)
  end
  if not done then
    return nil, tostring(message)
  end
  files.remove(before)
  local rows = without(read_ledger(store), name)
  rows[#rows + 1] = { name = name, at = files.now_s() }
  while #rows > KEPT do
    local oldest = table.remove(rows, 1)
    files.remove(store:path_of(oldest.name) .. SUFFIX)
  end
  write_ledger(store, rows)
  return true, file_path
end

--- The session that was deleted last and can still be brought back.
---@param store sessions.Store
---@return { name: string, at: integer }?
function trash.latest(store)
  local rows = read_ledger(store)
  for index = #rows, 1, -1 do
    if store.files.exists(store:path_of(rows[index].name) .. SUFFIX) then
      return rows[index]
    end
  end
end

--- Put a deleted session back. What has been saved since is kept for good first; where that cannot be, the deleted one
--- waits.
---@async
---@param store sessions.Store
---@param name string
---@return true? done
---@return sessions.Problem?
---@return boolean? is_in_place something had been saved since
function trash.take_back(store, name)
  local file_path = store:path_of(name)
  local is_in_place = store.files.exists(file_path)
  if is_in_place and not store:keep_for_good(name) then
    local message = ("a session %s has been saved since it was deleted"):format(name)
    return nil, { code = "taken", message = message, where = file_path }
  end
  store.cache:forget(file_path)
  local done, message = store.files.move(file_path .. SUFFIX, file_path)
  if not done then
    return nil, { code = "not_written", message = tostring(message), where = file_path }
  end
  write_ledger(store, without(read_ledger(store), name))
  return true, nil, is_in_place
end

return trash
-- Made from lua_templates/sessions/store/trash.lua; plugin/init.lua opens it by its digest: 7299bfed5bbe5610
