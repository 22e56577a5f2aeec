--- split_tree: pane rectangles <-> split tree, and the same tree at another size, exact to the cell.
---
--- In:    rectangles in the order in which WezTerm lists its panes; or a tree and sizes in cells.
--- Out:   the split tree they come from; its rectangles; the tree refitted, or without some leaves.
--- Never: asks the host; loses a pane in silence; raises on rectangles that no split tree can make.
---
--- A tree is a leaf (any table without `split`) or a split of two trees with one divider cell
--- between them. How a chain of one axis is nested makes no difference to its rectangles, and WezTerm
--- doesn't tell it: from exact rectangles chains come out nested to the right, `a | (b | c)`.

local split_tree = {}

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
function split_tree.rects(tree, cols, rows)
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
function split_tree.leaves(tree)
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
function split_tree.minimum(tree)
  local cols, rows = measure(tree)
  return cols[tree], rows[tree]
end

--- Whether a divider of this axis beside the part can be moved by one of its panes: WezTerm moves the nearest one above
--- the active pane (mux/src/tab.rs, `adjust_pane_size`), so no other of the same axis may lie between.
---@param node any
---@param axis sessions.Axis
---@return boolean
---@nodiscard
function split_tree.reaches_out(node, axis)
  if not node.split then
    return true
  end
  return node.split ~= axis
    and (split_tree.reaches_out(node.first, axis) or split_tree.reaches_out(node.second, axis))
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
local function lay_out(tree, from_cols, from_rows, cols, rows, gone)
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
function split_tree.from_rects(rects, cols, rows, leaves)
  local tree = from_corners(rects, leaves)
  local covered_cols, covered_rows = 1, 1
  for _, rect in ipairs(rects) do
    covered_cols = math.max(covered_cols, rect.left + rect.width)
    covered_rows = math.max(covered_rows, rect.top + rect.height)
  end
  local is_filled = true
  local own_rects = split_tree.rects(tree, covered_cols, covered_rows)
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
  local least_cols, least_rows = split_tree.minimum(tree)
  cols = math.max(cols or covered_cols, least_cols)
  rows = math.max(rows or covered_rows, least_rows)
  return lay_out(tree, cols, rows, cols, rows), false, cols, rows
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
function split_tree.fit(tree, from_cols, from_rows, cols, rows, keep)
  if cols == from_cols and rows == from_rows then
    return tree, {}
  end
  local least_cols, least_rows = split_tree.minimum(tree)
  if least_cols <= cols and least_rows <= rows then
    return lay_out(tree, from_cols, from_rows, cols, rows), {}
  end
  local leaves = split_tree.leaves(tree)
  local gone = trim(tree, cols, rows, keep and leaves[keep])
  local fitted = lay_out(tree, from_cols, from_rows, cols, rows, gone)
  local left = {}
  for _, leaf in ipairs(split_tree.leaves(fitted)) do
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
function split_tree.without(tree, cols, rows, positions, active)
  local leaves = split_tree.leaves(tree)
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
  return lay_out(tree, cols, rows, cols, rows, gone), math.max(before, 1)
end

return split_tree
-- Made from lua_templates/sessions/layout/split_tree.lua; plugin/init.lua opens it by its digest: 07f4f34f971b5721
