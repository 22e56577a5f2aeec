--- keeping: which older states of a session stay, and how their files are called.
---
--- In:    the states there are, the time, the limits; or the parts of a file name.
--- Out:   what to keep and what to remove; a file name, and the same parts back.
--- Never: removes a pinned state, or the newest one; reads a file.
---
--- The promise: pinned states stay; of the others the newest `count` different ones stay for
--- `age_days`; the newest stays however old it is. A state that came back is kept once.

local keeping = {}

local DAY_S = 24 * 60 * 60

--- What stands between the name of a session's file and the time. No session file has it.
keeping.MARK = "@"

--- Digits of the time, so that names sort as times do.
local TIME_DIGITS = 12
local TIME_MAX = 10 ^ TIME_DIGITS

local SUFFIX = ".json"

---@class (exact) sessions.KeepingLimits
---@field count integer different states to keep besides the pinned ones; 0: none
---@field age_days number older ones go; `math.huge`: never

---@class (exact) sessions.OlderStateName
---@field stem string name of the session's file without ".json"
---@field saved_at integer seconds since the epoch
---@field digest? string hexadecimal digits in lower case
---@field pinned boolean

--- Newest first; the id decides between states of one second.
---@param entries sessions.OlderState[]
---@return any[] sorted
---@nodiscard
function keeping.newest_first(entries)
  local sorted = table.move(entries, 1, #entries, 1, {})
  table.sort(sorted, function(a, b)
    if a.saved_at ~= b.saved_at then
      return a.saved_at > b.saved_at
    end
    return a.id > b.id
  end)
  return sorted
end

--- Sort states into those that stay and those that go.
---@generic T : sessions.OlderState
---@param entries T[] of one session, in any order, each id once
---@param now_s integer seconds since the epoch
---@param limits sessions.KeepingLimits
---@return T[] keep newest first
---@return T[] remove newest first
---@nodiscard
function keeping.keep(entries, now_s, limits)
  local keep, remove, seen = {}, {}, {}
  for _, entry in ipairs(entries) do
    if entry.pinned and entry.digest then
      seen[entry.digest] = true
    end
  end
  local count, oldest_s = 0, now_s - limits.age_days * DAY_S
  for _, entry in ipairs(keeping.newest_first(entries)) do
    local digest = entry.digest
    local stays = entry.pinned
    if not stays and not (digest and seen[digest]) and count < limits.count then
      stays = count == 0 or entry.saved_at >= oldest_s
      count = count + (stays and 1 or 0)
    end
    if digest then
      seen[digest] = true
    end
    local list = stays and keep or remove
    list[#list + 1] = entry
  end
  return keep, remove
end

--- The name of an older state's file; `from_file` is the way back. All states of a session sort by
--- time, and no name is that of a session's own file.
---@param name sessions.OlderStateName
---@return string? file_name nil when a part cannot be said in a name
---@nodiscard
function keeping.to_file(name)
  local is_time = math.type(name.saved_at) == "integer"
    and name.saved_at >= 0
    and name.saved_at < TIME_MAX
  if not is_time or name.stem == "" or name.stem:find("[@/\\%z]") then
    return nil
  elseif name.digest and not name.digest:find("^[0-9a-f]+$") then
    return nil
  end
  local time = ("%0" .. TIME_DIGITS .. "d"):format(name.saved_at)
  local digest = name.digest and "-" .. name.digest or ""
  return name.stem .. keeping.MARK .. time .. digest .. (name.pinned and "+" or "") .. SUFFIX
end

---@param file_name string
---@return sessions.OlderStateName? name nil when `to_file` writes no such name
---@nodiscard
function keeping.from_file(file_name)
  local stem, time, rest = file_name:match("^([^@/\\%z]+)@(%d+)([-+0-9a-f]*)%.json$")
  if not (stem and time and rest) or #time ~= TIME_DIGITS then
    return nil
  end
  local digest = rest:match("^%-([0-9a-f]+)")
  local pin = rest:sub(digest and #digest + 2 or 1)
  if pin ~= "" and pin ~= "+" then
    return nil
  end
  local saved_at = tonumber(time) --[[@as integer]]
  return { stem = stem, saved_at = saved_at, digest = digest, pinned = pin == "+" }
end

return keeping
