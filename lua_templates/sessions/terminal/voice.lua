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
  host.toast(gui_window, text)
end

---@param host sessions.Host
---@param gui_window any? the one at hand
---@param problem sessions.Problem
---@param what string? what did not happen because of it
function voice.fail(host, gui_window, problem, what)
  local sentence = what and ("%s: %s"):format(what, problem.message) or problem.message
  host.log_error("(wezterm-sessions) " .. sentence)
  voice.tell(host, gui_window, sentence)
end

return voice
