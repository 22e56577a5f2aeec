--- words: counts and times as people say them, the same in every list, message and status bar.
---
--- In:    numbers, the noun that they count; seconds.
--- Out:   a few words.
--- Never: asks the time; knows a noun whose plural does not end in s.

local words = {}

local MINUTE_S, HOUR_S, DAY_S = 60, 60 * 60, 24 * 60 * 60

--- From two of a unit on it is named: "90 min ago" says more than "1 h ago".
local UNITS = {
  { seconds = DAY_S, name = "days" },
  { seconds = HOUR_S, name = "h" },
  { seconds = MINUTE_S, name = "min" },
}

---@param count integer
---@param noun string
---@return string words "1 tab", "2 tabs"
---@nodiscard
function words.counted(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

--- The same with a blank for the missing s, so that numbers stand below each other when aligned to the right.
---@param count integer
---@param noun string
---@return string words "1 tab ", "2 tabs"
---@nodiscard
function words.aligned(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and " " or "s")
end

---@param seconds integer since then; below 0, as after a clock was set back, counts as 0
---@return string words for instance "just now", "5 min ago", "3 days ago"
---@nodiscard
function words.ago(seconds)
  for _, unit in ipairs(UNITS) do
    if seconds >= 2 * unit.seconds then
      return ("%d %s ago"):format(seconds // unit.seconds, unit.name)
    end
  end
  return seconds >= MINUTE_S and "1 min ago" or "just now"
end

return words
-- Made from lua_templates/sessions/text/words.lua; plugin/init.lua opens it by its digest: 473dc7e3e5008700
