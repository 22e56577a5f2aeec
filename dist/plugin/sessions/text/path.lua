--- path: working directories, as URLs and as paths.
---
--- In:    what WezTerm or a state file calls a working directory; paths of any platform.
--- Out:   the decoded path, and the machine it is on when that is another one; parts of a path.
--- Never: decodes twice, or guesses from the machine it runs on; asks whether a directory is there (by a function that it
---        is handed) where its URL can mean only one.

local percent = require("sessions.text.percent")

local path = {}

local LOCAL_HOSTS = { [""] = true, ["localhost"] = true, ["127.0.0.1"] = true, ["[::1]"] = true }

--- A drive or a share: only there a backslash separates names; elsewhere it is a letter like others.
--- Ranges are spelled out because `%a` follows the locale of the process.
local function is_windows_path(text)
  return text:find("^[A-Za-z]:[/\\]") or text:find("^[A-Za-z]:$") or text:find("^\\\\")
end

--- A path without the separators at its end, unless it is a root.
---@param text string
---@return string
---@nodiscard
function path.trimmed(text)
  local separators = is_windows_path(text) and "[/\\]" or "/"
  local bare = text:gsub(separators .. "+$", "")
  if bare == "" or bare:find("^[A-Za-z]:$") and is_windows_path(text) then
    return bare .. (text:sub(#bare + 1, #bare + 1))
  end
  return bare
end

--- Whether a machine is this one. The name may come with or without its domain.
local function is_here(machine, hostname)
  machine, hostname = machine:lower(), (hostname or ""):lower()
  if LOCAL_HOSTS[machine] or machine == hostname then
    return true
  end
  local is_short = not (machine:find(".", 1, true) and hostname:find(".", 1, true))
  return is_short and machine:match("^[^.]*") == hostname:match("^[^.]*")
end

--- The path that a working directory's URL names, decoded once. A plain path is taken as it is.
---@param url string? nil, `""` and `"nil"` (so written by older plugins) mean unknown
---@param hostname string? this machine's name; nil: only "localhost" and the like are this machine
---@param is_windows boolean?
---@return string? path any bytes but NUL, without a slash at the end; nil when unknown
---@return string? machine the machine that the path is on, when it is not this one
---@nodiscard
function path.from_url(url, hostname, is_windows)
  if not url or url == "" or url == "nil" then
    return nil
  end
  local text, machine = url, nil
  if url:find("^[Ff][Ii][Ll][Ee]:/") then
    machine = url:match("^....://([^/]*)")
    -- `file:/x` has no machine either.
    text = percent.decode(url:sub(machine and 8 + #machine or 6))
    if machine and machine:find("^[A-Za-z]:$") then
      -- `file://C:/x`, as some shells write it.
      machine, text = nil, machine .. text
    end
    text = text == "" and "/" or text
  elseif url:find("^[A-Za-z][A-Za-z0-9+.-]+://") then
    return nil
  end
  if text:find("\0", 1, true) then
    return nil
  end
  if is_windows then
    text = text:gsub("^/+([A-Za-z]:)", "%1")
  end
  machine = machine and machine:gsub("^.*@", ""):gsub(":%d*$", "")
  return path.trimmed(text), machine and not is_here(machine, hostname) and machine or nil
end

--- What a URL's reader has encoded itself, of a text that was no URL yet: blanks, and what no URL may hold. A `%` stays.
local function of_raw(digits)
  local byte = tonumber(digits, 16) --[[@as integer]]
  local is_refused = byte <= 0x20 or byte >= 0x7F or (' "<>`{}^'):find(string.char(byte), 1, true)
  return is_refused and string.char(byte) or nil
end

--- The URLs that a URL's text may stand for: itself, and those of a directory that nobody had encoded before it was made
--- a URL, of which `per%41` is a name. Best first.
---@param url string
---@param is_raw boolean? the terminal derives such ones
---@return string[] urls
local function readings(url, is_raw)
  local is_derived = url:find("^[Ff][Ii][Ll][Ee]:///")
  local is_url = url:find("^[Ff][Ii][Ll][Ee]:/")
  if
    not is_url
    or not url:find("%", 1, true)
    or is_derived and not is_raw and url:sub(-1) == "/"
  then
    -- What a program announces has the name of its machine, or no slash at the end.
    return { url }
  end
  local half = url:gsub("%%([0-9A-F][0-9A-F])", of_raw):gsub("%%", "%%25")
  local whole = url:gsub("%%", "%%25")
  if is_derived and is_raw then
    return { half, url, whole }
  end
  return { url, half, whole }
end

--- Linux ends the name of a directory so when it was removed.
local REMOVED = " (deleted)"

local function without_mark(text)
  local is_marked = #text > #REMOVED and text:sub(-#REMOVED) == REMOVED
  return is_marked and path.trimmed(text:sub(1, -#REMOVED - 1)) or text
end

--- The directory that a URL, or a path, names on a machine. Of several that it may mean it is one that is there; and only
--- where none is called so, " (deleted)" at the end is no part of the name.
---@param url string?
---@param machine sessions.Machine
---@return string? directory
---@return string? elsewhere the machine that it is on, when it is not this one
---@nodiscard
function path.directory(url, machine)
  local directory, elsewhere = path.from_url(url, machine.hostname, machine.is_windows)
  if not url or not directory or elsewhere or not machine.is_there then
    return directory, elsewhere
  end
  local urls = readings(url, machine.leaves_urls_raw)
  if #urls == 1 and without_mark(directory) == directory then
    return directory
  end
  for _, each in ipairs(urls) do
    local read = path.from_url(each, machine.hostname, machine.is_windows)
    if read and machine.is_there(read) then
      return read
    end
  end
  return without_mark(directory)
end

--- The directory that a path is in.
---@param text string
---@return string? parent nil for a root, and for a bare name
---@nodiscard
function path.parent(text)
  local bare = path.trimmed(text)
  local separators = is_windows_path(bare) and "[/\\]" or "/"
  local parent = bare:match("^(.*" .. separators .. ").")
  -- The greedy match ends at the last separator that something follows.
  if not parent or is_windows_path(bare) and parent:find("^\\\\[^/\\]*[/\\]?$") then
    return nil
  end
  return path.trimmed(parent)
end

--- The last name of a path; of a root, the root.
---@param text string
---@return string name
---@nodiscard
function path.basename(text)
  local bare = path.trimmed(text)
  local others = is_windows_path(bare) and "[^/\\]+$" or "[^/]+$"
  return bare:match(others) or bare
end

---@param text string of any platform
---@return boolean
---@nodiscard
function path.is_absolute(text)
  return text:find("^[/\\]") ~= nil or text:find("^[A-Za-z]:[/\\]") ~= nil
end

--- Whether a path could be one of this system's, from a root to its end.
---@param text string
---@param is_windows boolean
---@return boolean
---@nodiscard
function path.is_native(text, is_windows)
  if is_windows then
    return text:find("^[A-Za-z]:[/\\]") ~= nil or text:find("^[/\\][/\\]") ~= nil
  end
  return text:sub(1, 1) == "/"
end

--- Whether a directory is further up than anybody works: a root, one right below a root, or one that the home is in.
---@param directory string
---@param home string
---@return boolean
---@nodiscard
function path.is_high_up(directory, home)
  local parent = path.parent(directory)
  if not parent or not path.parent(parent) then
    return true
  end
  local above = path.parent(home)
  while above and #above >= #directory do
    if above == directory then
      return true
    end
    above = path.parent(above)
  end
  return false
end

--- A name in a directory.
---@param directory string
---@param name string
---@param separator string
---@return string path
---@nodiscard
function path.join(directory, name, separator)
  local last = directory:sub(-1)
  if directory == "" or last == separator or last == "/" then
    return directory .. name
  end
  return directory .. separator .. name
end

--- Whether a path is told from the user's home on: `~`, `~/src`, on Windows `~\src` as well. `~name` is no such path:
--- only shells know the homes of others.
---@param text string
---@param is_windows boolean?
---@return boolean
---@nodiscard
function path.is_in_home(text, is_windows)
  local second = text:sub(2, 2)
  return text:sub(1, 1) == "~"
    and (second == "" or second == "/" or second == "\\" and is_windows == true)
end

--- The path that somebody has written, with the home in place of `~`.
---@param text string
---@param home string
---@param is_windows boolean? there a backslash may follow as well
---@return string
---@nodiscard
function path.expand_home(text, home, is_windows)
  if not path.is_in_home(text, is_windows) then
    return text
  end
  local rest = text:sub(2):gsub(is_windows and "^[/\\]+" or "^/+", "")
  return rest == "" and home or path.join(home, rest, is_windows and "\\" or "/")
end

return path
-- Made from lua_templates/sessions/text/path.lua; plugin/init.lua opens it by its digest: 55acd2ec9722703b
