--- resurrect: a state file of the resurrect plugins -> session.
---
--- In:    the value of a workspace's, a window's or a tab's state; panes as a tree of neighbours.
--- Out:   a session under the name inside the file, with remarks; a problem when it holds no pane.
--- Never: takes neighbours for splits; runs what the file says was running; shows what it captured.

local command = require("sessions.text.command")
local foreign = require("sessions.features.import.foreign")
local path = require("sessions.text.path")

local resurrect = {}

--- Its loader names unnamed windows and tabs after nothing; a workspace needs a name.
local UNNAMED = { window = "unnamed window", tab = "unnamed tab" }

--- The arguments of a process, nil unless every one is a text.
local function argv_of(process)
  local argv = foreign.list(process.argv)
  for _, word in ipairs(argv) do
    if type(word) ~= "string" then
      return nil
    end
  end
  return argv[1] and argv or nil
end

--- `process` is an object in files, a text in its README.
local function program_of(process)
  if type(process) ~= "table" then
    return foreign.program_of_text(process)
  end
  local argv = argv_of(process)
  local name = foreign.text(process.name)
    or path.basename(foreign.text(process.executable) or argv and argv[1] or "")
  if name == "" or command.is_idle_shell(argv or { name }) then
    return nil
  end
  return { name = name, argv = argv }
end

local function pane_of(node, machine)
  local cwd, cwd_host = foreign.directory(node.cwd, machine)
  return {
    domain = foreign.text(node.domain),
    cwd = cwd,
    cwd_host = cwd_host,
    program = program_of(node.process),
  }
end

--- All panes of a tree. `right` and `bottom` are neighbours, not cuts: a corner pane hangs under
--- either of them and may be null under the other, so the tree says nothing but which panes exist.
local function panes_of(root, machine)
  ---@type sessions.ForeignPane[], table[]
  local panes, waiting = {}, { root }
  while #waiting > 0 do
    local node = table.remove(waiting)
    panes[#panes + 1] = foreign.pane(node, pane_of(node, machine))
    for _, side in ipairs({ "bottom", "right" }) do
      if type(node[side]) == "table" then
        waiting[#waiting + 1] = node[side]
      end
    end
  end
  return panes
end

local function reader(machine)
  return function(raw_tab, where, notes)
    local panes = type(raw_tab.pane_tree) == "table" and panes_of(raw_tab.pane_tree, machine) or {}
    if not panes[1] then
      return nil, 0
    end
    local is_zoomed = raw_tab.is_zoomed == true
    return foreign.tab(foreign.title(raw_tab.title), panes, is_zoomed, where, notes), #panes
  end
end

--- The name and the windows of a state, nil when it is none.
local function parts_of(value)
  if type(value.pane_tree) == "table" then
    return foreign.text(value.title) or UNNAMED.tab, { { title = "", tabs = { value } } }
  elseif foreign.have(value.tabs, "pane_tree") then
    return foreign.text(value.title) or UNNAMED.window, { value }
  end
  return value.workspace, foreign.windows_with(value.window_states, "pane_tree")
end

--- Read a file's value.
---@param value any
---@param machine sessions.Machine?
---@return sessions.Session? session nil without a problem: the file is another plugin's
---@return (sessions.Problem[]|sessions.Problem)? # notes, or the problem
---@nodiscard
function resurrect.decode(value, machine)
  if type(value) ~= "table" then
    return nil
  end
  local name, raw_windows = parts_of(value)
  if not raw_windows then
    return nil
  end
  return foreign.session(name, "workspace", 0, raw_windows, reader(machine))
end

return resurrect
-- Made from lua_templates/sessions/features/import_resurrect/resurrect.lua; plugin/init.lua opens it by its digest: b8cad53665b2f3b2
