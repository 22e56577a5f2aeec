--- key_names: which keys and modifiers a configuration may name.
---
--- In:    a key and modifiers, as somebody has written them.
--- Out:   what is wrong with them, in the words of a message; nothing when WezTerm takes them.
--- Never: takes what WezTerm refuses: it would refuse the whole configuration with it (config/src/keys.rs).

local mistake = require("sessions.text.mistake")

local key_names = {}

--- In the order in which a message lists them.
local MODIFIERS = { "SHIFT", "ALT", "OPT", "META", "CTRL", "SUPER", "CMD", "WIN", "LEADER", "NONE" }

--- Names of keys by what they mean in the layout, and by where they are.
local MAPPED = [[
Backspace Tab Return Enter Escape Delete Hyper Super Meta Cancel Clear Shift LeftShift RightShift Control
LeftControl RightControl Alt LeftAlt RightAlt Pause CapsLock VoidSymbol PageUp PageDown End Home LeftArrow
RightArrow UpArrow DownArrow Select Print Execute PrintScreen Insert Help LeftWindows RightWindows
Applications Sleep Multiply Add Separator Subtract Decimal Divide NumLock ScrollLock Copy Cut Paste
BrowserBack BrowserForward BrowserRefresh BrowserStop BrowserSearch BrowserFavorites BrowserHome VolumeMute
VolumeDown VolumeUp MediaNextTrack MediaPrevTrack MediaStop MediaPlayPause ApplicationLeftArrow
ApplicationRightArrow ApplicationUpArrow ApplicationDownArrow
]]
local PHYSICAL = [[
Backslash CapsLock Comma Backspace DownArrow End Equal Escape Delete Function Grave Help Home Insert Keypad0
Keypad1 Keypad2 Keypad3 Keypad4 Keypad5 Keypad6 Keypad7 Keypad8 Keypad9 KeypadClear KeypadDecimal KeypadDelete
KeypadDivide KeypadEnter KeypadEquals KeypadSubtract KeypadMultiply KeypadAdd LeftAlt LeftArrow LeftBracket
LeftControl LeftShift LeftWindows Minus VolumeMute NumLock PageDown PageUp Period Quote Return RightAlt
RightArrow RightBracket RightControl RightShift RightWindows Semicolon Slash Space Tab UpArrow VolumeDown
VolumeUp
]]

--- The largest number of a key that is `Numpad` or `F` and a number.
local MOST = { Numpad = 9, F = 24 }
local MOST_PHYSICAL = { F = 20 }

---@param text string names with blanks between them
---@param name string
---@return boolean
local function has(text, name)
  for known in text:gmatch("%S+") do
    if known == name then
      return true
    end
  end
  return false
end

---@param name string
---@param most table<string, integer>
---@return boolean
local function is_numbered(name, most)
  local stem, digits = name:match("^(%a+)(%d+)$")
  local number = digits and #digits <= 3 and math.tointeger(tonumber(digits))
  local least = stem == "F" and 1 or 0
  local greatest = most[stem]
  return number and greatest and number >= least and number <= greatest or false
end

---@param name string
---@return boolean
local function is_mapped(name)
  return utf8.len(name) == 1 or has(MAPPED, name) or is_numbered(name, MOST)
end

---@param name string
---@return boolean
local function is_physical(name)
  return name:find("^[A-Za-z0-9]$") ~= nil
    or has(PHYSICAL, name)
    or is_numbered(name, MOST_PHYSICAL)
end

--- The names that somebody may have meant.
---@return string[]
local function names()
  local all = {}
  for name in (MAPPED .. PHYSICAL):gmatch("%S+") do
    all[#all + 1] = name
  end
  return all
end

--- What is wrong with a key.
---@param key string
---@return string? message
---@nodiscard
function key_names.key_trouble(key)
  local prefix, name = key:match("^(%l+):(.+)$")
  name = name or key
  local is_right
  if prefix == "raw" then
    is_right = name:find("^%d+$") ~= nil and #name <= 9
  elseif prefix == "phys" then
    is_right = is_physical(name)
  elseif prefix == "mapped" then
    is_right = is_mapped(name)
  else
    is_right = is_mapped(key) or is_physical(key)
  end
  if is_right then
    return nil
  end
  local nearest = mistake.nearest(name, names())
  local meant = nearest and ('; did you mean "%s"?'):format(nearest) or ""
  return ("WezTerm knows no key %s%s"):format(mistake.shown(key), meant)
end

--- A name without the blanks around it, which WezTerm allows.
---@param text string
---@return string
local function bare(text)
  local first = text:find("%S")
  local word = first and text:match("^%S+", first) or ""
  local has_more = first and text:find("%S", first + #word)
  return has_more and text or word
end

--- What is wrong with modifiers.
---@param mods string names with `|` between them
---@return string? message
---@nodiscard
function key_names.mods_trouble(mods)
  for part in (mods .. "|"):gmatch("([^|]*)|") do
    local name = bare(part)
    local is_known = name == ""
    for _, known in ipairs(MODIFIERS) do
      is_known = is_known or known == name
    end
    if not is_known then
      local nearest = mistake.suggestion(name, MODIFIERS)
      return ("WezTerm knows no modifier %s; %s"):format(mistake.shown(name), nearest)
    end
  end
  return nil
end

return key_names
-- Made from lua_templates/key_names.lua.j2; plugin/init.lua opens it by its digest: cfc3ff8b3da354a4
