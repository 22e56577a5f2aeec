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
-- Made from lua_templates/sessions/text/json.lua; plugin/init.lua opens it by its digest: 2dc8d1dea42abfa0
