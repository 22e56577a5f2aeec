--- restore: a saved session becomes a workspace again.
---
--- In:    host, store, fill, a name or a session.
--- Out:   the workspace on the screen, its visible tabs complete; the rest handed to `fill`; a report.
--- Never: shows a window before it is built where its size can be known; duplicates an open workspace; closes
---        anything of the user's but a window that holds one idle shell.

local again = require("sessions.restore.again")
local build = require("sessions.restore.build")
local cells = require("sessions.text.cells")
local idle = require("sessions.open.idle")
local leftover = require("sessions.restore.leftover")
local news = require("sessions.restore.news")
local report = require("sessions.restore.report")
local space = require("sessions.restore.space")
local windows = require("sessions.restore.windows")

local restore = {}

--- Hand over what is left, or end the restore here: handlers of the user's may run.
---@async
---@param context sessions.Restoring
---@param session sessions.Session
---@param targets sessions.Target[]
local function finish(context, session, targets)
  context.report.visible_ms = context.host.now_ms() - context.report.started_ms
  if not context.report.is_part then
    context.plugin.saves.known[context.name] = session
  end
  context.plugin.young():add(context.young)
  context.plugin.fill():start(windows.job_of(context, targets), session)
end

--- Build the whole workspace out of sight, then show it.
---@async
---@param context sessions.Restoring
---@param session sessions.Session
---@return boolean shown
local function load_out_of_sight(context, session)
  local host = context.host
  local targets = {}
  local sizes = space.of_windows(context.plugin, context.gui_window, session, context.workspace)
  for number, window in ipairs(session.windows) do
    local target = windows.target(number, window)
    windows.take_size(target, sizes[number] --[[@as sessions.WindowSize]])
    if windows.make(context, target) then
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
  windows.activate_visible(context, targets)
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

--- Close the idle shell that the restored tabs replace.
---@async
---@param context sessions.Restoring
---@param old_tab MuxTab
---@param glance string? what its shell showed when it was proven idle
local function close_old_tab(context, old_tab, glance)
  local host, _, message = context.host, nil, nil
  if host.is_on_screen(context.gui_window) then
    _, message = leftover.close_tab(context.plugin, context.gui_window, old_tab, glance)
  elseif host.has_screen() then
    leftover.note(host, old_tab)
  else
    message = "the idle shell stays: without a screen WezTerm closes nothing"
  end
  if message then
    report.add(context.report, "not_closed", message)
  end
end

--- The tab that restored ones are to replace, of a window that holds nothing but an idle shell.
---@async
---@param context sessions.Restoring
---@param mux_window MuxWindow
---@return MuxTab?
---@return string? glance at its shell
local function idle_tab_of(context, mux_window)
  local host = context.host
  if not context.is_idle and not idle.is_window_idle(context.plugin, mux_window) then
    return nil
  end
  local tab = host.active_tab(mux_window)
  local shell = tab and host.panes(tab)[1]
  return tab, shell and idle.glance(host, shell.pane) or nil
end

--- Add the first saved window's tabs to a window that is on the screen, if one is given, the others as windows of
--- their own.
---@async
---@param context sessions.Restoring
---@param session sessions.Session
---@param mux_window MuxWindow?
local function restore_into(context, session, mux_window)
  local host, jobs = context.host, context.plugin.jobs()
  context.job = context.job or jobs:free_name(context.workspace, context.report.started_ms)
  local old_tab, glance
  if mux_window then
    old_tab, glance = idle_tab_of(context, mux_window)
  end
  local targets = {}
  for number, window in ipairs(session.windows) do
    local target = windows.target(number, window)
    if number == 1 and mux_window then
      target.mux_window = mux_window
      if old_tab and window.title ~= "" then
        host.set_window_title(mux_window, cells.sayable(window.title))
      end
      local shown = host.active_tab(mux_window)
      if shown then
        local cols, rows = host.tab_size(shown)
        target.cols, target.rows = cols or target.cols, rows or target.rows
      end
      target.is_unsettled =
        space.changes_inside(context.plugin, context.gui_window, #host.tabs(mux_window))
    else
      windows.take_size(target, space.of_new_window(context.plugin, context.gui_window, window))
    end
    if windows.make(context, target) then
      targets[#targets + 1] = target
    end
  end
  if context.activated then
    -- Focus given while building is repeated from the queue and takes its tab along: let that pass first.
    host.let_queued_work_run()
  end
  local first = targets[1]
  if old_tab and first and first.tabs[first.visible].mux_tab then
    close_old_tab(context, old_tab, glance)
    first.lost_active = first.made > 1
  end
  windows.activate_visible(context, targets)
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
  local host, workspace = plugin.host, cells.sayable(name)
  return {
    plugin = plugin,
    host = host,
    site = build.site(plugin),
    gui_window = gui_window,
    name = name,
    workspace = workspace,
    lazy = host.has_screen() and plugin.options.lazy or "off",
    report = report.new(workspace, how, session, host.now_ms()),
    young = {},
  }
end

---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param name string
---@return sessions.Report
local function switch(plugin, gui_window, name)
  local context = context_of(plugin, gui_window, name, "switch")
  local shown, message = context.host.show_workspace(context.workspace)
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
  local host, workspace = plugin.host, cells.sayable(name)
  local open = host.windows(workspace)
  local is_here = #open == 1
    and gui_window
    and host.workspace_at(gui_window) == workspace
    and idle.is_window_idle(plugin, open[1])
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
  if host.active_workspace() ~= workspace then
    host.show_workspace(workspace)
  end
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
  local at_hand = plugin.host.window_at_hand(gui_window)
  news.begins(plugin, "load", name, at_hand)
  ---@async
  local function build_it()
    return show_or_build(plugin, at_hand, name)
  end
  return news.during(plugin, name, build_it)
end

--- Open a session that has been read, under a name that no open workspace has, and show it unless it `is_hidden`; or
--- in the one window that its workspace has.
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
  if wanted.into then
    context.is_idle = true
    restore_into(context, session, wanted.into)
    return context.report
  end
  if not load_out_of_sight(context, session) then
    -- The last is of the last tab that could not be opened; those before may be remarks on the session.
    local problems = context.report.problems
    return nil, problems[#problems]
  end
  return context.report
end

--- Restore the session of a window's workspace into it: a lone idle shell is replaced, any other window keeps what it
--- has and gets the tabs in addition, but for those that it has from an earlier restore.
---@async
---@param plugin sessions.Plugin
---@param window GuiWin|MuxWindow|nil
---@param insists boolean? whatever is there already
---@param key string? by which it was asked for
---@return sessions.Report?
---@return sessions.Problem?
function restore.into_window(plugin, window, insists, key)
  local host = plugin.host
  local name, mux_window = host.workspace_at(window), window and host.mux_window_of(window)
  local objection = mux_window and not insists and again.objection(host, name, mux_window, key)
  if objection then
    return plugin.tell(window, objection)
  end
  host.emit("wezterm-sessions.restore.start", name)
  news.begins(plugin, "restore", name, window)
  local session, notes, problem = plugin.store():read(name)
  if not session then
    return nil, problem
  end
  local context = context_of(plugin, window, name, "restore", session)
  report.add_all(context.report, notes)
  restore_into(context, session, mux_window)
  if not context.report.told then
    news.keep(plugin, context.report)
  end
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
  local name = host.workspace_at(gui_window)
  local context = context_of(plugin, gui_window, name, "restore", session)
  context.report.is_part = true
  -- A job of its own: the workspace may have one that is not finished.
  context.job = ("%s, a part at %d"):format(session.name, math.floor(context.report.started_ms))
  report.add_all(context.report, notes)
  local mux_window = gui_window and host.mux_window_of(gui_window)
  restore_into(context, session, not is_apart and mux_window or nil)
  return context.report
end

return restore
