--- plan: a saved tab and a size -> the splits that rebuild it.
---
--- In:    a tab of a session, the columns and rows that it will have.
--- Out:   the first pane, n - 1 exact splits in order, and what is left to do about focus and zoom.
--- Never: asks what is there, searches for a pane, plans a split that WezTerm would refuse.
---
--- A split gives the new pane exactly `size` cells and leaves the rest, less one for the divider, to
--- the pane that was split. The pane that holds a part of the tab while it is built ends as one leaf
--- of that part, so panes are called by the number of the leaf that they will be.

local split_tree = require("sessions.layout.split_tree")

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

--- How many dividers of `a | (b | (c | ...))`, the parts up to `last`, no pane can move.
local function out_of_reach(reach, last)
  local count = 0
  for index = 1, last - 1 do
    local is_reached = reach[index] or index == last - 1 and reach[last]
    count = count + (is_reached and 0 or 1)
  end
  return count
end

--- Whether the last part of a chain is to be cut off first, `((a | b) | c)`, not `(a | (b | c))`.
---
--- Rectangles don't tell how a chain is nested, so it is nested for a long life: WezTerm takes
--- cells from both sides of a split in turn, and loops for ever once one side is a split that has
--- none left to give (upstream #7765). A side that is a lone pane may run out. So the first part
--- stands alone unless it could give more than all others together; then the last one does.
---
--- Where both are as good, the one is taken of which panes can move more dividers. Out of reach is one beside a part
--- whose panes all have a nearer one of its axis, `(a | b) / (c | d)`, where that part does not stand alone; it stays
--- where a resize leaves it.
local function ends_alone(nodes, cells, axis)
  ---@type number, number, number how much all parts, the first and the last could give
  local total, first, last = 0, 0, 0
  ---@type boolean[]
  local reach = {}
  for index, node in ipairs(nodes) do
    local least_cols, least_rows = split_tree.minimum(node)
    local spare = cells[index] - (axis == LEFT_RIGHT and least_cols or least_rows)
    total, last = total + spare, spare
    first = index == 1 and spare or first
    reach[index] = split_tree.reaches_out(node, axis)
  end
  if 2 * first - total > 1 then
    return true
  elseif 2 * last - total > 1 then
    return false
  end
  local is_end_reached = reach[#nodes]
  return out_of_reach(reach, #nodes - 1) + (is_end_reached and 0 or 1) < out_of_reach(reach, #nodes)
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

--- On which side of the pane that is split the new one opens.
local AFTER = { left_right = "Right", top_bottom = "Bottom" }
local BEFORE = { left_right = "Left", top_bottom = "Top" }

local function step_of(part)
  local old, new, size, sides = part.first, part.second, part.second_cells, AFTER
  if part.is_late then
    old, new, size, sides = part.second, part.first, part.first_cells, BEFORE
  end
  return { pane = old.keeper, direction = sides[part.axis], size = size, new = new.keeper }
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

--- The parts as a tree of splits, nested as they will be.
local function as_node(part, panes)
  if not part.first then
    return panes[part.keeper]
  end
  return {
    split = part.axis,
    first_cells = part.first_cells,
    first = as_node(part.first, panes),
    second = as_node(part.second, panes),
  }
end

--- Plan a tab.
---
--- Guarantee: the steps are as many as panes less one, none is refused by WezTerm, and they give
--- exactly the rectangles of the tree that `split_tree.fit` gives; focus has to be given (`activate`) only where no order of splits ends on it.
---@param tab sessions.Tab
---@param cols integer? columns of the tab to build; nil: as saved
---@param rows integer? rows of the tab to build; nil: as saved
---@return sessions.Plan
---@nodiscard
function plan.tab(tab, cols, rows)
  cols, rows = cols or tab.cols, rows or tab.rows
  local panes = split_tree.leaves(tab.layout)
  local numbers = {}
  for number, pane in ipairs(panes) do
    numbers[pane] = number
  end
  local tree, dropped = split_tree.fit(tab.layout, tab.cols, tab.rows, cols, rows, tab.active_pane)
  local active_place = 0
  for place, pane in ipairs(split_tree.leaves(tree)) do
    if numbers[pane] == tab.active_pane then
      active_place = place - 1
    end
  end
  local root = nest(tree, cols, rows, numbers)
  local nested = as_node(root, panes)
  local steps, ends_active = schedule(in_order(root), active_place)
  return {
    root = root.keeper,
    steps = steps,
    activate = not ends_active and tab.active_pane or nil,
    zoom = tab.zoomed == true,
    leaves = panes,
    dropped = dropped,
    tree = nested,
  }
end

return plan
