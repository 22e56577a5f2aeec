--- menu: the lists and questions the user sees.
---
--- In:    host, what is saved, what is open.
--- Out:   a list on the screen; the answer comes as an event.
--- Never: acts on the answer.

local menu = {}

local MINUTE_S, HOUR_S, DAY_S = 60, 60 * 60, 24 * 60 * 60

---@param age_s integer
---@return string for instance "5 min ago"
local function age(age_s)
  if age_s < MINUTE_S then
    return "just now"
  elseif age_s < HOUR_S then
    return ("%d min ago"):format(age_s // MINUTE_S)
  elseif age_s < 2 * DAY_S then
    return ("%d h ago"):format(age_s // HOUR_S)
  end
  return ("%d days ago"):format(age_s // DAY_S)
end

--- Control bytes would break the line that the list draws.
local function printable(text)
  return (text:gsub("%c", "?"))
end

---@param entry sessions.Entry
---@param is_open boolean
---@param now_s integer
---@return string
local function label(entry, is_open, now_s)
  local facts = {}
  if is_open then
    facts[#facts + 1] = "open"
  end
  if entry.saved_at > 0 then
    facts[#facts + 1] = age(math.max(0, now_s - entry.saved_at))
  end
  if entry.panes then
    facts[#facts + 1] = ("%d windows %d tabs %d panes"):format(
      entry.windows,
      entry.tabs,
      entry.panes
    )
  end
  if entry.imported then
    facts[#facts + 1] = "from another plugin"
  end
  if entry.problem then
    facts[#facts + 1] = entry.problem.message
  end
  return printable(entry.name) .. "   " .. table.concat(facts, " · ")
end

---@param entries sessions.Entry[]
---@param open_names string[] workspaces that are open
---@param now_s integer
---@return { id: string, label: string }[]
function menu.choices(entries, open_names, now_s)
  local open, choices = {}, {}
  for _, name in ipairs(open_names) do
    open[name] = true
  end
  for index, entry in ipairs(entries) do
    choices[index] = { id = entry.name, label = label(entry, open[entry.name] or false, now_s) }
  end
  return choices
end

--- Offer the saved sessions; `event(window, pane, name)` follows. With nothing saved, say how to save.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param pane any
---@param event string
---@param description string what choosing does
function menu.pick(plugin, gui_window, pane, event, description)
  local host = plugin.host
  local entries = plugin.store():list()
  if #entries == 0 then
    return plugin.tell(
      gui_window,
      "No session is saved yet: the action save_session (ALT+s) saves this workspace"
    )
  end
  local choices = menu.choices(entries, host.workspace_names(), plugin.files.now_s())
  local shown, message = host.choose(gui_window, pane, event, "Sessions", description, choices)
  if not shown then
    plugin.tell(gui_window, "The list could not be shown: " .. message)
  end
end

local YES, NO = "yes", "no"

--- Ask before something that loses data; `event(window, pane, id)` follows with `menu.is_yes(id)`.
---@async
function menu.confirm(plugin, gui_window, pane, event, question, yes_label)
  local choices = { { id = NO, label = "No, keep it" }, { id = YES, label = yes_label } }
  plugin.host.choose(gui_window, pane, event, "Sessions", question, choices)
end

---@param id string?
---@return boolean
function menu.is_yes(id)
  return id == YES
end

return menu
