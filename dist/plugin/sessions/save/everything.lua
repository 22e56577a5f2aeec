--- everything: all workspaces at once, and the last state of everything.
---
--- In:    the plugin.
--- Out:   every open workspace saved; beside the sessions a small file: which were open, which was shown.
--- Never: lists a workspace that is not saved; writes the file when it says the same already.

local cells = require("sessions.text.cells")
local judge = require("sessions.save.judge")
local last = require("sessions.open.last")
local owed = require("sessions.open.owed")
local owners = require("sessions.open.owners")
local save = require("sessions.save.save")
local words = require("sessions.text.words")

local everything = {}

local function set_of(list)
  local set = {}
  for _, item in ipairs(list) do
    set[item] = true
  end
  return set
end

--- What the file should say: the workspaces that are open, and saved or loaded.
---@param plugin sessions.Plugin
---@param known sessions.Open? what it says
---@param saved string? the workspace that was saved just now
---@return sessions.Open
local function current(plugin, known, saved)
  local open = plugin.host.workspace_names()
  local was_saved = set_of(known and known.workspaces or {})
  if saved then
    was_saved[saved] = true
  end
  local workspaces = {}
  for _, name in ipairs(open) do
    if (was_saved[name] or owners.is_ours(plugin, name)) and utf8.len(name) then
      workspaces[#workspaces + 1] = name
    end
  end
  local listed = set_of(workspaces)
  local active = plugin.host.active_workspace()
  if not listed[active] then
    active = known and listed[known.active] and known.active or workspaces[1]
  end
  return { active = active, workspaces = workspaces }
end

local function is_same(a, b)
  return a ~= nil
    and a.active == b.active
    and table.concat(a.workspaces, "\0") == table.concat(b.workspaces, "\0")
end

---@async
---@param plugin sessions.Plugin
---@param now sessions.Open
---@param file sessions.Last? what the file says, where that was just read
local function keep(plugin, now, file)
  if last.write(plugin, now, file) then
    plugin.saves.last = now
  end
end

--- Bring the last state of everything up to date.
---@async
---@param plugin sessions.Plugin
---@param saved string? the workspace that was saved just now
---@param file sessions.Last? what the file says, where that was just read
function everything.note(plugin, saved, file)
  local saves = plugin.saves
  saves.last = saves.last or last.of_this_process(plugin, file)
  local now = current(plugin, saves.last, saved)
  owed.left(plugin, now)
  if (saves.last or now.active) and not is_same(saves.last, now) then
    keep(plugin, now, file)
  end
end

--- A workspace has another name: with the next start it is to be found under that.
---@async
---@param plugin sessions.Plugin
---@param old string
---@param new string
local function follow(plugin, old, new)
  owners.follow(plugin, old, new)
  local known = plugin.saves.last or last.of_this_process(plugin)
  if not known or not utf8.len(new) then
    return
  end
  local is_owed = owed.follow(plugin, old, new)
  local now = { active = known.active == old and new or known.active, workspaces = {} }
  local listed = {}
  for _, name in ipairs(known.workspaces) do
    name = name == old and new or name
    -- The new name may be listed already: its session was deleted, or the terminal renamed its workspace.
    if not listed[name] then
      listed[name] = true
      now.workspaces[#now.workspaces + 1] = name
    end
  end
  if is_owed or not is_same(known, now) then
    keep(plugin, now)
  end
end

--- What the one toast says.
local function sentence(saved, troubles)
  local line = "Saved " .. words.counted(saved, "workspace")
  return troubles[1] and ("%s. %s"):format(line, table.concat(troubles, ". ")) or line
end

--- Save every open workspace, each in slices of its own. Returns at once.
---@param plugin sessions.Plugin
---@param done fun(line: string) told once
function everything.save(plugin, done)
  local names = plugin.host.workspace_names()
  local saved, troubles = 0, {}
  local index, left = 0, #names
  local function finished(outcome, line)
    left = left - 1
    if outcome == "written" or outcome == "unchanged" then
      saved = saved + 1
    elseif not outcome then
      troubles[#troubles + 1] = line
    end
    if left == 0 then
      done(sentence(saved, troubles))
    end
  end
  ---@async
  local function next_workspace()
    index = index + 1
    local name = names[index]
    if name then
      save.run(plugin, name, {}, finished)
      plugin.host.background(next_workspace)
    end
  end
  plugin.host.background(next_workspace)
end

---@param plugin sessions.Plugin
function everything.attach(plugin)
  ---@async
  local function note(session)
    everything.note(plugin, session.name)
  end
  table.insert(plugin.hooks.after_save, note)
  --- What was loaded whole is this process's from now on, and open, whether or not it is ever saved here. Of what could
  --- not be opened whole the next automatic save sets aside first what is saved.
  ---@async
  local function restored(report, session, lacks_panes)
    if session and not report.is_part then
      -- An older state is opened under another name than its own; a name that is no UTF-8, as the terminal can say it.
      local is_own = cells.sayable(session.name) == report.workspace
      local name = is_own and session.name or report.workspace
      if lacks_panes then
        owners.release(plugin, name)
      end
      -- Nobody waits for the disk: to put a file in the place of another may take it a tenth of a second. What a reload
      -- cuts off is claimed by nobody, which is the careful side.
      plugin.host.background(function()
        local file = not lacks_panes and last.claim(plugin, name) or nil
        everything.note(plugin, name, file)
      end)
    end
  end
  table.insert(plugin.hooks.after_restore, restored)
  ---@async
  local function renamed(old, new)
    follow(plugin, old, new)
  end
  table.insert(plugin.hooks.after_rename, renamed)
  local tried ---@type sessions.Open?
  --- Other processes may open what this one has closed. Tried once: the disk may be full.
  ---@async
  local function woken()
    judge.note_start(plugin)
    local known = plugin.saves.last
    local now = known and known.workspaces[1] and current(plugin, known) or nil
    if now and not is_same(known, now) and not is_same(tried, now) then
      tried = now
      everything.note(plugin)
    end
  end
  table.insert(plugin.hooks.woken, woken)
end

return everything
-- Made from lua_templates/sessions/save/everything.lua; plugin/init.lua opens it by its digest: 390ab40a07d6db6f
