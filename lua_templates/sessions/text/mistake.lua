--- mistake: a wrong value, or a wrong name, in the words of a message.
---
--- In:    what was given, and the names that there are.
--- Out:   the value as it is repeated to whoever gave it; the name that was meant.
--- Never: repeats a long text whole, or one that would break the line.

local mistake = {}

--- Longest piece of a wrong value that a message repeats.
local SHOWN_BYTES = 40

--- How to speak of what is no option value at all.
local TYPE_NAMES = { ["nil"] = "nothing", table = "a table", ["function"] = "a function" }

--- A value that is wrong, as a message repeats it.
---@param value any
---@return string
function mistake.shown(value)
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

--- The right name that somebody may have meant.
---@param wrong string
---@param names string[]
---@return string? nearest
function mistake.nearest(wrong, names)
  local nearest ---@type string?
  local least = math.max(2, #wrong // 3) + 1
  for _, name in ipairs(#wrong <= SHOWN_BYTES and names or {}) do
    local letters = distance(wrong:lower(), name:lower())
    if letters < least then
      nearest, least = name, letters
    end
  end
  return nearest
end

--- The end of a refusal: the nearest right name, or all of them.
---@param wrong string
---@param names string[]
---@return string
function mistake.suggestion(wrong, names)
  local nearest = mistake.nearest(wrong, names)
  if nearest then
    return ('did you mean "%s"?'):format(nearest)
  end
  return "there are " .. table.concat(names, ", ")
end

--- Names that were given but do not exist, in alphabetical order: `pairs` has none.
---@param given table
---@param names string[]
---@return string[]
function mistake.unknown_names(given, names)
  local unknown = {}
  local is_known = {}
  for _, name in ipairs(names) do
    is_known[name] = true
  end
  for name in pairs(given) do
    unknown[#unknown + 1] = not is_known[name] and tostring(name) or nil
  end
  table.sort(unknown)
  return unknown
end

return mistake
