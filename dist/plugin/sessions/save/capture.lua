--- capture: what a workspace looks like now.
---
--- In:    the plugin, the name of a workspace.
--- Out:   a session, complete but for programs whose arguments must still be inspected; those, one job a pane.
--- Never: writes; asks the terminal the same thing twice; inspects a pane that runs nothing but its shell.
---
--- 1. `geometry` reads all windows, tabs, rectangles, titles, directories and program names in one go, so that they
---    belong together. That is cheap: about 0.05 ms a pane.
--- 2. `programs` answers what the names leave open with one look at the process table for the whole session.
--- 3. `inspect` asks for a single pane, for the few that even that look leaves open.
--- 4. `facts` lets features add theirs; they may read files.

local cells = require("sessions.text.cells")
local command = require("sessions.text.command")
local idle = require("sessions.open.idle")
local path = require("sessions.text.path")
local split_tree = require("sessions.layout.split_tree")

local capture = {}

--- With GNU base64 a value of the shell's variable that is longer than 57 bytes is cut to its first 57
--- (assets/shell-integration/wezterm.sh:435-445), so from there on it proves nothing.
local WHOLE_VARIABLE_BYTES = 56

local LOCAL_DOMAIN = "local"

--- The typed command line of a pane as a list, where the variable is set, whole, and free of shell syntax.
local function typed_argv(host, pane)
  local text = idle.announced(host, pane)
  if not text or #text > WHOLE_VARIABLE_BYTES then
    return nil
  end
  return command.split(text)
end

--- What runs in a pane: nil for an idle shell. With an `executable`, only an inspection can tell the arguments.
---@return sessions.Program? program
---@return string? executable
local function program_of(draft, pane, entry)
  if entry and not draft.kept:is_running(entry) then
    -- That it is kept says that nothing else runs.
    return draft.kept:program_of(entry)
  end
  local argv = typed_argv(draft.plugin.host, pane)
  local typed_name = argv and path.basename(argv[1] --[[@as string]])
  local kind, executable = "unknown", nil ---@type string, string?
  if draft.inspection then
    kind, executable = idle.kind(draft.plugin, pane)
  end
  local name = kind == "program" and executable and path.basename(executable)
  if name and name ~= typed_name then
    return { name = name }, executable
  elseif typed_name and kind ~= "shell" and kind ~= "starting" then
    -- Remote panes tell no process, and inspection may be off: the shell's variable is all there is.
    return { name = typed_name, argv = argv }
  end
end

--- Where a pane is. What was not there when it was opened is where it still belongs.
---@return sessions.Pane pane
---@return string? directory that its programs are in
local function place_of(mux_pane, domain, draft, entry)
  local saved = entry and entry.place
  if saved then
    local pane = {}
    for field, value in pairs(saved) do
      pane[field] = value
    end
    return pane, entry.directories and entry.directories[1]
  end
  local url = draft.kept:directory_of(mux_pane)
  -- The directories of other domains are not on this disk.
  local machine = domain == LOCAL_DOMAIN and draft.machine or draft.far
  local directory, cwd_host = path.directory(url, machine)
  return { domain = domain, cwd = directory, cwd_host = cwd_host }, directory
end

--- One pane as it is saved. Those of which only the name is known are added to `draft.open`.
local function pane_of(mux_pane, domain, draft, entry)
  local pane, directory = place_of(mux_pane, domain, draft, entry)
  local program, executable = program_of(draft, mux_pane, entry)
  pane.program = program
  if executable then
    draft.open[#draft.open + 1] = {
      mux_pane = mux_pane,
      pane = pane,
      executable = executable,
      cwd = directory,
      domain = domain,
    }
  end
  draft.panes[#draft.panes + 1] = pane
  return pane
end

--- Whether panes of this domain can come back. Overlays and connection dialogs live in domains that cannot.
local function is_restorable(host, domain, draft)
  if draft.domains[domain] == nil then
    draft.domains[domain] = host.is_spawnable(domain)
  end
  return draft.domains[domain]
end

--- What is said of a pane that is left out. A message of the terminal's is no part of anything.
---@return string?
local function note_of(host, pane, domain)
  local sentence = "a pane of domain %s cannot be opened again"
  return not host.is_overlay(pane) and sentence:format(domain) or nil
end

--- The tree with panes in place of their numbers.
local function with_panes(node, panes)
  if node.leaf then
    return panes[node.leaf]
  end
  return {
    split = node.split,
    first_cells = node.first_cells,
    first = with_panes(node.first, panes),
    second = with_panes(node.second, panes),
  }
end

--- What is kept of a tab's panes, by their places; and the tab that was to be made, where there is nothing but its one
--- pane.
local function kept_of(infos, draft)
  local entries, unfilled = {}, nil
  for index, info in ipairs(draft.is_any_kept and infos or {}) do
    local entry = draft.kept:entry_of(info.pane)
    entries[index] = entry
    if entry and #infos == 1 then
      unfilled = draft.kept:tab_of(entry)
    elseif entry and entry.tab then
      draft.kept:forget_tab(info.pane)
    end
  end
  return entries, unfilled
end

--- One tab as it is, or nil when none of its panes can come back. The first thing that is not saved so, is noted.
local function live_tab(host, mux_tab, infos, entries, draft)
  local rects, panes, dropped = {}, {}, {}
  local active, zoomed = 1, false
  for index, info in ipairs(infos) do
    rects[index] = { left = info.left, top = info.top, width = info.width, height = info.height }
    local domain = host.domain_of(info.pane)
    if is_restorable(host, domain, draft) then
      panes[index] = pane_of(info.pane, domain, draft, entries[index])
    else
      dropped[#dropped + 1] = index
      draft.note = draft.note or note_of(host, info.pane, domain)
    end
    if info.is_active then
      active = index
    end
    zoomed = zoomed or info.is_zoomed
  end
  if #dropped == #infos then
    return nil
  end
  -- The rectangles tell the size as well: a split at the top level leaves a wrong `get_size` behind (upstream #4686).
  local tree, exact, cols, rows = split_tree.from_rects(rects)
  if not exact then
    draft.note = draft.note
      or "the rectangles are not those of any splits; the nearest splits are saved"
  end
  local tab_cols, tab_rows = host.tab_size(mux_tab)
  if zoomed and tab_cols and tab_rows and (tab_cols ~= cols or tab_rows ~= rows) then
    -- A zoomed tab keeps the rectangles of its former size (mux/src/tab.rs:1140-1148): save the window's size.
    local fitted, lost = split_tree.fit(tree, cols, rows, tab_cols, tab_rows)
    if #lost == 0 then
      tree, cols, rows = fitted, tab_cols, tab_rows
    end
  end
  if #dropped > 0 then
    local left, place = split_tree.without(tree, cols, rows, dropped, active)
    if not left or not place then
      return nil
    end
    tree, active = left, place
  end
  return {
    title = host.tab_title(mux_tab),
    cols = cols,
    rows = rows,
    active_pane = active,
    zoomed = zoomed,
    approximate = not exact or nil,
    layout = with_panes(tree, panes),
  }
end

--- One tab, or what it was to be.
local function tab_of(host, mux_tab, draft)
  local infos = host.panes(mux_tab)
  local entries, unfilled = kept_of(infos, draft)
  return unfilled or infos[1] and live_tab(host, mux_tab, infos, entries, draft) or nil
end

--- A tab that waits, as it will be, with the title that its user may have given it.
local function with_title(host, mux_tab, tab)
  local title = host.tab_title(mux_tab)
  if title == cells.sayable(tab.title) then
    return tab
  end
  local named = {}
  for field, value in pairs(tab) do
    named[field] = value
  end
  named.title = title
  return named
end

--- One window: its live tabs; where tabs are still being filled, what they will be.
local function window_of(host, mux_window, draft)
  local tabs, active_tab = {}, 1
  local plan = draft.plugin.jobs():pending(mux_window)
  for _, info in ipairs(host.tabs(mux_window)) do
    local id = host.tab_id(info.tab)
    local waiting = plan and plan.unfilled[id]
    local tab = waiting and with_title(host, info.tab, waiting) or tab_of(host, info.tab, draft)
    if tab then
      tabs[#tabs + 1] = { id = id, tab = tab, is_active = info.is_active }
    end
  end
  if plan then
    tabs = plan.arrange(tabs)
  end
  local list = {}
  for index, entry in ipairs(tabs) do
    list[index] = entry.tab
    if entry.is_active then
      active_tab = index
    end
  end
  if #list == 0 then
    return nil
  end
  return { title = host.window_title(mux_window), active_tab = active_tab, tabs = list }
end

--- All of a workspace in one go.
---@param plugin sessions.Plugin
---@param workspace string
---@return sessions.Session? session nil when no pane of the workspace can come back
---@return string? note a sentence about what was left out
---@return sessions.OpenProgram[] open panes whose arguments are still unknown
---@return sessions.Pane[] panes those of the session that are there now, for `facts`
function capture.geometry(plugin, workspace)
  local host = plugin.host
  local draft = {
    plugin = plugin,
    kept = plugin.kept(),
    is_any_kept = plugin.kept():are_any(),
    machine = plugin.files.machine(host),
    inspection = plugin.options.process_inspection,
    panes = {},
    open = {},
    domains = {},
  }
  draft.far = { hostname = draft.machine.hostname, is_windows = host.is_windows }
  local windows = {}
  for _, mux_window in ipairs(host.windows(workspace)) do
    windows[#windows + 1] = window_of(host, mux_window, draft)
  end
  local session = { name = workspace, saved_at = plugin.files.now_s(), windows = windows }
  return #windows > 0 and session or nil, draft.note, draft.open, draft.panes
end

--- What features want to know of each pane.
---@param plugin sessions.Plugin
---@param panes sessions.Pane[] changed in place
function capture.facts(plugin, panes)
  for _, new_fact in ipairs(plugin.hooks.pane_facts) do
    local add_fact = new_fact()
    for _, pane in ipairs(panes) do
      add_fact(pane)
    end
  end
end

--- Every process under `info`, that one included.
local function descendants(info, found)
  found[#found + 1] = info
  for _, child in pairs(info.children or {}) do
    descendants(child, found)
  end
  return found
end

--- One of these processes, when all have the same arguments and none is missing; nil when they differ or are fewer
--- than the panes asking, of which there is one at least.
---@return wezterm.ProcessInfo?
local function common(processes, askers)
  if #processes < askers then
    return nil
  end
  local first = processes[1]
  for _, process in ipairs(processes) do
    if not command.is_same(process.argv, first.argv) then
      return nil
    end
  end
  return #first.argv > 0 and first or nil
end

--- What is in front of a pane is known. What the terminal has started there by itself is no program of the user's: in
--- other domains that is whatever it has started.
local function settle(plugin, item, process)
  local domain = item.domain
  local is_root = process.ppid == plugin.host.own_process()
  if idle.is_start(plugin, domain, process.argv) or (domain ~= LOCAL_DOMAIN and is_root) then
    item.pane.program = nil
  else
    item.pane.program.argv = table.move(process.argv, 1, #process.argv, 1, {})
  end
end

local function without_slash(directory)
  return #directory > 1 and directory:gsub("[/\\]$", "") or directory
end

--- Groups by executable, and by executable and directory.
local function grouped(items)
  local groups = {}
  for _, item in ipairs(items) do
    local narrow = item.executable .. "\0" .. without_slash(item.cwd or "")
    for _, key in ipairs({ item.executable, narrow }) do
      groups[key] = groups[key] or {}
      table.insert(groups[key], item)
    end
  end
  return groups
end

--- Answer what one look at the process table can: a pane is sure of its arguments when all processes of its
--- executable (or of its executable in its directory) under this terminal have the same ones.
---@param plugin sessions.Plugin
---@param open sessions.OpenProgram[]
---@return sessions.OpenProgram[] left still unknown, each to be inspected by itself
function capture.programs(plugin, open)
  if #open < 2 then
    return open
  end
  local root = plugin.host.inspect_all()
  if not root then
    return open
  end
  local running, asking = grouped(descendants(root, {})), grouped(open)
  local left = {}
  for _, item in ipairs(open) do
    local narrow = item.executable .. "\0" .. without_slash(item.cwd or "")
    local process
    local is_local = item.domain == LOCAL_DOMAIN
    for _, key in ipairs(is_local and { item.executable, narrow } or {}) do
      process = process or common(running[key] or {}, #asking[key])
    end
    if process then
      settle(plugin, item, process)
    else
      left[#left + 1] = item
    end
  end
  return left
end

--- One pane by itself. A pane that has gone, or a program that has ended, leaves only the name.
---@param plugin sessions.Plugin
---@param item sessions.OpenProgram
function capture.inspect(plugin, item)
  local info = plugin.host.inspect(item.mux_pane)
  if info and #info.argv > 0 and info.executable == item.executable then
    settle(plugin, item, info)
  end
end

return capture
-- Made from lua_templates/sessions/save/capture.lua; plugin/init.lua opens it by its digest: 0166b982304a74d0
