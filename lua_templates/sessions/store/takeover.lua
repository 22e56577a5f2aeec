--- takeover: other plugins' sessions become ours, each file once.
---
--- In:    the store, directories, a pattern of file names.
--- Out:   sessions in our store under the names inside those files; a ledger of the files that were read.
--- Never: changes or removes an original; replaces a session of ours; reads a file a second time.

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

local function log(store, reason)
  store.host.log_error("(wezterm-sessions) not taken over: " .. tostring(reason))
end

--- How files begin that age or GnuPG has written: with a line that says so, or with the tag of a session key,
--- which is no UTF-8.
local CIPHERS = {
  "^age%-encryption%.org/",
  "^%-%-%-%-%-BEGIN [A-Z ]+%-%-%-%-%-",
  "^[\x84\x85\x8C\xC1]",
}

---@param text string
---@return boolean
local function is_encrypted(text)
  for _, start in ipairs(CIPHERS) do
    if text:find(start) then
      return true
    end
  end
  return false
end

---@async
---@return string? name of the session that was taken over
---@return boolean is_read
---@return sessions.Problem?
local function take(store, file_path)
  local text, message = store.files.read(file_path)
  if not text then
    log(store, message)
    return nil, false
  end
  if is_encrypted(text) then
    local sentence = ("%s is encrypted: decrypt it first"):format(file_path)
    log(store, sentence)
    -- It may be decrypted in its place.
    return nil, false, { code = "encrypted", message = sentence, where = file_path }
  end
  local session, _, problem = store:decode(text)
  if not session then
    log(store, ("%s: %s"):format(file_path, problem and problem.message))
    return nil, true
  end
  if store.files.exists(store:path_of(session.name)) then
    return nil, true
  end
  return store:write(session) and session.name, true
end

--- Take over every matching file in these directories that was not read before.
---@async
---@param store sessions.Store
---@param directories string[] those that are missing are passed over
---@param pattern string of file names
---@return string[] names of the sessions taken over
---@return sessions.Problem? problem with a directory or a file that cannot be read
function takeover.run(store, directories, pattern)
  local seen, text = read_ledger(store)
  local names, added, problem = {}, {}, nil ---@type string[], string[], sessions.Problem?
  for _, directory in ipairs(directories) do
    local file_paths, message = store.host.list_directory(directory)
    if not file_paths and directory ~= store.directory then
      -- Of the store's own directory the list tells.
      log(store, message)
      problem = { code = "unreadable", message = tostring(message), where = directory }
    end
    table.sort(file_paths or {})
    for _, file_path in ipairs(file_paths or {}) do
      if file_path:match("[^/\\]+$"):find(pattern) and not seen[file_path] then
        local name, is_read, trouble = take(store, file_path)
        problem = problem or trouble
        names[#names + 1] = name
        added[#added + 1] = is_read and file_path or nil
      end
    end
  end
  if #added > 0 then
    store:replace(store:beside(LEDGER), text .. table.concat(added, "\n") .. "\n")
  end
  return names, problem
end

return takeover
