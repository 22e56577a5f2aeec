--- delete: remove a saved session, after a question.
---
--- In:    the plugin. Out: `delete_state`, the event `delete_session`.
--- Never: removes anything unasked, or anything that is open.

local menu = require("sessions.menu")

local delete = {}

local CHOSEN, CONFIRMED = "wezterm-sessions.delete.chosen", "wezterm-sessions.delete.confirmed"

---@param plugin sessions.Plugin
function delete.attach(plugin)
  local host = plugin.host
  -- The name waits in the host's memory: the answer may come after a reload.
  local MEMORY = "delete.name"

  ---@async
  function plugin.api.delete_state(window, pane)
    menu.pick(plugin, window, pane, CHOSEN, "Delete which session")
  end

  host.on("delete_session", plugin.api.delete_state)

  host.on(CHOSEN, function(window, pane, name)
    if name then
      host.remember(MEMORY, name)
      menu.confirm(
        plugin,
        window,
        pane,
        CONFIRMED,
        ("Delete the saved session %s?"):format(name),
        "Delete " .. name
      )
    end
  end)

  host.on(CONFIRMED, function(window, _, id)
    local name = host.recall(MEMORY)
    host.remember(MEMORY, nil)
    if not name or not menu.is_yes(id) then
      return
    end
    local store = plugin.store()
    local file_path = store:path_of(name)
    host.emit("wezterm-sessions.delete.start", file_path)
    local done, message = store:remove(name)
    host.emit("wezterm-sessions.delete.end", file_path, done == true)
    plugin.tell(
      window,
      done and ("Deleted " .. name) or ("%s was not deleted: %s"):format(name, message)
    )
  end)
end

return delete
