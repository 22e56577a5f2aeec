--- features: what this build has: the rooms that a profile can leave out, and all that comes in from outside.
---
--- In:    nothing.
--- Out:   a list of rooms, each with `attach(plugin)`; public functions, events.
--- Never: decides anything; the build profile did.

---@class sessions.Features
---@field [integer] { feature: string?, room: { attach: fun(plugin: sessions.Plugin) } }
---@field functions sessions.PublicFunction[]
---@field events string[]
---@field watched { event: string, option: string? }[]
---@field actions sessions.PaletteAction[]
local features = {
  { feature = nil, room = require("sessions.everything") },
  { feature = "import_old", room = require("sessions.import_old") },
  { feature = "import_resurrect", room = require("sessions.import_resurrect") },
  { feature = "delete", room = require("sessions.delete") },
  { feature = "fork", room = require("sessions.fork") },
  { feature = "rename", room = require("sessions.rename") },
  { feature = "undo", room = require("sessions.undo") },
  { feature = "manage", room = require("sessions.scopes") },
  { feature = "manage", room = require("sessions.manage") },
  { feature = "define", room = require("sessions.define") },
  { feature = "palette", room = require("sessions.palette") },
  { feature = "status", room = require("sessions.status") },
  { feature = "edit", room = require("sessions.edit") },
  { feature = "autosave", room = require("sessions.autosave") },
  { feature = "history", room = require("sessions.generations") },
  { feature = "history", room = require("sessions.older") },
  { feature = "startup", room = require("sessions.startup") },
  { feature = "git", room = require("sessions.branches") },
}

--- What the public table has.
features.functions = {
  {
    name = "apply_to_config",
    feature = nil,
    is_async = false,
    instead = "argument",
  },
  {
    name = "save",
    feature = nil,
    is_async = true,
    instead = "problem",
  },
  {
    name = "load",
    feature = nil,
    is_async = true,
    instead = "message",
  },
  {
    name = "list",
    feature = nil,
    is_async = true,
    instead = "problem",
  },
  {
    name = "delete",
    feature = "delete",
    is_async = true,
    instead = "problem",
  },
  {
    name = "last_report",
    feature = nil,
    is_async = false,
    instead = "problem",
  },
  {
    name = "import_resurrect",
    feature = "import_resurrect",
    is_async = true,
    instead = "problem",
  },
  {
    name = "save_state",
    feature = nil,
    is_async = true,
    instead = "problem",
  },
  {
    name = "load_state",
    feature = nil,
    is_async = true,
    instead = "problem",
  },
  {
    name = "restore_state",
    feature = nil,
    is_async = true,
    instead = "problem",
  },
  {
    name = "delete_state",
    feature = "delete",
    is_async = true,
    instead = "problem",
  },
  {
    name = "edit_state",
    feature = "edit",
    is_async = true,
    instead = "problem",
  },
  {
    name = "fork_state",
    feature = "fork",
    is_async = true,
    instead = "problem",
  },
  {
    name = "fork",
    feature = "fork",
    is_async = true,
    instead = "problem",
  },
  {
    name = "rename_state",
    feature = "rename",
    is_async = true,
    instead = "problem",
  },
  {
    name = "rename",
    feature = "rename",
    is_async = true,
    instead = "problem",
  },
  {
    name = "undo_state",
    feature = "undo",
    is_async = true,
    instead = "problem",
  },
  {
    name = "manage_state",
    feature = "manage",
    is_async = true,
    instead = "problem",
  },
  {
    name = "restore_window",
    feature = "manage",
    is_async = true,
    instead = "problem",
  },
  {
    name = "restore_tab",
    feature = "manage",
    is_async = true,
    instead = "problem",
  },
  {
    name = "restore_pane",
    feature = "manage",
    is_async = true,
    instead = "problem",
  },
  {
    name = "define",
    feature = "define",
    is_async = false,
    instead = "problem",
  },
  {
    name = "export",
    feature = "define",
    is_async = true,
    instead = "problem",
  },
  {
    name = "palette_entries",
    feature = "palette",
    is_async = false,
    instead = "list",
  },
  {
    name = "status",
    feature = "status",
    is_async = false,
    instead = "text",
  },
  {
    name = "start_autosave",
    feature = "autosave",
    is_async = true,
    instead = "problem",
  },
  {
    name = "stop_autosave",
    feature = "autosave",
    is_async = false,
    instead = "problem",
  },
  {
    name = "toggle_autosave",
    feature = "autosave",
    is_async = true,
    instead = "problem",
  },
  {
    name = "generations",
    feature = "history",
    is_async = true,
    instead = "problem",
  },
  {
    name = "load_generation",
    feature = "history",
    is_async = true,
    instead = "problem",
  },
  {
    name = "pin",
    feature = "history",
    is_async = true,
    instead = "problem",
  },
  {
    name = "unpin",
    feature = "history",
    is_async = true,
    instead = "problem",
  },
}

--- What a key can send, and what a list or a prompt answers with.
features.events = {
  "save_session",
  "load_session",
  "restore_session",
  "delete_session",
  "edit_session",
  "fork_session",
  "rename_session",
  "undo_session",
  "manage_session",
  "toggle_autosave",
  "wezterm-sessions.delete.chosen",
  "wezterm-sessions.delete.confirmed",
  "wezterm-sessions.fork.named",
  "wezterm-sessions.rename.chosen",
  "wezterm-sessions.rename.named",
  "wezterm-sessions.undo.confirmed",
  "wezterm-sessions.scopes.chosen",
  "wezterm-sessions.manage.chosen",
  "wezterm-sessions.manage.action",
  "wezterm-sessions.edit.chosen",
  "wezterm-sessions.older.chosen",
  "wezterm-sessions.load.chosen",
}

--- What the terminal tells by itself; with an option, not while that is "off".
features.watched = {
  { event = "window-focus-changed", option = nil },
  { event = "gui-startup", option = "restore_on_startup" },
  { event = "mux-startup", option = nil },
  { event = "window-config-reloaded", option = nil },
  { event = "window-resized", option = nil },
  { event = "update-status", option = nil },
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

return features
-- Made from lua_templates/features.lua.j2; plugin/init.lua opens it by its digest: 092c8bc19965075d
