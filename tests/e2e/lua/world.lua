--- world: what the proof sees of the terminal, and what it builds and closes there, by WezTerm's own means.
---
--- In:    the harness.
--- Out:   verbs on it: windows, state, geometry, settle, build, show, close.
--- Never: asks the plugin for anything.

local wezterm = require("wezterm")
local mux = wezterm.mux

local e2e = ...

--- The workspace in which the proof waits; it is never closed.
e2e.HOME = "default"

local SETTLE_S = 0.5
local SETTLE_LIMIT_S = 40
local RESEND_MS = 400
local LOCAL = { DomainName = "local" }

-- What the proof looks at.

function e2e.windows(workspace)
  local found = {}
  for _, window in ipairs(mux.all_windows()) do
    if window:get_workspace() == workspace then
      found[#found + 1] = window
    end
  end
  table.sort(found, function(a, b)
    return a:window_id() < b:window_id()
  end)
  return found
end

--- Where a pane lies, what size it believes to have, whether it is active and zoomed; the keys of recorded vectors.
function e2e.as_seen(info)
  local own = info.pane:get_dimensions()
  return {
    left = info.left,
    top = info.top,
    width = info.width,
    height = info.height,
    active = info.is_active,
    zoomed = info.is_zoomed,
    own_cols = own.cols,
    own_rows = own.viewport_rows,
  }
end

--- Until 20240921 the URL of a directory was made by putting its path behind "file://localhost".
local HAS_RAW_URLS = wezterm.version < "20240921"

--- Where a pane's program is. A `%`, `#` or `?` in a URL of that kind means something else than in the path: then the
--- system is asked, which takes ten times as long.
local function directory_of(pane)
  local cwd = pane:get_current_working_dir()
  if HAS_RAW_URLS and cwd and tostring(cwd):find("[%%#?]") then
    local process = pane:get_foreground_process_info()
    return process and process.cwd
  end
  return cwd and (type(cwd) == "string" and cwd or cwd.file_path)
end

--- The panes of a tab in tree order.
function e2e.panes(tab)
  local panes = {}
  for index, info in ipairs(tab:panes_with_info()) do
    local pane = e2e.as_seen(info)
    pane.id = info.pane:pane_id()
    pane.cwd = directory_of(info.pane)
    pane.domain = info.pane:get_domain_name()
    pane.program = info.pane:get_foreground_process_name()
    panes[index] = pane
  end
  return panes
end

--- Everything of a workspace, as plain data.
function e2e.state(workspace)
  local windows = {}
  for number, window in ipairs(e2e.windows(workspace)) do
    local tabs, active_tab = {}, 0
    for place, info in ipairs(window:tabs_with_info()) do
      local size = info.tab:get_size()
      tabs[place] = {
        id = info.tab:tab_id(),
        title = info.tab:get_title(),
        cols = size.cols,
        rows = size.rows,
        panes = e2e.panes(info.tab),
      }
      active_tab = info.is_active and place or active_tab
    end
    windows[number] =
      { id = window:window_id(), title = window:get_title(), active_tab = active_tab, tabs = tabs }
  end
  return { workspace = workspace, windows = windows }
end

--- A GUI window if there is one.
function e2e.gui_window()
  return wezterm.gui and wezterm.gui.gui_windows()[1] or nil
end

--- Wait until nothing about a workspace changes for a while.
---@async
function e2e.settle(workspace, quiet_s)
  local last, since = nil, e2e.now_s()
  e2e.wait(function()
    local now = e2e.json(e2e.geometry(workspace))
    if now ~= last then
      last, since = now, e2e.now_s()
    end
    return e2e.now_s() - since >= (quiet_s or SETTLE_S)
  end, SETTLE_LIMIT_S, 25)
end

--- Sizes only, as a list in a fixed order, so that equal ones have equal texts.
function e2e.geometry(workspace)
  local numbers = {}
  for _, window in ipairs(e2e.windows(workspace)) do
    for _, info in ipairs(window:tabs_with_info()) do
      local size = info.tab:get_size()
      table.move(
        { info.tab:tab_id(), info.is_active and 1 or 0, size.cols, size.rows },
        1,
        4,
        #numbers + 1,
        numbers
      )
      for _, pane in ipairs(info.tab:panes_with_info()) do
        local rect = { pane.left, pane.top, pane.width, pane.height, pane.is_active and 1 or 0 }
        table.move(rect, 1, #rect, #numbers + 1, numbers)
      end
    end
  end
  return numbers
end

---@async
function e2e.show(workspace)
  mux.set_active_workspace(workspace)
  return e2e.wait(function()
    return mux.get_active_workspace() == workspace
  end)
end

-- What the proof builds and closes.

local function all_panes(workspace)
  local panes = {}
  for _, window in ipairs(e2e.windows(workspace)) do
    for _, tab in ipairs(window:tabs()) do
      for _, info in ipairs(tab:panes_with_info()) do
        panes[#panes + 1] = info.pane
      end
    end
  end
  return panes
end

--- End the programs of all panes of a workspace and wait until it is gone. There is no call that kills a pane:
--- shells end at the end of their input.
---@async
function e2e.close(workspace, limit_s)
  local ends = e2e.now_s() + (limit_s or 30)
  while #e2e.windows(workspace) > 0 do
    for _, pane in ipairs(all_panes(workspace)) do
      pcall(pane.send_text, pane, "\x04")
    end
    e2e.wait(function()
      return #e2e.windows(workspace) == 0
    end, RESEND_MS / 1000)
    if e2e.now_s() > ends then
      return false
    end
  end
  return true
end

--- Split a tab's only pane as described; all panes, in the order in which they were made.
function e2e.split_up(tab_spec, first_pane)
  local panes = { first_pane }
  for _, split in ipairs(tab_spec.splits) do
    panes[#panes + 1] = panes[split.pane]:split({
      direction = split.direction,
      size = split.size,
      cwd = split.cwd,
      domain = LOCAL,
    })
  end
  return panes
end

--- Make a workspace as described, by WezTerm's own means. `spec.windows[i].tabs[j]` has `splits`, `active` and `zoomed`.
---@async
function e2e.build(spec)
  local marks = {}
  for _, window_spec in ipairs(spec.windows) do
    local window
    local built = {}
    for index, tab_spec in ipairs(window_spec.tabs) do
      local tab, pane
      local command = { cwd = tab_spec.cwd, domain = LOCAL }
      if window then
        tab, pane = window:spawn_tab(command)
      else
        command.workspace, command.width, command.height =
          spec.workspace, window_spec.cols, window_spec.rows
        tab, pane, window = mux.spawn_window(command)
      end
      tab:set_title(tab_spec.title)
      built[index] = { tab = tab, panes = e2e.split_up(tab_spec, pane) }
    end
    window:set_title(window_spec.title)
    marks[#marks + 1] = { built = built, spec = window_spec }
  end
  -- Focus given by a call is repeated from the queue; only after that may the last tab be activated.
  for _, mark in ipairs(marks) do
    for index, tab_spec in ipairs(mark.spec.tabs) do
      mark.built[index].panes[tab_spec.active]:activate()
    end
  end
  wezterm.sleep_ms(1)
  for _, mark in ipairs(marks) do
    for index, tab_spec in ipairs(mark.spec.tabs) do
      mark.built[index].tab:set_zoomed(tab_spec.zoomed)
    end
    mark.built[mark.spec.active_tab].tab:activate()
  end
end
