--- restore: a saved session becomes a workspace again.
---
--- In:    host, store, fill, a name or a session.
--- Out:   the workspace on the screen, its visible tabs complete; the rest handed to `fill`; a report.
--- Never: shows a window before it is built where its size can be known; duplicates an open workspace; closes
---        anything of the user's but a window that holds one idle shell.

local build = require("sessions.restore.build")
local command = require("sessions.text.command")
local news = require("sessions.restore.news")
local path = require("sessions.text.path")
local report = require("sessions.restore.report")
local space = require("sessions.restore.space")
local windows = require("sessions.restore.windows")

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

--- Hand over what is left, or end the restore here.
---@param context sessions.Restoring
---@param session sessions.Session
---@param targets sessions.Target[]
local function finish(context, session, targets)
  context.report.visible_ms = context.host.now_ms() - context.report.started_ms
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
  local sizes = space.of_windows(context.plugin, context.gui_window, session)
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
    local target = windows.target(number, window)
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
    close_old_tab(context, old_tab)
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
  local host = plugin.host
  return {
    plugin = plugin,
    host = host,
    site = build.site(plugin),
    gui_window = gui_window,
    workspace = name,
    lazy = host.has_screen() and plugin.options.lazy or "off",
    report = report.new(name, how, session, host.now_ms()),
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
    return show_or_build(plugin, plugin.host.window_at_hand(gui_window), name)
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
