--- save: capture, then codec, then disk, in slices that never hold the terminal for long.
---
--- In:    the plugin, a workspace.
--- Out:   a file, the two pairs of events, one line for the user.
--- Never: inspects more than a pane a slice; writes what a later save of the same workspace has overtaken.

local capture = require("sessions.save.capture")
local contents = require("sessions.session.contents")
local judge = require("sessions.save.judge")
local last = require("sessions.open.last")
local words = require("sessions.text.words")

local save = {}

--- A save that takes longer is not coming back.
local RUNNING_AT_MOST_MS = 60000

local function size_of(session)
  local tabs = words.counted(contents.tab_count(session), "tab")
  return ("%s in %s"):format(tabs, words.counted(#session.windows, "window"))
end

---@async
local function fail(plugin, workspace, message, done)
  plugin.host.log_error(("(wezterm-sessions.save) %s: %s"):format(workspace, message))
  plugin.host.emit("session-save-error", workspace, message)
  done(nil, ("%s was not saved: %s"):format(workspace, message))
end

---@async
---@param plugin sessions.Plugin
---@param session sessions.Session
---@param note string?
---@param settings sessions.SaveSettings
---@param done async fun(outcome: sessions.SaveOutcome?, line: string)
local function write(plugin, session, note, settings, done)
  local host, store = plugin.host, plugin.store()
  if settings.automatic then
    local verdict, reason = judge.may_write(plugin, session)
    if verdict ~= "save" then
      local outcome = verdict == "held" and "held" or "skipped"
      return done(outcome, ("%s was not saved: %s"):format(session.name, reason))
    end
  end
  local file_path = store:path_of(session.name)
  host.emit("wezterm-sessions.save.start", file_path)
  local outcome, message, kept = store:write(session)
  host.emit("wezterm-sessions.save.end", file_path, outcome ~= nil)
  if not outcome then
    return fail(plugin, session.name, message, done)
  end
  local file = last.claim(plugin, session.name)
  if file and not plugin.saves.last then
    plugin.saves.last = last.of_this_process(plugin, file)
  end
  plugin.saves.known[session.name] = kept
  for _, hook in ipairs(plugin.hooks.after_save) do
    hook(session, outcome, settings)
  end
  host.emit("session-save-success", session.name, file_path)
  local line = ("Saved %s: %s"):format(session.name, size_of(session))
  if note then
    line = ("%s. %s"):format(line, note)
  end
  done(outcome, line)
end

--- Run jobs one after the other, each in a slice of its own, as long as `goes_on()`.
---@param host sessions.Host
---@param jobs (async fun(insert: fun(job: async fun())))[]
---@param goes_on async fun(): boolean
local function in_slices(host, jobs, goes_on)
  local index = 0
  ---@async
  local function next_slice()
    index = index + 1
    local job = jobs[index]
    if job and goes_on() then
      job(function(job_to_insert)
        table.insert(jobs, index + 1, job_to_insert)
      end)
      if jobs[index + 1] then
        host.background(next_slice)
      end
    end
  end
  host.background(next_slice)
end

--- Whether a save of this workspace has not come to its end. One that a reload has cut off never does.
---@param plugin sessions.Plugin
---@param name string
---@return boolean
function save.is_running(plugin, name)
  local began_ms = plugin.saves.began_ms[name]
  return began_ms ~= nil and plugin.host.now_ms() < began_ms + RUNNING_AT_MOST_MS
end

--- Let no save that is under way write under a name any more.
---@param plugin sessions.Plugin
---@param name string
---@return integer ticket of whoever asks: with it, it is the latest
function save.overtake(plugin, name)
  local ticket = (plugin.saves.tickets[name] or 0) + 1
  plugin.saves.tickets[name] = ticket
  return ticket
end

--- What is still to be asked, one job each: programs' arguments, and what features want to know.
---@param plugin sessions.Plugin
---@param open sessions.OpenProgram[]
---@param panes sessions.Pane[]
---@return (async fun(insert: fun(job: async fun())))[]
local function questions(plugin, open, panes)
  local jobs = {}
  if #open > 0 then
    jobs[#jobs + 1] = function(insert)
      local left = capture.programs(plugin, open)
      for index = #left, 1, -1 do
        insert(function()
          capture.inspect(plugin, left[index])
        end)
      end
    end
  end
  if #plugin.hooks.pane_facts > 0 then
    jobs[#jobs + 1] = function()
      capture.facts(plugin, panes)
    end
  end
  return jobs
end

--- Save a workspace. Returns at once: the geometry has been read, the rest follows in slices. A second save of the
--- same workspace takes the place of one that has not been written yet.
---@async
---@param plugin sessions.Plugin
---@param workspace string
---@param settings sessions.SaveSettings
---@param done async fun(outcome: sessions.SaveOutcome?, line: string) told once; no outcome: it failed
function save.run(plugin, workspace, settings, done)
  local host = plugin.host
  local name = settings.as or workspace
  local session, note, open, panes = capture.geometry(plugin, workspace)
  if not session then
    local message = "there is nothing in it that could be opened again"
    if settings.automatic then
      return done("skipped", ("%s was not saved: %s"):format(name, message))
    end
    return fail(plugin, name, message, done)
  end
  session.name = name
  local ticket = save.overtake(plugin, name)
  plugin.saves.began_ms[name] = host.now_ms()
  local jobs = questions(plugin, open, panes)
  ---@async
  local function ended(outcome, line)
    if plugin.saves.tickets[name] == ticket then
      plugin.saves.began_ms[name] = nil
    end
    done(outcome, line)
  end
  ---@async
  local function goes_on()
    local is_current = plugin.saves.tickets[name] == ticket
    if not is_current then
      done("overtaken", ("%s is being saved again"):format(name))
    end
    return is_current
  end
  ---@async
  jobs[#jobs + 1] = function()
    write(plugin, session, note, settings, ended)
  end
  in_slices(host, jobs, goes_on)
end

return save
