--- proxies: what the plugin sees of the simulated WezTerm: objects, calls, coroutines.
---
--- In:    H.host (one function of the model), H.fresh (new userdata), H.spec (the API table), H.meter.
--- Out:   H.expose, H.object, H.put, H.settle, H.resume, ...: the border, in both directions.
--- Never: decides anything that the model should; hands a Python object to the plugin.
---
--- A call is `host(name, …)` and comes back as a code and values: plain ones, a flat list of tagged values, an
--- error's text, or a ticket for an answer still to come. So a result crosses the border in one piece.

local H = ...

local debug, coroutine, error, type, select, pairs, rawlen =
  debug, coroutine, error, type, select, pairs, rawlen
local getuservalue, setuservalue = debug.getuservalue, debug.setuservalue
local getmetatable, setmetatable_of = debug.getmetatable, debug.setmetatable
local unpack, floor, math_type, len8 = table.unpack, math.floor, math.type, utf8.len
local yield = coroutine.yield
local host = H.host

-- Objects are userdata with a metatable of their class, made from a stock that Python refills.

local stock, stock_size = {}, 0

local function object(class, value)
  if stock_size == 0 then
    stock = { H.fresh() }
    stock_size = #stock
  end
  local made = stock[stock_size]
  stock[stock_size] = nil
  stock_size = stock_size - 1
  setmetatable_of(made, class)
  setuservalue(made, value, 1)
  return made
end
H.object = object

--- What an object holds: an id, or a table.
local function held_by(value)
  local held = getuservalue(value, 1)
  return held
end
H.held_by = held_by

local function no_finalizer() end

local classes = {}
H.classes = classes

local function new_class(name, index)
  local class = { __name = name, __index = index or {}, __metatable = false, __gc = no_finalizer }
  class.__tostring = function(self)
    return ("%s(%s)"):format(name, tostring(held_by(self)))
  end
  classes[name] = class
  return class
end
H.new_class = new_class

local failure = new_class("error")
failure.__tostring = function(self)
  return held_by(self)
end

--- Raise as a Rust function does: a userdata whose text is the message and a stack trace.
local function raise(message)
  error(object(failure, "runtime error: " .. message .. "\nstack traceback:\n\t[C]: in ?"), 0)
end
H.raise = raise

--- Yielded by a call that waits. The task is resumed when any ticket it asked about is answered.
local TOKEN = object(new_class("pending"), 0)
H.TOKEN = TOKEN

-- Values from Python: a tag, then what belongs to it.

local read_value
local readers = {
  n = function(_, at)
    return nil, at
  end,
  v = function(list, at)
    return list[at], at + 1
  end,
  a = function(list, at)
    local array = {}
    local count = list[at]
    at = at + 1
    for i = 1, count do
      array[i], at = read_value(list, at)
    end
    return array, at
  end,
  o = function(list, at)
    local record = {}
    local count = list[at]
    at = at + 1
    for _ = 1, count do
      local key = list[at]
      record[key], at = read_value(list, at + 1)
    end
    return record, at
  end,
  u = function(list, at)
    local fields
    fields, at = read_value(list, at)
    return object(classes.Url, fields), at
  end,
  x = function(list, at)
    return object(classes[list[at]], list[at + 1]), at + 2
  end,
  g = function(list, at)
    return object(classes.GuiWin, { list[at], list[at + 1] }), at + 2
  end,
}

function read_value(list, at)
  return readers[list[at]](list, at + 1)
end

local function read_all(...)
  local list = { ... }
  local size = select("#", ...)
  local values, count, at = {}, 0, 1
  while at <= size do
    count = count + 1
    values[count], at = read_value(list, at)
  end
  return unpack(values, 1, count)
end
H.read_all = read_all

--- The most frequent large answer has a form of its own: ten numbers and flags a pane.
local function read_panes(...)
  local list, infos = { ... }, {}
  local pane = classes.MuxPane
  for at = 1, #list, 10 do
    infos[#infos + 1] = {
      pane = object(pane, list[at]),
      index = list[at + 1],
      is_active = list[at + 2],
      is_zoomed = list[at + 3],
      left = list[at + 4],
      top = list[at + 5],
      width = list[at + 6],
      height = list[at + 7],
      pixel_width = list[at + 8],
      pixel_height = list[at + 9],
    }
  end
  return infos
end

local function settle(code, first, ...)
  if code == 0 then
    return first, ...
  elseif code == 1 then
    return read_all(first, ...)
  elseif code == 2 then
    raise(first)
  elseif code == 4 then
    if first == nil then
      return {}
    end
    return read_panes(first, ...)
  end
  while not H.is_answered(first) do
    yield(TOKEN)
  end
  return settle(H.answer(first))
end
H.settle = settle

-- Values to Python: scalars as they are, tables between marks.

local ARRAY, OBJECT, ENTRY_END, REFERENCE =
  H.marks.array, H.marks.object, H.marks.close, H.marks.reference

local function check_text(text, what)
  if text:find("[\x80-\xff]") and not len8(text) then
    raise("error converting Lua string to " .. what .. " (invalid utf-8 sequence)")
  end
end

local put

local function put_table(value, out, count, lenient)
  if value[1] ~= nil then
    local size = rawlen(value)
    for key in pairs(value) do
      if math_type(key) ~= "integer" or key < 1 or key > size then
        raise("unexpected key " .. tostring(key) .. " in an array")
      end
    end
    out[count + 1] = ARRAY
    count = count + 1
    for i = 1, size do
      count = put(value[i], out, count, lenient)
    end
  else
    out[count + 1] = OBJECT
    count = count + 1
    for key, item in pairs(value) do
      out[count + 1] = lenient and type(key) ~= "string" and tostring(key) or key
      count = put(item, out, count + 1, lenient)
    end
  end
  out[count + 1] = ENTRY_END
  return count + 1
end

--- Appends `value` to `out` and gives the new count; with `lenient` nothing is refused.
function put(value, out, count, lenient)
  local kind = type(value)
  if kind == "table" then
    return put_table(value, out, count, lenient)
  elseif kind == "string" then
    if not lenient then
      check_text(value, "String")
    end
    out[count + 1] = value
    return count + 1
  elseif kind == "nil" or kind == "boolean" or kind == "number" then
    out[count + 1] = value
    return count + 1
  elseif kind == "userdata" then
    local class = getmetatable(value)
    out[count + 1], out[count + 2] = REFERENCE, class and class.__name or "userdata"
    local held = held_by(value)
    if class == classes.GuiWin then
      held = held[1]
    end
    out[count + 3] = type(held) ~= "table" and held or nil
    return count + 3
  elseif lenient then
    out[count + 1] = "<" .. kind .. ">"
    return count + 1
  end
  raise("cannot convert a Lua " .. kind)
end
H.put = put

--- Flattens all arguments, nils included.
local function pack_out(lenient, ...)
  local out, count = {}, 0
  for i = 1, select("#", ...) do
    count = put((select(i, ...)), out, count, lenient)
  end
  return out, count
end
H.pack_out = pack_out

-- Arguments are converted as mlua does.

local converters = {
  ["string"] = function(value, position)
    if type(value) == "number" then
      value = tostring(value)
    elseif type(value) ~= "string" then
      raise(
        ("bad argument #%d: error converting Lua %s to String (expected string or number)"):format(
          position,
          type(value)
        )
      )
    end
    check_text(value, "String")
    return value
  end,
  ["integer"] = function(value, position)
    local number = type(value) == "string" and tonumber(value) or value
    if type(number) ~= "number" or floor(number) ~= number then
      raise(("bad argument #%d: error converting Lua %s to usize"):format(position, type(value)))
    end
    return floor(number)
  end,
  ["number"] = function(value, position)
    local number = tonumber(value)
    if not number then
      raise(("bad argument #%d: error converting Lua %s to f64"):format(position, type(value)))
    end
    return number
  end,
  ["boolean"] = function(value)
    return value ~= nil and value ~= false
  end,
  ["any"] = function(value)
    return value
  end,
}
for _, kind in ipairs({ "MuxPane", "MuxWindow", "MuxDomain" }) do
  converters[kind] = function(value, position)
    if getmetatable(value) ~= classes[kind] then
      raise(("bad argument #%d: error converting Lua %s to userdata"):format(position, type(value)))
    end
    return held_by(value)
  end
end
for kind, convert in pairs({
  string = converters.string,
  integer = converters.integer,
  MuxWindow = converters.MuxWindow,
}) do
  converters[kind .. "?"] = function(value, position)
    if value == nil then
      return nil
    end
    return convert(value, position)
  end
end

local function self_of(class, name, object_given)
  if type(object_given) ~= "userdata" or getmetatable(object_given) ~= class then
    raise("bad argument #1 to `" .. name .. "`: expected " .. class.__name .. ", use a colon")
  end
  return held_by(object_given)
end

--- A function that hands plain values over: `converts` has one converter for each parameter.
local function plain_verb(name, class, converts)
  local count = #converts
  local first, second = converts[1], converts[2]
  if class then
    local is_gui = class == classes.GuiWin
    if count == 0 and not is_gui then
      return function(self)
        return settle(host(name, self_of(class, name, self)))
      end
    end
    return function(self, ...)
      local held = self_of(class, name, self)
      local gui, id = nil, held
      if is_gui then
        gui, id = held[1], held[2]
      end
      local given = { ... }
      for i = 1, count do
        given[i] = converts[i](given[i], i + 1)
      end
      if is_gui then
        return settle(host(name, gui, id, unpack(given, 1, count)))
      end
      return settle(host(name, id, unpack(given, 1, count)))
    end
  elseif count == 0 then
    return function()
      return settle(host(name))
    end
  elseif count == 1 then
    return function(a)
      return settle(host(name, first(a, 1)))
    end
  elseif count == 2 then
    return function(a, b)
      return settle(host(name, first(a, 1), second(b, 2)))
    end
  end
  error("no such verb shape: " .. name)
end

--- A function one of whose parameters is a table, or takes all that come: they cross flattened.
local function table_verb(name, class, params)
  local rest = (params[#params] or ""):match("^(.*)%.%.%.$")
  return function(...)
    local given = { ... }
    local shift, out, count = 0, {}, 0
    if class then
      local held = self_of(class, name, given[1])
      shift = 1
      if class == classes.GuiWin then
        out[1], out[2], count = held[1], held[2], 2
      else
        out[1], count = held, 1
      end
    end
    for i = 1, rest and math.max(#params - 1, select("#", ...) - shift) or #params do
      local convert = converters[i < #params and params[i] or rest or params[i]]
      local value = given[i + shift]
      count = put(convert and convert(value, i + shift) or value, out, count, false)
    end
    return settle(host(name, unpack(out, 1, count)))
  end
end

--- The verb for one row of the API table.
function H.new_verb(name, class_name, params)
  local class = class_name and classes[class_name]
  local converts = {}
  for i = 1, #params do
    local kind = params[i]
    if kind == "any" or not converters[kind] then
      return table_verb(name, class, params)
    end
    converts[i] = converters[kind]
  end
  return plain_verb(name, class, converts)
end
