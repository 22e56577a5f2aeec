--- palette: what the plugin does, in the command palette.
---
--- In:    the plugin, its actions. Out: `palette_entries`; with the option `command_palette`, a handler of its own.
--- Never: takes the palette unasked: WezTerm asks only the first handler that was registered
---        (wezterm-gui/src/termwindow/palette.rs:82-132).

local palette = {}

---@param plugin sessions.Plugin
function palette.attach(plugin)
  local host, api = plugin.host, plugin.api
  local is_registered = false

  --- For handlers of `augment-command-palette`: the actions of this build.
  ---@return { brief: string, icon: string, action: table }[]
  function api.palette_entries()
    local entries = {}
    for index, action in ipairs(plugin.actions) do
      entries[index] = {
        brief = "Sessions: " .. action.title,
        icon = action.icon,
        action = host.emit_action(action.name),
      }
    end
    return entries
  end

  table.insert(plugin.hooks.ways, function(name)
    for _, action in ipairs(plugin.options.command_palette and plugin.actions or {}) do
      if action.name == name then
        return ('choose "Sessions: %s" in the command palette'):format(action.title)
      end
    end
  end)
  table.insert(plugin.hooks.configured, function()
    if plugin.options.command_palette and not is_registered then
      is_registered = true
      host.on_palette(api.palette_entries)
    end
  end)
end

return palette
-- Made from lua_templates/sessions/features/palette/palette.lua; plugin/init.lua opens it by its digest: 57327746ebb3ae76
