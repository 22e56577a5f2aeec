--- handed_out: what WezTerm makes of a tab's dividers when its window changes its size.
---
--- In:    a split tree with the cells of every first side, a size, another size.
--- Out:   the same tree with the cells that WezTerm will give.
--- Never: keeps proportions (WezTerm hands out differences: `adjust_x_size` in mux/src/tab.rs); loops for ever where
---        WezTerm does.

local handed_out = {}

--- A node with both its extents along its axis and the one across, as WezTerm has them on record, and its least ones.
---@return any
local function on_record(node, cols, rows)
  if not node.split then
    return { least = { left_right = 1, top_bottom = 1 } }
  end
  local is_columns = node.split == "left_right"
  local along, across = cols, rows
  if not is_columns then
    along, across = rows, cols
  end
  local first_cells = node.first_cells
  local second_cells = along - first_cells - 1
  local first =
    on_record(node.first, is_columns and first_cells or cols, is_columns and rows or first_cells)
  local second =
    on_record(node.second, is_columns and second_cells or cols, is_columns and rows or second_cells)
  ---@type table<string, number>
  local least = {}
  for axis, one in pairs(first.least) do
    local other = second.least[axis]
    least[axis] = axis == node.split and one + other + 1 or math.max(one, other)
  end
  return {
    axis = node.split,
    across = across,
    cells = { first_cells, second_cells },
    sides = { first, second },
    least = least,
  }
end

--- Hand cells of an axis to a node. Raises where WezTerm would hang.
local function hand(record, axis, cells)
  if cells == 0 or not record.axis then
    return
  elseif record.axis ~= axis then
    local across = math.max(record.across + cells, record.least[axis])
    cells, record.across = across - record.across, across
    hand(record.sides[1], axis, cells)
    hand(record.sides[2], axis, cells)
    return
  end
  local step = cells > 0 and 1 or -1
  while cells ~= 0 do
    local before = cells
    for side = 1, 2 do
      if cells ~= 0 and (step > 0 or record.cells[side] > 1) then
        hand(record.sides[side], axis, step)
        record.cells[side] = record.cells[side] + step
        cells = cells - step
      end
    end
    if cells == before then
      error("no side has a cell to give", 0)
    end
  end
end

local function as_tree(node, record)
  if not record.axis then
    return node
  end
  return {
    split = record.axis,
    first_cells = record.cells[1],
    first = as_tree(node.first, record.sides[1]),
    second = as_tree(node.second, record.sides[2]),
  }
end

--- The tree after a resize of its tab.
---@param tree sessions.Node nested as WezTerm has it
---@param from_cols integer
---@param from_rows integer
---@param cols integer
---@param rows integer
---@return sessions.Node? tree nil where WezTerm hangs
---@nodiscard
function handed_out.tree(tree, from_cols, from_rows, cols, rows)
  local record = on_record(tree, from_cols, from_rows)
  local function hand_all()
    hand(record, "left_right", math.max(cols, record.least.left_right) - from_cols)
    hand(record, "top_bottom", math.max(rows, record.least.top_bottom) - from_rows)
  end
  if not pcall(hand_all) then
    return nil
  end
  return as_tree(tree, record)
end

return handed_out
-- Made from lua_templates/sessions/layout/handed_out.lua; plugin/init.lua opens it by its digest: c845d73066cde572
