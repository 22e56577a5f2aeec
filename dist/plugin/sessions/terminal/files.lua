--- files: the only room that touches the disk.
---
--- In:    paths and text.
--- Out:   text, or `nil, message` with the path in the message.
--- Never: knows what a session is; writes over what is in a file.

---@class sessions.Files
local files = {}

--- Errors of C by which there is no such file, as no file can have that name: it is too long, or holds what the file
--- system refuses.
---@type table<integer?, true?>
local IS_NOT_THERE = {
  [2] = true, -- ENOENT
  [20] = true, -- ENOTDIR: it would be below something that is no directory
  [22] = true, -- EINVAL: "a?b" on Windows
  [36] = true, -- ENAMETOOLONG on Linux
  [63] = true, -- the same on macOS
  [42] = true, -- EILSEQ on Windows: the bytes are no text
  [84] = true, -- the same on Linux
  [92] = true, -- the same on macOS
}

--- Error of C by which something is there that may not be opened: EACCES.
local REFUSED = 13

--- First bytes that `read_start` takes: enough for the head of any session document.
local START_BYTES = 512

--- Ends the name of the state before: what a file held until it was replaced.
local BEFORE = ".bak"

---@param name string
---@return string?
function files.environment(name)
  local value = os.getenv(name)
  return value ~= "" and value or nil
end

---@return integer seconds since the epoch
function files.now_s()
  return os.time()
end

---@param seconds integer since the epoch
---@return string for instance "2026-03-01 17:05"
function files.date(seconds)
  return os.date("%Y-%m-%d %H:%M", seconds) --[[@as string]]
end

local function read_bytes(path, what)
  local handle, message, number = io.open(path, "rb")
  if not handle then
    return nil, message, IS_NOT_THERE[number]
  end
  local text, problem = handle:read(what)
  handle:close()
  if not text and problem then
    return nil, path .. ": " .. problem
  end
  return text or ""
end

--- The whole file.
---@param path string
---@return string? text
---@return string? message
---@return true? is_missing there is no such file
function files.read(path)
  return read_bytes(path, "a")
end

--- The first bytes of a file, for lists that must not read everything.
---@param path string
---@return string? text
---@return string? message
---@return true? is_missing there is no such file
function files.read_start(path)
  return read_bytes(path, START_BYTES)
end

local function can_be_opened(path)
  local handle, _, number = io.open(path, "rb")
  if handle then
    handle:close()
  end
  return handle ~= nil, number
end

--- Whether there is a file, one that may not be read included.
---@param path string
---@return boolean
function files.exists(path)
  local is_open, number = can_be_opened(path)
  return is_open or not IS_NOT_THERE[number]
end

--- On Windows a directory is not opened but refused; with a separator at its end, as a root has it, it is "not there".
local function is_windows_directory(path)
  local last = #path
  while last > 0 and path:find("^[/\\]", last) do
    last = last - 1
  end
  local bare = path:sub(1, last)
  if bare == "" or bare:find("^[A-Za-z]:$") then
    return nil
  end
  local is_open, number = can_be_opened(bare)
  if is_open or IS_NOT_THERE[number] then
    return false
  end
  return number == REFUSED or nil
end

--- Whether WezTerm would start a program there: it drops a directory that cannot be listed (mux/src/domain.rs:429).
--- Opening "DIR/." succeeds for just those.
---@param path string
---@param is_windows boolean
---@return boolean? nil when it cannot be known
function files.is_directory(path, is_windows)
  if is_windows then
    return is_windows_directory(path)
  end
  return (can_be_opened(path .. "/."))
end

--- Move a file over another one. C `rename` refuses an existing target on Windows, hence the second try.
---@param from string
---@param to string
---@return boolean? done
---@return string? message
function files.move(from, to)
  local done, message = os.rename(from, to)
  if done then
    return true
  end
  if files.exists(to) and files.exists(from) then
    os.remove(to)
    done, message = os.rename(from, to)
  end
  return done, message
end

---@param path string
---@return boolean? done
---@return string? message
function files.remove(path)
  return os.remove(path)
end

--- A full disk is noticed when the file is closed: before anything is replaced.
local function write_bytes(path, how, text)
  local handle, message = io.open(path, how)
  if not handle then
    return nil, message
  end
  local written, problem = handle:write(text)
  local closed, close_problem = handle:close()
  if not written or not closed then
    return nil, path .. ": " .. tostring(problem or close_problem)
  end
  return true
end

--- Add text at the end of a file, in one write, and make the file when there is none.
---@param path string
---@param text string
---@return boolean? done
---@return string? message
function files.append(path, text)
  return write_bytes(path, "ab", text)
end

--- Where `replace` keeps what was in a file: the state before.
---@param path string
---@return string
function files.before(path)
  return path .. BEFORE
end

--- The file that a path belongs to: itself, or the one of which it is the state before.
---@param path string
---@return string
function files.newest(path)
  return path:sub(-#BEFORE) == BEFORE and path:sub(1, -#BEFORE - 1) or path
end

--- Write a file so that at every moment either the old or the new text is there whole.
---@param path string
---@param text string
---@param keeps_before boolean? the old text stays as `files.before(path)`
---@return boolean? done
---@return string? message
function files.replace(path, text, keeps_before)
  local temporary = path .. ".tmp"
  local done, message = write_bytes(temporary, "wb", text) ---@type boolean?, string?
  local is_kept = false ---@type boolean?
  if done and keeps_before and files.exists(path) then
    -- Between the two moves only the state before exists: readers fall back to it.
    done, message = files.move(path, files.before(path))
    is_kept = done
  end
  if done then
    done, message = files.move(temporary, path)
  end
  if not done then
    if is_kept then
      files.move(files.before(path), path)
    end
    os.remove(temporary)
    return nil, message
  end
  return true
end

--- The machine that this is, for the directories of its URLs, as it is now.
---@param host sessions.Host
---@return sessions.Machine
function files.machine(host)
  local known = {}
  return {
    hostname = host.hostname(),
    is_windows = host.is_windows,
    leaves_urls_raw = host.leaves_urls_raw,
    is_there = function(directory)
      if known[directory] == nil then
        known[directory] = files.is_directory(directory, host.is_windows) or false
      end
      return known[directory]
    end,
  }
end

return files
-- Made from lua_templates/sessions/terminal/files.lua; plugin/init.lua opens it by its digest: 825ba23ee3e13499
