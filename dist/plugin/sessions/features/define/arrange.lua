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
-- Made from lua_templates/sessions/features/define/arrange.lua; plugin/init.lua opens it by its digest: 3a8acdcf00d2aa63
