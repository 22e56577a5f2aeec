-- wezterm-sessions 2.0.0: saves and restores WezTerm workspaces.
--
-- GENERATED, do not edit: edit lua_templates/ and run `make plugin`.
-- Profile default, sources fb29144511f6a461.
-- Traces speak of the files under lua_templates/.
-- The source of a line below: python -m generator where dist/plugin/init.lua:LINE

-- The rooms stand below as they are in their files, and are compiled when something in them is first used: a
-- configuration is evaluated often, at every reload and for every window, and few of them are needed for that.
local sources, opened = {}, {}
local host_require = require
local require

-- Most rooms stand below as comments, which Lua skips several times faster than it reads a string. They are taken from
-- this file when they are needed, which must be the file that was loaded: updates change it under a running terminal.
local _, own_path = ...
local own_text

local function text_of(name)
  if not own_text then
    local file = assert(io.open(own_path, "rb"))
    own_text = file:read("a")
    file:close()
    if not own_text:find("sources fb29144511f6a461.", 1, true) then
      own_text = nil
      error("(wezterm-sessions) the plugin has been updated: reload the configuration", 0)
    end
  end
  local level, start = own_text:match("} %-%-%[(=*)%[ " .. name:gsub("%p", "%%%0") .. "\n()")
  return own_text:sub(start, own_text:find("]" .. level .. "]", start, true) - 1)
end

-- The table of a room that is empty until the first look into it.
local function closed(name)
  local source = sources[name]
  local function open(room)
    local text = source.text or text_of(name)
    local run = assert(load("local require = ... " .. text, source.chunk, "t"))
    for field, value in pairs(run(require)) do
      room[field] = value
    end
    return setmetatable(room, nil)
  end
  return setmetatable({}, {
    __index = function(room, key)
      return open(room)[key]
    end,
    __len = function(room)
      return #open(room)
    end,
    __pairs = function(room)
      return pairs(open(room))
    end,
  })
end

-- A loader of our own: rooms stay private (nothing on package.loaded), and one that yields while it is opened lives,
-- which it would not under the `require` of the host, a C function.
function require(name)
  if not sources[name] then
    return host_require(name)
  end
  opened[name] = opened[name] or closed(name)
  return opened[name]
end

-- sessions.json: lua_templates/sessions/json.lua
sources["sessions.json"] = { chunk = "@lua_templates/sessions/json.lua" } --[=[ sessions.json
--- json: a plain Lua value -> JSON text that people like to read; the same text every time.
---
--- In:    strings (UTF-8), numbers, booleans, lists, tables with string keys; the order of known keys.
--- Out:   JSON, indented by two blanks; what fits on a line stays on one.
--- Never: reads more of JSON than one string (WezTerm reads documents); writes a table that it meets a second time as null, as WezTerm does
---        (lua-api-crates/serde-funcs/src/lib.rs:148-157).

local json = {}

local LINE_WIDTH = 100
local INDENT = "  "

local ESCAPES = {
  ['"'] = '\\"',
  ["\\"] = "\\\\",
  ["\b"] = "\\b",
  ["\f"] = "\\f",
  ["\n"] = "\\n",
  ["\r"] = "\\r",
  ["\t"] = "\\t",
}

local function escape(byte)
  return ESCAPES[byte] or ("\\u%04x"):format(byte:byte())
end

---@param text string UTF-8
---@return string
---@nodiscard
function json.string(text)
  return '"' .. text:gsub('[%c"\\\127]', escape) .. '"'
end

local UNESCAPES = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
for mark in ('"\\/'):gmatch(".") do
  UNESCAPES[mark] = mark
end

--- What an escape stands for, from behind its backslash, and where the text goes on.
local function unescaped(text, at)
  local mark = text:sub(at, at)
  if mark ~= "u" then
    return UNESCAPES[mark], at + 1
  end
  local high, low = text:match("^(%x%x%x%x)\\u([dD][c-fC-F]%x%x)", at + 1)
  if high and high:find("^[dD][89abAB]") then
    -- Two halves of a character beyond the first 65,536.
    local first, second = tonumber("0x" .. high), tonumber("0x" .. low)
    ---@cast first integer
    ---@cast second integer
    return utf8.char((first - 0xD800) * 0x400 + (second - 0xDC00) + 0x10000), at + 11
  end
  local only = text:match("^%x%x%x%x", at + 1)
  local is_half = only and only:find("^[dD][89a-fA-F]")
  return only and not is_half and utf8.char(tonumber(only, 16) --[[@as integer]]) or nil, at + 5
end

--- The string that begins at a place of a JSON text; the inverse of `json.string`.
---@param text string
---@param at integer where its first quote is
---@return string? value nil when there is no string, or not all of it
---@return integer? after
---@nodiscard
function json.read_string(text, at)
  if text:sub(at, at) ~= '"' then
    return nil
  end
  local pieces = {}
  at = at + 1
  while true do
    local stop = text:find('["\\]', at) or #text + 1
    pieces[#pieces + 1] = text:sub(at, stop - 1)
    local mark = text:sub(stop, stop)
    if mark == '"' then
      return table.concat(pieces), stop + 1
    end
    local character, after = unescaped(text, stop + 1)
    if mark == "" or not character then
      return nil
    end
    pieces[#pieces + 1], at = character, after
  end
end

local function scalar(value)
  local kind = math.type(value)
  if kind == "integer" then
    return tostring(value)
  elseif kind == "float" then
    -- Shortest text that reads back as the same number.
    local short = ("%.15g"):format(value)
    return tonumber(short) == value and short or ("%.17g"):format(value)
  elseif type(value) == "boolean" then
    return tostring(value)
  end
  return json.string(value)
end

--- Known keys by rank, then the others by name: `pairs` has no order. They are sorted as plain strings, the rank in
--- front: a comparison written in Lua would run a different number of times from one process to the next.
local RANK_FORMAT, RANK_BYTES, UNKNOWN = "%03d", 3, "~~~"

local function sorted_keys(map, rank)
  local keys = {}
  for key in pairs(map) do
    keys[#keys + 1] = (rank[key] or UNKNOWN) .. key
  end
  table.sort(keys)
  for index, key in ipairs(keys) do
    keys[index] = key:sub(RANK_BYTES + 1)
  end
  return keys
end

--- The members of a list or table as text, each with its key in front.
local function members(value, rank, indent, write)
  local texts = {}
  if value[1] ~= nil then
    for index, item in ipairs(value) do
      texts[index] = write(item, rank, indent)
    end
    return texts, "[", "]"
  end
  for index, key in ipairs(sorted_keys(value, rank)) do
    texts[index] = json.string(key) .. ": " .. write(value[key], rank, indent)
  end
  return texts, "{", "}"
end

local function write(value, rank, indent)
  if type(value) ~= "table" then
    return scalar(value)
  end
  if next(value) == nil then
    return "{}"
  end
  local inner = indent .. INDENT
  local texts, open, close = members(value, rank, inner, write)
  local width = #indent + 4
  local is_flat = true
  for _, text in ipairs(texts) do
    width = width + #text + 2
    is_flat = is_flat and not text:find("\n", 1, true)
  end
  if is_flat and width <= LINE_WIDTH then
    local pad = open == "{" and " " or ""
    return open .. pad .. table.concat(texts, ", ") .. pad .. close
  end
  return open .. "\n" .. inner .. table.concat(texts, ",\n" .. inner) .. "\n" .. indent .. close
end

---@param value any
---@param key_order string[]? keys in the order in which they are written wherever they occur
---@return string text without a final newline
---@nodiscard
function json.encode(value, key_order)
  local rank = {}
  for index, key in ipairs(key_order or {}) do
    rank[key] = RANK_FORMAT:format(index)
  end
  return write(value, rank, "")
end

return json
]=]

-- sessions.digest: lua_templates/sessions/digest.lua
sources["sessions.digest"] = { chunk = "@lua_templates/sessions/digest.lua" } --[[ sessions.digest
--- digest: a fingerprint of bytes, 64 bits.
---
--- In:    any bytes.
--- Out:   16 hexadecimal digits that tell one text from another.
--- Never: protects from someone who wants two texts to look alike: it finds accidents.

local digest = {}

--- Odd, so that multiplying loses nothing; its bits are those of the golden ratio.
local FACTOR = -7046029254386353131

--- Eight bytes a step, eight steps a call: a byte a step would take eight times as long.
local WORDS = "<" .. ("i8"):rep(8)
local WORDS_BYTES = 64

--- Each step can be undone, so two texts of one length that differ in one aligned group of eight
--- bytes, by a flipped bit for instance, never have the same digest.
---@param text string
---@return string digest 16 hexadecimal digits
---@nodiscard
function digest.of(text)
  local hash = #text * FACTOR
  local unpack = string.unpack
  local whole = #text - #text % WORDS_BYTES
  for at = 1, whole, WORDS_BYTES do
    local a, b, c, d, e, f, g, h = unpack(WORDS, text, at)
    hash = (hash ~ a) * FACTOR
    hash = (hash ~ hash >> 32 ~ b) * FACTOR
    hash = (hash ~ hash >> 29 ~ c) * FACTOR
    hash = (hash ~ hash >> 32 ~ d) * FACTOR
    hash = (hash ~ hash >> 29 ~ e) * FACTOR
    hash = (hash ~ hash >> 32 ~ f) * FACTOR
    hash = (hash ~ hash >> 29 ~ g) * FACTOR
    hash = (hash ~ hash >> 32 ~ h) * FACTOR
  end
  -- The rest, filled up with zeros: the length is in the hash already.
  local rest = text:sub(whole + 1) .. ("\0"):rep(7)
  for at = 1, #rest - 7, 8 do
    hash = (hash ~ hash >> 32 ~ unpack("<i8", rest, at)) * FACTOR
  end
  hash = (hash ~ hash >> 32) * FACTOR
  return ("%016x"):format(hash ~ hash >> 29)
end

return digest
]]

-- sessions.shape: lua_templates/sessions/shape.lua
sources["sessions.shape"] = { chunk = "@lua_templates/sessions/shape.lua" } --[[ sessions.shape
--- shape: a split tree <-> one line of text: "133 | 66 (41 / 18)".
---
--- In:    a tree and its size, or a line that a person may have typed.
--- Out:   the line, or the tree; a problem that names the place in the line.
--- Never: nests with the tree: WezTerm's JSON reader refuses a depth beyond 128, and a spiral of 64 panes has that.
---
--- `|` puts parts side by side, `/` one below the other; a number is a part's cells along that axis, and what is in
--- parentheses behind it is how that part is split across in turn. Between two parts lies a divider of one cell. A tab that
--- is not split is "whole".

local shape = {}

local WHOLE = "whole"
local SEPARATORS = { left_right = " | ", top_bottom = " / " }
local AXES = { ["|"] = "left_right", ["/"] = "top_bottom" }

--- The parts of a chain of one axis, with their extents.
local function chain(node, axis, extent, parts)
  while node.split == axis do
    if node.first.split == axis then
      chain(node.first, axis, node.first_cells, parts)
    else
      parts[#parts + 1] = { node = node.first, cells = node.first_cells }
    end
    extent = extent - node.first_cells - 1
    node = node.second
  end
  parts[#parts + 1] = { node = node, cells = extent }
  return parts
end

local function write(node, cols, rows, out)
  local axis = node.split
  local is_wide = axis == "left_right"
  for index, part in ipairs(chain(node, axis, is_wide and cols or rows, {})) do
    out[#out + 1] = index > 1 and SEPARATORS[axis] or ""
    out[#out + 1] = tostring(part.cells)
    if part.node.split then
      out[#out + 1] = " ("
      write(part.node, is_wide and part.cells or cols, is_wide and rows or part.cells, out)
      out[#out + 1] = ")"
    end
  end
end

---@param tree sessions.Node
---@param cols integer
---@param rows integer
---@return string line
---@nodiscard
function shape.write(tree, cols, rows)
  if not tree.split then
    return WHOLE
  end
  local out = {}
  write(tree, cols, rows, out)
  return table.concat(out)
end

--- Raised inside the room only, and caught at its door.
local function fail(position, message)
  error({ message = ("%s at character %d"):format(message, position) }, 0)
end

--- A reader over one line: `next_leaf` hands out the panes in order.
local function reader(line, next_leaf)
  local self = { line = line, position = 1, next_leaf = next_leaf }

  --- The next token and where it starts; nil at the end.
  function self.peek()
    local start = self.line:find("%S", self.position)
    if not start then
      return nil, #self.line + 1
    end
    return self.line:match("^%d+", start) or self.line:sub(start, start), start
  end

  function self.take()
    local token, start = self.peek()
    self.position = start + #(token or "")
    return token, start
  end

  return self
end

local OTHER_MARK = { ["|"] = "/", ["/"] = "|" }

---@type fun(input: table, mark: string, cols: integer, rows: integer): sessions.Node
local read_chain

--- One part: its cells, and how it is split in turn: across, as a split along would be one more part.
---@return { cells: integer, node: sessions.Node }
local function read_part(input, mark, cols, rows)
  local token, start = input.take()
  local cells = token and #token < 10 and math.tointeger(tonumber(token))
  if not cells or cells < 1 then
    fail(start, "a number of cells is expected")
  end
  ---@cast cells integer
  if input.peek() ~= "(" then
    return { cells = cells, node = input.next_leaf() }
  end
  input.take()
  local is_wide = mark == "|"
  local node =
    read_chain(input, OTHER_MARK[mark], is_wide and cells or cols, is_wide and rows or cells)
  local close, close_start = input.take()
  if close ~= ")" then
    fail(close_start, 'a ")" is expected')
  end
  return { cells = cells, node = node }
end

local function joined(parts, axis)
  local tree = parts[#parts].node
  for index = #parts - 1, 1, -1 do
    tree =
      { split = axis, first_cells = parts[index].cells, first = parts[index].node, second = tree }
  end
  return tree
end

--- Two or more parts along one axis, as `mark` says.
function read_chain(input, mark, cols, rows)
  local _, start = input.peek()
  local parts, sum = {}, -1
  repeat
    local part = read_part(input, mark, cols, rows)
    parts[#parts + 1], sum = part, sum + 1 + part.cells
    local next_mark, next_start = input.peek()
    if next_mark == OTHER_MARK[mark] or #parts == 1 and next_mark ~= mark then
      fail(next_start, ('a "%s" is expected: parentheses turn the axis'):format(mark))
    end
    if next_mark == mark then
      input.take()
    end
  until next_mark ~= mark
  local extent = mark == "|" and cols or rows
  if sum ~= extent then
    fail(start, ("the cells with their dividers make %d instead of %d"):format(sum, extent))
  end
  return joined(parts, AXES[mark])
end

--- The outermost axis: that of the first separator which is in no parentheses.
local function first_mark(line)
  local depth = 0
  for position, mark in line:gmatch("()([()|/])") do
    if mark == "(" then
      depth = depth + 1
    elseif mark == ")" then
      depth = depth - 1
    elseif depth == 0 then
      return mark
    end
    if depth < 0 then
      fail(position, "there is nothing to close")
    end
  end
  fail(#line + 1, 'a "|" or "/" is expected')
end

---@param line string
---@param cols integer
---@param rows integer
---@param panes sessions.Pane[] the leaves, in order
---@return sessions.Node? tree
---@return string? message
---@nodiscard
function shape.read(line, cols, rows, panes)
  local count = 0
  local input = reader(line, function()
    count = count + 1
    return panes[count] or {}
  end)
  local ok, tree = pcall(function()
    if line:match("^%s*(.-)%s*$") == WHOLE then
      return input.next_leaf()
    end
    local made = read_chain(input, first_mark(line), cols, rows)
    local rest, start = input.peek()
    if rest then
      fail(start, "nothing more is expected")
    end
    return made
  end)
  if not ok then
    return nil, type(tree) == "table" and tree.message or tostring(tree)
  end
  if count ~= #panes then
    return nil, ("it has room for %d panes, but %d are listed"):format(count, #panes)
  end
  return tree
end

return shape
]]

-- sessions.layout: lua_templates/sessions/layout.lua
sources["sessions.layout"] = { chunk = "@lua_templates/sessions/layout.lua" } --[=[ sessions.layout
--- layout: pane rectangles <-> split tree, and the same tree at another size, exact to the cell.
---
--- In:    rectangles in the order in which WezTerm lists its panes; or a tree and sizes in cells.
--- Out:   the split tree they come from; its rectangles; the tree refitted, or without some leaves.
--- Never: asks the host; loses a pane in silence; raises on rectangles that no split tree can make.
---
--- A tree is a leaf (any table without `split`) or a split of two trees with one divider cell
--- between them. How a chain of one axis is nested makes no difference to its rectangles, and WezTerm
--- doesn't tell it: from exact rectangles chains come out nested to the right, `a | (b | c)`.

local layout = {}

local LEFT_RIGHT = "left_right"
local TOP_BOTTOM = "top_bottom"

--- How a pane with this corner lies to a part of the tab that begins at the other corner: beside it,
--- below it, or (nil) outside of it, that part being complete.
---
--- Of the corners on the stack none lies above or left of one deeper down. So a corner that is both
--- right of and below the top of the stack is aligned with nothing: no split makes that, and the
--- axis with the smaller offset is the nearest guess.
---@return sessions.Axis?
local function relation(part_left, part_top, left, top)
  local right_by, below_by = left - part_left, top - part_top
  if right_by > 0 and (below_by == 0 or 0 < below_by and below_by <= right_by) then
    return LEFT_RIGHT
  elseif below_by > 0 and right_by >= 0 then
    return TOP_BOTTOM
  end
end

--- The tree that these corners come from. Each rectangle goes on a stack of finished parts; parts
--- at the top are joined until the new one lies beside or below what is there.
---
--- Why corners are enough: beside a part means the same top, below it the same left edge, both
--- strictly further on, and in pre-order a part is complete when something begins outside of it. Why
--- only corners: after AdjustPaneSize or a resize that hit the minimum, the extents that WezTerm
--- reports may contradict one another; its corners are sums along one path and never do.
local function from_corners(rects, leaves)
  local parts, depth = {}, 0
  ---@type any, any, any
  local lefts, tops, axes = {}, {}, {} -- corner and axis of each part, from 1 to `depth`
  local function join()
    local axis = axes[depth]
    local starts = axis == LEFT_RIGHT and lefts or tops
    local first, second = parts[depth - 1], parts[depth]
    local first_cells = starts[depth] - starts[depth - 1] - 1
    depth = depth - 1
    parts[depth] = { split = axis, first_cells = first_cells, first = first, second = second }
  end
  for index, rect in ipairs(rects) do
    local left, top = rect.left, rect.top
    local axis
    if depth > 0 then
      axis = relation(lefts[depth], tops[depth], left, top)
      while not axis and depth > 1 do
        join()
        axis = relation(lefts[depth], tops[depth], left, top)
      end
      -- Outside of everything there is: kept all the same, at the far end.
      axis = axis or LEFT_RIGHT
      left, top = math.max(left, lefts[depth]), math.max(top, tops[depth])
    end
    depth = depth + 1
    parts[depth] = leaves and leaves[index] or { leaf = index }
    lefts[depth], tops[depth], axes[depth] = left, top, axis
  end
  while depth > 1 do
    join()
  end
  return parts[1]
end

--- The rectangles of a tree's leaves, in order.
---@param tree sessions.Node
---@param cols integer
---@param rows integer
---@return sessions.Rect[] rects
---@nodiscard
function layout.rects(tree, cols, rows)
  local rects = {}
  local function place(node, left, top, width, height)
    while node.split do
      local first_cells = node.first_cells
      local after = first_cells + 1
      if node.split == LEFT_RIGHT then
        place(node.first, left, top, first_cells, height)
        left, width = left + after, width - after
      else
        place(node.first, left, top, width, first_cells)
        top, height = top + after, height - after
      end
      node = node.second
    end
    rects[#rects + 1] = { left = left, top = top, width = width, height = height }
  end
  place(tree, 0, 0, cols, rows)
  return rects
end

--- The leaves of a tree, in WezTerm's order.
---@param tree sessions.Node
---@return table[] leaves
---@nodiscard
function layout.leaves(tree)
  local leaves = {}
  local function visit(node)
    while node.split do
      visit(node.first)
      node = node.second
    end
    leaves[#leaves + 1] = node
  end
  visit(tree)
  return leaves
end

--- The smallest extents of every part of a tree: one cell a pane, one a divider.
---@param gone table<table, boolean>? parts to leave out
---@return table<table, integer> cols by part
---@return table<table, integer> rows by part
local function measure(tree, gone)
  local cols, rows = {}, {}
  local function visit(node)
    local node_cols, node_rows = 1, 1
    local first, second = node.first, node.second
    if not node.split then
      -- A lone pane.
    elseif gone and gone[first] then
      node_cols, node_rows = visit(second)
    elseif gone and gone[second] then
      node_cols, node_rows = visit(first)
    else
      local first_cols, first_rows = visit(first)
      local second_cols, second_rows = visit(second)
      if node.split == LEFT_RIGHT then
        node_cols, node_rows = first_cols + second_cols + 1, math.max(first_rows, second_rows)
      else
        node_cols, node_rows = math.max(first_cols, second_cols), first_rows + second_rows + 1
      end
    end
    cols[node], rows[node] = node_cols, node_rows
    return node_cols, node_rows
  end
  visit(tree)
  return cols, rows
end

--- The smallest size at which WezTerm can hold a tree.
---@param tree sessions.Node
---@return integer cols
---@return integer rows
---@nodiscard
function layout.minimum(tree)
  local cols, rows = measure(tree)
  return cols[tree], rows[tree]
end

--- Where an edge belongs when `from` cells become `to`. An edge is the first cell after a divider.
---
--- A pane and its divider keep their share together, edge / (extent + 1), so that equal panes stay
--- equal. Of the two cells around that place the one is taken that is nearer to where the middle of
--- the divider goes: up to twice the size that is within a cell of edge / extent as well.
local function proportional(edge, from, to)
  local scaled = edge * (to + 1)
  local below = scaled // (from + 1)
  local above = -(-scaled // (from + 1))
  local middle = ((2 * edge - 1) * to + 2 * from) // (2 * from)
  return math.max(below, math.min(middle, above))
end

--- Lay a tree out in another size without the parts that are `gone`; what is left must fit.
local function settle(tree, from_cols, from_rows, cols, rows, gone)
  local least_cols, least_rows = measure(tree, gone)
  -- `start` and `stop` are the first cells of this part and of what comes after its divider.
  local function cut(node, place, start, stop, least)
    local lowest, highest = start + least[node.first] + 1, stop - least[node.second] - 1
    return math.max(lowest, math.min(place, highest))
  end
  local function lay(node, old_left, old_top, left, top, right, bottom)
    if not node.split then
      return node
    end
    local is_columns = node.split == LEFT_RIGHT
    local first, second = node.first, node.second
    local second_left = is_columns and old_left + node.first_cells + 1 or old_left
    local second_top = is_columns and old_top or old_top + node.first_cells + 1
    if gone and gone[first] then
      return lay(second, second_left, second_top, left, top, right, bottom)
    elseif gone and gone[second] then
      return lay(first, old_left, old_top, left, top, right, bottom)
    elseif is_columns then
      local edge = cut(node, proportional(second_left, from_cols, cols), left, right, least_cols)
      return {
        split = LEFT_RIGHT,
        first_cells = edge - left - 1,
        first = lay(first, old_left, old_top, left, top, edge, bottom),
        second = lay(second, second_left, old_top, edge, top, right, bottom),
      }
    end
    local edge = cut(node, proportional(second_top, from_rows, rows), top, bottom, least_rows)
    return {
      split = TOP_BOTTOM,
      first_cells = edge - top - 1,
      first = lay(first, old_left, old_top, left, top, right, edge),
      second = lay(second, old_left, second_top, left, edge, right, bottom),
    }
  end
  return lay(tree, 0, 0, 0, 0, cols + 1, rows + 1)
end

--- Recover the split tree of a tab from the rectangles of its panes.
---
--- Every layout that WezTerm's splits can make comes back exactly, in time linear in the panes. From
--- rectangles that fill no tree comes the nearest one, with all panes in their order.
---@param rects sessions.Rect[] at least one, in WezTerm's order
---@param cols integer? columns of the tab; nil: as many as the rectangles cover
---@param rows integer? rows of the tab; nil: as many as the rectangles cover
---@param leaves table[]? the leaf for each place; nil: `{ leaf = index }`
---@return sessions.Node tree
---@return boolean exact whether the tree has just these rectangles in a tab of just this size
---@return integer tree_cols what the tree is laid out for: the size that the rectangles fill (a
---zoomed tab keeps those of its former size), else the tab's, raised to what the panes need
---@return integer tree_rows
---@nodiscard
function layout.from_rects(rects, cols, rows, leaves)
  local tree = from_corners(rects, leaves)
  local covered_cols, covered_rows = 1, 1
  for _, rect in ipairs(rects) do
    covered_cols = math.max(covered_cols, rect.left + rect.width)
    covered_rows = math.max(covered_rows, rect.top + rect.height)
  end
  local is_filled = true
  local own_rects = layout.rects(tree, covered_cols, covered_rows)
  for index, rect in ipairs(rects) do
    local own = own_rects[index] --[[@as sessions.Rect]]
    is_filled = is_filled
      and (own.left == rect.left and own.width == rect.width and own.width > 0)
      and (own.top == rect.top and own.height == rect.height and own.height > 0)
  end
  if is_filled then
    local exact = (cols or covered_cols) == covered_cols and (rows or covered_rows) == covered_rows
    return tree, exact, covered_cols, covered_rows
  end
  local least_cols, least_rows = layout.minimum(tree)
  cols = math.max(cols or covered_cols, least_cols)
  rows = math.max(rows or covered_rows, least_rows)
  return settle(tree, cols, rows, cols, rows), false, cols, rows
end

--- Mark what does not fit into `cols` x `rows` as gone. Of two parts the one with the leaf to keep,
--- else the first, takes its room before the other.
local function trim(tree, cols, rows, keep)
  local least_cols, least_rows = measure(tree)
  local gone, holds = {}, {}
  local function find(node)
    holds[node] = node == keep or node.split and (find(node.first) or find(node.second)) or nil
    return holds[node]
  end
  find(tree)
  local function visit(node, room_cols, room_rows)
    local node_cols, node_rows = least_cols[node], least_rows[node]
    if node_cols <= room_cols and node_rows <= room_rows then
      return node_cols, node_rows
    elseif not node.split then
      gone[node] = true
      return 0, 0
    end
    local one, other = node.first, node.second
    if holds[other] then
      one, other = other, one
    end
    local one_cols, one_rows = visit(one, room_cols, room_rows)
    if gone[one] then
      -- No room for a single cell: the same holds for the other part.
      gone[other], gone[node] = true, true
      return 0, 0
    end
    local is_columns = node.split == LEFT_RIGHT
    local other_cols, other_rows = visit(
      other,
      is_columns and room_cols - one_cols - 1 or room_cols,
      is_columns and room_rows or room_rows - one_rows - 1
    )
    if gone[other] then
      return one_cols, one_rows
    elseif is_columns then
      return one_cols + other_cols + 1, math.max(one_rows, other_rows)
    end
    return math.max(one_cols, other_cols), one_rows + other_rows + 1
  end
  visit(tree, cols, rows)
  return gone
end

--- Lay a tree out in another size.
---
--- Guarantee: the same size gives the same tree untouched; any other gives the same splits with sums
--- exact and no pane below one cell, every edge within one cell of its proportional place
--- wherever the smallest extents of the panes beside it leave it there, and leaves are dropped only
--- when the whole tree cannot be held, never one that could be put back.
---@param tree sessions.Node
---@param from_cols integer
---@param from_rows integer
---@param cols integer at least 1
---@param rows integer at least 1
---@param keep integer? position of the leaf that is dropped last
---@return sessions.Node tree
---@return integer[] dropped positions of the leaves that are left out
---@nodiscard
function layout.fit(tree, from_cols, from_rows, cols, rows, keep)
  if cols == from_cols and rows == from_rows then
    return tree, {}
  end
  local least_cols, least_rows = layout.minimum(tree)
  if least_cols <= cols and least_rows <= rows then
    return settle(tree, from_cols, from_rows, cols, rows), {}
  end
  local leaves = layout.leaves(tree)
  local gone = trim(tree, cols, rows, keep and leaves[keep])
  local fitted = settle(tree, from_cols, from_rows, cols, rows, gone)
  local left = {}
  for _, leaf in ipairs(layout.leaves(fitted)) do
    left[leaf] = true
  end
  local dropped = {}
  for position, leaf in ipairs(leaves) do
    if not left[leaf] then
      dropped[#dropped + 1] = position
    end
  end
  return fitted, dropped
end

--- A tree without some of its leaves. The part beside each takes over its room, as when a pane is
--- closed; all other edges stay where they are.
---@param tree sessions.Node
---@param cols integer
---@param rows integer
---@param positions integer[] of the leaves to leave out
---@param active integer position of the active leaf
---@return sessions.Node? tree nil when no leaf is left
---@return integer? active its position in the new tree; when left out, that of the one before it
---@nodiscard
function layout.without(tree, cols, rows, positions, active)
  local leaves = layout.leaves(tree)
  local gone = {}
  for _, position in ipairs(positions) do
    gone[leaves[position]] = true
  end
  local function mark(node)
    if node.split then
      local is_first_gone, is_second_gone = mark(node.first), mark(node.second)
      gone[node] = is_first_gone and is_second_gone or nil
    end
    return gone[node]
  end
  if mark(tree) then
    return nil
  end
  local before = 0
  for position = 1, active do
    before = before + (gone[leaves[position]] and 0 or 1)
  end
  return settle(tree, cols, rows, cols, rows, gone), math.max(before, 1)
end

return layout
]=]

-- sessions.command: lua_templates/sessions/command.lua
sources["sessions.command"] = { chunk = "@lua_templates/sessions/command.lua" } --[=[ sessions.command
--- command: which programs are started again, and how they are typed.
---
--- In:    a saved program, the user's rule, a shell's name; or a command line as somebody typed it.
--- Out:   run with these arguments, or skip with a reason; text that a shell reads as just those.
--- Never: trusts a file: what is not on the list is not typed, a text is never typed as it stands.

local command = {}

--- Allowed unless the user says otherwise: they show or edit, and starting one twice does no harm.
command.programs =
  { "vi", "vim", "nvim", "emacs", "man", "less", "more", "tail", "top", "htop", "btop" }

--- Whole names. `busybox` is the shell of small systems; its other tools are not told apart by name.
local SHELLS = {}
for name in
  ([[
    ash bash busybox cmd csh dash elvish fish ksh ksh93 mksh nu oksh osh powershell pwsh rbash rc
    sh tcsh xonsh yash zsh
  ]]):gmatch("%S+")
do
  SHELLS[name] = true
end

--- Options of a shell that are followed by a file to read at the start.
local TAKES_FILE = { ["--rcfile"] = true, ["--init-file"] = true }

--- The name by which a program is known: without path, a login shell's "-", ".exe" and its case.
local function known_name(name)
  local base = (name:match("[^/\\]+$") or name):gsub("^%-", "")
  return base:lower():match("^(.+)%.exe$") or base
end

--- Whether a program is a shell. The whole name counts: `ssh` is none.
---@param name string with or without its directory
---@return boolean
---@nodiscard
function command.is_shell(name)
  return SHELLS[known_name(name)] == true
end

--- Whether a command line is a shell that waits for its user: no script, no `-c`.
---@param argv string[]
---@return boolean
---@nodiscard
function command.is_idle_shell(argv)
  if not argv[1] or not command.is_shell(argv[1]) then
    return false
  end
  local first = known_name(argv[1]) == "busybox" and argv[2] and command.is_shell(argv[2]) and 3
    or 2
  for index = first, #argv do
    local word = argv[index]
    local is_command = word:find("^%-%-command") or word:find("^%-[^-]*[cC]")
    if is_command or not word:find("^%-") and not TAKES_FILE[argv[index - 1]] then
      return false
    end
  end
  return true
end

local function problem(code, message)
  return { code = code, message = message }
end

-- Ranges are spelled out throughout: `%w` follows the locale of the process.

--- Bytes that mean themselves to every shell, wherever in a word they stand.
local PLAIN = "^[^\0-\32\127'\"\\;|&<>$`(){}%[%]*?!]+"

--- What means something to some shell at the start of a word: comment, home, `=ls`, job.
local MEANS_AT_START = "^[#~=%%]"
local ASSIGNMENT = "^[A-Za-z_][A-Za-z0-9_]*%+?="

--- Inside double quotes, from behind the first: what it says, and where the text goes on.
local function double_quoted(text, at)
  local pieces = {}
  while true do
    local stop = text:find('[\0-\31\127"\\$`]', at)
    local mark = stop and text:sub(stop, stop)
    if mark ~= '"' and mark ~= "\\" then
      return nil
    end
    pieces[#pieces + 1] = text:sub(at, stop - 1)
    at = stop + 1
    if mark == '"' then
      return table.concat(pieces), at
    end
    -- A backslash takes the meaning of these four only; before all else it stays.
    local escaped = text:match('^["\\$`]', at)
    pieces[#pieces + 1] = escaped or "\\"
    at = at + (escaped and 1 or 0)
  end
end

--- One piece of a word: what it says and where the text goes on; nil when it is more than quoting.
local function piece_at(text, at)
  local plain = text:match(PLAIN, at)
  if plain then
    return plain, at + #plain
  end
  local mark = text:sub(at, at)
  if mark == "'" then
    local quoted = text:match("^'([^'\0-\31\127]*)'", at)
    return quoted, quoted and at + #quoted + 2
  elseif mark == '"' then
    return double_quoted(text, at + 1)
  elseif mark == "\\" then
    return text:match("^\\([^\0-\31\127])()", at)
  end
end

--- The words of a command line that uses nothing of the shell but quotes.
---@param text string
---@return string[]? argv nil when only a shell could tell its words
---@return sessions.Problem?
---@nodiscard
function command.split(text)
  local argv, at = {}, text:find("[^ \t]")
  while at do
    local is_syntax = text:find(MEANS_AT_START, at) or not argv[1] and text:find(ASSIGNMENT, at)
    local pieces = {}
    while at <= #text and not text:find("^[ \t]", at) do
      local piece, after = piece_at(text, at)
      if not piece or is_syntax then
        local message = ("%q means something to the shell"):format(text:sub(at, at))
        return nil, problem("shell_syntax", message)
      end
      pieces[#pieces + 1], at = piece, after
    end
    argv[#argv + 1] = table.concat(pieces)
    at = text:find("[^ \t]", at)
  end
  if not argv[1] then
    return nil, problem("no_command", "there is no command")
  end
  return argv
end

--- What no shell but cmd takes for anything else, as a command or as an argument.
local BARE = "^[A-Za-z0-9_@+:,./-]+$"
local BARE_OPTION = "^%-%-[A-Za-z-]+=[A-Za-z0-9_@+:,./-]+$"

local function posix(word, is_command)
  if word:find(BARE) or not is_command and word:find(BARE_OPTION) then
    return word
  end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

--- csh looks for `!` inside single quotes too.
local function csh(word, is_command)
  return not word:find("!", 1, true) and posix(word, is_command) or nil
end

local function fish(word, is_command)
  if word:find(BARE) or not is_command and word:find(BARE_OPTION) then
    return word
  end
  return "'" .. word:gsub("[\\']", "\\%0") .. "'"
end

--- Typographic quotes count as quotes there. Empty words, `"` and a last backslash are passed on
--- differently by different versions.
local function powershell(word, is_command)
  if word == "" or word == "--%" or word:find('"', 1, true) or word:find("\\$") then
    return nil
  end
  local quoted = "'" .. word:gsub("'", "''"):gsub("\xE2\x80[\x98-\x9B]", "%0%0") .. "'"
  -- A quoted word is run only when it is called.
  return is_command and "& " .. quoted or quoted
end

local function nu(word, is_command)
  if word:find("^[A-Za-z_-][A-Za-z0-9_-]*$") then
    return word
  end
  local quoted
  if word:find("'", 1, true) then
    quoted = '"' .. word:gsub('[\\"]', "\\%0") .. '"'
  else
    quoted = "'" .. word .. "'"
  end
  return is_command and "^" .. quoted or quoted
end

--- cmd.exe has no quoting that holds for every program; what it would read in its own way is
--- refused. A backslash before the last quote would quote that.
local function cmd(word)
  if word:find('["%%!^&<>|]') then
    return nil
  end
  return word:find("^[A-Za-z0-9_.:+-]+$") and word or '"' .. word:gsub("\\+$", "%0%0") .. '"'
end

--- Shells whose quotes work in ways of their own: only what needs none.
local function bare(word)
  return word:find(BARE) and word or nil
end

local QUOTING = {
  cmd = cmd,
  csh = csh,
  elvish = bare,
  fish = fish,
  nu = nu,
  powershell = powershell,
  pwsh = powershell,
  rc = bare,
  tcsh = csh,
  xonsh = bare,
}

--- Whether a word can be typed: control bytes act on the line editor before any quoting counts, and
--- WezTerm sends nothing but UTF-8.
local function is_typable(word)
  return utf8.len(word) ~= nil
    and not word:find("[\0-\31\127]")
    and not word:find("\xC2[\x80-\x9F]")
end

--- The line that makes a shell run exactly these arguments. Shells not known are taken for POSIX.
---@param argv string[]
---@param shell string name of the shell
---@return string? text without a line end; nil when it cannot be said safely
---@return sessions.Problem?
---@nodiscard
function command.quote(argv, shell)
  local name = known_name(shell)
  local quote = QUOTING[name] or posix
  local words = {}
  for index, word in ipairs(argv) do
    local quoted = is_typable(word) and quote(word, index == 1)
    if not quoted then
      local message = ("an argument cannot be typed safely into %s"):format(name)
      return nil, problem("not_quotable", message)
    end
    words[index] = quoted
  end
  return table.concat(words, " ")
end

--- Whether a saved program is started again.
---@param program sessions.Program
---@param policy sessions.Policy
---@return "run"|"skip" verdict
---@return string[]|string argv_or_reason
---@nodiscard
function command.decide(program, policy)
  if not policy.enabled then
    return "skip", "starting programs is turned off (restore_programs)"
  end
  local argv = program.argv
  if not argv or not argv[1] then
    return "skip",
      program.text and "the file does not tell where its arguments begin and end"
        or "its arguments are not known"
  end
  if program.is_own then
    return "run", argv
  end
  local name = known_name(argv[1])
  if not policy.allowed[name] then
    return "skip", "it is not on the list of programs to start again (extra_programs)"
  end
  -- By name, not by path: the shell finds what is installed now, a file cannot point elsewhere.
  local started = table.move(argv, 1, #argv, 1, {})
  started[1] = name
  return "run", started
end

return command
]=]

-- sessions.path: lua_templates/sessions/path.lua
sources["sessions.path"] = { chunk = "@lua_templates/sessions/path.lua" } --[=[ sessions.path
--- path: working directories, as URLs and as paths.
---
--- In:    what WezTerm or a state file calls a working directory; paths of any platform.
--- Out:   the decoded path, and the machine it is on when that is another one; parts of a path.
--- Never: looks whether a path exists, decodes twice, or guesses from the machine it runs on.

local path = {}

local LOCAL_HOSTS = { [""] = true, ["localhost"] = true, ["127.0.0.1"] = true, ["[::1]"] = true }

--- A drive or a share: only there a backslash separates names; elsewhere it is a letter like others.
--- Ranges are spelled out because `%a` follows the locale of the process.
local function is_windows_path(text)
  return text:find("^[A-Za-z]:[/\\]") or text:find("^[A-Za-z]:$") or text:find("^\\\\")
end

--- A path without the separators at its end, unless it is a root.
local function trimmed(text)
  local separators = is_windows_path(text) and "[/\\]" or "/"
  local bare = text:gsub(separators .. "+$", "")
  if bare == "" or bare:find("^[A-Za-z]:$") and is_windows_path(text) then
    return bare .. (text:sub(#bare + 1, #bare + 1))
  end
  return bare
end

--- Whether a host is this one. The name may come with or without its domain.
local function is_here(host, hostname)
  host, hostname = host:lower(), (hostname or ""):lower()
  if LOCAL_HOSTS[host] or host == hostname then
    return true
  end
  local is_short = not (host:find(".", 1, true) and hostname:find(".", 1, true))
  return is_short and host:match("^[^.]*") == hostname:match("^[^.]*")
end

--- The path that a working directory's URL names, decoded once. A plain path is taken as it is.
---@param url string? nil, `""` and `"nil"` (so written by older plugins) mean unknown
---@param hostname string? this machine's name; nil: only "localhost" and the like are this machine
---@param is_windows boolean?
---@return string? path any bytes but NUL, without a slash at the end; nil when unknown
---@return string? host the machine that the path is on, when it is not this one
---@nodiscard
function path.from_url(url, hostname, is_windows)
  if not url or url == "" or url == "nil" then
    return nil
  end
  local text, host = url, nil
  if url:find("^[Ff][Ii][Ll][Ee]:/") then
    host = url:match("^....://([^/]*)")
    -- `file:/x` has no host either.
    text = url:sub(host and 8 + #host or 6):gsub("%%(%x%x)", function(hex)
      return string.char(tonumber(hex, 16) --[[@as integer]])
    end)
    if host and host:find("^[A-Za-z]:$") then
      -- `file://C:/x`, as some shells write it.
      host, text = nil, host .. text
    end
    text = text == "" and "/" or text
  elseif url:find("^[A-Za-z][A-Za-z0-9+.-]+://") then
    return nil
  end
  if text:find("\0", 1, true) then
    return nil
  end
  if is_windows then
    text = text:gsub("^/+([A-Za-z]:)", "%1")
  end
  host = host and host:gsub("^.*@", ""):gsub(":%d*$", "")
  return trimmed(text), host and not is_here(host, hostname) and host or nil
end

--- The directory that a path is in.
---@param text string
---@return string? parent nil for a root, and for a bare name
---@nodiscard
function path.parent(text)
  local bare = trimmed(text)
  local separators = is_windows_path(bare) and "[/\\]" or "/"
  local parent = bare:match("^(.*" .. separators .. ").")
  -- The greedy match ends at the last separator that something follows.
  if not parent or is_windows_path(bare) and parent:find("^\\\\[^/\\]*[/\\]?$") then
    return nil
  end
  return trimmed(parent)
end

--- The last name of a path; of a root, the root.
---@param text string
---@return string name
---@nodiscard
function path.basename(text)
  local bare = trimmed(text)
  local others = is_windows_path(bare) and "[^/\\]+$" or "[^/]+$"
  return bare:match(others) or bare
end

--- A name in a directory.
---@param directory string
---@param name string
---@param separator string
---@return string path
---@nodiscard
function path.join(directory, name, separator)
  local last = directory:sub(-1)
  if directory == "" or last == separator or last == "/" then
    return directory .. name
  end
  return directory .. separator .. name
end

return path
]=]

-- sessions.names: lua_templates/sessions/names.lua
sources["sessions.names"] = { chunk = "@lua_templates/sessions/names.lua" } --[=[ sessions.names
--- names: workspace name <-> file name, one to one, on every file system.
---
--- In:    a workspace name: any bytes, as the user typed it.
--- Out:   a file name that is safe in any directory, and the same name back.
--- Never: reads a disk, asks the host, or lets two names share one file, also where case is ignored.
---
--- `proj/Web app` becomes `proj%2FWeb%20app~20.json`: letters, digits and `_ . -` stand for
--- themselves, other bytes as %XX, and a suffix tells which letters are capitals.

local digest = require("sessions.digest")

local names = {}

local EXTENSION = ".json"

--- Most file systems take 255 bytes; this leaves room for `.bak`, `.tmp` and the like.
local FILE_NAME_BYTES = 200

--- What a name too long for that keeps of itself, for people; its digest makes it unique.
local SHORTENED_BYTES = 160

--- Windows opens a device for these, whatever comes after the first dot.
local DEVICES = { con = true, prn = true, aux = true, nul = true }
for number = 0, 9 do
  DEVICES["com" .. number], DEVICES["lpt" .. number] = true, true
end

local function escape(byte)
  return ("%%%02X"):format(byte:byte())
end

--- The capitals of a name as one binary number, the first letter its highest digit, in hex.
local function capitals(name)
  -- Ranges are spelled out because `%u` follows the locale of the process.
  local digits = name:gsub("[^A-Za-z]", ""):gsub("[A-Z]", "1"):gsub("[a-z]", "0")
  digits = ("0"):rep(-#digits % 4) .. digits
  return (
    digits
      :gsub("....", function(four)
        return ("%x"):format(tonumber(four, 2) --[[@as integer]])
      end)
      :gsub("^0+", "")
  )
end

--- A name for the file of this workspace.
---@param name string
---@return string file_name
---@nodiscard
function names.to_file(name)
  local stem = name:gsub("[^A-Za-z0-9_.-]", escape)
  if stem:find("^%.") or DEVICES[stem:gsub("%..*", ""):lower()] then
    stem = escape(stem:sub(1, 1)) .. stem:sub(2)
  end
  if name == "" or name:find("[A-Z]") then
    stem = stem .. "~" .. capitals(name)
  end
  if #stem + #EXTENSION > FILE_NAME_BYTES then
    stem = stem:sub(1, SHORTENED_BYTES):gsub("%%%x?$", "") .. "~~" .. digest.of(name)
  end
  return stem .. EXTENSION
end

--- The workspace of a file.
---@param file_name string
---@return string? name nil when `to_file` has not written it, or has shortened it: then only the
---name inside the document tells
---@nodiscard
function names.from_file(file_name)
  local stem = file_name:match("^(.+)%.json$")
  local escaped = stem and stem:match("^([^~]*)~?%x*$")
  if not escaped then
    return nil
  end
  local name = escaped:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16) --[[@as integer]])
  end)
  return names.to_file(name) == file_name and name or nil
end

--- Whether a file is one that `to_file` may have written.
---@param file_name string
---@return boolean
---@nodiscard
function names.is_session_file(file_name)
  if #file_name > FILE_NAME_BYTES then
    return false
  elseif names.from_file(file_name) then
    return true
  end
  local shortened = file_name:match("^([^~]*)~?%x*~~" .. ("%x"):rep(16) .. "%.json$")
  return shortened ~= nil and shortened:find("^[A-Za-z0-9_.%%-]+$") ~= nil
end

return names
]=]

-- sessions.plan: lua_templates/sessions/plan.lua
sources["sessions.plan"] = { chunk = "@lua_templates/sessions/plan.lua" } --[[ sessions.plan
--- plan: a saved tab and a size -> the splits that rebuild it.
---
--- In:    a tab of a session, the columns and rows that it will have.
--- Out:   the first pane, n - 1 exact splits in order, and what is left to do about focus and zoom.
--- Never: asks what is there, searches for a pane, plans a split that WezTerm would refuse.
---
--- A split gives the new pane exactly `size` cells and leaves the rest, less one for the divider, to
--- the pane that was split. The pane that holds a part of the tab while it is built ends as one leaf
--- of that part, so panes are called by the number of the leaf that they will be.

local layout = require("sessions.layout")

local plan = {}

local LEFT_RIGHT = "left_right"

--- The outermost splits of each axis are asked for all cells of a resize at once, every split below
--- another one of its axis for one cell at a time: `adjust_x_size` in mux/src/tab.rs.
local LEVELS_RESIZED_AT_ONCE = 2

--- The parts of a chain (neighbours along one axis, however nested) and their cells along it.
local function chain_of(node, axis, cells, parts, part_cells)
  while node.split == axis do
    chain_of(node.first, axis, node.first_cells, parts, part_cells)
    cells = cells - node.first_cells - 1
    node = node.second
  end
  parts[#parts + 1], part_cells[#part_cells + 1] = node, cells
  return parts, part_cells
end

--- Whether the last part of a chain is to be cut off first, `((a | b) | c)`, not `(a | (b | c))`.
---
--- Rectangles don't tell how a chain is nested, so it is nested for a long life: WezTerm takes
--- cells from both sides of a split in turn, and loops for ever once one side is a split that has
--- none left to give (upstream #7765). A side that is a lone pane may run out. So the first part
--- stands alone unless it could give more than all others together; then the last one does.
local function ends_alone(nodes, cells, axis)
  ---@type number how much more the first part could give than the others
  local balance = 0
  for index, node in ipairs(nodes) do
    local least_cols, least_rows = layout.minimum(node)
    local spare = cells[index] - (axis == LEFT_RIGHT and least_cols or least_rows)
    balance = index == 1 and spare or balance - spare
  end
  return balance > 1
end

local function pair(axis, first, first_cells, second, second_cells)
  return {
    axis = axis,
    first = first,
    first_cells = first_cells,
    second = second,
    second_cells = second_cells,
    leaves = first.leaves + second.leaves,
  }
end

--- The tree as parts that know both their extents, with every chain nested as `ends_alone` says.
local function nest(tree, cols, rows, numbers)
  local function visit(node, width, height, level)
    local axis = node.split
    if not axis then
      return { leaves = 1, keeper = numbers[node] }
    end
    local is_columns = axis == LEFT_RIGHT
    local nodes, cells = chain_of(node, axis, is_columns and width or height, {}, {})
    local parts = {}
    for index, member in ipairs(nodes) do
      local member_cols = is_columns and cells[index] or width
      local member_rows = is_columns and height or cells[index]
      parts[index] = visit(member, member_cols, member_rows, level + 1)
    end
    local last = #parts
    if last > 2 and level <= LEVELS_RESIZED_AT_ONCE and ends_alone(nodes, cells, axis) then
      last = last - 1
    end
    local right, right_cells = parts[last], cells[last]
    for index = last - 1, 1, -1 do
      right = pair(axis, parts[index], cells[index], right, right_cells)
      right_cells = cells[index] + 1 + right_cells
    end
    if last < #parts then
      right = pair(axis, right, right_cells, parts[last + 1], cells[last + 1])
    end
    return right
  end
  return visit(tree, cols, rows, 1)
end

--- All splits, each before those within it. `before` counts the leaves before a split, `cuts` the
--- splits that must be made before it and leave something before it.
local function in_order(root)
  local order = {}
  local function visit(part, before, cuts)
    while part.first do
      part.before, part.cuts = before, cuts
      order[#order + 1] = part
      visit(part.first, before, cuts)
      before, cuts = before + part.first.leaves, cuts + 1
      part = part.second
    end
  end
  visit(root, 0, 0)
  return order
end

--- The split that can be the last one to the right or bottom such that place `target` ends active.
---
--- WezTerm keeps the active *place*: a new pane on the right or bottom takes it to its own place,
--- one on the left or top leaves the number as it is, and panes slide under it. So that last split
--- has to stand in place `target - 1`, which takes as many parts before it: at least its `cuts`, at
--- most the leaves before it. All splits left to do after it must go to the left or top, and the
--- best choice has the fewest of those. nil: no order of splits ends on that place.
local function last_to_the_right(order, target)
  local best, best_index, fewest
  for index, part in ipairs(order) do
    local held_back = part.before - (target - 1)
    local count = held_back + part.leaves - 2
    if held_back >= 0 and part.cuts <= target - 1 and (not fewest or count < fewest) then
      best, best_index, fewest = part, index, count
    end
  end
  return best, best_index
end

--- Mark the splits that have to come after `last` as `is_late`: those within it and, of those wholly
--- before it, so many that it stands in its place.
local function hold_back(order, last, last_index, target)
  for index = last_index + 1, last_index + last.leaves - 2 do
    order[index].is_late = true
  end
  local count = last.before - (target - 1)
  local index = last_index
  while count > 0 do
    index = index - 1
    local part = order[index]
    if part.before + part.leaves <= last.before then
      part.is_late = true
      count = count - 1
    end
  end
end

--- Who holds each part while it is built: the pane that is split stays on the other side of the new.
local function name_keepers(order)
  for index = #order, 1, -1 do
    local part = order[index]
    part.keeper = (part.is_late and part.second or part.first).keeper
  end
end

local function step_of(part)
  local is_columns = part.axis == LEFT_RIGHT
  if part.is_late then
    return {
      pane = part.second.keeper,
      direction = is_columns and "Left" or "Top",
      size = part.first_cells,
      new = part.first.keeper,
    }
  end
  return {
    pane = part.first.keeper,
    direction = is_columns and "Right" or "Bottom",
    size = part.second_cells,
    new = part.second.keeper,
  }
end

--- Put the splits in order: all others, the last to the right, those held back.
---@return sessions.Step[] steps
---@return boolean ends_active whether WezTerm's own rule ends on place `target`
local function schedule(order, target)
  local last, last_index
  if target > 0 then
    last, last_index = last_to_the_right(order, target)
    if last then
      hold_back(order, last, last_index, target)
    end
  else
    for _, part in ipairs(order) do
      part.is_late = true
    end
  end
  name_keepers(order)
  local steps = {}
  for _, part in ipairs(order) do
    if not part.is_late and part ~= last then
      steps[#steps + 1] = step_of(part)
    end
  end
  steps[#steps + 1] = last and step_of(last)
  for _, part in ipairs(order) do
    if part.is_late then
      steps[#steps + 1] = step_of(part)
    end
  end
  return steps, target == 0 or last ~= nil
end

--- Plan a tab.
---
--- Guarantee: the steps are as many as panes less one, none is refused by WezTerm, and they give
--- exactly `rects`; focus has to be given (`activate`) only where no order of splits ends on it.
---@param tab sessions.Tab
---@param cols integer? columns of the tab to build; nil: as saved
---@param rows integer? rows of the tab to build; nil: as saved
---@return sessions.Plan
---@nodiscard
function plan.tab(tab, cols, rows)
  cols, rows = cols or tab.cols, rows or tab.rows
  local panes = layout.leaves(tab.layout)
  local numbers = {}
  for number, pane in ipairs(panes) do
    numbers[pane] = number
  end
  local tree, dropped = layout.fit(tab.layout, tab.cols, tab.rows, cols, rows, tab.active_pane)
  local rects, active_place = {}, 0
  local tree_rects = layout.rects(tree, cols, rows)
  for place, pane in ipairs(layout.leaves(tree)) do
    local number = numbers[pane]
    rects[number] = tree_rects[place]
    if number == tab.active_pane then
      active_place = place - 1
    end
  end
  local root = nest(tree, cols, rows, numbers)
  local steps, ends_active = schedule(in_order(root), active_place)
  return {
    root = root.keeper,
    steps = steps,
    activate = not ends_active and tab.active_pane or nil,
    zoom = tab.zoomed == true,
    leaves = panes,
    rects = rects,
    dropped = dropped,
    fitted = cols ~= tab.cols or rows ~= tab.rows,
    cols = cols,
    rows = rows,
  }
end

return plan
]]

-- sessions.codec: lua_templates/sessions/codec.lua
sources["sessions.codec"] = { chunk = "@lua_templates/sessions/codec.lua" } --[=[ sessions.codec
--- codec: a session <-> the document on disk.
---
--- In:    a session; or text with any bytes in it.
--- Out:   text that people can read and edit; or a session in which every field was checked, with remarks.
--- Never: raises on a file; takes a field on trust; mistakes damage for an edit.
---
--- A document holds a checksum of all that follows its line. Text that does not add up but is a valid session was
--- edited by somebody; text that is neither is damaged, and the store turns to the generation before it.

local digest = require("sessions.digest")
local json = require("sessions.json")
local layout = require("sessions.layout")
local shape = require("sessions.shape")

local codec = {}

local FORMAT = "wezterm-sessions"

--- History: 1 = the first.
local VERSION = 1

local KEY_ORDER = {}
for key in
  ([[
    format version checksum saved_at counts name title active_tab cols rows
    active_pane zoomed approximate layout domain cwd cwd_host program argv text windows tabs panes
  ]]):gmatch("%S+")
do
  KEY_ORDER[#KEY_ORDER + 1] = key
end

--- A cell count beyond this is a mistake: no screen has it.
local CELLS_MAX = 100000
local PANES_MAX = 10000

--- What a list of sessions shows.
---@class (exact) sessions.Header
---@field version integer
---@field saved_at integer seconds since the epoch
---@field windows? integer nil where an edit has removed the counts
---@field tabs? integer
---@field panes? integer
---@field name? string nil when it does not end within the bytes given

--- Reads the documents of another plugin: nil for what is not its, nil and a problem for what is broken.
---@alias sessions.Importer fun(value: any): sessions.Session?, (sessions.Problem[]|sessions.Problem)?

--- Optional strings of a pane, kept as they are.
local PANE_TEXTS = { "title", "cwd_host", "git_branch", "git_repo" }

--- JSON is UTF-8; a path may hold any bytes. Such text is stored percent-encoded, and marked.
local function to_stored(text)
  if text == nil or utf8.len(text) then
    return text
  end
  return {
    bytes = text:gsub("[^A-Za-z0-9/._~-]", function(byte)
      return ("%%%02X"):format(byte:byte())
    end),
  }
end

local function stored_pane(pane)
  local program = pane.program
  local stored = { domain = to_stored(pane.domain), cwd = to_stored(pane.cwd) }
  for _, field in ipairs(PANE_TEXTS) do
    stored[field] = to_stored(pane[field])
  end
  if program then
    -- An empty list would come back as an empty object.
    local argv = program.argv and program.argv[1] and {}
    for index, word in ipairs(argv and program.argv or {}) do
      argv[index] = to_stored(word)
    end
    stored.program = { name = to_stored(program.name), argv = argv, text = to_stored(program.text) }
  end
  return stored
end

local function stored_tab(tab, counts)
  local panes = {}
  for index, pane in ipairs(layout.leaves(tab.layout)) do
    panes[index] = stored_pane(pane)
  end
  counts.tabs, counts.panes = counts.tabs + 1, counts.panes + #panes
  return {
    title = to_stored(tab.title),
    cols = tab.cols,
    rows = tab.rows,
    active_pane = tab.active_pane,
    zoomed = tab.zoomed,
    approximate = tab.approximate,
    layout = shape.write(tab.layout, tab.cols, tab.rows),
    panes = panes,
  }
end

---@param session sessions.Session
---@return string text ends with a newline
---@nodiscard
function codec.encode(session)
  local windows, counts = {}, { windows = #session.windows, tabs = 0, panes = 0 }
  for number, window in ipairs(session.windows) do
    local tabs = {}
    for index, tab in ipairs(window.tabs) do
      tabs[index] = stored_tab(tab, counts)
    end
    windows[number] =
      { title = to_stored(window.title), active_tab = window.active_tab, tabs = tabs }
  end
  local document = {
    saved_at = session.saved_at,
    counts = counts,
    name = to_stored(session.name),
    windows = windows,
  }
  -- Always on lines of their own, however short the document is: `header` and the checksum count on it.
  local body = json.encode(document, KEY_ORDER):sub(3) .. "\n"
  local head = ('{\n  "format": "%s",\n  "version": %d,\n  "checksum": "%s",\n'):format(
    FORMAT,
    VERSION,
    digest.of(body)
  )
  return head .. body
end

local FORMAT_PATTERN = '"format"%s*:%s*"' .. FORMAT:gsub("%-", "%%-") .. '"'
local CHECKSUM_PATTERN = "^{%s*"
  .. FORMAT_PATTERN
  .. ',%s*"version": %d+,%s*"checksum": "(%x+)",\n()'

--- Whether two documents differ in nothing but the time of saving.
---@param text_a string
---@param text_b string
---@return boolean
---@nodiscard
function codec.same(text_a, text_b)
  local counts_a, counts_b =
    text_a:find('\n  "counts"', 1, true), text_b:find('\n  "counts"', 1, true)
  return counts_a ~= nil and counts_b ~= nil and text_a:sub(counts_a) == text_b:sub(counts_b)
end

--- A digest of all but the time of saving: equal for documents that `same` calls equal.
---@param text string
---@return string digest 16 hexadecimal digits
---@nodiscard
function codec.state_digest(text)
  local counts = text:find('\n  "counts"', 1, true)
  return digest.of(counts and text:sub(counts) or text)
end

--- Text as it is stored: a string, or the bytes of one that is not UTF-8.
local function from_stored(value)
  if type(value) == "table" and type(value.bytes) == "string" then
    return (
      value.bytes:gsub("%%(%x%x)", function(hex)
        return string.char(tonumber(hex, 16) --[[@as integer]])
      end)
    )
  end
  return value
end

--- The facts at the start of a document, wherever an edit has put them before the windows. Nothing
--- within a text can be mistaken for them: there, a quote has a backslash before it.
---@param start string its first few hundred bytes
---@return sessions.Header? header nil for anything else
---@nodiscard
function codec.header(start)
  local head = start:sub(1, (start:find('"windows"%s*:%s*%[')))
  local saved_at = head:match('"saved_at"%s*:%s*(%d+)')
  local version = head:match('"version"%s*:%s*(%d+)')
  if not saved_at or not version or not head:find(FORMAT_PATTERN) then
    return nil
  end
  local counts = head:match('"counts"%s*:%s*(%b{})') or ""
  local function count(what)
    local digits = counts:match('"' .. what .. '"%s*:%s*(%d+)')
    return digits and math.tointeger(tonumber(digits))
  end
  local _, name_at = head:find('"name"%s*:%s*"')
  local _, bytes_at = head:find('"name"%s*:%s*{%s*"bytes"%s*:%s*"')
  return {
    version = math.tointeger(tonumber(version)) or math.maxinteger,
    saved_at = math.tointeger(tonumber(saved_at)) or 0,
    windows = count("windows"),
    tabs = count("tabs"),
    panes = count("panes"),
    name = name_at and json.read_string(head, name_at) or bytes_at and from_stored({
      bytes = json.read_string(head, bytes_at),
    }) or nil,
  }
end

--- Raised by the checks below and caught in `decode`, the one door.
local function refuse(where, message)
  error({ code = "invalid", message = ("%s: %s"):format(where, message), where = where }, 0)
end

local function check_table(value, where)
  if type(value) ~= "table" then
    refuse(where, "a list or an object is expected")
  end
  return value
end

local function check_list(value, where)
  check_table(value, where)
  if value[1] == nil then
    refuse(where, "a list of at least one is expected")
  end
  -- WezTerm's reader turns null into nothing: what is behind the hole must not be lost in silence.
  local count = 0
  for _ in pairs(value) do
    count = count + 1
  end
  if value[count] == nil then
    refuse(where, "a list without null is expected")
  end
  return value
end

local function check_integer(value, where, least, most)
  local whole = type(value) == "number" and math.tointeger(value)
  if not whole or whole < least or whole > most then
    refuse(where, ("a whole number from %d to %d is expected"):format(least, most))
  end
  return whole
end

local function check_boolean(value, where)
  if type(value) ~= "boolean" then
    refuse(where, "true or false is expected")
  end
  return value
end

local function check_text(value, where)
  local text = from_stored(value)
  if type(text) ~= "string" then
    refuse(where, "text is expected")
  end
  return text
end

local function check_optional_text(value, where)
  if value ~= nil then
    return check_text(value, where)
  end
end

local function check_program(value, where)
  if value == nil then
    return nil
  end
  check_table(value, where)
  local argv
  if value.argv ~= nil then
    argv = {}
    for index, word in ipairs(check_list(value.argv, where .. ".argv")) do
      argv[index] = check_text(word, ("%s.argv[%d]"):format(where, index))
    end
  end
  return {
    name = check_text(value.name, where .. ".name"),
    argv = argv,
    text = check_optional_text(value.text, where .. ".text"),
  }
end

local function check_pane(value, where)
  check_table(value, where)
  local pane = {
    domain = check_optional_text(value.domain, where .. ".domain"),
    cwd = check_optional_text(value.cwd, where .. ".cwd"),
    program = check_program(value.program, where .. ".program"),
  }
  for _, field in ipairs(PANE_TEXTS) do
    pane[field] = check_optional_text(value[field], where .. "." .. field)
  end
  return pane
end

local function check_tab(value, where, budget)
  check_table(value, where)
  local cols = check_integer(value.cols, where .. ".cols", 1, CELLS_MAX)
  local rows = check_integer(value.rows, where .. ".rows", 1, CELLS_MAX)
  local panes = {}
  for index, pane in ipairs(check_list(value.panes, where .. ".panes")) do
    budget.panes = budget.panes - 1
    if budget.panes < 0 then
      refuse(where, ("there are more than %d panes"):format(PANES_MAX))
    end
    panes[index] = check_pane(pane, ("%s.panes[%d]"):format(where, index))
  end
  local tree, message = shape.read(check_text(value.layout, where .. ".layout"), cols, rows, panes)
  if not tree then
    refuse(where .. ".layout", message)
  end
  return {
    title = check_text(value.title, where .. ".title"),
    cols = cols,
    rows = rows,
    active_pane = check_integer(value.active_pane, where .. ".active_pane", 1, #panes),
    zoomed = check_boolean(value.zoomed, where .. ".zoomed"),
    approximate = value.approximate == true or nil,
    layout = tree,
  }
end

local function check_document(value)
  check_integer(value.version, "version", 1, VERSION)
  local session = {
    name = check_text(value.name, "name"),
    saved_at = check_integer(value.saved_at, "saved_at", 0, math.maxinteger),
    windows = {},
  }
  local budget = { panes = PANES_MAX }
  for number, window in ipairs(check_list(value.windows, "windows")) do
    local where = ("windows[%d]"):format(number)
    check_table(window, where)
    local tabs = {}
    for index, tab in ipairs(check_list(window.tabs, where .. ".tabs")) do
      tabs[index] = check_tab(tab, ("%s.tabs[%d]"):format(where, index), budget)
    end
    session.windows[number] = {
      title = check_text(window.title, where .. ".title"),
      active_tab = check_integer(window.active_tab, where .. ".active_tab", 1, #tabs),
      tabs = tabs,
    }
  end
  return session
end

local function problem(code, message, where)
  return { code = code, message = message, where = where }
end

--- A document of another plugin, by the first importer that knows it.
local function import(value, importers)
  local first_problem
  for _, decode in ipairs(importers or {}) do
    local session, notes = decode(value)
    if session then
      return session, notes
    end
    first_problem = first_problem or notes
  end
  return nil, first_problem or problem("foreign", "this is not a session file")
end

local function is_intact(text)
  local checksum, body_start = text:match(CHECKSUM_PATTERN)
  return checksum ~= nil and digest.of(text:sub(body_start)) == checksum
end

---@param text string
---@param parse fun(text: string): any JSON reader; may raise
---@param importers? sessions.Importer[] for documents of other plugins
---@return sessions.Session? session
---@return sessions.Problem[]|sessions.Problem # notes, or the problem
---@nodiscard
function codec.decode(text, parse, importers)
  local ok, value = pcall(parse, text)
  if not ok then
    return nil, problem("damaged", "the file is damaged: " .. tostring(value):match("[^\n]*"))
  end
  if type(value) ~= "table" then
    return nil, problem("foreign", "this is not a session file")
  end
  if value.format == nil then
    return import(value, importers)
  end
  if value.format ~= FORMAT then
    return nil, problem("foreign", "this is not a session file")
  end
  if math.type(value.version) == "integer" and value.version > VERSION then
    local message =
      "it was written by a newer version of the plugin (document version %d): update the plugin"
    return nil, problem("newer", message:format(value.version), "version")
  end
  ---@type boolean, any
  local valid, answer = pcall(check_document, value)
  local intact = is_intact(text)
  if not valid then
    local refusal = type(answer) == "table" and answer or { message = tostring(answer) }
    return nil, problem(intact and "invalid" or "damaged", refusal.message, refusal.where)
  end
  if not intact then
    return answer, { problem("edited", "the file was edited since it was saved") }
  end
  return answer, {}
end

return codec
]=]

-- sessions.options: build/lua/sessions/options.lua
sources["sessions.options"] = { chunk = "@build/lua/sessions/options.lua", text = [[
--- options: what the user may set; complete options, or problems by name.
---
--- In:    the table given to `apply_to_config(config, opts)`, with anything in it.
--- Out:   complete options, and a problem for each wrong name or type, whose default is kept.
--- Never: raises; takes `false` for "not given"; keeps a table of the user's.

local options = {}

--- The actions that a key can be set for, with the keys of this build; no key: none by default.
---@type { action: sessions.Action, key: string?, mods: string? }[]
local ACTIONS = {
  { action = "save_session", key = "s", mods = "ALT" },
  { action = "load_session", key = "l", mods = "ALT" },
  { action = "restore_session", key = "r", mods = "ALT" },
  { action = "delete_session", key = "d", mods = "CTRL|SHIFT" },
  { action = "edit_session", key = "e", mods = "CTRL|SHIFT" },
  { action = "fork_session", key = "f", mods = "ALT" },
  { action = "rename_session", key = "r", mods = "ALT|SHIFT" },
  { action = "undo_session", key = "z", mods = "ALT|SHIFT" },
  { action = "manage_session", key = "l", mods = "ALT|SHIFT" },
  { action = "toggle_autosave", key = "a", mods = "ALT" },
}

--- The options of this build, in the order of the README. Defaults are in `options.defaults`.
---@type table[]
local OPTIONS = {
  {
    name = "save_state_dir",
    kind = "directory",
    expected = 'an absolute path or "default-user-owned"',
    choices = { "default-user-owned" },
  },
  { name = "process_inspection", kind = "boolean", expected = "true or false" },
  { name = "restore_programs", kind = "boolean", expected = "true or false" },
  { name = "extra_programs", kind = "strings", expected = "a list of strings" },
  {
    name = "lazy",
    kind = "choice",
    expected = '"background", "on_activate" or "off"',
    choices = { "background", "on_activate", "off" },
  },
  {
    name = "restore_on_startup",
    kind = "names",
    expected = '"off", "last", "all" or a list of strings',
    choices = { "off", "last", "all" },
  },
  {
    name = "autosave",
    kind = "choice",
    expected = '"off", "periodic" or "on_change"',
    choices = { "off", "periodic", "on_change" },
  },
  {
    name = "auto_save_interval_s",
    kind = "integer",
    expected = "a whole number from 1 to 86400",
    minimum = 1,
    maximum = 86400,
  },
  {
    name = "history_count",
    kind = "integer",
    expected = "a whole number from 0 to 1000",
    minimum = 0,
    maximum = 1000,
  },
  {
    name = "history_age_days",
    kind = "integer",
    expected = "a whole number from 1 to 36500",
    minimum = 1,
    maximum = 36500,
  },
  { name = "git_branch_warn", kind = "boolean", expected = "true or false" },
  { name = "command_palette", kind = "boolean", expected = "true or false" },
  { name = "default_keys", kind = "boolean", expected = "true or false" },
  {
    name = "keys",
    kind = "keys",
    expected = 'a table such as { save_session = { key = "s", mods = "ALT" }, load_session = false }',
  },
}

--- Longest piece of a wrong value that a message repeats.
local SHOWN_BYTES = 40

--- How to speak of what is no option value at all.
local TYPE_NAMES = { ["nil"] = "nothing", table = "a table", ["function"] = "a function" }

---@param value any
---@return string
local function shown(value)
  local kind = type(value)
  if kind == "string" then
    local cut = #value > SHOWN_BYTES and value:sub(1, SHOWN_BYTES) .. "…" or value
    return '"' .. cut:gsub("%c", "?") .. '"'
  end
  if kind == "number" or kind == "boolean" then
    return tostring(value)
  end
  return TYPE_NAMES[kind] or "a value of type " .. kind
end

--- Letters to insert, delete, replace or swap with a neighbour to get from one word to the other.
---@param from string
---@param to string
---@return integer
local function distance(from, to)
  local before, row = {}, {}
  for column = 0, #to do
    row[column] = column
  end
  for line = 1, #from do
    local above
    before, above, row = row, before, { [0] = line }
    for column = 1, #to do
      local same = from:byte(line) == to:byte(column)
      local replaced = before[column - 1] + (same and 0 or 1)
      local best = math.min(before[column] + 1, row[column - 1] + 1, replaced)
      local swapped = line > 1
        and column > 1
        and from:byte(line) == to:byte(column - 1)
        and from:byte(line - 1) == to:byte(column)
      row[column] = swapped and math.min(best, above[column - 2] + 1) or best
    end
  end
  return row[#to]
end

--- The end of a refusal: the nearest right name, or all of them.
---@param wrong string
---@param names string[]
---@return string
local function suggestion(wrong, names)
  local nearest ---@type string?
  local least = math.max(2, #wrong // 3) + 1
  for _, name in ipairs(#wrong <= SHOWN_BYTES and names or {}) do
    local letters = distance(wrong:lower(), name)
    if letters < least then
      nearest, least = name, letters
    end
  end
  if nearest then
    return ('did you mean "%s"?'):format(nearest)
  end
  return "there are " .. table.concat(names, ", ")
end

---@param value any
---@return boolean
local function is_list_of_strings(value)
  if type(value) ~= "table" then
    return false
  end
  local count = 0
  for _, item in pairs(value) do
    count = count + 1
    if type(item) ~= "string" then
      return false
    end
  end
  return count == #value
end

---@param path string
---@return boolean
local function is_absolute(path)
  return path:find("^[/\\]") ~= nil or path:find("^%a:[/\\]") ~= nil
end

---@param list string[]
---@param value any
---@return boolean
local function contains(list, value)
  for _, item in ipairs(list) do
    if item == value then
      return true
    end
  end
  return false
end

--- Whether a value is right for an option, by the option's kind.
---@type table<string, fun(option: table, value: any): boolean>
local ACCEPTS = {
  boolean = function(_, value)
    return type(value) == "boolean"
  end,
  integer = function(option, value)
    local whole = type(value) == "number" and math.tointeger(value)
    return whole and whole >= option.minimum and whole <= option.maximum or false
  end,
  choice = function(option, value)
    return contains(option.choices, value)
  end,
  strings = function(_, value)
    return is_list_of_strings(value)
  end,
  names = function(option, value)
    return contains(option.choices, value) or is_list_of_strings(value)
  end,
  directory = function(option, value)
    return type(value) == "string" and (contains(option.choices, value) or is_absolute(value))
  end,
  keys = function(_, value)
    return type(value) == "table"
  end,
}

--- A value that cannot be changed behind our back.
local function as_it_is(_, value)
  return value
end

--- What is kept of a right value where that is not the value itself: never the user's own table.
---@type table<string, fun(option: table, value: any): any>
local KEEPS = {
  strings = function(_, value)
    return table.move(value, 1, #value, 1, {})
  end,
  names = function(_, value)
    return type(value) == "table" and table.move(value, 1, #value, 1, {}) or value
  end,
  --- A word such as "default-user-owned" says what nil says.
  directory = function(option, value)
    return not contains(option.choices, value) and value or nil
  end,
}

---@param problems sessions.Problem[]
---@param code string
---@param where string
---@param message string with %s for each of the values that follow
---@param ... string
local function refuse(problems, code, where, message, ...)
  problems[#problems + 1] = { code = code, message = message:format(...), where = where }
end

--- Names that were given but do not exist, in alphabetical order: `pairs` has none.
---@param given table
---@param names string[]
---@return string[]
local function unknown_names(given, names)
  local unknown = {}
  for name in pairs(given) do
    if not contains(names, name) then
      unknown[#unknown + 1] = tostring(name)
    end
  end
  table.sort(unknown)
  return unknown
end

---@param rows table[]
---@param field string
---@return string[]
local function names_in(rows, field)
  local names = {}
  for position, row in ipairs(rows) do
    names[position] = row[field]
  end
  return names
end

---@param wish any
---@return boolean
local function is_key(wish)
  return type(wish) == "table"
    and type(wish.key) == "string"
    and wish.key ~= ""
    and (wish.mods == nil or type(wish.mods) == "string")
end

--- The keys to set: the defaults unless they are turned off, with the user's wishes in their place.
---@param with_defaults boolean
---@param wishes table
---@param problems sessions.Problem[]
---@return sessions.KeyBinding[]
local function resolve_keys(with_defaults, wishes, problems)
  local bindings = {}
  for _, default in ipairs(ACTIONS) do
    local wish = wishes[default.action]
    if wish ~= nil and wish ~= false and not is_key(wish) then
      local message =
        'The key of "%s" must be false or a table such as { key = "s", mods = "ALT" }, not %s'
      local where = "keys." .. default.action
      refuse(problems, "wrong_type", where, message, default.action, shown(wish))
      wish = nil
    end
    if wish == nil and with_defaults and default.key then
      wish = default
    end
    if wish then
      local mods = wish.mods or "NONE"
      bindings[#bindings + 1] = { action = default.action, key = wish.key, mods = mods }
    end
  end
  local names = names_in(ACTIONS, "action")
  for _, name in ipairs(unknown_names(wishes, names)) do
    local message = "There is no action %s to set a key for; %s"
    local nearest = suggestion(name, names)
    refuse(problems, "unknown_action", "keys." .. name, message, shown(name), nearest)
  end
  return bindings
end

--- The options of a user who sets none: fresh tables at each call.
---@return sessions.Options
---@nodiscard
function options.defaults()
  local complete = {
    save_state_dir = nil,
    process_inspection = true,
    restore_programs = true,
    extra_programs = {},
    lazy = "background",
    restore_on_startup = "off",
    autosave = "off",
    auto_save_interval_s = 30,
    history_count = 10,
    history_age_days = 30,
    git_branch_warn = true,
    command_palette = false,
    default_keys = true,
  }
  complete.keys = resolve_keys(complete.default_keys, {}, {})
  return complete
end

--- Complete options from what the user gave.
---@param given any nil for nothing
---@return sessions.Options complete
---@return sessions.Problem[] problems empty when all is right
---@nodiscard
function options.read(given)
  local complete, problems = options.defaults(), {}
  if given == nil then
    return complete, problems
  end
  if type(given) ~= "table" then
    local message = 'The options must be a table such as { lazy = "off" }, not %s'
    refuse(problems, "wrong_type", "opts", message, shown(given))
    return complete, problems
  end
  local wishes = {}
  for _, option in ipairs(OPTIONS) do
    local value = given[option.name]
    if value ~= nil and not ACCEPTS[option.kind](option, value) then
      local message, name = 'The option "%s" must be %s, not %s', option.name
      refuse(problems, "wrong_type", name, message, name, option.expected, shown(value))
    elseif option.kind == "keys" then
      wishes = value or wishes
    elseif value ~= nil then
      local keep = KEEPS[option.kind] or as_it_is
      complete[option.name] = keep(option, value)
    end
  end
  local names = names_in(OPTIONS, "name")
  for _, name in ipairs(unknown_names(given, names)) do
    local nearest = suggestion(name, names)
    refuse(problems, "unknown_option", name, "There is no option %s; %s", shown(name), nearest)
  end
  complete.keys = resolve_keys(complete.default_keys, wishes, problems)
  return complete, problems
end

return options
]] }

-- sessions.age: lua_templates/sessions/age.lua
sources["sessions.age"] = { chunk = "@lua_templates/sessions/age.lua" } --[[ sessions.age
--- age: how long ago something was, in words.
---
--- In:    seconds.
--- Out:   a few words, the same for every list, message and status bar.
--- Never: asks the time.

local age = {}

local MINUTE_S, HOUR_S, DAY_S = 60, 60 * 60, 24 * 60 * 60

--- From two of a unit on it is named: "90 min ago" says more than "1 h ago".
local UNITS = {
  { seconds = DAY_S, name = "days" },
  { seconds = HOUR_S, name = "h" },
  { seconds = MINUTE_S, name = "min" },
}

---@param seconds integer since then; below 0, as after a clock was set back, counts as 0
---@return string words for instance "just now", "5 min ago", "3 days ago"
---@nodiscard
function age.ago(seconds)
  for _, unit in ipairs(UNITS) do
    if seconds >= 2 * unit.seconds then
      return ("%d %s ago"):format(seconds // unit.seconds, unit.name)
    end
  end
  return seconds >= MINUTE_S and "1 min ago" or "just now"
end

return age
]]

-- sessions.cells: lua_templates/sessions/cells.lua
sources["sessions.cells"] = { chunk = "@lua_templates/sessions/cells.lua" } --[=[ sessions.cells
--- cells: how many cells a text takes on the screen; text made to fit into them.
---
--- In:    text with any bytes, cells.
--- Out:   text that prints on one line, its width, the same text clipped or padded.
--- Never: says less than the terminal will take: where terminals differ it says more.

local cells = {}

--- Stands for what cannot be printed.
local UNKNOWN = "?"

--- Stands at the end of what was cut off: an ellipsis, one cell wide.
local CUT = "\u{2026}"

--- Code points that take two cells: East Asian ones and emoji. First, last, first, last, ...
-- stylua: ignore
local WIDE = {
  0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0,
  0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F,
  0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5,
  0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5,
  0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728,
  0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
  0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
  0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3,
  0xF900, 0xFAFF, 0xFE10, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF,
  0x1AFF0, 0x1B2FF, 0x1D300, 0x1D37F, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E,
  0x1F191, 0x1F19A, 0x1F200, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0, 0x1F7FF, 0x1F900, 0x1F9FF,
  0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
}

--- Marks that are drawn over the letter before them.
-- stylua: ignore
local OVER = {
  0x300, 0x36F, 0x483, 0x489, 0x591, 0x5BD, 0x610, 0x61A, 0x64B, 0x65F, 0x1AB0, 0x1AFF,
  0x1DC0, 0x1DFF, 0x20D0, 0x20FF, 0xFE20, 0xFE2F,
}

--- Code points that show nothing themselves but act on others: direction, joining, emoji variants.
--- Without them every letter stands for itself, and its width is known.
-- stylua: ignore
local ACTING = {
  0xAD, 0xAD, 0x200B, 0x200F, 0x2028, 0x202E, 0x2060, 0x206F, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF,
  0xFFF9, 0xFFFB, 0x1F3FB, 0x1F3FF, 0xE0000, 0xE0FFF,
}

--- Whether a code point is in one of the ranges.
local function is_in(ranges, code)
  local low, high = 0, #ranges // 2
  while low < high do
    local middle = (low + high) // 2
    if code > ranges[2 * middle + 2] then
      low = middle + 1
    else
      high = middle
    end
  end
  return low < #ranges // 2 and code >= ranges[2 * low + 1]
end

local function width_of(code)
  if code < OVER[1] then
    return 1
  end
  return is_in(WIDE, code) and 2 or is_in(OVER, code) and 0 or 1
end

--- Printable ASCII: most text by far, and a byte a cell.
local function is_plain(text)
  return not text:find("[^ -~]")
end

local function printable_code(character)
  local code = utf8.codepoint(character)
  if code < 0x20 or code >= 0x7F and code < 0xA0 then
    return UNKNOWN
  end
  return is_in(ACTING, code) and "" or nil
end

--- The text as it can be shown on one line: UTF-8, without control characters.
---@param text string any bytes
---@return string
---@nodiscard
function cells.printable(text)
  if is_plain(text) then
    return text
  end
  local parts, from = {}, 1
  while true do
    local length, broken_at = utf8.len(text, from)
    if length or not broken_at then
      parts[#parts + 1] = text:sub(from)
      break
    end
    parts[#parts + 1] = text:sub(from, broken_at - 1) .. UNKNOWN
    from = broken_at + 1
  end
  return (table.concat(parts):gsub(utf8.charpattern, printable_code))
end

--- The cells that a text takes at most.
---@param text string printable
---@return integer
---@nodiscard
function cells.width(text)
  if is_plain(text) then
    return #text
  end
  local width = 0
  for _, code in utf8.codes(text) do
    width = width + width_of(code)
  end
  return width
end

--- The text, or as much of its beginning as fits together with a mark that something is missing.
---@param text string printable
---@param width integer cells
---@param mark string? one cell wide; nil: an ellipsis
---@return string
---@return integer cells that it takes, at most `width`
---@nodiscard
function cells.clip(text, width, mark)
  local whole = cells.width(text)
  if whole <= width then
    return text, whole
  elseif width < 1 then
    return "", 0
  end
  local taken = 0
  for position, code in utf8.codes(text) do
    local next_taken = taken + width_of(code)
    if next_taken > width - 1 then
      local fitting = text:sub(1, position --[[@as integer]] - 1)
      return fitting .. (mark or CUT), taken + 1
    end
    taken = next_taken
  end
  return text, taken
end

--- The text in exactly so many cells: clipped, or filled up with blanks.
---@param text string printable
---@param width integer cells
---@param mark string? see `clip`
---@return string
---@nodiscard
function cells.pad(text, width, mark)
  local clipped, taken = cells.clip(text, width, mark)
  return clipped .. (" "):rep(width - taken)
end

return cells
]=]

-- sessions.picker: lua_templates/sessions/picker.lua
sources["sessions.picker"] = { chunk = "@lua_templates/sessions/picker.lua" } --[=[ sessions.picker
--- picker: what is saved -> the lines of the list, in columns.
---
--- In:    entries, names of open workspaces, the time, the width of the screen in cells.
--- Out:   an id and a label for each, newest first; no label is wider than the screen.
--- Never: reads a file; lets an odd name break a line; leaves an entry out.
---
--- Words instead of signs: the list is searched by typing, so "open" or "pinned" finds those.

local age = require("sessions.age")
local cells = require("sessions.cells")

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
---@field pinned? boolean
---@field imported? boolean from another plugin

---@class (exact) sessions.Row
---@field id string
---@field label string

--- A name as it can be read: quoted where blanks, or nothing, could not be seen.
---@param name string any bytes
---@return string
---@nodiscard
function picker.name(name)
  local shown = cells.printable(name)
  if shown == "" or shown:find("^ ") or shown:find(" $") then
    return '"' .. shown .. '"'
  end
  return shown
end

--- "3 panes" and "1 pane ", so that numbers stand below each other when aligned to the right.
local function counted(count, noun)
  return count and ("%d %s%s"):format(count, noun, count == 1 and " " or "s") or ""
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

local function marks_text(entry, is_open)
  local marks = {}
  marks[#marks + 1] = is_open and "open" or nil
  marks[#marks + 1] = entry.pinned and "pinned" or nil
  marks[#marks + 1] = entry.imported and "imported" or nil
  return table.concat(marks, " ")
end

--- The texts of one line, in the order of the columns.
local function texts_of(entry, is_open, now_s)
  local windows = entry.windows and entry.windows > 1 and entry.windows or nil
  return {
    picker.name(entry.name),
    marks_text(entry, is_open),
    entry.saved_at > 0 and age.ago(now_s - entry.saved_at) or "",
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
    local room = left - #GAP
    local most = column == BRANCH and width * BRANCH_PERCENT // 100 or room
    local wanted = widest(lines, column)
    if column >= BRANCH and wanted > most then
      wanted = most
    end
    local has_room = 0 < wanted and wanted <= room
    widths[column] = has_room and wanted or 0
    left = has_room and room - wanted or left
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
---@param entries sessions.PickerEntry[] in any order
---@param open_names string[] workspaces that are open
---@param now_s integer seconds since the epoch
---@param width integer cells of the screen that a label may take
---@return sessions.Row[] newest first
---@nodiscard
function picker.rows(entries, open_names, now_s, width)
  local sorted = table.move(entries, 1, #entries, 1, {})
  table.sort(sorted, function(a, b)
    if a.saved_at ~= b.saved_at then
      return a.saved_at > b.saved_at
    end
    return a.name < b.name
  end)
  local open, lines, rows = {}, {}, {}
  for _, name in ipairs(open_names) do
    open[name] = true
  end
  for index, entry in ipairs(sorted) do
    lines[index] = texts_of(entry, open[entry.name], now_s)
  end
  if #lines == 0 then
    return rows
  end
  local widths = widths_of(lines, math.max(width, 1))
  for index, entry in ipairs(sorted) do
    rows[index] = { id = entry.id or entry.name, label = label_of(lines[index], widths) }
  end
  return rows
end

return picker
]=]

-- sessions.report: lua_templates/sessions/report.lua
sources["sessions.report"] = { chunk = "@lua_templates/sessions/report.lua" } --[[ sessions.report
--- report: what a restore did, as data and as one sentence.
---
--- In:    counts, times and problems as they come up.
--- Out:   a plain table (kept for `last_report()`), a line for the toast.
--- Never: speaks to the user itself; hides what did not come back.

local report = {}

---@param workspace string
---@param how "load"|"restore"|"switch"
---@param session sessions.Session?
---@param started_ms number
---@return sessions.Report
function report.new(workspace, how, session, started_ms)
  local tabs, panes = 0, 0
  local function count(node)
    if not node.split then
      return 1
    end
    return count(node.first) + count(node.second)
  end
  for _, window in ipairs(session and session.windows or {}) do
    tabs = tabs + #window.tabs
    for _, tab in ipairs(window.tabs) do
      panes = panes + count(tab.layout)
    end
  end
  return {
    workspace = workspace,
    how = how,
    started_ms = started_ms,
    complete = false,
    windows = {},
    tabs_asked = tabs,
    tabs_made = 0,
    panes_asked = panes,
    panes_made = 0,
    programs_started = 0,
    tab_ids = {},
    problems = {},
  }
end

---@param self sessions.Report
---@param code string
---@param message string a sentence without a full stop
---@param where string?
function report.add(self, code, message, where)
  self.problems[#self.problems + 1] = { code = code, message = message, where = where }
end

---@param self sessions.Report
---@param problems sessions.Problem[]?
function report.add_all(self, problems)
  for _, problem in ipairs(problems or {}) do
    report.add(self, problem.code, problem.message, problem.where)
  end
end

local function counted(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

--- One line for a toast: what came back, how fast, and how much did not.
---@param self sessions.Report
---@return string
function report.sentence(self)
  if self.how == "switch" then
    return ("%s is open already: switched to it"):format(self.workspace)
  end
  local line = ("%s: %s in %s, %d ms"):format(
    self.workspace,
    counted(self.panes_made, "pane"),
    counted(self.tabs_made, "tab"),
    math.floor((self.complete_ms or self.visible_ms or 0) + 0.5)
  )
  local first = self.problems[1]
  if not first then
    return line
  end
  local more = #self.problems > 1
      and (" (and %d more: see last_report())"):format(#self.problems - 1)
    or ""
  return line .. ". " .. first.message .. more
end

return report
]]

-- sessions.screen: lua_templates/sessions/screen.lua
sources["sessions.screen"] = { chunk = "@lua_templates/sessions/screen.lua", text = [[
--- screen: the part of the port that needs windows on the screen: actions, lists, prompts, toasts.
---
--- In:    the port that is being made, the `wezterm` module.
--- Out:   more verbs on the port; without a screen they find no window.
--- Never: is used by any room but `host`; decides anything.

local screen = {}

local TOAST_TITLE = "WezTerm Sessions"
local TOAST_MS = 4000

--- Add the verbs of windows on the screen to the port.
---@param port table
---@param wezterm table
---@param attempt fun(fn: function, ...: any): any, any, any an error of the terminal becomes `nil, message`
function screen.add(port, wezterm, attempt)
  local function method(object, name, ...)
    return object[name](object, ...)
  end

  --- Whether there is a GUI at all; at start-up it has no windows yet.
  function port.has_screen()
    return wezterm.gui ~= nil
  end

  --- GUI windows in the order in which WezTerm hands them to the windows of a workspace
  --- (wezterm-gui/src/frontend.rs:342-437); none in the mux server.
  function port.gui_windows()
    local gui = wezterm.gui
    return gui and attempt(gui.gui_windows) or {}
  end

  function port.mux_window_of(gui_window)
    return attempt(method, gui_window, "mux_window")
  end

  --- The pane in which the GUI window's keys end now, an overlay included.
  ---@async
  function port.focused_pane(gui_window)
    return attempt(method, gui_window, "active_pane")
  end

  --- The configuration in force for a window, overrides included.
  ---@async
  function port.effective_config(gui_window)
    return attempt(method, gui_window, "effective_config") or {}
  end

  --- Size of all that is inside the window's frame; nil while it fills the screen.
  ---@async
  ---@return integer? width pixels
  ---@return integer? height pixels
  function port.window_pixels(gui_window)
    local size = attempt(method, gui_window, "get_dimensions")
    if not size or size.is_full_screen then
      return nil
    end
    return size.pixel_width, size.pixel_height
  end

  --- Ask the desktop for another size, in pixels; it need not give it.
  function port.resize_window(gui_window, width, height)
    attempt(method, gui_window, "set_inner_size", width, height)
  end

  ---@async
  local function perform(gui_window, action, pane)
    local _, message = attempt(method, gui_window, "perform_action", action, pane)
    return message == nil, message
  end

  --- Closes the active pane of the active tab, whichever pane is passed (wezterm-gui/src/termwindow/mod.rs:3168).
  ---@async
  function port.close_active_pane(gui_window, pane)
    return perform(gui_window, wezterm.action.CloseCurrentPane({ confirm = false }), pane)
  end

  --- Closes the active tab with all that runs in it.
  ---@async
  function port.close_active_tab(gui_window, pane)
    return perform(gui_window, wezterm.action.CloseCurrentTab({ confirm = false }), pane)
  end

  --- Moves the active tab to a place counted from 0.
  ---@async
  function port.move_active_tab(gui_window, index, pane)
    return perform(gui_window, wezterm.action.MoveTab(index), pane)
  end

  --- The answer comes as `event(window, pane, id, label)`. A named event, not an action_callback: callbacks are
  --- numbered per Lua state, so a reload while the list is open would call somebody else's function.
  --- A list that `is_menu` is chosen from by digit or letter; any other one is searched by typing.
  ---@async
  function port.choose(gui_window, pane, event, title, description, choices, is_menu)
    local selector = wezterm.action.InputSelector({
      action = wezterm.action.EmitEvent(event),
      title = title,
      description = description,
      fuzzy_description = description .. ": ",
      choices = choices,
      fuzzy = not is_menu,
    })
    return perform(gui_window, selector, pane)
  end

  --- The answer comes as `event(window, pane, line)`; line is nil when the user gave up.
  ---@async
  function port.ask(gui_window, pane, event, description)
    local prompt = wezterm.action.PromptInputLine({
      action = wezterm.action.EmitEvent(event),
      description = description,
    })
    return perform(gui_window, prompt, pane)
  end

  function port.toast(gui_window, message)
    if gui_window then
      attempt(method, gui_window, "toast_notification", TOAST_TITLE, message, nil, TOAST_MS)
    end
  end
end

return screen
]] }

-- sessions.host: lua_templates/sessions/host.lua
sources["sessions.host"] = { chunk = "@lua_templates/sessions/host.lua", text = [=[
--- host: the only room that talks to WezTerm; its vocabulary is ours.
---
--- In:    the `wezterm` module, once.
--- Out:   a port: a table of verbs that the other rooms are handed.
--- Never: decides anything about sessions; lets an error of the terminal through as anything but text.
---
--- Every verb that may fail gives `nil, message`. WezTerm's own errors arrive as userdata whose text ends in a
--- stack trace; the port keeps the sentence and drops the trace.

local screen = require("sessions.screen")

local host = {}

--- Keys in `wezterm.GLOBAL`, which outlives a reload of the configuration but not the process.
local MEMORY_PREFIX = "wezterm-sessions."

---@param message any whatever was raised
---@return string
local function sentence_of(message)
  local text = tostring(message):gsub("\nstack traceback:.*", "")
  return (text:gsub("^runtime error: ", ""):gsub("%s+", " "))
end

--- Call a function of the terminal; an error becomes `nil, message`. Stock `pcall`: yields pass through it.
local function attempt(fn, ...)
  local ok, first, second, third = pcall(fn, ...)
  if ok then
    return first, second, third
  end
  return nil, sentence_of(first)
end

--- A function for `attempt` that calls a method by name: the lookup on a vanished object may raise as well.
local function method(object, name, ...)
  return object[name](object, ...)
end

---@param fn function
---@param log fun(message: string)
---@return function
local function guarded(fn, log)
  return function(...)
    local ok, message = pcall(fn, ...)
    if not ok then
      log("(wezterm-sessions) " .. sentence_of(message))
    end
  end
end

---@param port sessions.Host
local function add_events(port, wezterm)
  function port.log_error(message)
    wezterm.log_error(message)
  end

  --- Handlers cannot be removed and live as long as the Lua state: call this while loading, never later.
  function port.on(event, handler)
    wezterm.on(event, guarded(handler, port.log_error))
  end

  --- The palette's entries come from the first handler that was registered, by anybody. An icon that this WezTerm
  --- does not know would take the palette away with it, so the trouble stays here.
  function port.on_palette(entries)
    wezterm.on("augment-command-palette", function()
      local ok, list = pcall(entries)
      if not ok then
        port.log_error("(wezterm-sessions) " .. sentence_of(list))
      end
      return ok and list or {}
    end)
  end

  ---@async
  function port.emit(event, ...)
    local _, message = attempt(wezterm.emit, event, ...)
    if message then
      port.log_error("(wezterm-sessions) a handler of " .. event .. " failed: " .. message)
    end
  end

  function port.emit_action(event)
    return wezterm.action.EmitEvent(event)
  end

  --- Run `fn` soon, off the caller's back. A host with a function `wezterm.background` gets it; every WezTerm so
  --- far has none (`background` is only a configuration key) and runs it one turn of the event loop later.
  --- An error in it would be dropped unlogged (lua-api-crates/time-funcs/src/lib.rs:82-94), so it is caught here.
  ---@param fn async fun()
  function port.background(fn)
    local job = guarded(fn, port.log_error)
    if type(wezterm.background) == "function" then
      wezterm.background(job)
    else
      wezterm.time.call_after(0, job)
    end
  end

  --- Run `fn` after `delay_ms` unless the configuration is reloaded before (time-funcs/src/lib.rs:99-104).
  ---@param delay_ms number at least 0
  ---@param fn async fun()
  function port.after_ms(delay_ms, fn)
    wezterm.time.call_after(delay_ms / 1000, guarded(fn, port.log_error))
  end

  --- Let work that the terminal has queued run before the caller goes on. A bare yield asks WezTerm to queue the
  --- running handler again (mlua thread.rs:533-537); there is no wait in it.
  ---@async
  function port.let_queued_work_run()
    if coroutine.isyieldable() then
      coroutine.yield()
    end
  end

  function port.now_ms()
    return tonumber(wezterm.time.now():format("%s%3f")) or 0
  end
end

--- What is read back from `wezterm.GLOBAL` is a live handle on shared memory. `pairs` over one yields handles even
--- for plain values, so every value is looked up by its key (lua-api-crates/share-data/src/lib.rs:274-343).
local function plain(value)
  if type(value) ~= "userdata" then
    return value
  end
  local copy = {}
  for key in pairs(value) do
    copy[key] = plain(value[key])
  end
  return copy
end

local function add_memory(port, wezterm)
  --- Written whole each time: a list in GLOBAL cannot grow. Text that is not UTF-8 is refused, and then forgotten.
  ---@param key string
  ---@param value any JSON-like; nil forgets
  function port.remember(key, value)
    local _, message = attempt(function()
      wezterm.GLOBAL[MEMORY_PREFIX .. key] = value
    end)
    if message then
      wezterm.GLOBAL[MEMORY_PREFIX .. key] = nil
    end
  end

  ---@return boolean
  function port.remembers(key)
    return wezterm.GLOBAL[MEMORY_PREFIX .. key] ~= nil
  end

  ---@return any copy nil when nothing is remembered
  function port.recall(key)
    return plain(wezterm.GLOBAL[MEMORY_PREFIX .. key])
  end

  --- Raises on text that is not JSON, as WezTerm's own function does.
  function port.parse_json(text)
    return wezterm.json_parse(text)
  end

  --- Raises on text that is not TOML, and where WezTerm cannot read TOML: release 20240203 has no `serde`.
  function port.parse_toml(text)
    if not (wezterm.serde and wezterm.serde.toml_decode) then
      error("this WezTerm cannot read TOML (a newer one can): write the file as JSON", 0)
    end
    return wezterm.serde.toml_decode(text)
  end
end

local function add_platform(port, wezterm)
  port.is_windows = wezterm.target_triple:find("windows", 1, true) ~= nil
  port.is_mac = wezterm.target_triple:find("apple", 1, true) ~= nil
  port.home_dir = wezterm.home_dir
  port.config_dir = wezterm.config_dir
  port.separator = port.is_windows and "\\" or "/"

  function port.hostname()
    return wezterm.hostname()
  end

  --- The full paths inside a directory, in no order; nil where it cannot be listed. Runs in a thread of its own.
  ---@async
  function port.list_directory(directory)
    return attempt(wezterm.read_dir, directory)
  end

  --- Lua has no call that makes a directory, so the platform's own program does it; the GUI is not held up.
  ---@async
  function port.make_directory(directory)
    local argv = port.is_windows and { "cmd.exe", "/c", "mkdir", (directory:gsub("/", "\\")) }
      or { "mkdir", "-p", "--", directory }
    local done, message_or_stdout, stderr = attempt(wezterm.run_child_process, argv)
    if done then
      return true
    end
    return nil, stderr or message_or_stdout or "mkdir failed"
  end
end

local function add_windows(port, wezterm)
  local mux = wezterm.mux

  function port.active_workspace()
    return mux.get_active_workspace()
  end

  function port.workspace_names()
    return mux.get_workspace_names()
  end

  --- The windows stay on the screen; the new name may be one that no window has yet.
  function port.rename_workspace(old, new)
    local _, message = attempt(mux.rename_workspace, old, new)
    return message == nil, message
  end

  --- The windows of a workspace by age: `all_windows` comes in random order (mux/src/lib.rs:1051-1053).
  function port.windows(workspace)
    local found = {}
    for _, window in ipairs(mux.all_windows()) do
      if attempt(method, window, "get_workspace") == workspace then
        found[#found + 1] = window
      end
    end
    table.sort(found, function(a, b)
      return a:window_id() < b:window_id()
    end)
    return found
  end

  function port.window_id(window)
    return window:window_id()
  end

  function port.tab_id(tab)
    return tab:tab_id()
  end

  --- The three `get_…` functions raise for an id that is gone; here that is nil.
  function port.window_by_id(id)
    return attempt(mux.get_window, id)
  end

  function port.tab_by_id(id)
    return attempt(mux.get_tab, id)
  end

  function port.workspace_of(window)
    return attempt(method, window, "get_workspace")
  end

  function port.window_title(window)
    return attempt(method, window, "get_title") or ""
  end

  --- `{ tab = …, is_active = … }` in the order of the tab bar.
  function port.tabs(window)
    return attempt(method, window, "tabs_with_info") or {}
  end

  function port.active_tab(window)
    return attempt(method, window, "active_tab")
  end

  function port.tab_title(tab)
    return attempt(method, tab, "get_title") or ""
  end

  ---@return integer? cols
  ---@return integer? rows
  function port.tab_size(tab)
    local size = attempt(method, tab, "get_size")
    if not size then
      return nil
    end
    return size.cols, size.rows
  end

  --- Pixels of a row. Before its window has been resized for the first time this is a guess of the multiplexer's.
  ---@return integer?
  function port.cell_height(tab)
    local size = attempt(method, tab, "get_size")
    return size and size.rows > 0 and size.pixel_height // size.rows or nil
  end

  --- All panes in tree order, zoom ignored, with their rectangles in cells (mux/src/tab.rs:1003-1077).
  function port.panes(tab)
    return attempt(method, tab, "panes_with_info") or {}
  end

  --- What the pane's program calls itself, else its name.
  function port.pane_title(pane)
    return attempt(method, pane, "get_title") or ""
  end

  function port.pane_id(pane)
    return pane:pane_id()
  end
end

local function add_pane_facts(port, wezterm)
  local mux = wezterm.mux

  --- "" when the domain is gone.
  function port.domain_of(pane)
    return attempt(method, pane, "get_domain_name") or ""
  end

  --- Whether a pane can be opened in the domain: overlays and connection dialogs live in domains of their own.
  function port.is_spawnable(domain_name)
    local domain = attempt(mux.get_domain, domain_name)
    if not domain then
      return false
    end
    return attempt(method, domain, "is_spawnable") == true
  end

  --- Where programs start that are not told where.
  function port.default_domain()
    local domain = attempt(mux.get_domain)
    return domain and attempt(method, domain, "name") or nil
  end

  --- The directory as URL text, or nil. It was a plain string before release 20240127.
  function port.cwd_url(pane)
    local url = attempt(method, pane, "get_current_working_dir")
    return url and tostring(url) or nil
  end

  function port.user_variables(pane)
    return attempt(method, pane, "get_user_vars") or {}
  end

  --- Path of the executable in the foreground; nil for remote panes. Cheap: 0.012 ms on Linux.
  function port.program_path(pane)
    return attempt(method, pane, "get_foreground_process_name")
  end

  --- Everything about the foreground process; scans the whole process table, uncached, every time.
  function port.inspect(pane)
    return attempt(method, pane, "get_foreground_process_info")
  end

  --- The terminal's own process with all it has started, in one scan of the process table.
  function port.inspect_all()
    local procinfo = wezterm.procinfo
    if not procinfo then
      return nil
    end
    return attempt(function()
      return procinfo.get_info_for_pid(procinfo.pid())
    end)
  end
end

local function add_building(port, wezterm)
  local mux = wezterm.mux

  local function spawn_command(cwd, domain)
    return { cwd = cwd, domain = { DomainName = domain } }
  end

  --- A window out of sight: shown only once its workspace is. Width and height must be Lua integers.
  ---@async
  ---@return any? tab
  ---@return any pane_or_message
  ---@return any? window
  function port.spawn_window(workspace, cols, rows, cwd, domain)
    local command = spawn_command(cwd, domain)
    command.workspace, command.width, command.height = workspace, cols, rows
    local tab, pane, window = attempt(mux.spawn_window, command)
    -- The multiplexer of another machine opens it in the active workspace (wezterm-client/src/domain.rs:828-840). Only
    -- a rename counts the panes of a workspace again; by the old count it is empty, and would not be shown.
    if window and domain ~= "local" and port.workspace_of(window) ~= workspace then
      attempt(method, window, "set_workspace", workspace .. " (opening)")
      attempt(mux.rename_workspace, workspace .. " (opening)", workspace)
    end
    return tab, pane, window
  end

  --- A new last tab, which becomes the active one, at the size of the tab that was active.
  ---@async
  ---@return any? tab
  ---@return any pane_or_message
  function port.spawn_tab(window, cwd, domain)
    return attempt(method, window, "spawn_tab", spawn_command(cwd, domain))
  end

  --- A tab for a program of ours, in the directory and domain of the window's active pane.
  ---@async
  function port.spawn_program_tab(window, argv)
    return attempt(method, window, "spawn_tab", { args = argv })
  end

  --- `size_cells` at least 1 gives the new pane exactly that many cells (lua-api-crates/mux/src/pane.rs:466-472).
  --- The caller makes sure that it fits: a refused split leaves a running pane behind that nothing can close.
  ---@async
  function port.split(pane, direction, size_cells, cwd, domain)
    local command = spawn_command(cwd, domain)
    command.direction, command.size = direction, size_cells
    return attempt(method, pane, "split", command)
  end

  function port.activate_pane(pane)
    return attempt(method, pane, "activate")
  end

  function port.activate_tab(tab)
    return attempt(method, tab, "activate")
  end

  function port.set_zoomed(tab, zoomed)
    return attempt(method, tab, "set_zoomed", zoomed)
  end

  function port.set_tab_title(tab, title)
    return attempt(method, tab, "set_title", title)
  end

  function port.set_window_title(window, title)
    return attempt(method, window, "set_title", title)
  end

  function port.send_text(pane, text)
    return attempt(method, pane, "send_text", text)
  end

  --- Raises nothing for an unknown name, but says so: WezTerm wants a window in the workspace first.
  function port.show_workspace(name)
    local _, message = attempt(mux.set_active_workspace, name)
    return message == nil, message
  end
end

--- The port over a `wezterm` module.
---@param wezterm table
---@return sessions.Host
function host.new(wezterm)
  local port = {} --[[@as any]]
  add_events(port, wezterm)
  add_memory(port, wezterm)
  add_platform(port, wezterm)
  add_windows(port, wezterm)
  add_pane_facts(port, wezterm)
  add_building(port, wezterm)
  screen.add(port, wezterm, attempt)
  return port
end

--- The port over the terminal that loads the plugin.
---@return sessions.Host
function host.connect()
  return host.new(require("wezterm"))
end

return host
]=] }

-- sessions.files: lua_templates/sessions/files.lua
sources["sessions.files"] = { chunk = "@lua_templates/sessions/files.lua" } --[=[ sessions.files
--- files: the only room that touches the disk.
---
--- In:    paths and text.
--- Out:   text, or `nil, message` with the path in the message.
--- Never: knows what a session is; writes over what is in a file.

---@class sessions.Files
local files = {}

--- First bytes that `read_start` takes: enough for the head of any session document.
local START_BYTES = 512

---@param name string
---@return string?
function files.environment(name)
  local value = os.getenv(name)
  return value ~= "" and value or nil
end

---@return integer seconds since the epoch
function files.now_s()
  return os.time()
end

---@param seconds integer since the epoch
---@return string for instance "2026-03-01 17:05"
function files.date(seconds)
  return os.date("%Y-%m-%d %H:%M", seconds) --[[@as string]]
end

local function read_bytes(path, what)
  local handle, message = io.open(path, "rb")
  if not handle then
    return nil, message
  end
  local text, problem = handle:read(what)
  handle:close()
  if not text and problem then
    return nil, path .. ": " .. problem
  end
  return text or ""
end

--- The whole file. A missing file is `nil, message` like any other failure.
---@param path string
---@return string? text
---@return string? message
function files.read(path)
  return read_bytes(path, "a")
end

--- The first bytes of a file, for lists that must not read everything.
---@param path string
---@return string? text
---@return string? message
function files.read_start(path)
  return read_bytes(path, START_BYTES)
end

---@param path string
---@return boolean
function files.exists(path)
  local handle = io.open(path, "rb")
  if handle then
    handle:close()
  end
  return handle ~= nil
end

--- Whether WezTerm would start a program there: it drops a directory that cannot be listed (mux/src/domain.rs:429).
--- Opening "DIR/." succeeds for just those. Windows cannot open directories, so there the answer is "unknown".
---@param path string
---@param is_windows boolean
---@return boolean? nil when it cannot be known
function files.is_directory(path, is_windows)
  if is_windows then
    return nil
  end
  return files.exists(path .. "/.")
end

--- Move a file over another one. C `rename` refuses an existing target on Windows, hence the second try.
---@param from string
---@param to string
---@return boolean? done
---@return string? message
function files.move(from, to)
  local done, message = os.rename(from, to)
  if done then
    return true
  end
  if files.exists(to) and files.exists(from) then
    os.remove(to)
    done, message = os.rename(from, to)
  end
  return done, message
end

---@param path string
---@return boolean? done
---@return string? message
function files.remove(path)
  return os.remove(path)
end

local function write_new(path, text)
  local handle, message = io.open(path, "wb")
  if not handle then
    return nil, message
  end
  local written, problem = handle:write(text)
  local closed, close_problem = handle:close()
  if not written or not closed then
    os.remove(path)
    return nil, path .. ": " .. tostring(problem or close_problem)
  end
  return true
end

--- Add text at the end of a file, in one write, and make the file when there is none.
---@param path string
---@param text string
---@return boolean? done
---@return string? message
function files.append(path, text)
  local handle, message = io.open(path, "ab")
  if not handle then
    return nil, message
  end
  local written, problem = handle:write(text)
  local closed, close_problem = handle:close()
  if not written or not closed then
    return nil, path .. ": " .. tostring(problem or close_problem)
  end
  return true
end

--- Write a file so that at every moment either the old or the new text is there whole, and keep the old one as
--- `keep_as` when that is given. A full disk is noticed when the file is closed, before anything was replaced.
---@param path string
---@param text string
---@param keep_as string?
---@return boolean? done
---@return string? message
function files.replace(path, text, keep_as)
  local temporary = path .. ".tmp"
  local done, message = write_new(temporary, text) ---@type boolean?, string?
  local kept_as ---@type string?
  if done and keep_as and files.exists(path) then
    -- Between the two moves only `keep_as` exists: readers fall back to it.
    done, message = files.move(path, keep_as)
    kept_as = done and keep_as or nil
  end
  if done then
    done, message = files.move(temporary, path)
  end
  if not done then
    if kept_as then
      files.move(kept_as, path)
    end
    os.remove(temporary)
    return nil, message
  end
  return true
end

return files
]=]

-- sessions.capture: lua_templates/sessions/capture.lua
sources["sessions.capture"] = { chunk = "@lua_templates/sessions/capture.lua" } --[[ sessions.capture
--- capture: what a workspace looks like now.
---
--- In:    the plugin, the name of a workspace.
--- Out:   a session, complete but for programs whose arguments must still be inspected; those, one job a pane.
--- Never: writes; asks the terminal the same thing twice; inspects a pane that runs nothing but its shell.
---
--- 1. `geometry` reads all windows, tabs, rectangles, titles, directories and program names in one go, so that they
---    belong together. That is cheap: about 0.05 ms a pane.
--- 2. `programs` answers what the names leave open with one look at the process table for the whole session.
--- 3. `inspect` asks for a single pane, for the few that even that look leaves open.
--- 4. `facts` lets features add theirs; they may read files.

local command = require("sessions.command")
local layout = require("sessions.layout")
local path = require("sessions.path")

local capture = {}

--- WezTerm's shell integration sets this variable to the command line as typed. With GNU base64 a value longer than
--- 57 bytes is cut to its first 57 (assets/shell-integration/wezterm.sh:435-445), so from there on it proves nothing.
capture.PROGRAM_VARIABLE = "WEZTERM_PROG"
local WHOLE_VARIABLE_BYTES = 56

---@param code string
---@param message string
---@param where string
local function note(code, message, where)
  return { code = code, message = message, where = where }
end

--- The typed command line of a pane as a list, where the variable is set, whole, and free of shell syntax.
local function typed_argv(host, pane)
  local text = host.user_variables(pane)[capture.PROGRAM_VARIABLE]
  if type(text) ~= "string" or text == "" or #text > WHOLE_VARIABLE_BYTES then
    return nil
  end
  return command.split(text)
end

--- What runs in a pane: nil for an idle shell. With an `executable`, only an inspection can tell the arguments.
---@return sessions.Program? program
---@return string? executable
local function program_of(host, pane, inspection)
  local argv = typed_argv(host, pane)
  local typed_name = argv and argv[1] and path.basename(argv[1])
  local executable = inspection and host.program_path(pane) or ""
  if executable == "" then
    -- Remote panes tell no process, and inspection may be off: the shell's variable is all there is.
    return typed_name and { name = typed_name, argv = argv } or nil
  end
  local name = path.basename(executable)
  if command.is_shell(name) then
    return nil
  end
  if typed_name == name then
    return { name = name, argv = argv }
  end
  return { name = name }, executable
end

--- One pane as it is saved. Those of which only the name is known are added to `draft.open`.
local function pane_of(host, mux_pane, domain, draft)
  local directory, cwd_host = path.from_url(host.cwd_url(mux_pane), draft.hostname, host.is_windows)
  local program, executable = program_of(host, mux_pane, draft.inspection)
  local pane = { domain = domain, cwd = directory, cwd_host = cwd_host, program = program }
  if executable then
    draft.open[#draft.open + 1] =
      { mux_pane = mux_pane, program = program, executable = executable, cwd = directory }
  end
  draft.panes[#draft.panes + 1] = pane
  return pane
end

--- Whether panes of this domain can come back. Overlays and connection dialogs live in domains that cannot.
local function is_restorable(host, domain, draft)
  if draft.domains[domain] == nil then
    draft.domains[domain] = host.is_spawnable(domain)
  end
  return draft.domains[domain]
end

--- The tree with panes in place of their numbers.
local function with_panes(node, panes)
  if node.leaf then
    return panes[node.leaf]
  end
  return {
    split = node.split,
    first_cells = node.first_cells,
    first = with_panes(node.first, panes),
    second = with_panes(node.second, panes),
  }
end

local function extent(infos, offset, size)
  local most = 0
  for _, info in ipairs(infos) do
    most = math.max(most, info[offset] + info[size])
  end
  return most
end

--- Size in cells. The rectangles tell it best: a split at the top level leaves a wrong `get_size` behind (upstream
--- #4686). Only a lone pane fills the tab by definition.
local function size_of(host, tab, infos)
  local cols, rows = extent(infos, "left", "width"), extent(infos, "top", "height")
  if cols < 1 or rows < 1 or #infos == 1 then
    local tab_cols, tab_rows = host.tab_size(tab)
    return tab_cols or math.max(cols, 1), tab_rows or math.max(rows, 1)
  end
  return cols, rows
end

--- One tab, or nil with a note when none of its panes can come back.
local function tab_of(host, mux_tab, draft, where)
  local infos = host.panes(mux_tab)
  if #infos == 0 then
    return nil
  end
  local rects, panes, dropped = {}, {}, {}
  local active, zoomed = 1, false
  for index, info in ipairs(infos) do
    rects[index] = { left = info.left, top = info.top, width = info.width, height = info.height }
    local domain = host.domain_of(info.pane)
    if is_restorable(host, domain, draft) then
      panes[index] = pane_of(host, info.pane, domain, draft)
    else
      dropped[#dropped + 1] = index
      draft.notes[#draft.notes + 1] =
        note("not_spawnable", "a pane of domain " .. domain .. " cannot be opened again", where)
    end
    if info.is_active then
      active = index
    end
    zoomed = zoomed or info.is_zoomed
  end
  if #dropped == #infos then
    return nil
  end
  local tree, exact, cols, rows = layout.from_rects(rects, size_of(host, mux_tab, infos))
  if not exact then
    draft.notes[#draft.notes + 1] = note(
      "no_split_tree",
      "the rectangles are not those of any splits; the nearest splits are saved",
      where
    )
  end
  local tab_cols, tab_rows = host.tab_size(mux_tab)
  if zoomed and tab_cols and tab_rows and (tab_cols ~= cols or tab_rows ~= rows) then
    -- A zoomed tab keeps the rectangles of its former size (mux/src/tab.rs:1140-1148): save the window's size.
    local fitted, lost = layout.fit(tree, cols, rows, tab_cols, tab_rows)
    if #lost == 0 then
      tree, cols, rows = fitted, tab_cols, tab_rows
    end
  end
  if #dropped > 0 then
    local left, place = layout.without(tree, cols, rows, dropped, active)
    if not left or not place then
      return nil
    end
    tree, active = left, place
  end
  return {
    title = host.tab_title(mux_tab),
    cols = cols,
    rows = rows,
    active_pane = active,
    zoomed = zoomed,
    approximate = not exact or nil,
    layout = with_panes(tree, panes),
  }
end

--- One window: its live tabs; where tabs are still being filled, what they will be.
local function window_of(host, mux_window, draft)
  local tabs, active_tab = {}, 1
  local plan = draft.plugin.fill().jobs:pending(mux_window)
  for position, info in ipairs(host.tabs(mux_window)) do
    local id = host.tab_id(info.tab)
    local where = ("windows[%d].tabs[%d]"):format(draft.window, position)
    local tab = plan and plan.unfilled[id] or tab_of(host, info.tab, draft, where)
    if tab then
      tabs[#tabs + 1] = { id = id, tab = tab, is_active = info.is_active }
    end
  end
  if plan then
    tabs = plan.arrange(tabs)
  end
  local list = {}
  for index, entry in ipairs(tabs) do
    list[index] = entry.tab
    if entry.is_active then
      active_tab = index
    end
  end
  if #list == 0 then
    return nil
  end
  return { title = host.window_title(mux_window), active_tab = active_tab, tabs = list }
end

--- All of a workspace in one go.
---@param plugin sessions.Plugin
---@param workspace string
---@return sessions.Session? session nil when no pane of the workspace can come back
---@return sessions.Problem[] notes what was left out
---@return sessions.OpenProgram[] open panes whose arguments are still unknown
---@return sessions.Pane[] panes those of the session that are there now, for `facts`
function capture.geometry(plugin, workspace)
  local host = plugin.host
  local draft = {
    plugin = plugin,
    hostname = host.hostname(),
    inspection = plugin.options.process_inspection,
    panes = {},
    open = {},
    notes = {},
    domains = {},
    window = 0,
  }
  local windows = {}
  for _, mux_window in ipairs(host.windows(workspace)) do
    draft.window = draft.window + 1
    windows[#windows + 1] = window_of(host, mux_window, draft)
  end
  local session = { name = workspace, saved_at = plugin.files.now_s(), windows = windows }
  return #windows > 0 and session or nil, draft.notes, draft.open, draft.panes
end

--- What features want to know of each pane.
---@param plugin sessions.Plugin
---@param panes sessions.Pane[] changed in place
function capture.facts(plugin, panes)
  for _, new_fact in ipairs(plugin.pane_facts) do
    local add_fact = new_fact()
    for _, pane in ipairs(panes) do
      add_fact(pane)
    end
  end
end

--- Every process under `info`, that one included.
local function descendants(info, found)
  found[#found + 1] = info
  for _, child in pairs(info.children or {}) do
    descendants(child, found)
  end
  return found
end

local function same_argv(a, b)
  if #a ~= #b then
    return false
  end
  for index, word in ipairs(a) do
    if word ~= b[index] then
      return false
    end
  end
  return true
end

--- The arguments that all these processes share; nil when they differ or are fewer than the panes asking.
local function common_argv(processes, askers)
  if #processes == 0 or #processes < askers then
    return nil
  end
  local argv = processes[1].argv
  for _, process in ipairs(processes) do
    if not same_argv(process.argv, argv) then
      return nil
    end
  end
  return #argv > 0 and argv or nil
end

local function without_slash(directory)
  return #directory > 1 and directory:gsub("[/\\]$", "") or directory
end

--- Groups by executable, and by executable and directory.
local function grouped(items)
  local groups = {}
  for _, item in ipairs(items) do
    local narrow = item.executable .. "\0" .. without_slash(item.cwd or "")
    for _, key in ipairs({ item.executable, narrow }) do
      groups[key] = groups[key] or {}
      table.insert(groups[key], item)
    end
  end
  return groups
end

--- Answer what one look at the process table can: a pane is sure of its arguments when all processes of its
--- executable (or of its executable in its directory) under this terminal have the same ones.
---@param host sessions.Host
---@param open sessions.OpenProgram[]
---@return sessions.OpenProgram[] left still unknown, each to be inspected by itself
function capture.programs(host, open)
  if #open < 2 then
    return open
  end
  local root = host.inspect_all()
  if not root then
    return open
  end
  local running, asking = grouped(descendants(root, {})), grouped(open)
  local left = {}
  for _, item in ipairs(open) do
    local narrow = item.executable .. "\0" .. without_slash(item.cwd or "")
    local argv
    for _, key in ipairs({ item.executable, narrow }) do
      argv = argv or common_argv(running[key] or {}, #asking[key])
    end
    if argv then
      item.program.argv = table.move(argv, 1, #argv, 1, {})
    else
      left[#left + 1] = item
    end
  end
  return left
end

--- One pane by itself. A pane that has gone, or a program that has ended, leaves only the name.
---@param host sessions.Host
---@param item sessions.OpenProgram
function capture.inspect(host, item)
  local info = host.inspect(item.mux_pane)
  if
    info
    and info.argv
    and #info.argv > 0
    and path.basename(info.executable) == item.program.name
  then
    item.program.argv = table.move(info.argv, 1, #info.argv, 1, {})
  end
end

return capture
]]

-- sessions.catalog: lua_templates/sessions/catalog.lua
sources["sessions.catalog"] = { chunk = "@lua_templates/sessions/catalog.lua" } --[=[ sessions.catalog
--- catalog: the list of what is saved, without reading the sessions.
---
--- In:    the store's directory, and an index beside the sessions that every save adds a line to.
--- Out:   an entry for each session: age, counts, programs, branches.
--- Never: reads a session in full; trusts the index where it can look; leaves a session out because the index does
---        not know it.
---
--- A directory listing tells only names. The newest sessions are looked at, a few hundred bytes each, so that a
--- change from outside is seen; for the old ones the index has to do, or 1,000 sessions would take a tenth of a
--- second. Lines are added at the end, so that two terminals which save at once do not lose each other's; the last
--- line of a session counts.

local codec = require("sessions.codec")
local layout = require("sessions.layout")
local names = require("sessions.names")
local path = require("sessions.path")

local catalog = {}

--- Beside the sessions; no session's file has this name: those escape a leading dot.
local INDEX = ".index"

--- Sessions that are looked at whatever the index says: the newest.
local LOOKED_AT = 256

--- Files that are read before the terminal gets a turn.
local FILES_A_SLICE = 100

--- Lines that may be superseded before the index is written anew.
local SUPERSEDED_MAX = 64

--- Programs of a session that the index keeps.
local PROGRAMS_MAX = 12

local FIELDS = 8

--- Files of this plugin's earlier versions may lie in the same directory; the takeover deals with them.
local OLD_FILE_PATTERN = "^wezterm_state_"

local function escaped(text)
  return (text:gsub("[%c%%,]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end))
end

local function unescaped(text)
  return (
    text:gsub("%%(%x%x)", function(hex)
      return string.char(tonumber(hex, 16) --[[@as integer]])
    end)
  )
end

---@param list string[]
---@return string
local function list_text(list)
  local parts = {}
  for index = 1, math.min(#list, PROGRAMS_MAX) do
    parts[index] = escaped(list[index])
  end
  return table.concat(parts, ",")
end

local function list_of(text)
  local list = {}
  for part in text:gmatch("[^,]+") do
    list[#list + 1] = unescaped(part)
  end
  return list
end

--- What a list tells of a session.
---@param session sessions.Session
function catalog.facts(session)
  local programs, branches, seen = {}, {}, {}
  local facts = { name = session.name, saved_at = session.saved_at, windows = #session.windows }
  facts.tabs, facts.panes = 0, 0
  for _, window in ipairs(session.windows) do
    facts.tabs = facts.tabs + #window.tabs
    for _, tab in ipairs(window.tabs) do
      local leaves = layout.leaves(tab.layout)
      facts.panes = facts.panes + #leaves
      for _, pane in ipairs(leaves) do
        programs[#programs + 1] = pane.program and pane.program.name or nil
        local branch = pane.git_branch
        if branch and not seen[branch] then
          seen[branch] = true
          branches[#branches + 1] = branch
        end
      end
    end
  end
  facts.programs, facts.branches = programs, branches
  return facts
end

local function line_of(file_name, facts)
  local fields = {
    escaped(file_name),
    facts.saved_at,
    facts.windows,
    facts.tabs,
    facts.panes,
    escaped(facts.name),
    list_text(facts.programs),
    list_text(facts.branches),
  }
  return table.concat(fields, "\t") .. "\n"
end

local function facts_of(line)
  local fields = {}
  for field in (line .. "\t"):gmatch("([^\t]*)\t") do
    fields[#fields + 1] = field
  end
  local facts = { name = unescaped(fields[6] or "") }
  for index, key in ipairs({ "saved_at", "windows", "tabs", "panes" }) do
    facts[key] = math.tointeger(tonumber(fields[index + 1]))
    if not facts[key] then
      return nil
    end
  end
  if #fields ~= FIELDS then
    return nil
  end
  facts.programs, facts.branches = list_of(fields[7]), list_of(fields[8])
  return unescaped(fields[1]), facts
end

local function index_path(store)
  return path.join(store.directory, INDEX, store.host.separator)
end

--- Facts by file name, and how many lines there are. A line that was cut off is passed over.
local function read_index(store)
  local known, lines = {}, 0
  for line in (store.files.read(index_path(store)) or ""):gmatch("([^\n]*)\n") do
    local file_name, facts = facts_of(line)
    lines = lines + 1
    if file_name then
      known[file_name] = facts
    end
  end
  return known, lines
end

--- Remember what the list will tell of a session that was just written.
---@param store sessions.Store
---@param session sessions.Session
function catalog.note(store, session)
  local line = line_of(names.to_file(session.name), catalog.facts(session))
  store.files.append(index_path(store), line)
end

--- What the first bytes of a file tell; nil when they tell nothing.
local function look(store, file_path)
  local start = store.files.read_start(file_path)
  local head = start and codec.header(start)
  if not head then
    start = store.files.read_start(file_path .. ".bak")
    head = start and codec.header(start)
  end
  return head
end

--- The name of a session. One too long for its file's name stands in the file, behind the bytes that `look` takes.
local function name_of(store, item, head)
  local name = names.from_file(item.file_name)
    or head and head.name
    or item.facts and item.facts.name
  if not name and head then
    local whole = codec.header(store.files.read(item.path) or "")
    name = whole and whole.name
  end
  return name or item.file_name
end

--- One line of the list; nil for a file that is another plugin's.
local function entry_of(store, item, is_looked_at)
  local head = item.facts
  if is_looked_at then
    head = look(store, item.path)
    if not head and item.file_name:find(OLD_FILE_PATTERN) then
      return nil
    end
  end
  local known = head or { saved_at = 0 }
  local facts = item.facts
  local is_same = facts and facts.saved_at == known.saved_at
  return {
    name = name_of(store, item, head),
    path = item.path,
    saved_at = known.saved_at,
    windows = known.windows,
    tabs = known.tabs,
    panes = known.panes,
    programs = is_same and facts.programs or nil,
    branch = is_same and facts.branches[1] and table.concat(facts.branches, ", ") or nil,
    problem = not head
        and { code = "damaged", message = "the file cannot be read", where = item.path }
      or nil,
  }
end

--- The files of sessions, each with what the index knows, the newest and the unknown ones first.
---@async
local function items_of(store, known)
  local items, seen = {}, {}
  for _, file_path in ipairs(store.host.list_directory(store.directory) or {}) do
    local file_name = file_path:match("[^/\\]+$"):gsub("%.bak$", "")
    if not seen[file_name] and names.is_session_file(file_name) then
      seen[file_name] = true
      items[#items + 1] = {
        file_name = file_name,
        path = path.join(store.directory, file_name, store.host.separator),
        facts = known[file_name],
        saved_at = known[file_name] and known[file_name].saved_at or math.huge,
      }
    end
  end
  table.sort(items, function(a, b)
    if a.saved_at ~= b.saved_at then
      return a.saved_at > b.saved_at
    end
    return a.file_name < b.file_name
  end)
  return items
end

local function write_index(store, items)
  local lines = {}
  for _, item in ipairs(items) do
    if item.facts then
      lines[#lines + 1] = line_of(item.file_name, item.facts)
    end
  end
  store.files.replace(index_path(store), table.concat(lines))
end

--- What is saved, in no order. Files that cannot be read are listed with a `problem` instead of being hidden.
---@async
---@param store sessions.Store
---@return sessions.Entry[]
function catalog.list(store)
  local known, lines = read_index(store)
  local items = items_of(store, known)
  local entries, learned = {}, 0
  for index, item in ipairs(items) do
    local is_looked_at = index <= LOOKED_AT or not item.facts
    if is_looked_at and index % FILES_A_SLICE == 0 then
      store.host.let_queued_work_run()
    end
    local entry = entry_of(store, item, is_looked_at)
    entries[#entries + 1] = entry
    if entry and entry.windows and not item.facts then
      learned = learned + 1
      item.facts = {
        name = entry.name,
        saved_at = entry.saved_at,
        windows = entry.windows,
        tabs = entry.tabs,
        panes = entry.panes,
        programs = {},
        branches = {},
      }
    end
  end
  if lines > 2 * #items + SUPERSEDED_MAX or learned > LOOKED_AT then
    write_index(store, items)
  end
  return entries
end

return catalog
]=]

-- sessions.trash: lua_templates/sessions/trash.lua
sources["sessions.trash"] = { chunk = "@lua_templates/sessions/trash.lua" } --[=[ sessions.trash
--- trash: deleted sessions, until newer ones push them out.
---
--- In:    the store, a session's name.
--- Out:   its files set aside under names that no list shows; and put back.
--- Never: replaces a session that is there; keeps more than a few.

local path = require("sessions.path")

local trash = {}

local SUFFIX = ".deleted"

--- What was deleted, a line each, the newest last; beside the sessions, under a name that no session has.
local LEDGER = ".deleted"

--- Deleted sessions that are kept.
local KEPT = 20

local function ledger_path(store)
  return path.join(store.directory, LEDGER, store.host.separator)
end

local function escaped(text)
  return (text:gsub("[%c%%]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end))
end

local function unescaped(text)
  return (
    text:gsub("%%(%x%x)", function(hex)
      return string.char(tonumber(hex, 16) --[[@as integer]])
    end)
  )
end

---@return { name: string, at: integer }[]
local function read_ledger(store)
  local rows = {}
  for at, name in (store.files.read(ledger_path(store)) or ""):gmatch("(%d+)\t([^\n]*)\n") do
    rows[#rows + 1] = { name = unescaped(name), at = math.tointeger(tonumber(at)) or 0 }
  end
  return rows
end

local function write_ledger(store, rows)
  local lines = {}
  for index, row in ipairs(rows) do
    lines[index] = ("%d\t%s\n"):format(row.at, escaped(row.name))
  end
  store.files.replace(ledger_path(store), table.concat(lines))
end

local function without(rows, name)
  local kept = {}
  for _, row in ipairs(rows) do
    if row.name ~= name then
      kept[#kept + 1] = row
    end
  end
  return kept
end

--- Set a session's file aside; what is left of its generation before goes.
---@param store sessions.Store
---@param name string
---@return boolean? done
---@return string path_or_message
function trash.put(store, name)
  local files, file_path = store.files, store:path_of(name)
  local backup = file_path .. ".bak"
  store:forget(file_path)
  local done, message = files.move(file_path, file_path .. SUFFIX)
  if not done then
    done = files.move(backup, file_path .. SUFFIX)
  end
  if not done then
    return nil, tostring(message)
  end
  files.remove(backup)
  local rows = without(read_ledger(store), name)
  rows[#rows + 1] = { name = name, at = files.now_s() }
  while #rows > KEPT do
    local oldest = table.remove(rows, 1)
    files.remove(store:path_of(oldest.name) .. SUFFIX)
  end
  write_ledger(store, rows)
  return true, file_path
end

--- The session that was deleted last and can still be brought back.
---@param store sessions.Store
---@return { name: string, at: integer }?
function trash.latest(store)
  local rows = read_ledger(store)
  for index = #rows, 1, -1 do
    if store.files.exists(store:path_of(rows[index].name) .. SUFFIX) then
      return rows[index]
    end
  end
end

--- Put a deleted session back.
---@param store sessions.Store
---@param name string
---@return true? done
---@return sessions.Problem?
function trash.take_back(store, name)
  local file_path = store:path_of(name)
  if store.files.exists(file_path) then
    local message = ("a session %s has been saved since it was deleted"):format(name)
    return nil, { code = "taken", message = message, where = file_path }
  end
  local done, message = store.files.move(file_path .. SUFFIX, file_path)
  if not done then
    return nil, { code = "not_found", message = tostring(message), where = file_path }
  end
  write_ledger(store, without(read_ledger(store), name))
  return true
end

return trash
]=]

-- sessions.store: lua_templates/sessions/store.lua
sources["sessions.store"] = { chunk = "@lua_templates/sessions/store.lua" } --[=[ sessions.store
--- store: sessions on disk, by workspace name, with a memory of what was read and written.
---
--- In:    the plugin's host, files and options; decoders of other plugins' files.
--- Out:   read, write, list, remove; problems as values.
--- Never: loses a session: a write keeps the generation before it, a damaged file falls back to that one.

local catalog = require("sessions.catalog")
local codec = require("sessions.codec")
local names = require("sessions.names")
local path = require("sessions.path")
local trash = require("sessions.trash")

local store = {}

---@class sessions.Store
---@field host sessions.Host
---@field files sessions.Files
---@field plugin sessions.Plugin
---@field directory string
---@field took_over? boolean
---@field cache table<string, { text: string, session: sessions.Session }?>
local Store = {}
Store.__index = Store

--- Sessions remembered across a reload of the configuration, newest last; older ones are read again.
local REMEMBERED_MAX = 16

---@param code string
---@param message string
---@param where string?
---@return sessions.Problem
local function problem(code, message, where)
  return { code = code, message = message, where = where }
end

--- The user's data directory for sessions (design: never the plugin's checkout, which updates replace, and never
--- the configuration directory, where a write reloads the configuration: config/src/lib.rs:506-638).
---@param host sessions.Host
---@param files sessions.Files
---@param chosen string? option `save_state_dir`
---@return string directory without a trailing separator
function store.directory(host, files, chosen)
  if chosen and chosen ~= "default-user-owned" then
    return (chosen:gsub("[/\\]+$", ""))
  end
  local base
  if host.is_windows then
    base = files.environment("APPDATA") or path.join(host.home_dir, "AppData\\Roaming", "\\")
  elseif host.is_mac then
    base = host.home_dir .. "/Library/Application Support"
  else
    base = files.environment("XDG_DATA_HOME") or (host.home_dir .. "/.local/share")
  end
  local folder = path.join(base, "wezterm-sessions", host.separator)
  return path.join(folder, "state", host.separator)
end

---@param plugin sessions.Plugin
---@return sessions.Store
function store.new(plugin)
  local directory = store.directory(plugin.host, plugin.files, plugin.options.save_state_dir)
  return setmetatable({
    host = plugin.host,
    files = plugin.files,
    directory = directory,
    plugin = plugin,
    cache = {},
  }, Store)
end

---@param name string workspace name
---@return string
function Store:path_of(name)
  return path.join(self.directory, names.to_file(name), self.host.separator)
end

local function backup_of(file_path)
  return file_path .. ".bak"
end

--- Remember what a file holds, here and across a reload.
---@param file_path string
---@param text string
---@param session sessions.Session
function Store:keep(file_path, text, session)
  self.cache[file_path] = { text = text, session = session }
  local order = self.host.recall("cached") or {}
  for index = #order, 1, -1 do
    if order[index] == file_path or #order - index >= REMEMBERED_MAX - 1 then
      if order[index] ~= file_path then
        self.host.remember("session." .. order[index], nil)
      end
      table.remove(order, index)
    end
  end
  order[#order + 1] = file_path
  self.host.remember("cached", order)
  self.host.remember("session." .. file_path, { text = text, session = session })
end

---@param file_path string
function Store:forget(file_path)
  self.cache[file_path] = nil
  self.host.remember("session." .. file_path, nil)
end

--- The session that was read or written with exactly this text, without parsing it again.
---@param file_path string
---@param text string
---@return sessions.Session?
function Store:known(file_path, text)
  local entry = self.cache[file_path]
  if not entry then
    entry = self.host.recall("session." .. file_path)
    self.cache[file_path] = entry
  end
  return entry and entry.text == text and entry.session or nil
end

--- A document as a session, our own or another plugin's.
---@param text string
---@return sessions.Session? session
---@return sessions.Problem[]? notes remarks on the session, when there is one
---@return sessions.Problem? problem why there is none
function Store:decode(text)
  local session, told = codec.decode(text, self.host.parse_json, self.plugin.importers)
  if session then
    return session, told --[[@as sessions.Problem[] ]]
  end
  return nil, nil, told --[[@as sessions.Problem]]
end

--- A session by workspace name. One read of its file tells whether what is in memory still holds: equal text is
--- not parsed again, and an edit from outside is seen whatever its size.
---@async
---@param name string
---@return sessions.Session? session never to be changed by the caller
---@return sessions.Problem[]? notes remarks on the session, when there is one
---@return sessions.Problem? problem why there is none
function Store:read(name)
  local file_path = self:path_of(name)
  local text, message = self.files.read(file_path)
  local first = problem("not_found", "there is no saved session for this workspace", message)
  if text then
    local session = self:known(file_path, text)
    if session then
      return session, {}
    end
    local decoded, notes, reason = self:decode(text)
    if decoded then
      self:keep(file_path, text, decoded)
      return decoded, notes
    end
    first = reason or first
  else
    if self:take_over_once() then
      return self:read(name)
    end
    local session, notes, reason = self:read_source(name)
    if session or reason then
      return session, notes, reason
    end
  end
  return self:read_previous(name, file_path, first)
end

--- A session that is not kept here, such as one that the user has written by hand. Nothing at all when no source
--- knows the name.
---@param name string
---@return sessions.Session? session
---@return sessions.Problem[]? notes
---@return sessions.Problem? problem
function Store:read_source(name)
  for _, source in ipairs(self.plugin.sources) do
    local session, notes, reason = source.read(name)
    if session or reason then
      return session, notes, reason
    end
  end
end

--- Bring in what other plugins have left, the first time it may matter.
---@async
---@return boolean done just now
function Store:take_over_once()
  if self.took_over then
    return false
  end
  self.took_over = true
  for _, take_over in ipairs(self.plugin.takeovers) do
    take_over()
  end
  return true
end

--- The generation before, when the newest is missing or damaged.
---@param name string
---@param file_path string of the newest
---@param first sessions.Problem what is wrong with the newest
---@return sessions.Session? session
---@return sessions.Problem[]? notes
---@return sessions.Problem? problem
function Store:read_previous(name, file_path, first)
  local text = self.files.read(backup_of(file_path))
  if text then
    local session, notes = self:decode(text)
    if session and notes then
      notes[#notes + 1] = problem(
        "previous_generation",
        "the newest file could not be used ("
          .. first.message
          .. "); this is the generation before it",
        first.where or file_path
      )
      return session, notes
    end
  end
  return nil,
    nil,
    problem(
      first.code,
      first.message .. ": " .. (first.code == "not_found" and name or file_path),
      first.where
    )
end

--- Whether a text under this name is a session.
---@param name string
---@param text string
---@return boolean
function Store:is_usable(name, text)
  return self:known(self:path_of(name), text) ~= nil or self:decode(text) ~= nil
end

--- Let features keep what is about to be replaced. They may suspend, and others save meanwhile: so what is there is
--- looked at again.
---@async
---@return string? current what is there now, kept if need be
function Store:before_replace(session, text)
  local kept
  while true do
    local current = self.files.read(self:path_of(session.name))
    if not current or current == kept or codec.same(current, text) then
      return current
    end
    for _, hook in ipairs(self.plugin.before_replace) do
      hook(session.name, current)
    end
    kept = current
  end
end

--- Write a session under its name. Runs in an async context: a missing directory is made by a child process.
---@async
---@param session sessions.Session
---@return "written"|"unchanged"|nil outcome
---@return string path_or_message
function Store:write(session)
  local text = codec.encode(session)
  local file_path = self:path_of(session.name)
  local current = self:before_replace(session, text)
  if current and codec.same(current, text) then
    return "unchanged", file_path
  end
  local done, message = self:replace(file_path, text)
  if not done then
    return nil, tostring(message)
  end
  self:keep(file_path, text, session)
  catalog.note(self, session)
  return "written", file_path
end

--- Write a file of this directory, which is made when it is missing.
---@async
---@param file_path string
---@param text string
---@return boolean? done
---@return string? message
function Store:replace(file_path, text)
  local done, message = self.files.replace(file_path, text, backup_of(file_path))
  if done or self.files.is_directory(self.directory, self.host.is_windows) then
    return done, message
  end
  -- Windows fails where another save has made it meanwhile: what counts is whether the file can be written.
  self.host.make_directory(self.directory)
  return self.files.replace(file_path, text, backup_of(file_path))
end

--- What is saved, newest first, and what the sources add.
---@async
---@return sessions.Entry[]
function Store:list()
  self:take_over_once()
  local entries, seen = catalog.list(self), {}
  for _, entry in ipairs(entries) do
    seen[names.to_file(entry.name)] = true
  end
  for _, source in ipairs(self.plugin.sources) do
    for _, entry in ipairs(source.entries()) do
      if not seen[names.to_file(entry.name)] then
        entries[#entries + 1] = entry
      end
    end
  end
  table.sort(entries, function(a, b)
    if a.saved_at ~= b.saved_at then
      return a.saved_at > b.saved_at
    end
    return a.name < b.name
  end)
  return entries
end

--- Whether something is kept under a name, usable or not.
---@param name string
---@return boolean
function Store:has(name)
  local file_path = self:path_of(name)
  return self.files.exists(file_path) or self.files.exists(backup_of(file_path))
end

--- Set a session aside; `trash.take_back` undoes it until a few more are removed.
---@param name string
---@return boolean? done
---@return string path_or_message
function Store:remove(name)
  return trash.put(self, name)
end

--- Write what a file holds under another name: the name is inside the document as well.
---@param from_path string
---@param to_path string
---@param name string
---@return boolean? done
---@return string? message
function Store:write_as(from_path, to_path, name)
  local text = self.files.read(from_path)
  local session = text and self:decode(text)
  if not session then
    return text and self.files.move(from_path, to_path)
  end
  local copy = { name = name, saved_at = session.saved_at, windows = session.windows }
  local done, message = self.files.replace(to_path, codec.encode(copy))
  if done then
    self.files.remove(from_path)
    if to_path == self:path_of(name) then
      catalog.note(self, copy)
    end
  end
  return done, message
end

--- Give a session another name, its generation before as well.
---@param old string
---@param new string
---@return true? done
---@return sessions.Problem?
function Store:rename(old, new)
  local from_path, to_path = self:path_of(old), self:path_of(new)
  if self:has(new) then
    return nil, problem("taken", ("there is a saved session %s already"):format(new), to_path)
  elseif not self:has(old) then
    return nil, problem("not_found", "there is no saved session for this workspace: " .. old)
  end
  self:forget(from_path)
  local done, message = true, nil ---@type boolean?, string?
  if self.files.exists(from_path) then
    done, message = self:write_as(from_path, to_path, new)
  end
  if not done then
    return nil, problem("not_written", tostring(message), to_path)
  end
  self:write_as(backup_of(from_path), backup_of(to_path), new)
  return true
end

return store
]=]

-- sessions.save: lua_templates/sessions/save.lua
sources["sessions.save"] = { chunk = "@lua_templates/sessions/save.lua" } --[[ sessions.save
--- save: capture, then codec, then disk, in slices that never hold the terminal for long.
---
--- In:    the plugin, a workspace.
--- Out:   a file, the two pairs of events, one line for the user.
--- Never: inspects more than a pane a slice; writes what a later save of the same workspace has overtaken.

local capture = require("sessions.capture")

local save = {}

--- A save that takes longer is not coming back.
local RUNNING_AT_MOST_MS = 60000

local function counted(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

local function size_of(session)
  local tabs = 0
  for _, window in ipairs(session.windows) do
    tabs = tabs + #window.tabs
  end
  return ("%s in %s"):format(counted(tabs, "tab"), counted(#session.windows, "window"))
end

---@async
local function fail(plugin, workspace, message, done)
  plugin.host.log_error(("(wezterm-sessions.save) %s: %s"):format(workspace, message))
  plugin.host.emit("session-save-error", workspace, message)
  done(nil, ("%s was not saved: %s"):format(workspace, message))
end

--- Ask those who may object to an automatic save.
---@return string? reason
local function objection(plugin, session, settings)
  for _, judge in ipairs(plugin.before_save) do
    local verdict, reason = judge(session, settings)
    if verdict == "skip" then
      return reason
    end
  end
end

---@async
---@param plugin sessions.Plugin
---@param session sessions.Session
---@param notes sessions.Problem[]
---@param settings sessions.SaveSettings
---@param done async fun(outcome: sessions.SaveOutcome?, line: string)
local function write(plugin, session, notes, settings, done)
  local host, store = plugin.host, plugin.store()
  local reason = objection(plugin, session, settings)
  if reason then
    return done("skipped", ("%s was not saved: %s"):format(session.name, reason))
  end
  local file_path = store:path_of(session.name)
  host.emit("wezterm-sessions.save.start", file_path)
  local outcome, message = store:write(session)
  host.emit("wezterm-sessions.save.end", file_path, outcome ~= nil)
  if not outcome then
    return fail(plugin, session.name, message, done)
  end
  for _, hook in ipairs(plugin.after_save) do
    hook(session, outcome, settings)
  end
  host.emit("session-save-success", session.name, file_path)
  local line = ("Saved %s: %s"):format(session.name, size_of(session))
  if notes[1] then
    line = ("%s. %s"):format(line, notes[1].message)
  end
  done(outcome, line)
end

--- Run jobs one after the other, each in a slice of its own, as long as `goes_on()`.
---@param host sessions.Host
---@param jobs (async fun(insert: fun(job: async fun())))[]
---@param goes_on async fun(): boolean
local function in_slices(host, jobs, goes_on)
  local index = 0
  ---@async
  local function next_slice()
    index = index + 1
    local job = jobs[index]
    if job and goes_on() then
      job(function(job_to_insert)
        table.insert(jobs, index + 1, job_to_insert)
      end)
      if jobs[index + 1] then
        host.background(next_slice)
      end
    end
  end
  host.background(next_slice)
end

--- Whether a save of this workspace has not come to its end. One that a reload has cut off never does.
---@param plugin sessions.Plugin
---@param name string
---@return boolean
function save.is_running(plugin, name)
  local began_ms = plugin.saving[name]
  return began_ms ~= nil and plugin.host.now_ms() < began_ms + RUNNING_AT_MOST_MS
end

--- What is still to be asked, one job each: programs' arguments, and what features want to know.
---@param plugin sessions.Plugin
---@param open sessions.OpenProgram[]
---@param panes sessions.Pane[]
---@return (async fun(insert: fun(job: async fun())))[]
local function questions(plugin, open, panes)
  local host, jobs = plugin.host, {}
  if #open > 0 then
    jobs[#jobs + 1] = function(insert)
      local left = capture.programs(host, open)
      for index = #left, 1, -1 do
        insert(function()
          capture.inspect(host, left[index])
        end)
      end
    end
  end
  if #plugin.pane_facts > 0 then
    jobs[#jobs + 1] = function()
      capture.facts(plugin, panes)
    end
  end
  return jobs
end

--- Save a workspace. Returns at once: the geometry has been read, the rest follows in slices. A second save of the
--- same workspace takes the place of one that has not been written yet.
---@async
---@param plugin sessions.Plugin
---@param workspace string
---@param settings sessions.SaveSettings
---@param done async fun(outcome: sessions.SaveOutcome?, line: string) told once; no outcome: it failed
function save.run(plugin, workspace, settings, done)
  local host = plugin.host
  local name = settings.as or workspace
  local session, notes, open, panes = capture.geometry(plugin, workspace)
  if not session then
    local message = "there is nothing in it that could be opened again"
    if settings.automatic then
      return done("skipped", ("%s was not saved: %s"):format(name, message))
    end
    return fail(plugin, name, message, done)
  end
  session.name = name
  local ticket = (plugin.tickets[name] or 0) + 1
  plugin.tickets[name], plugin.saving[name] = ticket, host.now_ms()
  local jobs = questions(plugin, open, panes)
  ---@async
  local function ended(outcome, line)
    if plugin.tickets[name] == ticket then
      plugin.saving[name] = nil
    end
    done(outcome, line)
  end
  ---@async
  local function goes_on()
    local is_current = plugin.tickets[name] == ticket
    if not is_current then
      done("overtaken", ("%s is being saved again"):format(name))
    end
    return is_current
  end
  ---@async
  jobs[#jobs + 1] = function()
    write(plugin, session, notes, settings, ended)
  end
  in_slices(host, jobs, goes_on)
end

return save
]]

-- sessions.guard: lua_templates/sessions/guard.lua
sources["sessions.guard"] = { chunk = "@lua_templates/sessions/guard.lua" } --[[ sessions.guard
--- guard: may a save replace what is there?
---
--- In:    the session that is saved, the one that would replace it, how the save came about.
--- Out:   save or skip, with the reason for the log.
--- Never: stands in the way of a save that the user asked for.
---
--- The rule in one sentence: an automatic save is left out while a load is still filling, when
--- there is nothing to save, and when a lone idle shell (in the first minute: any number of idle
--- shells) would replace more panes or any program.

local guard = {}

--- After the terminal has started its windows are the start's, not yet the user's.
guard.START_UP_S = 60

---@class (exact) sessions.SaveContext
---@field automatic boolean false: the user asked for this save
---@field filling boolean whether tabs of a load are still to be made
---@field seconds_since_start integer since the terminal started

---@class (exact) sessions.Wealth
---@field panes integer
---@field programs integer panes in which more than a shell runs

---@param session sessions.Session
---@return sessions.Wealth
---@nodiscard
function guard.wealth(session)
  local wealth = { panes = 0, programs = 0 }
  local function visit(node)
    while node.split do
      visit(node.first)
      node = node.second
    end
    wealth.panes = wealth.panes + 1
    wealth.programs = wealth.programs + (node.program and 1 or 0)
  end
  for _, window in ipairs(session.windows) do
    for _, tab in ipairs(window.tabs) do
      visit(tab.layout)
    end
  end
  return wealth
end

---@param old sessions.Session? what is saved; nil when nothing is
---@param new sessions.Session? what would be; nil when nothing could be opened again
---@param context sessions.SaveContext
---@return "save"|"skip" verdict
---@return string reason a clause, for the log
---@nodiscard
function guard.judge(old, new, context)
  if not context.automatic then
    return "save", "it was asked for"
  elseif context.filling then
    return "skip", "a load is still filling its tabs"
  end
  local after = new and guard.wealth(new)
  if not after or after.panes == 0 then
    return "skip", "there is nothing to save"
  end
  if not old then
    return "save", "nothing is saved yet"
  end
  local before = guard.wealth(old)
  local is_starting = context.seconds_since_start < guard.START_UP_S
  local is_bare = after.programs == 0 and (after.panes == 1 or is_starting)
  if is_bare and (before.panes > after.panes or before.programs > 0) then
    return "skip",
      is_starting and "the terminal has just started, and more is saved than there is"
        or "a lone idle shell would replace more than that"
  end
  return "save", "it loses nothing that the rule protects"
end

return guard
]]

-- sessions.everything: lua_templates/sessions/everything.lua
sources["sessions.everything"] = { chunk = "@lua_templates/sessions/everything.lua" } --[=[ sessions.everything
--- everything: all workspaces at once, and the last state of everything.
---
--- In:    the plugin.
--- Out:   every open workspace saved; beside the sessions a small file: which were open, which was shown.
--- Never: lists a workspace that is not saved; writes the file when it says the same already.

local guard = require("sessions.guard")
local json = require("sessions.json")
local path = require("sessions.path")
local save = require("sessions.save")

local everything = {}

--- Beside the sessions; no session's file has this name: those escape a leading dot.
local LAST = ".last"
local FORMAT, VERSION = "wezterm-sessions-last", 1
local KEY_ORDER = { "format", "version", "active", "workspaces" }

--- Key of the host's memory: when this process was first seen, in seconds since the epoch.
local STARTED = "started_s"

local function last_path(plugin)
  return path.join(plugin.store().directory, LAST, plugin.host.separator)
end

--- Seconds since the terminal started, as far as the plugin has seen it.
---@param plugin sessions.Plugin
---@return integer
function everything.seconds_since_start(plugin)
  local now_s = plugin.files.now_s()
  local started_s = plugin.host.recall(STARTED)
  if not started_s then
    plugin.host.remember(STARTED, now_s)
  end
  return now_s - (started_s or now_s) --[[@as integer]]
end

---@param value any
---@return sessions.Last?
local function checked(value)
  if type(value) ~= "table" or value.format ~= FORMAT or type(value.workspaces) ~= "table" then
    return nil
  end
  local workspaces = {}
  for _, name in ipairs(value.workspaces) do
    if type(name) ~= "string" then
      return nil
    end
    workspaces[#workspaces + 1] = name
  end
  local active = type(value.active) == "string" and value.active or workspaces[1]
  return active and { active = active, workspaces = workspaces } or nil
end

--- Which workspaces were open, and which was shown.
---@param plugin sessions.Plugin
---@return sessions.Last? last nil when that was never saved, or cannot be read
function everything.last(plugin)
  local text = plugin.files.read(last_path(plugin))
  local ok, value = pcall(plugin.host.parse_json, text or "")
  return ok and checked(value) or nil
end

local function set_of(list)
  local set = {}
  for _, item in ipairs(list) do
    set[item] = true
  end
  return set
end

--- What the file should say: the saved workspaces that are still open.
---@param plugin sessions.Plugin
---@param last sessions.Last? what it says
---@param saved string? the workspace that was saved just now
---@return sessions.Last? last nil when nothing that is saved is open
---@return integer closed of those that it lists
local function current(plugin, last, saved)
  local open = plugin.host.workspace_names()
  local was_saved = set_of(last and last.workspaces or {})
  if saved then
    was_saved[saved] = true
  end
  local workspaces = {}
  for _, name in ipairs(open) do
    if was_saved[name] and utf8.len(name) then
      workspaces[#workspaces + 1] = name
    end
  end
  local listed = set_of(workspaces)
  local active = plugin.host.active_workspace()
  if not listed[active] then
    active = last and listed[last.active] and last.active or workspaces[1]
  end
  local closed = 0
  for _, name in ipairs(last and last.workspaces or {}) do
    closed = closed + (listed[name] and 0 or 1)
  end
  return active and { active = active, workspaces = workspaces } or nil, closed
end

local function is_same(a, b)
  return a ~= nil
    and a.active == b.active
    and table.concat(a.workspaces, "\0") == table.concat(b.workspaces, "\0")
end

--- Bring the last state of everything up to date.
---@async
---@param plugin sessions.Plugin
---@param saved string? the workspace that was saved just now
---@param is_automatic boolean? the user did not ask: while the terminal starts no workspace is dropped from it
function everything.note(plugin, saved, is_automatic)
  local memory = plugin.everything
  memory.last = memory.last or everything.last(plugin)
  local now, closed = current(plugin, memory.last, saved)
  local is_starting = everything.seconds_since_start(plugin) < guard.START_UP_S
  if not now or is_same(memory.last, now) or (is_automatic and closed > 0 and is_starting) then
    return
  end
  local document =
    { format = FORMAT, version = VERSION, active = now.active, workspaces = now.workspaces }
  if plugin.store():replace(last_path(plugin), json.encode(document, KEY_ORDER) .. "\n") then
    memory.last = now
  end
end

local function counted(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

--- What the one toast says.
local function sentence(saved, troubles)
  local line = "Saved " .. counted(saved, "workspace")
  return troubles[1] and ("%s. %s"):format(line, table.concat(troubles, ". ")) or line
end

--- Save every open workspace, each in slices of its own. Returns at once.
---@param plugin sessions.Plugin
---@param settings sessions.SaveSettings
---@param done fun(line: string, failed: integer) told once
function everything.save(plugin, settings, done)
  local names = plugin.host.workspace_names()
  local saved, troubles = 0, {}
  local index, left = 0, #names
  local function finished(outcome, line)
    left = left - 1
    if outcome == "written" or outcome == "unchanged" then
      saved = saved + 1
    elseif not outcome then
      troubles[#troubles + 1] = line
    end
    if left == 0 then
      done(sentence(saved, troubles), #troubles)
    end
  end
  ---@async
  local function next_workspace()
    index = index + 1
    local name = names[index]
    if name then
      save.run(plugin, name, settings, finished)
      plugin.host.background(next_workspace)
    end
  end
  plugin.host.background(next_workspace)
end

---@param plugin sessions.Plugin
function everything.attach(plugin)
  plugin.after_save[#plugin.after_save + 1] = function(session, _, settings)
    everything.note(plugin, session.name, settings.automatic)
  end
  -- The first event of a process tells when it started.
  plugin.woken[#plugin.woken + 1] = function()
    if not plugin.host.remembers(STARTED) then
      everything.seconds_since_start(plugin)
    end
  end
end

return everything
]=]

-- sessions.space: lua_templates/sessions/space.lua
sources["sessions.space"] = { chunk = "@lua_templates/sessions/space.lua" } --[=[ sessions.space
--- space: the size in cells that each window of a session will have on the screen.
---
--- In:    host, the GUI window at hand, a session.
--- Out:   for each saved window: columns, rows, and whether they can be known before it is shown.
--- Never: waits; assumes that the window keeps its size when the tab bar comes or goes.
---
--- When a workspace is shown, WezTerm hands its windows, by age, to the GUI windows there are, by age, and resizes
--- every tab to them; only what is left over gets GUI windows of its own, at the size of its active tab
--- (wezterm-gui/src/frontend.rs:342-437, termwindow/mod.rs:583-634, 1333-1350).

local space = {}

--- The retro tab bar takes one row. The fancy one is measured in pixels of its own font: unknown until seen.
local RETRO_BAR_ROWS = 1

--- A pane this high gives a row to the tab bar and gets it back; a lower one would take it from its neighbour.
local SAFE_PANE_ROWS = 2

--- The size a window was saved with: that of its active tab.
---@param window sessions.Window
---@return integer cols
---@return integer rows
function space.saved_size(window)
  local tab = window.tabs[window.active_tab] --[[@as sessions.Tab]]
  return tab.cols, tab.rows
end

--- The terminal's size in a GUI window. Every tab of it has been resized to that; the largest is taken because a
--- split at the top level leaves a too small size behind in its tab (upstream #4686).
local function shown_size(host, mux_window)
  local cols, rows = 0, 0
  for _, info in ipairs(host.tabs(mux_window)) do
    local tab_cols, tab_rows = host.tab_size(info.tab)
    cols, rows = math.max(cols, tab_cols or 0), math.max(rows, tab_rows or 0)
  end
  return cols, rows
end

local BAR = "bar"

---@class (exact) sessions.Bar
---@field comes_and_goes boolean hidden while there is only one tab
---@field is_fancy boolean

---@param config table
---@return sessions.Bar
local function bar_from(config)
  return {
    comes_and_goes = config.enable_tab_bar ~= false and config.hide_tab_bar_if_only_one_tab == true,
    is_fancy = config.use_fancy_tab_bar ~= false,
  }
end

--- Note what a window's configuration says about the tab bar. Called when a window has taken a configuration, so
--- that a restore need not ask: the answer would come only after the GUI has painted.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
function space.learn(plugin, gui_window)
  plugin.host.remember(BAR, bar_from(plugin.host.effective_config(gui_window)))
end

--- What is known about the tab bar; at start-up, before there is any window, from the configuration that the plugin
--- was applied to.
---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param memo { bar: sessions.Bar? } asked once for all windows of a session
---@return sessions.Bar
local function bar_of(plugin, gui_window, memo)
  if not memo.bar then
    local known = plugin.host.recall(BAR)
    if not known and gui_window then
      space.learn(plugin, gui_window)
      known = plugin.host.recall(BAR)
    end
    memo.bar = known or bar_from(plugin.config or {})
  end
  return memo.bar
end

local function lowest_pane_rows(node, rows)
  if not node.split then
    return rows
  end
  local second = rows
  local first = rows
  if node.split == "top_bottom" then
    first, second = node.first_cells, rows - node.first_cells - 1
  end
  return math.min(lowest_pane_rows(node.first, first), lowest_pane_rows(node.second, second))
end

local function is_safe_to_shrink(window)
  for _, tab in ipairs(window.tabs) do
    if lowest_pane_rows(tab.layout, tab.rows) < SAFE_PANE_ROWS then
      return false
    end
  end
  return true
end

--- A window that takes over a GUI window; nil when that is gone.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param window sessions.Window
---@param memo { bar: sessions.Bar? }
---@return sessions.Room?
local function taken_over(plugin, gui_window, window, memo)
  local host = plugin.host
  local mux_window = host.mux_window_of(gui_window)
  if not mux_window then
    return nil
  end
  local cols, rows = shown_size(host, mux_window)
  local room = { cols = cols, rows = rows, is_unsettled = false, bar_needs_two = false }
  local has_bar_now, has_bar_then = #host.tabs(mux_window) > 1, #window.tabs > 1
  if not has_bar_now and not has_bar_then then
    return room
  end
  if has_bar_now == has_bar_then then
    -- Were it shown with one tab only, the bar would go and come back.
    room.bar_needs_two = bar_of(plugin, gui_window, memo).comes_and_goes
    return room
  end
  local bar = bar_of(plugin, gui_window, memo)
  if bar.comes_and_goes then
    room.bar_needs_two = has_bar_then
    room.is_unsettled = bar.is_fancy or not is_safe_to_shrink(window)
    room.bar_changes = not room.is_unsettled
    if room.bar_changes then
      room.rows = rows + (has_bar_then and -RETRO_BAR_ROWS or RETRO_BAR_ROWS)
    end
  end
  return room
end

--- A window for which a GUI window will be opened: at the size of its active tab, and as if it had no tab bar.
---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param window sessions.Window
---@param memo { bar: sessions.Bar? }
---@return sessions.Room
local function opened_anew(plugin, gui_window, window, memo)
  local cols, rows = space.saved_size(window)
  local room =
    { cols = cols, rows = rows, is_unsettled = false, bar_needs_two = false, is_new = true }
  if plugin.host.has_screen() and #window.tabs > 1 then
    local bar = bar_of(plugin, gui_window, memo)
    if bar.comes_and_goes then
      room.bar_needs_two, room.is_unsettled = true, true
      room.rows = rows + (bar.is_fancy and 0 or RETRO_BAR_ROWS)
    end
  end
  return room
end

---@async
---@param plugin sessions.Plugin
---@param gui_window any? the one at hand
---@param session sessions.Session
---@return sessions.Room[] rooms one for each saved window
function space.of_windows(plugin, gui_window, session)
  local memo, rooms = {}, {}
  local gui_windows = plugin.host.gui_windows()
  for number, window in ipairs(session.windows) do
    local taken = gui_windows[number]
    rooms[number] = taken and taken_over(plugin, taken, window, memo)
      or opened_anew(plugin, gui_window or gui_windows[1], window, memo)
  end
  return rooms
end

--- A window that is opened beside those on the screen.
---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param window sessions.Window
---@return sessions.Room
function space.of_new_window(plugin, gui_window, window)
  return opened_anew(plugin, gui_window, window, {})
end

--- Whether adding tabs to a window on the screen makes its tab bar come.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param tabs_before integer
---@return boolean
function space.changes_inside(plugin, gui_window, tabs_before)
  return tabs_before == 1 and bar_of(plugin, gui_window, {}).comes_and_goes
end

return space
]=]

-- sessions.build: lua_templates/sessions/build.lua
sources["sessions.build"] = { chunk = "@lua_templates/sessions/build.lua" } --[=[ sessions.build
--- build: a planned tab becomes panes.
---
--- In:    host, files, a tab with one pane, the plan for it.
--- Out:   the panes, in their rectangles, with their directories, programs, focus and zoom; problems in the report.
--- Never: plans, searches or waits; goes on splitting a tab in which a split has failed (a refused split leaves a
---        running pane behind that nothing can close: mux/src/domain.rs:101-108).

local command = require("sessions.command")
local path = require("sessions.path")
local report = require("sessions.report")

local build = {}

local LOCAL_DOMAIN = "local"

--- What building needs besides the plan: the port, the disk, the rule for programs, and what it learned so far.
---@param host sessions.Host
---@param files sessions.Files
---@param policy sessions.Policy
---@param shell string name of the shell that programs are typed into
---@return sessions.Site
function build.site(host, files, policy, shell)
  return {
    host = host,
    files = files,
    policy = policy,
    shell = shell,
    directories = {},
    domains = {},
  }
end

--- The directory itself, or its nearest parent that a program can be started in; nil when there is none.
---@param site sessions.Site
---@param directory string
---@return string?
local function nearest_directory(site, directory)
  local known = site.directories[directory]
  if known == nil then
    local candidate = directory ---@type string?
    while candidate and site.files.is_directory(candidate, site.host.is_windows) == false do
      candidate = path.parent(candidate)
    end
    known = candidate or false
    site.directories[directory] = known
  end
  return known or nil
end

---@param site sessions.Site
---@param pane sessions.Pane
---@param where string
---@param into sessions.Report
---@return string domain
local function usable_domain(site, pane, where, into)
  local domain = pane.domain
  if not domain or domain == "" or domain == LOCAL_DOMAIN then
    return LOCAL_DOMAIN
  end
  if site.domains[domain] == nil then
    site.domains[domain] = site.host.is_spawnable(domain)
  end
  if site.domains[domain] then
    return domain
  end
  report.add(
    into,
    "domain_missing",
    ("domain %s is not there: opened locally instead"):format(domain),
    where
  )
  return LOCAL_DOMAIN
end

--- Where a saved pane can be opened now. Both are always passed on: left out, WezTerm takes the domain and the
--- directory from the pane that happens to be split (lua-api-crates/mux/src/pane.rs:439-497).
---@param site sessions.Site
---@param pane sessions.Pane
---@param where string
---@param into sessions.Report
---@return string? cwd nil only in other domains, where this machine's directories mean nothing
---@return string domain
function build.place(site, pane, where, into)
  local domain = usable_domain(site, pane, where, into)
  if domain ~= LOCAL_DOMAIN then
    return pane.cwd, domain
  end
  local home = site.host.home_dir
  if pane.cwd_host then
    local message = ("%s is on %s, not on this machine: opened in %s"):format(
      pane.cwd or "?",
      pane.cwd_host,
      home
    )
    report.add(into, "cwd_elsewhere", message, where)
    return home, domain
  end
  if not pane.cwd then
    return home, domain
  end
  local directory = nearest_directory(site, pane.cwd)
  if directory ~= pane.cwd then
    directory = directory or home
    report.add(into, "cwd_missing", ("%s is gone: opened in %s"):format(pane.cwd, directory), where)
  end
  return directory, domain
end

--- Start what ran in a pane, if it is to be started.
---@param site sessions.Site
---@param mux_pane any
---@param pane sessions.Pane
---@param where string
---@param into sessions.Report
function build.program(site, mux_pane, pane, where, into)
  if not pane.program then
    return
  end
  local verdict, argv_or_reason = command.decide(pane.program, site.policy)
  local text, trouble
  if verdict == "run" then
    text, trouble = command.quote(argv_or_reason --[[@as string[] ]], site.shell)
  end
  if not text then
    local reason = trouble and trouble.message or argv_or_reason
    report.add(
      into,
      "program_skipped",
      ("%s was not started: %s"):format(pane.program.name, reason),
      where
    )
    return
  end
  local _, message = site.host.send_text(mux_pane, text .. "\r")
  if message then
    report.add(
      into,
      "program_skipped",
      ("%s was not started: %s"):format(pane.program.name, message),
      where
    )
  else
    into.programs_started = into.programs_started + 1
  end
end

--- All splits of the plan in order. Gives the panes by leaf number, as far as it came.
---@async
---@param site sessions.Site
---@param root any
---@param plan sessions.Plan
---@param where string
---@param into sessions.Report
---@return table<integer, any> panes
local function split_all(site, root, plan, where, into)
  local panes = { [plan.root] = root }
  for _, step in ipairs(plan.steps) do
    local leaf_where = ("%s.panes[%d]"):format(where, step.new)
    local new = plan.leaves[step.new] --[[@as sessions.Pane]]
    local cwd, domain = build.place(site, new, leaf_where, into)
    local pane, message = site.host.split(panes[step.pane], step.direction, step.size, cwd, domain)
    if not pane then
      report.add(
        into,
        "split_failed",
        "a pane could not be opened, the rest of its tab is missing: " .. message,
        where
      )
      return panes
    end
    panes[step.new] = pane
  end
  return panes
end

--- Split the tab's one pane as planned, then programs, focus, zoom.
---@async
---@param site sessions.Site
---@param mux_tab any
---@param root any the tab's one pane: the one of leaf `plan.root`
---@param plan sessions.Plan
---@param where string the tab's place in the document, for the report
---@param into sessions.Report
---@return boolean activated whether focus was moved by a call, which the GUI repeats later (wezterm-gui/src/frontend.rs:80-88)
function build.tab(site, mux_tab, root, plan, where, into)
  local panes = split_all(site, root, plan, where, into)
  for leaf = 1, #plan.leaves do
    if panes[leaf] then
      into.panes_made = into.panes_made + 1
      build.program(
        site,
        panes[leaf],
        plan.leaves[leaf],
        ("%s.panes[%d]"):format(where, leaf),
        into
      )
    end
  end
  for _, leaf in ipairs(plan.dropped) do
    report.add(
      into,
      "no_room",
      "the window is too small for a pane of this tab",
      ("%s.panes[%d]"):format(where, leaf)
    )
  end
  local focus = plan.activate and panes[plan.activate]
  if focus then
    site.host.activate_pane(focus)
  end
  if plan.zoom then
    site.host.set_zoomed(mux_tab, true)
  end
  into.tabs_made = into.tabs_made + 1
  return focus ~= nil
end

return build
]=]

-- sessions.jobs: lua_templates/sessions/jobs.lua
sources["sessions.jobs"] = { chunk = "@lua_templates/sessions/jobs.lua" } --[=[ sessions.jobs
--- jobs: what is left of the restores that are under way, kept where a reload does not reach.
---
--- In:    jobs, one a restored workspace, as plain data; the session of each.
--- Out:   the same, in this Lua state or in the next; what unfilled tabs will be, for a save in the middle.
--- Never: does any of the work.

local codec = require("sessions.codec")

local jobs = {}

---@class sessions.Jobs
---@field host sessions.Host
---@field key string of the host's memory
---@field sessions table<string, sessions.Session?> by workspace
---@field known? table<string, sessions.Job>
---@field revision? integer
local Jobs = {}
Jobs.__index = Jobs

--- Keys of the host's memory: how often the jobs were written, a job's session.
local REVISION = "fill.revision"

local function session_key(workspace)
  return "fill.session." .. workspace
end

---@param host sessions.Host
---@param key string of the host's memory under which the jobs are kept
---@return sessions.Jobs
function jobs.new(host, key)
  return setmetatable({ host = host, key = key, sessions = {} }, Jobs)
end

---@return boolean
function Jobs:are_any()
  return self.host.remembers(self.key)
end

--- All jobs by workspace. Reading them back costs a call of the host for every field, so it is done only when
--- another Lua state may have changed them.
---@return table<string, sessions.Job>
function Jobs:all()
  local revision = self.host.recall(REVISION)
  local known = self.known
  if not known or revision ~= self.revision then
    known = self.host.recall(self.key) or {} --[[@as table<string, sessions.Job>]]
    self.known, self.revision = known, revision
  end
  return known
end

---@param all table<string, sessions.Job>
function Jobs:remember_all(all)
  self.revision = (self.revision or 0) + 1
  self.host.remember(REVISION, self.revision)
  self.host.remember(self.key, next(all) and all or nil)
end

---@param job sessions.Job
---@param session sessions.Session? when the job is new
function Jobs:put(job, session)
  local all = self:all()
  all[job.workspace] = job
  self:remember_all(all)
  if session then
    self.sessions[job.workspace] = session
    self.host.remember(session_key(job.workspace), codec.encode(session))
  end
end

---@param workspace string
function Jobs:drop(workspace)
  local all = self:all()
  all[workspace] = nil
  self:remember_all(all)
  self.host.remember(session_key(workspace), nil)
  self.sessions[workspace] = nil
end

--- Whether tabs of a workspace are still being made. Those that only wait for their first look are as they should be.
---@param workspace string
---@return boolean
function Jobs:are_under_way(workspace)
  local job = self:are_any() and self:all()[workspace]
  return job and not job.told or false
end

---@param job sessions.Job
---@return sessions.Session? session nil when it has been forgotten
function Jobs:session_of(job)
  local session = self.sessions[job.workspace]
  if not session then
    local text = self.host.recall(session_key(job.workspace))
    session = text and codec.decode(text, self.host.parse_json)
    self.sessions[job.workspace] = session
  end
  return session
end

---@param window sessions.JobWindow
---@param documents sessions.Tab[]
---@return { unfilled: table<integer, sessions.Tab>, arrange: fun(live: table[]): table[] }
local function pending_of(window, documents)
  local unfilled, planned = {}, {}
  for index, tab in ipairs(window.tabs) do
    if tab.id then
      planned[tab.id] = true
      unfilled[tab.id] = tab.state == "shell" and documents[index] or nil
    end
  end
  local function arrange(live)
    local by_id, ordered = {}, {}
    for _, entry in ipairs(live) do
      by_id[entry.id] = entry
    end
    for index, tab in ipairs(window.tabs) do
      if tab.id then
        ordered[#ordered + 1] = by_id[tab.id]
      elseif tab.state == "todo" then
        ordered[#ordered + 1] = { tab = documents[index], is_active = false }
      end
    end
    for _, entry in ipairs(live) do
      if not planned[entry.id] then
        ordered[#ordered + 1] = entry
      end
    end
    return ordered
  end
  return { unfilled = unfilled, arrange = arrange }
end

--- For a save in the middle: what the unfilled tabs of a window will be, and the order all tabs will have.
---@param mux_window any
---@return { unfilled: table<integer, sessions.Tab>, arrange: fun(live: table[]): table[] }?
function Jobs:pending(mux_window)
  local id = self.host.window_id(mux_window)
  for _, job in pairs(self:all()) do
    for _, window in ipairs(job.windows) do
      local session = window.id == id and self:session_of(job)
      local document = session and session.windows[window.number]
      if document then
        return pending_of(window, document.tabs)
      end
    end
  end
end

return jobs
]=]

-- sessions.settle: lua_templates/sessions/settle.lua
sources["sessions.settle"] = { chunk = "@lua_templates/sessions/settle.lua" } --[[ sessions.settle
--- settle: windows that take their final size only once they are on the screen.
---
--- In:    jobs, each with the sizes that its windows have or will have, and with those that new windows should have.
--- Out:   whether to wait; a request to the desktop for the rows that the tab bar has taken from a new window.
--- Never: resizes a window that the user had before; asks for more than a tab bar takes: a window that the desktop
---        has made smaller stays as it is; waits without end for a window that is on the screen.

local settle = {}

--- How long to wait for a window to take its final size when no event tells: the tab bar comes and goes 100-150 ms
--- after a switch. A bound, not a delay: the event ends the wait.
local SETTLE_AT_MOST_MS = 400

--- The same for a window that is being opened: it has to load its fonts first.
local OPENED_AT_MOST_MS = 1500

--- More than the fancy tab bar takes at a small font.
local BAR_ROWS_MOST = 5

---@class sessions.Settle
---@field host sessions.Host
---@field jobs sessions.Jobs
---@field go_on fun()
---@field bounded table<string, true?> by job: the wait has an end
local Settle = {}
Settle.__index = Settle

---@param host sessions.Host
---@param jobs sessions.Jobs
---@param go_on fun() called when a wait has come to its end
---@return sessions.Settle
function settle.new(host, jobs, go_on)
  return setmetatable({ host = host, jobs = jobs, go_on = go_on, bounded = {} }, Settle)
end

--- Whether the windows of a job are on the screen: before that, nothing changes their size.
---@param job sessions.Job
---@return boolean
function Settle:is_shown(job)
  local window = job.windows[1]
  local mux_window = window and self.host.window_by_id(window.id)
  return mux_window ~= nil
    and #self.host.gui_windows() > 0
    and self.host.workspace_of(mux_window) == self.host.active_workspace()
end

--- Bound the wait, from when the windows are on the screen. A reload cancels the bound: the next step sets it anew.
function Settle:bound(job)
  local key = job.workspace
  if self.bounded[key] or not self:is_shown(job) then
    return
  end
  self.bounded[key] = true
  local is_new = false
  for _, window in ipairs(job.windows) do
    is_new = is_new or window.wanted ~= nil
  end
  self.host.after_ms(is_new and OPENED_AT_MOST_MS or SETTLE_AT_MOST_MS, function()
    self.bounded[key] = nil
    local now = self.jobs:all()[key]
    if now and now.waiting then
      now.waiting = nil
      self.jobs:put(now)
      self.go_on()
    end
  end)
end

--- Whether the tab bar is still to come or go: `waiting[i]` is the size before that, or the one after it (`is_final`).
function Settle:is_waiting(job)
  for index, window in ipairs(job.waiting and job.windows or {}) do
    local size = job.waiting[index]
    local mux_window = size.cols and self.host.window_by_id(window.id)
    local tab = mux_window and self.host.active_tab(mux_window)
    if tab then
      local cols, rows = self.host.tab_size(tab)
      if (cols == size.cols and rows == size.rows) ~= (size.is_final == true) then
        self:bound(job)
        return true
      end
    end
  end
  job.waiting = nil
  return false
end

--- The GUI window that was opened for a window of the multiplexer.
local function gui_window_of(host, window_id)
  for _, gui_window in ipairs(host.gui_windows()) do
    local shown = host.mux_window_of(gui_window)
    if shown and host.window_id(shown) == window_id then
      return gui_window
    end
  end
end

--- Ask for the rows that a window has lost.
---@async
---@return { cols: integer, rows: integer }? now its size, when something was asked for
local function ask_for_rows(host, window_id, wanted)
  local mux_window, gui_window = host.window_by_id(window_id), gui_window_of(host, window_id)
  local tab = mux_window and host.active_tab(mux_window)
  if not tab or not gui_window then
    return nil
  end
  local cols, rows = host.tab_size(tab)
  local missing = rows and wanted.rows - rows or 0
  if cols ~= wanted.cols or missing < 1 or missing > BAR_ROWS_MOST then
    return nil
  end
  local cell_height = host.cell_height(tab)
  local width, height = host.window_pixels(gui_window)
  if not cell_height or not width or not height then
    return nil
  end
  host.resize_window(gui_window, width, height + missing * cell_height)
  return { cols = cols, rows = rows }
end

--- Ask, once, for what the tab bar has taken from windows that were opened for this job.
---@async
---@return boolean asked
function Settle:grow(job)
  local waiting, is_asked = {}, false
  for index, window in ipairs(job.windows) do
    local wanted = window.wanted
    window.wanted = nil
    local size = wanted and ask_for_rows(self.host, window.id, wanted)
    waiting[index] = size or {}
    is_asked = is_asked or size ~= nil
  end
  job.waiting = is_asked and waiting or nil
  return is_asked
end

--- Whether a window of a job has still to take its final size.
---@async
---@param job sessions.Job
---@return boolean
function Settle:is_unsettled(job)
  return self:is_waiting(job) or self:grow(job)
end

return settle
]]

-- sessions.fill: lua_templates/sessions/fill.lua
sources["sessions.fill"] = { chunk = "@lua_templates/sessions/fill.lua" } --[=[ sessions.fill
--- fill: the tabs that were not built before the workspace was shown.
---
--- In:    jobs, one a restored workspace: its session, its windows by id, and for each tab how far it is.
--- Out:   every tab in its place, split as saved, without taking the user's tab away; the end is told once.
--- Never: holds the terminal for more than a slice at a time; polls while nothing is left; fills a tab that the user
---        has changed; forgets a job when the configuration is reloaded in the middle.
---
--- A reload cancels timers without a word (lua-api-crates/time-funcs/src/lib.rs:99-104) and starts a new Lua state;
--- `wake`, called on the window events that follow a reload, takes the remembered jobs up again.

local build = require("sessions.build")
local jobs = require("sessions.jobs")
local plan = require("sessions.plan")
local report = require("sessions.report")
local settle = require("sessions.settle")

local fill = {}

---@class sessions.Fill
---@field host sessions.Host
---@field plugin sessions.Plugin
---@field jobs sessions.Jobs
---@field scheduled? boolean
---@field stepping? boolean
---@field watching? boolean
---@field settle sessions.Settle
local Fill = {}
Fill.__index = Fill

--- Panes that one slice makes at the most (the tab it is at is finished): about a tenth of a second. Between two slices
--- the GUI paints, which takes a while where it has no graphics card: smaller slices make the whole take longer.
local SLICE_PANES = 40

--- A shown tab is noticed by `update-status`, which comes within 150 ms of a user's switch but not after every kind
--- of switch; this timer is the net below it, and runs only while a tab is waiting for its first look.
local WATCH_MS = 1000

--- A tab that does not go where it is moved (the user moves tabs as well) is left alone after that many tries.
local MOVES_MAX = 3

--- Key of the host's memory: who goes on.
local RUNNER = "fill.runner"

---@param plugin sessions.Plugin its `finished(report, session)` hears of each job's end
---@param jobs_key string key of the host's memory under which jobs are kept
---@return sessions.Fill
function fill.new(plugin, jobs_key)
  local its_jobs = jobs.new(plugin.host, jobs_key)
  local self = setmetatable({ plugin = plugin, host = plugin.host, jobs = its_jobs }, Fill)
  self.settle = settle.new(plugin.host, its_jobs, function()
    self:schedule()
  end)
  return self
end

--- Take on a job. `job.windows[i].tabs[j].state` is "todo" (nothing yet), "shell" (one pane) or "done".
---@param job sessions.Job
---@param session sessions.Session
function Fill:start(job, session)
  self.jobs:put(job, session)
  self:schedule()
end

--- Go on with what is left; called on events of the terminal.
function Fill:wake()
  if self.jobs:are_any() then
    self:schedule()
  end
end

--- One slice later, unless one is due or under way. Of several Lua states only the last that asked goes on.
function Fill:schedule()
  if self.scheduled or self.stepping then
    return
  end
  self.scheduled = true
  local ticket = (self.host.recall(RUNNER) or 0) + 1
  self.host.remember(RUNNER, ticket)
  self.host.background(function()
    self.scheduled = false
    if self.host.recall(RUNNER) == ticket then
      self:run_step()
    end
  end)
end

--- A step may suspend; what comes in meanwhile must not start a second one beside it.
---@async
function Fill:run_step()
  self.stepping = true
  local ok, again = pcall(self.step, self)
  self.stepping = false
  if not ok then
    self.host.log_error("(wezterm-sessions.fill) " .. tostring(again))
  end
  if again then
    self:schedule()
  end
end

function Fill:watch()
  if self.watching then
    return
  end
  self.watching = true
  self.host.after_ms(WATCH_MS, function()
    self.watching = false
    self:wake()
  end)
end

--- Handles of the terminal's objects are good for one step; what is remembered is plain data.
local function forget_handles(job)
  for _, window in ipairs(job.windows) do
    window.mux_window = nil
    for _, tab in ipairs(window.tabs) do
      tab.live = nil
    end
  end
end

--- Bring `window.tabs` in line with what the user has closed. False when the window is gone.
function Fill:refresh(window)
  window.mux_window = self.host.window_by_id(window.id)
  if not window.mux_window then
    return false
  end
  local places = {}
  for place, info in ipairs(self.host.tabs(window.mux_window)) do
    places[self.host.tab_id(info.tab)] = { place = place, info = info }
  end
  for _, tab in ipairs(window.tabs) do
    tab.live = tab.id and places[tab.id]
    if tab.id and not tab.live then
      tab.state = "done"
    end
  end
  return true
end

--- What to do next in a window: a tab that must be made, or one to fill.
local function next_tab(job, window)
  local visible = window.tabs[window.visible]
  if visible.state == "shell" then
    return window.visible, visible
  end
  local has_shells = false
  for index, tab in ipairs(window.tabs) do
    local is_shown = tab.live and tab.live.info.is_active
    if tab.state == "todo" or tab.state == "shell" and (job.lazy ~= "on_activate" or is_shown) then
      return index, tab
    end
    has_shells = has_shells or tab.state == "shell"
  end
  return nil, nil, has_shells
end

--- Tabs are appended, so the visible one, made first, has to move behind those that were saved before it.
local function place_wanted(window)
  local visible = window.tabs[window.visible]
  if not visible.live then
    return nil
  end
  local last = visible.live.place
  for index = 1, window.visible - 1 do
    local before = window.tabs[index]
    if before.state == "todo" then
      return nil
    end
    last = math.max(last, before.live and before.live.place or 0)
  end
  if last == visible.live.place or (window.moves or 0) >= MOVES_MAX then
    return nil
  end
  return last
end

--- Only the GUI can move a tab, and only the active one of the window it shows.
---@async
---@return boolean moved
function Fill:move_visible(window, place)
  for _, gui_window in ipairs(self.host.gui_windows()) do
    local shown = self.host.mux_window_of(gui_window)
    if shown and self.host.window_id(shown) == window.id then
      local visible = window.tabs[window.visible].live.info.tab
      local keep = self.host.active_tab(window.mux_window)
      local first = self.host.panes(visible)[1]
      if not first then
        -- It was closed just now: nothing is left to be moved, which the next step sees.
        return false
      end
      local elsewhere = keep and self.host.tab_id(keep) ~= self.host.tab_id(visible) and keep
      window.moves = (window.moves or 0) + 1
      if elsewhere then
        self.host.activate_tab(visible)
      end
      self.host.move_active_tab(gui_window, place - 1, first.pane)
      if elsewhere then
        self.host.activate_tab(elsewhere)
      end
      return true
    end
  end
  return false
end

--- Make the tab if it is not there, with its title and first pane.
---@async
function Fill:open(site, window, tab, document, where, into)
  if tab.live then
    return tab.live.info.tab
  end
  local shown = self.host.active_tab(window.mux_window)
  local cols, rows
  if shown then
    cols, rows = self.host.tab_size(shown)
  end
  local steps = plan.tab(document, cols, rows)
  local cwd, domain =
    build.place(site, steps.leaves[steps.root] --[[@as sessions.Pane]], where, into)
  local mux_tab, message = self.host.spawn_tab(window.mux_window, cwd, domain)
  if not mux_tab then
    report.add(into, "tab_failed", "a tab could not be opened: " .. message, where)
    return nil
  end
  tab.id = self.host.tab_id(mux_tab)
  into.tab_ids[#into.tab_ids + 1] = tab.id
  if document.title ~= "" then
    self.host.set_tab_title(mux_tab, document.title)
  end
  return mux_tab
end

--- Make or fill one tab.
---@async
---@return boolean activated whether focus was given in it, which the GUI repeats later
function Fill:fill_tab(job, window, index, tab)
  local session = self.jobs:session_of(job) --[[@as sessions.Session]]
  local document = session.windows[window.number].tabs[index] --[[@as sessions.Tab]]
  local where = ("windows[%d].tabs[%d]"):format(window.number, index)
  local site, into = self.plugin.site(), job.report
  local was_made = tab.live ~= nil
  -- Whatever happens below, this tab is not tried a second time.
  tab.state = "done"
  local mux_tab = self:open(site, window, tab, document, where, into)
  if not mux_tab then
    return false
  end
  if not was_made and job.lazy == "on_activate" then
    tab.state = "shell"
    return false
  end
  local panes = self.host.panes(mux_tab)
  if #panes ~= 1 then
    local message = "a tab was changed before it was filled and is left as it is"
    report.add(into, "changed_meanwhile", message, where)
    return false
  end
  local cols, rows = self.host.tab_size(mux_tab)
  local steps = plan.tab(document, cols, rows)
  return build.tab(site, mux_tab, panes[1].pane, steps, where, into)
end

--- Fill tabs of one window until the slice has had its panes; then give the user's tab back, in the same breath.
---@async
---@param slice { panes: integer, given_back: table[] }
---@return boolean did
---@return boolean has_shells tabs are left for their first look
function Fill:fill_window(job, window, slice)
  local keep = self.host.active_tab(window.mux_window)
  local filled, did, activated = {}, false, false
  local index, tab, has_shells = next_tab(job, window)
  while index and slice.panes < SLICE_PANES do
    local before = job.report.panes_made --[[@as integer]]
    activated = self:fill_tab(job, window, index, tab) or activated
    slice.panes = slice.panes + math.max(1, job.report.panes_made - before)
    filled[tab.id or 0], did = true, true
    index, tab, has_shells = next_tab(job, window)
  end
  if did and keep then
    self.host.activate_tab(keep)
    if activated then
      slice.given_back[#slice.given_back + 1] =
        { mux_window = window.mux_window, keep = keep, filled = filled }
    end
  end
  return did, has_shells or false
end

--- Focus given by a call comes again from the queue and takes its tab along (wezterm-gui/src/frontend.rs:80-88): let
--- it come, then give the user's tab back once more.
---@async
function Fill:give_back(job, slice)
  if #slice.given_back == 0 then
    return
  end
  forget_handles(job)
  self.jobs:put(job)
  self.host.let_queued_work_run()
  for _, given in ipairs(slice.given_back) do
    local now = self.host.active_tab(given.mux_window)
    if now and given.filled[self.host.tab_id(now)] then
      self.host.activate_tab(given.keep)
    end
  end
end

--- Put a window in order whose tabs are all there. One that is not on the screen now is put in order when it is back.
---@async
---@return boolean did
---@return boolean is_pending
function Fill:order(window)
  local place = place_wanted(window)
  if not place then
    return false, false
  end
  local did = self:move_visible(window, place)
  return did, not did
end

--- One slice of work for one job. Tells whether there was any, and else what is waited for: the terminal, or the
--- user's first look at tabs.
---@async
---@return boolean did
---@return "terminal"|"look"|nil waiting
function Fill:advance(job)
  if self.settle:is_unsettled(job) then
    return false, "terminal"
  end
  local slice = { panes = 0, given_back = {} }
  local did_any, waiting = false, nil
  for _, window in ipairs(job.windows) do
    if slice.panes < SLICE_PANES and self:refresh(window) then
      local did, has_shells = self:fill_window(job, window, slice)
      did_any = did_any or did
      waiting = waiting or has_shells and "look" or nil
    end
  end
  self:give_back(job, slice)
  if did_any then
    return true
  end
  for _, window in ipairs(job.windows) do
    local did, is_pending = false, false
    if window.mux_window then
      did, is_pending = self:order(window)
    end
    if did then
      return true
    elseif is_pending then
      waiting = "terminal"
    end
  end
  return false, waiting
end

local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

--- One thing for the first job that has one to do.
---@async
---@return boolean again
function Fill:step()
  local any_waiting = false
  local all = self.jobs:all()
  for _, workspace in ipairs(sorted_keys(all)) do
    local job = all[workspace]
    if not self.jobs:session_of(job) then
      self.jobs:drop(workspace)
    else
      local did, waiting = self:advance(job)
      forget_handles(job)
      if did then
        self.jobs:put(job)
        return true
      end
      self:rest(job, waiting)
      -- A workspace that was built out of sight is not watched: showing it is an event.
      local is_watched = waiting ~= nil and (not job.is_hidden or self.settle:is_shown(job))
      any_waiting = any_waiting or is_watched
    end
  end
  if any_waiting then
    self:watch()
  end
  return false
end

--- Nothing to do for this job now: it is over, or something is waited for. Its end is told when only first looks
--- are left, and the report is completed after the last one.
---@async
function Fill:rest(job, waiting)
  local is_over = waiting ~= "terminal"
  if is_over then
    job.report.complete = waiting == nil
  end
  if is_over and not job.told then
    job.told = true
    job.report.complete_ms = self.host.now_ms() - job.report.started_ms
    self.plugin.finished(job.report, self.jobs:session_of(job))
  elseif not waiting then
    self.plugin.keep_report(job.report)
  end
  if waiting then
    self.jobs:put(job)
  else
    self.jobs:drop(job.workspace)
  end
end

return fill
]=]

-- sessions.restore: lua_templates/sessions/restore.lua
sources["sessions.restore"] = { chunk = "@lua_templates/sessions/restore.lua" } --[=[ sessions.restore
--- restore: a saved session becomes a workspace again.
---
--- In:    host, store, fill, a building site, a name.
--- Out:   the workspace on the screen, its visible tabs complete; the rest handed to `fill`; a report.
--- Never: shows a window before it is built where its size can be known; duplicates an open workspace; closes
---        anything of the user's but a window that holds one idle shell.

local build = require("sessions.build")
local command = require("sessions.command")
local path = require("sessions.path")
local plan = require("sessions.plan")
local report = require("sessions.report")
local space = require("sessions.space")

local restore = {}

--- A window that holds nothing but one idle shell.
---@param host sessions.Host
---@param mux_window MuxWindow
---@return boolean
local function is_pristine(host, mux_window)
  local tabs = host.tabs(mux_window)
  if #tabs ~= 1 then
    return false
  end
  local panes = host.panes(tabs[1].tab)
  local executable = #panes == 1 and host.program_path(panes[1].pane)
  return executable and command.is_shell(path.basename(executable)) or false
end

---@async
---@param host sessions.Host
---@param mux_window MuxWindow
---@param document sessions.Tab
---@param cwd string?
---@param domain string
---@return MuxTab? mux_tab
---@return any pane_or_message
local function open_tab(host, mux_window, document, cwd, domain)
  local mux_tab, pane = host.spawn_tab(mux_window, cwd, domain)
  if mux_tab and document.title ~= "" then
    host.set_tab_title(mux_tab, document.title)
  end
  return mux_tab, pane
end

--- Make one tab of a window, the window itself with the first one, and split it unless `is_shell`.
---@async
---@param context sessions.Restoring
---@param target sessions.Target
---@param index integer of the tab
---@param is_shell boolean
---@return boolean made
local function make_tab(context, target, index, is_shell)
  local host, into = context.host, context.report
  local document = target.session.tabs[index] --[[@as sessions.Tab]]
  local where = ("windows[%d].tabs[%d]"):format(target.number, index)
  local steps = plan.tab(document, target.cols, target.rows)
  local root = steps.leaves[steps.root] --[[@as sessions.Pane]]
  local cwd, domain = build.place(context.site, root, where, into)
  local mux_tab, pane
  if target.mux_window then
    mux_tab, pane = open_tab(host, target.mux_window, document, cwd, domain)
  else
    local window
    mux_tab, pane, window =
      host.spawn_window(context.workspace, target.cols, target.rows, cwd, domain)
    if mux_tab and window then
      target.mux_window = window
      if document.title ~= "" then
        host.set_tab_title(mux_tab, document.title)
      end
      if target.session.title ~= "" then
        host.set_window_title(window, target.session.title)
      end
    end
  end
  local entry = target.tabs[index] --[[@as sessions.TargetTab]]
  if not mux_tab then
    entry.state = "done"
    report.add(into, "tab_failed", "a tab could not be opened: " .. tostring(pane), where)
    return false
  end
  entry.id, entry.state, entry.mux_tab = host.tab_id(mux_tab), "shell", mux_tab
  into.tab_ids[#into.tab_ids + 1] = entry.id
  if not is_shell then
    local activated = build.tab(context.site, mux_tab, pane, steps, where, into)
    entry.state = "done"
    context.activated = context.activated or activated
  end
  return true
end

--- The tabs that must be there before the window is shown, in the order in which they are made.
---@param context sessions.Restoring
---@param target sessions.Target
---@return integer[] positions
local function tabs_made_first(context, target)
  local count, visible = #target.tabs, target.visible
  local order = {}
  if context.is_hidden and context.lazy ~= "off" and not target.is_unsettled then
    -- Nobody waits for the visible one: in their order, none has to be moved later.
    for index = 1, visible do
      order[index] = index
    end
  elseif context.lazy == "off" or target.is_unsettled then
    for index = 1, count do
      order[index] = index
    end
  elseif target.bar_needs_two and count > 1 then
    local other = visible == 1 and 2 or 1
    order = { math.min(visible, other), math.max(visible, other) }
  else
    order = { visible }
  end
  return order
end

---@async
---@param context sessions.Restoring
---@param target sessions.Target
---@return boolean made
local function make_window(context, target)
  local order = tabs_made_first(context, target)
  target.made = #order
  for _, index in ipairs(order) do
    local is_shell = target.is_unsettled == true
      or (context.lazy ~= "off" and index ~= target.visible)
    make_tab(context, target, index, is_shell)
    target.last_made = index
  end
  if not target.mux_window then
    return false
  end
  local cols, rows = space.saved_size(target.session)
  context.report.windows[target.number] = {
    asked = { cols = cols, rows = rows },
    got = { cols = target.cols, rows = target.rows },
  }
  return true
end

---@param number integer
---@param window sessions.Window
---@return sessions.Target
local function new_target(number, window)
  local tabs = {}
  for index = 1, #window.tabs do
    tabs[index] = { state = "todo" }
  end
  local cols, rows = space.saved_size(window)
  return {
    number = number,
    session = window,
    visible = window.active_tab,
    tabs = tabs,
    cols = cols,
    rows = rows,
    made = 0,
  }
end

--- The tab each window shows, active again after whatever was activated while building. A tab that was made last
--- is active already.
---@param context sessions.Restoring
---@param targets sessions.Target[]
local function activate_visible(context, targets)
  for _, target in ipairs(targets) do
    local entry = target.tabs[target.visible] --[[@as sessions.TargetTab]]
    -- Focus that was given while building has come again from the queue meanwhile, and has taken its tab along.
    local has_moved = context.activated and target.made > 1
    if
      entry.mux_tab and (target.last_made ~= target.visible or target.lost_active or has_moved)
    then
      context.host.activate_tab(entry.mux_tab)
    end
  end
end

---@param context sessions.Restoring
---@param targets sessions.Target[]
---@return sessions.Job
local function job_of(context, targets)
  local job = {
    workspace = context.job or context.workspace,
    lazy = context.lazy,
    report = context.report,
    windows = {},
    is_hidden = context.is_hidden,
  }
  for _, target in ipairs(targets) do
    local tabs = {}
    for index, entry in ipairs(target.tabs) do
      tabs[index] = { id = entry.id, state = entry.state }
    end
    job.windows[#job.windows + 1] = {
      id = context.host.window_id(target.mux_window --[[@as MuxWindow]]),
      number = target.number,
      visible = target.visible,
      tabs = tabs,
    }
    if target.is_unsettled or target.bar_changes then
      job.waiting = job.waiting or {}
    end
    if target.is_unsettled and target.is_new then
      local cols, rows = space.saved_size(target.session)
      job.windows[#job.windows].wanted = { cols = cols, rows = rows }
    end
  end
  for index, target in ipairs(job.waiting and targets or {}) do
    local size = { cols = target.cols, rows = target.rows, is_final = not target.is_unsettled }
    job.waiting[index] = (target.is_unsettled or target.bar_changes) and size or {}
  end
  return job
end

--- Hand over what is left, or end the restore here.
---@param context sessions.Restoring
---@param session sessions.Session
---@param targets sessions.Target[]
local function finish(context, session, targets)
  context.report.visible_ms = context.host.now_ms() - context.report.started_ms
  context.plugin.fill():start(job_of(context, targets), session)
end

---@param target sessions.Target
---@param room sessions.Room
local function take_room(target, room)
  target.cols, target.rows = room.cols, room.rows
  target.is_unsettled, target.bar_needs_two = room.is_unsettled, room.bar_needs_two
  target.bar_changes, target.is_new = room.bar_changes, room.is_new
end

--- Build the whole workspace out of sight, then show it.
---@async
---@param context sessions.Restoring
---@param session sessions.Session
---@return boolean shown
local function load_out_of_sight(context, session)
  local host = context.host
  local targets = {}
  local spaces = space.of_windows(context.plugin, context.gui_window, session)
  for number, window in ipairs(session.windows) do
    local target = new_target(number, window)
    take_room(target, spaces[number] --[[@as sessions.Room]])
    if make_window(context, target) then
      targets[#targets + 1] = target
    end
  end
  if #targets == 0 then
    return false
  end
  if context.activated and context.lazy == "off" then
    -- Focus given while building is repeated from the queue and takes its tab along: let that pass first.
    host.let_queued_work_run()
  end
  activate_visible(context, targets)
  local shown, message = true, nil ---@type boolean, string?
  if not context.is_hidden then
    shown, message = host.show_workspace(context.workspace)
  end
  if not shown then
    local reason = "the workspace could not be shown: " .. tostring(message)
    report.add(context.report, "not_shown", reason)
  end
  finish(context, session, targets)
  return true
end

--- Close the idle shell that the restored tabs replace. Only the active pane of the active tab can be closed, and
--- the GUI closes it when its turn comes.
---@async
---@param context sessions.Restoring
---@param old_tab MuxTab
local function close_old_tab(context, old_tab)
  local host = context.host
  local idle = host.panes(old_tab)[1]
  if not idle then
    -- Its user has closed it meanwhile.
    return
  end
  host.activate_tab(old_tab)
  local done, message = host.close_active_pane(context.gui_window, idle.pane)
  if not done then
    report.add(
      context.report,
      "not_closed",
      "the idle shell could not be closed: " .. tostring(message)
    )
  end
end

--- Add the first saved window's tabs to a window that is on the screen, if one is given, the others as windows of
--- their own.
---@async
---@param context sessions.Restoring
---@param session sessions.Session
---@param mux_window MuxWindow?
local function restore_into(context, session, mux_window)
  local host = context.host
  local old_tab = mux_window and is_pristine(host, mux_window) and host.active_tab(mux_window)
  local targets = {}
  for number, window in ipairs(session.windows) do
    local target = new_target(number, window)
    if number == 1 and mux_window then
      target.mux_window = mux_window
      local shown = host.active_tab(mux_window)
      if shown then
        local cols, rows = host.tab_size(shown)
        target.cols, target.rows = cols or target.cols, rows or target.rows
      end
      target.is_unsettled =
        space.changes_inside(context.plugin, context.gui_window, #host.tabs(mux_window))
    else
      take_room(target, space.of_new_window(context.plugin, context.gui_window, window))
    end
    if make_window(context, target) then
      targets[#targets + 1] = target
    end
  end
  if context.activated then
    -- Focus given while building is repeated from the queue and takes its tab along: let that pass first.
    host.let_queued_work_run()
  end
  local first = targets[1]
  if old_tab and first and first.tabs[first.visible].mux_tab then
    close_old_tab(context, old_tab)
    first.lost_active = first.made > 1
  end
  activate_visible(context, targets)
  finish(context, session, targets)
end

--- What a restore works with. Without a screen, as in the mux server, nothing is ever shown first.
---@param plugin sessions.Plugin
---@param gui_window any?
---@param name string workspace
---@param how "load"|"restore"|"switch"
---@param session sessions.Session?
---@return sessions.Restoring
local function context_of(plugin, gui_window, name, how, session)
  local host = plugin.host
  return {
    plugin = plugin,
    host = host,
    site = plugin.site(),
    gui_window = gui_window,
    workspace = name,
    lazy = host.has_screen() and plugin.options.lazy or "off",
    report = report.new(name, how, session, host.now_ms()),
  }
end

---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param name string
---@return sessions.Report
local function switch(plugin, gui_window, name)
  local context = context_of(plugin, gui_window, name, "switch")
  local shown, message = context.host.show_workspace(name)
  if not shown then
    report.add(context.report, "not_shown", message or "the workspace could not be shown")
  end
  context.report.complete = true
  context.report.visible_ms = context.host.now_ms() - context.report.started_ms
  plugin.finished(context.report)
  return context.report
end

--- Load a session: its workspace is built and shown; switched to when it is open; and when the window at hand is
--- that workspace with nothing in it but an idle shell, restored right there.
---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param name string
---@return sessions.Report? report nil with a problem when there is nothing to load
---@return sessions.Problem?
function restore.load(plugin, gui_window, name)
  local host = plugin.host
  local open = host.windows(name)
  local is_here = #open == 1
    and gui_window
    and host.active_workspace() == name
    and is_pristine(host, open[1])
  if #open > 0 and not is_here then
    return switch(plugin, gui_window, name)
  end
  local started_ms = host.now_ms()
  local session, notes, problem = plugin.store():read(name)
  if not session then
    return nil, problem
  end
  if not is_here then
    return restore.open(
      plugin,
      name,
      session,
      notes,
      { window = gui_window, started_ms = started_ms }
    )
  end
  local context = context_of(plugin, gui_window, name, "load", session)
  context.report.started_ms = started_ms
  report.add_all(context.report, notes)
  restore_into(context, session, open[1])
  return context.report
end

--- Open a session that has been read, under a name that no open workspace has, and show it unless it `is_hidden`.
---@async
---@param plugin sessions.Plugin
---@param name string
---@param session sessions.Session
---@param notes sessions.Problem[]?
---@param wanted sessions.Wanted
---@return sessions.Report? report nil with a problem when nothing could be opened
---@return sessions.Problem?
function restore.open(plugin, name, session, notes, wanted)
  local context = context_of(plugin, wanted.window, name, "load", session)
  context.report.started_ms = wanted.started_ms or context.report.started_ms
  context.report.is_quiet, context.is_hidden = wanted.is_quiet, wanted.is_hidden
  report.add_all(context.report, notes)
  if not load_out_of_sight(context, session) then
    return nil, context.report.problems[1]
  end
  return context.report
end

--- Restore the session of the current workspace into the current window: a lone idle shell is replaced, any other
--- window keeps what it has and gets the tabs in addition.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@return sessions.Report?
---@return sessions.Problem?
function restore.into_window(plugin, gui_window)
  local host = plugin.host
  local name = host.active_workspace()
  local session, notes, problem = plugin.store():read(name)
  if not session then
    return nil, problem
  end
  local context = context_of(plugin, gui_window, name, "restore", session)
  report.add_all(context.report, notes)
  restore_into(context, session, host.mux_window_of(gui_window))
  return context.report
end

--- Open a part of a session in the workspace at hand, beside what is there.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param session sessions.Session just the part
---@param notes sessions.Problem[]?
---@param is_apart boolean true: in windows of its own; false: in the current window
---@return sessions.Report
function restore.part(plugin, gui_window, session, notes, is_apart)
  local host = plugin.host
  local context = context_of(plugin, gui_window, host.active_workspace(), "restore", session)
  -- A job of its own: the workspace may have one that is not finished.
  context.job = ("%s, a part at %d"):format(session.name, math.floor(context.report.started_ms))
  report.add_all(context.report, notes)
  restore_into(context, session, not is_apart and host.mux_window_of(gui_window) or nil)
  return context.report
end

return restore
]=]

-- sessions.menu: lua_templates/sessions/menu.lua
sources["sessions.menu"] = { chunk = "@lua_templates/sessions/menu.lua" } --[=[ sessions.menu
--- menu: the lists and questions the user sees.
---
--- In:    host, what is saved, what is open.
--- Out:   a list on the screen; the answer comes as an event.
--- Never: acts on the answer; keeps a state for it: all that an answer needs is in its id, because another window
---        may ask something else meanwhile, and a reload may come between.

local cells = require("sessions.cells")
local picker = require("sessions.picker")

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
  return BYTES .. name:gsub("[^%w]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end)
end

---@param id string?
---@return string? name nil when a row was chosen that is no session, or nothing
function menu.name_of(id)
  if not id or id:sub(1, 1) == ROW then
    return nil
  elseif id:sub(1, 1) ~= BYTES then
    return id
  end
  return (
    id:sub(2):gsub("%%(%x%x)", function(hex)
      return string.char(tonumber(hex, 16) --[[@as integer]])
    end)
  )
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
function menu.show(plugin, gui_window, pane, event, description, choices, is_menu)
  local text = cells.printable(description)
  local shown, message = plugin.host.choose(gui_window, pane, event, TITLE, text, choices, is_menu)
  if not shown then
    plugin.tell(gui_window, "The list could not be shown: " .. message)
  end
end

--- The key of an action as a person reads it: "ALT+s"; nil when it has none.
---@param plugin sessions.Plugin
---@param action string
---@return string?
function menu.key_of(plugin, action)
  for _, key in ipairs(plugin.options.keys) do
    if key.action == action then
      return key.mods == "NONE" and key.key or key.mods:gsub("|", "+") .. "+" .. key.key
    end
  end
end

local function nothing_saved(plugin)
  local key = menu.key_of(plugin, "save_session")
  local how = key and ("press " .. key) or "send the event save_session"
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
function menu.pick(plugin, gui_window, pane, event, description, more)
  local entries = plugin.store():list()
  if #entries == 0 then
    return plugin.tell(gui_window, nothing_saved(plugin))
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
  menu.show(plugin, gui_window, pane, event, description, choices)
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
function menu.confirm(plugin, gui_window, pane, event, question, yes_label, no_label, subject)
  local choices = {
    { id = NO, label = no_label },
    { id = menu.id_of(subject), label = cells.printable(yes_label) },
  }
  menu.show(plugin, gui_window, pane, event, question, choices, true)
end

return menu
]=]

-- sessions.takeover: lua_templates/sessions/takeover.lua
sources["sessions.takeover"] = { chunk = "@lua_templates/sessions/takeover.lua" } --[[ sessions.takeover
--- takeover: other plugins' sessions become ours, each file once.
---
--- In:    the plugin, directories, a pattern of file names.
--- Out:   sessions in our store under the names inside those files; a ledger of what was looked at.
--- Never: changes or removes an original; replaces a session of ours; tries a file a second time.

local path = require("sessions.path")

local takeover = {}

--- Beside the sessions; the name cannot be a session's: those escape a leading dot.
local LEDGER = ".taken-over"

local function ledger_path(plugin)
  return path.join(plugin.store().directory, LEDGER, plugin.host.separator)
end

--- Paths that were looked at before, one a line.
local function read_ledger(plugin)
  local seen, text = {}, plugin.files.read(ledger_path(plugin)) or ""
  for line in text:gmatch("[^\n]+") do
    seen[line] = true
  end
  return seen, text
end

---@async
local function take(plugin, file_path)
  local store = plugin.store()
  local text = plugin.files.read(file_path)
  local session, _, problem
  if text then
    session, _, problem = store:decode(text)
  end
  if not session then
    local reason = problem and problem.message or "cannot be read"
    plugin.host.log_error(("(wezterm-sessions) not taken over: %s: %s"):format(file_path, reason))
    return nil
  end
  if plugin.files.exists(store:path_of(session.name)) then
    return nil
  end
  return store:write(session) and session.name
end

--- Take over every matching file in these directories that was not looked at before.
---@async
---@param plugin sessions.Plugin
---@param directories string[] those that are missing are passed over
---@param pattern string of file names
---@return string[] names of the sessions taken over
function takeover.run(plugin, directories, pattern)
  local seen, text = read_ledger(plugin)
  local names, added = {}, {}
  for _, directory in ipairs(directories) do
    local file_paths = plugin.host.list_directory(directory) or {}
    table.sort(file_paths)
    for _, file_path in ipairs(file_paths) do
      if file_path:match("[^/\\]+$"):find(pattern) and not seen[file_path] then
        added[#added + 1] = file_path
        names[#names + 1] = take(plugin, file_path)
      end
    end
  end
  if #added > 0 then
    plugin.store():replace(ledger_path(plugin), text .. table.concat(added, "\n") .. "\n")
  end
  return names
end

return takeover
]]

-- sessions.foreign: lua_templates/sessions/foreign.lua
sources["sessions.foreign"] = { chunk = "@lua_templates/sessions/foreign.lua" } --[[ sessions.foreign
--- foreign: what the files of other plugins have in common -> a session of ours.
---
--- In:    parts of a JSON value that nobody has checked; rectangles that may contradict each other.
--- Out:   lists, texts and tabs that hold; a session, or what is wrong with it.
--- Never: raises on any value; gives up a tab for a pane; makes a list of arguments out of one text.

local command = require("sessions.command")
local layout = require("sessions.layout")
local path = require("sessions.path")

local foreign = {}

--- No screen is that large. Beyond it a number is a mistake.
local CELLS_MAX = 10000

--- No workspace is that large. Beyond it a file is a mistake or an attack.
local PANES_MAX = 10000

--- The machine that a file is read on; what it says of directories is seen from there.
---@class (exact) sessions.Machine
---@field hostname? string
---@field is_windows? boolean

--- A pane as files tell it, before its place in the tree is known.
---@class (exact) sessions.ForeignPane
---@field rect sessions.Rect
---@field index integer? place in WezTerm's order
---@field is_active boolean
---@field is_zoomed boolean
---@field pane sessions.Pane

---@param code string
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
---@param machine sessions.Machine?
---@return string? cwd
---@return string? cwd_host
---@nodiscard
function foreign.directory(value, machine)
  machine = machine or {}
  return path.from_url(foreign.text(value), machine.hostname, machine.is_windows)
end

--- A program of which a file holds one text: shown, never run. nil for a shell that waits.
---@param value any
---@return sessions.Program?
---@nodiscard
function foreign.program_of_text(value)
  local text = foreign.text(value)
  text = text and text:gsub("^%s+", ""):gsub("%s+$", "")
  local words = {}
  for word in (text or ""):gmatch("%S+") do
    words[#words + 1] = word
  end
  if not text or not words[1] or command.is_idle_shell(words) then
    return nil
  end
  return { name = path.basename(words[1]), text = text }
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
  local tree, exact, cols, rows = layout.from_rects(rects, nil, nil, leaves)
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

--- The windows of a file, as `read_tab` reads each of their tabs; what is empty is left out.
---@param raw_windows any[]
---@param read_tab fun(raw: table, where: string, notes: sessions.Problem[]): sessions.Tab?, integer
---gives the tab, nil for one without panes, and the number of panes
---@param notes sessions.Problem[]
---@return sessions.Window[]? windows
---@return sessions.Problem?
function foreign.windows(raw_windows, read_tab, notes)
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
        return nil, foreign.problem("too_large", message, where)
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
    return nil, foreign.problem("empty", "there is no pane in it")
  end
  return windows
end

return foreign
]]

-- sessions.legacy: lua_templates/sessions/legacy.lua
sources["sessions.legacy"] = { chunk = "@lua_templates/sessions/legacy.lua" } --[[ sessions.legacy
--- legacy: a file of this plugin's earlier versions, or of the plugin it descends from -> session.
---
--- In:    the value in `wezterm_state_NAME.json`: windows of tabs of panes, or tabs alone.
--- Out:   a session under the name inside the file, with remarks; a problem when it holds no pane.
--- Never: trusts the file's own name (`+` may be a separator); runs what it says was running.

local foreign = require("sessions.foreign")

local legacy = {}

--- One pane. `tty` is a command line whose argument bounds are lost, or the path of a program.
local function pane_of(raw, machine)
  local cwd, cwd_host = foreign.directory(raw.cwd, machine)
  return {
    cwd = cwd,
    cwd_host = cwd_host,
    program = foreign.program_of_text(raw.tty),
    git_branch = foreign.text(raw.git_branch),
    git_repo = foreign.text(raw.git_repo),
  }
end

local function reader(machine)
  return function(raw_tab, where, notes)
    local panes = {}
    for _, raw in ipairs(foreign.list(raw_tab.panes)) do
      local rect = type(raw) == "table" and foreign.rect(raw)
      if rect then
        panes[#panes + 1] = {
          rect = rect,
          index = foreign.integer(raw.index, 0, math.maxinteger),
          is_active = raw.is_active == true,
          is_zoomed = raw.is_zoomed == true,
          pane = pane_of(raw, machine),
        }
      else
        local message = "a pane without a rectangle is left out"
        notes[#notes + 1] = foreign.problem("no_rectangle", message, where)
      end
    end
    if not panes[1] then
      return nil, 0
    end
    return foreign.tab(foreign.title(raw_tab.title), panes, false, where, notes), #panes
  end
end

--- Whether any of these tabs has a list of panes: resurrect's have trees.
local function has_panes(raw_tabs)
  for _, raw_tab in ipairs(foreign.list(raw_tabs)) do
    if type(raw_tab) == "table" and type(raw_tab.panes) == "table" then
      return true
    end
  end
  return false
end

--- The windows of a file, nil when it is not one of these plugins'.
local function windows_of(value)
  -- Before 2025, and in the parent plugin, a file held the tabs of one window.
  if has_panes(value.tabs) then
    return { { title = value.title, tabs = value.tabs } }
  end
  local windows, is_ours = {}, false
  for _, raw_window in ipairs(foreign.list(value.windows)) do
    if type(raw_window) == "table" then
      windows[#windows + 1] = raw_window
      is_ours = is_ours or has_panes(raw_window.tabs)
    end
  end
  return is_ours and windows or nil
end

--- Read a file's value.
---@param value any
---@param machine sessions.Machine? nil: a directory with a host is on another machine
---@return sessions.Session? session nil without a problem: the file is another plugin's
---@return (sessions.Problem[]|sessions.Problem)? # notes, or the problem
---@nodiscard
function legacy.decode(value, machine)
  local raw_windows = type(value) == "table" and windows_of(value)
  if not raw_windows then
    return nil
  elseif type(value.name) ~= "string" then
    return nil, foreign.problem("no_name", "the name of its workspace is missing", "name")
  end
  local notes = {}
  local windows, problem = foreign.windows(raw_windows, reader(machine), notes)
  if not windows then
    return nil, problem
  end
  local saved_at = foreign.integer(value.last_modified, 0, math.maxinteger) or 0
  return { name = value.name, saved_at = saved_at, windows = windows }, notes
end

return legacy
]]

-- sessions.import_old: lua_templates/sessions/import_old.lua
sources["sessions.import_old"] = { chunk = "@lua_templates/sessions/import_old.lua" } --[[ sessions.import_old
--- import_old: sessions of this plugin's earlier versions and of its parent are found and taken over.
---
--- In:    the plugin. Out: their files in our store, the first time sessions are listed or looked for.
--- Never: asks; runs what those files say was running (their argument bounds are lost).

local legacy = require("sessions.legacy")
local path = require("sessions.path")
local takeover = require("sessions.takeover")

local import_old = {}

local FILE_PATTERN = "^wezterm_state_.*%.json$"

--- Directory of WezTerm's plugins: below its data directory (config/src/config.rs:1708-1714).
local function plugins_directory(plugin)
  local host, files = plugin.host, plugin.files
  local base
  if host.is_windows then
    base = files.environment("APPDATA")
  elseif host.is_mac then
    base = host.home_dir .. "/Library/Application Support"
  else
    base = files.environment("XDG_DATA_HOME") or host.home_dir .. "/.local/share"
  end
  return base and path.join(path.join(base, "wezterm", host.separator), "plugins", host.separator)
end

--- Where earlier versions kept their files: a directory of the user's choice, the data directory, or their own
--- checkout, whose name is the escaped URL; their parent used a fixed folder.
---@async
local function directories(plugin)
  local separator = plugin.host.separator
  local found = {
    plugin.store().directory,
    plugin.host.home_dir .. "/.local/share/wezterm-sessions/state",
    plugin.host.home_dir .. "/.config/wezterm/wezterm-session-manager",
  }
  local plugins = plugins_directory(plugin)
  for _, checkout in ipairs(plugins and plugin.host.list_directory(plugins) or {}) do
    if checkout:match("[^/\\]+$"):find("wezterm-sessions", 1, true) then
      found[#found + 1] = path.join(checkout, "state", separator)
    end
  end
  return found
end

---@param plugin sessions.Plugin
function import_old.attach(plugin)
  plugin.importers[#plugin.importers + 1] = function(value)
    local machine = { hostname = plugin.host.hostname(), is_windows = plugin.host.is_windows }
    return legacy.decode(value, machine)
  end
  plugin.takeovers[#plugin.takeovers + 1] = function()
    takeover.run(plugin, directories(plugin), FILE_PATTERN)
  end
end

return import_old
]]

-- sessions.resurrect: lua_templates/sessions/resurrect.lua
sources["sessions.resurrect"] = { chunk = "@lua_templates/sessions/resurrect.lua" } --[[ sessions.resurrect
--- resurrect: a state file of the resurrect plugins -> session.
---
--- In:    the value of a workspace's, a window's or a tab's state; panes as a tree of neighbours.
--- Out:   a session under the name inside the file, with remarks; a problem when it holds no pane.
--- Never: takes neighbours for splits; runs what the file says was running; shows what it captured.

local command = require("sessions.command")
local foreign = require("sessions.foreign")
local path = require("sessions.path")

local resurrect = {}

--- Its loader names unnamed windows and tabs after nothing; a workspace needs a name.
local UNNAMED = { window = "unnamed window", tab = "unnamed tab" }

--- The arguments of a process, nil unless every one is a text.
local function argv_of(process)
  local argv = foreign.list(process.argv)
  for _, word in ipairs(argv) do
    if type(word) ~= "string" then
      return nil
    end
  end
  return argv[1] and argv or nil
end

--- `process` is an object in files, a text in its README.
local function program_of(process)
  if type(process) ~= "table" then
    return foreign.program_of_text(process)
  end
  local argv = argv_of(process)
  local name = foreign.text(process.name)
    or path.basename(foreign.text(process.executable) or argv and argv[1] or "")
  if name == "" or command.is_idle_shell(argv or { name }) then
    return nil
  end
  return { name = name, argv = argv }
end

local function pane_of(node, machine)
  local cwd, cwd_host = foreign.directory(node.cwd, machine)
  return {
    domain = foreign.text(node.domain),
    cwd = cwd,
    cwd_host = cwd_host,
    program = program_of(node.process),
  }
end

--- All panes of a tree. `right` and `bottom` are neighbours, not cuts: a corner pane hangs under
--- either of them and may be null under the other, so the tree says nothing but which panes exist.
local function panes_of(root, machine)
  ---@type sessions.ForeignPane[], table[]
  local panes, waiting = {}, { root }
  while #waiting > 0 do
    local node = table.remove(waiting)
    local rect = foreign.rect(node)
    if rect then
      panes[#panes + 1] = {
        rect = rect,
        index = foreign.integer(node.index, 0, math.maxinteger),
        is_active = node.is_active == true,
        is_zoomed = node.is_zoomed == true,
        pane = pane_of(node, machine),
      }
    end
    for _, side in ipairs({ "bottom", "right" }) do
      if type(node[side]) == "table" then
        waiting[#waiting + 1] = node[side]
      end
    end
  end
  return panes
end

local function reader(machine)
  return function(raw_tab, where, notes)
    local panes = type(raw_tab.pane_tree) == "table" and panes_of(raw_tab.pane_tree, machine) or {}
    if not panes[1] then
      return nil, 0
    end
    local is_zoomed = raw_tab.is_zoomed == true
    return foreign.tab(foreign.title(raw_tab.title), panes, is_zoomed, where, notes), #panes
  end
end

local function has_trees(raw_tabs)
  for _, raw_tab in ipairs(foreign.list(raw_tabs)) do
    if type(raw_tab) == "table" and type(raw_tab.pane_tree) == "table" then
      return true
    end
  end
  return false
end

--- The name and the windows of a state, nil when it is none.
local function parts_of(value)
  if type(value.pane_tree) == "table" then
    return foreign.text(value.title) or UNNAMED.tab, { { title = "", tabs = { value } } }
  elseif has_trees(value.tabs) then
    return foreign.text(value.title) or UNNAMED.window, { value }
  end
  local windows, is_state = {}, false
  for _, raw_window in ipairs(foreign.list(value.window_states)) do
    if type(raw_window) == "table" then
      windows[#windows + 1] = raw_window
      is_state = is_state or has_trees(raw_window.tabs)
    end
  end
  return value.workspace, is_state and windows or nil
end

--- Read a file's value.
---@param value any
---@param machine sessions.Machine?
---@return sessions.Session? session nil without a problem: the file is another plugin's
---@return (sessions.Problem[]|sessions.Problem)? # notes, or the problem
---@nodiscard
function resurrect.decode(value, machine)
  if type(value) ~= "table" then
    return nil
  end
  local name, raw_windows = parts_of(value)
  if not raw_windows then
    return nil
  elseif type(name) ~= "string" then
    return nil, foreign.problem("no_name", "the name of its workspace is missing", "workspace")
  end
  local notes = {}
  local windows, problem = foreign.windows(raw_windows, reader(machine), notes)
  if not windows then
    return nil, problem
  end
  return { name = name, saved_at = 0, windows = windows }, notes
end

return resurrect
]]

-- sessions.import_resurrect: lua_templates/sessions/import_resurrect.lua
sources["sessions.import_resurrect"] = { chunk = "@lua_templates/sessions/import_resurrect.lua" } --[[ sessions.import_resurrect
--- import_resurrect: sessions of the resurrect plugins are taken over when the user asks for it.
---
--- In:    the plugin. Out: `import_resurrect`.
--- Never: imports unasked: both plugins may be in use.

local path = require("sessions.path")
local resurrect = require("sessions.resurrect")
local takeover = require("sessions.takeover")

local import_resurrect = {}

local FILE_PATTERN = "%.json$"
local KINDS = { "workspace", "window", "tab" }

--- Where resurrect keeps its states unless told otherwise.
local function usual_directory(plugin)
  local host, files = plugin.host, plugin.files
  if host.is_windows then
    return (files.environment("APPDATA") or host.home_dir) .. "\\wezterm\\resurrect"
  elseif host.is_mac then
    return host.home_dir .. "/Library/Application Support/wezterm/resurrect"
  end
  return (files.environment("XDG_STATE_HOME") or host.home_dir .. "/.local/state")
    .. "/wezterm/resurrect"
end

---@param plugin sessions.Plugin
function import_resurrect.attach(plugin)
  plugin.importers[#plugin.importers + 1] = function(value)
    local machine = { hostname = plugin.host.hostname(), is_windows = plugin.host.is_windows }
    return resurrect.decode(value, machine)
  end

  --- Take over all states below a directory of resurrect's, each once.
  ---@async
  ---@param directory string? its usual one when nil
  ---@return string[] names of the sessions taken over
  function plugin.api.import_resurrect(directory)
    local base = directory or usual_directory(plugin)
    local folders = { base }
    for _, kind in ipairs(KINDS) do
      folders[#folders + 1] = path.join(base, kind, plugin.host.separator)
    end
    local names = takeover.run(plugin, folders, FILE_PATTERN)
    plugin.tell(nil, ("%d sessions of resurrect were taken over"):format(#names))
    return names
  end
end

return import_resurrect
]]

-- sessions.delete: lua_templates/sessions/delete.lua
sources["sessions.delete"] = { chunk = "@lua_templates/sessions/delete.lua" } --[[ sessions.delete
--- delete: remove a saved session, after a question.
---
--- In:    the plugin. Out: `delete_state`, `delete`, the event `delete_session`.
--- Never: removes anything unasked, or anything that is open; loses what it removes: the store sets it aside.

local menu = require("sessions.menu")

local delete = {}

local CHOSEN, CONFIRMED = "wezterm-sessions.delete.chosen", "wezterm-sessions.delete.confirmed"

---@param plugin sessions.Plugin
function delete.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- Delete a session by name.
  ---@async
  ---@param name string
  ---@return true? done
  ---@return sessions.Problem?
  function api.delete(name)
    local store = plugin.store()
    local file_path = store:path_of(name)
    host.emit("wezterm-sessions.delete.start", file_path)
    local done, message = store:remove(name)
    host.emit("wezterm-sessions.delete.end", file_path, done == true)
    if not done then
      return nil, { code = "not_deleted", message = message, where = file_path }
    end
    return true
  end

  ---@async
  function api.delete_state(window, pane)
    menu.pick(plugin, window, pane, CHOSEN, "Delete which session")
  end

  host.on("delete_session", api.delete_state)

  ---@async
  local function ask(window, pane, name)
    local question = ("Delete the saved session %s?"):format(name)
    local yes, no = "Delete " .. name, "Keep it"
    menu.confirm(plugin, window, pane, CONFIRMED, question, yes, no, name)
  end

  plugin.session_actions[#plugin.session_actions + 1] =
    { name = "delete", label = "Delete …", act = ask }

  host.on(CHOSEN, function(window, pane, id)
    local name = menu.name_of(id)
    if name then
      ask(window, pane, name)
    end
  end)

  host.on(CONFIRMED, function(window, _, id)
    local name = menu.name_of(id)
    if not name then
      return
    end
    local done, problem = api.delete(name)
    if not done then
      return plugin.tell(window, ("%s was not deleted: %s"):format(name, problem.message))
    end
    local key = menu.key_of(plugin, "undo_session")
    plugin.tell(window, "Deleted " .. name .. (key and (". %s brings it back"):format(key) or ""))
  end)
end

return delete
]]

-- sessions.fork: lua_templates/sessions/fork.lua
sources["sessions.fork"] = { chunk = "@lua_templates/sessions/fork.lua" } --[[ sessions.fork
--- fork: the current workspace goes on under a second name.
---
--- In:    the plugin. Out: `fork_state`, `fork`, the event `fork_session`.
--- Never: takes a name that is saved or open already; changes the workspace it copies.

local cells = require("sessions.cells")
local menu = require("sessions.menu")
local save = require("sessions.save")

local fork = {}

local NAMED = "wezterm-sessions.fork.named"

--- Key of the host's memory: which workspace each window's question is about.
local MEMORY = "fork."

---@return sessions.Problem?
local function refusal(plugin, name)
  local what
  if name:find("^%s*$") then
    what = "a name is needed"
  elseif #plugin.host.windows(name) > 0 then
    what = ("there is an open workspace %s already"):format(name)
  elseif plugin.store():has(name) then
    what = ("there is a saved session %s already"):format(name)
  end
  return what and { code = "taken", message = what } or nil
end

---@param plugin sessions.Plugin
function fork.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- A session that is not open is copied as it is saved.
  ---@async
  local function copy(name, window, from)
    local store = plugin.store()
    local session, _, problem = store:read(from)
    if not session then
      return nil, problem
    end
    local twin = { name = name, saved_at = plugin.files.now_s(), windows = session.windows }
    local done, message = store:write(twin)
    if not done then
      return nil, { code = "not_written", message = message }
    end
    api.load(name, window)
    return true
  end

  --- Save a workspace under a new name, and load it. Returns at once; the rest follows.
  ---@async
  ---@param name string
  ---@param window any? the GUI window at hand
  ---@param from string? workspace or saved session; nil: the active workspace
  ---@return true? begun
  ---@return sessions.Problem?
  function api.fork(name, window, from)
    local problem = refusal(plugin, name)
    if problem then
      return nil, problem
    end
    local workspace = from or host.active_workspace()
    if #host.windows(workspace) == 0 then
      return copy(name, window, workspace)
    end
    save.run(plugin, workspace, { as = name }, function(outcome, line)
      if not outcome then
        plugin.tell(window, line)
      elseif outcome ~= "overtaken" then
        api.load(name, window)
      end
    end)
    return true
  end

  --- Ask for the name of the copy.
  ---@async
  local function ask(window, pane, from)
    host.remember(MEMORY .. host.window_id(window), menu.id_of(from))
    local question = ("Copy %s under which name? (Enter, or Esc to give up)"):format(
      cells.printable(from)
    )
    local shown, message = host.ask(window, pane, NAMED, question)
    if not shown then
      plugin.tell(window, "The question could not be shown: " .. message)
    end
  end

  --- Ask for a name, and copy the active workspace.
  ---@async
  function api.fork_state(window, pane)
    ask(window, pane, host.active_workspace())
  end

  host.on("fork_session", api.fork_state)
  plugin.session_actions[#plugin.session_actions + 1] =
    { name = "fork", label = "Copy under another name …", act = ask }

  host.on(NAMED, function(window, _, name)
    local key = MEMORY .. host.window_id(window)
    local from = menu.name_of(host.recall(key))
    host.remember(key, nil)
    if not name or not from then
      return
    end
    local done, problem = api.fork(name, window, from)
    if not done then
      plugin.tell(window, "Not copied: " .. problem.message)
    end
  end)
end

return fork
]]

-- sessions.rename: lua_templates/sessions/rename.lua
sources["sessions.rename"] = { chunk = "@lua_templates/sessions/rename.lua" } --[[ sessions.rename
--- rename: a session gets another name: its file, its older states, and the workspace that is open.
---
--- In:    the plugin. Out: `rename_state`, `rename`, the event `rename_session`.
--- Never: takes a name that is saved or open already.

local cells = require("sessions.cells")
local menu = require("sessions.menu")

local rename = {}

local CHOSEN, NAMED = "wezterm-sessions.rename.chosen", "wezterm-sessions.rename.named"

--- Key of the host's memory: which session each window's question is about.
local MEMORY = "rename."

---@return sessions.Problem?
local function refusal(plugin, old, new)
  local what
  if new:find("^%s*$") then
    what = "a name is needed"
  elseif new == old then
    what = "it has that name"
  elseif #plugin.host.windows(new) > 0 then
    what = ("there is an open workspace %s already"):format(new)
  end
  return what and { code = "taken", message = what } or nil
end

---@param plugin sessions.Plugin
function rename.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- Rename a saved session, with its older states and the workspace of that name.
  ---@async
  ---@param old string
  ---@param new string
  ---@return true? done
  ---@return sessions.Problem?
  function api.rename(old, new)
    local store = plugin.store()
    local problem = refusal(plugin, old, new)
    if problem then
      return nil, problem
    end
    local is_open = #host.windows(old) > 0
    -- A save that is under way would bring the old name back.
    plugin.tickets[old] = (plugin.tickets[old] or 0) + 1
    local done, trouble = store:rename(old, new)
    if not done and not (is_open and trouble and trouble.code == "not_found") then
      return nil, trouble
    end
    if is_open then
      host.rename_workspace(old, new)
    end
    for _, hook in ipairs(plugin.after_rename) do
      hook(old, new)
    end
    return true
  end

  --- Ask for the new name of a session.
  ---@async
  ---@param window any
  ---@param pane any
  ---@param name string
  local function ask(window, pane, name)
    host.remember(MEMORY .. host.window_id(window), menu.id_of(name))
    local question = ("New name of the session %s? (Enter, or Esc to give up)"):format(
      cells.printable(name)
    )
    local shown, message = host.ask(window, pane, NAMED, question)
    if not shown then
      plugin.tell(window, "The question could not be shown: " .. message)
    end
  end

  ---@async
  function api.rename_state(window, pane)
    menu.pick(plugin, window, pane, CHOSEN, "Rename which session")
  end

  host.on("rename_session", api.rename_state)
  plugin.session_actions[#plugin.session_actions + 1] =
    { name = "rename", label = "Rename …", act = ask }

  host.on(CHOSEN, function(window, pane, id)
    local name = menu.name_of(id)
    if name then
      ask(window, pane, name)
    end
  end)

  host.on(NAMED, function(window, _, new)
    local key = MEMORY .. host.window_id(window)
    local old = menu.name_of(host.recall(key))
    host.remember(key, nil)
    if not old or not new then
      return
    end
    local done, problem = api.rename(old, new)
    plugin.tell(
      window,
      done and ("Renamed %s to %s"):format(old, new)
        or ("%s was not renamed: %s"):format(old, problem.message)
    )
  end)
end

return rename
]]

-- sessions.undo: lua_templates/sessions/undo.lua
sources["sessions.undo"] = { chunk = "@lua_templates/sessions/undo.lua" } --[[ sessions.undo
--- undo: the last delete, or the last restore, is taken back.
---
--- In:    the plugin. Out: `undo_state`, the event `undo_session`.
--- Never: closes a tab that the restore did not open; ends a program without a question; takes back a restore after
---        the terminal was started anew, because its tabs are others then.

local command = require("sessions.command")
local menu = require("sessions.menu")
local path = require("sessions.path")
local trash = require("sessions.trash")

local undo = {}

local CONFIRMED = "wezterm-sessions.undo.confirmed"

--- Keys of the host's memory: where the user was before a restore, and the last restore.
local BEFORE, LAST = "undo.before", "undo.last"

--- A window for a user who would have none left.
local USUAL_COLS, USUAL_ROWS = 80, 24
local LOCAL_DOMAIN = "local"

--- The tabs of a restore that are still there, by id.
local function live_tabs(host, last)
  local tabs, count = {}, 0
  for _, id in ipairs(last.tabs) do
    local tab = host.tab_by_id(id)
    if tab then
      tabs[id] = tab
      count = count + 1
    end
  end
  return tabs, count
end

--- Names of the programs that closing these tabs would end.
local function running(host, tabs)
  local names = {}
  for _, tab in pairs(tabs) do
    for _, info in ipairs(host.panes(tab)) do
      local executable = host.program_path(info.pane)
      local name = executable and path.basename(executable)
      if name and not command.is_shell(name) then
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  return names
end

--- Whether a window would be left with nothing.
local function is_all(host, mux_window, tabs)
  for _, info in ipairs(host.tabs(mux_window)) do
    if not tabs[host.tab_id(info.tab)] then
      return false
    end
  end
  return true
end

--- Close these tabs of one window. WezTerm closes only the active tab of a window on the screen, when its turn
--- comes: what was queued before, such as repeated focus, has to pass first, or another tab would be the active one.
---@async
local function close_in(host, gui_window, tabs)
  local mux_window = host.mux_window_of(gui_window)
  for _, info in ipairs(mux_window and host.tabs(mux_window) or {}) do
    local id = host.tab_id(info.tab)
    local panes = tabs[id] and host.panes(info.tab) or {}
    if panes[1] then
      host.let_queued_work_run()
      host.activate_tab(info.tab)
      local active = host.active_tab(mux_window)
      if active and host.tab_id(active) == id then
        host.close_active_tab(gui_window, panes[1].pane)
      end
    end
  end
end

--- Make sure that a window which loses all its tabs, and that the user wants to keep, has one.
---@async
local function keep_open(host, mux_window, tabs)
  if is_all(host, mux_window, tabs) then
    host.spawn_tab(mux_window, host.home_dir, LOCAL_DOMAIN)
  end
end

--- Whether the windows of a restore stay when its tabs go: those that were there before it.
local function was_here(last)
  return last.before == last.workspace
end

--- Close what the restore has opened, and show what was there before.
---@async
local function take_back(plugin, last)
  local host = plugin.host
  local tabs = live_tabs(host, last)
  plugin.fill().jobs:drop(last.workspace)
  if next(tabs) and host.active_workspace() ~= last.workspace then
    host.show_workspace(last.workspace)
    host.let_queued_work_run()
  end
  if not was_here(last) and #host.windows(last.before) == 0 then
    host.spawn_window(last.before, USUAL_COLS, USUAL_ROWS, host.home_dir, LOCAL_DOMAIN)
  end
  for _, gui_window in ipairs(host.gui_windows()) do
    local mux_window = host.mux_window_of(gui_window)
    if mux_window and host.window_id(mux_window) == last.window and was_here(last) then
      keep_open(host, mux_window, tabs)
    end
    close_in(host, gui_window, tabs)
  end
  host.let_queued_work_run()
  host.show_workspace(last.before)
  local _, left = live_tabs(host, last)
  return left
end

---@param plugin sessions.Plugin
function undo.attach(plugin)
  local host, api = plugin.host, plugin.api

  plugin.before_restore[#plugin.before_restore + 1] = function(_, name)
    local window = host.gui_windows()[1]
    local mux_window = window and host.mux_window_of(window)
    host.remember(BEFORE, {
      name = menu.id_of(name),
      workspace = host.active_workspace(),
      window = mux_window and host.window_id(mux_window),
    })
  end

  plugin.after_restore[#plugin.after_restore + 1] = function(report)
    local before = host.recall(BEFORE)
    if before and before.name == menu.id_of(report.workspace) then
      host.remember(LAST, {
        workspace = report.workspace,
        before = before.workspace,
        window = before.window,
        tabs = report.tab_ids,
        at = plugin.files.now_s(),
      })
    end
  end

  ---@async
  local function undo_restore(window, last)
    host.remember(LAST, nil)
    local left = take_back(plugin, last)
    plugin.tell(
      window,
      left == 0 and ("Took back the load of %s"):format(last.workspace)
        or ("%d tabs of %s could not be closed"):format(left, last.workspace)
    )
  end

  --- Take back the last delete or the last restore, whichever came later.
  ---@async
  function api.undo_state(window, pane)
    local last, deleted = host.recall(LAST), trash.latest(plugin.store())
    if deleted and (not last or deleted.at >= last.at) then
      local done, problem = trash.take_back(plugin.store(), deleted.name)
      local line = "Brought back " .. deleted.name
      if not done and problem then
        line = ("%s was not brought back: %s"):format(deleted.name, problem.message)
      end
      return plugin.tell(window, line)
    elseif not last then
      return plugin.tell(window, "There is no delete and no load to take back")
    end
    local tabs, count = live_tabs(host, last)
    local programs = running(host, tabs)
    if #programs == 0 then
      return undo_restore(window, last)
    end
    local question = ("Close %d tabs of %s? In them runs %s"):format(
      count,
      last.workspace,
      table.concat(programs, ", ")
    )
    menu.confirm(
      plugin,
      window,
      pane,
      CONFIRMED,
      question,
      "Close them",
      "Keep them",
      last.workspace
    )
  end

  host.on("undo_session", api.undo_state)

  host.on(CONFIRMED, function(window, _, id)
    local last = host.recall(LAST)
    if last and menu.name_of(id) == last.workspace then
      undo_restore(window, last)
    end
  end)
end

return undo
]]

-- sessions.miniature: lua_templates/sessions/miniature.lua
sources["sessions.miniature"] = { chunk = "@lua_templates/sessions/miniature.lua" } --[=[ sessions.miniature
--- miniature: a drawing of a tab's layout in a few lines of text.
---
--- In:    a tab or a session, the cells to draw in.
--- Out:   lines, each exactly as wide as asked, never more of them than asked.
--- Never: fails for want of room: what does not fit is clipped, left out, or counted.

local cells = require("sessions.cells")
local layout = require("sessions.layout")
local path = require("sessions.path")

local miniature = {}

---@class (exact) sessions.MiniatureOptions
---@field ascii? boolean lines of `+-|`, for screens that draw others two cells wide

--- Where a line goes on from a cell; a cell's number is their sum.
local UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8

--- What a cell shows, by its number: the box-drawing characters, and what stands for them in ASCII.
-- stylua: ignore
local LINES = {
  [3] = "\u{2502}", [12] = "\u{2500}",
  [10] = "\u{250C}", [6] = "\u{2510}", [9] = "\u{2514}", [5] = "\u{2518}",
  [11] = "\u{251C}", [7] = "\u{2524}", [14] = "\u{252C}", [13] = "\u{2534}", [15] = "\u{253C}",
}
local ASCII_LINES = { [3] = "|", [12] = "-" }
local ASCII_CORNER = "+"

--- Stands before the label of the active pane, or tab: a filled circle.
local ACTIVE, ASCII_ACTIVE = "\u{25CF}", "*"
local ASCII_CUT = "~"

--- The smallest frame around a pane.
local FRAME_LEAST = 3

--- The smallest and the largest tile of a session's drawing, a caption and a box each.
local TILE_COLS, TILE_ROWS, TILE_ROWS_MOST = 16, 4, 12

--- A cell is about twice as high as it is wide.
local CELL_RATIO = 2

local function signs(options)
  local is_ascii = options and options.ascii
  return {
    active = is_ascii and ASCII_ACTIVE or ACTIVE,
    cut = is_ascii and ASCII_CUT or nil,
    line = function(number)
      if is_ascii then
        return ASCII_LINES[number] or ASCII_CORNER
      end
      return LINES[number] or " "
    end,
  }
end

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

  function canvas.lines(line_of)
    local lines = {}
    for y = 0, height - 1 do
      local parts, x = {}, 0
      while x < width do
        local text, number = texts[y][x], numbers[y][x]
        parts[#parts + 1] = text or number and line_of(number) or " "
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
local function fitted(label, is_active, width, sign)
  if not is_active then
    return (cells.clip(label, width, sign.cut))
  end
  return width < 3 and sign.active or sign.active .. " " .. cells.clip(label, width - 2, sign.cut)
end

--- A tab's panes in a frame, each with its program or directory, the active one marked.
---@param tab sessions.Tab
---@param width integer cells
---@param height integer lines
---@param options sessions.MiniatureOptions?
---@return string[] lines `height` of them, each exactly `width` cells wide
---@nodiscard
function miniature.draw(tab, width, height, options)
  local sign = signs(options)
  width, height =
    math.max(width, 0), --[[@as integer]]
    math.max(height, 0) --[[@as integer]]
  if width < FRAME_LEAST or height < FRAME_LEAST then
    local lines = blank_lines(width, height)
    if lines[1] and width > 0 then
      lines[1] = cells.pad(sign.active, width)
    end
    return lines
  end
  local cols, rows = width - 2, height - 2
  local tree, dropped = layout.fit(tab.layout, tab.cols, tab.rows, cols, rows, tab.active_pane)
  local rects, active = layout.rects(tree, cols, rows), position_of(tab.active_pane, dropped)
  local canvas = new_canvas(width, height)
  for position, pane in ipairs(layout.leaves(tree)) do
    local rect = rects[position] --[[@as sessions.Rect]]
    local left, top = rect.left + 1, rect.top + 1
    canvas.frame(left - 1, top - 1, left + rect.width, top + rect.height)
    local label, place = label_of(pane)
    local is_active = position == active
    if is_active and tab.zoomed then
      label = label .. " (zoomed)"
    end
    canvas.write(left, top, fitted(label, is_active, rect.width, sign))
    if place and rect.height > 1 then
      canvas.write(left, top + 1, (cells.clip(place, rect.width, sign.cut)))
    end
  end
  return canvas.lines(sign.line)
end

--- A tab's number, "2.1" with more windows than one, and its title or what its active pane runs.
local function caption_of(session, window_number, tab_number, sign)
  local window = session.windows[window_number]
  local tab = window.tabs[tab_number]
  local title = cells.printable(tab.title or "")
  if title == "" then
    title = label_of(layout.leaves(tab.layout)[tab.active_pane] or {})
  end
  local number = #session.windows > 1 and ("%d.%d"):format(window_number, tab_number)
    or tostring(tab_number)
  return number .. (tab_number == window.active_tab and " " .. sign.active .. " " or " ") .. title
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
local function row_of(tiles, first, last, cols, rows, options)
  local cut, lines = signs(options).cut, {}
  for index = first, last do
    local tile = tiles[index]
    local drawn = rows > 1 and miniature.draw(tile.tab, cols, rows - 1, options) or {}
    table.insert(drawn, 1, cells.pad(tile.caption, cols, cut))
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
---@param options sessions.MiniatureOptions?
---@return string[] lines at most `height`, each exactly `width` cells wide
---@nodiscard
function miniature.session(session, width, height, options)
  local sign, tiles, lines = signs(options), {}, {}
  for window_number, window in ipairs(session.windows) do
    for tab_number, tab in ipairs(window.tabs) do
      local caption = caption_of(session, window_number, tab_number, sign)
      tiles[#tiles + 1] = { tab = tab, caption = caption }
    end
  end
  width, height =
    math.max(width, 0), --[[@as integer]]
    math.max(height, 0) --[[@as integer]]
  local columns, tile_rows, shown = arrangement(#tiles, width, height)
  local tile_cols = (width + 1) // columns - 1
  for first = 1, shown, columns do
    local last = math.min(first + columns - 1, shown)
    for _, line in ipairs(row_of(tiles, first, last, tile_cols, tile_rows, options)) do
      lines[#lines + 1] = cells.pad(line, width, sign.cut)
    end
  end
  local left_out = #tiles - shown
  if left_out > 0 and height > 0 then
    local more = ("and %d more tab%s"):format(left_out, left_out == 1 and "" or "s")
    lines[#lines + 1] = cells.pad(more, width, sign.cut)
  end
  return lines
end

return miniature
]=]

-- sessions.scopes: lua_templates/sessions/scopes.lua
sources["sessions.scopes"] = { chunk = "@lua_templates/sessions/scopes.lua" } --[=[ sessions.scopes
--- scopes: one window, one tab, one pane of a saved session, opened beside what is there.
---
--- In:    the plugin. Out: `restore_tab`, `restore_window`, `restore_pane`, and the lists to choose from.
--- Never: changes the workspace's name; closes anything but a lone idle shell that the tabs replace.

local build = require("sessions.build")
local cells = require("sessions.cells")
local layout = require("sessions.layout")
local menu = require("sessions.menu")
local path = require("sessions.path")
local report = require("sessions.report")
local restore = require("sessions.restore")

local scopes = {}

local CHOSEN = "wezterm-sessions.scope.chosen"

--- A pane is split beside when both halves keep that many columns, below when they keep that many rows.
local HALF_COLS, HALF_ROWS = 20, 6

local function missing(what)
  return { code = "not_found", message = "the session has no such " .. what }
end

--- A session that holds one tab only.
local function only_tab(session, tab)
  local window = { title = "", active_tab = 1, tabs = { tab } }
  return { name = session.name, saved_at = session.saved_at, windows = { window } }
end

local function tab_of(session, window_number, tab_number)
  local window = session.windows[window_number]
  return window and window.tabs[tab_number]
end

--- The active pane of a window, when it has room for a second one beside or below.
local function place_for_split(host, mux_window)
  local tab = mux_window and host.active_tab(mux_window)
  for _, info in ipairs(tab and host.panes(tab) or {}) do
    if info.is_active and not info.is_zoomed then
      if info.width > 2 * HALF_COLS then
        return info.pane, "Right", info.width // 2
      elseif info.height > 2 * HALF_ROWS then
        return info.pane, "Bottom", info.height // 2
      end
    end
  end
end

--- What a pane is: its program or "shell", and its directory.
local function pane_text(pane)
  local program = pane.program
  local what = program
    and (program.argv and table.concat(program.argv, " ") or program.text or program.name)
  return what or "shell", pane.cwd or ""
end

local function tab_text(tab)
  local leaves = layout.leaves(tab.layout)
  local parts = {}
  for index, pane in ipairs(leaves) do
    parts[index] = pane.program and pane.program.name or path.basename(pane.cwd or "shell")
  end
  return tab.title,
    ("%d pane%s"):format(#leaves, #leaves == 1 and "" or "s"),
    table.concat(parts, ", ")
end

--- Rows of aligned columns. The id tells the place in the session.
local function rows_of(lines, cols)
  local widths, rows = {}, {}
  for _, line in ipairs(lines) do
    for column, text in ipairs(line) do
      line[column] = cells.printable(text)
      widths[column] = math.min(math.max(widths[column] or 0, cells.width(line[column])), cols // 2)
    end
  end
  for index, line in ipairs(lines) do
    local parts = {}
    for column, text in ipairs(line) do
      parts[column] = cells.pad(text, widths[column])
    end
    local label = table.concat(parts, "  "):gsub(" +$", "")
    rows[index] = { id = line.id, label = (cells.clip(label, cols)) }
  end
  return rows
end

---@type table<string, fun(session: sessions.Session): table[]>
local LINES = {}

function LINES.window(session)
  local lines = {}
  for number, window in ipairs(session.windows) do
    local titles = {}
    for index, tab in ipairs(window.tabs) do
      local title, _, programs = tab_text(tab)
      titles[index] = title ~= "" and title or programs
    end
    local count = ("%d tab%s"):format(#window.tabs, #window.tabs == 1 and "" or "s")
    lines[number] =
      { tostring(number), count, table.concat(titles, " | "), id = ("%d"):format(number) }
  end
  return lines
end

function LINES.tab(session)
  local lines = {}
  for number, window in ipairs(session.windows) do
    for index, tab in ipairs(window.tabs) do
      local place = ("%d.%d"):format(number, index)
      local title, count, programs = tab_text(tab)
      lines[#lines + 1] = { place, title, count, programs, id = place }
    end
  end
  return lines
end

function LINES.pane(session)
  local lines = {}
  for number, window in ipairs(session.windows) do
    for index, tab in ipairs(window.tabs) do
      for position, pane in ipairs(layout.leaves(tab.layout)) do
        local place = ("%d.%d.%d"):format(number, index, position)
        local what, directory = pane_text(pane)
        lines[#lines + 1] = { place, tab.title, what, directory, id = place }
      end
    end
  end
  return lines
end

---@param plugin sessions.Plugin
function scopes.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- The GUI window to open in, and the session.
  ---@async
  ---@param name string
  ---@param window any?
  ---@return any? gui_window
  ---@return sessions.Session? session
  ---@return sessions.Problem[]? notes
  ---@return sessions.Problem? problem
  local function at_hand(name, window)
    return window or host.gui_windows()[1], plugin.store():read(name)
  end

  ---@async
  local function open(window, part, notes, is_apart)
    local workspace = host.active_workspace()
    host.emit("wezterm-sessions.restore.start", workspace)
    plugin.announce("restore", workspace)
    local result = restore.part(plugin, window, part, notes, is_apart)
    plugin.keep_report(result)
    return result
  end

  --- One tab of a saved session, into the current window.
  ---@async
  ---@param name string
  ---@param window_number integer
  ---@param tab_number integer
  ---@param window any? the GUI window at hand
  ---@return sessions.Report?
  ---@return sessions.Problem?
  function api.restore_tab(name, window_number, tab_number, window)
    local gui_window, session, notes, problem = at_hand(name, window)
    if not session then
      return nil, problem
    end
    local tab = tab_of(session, window_number, tab_number)
    if not tab then
      return nil, missing("tab")
    end
    return open(gui_window, only_tab(session, tab), notes, false)
  end

  --- One window of a saved session, as a window of its own.
  ---@async
  ---@param name string
  ---@param window_number integer
  ---@param window any? the GUI window at hand
  ---@return sessions.Report?
  ---@return sessions.Problem?
  function api.restore_window(name, window_number, window)
    local gui_window, session, notes, problem = at_hand(name, window)
    if not session then
      return nil, problem
    elseif not session.windows[window_number] then
      return nil, missing("window")
    end
    local part = { name = session.name, saved_at = session.saved_at }
    part.windows = { session.windows[window_number] }
    return open(gui_window, part, notes, true)
  end

  --- A pane beside the active one, with the directory and program of a saved one.
  ---@async
  local function split(gui_window, session, pane, mux_pane, direction, size)
    local into = report.new(host.active_workspace(), "restore", nil, host.now_ms())
    local site, where = plugin.site(), "pane"
    local cwd, domain = build.place(site, pane, where, into)
    local made, message = host.split(mux_pane, direction, size, cwd, domain)
    into.panes_asked, into.complete = 1, true
    if not made then
      local problem = { code = "split_failed", message = message or "the pane could not be split" }
      return nil, problem
    end
    into.panes_made = 1
    build.program(site, made, pane, where, into)
    plugin.keep_report(into)
    local first = into.problems[1]
    plugin.tell(
      gui_window,
      ("One pane of %s%s"):format(session.name, first and ". " .. first.message or "")
    )
    return into
  end

  --- One pane of a saved session: beside the active pane, or below it, or where neither has room in a new tab.
  ---@async
  ---@param name string
  ---@param window_number integer
  ---@param tab_number integer
  ---@param position integer of the pane, in tree order
  ---@param window any? the GUI window at hand
  ---@return sessions.Report?
  ---@return sessions.Problem?
  function api.restore_pane(name, window_number, tab_number, position, window)
    local gui_window, session, notes, problem = at_hand(name, window)
    if not session then
      return nil, problem
    end
    local tab = tab_of(session, window_number, tab_number)
    local pane = tab and layout.leaves(tab.layout)[position]
    if not tab or not pane then
      return nil, missing("pane")
    end
    local mux_pane, direction, size = place_for_split(host, host.mux_window_of(gui_window))
    if mux_pane then
      return split(gui_window, session, pane, mux_pane, direction, size)
    end
    local lone = { title = "", cols = tab.cols, rows = tab.rows, active_pane = 1, zoomed = false }
    lone.layout = pane
    return open(gui_window, only_tab(session, lone), notes, false)
  end

  --- Offer the parts of a session; the id is "KIND PLACE NAME".
  ---@async
  local function choose(kind, window, pane, name)
    local session, _, problem = plugin.store():read(name)
    if not session then
      return plugin.fail(window, problem --[[@as sessions.Problem]])
    end
    local rows = rows_of(LINES[kind](session), (menu.size(plugin, window)))
    for _, row in ipairs(rows) do
      row.id = ("%s %s %s"):format(kind, row.id, menu.id_of(name))
    end
    menu.show(plugin, window, pane, CHOSEN, ("Open which %s of %s"):format(kind, name), rows)
  end

  local actions = plugin.session_actions
  for kind, label in pairs({
    tab = "One tab, into this window …",
    window = "One window …",
    pane = "One pane, beside this one …",
  }) do
    actions[#actions + 1] = {
      name = kind,
      label = label,
      act = function(window, pane, name)
        choose(kind, window, pane, name)
      end,
    }
  end

  host.on(CHOSEN, function(window, _, id)
    local kind, place, name_id = (id or ""):match("^(%l+) ([%d.]+) (.*)$")
    local name = menu.name_of(name_id)
    if not name then
      return
    end
    local at = {}
    for number in place:gmatch("%d+") do
      at[#at + 1] = math.tointeger(tonumber(number))
    end
    local done, problem
    if kind == "window" then
      done, problem = api.restore_window(name, at[1], window)
    elseif kind == "tab" then
      done, problem = api.restore_tab(name, at[1], at[2], window)
    else
      done, problem = api.restore_pane(name, at[1], at[2], at[3], window)
    end
    if not done then
      plugin.fail(window, problem --[[@as sessions.Problem]])
    end
  end)
end

return scopes
]=]

-- sessions.manage: lua_templates/sessions/manage.lua
sources["sessions.manage"] = { chunk = "@lua_templates/sessions/manage.lua" } --[[ sessions.manage
--- manage: all that can be done with a chosen session, beside a drawing of it.
---
--- In:    the plugin, what the features have added to `session_actions`.
--- Out:   `manage_state`, the event `manage_session`, the last row of the list that loads.
--- Never: knows what an action does; keeps the chosen session anywhere but in the ids.

local age = require("sessions.age")
local cells = require("sessions.cells")
local menu = require("sessions.menu")
local miniature = require("sessions.miniature")

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
      id = (action and action.name or "again") .. " " .. menu.id_of(name),
      label = (line and cells.pad(label, width) .. GAP .. line or label):gsub(" +$", ""),
    }
  end
  return choices
end

local function description_of(session, name, problem, now_s)
  if not session then
    return ("%s cannot be used: %s"):format(name, problem.message)
  end
  return ("%s, saved %s"):format(name, age.ago(now_s - session.saved_at))
end

---@param plugin sessions.Plugin
function manage.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- Offer what can be done with a session.
  ---@async
  local function offer(window, pane, name)
    local session, _, problem = plugin.store():read(name)
    local actions = sorted(plugin.session_actions)
    local cols, rows = menu.size(plugin, window)
    local description = description_of(session, name, problem, plugin.files.now_s())
    local choices = rows_of(actions, session, name, cols, rows)
    menu.show(plugin, window, pane, ACTION, description, choices, true)
  end

  --- Choose a session, then what to do with it.
  ---@async
  function api.manage_state(window, pane)
    menu.pick(plugin, window, pane, CHOSEN, "Do something with which session")
  end

  host.on("manage_session", api.manage_state)
  plugin.load_rows[#plugin.load_rows + 1] = {
    name = "more",
    label = "More … (one tab, older state, rename, copy, edit, delete)",
    act = api.manage_state,
  }
  plugin.session_actions[#plugin.session_actions + 1] = {
    name = "load",
    label = "Load",
    ---@async
    act = function(window, _, name)
      api.load(name, window)
    end,
  }

  host.on(CHOSEN, function(window, pane, id)
    local name = menu.name_of(id)
    if name then
      offer(window, pane, name)
    end
  end)

  host.on(ACTION, function(window, pane, id)
    local wanted, name_id = (id or ""):match("^(%l+) (.*)$")
    local name = menu.name_of(name_id)
    if not name then
      return
    end
    for _, action in ipairs(plugin.session_actions) do
      if action.name == wanted then
        return action.act(window, pane, name)
      end
    end
    offer(window, pane, name)
  end)
end

return manage
]]

-- sessions.fields: lua_templates/sessions/fields.lua
sources["sessions.fields"] = { chunk = "@lua_templates/sessions/fields.lua" } --[=[ sessions.fields
--- fields: values that a person wrote -> values of the right kind.
---
--- In:    any value, and where it stands.
--- Out:   the value as text, number, list and so on; nil for one that was left out.
--- Never: converts in silence: what is of another kind is a mistake, with its place and the remedy.
---
--- A mistake ends the reading at once: it is raised here, and `fields.try` catches it.

local fields = {}

--- A cell count beyond this is a mistake: no screen has it.
local CELLS_MAX = 100000

--- What makes a raised table one of ours.
local Mistake = {}

--- How much a pane wants of the room that it shares.
---@class (exact) sessions.Size
---@field cells? integer so many cells
---@field share? number of the whole, between 0 and 1

---@param where string
---@param code string
---@param message string
function fields.fail(where, code, message)
  error(setmetatable({ code = code, message = message, where = where }, Mistake), 0)
end

--- The result of `read`, or the mistake that ended it.
---@generic T
---@param read fun(): T
---@return T?
---@return sessions.Problem?
function fields.try(read)
  local done, result = pcall(read) ---@type boolean, any
  if done then
    return result
  elseif getmetatable(result) ~= Mistake then
    error(result, 0)
  end
  local where = result.where ~= "" and result.where or nil
  return nil, { code = result.code, message = result.message, where = where }
end

--- The place of a field: "tabs[1].title".
---@param where string "" for the outermost table
---@param name string
---@return string
---@nodiscard
function fields.under(where, name)
  return where == "" and name or where .. "." .. name
end

---@param where string place of a list
---@param index integer
---@return string
---@nodiscard
function fields.item(where, index)
  return ("%s[%d]"):format(where, index)
end

local function kind_of(value)
  return "this is a " .. type(value)
end

--- A table with no fields but these.
---@param value any
---@param where string
---@param known string[] names of fields
---@return table
function fields.table_of(value, where, known)
  if type(value) ~= "table" then
    fields.fail(where, "not_a_table", kind_of(value) .. ", not a table")
  end
  local unknown = {}
  for name in pairs(value) do
    unknown[tostring(name)] = true
  end
  for _, name in ipairs(known) do
    unknown[name] = nil
  end
  -- The first by name, so that the same mistake is told each time.
  local first = next(unknown)
  for name in pairs(unknown) do
    first = name < first and name or first
  end
  if first then
    local message = "there is no such field here; known are " .. table.concat(known, ", ")
    fields.fail(fields.under(where, first), "unknown_field", message)
  end
  return value
end

--- A list with at least one item, and no gaps.
---@param value any
---@param where string
---@return any[]?
function fields.list_of(value, where)
  if value == nil then
    return nil
  elseif type(value) ~= "table" then
    fields.fail(where, "not_a_list", kind_of(value) .. ", not a list")
  end
  local count = 0
  for _ in pairs(value) do
    count = count + 1
  end
  if count == 0 then
    fields.fail(where, "empty", "the list is empty")
  end
  for index = 1, count do
    if value[index] == nil then
      fields.fail(where, "not_a_list", "this is not a list, or one with a gap")
    end
  end
  return value
end

--- A text as it is stored: `{ bytes = "%FF" }` when it is not UTF-8, which JSON and TOML cannot
--- hold.
---@param text string?
---@param is_literal boolean? store it that way in any case
---@return (string|{ bytes: string })?
---@nodiscard
function fields.to_stored(text, is_literal)
  if text == nil or utf8.len(text) and not is_literal then
    return text
  end
  local bytes = text:gsub("[^A-Za-z0-9/._~-]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end)
  return { bytes = bytes }
end

--- The way back from `to_stored`.
---@param value any
---@param where string
---@return string?
---@return boolean is_literal whether it was stored as bytes: nothing in it has a meaning
function fields.text_of(value, where)
  if value == nil or type(value) == "string" then
    return value, false
  end
  local bytes = type(value) == "table" and value.bytes
  if type(bytes) ~= "string" then
    fields.fail(where, "not_a_text", kind_of(value) .. ", not a text")
  end
  local text = bytes:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16) --[[@as integer]])
  end)
  return text, true
end

---@param value any
---@param where string
---@return boolean false when left out
function fields.boolean_of(value, where)
  if value ~= nil and type(value) ~= "boolean" then
    fields.fail(where, "not_a_boolean", kind_of(value) .. "; it must be true or false")
  end
  return value or false
end

--- A whole number of cells; 40.0 is one, as JSON may have it.
local function whole(value)
  local count = math.type(value) and math.tointeger(value)
  return count and 1 <= count and count <= CELLS_MAX and count or nil
end

---@param value any
---@param where string
---@return integer?
function fields.cells_of(value, where)
  local count = whole(value)
  if value ~= nil and not count then
    fields.fail(where, "not_a_count", "this must be a whole number of cells, at least 1")
  end
  return count
end

---@param value any
---@param where string
---@return sessions.Size? size nil: an equal part of what is left
function fields.size_of(value, where)
  local percent = type(value) == "string" and tonumber(value:match("^(%d+%.?%d*)%%$"))
  local share = percent and percent / 100 or value
  local count = whole(value)
  if value == nil then
    return nil
  elseif count then
    return { cells = count }
  elseif not math.type(share) or share <= 0 or share >= 1 then
    local message = 'a size is a share such as 0.3 or "30%", or a whole number of cells'
    fields.fail(where, "not_a_size", message)
  end
  return { share = share }
end

return fields
]=]

-- sessions.arrange: lua_templates/sessions/arrange.lua
sources["sessions.arrange"] = { chunk = "@lua_templates/sessions/arrange.lua" } --[=[ sessions.arrange
--- arrange: panes side by side and below each other, with the sizes they want -> a split tree.
---
--- In:    panes, and groups of them along an axis, each with a size in cells, a share, or none.
--- Out:   the tree in a tab of some size; the least size that holds it.
--- Never: leaves a pane without a cell: of wishes that cannot all come true later ones yield.

local arrange = {}

--- A pane, or parts along an axis.
---@class sessions.Part
---@field pane? sessions.Pane
---@field axis? sessions.Axis
---@field parts? sessions.Part[]
---@field sizes? table<integer, sessions.Size> by position; without: an equal part of the rest
---@field cols integer the least that holds it
---@field rows integer

---@param pane sessions.Pane
---@return sessions.Part
---@nodiscard
function arrange.pane(pane)
  return { pane = pane, cols = 1, rows = 1 }
end

---@param axis sessions.Axis
---@param parts sessions.Part[] at least one
---@param sizes table<integer, sessions.Size> by position
---@return sessions.Part
---@nodiscard
function arrange.group(axis, parts, sizes)
  local dividers = #parts - 1
  local total_cols, total_rows, most_cols, most_rows = dividers, dividers, 0, 0
  for _, part in ipairs(parts) do
    total_cols, total_rows = total_cols + part.cols, total_rows + part.rows
    most_cols = part.cols > most_cols and part.cols or most_cols
    most_rows = part.rows > most_rows and part.rows or most_rows
  end
  local is_wide = axis == "left_right"
  return {
    axis = axis,
    parts = parts,
    sizes = sizes,
    cols = is_wide and total_cols or most_cols,
    rows = is_wide and most_rows or total_rows,
  }
end

--- What each part wants, its divider included. Those without a size share the rest equally; when
--- all have one, the last has what is left.
local function wanted(group, extent)
  local wants, free, rest = {}, 0, extent + 1
  for index = 1, #group.parts do
    local size = group.sizes[index]
    if size then
      wants[index] = size.cells and size.cells + 1 or math.floor(size.share * (extent + 1) + 0.5)
      rest = rest - wants[index]
    else
      free = free + 1
    end
  end
  rest = rest > 0 and rest or 0
  local given, taken = 0, 0
  for index = 1, #group.parts do
    if not wants[index] then
      given = given + 1
      local share = (rest * given * 2 + free) // (free * 2)
      wants[index], taken = share - taken, share
    end
  end
  return wants
end

--- The extents of the parts: as wanted, as far as the least extents of all leave room.
local function extents_of(group, extent)
  local is_wide = group.axis == "left_right"
  local wants, extents = wanted(group, extent), {}
  local left, needed = extent + 1, 0
  for _, part in ipairs(group.parts) do
    needed = needed + (is_wide and part.cols or part.rows) + 1
  end
  for index, part in ipairs(group.parts) do
    local least = (is_wide and part.cols or part.rows) + 1
    needed = needed - least
    local slot = math.max(least, math.min(wants[index], left - needed)) --[[@as integer]]
    slot = index == #group.parts and left or slot
    extents[index], left = slot - 1, left - slot
  end
  return extents
end

--- The tree of panes in a tab of this size. Parts along one axis nest to the right.
---@param part sessions.Part
---@param cols integer at least `part.cols`
---@param rows integer at least `part.rows`
---@return sessions.Node
---@nodiscard
function arrange.tree(part, cols, rows)
  if part.pane then
    return part.pane
  end
  local is_wide, parts = part.axis == "left_right", part.parts or {}
  local extents = extents_of(part, is_wide and cols or rows)
  local function tree_at(index)
    local extent = extents[index] --[[@as integer]]
    local part_cols, part_rows = is_wide and extent or cols, is_wide and rows or extent
    return arrange.tree(parts[index], part_cols, part_rows)
  end
  local node = tree_at(#parts)
  for index = #parts - 1, 1, -1 do
    local first_cells, first = extents[index], tree_at(index)
    node = { split = part.axis, first_cells = first_cells, first = first, second = node }
  end
  return node
end

return arrange
]=]

-- sessions.spec: lua_templates/sessions/spec.lua
sources["sessions.spec"] = { chunk = "@lua_templates/sessions/spec.lua" } --[=[ sessions.spec
--- spec: a session written by hand -> a session. The way back is `outline.of`.
---
--- In:    nested tables of texts, numbers and booleans, from `define`, a TOML or a JSON file.
--- Out:   a session, or the first mistake with its place.
--- Never: raises on a mistake; guesses what an unknown field might mean.
---
---   {
---     cwd = "~/src/app",               -- for all panes that have none of their own
---     tabs = {
---       {
---         title = "code",
---         across = {                   -- side by side; `down`: one below the other
---           { command = "nvim .", focus = true },
---           { size = 0.3, down = { "make watch", { size = 10, cwd = "logs" } } },
---         },
---       },
---       "htop",                        -- a text is the command of a pane
---     },
---   }
---
--- A session without `windows` is its only window, a window without `tabs` its only tab, a tab
--- without a list its only pane. `panes` is the other way to say a layout: each pane of the list in
--- turn is cut from the one that has the list, to the right of it or with `split = "down"` below.

local arrange = require("sessions.arrange")
local command = require("sessions.command")
local fields = require("sessions.fields")
local layout = require("sessions.layout")
local path = require("sessions.path")

local spec = {}

--- What shares refer to when no size is known; restoring fits the tab into the real window.
local COLS, ROWS = 200, 60

local PANES_MAX = 10000

--- Deeper than any layout on a screen: a table that contains itself.
local DEPTH_MAX = 1000

local SPLITS = { right = "left_right", down = "top_bottom" }

--- Fields that hold for all that is in a table.
local AROUND = { "cwd", "domain", "cols", "rows" }
local OF_A_PANE = { "title", "cwd", "domain", "focus", "panes", "across", "down" }
local OF_A_SHELL = { "cwd_host", "command", "program", "program_text" }

local function joined(...)
  local all = {}
  for _, names in ipairs({ ... }) do
    table.move(names, 1, #names, #all + 1, all)
  end
  return all
end

local KNOWN = {
  pane = joined({ "size" }, OF_A_PANE, OF_A_SHELL),
  cut = joined({ "split", "size" }, OF_A_PANE, OF_A_SHELL),
  tab = joined({ "zoom", "cols", "rows" }, OF_A_PANE, OF_A_SHELL),
  only_tab = joined({ "tabs", "zoom", "cols", "rows" }, OF_A_PANE, OF_A_SHELL),
  window = joined({ "title", "tabs" }, AROUND),
  session = joined({ "windows" }, AROUND),
}

---@class (exact) sessions.SpecContext
---@field home? string the user's home, for `~`
---@field saved_at? integer seconds since the epoch
---@field cols? integer of the window that it will be shown in, when it is known
---@field rows? integer

local function is_absolute(directory)
  return directory:find("^[/\\]") ~= nil or directory:find("^%a:[/\\]") ~= nil
end

--- A directory as it is meant: "~" is the home, what is not absolute lies in the one around.
---@param directory string
---@param around string? the directory of the table around
---@param home string?
---@return string
---@nodiscard
function spec.directory(directory, around, home)
  if home and (directory == "~" or directory:find("^~[/\\]")) then
    return home .. directory:sub(2)
  end
  local base = around or home
  if is_absolute(directory) or not base then
    return directory
  end
  return path.join(base, directory, "/")
end

--- What a table hands down to those in it.
local function inherit(value, where, around, draft)
  local cwd, is_literal = fields.text_of(value.cwd, fields.under(where, "cwd"))
  if cwd == "" and not is_literal then
    fields.fail(fields.under(where, "cwd"), "empty", "the directory is empty")
  elseif cwd and not is_literal then
    cwd = spec.directory(cwd, around.cwd, draft.home)
  end
  return {
    cwd = cwd or around.cwd,
    domain = fields.text_of(value.domain, fields.under(where, "domain")) or around.domain,
    cols = fields.cells_of(value.cols, fields.under(where, "cols")) or around.cols,
    rows = fields.cells_of(value.rows, fields.under(where, "rows")) or around.rows,
  }
end

local function argv_of(value, where)
  if type(value) == "string" then
    local argv, problem = command.split(value)
    if not argv then
      local reason = problem and problem.message or "this is no command"
      local remedy = '; what needs a shell is a list: { "sh", "-c", "..." }'
      fields.fail(where, "shell_syntax", reason .. remedy)
    end
    return argv
  end
  local argv = {}
  for index, word in ipairs(fields.list_of(value, where) or {}) do
    argv[index] = fields.text_of(word, fields.item(where, index))
  end
  return argv[1] and argv or nil
end

local function program_of(value, where)
  local argv = argv_of(value.command, fields.under(where, "command"))
  local name = fields.text_of(value.program, fields.under(where, "program"))
  local text = fields.text_of(value.program_text, fields.under(where, "program_text"))
  if not (argv or name or text) then
    return nil
  end
  return { name = name or argv and path.basename(argv[1]) or "", argv = argv, text = text }
end

--- A table, or a text for one with that command.
---@return table<string, any>
local function table_of(value, where, kind)
  if type(value) == "string" then
    return { command = value }
  end
  return fields.table_of(value, where, KNOWN[kind])
end

--- The name of the list that says how a table is divided; nil for a lone pane.
local function list_name(value, where)
  local found
  for _, name in ipairs({ "panes", "across", "down" }) do
    if value[name] ~= nil and found then
      local message = ("there is a list %s already"):format(found)
      fields.fail(fields.under(where, name), "two_lists", message)
    end
    found = value[name] ~= nil and name or found
  end
  return found
end

--- The pane that a table is itself.
local function own_pane(value, where, around, draft, title)
  draft.panes = draft.panes + 1
  if draft.panes > PANES_MAX then
    fields.fail(where, "too_many", ("there are more than %d panes"):format(PANES_MAX))
  end
  return {
    domain = around.domain,
    cwd = around.cwd,
    cwd_host = fields.text_of(value.cwd_host, fields.under(where, "cwd_host")),
    title = title,
    program = program_of(value, where),
  }
end

---@type fun(value: table, where: string, around: table, draft: table): sessions.Part
local read_pane

--- The items of a list, with what they are cut along and how large.
local function read_items(list, where, kind, around, draft)
  local parts, sizes, axes = {}, {}, {}
  for index, item in ipairs(list) do
    local place = fields.item(where, index)
    local value = table_of(item, place, kind)
    parts[index] = read_pane(value, place, around, draft)
    sizes[index] = fields.size_of(value.size, fields.under(place, "size"))
    local split = value.split == nil and "right" or value.split
    axes[index] = SPLITS[split]
    if not axes[index] then
      fields.fail(fields.under(place, "split"), "not_a_split", 'a split is "right" or "down"')
    end
  end
  return parts, sizes, axes
end

--- The panes of a table, its own (if it is one) first.
---@return sessions.Part part
---@return sessions.Pane? own
local function read_content(value, where, around, draft, title)
  local name = list_name(value, where)
  if not name then
    local pane = own_pane(value, where, around, draft, title)
    return arrange.pane(pane), pane
  end
  draft.depth = draft.depth + 1
  if draft.depth > DEPTH_MAX then
    fields.fail(where, "too_deep", "the tables are nested too deeply, or contain themselves")
  end
  local place = fields.under(where, name)
  local list = fields.list_of(value[name], place) --[[@as any[] ]]
  if name == "panes" then
    local pane = own_pane(value, where, around, draft, title)
    local part = arrange.pane(pane)
    local parts, sizes, axes = read_items(list, place, "cut", around, draft)
    -- The first cut goes through the whole: it is the outermost split.
    for index = #parts, 1, -1 do
      local cut = {} ---@type table<integer, sessions.Size>
      cut[2] = sizes[index]
      part = arrange.group(axes[index], { part, parts[index] }, cut)
    end
    draft.depth = draft.depth - 1
    return part, pane
  end
  for _, field in ipairs(OF_A_SHELL) do
    if value[field] ~= nil then
      local message = ("this is no pane itself: it belongs to one of %s"):format(name)
      fields.fail(fields.under(where, field), "misplaced", message)
    end
  end
  local parts, sizes = read_items(list, place, "pane", around, draft)
  draft.depth = draft.depth - 1
  return arrange.group(name == "across" and "left_right" or "top_bottom", parts, sizes)
end

function read_pane(value, where, around, draft)
  local title = fields.text_of(value.title, fields.under(where, "title"))
  local part, own = read_content(value, where, inherit(value, where, around, draft), draft, title)
  local place = fields.under(where, "focus")
  if not own and title then
    fields.fail(fields.under(where, "title"), "misplaced", "this is no pane itself")
  elseif fields.boolean_of(value.focus, place) then
    if not own or draft.focused then
      local message = own and "another pane of the tab has it already" or "this is no pane itself"
      fields.fail(place, "misplaced", message)
    end
    draft.focused = own
  end
  return part
end

--- A tab; whether it has the focus itself, and whether one of its panes has it.
local function read_tab(value, where, around, draft, title)
  draft.focused = nil
  around = inherit(value, where, around, draft)
  local part = read_content(value, where, around, draft)
  local cols, rows = math.max(around.cols, part.cols), math.max(around.rows, part.rows)
  local tree = arrange.tree(part, cols, rows)
  local active = 1
  for position, pane in ipairs(layout.leaves(tree)) do
    active = pane == draft.focused and position or active
  end
  return {
    title = title or "",
    cols = cols,
    rows = rows,
    active_pane = active,
    zoomed = fields.boolean_of(value.zoom, fields.under(where, "zoom")),
    layout = tree,
  },
    fields.boolean_of(value.focus, fields.under(where, "focus")),
    draft.focused ~= nil
end

--- A window; a table without `tabs` is its only tab.
local function read_window(value, where, around, draft)
  local has_tabs = type(value) == "table" and value.tabs ~= nil
  value = table_of(value, where, has_tabs and "window" or "only_tab")
  local title = fields.text_of(value.title, fields.under(where, "title")) or ""
  if not has_tabs then
    local tab = read_tab(value, where, around, draft)
    return { title = title, active_tab = 1, tabs = { tab } }
  end
  around = inherit(value, where, around, draft)
  local list_place = fields.under(where, "tabs")
  local tabs, focused, with_focus = {}, nil, nil
  for index, item in ipairs(fields.list_of(value.tabs, list_place) or {}) do
    local place = fields.item(list_place, index)
    local one = table_of(item, place, "tab")
    local tab_title = fields.text_of(one.title, fields.under(place, "title"))
    local has_focus, has_focused
    tabs[index], has_focus, has_focused = read_tab(one, place, around, draft, tab_title)
    if has_focus and focused then
      fields.fail(fields.under(place, "focus"), "misplaced", "another tab has it already")
    end
    focused = has_focus and index or focused
    with_focus = with_focus or has_focused and index or nil
  end
  return { title = title, active_tab = focused or with_focus or 1, tabs = tabs }
end

--- A session from its spec.
---@param name string of the workspace
---@param value any
---@param context sessions.SpecContext?
---@return sessions.Session? session
---@return sessions.Problem? problem its `where` is the field: "tabs[2].across[1].size"
---@nodiscard
function spec.read(name, value, context)
  context = context or {}
  local draft = { home = context.home, panes = 0, depth = 0 }
  return fields.try(function()
    local around = { cols = context.cols or COLS, rows = context.rows or ROWS }
    local windows = {}
    if type(value) ~= "table" or value.windows == nil then
      windows[1] = read_window(value, "", around, draft)
    else
      fields.table_of(value, "", KNOWN.session)
      around = inherit(value, "", around, draft)
      for index, item in ipairs(fields.list_of(value.windows, "windows") or {}) do
        windows[index] = read_window(item, fields.item("windows", index), around, draft)
      end
    end
    return { name = name, saved_at = context.saved_at or 0, windows = windows }
  end)
end

return spec
]=]

-- sessions.outline: lua_templates/sessions/outline.lua
sources["sessions.outline"] = { chunk = "@lua_templates/sessions/outline.lua" } --[=[ sessions.outline
--- outline: a session -> a spec, as somebody could have written it. The way back is `spec.read`.
---
--- In:    a session.
--- Out:   nested tables for a Lua, TOML or JSON file.
--- Never: writes what would be read as something else: odd texts are written byte for byte.

local command = require("sessions.command")
local fields = require("sessions.fields")
local layout = require("sessions.layout")
local path = require("sessions.path")
local spec = require("sessions.spec")

local outline = {}

local LISTS = { left_right = "across", top_bottom = "down" }

--- The order in which the fields of a written spec read best.
-- stylua: ignore
outline.key_order = {
  "title", "cwd", "cwd_host", "domain", "cols", "rows", "size", "focus", "zoom", "command",
  "program", "program_text", "windows", "tabs", "across", "down",
}

--- What of a path lies below a directory.
local function below(directory, base)
  local start = base and path.join(base, "", "/")
  return start and directory:sub(1, #start) == start and directory:sub(#start + 1) or nil
end

--- A directory as people write it, where that is read as just this directory; else byte for byte.
local function short(directory, around, home)
  if directory == nil or directory == around then
    return nil
  end
  local rest = below(directory, home)
  local in_home = directory == home and "~" or rest and "~/" .. rest
  for _, form in ipairs({ below(directory, around) or "", in_home or "", directory }) do
    local is_read = form ~= "" and utf8.len(form)
    if is_read and spec.directory(form, around, home) == directory then
      return form
    end
  end
  return fields.to_stored(directory, true)
end

local function same_words(one, other)
  return #one == #other and table.concat(one, "\0") == table.concat(other, "\0")
end

--- Arguments as one text, where that is read as just these; else as a list.
local function write_argv(argv)
  local text = command.quote(argv, "sh")
  local again = text and utf8.len(text) and command.split(text)
  if again and same_words(again, argv) then
    return text
  end
  local words = {}
  for index, word in ipairs(argv) do
    words[index] = fields.to_stored(word)
  end
  return words
end

--- Add a pane's fields to a table.
local function write_pane(out, pane, draft)
  out.cwd = short(pane.cwd, draft.cwd, draft.home)
  out.cwd_host = fields.to_stored(pane.cwd_host)
  out.domain = pane.domain ~= draft.domain and fields.to_stored(pane.domain) or nil
  local program = pane.program
  if program then
    local argv = program.argv and program.argv[1] and program.argv
    out.command = argv and write_argv(argv) or nil
    local is_told = argv and path.basename(argv[1]) == program.name
    out.program = not is_told and fields.to_stored(program.name) or nil
    out.program_text = fields.to_stored(program.text)
  end
  return out
end

--- The list that divides a table like a split: its chain of one axis, sizes in cells.
local function write_split(out, node, active, draft)
  local axis, items = node.split, {}
  out[LISTS[axis]] = items
  repeat
    local is_last = node.split ~= axis
    local part = is_last and node or node.first
    local item = { size = not is_last and node.first_cells or nil }
    if part.split then
      write_split(item, part, active, draft)
    else
      item.title = fields.to_stored(part.title)
      item.focus = part == active or nil
      write_pane(item, part, draft)
    end
    items[#items + 1] = item
    node = node.second
  until is_last
end

local function write_tab(tab, is_active, draft)
  local out = {
    title = tab.title ~= "" and fields.to_stored(tab.title) or nil,
    cols = tab.cols ~= draft.cols and tab.cols or nil,
    rows = tab.rows ~= draft.rows and tab.rows or nil,
    focus = is_active or nil,
    zoom = tab.zoomed or nil,
  }
  local tree = tab.layout
  if tree.split then
    local active = tab.active_pane > 1 and layout.leaves(tree)[tab.active_pane] or nil
    write_split(out, tree, active, draft)
  elseif tree.title then
    out.across = { write_pane({ title = fields.to_stored(tree.title) }, tree, draft) }
  else
    write_pane(out, tree, draft)
  end
  return out
end

--- What most panes share: nil where one has none, since it would inherit.
local function usual(panes, name)
  local counts, best = {}, nil
  for _, pane in ipairs(panes) do
    local value = pane[name]
    if value == nil then
      return nil
    end
    counts[value] = (counts[value] or 0) + 1
    best = (not best or counts[value] > counts[best]) and value or best
  end
  return best
end

--- A session as a spec. Read again it has the same windows, tabs, trees, titles, directories,
--- programs and focus; what was only noted when it was saved (branches, the time) is left out.
---@param session sessions.Session
---@param context sessions.SpecContext? `home`: to say directories below it with "~"
---@return table spec
---@nodiscard
function outline.of(session, context)
  local panes = {}
  for _, window in ipairs(session.windows) do
    for _, tab in ipairs(window.tabs) do
      local leaves = layout.leaves(tab.layout)
      table.move(leaves, 1, #leaves, #panes + 1, panes)
    end
  end
  local home = context and context.home
  local first_window = session.windows[1] --[[@as sessions.Window]]
  local first = first_window.tabs[1] --[[@as sessions.Tab]]
  local cwd, domain = usual(panes, "cwd"), usual(panes, "domain")
  local draft = { home = home, cwd = cwd, domain = domain, cols = first.cols, rows = first.rows }
  local windows = {}
  for index, window in ipairs(session.windows) do
    local tabs = {}
    for position, tab in ipairs(window.tabs) do
      local is_active = #window.tabs > 1 and position == window.active_tab
      tabs[position] = write_tab(tab, is_active, draft)
    end
    local title = window.title ~= "" and fields.to_stored(window.title) or nil
    windows[index] = { title = title, tabs = tabs }
  end
  local out = windows[2] and { windows = windows } or windows[1]
  out.cwd, out.domain = short(cwd, nil, home), fields.to_stored(domain)
  out.cols, out.rows = draft.cols, draft.rows
  return out
end

return outline
]=]

-- sessions.define: lua_templates/sessions/define.lua
sources["sessions.define"] = { chunk = "@lua_templates/sessions/define.lua" } --[=[ sessions.define
--- define: sessions written by hand are listed and loaded as any other.
---
--- In:    specs from `define` in wezterm.lua; NAME.json and NAME.toml in the folder `sessions` beside it.
--- Out:   a source of sessions; `define`, `export`.
--- Never: reads a file before it is asked for that session; hides a mistake; writes into the configuration directory
---        itself, which would reload the configuration each time (what is in its folders is not watched:
---        config/src/lib.rs:506-638; only the folder's own coming is seen).
---
--- A session that was saved under the same name comes first: deleting it brings the written one back.

local catalog = require("sessions.catalog")
local json = require("sessions.json")
local names = require("sessions.names")
local outline = require("sessions.outline")
local path = require("sessions.path")
local spec = require("sessions.spec")

local define = {}

local FOLDER = "sessions"

--- Files that are sessions, the first one of a name counts.
local EXTENSIONS = { "json", "toml" }

---@param plugin sessions.Plugin
local function folder_of(plugin)
  return path.join(plugin.host.config_dir, FOLDER, plugin.host.separator)
end

--- The session of a file: as an export has encoded it, else as a person has typed it.
local function name_of(file_name)
  local stem, extension = file_name:match("^(.+)%.(%l+)$")
  for _, known in ipairs(EXTENSIONS) do
    if extension == known then
      return names.from_file(stem .. ".json") or stem
    end
  end
end

--- The file of a session, in either spelling.
local function find_file(plugin, name)
  local encoded = names.to_file(name):gsub("%.json$", "")
  local stems = { encoded } --[[@as string[] ]]
  if not name:find("[/\\%c]") then
    stems[2] = name
  end
  for _, stem in ipairs(stems) do
    for _, extension in ipairs(EXTENSIONS) do
      local file_path =
        path.join(folder_of(plugin), stem .. "." .. extension, plugin.host.separator)
      if plugin.files.exists(file_path) then
        return file_path, extension
      end
    end
  end
end

--- What a spec may count on: the user's home, and the size of the window on the screen.
local function context_of(plugin)
  local host = plugin.host
  local window = host.gui_windows()[1]
  local mux_window = window and host.mux_window_of(window)
  local tab = mux_window and host.active_tab(mux_window)
  local context = { home = host.home_dir, saved_at = 0 }
  if tab then
    context.cols, context.rows = host.tab_size(tab)
  end
  return context
end

--- A problem with the file, or the definition, and the field that it is about.
---@param problem sessions.Problem
---@param file_path string
---@return sessions.Problem
local function in_file(problem, file_path)
  local field = problem.where and problem.where .. ": " or ""
  if problem.message:sub(1, #field) == field then
    field = ""
  end
  local message = ("%s: %s%s"):format(file_path, field, problem.message)
  return { code = problem.code, message = message, where = problem.where }
end

--- The session that a file describes: as a spec, or as a document of the store that was put there.
---@param plugin sessions.Plugin
---@param name string
---@param file_path string
---@param extension string
---@return sessions.Session? session
---@return sessions.Problem[]? notes
---@return sessions.Problem? problem
local function read_file(plugin, name, file_path, extension)
  local text, message = plugin.files.read(file_path)
  if not text then
    return nil, nil, { code = "unreadable", message = tostring(message), where = file_path }
  end
  local parse = extension == "toml" and plugin.host.parse_toml or plugin.host.parse_json
  local ok, value = pcall(parse, text)
  if not ok then
    local reason = tostring(value):match("^[^\n]*") or ""
    return nil, nil, in_file({ code = "damaged", message = reason }, file_path)
  end
  if type(value) == "table" and value.format ~= nil then
    local session, notes, problem = plugin.store():decode(text)
    return session, notes, problem and in_file(problem, file_path)
  end
  local session, problem = spec.read(name, value, context_of(plugin))
  if not session then
    return nil, nil, in_file(problem --[[@as sessions.Problem]], file_path)
  end
  return session, {}
end

--- What the user has written into the configuration, or beside it, is started without being on the list.
---@param session sessions.Session
---@return sessions.Session
local function own(session)
  ---@param node any
  local function mark(node)
    if node.split then
      mark(node.first)
      mark(node.second)
    elseif node.program then
      node.program.is_own = true
    end
  end
  for _, window in ipairs(session.windows) do
    for _, tab in ipairs(window.tabs) do
      mark(tab.layout)
    end
  end
  return session
end

--- A line of the list for a session that was never saved.
local function entry_of(name, file_path, session, problem)
  local facts = session and catalog.facts(session) or {}
  return {
    name = name,
    path = file_path,
    saved_at = 0,
    windows = facts.windows,
    tabs = facts.tabs,
    panes = facts.panes,
    programs = facts.programs,
    problem = problem,
  }
end

---@param plugin sessions.Plugin
function define.attach(plugin)
  local api, host, files = plugin.api, plugin.host, plugin.files

  --- Specs as they were given, by name, with those that are mistaken.
  local specs = {} ---@type table<string, { value: any, problem: sessions.Problem? }>

  --- A session written in the configuration. Called while it is evaluated: only checked and kept.
  ---@param name string
  ---@param value table nested splits with sizes, directories, commands, titles, focus
  ---@return true? done
  ---@return sessions.Problem?
  function api.define(name, value)
    if type(name) ~= "string" then
      local problem = { code = "wrong_type", message = "define: the name must be a text" }
      host.log_error("(wezterm-sessions) " .. problem.message)
      return nil, problem
    end
    local session, problem = spec.read(name, value, { home = host.home_dir })
    if not session then
      problem = in_file(problem --[[@as sessions.Problem]], ("define(%q)"):format(name))
      host.log_error("(wezterm-sessions) " .. problem.message)
    end
    specs[name] = { value = value, problem = problem }
    return session and true, problem
  end

  --- Write a session as a spec into the folder `sessions` of the configuration directory.
  ---@async
  ---@param name string
  ---@return string? file_path
  ---@return string|sessions.Problem text_or_problem the spec as JSON
  function api.export(name)
    local session, _, problem = plugin.store():read(name)
    if not session then
      return nil, problem --[[@as sessions.Problem]]
    end
    local text = json.encode(outline.of(session, { home = host.home_dir }), outline.key_order)
      .. "\n"
    local folder = folder_of(plugin)
    local file_path = path.join(folder, names.to_file(name), host.separator)
    local done, message = files.replace(file_path, text, file_path .. ".bak")
    if not done and host.make_directory(folder) then
      done, message = files.replace(file_path, text)
    end
    if not done then
      return nil, { code = "not_written", message = tostring(message), where = file_path }
    end
    return file_path, text
  end

  plugin.sources[#plugin.sources + 1] = {
    ---@async
    entries = function()
      local entries = {}
      for name, given in pairs(specs) do
        local session = not given.problem and spec.read(name, given.value, context_of(plugin))
        entries[#entries + 1] = entry_of(name, "", session, given.problem)
      end
      for _, file_path in ipairs(host.list_directory(folder_of(plugin)) or {}) do
        local name = name_of(file_path:match("[^/\\]+$"))
        if name and not specs[name] then
          entries[#entries + 1] = entry_of(name, file_path)
        end
      end
      return entries
    end,
    read = function(name)
      local given = specs[name]
      if given then
        local session, problem = spec.read(name, given.value, context_of(plugin))
        if session then
          return own(session), {}
        end
        return nil, nil, given.problem or problem
      end
      local file_path, extension = find_file(plugin, name)
      if file_path then
        local session, notes, problem = read_file(plugin, name, file_path, extension)
        return session and own(session), notes, problem
      end
    end,
    path_of = function(name)
      return (find_file(plugin, name))
    end,
  }

  plugin.session_actions[#plugin.session_actions + 1] = {
    name = "export",
    label = "Write it as a spec file",
    act = function(window, _, name)
      local file_path, problem = api.export(name)
      if file_path then
        plugin.tell(window, "Written to " .. file_path)
      else
        plugin.fail(window, problem --[[@as sessions.Problem]])
      end
    end,
  }
end

return define
]=]

-- sessions.palette: lua_templates/sessions/palette.lua
sources["sessions.palette"] = { chunk = "@lua_templates/sessions/palette.lua" } --[[ sessions.palette
--- palette: what the plugin does, in the command palette.
---
--- In:    the plugin, its actions. Out: `palette_entries`; with the option `command_palette`, a handler of its own.
--- Never: takes the palette unasked: WezTerm asks only the first handler that was registered
---        (wezterm-gui/src/termwindow/palette.rs:82-132).

local palette = {}

--- Each action with its public function, which tells whether this build has it, what it is called there, and its
--- icon of the Nerd Fonts.
-- stylua: ignore
local ENTRIES = {
  { "save_session", "save_state", "Save this workspace", "md_content_save" },
  { "load_session", "load_state", "Load a session", "md_folder_open" },
  { "manage_session", "manage_state", "Do something with a session", "md_cog" },
  { "restore_session", "restore_state", "Restore into this window", "md_restore" },
  { "fork_session", "fork_state", "Copy this workspace", "md_content_copy" },
  { "rename_session", "rename_state", "Rename a session", "md_rename_box" },
  { "edit_session", "edit_state", "Edit the file of a session", "md_pencil" },
  { "delete_session", "delete_state", "Delete a session", "md_delete" },
  { "undo_session", "undo_state", "Take back the last delete or load", "md_undo" },
  { "toggle_autosave", "toggle_autosave", "Turn autosave on or off", "md_autorenew" },
}

---@param plugin sessions.Plugin
function palette.attach(plugin)
  local host, api = plugin.host, plugin.api
  local is_registered = false

  --- For handlers of `augment-command-palette`: the actions of this build.
  ---@return { brief: string, icon: string, action: table }[]
  function api.palette_entries()
    local entries = {}
    for _, row in ipairs(ENTRIES) do
      local action, name, brief, icon = table.unpack(row)
      if api[name] then
        entries[#entries + 1] =
          { brief = "Sessions: " .. brief, icon = icon, action = host.emit_action(action) }
      end
    end
    return entries
  end

  plugin.configured[#plugin.configured + 1] = function()
    if plugin.options.command_palette and not is_registered then
      is_registered = true
      host.on_palette(api.palette_entries)
    end
  end
end

return palette
]]

-- sessions.status: lua_templates/sessions/status.lua
sources["sessions.status"] = { chunk = "@lua_templates/sessions/status.lua" } --[=[ sessions.status
--- status: a few words for a status bar: when the workspace was saved last, and whether that happens by itself.
---
--- In:    the plugin, its saves. Out: `status`.
--- Never: puts itself on the screen; reads a file: it may be called every second.

local age = require("sessions.age")

local status = {}

--- Key of the host's memory: times of the last save, by workspace.
local MEMORY = "status.saved."

---@param plugin sessions.Plugin
function status.attach(plugin)
  local host = plugin.host

  plugin.after_save[#plugin.after_save + 1] = function(session)
    host.remember(MEMORY .. session.name, plugin.files.now_s())
  end

  --- For instance "saved 5 min ago, autosave on". For `window:set_right_status` in a handler of `update-status`.
  ---@param wanted { workspace: string? }? nil: the active workspace
  ---@return string
  function plugin.api.status(wanted)
    local workspace = wanted and wanted.workspace or host.active_workspace()
    local saved_at = host.recall(MEMORY .. workspace) --[[@as integer?]]
    local text = saved_at and "saved " .. age.ago(plugin.files.now_s() - saved_at)
      or "not saved yet"
    if not plugin.is_autosaving then
      return text
    end
    return ("%s, autosave %s"):format(text, plugin.is_autosaving() and "on" or "off")
  end
end

return status
]=]

-- sessions.edit: lua_templates/sessions/edit.lua
sources["sessions.edit"] = { chunk = "@lua_templates/sessions/edit.lua" } --[=[ sessions.edit
--- edit: open a saved session in the user's editor.
---
--- In:    the plugin. Out: `edit_state`, the event `edit_session`.
--- Never: types into a pane of the user's; puts a path through a shell.

local command = require("sessions.command")
local menu = require("sessions.menu")

local edit = {}

local CHOSEN = "wezterm-sessions.edit.chosen"

--- `$VISUAL`, `$EDITOR` or the platform's usual one, as a list; the variables may hold arguments.
local function editor(plugin)
  local text = plugin.files.environment("VISUAL") or plugin.files.environment("EDITOR")
  local argv = text and command.split(text)
  return argv or { plugin.host.is_windows and "notepad" or "nvim" }
end

---@param plugin sessions.Plugin
function edit.attach(plugin)
  local host = plugin.host

  ---@async
  function plugin.api.edit_state(window, pane)
    menu.pick(plugin, window, pane, CHOSEN, "Edit which session")
  end

  host.on("edit_session", plugin.api.edit_state)

  --- The file of a session that is not in the store.
  local function written_path(name)
    for _, source in ipairs(plugin.sources) do
      local file_path = source.path_of(name)
      if file_path then
        return file_path
      end
    end
  end

  --- Open the file of a session in the editor.
  ---@async
  ---@param window any
  ---@param name string
  local function open(window, _, name)
    local store = plugin.store()
    local file_path = store:path_of(name)
    local written_by_hand = not store:has(name) and written_path(name)
    if written_by_hand then
      file_path = written_by_hand
    elseif not plugin.files.exists(file_path) then
      -- A session of another plugin, or one of which only the previous generation is left: edit a copy of our own.
      local session, _, problem = store:read(name)
      if session then
        store:write(session)
      else
        return plugin.fail(window, problem --[[@as sessions.Problem]])
      end
    end
    local argv = editor(plugin)
    host.emit("wezterm-sessions.edit.start", file_path, table.concat(argv, " "))
    argv[#argv + 1] = file_path
    local mux_window = host.mux_window_of(window) --[[@as MuxWindow]]
    local tab, message = host.spawn_program_tab(mux_window, argv)
    if not tab then
      plugin.tell(window, "The editor could not be started: " .. message)
    end
  end

  plugin.session_actions[#plugin.session_actions + 1] =
    { name = "edit", label = "Edit the file", act = open }

  host.on(CHOSEN, function(window, pane, id)
    local name = menu.name_of(id)
    if name then
      open(window, pane, name)
    end
  end)
end

return edit
]=]

-- sessions.fingerprint: lua_templates/sessions/fingerprint.lua
sources["sessions.fingerprint"] = { chunk = "@lua_templates/sessions/fingerprint.lua" } --[[ sessions.fingerprint
--- fingerprint: what a workspace looks like, as one text that changes when it does.
---
--- In:    windows, tabs and panes with the facts that a save would keep, cheap to ask for.
--- Out:   a text; two are equal just when all facts are, in the same order.
--- Never: hashes: a change must not be missed by accident, and comparing two texts costs nothing.
---
--- Every text is written as its length, a colon and its bytes, so no byte in it can look like the
--- end of it. A missing one is "-", which begins no length.

local fingerprint = {}

---@class (exact) sessions.LookPane
---@field left integer
---@field top integer
---@field width integer
---@field height integer
---@field active boolean?
---@field cwd string? as a URL or as a path, any bytes
---@field program string? name or path of the executable, any bytes

---@class (exact) sessions.LookTab
---@field title string?
---@field active boolean?
---@field zoomed boolean?
---@field panes sessions.LookPane[]

---@class (exact) sessions.LookWindow
---@field workspace string? for a look at more than one
---@field title string?
---@field tabs sessions.LookTab[]

local concat = table.concat

--- A text as it is written, made once for each: panes share a few directories and programs.
---@param text string?
---@param cache table<string, string>
---@return string
local function written(text, cache)
  if text == nil then
    return "-"
  end
  local known = cache[text]
  if not known then
    known = #text .. ":" .. text
    cache[text] = known
  end
  return known
end

---@param windows sessions.LookWindow[] always in the same order
---@return string text any bytes
---@nodiscard
function fingerprint.of(windows)
  local out, count, cache = {}, 0, {}
  for _, window in ipairs(windows) do
    count = count + 1
    local workspace, title = written(window.workspace, cache), written(window.title, cache)
    out[count] = "W" .. workspace .. title
    for _, tab in ipairs(window.tabs) do
      count = count + 1
      local flags = (tab.active and "a" or "") .. (tab.zoomed and "z" or "")
      out[count] = "T" .. flags .. written(tab.title, cache)
      for _, pane in ipairs(tab.panes) do
        local left, top = pane.left .. ",", pane.top .. ","
        count = count + 1
        out[count] = (pane.active and "P*" or "P")
          .. (left .. top .. pane.width .. "," .. pane.height .. ";")
          .. written(pane.cwd, cache)
          .. written(pane.program, cache)
      end
    end
  end
  return concat(out)
end

return fingerprint
]]

-- sessions.autosave: lua_templates/sessions/autosave.lua
sources["sessions.autosave"] = { chunk = "@lua_templates/sessions/autosave.lua" } --[[ sessions.autosave
--- autosave: workspaces that save themselves, periodically or when something has changed.
---
--- In:    the plugin. Out: `start_autosave`, `stop_autosave`, `toggle_autosave`; sessions that are up to date.
--- Never: writes when nothing has changed; puts a poorer state over a richer one; tells of a save that went well.
---
--- WezTerm has no event for a closed pane, a switched tab or its own end, and `update-status` is no heartbeat in an
--- idle window (wezterm-gui/src/termwindow/mod.rs:2078-2098). So a change is looked for whenever an event comes, not
--- more often than every few seconds, and by a timer. Timers end with each reload of the configuration; the first
--- event after it sets a new one.

local capture = require("sessions.capture")
local everything = require("sessions.everything")
local fingerprint = require("sessions.fingerprint")
local guard = require("sessions.guard")
local save = require("sessions.save")

local autosave = {}

---@class sessions.Autosave
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field seen table<string, string?> by workspace: what it looked like when it was last saved
---@field due_ms? number when the timer is due, while it is set
---@field next_look_ms? number before that, events ask for no look
---@field has_failed? boolean the last save failed, and the user was told
local Autosave = {}
Autosave.__index = Autosave

--- Keys of the host's memory: what the user has switched to; which of several Lua states has the timer.
local SWITCHED, RUNNER = "autosave.switched", "autosave.runner"

--- Between two looks that events ask for. A look takes about 1.3 ms at 50 panes.
local LOOKS_APART_MS = 5000

--- A timer that is so late was cancelled, or the machine was asleep.
local LATE_MS = 5000

--- "off", "periodic" or "on_change": what the user has switched to, unless the option was changed since.
function Autosave:mode()
  local option = self.plugin.options.autosave
  local switched = self.host.recall(SWITCHED)
  return switched and switched.option == option and switched.mode or option
end

function Autosave:switch(mode)
  self.host.remember(SWITCHED, { mode = mode, option = self.plugin.options.autosave })
end

--- Set the timer unless it is set. Of several Lua states only the last that set it goes on.
function Autosave:arm(now_ms)
  if self.due_ms and now_ms < self.due_ms + LATE_MS then
    return
  end
  local delay_ms = self.plugin.options.auto_save_interval_s * 1000
  self.due_ms = now_ms + delay_ms
  local ticket = (self.host.recall(RUNNER) or 0) + 1
  self.host.remember(RUNNER, ticket)
  self.host.after_ms(delay_ms, function()
    if self.host.recall(RUNNER) ~= ticket then
      return
    end
    self.due_ms = nil
    if self:mode() ~= "off" then
      local then_ms = self.host.now_ms()
      self:arm(then_ms)
      self:look(then_ms)
    end
  end)
end

--- Something happened in a window.
---@async
function Autosave:wake()
  local mode = self:mode()
  if mode == "off" then
    return
  end
  local now_ms = self.host.now_ms()
  self:arm(now_ms)
  if mode == "on_change" and now_ms >= (self.next_look_ms or 0) then
    self:look(now_ms)
  end
end

--- The title of a window where it says more than its panes do: a program that titles its pane titles the window with
--- it (wezterm's mux/src/localpane.rs:921-947), often every second.
local function own_title(host, mux_window, pane_titles)
  local title = host.window_title(mux_window)
  return title ~= "" and not pane_titles[title] and title or nil
end

local function look_of_pane(host, info, inspection)
  local program = inspection and host.program_path(info.pane) or ""
  return {
    left = info.left,
    top = info.top,
    width = info.width,
    height = info.height,
    active = info.is_active,
    cwd = host.cwd_url(info.pane),
    program = program .. "\0" .. (host.user_variables(info.pane)[capture.PROGRAM_VARIABLE] or ""),
  }
end

--- What a workspace looks like, as one text. Nothing in it is written or kept on disk.
---@param plugin sessions.Plugin
---@param workspace string
---@return string
function autosave.look_of(plugin, workspace)
  local host, inspection = plugin.host, plugin.options.process_inspection
  local windows = {}
  for number, mux_window in ipairs(host.windows(workspace)) do
    local tabs, pane_titles = {}, {}
    for position, tab in ipairs(host.tabs(mux_window)) do
      local panes, is_zoomed = {}, false
      for index, info in ipairs(host.panes(tab.tab)) do
        panes[index] = look_of_pane(host, info, inspection)
        is_zoomed = is_zoomed or info.is_zoomed
        pane_titles[host.pane_title(info.pane)] = true
      end
      tabs[position] = {
        title = host.tab_title(tab.tab),
        active = tab.is_active,
        zoomed = is_zoomed,
        panes = panes,
      }
    end
    windows[number] = { title = own_title(host, mux_window, pane_titles), tabs = tabs }
  end
  return fingerprint.of(windows)
end

--- Save what has changed since it was last saved.
---@async
function Autosave:look(now_ms)
  self.next_look_ms = now_ms + LOOKS_APART_MS
  local jobs = self.plugin.fill().jobs
  for _, workspace in ipairs(self.host.workspace_names()) do
    -- What a load is still filling is looked at when it is done.
    if not jobs:are_under_way(workspace) and not save.is_running(self.plugin, workspace) then
      local look = autosave.look_of(self.plugin, workspace)
      if look ~= self.seen[workspace] then
        self:save(workspace, look)
      end
    end
  end
  everything.note(self.plugin, nil, true)
end

---@async
function Autosave:save(workspace, look)
  save.run(self.plugin, workspace, { automatic = true }, function(outcome, line)
    local is_starting = everything.seconds_since_start(self.plugin) < guard.START_UP_S
    if outcome == "written" or outcome == "unchanged" then
      self.seen[workspace], self.has_failed = look, false
    elseif outcome == "skipped" and not is_starting then
      self.seen[workspace] = look
    elseif not outcome and not self.has_failed then
      -- Told once; the log has the others.
      self.has_failed = true
      self.plugin.tell(nil, line)
    end
  end)
end

--- Whether an automatic save may replace what is there.
---@async
function Autosave:judge(session, settings)
  if not settings.automatic then
    return "save"
  end
  local old = self.plugin.store():read(session.name)
  return guard.judge(old, session, {
    automatic = true,
    filling = self.plugin.fill().jobs:are_under_way(session.name),
    seconds_since_start = everything.seconds_since_start(self.plugin),
  })
end

local function add_functions(self, plugin)
  local api = plugin.api

  --- Save on change, or periodically when the option says so, from now on.
  ---@async
  function api.start_autosave(window)
    local option = plugin.options.autosave
    self:switch(option ~= "off" and option or "on_change")
    self.next_look_ms = 0
    self:wake()
    plugin.tell(
      window,
      self:mode() == "periodic"
          and ("Autosave is on: every %d s"):format(plugin.options.auto_save_interval_s)
        or "Autosave is on: whatever changes is saved"
    )
  end

  function api.stop_autosave(window)
    self:switch("off")
    plugin.tell(window, "Autosave is off")
  end

  ---@async
  function api.toggle_autosave(window)
    if self:mode() == "off" then
      api.start_autosave(window)
    else
      api.stop_autosave(window)
    end
  end
end

---@param plugin sessions.Plugin
function autosave.attach(plugin)
  local self = setmetatable({ plugin = plugin, host = plugin.host, seen = {} }, Autosave)
  add_functions(self, plugin)
  plugin.before_save[#plugin.before_save + 1] = function(session, settings)
    return self:judge(session, settings)
  end

  --- For status bars.
  ---@return boolean
  function plugin.is_autosaving()
    return self:mode() ~= "off"
  end

  plugin.host.on("toggle_autosave", plugin.api.toggle_autosave)
  ---@async
  local function wake()
    self:wake()
  end
  plugin.woken[#plugin.woken + 1] = wake
  -- Whoever leaves the terminal has often just done something in it.
  plugin.host.on("window-focus-changed", wake)
end

return autosave
]]

-- sessions.history: lua_templates/sessions/history.lua
sources["sessions.history"] = { chunk = "@lua_templates/sessions/history.lua" } --[=[ sessions.history
--- history: which older states of a session are kept, and how their files are called.
---
--- In:    the states there are, the time, the limits; or the parts of a file name.
--- Out:   what to keep and what to remove; a file name, and the same parts back.
--- Never: removes a pinned state, or the newest one; reads a file.
---
--- The promise: pinned states stay; of the others the newest `count` different ones stay for
--- `age_days`; the newest stays however old it is. A state that came back is kept once.

local history = {}

local DAY_S = 24 * 60 * 60

--- What stands between the name of a session's file and the time. No session file has it.
history.MARK = "@"

--- Digits of the time, so that names sort as times do.
local TIME_DIGITS = 12
local TIME_MAX = 10 ^ TIME_DIGITS

local SUFFIX = ".json"

---@class (exact) sessions.HistoryLimits
---@field count integer different states to keep besides the pinned ones; 0: none
---@field age_days number older ones go; `math.huge`: never

--- One older state.
---@class sessions.Generation
---@field id string for instance its file name
---@field saved_at integer seconds since the epoch
---@field digest? string equal for equal states; nil: different from all others
---@field pinned? boolean

---@class (exact) sessions.GenerationName
---@field stem string name of the session's file without ".json"
---@field saved_at integer seconds since the epoch
---@field digest? string hexadecimal digits in lower case
---@field pinned boolean

--- Newest first; the id decides between states of one second.
---@param entries sessions.Generation[]
---@return any[] sorted
---@nodiscard
function history.newest_first(entries)
  local sorted = table.move(entries, 1, #entries, 1, {})
  table.sort(sorted, function(a, b)
    if a.saved_at ~= b.saved_at then
      return a.saved_at > b.saved_at
    end
    return a.id > b.id
  end)
  return sorted
end

--- Sort states into those that stay and those that go.
---@generic T : sessions.Generation
---@param entries T[] of one session, in any order, each id once
---@param now_s integer seconds since the epoch
---@param limits sessions.HistoryLimits
---@return T[] keep newest first
---@return T[] remove newest first
---@nodiscard
function history.keep(entries, now_s, limits)
  local keep, remove, seen = {}, {}, {}
  for _, entry in ipairs(entries) do
    if entry.pinned and entry.digest then
      seen[entry.digest] = true
    end
  end
  local count, oldest_s = 0, now_s - limits.age_days * DAY_S
  for _, entry in ipairs(history.newest_first(entries)) do
    local digest = entry.digest
    local stays = entry.pinned
    if not stays and not (digest and seen[digest]) and count < limits.count then
      stays = count == 0 or entry.saved_at >= oldest_s
      count = count + (stays and 1 or 0)
    end
    if digest then
      seen[digest] = true
    end
    local list = stays and keep or remove
    list[#list + 1] = entry
  end
  return keep, remove
end

--- The name of an older state's file; `from_file` is the way back. All states of a session sort by
--- time, and no name is that of a session's own file.
---@param name sessions.GenerationName
---@return string? file_name nil when a part cannot be said in a name
---@nodiscard
function history.to_file(name)
  local is_time = math.type(name.saved_at) == "integer"
    and name.saved_at >= 0
    and name.saved_at < TIME_MAX
  if not is_time or name.stem == "" or name.stem:find("[@/\\%z]") then
    return nil
  elseif name.digest and not name.digest:find("^[0-9a-f]+$") then
    return nil
  end
  local time = ("%0" .. TIME_DIGITS .. "d"):format(name.saved_at)
  local digest = name.digest and "-" .. name.digest or ""
  return name.stem .. history.MARK .. time .. digest .. (name.pinned and "+" or "") .. SUFFIX
end

---@param file_name string
---@return sessions.GenerationName? name nil when `to_file` writes no such name
---@nodiscard
function history.from_file(file_name)
  local stem, time, rest = file_name:match("^([^@/\\%z]+)@(%d+)([-+0-9a-f]*)%.json$")
  if not (stem and time and rest) or #time ~= TIME_DIGITS then
    return nil
  end
  local digest = rest:match("^%-([0-9a-f]+)")
  local pin = rest:sub(digest and #digest + 2 or 1)
  if pin ~= "" and pin ~= "+" then
    return nil
  end
  local saved_at = tonumber(time) --[[@as integer]]
  return { stem = stem, saved_at = saved_at, digest = digest, pinned = pin == "+" }
end

return history
]=]

-- sessions.generations: lua_templates/sessions/generations.lua
sources["sessions.generations"] = { chunk = "@lua_templates/sessions/generations.lua" } --[=[ sessions.generations
--- generations: the older states of each session, kept on disk.
---
--- In:    the plugin. Out: a file for every state that a save replaces; lists of them; one of them loaded or pinned.
--- Never: stands in the way of a save; lets a state go that the options promise to keep.

local codec = require("sessions.codec")
local history = require("sessions.history")
local names = require("sessions.names")
local path = require("sessions.path")
local restore = require("sessions.restore")

local generations = {}

---@class sessions.Generations
---@field plugin sessions.Plugin
---@field host sessions.Host
local Generations = {}
Generations.__index = Generations

--- Beside the sessions; no session's file has this name.
local FOLDER = "history"

--- Key of the host's memory: which state was opened under a name.
local OPENED = "history.opened."

local function stem_of(name)
  return (names.to_file(name):gsub("%.json$", ""))
end

local function problem(code, message, where)
  return { code = code, message = message, where = where }
end

function Generations:folder()
  return path.join(self.plugin.store().directory, FOLDER, self.host.separator)
end

function Generations:path_of(id)
  return path.join(self:folder(), id, self.host.separator)
end

--- The states of a session by the names of their files, newest first: one listing of the directory.
---@async
---@return sessions.StoredGeneration[]
function Generations:of(name)
  local stem, found = stem_of(name), {}
  local start = stem .. history.MARK
  for _, file_path in ipairs(self.host.list_directory(self:folder()) or {}) do
    local id = file_path:match("[^/\\]+$")
    local parts = id:sub(1, #start) == start and history.from_file(id)
    if parts then
      found[#found + 1] =
        { id = id, saved_at = parts.saved_at, digest = parts.digest, pinned = parts.pinned }
    end
  end
  return history.newest_first(found)
end

--- Let go of what the options do not promise.
---@param list sessions.StoredGeneration[] all states of a session
function Generations:prune(list)
  local options = self.plugin.options
  local limits = { count = options.history_count, age_days = options.history_age_days }
  local _, remove = history.keep(list, self.plugin.files.now_s(), limits)
  for _, entry in ipairs(remove) do
    self.plugin.files.remove(self:path_of(entry.id))
  end
end

---@async
---@return boolean? done
---@return string? message
function Generations:write(id, text)
  local files, file_path = self.plugin.files, self:path_of(id)
  local done, message = files.replace(file_path, text)
  if not done then
    -- Windows fails where another save has made it meanwhile: what counts is whether the file can be written.
    self.host.make_directory(self:folder())
    done, message = files.replace(file_path, text)
  end
  return done, message
end

--- A state as a new entry, which is newer than all others: names tell seconds, and the order must not be lost when
--- two states were saved in one, or when the clock was set back.
---@param newest sessions.StoredGeneration?
---@return sessions.StoredGeneration
local function entry_for(plugin, name, text, pinned, newest)
  local head = codec.header(text)
  local saved_at = head and head.saved_at or plugin.files.now_s()
  if newest and saved_at <= newest.saved_at then
    saved_at = newest.saved_at + 1
  end
  local parts = {
    stem = stem_of(name),
    saved_at = saved_at,
    digest = codec.state_digest(text),
    pinned = pinned,
  }
  local id = history.to_file(parts) --[[@as string]]
  return { id = id, saved_at = saved_at, digest = parts.digest, pinned = pinned }
end

--- Write a state, and let go of what it supersedes.
---@async
---@param name string
---@param text string
---@param pinned boolean
---@return boolean? done
---@return string? message
function Generations:add(name, text, pinned)
  local list = self:of(name)
  local entry = entry_for(self.plugin, name, text, pinned, list[1])
  local done, message = self:write(entry.id, text)
  if done then
    table.insert(list, 1, entry)
    self:prune(list)
  end
  return done, message
end

--- A save is about to replace this text. Damaged text is no state: what it was is here already.
---@async
function Generations:keep(name, text)
  local plugin = self.plugin
  if plugin.options.history_count == 0 or not plugin.store():is_usable(name, text) then
    return
  end
  local done, message = self:add(name, text, false)
  if not done then
    self.host.log_error(
      ("(wezterm-sessions) an older state of %s was not kept: %s"):format(name, tostring(message))
    )
  end
end

--- The parts of a file's name, which must be one of this session: nothing else is ever opened.
---@return sessions.GenerationName? parts
---@return sessions.Problem?
local function parts_of(name, id)
  local parts = type(id) == "string" and history.from_file(id) or nil
  if not parts or parts.stem ~= stem_of(name) then
    return nil, problem("not_found", ("%s has no older state %s"):format(name, tostring(id)))
  end
  return parts
end

---@param name string
---@param id string
---@return sessions.Session? session
---@return sessions.Problem[]? notes remarks on the session, when there is one
---@return sessions.Problem? problem why there is none
function Generations:read(name, id)
  local parts, trouble = parts_of(name, id)
  if not parts then
    return nil, nil, trouble
  end
  local text, message = self.plugin.files.read(self:path_of(id))
  if not text then
    return nil, nil, problem("not_found", tostring(message), self:path_of(id))
  end
  return self.plugin.store():decode(text)
end

--- Under which name an older state is opened: its own, or, where that is open, one with the time. States of one
--- minute are told apart by a number.
---@return string as
---@return boolean is_open whether just this state is open there
local function name_for(plugin, name, id, saved_at)
  local host = plugin.host
  if #host.windows(name) == 0 then
    return name, false
  end
  local base = ("%s (%s)"):format(name, (plugin.files.date(saved_at):gsub(":", ".")))
  local as, number = base, 1
  while #host.windows(as) > 0 do
    if host.recall(OPENED .. as) == id then
      return as, true
    end
    number = number + 1
    as = ("%s %d"):format(base, number)
  end
  return as, false
end

---@async
---@param name string
---@param id string
---@param window any? the GUI window at hand
---@return sessions.Report?
---@return sessions.Problem? trouble
function Generations:load(name, id, window)
  local plugin, host = self.plugin, self.host
  local session, notes, reason = self:read(name, id)
  if not session then
    plugin.fail(window, reason --[[@as sessions.Problem]])
    return nil, reason
  end
  local as, is_open = name_for(plugin, name, id, session.saved_at)
  if is_open then
    host.show_workspace(as)
    return plugin.api.last_report()
  end
  host.remember(OPENED .. as, id)
  local renamed = { name = as, saved_at = session.saved_at, windows = session.windows }
  local at_hand = window or host.gui_windows()[1]
  plugin.announce("load", as)
  ---@async
  local function build_it()
    return restore.open(plugin, as, renamed, notes, { window = at_hand })
  end
  local result, trouble = plugin.loading(as, build_it)
  if trouble then
    plugin.fail(window, trouble)
  end
  return result, trouble
end

--- Keep the current state, or an older one, whatever the options say.
---@async
function Generations:pin(name, id)
  local files = self.plugin.files
  if id then
    return self:mark(name, id, true)
  end
  local text = files.read(self.plugin.store():path_of(name))
  if not text or not self.plugin.store():is_usable(name, text) then
    return nil, problem("not_found", "there is no usable session " .. name)
  end
  local done, message = self:add(name, text, true)
  if not done then
    return nil, problem("not_written", tostring(message))
  end
  return true
end

--- Pinned or not is in the name of the file.
---@async
function Generations:mark(name, id, pinned)
  local parts, trouble = parts_of(name, id)
  if not parts then
    return nil, trouble
  end
  parts.pinned = pinned
  local to_path = self:path_of(history.to_file(parts))
  local done, message = self.plugin.files.move(self:path_of(id), to_path)
  if not done then
    return nil, problem("not_found", tostring(message))
  end
  self:prune(self:of(name))
  return true
end

--- Without an id, the newest that is pinned.
---@async
function Generations:unpin(name, id)
  for _, entry in ipairs(id and {} or self:of(name)) do
    if entry.pinned then
      id = entry.id
      break
    end
  end
  if not id then
    return nil, problem("not_found", "no state of this session is pinned: " .. name)
  end
  return self:mark(name, id, false)
end

--- A session has got another name.
---@async
function Generations:follow(old, new)
  for _, entry in ipairs(self:of(old)) do
    local renamed = {
      stem = stem_of(new),
      saved_at = entry.saved_at,
      digest = entry.digest,
      pinned = entry.pinned == true,
    }
    self.plugin.files.move(self:path_of(entry.id), self:path_of(history.to_file(renamed)))
  end
end

--- The list with what the heads of the files tell.
---@async
---@return sessions.StoredGeneration[]
function Generations:list(name)
  local list = self:of(name)
  for _, entry in ipairs(list) do
    entry.path = self:path_of(entry.id)
    local start = self.plugin.files.read_start(entry.path)
    local head = start and codec.header(start) or {}
    entry.windows, entry.tabs, entry.panes = head.windows, head.tabs, head.panes
  end
  return list
end

---@param plugin sessions.Plugin
function generations.attach(plugin)
  local self = setmetatable({ plugin = plugin, host = plugin.host }, Generations)
  plugin.before_replace[#plugin.before_replace + 1] = function(name, text)
    self:keep(name, text)
  end
  plugin.after_rename[#plugin.after_rename + 1] = function(old, new)
    self:follow(old, new)
  end

  --- The older states of a session, newest first.
  ---@async
  function plugin.api.generations(name)
    return self:list(name)
  end

  --- Load an older state; under a name with its time when the workspace is open.
  ---@async
  function plugin.api.load_generation(name, id, window)
    return self:load(name, id, window)
  end

  --- Keep the current state, or an older one by its id, for good.
  ---@async
  function plugin.api.pin(name, id)
    return self:pin(name, id)
  end

  ---@async
  function plugin.api.unpin(name, id)
    return self:unpin(name, id)
  end
end

return generations
]=]

-- sessions.older: lua_templates/sessions/older.lua
sources["sessions.older"] = { chunk = "@lua_templates/sessions/older.lua" } --[=[ sessions.older
--- older: the older states of a session, to choose from.
---
--- In:    the plugin, the functions of the history. Out: actions of a chosen session: an older state, pin.
--- Never: knows how states are kept.

local age = require("sessions.age")
local menu = require("sessions.menu")

local older = {}

local CHOSEN = "wezterm-sessions.older.chosen"

local function counted(count, noun)
  return ("%d %s%s"):format(count or 0, noun, count == 1 and " " or "s")
end

---@param plugin sessions.Plugin
function older.attach(plugin)
  local api, actions = plugin.api, plugin.session_actions

  --- Offer the older states; the id is "STATE NAME".
  ---@async
  local function offer(window, pane, name)
    local rows, now_s = {}, plugin.files.now_s()
    local states = api.generations(name) --[[@as sessions.StoredGeneration[] ]]
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
    menu.show(plugin, window, pane, CHOSEN, "Load which state of " .. name, rows)
  end

  actions[#actions + 1] = { name = "older", label = "An older state …", act = offer }
  actions[#actions + 1] = {
    name = "pin",
    label = "Pin this state",
    act = function(window, _, name)
      local done, problem = api.pin(name)
      plugin.tell(
        window,
        done and ("This state of %s is kept for good"):format(name)
          or ("Not pinned: %s"):format(problem.message)
      )
    end,
  }

  plugin.host.on(CHOSEN, function(window, _, id)
    local state, name_id = (id or ""):match("^(%S+) (.*)$")
    local name = menu.name_of(name_id)
    if name then
      api.load_generation(name, state, window)
    end
  end)
end

return older
]=]

-- sessions.startup: lua_templates/sessions/startup.lua
sources["sessions.startup"] = { chunk = "@lua_templates/sessions/startup.lua" } --[[ sessions.startup
--- startup: the terminal, or the multiplexer server, begins with what was open.
---
--- In:    the plugin. Out: the workspaces that `restore_on_startup` names.
--- Never: restores where the user has asked for something else to start; a second window beside the restored ones;
---        the same that stopped the start before; takes the user's usable terminal away when it fails.
---
--- The workspace that will be shown is built before there is a window on the screen: WezTerm opens its first window
--- only if `gui-startup` has left none (wezterm-gui/src/main.rs:284-344). The others follow out of sight, one a slice,
--- when the windows on the screen have their final size: theirs will be the same.

local everything = require("sessions.everything")
local path = require("sessions.path")
local restore = require("sessions.restore")

local startup = {}

--- Beside the sessions, from before a start until its window is alive: a start that finds it was preceded by one that
--- came to nothing.
local MARKER = ".starting"

--- Key of the host's memory: what is left to do. `queue`: names; `shown`: the workspace on the screen.
local STATE = "startup"

local USUAL_WORKSPACE, USUAL_DOMAIN = "default", "local"

---@class sessions.Startup
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field is_busy? boolean a workspace is being built
---@field is_starting? boolean the marker is there, and no window has been seen yet
local Startup = {}
Startup.__index = Startup

function Startup:marker()
  return path.join(self.plugin.store().directory, MARKER, self.host.separator)
end

--- What the user has typed after `wezterm start`, or `wezterm ssh`: then that is what he wants to see.
local function is_plain(plugin, command)
  local config = plugin.config or {}
  if plugin.host.default_domain() ~= (config.default_domain or USUAL_DOMAIN) then
    return false
  end
  return command == nil
    or (
      not (command.args and command.args[1])
      and not command.cwd
      and type(command.domain) ~= "table"
    )
end

--- All that can be used; those written by hand have no time, and are no state of the terminal's.
---@async
local function saved_names(plugin)
  local names = {}
  for _, entry in ipairs(plugin.store():list()) do
    if not entry.problem and entry.saved_at > 0 then
      names[#names + 1] = entry.name
    end
  end
  return names
end

--- The names to restore, the one to show first.
---@async
---@return string[]
local function wanted_names(plugin)
  local option = plugin.options.restore_on_startup
  local last = everything.last(plugin)
  local names, first
  if type(option) == "table" then
    names, first = option, option[1]
  elseif option == "all" then
    names, first = saved_names(plugin), last and last.active
  else
    names, first = last and last.workspaces or {}, last and last.active
  end
  -- `wezterm start --workspace NAME` has made NAME the active one.
  local asked = plugin.host.active_workspace()
  local usual = plugin.config and plugin.config.default_workspace or USUAL_WORKSPACE
  local ordered = {}
  for _, name in ipairs(names) do
    if name == first then
      table.insert(ordered, 1, name)
    else
      ordered[#ordered + 1] = name
    end
  end
  if asked == usual then
    return ordered
  end
  for _, name in ipairs(ordered) do
    if name == asked then
      return { name }
    end
  end
  return {}
end

--- Build a workspace; one that is open, because a domain was attached that has it, stays as it is.
---@async
---@return boolean is_there
---@return string? message why not
function Startup:build(name, is_hidden)
  local plugin, host = self.plugin, self.host
  if #host.windows(name) > 0 then
    return is_hidden or host.show_workspace(name)
  end
  local session, notes, reason = plugin.store():read(name)
  if not session then
    return false, ("%s was not restored: %s"):format(name, reason and reason.message or "?")
  end
  local result, problem = plugin.loading(name, function()
    return restore.open(plugin, name, session, notes, { is_hidden = is_hidden, is_quiet = true })
  end)
  return result ~= nil, problem and problem.message
end

--- Tell the user, as soon as there is a window to tell it in.
function Startup:tell_later(message)
  self.host.log_error("(wezterm-sessions.startup) " .. message)
  local state = self.host.recall(STATE) or {}
  state.message = state.message and state.message .. ". " .. message or message
  self.host.remember(STATE, state)
end

--- Build the first workspace that can be built, and show it; the server builds them all.
---@async
function Startup:restore(names)
  local queue, shown = {}, nil
  for _, name in ipairs(names) do
    if shown and self.host.has_screen() then
      queue[#queue + 1] = name
    else
      local is_there, message = self:build(name, shown ~= nil)
      shown = shown or (is_there and name or nil)
      if message then
        self:tell_later(message)
      end
    end
  end
  local state = self.host.recall(STATE) or {}
  state.shown, state.queue, state.is_starting = shown, queue[1] and queue or nil, true
  self.host.remember(STATE, state)
end

--- Whatever has gone wrong: what stands is shown, and where nothing does WezTerm opens its usual window.
local function show_any(host, names)
  for _, name in ipairs(names) do
    if #host.windows(name) > 0 then
      host.show_workspace(name)
      return
    end
  end
end

---@async
function Startup:run()
  local files = self.plugin.files
  local unfinished = files.read(self:marker())
  if unfinished then
    files.remove(self:marker())
    local message =
      "The last start did not come to its end while it restored %s: nothing is restored now"
    return self:tell_later(message:format(unfinished:gsub("\n", ", ")))
  end
  local names = wanted_names(self.plugin)
  if not names[1] then
    return
  end
  files.replace(self:marker(), table.concat(names, "\n"))
  self.is_starting = true
  local ok, message = pcall(self.restore, self, names)
  if not ok then
    self:tell_later("The start-up restore has failed: " .. tostring(message))
    show_any(self.host, names)
  end
  if not ok or not self.host.has_screen() then
    self:has_started()
  end
end

--- What was begun has not hung the terminal.
function Startup:has_started()
  self.is_starting = nil
  self.plugin.files.remove(self:marker())
end

--- Build the next workspace, out of sight.
---@async
function Startup:step()
  local state = self.host.recall(STATE)
  local name = state and state.queue and table.remove(state.queue, 1)
  if not name then
    return
  end
  state.queue = state.queue[1] and state.queue or nil
  self.host.remember(STATE, next(state) and state or nil)
  local ok, _, message = pcall(self.build, self, name, true)
  if not ok or message then
    self.plugin.fail(
      nil,
      { code = "not_restored", message = message or ("%s was not restored"):format(name) }
    )
  end
end

--- Go on as far as is possible now.
function Startup:go_on()
  local state = self.host.recall(STATE)
  if self.is_busy or not state or not state.queue or #self.host.gui_windows() == 0 then
    return
  elseif state.shown and self.plugin.fill().jobs:are_under_way(state.shown) then
    return
  end
  self.is_busy = true
  self.host.background(function()
    self:step()
    self.is_busy = false
    self:go_on()
  end)
end

--- There is a window: the start has not come to nothing.
function Startup:wake(window)
  if not self.is_starting and not self.host.remembers(STATE) then
    return
  end
  local state = self.host.recall(STATE) or {}
  if self.is_starting or state.is_starting then
    self:has_started()
  end
  if state.message then
    self.plugin.tell(window, state.message)
  end
  if state.is_starting or state.message then
    local rest = { queue = state.queue, shown = state.queue and state.shown }
    self.host.remember(STATE, next(rest) and rest or nil)
  end
  self:go_on()
end

---@param plugin sessions.Plugin
function startup.attach(plugin)
  local self = setmetatable({ plugin = plugin, host = plugin.host }, Startup)

  plugin.host.on("gui-startup", function(command)
    if plugin.options.restore_on_startup ~= "off" and is_plain(plugin, command) then
      self:run()
    end
  end)
  plugin.host.on("mux-startup", function()
    if plugin.options.restore_on_startup ~= "off" then
      self:run()
    end
  end)
  plugin.woken[#plugin.woken + 1] = function(window)
    self:wake(window)
  end
  plugin.after_restore[#plugin.after_restore + 1] = function()
    self:go_on()
  end
end

return startup
]]

-- sessions.git: lua_templates/sessions/git.lua
sources["sessions.git"] = { chunk = "@lua_templates/sessions/git.lua" } --[[ sessions.git
--- git: a directory -> its repository and the branch that is checked out.
---
--- In:    a directory; a function that reads a file; a memory that many panes share.
--- Out:   the repository's directory and the branch; where a branch has changed since.
--- Never: starts a program; walks without end; raises, whatever the files hold.
---
--- Repositories are few and panes are many: with a memory every file is read once, and a directory
--- below one that is known costs nothing but its own two attempts.

local path = require("sessions.path")

local git = {}

--- Directories above a pane's that are looked at. Deeper ones are rarely anybody's work.
local LEVELS_MAX = 64

--- Bytes of HEAD or of a `.git` file that can mean anything: a path is at most 4,096 long.
local TEXT_BYTES_MAX = 5000

--- Digits of a commit that git shows.
local COMMIT_DIGITS = 7

--- HEAD of a repository whose references are in a binary table (`reftable`).
local ELSEWHERE = ".invalid"

---@class (exact) sessions.Branch
---@field repo string directory of the working tree
---@field branch string its name, or "(1a2b3c4)" for a commit without a branch

---@class (exact) sessions.BranchChange
---@field repo string
---@field saved_branch string
---@field current_branch string

--- A pane as it is saved by a build that has branches.
---@class sessions.BranchedPane : sessions.Pane
---@field git_repo? string
---@field git_branch? string

---@alias sessions.BranchMemory table<string, sessions.Branch|false> by directory; false: none

---@param directory string
---@return boolean
local function is_absolute(directory)
  return directory:find("^[/\\]") ~= nil or directory:find("^%a:[/\\]") ~= nil
end

--- The only line of a file; nil for one that git would not have written.
local function line_of(text)
  if not text or #text > TEXT_BYTES_MAX then
    return nil
  end
  local line = text:match("^(.-)[%s]*$")
  return line ~= "" and not line:find("%c") and line or nil
end

--- What HEAD says: a branch by name, a commit by its first digits, or nil.
local function branch_of(head)
  local line = line_of(head)
  if not line then
    return nil
  end
  local reference = line:match("^ref:%s*refs/(.+)$")
  if reference then
    local name = reference:match("^heads/(.+)$") or reference
    return name ~= ELSEWHERE and name or nil
  end
  local is_commit = (#line == 40 or #line == 64) and not line:find("[^0-9a-fA-F]")
  return is_commit and ("(%s)"):format(line:sub(1, COMMIT_DIGITS)) or nil
end

--- The branch of the repository that is rooted just here. In a worktree or a submodule `.git` is a
--- file that names the directory in which HEAD is.
local function branch_at(directory, read)
  local dot_git = path.join(directory, ".git", "/")
  local branch = branch_of(read(path.join(dot_git, "HEAD", "/")))
  if branch then
    return branch
  end
  local line = line_of(read(dot_git))
  local target = line and line:match("^gitdir:%s*(.+)$")
  if not target then
    return nil
  end
  local git_dir = is_absolute(target) and target or path.join(directory, target, "/")
  return branch_of(read(path.join(git_dir, "HEAD", "/")))
end

--- The repository that a directory is in, and its branch.
---@param directory string absolute, any bytes
---@param read fun(path: string): string? text of a file, nil when there is none
---@param memory sessions.BranchMemory? filled here; one table for all panes of a save
---@return sessions.Branch? branch nil outside of a repository
---@nodiscard
function git.branch(directory, read, memory)
  if not is_absolute(directory) or directory:find("\0", 1, true) then
    return nil
  end
  memory = memory or {}
  local visited = {}
  local found = false ---@type sessions.Branch|false
  local place = directory ---@type string?
  for _ = 1, LEVELS_MAX do
    if not place then
      break
    elseif memory[place] ~= nil then
      found = memory[place]
      break
    end
    visited[#visited + 1] = place
    local branch = branch_at(place, read)
    if branch then
      found = { repo = place, branch = branch }
      break
    end
    place = path.parent(place)
  end
  for _, seen in ipairs(visited) do
    memory[seen] = found
  end
  return found or nil
end

--- Where another branch is checked out than when the panes were saved: each repository once.
---@param panes sessions.BranchedPane[] those with `git_repo` and `git_branch` are looked at
---@param read fun(path: string): string?
---@param memory sessions.BranchMemory?
---@return sessions.BranchChange[] changes in the panes' order
---@nodiscard
function git.changes(panes, read, memory)
  memory = memory or {}
  local changes, seen = {}, {}
  for _, pane in ipairs(panes) do
    local repo, saved_branch = pane.git_repo, pane.git_branch
    if type(repo) == "string" and type(saved_branch) == "string" and not seen[repo] then
      seen[repo] = true
      local current = git.branch(repo, read, memory)
      if current and current.branch ~= saved_branch then
        changes[#changes + 1] =
          { repo = repo, saved_branch = saved_branch, current_branch = current.branch }
      end
    end
  end
  return changes
end

return git
]]

-- sessions.branches: lua_templates/sessions/branches.lua
sources["sessions.branches"] = { chunk = "@lua_templates/sessions/branches.lua" } --[[ sessions.branches
--- branches: which git branch each pane's directory was on, and a word when that has changed.
---
--- In:    the plugin. Out: two facts of every local pane that is saved; an event and a toast after a restore.
--- Never: starts a program; changes a repository; stands in the way of a save or a restore.

local git = require("sessions.git")
local layout = require("sessions.layout")
local path = require("sessions.path")

local branches = {}

--- Directories of other machines and of other domains mean nothing to this machine's files.
local LOCAL_DOMAIN = "local"

--- The lines of one toast; what is more is counted.
local SHOWN_MAX = 3

--- The facts of one save. Panes share a memory: their repositories are few.
local function new_fact(plugin)
  local memory = {}
  return function(pane)
    local is_local = pane.domain == LOCAL_DOMAIN and pane.cwd and not pane.cwd_host
    local found = is_local and git.branch(pane.cwd, plugin.files.read, memory)
    if found then
      pane.git_repo, pane.git_branch = found.repo, found.branch
    end
  end
end

local function panes_of(session)
  local panes = {}
  for _, window in ipairs(session.windows) do
    for _, tab in ipairs(window.tabs) do
      local leaves = layout.leaves(tab.layout)
      table.move(leaves, 1, #leaves, #panes + 1, panes)
    end
  end
  return panes
end

---@param changes sessions.BranchChange[] at least one
---@return string
local function sentence(changes)
  local parts = {}
  for index, change in ipairs(table.move(changes, 1, SHOWN_MAX, 1, {})) do
    parts[index] = ("%s was on %s, is on %s"):format(
      path.basename(change.repo),
      change.saved_branch,
      change.current_branch
    )
  end
  if #changes > SHOWN_MAX then
    parts[#parts + 1] = ("%d more"):format(#changes - SHOWN_MAX)
  end
  return "Git: " .. table.concat(parts, "; ")
end

---@async
local function warn(plugin, report, session)
  local changes = git.changes(panes_of(session), plugin.files.read)
  if #changes == 0 then
    return
  end
  plugin.host.emit("wezterm-sessions.git.branch_mismatch", report.workspace, changes)
  plugin.tell(nil, sentence(changes))
end

---@param plugin sessions.Plugin
function branches.attach(plugin)
  plugin.pane_facts[#plugin.pane_facts + 1] = function()
    return new_fact(plugin)
  end
  plugin.after_restore[#plugin.after_restore + 1] = function(report, session)
    -- A workspace that was open already was only switched to: there is no session then.
    if session and plugin.options.git_branch_warn then
      warn(plugin, report, session)
    end
  end
end

return branches
]]

-- sessions.features: build/lua/sessions/features.lua
sources["sessions.features"] = { chunk = "@build/lua/sessions/features.lua", text = [[
--- features: the parts of this build that a profile can leave out, in order.
---
--- In:    nothing.
--- Out:   a list of rooms, each with `attach(plugin)`; the functions and the action events that they bring.
--- Never: decides anything; the build profile did.

---@class sessions.Features
---@field [integer] { attach: fun(plugin: sessions.Plugin) }
---@field functions string[]
---@field events string[]
local features = {
  require("sessions.everything"),
  require("sessions.import_old"),
  require("sessions.import_resurrect"),
  require("sessions.delete"),
  require("sessions.fork"),
  require("sessions.rename"),
  require("sessions.undo"),
  require("sessions.scopes"),
  require("sessions.manage"),
  require("sessions.define"),
  require("sessions.palette"),
  require("sessions.status"),
  require("sessions.edit"),
  require("sessions.autosave"),
  require("sessions.generations"),
  require("sessions.older"),
  require("sessions.startup"),
  require("sessions.branches"),
}

--- Public functions of theirs.
features.functions = {
  "delete",
  "import_resurrect",
  "delete_state",
  "edit_state",
  "fork_state",
  "fork",
  "rename_state",
  "rename",
  "undo_state",
  "manage_state",
  "restore_window",
  "restore_tab",
  "restore_pane",
  "define",
  "export",
  "palette_entries",
  "status",
  "start_autosave",
  "stop_autosave",
  "toggle_autosave",
  "generations",
  "load_generation",
  "pin",
  "unpin",
}

--- Events of theirs that a key can send.
features.events = {
  "delete_session",
  "edit_session",
  "fork_session",
  "rename_session",
  "undo_session",
  "manage_session",
  "toggle_autosave",
}

return features
]] }

-- sessions.init: lua_templates/sessions/init.lua
sources["sessions.init"] = { chunk = "@lua_templates/sessions/init.lua", text = [[
--- init: wires the rooms together; decides nothing.
---
--- In:    WezTerm loads the plugin. Out: the public table.
--- Never: reads a file, starts a program or suspends while the configuration is being evaluated.

local build = require("sessions.build")
local command = require("sessions.command")
local everything = require("sessions.everything")
local features = require("sessions.features")
local files = require("sessions.files")
local fill = require("sessions.fill")
local host = require("sessions.host")
local menu = require("sessions.menu")
local options = require("sessions.options")
local path = require("sessions.path")
local report = require("sessions.report")
local restore = require("sessions.restore")
local save = require("sessions.save")
local space = require("sessions.space")
local store = require("sessions.store")

local init = {}

local CHOSEN = "wezterm-sessions.load.chosen"

--- Keys of the host's memory.
local REPORT, JOBS = "report", "fill.jobs"

--- The shell that programs are typed into: the configured program, else the user's login shell.
---@param plugin sessions.Plugin
---@return string
local function shell_name(plugin)
  local default_prog = plugin.config and plugin.config.default_prog
  local executable = default_prog and default_prog[1]
    or files.environment(plugin.host.is_windows and "COMSPEC" or "SHELL")
    or "sh"
  return path.basename(executable)
end

---@param plugin sessions.Plugin
---@return sessions.Policy
local function policy_of(plugin)
  local allowed = {}
  for _, list in ipairs({ command.programs, plugin.options.extra_programs }) do
    for _, name in ipairs(list) do
      allowed[name] = true
    end
  end
  return { enabled = plugin.options.restore_programs, allowed = allowed }
end

--- Told when the last tab of a restore stands, or when only tabs are left that wait for their first look.
---@async
---@param plugin sessions.Plugin
---@param result sessions.Report
---@param session sessions.Session?
local function finished(plugin, result, session)
  plugin.keep_report(result)
  plugin.host.emit("wezterm-sessions.restore.end", result.workspace)
  for _, hook in ipairs(plugin.after_restore) do
    hook(result, session)
  end
  if result.how ~= "restore" then
    plugin.host.emit("wezterm-sessions.load.end", result.workspace)
  end
  if not result.is_quiet or result.problems[1] then
    plugin.tell(nil, report.sentence(result))
  end
end

--- What the rooms share. Store and fill are made on first use: their options come with `apply_to_config`.
---@return sessions.Plugin
local function new_plugin()
  local plugin = {
    host = host.connect(),
    files = files,
    api = {},
    options = options.defaults(),
    importers = {},
    takeovers = {},
    pane_facts = {},
    before_save = {},
    after_save = {},
    before_restore = {},
    after_restore = {},
    after_rename = {},
    before_replace = {},
    configured = {},
    woken = {},
    load_rows = {},
    session_actions = {},
    sources = {},
    tickets = {},
    saving = {},
    everything = {},
    --- Set by `attach_later`.
    ready = function() end,
  }

  --- A message goes to the window at hand, else to any that is on the screen.
  function plugin.tell(gui_window, text)
    plugin.host.toast(gui_window or plugin.host.gui_windows()[1], text)
  end

  function plugin.fail(gui_window, problem)
    plugin.host.log_error("(wezterm-sessions) " .. problem.message)
    plugin.tell(gui_window, problem.message)
  end

  --- Features may want to know what is there before a restore changes it.
  function plugin.announce(how, name)
    for _, hook in ipairs(plugin.before_restore) do
      hook(how, name)
    end
  end

  --- Do what builds a workspace, between the events that belong to it.
  ---@async
  function plugin.loading(name, build_it)
    plugin.host.emit("wezterm-sessions.load.start", name)
    plugin.host.emit("wezterm-sessions.restore.start", name)
    local result, problem = build_it()
    if result then
      plugin.keep_report(result)
    else
      plugin.host.emit("wezterm-sessions.load.end", name)
    end
    return result, problem
  end

  function plugin.site()
    return build.site(plugin.host, files, policy_of(plugin), shell_name(plugin))
  end

  local made_store, made_fill
  function plugin.store()
    plugin.ready()
    made_store = made_store or store.new(plugin)
    return made_store
  end

  function plugin.fill()
    plugin.ready()
    made_fill = made_fill or fill.new(plugin, JOBS)
    return made_fill
  end

  function plugin.keep_report(result)
    plugin.report = result
    plugin.host.remember(REPORT, result)
  end

  ---@async
  function plugin.finished(result, session)
    finished(plugin, result, session)
  end
  return plugin
end

--- The public functions; their names are those of abidibo/wezterm-sessions, so that configurations keep working.
---@param plugin sessions.Plugin
local function add_functions(plugin)
  local api = plugin.api
  --- Save a workspace, the active one unless named. Returns at once; `quiet`: no toast.
  ---@async
  ---@param wanted { workspace: string?, all: boolean?, quiet: boolean?, window: any }?
  function api.save(wanted)
    wanted = wanted or {}
    if wanted.all then
      everything.save(plugin, {}, function(line)
        if not wanted.quiet then
          plugin.tell(wanted.window, line)
        end
      end)
      return
    end
    local workspace = wanted.workspace or plugin.host.active_workspace()
    save.run(plugin, workspace, {}, function(outcome, line)
      if not wanted.quiet and outcome ~= "overtaken" then
        plugin.tell(wanted.window, line)
      end
    end)
  end

  --- Load a session by name.
  ---@async
  ---@param name string
  ---@param window any? the GUI window at hand
  ---@return sessions.Report? report nil when there is nothing to load
  ---@return string? message
  function api.load(name, window)
    plugin.announce("load", name)
    ---@async
    local function build_it()
      return restore.load(plugin, window or plugin.host.gui_windows()[1], name)
    end
    local result, problem = plugin.loading(name, build_it)
    if problem then
      plugin.fail(window, problem)
    end
    return result, problem and problem.message
  end

  ---@async
  function api.save_state(window, notify)
    api.save({ window = window, quiet = not notify })
  end

  ---@async
  function api.load_state(window, pane)
    menu.pick(plugin, window, pane, CHOSEN, "Load which session", plugin.load_rows)
  end

  ---@async
  function api.restore_state(window)
    plugin.host.emit("wezterm-sessions.restore.start", plugin.host.active_workspace())
    plugin.announce("restore", plugin.host.active_workspace())
    local result, problem = restore.into_window(plugin, window)
    if result then
      plugin.keep_report(result)
    elseif problem then
      plugin.fail(window, problem)
    end
  end

  --- What is saved, newest first.
  ---@async
  ---@return sessions.Entry[]
  function api.list()
    return plugin.store():list()
  end

  --- What the last restore did: panes, tabs, sizes asked and got, problems, milliseconds. Nil before the first one.
  ---@return sessions.Report?
  function api.last_report()
    return plugin.report or plugin.host.recall(REPORT)
  end
end

---@param plugin sessions.Plugin
local function add_events(plugin)
  local api, on = plugin.api, plugin.host.on
  on("save_session", function(window)
    api.save_state(window, true)
  end)
  on("load_session", function(window, pane)
    api.load_state(window, pane)
  end)
  on("restore_session", function(window)
    api.restore_state(window)
  end)
  on(CHOSEN, function(window, pane, id)
    local name, row = menu.name_of(id), menu.row_of(plugin.load_rows, id)
    if name then
      api.load(name, window)
    elseif row then
      row.act(window, pane)
    end
  end)
  --- After a reload, or when a tab may have come into view: tabs may be waiting, and features.
  ---@async
  ---@param window any
  local function wake(window)
    plugin.ready()
    if plugin.host.remembers(JOBS) then
      plugin.fill():wake()
    end
    for _, hook in ipairs(plugin.woken) do
      hook(window)
    end
  end
  ---@async
  ---@param window any
  local function learn(window)
    space.learn(plugin, window)
    wake(window)
  end
  on("window-config-reloaded", learn)
  on("window-resized", wake)
  on("update-status", wake)
end

--- Features are attached when something first happens or is asked for: a configuration is evaluated at every reload
--- and for every window, and needs none of their code. Until then their names stand in for them.
---@param plugin sessions.Plugin
local function attach_later(plugin)
  local api, on = plugin.api, plugin.host.on
  local is_attached = false

  function plugin.ready()
    if is_attached then
      return
    end
    is_attached = true
    for _, feature in ipairs(features) do
      feature.attach(plugin)
    end
    for _, hook in ipairs(plugin.is_configured and plugin.configured or {}) do
      hook(plugin.config)
    end
  end

  for _, name in ipairs(features.functions) do
    api[name] = function(...)
      plugin.ready()
      return api[name](...)
    end
  end
  -- WezTerm tells an event to handlers that are added while it is told: the features' own come in time
  -- (config/src/lua.rs:767-793).
  for _, list in ipairs({ features.events, { "gui-startup", "mux-startup" } }) do
    for _, event in ipairs(list) do
      on(event, plugin.ready)
    end
  end
end

--- Keys in addition to the user's own. A configuration that applies the plugin twice gets each once.
local function add_keys(plugin, config)
  local keys, known = config.keys or {}, {}
  for _, key in ipairs(plugin.added_keys or {}) do
    known[key] = true
  end
  plugin.added_keys = {}
  local kept = {}
  for _, key in ipairs(keys) do
    if not known[key] then
      kept[#kept + 1] = key
    end
  end
  for _, key in ipairs(plugin.options.keys) do
    local added = { key = key.key, mods = key.mods, action = plugin.host.emit_action(key.action) }
    kept[#kept + 1] = added
    plugin.added_keys[#plugin.added_keys + 1] = added
  end
  config.keys = kept
end

--- Set options and the default keys. Wrong options are named in the log and keep their defaults.
local function add_configuration(plugin)
  function plugin.api.apply_to_config(config, user_options)
    local problems
    plugin.options, problems = options.read(user_options)
    plugin.config = config
    for _, problem in ipairs(problems) do
      plugin.host.log_error("(wezterm-sessions) " .. problem.message)
    end
    if config then
      add_keys(plugin, config)
    end
    plugin.is_configured = true
    for _, hook in ipairs(plugin.configured) do
      hook(config)
    end
    return config
  end
end

---@return table api
function init.start()
  local plugin = new_plugin()
  add_functions(plugin)
  add_configuration(plugin)
  attach_later(plugin)
  add_events(plugin)
  return plugin.api
end

return init
]] }

return require("sessions.init").start(...)
