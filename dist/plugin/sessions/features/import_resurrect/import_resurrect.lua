--- import_resurrect: sessions of the resurrect plugins are taken over when the user asks for it.
---
--- In:    the plugin. Out: `import_resurrect`.
--- Never: imports unasked: both plugins may be in use.

local home = require("sessions.store.home")
local path = require("sessions.text.path")
local resurrect = require("sessions.features.import_resurrect.resurrect")
local takeover = require("sessions.store.takeover")
local words = require("sessions.text.words")

local import_resurrect = {}

local FILE_PATTERN = "%.json$"
local KINDS = { "workspace", "window", "tab" }

--- Where its live successor keeps its states.
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

--- Below a directory, those that its states may be in: given may be the checkout, its states, or states of one kind.
---@param base string
---@param separator string
---@return string[]
local function folders_in(base, separator)
  local folders = { base }
  for _, above in ipairs({ base, path.join(base, "state", separator) }) do
    for _, kind in ipairs(KINDS) do
      folders[#folders + 1] = path.join(above, kind, separator)
    end
  end
  return folders
end

--- Where the states of resurrect and of its forks are, as far as they have not been told otherwise: the original kept
--- them in its own checkout.
---@async
---@param plugin sessions.Plugin
---@return string[]
local function usual_directories(plugin)
  local found = { usual_directory(plugin) }
  local plugins = home.plugins(plugin.host, plugin.files)
  for _, checkout in ipairs(plugin.host.list_directory(plugins) or {}) do
    if path.basename(checkout):lower():find("resurrect", 1, true) then
      found[#found + 1] = checkout
    end
  end
  return found
end

---@param plugin sessions.Plugin
function import_resurrect.attach(plugin)
  local host = plugin.host
  table.insert(plugin.hooks.importers, function(value)
    return resurrect.decode(value, plugin.files.machine(host))
  end)

  --- Take over all states below a directory of resurrect's, each once.
  ---@async
  ---@param directory string? those of the resurrect plugins when nil
  ---@return string[] names of the sessions taken over
  ---@return sessions.Problem? problem with a directory or a file that cannot be read
  function plugin.api.import_resurrect(directory)
    local given = directory and path.expand_home(directory, host.home_dir, host.is_windows)
    local folders, is_any = {}, false
    for _, base in ipairs(given and { given } or usual_directories(plugin)) do
      is_any = is_any or plugin.files.is_directory(base, host.is_windows) ~= false
      table.move(folders_in(base, host.separator), 1, 1 + 2 * #KINDS, #folders + 1, folders)
    end
    local names, problem = takeover.run(plugin.store(), folders, FILE_PATTERN)
    if not is_any and not problem then
      local message = given and ("there is no directory %s"):format(given)
        or "there is no directory of resurrect's: name the one that you have chosen"
      problem = { code = "no_directory", message = message, where = given or folders[1] }
    end
    local told = words.counted(#names, "session") .. " of resurrect taken over"
    plugin.tell(nil, problem and ("%s. %s"):format(told, problem.message) or told)
    if problem then
      return names, problem
    end
    return names
  end
end

return import_resurrect
-- Made from lua_templates/sessions/features/import_resurrect/import_resurrect.lua; plugin/init.lua opens it by its digest: 2ad91f7b10165b30
