--- guard: may a save replace what is there?
---
--- In:    the session that is saved, the one that would replace it, how the save came about.
--- Out:   save or skip, with the reason for the log.
--- Never: stands in the way of a save that the user asked for.
---
--- The rule in one sentence: an automatic save is left out while a load is still filling, when
--- there is nothing to save, when a shell that nobody has used would be all of a new session, and
--- when a lone idle shell (in the first minute: any number of idle shells) would replace more panes
--- or any program.

local contents = require("sessions.session.contents")

local guard = {}

--- After the terminal has started its windows are the start's, not yet the user's.
guard.START_UP_S = 60

---@class (exact) sessions.SaveContext
---@field automatic boolean false: the user asked for this save
---@field filling boolean whether tabs of a load are still to be made
---@field seconds_since_start integer since the terminal started
---@field untouched boolean the session is one shell that nobody has used

---@class (exact) sessions.Wealth
---@field panes integer
---@field programs integer panes in which more than a shell runs

---@param session sessions.Session
---@return sessions.Wealth
---@nodiscard
function guard.wealth(session)
  local panes, programs = contents.panes(session), 0
  for _, pane in ipairs(panes) do
    programs = programs + (pane.program and 1 or 0)
  end
  return { panes = #panes, programs = programs }
end

--- Whether a session is no more than one idle shell.
---@param session sessions.Session
---@return boolean
---@nodiscard
function guard.is_bare(session)
  local wealth = guard.wealth(session)
  return wealth.panes <= 1 and wealth.programs == 0
end

--- Whether a session is what a start of the terminal gives: one idle shell where those begin, and no title of the tab's.
---@param session sessions.Session
---@param usual table<string, true> directories in which the terminal starts shells by itself
---@return boolean
---@nodiscard
function guard.is_untouched(session, usual)
  local window = session.windows[1]
  local tab = window and window.tabs[1]
  local pane = guard.is_bare(session) and contents.panes(session)[1]
  if not pane or not tab or tab.title ~= "" then
    return false
  end
  return (pane.cwd == nil or usual[pane.cwd] ~= nil) and not pane.cwd_host
end

---@param old sessions.Session? what is saved; nil when nothing is
---@param new sessions.Session? what would be; nil when nothing could be opened again
---@param context sessions.SaveContext
---@return "save"|"skip" verdict
---@return string reason a clause, for the log
---@nodiscard
function guard.judge(old, new, context)
  if not context.automatic then
    return "save", "it was asked for"
  elseif context.filling then
    return "skip", "a load is still filling its tabs"
  end
  local after = new and guard.wealth(new)
  if not after or after.panes == 0 then
    return "skip", "there is nothing to save"
  end
  if context.untouched then
    return "skip", "nobody has used its one shell yet"
  elseif not old then
    return "save", "nothing is saved yet"
  end
  local before = guard.wealth(old)
  local is_starting = context.seconds_since_start < guard.START_UP_S
  local is_bare = after.programs == 0 and (after.panes == 1 or is_starting)
  if is_bare and (before.panes > after.panes or before.programs > 0) then
    return "skip",
      is_starting and "the terminal has just started, and more is saved than there is"
        or "a lone idle shell would replace more than that"
  end
  return "save", "it loses nothing that the rule protects"
end

return guard
-- Made from lua_templates/sessions/session/guard.lua; plugin/init.lua opens it by its digest: e81b67b9259a7b1e
