--- memory: the part of the port that keeps data where a reload does not reach, and reads texts into data.
---
--- In:    the port that is being made, the `wezterm` module.
--- Out:   more verbs on the port.
--- Never: is used by any room but `host`; keeps anything longer than the process.

local memory = {}

--- Of the keys in `wezterm.GLOBAL`.
local PREFIX = "wezterm-sessions."

--- What is read back from `wezterm.GLOBAL` is a live handle on shared memory. `pairs` over one yields handles even
--- for plain values, so every value is looked up by its key (lua-api-crates/share-data/src/lib.rs:274-343).
local function plain(value)
  if type(value) ~= "userdata" then
    return value
  end
  local copy = {}
  for key in pairs(value) do
    copy[key] = plain(value[key])
  end
  return copy
end

--- The mark that some editors put before UTF-8.
local MARK = "^\xEF\xBB\xBF"

--- Text as WezTerm reads it: UTF-8 without a mark. Raises, in words that tell what to do, on what an editor has written
--- in two bytes a letter.
local function readable(text)
  local is_unmarked = text:find("^[^\0]\0[^\0]\0") or text:find("^\0[^\0]\0[^\0]")
  if is_unmarked or text:find("^\xFF\xFE") or text:find("^\xFE\xFF") then
    error("it is UTF-16, not UTF-8: have the editor save it as UTF-8", 0)
  end
  return (text:gsub(MARK, ""))
end

--- Add the verbs to the port.
---@param port sessions.Host
---@param wezterm wezterm
---@param attempt fun<P, R>(fn: (fun(...: P...): R), ...: P...): R?, any calls; an error becomes `nil, message`
function memory.add(port, wezterm, attempt)
  --- Written whole each time: a list in GLOBAL cannot grow. Text that is not UTF-8 is refused, and then forgotten.
  ---@param key string
  ---@param value any JSON-like; nil forgets
  function port.remember(key, value)
    local _, message = attempt(function()
      wezterm.GLOBAL[PREFIX .. key] = value
    end)
    if message then
      wezterm.GLOBAL[PREFIX .. key] = nil
    end
  end

  ---@return boolean
  function port.remembers(key)
    return wezterm.GLOBAL[PREFIX .. key] ~= nil
  end

  ---@return any copy nil when nothing is remembered
  function port.recall(key)
    return plain(wezterm.GLOBAL[PREFIX .. key])
  end

  --- Raises on text that is not JSON, as WezTerm's own function does.
  function port.parse_json(text)
    return wezterm.json_parse(readable(text))
  end

  --- Raises on text that is not TOML, and where WezTerm cannot read TOML: release 20240203 has no `serde`.
  function port.parse_toml(text)
    if not (wezterm.serde and wezterm.serde.toml_decode) then
      error("this WezTerm cannot read TOML (a newer one can): write the file as JSON", 0)
    end
    return wezterm.serde.toml_decode(readable(text))
  end
end

return memory
