--- system: the part of the port that asks the machine: its clock, its name, its directories.
---
--- In:    the port that is being made, the `wezterm` module.
--- Out:   more verbs on the port.
--- Never: is used by any room but `host`; reads a file.

local system = {}

--- What the operating system says of a directory that is not there: 2, and on Windows 3 as well. The words before the
--- number are in the user's language.
local NOT_THERE = "%(os error [23]%)"

--- Add the verbs to the port.
---@param port sessions.Host
---@param wezterm wezterm
---@param attempt fun<P, R>(fn: (fun(...: P...): R), ...: P...): R?, any calls; an error becomes `nil, message`
function system.add(port, wezterm, attempt)
  function port.now_ms()
    return tonumber(wezterm.time.now():format("%s%3f")) or 0
  end

  function port.hostname()
    return wezterm.hostname()
  end

  --- The full paths inside a directory, in no order; none where there is no such directory. Runs in a thread of its
  --- own.
  ---@async
  ---@return string[]? paths nil where it cannot be read
  ---@return string? message
  function port.list_directory(directory)
    local paths, message = attempt(wezterm.read_dir, directory)
    if not paths and tostring(message):find(NOT_THERE) then
      return {}
    elseif not paths then
      return nil, ("the directory %s cannot be read: %s"):format(directory, message)
    end
    return paths
  end

  --- Lua has no call that makes a directory, so the platform's own program does it; the GUI is not held up.
  ---@async
  function port.make_directory(directory)
    local argv = port.is_windows and { "cmd.exe", "/c", "mkdir", (directory:gsub("/", "\\")) }
      or { "mkdir", "-p", "--", directory }
    local done, message_or_stdout, stderr = attempt(wezterm.run_child_process, argv)
    if done then
      return true
    end
    return nil, stderr or message_or_stdout or "mkdir failed"
  end
end

return system
-- Made from lua_templates/sessions/terminal/system.lua; plugin/init.lua opens it by its digest: ccd7543166923578
