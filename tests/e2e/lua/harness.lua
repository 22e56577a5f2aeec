--- harness: the real terminal does what the proof asks, and tells what it sees.
---
--- In:    a directory: commands in `in/N.lua`, one after the other; the directory of these rooms.
--- Out:   `out/N.json` for each of them; `progress` grows by a line whenever a step is done.
--- Never: writes beside the configuration, which would reload it; blocks the terminal while it waits.

local wezterm = require("wezterm")
-- Before `measured` puts its own in their place.
local call_after = wezterm.time.call_after

local directory, here = ...
local e2e = { directory = directory, events = {}, slices = {}, opened_ms = 0 }

local POLL_MS = 4
local ALIVE_S = 0.5
local RUNNER = "wezterm-sessions-e2e.runner"

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\" }

--- JSON of our own: WezTerm's refuses bytes that are not UTF-8 and writes an empty list as `{}`.
function e2e.json(value)
  local kind = type(value)
  if kind == "string" then
    return '"'
      .. value:gsub('[%c"\\]', function(char)
        return ESCAPES[char] or ("\\u%04x"):format(char:byte())
      end)
      .. '"'
  elseif kind == "number" then
    return math.type(value) == "integer" and ("%d"):format(value) or ("%.6f"):format(value)
  elseif kind == "boolean" or kind == "nil" then
    return kind == "nil" and "null" or tostring(value)
  elseif kind ~= "table" then
    return e2e.json(tostring(value))
  end
  local parts = {}
  if value[1] ~= nil or next(value) == nil then
    for index = 1, #value do
      parts[index] = e2e.json(value[index])
    end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, item in pairs(value) do
    parts[#parts + 1] = e2e.json(tostring(key)) .. ":" .. e2e.json(item)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

local function write(path, text)
  local file = assert(io.open(path .. ".part", "wb"))
  file:write(text)
  file:close()
  assert(os.rename(path .. ".part", path))
end

--- A sign of life, so that a hang is told from slow work.
function e2e.progress(text)
  local file = assert(io.open(directory .. "/progress", "ab"))
  file:write(text or ".", "\n")
  file:close()
end

--- Seconds since the epoch.
function e2e.now_s()
  return tonumber(wezterm.time.now():format("%s%.6f"))
end

--- Wait, without blocking, until `condition()` is true; its value, or nil after `limit_s`.
---@async
function e2e.wait(condition, limit_s, poll_ms)
  local ends = e2e.now_s() + (limit_s or 20)
  local alive_s = 0
  while true do
    local value = condition()
    if value then
      return value
    end
    local now_s = e2e.now_s()
    if now_s > ends then
      return nil
    elseif now_s - alive_s > ALIVE_S then
      alive_s = now_s
      e2e.progress()
    end
    wezterm.sleep_ms(poll_ms or POLL_MS)
  end
end

--- Run `fn` resumption by resumption and note how long each held the terminal, in milliseconds, and how much of that
--- went into opening rooms of the plugin.
---@param label string
function e2e.timed(label, fn)
  return function(...)
    local thread = coroutine.create(fn)
    local values = table.pack(...)
    while true do
      local started, opened_ms = e2e.now_s(), e2e.opened_ms
      values = table.pack(coroutine.resume(thread, table.unpack(values, 1, values.n)))
      local held_ms = (e2e.now_s() - started) * 1000
      e2e.slices[#e2e.slices + 1] = { label, held_ms, e2e.opened_ms - opened_ms }
      if not values[1] then
        error(values[2], 0)
      elseif coroutine.status(thread) == "dead" then
        return table.unpack(values, 2, values.n)
      end
      values = table.pack(coroutine.yield(table.unpack(values, 2, values.n)))
    end
  end
end

--- From now on, add up what opening rooms takes: from the opening of the file to the end of its compilation.
function e2e.time_openings()
  local open, compile, since_s = io.open, load, nil
  rawset(io, "open", function(path, mode)
    if path:find("/plugin/sessions/", 1, true) then
      since_s = e2e.now_s()
    end
    return open(path, mode)
  end)
  rawset(_G, "load", function(...)
    local chunk, message = compile(...)
    if since_s then
      e2e.opened_ms, since_s = e2e.opened_ms + (e2e.now_s() - since_s) * 1000, nil
    end
    return chunk, message
  end)
end

function e2e.take_slices()
  local taken = e2e.slices
  e2e.slices = {}
  return taken
end

--- While `load()` runs, every handler and timer that it makes is measured; timers that those make as well.
function e2e.measured(load)
  local on = wezterm.on
  wezterm.on = function(event, handler)
    return on(event, e2e.timed(event, handler))
  end
  wezterm.time.call_after = function(seconds, fn)
    return call_after(seconds, e2e.timed("timer", fn))
  end
  local loaded = load()
  wezterm.on = on
  return loaded
end

local events_file

--- Keep the arguments of an event, with the time of its coming; in a file too, which outlives a reload.
function e2e.listen(...)
  for _, event in ipairs({ ... }) do
    wezterm.on(event, function(...)
      local texts = {}
      for index, argument in ipairs({ ... }) do
        texts[index] = tostring(argument)
      end
      local record = { event = event, at_s = e2e.now_s(), arguments = texts }
      e2e.events[#e2e.events + 1] = record
      -- Held open: the figures are not to pay for this.
      events_file = events_file or assert(io.open(directory .. "/events.jsonl", "ab"))
      events_file:write(e2e.json(record), "\n")
      events_file:flush()
    end)
  end
end

function e2e.take_events()
  local taken = e2e.events
  e2e.events = {}
  return taken
end

--- The first kept event of that name, or nil.
function e2e.event(name)
  for _, event in ipairs(e2e.events) do
    if event.event == name then
      return event
    end
  end
end

---@async
local function answer(number)
  local path = ("%s/in/%d.lua"):format(directory, number)
  local chunk, message = loadfile(path)
  local ok, value
  if chunk then
    ok, value = pcall(chunk, e2e)
  else
    ok, value = false, message
  end
  local text = ok and ('{"value":%s}'):format(e2e.json(value))
    or ('{"error":%s}'):format(e2e.json(tostring(value)))
  write(("%s/out/%d.json"):format(directory, number), text)
end

local function exists(path)
  local file = io.open(path, "rb")
  if file then
    file:close()
  end
  return file ~= nil
end

--- Answer commands until a later state of the configuration takes over.
---@async
local function serve(ticket)
  while wezterm.GLOBAL[RUNNER] == ticket do
    local number = (wezterm.GLOBAL[RUNNER .. ".done"] or 0) + 1
    if exists(("%s/in/%d.lua"):format(directory, number)) then
      wezterm.GLOBAL[RUNNER .. ".done"] = number
      answer(number)
    else
      wezterm.sleep_ms(POLL_MS)
    end
  end
end

--- Start answering in this state of Lua, once. Call it from event handlers only: those run in the state that counts,
--- while the configuration is evaluated more often than that.
local started = false
---@async
function e2e.start()
  if started then
    return
  end
  started = true
  local ticket = (wezterm.GLOBAL[RUNNER] or 0) + 1
  wezterm.GLOBAL[RUNNER] = ticket
  local first = loadfile(directory .. "/first.lua")
  if first then
    os.remove(directory .. "/first.lua")
    local ok, message = pcall(first, e2e)
    write(directory .. "/first", ok and "" or tostring(message))
  end
  call_after(0, function()
    local ok, message = pcall(serve, ticket)
    if not ok then
      wezterm.log_error("e2e: " .. tostring(message))
    end
  end)
end

assert(loadfile(here .. "/world.lua"))(e2e)

return e2e
