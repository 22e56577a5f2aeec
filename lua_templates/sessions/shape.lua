--- shape: a split tree <-> one line of text: "133 | 66 (41 / 18)".
---
--- In:    a tree and its size, or a line that a person may have typed.
--- Out:   the line, or the tree; a problem that names the place in the line.
--- Never: nests with the tree: WezTerm's JSON reader refuses a depth beyond 128, and a spiral of 64 panes has that.
---
--- `|` puts parts side by side, `/` one below the other; a number is a part's cells along that axis, and what is in
--- parentheses behind it is how that part is split in turn. Between two parts lies a divider of one cell. A tab that
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

local read_chain

--- One part: its cells, and how it is split in turn.
local function read_part(input, axis, cols, rows)
  local token, start = input.take()
  local cells = token and #token < 10 and math.tointeger(tonumber(token))
  if not cells or cells < 1 then
    fail(start, "a number of cells is expected")
  end
  if input.peek() ~= "(" then
    return { cells = cells, node = input.next_leaf() }
  end
  input.take()
  local is_wide = axis == "left_right"
  local node = read_chain(input, is_wide and cells or cols, is_wide and rows or cells)
  local close, close_start = input.take()
  if close ~= ")" then
    fail(close_start, 'a ")" is expected')
  end
  return { cells = cells, node = node }
end

--- The axis of the chain that begins here: that of the first separator behind its first part.
local function axis_ahead(input)
  local depth, position = 0, input.position
  while true do
    local at = input.line:find("[()|/]", position)
    local mark = at and input.line:sub(at, at)
    if not mark or mark == ")" and depth == 0 then
      fail(at or #input.line + 1, 'a "|" or "/" is expected')
    elseif mark == "(" then
      depth = depth + 1
    elseif mark == ")" then
      depth = depth - 1
    elseif depth == 0 then
      return AXES[mark]
    end
    position = at + 1
  end
end

local function joined(parts, axis)
  local tree = parts[#parts].node
  for index = #parts - 1, 1, -1 do
    tree =
      { split = axis, first_cells = parts[index].cells, first = parts[index].node, second = tree }
  end
  return tree
end

function read_chain(input, cols, rows)
  local _, start = input.peek()
  local axis = axis_ahead(input)
  local parts = { read_part(input, axis, cols, rows) }
  local sum = parts[1].cells
  while AXES[input.peek()] do
    local mark, mark_start = input.take()
    if AXES[mark] ~= axis then
      fail(mark_start, 'parts beside and below each other need parentheses: "|" and "/" are mixed')
    end
    parts[#parts + 1] = read_part(input, axis, cols, rows)
    sum = sum + 1 + parts[#parts].cells
  end
  local extent = axis == "left_right" and cols or rows
  if sum ~= extent then
    fail(start, ("the cells with their dividers make %d instead of %d"):format(sum, extent))
  end
  return joined(parts, axis)
end

---@param line string
---@param cols integer
---@param rows integer
---@param panes sessions.Pane[] in tree order
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
    local made = read_chain(input, cols, rows)
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
