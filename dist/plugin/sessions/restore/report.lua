--- report: what a restore did, as data and as one sentence.
---
--- In:    counts, times and problems as they come up.
--- Out:   a plain table (kept for `last_report()`), a line for the toast.
--- Never: speaks to the user itself; hides what did not come back.

local cells = require("sessions.text.cells")
local contents = require("sessions.session.contents")
local words = require("sessions.text.words")

local report = {}

--- Codes of problems by which the workspace has fewer panes than were saved.
local FEWER_PANES = { tab_failed = true, split_failed = true, no_room = true, ended = true }

---@param workspace string
---@param how "load"|"restore"|"switch"
---@param session sessions.Session?
---@param started_ms number
---@return sessions.Report
function report.new(workspace, how, session, started_ms)
  return {
    workspace = workspace,
    how = how,
    started_ms = started_ms,
    complete = false,
    windows = {},
    tabs_asked = session and contents.tab_count(session) or 0,
    tabs_made = 0,
    panes_asked = session and #contents.panes(session) or 0,
    panes_made = 0,
    programs_started = 0,
    tab_ids = {},
    problems = {},
  }
end

--- Names of all kinds are in the messages, and the terminal takes no text but UTF-8.
---@param self sessions.Report
---@param code sessions.ProblemCode
---@param message string a sentence without a full stop
---@param where string?
function report.add(self, code, message, where)
  local text = cells.printable(message)
  self.problems[#self.problems + 1] = { code = code, message = text, where = where }
end

--- Something was seen to differ from what was saved.
---@param self sessions.Report
---@param where string
---@param message string to be formatted with the rest
function report.differs(self, where, message, ...)
  report.add(self, "not_as_saved", message:format(...), where)
end

---@param self sessions.Report
---@param problems sessions.Problem[]?
function report.add_all(self, problems)
  for _, problem in ipairs(problems or {}) do
    report.add(self, problem.code, problem.message, problem.where)
  end
end

--- Whether panes are missing, as far as it was not told yet.
---@param self sessions.Report
---@return boolean
function report.lacks_panes(self)
  for index = (self.told or 0) + 1, #self.problems do
    if FEWER_PANES[self.problems[index].code] then
      return true
    end
  end
  return false
end

--- The first problem from a place on, and how many more there are.
---@param self sessions.Report
---@param from integer
---@return string
function report.first_of(self, from)
  local problem = self.problems[from] --[[@as sessions.Problem]]
  local more = #self.problems > from
      and (" (and %d more: see last_report())"):format(#self.problems - from)
    or ""
  return problem.message .. more
end

--- One line for a toast: what came back, how fast, and how much did not.
---@param self sessions.Report
---@return string
function report.sentence(self)
  if self.how == "switch" then
    return ("%s is open already: switched to it"):format(self.workspace)
  end
  local line = ("%s: %s in %s, %d ms"):format(
    self.workspace,
    words.counted(self.panes_made, "pane"),
    words.counted(self.tabs_made, "tab"),
    math.floor((self.complete_ms or self.visible_ms or 0) + 0.5)
  )
  return self.problems[1] and line .. ". " .. report.first_of(self, 1) or line
end

return report
-- Made from lua_templates/sessions/restore/report.lua; plugin/init.lua opens it by its digest: 39b1ae88ad2e94e6
