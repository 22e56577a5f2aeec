--- fork: the current workspace goes on under a second name.
---
--- In:    the plugin. Out: `fork_state`, `fork`, the event `fork_session`.
--- Never: takes a name that is saved or open already; changes the workspace it copies.

local menu = require("sessions.menu.menu")
local names = require("sessions.session.names")
local restore = require("sessions.restore.restore")
local save = require("sessions.save.save")

local fork = {}

local NAMED = "wezterm-sessions.fork.named"

---@return sessions.Problem?
local function refusal(plugin, name)
  local problem, what = names.problem(name), nil
  if problem then
    return problem
  elseif #plugin.host.windows(name) > 0 then
    what = ("there is an open workspace %s already"):format(name)
  elseif plugin.store():has(name) then
    what = ("there is a saved session %s already"):format(name)
  end
  return what and { code = "taken", message = what } or nil
end

---@param plugin sessions.Plugin
function fork.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- A session that is not open is copied as it is saved.
  ---@async
  local function copy(name, window, from)
    local store = plugin.store()
    local session, _, problem = store:read(from)
    if not session then
      return nil, problem
    end
    local twin = { name = name, saved_at = plugin.files.now_s(), windows = session.windows }
    local done, message = store:write(twin)
    if not done then
      return nil, { code = "not_written", message = message }
    end
    local report, trouble = restore.by_name(plugin, name, window)
    return report and true, trouble
  end

  --- Save a workspace under a new name, and load it. Returns at once; the rest follows.
  ---@async
  ---@param name string
  ---@param window any? the GUI window at hand
  ---@param from string? workspace or saved session; nil: the active workspace
  ---@return true? begun
  ---@return sessions.Problem?
  function api.fork(name, window, from)
    local problem = refusal(plugin, name)
    if problem then
      return nil, problem
    end
    local workspace = from or host.workspace_at(window)
    if #host.windows(workspace) == 0 then
      return copy(name, window, workspace)
    end
    save.run(plugin, workspace, { as = name }, function(outcome, line)
      if not outcome then
        return plugin.tell(window, line)
      elseif outcome ~= "overtaken" then
        local _, trouble = restore.by_name(plugin, name, window)
        if trouble then
          plugin.fail(window, trouble)
        end
      end
    end)
    return true
  end

  ---@async
  local function named(window, from, name)
    local done, problem = api.fork(name, window, from)
    return done, problem, "Not copied"
  end

  local ask, answered = menu.asking(plugin, NAMED, "Copy %s under which name?", named)
  plugin.on(NAMED, answered)

  --- Ask for a name, and copy the active workspace.
  ---@async
  function api.fork_state(window, pane)
    return ask(window, pane, host.active_workspace())
  end

  plugin.on("fork_session", api.fork_state)
  table.insert(
    plugin.hooks.session_actions,
    { name = "fork", label = "Copy under another name …", act = ask }
  )
end

return fork
-- Made from lua_templates/sessions/features/fork/fork.lua; plugin/init.lua opens it by its digest: 621b6cb6b71b6d64
