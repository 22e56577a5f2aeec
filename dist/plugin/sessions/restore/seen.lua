--- seen: what a restore has made is looked at once more: the report tells what was seen, not what was asked for.
---
--- In:    a job, its session; the tabs that are there.
--- Out:   in the report, a while after the first look, tabs and panes that have ended, and as `not_as_saved` programs
---        and directories.
--- Never: holds up a restore; takes for wrong what nobody can know: a directory that may be the saved one by another
---        name, a program on another machine; whatever has been as saved once: the user may have changed it since.

local build = require("sessions.restore.build")
local cells = require("sessions.text.cells")
local command = require("sessions.text.command")
local elsewhere = require("sessions.restore.elsewhere")
local first_look = require("sessions.restore.first_look")
local idle = require("sessions.open.idle")
local news = require("sessions.restore.news")
local path = require("sessions.text.path")
local report = require("sessions.restore.report")
local split_tree = require("sessions.layout.split_tree")

local seen = {}

local LOCAL_DOMAIN = "local"

--- When, from the end of a restore on, it is looked at what needs a while. What is as saved is not looked at again.
local LOOKS_MS = { 700, 2000, 4000, 8000, 16000, 30000 }

--- From this look on it is told what is not as saved, but for shells that are still in their start-up files.
local FIRST_TO_TELL = 3

--- Key of the host's memory: what is still to be looked at. A reload of the configuration ends all timers.
local WATCHES = "seen.watches"

--- What a pane has not been seen to be yet.
---@class (exact) sessions.WatchedPane
---@field number integer its place in its tab
---@field id? integer once its tab was seen whole
---@field names? string[] of the program that was typed into it, as it was typed first
---@field cwd? string

---@class (exact) sessions.WatchedTab
---@field id integer
---@field where string
---@field name string by which it is told
---@field count? integer of its panes; nil: it waits to be filled
---@field is_whole? boolean all of them have been there
---@field panes sessions.WatchedPane[]
---@field elsewhere? integer[] its panes in other domains, which end when their connection fails: places, then ids

--- What is left to look at of one restore. Plain data.
---@class (exact) sessions.Watch
---@field job string its workspace
---@field workspace string
---@field started_ms number
---@field looks integer so far
---@field tabs sessions.WatchedTab[]

--- One look at all of it.
---@class (exact) sessions.Look
---@field machine sessions.Machine
---@field into sessions.Report
---@field tells boolean
---@field is_last boolean

---@class sessions.Seen
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field watches? table<string, sessions.Watch> by job
---@field live table<string, { job: sessions.Job, session: sessions.Session }> those that this Lua state has restored
local Seen = {}
Seen.__index = Seen

---@param plugin sessions.Plugin
---@return sessions.Seen
function seen.new(plugin)
  return setmetatable({ plugin = plugin, host = plugin.host, live = {} }, Seen)
end

---@param into sessions.Report
local function has_ended(into, where, message, ...)
  report.add(into, "ended", message:format(...), where)
end

--- The names of a program that was started and goes on by itself: one of the user's own configuration may end when it
--- likes.
---@param policy fun(): sessions.Policy
---@param program sessions.Program?
---@return string[]?
local function names_of(policy, program)
  local argv = program and not program.is_own and program.argv or {}
  if not program or not argv[1] or command.decide(program, policy()) ~= "run" then
    return nil
  end
  return { command.known_name(argv[1]), command.known_name(program.name) }
end

--- What is to be seen of the panes of a tab.
---@param host sessions.Host
---@param policy fun(): sessions.Policy
---@param document sessions.Tab
---@return sessions.WatchedPane[] panes
---@return integer[]? elsewhere
---@return integer count
local function watched_panes(host, policy, document)
  local home, is_windows = host.home_dir, host.is_windows
  local panes, elsewhere_places, leaves = {}, {}, split_tree.leaves(document.layout)
  for number, pane in ipairs(leaves) do
    if pane.domain and pane.domain ~= LOCAL_DOMAIN then
      elsewhere_places[#elsewhere_places + 1] = number
    end
    local names = names_of(policy, pane.program)
    -- Who edits a file by hand may write `~`. What is no text is opened elsewhere, and that was told.
    local is_sayable = pane.cwd and not pane.cwd_host and utf8.len(pane.cwd)
    local cwd = is_sayable and path.expand_home(pane.cwd, home, is_windows) or nil
    if names or cwd then
      panes[#panes + 1] = { number = number, names = names, cwd = cwd }
    end
  end
  return panes, elsewhere_places[1] and elsewhere_places or nil, #leaves
end

--- Whether a shell does something by itself: it has not read yet what was typed.
local function is_starting(host, mux_pane)
  local info = host.inspect(mux_pane)
  return info ~= nil and (next(info.children or {}) ~= nil or info.status == "Run")
end

--- Look at a pane for what it has not been yet, and take what it is now from that.
---@param look sessions.Look
---@param pane sessions.WatchedPane
---@return boolean is_left whether anything is left
function Seen:take_in(look, pane, mux_pane, kind, executable)
  local name = kind == "program" and command.known_name(executable)
  if pane.names and (name == pane.names[1] or name == pane.names[2]) then
    pane.names = nil
  end
  if pane.cwd and elsewhere.now(self.host, look.machine, mux_pane) == pane.cwd then
    pane.cwd = nil
  end
  return pane.names ~= nil or pane.cwd ~= nil
end

---@async
---@param look sessions.Look
---@param pane sessions.WatchedPane
---@param where string
---@return boolean is_left whether it is to be looked at again
function Seen:look_at_pane(look, pane, where)
  local plugin = self.plugin
  local mux_pane = self.host.pane_by_id(pane.id --[[@as integer]])
  if not mux_pane then
    return false
  end
  local kind, executable = idle.kind(plugin, mux_pane)
  if pane.names and plugin.kept():leaves_out(mux_pane) then
    -- It was told why.
    pane.names = nil
  end
  local is_left = self:take_in(look, pane, mux_pane, kind, executable)
  if not is_left or not look.tells then
    return is_left
  end
  local missing = kind == "shell" and pane.names and pane.names[1]
  local directory = pane.cwd and elsewhere.known(plugin, look.machine, mux_pane, pane.cwd)
  if not missing and not directory then
    -- Another program is in front: one of the start-up files, or the user's.
    return pane.names ~= nil and kind == "program" and not look.is_last
  elseif not look.is_last and is_starting(self.host, mux_pane) then
    return true
  end
  if missing then
    plugin.kept():give_up(mux_pane)
    report.differs(look.into, where, "%s is not running", missing)
  end
  if directory then
    report.differs(look.into, where, "a pane is in %s, not in %s", directory, pane.cwd)
  end
  return false
end

--- Look whether a tab is whole. It has been once: what ends later, its user has ended.
---@param look sessions.Look
---@param tab sessions.WatchedTab
---@return boolean is_left whether it is to be looked at again
function Seen:look_for_panes(look, tab)
  local host = self.host
  local mux_tab = host.tab_by_id(tab.id)
  local panes = mux_tab and tab.count and host.panes(mux_tab) or {}
  local missing = mux_tab and (tab.count or 0) - #panes or 1
  if missing <= 0 then
    tab.is_whole = true
    for _, pane in ipairs(tab.panes) do
      local info = panes[pane.number] --[[@as wezterm.PaneInfo]]
      pane.id = host.pane_id(info.pane)
    end
    local ids = {}
    for index, place in ipairs(tab.elsewhere or {}) do
      local info = panes[place] --[[@as wezterm.PaneInfo]]
      ids[index] = host.pane_id(info.pane)
    end
    tab.elsewhere = ids[1] and ids or nil
    -- With more, the user has begun to work.
    return missing == 0 and tab.count ~= nil
  elseif not look.tells then
    return true
  elseif mux_tab then
    has_ended(look.into, tab.where, "%d of the %d panes of a tab are there", #panes, tab.count)
  else
    has_ended(look.into, tab.where, "%s has ended", tab.name)
  end
  return false
end

--- Look whether the panes of a tab in other domains are there still.
---@param look sessions.Look
---@param tab sessions.WatchedTab
---@return boolean is_left whether it is to be looked at again
function Seen:look_elsewhere(look, tab)
  local gone = 0
  for _, id in ipairs(tab.elsewhere or {}) do
    gone = gone + (self.host.pane_by_id(id) and 0 or 1)
  end
  if gone > 0 and self.host.tab_by_id(tab.id) then
    has_ended(look.into, tab.where, "%d of the panes of %s have ended", gone, tab.name)
  elseif gone > 0 then
    has_ended(look.into, tab.where, "%s has ended", tab.name)
  end
  tab.elsewhere = gone == 0 and tab.elsewhere or nil
  return tab.elsewhere ~= nil and not look.is_last
end

---@async
---@param look sessions.Look
---@param tab sessions.WatchedTab
---@return boolean is_left whether it is to be looked at again
function Seen:look_into(look, tab)
  if not tab.is_whole and not self:look_for_panes(look, tab) then
    return false
  elseif not tab.is_whole then
    return true
  end
  local left = {}
  for _, pane in ipairs(tab.panes) do
    if self:look_at_pane(look, pane, ("%s.panes[%d]"):format(tab.where, pane.number)) then
      left[#left + 1] = pane
    end
  end
  tab.panes = left
  return self:look_elsewhere(look, tab) or left[1] ~= nil
end

--- The report of a restore that another Lua state has begun.
---@param watch sessions.Watch
---@return sessions.Report
function Seen:report_of(watch)
  local last = news.last(self.plugin)
  local is_of_it = last
    and last.workspace == watch.workspace
    and last.started_ms == watch.started_ms
  return is_of_it and last or report.new(watch.workspace, "load", nil, watch.started_ms)
end

--- Until all its tabs have been there once, or what is missing was told, a workspace does not save itself: the file would
--- lose what has ended, and nobody would know.
---@param watch sessions.Watch
function Seen:note_unseen(watch)
  local is_whole, panes = true, {}
  for _, tab in ipairs(watch.tabs) do
    is_whole = is_whole and tab.is_whole == true
    for _, id in ipairs(tab.is_whole and tab.elsewhere or {}) do
      panes[#panes + 1] = id
    end
  end
  local until_ms = self.host.now_ms() + LOOKS_MS[#LOOKS_MS]
  local unseen = { is_whole = is_whole, panes = panes, until_ms = until_ms }
  self.plugin.jobs():note_unseen(watch.workspace, (not is_whole or panes[1]) and unseen or nil)
end

--- Look once more at what is left, and tell what has come to light.
---@async
---@param watch sessions.Watch
function Seen:look_again(watch)
  local live = self.live[watch.job]
  local into = live and live.job.report or self:report_of(watch)
  watch.looks = watch.looks + 1
  local tells, is_due, left = watch.looks >= FIRST_TO_TELL, false, {}
  local is_last = LOOKS_MS[watch.looks + 1] == nil
  if live then
    is_due = first_look.of(self.plugin, live.job, live.session)
  end
  local look = {
    machine = self.plugin.files.machine(self.host),
    into = into,
    tells = tells,
    is_last = is_last,
  }
  for _, tab in ipairs(watch.tabs) do
    if self:look_into(look, tab) then
      left[#left + 1] = tab
    end
  end
  watch.tabs = left
  self:note_unseen(watch)
  if not is_last and (left[1] or is_due and not tells) then
    self:wait(watch)
  elseif self:all()[watch.job] == watch then
    self:all()[watch.job], self.live[watch.job] = nil, nil
  end
  self:remember()
  news.amends(self.plugin, into)
end

function Seen:remember()
  local all = self:all()
  self.host.remember(WATCHES, next(all) and all or nil)
end

---@param watch sessions.Watch
function Seen:wait(watch)
  local next_ms = LOOKS_MS[watch.looks + 1] or 0
  local pause_ms = math.max(0, next_ms - (LOOKS_MS[watch.looks] or 0))
  self.host.after_ms(pause_ms, function()
    -- The same workspace may have been restored once more.
    if self:all()[watch.job] == watch then
      self:look_again(watch)
    end
  end)
end

--- What is still to be looked at. What another Lua state has left, this one goes on with.
---@return table<string, sessions.Watch>
function Seen:all()
  if not self.watches then
    self.watches = self.host.recall(WATCHES) or {}
    for _, watch in pairs(self.watches) do
      self:wait(watch)
    end
  end
  return self.watches
end

--- A restore has been taken back: nobody misses what it has made.
---@param workspace string
function Seen:forget(workspace)
  if self.host.remembers(WATCHES) then
    for job, watch in pairs(self:all()) do
      if watch.workspace == workspace then
        self:all()[job], self.live[job] = nil, nil
      end
    end
    self.plugin.jobs():note_unseen(workspace)
    self:remember()
  end
end

--- Look at what needs a while to be there; what is not as saved then is told, and added to the report.
---@param job sessions.Job
---@param session sessions.Session
function Seen:look_later(job, session)
  local site, tabs = nil, {} ---@type sessions.Site?, table[]
  local function policy()
    site = site or build.site(self.plugin)
    return site.policy
  end
  for _, each in ipairs(first_look.made(job, session)) do
    local tab = { id = each.entry.id, where = each.where, panes = {} }
    local title = cells.sayable(each.document.title)
    tab.name = title ~= "" and "the tab " .. title or each.place
    if each.entry.state == "done" then
      tab.panes, tab.elsewhere, tab.count = watched_panes(self.host, policy, each.document)
    end
    tabs[#tabs + 1] = tab
  end
  local watch = {
    job = job.workspace,
    workspace = job.report.workspace,
    started_ms = job.report.started_ms,
    looks = 0,
    tabs = tabs,
  }
  self:all()[watch.job], self.live[watch.job] = watch, { job = job, session = session }
  self:note_unseen(watch)
  self:remember()
  self:wait(watch)
end

return seen
-- Made from lua_templates/sessions/restore/seen.lua; plugin/init.lua opens it by its digest: f2768c13a15dfdf2
