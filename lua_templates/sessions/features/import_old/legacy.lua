--- legacy: a file of this plugin's earlier versions, or of the plugin it descends from -> session.
---
--- In:    the value in `wezterm_state_NAME.json`: windows of tabs of panes, or tabs alone.
--- Out:   a session under the name inside the file, with remarks; a problem when it holds no pane.
--- Never: trusts the file's own name (`+` may be a separator); runs what it says was running.

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
      local rect = type(raw) == "table" and foreign.rect(raw)
      if rect then
        panes[#panes + 1] = {
          rect = rect,
          index = foreign.integer(raw.index, 0, math.maxinteger),
          is_active = raw.is_active == true,
          is_zoomed = raw.is_zoomed == true,
          pane = pane_of(raw, machine),
        }
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

--- Whether any of these tabs has a list of panes: resurrect's have trees.
local function has_panes(raw_tabs)
  for _, raw_tab in ipairs(foreign.list(raw_tabs)) do
    if type(raw_tab) == "table" and type(raw_tab.panes) == "table" then
      return true
    end
  end
  return false
end

--- The windows of a file, nil when it is not one of these plugins'.
local function windows_of(value)
  -- Before 2025, and in the parent plugin, a file held the tabs of one window.
  if has_panes(value.tabs) then
    return { { title = value.title, tabs = value.tabs } }
  end
  local windows, is_ours = {}, false
  for _, raw_window in ipairs(foreign.list(value.windows)) do
    if type(raw_window) == "table" then
      windows[#windows + 1] = raw_window
      is_ours = is_ours or has_panes(raw_window.tabs)
    end
  end
  return is_ours and windows or nil
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
  elseif type(value.name) ~= "string" then
    return nil, foreign.problem("no_name", "the name of its workspace is missing", "name")
  end
  local notes = {}
  local windows, problem = foreign.windows(raw_windows, reader(machine), notes)
  if not windows then
    return nil, problem
  end
  local saved_at = foreign.integer(value.last_modified, 0, math.maxinteger) or 0
  return { name = value.name, saved_at = saved_at, windows = windows }, notes
end

return legacy
