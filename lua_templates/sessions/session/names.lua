--- names: workspace name <-> file name, one to one, on every file system.
---
--- In:    a workspace name: any bytes, as the user typed it.
--- Out:   a file name that is safe in any directory, and the same name back.
--- Never: reads a disk, asks the host, or lets two names share one file, also where case is ignored.
---
--- `proj/Web app` becomes `proj%2FWeb%20app~20.json`: letters, digits and `_ . -` stand for
--- themselves, other bytes as %XX, and a suffix tells which letters are capitals.

local digest = require("sessions.text.digest")
local percent = require("sessions.text.percent")

local names = {}

local EXTENSION = ".json"

--- Most file systems take 255 bytes; this leaves room for `.bak`, `.tmp` and the like.
local FILE_NAME_BYTES = 200

--- What a name too long for that keeps of itself, for people; its digest makes it unique.
local SHORTENED_BYTES = 160

--- Windows opens a device for these, whatever comes after the first dot.
local DEVICES = { con = true, prn = true, aux = true, nul = true }
for number = 0, 9 do
  DEVICES["com" .. number], DEVICES["lpt" .. number] = true, true
end

--- The capitals of a name as one binary number, the first letter its highest digit, in hex.
local function capitals(name)
  -- Ranges are spelled out because `%u` follows the locale of the process.
  local digits = name:gsub("[^A-Za-z]", ""):gsub("[A-Z]", "1"):gsub("[a-z]", "0")
  digits = ("0"):rep(-#digits % 4) .. digits
  return (
    digits
      :gsub("....", function(four)
        return ("%x"):format(tonumber(four, 2) --[[@as integer]])
      end)
      :gsub("^0+", "")
  )
end

--- Whether Windows would open a device by this name.
---@param name string
---@return boolean
---@nodiscard
function names.is_device(name)
  return DEVICES[name:gsub("%..*", ""):lower()] == true
end

--- A name for the file of this workspace.
---@param name string
---@return string file_name
---@nodiscard
function names.to_file(name)
  local stem = percent.encode(name, "[^A-Za-z0-9_.-]")
  if stem:find("^%.") or names.is_device(stem) then
    stem = percent.encode(stem:sub(1, 1), ".") .. stem:sub(2)
  end
  if name == "" or name:find("[A-Z]") then
    stem = stem .. "~" .. capitals(name)
  end
  if #stem + #EXTENSION > FILE_NAME_BYTES then
    stem = stem:sub(1, SHORTENED_BYTES):gsub("%%%x?$", "") .. "~~" .. digest.of(name)
  end
  return stem .. EXTENSION
end

--- The workspace of a file.
---@param file_name string
---@return string? name nil when `to_file` has not written it, or has shortened it: then only the
---name inside the document tells
---@nodiscard
function names.from_file(file_name)
  local stem = file_name:match("^(.+)%.json$")
  local escaped = stem and stem:match("^([^~]*)~?%x*$")
  if not escaped then
    return nil
  end
  local name = percent.decode(escaped)
  return names.to_file(name) == file_name and name or nil
end

--- What is wrong with a name that somebody has given.
---@param name string
---@return sessions.Problem? problem nil: nothing
---@nodiscard
function names.problem(name)
  local is_blank = not name:find("%S")
  return is_blank and { code = "no_name", message = "a name is needed" } or nil
end

--- Whether a file is one that `to_file` may have written.
---@param file_name string
---@return boolean
---@nodiscard
function names.is_session_file(file_name)
  if #file_name > FILE_NAME_BYTES then
    return false
  elseif names.from_file(file_name) then
    return true
  end
  local shortened = file_name:match("^([^~]*)~?%x*~~" .. ("%x"):rep(16) .. "%.json$")
  return shortened ~= nil and shortened:find("^[A-Za-z0-9_.%%-]+$") ~= nil
end

return names
