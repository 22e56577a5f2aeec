--- driver: what Python asks of one Lua state: evaluate a configuration, start handlers, run code.
---
--- In:    H, complete; values as flat lists of tagged values (proxies.lua).
--- Out:   functions in H that Python calls; each answers with plain values or flat lists.
--- Never: reachable from the plugin.

local H = ...
local pack_out = H.pack_out
local unpack = table.unpack
local raw_load, traceback = H.raw_load, H.traceback

--- Every function in here is started as a task: `H.step(id)` runs it.
local function start(id, fn)
  H.tasks[id] = H.hooked(fn)
end

--- The plugin, asked for once in each state: a long name goes through a cache of Lua's that depends on addresses, and
--- what is measured afterwards should not.
local function load_plugin(url)
  H.plugin = H.plugin or url and H.wezterm.plugin.require(url)
  return H.plugin
end

--- The configuration's main chunk: gives the table, flattened (functions and objects become text).
function H.start_config(id, text, name)
  start(id, function()
    local chunk, message = raw_load(text, "@" .. name, "t")
    if not chunk then
      error(message, 0)
    end
    local config = chunk()
    H.config = config
    if type(config) ~= "table" then
      error("the configuration must return a table, not " .. type(config), 0)
    end
    local out, count = pack_out(true, config)
    return unpack(out, 1, count)
  end)
end

--- The handlers of an event.
function H.start_event(id, name, ...)
  local arguments = table.pack(H.read_all(...))
  start(id, function()
    return H.emit(name, unpack(arguments, 1, arguments.n))
  end)
end

--- The first handler of an event that is called without a coroutine.
function H.call_sync(name, ...)
  local list = H.handlers[name]
  if not list then
    return "none"
  end
  local result = table.pack(pcall(list[1], H.read_all(...)))
  if not result[1] then
    return "error", tostring(result[2])
  end
  local out, count = pack_out(true, unpack(result, 2, result.n))
  return "done", unpack(out, 1, count)
end

--- Code of a test, with `wezterm` and `plugin` at hand and the arguments in `...`.
function H.start_code(id, text, url, ...)
  local arguments = table.pack(H.read_all(...))
  start(id, function()
    H.is_event = true
    local plugin = load_plugin(url)
    local env = setmetatable(
      { wezterm = H.wezterm, plugin = plugin },
      { __index = _G, __newindex = _G }
    )
    local chunk, message = raw_load(text, "=test", "t", env)
    if not chunk then
      error(message, 0)
    end
    local ok, failed, count
    local results = table.pack(xpcall(chunk, function(problem)
      return traceback(tostring(problem), 2)
    end, unpack(arguments, 1, arguments.n)))
    ok, failed = results[1], results[2]
    if not ok then
      error(failed, 0)
    end
    local out
    out, count = pack_out(true, unpack(results, 2, results.n))
    return unpack(out, 1, count)
  end)
end

function H.has_handlers(name)
  return H.handlers[name] ~= nil
end

function H.stop(id)
  H.tasks[id] = nil
end
