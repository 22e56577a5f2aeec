--- others: other plugins for sessions, unmodified, behind the same verbs: save and load a workspace.
---
--- In:    the harness, the configuration, which plugin it is, its address.
--- Out:   `e2e.save`, `e2e.load`, `e2e.time_start_up`.
--- Never: makes one of them slower or quicker than it is for a user who presses its keys.

local wezterm = require("wezterm")

local e2e, config, kind, url = ...

local LIMIT_S = 120

local function forget_modules(before)
  for name in pairs(package.loaded) do
    if not before[name] then
      package.loaded[name] = nil
    end
  end
end

local function copy_of(list)
  local copy = {}
  for name in pairs(list) do
    copy[name] = true
  end
  return copy
end

local modules_before = copy_of(package.loaded)

function e2e.time_start_up(times)
  local taken = {}
  for index = 1, times do
    forget_modules(modules_before)
    local started = e2e.now_s()
    local plugin = wezterm.plugin.require(url)
    local set_up = plugin.apply_to_config or plugin.setup
    set_up({ keys = {} })
    taken[index] = (e2e.now_s() - started) * 1000
  end
  return taken
end

local plugin = wezterm.plugin.require(url)

local function timed(fn)
  local started = e2e.now_s()
  fn()
  return (e2e.now_s() - started) * 1000
end

local old = {}

--- The key's handler saves the active workspace, and returns when that is done.
---@async
function old.save()
  return timed(function()
    e2e.timed("save", plugin.save_state)(e2e.gui_window())
  end)
end

--- What the handler of its list does once a name is chosen (plugin/init.lua of 1.0.0, `load_state`).
---@async
function old.load(name)
  e2e.take_events()
  local window = e2e.gui_window()
  local started = e2e.now_s()
  window:perform_action(wezterm.action.SwitchToWorkspace({ name = name }), window:active_pane())
  wezterm.sleep_ms(2000)
  window:perform_action(wezterm.action.EmitEvent("wezter-sessions-switch"), window:active_pane())
  local ended = e2e.wait(function()
    return e2e.event("wezterm-sessions.load.end")
  end, LIMIT_S, 1)
  local ended_ms = ended and (ended.at_s - started) * 1000 or nil
  return { returned_ms = ended_ms, ended_ms = ended_ms, report = { problems = {} } }
end

local peer = {}

---@async
function peer.save()
  return timed(function()
    e2e.timed("save", function()
      plugin.state_manager.save_state(plugin.workspace_state.get_workspace_state())
    end)()
  end)
end

--- As its README tells for a workspace.
---@async
function peer.load(name)
  local taken_ms = timed(function()
    e2e.timed("load", function()
      local state = plugin.state_manager.load_state(name, "workspace")
      plugin.workspace_state.restore_workspace(state, {
        relative = true,
        restore_text = true,
        on_pane_restore = plugin.tab_state.default_on_pane_restore,
      })
    end)()
  end)
  return { returned_ms = taken_ms, ended_ms = taken_ms, report = { problems = {} } }
end

local chosen = kind == "old" and old or peer
e2e.save, e2e.load = chosen.save, chosen.load
e2e.listen("wezterm-sessions.load.end")
if kind == "old" then
  plugin.apply_to_config(config)
end

return e2e
