--- takeover: other plugins' sessions become ours, each file once.
---
--- In:    the store, directories, a pattern of file names.
--- Out:   sessions in our store under the names inside those files; a ledger of what was looked at.
--- Never: changes or removes an original; replaces a session of ours; tries a file a second time.

local takeover = {}

--- Beside the sessions.
local LEDGER = ".taken-over"

--- Paths that were looked at before, one a line.
local function read_ledger(store)
  local seen, text = {}, store.files.read(store:beside(LEDGER)) or ""
  for line in text:gmatch("[^\n]+") do
    seen[line] = true
  end
  return seen, text
end

---@async
local function take(store, file_path)
  local text = store.files.read(file_path)
  local session, _, problem
  if text then
    session, _, problem = store:decode(text)
  end
  if not session then
    local reason = problem and problem.message or "cannot be read"
    store.host.log_error(("(wezterm-sessions) not taken over: %s: %s"):format(file_path, reason))
    return nil
  end
  if store.files.exists(store:path_of(session.name)) then
    return nil
  end
  return store:write(session) and session.name
end

--- Take over every matching file in these directories that was not looked at before.
---@async
---@param store sessions.Store
---@param directories string[] those that are missing are passed over
---@param pattern string of file names
---@return string[] names of the sessions taken over
function takeover.run(store, directories, pattern)
  local seen, text = read_ledger(store)
  local names, added = {}, {}
  for _, directory in ipairs(directories) do
    local file_paths = store.host.list_directory(directory) or {}
    table.sort(file_paths)
    for _, file_path in ipairs(file_paths) do
      if file_path:match("[^/\\]+$"):find(pattern) and not seen[file_path] then
        added[#added + 1] = file_path
        names[#names + 1] = take(store, file_path)
      end
    end
  end
  if #added > 0 then
    store:replace(store:beside(LEDGER), text .. table.concat(added, "\n") .. "\n")
  end
  return names
end

return takeover
