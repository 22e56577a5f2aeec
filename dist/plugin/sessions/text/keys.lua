--- keys: one name for each key, however a configuration spells it.
---
--- In:    a key and modifiers as `config.keys` has them.
--- Out:   the key as a person reads it: "ALT+SHIFT+l" for `{ key = "L", mods = "META" }`.
--- Never: looks whether there is such a key; tells a key by its place on the keyboard from one by its letter: pressed,
---        they are one.

local keys = {}

--- Each spelling, and what it means (wezterm-input-types/src/lib.rs:501-528).
local MODIFIERS = {
  SHIFT = "SHIFT",
  ALT = "ALT",
  OPT = "ALT",
  META = "ALT",
  CTRL = "CTRL",
  SUPER = "SUPER",
  CMD = "SUPER",
  WIN = "SUPER",
  LEADER = "LEADER",
}

--- In the order in which they are read out.
local ORDER = { "LEADER", "CTRL", "SUPER", "ALT", "SHIFT" }

--- Characters that cannot be seen, and names that are read as one.
local NAMES = {
  [" "] = "Space",
  ["\8"] = "Backspace",
  ["\t"] = "Tab",
  ["\r"] = "Enter",
  ["\27"] = "Escape",
  ["\127"] = "Delete",
  Return = "Enter",
}

--- The one name of a key: equal for keys that WezTerm takes for the same. A capital letter is the small one with SHIFT,
--- but for a key by its place, which has no letter (config/src/config.rs:1234-1249).
---@param key any
---@param mods any
---@param is_by_place boolean? keys are told by their place unless they say otherwise: `key_map_preference`
---@return string? name nil for what is no key at all
---@nodiscard
function keys.name(key, mods, is_by_place)
  if type(key) ~= "string" or mods ~= nil and type(mods) ~= "string" then
    return nil
  end
  local held = {}
  for word in (mods or ""):gmatch("%a+") do
    held[MODIFIERS[word] or word] = true
  end
  local prefix, bare = key:match("^(%l+):(.+)$")
  if not bare or prefix ~= "mapped" and prefix ~= "phys" then
    bare = key
  end
  if bare:find("^[A-Z]$") then
    held.SHIFT = held.SHIFT or prefix ~= "phys" and not is_by_place or nil
    bare = bare:lower()
  end
  local words = {}
  for _, word in ipairs(ORDER) do
    if held[word] then
      words[#words + 1] = word
    end
  end
  words[#words + 1] = NAMES[bare] or bare
  return table.concat(words, "+")
end

--- What each key of a configuration sends.
---@param config table
---@param list table[]? its keys, or some of them
---@return table<string, string|false> sends by name; false for what is no event, and for the leader
---@return string[] order names, as they are listed
---@nodiscard
function keys.sent(config, list)
  local sends, order, is_by_place = {}, {}, config.key_map_preference == "Physical"
  for _, key in ipairs(list or {}) do
    local name = type(key) == "table" and keys.name(key.key, key.mods, is_by_place)
    if name then
      local action = key.action
      sends[name] = type(action) == "table" and action.EmitEvent or false
      order[#order + 1] = name
    end
  end
  local leader = config.leader
  local name = type(leader) == "table" and keys.name(leader.key, leader.mods, is_by_place)
  if name then
    sends[name] = false
  end
  return sends, order
end

return keys
-- Made from lua_templates/sessions/text/keys.lua; plugin/init.lua opens it by its digest: 61774e9e0cd1ec60
