--- codec: a session <-> the document on disk.
---
--- In:    a session; or text with any bytes in it.
--- Out:   text that people can read and edit; or a session in which every field was checked, with remarks.
--- Never: raises on a file; takes a field on trust; mistakes damage for an edit.
---
--- A document holds a checksum of all that follows its line. Text that does not add up but is a valid session was
--- edited by somebody; text that is neither is damaged, and the store turns to the state before it.

local digest = require("sessions.text.digest")
local json = require("sessions.text.json")
local percent = require("sessions.text.percent")
local shape = require("sessions.layout.shape")
local split_tree = require("sessions.layout.split_tree")

local codec = {}

local FORMAT = "wezterm-sessions"

--- Of the documents: 1 = the first.
local VERSION = 1

local KEY_ORDER = {}
for key in
  ([[
    format version checksum saved_at counts name title active_tab cols rows
    active_pane zoomed approximate layout domain cwd cwd_host program argv text windows tabs panes
  ]]):gmatch("%S+")
do
  KEY_ORDER[#KEY_ORDER + 1] = key
end

--- A cell count beyond this is a mistake: no screen has it.
local CELLS_MAX = 100000
local PANES_MAX = 10000

--- What a list of sessions shows.
---@class (exact) sessions.Header
---@field saved_at integer seconds since the epoch
---@field windows? integer nil where an edit has removed the counts
---@field tabs? integer
---@field panes? integer
---@field name? string nil when it does not end within the bytes given

--- Reads the documents of another plugin: nil for what is not its, nil and a problem for what is broken.
---@alias sessions.Importer fun(value: any): sessions.Session?, (sessions.Problem[]|sessions.Problem)?

--- Optional strings of a pane, kept as they are.
local PANE_TEXTS = { "title", "cwd_host", "git_branch", "git_repo" }

local function stored_pane(pane)
  local program = pane.program
  local stored = { domain = percent.to_stored(pane.domain), cwd = percent.to_stored(pane.cwd) }
  for _, field in ipairs(PANE_TEXTS) do
    stored[field] = percent.to_stored(pane[field])
  end
  if program then
    -- An empty list would come back as an empty object.
    local argv = program.argv and program.argv[1] and {}
    for index, word in ipairs(argv and program.argv or {}) do
      argv[index] = percent.to_stored(word)
    end
    stored.program = {
      name = percent.to_stored(program.name),
      argv = argv,
      text = percent.to_stored(program.text),
    }
  end
  return stored
end

local function stored_tab(tab, counts)
  local panes = {}
  for index, pane in ipairs(split_tree.leaves(tab.layout)) do
    panes[index] = stored_pane(pane)
  end
  counts.tabs, counts.panes = counts.tabs + 1, counts.panes + #panes
  return {
    title = percent.to_stored(tab.title),
    cols = tab.cols,
    rows = tab.rows,
    active_pane = tab.active_pane,
    zoomed = tab.zoomed,
    approximate = tab.approximate,
    layout = shape.write(tab.layout, tab.cols, tab.rows),
    panes = panes,
  }
end

---@param session sessions.Session
---@return string text ends with a newline
---@nodiscard
function codec.encode(session)
  local windows, counts = {}, { windows = #session.windows, tabs = 0, panes = 0 }
  for number, window in ipairs(session.windows) do
    local tabs = {}
    for index, tab in ipairs(window.tabs) do
      tabs[index] = stored_tab(tab, counts)
    end
    windows[number] =
      { title = percent.to_stored(window.title), active_tab = window.active_tab, tabs = tabs }
  end
  local document = {
    saved_at = session.saved_at,
    counts = counts,
    name = percent.to_stored(session.name),
    windows = windows,
  }
  -- Always on lines of their own, however short the document is: `header` and the checksum count on it.
  local body = json.encode(document, KEY_ORDER):sub(3) .. "\n"
  local head = ('{\n  "format": "%s",\n  "version": %d,\n  "checksum": "%s",\n'):format(
    FORMAT,
    VERSION,
    digest.of(body)
  )
  return head .. body
end

local FORMAT_PATTERN = '"format"%s*:%s*"' .. FORMAT:gsub("%-", "%%-") .. '"'
local CHECKSUM_PATTERN = "^\xEF?\xBB?\xBF?{%s*"
  .. FORMAT_PATTERN
  .. ',%s*"version": %d+,%s*"checksum": "(%x+)",\n()'

--- Whether two documents differ in nothing but the time of saving.
---@param text_a string
---@param text_b string
---@return boolean
---@nodiscard
function codec.same(text_a, text_b)
  local counts_a, counts_b =
    text_a:find('\n  "counts"', 1, true), text_b:find('\n  "counts"', 1, true)
  return counts_a ~= nil and counts_b ~= nil and text_a:sub(counts_a) == text_b:sub(counts_b)
end

--- A digest of all but the time of saving: equal for documents that `same` calls equal.
---@param text string
---@return string digest 16 hexadecimal digits
---@nodiscard
function codec.state_digest(text)
  local counts = text:find('\n  "counts"', 1, true)
  return digest.of(counts and text:sub(counts) or text)
end

--- The facts at the start of a document, wherever an edit has put them before the windows. Nothing
--- within a text can be mistaken for them: there, a quote has a backslash before it.
---@param start string its first few hundred bytes
---@return sessions.Header? header nil for anything else
---@nodiscard
function codec.header(start)
  local head = start:sub(1, (start:find('"windows"%s*:%s*%[')))
  local saved_at = head:match('"saved_at"%s*:%s*(%d+)')
  if not saved_at or not head:find('"version"%s*:%s*%d') or not head:find(FORMAT_PATTERN) then
    return nil
  end
  local counts = head:match('"counts"%s*:%s*(%b{})') or ""
  local function count(what)
    local digits = counts:match('"' .. what .. '"%s*:%s*(%d+)')
    return digits and math.tointeger(tonumber(digits))
  end
  local _, name_at = head:find('"name"%s*:%s*"')
  local _, bytes_at = head:find('"name"%s*:%s*{%s*"bytes"%s*:%s*"')
  return {
    saved_at = math.tointeger(tonumber(saved_at)) or 0,
    windows = count("windows"),
    tabs = count("tabs"),
    panes = count("panes"),
    name = name_at and json.read_string(head, name_at) or bytes_at and percent.from_stored({
      bytes = json.read_string(head, bytes_at),
    }) or nil,
  }
end

--- Raised by the checks below and caught in `decode`, the one door.
local function refuse(where, message)
  error({ message = ("%s: %s"):format(where, message), where = where }, 0)
end

local EXPECTED = { table = "a list or an object", boolean = "true or false" }

local function check(value, kind, where)
  if type(value) ~= kind then
    refuse(where, EXPECTED[kind] .. " is expected")
  end
  return value
end

local function check_list(value, where)
  check(value, "table", where)
  if value[1] == nil then
    refuse(where, "a list of at least one is expected")
  end
  -- WezTerm's reader turns null into nothing: what is behind the hole must not be lost in silence.
  local count = 0
  for _ in pairs(value) do
    count = count + 1
  end
  if value[count] == nil then
    refuse(where, "a list without null is expected")
  end
  return value
end

local function check_integer(value, where, least, most)
  local whole = type(value) == "number" and math.tointeger(value)
  if not whole or whole < least or whole > most then
    refuse(where, ("a whole number from %d to %d is expected"):format(least, most))
  end
  return whole
end

local function check_text(value, where)
  local text = percent.from_stored(value)
  if type(text) ~= "string" then
    refuse(where, "text is expected")
  end
  return text
end

local function check_optional_text(value, where)
  if value ~= nil then
    return check_text(value, where)
  end
end

local function check_program(value, where)
  if value == nil then
    return nil
  end
  check(value, "table", where)
  local argv
  if value.argv ~= nil then
    argv = {}
    for index, word in ipairs(check_list(value.argv, where .. ".argv")) do
      argv[index] = check_text(word, ("%s.argv[%d]"):format(where, index))
    end
  end
  return {
    name = check_text(value.name, where .. ".name"),
    argv = argv,
    text = check_optional_text(value.text, where .. ".text"),
  }
end

local function check_pane(value, where)
  check(value, "table", where)
  local pane = {
    domain = check_optional_text(value.domain, where .. ".domain"),
    cwd = check_optional_text(value.cwd, where .. ".cwd"),
    program = check_program(value.program, where .. ".program"),
  }
  for _, field in ipairs(PANE_TEXTS) do
    pane[field] = check_optional_text(value[field], where .. "." .. field)
  end
  return pane
end

local function check_tab(value, where, budget)
  check(value, "table", where)
  local cols = check_integer(value.cols, where .. ".cols", 1, CELLS_MAX)
  local rows = check_integer(value.rows, where .. ".rows", 1, CELLS_MAX)
  local panes = {}
  for index, pane in ipairs(check_list(value.panes, where .. ".panes")) do
    budget.panes = budget.panes - 1
    if budget.panes < 0 then
      refuse(where, ("there are more than %d panes"):format(PANES_MAX))
    end
    panes[index] = check_pane(pane, ("%s.panes[%d]"):format(where, index))
  end
  local tree, message = shape.read(check_text(value.layout, where .. ".layout"), cols, rows, panes)
  if not tree then
    refuse(where .. ".layout", message)
  end
  return {
    title = check_text(value.title, where .. ".title"),
    cols = cols,
    rows = rows,
    active_pane = check_integer(value.active_pane, where .. ".active_pane", 1, #panes),
    zoomed = check(value.zoomed, "boolean", where .. ".zoomed"),
    approximate = value.approximate == true or nil,
    layout = tree,
  }
end

local function check_document(value)
  check_integer(value.version, "version", 1, VERSION)
  local session = {
    name = check_text(value.name, "name"),
    saved_at = check_integer(value.saved_at, "saved_at", 0, math.maxinteger),
    windows = {},
  }
  local budget = { panes = PANES_MAX }
  for number, window in ipairs(check_list(value.windows, "windows")) do
    local where = ("windows[%d]"):format(number)
    check(window, "table", where)
    local tabs = {}
    for index, tab in ipairs(check_list(window.tabs, where .. ".tabs")) do
      tabs[index] = check_tab(tab, ("%s.tabs[%d]"):format(where, index), budget)
    end
    session.windows[number] = {
      title = check_text(window.title, where .. ".title"),
      active_tab = check_integer(window.active_tab, where .. ".active_tab", 1, #tabs),
      tabs = tabs,
    }
  end
  return session
end

---@param code sessions.ProblemCode
---@param message string
---@param where string?
---@return sessions.Problem
local function problem(code, message, where)
  return { code = code, message = message, where = where }
end

--- A document of another plugin, by the first importer that knows it.
local function import(value, importers)
  local first_problem
  for _, decode in ipairs(importers or {}) do
    local session, notes = decode(value)
    if session then
      return session, notes
    end
    first_problem = first_problem or notes
  end
  return nil, first_problem or problem("foreign", "this is not a session file")
end

local function is_intact(text)
  local checksum, body_start = text:match(CHECKSUM_PATTERN)
  return checksum ~= nil and digest.of(text:sub(body_start)) == checksum
end

---@param text string
---@param parse fun(text: string): any JSON reader; may raise
---@param importers? sessions.Importer[] for documents of other plugins
---@return sessions.Session? session
---@return sessions.Problem[]|sessions.Problem # notes, or the problem
---@nodiscard
function codec.decode(text, parse, importers)
  local ok, value = pcall(parse, text)
  if not ok then
    return nil, problem("damaged", "the file is damaged: " .. tostring(value):match("[^\n]*"))
  end
  if type(value) ~= "table" then
    return nil, problem("foreign", "this is not a session file")
  end
  if value.format == nil then
    return import(value, importers)
  end
  if value.format ~= FORMAT then
    return nil, problem("foreign", "this is not a session file")
  end
  if math.type(value.version) == "integer" and value.version > VERSION then
    local message =
      "it was written by a newer version of the plugin (document version %d): update the plugin"
    return nil, problem("newer", message:format(value.version), "version")
  end
  ---@type boolean, any
  local valid, answer = pcall(check_document, value)
  local intact = is_intact(text)
  if not valid then
    local refusal = type(answer) == "table" and answer or { message = tostring(answer) }
    return nil, problem(intact and "invalid" or "damaged", refusal.message, refusal.where)
  end
  if not intact then
    return answer, { problem("edited", "the file was edited since it was saved") }
  end
  return answer, {}
end

return codec
