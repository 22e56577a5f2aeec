--- space: the size in cells that each window of a session will have on the screen.
---
--- In:    host, the GUI window at hand, a session.
--- Out:   for each saved window: columns, rows, and whether they can be known before it is shown.
--- Never: waits; assumes that the window keeps its size when the tab bar comes or goes.
---
--- When a workspace is shown, WezTerm hands its windows, by age, to the GUI windows there are, by age, and resizes
--- every tab to them; only what is left over gets GUI windows of its own, at the size of its active tab
--- (wezterm-gui/src/frontend.rs:342-437, termwindow/mod.rs:583-634, 1333-1350).

local space = {}

--- The retro tab bar takes one row. The fancy one is measured in pixels of its own font: unknown until seen.
local RETRO_BAR_ROWS = 1

--- A pane this high gives a row to the tab bar and gets it back; a lower one would take it from its neighbour.
local SAFE_PANE_ROWS = 2

--- The size a window was saved with: that of its active tab.
---@param window sessions.Window
---@return integer cols
---@return integer rows
function space.saved_size(window)
  local tab = window.tabs[window.active_tab] --[[@as sessions.Tab]]
  return tab.cols, tab.rows
end

--- The terminal's size in a GUI window. Every tab of it has been resized to that; the largest is taken because a
--- split at the top level leaves a too small size behind in its tab (upstream #4686).
local function shown_size(host, mux_window)
  local cols, rows = 0, 0
  for _, info in ipairs(host.tabs(mux_window)) do
    local tab_cols, tab_rows = host.tab_size(info.tab)
    cols, rows = math.max(cols, tab_cols or 0), math.max(rows, tab_rows or 0)
  end
  return cols, rows
end

--- Key of the host's memory.
local BAR = "bar"

--- WezTerm's own (config/src/config.rs).
local INITIAL_COLS, INITIAL_ROWS = 80, 24

---@class (exact) sessions.Bar
---@field comes_and_goes boolean hidden while there is only one tab
---@field is_fancy boolean
---@field initial_cols integer of a new window
---@field initial_rows integer

---@param config table
---@return sessions.Bar
local function bar_from(config)
  return {
    comes_and_goes = config.enable_tab_bar ~= false and config.hide_tab_bar_if_only_one_tab == true,
    is_fancy = config.use_fancy_tab_bar ~= false,
    initial_cols = math.tointeger(config.initial_cols) or INITIAL_COLS,
    initial_rows = math.tointeger(config.initial_rows) or INITIAL_ROWS,
  }
end

--- Note what a window's configuration says about the tab bar. Called when a window has taken a configuration, so
--- that a restore need not ask: the answer would come only after the GUI has painted.
---@param plugin sessions.Plugin
---@param config table the one that a window uses
function space.learn(plugin, config)
  plugin.host.remember(BAR, bar_from(config))
end

--- The size of a window that nobody has given one: that of the configuration, else WezTerm's own.
---@param plugin sessions.Plugin
---@return integer cols
---@return integer rows
function space.initial_size(plugin)
  local known = plugin.host.recall(BAR) or bar_from(plugin.config or {})
  return known.initial_cols, known.initial_rows
end

--- What is known about the tab bar; at start-up, before there is any window, from the configuration that the plugin
--- was applied to.
---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param memo { bar: sessions.Bar?, is_guessed: boolean? } asked once for all windows of a session
---@return sessions.Bar
---@return boolean is_guessed the table may be one that the terminal never sees
local function bar_of(plugin, gui_window, memo)
  if not memo.bar then
    local known = plugin.host.recall(BAR)
    if not known and gui_window then
      space.learn(plugin, plugin.host.effective_config(gui_window))
      known = plugin.host.recall(BAR)
    end
    memo.bar, memo.is_guessed = known or bar_from(plugin.config or {}), not known
  end
  return memo.bar, memo.is_guessed == true
end

local function lowest_pane_rows(node, rows)
  if not node.split then
    return rows
  end
  local second = rows
  local first = rows
  if node.split == "top_bottom" then
    first, second = node.first_cells, rows - node.first_cells - 1
  end
  return math.min(lowest_pane_rows(node.first, first), lowest_pane_rows(node.second, second))
end

local function is_safe_to_shrink(window)
  for _, tab in ipairs(window.tabs) do
    if lowest_pane_rows(tab.layout, tab.rows) < SAFE_PANE_ROWS then
      return false
    end
  end
  return true
end

--- A window that takes over a GUI window; nil when that is gone.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param window sessions.Window
---@param memo { bar: sessions.Bar?, is_guessed: boolean? }
---@return sessions.WindowSize?
local function taken_over(plugin, gui_window, window, memo)
  local host = plugin.host
  local mux_window = host.mux_window_of(gui_window)
  if not mux_window then
    return nil
  end
  local cols, rows = shown_size(host, mux_window)
  local size = { cols = cols, rows = rows, is_unsettled = false, bar_needs_two = false }
  local has_bar_now, has_bar_then = #host.tabs(mux_window) > 1, #window.tabs > 1
  if not has_bar_now and not has_bar_then then
    return size
  end
  if has_bar_now == has_bar_then then
    -- Were it shown with one tab only, the bar would go and come back.
    size.bar_needs_two = bar_of(plugin, gui_window, memo).comes_and_goes
    return size
  end
  local bar = bar_of(plugin, gui_window, memo)
  if bar.comes_and_goes then
    size.bar_needs_two = has_bar_then
    size.is_unsettled = bar.is_fancy or not is_safe_to_shrink(window)
    size.bar_changes = not size.is_unsettled
    if size.bar_changes then
      size.rows = rows + (has_bar_then and -RETRO_BAR_ROWS or RETRO_BAR_ROWS)
    end
  end
  return size
end

--- A window for which a GUI window will be opened: at the size of its active tab, and as if it had no tab bar.
---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param window sessions.Window
---@param memo { bar: sessions.Bar?, is_guessed: boolean? }
---@return sessions.WindowSize
local function opened_anew(plugin, gui_window, window, memo)
  local cols, rows = space.saved_size(window)
  local size =
    { cols = cols, rows = rows, is_unsettled = false, bar_needs_two = false, is_new = true }
  if plugin.host.has_screen() and #window.tabs > 1 then
    local bar, is_guessed = bar_of(plugin, gui_window, memo)
    size.is_guessed = is_guessed
    if bar.comes_and_goes then
      size.bar_needs_two, size.is_unsettled = true, true
      size.rows = rows + (bar.is_fancy and 0 or RETRO_BAR_ROWS)
    end
  end
  return size
end

--- The GUI windows that a workspace takes over when it is shown: not one that shows something in it already, as a window
--- of the terminal's own may.
local function windows_to_take(host, workspace)
  local found = {}
  for _, gui_window in ipairs(host.gui_windows()) do
    local mux_window = host.mux_window_of(gui_window)
    if not mux_window or host.workspace_of(mux_window) ~= workspace then
      found[#found + 1] = gui_window
    end
  end
  return found
end

---@async
---@param plugin sessions.Plugin
---@param gui_window any? the one at hand
---@param session sessions.Session
---@param workspace string that it is opened as
---@return sessions.WindowSize[] sizes one for each saved window
function space.of_windows(plugin, gui_window, session, workspace)
  local memo, sizes = {}, {}
  local gui_windows = windows_to_take(plugin.host, workspace)
  for number, window in ipairs(session.windows) do
    local taken = gui_windows[number]
    sizes[number] = taken and taken_over(plugin, taken, window, memo)
      or opened_anew(plugin, gui_window or gui_windows[1], window, memo)
  end
  return sizes
end

--- A window that is opened beside those on the screen.
---@async
---@param plugin sessions.Plugin
---@param gui_window any?
---@param window sessions.Window
---@return sessions.WindowSize
function space.of_new_window(plugin, gui_window, window)
  return opened_anew(plugin, gui_window, window, {})
end

--- Whether adding tabs to a window on the screen makes its tab bar come.
---@async
---@param plugin sessions.Plugin
---@param gui_window any
---@param tabs_before integer
---@return boolean
function space.changes_inside(plugin, gui_window, tabs_before)
  return tabs_before == 1 and bar_of(plugin, gui_window, {}).comes_and_goes
end

return space
-- Made from lua_templates/sessions/restore/space.lua; plugin/init.lua opens it by its digest: aaee1952a58f80c0
