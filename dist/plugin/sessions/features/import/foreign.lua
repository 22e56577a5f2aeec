--- foreign: what the files of other plugins have in common -> a session of ours.
---
--- In:    parts of a JSON value that nobody has checked; rectangles that may contradict each other.
--- Out:   lists, texts and tabs that hold; a session, or what is wrong with it.
--- Never: raises on any value; gives up a tab for a pane; makes a list of arguments out of one text.

local command = require("sessions.text.command")
local path = require("sessions.text.path")
local split_tree = require("sessions.layout.split_tree")

local foreign = {}

--- No screen is that large. Beyond it a number is a mistake.
local CELLS_MAX = 10000

--- No workspace is that large. Beyond it a file is a mistake or an attack.
local PANES_MAX = 10000

--- A pane as files tell it, before its place in the tree is known.
---@class (exact) sessions.ForeignPane
---@field rect sessions.Rect
---@field index integer? place in WezTerm's order
---@field is_active boolean
---@field is_zoomed boolean
---@field pane sessions.Pane

--- Gives the tab, nil for one without panes, and the number of its panes.
---@alias sessions.TabReader fun(raw: table, where: string, notes: sessions.Problem[]): sessions.Tab?, integer

---@param code sessions.ProblemCode
---@param message string
---@param where string?
---@return sessions.Problem
function foreign.problem(code, message, where)
  return { code = code, message = message, where = where }
end

--- The items of a list in order. WezTerm reads `[]` and `{}` alike, and null leaves a hole.
---@param value any
---@return any[] items empty for anything that is no list
---@nodiscard
function foreign.list(value)
  local places, items = {}, {}
  for key in pairs(type(value) == "table" and value or items) do
    if math.type(key) == "integer" then
      places[#places + 1] = key
    end
  end
  table.sort(places)
  for index, place in ipairs(places) do
    items[index] = value[place]
  end
  return items
end

--- A text that says something: `"nil"` is how older plugins write what they don't know.
---@param value any
---@return string?
---@nodiscard
function foreign.text(value)
  return type(value) == "string" and value ~= "" and value ~= "nil" and value or nil
end

--- A title, `""` for none.
---@param value any
---@return string
---@nodiscard
function foreign.title(value)
  return type(value) == "string" and value or ""
end

---@param value any
---@param least integer
---@param most integer
---@return integer? whole nil for anything but a whole number within these bounds
---@nodiscard
function foreign.integer(value, least, most)
  local whole = type(value) == "number" and math.tointeger(value) or nil
  return whole and least <= whole and whole <= most and whole or nil
end

--- The rectangle in the fields of a pane.
---@param fields table
---@return sessions.Rect? rect nil when one of its numbers is missing
---@nodiscard
function foreign.rect(fields)
  local left = foreign.integer(fields.left, -CELLS_MAX, CELLS_MAX)
  local top = foreign.integer(fields.top, -CELLS_MAX, CELLS_MAX)
  local width = foreign.integer(fields.width, 0, CELLS_MAX)
  local height = foreign.integer(fields.height, 0, CELLS_MAX)
  if left and top and width and height then
    return { left = left, top = top, width = width, height = height }
  end
end

--- A working directory, as URL or as path.
---@param value any
---@param machine sessions.Machine? that the file is read on
---@return string? cwd
---@return string? cwd_host
---@nodiscard
function foreign.directory(value, machine)
  return path.directory(foreign.text(value), machine or {})
end

--- What programs end with on Windows, whose paths have blanks in them: "C:\Program Files\...".
local EXTENSIONS = { "[Ee][Xx][Ee]", "[Cc][Oo][Mm]", "[Bb][Aa][Tt]", "[Cc][Mm][Dd]" }

--- The program of a command line, and what is behind it.
---@param text string without blanks at its ends
---@return string executable
---@return string rest
local function split_off(text)
  local quoted, behind = text:match('^"([^"]+)"%f[%s\0]%s*(.*)$')
  if quoted and behind then
    return quoted, behind
  end
  local ends_at ---@type integer?
  if path.is_native(text, true) and not path.is_native(text, false) then
    for _, extension in ipairs(EXTENSIONS) do
      local _, last = text:find("%." .. extension .. "%f[%s\0]")
      ends_at = last and (not ends_at or last < ends_at) and last or ends_at
    end
  end
  ends_at = ends_at or (text:find("%s") or #text + 1) - 1
  local rest = text:sub(ends_at + 1):gsub("^%s+", "")
  return text:sub(1, ends_at), rest
end

--- A program of which a file holds one text: shown, and run only where that is a program without arguments, since nobody
--- can tell where those begin and end. nil for a shell that waits.
---@param value any
---@return sessions.Program?
---@nodiscard
function foreign.program_of_text(value)
  local text = (foreign.text(value) or ""):gsub("^%s+", ""):gsub("%s+$", "")
  if text == "" then
    return nil
  end
  local executable, rest = split_off(text)
  local words = { executable }
  for word in rest:gmatch("%S+") do
    words[#words + 1] = word
  end
  if command.is_idle_shell(words) then
    return nil
  end
  local argv = rest == "" and { executable } or nil
  return { name = path.basename(executable), argv = argv, text = not argv and text or nil }
end

--- A pane by the fields that all files have, nil for one without a place in its tab.
---@param fields table
---@param pane sessions.Pane
---@return sessions.ForeignPane?
---@nodiscard
function foreign.pane(fields, pane)
  local rect = foreign.rect(fields)
  return rect
    and {
      rect = rect,
      index = foreign.integer(fields.index, 0, math.maxinteger),
      is_active = fields.is_active == true,
      is_zoomed = fields.is_zoomed == true,
      pane = pane,
    }
end

--- Panes in WezTerm's order, those without a place in it at the end, as they came.
local function in_order(panes)
  local places = {}
  for place, pane in ipairs(panes) do
    places[pane] = place
  end
  table.sort(panes, function(a, b)
    local index_a, index_b = a.index or math.maxinteger, b.index or math.maxinteger
    if index_a ~= index_b then
      return index_a < index_b
    end
    return places[a] < places[b]
  end)
end

--- A tab of these panes: the exact splits where there are any, else the nearest, which is noted.
---@param title string
---@param panes sessions.ForeignPane[] at least one; put in order
---@param is_zoomed boolean? the file's word for the whole tab
---@param where string
---@param notes sessions.Problem[]
---@return sessions.Tab
function foreign.tab(title, panes, is_zoomed, where, notes)
  in_order(panes)
  local rects, leaves, active, zoomed = {}, {}, nil, nil
  for place, pane in ipairs(panes) do
    rects[place], leaves[place] = pane.rect, pane.pane
    active = active or pane.is_active and place or nil
    zoomed = zoomed or pane.is_zoomed and place or nil
  end
  local tree, exact, cols, rows = split_tree.from_rects(rects, nil, nil, leaves)
  if not exact then
    local message = "the rectangles are not those of any splits; the nearest splits are taken"
    notes[#notes + 1] = foreign.problem("no_split_tree", message, where)
  end
  return {
    title = title,
    cols = cols,
    rows = rows,
    active_pane = zoomed or active or 1,
    zoomed = zoomed ~= nil or is_zoomed == true,
    approximate = not exact or nil,
    layout = tree,
  }
end

--- Whether one of these tabs has a table in this field: by that a file's plugin is known.
---@param raw_tabs any
---@param field string
---@return boolean
---@nodiscard
function foreign.have(raw_tabs, field)
  for _, raw_tab in ipairs(foreign.list(raw_tabs)) do
    if type(raw_tab) == "table" and type(raw_tab[field]) == "table" then
      return true
    end
  end
  return false
end

--- The windows of a list in which one of the tabs has a table in this field.
---@param value any
---@param field string
---@return table[]? raw_windows nil when none has
---@nodiscard
function foreign.windows_with(value, field)
  local raw_windows, is_known = {}, false
  for _, raw_window in ipairs(foreign.list(value)) do
    if type(raw_window) == "table" then
      raw_windows[#raw_windows + 1] = raw_window
      is_known = is_known or foreign.have(raw_window.tabs, field)
    end
  end
  return is_known and raw_windows or nil
end

--- The windows of a file, as `read_tab` reads each of their tabs; what is empty is left out.
---@param raw_windows any[]
---@param read_tab sessions.TabReader
---@param notes sessions.Problem[]
---@return sessions.Window[]? windows
---@return sessions.Problem?
local function read_windows(raw_windows, read_tab, notes)
  local windows, panes = {}, 0
  for number, raw_window in ipairs(raw_windows) do
    local tabs, active_tab = {}, nil
    for index, raw_tab in ipairs(foreign.list(raw_window.tabs)) do
      local where = ("windows[%d].tabs[%d]"):format(number, index)
      local tab, count
      if type(raw_tab) == "table" then
        tab, count = read_tab(raw_tab, where, notes)
        panes = panes + (count or 0)
      end
      if panes > PANES_MAX then
        local message = ("there are more than %d panes"):format(PANES_MAX)
        return nil, foreign.problem("too_many_panes", message, where)
      elseif tab then
        tabs[#tabs + 1] = tab
        active_tab = active_tab or raw_tab.is_active == true and #tabs or nil
      else
        notes[#notes + 1] = foreign.problem("empty_tab", "a tab without panes is left out", where)
      end
    end
    if tabs[1] then
      local title = foreign.title(raw_window.title)
      windows[#windows + 1] = { title = title, active_tab = active_tab or 1, tabs = tabs }
    end
  end
  if not windows[1] then
    return nil, foreign.problem("no_panes", "there is no pane in it")
  end
  return windows
end

--- The session of a file.
---@param name any the file's word for its workspace
---@param name_field string that it stands in
---@param saved_at integer seconds since the epoch, 0 when unknown
---@param raw_windows any[]
---@param read_tab sessions.TabReader
---@return sessions.Session?
---@return sessions.Problem[]|sessions.Problem # notes, or the problem
---@nodiscard
function foreign.session(name, name_field, saved_at, raw_windows, read_tab)
  if type(name) ~= "string" then
    return nil, foreign.problem("no_name", "the name of its workspace is missing", name_field)
  end
  local notes = {}
  local windows, problem = read_windows(raw_windows, read_tab, notes)
  if not windows then
    return nil, problem --[[@as sessions.Problem]]
  end
  return { name = name, saved_at = saved_at, windows = windows }, notes
end

return foreign
-- Made from lua_templates/sessions/features/import/foreign.lua; plugin/init.lua opens it by its digest: d1fa9d29c6b484c3
