--- delete: remove a saved session, after a question.
---
--- In:    the plugin. Out: `delete_state`, `delete`, the event `delete_session`.
--- Never: removes anything unasked, or anything that is open; loses what it removes: the store sets it aside.

local menu = require("sessions.menu.menu")

local delete = {}

local CHOSEN, CONFIRMED = "wezterm-sessions.delete.chosen", "wezterm-sessions.delete.confirmed"

---@param plugin sessions.Plugin
function delete.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- Delete a session by name.
  ---@async
  ---@param name string
  ---@return true? done
  ---@return sessions.Problem?
  function api.delete(name)
    local store = plugin.store()
    local file_path = store:path_of(name)
    host.emit("wezterm-sessions.delete.start", file_path)
    local done, message = store:remove(name)
    host.emit("wezterm-sessions.delete.end", file_path, done == true)
    if done then
      return true
    elseif not store:has(name) then
      return nil, store:missing(name)
    end
    return nil, { code = "not_deleted", message = message, where = file_path }
  end

  ---@async
  function api.delete_state(window, pane)
    return menu.pick(plugin, window, pane, CHOSEN, "Delete which session")
  end

  plugin.on("delete_session", api.delete_state)

  ---@async
  local function ask(window, pane, name)
    local question = ("Delete the saved session %s?"):format(name)
    local yes, no = "Delete " .. name, "Keep it"
    return menu.confirm(plugin, window, pane, CONFIRMED, question, yes, no, name)
  end

  table.insert(plugin.hooks.session_actions, { name = "delete", label = "Delete …", act = ask })

  plugin.on(CHOSEN, menu.with_name(ask))

  ---@async
  local function confirmed(window, _, name)
    local done, problem = api.delete(name)
    if not done then
      return nil, problem, name .. " was not deleted"
    end
    local said = { "Deleted " .. name }
    for _, hint in ipairs(plugin.hooks.delete_hints) do
      said[#said + 1] = hint()
    end
    plugin.tell(window, table.concat(said, ". "))
  end

  plugin.on(CONFIRMED, menu.with_name(confirmed))
end

return delete
