--- build: a planned tab becomes panes.
---
--- In:    host, files, a tab with one pane, the plan for it.
--- Out:   the panes, in their rectangles, with their directories, programs, focus and zoom; problems in the report.
--- Never: plans, searches or waits; goes on splitting a tab in which a split has failed (a refused split leaves a
---        running pane behind that nothing can close: mux/src/domain.rs:101-108).

local cells = require("sessions.text.cells")
local command = require("sessions.text.command")
local idle = require("sessions.open.idle")
local locate = require("sessions.restore.locate")
local path = require("sessions.text.path")
local report = require("sessions.restore.report")

local build = {}

--- The shell that programs are typed into: the configured program, else the user's login shell.
---@param plugin sessions.Plugin
---@return string base_name
local function shell_name(plugin)
  return path.basename(idle.start_of(plugin)[1] or "sh")
end

---@param options sessions.Options
---@return sessions.Policy
local function policy_of(options)
  local allowed = {}
  for _, list in ipairs({ command.programs, options.extra_programs }) do
    for _, name in ipairs(list) do
      allowed[name] = true
    end
  end
  return { enabled = options.restore_programs, allowed = allowed }
end

--- What building needs besides the plan: the port, the disk, the rule for programs, and what it learned so far.
---@param plugin sessions.Plugin
---@return sessions.Site
function build.site(plugin)
  return {
    host = plugin.host,
    files = plugin.files,
    policy = policy_of(plugin.options),
    shell = shell_name(plugin),
    kept = plugin.kept(),
    directories = {},
    domains = {},
    refusals = {},
  }
end

--- A tab has been opened, or not: its title, and what the report says of it.
---@param site sessions.Site
---@param mux_tab MuxTab?
---@param pane any the tab's one pane; why there is none
---@param title string
---@param where string
---@param into sessions.Report
---@param displaced sessions.Displaced? when the pane is not where it was saved
---@return integer? id
function build.opened(site, mux_tab, pane, title, where, into, displaced)
  if not mux_tab then
    report.add(into, "tab_failed", "a tab could not be opened: " .. tostring(pane), where)
    return nil
  end
  if title ~= "" then
    site.host.set_tab_title(mux_tab, cells.sayable(title))
  end
  local id = site.host.tab_id(mux_tab)
  into.tab_ids[#into.tab_ids + 1] = id
  if displaced then
    site.kept:displace(pane, displaced)
    site.kept:put()
  end
  return id
end

--- Whether a command line may name a file in the directory at hand: all but options and absolute paths may.
---@param argv string[]
---@return boolean
local function needs_directory(argv)
  for index = 2, #argv do
    if argv[index]:sub(1, 1) ~= "-" and not path.is_absolute(argv[index]) then
      return true
    end
  end
  return false
end

--- Start what ran in a pane, if it is to be started.
---@param site sessions.Site
---@param mux_pane any
---@param pane sessions.Pane
---@param where string
---@param into sessions.Report
function build.program(site, mux_pane, pane, where, into)
  if not pane.program then
    return
  end
  local verdict, argv_or_reason = command.decide(pane.program, site.policy)
  local reason ---@type string?
  local lacking = verdict == "run" and site.kept:lacking(mux_pane)
  if
    lacking == "domain"
    or lacking == "directory" and needs_directory(argv_or_reason --[[@as string[] ]])
  then
    -- An editor would make a new file of that name, or open another machine's.
    reason = ("its %s is not there"):format(lacking)
  elseif verdict == "run" then
    local text, trouble = command.quote(argv_or_reason --[[@as string[] ]], site.shell)
    reason = trouble
    if text then
      local _, message = site.host.send_text(mux_pane, text .. "\r")
      reason = message
    end
  else
    reason = argv_or_reason --[[@as string]]
  end
  -- Until it is in front, and where it is left out, it stays the pane's.
  site.kept:add(mux_pane, pane.program, reason == nil)
  if not reason then
    into.programs_started = into.programs_started + 1
    return
  end
  local message = ("%s was not started: %s"):format(pane.program.name, reason)
  report.add(into, "program_skipped", message, where)
end

--- All splits of the plan in order. Gives the panes by leaf number, as far as it came.
---@async
---@param site sessions.Site
---@param root any
---@param plan sessions.Plan
---@param where string
---@param into sessions.Report
---@return table<integer, any> panes
---@return boolean is_whole
local function split_all(site, root, plan, where, into)
  local panes = { [plan.root] = root }
  for _, step in ipairs(plan.steps) do
    local leaf_where = ("%s.panes[%d]"):format(where, step.new)
    local new = plan.leaves[step.new] --[[@as sessions.Pane]]
    ---@async
    local function split(cwd, domain)
      return site.host.split(panes[step.pane], step.direction, step.size, cwd, domain)
    end
    local displaced, pane, trouble = locate.open(site, new, leaf_where, into, split)
    if not pane then
      local message = "a pane could not be opened, the rest of its tab is missing: " .. trouble
      report.add(into, "split_failed", message, where)
      return panes, false
    end
    if displaced then
      site.kept:displace(pane, displaced)
    end
    panes[step.new] = pane
  end
  return panes, true
end

--- Split the tab's one pane as planned, then programs, focus, zoom.
---@async
---@param site sessions.Site
---@param mux_tab any
---@param root any the tab's one pane: the one of leaf `plan.root`
---@param plan sessions.Plan
---@param where string the tab's place in the document, for the report
---@param into sessions.Report
---@return boolean activated whether focus was moved by a call, which the GUI repeats later (wezterm-gui/src/frontend.rs:80-88)
---@return boolean is_whole whether every split was made
function build.tab(site, mux_tab, root, plan, where, into)
  local panes, is_whole = split_all(site, root, plan, where, into)
  for leaf = 1, #plan.leaves do
    if panes[leaf] then
      into.panes_made = into.panes_made + 1
      build.program(
        site,
        panes[leaf],
        plan.leaves[leaf],
        ("%s.panes[%d]"):format(where, leaf),
        into
      )
    end
  end
  for _, leaf in ipairs(plan.dropped) do
    report.add(
      into,
      "no_room",
      "the window is too small for a pane of this tab",
      ("%s.panes[%d]"):format(where, leaf)
    )
  end
  local focus = plan.activate and panes[plan.activate]
  if focus then
    site.host.activate_pane(focus)
  end
  if plan.zoom then
    site.host.set_zoomed(mux_tab, true)
  end
  site.kept:put()
  into.tabs_made = into.tabs_made + 1
  return focus ~= nil, is_whole
end

return build
