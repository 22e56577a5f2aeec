--- sandbox: Lua's own library as WezTerm has it, over the simulated disk, clock and environment.
---
--- In:    H with the border, before anything of the user has run.
--- Out:   io, os, package, require, loadfile, print, coroutine; H.evaluate for the configuration.
--- Never: leaves `debug`, `python` or the real disk within reach.

local H = ...
local host, settle, raise, object, expose = H.host, H.settle, H.raise, H.object, H.expose
local held_by, setuservalue, getmetatable = H.held_by, debug.setuservalue, debug.getmetatable
local select, type, error, unpack = select, type, error, table.unpack
local raw_load, raw_dump = load, string.dump

--- Bytes; shorter texts are compiled faster than looked up.
local WORTH_KEEPING = 500

-- io.

local file = H.new_class("FILE*")
file.__tostring = function(self)
  return settle(host("io.is_open", held_by(self))) and "file (0x0)" or "file (closed)"
end

local function handle_of(self, name)
  if getmetatable(self) ~= file then
    error(("bad argument #1 to '%s' (FILE* expected, got %s)"):format(name, type(self)), 3)
  end
  local handle = held_by(self)
  if handle < 0 then
    error("attempt to use a closed file", 3)
  end
  return handle
end

local methods = file.__index

methods.read = expose(function(self, ...)
  return settle(host("File:read", handle_of(self, "read"), ...))
end)

methods.write = expose(function(self, ...)
  local handle = handle_of(self, "write")
  local parts = { ... }
  for i = 1, #parts do
    if type(parts[i]) ~= "string" and type(parts[i]) ~= "number" then
      error(("bad argument #%d to 'write' (string expected, got %s)"):format(i, type(parts[i])), 2)
    end
  end
  local done, message, number = settle(host("File:write", handle, table.concat(parts)))
  if done then
    return self
  end
  return nil, message, number
end)

methods.close = expose(function(self)
  local handle = handle_of(self, "close")
  setuservalue(self, -1, 1)
  return settle(host("File:close", handle))
end)

methods.flush = expose(function(self)
  local done, message, number = settle(host("File:flush", handle_of(self, "flush")))
  if done then
    return self
  end
  return nil, message, number
end)

methods.seek = expose(function(self, whence, offset)
  return settle(host("File:seek", handle_of(self, "seek"), whence or "cur", offset or 0))
end)

methods.setvbuf = function()
  return true
end

local function line_reader(self, close_at_end, ...)
  local formats, count = { ... }, select("#", ...)
  if count == 0 then
    formats, count = { "l" }, 1
  end
  return function()
    local line = methods.read(self, unpack(formats, 1, count))
    if line == nil and close_at_end then
      methods.close(self)
    end
    return line
  end
end

methods.lines = function(self, ...)
  handle_of(self, "lines")
  return line_reader(self, false, ...)
end
file.__close = function(self)
  if held_by(self) >= 0 then
    methods.close(self)
  end
end

local function opened(handle, message, number)
  if not handle then
    return nil, message, number
  end
  return object(file, handle)
end

local io = {}

io.open = expose(function(path, mode)
  if type(path) ~= "string" then
    error(
      ("bad argument #1 to 'open' (string expected, got %s)"):format(
        path == nil and "no value" or type(path)
      ),
      2
    )
  end
  mode = mode or "r"
  if not mode:match("^[rwa]%+?b?$") then
    error("bad argument #2 to 'open' (invalid mode)", 2)
  end
  return opened(settle(host("io.open", path, mode)))
end)

io.lines = function(path, ...)
  local handle, message = io.open(path, "r")
  if not handle then
    error(message, 2)
  end
  return line_reader(handle, true, ...), nil, nil, handle
end

io.close = function(handle)
  return methods.close(handle)
end

io.type = function(value)
  if getmetatable(value) ~= file then
    return nil
  end
  return held_by(value) < 0 and "closed file" or "file"
end

io.popen = expose(function(command)
  return opened(settle(host("io.popen", command)))
end)

io.tmpfile = expose(function()
  return opened(settle(host("io.open", "/tmp/lua_" .. tostring(os.time()), "w+")))
end)

io.stdout, io.stderr = object(file, 1), object(file, 2)
io.write = function(...)
  io.stdout:write(...)
  return io.stdout
end

-- os.

local os = {}
for _, name in ipairs({
  "clock",
  "getenv",
  "rename",
  "remove",
  "execute",
  "tmpname",
  "exit",
  "setlocale",
}) do
  os[name] = expose(function(...)
    return settle(host("os." .. name, ...))
  end)
end
os.difftime = function(later, earlier)
  return later - earlier + 0.0
end
os.time = expose(function(date)
  if date == nil then
    return settle(host("os.time"))
  end
  for _, field in ipairs({ "day", "month", "year" }) do
    if not date[field] then
      error("field '" .. field .. "' missing in date table", 2)
    end
  end
  return settle(
    host("os.time", date.year, date.month, date.day, date.hour or 12, date.min or 0, date.sec or 0)
  )
end)
os.date = expose(function(format, time)
  return settle(host("os.date", format or "%c", time))
end)

-- package, require, loading.

--- Compile a text once a process: it takes most of the time of a fresh state.
local function load_once(text, name, mode, ...)
  local compiled = settle(host("compiled", name, text))
  if compiled then
    return raw_load(compiled, name, "b", ...)
  end
  local run, message = raw_load(text, name, mode, ...)
  if run then
    host("compiled.keep", name, text, raw_dump(run))
  end
  return run, message
end

-- A meter counts what compiling costs the plugin.
if H.mode == "budget" then
  function load(text, name, mode, ...)
    local is_kept = mode == "t" and type(name) == "string" and type(text) == "string"
    if is_kept and #text >= WORTH_KEEPING then
      return load_once(text, name, mode, ...)
    end
    return raw_load(text, name, mode, ...)
  end
end

--- Compile a file of the simulated disk; WezTerm's `require` names chunks by their full path.
local load_file = expose(function(path, mode, env, has_env)
  local text, message = settle(host("load", path))
  if not text then
    return nil, message
  end
  local compile = (mode or "t"):find("t", 1, true) and load_once or raw_load
  if has_env then
    return compile(text, "@" .. path, mode, env)
  end
  return compile(text, "@" .. path, mode)
end)

package.path = H.spec.package_path
package.cpath = ""
package.loadlib = function()
  raise("package.loadlib is disabled in safe mode")
end

package.searchpath = function(name, path, separator, replacement)
  return settle(host("package.searchpath", name, path, separator or ".", replacement or "/"))
end

package.searchers = {
  package.searchers[1],
  function(name)
    local path, message = package.searchpath(name, package.path)
    if not path then
      return message
    end
    settle(host("wezterm.add_to_config_reload_watch_list", path))
    local chunk, problem = load_file(path)
    if not chunk then
      error(("error loading module '%s' from file '%s':\n\t%s"):format(name, path, problem), 0)
    end
    return chunk, path
  end,
}
package.loaded.wezterm = H.wezterm
package.loaded.io, package.loaded.os, package.loaded.debug = io, os, nil

function loadfile(path, mode, ...)
  return load_file(path, mode, ..., select("#", ...) > 0)
end

function dofile(path)
  local chunk, message = load_file(path)
  if not chunk then
    error(message, 2)
  end
  return chunk()
end

print = H.wezterm.log_info

-- Coroutines of the plugin's own are hooked as well.

local raw_create, raw_wrap, set_hook = coroutine.create, coroutine.wrap, debug.sethook
coroutine.create = function(fn)
  return raw_create(function(...)
    set_hook(H.hook, H.hook_mask, H.hook_count)
    return fn(...)
  end)
end
coroutine.wrap = function(fn)
  return raw_wrap(function(...)
    set_hook(H.hook, H.hook_mask, H.hook_count)
    return fn(...)
  end)
end

package.loaded.python = nil
_G.io, _G.os, _G.debug, _G.python = io, os, nil, nil
