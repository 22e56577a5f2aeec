--- manage: all that can be done with a chosen session, beside a drawing of it.
---
--- In:    the plugin, what the features have added to `session_actions`.
--- Out:   `manage_state`, the event `manage_session`, the last row of the list that loads.
--- Never: knows what an action does; keeps the chosen session anywhere but in the ids.

local cells = require("sessions.text.cells")
local menu = require("sessions.menu.menu")
local miniature = require("sessions.features.manage.miniature")
local restore = require("sessions.restore.restore")
local words = require("sessions.text.words")

local manage = {}

local CHOSEN, ACTION = "wezterm-sessions.manage.chosen", "wezterm-sessions.manage.action"

--- The order of the actions; those that are not named here come last.
-- stylua: ignore
local ORDER = {
  "load", "tab", "window", "pane", "older", "rename", "fork", "pin", "edit", "export", "delete",
}

--- Between an action and the drawing.
local GAP = "   "

--- A drawing that is narrower tells nothing.
local DRAWING_COLS_LEAST = 16

--- The lines of the list that the terminal needs for itself (wezterm-gui/src/overlay/selector.rs:18), and what a
--- drawing may have at most.
local ROWS_TAKEN, DRAWING_ROWS_MOST = 4, 12

local function sorted(actions)
  local rank = {}
  for index, name in ipairs(ORDER) do
    rank[name] = index
  end
  local list = table.move(actions, 1, #actions, 1, {})
  table.sort(list, function(a, b)
    local rank_a, rank_b = rank[a.name] or math.huge, rank[b.name] or math.huge
    if rank_a ~= rank_b then
      return rank_a < rank_b
    end
    return a.name < b.name
  end)
  return list
end

--- The rows: actions to the left, the drawing to the right of them and, where it is higher, below.
---@param actions sessions.SessionAction[]
---@param session sessions.Session? nil when it cannot be used
---@param name string
---@param cols integer
---@param rows integer
---@return { id: string, label: string }[]
local function rows_of(actions, session, name, cols, rows)
  local width = 0
  for _, action in ipairs(actions) do
    width = math.max(width, cells.width(action.label))
  end
  local drawing = {}
  local drawing_cols = cols - width - #GAP
  if session and drawing_cols >= DRAWING_COLS_LEAST then
    local height = math.max(#actions, math.min(rows - ROWS_TAKEN, DRAWING_ROWS_MOST))
    drawing = miniature.session(session, drawing_cols, height)
  end
  local choices = {}
  for index = 1, math.max(#actions, #drawing) do
    local action, line = actions[index], drawing[index]
    local label = action and action.label or ""
    choices[index] = {
      -- A row of nothing but drawing: choosing it shows the actions again.
      id = menu.id_with(action and action.name or "again", name),
      label = (line and cells.pad(label, width) .. GAP .. line or label):gsub(" +$", ""),
    }
  end
  return choices
end

local function description_of(session, name, problem, now_s)
  if not session then
    return ("%s cannot be used: %s"):format(name, problem.message)
  end
  return ("%s, saved %s"):format(name, words.ago(now_s - session.saved_at))
end

---@param plugin sessions.Plugin
function manage.attach(plugin)
  local api = plugin.api

  --- Offer what can be done with a session.
  ---@async
  local function offer(window, pane, name)
    local session, _, problem = plugin.store():read(name)
    local actions = sorted(plugin.hooks.session_actions)
    local cols, rows = menu.size(plugin, window)
    local description = description_of(session, name, problem, plugin.files.now_s())
    local choices = rows_of(actions, session, name, cols, rows)
    return menu.show(plugin, window, pane, ACTION, description, choices, true)
  end

  --- Choose a session, then what to do with it.
  ---@async
  function api.manage_state(window, pane)
    return menu.pick(plugin, window, pane, CHOSEN, "Do something with which session")
  end

  plugin.on("manage_session", api.manage_state)
  table.insert(plugin.hooks.load_rows, {
    name = "more",
    label = "More … (one tab, older state, rename, copy, edit, delete)",
    act = api.manage_state,
  })
  table.insert(plugin.hooks.session_actions, {
    name = "load",
    label = "Load",
    ---@async
    act = function(window, _, name)
      return restore.by_name(plugin, name, window)
    end,
  })

  plugin.on(CHOSEN, menu.with_name(offer))

  ---@async
  local function act(window, pane, name, wanted)
    for _, action in ipairs(plugin.hooks.session_actions) do
      if action.name == wanted then
        return action.act(window, pane, name)
      end
    end
    return offer(window, pane, name)
  end

  plugin.on(ACTION, menu.with_what(act))
end

return manage
-- Made from lua_templates/sessions/features/manage/manage.lua; plugin/init.lua opens it by its digest: 3823c67f7a73b2ab
