--- status: a few words for a status bar: when the workspace was saved last, and whether that happens by itself.
---
--- In:    the plugin, its saves. Out: `status`.
--- Never: puts itself on the screen; reads a file: it may be called every second.

local words = require("sessions.text.words")

local status = {}

--- Key of the host's memory: times of the last save, by workspace.
local MEMORY = "status.saved."

---@param plugin sessions.Plugin
function status.attach(plugin)
  local host = plugin.host

  table.insert(plugin.hooks.after_save, function(session)
    host.remember(MEMORY .. session.name, plugin.files.now_s())
  end)

  --- For instance "saved 5 min ago, autosave on". For `window:set_right_status` in a handler of `update-status`.
  ---@param wanted { workspace: string? }? nil: the active workspace
  ---@return string
  function plugin.api.status(wanted)
    local workspace = wanted and wanted.workspace or host.active_workspace()
    local saved_at = host.recall(MEMORY .. workspace) --[[@as integer?]]
    local parts = {
      saved_at and "saved " .. words.ago(plugin.files.now_s() - saved_at) or "not saved yet",
    }
    for _, part in ipairs(plugin.hooks.status_parts) do
      parts[#parts + 1] = part()
    end
    return table.concat(parts, ", ")
  end
end

return status
-- Made from lua_templates/sessions/features/status/status.lua; plugin/init.lua opens it by its digest: aa5e5dc947544325
