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
