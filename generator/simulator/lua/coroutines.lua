--- coroutines: each handler runs in its own, and what the host does in a call runs unmetered.
---
--- In:    H with the border (proxies.lua) and the hooks (hooks.lua).
--- Out:   H.hooked, H.call_async, H.tasks, H.step, H.expose.
--- Never: decides when a task runs (that is host/loop.py).

local H = ...
local error, tostring, debug = error, tostring, debug
local create, resume, yield, status =
  coroutine.create, coroutine.resume, coroutine.yield, coroutine.status
local TOKEN = H.TOKEN

--- A coroutine that is watched, so that endless loops and costs are noticed.
local function hooked(fn)
  local co = create(fn)
  debug.sethook(co, H.hook, H.hook_mask, H.hook_count)
  return co
end
H.hooked = hooked

--- Call a function as an async host function does: in its own coroutine, waiting with it.
local function await_results(co, ok, first, ...)
  if not ok then
    return false, first
  end
  if status(co) == "dead" then
    return true, first, ...
  end
  if first ~= TOKEN then
    H.wake_soon()
  end
  yield(TOKEN)
  return await_results(co, resume(co))
end

function H.call_async(fn, ...)
  local co = hooked(fn)
  return await_results(co, resume(co, ...))
end

local tasks = {}
H.tasks = tasks

local function after_step(id, co, ok, first, ...)
  if not ok then
    tasks[id] = nil
    return "error", tostring(first), debug.traceback(co, tostring(first))
  end
  if status(co) == "dead" then
    tasks[id] = nil
    return "done", first, ...
  end
  return first == TOKEN and "wait" or "again"
end

--- Run task `id` until it suspends or ends: "done", results… | "wait" | "again" | "error", text, traceback.
function H.step(id, ...)
  local co = tasks[id]
  return after_step(id, co, resume(co, ...))
end

--- What the plugin can reach runs unmetered, in a coroutine without hooks, when a meter is on.
if H.meter then
  local raw_resume, gc = resume, collectgarbage
  local meter = H.meter
  local function forward(co, before, ok, ...)
    if ok and status(co) ~= "dead" then
      meter.host_bytes = meter.host_bytes + (gc("count") - before)
      meter.waits = meter.waits + 1
      yield(...)
      before = gc("count")
      return forward(co, before, raw_resume(co))
    end
    meter.host_bytes = meter.host_bytes + (gc("count") - before)
    if not ok then
      error((...), 0)
    end
    return ...
  end
  function H.expose(fn)
    return function(...)
      meter.calls = meter.calls + 1
      local before = gc("count")
      local co = create(fn)
      return forward(co, before, raw_resume(co, ...))
    end
  end
else
  function H.expose(fn)
    return fn
  end
end
