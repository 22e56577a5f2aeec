--- elsewhere: where a pane is, when that is not the directory in which it was to be opened.
---
--- In:    a pane that a restore has made, the saved directory.
--- Out:   the directory in which it is; nil where that may be the saved one, or cannot be known.
--- Never: takes another name of a directory for another directory; runs a program to find out.
---
--- The terminal reads a directory from the process in front, and so without links: another path need not be another
--- place. Of two places with different things in them it is.

local command = require("sessions.text.command")
local idle = require("sessions.open.idle")
local path = require("sessions.text.path")

local elsewhere = {}

--- The directory of a pane as the terminal gives it.
---@param host sessions.Host
---@param machine sessions.Machine
---@param mux_pane MuxPane
---@return string? directory nil when it is not known, or on another machine
---@return boolean is_told by the shell, not read from the process in front
function elsewhere.now(host, machine, mux_pane)
  local url = host.cwd_url(mux_pane)
  local directory, other_machine = path.directory(url, machine)
  return not other_machine and directory or nil, url ~= nil and url:sub(1, 8) ~= "file:///"
end

--- The directory of the shell that has started what is in front of a pane: that may have gone somewhere itself, as
--- editors do.
---@param host sessions.Host
---@return string? directory nil when something else has started it
local function directory_behind(host, mux_pane)
  local front = host.inspect(mux_pane)
  local own = front and host.inspect_all()
  for _, process in pairs(own and own.children or {}) do
    if front and process.pid == front.ppid and process.cwd ~= "" then
      return path.trimmed(process.cwd)
    end
  end
end

---@async
---@return table<string, true?>? names nil when they cannot be read
local function names_in(host, directory)
  local paths, names = host.list_directory(directory), {}
  for _, each in ipairs(paths or {}) do
    names[path.basename(each)] = true
  end
  return paths and names
end

local function are_same(names, others)
  for name in pairs(names) do
    if not others[name] then
      return false
    end
  end
  for name in pairs(others) do
    if not names[name] then
      return false
    end
  end
  return true
end

--- Whether two names are of two directories: their contents differ, and not because they change just now.
---@async
local function are_two(host, directory, other)
  local before, there = names_in(host, directory), names_in(host, other)
  if not before or not there or are_same(before, there) then
    return false
  end
  local after = names_in(host, directory)
  return after ~= nil and are_same(before, after)
end

--- Where a pane is, when it is known to be elsewhere than saved. A directory that the shell tells is taken at its word;
--- one that was read from a process may be the same by another name, unless it is the home directory: there WezTerm
--- starts what cannot be started where it should.
---@async
---@param plugin sessions.Plugin
---@param machine sessions.Machine
---@param mux_pane MuxPane
---@param cwd string saved
---@return string? directory
function elsewhere.known(plugin, machine, mux_pane, cwd)
  local host = plugin.host
  local directory, is_told = elsewhere.now(host, machine, mux_pane)
  if not directory or not plugin.files.is_directory(cwd, host.is_windows) then
    return nil
  elseif is_told then
    return directory ~= cwd and directory or nil
  end
  local kind, executable = idle.kind(plugin, mux_pane)
  if kind == "program" then
    directory = directory_behind(host, mux_pane)
  elseif
    kind ~= "shell" or command.stands_for_shell(executable --[[@as string]])
  then
    return nil
  end
  local is_other = directory
    and directory ~= cwd
    and (directory == host.home_dir or are_two(host, directory, cwd))
  return is_other and directory or nil
end

return elsewhere
