--- edit: open a saved session in the user's editor.
---
--- In:    the plugin. Out: `edit_state`, the event `edit_session`.
--- Never: types into a pane of the user's; puts a path through a shell.

local command = require("sessions.text.command")
local menu = require("sessions.menu.menu")

local edit = {}

local CHOSEN = "wezterm-sessions.edit.chosen"

--- `$VISUAL`, `$EDITOR` or the platform's usual one, as a list; the variables may hold arguments.
local function editor(plugin)
  local text = plugin.files.environment("VISUAL") or plugin.files.environment("EDITOR")
  local argv = text and command.split(text)
  return argv or { plugin.host.is_windows and "notepad" or "nvim" }
end

---@param plugin sessions.Plugin
function edit.attach(plugin)
  local host = plugin.host

  ---@async
  function plugin.api.edit_state(window, pane)
    return menu.pick(plugin, window, pane, CHOSEN, "Edit which session")
  end

  plugin.on("edit_session", plugin.api.edit_state)

  --- The file of a session that is not in the store.
  local function written_path(name)
    for _, source in ipairs(plugin.hooks.sources) do
      local file_path = source.path_of(name)
      if file_path then
        return file_path
      end
    end
  end

  --- Open the file of a session in the editor.
  ---@async
  ---@param window any
  ---@param name string
  local function open(window, _, name)
    local store = plugin.store()
    local file_path = store:path_of(name)
    local written_by_hand = not store:has(name) and written_path(name)
    if written_by_hand then
      file_path = written_by_hand
    elseif not plugin.files.exists(file_path) then
      -- A session of another plugin, or one of which only the state before is left: edit a copy of our own.
      local session, _, problem = store:read(name)
      if not session then
        return nil, problem
      end
      store:write(session)
    end
    local argv = editor(plugin)
    host.emit("wezterm-sessions.edit.start", file_path, table.concat(argv, " "))
    argv[#argv + 1] = file_path
    local mux_window = host.mux_window_of(window) --[[@as MuxWindow]]
    local tab, message = host.spawn_program_tab(mux_window, argv)
    if not tab then
      return nil, { code = "tab_failed", message = message }, "The editor could not be started"
    end
  end

  table.insert(plugin.hooks.session_actions, { name = "edit", label = "Edit the file", act = open })

  plugin.on(CHOSEN, menu.with_name(open))
end

return edit
