--- rename: a session gets another name: its file, its older states, and the workspace that is open.
---
--- In:    the plugin. Out: `rename_state`, `rename`, the event `rename_session`.
--- Never: takes a name that is saved or open already.

local menu = require("sessions.menu.menu")
local names = require("sessions.session.names")
local save = require("sessions.save.save")

local rename = {}

local CHOSEN, NAMED = "wezterm-sessions.rename.chosen", "wezterm-sessions.rename.named"

---@return sessions.Problem?
local function refusal(plugin, old, new)
  local problem = names.problem(new)
  if problem then
    return problem
  elseif new == old then
    return { code = "taken", message = "it has that name" }
  elseif #plugin.host.windows(new) > 0 then
    local message = ("there is an open workspace %s already"):format(new)
    return { code = "taken", message = message }
  end
end

---@param plugin sessions.Plugin
function rename.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- Rename a saved session, with its older states and the workspace of that name.
  ---@async
  ---@param old string
  ---@param new string
  ---@return true? done
  ---@return sessions.Problem?
  function api.rename(old, new)
    local store = plugin.store()
    local problem = refusal(plugin, old, new)
    if problem then
      return nil, problem
    end
    local is_open = #host.windows(old) > 0
    local done, trouble = store:rename(old, new)
    if not done and not (is_open and trouble and trouble.code == "not_found") then
      return nil, trouble
    end
    local renamed, message = true, nil ---@type boolean, string?
    if is_open then
      renamed, message = host.rename_workspace(old, new)
    end
    if not renamed then
      store:rename(new, old)
      return nil,
        { code = "failed", message = "the workspace keeps its name: " .. tostring(message) }
    end
    -- A save that is under way would bring the old name back.
    save.overtake(plugin, old)
    for _, hook in ipairs(plugin.hooks.after_rename) do
      hook(old, new)
    end
    return true
  end

  ---@async
  local function named(window, old, new)
    local done, problem = api.rename(old, new)
    if not done then
      return nil, problem, old .. " was not renamed"
    end
    plugin.tell(window, ("Renamed %s to %s"):format(old, new))
  end

  local ask, answered = menu.asking(plugin, NAMED, "New name of the session %s?", named)
  plugin.on(NAMED, answered)

  ---@async
  function api.rename_state(window, pane)
    return menu.pick(plugin, window, pane, CHOSEN, "Rename which session")
  end

  plugin.on("rename_session", api.rename_state)
  table.insert(plugin.hooks.session_actions, { name = "rename", label = "Rename …", act = ask })
  plugin.on(CHOSEN, menu.with_name(ask))
end

return rename
-- Made from lua_templates/sessions/features/rename/rename.lua; plugin/init.lua opens it by its digest: e25ae109e1b067a7
