--- features: the parts of this build that a profile can leave out, in order.
---
--- In:    nothing.
--- Out:   a list of rooms, each with `attach(plugin)`; the functions and the action events that they bring.
--- Never: decides anything; the build profile did.

---@class sessions.Features
---@field [integer] { attach: fun(plugin: sessions.Plugin) }
---@field functions string[]
---@field events string[]
---@field actions sessions.PaletteAction[]
---@field starting { event: string, option: string }[]
local features = {
  require("sessions.everything"),
  require("sessions.import_old"),
  require("sessions.import_resurrect"),
  require("sessions.delete"),
  require("sessions.fork"),
  require("sessions.rename"),
  require("sessions.undo"),
  require("sessions.scopes"),
  require("sessions.manage"),
  require("sessions.define"),
  require("sessions.palette"),
  require("sessions.status"),
  require("sessions.edit"),
  require("sessions.autosave"),
  require("sessions.generations"),
  require("sessions.older"),
  require("sessions.startup"),
  require("sessions.branches"),
}

--- Public functions of theirs.
features.functions = {
  "delete",
  "import_resurrect",
  "delete_state",
  "edit_state",
  "fork_state",
  "fork",
  "rename_state",
  "rename",
  "undo_state",
  "manage_state",
  "restore_window",
  "restore_tab",
  "restore_pane",
  "define",
  "export",
  "palette_entries",
  "status",
  "start_autosave",
  "stop_autosave",
  "toggle_autosave",
  "generations",
  "load_generation",
  "pin",
  "unpin",
}

--- Events of theirs that a key can send.
features.events = {
  "delete_session",
  "edit_session",
  "fork_session",
  "rename_session",
  "undo_session",
  "manage_session",
  "toggle_autosave",
}

--- All events that a key can send, with what the command palette shows of them.
features.actions = {
  { name = "save_session", title = "Save this workspace", icon = "md_content_save" },
  { name = "load_session", title = "Load a session", icon = "md_folder_open" },
  { name = "restore_session", title = "Restore into this window", icon = "md_restore" },
  { name = "delete_session", title = "Delete a session", icon = "md_delete" },
  { name = "edit_session", title = "Edit the file of a session", icon = "md_pencil" },
  { name = "fork_session", title = "Copy this workspace", icon = "md_content_copy" },
  { name = "rename_session", title = "Rename a session", icon = "md_rename_box" },
  { name = "undo_session", title = "Take back the last delete or load", icon = "md_undo" },
  { name = "manage_session", title = "Do something with a session", icon = "md_cog" },
  { name = "toggle_autosave", title = "Turn autosave on or off", icon = "md_autorenew" },
}

--- Events at the start of the terminal that a feature answers, each with the option that turns it off.
features.starting = {
  { event = "gui-startup", option = "restore_on_startup" },
  { event = "mux-startup", option = "restore_on_startup" },
}

return features
-- Made from lua_templates/features.lua.j2; plugin/init.lua opens it by its digest: 8b11f06844f776fb
