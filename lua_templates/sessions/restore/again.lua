--- again: a session whose tabs are in a window already is not added to it once more, unless somebody insists.
---
--- In:    reports of restores; the window that a session is to be restored into.
--- Out:   a sentence for who asks for what is there already.
--- Never: takes tabs that the user has opened for those of a session; remembers anything longer than the process.
---
--- A handler of the user's may restore whenever a window first gets the keyboard: after each reload, then.

local again = {}

--- Keys of the host's memory: ids of the tabs that restores have opened, by the session's name; the last refusal.
local TABS, REFUSED = "restored.tabs.", "restored.refused"

--- So long after the refusal a second press of the key insists.
local INSIST_MS = 10000

--- The tabs of a session that are still there.
---@param host sessions.Host
---@param name string
---@return integer[]
local function live_ids(host, name)
  local ids = {}
  for _, id in ipairs(host.recall(TABS .. name) or {}) do
    if host.tab_by_id(id) then
      ids[#ids + 1] = id
    end
  end
  return ids
end

--- Note which tabs a restore has opened so far, beside those of an earlier one.
---@param host sessions.Host
---@param report sessions.Report
function again.note(host, report)
  if report.is_part or not report.tab_ids[1] then
    return
  end
  local ids, known = live_ids(host, report.workspace), {}
  for _, id in ipairs(ids) do
    known[id] = true
  end
  for _, id in ipairs(report.tab_ids) do
    if not known[id] then
      ids[#ids + 1] = id
    end
  end
  host.remember(TABS .. report.workspace, ids)
end

--- A session has another name. One whose name is no text was never restored: WezTerm has no such workspace.
---@param host sessions.Host
---@param old string
---@param new string
function again.follow(host, old, new)
  if not utf8.len(old) or not utf8.len(new) then
    return
  end
  host.remember(TABS .. new, host.recall(TABS .. old))
  host.remember(TABS .. old, nil)
end

--- How many tabs of a session are in a window.
---@param host sessions.Host
---@param name string
---@param mux_window MuxWindow
---@return integer
local function count_in(host, name, mux_window)
  local is_restored, count = {}, 0
  for _, id in ipairs(host.recall(TABS .. name) or {}) do
    is_restored[id] = true
  end
  for _, info in ipairs(next(is_restored) and host.tabs(mux_window) or {}) do
    count = count + (is_restored[host.tab_id(info.tab)] and 1 or 0)
  end
  return count
end

--- Why a session is not restored into a window.
---@param host sessions.Host
---@param name string
---@param mux_window MuxWindow
---@param key string? by which it was asked for: pressing it again insists
---@return string? sentence nil when nothing is against it
function again.objection(host, name, mux_window, key)
  local count = count_in(host, name, mux_window)
  if count == 0 then
    return nil
  end
  local refused, window_id = host.recall(REFUSED), host.window_id(mux_window)
  host.remember(REFUSED, nil)
  if
    key
    and refused
    and refused.window == window_id
    and refused.name == name
    and host.now_ms() < refused.at_ms + INSIST_MS
  then
    return nil
  end
  if key then
    host.remember(REFUSED, { window = window_id, name = name, at_ms = host.now_ms() })
  end
  local are = count == 1 and "One tab of %s is" or ("%d tabs of %%s are"):format(count)
  local how = key and ("%s again adds them once more"):format(key)
    or "restore_state(window, { again = true }) adds them once more"
  return ("%s in this window already: %s"):format(are:format(name), how)
end

return again
