--- older_states: the older states of each session, kept on disk.
---
--- In:    the plugin. Out: a file for every state that a save replaces; lists of them; one of them loaded or pinned.
--- Never: stands in the way of a save; lets a state go that the options promise to keep.

local codec = require("sessions.session.codec")
local keeping = require("sessions.features.history.keeping")
local names = require("sessions.session.names")
local news = require("sessions.restore.news")
local path = require("sessions.text.path")
local restore = require("sessions.restore.restore")

local older_states = {}

---@class sessions.OlderStates
---@field plugin sessions.Plugin
---@field host sessions.Host
local OlderStates = {}
OlderStates.__index = OlderStates

--- Beside the sessions; no session's file has this name, which does not end in ".json".
local FOLDER = "history"

--- Key of the host's memory: which state was opened under a name.
local OPENED = "history.opened."

local function stem_of(name)
  return (names.to_file(name):gsub("%.json$", ""))
end

---@param code sessions.ProblemCode
---@param message string
---@param where string?
---@return sessions.Problem
local function problem(code, message, where)
  return { code = code, message = message, where = where }
end

function OlderStates:folder()
  return self.plugin.store():beside(FOLDER)
end

function OlderStates:path_of(id)
  return path.join(self:folder(), id, self.host.separator)
end

--- The states of a session by the names of their files, newest first: one listing of the directory.
---@async
---@return sessions.OlderState[]? list nil where the directory cannot be read
---@return sessions.Problem?
function OlderStates:of(name)
  local file_paths, message = self.host.list_directory(self:folder())
  if not file_paths then
    return nil, problem("unreadable", tostring(message), self:folder())
  end
  local stem, found = stem_of(name), {}
  local start = stem .. keeping.MARK
  for _, file_path in ipairs(file_paths) do
    local id = file_path:match("[^/\\]+$") or ""
    local parts = id:sub(1, #start) == start and keeping.from_file(id)
    if parts then
      found[#found + 1] =
        { id = id, saved_at = parts.saved_at, digest = parts.digest, pinned = parts.pinned }
    end
  end
  return keeping.newest_first(found)
end

--- The same for somebody who has named the session: there must be one, or at least its states.
---@async
---@return sessions.OlderState[]? list
---@return sessions.Problem?
function OlderStates:of_known(name)
  local list, trouble = self:of(name)
  if list and not list[1] then
    local _, _, reason = self.plugin.store():read(name)
    if reason and reason.code == "not_found" then
      return nil, reason
    end
  end
  return list, trouble
end

--- Let go of what the options do not promise.
---@param list sessions.OlderState[] all states of a session
function OlderStates:prune(list)
  local options = self.plugin.options
  local limits = { count = options.history_count, age_days = options.history_age_days }
  local _, remove = keeping.keep(list, self.plugin.files.now_s(), limits)
  for _, entry in ipairs(remove) do
    self.plugin.files.remove(self:path_of(entry.id))
  end
end

--- A state as a new entry, which is newer than all others: names tell seconds, and the order must not be lost when
--- two states were saved in one, or when the clock was set back.
---@param newest sessions.OlderState?
---@return sessions.OlderState
local function entry_for(plugin, name, text, pinned, newest)
  local head = codec.header(text)
  local saved_at = head and head.saved_at or plugin.files.now_s()
  if newest and saved_at <= newest.saved_at then
    saved_at = newest.saved_at + 1
  end
  local parts = {
    stem = stem_of(name),
    saved_at = saved_at,
    digest = codec.state_digest(text),
    pinned = pinned,
  }
  local id = keeping.to_file(parts) --[[@as string]]
  return { id = id, saved_at = saved_at, digest = parts.digest, pinned = pinned }
end

--- Write a state, and let go of what it supersedes.
---@async
---@param name string
---@param text string
---@param pinned boolean
---@return boolean? done
---@return string? message
function OlderStates:add(name, text, pinned)
  local list = self:of(name) or {}
  local entry = entry_for(self.plugin, name, text, pinned, list[1])
  for _, known in ipairs(pinned and list or {}) do
    if known.pinned and known.digest and known.digest == entry.digest then
      return true
    end
  end
  local store = self.plugin.store()
  local done, message = store:replace_in(self:folder(), self:path_of(entry.id), text)
  if done then
    table.insert(list, 1, entry)
    self:prune(list)
  end
  return done, message
end

--- A save is about to replace this text. Damaged text is no state: what it was is here already.
---@async
function OlderStates:keep(name, text)
  local plugin = self.plugin
  if plugin.options.history_count == 0 or not plugin.store():is_usable(name, text) then
    return
  end
  local done, message = self:add(name, text, false)
  if not done then
    self.host.log_error(
      ("(wezterm-sessions) an older state of %s was not kept: %s"):format(name, tostring(message))
    )
  end
end

--- The parts of a file's name, which must be one of this session's that is there: nothing else is ever opened.
---@async
---@return sessions.OlderStateName? parts
---@return sessions.Problem?
function OlderStates:parts_of(name, id)
  local parts = keeping.from_file(id)
  if parts and parts.stem == stem_of(name) and self.plugin.files.exists(self:path_of(id)) then
    return parts
  end
  local list, trouble = self:of_known(name)
  if list then
    trouble = problem("no_such_state", ("%s has no older state %s"):format(name, id))
  end
  return nil, trouble
end

---@async
---@param name string
---@param id string
---@return sessions.Session? session
---@return sessions.Problem[]? notes remarks on the session, when there is one
---@return sessions.Problem? problem why there is none
function OlderStates:read(name, id)
  local parts, trouble = self:parts_of(name, id)
  if not parts then
    return nil, nil, trouble
  end
  local text, message = self.plugin.files.read(self:path_of(id))
  if not text then
    return nil, nil, problem("unreadable", tostring(message), self:path_of(id))
  end
  return self.plugin.store():decode(text)
end

--- Under which name an older state is opened: its own, or, where that is open, one with the time. States of one
--- minute are told apart by a number.
---@return string as
---@return boolean is_open whether just this state is open there
local function name_for(plugin, name, id, saved_at)
  local host = plugin.host
  if #host.windows(name) == 0 then
    return name, false
  end
  local base = ("%s (%s)"):format(name, (plugin.files.date(saved_at):gsub(":", ".")))
  local as, number = base, 1
  while #host.windows(as) > 0 do
    if host.recall(OPENED .. as) == id then
      return as, true
    end
    number = number + 1
    as = ("%s %d"):format(base, number)
  end
  return as, false
end

---@async
---@param name string
---@param id string
---@param window any? the GUI window at hand
---@return sessions.Report?
---@return sessions.Problem? trouble
function OlderStates:load(name, id, window)
  local plugin, host = self.plugin, self.host
  local session, notes, reason = self:read(name, id)
  if not session then
    return nil, reason
  end
  local as, is_open = name_for(plugin, name, id, session.saved_at)
  if is_open then
    host.show_workspace(as)
    return news.last(plugin)
  end
  host.remember(OPENED .. as, id)
  local renamed = { name = as, saved_at = session.saved_at, windows = session.windows }
  local at_hand = host.window_at_hand(window)
  news.begins(plugin, "load", as, at_hand)
  ---@async
  local function build_it()
    return restore.open(plugin, as, renamed, notes, { window = at_hand })
  end
  return news.during(plugin, as, build_it)
end

--- Keep the current state, or an older one, whatever the options say.
---@async
function OlderStates:pin(name, id)
  if id then
    return self:mark(name, id, true)
  end
  local store = self.plugin.store()
  local text, reason, is_missing = self.plugin.files.read(store:path_of(name))
  if is_missing then
    return nil, store:missing(name)
  elseif not text then
    return nil, problem("unreadable", tostring(reason), store:path_of(name))
  end
  local session, _, trouble = store:decode(text)
  if not session then
    return nil, trouble
  end
  local done, message = self:add(name, text, true)
  if not done then
    return nil, problem("not_written", tostring(message))
  end
  return true
end

--- Pinned or not is in the name of the file.
---@async
function OlderStates:mark(name, id, pinned)
  local parts, trouble = self:parts_of(name, id)
  if not parts then
    return nil, trouble
  end
  parts.pinned = pinned
  local to_path = self:path_of(keeping.to_file(parts))
  local done, message = self.plugin.files.move(self:path_of(id), to_path)
  if not done then
    return nil, problem("not_written", tostring(message), self:path_of(id))
  end
  self:prune(self:of(name) or {})
  return true
end

--- Without an id, the newest that is pinned.
---@async
function OlderStates:unpin(name, id)
  if id then
    return self:mark(name, id, false)
  end
  local list, trouble = self:of_known(name)
  for _, entry in ipairs(list or {}) do
    if entry.pinned then
      return self:mark(name, entry.id, false)
    end
  end
  local message = "no state of this session is pinned: " .. name
  return nil, trouble or problem("not_pinned", message)
end

--- A session has got another name.
---@async
function OlderStates:follow(old, new)
  local list, trouble = self:of(old)
  local message = trouble and trouble.message
  for _, entry in ipairs(list or {}) do
    local renamed = {
      stem = stem_of(new),
      saved_at = entry.saved_at,
      digest = entry.digest,
      pinned = entry.pinned == true,
    }
    local to_path = self:path_of(keeping.to_file(renamed))
    local done, reason = self.plugin.files.move(self:path_of(entry.id), to_path)
    message = not done and reason or message
  end
  if message then
    local sentence = "(wezterm-sessions) older states of %s keep that name: %s"
    self.host.log_error(sentence:format(old, message))
  end
end

--- The list with what the heads of the files tell.
---@async
---@return sessions.OlderState[]?
---@return sessions.Problem?
function OlderStates:list(name)
  local list, trouble = self:of_known(name)
  if not list then
    return nil, trouble
  end
  for _, entry in ipairs(list) do
    entry.path = self:path_of(entry.id)
    local start = self.plugin.files.read_start(entry.path)
    local head = start and codec.header(start) or {}
    entry.windows, entry.tabs, entry.panes = head.windows, head.tabs, head.panes
  end
  return list
end

---@param plugin sessions.Plugin
---@return sessions.OlderStates
function older_states.of(plugin)
  return setmetatable({ plugin = plugin, host = plugin.host }, OlderStates)
end

---@param plugin sessions.Plugin
function older_states.attach(plugin)
  local self = older_states.of(plugin)
  ---@async
  local function keep(name, text)
    self:keep(name, text)
  end
  ---@async
  local function follow(old, new)
    self:follow(old, new)
  end
  table.insert(plugin.hooks.before_replace, keep)
  ---@async
  local function set_aside(name)
    local done, trouble = self:pin(name)
    return done, trouble and trouble.message
  end
  table.insert(plugin.hooks.set_aside, set_aside)
  table.insert(plugin.hooks.after_rename, follow)

  --- The older states of a session, newest first. Configurations know them as generations.
  ---@async
  function plugin.api.generations(name)
    return self:list(name)
  end

  --- Load an older state; under a name with its time when the workspace is open.
  ---@async
  function plugin.api.load_generation(name, id, window)
    return self:load(name, id, window)
  end

  --- Keep the current state, or an older one by its id, for good.
  ---@async
  function plugin.api.pin(name, id)
    return self:pin(name, id)
  end

  ---@async
  function plugin.api.unpin(name, id)
    return self:unpin(name, id)
  end
end

return older_states
