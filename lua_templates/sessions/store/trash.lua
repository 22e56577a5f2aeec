--- trash: deleted sessions, until newer ones push them out.
---
--- In:    the store, a session's name.
--- Out:   its files set aside under names that no list shows; and put back.
--- Never: replaces a session that is there and was not kept, or one that was set aside before; keeps more than a few.

local percent = require("sessions.text.percent")

local trash = {}

--- Ends the name of a file set aside; a number follows where one of the same name lies there already.
local SUFFIX = ".deleted"

--- What was deleted, a line each, the newest last; beside the sessions. A file's number stands at the end of its line
--- where it is not the first: lines of earlier versions have none.
local LEDGER = ".deleted"

--- Deleted sessions that are kept.
local KEPT = 20

---@return sessions.Deleted[]
local function read_ledger(store)
  local rows = {}
  local text = store.files.read(store:beside(LEDGER)) or ""
  for at, name, number in text:gmatch("(%d+)\t([^\t\n]*)\t?(%d*)\n") do
    rows[#rows + 1] = {
      name = percent.decode(name),
      at = math.tointeger(tonumber(at)) or 0,
      number = math.tointeger(tonumber(number)) or 1,
    }
  end
  return rows
end

local function write_ledger(store, rows)
  local lines = {}
  for index, row in ipairs(rows) do
    local number = row.number > 1 and ("\t%d"):format(row.number) or ""
    lines[index] = ("%d\t%s%s\n"):format(row.at, percent.encode(row.name, "[%c%%]"), number)
  end
  store.files.replace(store:beside(LEDGER), table.concat(lines))
end

local function without(rows, gone)
  local kept = {}
  for _, row in ipairs(rows) do
    if row.name ~= gone.name or row.number ~= gone.number then
      kept[#kept + 1] = row
    end
  end
  return kept
end

--- Where a session was set aside.
---@param store sessions.Store
---@param row sessions.Deleted
---@return string
local function path_of(store, row)
  local number = row.number > 1 and "-" .. row.number or ""
  return store:path_of(row.name) .. SUFFIX .. number
end

--- A place for one more deleted session. The disk is asked, not the ledger: that may lack a line after a crash. One
--- number more than are kept is enough: the oldest goes when the newest has come.
---@param store sessions.Store
---@param name string
---@return sessions.Deleted
local function new_row(store, name)
  local row = { name = name, at = store.files.now_s(), number = 1 }
  while row.number <= KEPT and store.files.exists(path_of(store, row)) do
    row.number = row.number + 1
  end
  return row
end

--- Set a session's file aside; its state before goes.
---@param store sessions.Store
---@param name string
---@return boolean? done
---@return string path_or_message
function trash.put(store, name)
  local files, file_path = store.files, store:path_of(name)
  local before, row = files.before(file_path), new_row(store, name)
  store.cache:forget(file_path)
  local done, message = files.move(file_path, path_of(store, row))
  if not done then
    done = files.move(before, path_of(store, row))
  end
  if not done then
    return nil, tostring(message)
  end
  files.remove(before)
  local rows = without(read_ledger(store), row)
  rows[#rows + 1] = row
  while #rows > KEPT do
    files.remove(path_of(store, table.remove(rows, 1)))
  end
  write_ledger(store, rows)
  return true, file_path
end

--- The session that was deleted last and can still be brought back.
---@param store sessions.Store
---@return sessions.Deleted?
function trash.latest(store)
  local rows = read_ledger(store)
  for index = #rows, 1, -1 do
    if store.files.exists(path_of(store, rows[index])) then
      return rows[index]
    end
  end
end

--- Put a deleted session back. What has been saved since is kept for good first; where that cannot be, the deleted one
--- waits.
---@async
---@param store sessions.Store
---@param row sessions.Deleted
---@return true? done
---@return sessions.Problem?
---@return boolean? is_in_place something had been saved since
function trash.take_back(store, row)
  local file_path = store:path_of(row.name)
  local is_in_place = store.files.exists(file_path)
  if is_in_place and not store:keep_for_good(row.name) then
    local message = ("a session %s has been saved since it was deleted"):format(row.name)
    return nil, { code = "taken", message = message, where = file_path }
  end
  store.cache:forget(file_path)
  local done, message = store.files.move(path_of(store, row), file_path)
  if not done then
    return nil, { code = "not_written", message = tostring(message), where = file_path }
  end
  write_ledger(store, without(read_ledger(store), row))
  return true, nil, is_in_place
end

return trash
