--- flows: what a user does, step by step, in the terminal with a screen.
---
--- In:    the harness with the plugin; descriptions of workspaces.
--- Out:   what was seen before and after; the comparison is made elsewhere.
--- Never: judges.

local wezterm = require("wezterm")
local mux = wezterm.mux

local e2e = ...
local flows = {}

local QUIET_S = 0.3
local LOOK_S = 0.06
local FIRST_LOOK_LIMIT_S = 15
local TEXT_LIMIT_S = 15

--- The window on the screen, once it has its size.
---@async
function flows.begin()
  e2e.wait(e2e.gui_window)
  e2e.settle(mux.get_active_workspace())
  -- A start may have given it another name meanwhile.
  local size = e2e.windows(mux.get_active_workspace())[1]:active_tab():get_size()
  return { cols = size.cols, rows = size.rows }
end

--- Build, show and save a workspace, and close it again; what it looked like.
---@async
function flows.prepare(spec)
  local name = spec.workspace
  e2e.build(spec)
  e2e.show(name)
  e2e.settle(name)
  local before = e2e.state(name)
  local saved_ms, problem = e2e.save(name)
  assert(saved_ms, problem)
  flows.leave(name)
  return before
end

--- Back to the home workspace; the other one is closed.
---@async
function flows.leave(name)
  e2e.show(e2e.HOME)
  assert(e2e.close(name), "the panes of " .. name .. " did not end")
  e2e.settle(e2e.HOME, QUIET_S)
end

local function is_zoomed(tab)
  for _, info in ipairs(tab:panes_with_info()) do
    if info.is_zoomed then
      return true
    end
  end
  return false
end

--- Look at every tab of a workspace until it has the panes it should have; then at those that were shown before.
---@async
function flows.look_at_all(spec)
  local failed = {}
  for number, window in ipairs(e2e.windows(spec.workspace)) do
    local shown = window:active_tab()
    for place, tab in ipairs(window:tabs()) do
      local wanted = spec.windows[number].tabs[place]
      tab:activate()
      local filled = e2e.wait(function()
        return #tab:panes() > #wanted.splits and (not wanted.zoomed or is_zoomed(tab))
      end, FIRST_LOOK_LIMIT_S)
      if not filled then
        failed[#failed + 1] = ("window %d, tab %d was not filled when it was looked at"):format(
          number,
          place
        )
      end
      -- Focus that was given while the tab was filled comes again from WezTerm's queue and brings the tab back: no
      -- user is quick enough to go on before that.
      e2e.settle(spec.workspace, LOOK_S)
    end
    e2e.settle(spec.workspace, QUIET_S)
    shown:activate()
  end
  return failed
end

--- Save, close, load; what was before and after.
---@async
function flows.round_trip(spec, lazy)
  local name = spec.workspace
  local before = flows.prepare(spec)
  local loaded, problem = e2e.load(name)
  if not loaded then
    return { problem = problem }
  end
  local failed = lazy == "on_activate" and flows.look_at_all(spec) or {}
  e2e.settle(name)
  local after = e2e.state(name)
  if lazy ~= "on_activate" and not e2e.sessions.last_report().complete then
    failed[#failed + 1] = "the report says that tabs are still waiting"
  end
  flows.leave(name)
  return {
    before = before,
    after = after,
    loaded = loaded,
    failed = failed,
    slices = e2e.take_slices(),
  }
end

--- Load a session without waiting for its end.
function flows.set_off(name, delay_s)
  e2e.take_events()
  wezterm.time.call_after(delay_s or 0, function()
    e2e.sessions.load(name, e2e.gui_window())
  end)
end

--- Whether a workspace has as many panes as it should, everywhere.
function flows.is_whole(spec)
  local windows = e2e.windows(spec.workspace)
  for number, window_spec in ipairs(spec.windows) do
    local tabs = windows[number] and windows[number]:tabs() or {}
    if #tabs ~= #window_spec.tabs then
      return false
    end
    local counts, wanted = {}, {}
    for place, tab in ipairs(tabs) do
      counts[place], wanted[place] = #tab:panes(), #window_spec.tabs[place].splits + 1
    end
    table.sort(counts)
    table.sort(wanted)
    if table.concat(counts, " ") ~= table.concat(wanted, " ") then
      return false
    end
  end
  return true
end

--- Wait for the last pane of a workspace.
---@async
function flows.wait_for_panes(spec)
  return e2e.wait(function()
    return flows.is_whole(spec)
  end) or false
end

--- What a workspace looks like once nothing changes any more.
---@async
function flows.look(workspace)
  e2e.settle(workspace)
  return e2e.state(workspace)
end

--- The text of the active pane of a workspace's first window, and of all others together.
function flows.texts(workspace)
  local active, others = "", {}
  for number, window in ipairs(e2e.windows(workspace)) do
    for _, info in ipairs(window:tabs_with_info()) do
      for _, pane in ipairs(info.tab:panes_with_info()) do
        local text = pane.pane:get_lines_as_text()
        if number == 1 and info.is_active and pane.is_active then
          active = text
        else
          others[#others + 1] = text
        end
      end
    end
  end
  return { active = active, others = table.concat(others, "\n") }
end

--- Wait until the active pane of a workspace shows a text.
---@async
function flows.shows(workspace, text)
  return e2e.wait(function()
    -- A narrow pane breaks the line.
    return flows.texts(workspace).active:gsub("\n", ""):find(text, 1, true) ~= nil
  end, TEXT_LIMIT_S) or false
end

--- Whether something lies over the panes of the window on the screen, such as a list.
---@async
function flows.wait_for_overlay(is_there)
  return e2e.wait(function()
    local pane = e2e.gui_window():active_pane()
    return pane and (pane:tab() == nil) == is_there
  end)
end

return flows
