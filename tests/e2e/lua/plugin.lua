--- plugin: the plugin in the terminal, with everything it does measured.
---
--- In:    the harness, the plugin's address, options, how many loads to time.
--- Out:   `e2e.sessions`, and steps that the proofs are made of.
--- Never: reaches into the plugin: what a user has is its table, its events and its files.

local wezterm = require("wezterm")

local e2e, config, url, options = ...

local STATE_LIMIT_S = 40

e2e.time_openings()
e2e.sessions = e2e.measured(function()
  local sessions = url:find("^/") and dofile(url) or wezterm.plugin.require(url)
  sessions.apply_to_config(config, options)
  return sessions
end)

e2e.listen(
  "session-save-success",
  "session-save-error",
  "wezterm-sessions.load.start",
  "wezterm-sessions.load.end",
  "wezterm-sessions.restore.start",
  "wezterm-sessions.restore.end"
)

--- Milliseconds that `wezterm.plugin.require` and `apply_to_config` take when the plugin is on the disk already.
--- Handlers pile up with each load, so a process that was asked this is good for nothing else.
function e2e.time_start_up(times)
  local taken = {}
  local name = url:gsub("[/\\]", "sZs"):gsub(":", "sCs"):gsub("%.", "sDs")
  for index = 1, times do
    for loaded in pairs(package.loaded) do
      if loaded:find(name, 1, true) or loaded:find("^fileu?sCs") then
        package.loaded[loaded] = nil
      end
    end
    local started = e2e.now_s()
    wezterm.plugin.require(url).apply_to_config({ keys = {} }, options)
    taken[index] = (e2e.now_s() - started) * 1000
  end
  return taken
end

--- Save a workspace and wait for the word; the milliseconds it took, or nil and the reason.
---@async
function e2e.save(workspace)
  e2e.take_events()
  local started = e2e.now_s()
  e2e.timed("save", e2e.sessions.save)({
    workspace = workspace,
    window = e2e.gui_window(),
    quiet = true,
  })
  local ended = e2e.wait(function()
    return e2e.event("session-save-success") or e2e.event("session-save-error")
  end, STATE_LIMIT_S)
  if not ended then
    return nil, "no word of the save"
  elseif ended.event == "session-save-error" then
    return nil, table.concat(ended.arguments, ": ")
  end
  return (ended.at_s - started) * 1000
end

--- Load a session; what `last_report()` says when the end is told, with times measured here.
---@async
function e2e.load(name)
  e2e.take_events()
  local started = e2e.now_s()
  local ok, problem = e2e.timed("load", e2e.sessions.load)(name, e2e.gui_window())
  local returned = e2e.now_s()
  if not ok then
    return nil, problem.message
  end
  local ended = e2e.wait(function()
    return e2e.event("wezterm-sessions.load.end")
  end, STATE_LIMIT_S, 1)
  if not ended then
    return nil, "no word of the load"
  end
  return {
    returned_ms = (returned - started) * 1000,
    ended_ms = (ended.at_s - started) * 1000,
    report = e2e.sessions.last_report(),
  }
end

return e2e
