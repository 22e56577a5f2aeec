--- undo: the last delete, or the last restore, is taken back.
---
--- In:    the plugin. Out: `undo_state`, the event `undo_session`.
--- Never: closes a tab that the restore did not open; ends a program without a question; takes back a restore after
---        the terminal was started anew, because its tabs are others then.

local bindings = require("sessions.menu.bindings")
local idle = require("sessions.open.idle")
local menu = require("sessions.menu.menu")
local owners = require("sessions.open.owners")
local trash = require("sessions.store.trash")

local undo = {}

local CONFIRMED = "wezterm-sessions.undo.confirmed"

--- Keys of the host's memory: where the user was before a restore, and the last restore.
local BEFORE, LAST = "undo.before", "undo.last"

--- Of the tab or the window for a user who would have none left.
local LOCAL_DOMAIN = "local"

--- The tabs of a restore that are still there, by id.
local function live_tabs(host, last)
  local tabs, count = {}, 0
  for _, id in ipairs(last.tabs) do
    local tab = host.tab_by_id(id)
    if tab then
      tabs[id] = tab
      count = count + 1
    end
  end
  return tabs, count
end

--- What closing these tabs would end, in words.
---@async
local function running(plugin, tabs)
  local panes, names = {}, {}
  for _, tab in pairs(tabs) do
    for _, info in ipairs(plugin.host.panes(tab)) do
      local due = plugin.kept():due_in(info.pane)
      names[#names + 1] = due and due.name
      panes[#panes + 1] = not due and info.pane or nil
    end
  end
  local running_now = idle.running_in(plugin, panes)
  table.move(running_now, 1, #running_now, #names + 1, names)
  table.sort(names)
  return names
end

--- Whether a window would be left with nothing.
local function is_all(host, mux_window, tabs)
  for _, info in ipairs(host.tabs(mux_window)) do
    if not tabs[host.tab_id(info.tab)] then
      return false
    end
  end
  return true
end

--- Close these tabs of one window. WezTerm closes only the active tab of a window on the screen, when its turn
--- comes: what was queued before, such as repeated focus, has to pass first, or another tab would be the active one.
---@async
local function close_in(host, gui_window, tabs)
  local mux_window = host.mux_window_of(gui_window)
  for _, info in ipairs(mux_window and host.tabs(mux_window) or {}) do
    local id = host.tab_id(info.tab)
    local panes = tabs[id] and host.panes(info.tab) or {}
    if panes[1] then
      host.let_queued_work_run()
      host.activate_tab(info.tab)
      local active = host.active_tab(mux_window)
      if active and host.tab_id(active) == id then
        host.close_active_tab(gui_window, panes[1].pane)
      end
    end
  end
end

--- Make sure that the window of before has a tab when these go, and the workspace of before a window.
---@async
local function keep_open(host, last, tabs)
  local mux_window = last.window and host.window_by_id(last.window)
  if mux_window and is_all(host, mux_window, tabs) then
    host.spawn_tab(mux_window, host.home_dir, LOCAL_DOMAIN)
  end
  for _, each in ipairs(host.windows(last.before)) do
    if not is_all(host, each, tabs) then
      return
    end
  end
  host.spawn_window(last.before, nil, nil, host.home_dir, LOCAL_DOMAIN)
end

--- Close what the restore has opened, and show what was there before.
---@async
local function take_back(plugin, last)
  local host = plugin.host
  local tabs = live_tabs(host, last)
  plugin.jobs():drop_restore(last.workspace, last.started_ms)
  plugin.seen():forget(last.workspace)
  -- What is left has less than is saved.
  owners.release(plugin, last.workspace)
  if next(tabs) and host.active_workspace() ~= last.workspace then
    host.show_workspace(last.workspace)
    host.let_queued_work_run()
  end
  keep_open(host, last, tabs)
  for _, gui_window in ipairs(host.gui_windows()) do
    close_in(host, gui_window, tabs)
  end
  host.let_queued_work_run()
  host.show_workspace(last.before)
  local _, left = live_tabs(host, last)
  return left
end

---@param plugin sessions.Plugin
function undo.attach(plugin)
  local host, api = plugin.host, plugin.api

  local last_before ---@type { name: string, workspace: string, window: integer? }?
  ---@async
  table.insert(plugin.hooks.before_restore, function(_, name, window)
    local mux_window = window and host.mux_window_of(window)
    last_before = {
      name = menu.id_of(name),
      workspace = host.active_workspace(),
      window = mux_window and host.window_id(mux_window),
    }
    host.remember(BEFORE, last_before)
  end)

  table.insert(plugin.hooks.after_restore, function(report)
    local before = report.how ~= "switch" and (last_before or host.recall(BEFORE))
    if before and before.name == menu.id_of(report.workspace) then
      host.remember(LAST, {
        workspace = report.workspace,
        before = before.workspace,
        window = before.window,
        tabs = report.tab_ids,
        started_ms = report.started_ms,
        at = plugin.files.now_s(),
      })
    end
  end)

  ---@async
  local function undo_restore(window, last)
    host.remember(LAST, nil)
    local left = take_back(plugin, last)
    if left > 0 then
      local message = ("%d tabs of %s could not be closed"):format(left, last.workspace)
      return nil, { code = "not_closed", message = message }
    end
    plugin.tell(window, ("Took back the load of %s"):format(last.workspace))
  end

  --- Take back the last delete or the last restore, whichever came later.
  ---@async
  function api.undo_state(window, pane)
    local last, deleted = host.recall(LAST), trash.latest(plugin.store())
    if deleted and (not last or deleted.at >= last.at) then
      local done, problem, is_in_place = trash.take_back(plugin.store(), deleted)
      if not done then
        return nil, problem, deleted.name .. " was not brought back"
      end
      local kept = is_in_place and ": what was saved since is pinned among its older states" or ""
      return plugin.tell(window, ("Brought back %s%s"):format(deleted.name, kept))
    elseif not last then
      return plugin.tell(window, "There is no delete and no load to take back")
    end
    local tabs, count = live_tabs(host, last)
    local programs = running(plugin, tabs)
    if #programs == 0 then
      return undo_restore(window, last)
    end
    local question = ("Close %d tabs of %s? In them runs %s"):format(
      count,
      last.workspace,
      table.concat(programs, ", ")
    )
    return menu.confirm(
      plugin,
      window,
      pane,
      CONFIRMED,
      question,
      "Close them",
      "Keep them",
      last.workspace
    )
  end

  table.insert(plugin.hooks.delete_hints, function()
    local key = bindings.key_of(plugin, "undo_session")
    return key and ("%s brings it back"):format(key)
  end)

  plugin.on("undo_session", api.undo_state)

  plugin.on(CONFIRMED, function(window, _, id)
    local last = host.recall(LAST)
    if last and menu.name_of(id) == last.workspace then
      return undo_restore(window, last)
    end
  end)
end

return undo
