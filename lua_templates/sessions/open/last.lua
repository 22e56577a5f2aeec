--- last: which workspaces were open, and which was shown; beside the sessions, in one small file for all processes.
---
--- In:    the plugin.
--- Out:   what the next start brings back; who lives and has what open; the file, brought up to date.
--- Never: lets a second process of the terminal put its workspaces in the place of the first one's.
---
--- The first process that lives writes `active` and `workspaces`, which a start restores. One that was started beside it
--- (a drop-down, `--class scratch`) has an entry of its own in `processes`, and stays the second all its life. One that was
--- started for something else than what was open stands in: it is the first until one comes that brings that back.

local json = require("sessions.text.json")
local owed = require("sessions.open.owed")
local owners = require("sessions.open.owners")

local last = {}

--- Beside the sessions.
local FILE = ".last"
local FORMAT, VERSION = "wezterm-sessions-last", 1
local KEY_ORDER = {
  "format",
  "version",
  "active",
  "workspaces",
  "processes",
  "pid",
  "host",
  "is_first",
  "stands_in",
}

--- What is kept of a process that was started for something else, and is the first as long as no other one is.
local STANDS_IN = "stands in"

--- Key of the host's memory: whether this process is the first.
local IS_FIRST = "is_first"

---@param value any
---@return string[]? names nil when it is no list of names
local function checked_names(value)
  local found = {}
  for _, name in ipairs(type(value) == "table" and value or {}) do
    if type(name) ~= "string" then
      return nil
    end
    found[#found + 1] = name
  end
  return type(value) == "table" and found or nil
end

---@param value any
---@param shown sessions.Open what the file begins with: the first process has that open, unless its entry says more
---@return sessions.LastOfProcess[]
local function checked_processes(value, shown)
  local found = {}
  for _, entry in ipairs(type(value) == "table" and value or {}) do
    local pid = type(entry) == "table" and math.tointeger(entry.pid)
    if pid and type(entry.host) == "string" then
      local is_first = entry.is_first == true
      local open = is_first and entry.workspaces == nil and shown or entry
      found[#found + 1] = {
        pid = pid,
        host = entry.host,
        is_first = is_first,
        stands_in = entry.stands_in == true,
        active = type(open.active) == "string" and open.active or nil,
        workspaces = checked_names(open.workspaces) or {},
      }
    end
  end
  return found
end

---@param value any
---@return sessions.Last?
local function checked(value)
  local workspaces = type(value) == "table"
    and value.format == FORMAT
    and checked_names(value.workspaces)
  if not workspaces then
    return nil
  end
  local active = type(value.active) == "string" and value.active or workspaces[1]
  local shown = { active = active, workspaces = workspaces }
  local processes = checked_processes(value.processes, shown)
  return { active = active, workspaces = workspaces, processes = processes }
end

--- What the file says.
---@param plugin sessions.Plugin
---@return sessions.Last? last nil when nothing was ever saved, or the file cannot be read
function last.read(plugin)
  local text, list = plugin.files.read(plugin.store():beside(FILE)), plugin.saves.list
  if not list or list.text ~= text then
    local ok, value = pcall(plugin.host.parse_json, text or "")
    list = { text = text, last = ok and checked(value) or nil }
    plugin.saves.list = list
  end
  return list.last
end

--- The entries of other processes that live.
---@param plugin sessions.Plugin
---@param known sessions.Last?
---@return sessions.LastOfProcess[]
function last.others(plugin, known)
  local found = {}
  for _, entry in ipairs(known and known.processes or {}) do
    if owners.is_other(plugin, entry) then
      found[#found + 1] = entry
    end
  end
  return found
end

--- Whether this process writes what the next start brings back. Settled once, but for one that stands in: who restores
--- what was open comes after that one, and takes its place.
---@param plugin sessions.Plugin
---@param others sessions.LastOfProcess[]
---@return boolean
local function is_first(plugin, others)
  local known = plugin.host.recall(IS_FIRST)
  if known == nil or known == STANDS_IN then
    local is_taken = false
    for _, entry in ipairs(others) do
      is_taken = is_taken or entry.is_first and (known == STANDS_IN or not entry.stands_in)
    end
    known = not is_taken and (known or true)
    plugin.host.remember(IS_FIRST, known)
  end
  return known ~= false
end

--- This process was started for something else than what was open: it is the first until one comes that brings that back.
---@param plugin sessions.Plugin
function last.stand_in(plugin)
  if plugin.host.recall(IS_FIRST) ~= false then
    plugin.host.remember(IS_FIRST, STANDS_IN)
  end
end

--- What this process has open, as the file says; the first process begins with what the one before it has left.
---@param plugin sessions.Plugin
---@param known sessions.Last?
---@return sessions.Open?
local function own_part(plugin, known)
  if not known then
    return nil
  end
  local first, pid = is_first(plugin, last.others(plugin, known)), plugin.host.own_process()
  for _, entry in ipairs(known.processes) do
    if entry.pid == pid and entry.is_first == first then
      return entry
    end
  end
  return first and known or nil
end

--- What this process has open, as far as the file knows.
---@param plugin sessions.Plugin
---@param known sessions.Last? what the file says, where that was just read
---@return sessions.Open?
function last.of_this_process(plugin, known)
  return own_part(plugin, known or last.read(plugin))
end

--- Names as one text.
local function joined(names)
  return table.concat(names, "\0")
end

--- An entry of the file. What the first process has open, the file says at its beginning, unless it says more there: what
--- is still to be brought back, and while nothing is open, what was open last.
---@param entry sessions.LastOfProcess
---@param shown sessions.Open what the file begins with
local function as_written(entry, shown)
  if entry.is_first and joined(entry.workspaces) == joined(shown.workspaces) then
    return {
      pid = entry.pid,
      host = entry.host,
      is_first = true,
      stands_in = entry.stands_in or nil,
    }
  end
  return {
    pid = entry.pid,
    host = entry.host,
    is_first = entry.is_first or nil,
    stands_in = entry.stands_in or nil,
    active = entry.active,
    workspaces = entry.workspaces,
  }
end

--- A start is to bring back what was open. What it does not, because something else was asked for or the start before did
--- not come to its end, is owed to the next one.
---@param plugin sessions.Plugin
---@param known sessions.Last? what the file says
---@param wish "last"|"all"|"off"|string[] what a start is to bring back
function last.owe(plugin, known, wish)
  if
    wish == "last"
    and known
    and is_first(plugin, last.others(plugin, known))
    and known.workspaces[1]
  then
    owed.note(plugin, known.workspaces)
  end
end

--- What the file begins with: what the first process has open, and what it owes; while that is nothing, what it had open
--- last.
---@param plugin sessions.Plugin
---@param open sessions.Open
---@param known sessions.Last?
---@return sessions.Open
local function shown_first(plugin, open, known)
  local left = owed.left(plugin, open)
  if not open.workspaces[1] then
    return known or { workspaces = {} }
  end
  local workspaces, is_listed = {}, {}
  for _, names in ipairs({ open.workspaces, left }) do
    for _, name in ipairs(names) do
      workspaces[#workspaces + 1] = not is_listed[name] and name or nil
      is_listed[name] = true
    end
  end
  return { active = open.active, workspaces = workspaces }
end

--- Write what this process has open, and leave the rest as it is; the entries of processes that have ended go.
---@async
---@param plugin sessions.Plugin
---@param open sessions.Open
---@param known sessions.Last? what the file says, where that was just read
---@return boolean? done
function last.write(plugin, open, known)
  known = known or last.read(plugin)
  local others = last.others(plugin, known)
  local first, processes = is_first(plugin, others), {}
  local shown = first and shown_first(plugin, open, known) or known or { workspaces = {} }
  for index, entry in ipairs(others) do
    processes[index] = as_written(entry, shown)
  end
  local pid = plugin.host.own_process()
  if pid then
    processes[#processes + 1] = as_written({
      pid = pid,
      host = plugin.host.hostname(),
      is_first = first,
      stands_in = plugin.host.recall(IS_FIRST) == STANDS_IN,
      active = open.active,
      workspaces = open.workspaces,
    }, shown)
  end
  local document = {
    format = FORMAT,
    version = VERSION,
    active = shown.active,
    workspaces = shown.workspaces,
    processes = processes[1] and processes or nil,
  }
  local store = plugin.store()
  local text = json.encode(document, KEY_ORDER) .. "\n"
  local done = store:replace_in(store.directory, store:beside(FILE), text)
  if done then
    plugin.saves.list = { text = text, last = checked(document) }
  end
  return done
end

--- A process begins: it is in the file before anything of it is open.
---@async
---@param plugin sessions.Plugin
---@return sessions.Last? known what the file has said
function last.begin(plugin)
  local known = last.read(plugin)
  local own = own_part(plugin, known)
  if own then
    last.write(plugin, own, known)
  end
  return known
end

--- The names that a wish for what was open stands for. Of all that are saved those that cannot be used have no time, nor
--- have those written by hand, which are no state of the terminal's.
---@async
---@param plugin sessions.Plugin
---@param wish "last"|"all"|string[]
---@param known sessions.Last? what was open
---@return string[]? names nil when they cannot be listed
---@return string? first the one that was shown
---@return sessions.Problem?
function last.wanted(plugin, wish, known)
  if type(wish) == "table" then
    return wish
  elseif wish ~= "all" then
    return known and known.workspaces or {}, known and known.active
  end
  local entries, problem = plugin.store():list()
  local names = {}
  for _, entry in ipairs(entries or {}) do
    names[#names + 1] = entry.saved_at > 0 and entry.name or nil
  end
  return entries and names, known and known.active, problem
end

--- What was open in a process beside the first one that has ended since; nobody brings that back by itself.
---@param plugin sessions.Plugin
---@param known sessions.Last?
---@return string[]
function last.left_behind(plugin, known)
  local found, is_known = {}, {}
  for _, name in ipairs(known and known.workspaces or {}) do
    is_known[name] = true
  end
  for _, entry in ipairs(known and known.processes or {}) do
    for _, name in ipairs(owners.is_other(plugin, entry) and {} or entry.workspaces) do
      if not is_known[name] then
        found[#found + 1], is_known[name] = name, true
      end
    end
  end
  return found
end

--- The process, other than this one and alive, in which a session is open.
---@param others sessions.LastOfProcess[]
---@param name string
---@return integer? pid
function last.holder(others, name)
  for _, entry in ipairs(others) do
    for _, open in ipairs(entry.workspaces) do
      if open == name then
        return entry.pid
      end
    end
  end
end

--- The same, as the file says now.
---@param plugin sessions.Plugin
---@param name string
---@return integer? pid
function last.elsewhere(plugin, name)
  return last.holder(last.others(plugin, last.read(plugin)), name)
end

--- Names of sessions, apart: those that another living process has open.
---@param plugin sessions.Plugin
---@param known sessions.Last?
---@param names string[]
---@return string[] free
---@return string[] held
function last.free_names(plugin, known, names)
  local others, free, held = last.others(plugin, known), {}, {}
  for _, name in ipairs(names) do
    local is_held = last.holder(others, name) ~= nil
    held[#held + 1] = is_held and name or nil
    free[#free + 1] = not is_held and name or nil
  end
  return free, held
end

--- A session that was opened or saved here is this process's, unless another one that lives has it.
---@param plugin sessions.Plugin
---@param name string
---@return sessions.Last? known what the file says, where it had to be read
function last.claim(plugin, name)
  if owners.is_ours(plugin, name) then
    owners.claim(plugin, name)
    return nil
  end
  local known = last.read(plugin)
  if not last.holder(last.others(plugin, known), name) then
    owners.claim(plugin, name)
  end
  return known
end

return last
