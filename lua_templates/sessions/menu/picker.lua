--- picker: what is saved -> the lines of the list, in columns.
---
--- In:    entries, names of open workspaces, the time, the width of the screen in cells.
--- Out:   an id and a label for each, in their order; no label is wider than the screen.
--- Never: reads a file; lets an odd name break a line; leaves an entry out.
---
--- Words instead of signs: the list is searched by typing, so "open" finds those.

local cells = require("sessions.text.cells")
local words = require("sessions.text.words")

local picker = {}

--- Between two columns.
local GAP = "  "

--- A long name or branch is clipped to so much of the screen, so that the rest can be seen.
local NAME_PERCENT, BRANCH_PERCENT = 40, 20

--- Cells that a name gets on any screen that has them.
local NAME_LEAST = 12

--- What a list may know of a session. Only `name` and `saved_at` must be there.
---@class sessions.PickerEntry : sessions.Entry
---@field id? string what choosing it gives; nil: the name
---@field programs? string[] names, in the order of the panes
---@field branch? string

---@class (exact) sessions.Row
---@field id string
---@field label string

--- A name as it can be read: quoted where blanks, or nothing, could not be seen.
---@param name string any bytes
---@return string
---@nodiscard
local function shown_name(name)
  local shown = cells.printable(name)
  if shown == "" or shown:find("^ ") or shown:find(" $") then
    return '"' .. shown .. '"'
  end
  return shown
end

local function counted(count, noun)
  return count and words.aligned(count, noun) or ""
end

--- Each program once, with its number when there are more.
local function programs_text(names)
  local order, counts = {}, {}
  for _, name in ipairs(names or {}) do
    if not counts[name] then
      order[#order + 1] = name
    end
    counts[name] = (counts[name] or 0) + 1
  end
  for index, name in ipairs(order) do
    local shown = cells.printable(name)
    order[index] = counts[name] > 1 and ("%s (%d)"):format(shown, counts[name]) or shown
  end
  return table.concat(order, ", ")
end

--- The texts of one line, in the order of the columns.
local function texts_of(entry, is_open, now_s)
  local windows = entry.windows and entry.windows > 1 and entry.windows or nil
  return {
    shown_name(entry.name),
    is_open and "open" or "",
    entry.saved_at > 0 and words.ago(now_s - entry.saved_at) or "",
    counted(entry.panes, "pane"),
    counted(entry.tabs, "tab"),
    counted(windows, "window"),
    entry.branch and cells.printable(entry.branch) or "",
    entry.problem and cells.printable(entry.problem.message) or programs_text(entry.programs),
  }
end

local NAME, BRANCH, LAST = 1, 7, 8
local TO_THE_RIGHT = { [4] = true, [5] = true, [6] = true }

--- The cells of a column's widest text.
local function widest(lines, column)
  local most = 0
  for _, texts in ipairs(lines) do
    most = math.max(most, cells.width(texts[column]))
  end
  return most
end

--- Cells of each column: as wide as its widest text; 0 for those that have no room.
---@param lines string[][]
---@param width integer
---@return integer[]
local function widths_of(lines, width)
  local name_most = math.max(NAME_LEAST, width * NAME_PERCENT // 100)
  local name_width = math.min(widest(lines, NAME), name_most, width) --[[@as integer]]
  local widths, left = { name_width }, width - name_width
  for column = NAME + 1, LAST do
    local free = left - #GAP
    local most = column == BRANCH and width * BRANCH_PERCENT // 100 or free
    local wanted = widest(lines, column)
    if column >= BRANCH and wanted > most then
      wanted = most
    end
    local is_shown = 0 < wanted and wanted <= free
    widths[column] = is_shown and wanted or 0
    left = is_shown and free - wanted or left
  end
  return widths
end

local function label_of(texts, widths)
  local parts = {}
  for column, text in ipairs(texts) do
    local width = widths[column] --[[@as integer]]
    if width > 0 then
      local is_right = TO_THE_RIGHT[column]
      local blanks = is_right and (" "):rep(width - cells.width(text)) or ""
      parts[#parts + 1] = blanks .. cells.pad(text, width - #blanks)
    end
  end
  return (table.concat(parts, GAP):gsub(" +$", ""))
end

--- The lines of the list.
---@param entries sessions.PickerEntry[]
---@param open_names string[] workspaces that are open
---@param now_s integer seconds since the epoch
---@param width integer cells of the screen that a label may take
---@return sessions.Row[]
---@nodiscard
function picker.rows(entries, open_names, now_s, width)
  local open, lines, rows = {}, {}, {}
  for _, name in ipairs(open_names) do
    open[name] = true
  end
  for index, entry in ipairs(entries) do
    lines[index] = texts_of(entry, open[entry.name], now_s)
  end
  if #lines == 0 then
    return rows
  end
  local widths = widths_of(lines, math.max(width, 1))
  for index, entry in ipairs(entries) do
    rows[index] = { id = entry.id or entry.name, label = label_of(lines[index], widths) }
  end
  return rows
end

return picker
