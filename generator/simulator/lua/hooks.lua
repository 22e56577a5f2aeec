--- hooks: the instruction budget, the exact instruction count, and line coverage.
---
--- In:    H.mode ("budget", "meter" or "coverage"), H.budget, H.over_budget.
--- Out:   H.hook, H.hook_mask, H.hook_count, H.begin_slice; H.instructions, H.lines.
--- Never: changes what a program does, but for stopping one that never ends.
---
--- A count hook's own instructions eat its countdown, so only a count of 1 is exact; the budget only needs to be
--- roughly right and looks every hundred thousand instructions.

local H = ...
local getinfo, set_hook, error, coroutine = debug.getinfo, debug.sethook, error, coroutine

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
    -- From now on every single instruction raises, so that no loop of protected calls goes on.
    set_hook(H.hook, "", 1)
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

  --- Instructions of the wrapper around one host call, and of one wait inside it.
  function H.calibrate()
    local calls, waits, bytes = H.meter.calls, H.meter.waits, H.meter.host_bytes
    local at_once = H.expose(function() end)
    local waiting = H.expose(coroutine.yield)
    local now = H.instructions
    local co = H.hooked(function()
      local before, start = now(), now()
      at_once()
      local middle = now()
      waiting()
      local done = now()
      local nothing = start - before
      -- Fetching and calling a function costs the plugin two instructions whatever it does.
      local call, wait = middle - start - nothing - 2, done - middle - nothing - 2
      return call, wait - call
    end)
    coroutine.resume(co)
    local _, call, wait = coroutine.resume(co)
    H.meter.calls, H.meter.waits, H.meter.host_bytes = calls, waits, bytes
    return call, wait
  end
elseif H.mode == "coverage" then
  -- By chunk name: the plugin's rooms are chunks of their own.
  local lines = {}
  H.lines = lines
  -- A question for the function alone costs a third of one for its source.
  local of_function = setmetatable({}, { __mode = "k" })
  local function seen_in(fn)
    local source = getinfo(fn, "S").source
    local seen = lines[source] or {}
    lines[source], of_function[fn] = seen, seen
    return seen
  end
  H.hook_mask, H.hook_count = "l", 100000
  H.hook = function(event, line)
    if event ~= "line" then
      spend(100000)
    else
      local fn = getinfo(2, "f").func
      local seen = of_function[fn] or seen_in(fn)
      seen[line] = true
    end
  end
else
  H.hook_count = 100000
  H.hook = function()
    spend(100000)
  end
end
