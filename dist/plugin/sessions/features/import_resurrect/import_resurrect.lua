--- import_resurrect: sessions of the resurrect plugins are taken over when the user asks for it.
---
--- In:    the plugin. Out: `import_resurrect`.
--- Never: imports unasked: both plugins may be in use.

local path = require("sessions.text.path")
local resurrect = require("sessions.features.import_resurrect.resurrect")
local takeover = require("sessions.store.takeover")

local import_resurrect = {}

local FILE_PATTERN = "%.json$"
local KINDS = { "workspace", "window", "tab" }

--- Where resurrect keeps its states unless told otherwise.
local function usual_directory(plugin)
  local host, files = plugin.host, plugin.files
  if host.is_windows then
    return (files.environment("APPDATA") or host.home_dir) .. "\\wezterm\\resurrect"
  elseif host.is_mac then
    return host.home_dir .. "/Library/Application Support/wezterm/resurrect"
  end
  return (files.environment("XDG_STATE_HOME") or host.home_dir .. "/.local/state")
    .. "/wezterm/resurrect"
end

---@param plugin sessions.Plugin
function import_resurrect.attach(plugin)
  table.insert(plugin.hooks.importers, function(value)
    return resurrect.decode(value, path.machine(plugin.host, plugin.files))
  end)

  --- Take over all states below a directory of resurrect's, each once.
  ---@async
  ---@param directory string? its usual one when nil
  ---@return string[] names of the sessions taken over
  ---@return sessions.Problem? problem with a directory that cannot be read
  function plugin.api.import_resurrect(directory)
    local base = directory or usual_directory(plugin)
    local folders = { base }
    for _, kind in ipairs(KINDS) do
      folders[#folders + 1] = path.join(base, kind, plugin.host.separator)
    end
    local names, problem = takeover.run(plugin.store(), folders, FILE_PATTERN)
    plugin.tell(nil, ("%d sessions of resurrect were taken over"):format(#names))
    if problem then
      return names, problem
    end
    return names
  end
end

return import_resurrect
-- Made from lua_templates/sessions/features/import_resurrect/import_resurrect.lua; plugin/init.lua opens it by its digest: 5899c3e4f025ebdd
