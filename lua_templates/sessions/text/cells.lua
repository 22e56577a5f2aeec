--- cells: how many cells a text takes on the screen; text made to fit into them.
---
--- In:    text with any bytes, cells.
--- Out:   text that prints on one line, its width, the same text clipped or padded.
--- Never: says less than the terminal will take: where terminals differ it says more.

local cells = {}

--- Stands for what cannot be printed.
local UNKNOWN = "?"

--- Stands at the end of what was cut off: an ellipsis, one cell wide.
local CUT = "\u{2026}"

--- Code points that take two cells: East Asian ones and emoji. First, last, first, last, ...
-- stylua: ignore
local WIDE = {
  0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0,
  0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F,
  0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5,
  0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5,
  0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728,
  0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
  0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
  0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3,
  0xF900, 0xFAFF, 0xFE10, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF,
  0x1AFF0, 0x1B2FF, 0x1D300, 0x1D37F, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E,
  0x1F191, 0x1F19A, 0x1F200, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0, 0x1F7FF, 0x1F900, 0x1F9FF,
  0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
}

--- Marks that are drawn over the letter before them.
-- stylua: ignore
local OVER = {
  0x300, 0x36F, 0x483, 0x489, 0x591, 0x5BD, 0x610, 0x61A, 0x64B, 0x65F, 0x1AB0, 0x1AFF,
  0x1DC0, 0x1DFF, 0x20D0, 0x20FF, 0xFE20, 0xFE2F,
}

--- Code points that show nothing themselves but act on others: direction, joining, emoji variants.
--- Without them every letter stands for itself, and its width is known.
-- stylua: ignore
local ACTING = {
  0xAD, 0xAD, 0x200B, 0x200F, 0x2028, 0x202E, 0x2060, 0x206F, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF,
  0xFFF9, 0xFFFB, 0x1F3FB, 0x1F3FF, 0xE0000, 0xE0FFF,
}

--- Whether a code point is in one of the ranges.
local function is_in(ranges, code)
  local low, high = 0, #ranges // 2
  while low < high do
    local middle = (low + high) // 2
    if code > ranges[2 * middle + 2] then
      low = middle + 1
    else
      high = middle
    end
  end
  return low < #ranges // 2 and code >= ranges[2 * low + 1]
end

local function width_of(code)
  if code < OVER[1] then
    return 1
  end
  return is_in(WIDE, code) and 2 or is_in(OVER, code) and 0 or 1
end

--- Printable ASCII: most text by far, and a byte a cell.
local function is_plain(text)
  return not text:find("[^ -~]")
end

local function printable_code(character)
  local code = utf8.codepoint(character)
  if code < 0x20 or code >= 0x7F and code < 0xA0 then
    return UNKNOWN
  end
  return is_in(ACTING, code) and "" or nil
end

--- The text as it can be shown on one line: UTF-8, without control characters.
---@param text string any bytes
---@return string
---@nodiscard
function cells.printable(text)
  if is_plain(text) then
    return text
  end
  local parts, from = {}, 1
  while true do
    local length, broken_at = utf8.len(text, from)
    if length or not broken_at then
      parts[#parts + 1] = text:sub(from)
      break
    end
    parts[#parts + 1] = text:sub(from, broken_at - 1) .. UNKNOWN
    from = broken_at + 1
  end
  return (table.concat(parts):gsub(utf8.charpattern, printable_code))
end

--- The text as the terminal takes it: UTF-8. Names and titles may be any bytes.
---@param text string any bytes
---@return string same where that is UTF-8
---@nodiscard
function cells.sayable(text)
  return utf8.len(text) and text or cells.printable(text)
end

--- The cells that a text takes at most.
---@param text string printable
---@return integer
---@nodiscard
function cells.width(text)
  if is_plain(text) then
    return #text
  end
  local width = 0
  for _, code in utf8.codes(text) do
    width = width + width_of(code)
  end
  return width
end

--- The text, or as much of its beginning as fits together with a mark that something is missing.
---@param text string printable
---@param width integer cells
---@return string
---@return integer cells that it takes, at most `width`
---@nodiscard
function cells.clip(text, width)
  local whole = cells.width(text)
  if whole <= width then
    return text, whole
  elseif width < 1 then
    return "", 0
  end
  local taken = 0
  for position, code in utf8.codes(text) do
    local next_taken = taken + width_of(code)
    if next_taken > width - 1 then
      local fitting = text:sub(1, position --[[@as integer]] - 1)
      return fitting .. CUT, taken + 1
    end
    taken = next_taken
  end
  return text, taken
end

--- The text in exactly so many cells: clipped, or filled up with blanks.
---@param text string printable
---@param width integer cells
---@return string
---@nodiscard
function cells.pad(text, width)
  local clipped, taken = cells.clip(text, width)
  return clipped .. (" "):rep(width - taken)
end

return cells
