--- import_old: sessions of this plugin's earlier versions and of its parent are found and taken over.
---
--- In:    the plugin. Out: their files in our store, the first time sessions are listed or looked for.
--- Never: asks; runs what those files say was running with arguments (their bounds are lost).

local home = require("sessions.store.home")
local legacy = require("sessions.features.import_old.legacy")
local path = require("sessions.text.path")

local import_old = {}

local FILE_PATTERN = "^wezterm_state_.*%.json$"

--- Where earlier versions kept their files: a directory of the user's choice, the data directory, or their own
--- checkout, whose name is the escaped URL; their parent used a fixed folder.
---@async
local function directories(plugin)
  local separator = plugin.host.separator
  local plugins = home.plugins(plugin.host, plugin.files)
  local found = {
    plugin.host.home_dir .. "/.local/share/wezterm-sessions/state",
    plugin.host.home_dir .. "/.config/wezterm/wezterm-session-manager",
  }
  if plugin.store().directory ~= found[1] then
    found[#found + 1] = plugin.store().directory
  end
  for _, checkout in ipairs(plugin.host.list_directory(plugins) or {}) do
    if checkout:match("[^/\\]+$"):find("wezterm-sessions", 1, true) then
      found[#found + 1] = path.join(checkout, "state", separator)
    end
  end
  return found
end

---@param plugin sessions.Plugin
function import_old.attach(plugin)
  table.insert(plugin.hooks.importers, function(value)
    return legacy.decode(value, plugin.files.machine(plugin.host))
  end)
  ---@async
  local function find()
    return directories(plugin), FILE_PATTERN
  end
  table.insert(plugin.hooks.takeovers, find)
end

return import_old
