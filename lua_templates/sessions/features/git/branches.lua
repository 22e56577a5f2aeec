--- branches: which git branch each pane's directory was on, and a word when that has changed.
---
--- In:    the plugin. Out: two facts of every local pane that is saved; an event and a toast after a restore.
--- Never: starts a program; changes a repository; stands in the way of a save or a restore.

local contents = require("sessions.session.contents")
local git = require("sessions.features.git.git")
local path = require("sessions.text.path")

local branches = {}

--- Directories of other machines and of other domains mean nothing to this machine's files.
local LOCAL_DOMAIN = "local"

--- The lines of one toast; what is more is counted.
local SHOWN_MAX = 3

--- The facts of one save. Panes share a memory: their repositories are few.
local function new_fact(plugin)
  local memory = {}
  return function(pane)
    local is_local = pane.domain == LOCAL_DOMAIN and pane.cwd and not pane.cwd_host
    local found = is_local and git.branch(pane.cwd, plugin.files.read, memory)
    if found then
      pane.git_repo, pane.git_branch = found.repo, found.branch
    end
  end
end

---@param changes sessions.BranchChange[] at least one
---@return string
local function sentence(changes)
  local parts = {}
  for index, change in ipairs(table.move(changes, 1, SHOWN_MAX, 1, {})) do
    parts[index] = ("%s was on %s, is on %s"):format(
      path.basename(change.repo),
      change.saved_branch,
      change.current_branch
    )
  end
  if #changes > SHOWN_MAX then
    parts[#parts + 1] = ("%d more"):format(#changes - SHOWN_MAX)
  end
  return "Git: " .. table.concat(parts, "; ")
end

---@async
local function warn(plugin, report, session)
  local changes = git.changes(contents.panes(session), plugin.files.read)
  if #changes == 0 then
    return
  end
  plugin.host.emit("wezterm-sessions.git.branch_mismatch", report.workspace, changes)
  plugin.tell(nil, sentence(changes))
end

---@param plugin sessions.Plugin
function branches.attach(plugin)
  table.insert(plugin.hooks.pane_facts, function()
    return new_fact(plugin)
  end)
  ---@async
  local function compare(report, session)
    -- A workspace that was open already was only switched to: there is no session then.
    if session and plugin.options.git_branch_warn then
      warn(plugin, report, session)
    end
  end
  table.insert(plugin.hooks.after_restore, compare)
end

return branches
