--- miniature: a drawing of a tab's layout in a few lines of text.
---
--- In:    a tab or a session, the cells to draw in.
--- Out:   lines, each exactly as wide as asked, never more of them than asked.
--- Never: fails for want of room: what does not fit is clipped, left out, or counted.

local cells = require("sessions.text.cells")
local contents = require("sessions.session.contents")
local path = require("sessions.text.path")
local split_tree = require("sessions.layout.split_tree")
local words = require("sessions.text.words")

local miniature = {}

--- Where a line goes on from a cell; a cell's number is their sum.
local UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8

--- What a cell shows, by its number: the box-drawing characters.
-- stylua: ignore
local LINES = {
  [3] = "\u{2502}", [12] = "\u{2500}",
  [10] = "\u{250C}", [6] = "\u{2510}", [9] = "\u{2514}", [5] = "\u{2518}",
  [11] = "\u{251C}", [7] = "\u{2524}", [14] = "\u{252C}", [13] = "\u{2534}", [15] = "\u{253C}",
}

--- Stands before the label of the active pane, or tab: a filled circle.
local ACTIVE = "\u{25CF}"

--- The smallest frame around a pane.
local FRAME_LEAST = 3

--- The smallest and the largest tile of a session's drawing, a caption and a box each.
local TILE_COLS, TILE_ROWS, TILE_ROWS_MOST = 16, 4, 12

--- A cell is about twice as high as it is wide.
local CELL_RATIO = 2

--- What a pane is known by: its program, else the last part of its directory.
local function label_of(pane)
  if pane.program then
    return cells.printable(pane.program.name), pane.cwd and cells.printable(path.basename(pane.cwd))
  end
  return pane.cwd and cells.printable(path.basename(pane.cwd)) or "shell"
end

--- A canvas of lines and labels. Cells outside of it can be drawn on and are not seen.
local function new_canvas(width, height)
  local numbers, texts = {}, {}
  for y = 0, height - 1 do
    numbers[y], texts[y] = {}, {}
  end
  local canvas = {}

  local function add(x, y, number)
    if numbers[y] and x >= 0 and x < width then
      numbers[y][x] = (numbers[y][x] or 0) | number
    end
  end

  --- The lines around a rectangle. Neighbours share theirs: crossings come by themselves.
  function canvas.frame(left, top, right, bottom)
    for x = left, right do
      local number = (x > left and LEFT or 0) | (x < right and RIGHT or 0)
      add(x, top, number)
      add(x, bottom, number)
    end
    for y = top, bottom do
      local number = (y > top and UP or 0) | (y < bottom and DOWN or 0)
      add(left, y, number)
      add(right, y, number)
    end
  end

  function canvas.write(x, y, text)
    if texts[y] and text ~= "" then
      texts[y][x] = text
    end
  end

  function canvas.lines()
    local lines = {}
    for y = 0, height - 1 do
      local parts, x = {}, 0
      while x < width do
        local text, number = texts[y][x], numbers[y][x]
        parts[#parts + 1] = text or LINES[number] or " "
        x = x + (text and cells.width(text) or 1)
      end
      lines[y + 1] = table.concat(parts)
    end
    return lines
  end

  return canvas
end

local function blank_lines(width, height)
  local lines = {}
  for y = 1, height do
    lines[y] = (" "):rep(width)
  end
  return lines
end

--- The position of the active pane among those that are drawn.
local function position_of(active, dropped)
  local position = active
  for _, gone in ipairs(dropped) do
    position = position - (gone < active and 1 or 0)
  end
  return position
end

--- The label as it fits: the mark is the last to go.
---@param label string
---@param is_active boolean
---@param width integer
---@return string
local function fitted(label, is_active, width)
  if not is_active then
    return (cells.clip(label, width))
  end
  return width < 3 and ACTIVE or ACTIVE .. " " .. cells.clip(label, width - 2)
end

--- A tab's panes in a frame, each with its program or directory, the active one marked.
---@param tab sessions.Tab
---@param width integer cells
---@param height integer lines
---@return string[] lines `height` of them, each exactly `width` cells wide
---@nodiscard
function miniature.draw(tab, width, height)
  width, height =
    math.max(width, 0), --[[@as integer]]
    math.max(height, 0) --[[@as integer]]
  if width < FRAME_LEAST or height < FRAME_LEAST then
    local lines = blank_lines(width, height)
    if lines[1] and width > 0 then
      lines[1] = cells.pad(ACTIVE, width)
    end
    return lines
  end
  local cols, rows = width - 2, height - 2
  local tree, dropped = split_tree.fit(tab.layout, tab.cols, tab.rows, cols, rows, tab.active_pane)
  local rects, active = split_tree.rects(tree, cols, rows), position_of(tab.active_pane, dropped)
  local canvas = new_canvas(width, height)
  for position, pane in ipairs(split_tree.leaves(tree)) do
    local rect = rects[position] --[[@as sessions.Rect]]
    local left, top = rect.left + 1, rect.top + 1
    canvas.frame(left - 1, top - 1, left + rect.width, top + rect.height)
    local label, place = label_of(pane)
    local is_active = position == active
    if is_active and tab.zoomed then
      label = label .. " (zoomed)"
    end
    canvas.write(left, top, fitted(label, is_active, rect.width))
    if place and rect.height > 1 then
      canvas.write(left, top + 1, (cells.clip(place, rect.width)))
    end
  end
  return canvas.lines()
end

--- A tab's number, "2.1" with more windows than one, and its title or what its active pane runs.
local function caption_of(session, window_number, tab_number)
  local window = session.windows[window_number]
  local tab = window.tabs[tab_number]
  local title = cells.printable(tab.title or "")
  if title == "" then
    title = label_of(split_tree.leaves(tab.layout)[tab.active_pane] or {})
  end
  local number = #session.windows > 1 and ("%d.%d"):format(window_number, tab_number)
    or tostring(tab_number)
  return number .. (tab_number == window.active_tab and " " .. ACTIVE .. " " or " ") .. title
end

--- How many tiles go side by side so that all have room and are as large as can be; nil when
--- they can't.
local function columns_for(count, width, height)
  local best, best_size
  for columns = 1, math.min(count, (width + 1) // (TILE_COLS + 1)) do
    local tile_cols = (width + 1) // columns - 1
    local tile_rows = height // -(-count // columns)
    local size = math.min(tile_cols, tile_rows * CELL_RATIO)
    if tile_rows >= TILE_ROWS and (not best or size > best_size) then
      best, best_size = columns, size
    end
  end
  return best
end

--- How tiles are laid out: columns, lines a tile, and how many are shown. Where not even the
--- smallest have room there are as many as have, or captions alone, and a line for the count.
---@param count integer
---@param width integer
---@param height integer
---@return integer columns
---@return integer tile_rows
---@return integer shown
local function arrangement(count, width, height)
  local columns = columns_for(count, width, height)
  if columns then
    return columns, math.min(height // -(-count // columns), TILE_ROWS_MOST), count
  end
  columns = math.max(1, (width + 1) // (TILE_COLS + 1))
  local tile_rows = width >= TILE_COLS and height > TILE_ROWS and TILE_ROWS or 1
  local shown = columns * (height // tile_rows)
  if shown < count then
    shown = columns * math.max(0, (height - 1) // tile_rows)
  end
  return columns, tile_rows, shown < count and shown or count
end

--- The lines of tiles side by side.
---@param cols integer
---@param rows integer
---@return string[]
local function row_of(tiles, first, last, cols, rows)
  local lines = {}
  for index = first, last do
    local tile = tiles[index]
    local drawn = rows > 1 and miniature.draw(tile.tab, cols, rows - 1) or {}
    table.insert(drawn, 1, cells.pad(tile.caption, cols))
    for row, line in ipairs(drawn) do
      lines[row] = lines[row] and lines[row] .. " " .. line or line
    end
  end
  return lines
end

--- All tabs of a session as tiles in rows, each with a caption. Those without room are counted.
---@param session sessions.Session
---@param width integer cells
---@param height integer lines at most
---@return string[] lines at most `height`, each exactly `width` cells wide
---@nodiscard
function miniature.session(session, width, height)
  local tiles, lines = {}, {}
  for tab, window_number, tab_number in contents.tabs(session) do
    local caption = caption_of(session, window_number, tab_number)
    tiles[#tiles + 1] = { tab = tab, caption = caption }
  end
  width, height =
    math.max(width, 0), --[[@as integer]]
    math.max(height, 0) --[[@as integer]]
  local columns, tile_rows, shown = arrangement(#tiles, width, height)
  local tile_cols = (width + 1) // columns - 1
  for first = 1, shown, columns do
    local last = math.min(first + columns - 1, shown)
    for _, line in ipairs(row_of(tiles, first, last, tile_cols, tile_rows)) do
      lines[#lines + 1] = cells.pad(line, width)
    end
  end
  local left_out = #tiles - shown
  if left_out > 0 and height > 0 then
    local more = words.counted(left_out, "more tab")
    lines[#lines + 1] = cells.pad("and " .. more, width)
  end
  return lines
end

return miniature
