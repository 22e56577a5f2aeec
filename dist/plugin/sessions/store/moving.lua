--- moving: a session gets another name on the disk.
---
--- In:    the store, two names.
--- Out:   the session's file and its state before under the new one.
--- Never: does half of it; replaces a session that is there.

local catalog = require("sessions.store.catalog")
local codec = require("sessions.session.codec")

local moving = {}

--- Write a session's file under another name. What is on the disk goes along as it is, as the state before: a power cut
--- may take what was written just now.
---@param files sessions.Files
---@param from string
---@param to string
---@param text string what is in the new file
---@return boolean? done
---@return string? message
local function move(files, from, to, text)
  local before, new_before = files.before(from), files.before(to)
  local done, message = files.replace(to, text)
  local has_before = files.exists(before)
  if done and has_before then
    done, message = files.move(before, new_before)
  end
  if done and has_before then
    done, message = files.remove(from)
  elseif done then
    done, message = files.move(from, new_before)
  end
  if not done then
    -- Moves alone: the disk may be full. The old file is there still.
    if has_before and not files.exists(before) then
      files.move(new_before, before)
    end
    files.remove(to)
  end
  return done, message
end

---@param code sessions.ProblemCode
local function refused(code, message, where)
  return nil, { code = code, message = message, where = where }
end

--- Give a session another name, its state before as well. What cannot be done whole is not done.
---@param store sessions.Store
---@param old string
---@param new string
---@return true? done
---@return sessions.Problem?
function moving.rename(store, old, new)
  local files, from, to = store.files, store:path_of(old), store:path_of(new)
  if store:has(new) then
    return refused("taken", ("there is a saved session %s already"):format(new), to)
  elseif not store:has(old) then
    return nil, store:missing(old)
  end
  store.cache:forget(from)
  local has_newest = files.exists(from)
  local held = has_newest and from or files.before(from)
  local text, reason = files.read(held)
  if not text then
    return refused("unreadable", "the file cannot be read: " .. tostring(reason), held)
  end
  local session = store:decode(text)
  if session then
    session.name = new
  end
  local done, message
  if has_newest then
    -- Damaged text stays as it is: it may be mended by hand.
    done, message = move(files, from, to, session and codec.encode(session) or text)
  else
    done, message = files.move(held, files.before(to))
  end
  if not done then
    return refused("not_written", tostring(message), to)
  elseif session then
    catalog.note(store, session)
  end
  return true
end

return moving
-- Made from lua_templates/sessions/store/moving.lua; plugin/init.lua opens it by its digest: 21a0d5a574fb1616
