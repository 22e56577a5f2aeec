--- catalog: the list of what is saved, without reading the sessions.
---
--- In:    the store's directory, and an index beside the sessions that every save adds a line to.
--- Out:   an entry for each session: age, counts, programs, branches.
--- Never: reads a session in full; trusts the index where it can look; leaves a session out because the index does
---        not know it.
---
--- A directory listing tells only names. The newest sessions are looked at, a few hundred bytes each, so that a
--- change from outside is seen; for the old ones the index has to do, or 1,000 sessions would take a tenth of a
--- second. Lines are added at the end, so that two terminals which save at once do not lose each other's; the last
--- line of a session counts.

local codec = require("sessions.session.codec")
local contents = require("sessions.session.contents")
local names = require("sessions.session.names")
local percent = require("sessions.text.percent")

local catalog = {}

--- Beside the sessions.
local INDEX = ".index"

--- Sessions that are looked at whatever the index says: the newest.
local LOOKED_AT = 256

--- Files that are read before the terminal gets a turn.
local FILES_A_SLICE = 100

--- Lines that may be superseded before the index is written anew.
local SUPERSEDED_MAX = 64

--- Programs of a session that the index keeps.
local PROGRAMS_MAX = 12

local FIELDS = 8

--- Files of this plugin's earlier versions may lie in the same directory; the takeover deals with them.
local OLD_FILE_PATTERN = "^wezterm_state_"

--- What ends a line, a field or an item of it.
local SEPARATORS = "[%c%%,]"

local function escaped(text)
  return percent.encode(text, SEPARATORS)
end

---@param list string[]
---@return string
local function list_text(list)
  local parts = {}
  for index = 1, math.min(#list, PROGRAMS_MAX) do
    parts[index] = escaped(list[index])
  end
  return table.concat(parts, ",")
end

local function list_of(text)
  local list = {}
  for part in text:gmatch("[^,]+") do
    list[#list + 1] = percent.decode(part)
  end
  return list
end

--- What a list tells of a session.
---@param session sessions.Session
function catalog.facts(session)
  local panes = contents.panes(session)
  local programs, branches, seen = {}, {}, {}
  for _, pane in ipairs(panes) do
    programs[#programs + 1] = pane.program and pane.program.name or nil
    local branch = pane.git_branch
    if branch and not seen[branch] then
      seen[branch] = true
      branches[#branches + 1] = branch
    end
  end
  return {
    name = session.name,
    saved_at = session.saved_at,
    windows = #session.windows,
    tabs = contents.tab_count(session),
    panes = #panes,
    programs = programs,
    branches = branches,
  }
end

local function line_of(file_name, facts)
  local fields = {
    escaped(file_name),
    facts.saved_at,
    facts.windows,
    facts.tabs,
    facts.panes,
    escaped(facts.name),
    list_text(facts.programs),
    list_text(facts.branches),
  }
  return table.concat(fields, "\t") .. "\n"
end

local function facts_of(line)
  local fields = {}
  for field in (line .. "\t"):gmatch("([^\t]*)\t") do
    fields[#fields + 1] = field
  end
  local facts = { name = percent.decode(fields[6] or "") }
  for index, key in ipairs({ "saved_at", "windows", "tabs", "panes" }) do
    facts[key] = math.tointeger(tonumber(fields[index + 1]))
    if not facts[key] then
      return nil
    end
  end
  if #fields ~= FIELDS then
    return nil
  end
  facts.programs, facts.branches = list_of(fields[7]), list_of(fields[8])
  return percent.decode(fields[1]), facts
end

--- Facts by file name, and how many lines there are. A line that was cut off is passed over.
local function read_index(store)
  local known, lines = {}, 0
  for line in (store.files.read(store:beside(INDEX)) or ""):gmatch("([^\n]*)\n") do
    local file_name, facts = facts_of(line)
    lines = lines + 1
    if file_name then
      known[file_name] = facts
    end
  end
  return known, lines
end

--- Remember what the list will tell of a session that was just written.
---@param store sessions.Store
---@param session sessions.Session
function catalog.note(store, session)
  local line = line_of(names.to_file(session.name), catalog.facts(session))
  store.files.append(store:beside(INDEX), line)
end

--- What the first bytes of a file tell; nil when they tell nothing, and whether there are any.
local function look(store, file_path)
  local start = store.files.read_start(file_path)
  local head, is_read = start and codec.header(start), start ~= nil
  if not head then
    start = store.files.read_start(store.files.before(file_path))
    head = start and codec.header(start)
  end
  return head, is_read
end

--- Why a line tells nothing.
local function problem_of(item, is_read)
  if is_read then
    return { code = "damaged", message = "the file is damaged", where = item.path }
  end
  return { code = "unreadable", message = "the file cannot be read", where = item.path }
end

--- The name of a session. One too long for its file's name stands in the index, and in the file, behind the bytes that
--- `look` takes.
local function name_of(store, item, head)
  local name = names.from_file(item.file_name)
    or item.facts and item.facts.name
    or head and head.name
  if not name and head then
    local whole = codec.header(store.files.read(item.path) or "")
    name = whole and whole.name
  end
  return name or item.file_name
end

--- One line of the list; nil for a file that is another plugin's.
local function entry_of(store, item, is_looked_at)
  local head, is_read = item.facts, true
  if is_looked_at then
    head, is_read = look(store, item.path)
    if not head and item.file_name:find(OLD_FILE_PATTERN) then
      return nil
    end
  end
  local known = head or { saved_at = 0 }
  local facts = item.facts
  local is_same = facts and facts.saved_at == known.saved_at
  return {
    name = name_of(store, item, head),
    path = item.path,
    saved_at = known.saved_at,
    windows = known.windows,
    tabs = known.tabs,
    panes = known.panes,
    programs = is_same and facts.programs or nil,
    branch = is_same and facts.branches[1] and table.concat(facts.branches, ", ") or nil,
    problem = not head and problem_of(item, is_read) or nil,
  }
end

--- Put in order what has a time of saving: the newest first, of one second by a name.
---@param list { saved_at: number }[]
---@param name string a field
function catalog.sort(list, name)
  table.sort(list, function(a, b)
    if a.saved_at ~= b.saved_at then
      return a.saved_at > b.saved_at
    end
    return a[name] < b[name]
  end)
end

--- The files of sessions, each with what the index knows, the newest and the unknown ones first.
local function items_of(store, file_paths, known)
  local items, seen = {}, {}
  for _, file_path in ipairs(file_paths) do
    local file_name = store.files.newest(file_path:match("[^/\\]+$"))
    if not seen[file_name] and names.is_session_file(file_name) then
      seen[file_name] = true
      items[#items + 1] = {
        file_name = file_name,
        path = store:beside(file_name),
        facts = known[file_name],
        saved_at = known[file_name] and known[file_name].saved_at or math.huge,
      }
    end
  end
  catalog.sort(items, "file_name")
  return items
end

local function write_index(store, items)
  local lines = {}
  for _, item in ipairs(items) do
    if item.facts then
      lines[#lines + 1] = line_of(item.file_name, item.facts)
    end
  end
  store.files.replace(store:beside(INDEX), table.concat(lines))
end

--- What is saved, in no order. Files that cannot be read are listed with a `problem` instead of being hidden.
---@async
---@param store sessions.Store
---@return sessions.Entry[]? entries nil where the directory cannot be read
---@return sessions.Problem?
function catalog.list(store)
  -- The index first: what follows the listing is in one slice.
  local known, lines = read_index(store)
  local file_paths, message = store.host.list_directory(store.directory)
  if not file_paths then
    return nil, { code = "unreadable", message = tostring(message), where = store.directory }
  end
  local items = items_of(store, file_paths, known)
  local entries, learned = {}, 0
  for index, item in ipairs(items) do
    local is_looked_at = index <= LOOKED_AT or not item.facts
    if is_looked_at and index % FILES_A_SLICE == 0 then
      store.host.let_queued_work_run()
    end
    local entry = entry_of(store, item, is_looked_at)
    entries[#entries + 1] = entry
    if entry and entry.windows and not item.facts then
      learned = learned + 1
      item.facts = {
        name = entry.name,
        saved_at = entry.saved_at,
        windows = entry.windows,
        tabs = entry.tabs,
        panes = entry.panes,
        programs = {},
        branches = {},
      }
    end
  end
  if lines > 2 * #items + SUPERSEDED_MAX or learned > LOOKED_AT then
    write_index(store, items)
  end
  return entries
end

return catalog
