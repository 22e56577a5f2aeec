--- path: working directories, as URLs and as paths.
---
--- In:    what WezTerm or a state file calls a working directory; paths of any platform.
--- Out:   the decoded path, and the machine it is on when that is another one; parts of a path.
--- Never: looks whether a path exists, decodes twice, or guesses from the machine it runs on.

local percent = require("sessions.text.percent")

local path = {}

local LOCAL_HOSTS = { [""] = true, ["localhost"] = true, ["127.0.0.1"] = true, ["[::1]"] = true }

--- A drive or a share: only there a backslash separates names; elsewhere it is a letter like others.
--- Ranges are spelled out because `%a` follows the locale of the process.
local function is_windows_path(text)
  return text:find("^[A-Za-z]:[/\\]") or text:find("^[A-Za-z]:$") or text:find("^\\\\")
end

--- A path without the separators at its end, unless it is a root.
local function trimmed(text)
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
  return trimmed(text), machine and not is_here(machine, hostname) and machine or nil
end

--- The directory that a path is in.
---@param text string
---@return string? parent nil for a root, and for a bare name
---@nodiscard
function path.parent(text)
  local bare = trimmed(text)
  local separators = is_windows_path(bare) and "[/\\]" or "/"
  local parent = bare:match("^(.*" .. separators .. ").")
  -- The greedy match ends at the last separator that something follows.
  if not parent or is_windows_path(bare) and parent:find("^\\\\[^/\\]*[/\\]?$") then
    return nil
  end
  return trimmed(parent)
end

--- The last name of a path; of a root, the root.
---@param text string
---@return string name
---@nodiscard
function path.basename(text)
  local bare = trimmed(text)
  local others = is_windows_path(bare) and "[^/\\]+$" or "[^/]+$"
  return bare:match(others) or bare
end

---@param text string of any platform
---@return boolean
---@nodiscard
function path.is_absolute(text)
  return text:find("^[/\\]") ~= nil or text:find("^[A-Za-z]:[/\\]") ~= nil
end

--- Whether a path is told from the user's home on: `~`, `~/src`, on Windows `~\\src` as well. `~name` is no such path:
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
---@param is_windows boolean?
---@return string
---@nodiscard
function path.expanded(text, home, is_windows)
  if not path.is_in_home(text, is_windows) then
    return text
  end
  local rest = text:sub(2):gsub(is_windows and "^[/\\]+" or "^/+", "")
  return rest == "" and home or path.join(home, rest, is_windows and "\\" or "/")
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

return path
-- Made from lua_templates/sessions/text/path.lua; plugin/init.lua opens it by its digest: 56200a76bd50a735
