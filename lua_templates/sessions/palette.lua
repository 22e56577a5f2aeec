--- palette: what the plugin does, in the command palette.
---
--- In:    the plugin, its actions. Out: `palette_entries`; with the option `command_palette`, a handler of its own.
--- Never: takes the palette unasked: WezTerm asks only the first handler that was registered
---        (wezterm-gui/src/termwindow/palette.rs:82-132).

local palette = {}

--- Each action with its public function, which tells whether this build has it, what it is called there, and its
--- icon of the Nerd Fonts.
-- stylua: ignore
local ENTRIES = {
  { "save_session", "save_state", "Save this workspace", "md_content_save" },
  { "load_session", "load_state", "Load a session", "md_folder_open" },
  { "manage_session", "manage_state", "Do something with a session", "md_cog" },
  { "restore_session", "restore_state", "Restore into this window", "md_restore" },
  { "fork_session", "fork_state", "Copy this workspace", "md_content_copy" },
  { "rename_session", "rename_state", "Rename a session", "md_rename_box" },
  { "edit_session", "edit_state", "Edit the file of a session", "md_pencil" },
  { "delete_session", "delete_state", "Delete a session", "md_delete" },
  { "undo_session", "undo_state", "Take back the last delete or load", "md_undo" },
  { "toggle_autosave", "toggle_autosave", "Turn autosave on or off", "md_autorenew" },
}

---@param plugin sessions.Plugin
function palette.attach(plugin)
  local host, api = plugin.host, plugin.api
  local is_registered = false

  --- For handlers of `augment-command-palette`: the actions of this build.
  ---@return { brief: string, icon: string, action: table }[]
  function api.palette_entries()
    local entries = {}
    for _, row in ipairs(ENTRIES) do
      local action, name, brief, icon = table.unpack(row)
      if api[name] then
        entries[#entries + 1] =
          { brief = "Sessions: " .. brief, icon = icon, action = host.emit_action(action) }
      end
    end
    return entries
  end

  plugin.configured[#plugin.configured + 1] = function()
    if plugin.options.command_palette and not is_registered then
      is_registered = true
      host.on_palette(api.palette_entries)
    end
  end
end

return palette
