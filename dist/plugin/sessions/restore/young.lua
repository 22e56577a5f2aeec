--- young: tabs that were restored and that nobody has touched since keep their proportions, whoever changes their size.
---
--- In:    each tab that has been split as saved; the terminal's events.
--- Out:   its dividers where the saved ones are at the size that it has now.
--- Never: moves a divider of a tab in which somebody else has moved one, opened or closed a pane; of a zoomed tab; polls;
---        closes anything.
---
--- The window manager, `window:maximize()`, a tab bar act after Lua has read the size, and WezTerm hands the difference
--- out cell by cell. It moves a divider only for the active pane of the active tab (`AdjustPaneSize`), so both are changed
--- for a moment and given back. A pane that is activated comes again from the queue, with its tab
--- (wezterm-gui/src/frontend.rs:80-88): one a message, or two of them would activate each other for ever; and an event of
--- ours right behind it, which takes a hidden tab out of sight before it is painted.

local proportions = require("sessions.layout.proportions")

local young = {}

---@class sessions.YoungTabs
---@field host sessions.Host
---@field plugin sessions.Plugin
---@field known? table<string, sessions.Young> by id of the tab
---@field revision? integer
---@field in_sight table<integer, { now: integer, before: integer? }> by id of the window: the tab that it shows, and showed
---@field back? MuxTab[] the user's tabs, while another one may come in front
---@field is_waiting? boolean
---@field is_busy? boolean
local Young = {}
Young.__index = Young

--- A tab whose dividers are to be moved.
---@class (exact) sessions.YoungAt
---@field gui_window any the window on the screen
---@field mux_window MuxWindow
---@field mux_tab MuxTab

--- The event by which a window tells that a hidden tab has come in front.
young.BACK = "wezterm-sessions.young.back"

--- Keys of the host's memory.
local TABS = "young"
local REVISION = "young.revision"

--- A size that has stayed for so long is the one that the window keeps.
local STILL_MS = 60

--- How often a size that goes on changing is waited for: while the user drags the frame, the tab follows now and then.
local WAITS_MOST = 8

--- Times that the terminal may not move the dividers of a tab, as while a list lies over it.
local TRIES_MOST = 20

---@param plugin sessions.Plugin
---@return sessions.YoungTabs
function young.new(plugin)
  return setmetatable({ plugin = plugin, host = plugin.host, in_sight = {} }, Young)
end

---@return boolean
function Young:are_any()
  return self.host.remembers(TABS)
end

--- Read back only when another Lua state may have changed them.
---@return table<string, sessions.Young>
function Young:all()
  local revision = self.host.recall(REVISION)
  local known = self.known
  if not known or revision ~= self.revision then
    known = {}
    for id, text in pairs(self.host.recall(TABS) or {}) do
      known[id] = proportions.decode(text)
    end
    self.known, self.revision = known, revision
  end
  return known
end

function Young:keep()
  local texts = {}
  for id, tab in pairs(self.known or {}) do
    texts[id] = proportions.encode(tab)
  end
  self.revision = (self.host.recall(REVISION) or 0) + 1
  self.host.remember(REVISION, self.revision)
  self.host.remember(TABS, next(texts) and texts or nil)
end

--- Tabs that have just been split as saved. Those that are closed are forgotten.
---@param made table<integer, sessions.Young> by id
function Young:add(made)
  if not next(made) then
    return
  end
  local known = self:all()
  for id in pairs(known) do
    if
      not self.host.tab_by_id(math.tointeger(tonumber(id)) --[[@as integer]])
    then
      known[id] = nil
    end
  end
  for id, tab in pairs(made) do
    known[tostring(id)] = tab
  end
  self:keep()
end

--- Where the dividers of a tab are; nil while it is zoomed: its panes have the rectangles of another time.
---@return sessions.Node? now
---@return boolean is_zoomed
---@return integer active place of the active pane, from 0
local function dividers(host, mux_tab, tab)
  local panes = host.panes(mux_tab)
  local active = 0
  for place, pane in ipairs(panes) do
    if pane.is_zoomed then
      return nil, true, 0
    end
    active = pane.is_active and place - 1 or active
  end
  return proportions.with_cuts(tab.saved, panes), false, active
end

--- How a restored tab is now.
---@param id integer
---@param mux_tab MuxTab
---@return "in_place"|"elsewhere"|"due"|nil standing nil for a tab without dividers, a zoomed one, or one that was touched
function Young:standing(id, mux_tab)
  local tab = self:all()[tostring(id)]
  local cols, rows = self.host.tab_size(mux_tab)
  if not tab or not cols or not rows then
    return nil
  elseif tab.is_due or cols ~= tab.left_cols or rows ~= tab.left_rows then
    return "due"
  end
  local now, is_zoomed = dividers(self.host, mux_tab, tab)
  if is_zoomed then
    return nil
  end
  local wanted = proportions.wanted(tab, cols, rows)
  local is_there = now ~= nil and wanted ~= nil and proportions.distance(now, wanted) <= 1
  return is_there and "in_place" or "elsewhere"
end

--- Look at a tab: forget it when it was touched, note its new size.
---@return boolean changed whether what is known of it has changed
function Young:look_at(known, id, mux_tab, is_in_sight)
  local tab = known[id] --[[@as sessions.Young]]
  local cols, rows = self.host.tab_size(mux_tab)
  local is_resized = cols ~= tab.left_cols or rows ~= tab.left_rows
  if not cols or not rows or not (is_resized or is_in_sight) then
    return false
  end
  local now, is_zoomed = dividers(self.host, mux_tab, tab)
  if is_zoomed then
    return false
  elseif not now or not proportions.is_untouched(tab, now, cols, rows) then
    known[id] = nil
    return true
  elseif is_resized then
    tab.left, tab.left_cols, tab.left_rows = now, cols, rows
    tab.is_due, tab.tries = true, 0
  end
  return is_resized
end

--- Look at a window on which something has happened. Cheap where nothing has changed.
---@param gui_window any
function Young:look(gui_window)
  local mux_window = not self.is_busy and self:are_any() and self.host.mux_window_of(gui_window)
  if mux_window then
    self:look_into(mux_window)
  end
end

---@return boolean changed
function Young:look_into(mux_window)
  local host, known = self.host, self:all()
  local window_id = host.window_id(mux_window)
  local sight = self.in_sight[window_id] or {}
  local was = sight.now
  local is_changed, is_due = false, false
  for _, info in ipairs(host.tabs(mux_window)) do
    local id = host.tab_id(info.tab)
    local key = tostring(id)
    if info.is_active and id ~= was then
      sight.now, sight.before = id, was
    end
    if known[key] then
      is_changed = self:look_at(known, key, info.tab, info.is_active or id == was) or is_changed
      is_due = is_due or known[key] ~= nil and known[key].is_due == true
    end
  end
  self.in_sight[window_id] = sight
  if is_changed then
    self:keep()
  end
  if is_due then
    self:wait(0)
  end
  return is_changed
end

--- Mend what is due once the size is still.
---@param waited integer times
function Young:wait(waited)
  if self.is_waiting then
    return
  end
  self.is_waiting = true
  self.host.after_ms(STILL_MS, function()
    self.is_waiting = false
    self:settle(waited)
  end)
end

---@async
function Young:settle(waited)
  local is_moving = self.is_busy or self.plugin.fill().stepping or false
  for _, gui_window in ipairs(self.host.gui_windows()) do
    local mux_window = not is_moving and self.host.mux_window_of(gui_window)
    is_moving = is_moving
      or mux_window and waited < WAITS_MOST and self:look_into(mux_window)
      or false
  end
  if is_moving then
    self.is_waiting = false
    self:wait(waited + 1)
    return
  end
  self.is_busy = true
  local ok, message = pcall(self.mend_all, self)
  self.is_busy = false
  if not ok then
    self.host.log_error("(wezterm-sessions.young) " .. tostring(message))
  end
end

---@async
function Young:mend_all()
  for _, gui_window in ipairs(self.host.gui_windows()) do
    local mux_window = self.host.mux_window_of(gui_window)
    if mux_window then
      self:mend_window(gui_window, mux_window)
    end
  end
  self:keep()
end

--- The tab in sight first, then those behind it.
---@async
function Young:mend_window(gui_window, mux_window)
  local host, known = self.host, self:all()
  local due = {}
  for _, info in ipairs(host.tabs(mux_window)) do
    local tab = known[tostring(host.tab_id(info.tab))]
    local at = { gui_window = gui_window, mux_window = mux_window, mux_tab = info.tab }
    if tab and tab.is_due then
      table.insert(due, info.is_active and 1 or #due + 1, { at = at, tab = tab })
    end
  end
  local is_any_hidden = false
  for _, each in ipairs(due) do
    local is_hidden = self:front(each.at).is_hidden
    is_any_hidden = is_any_hidden or is_hidden
    if not self:mend(each.at, each.tab) then
      break
    end
  end
  local front = host.active_tab(mux_window)
  local first = is_any_hidden and front and host.panes(front)[1]
  if first then
    -- What runs in it was told that it had lost the focus.
    local places = self:front({ mux_window = mux_window }).places
    host.move_dividers(gui_window, first.pane, { moves = {}, back = places })
  end
end

--- Which tab is in front, where a tab is, and what has to be shown to have both again: the user's tab, and behind it
--- the one that he had before, to which a key may take him.
---@param at { mux_window: MuxWindow, mux_tab: MuxTab? }
---@return { is_hidden: boolean, place: integer?, places: integer[], tabs: MuxTab[] }
function Young:front(at)
  local host = self.host
  local sight = self.in_sight[host.window_id(at.mux_window)]
  local id = at.mux_tab and host.tab_id(at.mux_tab)
  local front = { is_hidden = false, places = {}, tabs = {} }
  local active, active_place
  for place, info in ipairs(host.tabs(at.mux_window)) do
    local tab_id = host.tab_id(info.tab)
    if info.is_active then
      active, active_place = info.tab, place - 1
    elseif sight and tab_id == sight.before then
      front.places[1], front.tabs[1] = place - 1, info.tab
    end
    if tab_id == id then
      front.place, front.is_hidden = place - 1, not info.is_active
    end
  end
  table.insert(front.places, active_place)
  table.insert(front.tabs, active)
  return front
end

--- The event that comes when the pane of a hidden tab has been activated a second time, from the queue, and has taken its
--- tab along: before anything is painted, the user's tab is in front again.
function Young:come_back()
  for _, mux_tab in ipairs(self.back or {}) do
    self.host.activate_tab(mux_tab)
  end
end

--- Ask for one thing in a tab that may be hidden.
---@async
---@param at sessions.YoungAt
---@param pane integer? place of the pane to activate
---@param moves table[]
---@return boolean done false when the tab is gone
function Young:ask(at, pane, moves)
  local host = self.host
  local first, front = host.panes(at.mux_tab)[1], self:front(at)
  if not first or not front.place then
    return false
  end
  local request = { pane = pane, moves = moves, back = {} }
  if front.is_hidden then
    request.tab, request.back = front.place, front.places
    request.event = pane and young.BACK or nil
    self.back = front.tabs
  end
  host.move_dividers(at.gui_window, first.pane, request)
  if request.event then
    self:come_back()
  end
  self.back = nil
  return true
end

--- Bring the dividers of one tab to their places, and give it the pane that was active, unless the user has taken another.
---@async
---@param at sessions.YoungAt
---@param tab sessions.Young
---@return boolean done false when the tab is gone
function Young:mend(at, tab)
  local host = self.host
  local now, is_zoomed, active = dividers(host, at.mux_tab, tab)
  local goal = now and proportions.goal(tab, now, tab.left_cols, tab.left_rows)
  if not now or not goal then
    tab.is_due = is_zoomed or nil
    return true
  end
  tab.tries = (tab.tries or 0) + 1
  local mover, is_done = active, true
  for _, turn in ipairs(proportions.turns(now, goal, active)) do
    is_done = is_done and self:ask(at, turn.pane ~= mover and turn.pane or nil, turn.moves)
    mover = turn.pane
  end
  local last = host.panes(at.mux_tab)[mover + 1]
  if mover ~= active and last and last.is_active then
    self:ask(at, active, {})
  end
  local after = dividers(host, at.mux_tab, tab) or now
  local is_there = proportions.distance(after, goal) == 0
  local cols, rows = host.tab_size(at.mux_tab)
  local is_still = cols == tab.left_cols and rows == tab.left_rows
  tab.left, tab.left_cols, tab.left_rows = after, cols or tab.left_cols, rows or tab.left_rows
  tab.is_due = not (is_there and is_still) and tab.tries < TRIES_MOST or nil
  return is_done
end

return young
-- Made from lua_templates/sessions/restore/young.lua; plugin/init.lua opens it by its digest: 2f326696868aa19e
