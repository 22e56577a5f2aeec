--- slice: some of the tabs that a job has left, as many as the terminal can be held for.
---
--- In:    a job, its session.
--- Out:   tabs in their places, split as saved; whether there was anything to do, and else what is waited for.
--- Never: takes the user's tab away; fills a tab that the user has changed.

local build = require("sessions.restore.build")
local idle = require("sessions.open.idle")
local locate = require("sessions.restore.locate")
local plan = require("sessions.layout.plan")
local proportions = require("sessions.layout.proportions")
local report = require("sessions.restore.report")

local slice = {}

---@class sessions.Slice
---@field host sessions.Host
---@field plugin sessions.Plugin
---@field jobs sessions.Jobs
---@field job sessions.Job
---@field site? sessions.Site since the first tab: what it has learned of directories and domains, no other need ask
---@field panes integer that were made so far
---@field busy table<sessions.JobTab, true?> tabs in which something runs just now
---@field young table<integer, sessions.Young> by id of the tab: those that were split
---@field given_back table[] windows that have the user's tab again, which may be taken along once more
local Slice = {}
Slice.__index = Slice

--- Panes that one slice makes at the most (the tab it is at is finished): about a tenth of a second. Between two slices
--- the GUI paints, which takes a while where it has no graphics card: smaller slices make the whole take longer.
local SLICE_PANES = 40

--- A tab in which something runs when it is looked at is not typed into; it is looked at again so many times.
local LOOKS_MAX = 10

--- A tab that does not go where it is moved (the user moves tabs as well) is left alone after that many tries.
local MOVES_MAX = 3

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
function Slice:refresh(window)
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
local function next_tab(job, window, busy)
  local visible = window.tabs[window.visible]
  if visible.state == "shell" and not busy[visible] then
    return window.visible, visible
  end
  local has_shells = false
  for index, tab in ipairs(window.tabs) do
    local is_shown = tab.live and tab.live.info.is_active
    local is_due = tab.state == "shell" and (job.lazy ~= "on_activate" or is_shown)
    if tab.state == "todo" or is_due and not busy[tab] then
      return index, tab
    end
    has_shells = has_shells or tab.state == "shell"
  end
  return nil, nil, has_shells
end

--- Make the tab if it is not there, with its title and first pane.
---@async
function Slice:open(site, window, tab, document, where, into)
  if tab.live then
    return tab.live.info.tab
  end
  local shown = self.host.active_tab(window.mux_window)
  local cols, rows
  if shown then
    cols, rows = self.host.tab_size(shown)
  end
  local steps = plan.tab(document, cols, rows)
  local root = steps.leaves[steps.root] --[[@as sessions.Pane]]
  ---@async
  local function spawn(cwd, domain)
    return self.host.spawn_tab(window.mux_window, cwd, domain)
  end
  local displaced, mux_tab, pane = locate.open(site, root, where, into, spawn)
  tab.id = build.opened(site, mux_tab, pane, document.title, where, into, displaced)
  return mux_tab
end

--- Whether a pane that has waited for its first look may be typed into. What is just starting takes what is typed.
function Slice:is_free(pane)
  return idle.kind(self.plugin, pane) == "starting" or idle.is_proven(self.plugin, pane)
end

--- A tab will not be filled. Where nobody has worked in it, it stays in the file what it was to become.
function Slice:give_up(site, tab, panes, document, where)
  tab.is_unlike = true
  local message = "a tab was changed before it was filled and is left as it is"
  report.add(self.job.report, "changed_meanwhile", message, where)
  local first = panes[1]
  if first and #panes == 1 and idle.is_shell_in_front(self.plugin, first.pane) then
    site.kept:keep_tab(first.pane, document, tab.first_url)
  end
end

---@return sessions.Site
function Slice:site_of_slice()
  if not self.site then
    self.site = build.site(self.plugin)
    self.site.refusals = self.job.refusals or {}
  end
  return self.site
end

--- Make or fill one tab.
---@async
---@return boolean activated whether focus was given in it, which the GUI repeats later
function Slice:fill_tab(window, index, tab)
  local job = self.job
  local session = self.jobs:session_of(job) --[[@as sessions.Session]]
  local document = session.windows[window.number].tabs[index] --[[@as sessions.Tab]]
  local where = ("windows[%d].tabs[%d]"):format(window.number, index)
  local site, into = self:site_of_slice(), job.report
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
  local pane = panes[1] and #panes == 1 and panes[1].pane
  local is_busy = pane and job.has_ended and not self:is_free(pane)
  local looks = tab.looks or 0
  if is_busy and looks < LOOKS_MAX then
    tab.state, tab.looks, self.busy[tab] = "shell", looks + 1, true
    tab.first_url = tab.first_url or self.host.cwd_url(pane --[[@as MuxPane]])
    return false
  elseif is_busy or not pane then
    self:give_up(site, tab, panes, document, where)
    return false
  end
  local cols, rows = self.host.tab_size(mux_tab)
  local steps = plan.tab(document, cols, rows)
  local activated, is_whole = build.tab(site, mux_tab, pane, steps, where, into)
  tab.is_unlike = not is_whole or steps.dropped[1] ~= nil or nil
  if is_whole and cols and rows then
    self.young[tab.id] = proportions.young(document, steps, cols, rows)
  end
  return activated
end

--- Fill tabs of one window until the slice has had its panes; then give the user's tab back, in the same breath.
---@async
---@return boolean did
---@return boolean? has_shells tabs are left for their first look; not known while there is more to do at once
function Slice:fill_window(window)
  local job, keep = self.job, self.host.active_tab(window.mux_window)
  local filled, did, activated = {}, false, false
  local index, tab, has_shells = next_tab(job, window, self.busy)
  while index and self.panes < SLICE_PANES do
    local before = job.report.panes_made --[[@as integer]]
    activated = self:fill_tab(window, index, tab) or activated
    self.panes = self.panes + math.max(1, job.report.panes_made - before)
    filled[tab.id or 0], did = true, did or tab.state == "done" or not self.busy[tab]
    index, tab, has_shells = next_tab(job, window, self.busy)
  end
  if did and keep then
    self.host.activate_tab(keep)
    if activated then
      self.given_back[#self.given_back + 1] =
        { mux_window = window.mux_window, keep = keep, filled = filled }
    end
  end
  return did, has_shells
end

--- Focus given by a call comes again from the queue and takes its tab along (wezterm-gui/src/frontend.rs:80-88): let
--- it come, then give the user's tab back once more.
---@async
function Slice:give_back()
  if #self.given_back == 0 then
    return
  end
  forget_handles(self.job)
  self.jobs:put(self.job)
  self.host.let_queued_work_run()
  for _, given in ipairs(self.given_back) do
    local now = self.host.active_tab(given.mux_window)
    if now and given.filled[self.host.tab_id(now)] then
      self.host.activate_tab(given.keep)
    end
  end
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
function Slice:move_visible(window, place)
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

--- Put a window in order whose tabs are all there. One that is not on the screen now is put in order when it is back.
---@async
---@return boolean did
---@return boolean is_pending
function Slice:order(window)
  local place = place_wanted(window)
  if not place then
    return false, false
  end
  local did = self:move_visible(window, place)
  return did, not did
end

---@async
---@return boolean did
---@return "terminal"|"look"|nil waiting
function Slice:advance()
  local did_any, waiting = false, nil
  for _, window in ipairs(self.job.windows) do
    if self.panes < SLICE_PANES and self:refresh(window) then
      local did, has_shells = self:fill_window(window)
      did_any = did_any or did
      waiting = waiting or has_shells and "look" or nil
    end
  end
  self.plugin.young():add(self.young)
  self:give_back()
  if did_any then
    return true
  end
  for _, window in ipairs(self.job.windows) do
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

--- One slice of work for one job. Tells whether there was any, and else what is waited for: the terminal, or the
--- user's first look at tabs.
---@async
---@param plugin sessions.Plugin
---@param jobs sessions.Jobs
---@param job sessions.Job
---@return boolean did
---@return "terminal"|"look"|nil waiting
function slice.run(plugin, jobs, job)
  local self = setmetatable({
    plugin = plugin,
    host = plugin.host,
    jobs = jobs,
    job = job,
    panes = 0,
    busy = {},
    given_back = {},
    young = {},
  }, Slice)
  local did, waiting = self:advance()
  forget_handles(job)
  return did, waiting
end

return slice
-- Made from lua_templates/sessions/restore/slice.lua; plugin/init.lua opens it by its digest: f5fa052a2447c9e0
