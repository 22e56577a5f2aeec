--- fields: values that a person wrote -> values of the right kind.
---
--- In:    any value, and where it stands.
--- Out:   the value as text, number, list and so on; nil for one that was left out.
--- Never: converts in silence: what is of another kind is a mistake, with its place and the remedy.
---
--- A mistake ends the reading at once: it is raised here, and `fields.try` catches it.

local percent = require("sessions.text.percent")

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
---@param code sessions.ProblemCode
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
    fields.fail(where, "wrong_type", kind_of(value) .. ", not a table")
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
    fields.fail(where, "wrong_type", kind_of(value) .. ", not a list")
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
      fields.fail(where, "wrong_type", "this is not a list, or one with a gap")
    end
  end
  return value
end

--- A text, or the bytes of one that is not UTF-8, as `percent.to_stored` writes it.
---@param value any
---@param where string
---@return string?
---@return boolean is_literal whether it was stored as bytes: nothing in it has a meaning
function fields.text_of(value, where)
  local text, is_literal = percent.from_stored(value)
  if text ~= nil and type(text) ~= "string" then
    fields.fail(where, "wrong_type", kind_of(value) .. ", not a text")
  end
  return text, is_literal
end

---@param value any
---@param where string
---@return boolean false when left out
function fields.boolean_of(value, where)
  if value ~= nil and type(value) ~= "boolean" then
    fields.fail(where, "wrong_type", kind_of(value) .. "; it must be true or false")
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
    fields.fail(where, "wrong_type", "this must be a whole number of cells, at least 1")
  end
  return count
end

---@param value any
---@param where string
---@return sessions.Size? size nil: an equal part of what is left
function fields.size_of(value, where)
  local hundredths = type(value) == "string" and tonumber(value:match("^(%d+%.?%d*)%%$"))
  local share = hundredths and hundredths / 100 or value
  local count = whole(value)
  if value == nil then
    return nil
  elseif count then
    return { cells = count }
  elseif not math.type(share) or share <= 0 or share >= 1 then
    local message = 'a size is a share such as 0.3 or "30%", or a whole number of cells'
    fields.fail(where, "wrong_type", message)
  end
  return { share = share }
end

return fields
