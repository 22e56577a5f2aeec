--- fill: when the tabs come that were not built before the workspace was shown.
---
--- In:    jobs, one a restored workspace: its session, its windows by id, and for each tab how far it is.
--- Out:   slices of them, one after the other; the end of each job is told once.
--- Never: polls while nothing is left; forgets a job when the configuration is reloaded in the middle.
---
--- A reload cancels timers without a word (lua-api-crates/time-funcs/src/lib.rs:99-104) and starts a new Lua state;
--- `wake`, called on the window events that follow a reload, takes the remembered jobs up again.

local first_look = require("sessions.restore.first_look")
local news = require("sessions.restore.news")
local settle = require("sessions.restore.settle")
local slice = require("sessions.restore.slice")

local fill = {}

---@class sessions.Fill
---@field host sessions.Host
---@field plugin sessions.Plugin
---@field jobs sessions.Jobs
---@field scheduled? boolean
---@field stepping? boolean
---@field watching? boolean
---@field settle sessions.Settle
local Fill = {}
Fill.__index = Fill

--- A shown tab is noticed by `update-status`, which comes within 150 ms of a user's switch but not after every kind
--- of switch; this timer is the net below it, and runs only while a tab is waiting for its first look.
local WATCH_MS = 1000

--- Key of the host's memory: who goes on.
local RUNNER = "fill.runner"

---@param plugin sessions.Plugin
---@return sessions.Fill
function fill.new(plugin)
  local self = setmetatable({ plugin = plugin, host = plugin.host, jobs = plugin.jobs() }, Fill)
  self.settle = settle.new(plugin.host, self.jobs, function()
    self:schedule()
  end)
  return self
end

--- Whether tabs of a job are still to be made or split.
---@param job sessions.Job
local function has_rest(job)
  for _, window in ipairs(job.windows) do
    for _, tab in ipairs(window.tabs) do
      if tab.state ~= "done" then
        return true
      end
    end
  end
  return false
end

--- Take on a job. `job.windows[i].tabs[j].state` is "todo" (nothing yet), "shell" (one pane) or "done". One of which
--- nothing is left ends here, unless there is no window yet in which that could be told.
---@async
---@param job sessions.Job
---@param session sessions.Session
function Fill:start(job, session)
  local is_left = has_rest(job)
  if not is_left and not settle.awaits(job) and self.host.gui_windows()[1] then
    self.jobs:forget(job.workspace)
    self:tell_end(job, session, true)
    return
  end
  self.jobs:put(job, session)
  self.is_first_slice = not job.is_hidden and is_left
  self:schedule()
end

--- A window shows another workspace some turns of the event loop after it was told to. What a window is asked, it
--- answers after that: so nobody's first sight of the visible tab waits for a slice.
---@async
function Fill:let_windows_show()
  if self.is_first_slice then
    self.is_first_slice = false
    for _, gui_window in ipairs(self.host.gui_windows()) do
      self.host.focused_pane(gui_window)
    end
  end
end

--- Go on with what is left; called on events of the terminal.
function Fill:wake()
  if self.jobs:are_any() then
    self:schedule()
  end
end

--- One slice later, unless one is due or under way. Of several Lua states only the last that asked goes on.
function Fill:schedule()
  if self.scheduled or self.stepping then
    return
  end
  self.scheduled = true
  local ticket = (self.host.recall(RUNNER) or 0) + 1
  self.host.remember(RUNNER, ticket)
  self.host.background(function()
    self.scheduled = false
    self:let_windows_show()
    if self.host.recall(RUNNER) == ticket then
      self:run_step()
    end
  end)
end

--- A step may suspend; what comes in meanwhile must not start a second one beside it.
---@async
function Fill:run_step()
  if self.plugin.young().is_busy then
    -- Another tab may be in front for the moment.
    self:schedule()
    return
  end
  self.stepping = true
  local ok, again = pcall(self.step, self)
  self.stepping = false
  if not ok then
    self.host.log_error("(wezterm-sessions.fill) " .. tostring(again))
  end
  if again then
    self:schedule()
  end
end

function Fill:watch()
  if self.watching then
    return
  end
  self.watching = true
  self.host.after_ms(WATCH_MS, function()
    self.watching = false
    self:wake()
  end)
end

--- One thing for the first job that has one to do.
---@async
---@return boolean again
function Fill:step()
  local any_waiting = false
  local all = self.jobs:all()
  for _, workspace in ipairs(self.jobs:names()) do
    local job = all[workspace]
    if not self.jobs:session_of(job) then
      self.jobs:drop(workspace)
    else
      local did, waiting = false, "terminal" ---@type boolean, ("terminal"|"look")?
      if not self.settle:is_unsettled(job) then
        first_look.of(self.plugin, job, self.jobs:session_of(job) --[[@as sessions.Session]])
        did, waiting = slice.run(self.plugin, self.jobs, job)
      end
      if did then
        self.jobs:put(job)
        return true
      end
      self:rest(job, waiting)
      -- A workspace that was built out of sight is not watched: showing it is an event.
      local is_watched = waiting ~= nil and (not job.is_hidden or self.settle:is_shown(job))
      any_waiting = any_waiting or is_watched
    end
  end
  if any_waiting then
    self:watch()
  end
  return false
end

--- Nothing is left of a job, or nothing but first looks. Handlers of the user's may save it, or take it back: what is to
--- be looked at later is known before.
---@async
---@param job sessions.Job
---@param session sessions.Session
---@param is_complete boolean
function Fill:tell_end(job, session, is_complete)
  local result = job.report
  job.has_ended = true
  result.complete = is_complete
  result.complete_ms = self.host.now_ms() - result.started_ms
  first_look.of(self.plugin, job, session)
  self.plugin.seen():look_later(job, session)
  news.ends(self.plugin, result, session)
end

--- Nothing to do for this job now: it is over, or something is waited for. Its end is told when only first looks
--- are left, and the report is completed after the last one.
---@async
function Fill:rest(job, waiting)
  local session = self.jobs:session_of(job) --[[@as sessions.Session]]
  local is_over = waiting ~= "terminal"
  if is_over and not job.has_ended then
    self:tell_end(job, session, waiting == nil)
  elseif is_over then
    job.report.complete = waiting == nil
    first_look.of(self.plugin, job, session)
    news.amends(self.plugin, job.report)
    if not waiting then
      news.keep(self.plugin, job.report)
    end
  end
  if waiting then
    self.jobs:put(job)
  else
    self.jobs:drop(job.workspace)
  end
end

return fill
-- Made from lua_templates/sessions/restore/fill.lua; plugin/init.lua opens it by its digest: 62db8843759e0ced
