--- older_choice: the older states of a session, to choose from.
---
--- In:    the plugin, `older_states`. Out: actions of a chosen session: an older state, pin.
--- Never: knows how states are kept.

local menu = require("sessions.menu.menu")
local older_states = require("sessions.features.history.older_states")
local words = require("sessions.text.words")

local older_choice = {}

local CHOSEN = "wezterm-sessions.older.chosen"

---@param plugin sessions.Plugin
function older_choice.attach(plugin)
  local states_of, actions = older_states.of(plugin), plugin.hooks.session_actions

  --- Offer the older states.
  ---@async
  local function offer(window, pane, name)
    local states, problem = states_of:list(name)
    if not states then
      return nil, problem
    end
    local rows, now_s = {}, plugin.files.now_s()
    for index, state in ipairs(states) do
      rows[index] = {
        id = menu.id_with(state.id, name),
        label = ("%-12s  %s  %9s  %8s%s"):format(
          words.ago(now_s - state.saved_at),
          plugin.files.date(state.saved_at),
          words.aligned(state.panes or 0, "pane"),
          words.aligned(state.tabs or 0, "tab"),
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

  ---@async
  local function chosen(window, _, name, id)
    return states_of:load(name, id, window)
  end

  plugin.on(CHOSEN, menu.with_what(chosen))
end

return older_choice
