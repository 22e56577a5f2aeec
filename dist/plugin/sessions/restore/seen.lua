--- seen: what a restore has made is looked at: the report tells what was seen, not what was asked for.
---
--- In:    a job, its session; the tabs that are there.
--- Out:   `not_as_saved` in the report for each difference: panes, rectangles, zoom, focus, titles; a while later
---        programs and directories.
--- Never: holds up a restore; takes for wrong what nobody can know: the directory of a shell that has told none, a
---        program on another machine, whatever the user has changed meanwhile.

local build = require("sessions.restore.build")
local cells = require("sessions.text.cells")
local command = require("sessions.text.command")
local idle = require("sessions.open.idle")
local news = require("sessions.restore.news")
local path = require("sessions.text.path")
local report = require("sessions.restore.report")
local split_tree = require("sessions.layout.split_tree")

local seen = {}

--- When programs are looked for that were typed into new shells; those that are not there, once more: some shells take
--- their time.
local LOOKS_MS = { 2000, 4000 }

--- A tab that may be looked at: it was made as planned, and is there.
---@param host sessions.Host
---@param tab sessions.JobTab
---@return MuxTab?
local function tab_of(host, tab)
  return tab.state == "done" and not tab.is_unlike and tab.id and host.tab_by_id(tab.id) or nil
end

---@param into sessions.Report
local function differs(into, where, message, ...)
  report.add(into, "not_as_saved", message:format(...), where)
end

--- What can be seen of a tab as soon as it is there.
---@param plugin sessions.Plugin
---@param mux_tab MuxTab
---@param document sessions.Tab
---@param id integer
---@param where string
---@param into sessions.Report
---@return boolean is_seen false while its window changes its size
local function look_at_tab(plugin, mux_tab, document, id, where, into)
  local host = plugin.host
  local panes = host.panes(mux_tab)
  local standing = plugin.young():standing(id, mux_tab)
  if standing == "due" then
    return false
  end
  local count = #split_tree.leaves(document.layout)
  local active, is_zoomed = 0, false
  for place, pane in ipairs(panes) do
    active = pane.is_active and place or active
    is_zoomed = is_zoomed or pane.is_zoomed == true
  end
  local has_room = #panes == count
  if standing == "elsewhere" then
    differs(into, where, "the panes of a tab are not in their places")
  end
  if has_room and active ~= document.active_pane then
    differs(into, where, "pane %d of a tab is active, not pane %d", active, document.active_pane)
  end
  if is_zoomed ~= document.zoomed then
    differs(into, where, is_zoomed and "a pane is zoomed" or "the active pane is not zoomed")
  end
  local title = host.tab_title(mux_tab)
  local wanted = cells.sayable(document.title)
  if wanted ~= "" and title ~= wanted then
    differs(into, where, "a tab is called %s, not %s", title, wanted)
  end
  return true
end

--- Look at the tabs of a job that have been made since the last look.
---@param plugin sessions.Plugin
---@param job sessions.Job
---@param session sessions.Session
---@return boolean found whether something differs
function seen.look(plugin, job, session)
  local before = #job.report.problems
  for _, window in ipairs(job.windows) do
    for index, tab in ipairs(window.tabs) do
      local mux_tab = not tab.is_seen and tab_of(plugin.host, tab)
      if mux_tab then
        local saved = session.windows[window.number] --[[@as sessions.Window]]
        local document = saved.tabs[index] --[[@as sessions.Tab]]
        local where = ("windows[%d].tabs[%d]"):format(window.number, index)
        local id = tab.id --[[@as integer]]
        tab.is_seen = look_at_tab(plugin, mux_tab, document, id, where, job.report)
      end
    end
  end
  return #job.report.problems > before
end

--- Whether a program was started that goes on by itself: one of the user's own configuration may end when it likes.
local function is_expected(site, pane)
  local program = pane.program
  return program ~= nil and not program.is_own and command.decide(program, site.policy) == "run"
end

--- Where a pane is, when it is known to be elsewhere. A directory that the shell tells is taken at its word; one that
--- was read from its process may be the same by another name, unless it is the home directory: there WezTerm starts what
--- cannot be started where it should.
local function elsewhere(plugin, site, mux_pane, pane)
  local host = plugin.host
  local url = host.cwd_url(mux_pane)
  local directory, machine = path.directory(url, site.files.machine(host))
  if not pane.cwd or pane.cwd_host or not directory or machine or directory == pane.cwd then
    return nil
  end
  local is_told = url ~= nil and url:sub(1, 8) ~= "file:///"
  local is_there = site.files.is_directory(pane.cwd, host.is_windows) == true
  return is_there and (is_told or directory == host.home_dir) and directory or nil
end

--- What can be seen of a tab's panes a while later.
local function look_at_panes(plugin, site, mux_tab, document, where, into)
  local host = plugin.host
  local panes, leaves = host.panes(mux_tab), split_tree.leaves(document.layout)
  if #panes ~= #leaves then
    -- Fewer: panes have ended, or did not fit. More: the user has begun to work.
    if #panes < #leaves then
      differs(into, where, "%d of the %d panes of a tab are there", #panes, #leaves)
    end
    return
  end
  for number, pane in ipairs(leaves) do
    local mux_pane = panes[number].pane
    local is_shell = idle.kind(plugin, mux_pane) == "shell"
    local place = ("%s.panes[%d]"):format(where, number)
    -- Of one that was left out it was told why.
    if is_expected(site, pane) and not site.kept:leaves_out(mux_pane) then
      if is_shell then
        differs(into, place, "%s is not running", pane.program.name)
      end
    elseif is_shell then
      local directory = elsewhere(plugin, site, mux_pane, pane)
      if directory then
        differs(into, place, "a pane is in %s, not in %s", directory, pane.cwd)
      end
    end
  end
end

--- All that differs a while later, in a report of its own.
---@return sessions.Report
local function look_again(plugin, job, session)
  local site, into = build.site(plugin), report.new(job.workspace, "load", nil, 0)
  seen.look(plugin, job, session)
  for _, window in ipairs(job.windows) do
    for index, tab in ipairs(window.tabs) do
      local mux_tab = tab_of(plugin.host, tab)
      if mux_tab then
        local saved = session.windows[window.number] --[[@as sessions.Window]]
        local document = saved.tabs[index] --[[@as sessions.Tab]]
        local where = ("windows[%d].tabs[%d]"):format(window.number, index)
        look_at_panes(plugin, site, mux_tab, document, where, into)
      end
    end
  end
  return into
end

--- Look at what needs a while to be there; what is missing then is told, and added to the report.
---@param plugin sessions.Plugin
---@param job sessions.Job
---@param session sessions.Session
function seen.look_later(plugin, job, session)
  local function look(number)
    local told = #job.report.problems
    local into = look_again(plugin, job, session)
    if into.problems[1] and LOOKS_MS[number + 1] then
      plugin.host.after_ms(LOOKS_MS[number + 1] - LOOKS_MS[number], function()
        look(number + 1)
      end)
      return
    end
    report.add_all(job.report, into.problems)
    if #job.report.problems > told then
      news.amends(plugin, job.report, told + 1)
    end
  end
  plugin.host.after_ms(LOOKS_MS[1], function()
    look(1)
  end)
end

return seen
-- Made from lua_templates/sessions/restore/seen.lua; plugin/init.lua opens it by its digest: 4eb6b79f78d167fc
