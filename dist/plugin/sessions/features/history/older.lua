--- older: the older states of a session, to choose from.
---
--- In:    the plugin, `generations`. Out: actions of a chosen session: an older state, pin.
--- Never: knows how states are kept.

local age = require("sessions.text.age")
local generations = require("sessions.features.history.generations")
local menu = require("sessions.menu.menu")

local older = {}

local CHOSEN = "wezterm-sessions.older.chosen"

local function counted(count, noun)
  return ("%d %s%s"):format(count or 0, noun, count == 1 and " " or "s")
end

---@param plugin sessions.Plugin
function older.attach(plugin)
  local states_of, actions = generations.of(plugin), plugin.hooks.session_actions

  --- Offer the older states; the id is "STATE NAME".
  ---@async
  local function offer(window, pane, name)
    local states, problem = states_of:list(name)
    if not states then
      return nil, problem
    end
    local rows, now_s = {}, plugin.files.now_s()
    for index, state in ipairs(states) do
      rows[index] = {
        id = ("%s %s"):format(state.id, menu.id_of(name)),
        label = ("%-12s  %s  %9s  %8s%s"):format(
          age.ago(now_s - state.saved_at),
          plugin.files.date(state.saved_at),
          counted(state.panes, "pane"),
          counted(state.tabs, "tab"),
          state.pinned and "  pinned" or ""
        ),
      }
    end
    if #rows == 0 then
      return plugin.tell(window, "There is no older state of " .. name)
    end
    return menu.show(plugin, window, pane, CHOSEN, "Load which state of " .. name, rows)
  end

  actions[#actions + 1] = { name = "older", label = "An older state …", act = offer }
  actions[#actions + 1] = {
    name = "pin",
    label = "Pin this state",
    act = function(window, _, name)
      local done, problem = states_of:pin(name)
      if not done then
        return nil, problem, "Not pinned"
      end
      plugin.tell(window, ("This state of %s is kept for good"):format(name))
    end,
  }

  plugin.on(CHOSEN, function(window, _, id)
    local state, name_id = (id or ""):match("^(%S+) (.*)$")
    local name = menu.name_of(name_id)
    if name then
      return states_of:load(name, state, window)
    end
  end)
end

return older
-- Made from lua_templates/sessions/features/history/older.lua; plugin/init.lua opens it by its digest: f14db48520689877
