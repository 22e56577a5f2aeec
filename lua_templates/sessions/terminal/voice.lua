--- voice: what the user is told.
---
--- In:    the port, the window at hand, a sentence or a problem.
--- Out:   a toast in that window, else in any that is on the screen; a line in the log for what went wrong.
--- Never: raises; knows what has happened.

local voice = {}

---@param host sessions.Host
---@param gui_window any? the one at hand
---@param text string
function voice.tell(host, gui_window, text)
  host.toast(gui_window or host.gui_windows()[1], text)
end

---@param host sessions.Host
---@param gui_window any? the one at hand
---@param problem sessions.Problem
function voice.fail(host, gui_window, problem)
  host.log_error("(wezterm-sessions) " .. problem.message)
  voice.tell(host, gui_window, problem.message)
end

return voice
