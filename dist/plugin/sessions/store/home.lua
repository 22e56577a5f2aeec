--- home: where the sessions of a user lie.
---
--- In:    the platform, the environment, the user's choice.
--- Out:   directories.
--- Never: makes one, or looks whether it is there.

local path = require("sessions.text.path")

local home = {}

--- Where the programs of this user keep their data.
---@param host sessions.Host
---@param files sessions.Files
---@return string
function home.data(host, files)
  if host.is_windows then
    return files.environment("APPDATA") or path.join(host.home_dir, "AppData\\Roaming", "\\")
  elseif host.is_mac then
    return host.home_dir .. "/Library/Application Support"
  end
  return files.environment("XDG_DATA_HOME") or (host.home_dir .. "/.local/share")
end

--- Where WezTerm keeps its plugins: below its data directory (config/src/config.rs:1708-1714). The name of a checkout is
--- its address with `/`, `:` and `.` written in letters.
---@param host sessions.Host
---@param files sessions.Files
---@return string
function home.plugins(host, files)
  local own = path.join(home.data(host, files), "wezterm", host.separator)
  return path.join(own, "plugins", host.separator)
end

--- The user's data directory for sessions: never the plugin's checkout, which updates replace, and never the
--- configuration directory, where a write reloads the configuration (config/src/lib.rs:506-638).
---@param host sessions.Host
---@param files sessions.Files
---@param chosen string? option `save_state_dir`
---@return string directory without a trailing separator
function home.directory(host, files, chosen)
  if chosen and chosen ~= "default-user-owned" then
    return path.trimmed(path.expand_home(chosen, host.home_dir, host.is_windows))
  end
  local base = home.data(host, files)
  local folder = path.join(base, "wezterm-sessions", host.separator)
  return path.join(folder, "state", host.separator)
end

return home
-- Made from lua_templates/sessions/store/home.lua; plugin/init.lua opens it by its digest: d2de824d7e0bdb4e
