--- path: a pane's directory as WezTerm tells it -> a path; and the few things to do with paths.
---
--- In:    URL text, plain paths, any bytes.
--- Out:   decoded paths; the machine they are on, when it is another one.
--- Never: touches a disk; decodes twice.

local path = {}

---@param text string
---@return string
local function percent_decoded(text)
  return (text:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16))
  end))
end

local function without_trailing_separator(text)
  if text:find("^%a:[/\\]?$") or text == "/" then
    return text
  end
  local stem = text:gsub("[/\\]+$", "")
  return stem ~= "" and stem or "/"
end

local function is_this_machine(host, hostname)
  host = host:lower()
  return host == "" or host == "localhost" or host == hostname:lower()
end

--- The directory in what `get_current_working_dir` gives as text: "file://HOST/percent%20encoded", without a host
--- and with a trailing slash when WezTerm derived it from the process (mux/src/localpane.rs:1047-1064), or the
--- plain path of releases before 20240127.
---@param text string?
---@param hostname string this machine's name
---@param is_windows boolean
---@return string? directory nil when unknown
---@return string? host nil when it is this machine
---@nodiscard
function path.from_url(text, hostname, is_windows)
  if not text or text == "" or text == "nil" then
    return nil
  end
  local host, encoded = text:match("^[%a][%w+.-]*://([^/]*)(.*)$")
  if not host then
    return without_trailing_separator(text)
  end
  local directory = percent_decoded(encoded)
  if directory == "" then
    return nil
  end
  if is_windows or directory:find("^/%a:/") then
    directory = directory:gsub("^/(%a:)", "%1")
  end
  host = percent_decoded(host):gsub("^.*@", ""):gsub(":%d+$", "")
  return without_trailing_separator(directory), not is_this_machine(host, hostname) and host or nil
end

--- The directory above; nil above the top.
---@param directory string
---@return string?
---@nodiscard
function path.parent(directory)
  if directory:find("^[/\\]+$") or directory:find("^%a:[/\\]?$") then
    return nil
  end
  local above = directory:match("^(.*)[/\\][^/\\]+[/\\]*$")
  if not above then
    return nil
  elseif above == "" then
    return "/"
  end
  return above:find("^%a:$") and above .. directory:sub(3, 3) or above
end

--- The last part.
---@param text string
---@return string
---@nodiscard
function path.basename(text)
  return text:match("([^/\\]+)[/\\]*$") or text
end

---@param directory string
---@param name string
---@param separator "/"|"\\"
---@return string
---@nodiscard
function path.join(directory, name, separator)
  return directory:find("[/\\]$") and directory .. name or directory .. separator .. name
end

return path
