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
---@field event string by which a window tells that a hidden tab has come in front
---@field known? table<string, sessions.Young> by id of the tab
---@field revision? integer
---@field in_sight table<integer, { now: integer, before: integer? }> by id of the window: the tab that it shows, and showed
---@field back? MuxTab[] the user's tabs, while another one may come in front
---@field is_waiting? boolean
---@field is_busy? boolean
local Young = {}
Young.__index = Young

--- A tab whose dividers are being moved.
---@class (exact) sessions.Mending
---@field mux_tab MuxTab
---@field tab sessions.Young
---@field turns sessions.Turn[]
---@field goal sessions.Node
---@field active integer place of the user's pane, from 0
---@field mover integer place of the one that was activated last

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
---@param event string by which a window tells that a hidden tab has come in front: `come_back` answers it
---@return sessions.YoungTabs
function young.new(plugin, event)
  return setmetatable({ plugin = plugin, host = plugin.host, event = event, in_sight = {} }, Young)
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

--- Those that are closed are not to be kept for ever.
function Young:forget_closed()
  local known, is_changed = self:all(), false
  for id in pairs(known) do
    if
      not self.host.tab_by_id(math.tointeger(tonumber(id)) --[[@as integer]])
    then
      known[id], is_changed = nil, true
    end
  end
  if is_changed then
    self:keep()
  end
end

--- Tabs that have just been split as saved. To ask for a tab that is not there any more takes longer than all the rest
--- of this: that is done when nobody waits for it.
---@param made table<integer, sessions.Young> by id
function Young:add(made)
  if not next(made) then
    return
  end
  local known = self:all()
  local had_any = next(known) ~= nil
  for id, tab in pairs(made) do
    known[tostring(id)] = tab
  end
  self:keep()
  if had_any then
    self.host.background(function()
      self:forget_closed()
    end)
  end
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

--- What is to be done in the tabs of a window, by id.
---@return table<integer, sessions.Mending>
function Young:mendings(mux_window)
  local host, known, found = self.host, self:all(), {}
  for _, info in ipairs(host.tabs(mux_window)) do
    local id = host.tab_id(info.tab)
    local tab = known[tostring(id)]
    local now, is_zoomed, active = nil, false, 0
    if tab and tab.is_due then
      now, is_zoomed, active = dividers(host, info.tab, tab)
    end
    local goal = now and proportions.goal(tab, now, tab.left_cols, tab.left_rows)
    if now and goal then
      tab.tries = (tab.tries or 0) + 1
      local turns = proportions.turns(now, goal, active)
      found[id] = {
        mux_tab = info.tab,
        tab = tab,
        turns = turns,
        active = active,
        mover = active,
        goal = goal,
      }
    elseif tab and tab.is_due then
      tab.is_due = is_zoomed or nil
    end
  end
  return found
end

--- One round: in every tab its turn, in all of them at once; then the user's tabs are in front again.
---@async
---@param step_of fun(mending: sessions.Mending): sessions.DividerStep?
---@return boolean did
function Young:round(gui_window, mux_window, mendings, step_of)
  local host = self.host
  local sight = self.in_sight[host.window_id(mux_window)] or {}
  local steps, back, user_tabs, last_step = {}, {}, {}, nil
  local is_any_hidden, is_any_pane, front = false, false, nil
  for place, info in ipairs(host.tabs(mux_window)) do
    local id = host.tab_id(info.tab)
    local step = mendings[id] and step_of(mendings[id])
    if step then
      step.tab = place - 1
    end
    if info.is_active then
      back[#back + 1], user_tabs[#user_tabs + 1] = place - 1, info.tab
      front, last_step = info.tab, step
    else
      if id == sight.before then
        table.insert(back, 1, place - 1)
        table.insert(user_tabs, 1, info.tab)
      end
      is_any_hidden = is_any_hidden or step ~= nil
      is_any_pane = is_any_pane or step ~= nil and step.pane ~= nil
      steps[#steps + 1] = step
    end
  end
  steps[#steps + 1] = last_step
  local first = front and host.panes(front)[1]
  if not first or not steps[1] then
    return false
  elseif not is_any_hidden then
    steps[1].tab, back = nil, {}
  end
  self.back = is_any_pane and user_tabs or nil
  host.move_dividers(gui_window, first.pane, steps, is_any_pane and self.event or nil, back)
  if is_any_pane then
    self:come_back()
    -- What runs in the user's tab was told that it had lost the focus.
    host.move_dividers(gui_window, first.pane, {}, nil, back)
  end
  self.back = nil
  return true
end

--- The event that comes when a pane of a hidden tab has been activated a second time, from the queue, and has taken its
--- tab along: before anything is painted, the user's tab is in front again.
function Young:come_back()
  for _, mux_tab in ipairs(self.back or {}) do
    self.host.activate_tab(mux_tab)
  end
end

--- Bring the dividers of a window's tabs to their places, and give each tab the pane that was active, unless the user has
--- taken another.
---@async
function Young:mend_window(gui_window, mux_window)
  local host = self.host
  local mendings = self:mendings(mux_window)
  local number = 0
  repeat
    number = number + 1
  until not self:round(gui_window, mux_window, mendings, function(mending)
      local turn = mending.turns[number]
      if not turn then
        return nil
      end
      local pane = turn.pane ~= mending.mover and turn.pane or nil
      mending.mover = turn.pane
      return { pane = pane, moves = turn.moves }
    end)
  self:round(gui_window, mux_window, mendings, function(mending)
    local last = host.panes(mending.mux_tab)[mending.mover + 1]
    local is_ours = mending.mover ~= mending.active and last and last.is_active
    return is_ours and { pane = mending.active, moves = {} } or nil
  end)
  for _, mending in pairs(mendings) do
    local tab = mending.tab
    local now = dividers(host, mending.mux_tab, tab)
    local cols, rows = host.tab_size(mending.mux_tab)
    local is_still = cols == tab.left_cols and rows == tab.left_rows
    local is_there = now ~= nil and proportions.distance(now, mending.goal) == 0
    tab.left, tab.left_cols, tab.left_rows =
      now or tab.left, cols or tab.left_cols, rows or tab.left_rows
    tab.is_due = not (is_there and is_still) and tab.tries < TRIES_MOST or nil
  end
end

return young
