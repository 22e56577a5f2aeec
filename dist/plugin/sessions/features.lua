--- features: what this build has: the rooms that a profile can leave out, and all that comes in from outside.
---
--- In:    nothing.
--- Out:   a list of rooms, each with `attach(plugin)`; public functions, events.
--- Never: decides anything; the build profile did.

---@class sessions.Features
---@field [integer] { feature: string?, option: string?, room: { attach: fun(plugin: sessions.Plugin) } }
---@field functions sessions.PublicFunction[]
---@field events string[]
---@field watched { event: string, option: string? }[]
---@field actions sessions.PaletteAction[]
local features = {
  {
    feature = nil,
    room = require("sessions.save.everything"),
  },
  {
    feature = "import_old",
    room = require("sessions.features.import_old.import_old"),
  },
  {
    feature = "import_resurrect",
    room = require("sessions.features.import_resurrect.import_resurrect"),
  },
  {
    feature = "autosave",
    room = require("sessions.features.autosave.autosave"),
  },
  {
    feature = "startup",
    room = require("sessions.features.startup.opening"),
  },
  {
    feature = "startup",
    room = require("sessions.features.startup.startup"),
  },
  {
    feature = "history",
    room = require("sessions.features.history.older_states"),
  },
  {
    feature = "history",
    room = require("sessions.features.history.older_choice"),
  },
  {
    feature = "git",
    room = require("sessions.features.git.branches"),
  },
  {
    feature = "delete",
    room = require("sessions.features.delete.delete"),
  },
  {
    feature = "edit",
    room = require("sessions.features.edit.edit"),
  },
  {
    feature = "manage",
    room = require("sessions.features.manage.manage"),
  },
  {
    feature = "manage",
    room = require("sessions.features.manage.scopes"),
  },
  {
    feature = "fork",
    room = require("sessions.features.fork.fork"),
  },
  {
    feature = "rename",
    room = require("sessions.features.rename.rename"),
  },
  {
    feature = "undo",
    room = require("sessions.features.undo.undo"),
  },
  {
    feature = "define",
    room = require("sessions.features.define.define"),
  },
  {
    feature = "palette",
    option = "command_palette",
    room = require("sessions.features.palette.palette"),
  },
  {
    feature = "status",
    room = require("sessions.features.status.status"),
  },
}

--- What the public table has.
features.functions = {
  { name = "apply_to_config", instead = "argument" },
  {
    name = "save",
    takes = "opts?: table",
    options = "workspace?: string, all?: boolean, quiet?: boolean, window?: window",
    is_async = true,
    is_late = true,
    instead = "nothing",
  },
  {
    name = "load",
    takes = "name: string, window?: window",
    is_async = true,
    is_late = true,
    instead = "problem",
  },
  { name = "list", is_async = true, instead = "problem" },
  {
    name = "delete",
    feature = "delete",
    takes = "name: string",
    is_async = true,
    is_late = true,
    instead = "problem",
  },
  { name = "last_report", instead = "problem" },
  {
    name = "import_resurrect",
    feature = "import_resurrect",
    takes = "directory?: string",
    is_async = true,
    instead = "problem",
  },
  {
    name = "save_state",
    takes = "window?: window",
    is_async = true,
    is_late = true,
    instead = "nothing",
  },
  {
    name = "load_state",
    takes = "window?: window, pane?: pane",
    is_async = true,
    is_late = true,
    on_screen = true,
    instead = "nothing",
  },
  {
    name = "restore_state",
    takes = "window?: window",
    is_async = true,
    is_late = true,
    instead = "nothing",
  },
  {
    name = "delete_state",
    feature = "delete",
    takes = "window?: window, pane?: pane",
    is_async = true,
    is_late = true,
    on_screen = true,
    instead = "nothing",
  },
  {
    name = "edit_state",
    feature = "edit",
    takes = "window?: window, pane?: pane",
    is_async = true,
    is_late = true,
    on_screen = true,
    instead = "nothing",
  },
  {
    name = "fork_state",
    feature = "fork",
    takes = "window?: window, pane?: pane",
    is_async = true,
    is_late = true,
    on_screen = true,
    instead = "nothing",
  },
  {
    name = "fork",
    feature = "fork",
    takes = "name: string, window?: window, from?: string",
    is_async = true,
    is_late = true,
    instead = "problem",
  },
  {
    name = "rename_state",
    feature = "rename",
    takes = "window?: window, pane?: pane",
    is_async = true,
    is_late = true,
    on_screen = true,
    instead = "nothing",
  },
  {
    name = "rename",
    feature = "rename",
    takes = "old: string, new: string",
    is_async = true,
    is_late = true,
    instead = "problem",
  },
  {
    name = "undo_state",
    feature = "undo",
    takes = "window?: window, pane?: pane",
    is_async = true,
    is_late = true,
    instead = "nothing",
  },
  {
    name = "manage_state",
    feature = "manage",
    takes = "window?: window, pane?: pane",
    is_async = true,
    is_late = true,
    on_screen = true,
    instead = "nothing",
  },
  {
    name = "restore_window",
    feature = "manage",
    takes = "name: string, window_number: integer, window?: window",
    is_async = true,
    is_late = true,
    instead = "problem",
  },
  {
    name = "restore_tab",
    feature = "manage",
    takes = "name: string, window_number: integer, tab_number: integer, window?: window",
    is_async = true,
    is_late = true,
    instead = "problem",
  },
  {
    name = "restore_pane",
    feature = "manage",
    takes = "name: string, window_number: integer, tab_number: integer, position: integer, window?: window",
    is_async = true,
    is_late = true,
    instead = "problem",
  },
  {
    name = "define",
    feature = "define",
    takes = "name: string",
    is_early = true,
    instead = "problem",
  },
  {
    name = "export",
    feature = "define",
    takes = "name: string",
    is_async = true,
    instead = "problem",
  },
  { name = "palette_entries", feature = "palette", instead = "list" },
  {
    name = "status",
    feature = "status",
    takes = "opts?: table",
    options = "workspace?: string",
    instead = "text",
  },
  {
    name = "start_autosave",
    feature = "autosave",
    takes = "window?: window",
    is_async = true,
    instead = "nothing",
  },
  { name = "stop_autosave", feature = "autosave", takes = "window?: window", instead = "nothing" },
  {
    name = "toggle_autosave",
    feature = "autosave",
    takes = "window?: window",
    is_async = true,
    is_late = true,
    instead = "nothing",
  },
  {
    name = "generations",
    feature = "history",
    takes = "name: string",
    is_async = true,
    instead = "problem",
  },
  {
    name = "load_generation",
    feature = "history",
    takes = "name: string, id: string, window?: window",
    is_async = true,
    is_late = true,
    instead = "problem",
  },
  {
    name = "pin",
    feature = "history",
    takes = "name: string, id?: string",
    is_async = true,
    instead = "problem",
  },
  {
    name = "unpin",
    feature = "history",
    takes = "name: string, id?: string",
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
  "wezterm-sessions.older.chosen",
  "wezterm-sessions.delete.chosen",
  "wezterm-sessions.delete.confirmed",
  "wezterm-sessions.edit.chosen",
  "wezterm-sessions.manage.chosen",
  "wezterm-sessions.manage.action",
  "wezterm-sessions.scopes.chosen",
  "wezterm-sessions.fork.named",
  "wezterm-sessions.rename.chosen",
  "wezterm-sessions.rename.named",
  "wezterm-sessions.undo.confirmed",
  "wezterm-sessions.load.chosen",
  "wezterm-sessions.young.back",
}

--- What the terminal tells by itself; with an option, not while that is "off".
features.watched = {
  { event = "window-focus-changed", option = nil },
  { event = "mux-startup", option = nil },
  { event = "gui-startup", option = "restore_on_startup" },
  { event = "gui-attached", option = "restore_on_startup" },
  { event = "window-config-reloaded", option = nil },
  { event = "window-resized", option = nil },
  { event = "update-status", option = nil },
}

--- All events that a key can send, with what the command palette shows of them.
features.actions = {
  {
    name = "save_session",
    title = "Save this workspace",
    icon = "md_content_save",
    does = "save_state",
  },
  {
    name = "load_session",
    title = "Load a session",
    icon = "md_folder_open",
    does = "load_state",
  },
  {
    name = "restore_session",
    title = "Restore into this window",
    icon = "md_restore",
    does = "restore_state",
  },
  {
    name = "delete_session",
    title = "Delete a session",
    icon = "md_delete",
    does = "delete_state",
  },
  {
    name = "edit_session",
    title = "Edit the file of a session",
    icon = "md_pencil",
    does = "edit_state",
  },
  {
    name = "fork_session",
    title = "Copy this workspace",
    icon = "md_content_copy",
    does = "fork_state",
  },
  {
    name = "rename_session",
    title = "Rename a session",
    icon = "md_rename_box",
    does = "rename_state",
  },
  {
    name = "undo_session",
    title = "Take back the last delete or load",
    icon = "md_undo",
    does = "undo_state",
  },
  {
    name = "manage_session",
    title = "Do something with a session",
    icon = "md_cog",
    does = "manage_state",
  },
  {
    name = "toggle_autosave",
    title = "Turn autosave on or off",
    icon = "md_autorenew",
    does = "toggle_autosave",
  },
}

return features
-- Made from lua_templates/features.lua.j2; plugin/init.lua opens it by its digest: 215047333cb1a18e
