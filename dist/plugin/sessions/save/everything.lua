--- everything: all workspaces at once, and the last state of everything.
---
--- In:    the plugin.
--- Out:   every open workspace saved; beside the sessions a small file: which were open, which was shown.
--- Never: lists a workspace that is not saved; writes the file when it says the same already.

local guard = require("sessions.session.guard")
local json = require("sessions.text.json")
local save = require("sessions.save.save")
local words = require("sessions.text.words")

local everything = {}

--- Beside the sessions.
local LAST = ".last"
local FORMAT, VERSION = "wezterm-sessions-last", 1
local KEY_ORDER = { "format", "version", "active", "workspaces" }

--- Key of the host's memory: when this process was first seen, in seconds since the epoch.
local STARTED = "started_s"

--- Seconds since the terminal started, as far as the plugin has seen it.
---@param plugin sessions.Plugin
---@return integer
function everything.seconds_since_start(plugin)
  local now_s = plugin.files.now_s()
  local started_s = plugin.host.recall(STARTED)
  if not started_s then
    plugin.host.remember(STARTED, now_s)
  end
  return now_s - (started_s or now_s) --[[@as integer]]
end

---@param value any
---@return sessions.Last?
local function checked(value)
  if type(value) ~= "table" or value.format ~= FORMAT or type(value.workspaces) ~= "table" then
    return nil
  end
  local workspaces = {}
  for _, name in ipairs(value.workspaces) do
    if type(name) ~= "string" then
      return nil
    end
    workspaces[#workspaces + 1] = name
  end
  local active = type(value.active) == "string" and value.active or workspaces[1]
  return active and { active = active, workspaces = workspaces } or nil
end

--- Which workspaces were open, and which was shown.
---@param plugin sessions.Plugin
---@return sessions.Last? last nil when that was never saved, or cannot be read
function everything.last(plugin)
  local text = plugin.files.read(plugin.store():beside(LAST))
  local ok, value = pcall(plugin.host.parse_json, text or "")
  return ok and checked(value) or nil
end

local function set_of(list)
  local set = {}
  for _, item in ipairs(list) do
    set[item] = true
  end
  return set
end

--- What the file should say: the saved workspaces that are still open.
---@param plugin sessions.Plugin
---@param last sessions.Last? what it says
---@param saved string? the workspace that was saved just now
---@return sessions.Last? last nil when nothing that is saved is open
---@return integer closed of those that it lists
local function current(plugin, last, saved)
  local open = plugin.host.workspace_names()
  local was_saved = set_of(last and last.workspaces or {})
  if saved then
    was_saved[saved] = true
  end
  local workspaces = {}
  for _, name in ipairs(open) do
    if was_saved[name] and utf8.len(name) then
      workspaces[#workspaces + 1] = name
    end
  end
  local listed = set_of(workspaces)
  local active = plugin.host.active_workspace()
  if not listed[active] then
    active = last and listed[last.active] and last.active or workspaces[1]
  end
  local closed = 0
  for _, name in ipairs(last and last.workspaces or {}) do
    closed = closed + (listed[name] and 0 or 1)
  end
  return active and { active = active, workspaces = workspaces } or nil, closed
end

local function is_same(a, b)
  return a ~= nil
    and a.active == b.active
    and table.concat(a.workspaces, "\0") == table.concat(b.workspaces, "\0")
end

---@async
---@param plugin sessions.Plugin
---@param last sessions.Last
local function keep(plugin, last)
  local document =
    { format = FORMAT, version = VERSION, active = last.active, workspaces = last.workspaces }
  local store = plugin.store()
  if store:replace(store:beside(LAST), json.encode(document, KEY_ORDER) .. "\n") then
    plugin.saves.last = last
  end
end

--- Bring the last state of everything up to date.
---@async
---@param plugin sessions.Plugin
---@param saved string? the workspace that was saved just now
---@param is_automatic boolean? the user did not ask: while the terminal starts no workspace is dropped from it
function everything.note(plugin, saved, is_automatic)
  local saves = plugin.saves
  saves.last = saves.last or everything.last(plugin)
  local now, closed = current(plugin, saves.last, saved)
  local is_starting = everything.seconds_since_start(plugin) < guard.START_UP_S
  if not now or is_same(saves.last, now) or (is_automatic and closed > 0 and is_starting) then
    return
  end
  keep(plugin, now)
end

--- A workspace has another name: with the next start it is to be found under that.
---@async
---@param plugin sessions.Plugin
---@param old string
---@param new string
local function follow(plugin, old, new)
  local last = plugin.saves.last or everything.last(plugin)
  if not last or not utf8.len(new) then
    return
  end
  local now = { active = last.active == old and new or last.active, workspaces = {} }
  for index, name in ipairs(last.workspaces) do
    now.workspaces[index] = name == old and new or name
  end
  if not is_same(last, now) then
    keep(plugin, now)
  end
end

--- What the one toast says.
local function sentence(saved, troubles)
  local line = "Saved " .. words.counted(saved, "workspace")
  return troubles[1] and ("%s. %s"):format(line, table.concat(troubles, ". ")) or line
end

--- Save every open workspace, each in slices of its own. Returns at once.
---@param plugin sessions.Plugin
---@param done fun(line: string) told once
function everything.save(plugin, done)
  local names = plugin.host.workspace_names()
  local saved, troubles = 0, {}
  local index, left = 0, #names
  local function finished(outcome, line)
    left = left - 1
    if outcome == "written" or outcome == "unchanged" then
      saved = saved + 1
    elseif not outcome then
      troubles[#troubles + 1] = line
    end
    if left == 0 then
      done(sentence(saved, troubles))
    end
  end
  ---@async
  local function next_workspace()
    index = index + 1
    local name = names[index]
    if name then
      save.run(plugin, name, {}, finished)
      plugin.host.background(next_workspace)
    end
  end
  plugin.host.background(next_workspace)
end

---@param plugin sessions.Plugin
function everything.attach(plugin)
  ---@async
  local function note(session, _, settings)
    everything.note(plugin, session.name, settings.automatic)
  end
  table.insert(plugin.hooks.after_save, note)
  ---@async
  local function renamed(old, new)
    follow(plugin, old, new)
  end
  table.insert(plugin.hooks.after_rename, renamed)
  -- The first event of a process tells when it started.
  table.insert(plugin.hooks.woken, function()
    if not plugin.host.remembers(STARTED) then
      everything.seconds_since_start(plugin)
    end
  end)
end

return everything
-- Made from lua_templates/sessions/save/everything.lua; plugin/init.lua opens it by its digest: 3b73728719c796f7
