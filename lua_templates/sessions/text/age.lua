--- age: how long ago something was, in words.
---
--- In:    seconds.
--- Out:   a few words, the same for every list, message and status bar.
--- Never: asks the time.

local age = {}

local MINUTE_S, HOUR_S, DAY_S = 60, 60 * 60, 24 * 60 * 60

--- From two of a unit on it is named: "90 min ago" says more than "1 h ago".
local UNITS = {
  { seconds = DAY_S, name = "days" },
  { seconds = HOUR_S, name = "h" },
  { seconds = MINUTE_S, name = "min" },
}

---@param seconds integer since then; below 0, as after a clock was set back, counts as 0
---@return string words for instance "just now", "5 min ago", "3 days ago"
---@nodiscard
function age.ago(seconds)
  for _, unit in ipairs(UNITS) do
    if seconds >= 2 * unit.seconds then
      return ("%d %s ago"):format(seconds // unit.seconds, unit.name)
    end
  end
  return seconds >= MINUTE_S and "1 min ago" or "just now"
end

return age
