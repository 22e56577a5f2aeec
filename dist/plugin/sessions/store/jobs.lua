--- jobs: what is left of the restores that are under way, kept where a reload does not reach.
---
--- In:    jobs, one a restored workspace, as plain data; the session of each.
--- Out:   the same, in this Lua state or in the next; what unfilled tabs will be, for a save in the middle.
--- Never: does any of the work.

local codec = require("sessions.session.codec")

local jobs = {}

---@class sessions.Jobs
---@field host sessions.Host
---@field key string of the host's memory
---@field sessions table<string, sessions.Session?> by workspace
---@field known? table<string, sessions.Job>
---@field revision? integer
local Jobs = {}
Jobs.__index = Jobs

--- Keys of the host's memory: how often the jobs were written; what of restored workspaces was not seen yet.
local REVISION, UNSEEN = "fill.revision", "fill.unseen"

--- Key of a job's session.
local function session_key(workspace)
  return "fill.session." .. workspace
end

---@param host sessions.Host
---@param key string of the host's memory under which the jobs are kept
---@return sessions.Jobs
function jobs.new(host, key)
  return setmetatable({ host = host, key = key, sessions = {} }, Jobs)
end

--- Also those that could not be written down: nothing but a reload loses them.
---@return boolean
function Jobs:are_any()
  return self.host.remembers(self.key) or self.known ~= nil and next(self.known) ~= nil
end

--- All jobs by workspace. Reading them back costs a call of the host for every field, so it is done only when
--- another Lua state may have changed them.
---@return table<string, sessions.Job>
function Jobs:all()
  local revision = self.host.recall(REVISION)
  local known = self.known
  if not known or revision ~= self.revision then
    known = self.host.recall(self.key) or {} --[[@as table<string, sessions.Job>]]
    self.known, self.revision = known, revision
  end
  return known
end

---@param all table<string, sessions.Job>
function Jobs:remember_all(all)
  self.revision = (self.revision or 0) + 1
  self.host.remember(REVISION, self.revision)
  self.host.remember(self.key, next(all) and all or nil)
end

---@param job sessions.Job
---@param session sessions.Session? when the job is new
function Jobs:put(job, session)
  local all = self:all()
  all[job.workspace] = job
  self:remember_all(all)
  if session then
    self.sessions[job.workspace] = session
    self.host.remember(session_key(job.workspace), codec.encode(session))
  end
end

---@param workspace string
function Jobs:drop(workspace)
  local all = self:all()
  all[workspace] = nil
  self:remember_all(all)
  self.host.remember(session_key(workspace), nil)
  self.sessions[workspace] = nil
end

--- A job of that name, if there is one, is of no use any more: its workspace has been made anew.
---@param workspace string
function Jobs:forget(workspace)
  if self:are_any() and self:all()[workspace] then
    self:drop(workspace)
  end
end

--- Whether tabs of a workspace are still being made. Those that only wait for their first look are as they should be.
---@param workspace string
---@return boolean
function Jobs:are_under_way(workspace)
  for _, job in pairs(self:are_any() and self:all() or {}) do
    if job.report.workspace == workspace and not job.has_ended then
      return true
    end
  end
  return false
end

--- A name for a job that no other has: tabs of an earlier restore into this workspace may wait for their first look.
---@param workspace string
---@param started_ms number
---@return string
function Jobs:free_name(workspace, started_ms)
  local is_taken = self:are_any() and self:all()[workspace] ~= nil
  return is_taken and ("%s, again at %d"):format(workspace, math.floor(started_ms)) or workspace
end

--- What is left of a restore is not wanted any more.
---@param workspace string
---@param started_ms number?
function Jobs:drop_restore(workspace, started_ms)
  local names = {}
  for name, job in pairs(self:are_any() and self:all() or {}) do
    if job.report.workspace == workspace and job.report.started_ms == started_ms then
      names[#names + 1] = name
    end
  end
  for _, name in ipairs(names) do
    self:drop(name)
  end
end

--- What is to be seen of a restored workspace before it may save itself. Another Lua state may go on with it.
---@param workspace string
---@param unseen sessions.Unseen? nil: nothing
function Jobs:note_unseen(workspace, unseen)
  local all = self.host.recall(UNSEEN) or {}
  if all[workspace] or unseen then
    all[workspace] = unseen
    self.host.remember(UNSEEN, next(all) and all or nil)
  end
end

--- Whether a workspace is not, as far as is known, what a restore makes of it: not yet, or not any more, and nobody was
--- told. A save by itself has to wait.
---@param workspace string
---@return boolean
function Jobs:are_unsettled(workspace)
  local host = self.host
  local unseen = host.remembers(UNSEEN) and host.recall(UNSEEN)[workspace]
  if not unseen or host.now_ms() > unseen.until_ms then
    return self:are_under_way(workspace)
  end
  local is_missing = not unseen.is_whole
  for _, id in ipairs(unseen.panes) do
    is_missing = is_missing or host.pane_by_id(id) == nil
  end
  return is_missing or self:are_under_way(workspace)
end

---@param job sessions.Job
---@return sessions.Session? session nil when it has been forgotten
function Jobs:session_of(job)
  local session = self.sessions[job.workspace]
  if not session then
    local text = self.host.recall(session_key(job.workspace))
    session = text and codec.decode(text, self.host.parse_json)
    self.sessions[job.workspace] = session
  end
  return session
end

---@param window sessions.JobWindow
---@param documents sessions.Tab[]
---@param is_in_order boolean all tabs are there, and where they belong, unless their user has moved them
---@return { unfilled: table<integer, sessions.Tab>, arrange: fun(live: table[]): table[] }
local function pending_of(window, documents, is_in_order)
  local unfilled, planned = {}, {}
  for index, tab in ipairs(window.tabs) do
    if tab.id then
      planned[tab.id] = true
      unfilled[tab.id] = tab.state == "shell" and documents[index] or nil
    end
  end
  local function arrange(live)
    if is_in_order then
      return live
    end
    local by_id, ordered = {}, {}
    for _, entry in ipairs(live) do
      if entry.id then
        by_id[entry.id] = entry
      end
    end
    for index, tab in ipairs(window.tabs) do
      if tab.id then
        ordered[#ordered + 1] = by_id[tab.id]
      elseif tab.state == "todo" then
        ordered[#ordered + 1] = { tab = documents[index], is_active = false }
      end
    end
    for _, entry in ipairs(live) do
      if not planned[entry.id] then
        ordered[#ordered + 1] = entry
      end
    end
    return ordered
  end
  return { unfilled = unfilled, arrange = arrange }
end

--- Names of all jobs, sorted: of one workspace the earliest comes first.
---@return string[]
function Jobs:names()
  local names = {}
  for name in pairs(self:all()) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

--- For a save in the middle: what the unfilled tabs of a window will be, and the order all tabs will have.
---@param mux_window any
---@return { unfilled: table<integer, sessions.Tab>, arrange: fun(live: table[]): table[] }?
function Jobs:pending(mux_window)
  local id, found = self.host.window_id(mux_window), nil
  for _, name in ipairs(self:names()) do
    local job = self:all()[name] --[[@as sessions.Job]]
    for _, window in ipairs(job.windows) do
      local session = window.id == id and self:session_of(job)
      local document = session and session.windows[window.number]
      local plan = document and pending_of(window, document.tabs, job.has_ended == true)
      if plan and found then
        for tab_id, tab in pairs(plan.unfilled) do
          found.unfilled[tab_id] = tab
        end
        local arrange_first = found.arrange
        found.arrange = function(live)
          return arrange_first(plan.arrange(live))
        end
      end
      found = found or plan
    end
  end
  return found
end

return jobs
-- Made from lua_templates/sessions/store/jobs.lua; plugin/init.lua opens it by its digest: ca22d100d0f53527
