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
---@field unseen table<string, true?> by workspace: restored, and not seen whole yet
local Jobs = {}
Jobs.__index = Jobs

--- Keys of the host's memory: how often the jobs were written, a job's session.
local REVISION = "fill.revision"

local function session_key(workspace)
  return "fill.session." .. workspace
end

---@param host sessions.Host
---@param key string of the host's memory under which the jobs are kept
---@return sessions.Jobs
function jobs.new(host, key)
  return setmetatable({ host = host, key = key, sessions = {}, unseen = {} }, Jobs)
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

--- Whether tabs of a workspace are still being made. Those that only wait for their first look are as they should be.
---@param workspace string
---@return boolean
function Jobs:are_under_way(workspace)
  local job = self:are_any() and self:all()[workspace]
  return job and not job.has_ended or false
end

--- Whether a workspace is not yet, as far as is known, what a restore makes of it: a save by itself has to wait.
---@param workspace string
---@return boolean
function Jobs:are_unsettled(workspace)
  return self.unseen[workspace] == true or self:are_under_way(workspace)
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
---@return { unfilled: table<integer, sessions.Tab>, arrange: fun(live: table[]): table[] }
local function pending_of(window, documents)
  local unfilled, planned = {}, {}
  for index, tab in ipairs(window.tabs) do
    if tab.id then
      planned[tab.id] = true
      unfilled[tab.id] = tab.state == "shell" and documents[index] or nil
    end
  end
  local function arrange(live)
    local by_id, ordered = {}, {}
    for _, entry in ipairs(live) do
      by_id[entry.id] = entry
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

--- For a save in the middle: what the unfilled tabs of a window will be, and the order all tabs will have.
---@param mux_window any
---@return { unfilled: table<integer, sessions.Tab>, arrange: fun(live: table[]): table[] }?
function Jobs:pending(mux_window)
  local id = self.host.window_id(mux_window)
  for _, job in pairs(self:all()) do
    for _, window in ipairs(job.windows) do
      local session = window.id == id and self:session_of(job)
      local document = session and session.windows[window.number]
      if document then
        return pending_of(window, document.tabs)
      end
    end
  end
end

return jobs
