--- leftover: an idle shell that a restore has replaced before its window was on the screen.
---
--- In:    the shell's tab; later the window on the screen that shows it.
--- Out:   the tab closed: WezTerm closes panes of windows on the screen only.
--- Never: closes a tab in which something was begun meanwhile, or the last one of a window.

local idle = require("sessions.open.idle")

local leftover = {}

--- Key of the host's memory: ids of the tabs that are to be closed.
local TABS = "leftover.tabs"

--- Close a tab as soon as its window is on the screen.
---@param host sessions.Host
---@param tab MuxTab
function leftover.note(host, tab)
  local ids = host.recall(TABS) or {}
  ids[#ids + 1] = host.tab_id(tab)
  host.remember(TABS, ids)
end

--- Close a tab that holds nothing but one shell, when that is proven idle now: it may have been used since it was looked
--- at. Only the active pane of the active tab can be closed, and the GUI closes it when its turn comes.
---@async
---@param plugin sessions.Plugin
---@param gui_window GuiWin
---@param tab MuxTab
---@param glance string? what its shell showed when it was proven idle: nothing has been done in one that shows the same
---@return boolean done
---@return string? message why not; nil when its user has closed it meanwhile
function leftover.close_tab(plugin, gui_window, tab, glance)
  local host = plugin.host
  local panes = host.panes(tab)
  local pane = panes[1] and panes[1].pane
  if not pane then
    return false
  end
  local words = #panes > 1 and "another pane beside it" or nil
  if not words and (not glance or idle.glance(host, pane) ~= glance) then
    words = idle.running(plugin, pane)
  end
  if words then
    return false, ("the shell that was there stays, because there is %s now"):format(words)
  end
  host.activate_tab(tab)
  local done, message = host.close_active_pane(gui_window, pane)
  return done, not done and ("the idle shell could not be closed: %s"):format(message) or nil
end

--- Close one of them in a window, which then shows the tab that it showed before.
---@async
---@param plugin sessions.Plugin
---@param gui_window GuiWin
---@param mux_window MuxWindow
---@param tab MuxTab
local function close(plugin, gui_window, mux_window, tab)
  local host = plugin.host
  local shown = host.active_tab(mux_window)
  if #host.tabs(mux_window) < 2 or not leftover.close_tab(plugin, gui_window, tab) then
    return
  end
  if shown and host.tab_id(shown) ~= host.tab_id(tab) then
    host.activate_tab(shown)
  end
end

--- Close what is left in the windows that are on the screen now.
---@async
---@param plugin sessions.Plugin
function leftover.close(plugin)
  local host = plugin.host
  local is_left, rest = {}, {}
  for _, id in ipairs(host.recall(TABS) or {}) do
    is_left[id] = true
  end
  host.remember(TABS, nil)
  for _, gui_window in ipairs(next(is_left) and host.gui_windows() or {}) do
    local mux_window = host.mux_window_of(gui_window)
    for _, info in ipairs(mux_window and host.tabs(mux_window) or {}) do
      local id = host.tab_id(info.tab)
      if is_left[id] then
        is_left[id] = nil
        close(plugin, gui_window, mux_window --[[@as MuxWindow]], info.tab)
      end
    end
  end
  for id in pairs(is_left) do
    if host.tab_by_id(id) then
      rest[#rest + 1] = id
    end
  end
  table.sort(rest)
  host.remember(TABS, rest[1] and rest or nil)
end

--- Whether anything is left to close.
---@param host sessions.Host
---@return boolean
function leftover.is_any(host)
  return host.remembers(TABS)
end

return leftover
-- Made from lua_templates/sessions/restore/leftover.lua; plugin/init.lua opens it by its digest: d1f3aa55db4d41e7
