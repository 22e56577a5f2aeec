--- store: sessions on disk, by workspace name.
---
--- In:    the plugin's host, files and options; decoders of other plugins' files.
--- Out:   read, write, list, remove; problems as values.
--- Never: loses a session: a write keeps the state before it, a damaged file falls back to that one.

local cache = require("sessions.store.cache")
local catalog = require("sessions.store.catalog")
local codec = require("sessions.session.codec")
local home = require("sessions.store.home")
local moving = require("sessions.store.moving")
local names = require("sessions.session.names")
local path = require("sessions.text.path")
local takeover = require("sessions.store.takeover")
local trash = require("sessions.store.trash")

local store = {}

---@class sessions.Store
---@field host sessions.Host
---@field files sessions.Files
---@field hooks sessions.Hooks
---@field directory string
---@field took_over? boolean
---@field cache sessions.Cache
local Store = {}
Store.__index = Store

local NOT_SAVED = "there is no saved session for this workspace"

---@param code sessions.ProblemCode
---@param message string
---@param where string?
---@return sessions.Problem
local function problem(code, message, where)
  return { code = code, message = message, where = where }
end

--- What is said of a file that is there.
---@param file_path string
---@param message string?
---@return sessions.Problem
local function unreadable(file_path, message)
  return problem("unreadable", "the file cannot be read: " .. tostring(message), file_path)
end

---@param plugin sessions.Plugin
---@return sessions.Store
function store.new(plugin)
  local directory = home.directory(plugin.host, plugin.files, plugin.options.save_state_dir)
  return setmetatable({
    host = plugin.host,
    files = plugin.files,
    directory = directory,
    hooks = plugin.hooks,
    cache = cache.new(plugin.host),
  }, Store)
end

--- A file of this directory: a session's, or one beside the sessions under a name that no session has, such as one with
--- a dot at its start, which would be escaped.
---@param file_name string
---@return string
function Store:beside(file_name)
  return path.join(self.directory, file_name, self.host.separator)
end

---@param name string workspace name
---@return string
function Store:path_of(name)
  return self:beside(names.to_file(name))
end

--- A document as a session, our own or another plugin's.
---@param text string
---@return sessions.Session? session
---@return sessions.Problem[]? notes remarks on the session, when there is one
---@return sessions.Problem? problem why there is none
function Store:decode(text)
  local session, notes_or_problem = codec.decode(text, self.host.parse_json, self.hooks.importers)
  if session then
    return session, notes_or_problem --[[@as sessions.Problem[] ]]
  end
  return nil, nil, notes_or_problem --[[@as sessions.Problem]]
end

--- What is said of a name under which nothing is saved.
---@param name string
---@return sessions.Problem
function Store:missing(name)
  return problem("not_found", ("%s: %s"):format(NOT_SAVED, name), self:path_of(name))
end

--- A session by workspace name, which it has whatever its file says: after a rename the state before says the old one,
--- and somebody may have copied the file. One read of its file tells whether what is in memory still holds: equal text is
--- not parsed again, and an edit from outside is seen whatever its size.
---@async
---@param name string
---@return sessions.Session? session never to be changed by the caller
---@return sessions.Problem[]? notes remarks on the session, when there is one
---@return sessions.Problem? problem why there is none
function Store:read(name)
  local file_path = self:path_of(name)
  local text, message, is_missing = self.files.read(file_path)
  local first = problem("not_found", NOT_SAVED, file_path) ---@type sessions.Problem
  local told ---@type sessions.Problem?
  if text then
    local session = self.cache:known(file_path, text)
    if session then
      return session, {}
    end
    local decoded, notes, reason = self:decode(text)
    if decoded then
      decoded.name = name
      self.cache:keep(file_path, text, decoded)
      return decoded, notes
    end
    first = reason or first
    told = problem(first.code, first.message .. ": " .. file_path, first.where)
  elseif not is_missing then
    first = unreadable(file_path, message)
    told = first
  else
    if self:take_over_once() then
      return self:read(name)
    end
    local session, notes, reason = self:read_source(name)
    if session then
      return session, notes
    end
    first, told = reason or first, reason
  end
  local before, notes = self:read_before(name, file_path, first)
  if before then
    return before, notes
  end
  return nil, nil, told or self:missing(name)
end

--- A session that is not kept here, such as one that the user has written by hand. Nothing at all when no source
--- knows the name.
---@param name string
---@return sessions.Session? session
---@return sessions.Problem[]? notes
---@return sessions.Problem? problem
function Store:read_source(name)
  for _, source in ipairs(self.hooks.sources) do
    local session, notes, reason = source.read(name)
    if session or reason then
      return session, notes, reason
    end
  end
end

--- Bring in what other plugins have left, the first time it may matter.
---@async
---@return boolean done just now
function Store:take_over_once()
  if self.took_over then
    return false
  end
  self.took_over = true
  for _, find in ipairs(self.hooks.takeovers) do
    takeover.run(self, find())
  end
  return true
end

--- The state before, when the newest is missing or damaged.
---@param name string
---@param file_path string of the newest
---@param first sessions.Problem what is wrong with the newest
---@return sessions.Session? session nil where there is none, or that is damaged too
---@return sessions.Problem[]? notes
function Store:read_before(name, file_path, first)
  local text = self.files.read(self.files.before(file_path))
  if text then
    local session, notes = self:decode(text)
    if session and notes then
      session.name = name
      -- Programs know the code by the word of its time.
      notes[#notes + 1] = problem(
        "previous_generation",
        "the newest file could not be used (" .. first.message .. "); this is the state before it",
        first.where or file_path
      )
      return session, notes
    end
  end
end

--- Whether a text under this name is a session.
---@param name string
---@param text string
---@return boolean
function Store:is_usable(name, text)
  return self.cache:known(self:path_of(name), text) ~= nil or self:decode(text) ~= nil
end

--- Let features keep what is about to be replaced. They may suspend, and others save meanwhile: so what is there is
--- looked at again.
---@async
---@return string? current what is there now, kept if need be
function Store:before_replace(session, text)
  local kept
  while true do
    local current = self.files.read(self:path_of(session.name))
    if not current or current == kept or codec.same(current, text) then
      return current
    end
    for _, hook in ipairs(self.hooks.before_replace) do
      hook(session.name, current)
    end
    kept = current
  end
end

--- Whether just this is what is saved.
---@param session sessions.Session
---@return boolean
function Store:is_saved(session)
  local current = self.files.read(self:path_of(session.name))
  return current ~= nil and codec.same(current, codec.encode(session))
end

--- Write a session under its name. Runs in an async context: a missing directory is made by a child process.
---@async
---@param session sessions.Session
---@return "written"|"unchanged"|nil outcome
---@return string path_or_message
---@return sessions.Session? kept what `read` gives from now on, where that is in memory
function Store:write(session)
  local text = codec.encode(session)
  local file_path = self:path_of(session.name)
  local current = self:before_replace(session, text)
  if current and codec.same(current, text) then
    return "unchanged", file_path, self.cache:known(file_path, current)
  end
  local done, message = self:replace(file_path, text)
  if not done then
    return nil, tostring(message)
  end
  self.cache:keep(file_path, text, session)
  catalog.note(self, session)
  return "written", file_path, session
end

--- Write a file, and make its directory where that is missing.
---@async
---@param directory string
---@param file_path string
---@param text string
---@param keeps_before boolean? the old text stays as the state before
---@return boolean? done
---@return string? message
function Store:replace_in(directory, file_path, text, keeps_before)
  local done, message = self.files.replace(file_path, text, keeps_before)
  if done or self.files.is_directory(directory, self.host.is_windows) then
    return done, message
  end
  -- Windows fails where another save has made it meanwhile: what counts is whether the file can be written.
  self.host.make_directory(directory)
  return self.files.replace(file_path, text, keeps_before)
end

--- Write a file of this directory.
---@async
---@param file_path string
---@param text string
---@return boolean? done
---@return string? message
function Store:replace(file_path, text)
  return self:replace_in(self.directory, file_path, text, true)
end

--- What is saved, newest first, and what the sources add.
---@async
---@return sessions.Entry[]? entries nil where the directory cannot be read
---@return sessions.Problem? trouble beside entries: those of a source are not among them
function Store:list()
  self:take_over_once()
  local entries, trouble = catalog.list(self)
  if not entries then
    return nil, trouble
  end
  local seen = {}
  for _, entry in ipairs(entries) do
    seen[names.to_file(entry.name)] = true
  end
  for _, source in ipairs(self.hooks.sources) do
    local more, reason = source.entries()
    trouble = trouble or reason
    for _, entry in ipairs(more) do
      if not seen[names.to_file(entry.name)] then
        entries[#entries + 1] = entry
      end
    end
  end
  catalog.sort(entries, "name")
  if trouble then
    return entries, trouble
  end
  return entries
end

--- Whether something is kept under a name, usable or not.
---@param name string
---@return boolean
function Store:has(name)
  local file_path = self:path_of(name)
  return self.files.exists(file_path) or self.files.exists(self.files.before(file_path))
end

--- Let a feature keep what is saved under a name for good, whatever takes its place.
---@async
---@param name string
---@return boolean done
---@return string? message nil where no feature can
function Store:keep_for_good(name)
  local done, message
  for _, set_aside in ipairs(self.hooks.set_aside) do
    done, message = set_aside(name)
    if done then
      return true
    end
  end
  return false, message
end

--- Set a session aside; `trash.take_back` undoes it until a few more are removed.
---@param name string
---@return boolean? done
---@return string path_or_message
function Store:remove(name)
  return trash.put(self, name)
end

--- Give a session another name, its state before as well. What cannot be done whole is not done.
---@param old string
---@param new string
---@return true? done
---@return sessions.Problem?
function Store:rename(old, new)
  return moving.rename(self, old, new)
end

return store
