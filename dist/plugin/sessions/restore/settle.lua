--- settle: windows that take their final size only once they are on the screen.
---
--- In:    jobs, each with the sizes that its windows have or will have, and with those that new windows should have.
--- Out:   whether to wait; a request to the desktop for the rows that the tab bar has taken from a new window.
--- Never: resizes a window that the user had before; asks for more than a tab bar takes: a window that the desktop
---        has made smaller stays as it is; waits without end for a window that is on the screen.

local settle = {}

--- How long to wait for a window to take its final size when no event tells: the tab bar comes and goes 100-150 ms
--- after a switch. A bound, not a delay: the event ends the wait.
local SETTLE_AT_MOST_MS = 400

--- The same for a window that is being opened: it has to load its fonts first.
local OPENED_AT_MOST_MS = 1500

--- More than the fancy tab bar takes at a small font.
local BAR_ROWS_MOST = 5

---@class sessions.Settle
---@field host sessions.Host
---@field jobs sessions.Jobs
---@field go_on fun()
---@field bounded table<string, true?> by job: the wait has an end
local Settle = {}
Settle.__index = Settle

---@param host sessions.Host
---@param jobs sessions.Jobs
---@param go_on fun() called when a wait has come to its end
---@return sessions.Settle
function settle.new(host, jobs, go_on)
  return setmetatable({ host = host, jobs = jobs, go_on = go_on, bounded = {} }, Settle)
end

--- Whether windows of a job may still change their size.
---@param job sessions.Job
---@return boolean
function settle.awaits(job)
  local is_any = job.waiting ~= nil
  for _, window in ipairs(job.windows) do
    is_any = is_any or window.wanted ~= nil
  end
  return is_any
end

--- Whether the windows of a job are on the screen: before that, nothing changes their size.
---@param job sessions.Job
---@return boolean
function Settle:is_shown(job)
  local window = job.windows[1]
  local mux_window = window and self.host.window_by_id(window.id)
  return mux_window ~= nil
    and #self.host.gui_windows() > 0
    and self.host.workspace_of(mux_window) == self.host.active_workspace()
end

--- Bound the wait, from when the windows are on the screen. A reload cancels the bound: the next step sets it anew.
function Settle:bound(job)
  local key = job.workspace
  if self.bounded[key] or not self:is_shown(job) then
    return
  end
  self.bounded[key] = true
  local is_new = false
  for _, window in ipairs(job.windows) do
    is_new = is_new or window.wanted ~= nil
  end
  self.host.after_ms(is_new and OPENED_AT_MOST_MS or SETTLE_AT_MOST_MS, function()
    self.bounded[key] = nil
    local now = self.jobs:all()[key]
    if now and now.waiting then
      now.waiting = nil
      self.jobs:put(now)
      self.go_on()
    end
  end)
end

--- Whether the tab bar is still to come or go: `waiting[i]` is the size before that, or the one after it (`is_final`).
function Settle:is_waiting(job)
  for index, window in ipairs(job.waiting and job.windows or {}) do
    local size = job.waiting[index]
    local mux_window = size.cols and self.host.window_by_id(window.id)
    local tab = mux_window and self.host.active_tab(mux_window)
    if tab then
      local cols, rows = self.host.tab_size(tab)
      if (cols == size.cols and rows == size.rows) ~= (size.is_final == true) then
        self:bound(job)
        return true
      end
    end
  end
  job.waiting = nil
  return false
end

--- The GUI window that was opened for a window of the multiplexer.
local function gui_window_of(host, window_id)
  for _, gui_window in ipairs(host.gui_windows()) do
    local shown = host.mux_window_of(gui_window)
    if shown and host.window_id(shown) == window_id then
      return gui_window
    end
  end
end

--- Ask for the rows that a window has lost.
---@async
---@return { cols: integer, rows: integer }? now its size, when something was asked for
---@return boolean may_come_later whether it has lost nothing so far
local function ask_for_rows(host, window_id, wanted)
  local mux_window, gui_window = host.window_by_id(window_id), gui_window_of(host, window_id)
  local tab = mux_window and host.active_tab(mux_window)
  if not tab then
    return nil, false
  end
  local cols, rows = host.tab_size(tab)
  local missing = rows and wanted.rows - rows or -1
  if not gui_window or cols ~= wanted.cols or missing < 1 or missing > BAR_ROWS_MOST then
    return nil, not gui_window or cols == wanted.cols and missing == 0
  end
  local cell_height = host.cell_height(tab)
  local width, height = host.window_pixels(gui_window)
  if not cell_height or not width then
    return nil, false
  end
  host.resize_window(gui_window, width, height + missing * cell_height)
  return { cols = cols, rows = rows }, false
end

--- Keys of the host's memory: whether any new window may still lose rows, and one for each of them. Its tab bar may come
--- after all that is waited for, and a window that is just being opened may not hear what it is asked.
local EXPECTED = "settle.expected"

--- How often rows are asked for, and how long an answer may take.
local ASKS_MOST = 3
local ANSWER_MS = 300

---@async
---@param host sessions.Host
---@param window_id integer
---@param wanted { cols: integer, rows: integer, since_ms: number?, asked_ms: number?, asks: integer? }
---@return { cols: integer, rows: integer }? size now, when something was asked for
local function expect(host, window_id, wanted)
  local now_ms = host.now_ms()
  local size, may_come_later = ask_for_rows(host, window_id, wanted)
  if size then
    wanted.asks, wanted.asked_ms = (wanted.asks or 0) + 1, now_ms
    may_come_later = wanted.asks < ASKS_MOST
  end
  if may_come_later then
    host.remember(EXPECTED, true)
  end
  host.remember(("%s.%d"):format(EXPECTED, window_id), may_come_later and wanted or nil)
  return size
end

--- Something has happened to a window: if it is a new one, and its bar has come only now, it gets its rows back.
---@async
---@param host sessions.Host
---@param gui_window any
function settle.look(host, gui_window)
  local mux_window = host.remembers(EXPECTED) and host.mux_window_of(gui_window)
  local id = mux_window and host.window_id(mux_window)
  local key = ("%s.%d"):format(EXPECTED, id or -1)
  local wanted = id and host.recall(key)
  if not id or not wanted then
    return
  end
  local now_ms = host.now_ms()
  wanted.since_ms = wanted.since_ms or now_ms
  if now_ms - wanted.since_ms > OPENED_AT_MOST_MS then
    host.remember(key, nil)
  elseif now_ms - (wanted.asked_ms or 0) > ANSWER_MS then
    expect(host, id, wanted)
  end
end

--- Ask for what the tab bar has taken from windows that were opened for this job.
---@async
---@return boolean asked
function Settle:grow(job)
  local waiting, is_asked = {}, false
  for index, window in ipairs(job.windows) do
    local wanted = window.wanted
    window.wanted = nil
    local size = wanted and expect(self.host, window.id, wanted)
    waiting[index] = size or {}
    is_asked = is_asked or size ~= nil
  end
  job.waiting = is_asked and waiting or nil
  return is_asked
end

--- Whether a window of a job has still to take its final size.
---@async
---@param job sessions.Job
---@return boolean
function Settle:is_unsettled(job)
  return self:is_waiting(job) or self:grow(job)
end

return settle
-- Made from lua_templates/sessions/restore/settle.lua; plugin/init.lua opens it by its digest: 503f0331bf91263b
