--- hooks: the instruction budget, the exact instruction count, and line coverage.
---
--- In:    H.mode ("budget", "meter" or "coverage"), H.budget, H.over_budget, H.covered_source.
--- Out:   H.hook, H.hook_mask, H.hook_count, H.begin_slice; H.instructions, H.lines.
--- Never: changes what a program does, but for stopping one that never ends.
---
--- A count hook's own instructions eat its countdown, so only a count of 1 is exact; the budget only needs to be
--- roughly right and looks every hundred thousand instructions.

local H = ...
local getinfo, error = debug.getinfo, error

H.raw_load, H.traceback = load, debug.traceback
H.hook_mask = ""

local left = 0

function H.begin_slice()
  left = H.budget
end

local function spend(count)
  left = left - count
  if left < 0 then
    H.over_budget()
    error("instruction budget exceeded", 0)
  end
end

if H.mode == "meter" then
  local count = 0
  H.hook_count = 1
  H.hook = function()
    count = count + 1
    left = left - 1
    if left < 0 then
      spend(0)
    end
  end
  function H.instructions()
    return count
  end
elseif H.mode == "coverage" then
  local lines, source = {}, "@" .. H.covered_source
  H.lines = lines
  H.hook_mask, H.hook_count = "l", 100000
  H.hook = function(event, line)
    if event ~= "line" then
      spend(100000)
    elseif not lines[line] and getinfo(2, "S").source == source then
      lines[line] = true
    end
  end
else
  H.hook_count = 100000
  H.hook = function()
    spend(100000)
  end
end
