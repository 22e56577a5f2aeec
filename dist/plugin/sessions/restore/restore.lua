--- restore: a saved session becomes a workspace again.
---
--- In:    host, store, fill, a building site, a name.
--- Out:   the workspace on the screen, its visible tabs complete; the rest handed to `fill`; a report.
--- Never: shows a window before it is built where its size can be known; duplicates an open workspace; closes
---        anything of the user's but a window that holds one idle shell.

local build = require("sessions.restore.build")
local command = require("sessions.text.command")
local news = require("sessions.restore.news")
local path = require("sessions.text.path")
local plan = require("sessions.layout.plan")
local report = require("sessions.restore.report")
local space = require("sessions.restore.space")

local restore = {}

--- A window that holds nothing but one idle shell.
---@param host sessions.Host
---@param mux_window MuxWindow
---@return boolean
local function is_pristine(host, mux_window)
  local tabs = host.tabs(mux_window)
  if #tabs ~= 1 then
    return false
  end
  local panes = host.panes(tabs[1].tab)
  local executable = #panes == 1 and host.program_path(panes[1].pane)
  return executable and command.is_shell(path.basename(executable)) or false
end

---@async
---@param host sessions.Host
---@param mux_window MuxWindow
---@param document sessions.Tab
---@param cwd string?
---@param domain string
---@return MuxTab? mux_tab
---@return any pane_or_message
local function open_tab(host, mux_window, document, cwd, domain)
  local mux_tab, pane = host.spawn_tab(mux_window, cwd, domain)
  if mux_tab and document.title ~= "" then
    host.set_tab_title(mux_tab, document.title)
  end
  return mux_tab, pane
end

--- Make one tab of a window, the window itself with the first one, and split it unless `is_shell`.
---@async
---@param context sessions.Restoring
---@param target sessions.Target
---@param index integer of the tab
---@param is_shell boolean
---@return boolean made
local function make_tab(context, target, index, is_shell)
  local host, into = context.host, context.report
  local document = target.session.tabs[index] --[[@as sessions.Tab]]
  local where = ("windows[%d].tabs[%d]"):format(target.number, index)
  local steps = plan.tab(document, target.cols, target.rows)
  local root = steps.leaves[steps.root] --[[@as sessions.Pane]]
  local cwd, domain = build.place(context.site, root, where, into)
  local mux_tab, pane
  if target.mux_window then
    mux_tab, pane = open_tab(host, target.mux_window, document, cwd, domain)
  else
    local window
    mux_tab, pane, window =
      host.spawn_window(context.workspace, target.cols, target.rows, cwd, domain)
    if mux_tab and window then
      target.mux_window = window
      if document.title ~= "" then
        host.set_tab_title(mux_tab, document.title)
      end
      if target.session.title ~= "" then
        host.set_window_title(window, target.session.title)
      end
    end
  end
  local entry = target.tabs[index] --[[@as sessions.TargetTab]]
  if not mux_tab then
    entry.state = "done"
    report.add(into, "tab_failed", "a tab could not be opened: " .. tostring(pane), where)
    return false
  end
  entry.id, entry.state, entry.mux_tab = host.tab_id(mux_tab), "shell", mux_tab
  into.tab_ids[#into.tab_ids + 1] = entry.id
  if not is_shell then
    local activated = build.tab(context.site, mux_tab, pane, steps, where, into)
    entry.state = "done"
    context.activated = context.activated or activated
  end
  return true
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

---@async
---@param context sessions.Restoring
---@param target sessions.Target
---@return boolean made
local function make_window(context, target)
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

---@param number integer
---@param window sessions.Window
---@return sessions.Target
local function new_target(number, window)
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

--- The tab each window shows, active again after whatever was activated while building. A tab that was made last
--- is active already.
---@param context sessions.Restoring
---@param targets sessions.Target[]
local function activate_visible(context, targets)
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

---@param context sessions.Restoring
---@param targets sessions.Target[]
---@return sessions.Job
local function job_of(context, targets)
  local job = {
    workspace = context.job or context.workspace,
    lazy = context.lazy,
    report = context.report,
    windows = {},
    is_hidden = context.is_hidden,
  }
  for _, target in ipairs(targets) do
    local tabs = {}
    for index, entry in ipairs(target.tabs) do
      tabs[index] = { id = entry.id, state = entry.state }
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
    if target.is_unsettled and target.is_new then
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

--- Hand over what is left, or end the restore here.
---@param context sessions.Restoring
---@param session sessions.Session
---@param targets sessions.Target[]
local function finish(context, session, targets)
  context.report.visible_ms = context.host.now_ms() - context.report.started_ms
  context.plugin.fill():start(job_of(context, targets), session)
end

---@param target sessions.Target
---@param size sessions.WindowSize
local function take_size(target, size)
  target.cols, target.rows = size.cols, size.rows
  target.is_unsettled, target.bar_needs_two = size.is_unsettled, size.bar_needs_two
  target.bar_changes, target.is_new = size.bar_changes, size.is_new
end

--- Build the whole workspace out of sight, then show it.
---@async
---@param context sessions.Restoring
---@param session sessions.Session
---@return boolean shown
local function load_out_of_sight(context, session)
  local host = context.host
  local targets = {}
  local sizes = space.of_windows(context.plugin, context.gui_window, session)
  for number, window in ipairs(session.windows) do
    local target = new_target(number, window)
    take_size(target, sizes[number] --[[@as sessions.WindowSize]])
    if make_window(context, target) then
      targets[#targets + 1] = target
    end
  end
  if #targets == 0 then
    return false
  end
  if context.activated and context.lazy == "off" then
    -- Focus given while building is repeated from the queue and takes its tab along: let that pass first.
    host.let_queued_work_run()
  end
  activate_visible(context, targets)
  local shown, message = true, nil ---@type boolean, string?
  if not context.is_hidden then
    shown, message = host.show_workspace(context.workspace)
  end
  if not shown then
    local reason = "the workspace could not be shown: " .. tostring(message)
    report.add(context.report, "not_shown", reason)
  end
  finish(context, session, targets)
  return true
end

--- Close the idle shell that the restored tabs replace. Only the active pane of the active tab can be closed, and
--- the GUI closes it when its turn comes.
---@async
---@param context sessions.Restoring
---@param old_tab MuxTab
local function close_old_tab(context, old_tab)
  local host = context.host
  local idle = host.panes(old_tab)[1]
  if not idle then
    -- Its user has closed it meanwhile.
    return
  end
  host.activate_tab(old_tab)
  local done, message = host.close_active_pane(context.gui_window, idle.pane)
  if not done then
    report.add(
      context.report,
      "not_closed",
      "the idle shell could not be closed: " .. tostring(message)
    )
  end
end

--- Add the first saved window's tabs to a window that is on the screen, if one is given, the others as windows of
--- their own.
---@async
---@param context sessions.Restoring
---@param session sessions.Session
---@param mux_window MuxWindow?
local function restore_into(context, session, mux_window)
  local host = context.host
  local old_tab = mux_window and is_pristine(host, mux_window) and host.active_tab(mux_window)
  local targets = {}
  for number, window in ipairs(session.windows) do
    local target = new_target(number, window)
    if number == 1 and mux_window then
      target.mux_window = mux_window
      if old_tab and window.title ~= "" then
        host.set_window_title(mux_window, window.title)
      end
      local shown = host.active_tab(mux_window)
      if shown then
        local cols, rows = host.tab_size(shown)
        target.cols, target.rows = cols or target.cols, rows or target.rows
      end
      target.is_unsettled =
        space.changes_inside(context.plugin, context.gui_window, #host.tabs(mux_window))
    else
      take_size(target, space.of_new_window(context.plugin, context.gui_window, window))
    end
    if make_window(context, target) then
      targets[#targets + 1] = target
    end
  end
  if context.activated then
    -- Focus given while building is repeated from the queue and takes its tab along: let that pass first.
    host.let_queued_work_run()
  end
  local first = targets[1]
  if old_tab and first and first.tabs[first.visible].mux_tab then
    close_old_tab(context, old_tab)
    first.lost_active = first.made > 1
  end
  activate_visible(context, targets)
  finish(context, session, targets)
end

--- What a restore works with. Without a screen, as in the mux server, nothing is ever shown first.
---@param plugin sessions.Plugin
---@param gui_window any?
---@param name string workspace
---@param how "load"|"restore"|"switch"
---@param session sessions.Session?
---@return sessions.Restoring
local function context_of(plugin, gui_window, name, how, session)
  local host = plugin.host
  return {
    plugin = plugin,
    host = host,
    site = build.site(plugin),
    gui_window = gui_window,
    workspace = name,
    lazy = host.has_screen() and plugin.options.lazy or "off",
    report = report.new(name, how, session, host.now_ms()),
  }
end

---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param name string
---@return sessions.Report
local function switch(plugin, gui_window, name)
  local context = context_of(plugin, gui_window, name, "switch")
  local shown, message = context.host.show_workspace(name)
  if not shown then
    report.add(context.report, "not_shown", message or "the workspace could not be shown")
  end
  context.report.complete = true
  context.report.visible_ms = context.host.now_ms() - context.report.started_ms
  news.ends(plugin, context.report)
  return context.report
end

--- Load a session: its workspace is built and shown; switched to when it is open; and when the window at hand is
--- that workspace with nothing in it but an idle shell, restored right there.
---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param name string
---@return sessions.Report? report nil with a problem when there is nothing to load
---@return sessions.Problem?
local function show_or_build(plugin, gui_window, name)
  local host = plugin.host
  local open = host.windows(name)
  local is_here = #open == 1
    and gui_window
    and host.active_workspace() == name
    and is_pristine(host, open[1])
  if #open > 0 and not is_here then
    return switch(plugin, gui_window, name)
  end
  local started_ms = host.now_ms()
  local session, notes, problem = plugin.store():read(name)
  if not session then
    return nil, problem
  end
  if not is_here then
    return restore.open(
      plugin,
      name,
      session,
      notes,
      { window = gui_window, started_ms = started_ms }
    )
  end
  local context = context_of(plugin, gui_window, name, "load", session)
  context.report.started_ms = started_ms
  report.add_all(context.report, notes)
  restore_into(context, session, open[1])
  return context.report
end

--- Load a session as somebody has asked for it: heard of before and during.
---@async
---@param plugin sessions.Plugin
---@param name string
---@param gui_window any? the one at hand
---@return sessions.Report? report nil with a problem when there is nothing to load
---@return sessions.Problem?
function restore.by_name(plugin, name, gui_window)
  news.begins(plugin, "load", name)
  ---@async
  local function build_it()
    return show_or_build(plugin, gui_window or plugin.host.gui_windows()[1], name)
  end
  return news.during(plugin, name, build_it)
end

--- Open a session that has been read, under a name that no open workspace has, and show it unless it `is_hidden`.
---@async
---@param plugin sessions.Plugin
---@param name string
---@param session sessions.Session
---@param notes sessions.Problem[]?
---@param wanted sessions.Wanted
---@return sessions.Report? report nil with a problem when nothing could be opened
---@return sessions.Problem?
function restore.open(plugin, name, session, notes, wanted)
  local context = context_of(plugin, wanted.window, name, "load", session)
  context.report.started_ms = wanted.started_ms or context.report.started_ms
  context.report.is_quiet, context.is_hidden = wanted.is_quiet, wanted.is_hidden
  report.add_all(context.report, notes)
  if not load_out_of_sight(context, session) then
    -- The last is of the last tab that could not be opened; those before may be remarks on the session.
    local problems = context.report.problems
    return nil, problems[#problems]
  end
  return context.report
end

--- Restore the session of the current workspace into the current window: a lone idle shell is replaced, any other
--- window keeps what it has and gets the tabs in addition.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@return sessions.Report?
---@return sessions.Problem?
function restore.into_window(plugin, gui_window)
  local host = plugin.host
  local name = host.active_workspace()
  local session, notes, problem = plugin.store():read(name)
  if not session then
    return nil, problem
  end
  local context = context_of(plugin, gui_window, name, "restore", session)
  report.add_all(context.report, notes)
  restore_into(context, session, host.mux_window_of(gui_window))
  return context.report
end

--- Open a part of a session in the workspace at hand, beside what is there.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param session sessions.Session just the part
---@param notes sessions.Problem[]?
---@param is_apart boolean true: in windows of its own; false: in the current window
---@return sessions.Report
function restore.part(plugin, gui_window, session, notes, is_apart)
  local host = plugin.host
  local context = context_of(plugin, gui_window, host.active_workspace(), "restore", session)
  -- A job of its own: the workspace may have one that is not finished.
  context.job = ("%s, a part at %d"):format(session.name, math.floor(context.report.started_ms))
  report.add_all(context.report, notes)
  restore_into(context, session, not is_apart and host.mux_window_of(gui_window) or nil)
  return context.report
end

return restore
-- Made from lua_templates/sessions/restore/restore.lua; plugin/init.lua opens it by its digest: 4ed979b7de4379d3
