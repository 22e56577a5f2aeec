--- kept: what a pane has that does not show just now.
---
--- In:    the plugin; panes that a restore has opened, with the programs that ran in them.
--- Out:   for a save: the program that is still to come or was left out, the last directory that was known.
--- Never: keeps a program of a pane that does something else.
---
--- A program that was typed is not in front at once, and one that was left out, by rule or by failure, may be wanted
--- back another day: until its pane runs something, or goes somewhere else, it stays in the file.

local idle = require("sessions.open.idle")
local path = require("sessions.text.path")

local kept = {}

--- Key of the host's memory: programs, by pane.
local PROGRAMS = "kept.programs"

local LOCAL_DOMAIN = "local"

--- A shell may go somewhere in its start-up files: after that its directory is the pane's.
local SETTLED_AFTER_MS = 10000

--- A program that was typed and has not come after that long is one that has failed.
local COMES_AT_MOST_MS = 60000

---@class sessions.Kept
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field programs? table<string, sessions.KeptProgram>
---@field directories table<integer, string?> URL by pane id
local Kept = {}
Kept.__index = Kept

---@param plugin sessions.Plugin
---@return sessions.Kept
function kept.new(plugin)
  return setmetatable({ plugin = plugin, host = plugin.host, directories = {} }, Kept)
end

--- Programs by pane. Another Lua state may have kept them.
---@return table<string, sessions.KeptProgram>
function Kept:all()
  self.programs = self.programs or self.host.recall(PROGRAMS) or {}
  return self.programs
end

---@return boolean
function Kept:are_any()
  return next(self:all()) ~= nil
end

function Kept:remember()
  local programs = self:all()
  self.host.remember(PROGRAMS, next(programs) and programs or nil)
end

--- A program of a pane that has been opened for it.
---@param pane MuxPane
---@param program sessions.Program
---@param is_due boolean it was typed, and comes when the shell is ready
function Kept:add(pane, program, is_due)
  self:all()[tostring(self.host.pane_id(pane))] = {
    name = program.name,
    argv = program.argv,
    text = program.text,
    since_ms = self.host.now_ms(),
    is_due = is_due,
  }
  self.is_changed = true
end

--- After a tab has been built: keep what was added where a reload does not reach.
function Kept:put()
  if self.is_changed then
    self.is_changed = false
    self:remember()
  end
end

--- Whether the program in front of a pane is the one that is kept, or one that has come in its place: not one of the
--- shell's start-up files, which run before a line is read.
local function is_another(self, pane, entry, executable)
  local name = path.basename(executable)
  if name == entry.name or entry.argv and name == path.basename(entry.argv[1] or "") then
    return true
  end
  local limit_ms = entry.is_due and COMES_AT_MOST_MS or SETTLED_AFTER_MS
  return self.host.now_ms() > entry.since_ms + limit_ms
    and not idle.is_start_in_front(self.plugin, pane)
end

--- Whether what is kept of a pane is over: its program is in front, it runs something else, or it has gone somewhere.
function Kept:has_moved_on(pane, entry)
  local kind, executable = idle.kind(self.plugin, pane)
  if kind == "program" and is_another(self, pane, entry, executable) then
    return true
  elseif (self.host.user_variables(pane)[idle.PROGRAM_VARIABLE] or "") ~= "" then
    -- A shell that tells what it runs; panes of other machines tell nothing else.
    return true
  end
  local url = self.host.cwd_url(pane)
  if not entry.url and url and self.host.now_ms() > entry.since_ms + SETTLED_AFTER_MS then
    entry.url, self.is_changed = url, true
  end
  return entry.url ~= nil and url ~= nil and url ~= entry.url
end

--- Let go of what is over. Costs a few reads for each pane with something kept.
function Kept:look()
  if not self:are_any() then
    return
  end
  local programs = self:all()
  for id, entry in pairs(programs) do
    local pane = self.host.pane_by_id(tonumber(id) --[[@as integer]])
    if not pane or self:has_moved_on(pane, entry) then
      programs[id], self.is_changed = nil, true
    end
  end
  self:put()
end

---@return sessions.KeptProgram? entry nil when nothing is kept, or it is over
function Kept:entry_of(pane)
  local entry = self:are_any() and self:all()[tostring(self.host.pane_id(pane))] or nil
  return entry and not self:has_moved_on(pane, entry) and entry or nil
end

--- The program of a pane that is still to come, or was left out.
---@param pane MuxPane
---@return sessions.Program?
function Kept:program_of(pane)
  local entry = self:entry_of(pane)
  return entry and { name = entry.name, argv = entry.argv, text = entry.text }
end

--- The program of a pane that was typed and has not been in front yet.
---@param pane MuxPane
---@return sessions.Program?
function Kept:due_in(pane)
  local entry = self:entry_of(pane)
  return entry and entry.is_due and { name = entry.name, argv = entry.argv } or nil
end

--- What is in front of all panes in which WezTerm sees something, as "path, directory".
---@return table<string, true?>
function Kept:seen_in_front()
  local host, seen = self.host, {}
  local machine = self.plugin.files.machine(host)
  for _, workspace in ipairs(host.workspace_names()) do
    for _, window in ipairs(host.windows(workspace)) do
      for _, tab in ipairs(host.tabs(window)) do
        for _, info in ipairs(host.panes(tab.tab)) do
          local executable, url = host.program_path(info.pane), host.cwd_url(info.pane)
          seen[("%s\0%s"):format(executable, path.directory(url, machine))] = true
        end
      end
    end
  end
  return seen
end

local function is_seen(process, seen)
  if seen[("%s\0%s"):format(process.executable, process.cwd)] then
    return true
  end
  for _, child in pairs(process.children) do
    if is_seen(child, seen) then
      return true
    end
  end
  return false
end

--- The directory of the shell below which something runs that WezTerm sees in no pane; nil when that may be several.
---@return string?
function Kept:directory_of_unseen_shell()
  local own, seen = self.host.inspect_all(), self:seen_in_front()
  local found ---@type string?
  for _, process in pairs(own and own.children or {}) do
    if next(process.children) and not is_seen(process, seen) then
      if found and found ~= process.cwd then
        return nil
      end
      found = process.cwd
    end
  end
  return found
end

--- The directory of a pane as a URL or a path. WezTerm knows none while the first program of a pipeline has ended and
--- the others go on: then it is the last that was known, or that of the pane's shell.
---@param pane MuxPane
---@return string?
function Kept:directory_of(pane)
  local id, url = self.host.pane_id(pane), self.host.cwd_url(pane)
  local is_local = not url and self.host.domain_of(pane) == LOCAL_DOMAIN
  if is_local and not self.directories[id] then
    url = self:directory_of_unseen_shell()
  end
  self.directories[id] = url or self.directories[id]
  return self.directories[id]
end

return kept
-- Made from lua_templates/sessions/open/kept.lua; plugin/init.lua opens it by its digest: 62e98e3f78f0aef1
