--- figures: how long things take, the plugin's work beside the bare calls that nobody can do without.
---
--- In:    the harness with a plugin; descriptions of workspaces.
--- Out:   milliseconds.
--- Never: compares figures of different runs.

local wezterm = require("wezterm")
local mux = wezterm.mux

local e2e = ...
local figures = {}

local TURNS_LIMIT_S = 30
local LOCAL = { DomainName = "local" }

local function make_tab(spec, window_spec, tab_spec, window)
  local _, pane
  if window then
    _, pane = window:spawn_tab({ cwd = tab_spec.cwd, domain = LOCAL })
  else
    _, pane, window = mux.spawn_window({
      workspace = spec.workspace,
      width = window_spec.cols,
      height = window_spec.rows,
      cwd = tab_spec.cwd,
      domain = LOCAL,
    })
  end
  e2e.split_up(tab_spec, pane)
  return window
end

local floors = {}

--- Spawn and n-1 splits, then the workspace is shown.
function floors.whole(spec, window_spec)
  local window
  for _, tab_spec in ipairs(window_spec.tabs) do
    window = make_tab(spec, window_spec, tab_spec, window)
  end
  mux.set_active_workspace(spec.workspace)
end

--- The visible tab alone.
function floors.visible(spec, window_spec)
  make_tab(spec, window_spec, window_spec.tabs[window_spec.active_tab])
  mux.set_active_workspace(spec.workspace)
end

--- The visible tab, the workspace shown, then one tab a turn of the event loop, so that the user can go on typing:
--- WezTerm paints between the turns.
---@async
function floors.turns(spec, window_spec)
  local window = make_tab(spec, window_spec, window_spec.tabs[window_spec.active_tab])
  local visible = window:active_tab()
  mux.set_active_workspace(spec.workspace)
  local place, is_done = 0, false
  local function turn()
    place = place + 1
    if place == window_spec.active_tab then
      place = place + 1
    end
    if not window_spec.tabs[place] then
      is_done = true
      return
    end
    make_tab(spec, window_spec, window_spec.tabs[place], window)
    visible:activate()
    wezterm.time.call_after(0, turn)
  end
  wezterm.time.call_after(0, turn)
  e2e.wait(function()
    return is_done
  end, TURNS_LIMIT_S, 1)
end

--- Milliseconds of a floor; the workspace is closed again.
---@param kind "whole"|"visible"|"turns"
---@async
function figures.floor(spec, kind)
  local started = e2e.now_s()
  floors[kind](spec, spec.windows[1])
  local taken_ms = (e2e.now_s() - started) * 1000
  e2e.settle(spec.workspace, 0.2)
  figures.leave(spec.workspace)
  return taken_ms
end

--- Back to the home workspace, the other one closed, and the terminal at rest.
---@async
function figures.leave(workspace)
  e2e.show(e2e.HOME)
  assert(e2e.close(workspace), "the panes did not end")
  e2e.settle(e2e.HOME, 0.2)
end

--- Build a workspace and save it under several names, so that each can be loaded for the first time once.
---@async
function figures.save_copies(spec, names)
  e2e.build(spec)
  e2e.show(spec.workspace)
  e2e.settle(spec.workspace)
  local before = e2e.state(spec.workspace)
  local saved_ms = {}
  local current = spec.workspace
  for index, name in ipairs(names) do
    mux.rename_workspace(current, name)
    e2e.settle(name, 0.1)
    current = name
    saved_ms[index] = assert(e2e.save(name))
  end
  figures.leave(current)
  return { before = before, saved_ms = saved_ms }
end

--- Load one of them; what it looks like then.
---@async
function figures.load(name)
  e2e.take_slices()
  local loaded = assert(e2e.load(name))
  loaded.slices = e2e.take_slices()
  e2e.settle(name, 0.2)
  loaded.after = e2e.state(name)
  figures.leave(name)
  return loaded
end

return figures
