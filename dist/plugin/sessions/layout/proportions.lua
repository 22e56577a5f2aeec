--- proportions: a tab that was split as saved keeps its proportions when its size changes.
---
--- In:    what was saved of its dividers, where they were left, the rectangles that are there now.
--- Out:   whether somebody else has moved a divider; the moves that bring each to its place.
--- Never: asks what is there; moves a divider so far that a pane between has no cell left, not even on the way.

local handed_out = require("sessions.layout.handed_out")
local split_tree = require("sessions.layout.split_tree")

local proportions = {}

local LEFT_RIGHT = "left_right"

--- A window that is resized in steps gives other cells than at once, at most one for two steps. So much may an edge be
--- beside the place that one step gives it before somebody is said to have moved it: steps may come unnoticed.
local UNNOTICED_CELLS = 2

--- The tree with its dividers where the corners of the rectangles have them; nil when these are of other splits.
---
--- Only the corners count: the extents that WezTerm reports may contradict one another after a resize that hit the
--- minimum (see `split_tree`).
---@param tree sessions.Node
---@param rects sessions.Rect[]
---@return sessions.Node?
function proportions.with_cuts(tree, rects)
  local place = 0
  ---@param node any
  local function visit(node)
    local corner = rects[place + 1]
    if not node.split then
      place = place + 1
      return node, corner
    end
    local first = visit(node.first)
    if not first then
      return nil
    end
    local second, beside = visit(node.second)
    if not second or not corner or not beside then
      return nil
    end
    local right_by, below_by = beside.left - corner.left, beside.top - corner.top
    local along, across = right_by, below_by
    if node.split ~= LEFT_RIGHT then
      along, across = below_by, right_by
    end
    if across ~= 0 or along < 2 then
      return nil
    end
    local cut = { split = node.split, first_cells = along - 1, first = first, second = second }
    return cut, corner
  end
  local cut = visit(tree)
  return place == #rects and cut or nil
end

--- What is to be known of a tab that has just been split as planned; nil for one that has no divider.
---@param tab sessions.Tab
---@param plan sessions.Plan
---@param cols integer the size that it was planned for
---@param rows integer
---@return sessions.Young?
function proportions.young(tab, plan, cols, rows)
  if not plan.tree.split then
    return nil
  end
  local base = tab.layout --[[@as sessions.Node?]]
  if plan.dropped[1] then
    base = split_tree.without(tab.layout, tab.cols, tab.rows, plan.dropped, tab.active_pane)
  end
  local saved = base
    and proportions.with_cuts(plan.tree, split_tree.rects(base, tab.cols, tab.rows))
  return saved
    and {
      cols = tab.cols,
      rows = tab.rows,
      saved = saved,
      left = plan.tree,
      left_cols = cols,
      left_rows = rows,
    }
end

--- The tree that the tab should have at a size; nil where its panes do not fit.
---@param young sessions.Young
---@param cols integer
---@param rows integer
---@return sessions.Node?
---@nodiscard
function proportions.wanted(young, cols, rows)
  local tree, dropped = split_tree.fit(young.saved, young.cols, young.rows, cols, rows)
  return not dropped[1] and tree or nil
end

--- Whether one of its panes can move the divider of a split.
local function can_move(node)
  return split_tree.reaches_out(node.first, node.split)
    or split_tree.reaches_out(node.second, node.split)
end

--- Whether a tree has a divider that none of its panes can move.
---@param tree any
---@return boolean
---@nodiscard
function proportions.has_stuck(tree)
  return tree.split ~= nil
    and (
      not can_move(tree)
      or proportions.has_stuck(tree.first)
      or proportions.has_stuck(tree.second)
    )
end

--- The extents of both sides of a split.
local function sides(node, cols, rows)
  local first_cells = node.first_cells
  if node.split == LEFT_RIGHT then
    return first_cells, rows, cols - first_cells - 1, rows
  end
  return cols, first_cells, cols, rows - first_cells - 1
end

--- The tree that the tab can be brought to: a divider that none of its panes can move stays where it is, and each side
--- of it is laid out in the room that it has. Nil where the panes do not fit.
---@param young sessions.Young
---@param now sessions.Node where its dividers are
---@param cols integer
---@param rows integer
---@return sessions.Node?
---@nodiscard
function proportions.goal(young, now, cols, rows)
  local fits = true
  ---@return sessions.Node
  local function visit(saved, saved_cols, saved_rows, is, width, height)
    local tree, dropped = split_tree.fit(saved, saved_cols, saved_rows, width, height)
    fits = fits and not dropped[1]
    if not fits or not saved.split then
      return tree
    end
    local first_cells = can_move(saved) and tree.first_cells or is.first_cells
    local cut = { split = saved.split, first_cells = first_cells }
    local first_cols, first_rows, second_cols, second_rows = sides(cut, width, height)
    if math.min(first_cols, first_rows, second_cols, second_rows) < 1 then
      fits = false
      return tree
    elseif first_cells == tree.first_cells and not proportions.has_stuck(saved) then
      return tree
    end
    local one_cols, one_rows, other_cols, other_rows = sides(saved, saved_cols, saved_rows)
    cut.first = visit(saved.first, one_cols, one_rows, is.first, first_cols, first_rows)
    cut.second = visit(saved.second, other_cols, other_rows, is.second, second_cols, second_rows)
    return cut
  end
  local goal = visit(young.saved, young.cols, young.rows, now, cols, rows)
  return fits and goal or nil
end

--- The largest distances between the edges of two trees of the same splits, by the axis of the dividers.
---@param one sessions.Node
---@param other sessions.Node
---@return table<sessions.Axis, number> cells
local function distances(one, other)
  ---@type table<sessions.Axis, number>
  local most = { left_right = 0, top_bottom = 0 }
  local function visit(a, b, by)
    if not a.split then
      return
    end
    visit(a.first, b.first, by)
    local further = { left_right = by.left_right, top_bottom = by.top_bottom }
    local axis = a.split
    further[axis] = by[axis] + a.first_cells - b.first_cells
    most[axis] = math.max(most[axis], math.abs(further[axis]))
    visit(a.second, b.second, further)
  end
  visit(one, other, { left_right = 0, top_bottom = 0 })
  return most
end

--- The largest distance between the edges of two trees of the same splits.
---@param one sessions.Node
---@param other sessions.Node
---@return number cells
function proportions.distance(one, other)
  local by_axis = distances(one, other)
  return math.max(by_axis.left_right, by_axis.top_bottom)
end

--- Whether WezTerm may have moved the dividers of an axis so: at once, or by way of a smaller size that nobody has seen,
--- at which panes may have had no cell left to give. Of these, only such that are not much smaller: by way of the
--- smallest ones everything could be explained.
local function may_be_handed_out(young, now, axis, from, to)
  local function is_near(between)
    local tree = young.left ---@type sessions.Node?
    for _, step in ipairs({ { from, between }, { between, to } }) do
      local is_columns = axis == LEFT_RIGHT
      local a_cols, b_cols =
        is_columns and step[1] or young.left_cols, is_columns and step[2] or young.left_cols
      local a_rows, b_rows =
        is_columns and young.left_rows or step[1], is_columns and young.left_rows or step[2]
      tree = tree and handed_out.tree(tree, a_cols, a_rows, b_cols, b_rows)
    end
    return tree ~= nil and distances(tree, now)[axis] <= UNNOTICED_CELLS
  end
  local least = math.min(from, to)
  for between = least, least // 2, -1 do
    if is_near(between) then
      return true
    end
  end
  return false
end

--- Whether nobody but WezTerm has moved a divider since the tab was left.
---@param young sessions.Young
---@param now sessions.Node
---@param cols integer
---@param rows integer
---@return boolean
function proportions.is_untouched(young, now, cols, rows)
  if cols == young.left_cols and rows == young.left_rows then
    return proportions.distance(young.left, now) == 0
  end
  return may_be_handed_out(young, now, LEFT_RIGHT, young.left_cols, cols)
    and may_be_handed_out(young, now, "top_bottom", young.left_rows, rows)
end

--- The panes that can move a divider, by place from 0: those below it with none of its axis between.
local function movers(node, place_of)
  local found = {}
  local function visit(part)
    if not part.split then
      found[place_of[part]] = true
    elseif part.split ~= node.split then
      visit(part.first)
      visit(part.second)
    end
  end
  visit(node.first)
  visit(node.second)
  return found
end

local BACK = { left_right = "Left", top_bottom = "Up" }
local FORTH = { left_right = "Right", top_bottom = "Down" }

--- The moves in an order in which no pane loses its last cell on the way: WezTerm keeps the first side of each split
--- below a divider that it moves, and gives the second what is left. So first sides shrink, the innermost first, and
--- then grow, the outermost first.
local function ordered(now, wanted)
  local shrinking, growing = {}, {}
  local function visit(node, goal)
    if not node.split then
      return
    end
    local by = goal.first_cells - node.first_cells
    if by > 0 then
      growing[#growing + 1] = { node = node, cells = by }
    end
    visit(node.first, goal.first)
    visit(node.second, goal.second)
    if by < 0 then
      shrinking[#shrinking + 1] = { node = node, cells = by }
    end
  end
  visit(now, wanted)
  return table.move(growing, 1, #growing, #shrinking + 1, shrinking)
end

--- The moves that bring every divider to its place: each pane that has to be active, and what is moved while it is. A
--- divider that no pane can move stays where it is (`ends_alone` in plan says which).
---@param now sessions.Node
---@param wanted sessions.Node the same splits
---@param active integer place of the active pane, from 0
---@return sessions.Turn[]
---@nodiscard
function proportions.turns(now, wanted, active)
  local place_of, count = {}, 0
  local function visit(node)
    if node.split then
      local copy = { split = node.split, first_cells = node.first_cells }
      copy.first, copy.second = visit(node.first), visit(node.second)
      return copy
    end
    local leaf = {}
    place_of[leaf], count = count, count + 1
    return leaf
  end
  local turns = {}
  local last = active
  for _, move in ipairs(ordered(visit(now), wanted)) do
    local found = movers(move.node, place_of)
    local mover = found[last] and last or nil
    for place = 0, count - 1 do
      mover = mover or found[place] and place or nil
    end
    if mover then
      local turn = turns[#turns]
      if not turn or turn.pane ~= mover then
        turn = { pane = mover, moves = {} }
        turns[#turns + 1] = turn
      end
      local direction = (move.cells < 0 and BACK or FORTH)[move.node.split]
      turn.moves[#turn.moves + 1] = { direction = direction, cells = math.abs(move.cells) }
      last = mover
    end
  end
  return turns
end

local MARKS = { left_right = "h", top_bottom = "v" }
local AXES = { h = "left_right", v = "top_bottom" }

--- As text, to be kept where a reload does not reach.
---@param young sessions.Young
---@return string
function proportions.encode(young)
  local due = young.is_due and 1 or 0
  ---@type (string|integer)[]
  local words = { young.cols, young.rows, young.left_cols, young.left_rows, due }
  local function visit(saved, left)
    if not saved.split then
      words[#words + 1] = "."
      return
    end
    words[#words + 1] = MARKS[saved.split]
    words[#words + 1] = saved.first_cells
    words[#words + 1] = left.first_cells
    visit(saved.first, left.first)
    visit(saved.second, left.second)
  end
  visit(young.saved, young.left)
  return table.concat(words, " ")
end

---@param text string as `encode` made it
---@return sessions.Young
function proportions.decode(text)
  local next_word = text:gmatch("[^ ]+")
  local function number()
    return math.tointeger(tonumber(next_word())) --[[@as integer]]
  end
  local cols, rows, left_cols, left_rows = number(), number(), number(), number()
  local is_due = number() == 1 or nil
  local function visit()
    local axis = AXES[next_word()]
    if not axis then
      return {}, {}
    end
    local saved = { split = axis, first_cells = number() }
    local left = { split = axis, first_cells = number() }
    saved.first, left.first = visit()
    saved.second, left.second = visit()
    return saved, left
  end
  local saved, left = visit()
  return {
    cols = cols,
    rows = rows,
    saved = saved,
    left = left,
    left_cols = left_cols,
    left_rows = left_rows,
    is_due = is_due,
  }
end

return proportions
-- Made from lua_templates/sessions/layout/proportions.lua; plugin/init.lua opens it by its digest: 5f0580075faf5dee
