--- kept: what a pane has that does not show just now.
---
--- In:    the plugin; panes that a restore has opened, with what of them did not come back as it was saved.
--- Out:   for a save: the program that is still to come or was left out, the place that was not there, the tab that was
---        never filled; the last directory that was known.
--- Never: keeps anything of a pane that does something else.
---
--- A program that was typed is not in front at once; one that was left out, by rule or by failure, may be wanted back
--- another day; and a disk, or a machine, may be there again. Until its pane runs something of its own, or goes
--- somewhere else, all that stays in the file.

local codec = require("sessions.session.codec")
local command = require("sessions.text.command")
local idle = require("sessions.open.idle")
local path = require("sessions.text.path")
local percent = require("sessions.text.percent")

local kept = {}

--- Key of the host's memory: what is kept, by pane.
local PANES = "kept.panes"

local LOCAL_DOMAIN = "local"

--- A shell may go somewhere in its start-up files: after that its directory is the pane's.
local SETTLED_AFTER_MS = 10000

--- The same where it is known in which directory the pane was opened: what differs from that later on, differs still.
local PASSES_THROUGH_MS = 2000

--- A program that was typed and has not come after that long is one that has failed.
local COMES_AT_MOST_MS = 60000

---@class sessions.Kept
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field panes? table<string, sessions.KeptPane>
---@field directories table<integer, string?> URL by pane id
---@field machine? sessions.Machine as it was since the last look
local Kept = {}
Kept.__index = Kept

---@param plugin sessions.Plugin
---@return sessions.Kept
function kept.new(plugin)
  return setmetatable({ plugin = plugin, host = plugin.host, directories = {} }, Kept)
end

--- Plain data with each of its texts as `as_text` makes it.
local function with_texts(value, as_text)
  local text = as_text(value)
  if type(text) ~= "table" then
    return text
  end
  local copy = {}
  for key, each in pairs(text) do
    copy[key] = with_texts(each, as_text)
  end
  return copy
end

--- The host's memory takes no text but UTF-8.
local function to_stored(value)
  return type(value) == "string" and percent.to_stored(value) or value
end

--- What is kept by pane. Another Lua state may have kept it.
---@return table<string, sessions.KeptPane>
function Kept:all()
  self.panes = self.panes or with_texts(self.host.recall(PANES) or {}, percent.from_stored)
  return self.panes
end

---@return boolean
function Kept:are_any()
  return next(self:all()) ~= nil
end

--- After a tab has been built: keep what was added where a reload does not reach.
function Kept:put()
  if self.is_changed then
    self.is_changed = false
    local panes = self:all()
    self.host.remember(PANES, next(panes) and with_texts(panes, to_stored) or nil)
  end
end

---@return sessions.KeptPane? entry as it was when it was last looked at
function Kept:known(pane)
  return self:are_any() and self:all()[tostring(self.host.pane_id(pane))] or nil
end

--- The entry of a pane, to be changed.
---@return sessions.KeptPane
function Kept:change(pane)
  local all, id = self:all(), tostring(self.host.pane_id(pane))
  all[id] = all[id] or { since_ms = self.host.now_ms() }
  self.is_changed = true
  return all[id]
end

--- A pane was opened somewhere else than it was saved.
---@param pane MuxPane
---@param displaced sessions.Displaced
function Kept:displace(pane, displaced)
  local entry = self:change(pane)
  entry.place, entry.lacks = displaced.place, displaced.lacks
  if displaced.opened then
    -- The directory that was asked for may have another name as well.
    entry.directories = { path.trimmed(displaced.opened), self:name_of(self.host.cwd_url(pane)) }
  end
end

--- What is not there, because of which a pane was opened elsewhere.
---@param pane MuxPane
---@return "directory"|"domain"|nil
function Kept:lacking(pane)
  local entry = self:known(pane)
  return entry and entry.lacks
end

--- A program of a pane that has been opened for it.
---@param pane MuxPane
---@param program sessions.Program
---@param is_due boolean it was typed, and comes when the shell is ready
function Kept:add(pane, program, is_due)
  local entry = self:change(pane)
  entry.since_ms = self.host.now_ms()
  entry.program = { name = program.name, argv = program.argv, text = program.text }
  entry.is_due = is_due
end

--- The program that was typed into a pane has not come, and its shell waits: what runs there from now on is its own.
---@param pane MuxPane
function Kept:give_up(pane)
  local entry = self:known(pane)
  if entry and entry.is_due then
    entry.is_due, self.is_changed = false, true
    self:put()
  end
end

--- Whether the program of a pane was left out, and may still be wanted.
---@param pane MuxPane
---@return boolean
function Kept:leaves_out(pane)
  local entry = self:known(pane)
  return entry ~= nil and entry.program ~= nil and not entry.is_due
end

--- A tab that will not be filled, though nobody has touched its one pane. Nothing of this when its shell has gone
--- somewhere since it was first looked at.
---@param pane MuxPane
---@param tab sessions.Tab
---@param first_url string? the directory at that time
function Kept:keep_tab(pane, tab, first_url)
  local directory = self:name_of(first_url)
  if directory ~= self:name_of(self.host.cwd_url(pane)) then
    return
  end
  local entry = self:change(pane)
  entry.directories, entry.since_ms = entry.directories or { directory }, 0
  local window = { title = "", active_tab = 1, tabs = { tab } }
  entry.tab = codec.encode({ name = "tab", saved_at = 0, windows = { window } })
  self:put()
end

--- A tab has been split: what was kept in place of it is over.
---@param pane MuxPane
function Kept:forget_tab(pane)
  local entry = self:change(pane)
  entry.tab = nil
  if not entry.place then
    self:all()[tostring(self.host.pane_id(pane))] = nil
  end
end

--- The directory of a URL; of one on another machine, with that.
---@param url string?
---@return string?
function Kept:name_of(url)
  self.machine = self.machine or self.plugin.files.machine(self.host)
  local directory, machine = path.directory(url, self.machine)
  return machine and ("%s:%s"):format(machine, directory) or directory
end

local function is_of(program, name)
  return name == program.name
    or program.argv ~= nil and name == path.basename(program.argv[1] or "")
end

--- What a pane runs, by name; whether its shell has told it, which it tells of nothing in its start-up files.
---@return string? name
---@return boolean is_told
---@return boolean is_shell
local function running(self, pane)
  local kind, executable = idle.kind(self.plugin, pane)
  local line = idle.announced(self.host, pane)
  if line then
    -- Panes of other machines tell nothing else.
    local argv = command.split(line) or { line:match("%S+") or line }
    return path.basename(argv[1] --[[@as string]]), true, false
  end
  return kind == "program" and path.basename(executable --[[@as string]]) or nil,
    false,
    kind == "shell"
end

--- Whether what runs in a pane is something of its own, and not the program that has come back, or one of the shell's
--- start-up files, which run before a line is read.
local function is_own(self, pane, entry)
  local name, is_told, is_shell = running(self, pane)
  local program = entry.program
  if name and program and is_of(program, name) and not entry.has_ended then
    entry.has_come, self.is_changed = true, self.is_changed or not entry.has_come
    return not entry.is_due
  elseif is_shell and entry.has_come and not entry.has_ended then
    entry.has_ended, self.is_changed = true, true
  end
  if not name or is_told then
    return is_told
  end
  local limit_ms = entry.is_due and COMES_AT_MOST_MS or SETTLED_AFTER_MS
  local is_late = entry.has_come or self.host.now_ms() > entry.since_ms + limit_ms
  return is_late and not idle.is_start_in_front(self.plugin, pane)
end

--- Whether a pane has gone somewhere else.
local function has_gone(self, pane, entry)
  local url = self.host.cwd_url(pane)
  if not url then
    return false
  elseif entry.directories then
    local now, is_there = self:name_of(url), false
    for _, directory in ipairs(entry.directories) do
      is_there = is_there or directory == now
    end
    return not is_there and self.host.now_ms() > entry.since_ms + PASSES_THROUGH_MS
  elseif not entry.url and self.host.now_ms() > entry.since_ms + SETTLED_AFTER_MS then
    entry.url, self.is_changed = url, true
  end
  return entry.url ~= nil and url ~= entry.url
end

--- Whether what is kept of a pane is over: its program is in front, it runs something else, or it has gone somewhere.
--- Its place is not over while the program that has come back runs, wherever that goes.
local function is_over(self, pane, entry)
  if is_own(self, pane, entry) then
    return true
  end
  return not entry.place and entry.has_come
    or not self:is_running(entry) and has_gone(self, pane, entry)
end

--- Let go of what is over. Costs a few reads for each pane with something kept.
function Kept:look()
  self.machine = nil
  local panes = self:all()
  for id, entry in pairs(panes) do
    local pane = self.host.pane_by_id(tonumber(id) --[[@as integer]])
    if not pane or is_over(self, pane, entry) then
      panes[id], self.is_changed = nil, true
    end
  end
  self:put()
end

---@param pane MuxPane
---@return sessions.KeptPane? entry nil when nothing is kept, or it is over
function Kept:entry_of(pane)
  local entry = self:known(pane)
  if entry and is_over(self, pane, entry) then
    self:all()[tostring(self.host.pane_id(pane))], self.is_changed = nil, true
    return nil
  end
  return entry
end

--- Whether the program that has come back to a pane runs there.
---@param entry sessions.KeptPane
---@return boolean
function Kept:is_running(entry)
  return entry.has_come == true and not entry.has_ended
end

--- The program of a pane that is still to come, or was left out.
---@param entry sessions.KeptPane
---@return sessions.Program?
function Kept:program_of(entry)
  return not entry.has_come and entry.program or nil
end

--- The tab that was to be made of a pane.
---@param entry sessions.KeptPane
---@return sessions.Tab?
function Kept:tab_of(entry)
  local session = entry.tab and codec.decode(entry.tab, self.host.parse_json)
  local window = session and session.windows[1]
  return window and window.tabs[1]
end

--- The program of a pane that was typed and has not been in front yet.
---@param pane MuxPane
---@return sessions.Program?
function Kept:due_in(pane)
  local entry = self:entry_of(pane)
  return entry and entry.is_due and self:program_of(entry) or nil
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
