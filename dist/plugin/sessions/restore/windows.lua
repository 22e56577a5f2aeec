--- windows: the windows of a session become open ones, with the tabs that must be there before they are shown.
---
--- In:    a restore under way, saved windows, the sizes that they will have.
--- Out:   windows with some of their tabs; a job for the rest.
--- Never: shows anything; touches a tab that was open before.

local build = require("sessions.restore.build")
local cells = require("sessions.text.cells")
local locate = require("sessions.restore.locate")
local plan = require("sessions.layout.plan")
local proportions = require("sessions.layout.proportions")
local space = require("sessions.restore.space")

local windows = {}

--- A saved window of which nothing is there yet.
---@param number integer position in the session
---@param window sessions.Window
---@return sessions.Target
function windows.target(number, window)
  local tabs = {}
  for index = 1, #window.tabs do
    tabs[index] = { state = "todo" }
  end
  local cols, rows = space.saved_size(window)
  return {
    number = number,
    session = window,
    visible = window.active_tab,
    tabs = tabs,
    cols = cols,
    rows = rows,
    made = 0,
  }
end

---@param target sessions.Target
---@param size sessions.WindowSize
function windows.take_size(target, size)
  target.cols, target.rows = size.cols, size.rows
  target.is_unsettled, target.bar_needs_two = size.is_unsettled, size.bar_needs_two
  target.bar_changes, target.is_new = size.bar_changes, size.is_new
  target.is_guessed = size.is_guessed
end

--- Make one tab of a window, the window itself with the first one, and split it unless `is_shell`.
---@async
---@param context sessions.Restoring
---@param target sessions.Target
---@param index integer of the tab
---@param is_shell boolean
local function make_tab(context, target, index, is_shell)
  local host, site, into = context.host, context.site, context.report
  local document = target.session.tabs[index] --[[@as sessions.Tab]]
  local where = ("windows[%d].tabs[%d]"):format(target.number, index)
  local steps = plan.tab(document, target.cols, target.rows)
  local root = steps.leaves[steps.root] --[[@as sessions.Pane]]
  ---@async
  local function open(cwd, domain)
    if target.mux_window then
      return host.spawn_tab(target.mux_window, cwd, domain)
    end
    return host.spawn_window(context.workspace, target.cols, target.rows, cwd, domain)
  end
  local displaced, mux_tab, pane, new_window = locate.open(site, root, where, into, open)
  if new_window then
    target.mux_window = new_window
    if target.session.title ~= "" then
      host.set_window_title(new_window, cells.sayable(target.session.title))
    end
  end
  local entry = target.tabs[index] --[[@as sessions.TargetTab]]
  entry.id = build.opened(site, mux_tab, pane, document.title, where, into, displaced)
  entry.mux_tab = mux_tab
  entry.state = (not mux_tab or not is_shell) and "done" or "shell"
  if mux_tab and not is_shell then
    local activated, is_whole = build.tab(site, mux_tab, pane, steps, where, into)
    context.activated = context.activated or activated
    entry.is_unlike = not is_whole or steps.dropped[1] ~= nil or nil
    context.young[entry.id] = is_whole
        and proportions.young(document, steps, target.cols, target.rows)
      or nil
  end
end

--- The tabs that must be there before the window is shown, in the order in which they are made.
---@param context sessions.Restoring
---@param target sessions.Target
---@return integer[] positions
local function tabs_made_first(context, target)
  local count, visible = #target.tabs, target.visible
  local order = {}
  if context.is_hidden and context.lazy ~= "off" and not target.is_unsettled then
    -- Nobody waits for the visible one: in their order, none has to be moved later.
    for index = 1, visible do
      order[index] = index
    end
  elseif context.lazy == "off" or target.is_unsettled then
    for index = 1, count do
      order[index] = index
    end
  elseif target.bar_needs_two and count > 1 then
    local other = visible == 1 and 2 or 1
    order = { math.min(visible, other), math.max(visible, other) }
  else
    order = { visible }
  end
  return order
end

--- Make the tabs that must be there first, and the window with them if it is not there.
---@async
---@param context sessions.Restoring
---@param target sessions.Target
---@return boolean made whether there is a window
function windows.make(context, target)
  local order = tabs_made_first(context, target)
  target.made = #order
  for _, index in ipairs(order) do
    local is_shell = target.is_unsettled == true
      or (context.lazy ~= "off" and index ~= target.visible)
    make_tab(context, target, index, is_shell)
    target.last_made = index
  end
  if not target.mux_window then
    return false
  end
  local cols, rows = space.saved_size(target.session)
  context.report.windows[target.number] = {
    asked = { cols = cols, rows = rows },
    got = { cols = target.cols, rows = target.rows },
  }
  return true
end

--- The tab each window shows, active again after whatever was activated while building. A tab that was made last
--- is active already.
---@param context sessions.Restoring
---@param targets sessions.Target[]
function windows.activate_visible(context, targets)
  for _, target in ipairs(targets) do
    local entry = target.tabs[target.visible] --[[@as sessions.TargetTab]]
    -- Focus that was given while building has come again from the queue meanwhile, and has taken its tab along.
    local has_moved = context.activated and target.made > 1
    if
      entry.mux_tab and (target.last_made ~= target.visible or target.lost_active or has_moved)
    then
      context.host.activate_tab(entry.mux_tab)
    end
  end
end

--- What is left to do.
---@param context sessions.Restoring
---@param targets sessions.Target[]
---@return sessions.Job
function windows.job_of(context, targets)
  local job = {
    workspace = context.job or context.workspace,
    lazy = context.lazy,
    report = context.report,
    windows = {},
    is_hidden = context.is_hidden,
    refusals = next(context.site.refusals) and context.site.refusals or nil,
  }
  for _, target in ipairs(targets) do
    local tabs = {}
    for index, entry in ipairs(target.tabs) do
      tabs[index] = { id = entry.id, state = entry.state, is_unlike = entry.is_unlike }
    end
    job.windows[#job.windows + 1] = {
      id = context.host.window_id(target.mux_window --[[@as MuxWindow]]),
      number = target.number,
      visible = target.visible,
      tabs = tabs,
    }
    if target.is_unsettled or target.bar_changes then
      job.waiting = job.waiting or {}
    end
    if target.is_new and (target.is_unsettled or target.is_guessed) then
      local cols, rows = space.saved_size(target.session)
      job.windows[#job.windows].wanted = { cols = cols, rows = rows }
    end
  end
  for index, target in ipairs(job.waiting and targets or {}) do
    local size = { cols = target.cols, rows = target.rows, is_final = not target.is_unsettled }
    job.waiting[index] = (target.is_unsettled or target.bar_changes) and size or {}
  end
  return job
end

return windows
-- Made from lua_templates/sessions/restore/windows.lua; plugin/init.lua opens it by its digest: 9450fb15f9c12e8f
