--- judge: may a save that nobody has asked for replace what is there?
---
--- In:    the plugin, a session that is about to be written.
--- Out:   save or skip with a reason; what this process does not own is set aside first, and kept.
--- Never: stands in the way of a save that the user has asked for.

local guard = require("sessions.session.guard")
local idle = require("sessions.open.idle")
local last = require("sessions.open.last")
local owners = require("sessions.open.owners")

local judge = {}

--- Keys of the host's memory: when this process was first seen, in seconds since the epoch; what was told once; sessions
--- whose file somebody else has changed.
local STARTED, TOLD, CHANGED = "started_s", "judge.told", "judge.changed"

--- Seconds since the terminal started, as far as the plugin has seen it.
---@param plugin sessions.Plugin
---@return integer
function judge.seconds_since_start(plugin)
  local now_s = plugin.files.now_s()
  local started_s = plugin.host.recall(STARTED)
  if not started_s then
    plugin.host.remember(STARTED, now_s)
  end
  return now_s - (started_s or now_s) --[[@as integer]]
end

--- The first event of a process tells when it started.
---@param plugin sessions.Plugin
function judge.note_start(plugin)
  if not plugin.host.remembers(STARTED) then
    judge.seconds_since_start(plugin)
  end
end

--- Told once in the life of the process.
local function tell_once(plugin, sentence)
  local told = plugin.host.recall(TOLD) or {}
  if not told[sentence] then
    told[sentence] = true
    plugin.host.remember(TOLD, told)
    plugin.tell(nil, sentence)
  end
end

--- Set aside what another process has left, so that nothing of it is lost.
---@async
---@return "save"|"skip"|"held" verdict held: another process has it open
---@return string? reason
local function take_possession(plugin, session, old)
  local name = session.name
  local pid = last.elsewhere(plugin, name)
  if pid then
    local sentence = "%s is open in another WezTerm, which saves it: here it is not"
    tell_once(plugin, sentence:format(name))
    return "held", ("it is open in another WezTerm (process %d)"):format(pid)
  end
  local store = plugin.store()
  if guard.is_bare(old) or not store:has(name) or store:is_saved(session) then
    return "save"
  end
  local done, message = store:keep_for_good(name)
  if done then
    local sentence = "%s is saved anew: what was saved before is pinned among its older states"
    tell_once(plugin, sentence:format(name))
    return "save"
  elseif message then
    plugin.host.log_error(("(wezterm-sessions.save) %s: %s"):format(name, message))
  end
  local sentence =
    "%s is not saved by itself, because what is saved was not loaded here: save it once"
  tell_once(plugin, sentence:format(name))
  return "skip", "what is saved was not loaded here, and it could not be set aside"
end

---@param notes sessions.Problem[]?
local function is_edited(notes)
  for _, note in ipairs(notes or {}) do
    if note.code == "edited" then
      return true
    end
  end
  return false
end

--- Whether what is saved is what this process has last written or loaded. What somebody has edited, or another machine has
--- written, never is; of what another process here writes, it is told once: a terminal and the server that it is connected
--- to would tell of each other for ever.
---@param plugin sessions.Plugin
---@param name string
---@param old sessions.Session
---@param notes sessions.Problem[]?
---@return boolean
local function is_as_left(plugin, name, old, notes)
  local known, told = plugin.saves.known[name], plugin.host.recall(CHANGED) or {}
  if known == old then
    return true
  elseif is_edited(notes) then
    return false
  elseif not known or told[name] and last.elsewhere(plugin, name) then
    return true
  end
  told[name] = true
  plugin.host.remember(CHANGED, told)
  return false
end

--- Whether a workspace is as the terminal has opened it. A program that titles its pane titles the window with it.
local function is_untouched(plugin, session)
  local host, config = plugin.host, plugin.config or {}
  local usual = { [host.home_dir] = true, [config.default_cwd or host.home_dir] = true }
  local window = guard.is_untouched(session, usual) and host.windows(session.name)[1]
  local pane = window and idle.lone_pane(host, window)
  if not window or not pane then
    return false
  end
  local title = host.window_title(window)
  return title == "" or title == host.pane_title(pane)
end

--- Whether an automatic save may be written.
---@async
---@param plugin sessions.Plugin
---@param session sessions.Session
---@return "save"|"skip"|"held" verdict held: another process has it open
---@return string? reason
function judge.may_write(plugin, session)
  local name = session.name
  local old, notes = plugin.store():read(name)
  local is_ours = owners.is_ours(plugin, name)
  local verdict, reason = guard.judge(old, session, {
    automatic = true,
    filling = plugin.jobs():are_unsettled(name),
    seconds_since_start = judge.seconds_since_start(plugin),
    untouched = not (old and is_ours) and is_untouched(plugin, session),
  })
  if verdict == "save" and old and not (is_ours and is_as_left(plugin, name, old, notes)) then
    return take_possession(plugin, session, old)
  end
  return verdict, reason
end

return judge
