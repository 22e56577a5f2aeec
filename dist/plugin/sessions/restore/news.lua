--- news: what others hear of a restore: features, handlers of the user's, the user.
---
--- In:    the plugin, a restore that begins, its report when something is known, its end.
--- Out:   events, hooks, one sentence; the last report, kept where a reload does not reach.
--- Never: restores anything.

local again = require("sessions.restore.again")
local owners = require("sessions.open.owners")
local report = require("sessions.restore.report")

local news = {}

--- Key of the host's memory.
local REPORT = "report"

--- Features may want to know what is there before a restore changes it.
---@param plugin sessions.Plugin
---@async
---@param how "load"|"restore"
---@param name string
---@param window GuiWin|MuxWindow|nil the one at hand
function news.begins(plugin, how, name, window)
  for _, hook in ipairs(plugin.hooks.before_restore) do
    hook(how, name, window)
  end
end

--- Keep a report for `last_report()`.
---@param plugin sessions.Plugin
---@param result sessions.Report
function news.keep(plugin, result)
  plugin.last_report = result
  plugin.host.remember(REPORT, result)
  again.note(plugin.host, result)
end

---@param plugin sessions.Plugin
---@return sessions.Report? report nil before the first restore
function news.last(plugin)
  return plugin.last_report or plugin.host.recall(REPORT)
end

--- Do what builds a workspace, between the events that belong to it.
---@async
---@param plugin sessions.Plugin
---@param name string
---@param build_it async fun(): sessions.Report?, sessions.Problem?
---@return sessions.Report?
---@return sessions.Problem?
function news.during(plugin, name, build_it)
  plugin.host.emit("wezterm-sessions.load.start", name)
  plugin.host.emit("wezterm-sessions.restore.start", name)
  local result, problem = build_it()
  if result and not result.told then
    news.keep(plugin, result)
  elseif not result then
    plugin.host.emit("wezterm-sessions.load.end", name)
  end
  return result, problem
end

--- What was seen only after the end was told: kept, unless another restore is the last one now; logged, and shown.
---@param plugin sessions.Plugin
---@param result sessions.Report
function news.amends(plugin, result)
  local told = result.told or 0
  if #result.problems == told then
    return
  elseif report.lacks_panes(result) and not result.is_part then
    owners.release(plugin, result.workspace)
  end
  result.told = #result.problems
  local last = news.last(plugin)
  if last and last.workspace == result.workspace and last.started_ms == result.started_ms then
    news.keep(plugin, result)
  end
  local line = ("%s: %s"):format(result.workspace, report.first_of(result, told + 1))
  plugin.tell(nil, line)
end

--- Told when the last tab of a restore stands, or when only tabs are left that wait for their first look.
---@async
---@param plugin sessions.Plugin
---@param result sessions.Report
---@param session sessions.Session?
function news.ends(plugin, result, session)
  local lacks_panes = report.lacks_panes(result)
  result.told = #result.problems
  news.keep(plugin, result)
  plugin.host.emit("wezterm-sessions.restore.end", result.workspace)
  for _, hook in ipairs(plugin.hooks.after_restore) do
    hook(result, session, lacks_panes)
  end
  if result.how ~= "restore" then
    plugin.host.emit("wezterm-sessions.load.end", result.workspace)
  end
  if not result.is_quiet or result.problems[1] then
    plugin.tell(nil, report.sentence(result))
  end
end

return news
-- Made from lua_templates/sessions/restore/news.lua; plugin/init.lua opens it by its digest: 10bb626f3897f47a
