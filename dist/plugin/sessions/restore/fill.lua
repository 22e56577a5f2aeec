--- fill: the tabs that were not built before the workspace was shown.
---
--- In:    jobs, one a restored workspace: its session, its windows by id, and for each tab how far it is.
--- Out:   every tab in its place, split as saved, without taking the user's tab away; the end is told once.
--- Never: holds the terminal for more than a slice at a time; polls while nothing is left; fills a tab that the user
---        has changed; forgets a job when the configuration is reloaded in the middle.
---
--- A reload cancels timers without a word (lua-api-crates/time-funcs/src/lib.rs:99-104) and starts a new Lua state;
--- `wake`, called on the window events that follow a reload, takes the remembered jobs up again.

local build = require("sessions.restore.build")
local news = require("sessions.restore.news")
local plan = require("sessions.layout.plan")
local report = require("sessions.restore.report")
local settle = require("sessions.restore.settle")

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

--- Panes that one slice makes at the most (the tab it is at is finished): about a tenth of a second. Between two slices
--- the GUI paints, which takes a while where it has no graphics card: smaller slices make the whole take longer.
local SLICE_PANES = 40

--- A shown tab is noticed by `update-status`, which comes within 150 ms of a user's switch but not after every kind
--- of switch; this timer is the net below it, and runs only while a tab is waiting for its first look.
local WATCH_MS = 1000

--- A tab that does not go where it is moved (the user moves tabs as well) is left alone after that many tries.
local MOVES_MAX = 3

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

--- Take on a job. `job.windows[i].tabs[j].state` is "todo" (nothing yet), "shell" (one pane) or "done".
---@param job sessions.Job
---@param session sessions.Session
function Fill:start(job, session)
  self.jobs:put(job, session)
  self.is_first_slice = not job.is_hidden and has_rest(job)
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

--- Handles of the terminal's objects are good for one step; what is remembered is plain data.
local function forget_handles(job)
  for _, window in ipairs(job.windows) do
    window.mux_window = nil
    for _, tab in ipairs(window.tabs) do
      tab.live = nil
    end
  end
end

--- Bring `window.tabs` in line with what the user has closed. False when the window is gone.
function Fill:refresh(window)
  window.mux_window = self.host.window_by_id(window.id)
  if not window.mux_window then
    return false
  end
  local places = {}
  for place, info in ipairs(self.host.tabs(window.mux_window)) do
    places[self.host.tab_id(info.tab)] = { place = place, info = info }
  end
  for _, tab in ipairs(window.tabs) do
    tab.live = tab.id and places[tab.id]
    if tab.id and not tab.live then
      tab.state = "done"
    end
  end
  return true
end

--- What to do next in a window: a tab that must be made, or one to fill.
local function next_tab(job, window)
  local visible = window.tabs[window.visible]
  if visible.state == "shell" then
    return window.visible, visible
  end
  local has_shells = false
  for index, tab in ipairs(window.tabs) do
    local is_shown = tab.live and tab.live.info.is_active
    if tab.state == "todo" or tab.state == "shell" and (job.lazy ~= "on_activate" or is_shown) then
      return index, tab
    end
    has_shells = has_shells or tab.state == "shell"
  end
  return nil, nil, has_shells
end

--- Tabs are appended, so the visible one, made first, has to move behind those that were saved before it.
local function place_wanted(window)
  local visible = window.tabs[window.visible]
  if not visible.live then
    return nil
  end
  local last = visible.live.place
  for index = 1, window.visible - 1 do
    local before = window.tabs[index]
    if before.state == "todo" then
      return nil
    end
    last = math.max(last, before.live and before.live.place or 0)
  end
  if last == visible.live.place or (window.moves or 0) >= MOVES_MAX then
    return nil
  end
  return last
end

--- Only the GUI can move a tab, and only the active one of the window it shows.
---@async
---@return boolean moved
function Fill:move_visible(window, place)
  for _, gui_window in ipairs(self.host.gui_windows()) do
    local shown = self.host.mux_window_of(gui_window)
    if shown and self.host.window_id(shown) == window.id then
      local visible = window.tabs[window.visible].live.info.tab
      local keep = self.host.active_tab(window.mux_window)
      local first = self.host.panes(visible)[1]
      if not first then
        -- It was closed just now: nothing is left to be moved, which the next step sees.
        return false
      end
      local elsewhere = keep and self.host.tab_id(keep) ~= self.host.tab_id(visible) and keep
      window.moves = (window.moves or 0) + 1
      if elsewhere then
        self.host.activate_tab(visible)
      end
      self.host.move_active_tab(gui_window, place - 1, first.pane)
      if elsewhere then
        self.host.activate_tab(elsewhere)
      end
      return true
    end
  end
  return false
end

--- Make the tab if it is not there, with its title and first pane.
---@async
function Fill:open(site, window, tab, document, where, into)
  if tab.live then
    return tab.live.info.tab
  end
  local shown = self.host.active_tab(window.mux_window)
  local cols, rows
  if shown then
    cols, rows = self.host.tab_size(shown)
  end
  local steps = plan.tab(document, cols, rows)
  local cwd, domain =
    build.place(site, steps.leaves[steps.root] --[[@as sessions.Pane]], where, into)
  local mux_tab, message = self.host.spawn_tab(window.mux_window, cwd, domain)
  tab.id = build.opened(site, mux_tab, message, document.title, where, into)
  return mux_tab
end

--- Make or fill one tab.
---@async
---@return boolean activated whether focus was given in it, which the GUI repeats later
function Fill:fill_tab(job, window, index, tab)
  local session = self.jobs:session_of(job) --[[@as sessions.Session]]
  local document = session.windows[window.number].tabs[index] --[[@as sessions.Tab]]
  local where = ("windows[%d].tabs[%d]"):format(window.number, index)
  local site, into = build.site(self.plugin), job.report
  local was_made = tab.live ~= nil
  -- Whatever happens below, this tab is not tried a second time.
  tab.state = "done"
  local mux_tab = self:open(site, window, tab, document, where, into)
  if not mux_tab then
    return false
  end
  if not was_made and job.lazy == "on_activate" then
    tab.state = "shell"
    return false
  end
  local panes = self.host.panes(mux_tab)
  if #panes ~= 1 then
    local message = "a tab was changed before it was filled and is left as it is"
    report.add(into, "changed_meanwhile", message, where)
    return false
  end
  local cols, rows = self.host.tab_size(mux_tab)
  local steps = plan.tab(document, cols, rows)
  return build.tab(site, mux_tab, panes[1].pane, steps, where, into)
end

--- Fill tabs of one window until the slice has had its panes; then give the user's tab back, in the same breath.
---@async
---@param slice { panes: integer, given_back: table[] }
---@return boolean did
---@return boolean? has_shells tabs are left for their first look; not known while there is more to do at once
function Fill:fill_window(job, window, slice)
  local keep = self.host.active_tab(window.mux_window)
  local filled, did, activated = {}, false, false
  local index, tab, has_shells = next_tab(job, window)
  while index and slice.panes < SLICE_PANES do
    local before = job.report.panes_made --[[@as integer]]
    activated = self:fill_tab(job, window, index, tab) or activated
    slice.panes = slice.panes + math.max(1, job.report.panes_made - before)
    filled[tab.id or 0], did = true, true
    index, tab, has_shells = next_tab(job, window)
  end
  if did and keep then
    self.host.activate_tab(keep)
    if activated then
      slice.given_back[#slice.given_back + 1] =
        { mux_window = window.mux_window, keep = keep, filled = filled }
    end
  end
  return did, has_shells
end

--- Focus given by a call comes again from the queue and takes its tab along (wezterm-gui/src/frontend.rs:80-88): let
--- it come, then give the user's tab back once more.
---@async
function Fill:give_back(job, slice)
  if #slice.given_back == 0 then
    return
  end
  forget_handles(job)
  self.jobs:put(job)
  self.host.let_queued_work_run()
  for _, given in ipairs(slice.given_back) do
    local now = self.host.active_tab(given.mux_window)
    if now and given.filled[self.host.tab_id(now)] then
      self.host.activate_tab(given.keep)
    end
  end
end

--- Put a window in order whose tabs are all there. One that is not on the screen now is put in order when it is back.
---@async
---@return boolean did
---@return boolean is_pending
function Fill:order(window)
  local place = place_wanted(window)
  if not place then
    return false, false
  end
  local did = self:move_visible(window, place)
  return did, not did
end

--- One slice of work for one job. Tells whether there was any, and else what is waited for: the terminal, or the
--- user's first look at tabs.
---@async
---@return boolean did
---@return "terminal"|"look"|nil waiting
function Fill:advance(job)
  if self.settle:is_unsettled(job) then
    return false, "terminal"
  end
  local slice = { panes = 0, given_back = {} }
  local did_any, waiting = false, nil
  for _, window in ipairs(job.windows) do
    if slice.panes < SLICE_PANES and self:refresh(window) then
      local did, has_shells = self:fill_window(job, window, slice)
      did_any = did_any or did
      waiting = waiting or has_shells and "look" or nil
    end
  end
  self:give_back(job, slice)
  if did_any then
    return true
  end
  for _, window in ipairs(job.windows) do
    local did, is_pending = false, false
    if window.mux_window then
      did, is_pending = self:order(window)
    end
    if did then
      return true
    elseif is_pending then
      waiting = "terminal"
    end
  end
  return false, waiting
end

local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

--- One thing for the first job that has one to do.
---@async
---@return boolean again
function Fill:step()
  local any_waiting = false
  local all = self.jobs:all()
  for _, workspace in ipairs(sorted_keys(all)) do
    local job = all[workspace]
    if not self.jobs:session_of(job) then
      self.jobs:drop(workspace)
    else
      local did, waiting = self:advance(job)
      forget_handles(job)
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

--- Nothing to do for this job now: it is over, or something is waited for. Its end is told when only first looks
--- are left, and the report is completed after the last one.
---@async
function Fill:rest(job, waiting)
  local is_over = waiting ~= "terminal"
  if is_over then
    job.report.complete = waiting == nil
  end
  if is_over and not job.has_ended then
    job.has_ended = true
    job.report.complete_ms = self.host.now_ms() - job.report.started_ms
    news.ends(self.plugin, job.report, self.jobs:session_of(job))
  elseif not waiting then
    news.keep(self.plugin, job.report)
  end
  if waiting then
    self.jobs:put(job)
  else
    self.jobs:drop(job.workspace)
  end
end

return fill
-- Made from lua_templates/sessions/restore/fill.lua; plugin/init.lua opens it by its digest: b21eb97042bcee82
