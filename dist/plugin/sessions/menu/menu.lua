--- menu: the lists and questions the user sees.
---
--- In:    host, what is saved, what is open.
--- Out:   a list or a question on the screen; the answer comes as an event; handlers that read it.
--- Never: acts on the answer; keeps a state for it: all that an answer needs is in its id (a typed answer has none: there
---        it is remembered by window), because another window may ask something else meanwhile, and a reload may come
---        between.

local bindings = require("sessions.menu.bindings")
local cells = require("sessions.text.cells")
local percent = require("sessions.text.percent")
local picker = require("sessions.menu.picker")

local menu = {}

local TITLE = "Sessions"

--- What the terminal's list takes of a line for itself (wezterm-gui/src/overlay/selector.rs:119-121).
local LIST_MARGIN = 6

--- Where no window tells its size.
local USUAL_COLS, USUAL_ROWS = 80, 24

--- Before the id of a row that is no session, and of a session whose name is no text: both bytes that no name
--- begins with which a person has typed.
local ROW, BYTES = "\1", "\2"

--- A name as the id of a choice. WezTerm takes text only, but a session may have any name.
---@param name string
---@return string
function menu.id_of(name)
  if utf8.len(name) and not name:find("^%c") then
    return name
  end
  return BYTES .. percent.encode(name, "[^%w]")
end

---@param id string?
---@return string? name nil when a row was chosen that is no session, or nothing
function menu.name_of(id)
  if not id or id:sub(1, 1) == ROW then
    return nil
  elseif id:sub(1, 1) ~= BYTES then
    return id
  end
  return percent.decode(id:sub(2))
end

--- The id of a choice that does something with a session: what, and its name.
---@param what string without blanks
---@param name string
---@return string
function menu.id_with(what, name)
  return what .. " " .. menu.id_of(name)
end

--- A handler of the answer to a list: it acts when a session was chosen.
---@param act async fun(window: any, pane: any, name: string)
---@return async fun(window: any, pane: any, id: string?)
function menu.with_name(act)
  ---@async
  return function(window, pane, id)
    local name = menu.name_of(id)
    if name then
      return act(window, pane, name)
    end
  end
end

--- The same for ids of `id_with`.
---@param act async fun(window: any, pane: any, name: string, what: string)
---@return async fun(window: any, pane: any, id: string?)
function menu.with_what(act)
  ---@async
  return function(window, pane, id)
    local what, name_id = (id or ""):match("^(%S+) (.*)$")
    local name = menu.name_of(name_id)
    if name then
      return act(window, pane, name, what)
    end
  end
end

--- Cells that a label of the list, and lines that the list, may take in a window.
---@param plugin sessions.Plugin
---@param gui_window any
---@return integer cols
---@return integer rows
function menu.size(plugin, gui_window)
  local host = plugin.host
  local mux_window = gui_window and host.mux_window_of(gui_window)
  local tab = mux_window and host.active_tab(mux_window)
  local cols, rows
  if tab then
    cols, rows = host.tab_size(tab)
  end
  cols = (cols or USUAL_COLS) - LIST_MARGIN
  return cols < 1 and 1 or cols, rows or USUAL_ROWS
end

--- Show a list; the answer comes as `event(window, pane, id)`.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param pane any
---@param event string
---@param description string
---@param choices { id: string, label: string }[]
---@param is_menu boolean? chosen from by digit, not searched by typing
---@return nil
---@return sessions.Problem?
---@return string? what did not happen
function menu.show(plugin, gui_window, pane, event, description, choices, is_menu)
  local text = cells.printable(description)
  local shown, message = plugin.host.choose(gui_window, pane, event, TITLE, text, choices, is_menu)
  if not shown then
    return nil, { code = "not_shown", message = tostring(message) }, "The list could not be shown"
  end
end

local function nothing_saved(plugin)
  local how = bindings.how_to(plugin, "save_session")
  return ("No session is saved yet: %s to save this workspace"):format(how)
end

--- Offer the saved sessions; `event(window, pane, id)` follows, the name is `menu.name_of(id)`. With nothing saved,
--- say how to save.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param pane any
---@param event string
---@param description string what choosing does
---@param more sessions.MenuRow[]? rows below the sessions
---@return nil
---@return sessions.Problem?
---@return string? what did not happen
function menu.pick(plugin, gui_window, pane, event, description, more)
  local entries, trouble = plugin.store():list()
  if not entries or trouble and #entries == 0 then
    return nil, trouble
  elseif #entries == 0 then
    return plugin.tell(gui_window, nothing_saved(plugin))
  elseif trouble then
    plugin.fail(gui_window, trouble, "Some sessions are not in the list")
  end
  for _, entry in ipairs(entries) do
    entry.id = menu.id_of(entry.name)
  end
  local cols = menu.size(plugin, gui_window)
  local open, now_s = plugin.host.workspace_names(), plugin.files.now_s()
  local choices = picker.rows(entries, open, now_s, cols)
  for _, row in ipairs(more or {}) do
    choices[#choices + 1] = { id = ROW .. row.name, label = row.label }
  end
  return menu.show(plugin, gui_window, pane, event, description, choices)
end

--- The row that was chosen, if it was one of these.
---@param rows sessions.MenuRow[]
---@param id string?
---@return sessions.MenuRow?
function menu.row_of(rows, id)
  for _, row in ipairs(rows) do
    if id == ROW .. row.name then
      return row
    end
  end
end

local NO = ROW .. "no"

--- Ask before something that loses data; `event(window, pane, id)` follows, `menu.name_of(id)` is `subject` for yes.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param pane any
---@param event string
---@param question string
---@param yes_label string
---@param no_label string
---@param subject string
---@return nil
---@return sessions.Problem?
---@return string? what did not happen
function menu.confirm(plugin, gui_window, pane, event, question, yes_label, no_label, subject)
  local choices = {
    { id = NO, label = no_label },
    { id = menu.id_of(subject), label = cells.printable(yes_label) },
  }
  return menu.show(plugin, gui_window, pane, event, question, choices, true)
end

--- A way to ask for a new name of a session, and the handler of the event by which the answer comes: it acts when there
--- is one.
---@param plugin sessions.Plugin
---@param event string
---@param question string with `%s` for the session's name
---@param act async fun(window: any, name: string, answer: string)
---@return async fun(window: any, pane: any, name: string): nil, sessions.Problem?, string? ask
---@return async fun(window: any, pane: any, answer: string?) answered
function menu.asking(plugin, event, question, act)
  local host = plugin.host

  --- Key of the host's memory: which session a window's question is about.
  local function key_of(gui_window)
    return ("asked.%s.%d"):format(event, host.window_id(gui_window))
  end

  ---@async
  local function ask(gui_window, pane, name)
    host.remember(key_of(gui_window), menu.id_of(name))
    local text = cells.printable(question:format(name)) .. " (Enter, or Esc to give up)"
    local shown, message = host.ask(gui_window, pane, event, text)
    if not shown then
      return nil,
        { code = "not_shown", message = tostring(message) },
        "The question could not be shown"
    end
  end

  ---@async
  local function answered(gui_window, _, answer)
    local key = key_of(gui_window)
    local name = menu.name_of(host.recall(key))
    host.remember(key, nil)
    if name and answer then
      return act(gui_window, name, answer)
    end
  end

  return ask, answered
end

return menu
-- Made from lua_templates/sessions/menu/menu.lua; plugin/init.lua opens it by its digest: 8c341982a900f077
