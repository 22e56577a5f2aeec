--- percent: bytes that a text must not hold, each as %XX.
---
--- In:    any bytes, and which of them must not be there; or a text that was made so.
--- Out:   text without them; the same bytes back.
--- Never: decides which those are; raises on a `%` that no two digits follow: it stays.

local percent = {}

--- What reads the same in a document as in a path. Ranges are spelled out: `%w` follows the locale of the process.
local ODD_IN_DOCUMENTS = "[^A-Za-z0-9/._~-]"

local function escape(byte)
  return ("%%%02X"):format(byte:byte())
end

local function byte_of(digits)
  return string.char(tonumber(digits, 16) --[[@as integer]])
end

--- `decode` is the way back where the set has `%` in it.
---@param text string any bytes
---@param set string of a Lua pattern, such as "[%c%%]": the bytes to write as %XX
---@return string
---@nodiscard
function percent.encode(text, set)
  return (text:gsub(set, escape))
end

---@param text string
---@return string
---@nodiscard
function percent.decode(text)
  return (text:gsub("%%(%x%x)", byte_of))
end

--- A text as documents hold it: they are UTF-8, and a path may be any bytes. What is no UTF-8 is encoded, and marked.
---@param text string?
---@param is_literal boolean? in any case
---@return (string|{ bytes: string })?
---@nodiscard
function percent.to_stored(text, is_literal)
  if text == nil or utf8.len(text) and not is_literal then
    return text
  end
  return { bytes = percent.encode(text, ODD_IN_DOCUMENTS) }
end

--- The way back from `to_stored`; any other value as it is.
---@param value any
---@return any text
---@return boolean is_literal whether it was stored as bytes
---@nodiscard
function percent.from_stored(value)
  if type(value) == "table" and type(value.bytes) == "string" then
    return percent.decode(value.bytes), true
  end
  return value, false
end

return percent
-- Made from lua_templates/sessions/text/percent.lua; plugin/init.lua opens it by its digest: 0e99b52371f40fc4
