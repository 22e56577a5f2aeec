--- modules: the `wezterm` module: events, actions, JSON, GLOBAL, and the verbs of the API table.
---
--- In:    H with the border (proxies.lua).
--- Out:   H.wezterm, H.emit, H.handlers; classes of objects with their methods.
--- Never: a verb that the API table doesn't have.

local H = ...
local host, settle, raise, put, object, classes, expose =
  H.host, H.settle, H.raise, H.put, H.object, H.classes, H.expose
local held_by, getmetatable = H.held_by, debug.getmetatable
local unpack, error, type = table.unpack, error, type
local raw_load = load

local wezterm = {}
H.wezterm = wezterm

-- Objects.

for _, class in ipairs(H.spec.classes) do
  H.new_class(class.name)
end
for _, class in ipairs(H.spec.classes) do
  local methods = classes[class.name].__index
  for _, verb in ipairs(class.verbs) do
    methods[verb.name] = expose(H.new_verb(verb.full, class.name, verb.params))
  end
end

classes.Url.__index = function(self, name)
  local fields = held_by(self)
  if not fields["?" .. name] then
    error("attempt to get an unknown field '" .. tostring(name) .. "'", 0)
  end
  return fields[name]
end
classes.Url.__tostring = function(self)
  return held_by(self)[""]
end
classes.GuiWin.__tostring = function(self)
  return ("GuiWin(mux_window_id:%d, pid:%d)"):format(held_by(self)[2], H.spec.pid)
end

-- Modules.

for _, module in ipairs(H.spec.modules) do
  local target = wezterm
  for part in module.name:gmatch("[^.]+") do
    if part ~= "wezterm" then
      target[part] = target[part] or {}
      target = target[part]
    end
  end
  for _, verb in ipairs(module.verbs) do
    target[verb.name] = H.new_verb(verb.full, nil, verb.params)
  end
end

-- Events.

local handlers = {}
H.handlers = handlers
local callbacks = 0

local function add_handler(name, fn)
  if type(fn) ~= "function" then
    raise("bad argument #2: error converting Lua " .. type(fn) .. " to function")
  end
  local list = handlers[name]
  if not list then
    list = {}
    handlers[name] = list
  end
  list[#list + 1] = fn
end

local function user_callback(fn)
  local name = "user-defined-" .. callbacks
  callbacks = callbacks + 1
  add_handler(name, fn)
  return name
end

function wezterm.on(name, fn)
  settle(host("wezterm.on", name))
  add_handler(name, fn)
end

function wezterm.action_callback(fn)
  local name = user_callback(fn)
  settle(host("wezterm.action_callback", name))
  return { EmitEvent = name }
end

--- Call the handlers of an event in order: true, or false when one of them said so. Errors propagate.
local function emit(name, ...)
  H.is_event = true
  local list = handlers[name]
  if not list then
    return true
  end
  local at = 1
  while list[at] do
    local ok, result = H.call_async(list[at], ...)
    if not ok then
      error(result, 0)
    end
    if result == false then
      return false
    end
    at = at + 1
  end
  return true
end
H.emit = emit

function wezterm.emit(name, ...)
  local out, count = H.pack_out(true, ...)
  settle(host("wezterm.emit", name, unpack(out, 1, count)))
  local ok, result = pcall(emit, name, ...)
  if not ok then
    raise(tostring(result))
  end
  return result
end

function wezterm.time.call_after(seconds, fn)
  local delay = tonumber(seconds)
  if not delay then
    raise("bad argument #1: error converting Lua " .. type(seconds) .. " to f64")
  end
  if type(fn) ~= "function" then
    raise("bad argument #2: error converting Lua " .. type(fn) .. " to function")
  end
  return settle(host("wezterm.time.call_after", delay, user_callback(fn), H.is_event == true))
end

if H.spec.background then
  function wezterm.background(fn)
    return settle(host("wezterm.background", user_callback(fn)))
  end
end

-- Key assignments.

local unit_actions, action_fields, defaultable =
  H.spec.unit_actions, H.spec.actions, H.spec.defaultable

local function check_action(name, argument)
  local fields = action_fields[name]
  if fields == nil and not unit_actions[name] then
    raise(("`%s` is not a valid KeyAssignment variant"):format(name))
  end
  if type(fields) == "table" and type(argument) == "table" then
    for key in pairs(argument) do
      if not fields[key] then
        raise(("`%s` is not a valid %s field"):format(tostring(key), name))
      end
    end
  end
  if type(fields) == "table" and type(argument) ~= "table" then
    raise(("`%s` needs a table"):format(name))
  end
  return { [name] = argument }
end

local variant = H.new_class("EnumVariant")
variant.__call = function(self, argument)
  return check_action(held_by(self), argument)
end

local enum = H.new_class("Enum")
enum.__index = function(_, name)
  if unit_actions[name] then
    return name
  end
  local fields = action_fields[name]
  if fields == nil then
    raise(("`%s` is not a valid KeyAssignment variant"):format(tostring(name)))
  elseif defaultable[name] then
    return setmetatable({ [name] = {} }, {
      __call = function(_, argument)
        return check_action(name, argument)
      end,
    })
  end
  return object(variant, name)
end
enum.__call = function(_, argument)
  if type(argument) == "table" then
    local name, value = next(argument)
    return check_action(name, value)
  end
  return argument
end
wezterm.action = object(enum, 0)

-- JSON.

--- As the host flattens a value: a table that was met before becomes null, whether or not there is a cycle.
local function put_json(value, out, count, seen)
  local kind = type(value)
  if kind == "table" then
    if seen[value] then
      out[count + 1] = nil
      return count + 1
    end
    seen[value] = true
    if value[1] ~= nil then
      local size = rawlen(value)
      for key in pairs(value) do
        if math.type(key) ~= "integer" or key < 1 or key > size then
          raise("a table with array items must not have the key " .. tostring(key))
        end
      end
      out[count + 1] = H.marks.array
      count = count + 1
      for i = 1, size do
        count = put_json(value[i], out, count, seen)
      end
    else
      out[count + 1] = H.marks.object
      count = count + 1
      for key, item in pairs(value) do
        if type(key) ~= "string" then
          raise("json_encode: object keys must be strings, not " .. type(key))
        end
        out[count + 1] = key
        count = put_json(item, out, count + 1, seen)
      end
    end
    out[count + 1] = H.marks.close
    return count + 1
  elseif kind == "function" or kind == "thread" then
    raise("json_encode: can't represent a " .. kind)
  elseif kind == "userdata" then
    local class = getmetatable(value)
    if class ~= classes.Global then
      raise("json_encode: can't represent a userdata")
    end
    out[count + 1], out[count + 2], out[count + 3] = H.marks.reference, "Global", held_by(value)
    return count + 3
  end
  out[count + 1] = value
  return count + 1
end

function wezterm.json_encode(value)
  local out = {}
  return settle(host("wezterm.json_encode", unpack(out, 1, put_json(value, out, 0, {}))))
end

--- A function that reads a text: the model answers with a Lua constructor, the fastest way to bring a tree over.
local function reader(name)
  return function(text)
    if type(text) ~= "string" then
      raise(
        "bad argument #1: error converting Lua "
          .. type(text)
          .. " to String (expected string or number)"
      )
    end
    return raw_load(settle(host(name, text)), "=" .. name, "t", {})()
  end
end

wezterm.json_parse = reader("wezterm.json_parse")
if wezterm.serde then
  wezterm.serde.toml_decode = reader("wezterm.serde.toml_decode")
end

-- GLOBAL: a handle on a table of the model; writing copies.

local global = H.new_class("Global")
global.__index = expose(function(self, key)
  return settle(host("GLOBAL.get", held_by(self), key))
end)
global.__newindex = expose(function(self, key, value)
  local out = {}
  return settle(host("GLOBAL.set", held_by(self), key, unpack(out, 1, H.put_global(value, out, 0))))
end)
global.__len = expose(function(self)
  return settle(host("GLOBAL.len", held_by(self)))
end)
global.__pairs = expose(function(self)
  local keys = settle(host("GLOBAL.keys", held_by(self)))
  local at = 0
  return function()
    at = at + 1
    local key = keys[at]
    if key ~= nil then
      return key, settle(host("GLOBAL.handle", held_by(self), key))
    end
  end
end)
global.__tostring = nil

--- Strings must be UTF-8; objects of the terminal become text; functions are refused.
function H.put_global(value, out, count)
  local kind = type(value)
  if kind == "function" or kind == "thread" then
    raise("can't store a " .. kind .. " in wezterm.GLOBAL")
  elseif kind == "userdata" and getmetatable(value) ~= global then
    out[count + 1] = tostring(value)
    return count + 1
  elseif kind == "table" then
    local is_array = value[1] ~= nil
    out[count + 1] = is_array and H.marks.array or H.marks.object
    count = count + 1
    if is_array then
      local size = rawlen(value)
      for key in pairs(value) do
        if math.type(key) ~= "integer" or key < 1 or key > size then
          raise("unexpected key " .. tostring(key) .. " in an array")
        end
      end
      for i = 1, size do
        count = H.put_global(value[i], out, count)
      end
    else
      for key, item in pairs(value) do
        if type(key) ~= "string" and type(key) ~= "number" then
          raise("can't use a " .. type(key) .. " as key in wezterm.GLOBAL")
        end
        out[count + 1] = tostring(key)
        count = H.put_global(item, out, count + 1)
      end
    end
    out[count + 1] = H.marks.close
    return count + 1
  end
  return put(value, out, count, false)
end

wezterm.GLOBAL = object(global, 0)

--- Symbols by name (`md_tab`); all look alike here.
wezterm.nerdfonts = setmetatable({}, {
  __index = function(_, name)
    return type(name) == "string" and name:match("^%l+_[%w_]+$") and "*" or nil
  end,
})

-- The rest.

for key, value in pairs(H.spec.fields) do
  wezterm[key] = value
end

function wezterm.config_builder()
  return setmetatable({}, { __index = {
    set_strict_mode = function() end,
  } })
end

function wezterm.format(items)
  local texts = {}
  for _, item in ipairs(items) do
    if type(item) == "table" and item.Text then
      texts[#texts + 1] = item.Text
    end
  end
  return table.concat(texts)
end

for _, name in ipairs({ "log_info", "log_warn", "log_error" }) do
  wezterm[name] = function(...)
    local words = {}
    for i = 1, select("#", ...) do
      words[i] = tostring((select(i, ...)))
    end
    return settle(host("wezterm." .. name, table.concat(words, " ")))
  end
end

local encode_url = wezterm.plugin.require
function wezterm.plugin.require(url)
  return require(encode_url(url))
end

for _, module in ipairs(H.spec.modules) do
  local target = wezterm
  for part in module.name:gmatch("[^.]+") do
    target = part == "wezterm" and wezterm or target[part]
  end
  for _, verb in ipairs(module.verbs) do
    -- emit runs the plugin's own handlers, and require its rooms: those are metered.
    if verb.full ~= "wezterm.emit" and verb.full ~= "wezterm.plugin.require" then
      target[verb.name] = expose(target[verb.name])
    end
  end
end
if H.spec.background then
  wezterm.background = expose(wezterm.background)
end
if not H.spec.has_gui then
  wezterm.gui = nil
end
