--- legacy: a file of this plugin's earlier versions, or of the plugin it descends from -> session.
---
--- In:    the value in `wezterm_state_NAME.json`: windows of tabs of panes, or tabs alone.
--- Out:   a session under the name inside the file, with remarks; a problem when it holds no pane.
--- Never: trusts the file's own name (`+` may be a separator); runs what it says was running
---        with arguments.

local foreign = require("sessions.features.import.foreign")

local legacy = {}

--- One pane. `tty` is a command line whose argument bounds are lost, or the path of a program.
local function pane_of(raw, machine)
  local cwd, cwd_host = foreign.directory(raw.cwd, machine)
  return {
    cwd = cwd,
    cwd_host = cwd_host,
    program = foreign.program_of_text(raw.tty),
    git_branch = foreign.text(raw.git_branch),
    git_repo = foreign.text(raw.git_repo),
  }
end

local function reader(machine)
  return function(raw_tab, where, notes)
    local panes = {}
    for _, raw in ipairs(foreign.list(raw_tab.panes)) do
      local pane = type(raw) == "table" and foreign.pane(raw, pane_of(raw, machine))
      if pane then
        panes[#panes + 1] = pane
      else
        local message = "a pane without a rectangle is left out"
        notes[#notes + 1] = foreign.problem("no_rectangle", message, where)
      end
    end
    if not panes[1] then
      return nil, 0
    end
    return foreign.tab(foreign.title(raw_tab.title), panes, false, where, notes), #panes
  end
end

--- The windows of a file, nil when it is not one of these plugins': resurrect's tabs have no list of panes.
local function windows_of(value)
  -- Before 2025, and in the parent plugin, a file held the tabs of one window.
  if foreign.have(value.tabs, "panes") then
    return { { title = value.title, tabs = value.tabs } }
  end
  return foreign.windows_with(value.windows, "panes")
end

--- Read a file's value.
---@param value any
---@param machine sessions.Machine? nil: a directory with a host is on another machine
---@return sessions.Session? session nil without a problem: the file is another plugin's
---@return (sessions.Problem[]|sessions.Problem)? # notes, or the problem
---@nodiscard
function legacy.decode(value, machine)
  local raw_windows = type(value) == "table" and windows_of(value)
  if not raw_windows then
    return nil
  end
  local saved_at = foreign.integer(value.last_modified, 0, math.maxinteger) or 0
  return foreign.session(value.name, "name", saved_at, raw_windows, reader(machine))
end

return legacy
