--- spec: a session written by hand -> a session. The way back is `outline.of`.
---
--- In:    nested tables of texts, numbers and booleans, from `define`, a TOML or a JSON file.
--- Out:   a session, or the first mistake with its place.
--- Never: raises on a mistake; guesses what an unknown field might mean.
---
---   {
---     cwd = "~/src/app",               -- for all panes that have none of their own
---     tabs = {
---       {
---         title = "code",
---         across = {                   -- side by side; `down`: one below the other
---           { command = "nvim .", focus = true },
---           { size = 0.3, down = { "make watch", { size = 10, cwd = "logs" } } },
---         },
---       },
---       "htop",                        -- a text is the command of a pane
---     },
---   }
---
--- A session without `windows` is its only window, a window without `tabs` its only tab, a tab
--- without a list its only pane. `panes` is the other way to say a layout: each pane of the list in
--- turn is cut from the one that has the list, to the right of it or with `split = "down"` below.

local arrange = require("sessions.features.define.arrange")
local command = require("sessions.text.command")
local fields = require("sessions.features.define.fields")
local path = require("sessions.text.path")
local split_tree = require("sessions.layout.split_tree")

local spec = {}

--- What shares refer to when no size is known; restoring fits the tab into the real window.
local COLS, ROWS = 200, 60

local PANES_MAX = 10000

--- Deeper than any layout on a screen: a table that contains itself.
local DEPTH_MAX = 1000

local SPLITS = { right = "left_right", down = "top_bottom" }

--- Fields that hold for all that is in a table.
local AROUND = { "cwd", "domain", "cols", "rows" }
local OF_A_PANE = { "title", "cwd", "domain", "focus", "panes", "across", "down" }
local OF_A_SHELL = { "cwd_host", "command", "program", "program_text" }

local function joined(...)
  local all = {}
  for _, names in ipairs({ ... }) do
    table.move(names, 1, #names, #all + 1, all)
  end
  return all
end

local KNOWN = {
  pane = joined({ "size" }, OF_A_PANE, OF_A_SHELL),
  cut = joined({ "split", "size" }, OF_A_PANE, OF_A_SHELL),
  tab = joined({ "zoom", "cols", "rows" }, OF_A_PANE, OF_A_SHELL),
  only_tab = joined({ "tabs", "zoom", "cols", "rows" }, OF_A_PANE, OF_A_SHELL),
  window = joined({ "title", "tabs" }, AROUND),
  session = joined({ "windows" }, AROUND),
}

---@class (exact) sessions.SpecContext
---@field home? string the user's home, for `~`
---@field saved_at? integer seconds since the epoch
---@field cols? integer of the window that it will be shown in, when it is known
---@field rows? integer

--- A directory as it is meant: "~" is the home, what is not absolute lies in the one around.
---@param directory string
---@param around string? the directory of the table around
---@param home string?
---@return string
---@nodiscard
function spec.directory(directory, around, home)
  if home then
    directory = path.expand_home(directory, home, path.is_native(home, true))
  end
  local base = around or home
  if path.is_absolute(directory) or not base then
    return directory
  end
  return path.join(base, directory, "/")
end

--- What a table hands down to those in it.
local function inherit(value, where, around, draft)
  local cwd, is_literal = fields.text_of(value.cwd, fields.under(where, "cwd"))
  if cwd == "" and not is_literal then
    fields.fail(fields.under(where, "cwd"), "empty", "the directory is empty")
  elseif cwd and not is_literal then
    cwd = spec.directory(cwd, around.cwd, draft.home)
  end
  return {
    cwd = cwd or around.cwd,
    domain = fields.text_of(value.domain, fields.under(where, "domain")) or around.domain,
    cols = fields.cells_of(value.cols, fields.under(where, "cols")) or around.cols,
    rows = fields.cells_of(value.rows, fields.under(where, "rows")) or around.rows,
  }
end

local function argv_of(value, where)
  if type(value) == "string" then
    local argv, problem = command.split(value)
    if problem then
      local remedy = '; what needs a shell is a list: { "sh", "-c", "..." }'
      fields.fail(where, problem.code, problem.message .. remedy)
    end
    return argv
  end
  local argv = {}
  for index, word in ipairs(fields.list_of(value, where) or {}) do
    argv[index] = fields.text_of(word, fields.item(where, index))
  end
  return argv[1] and argv or nil
end

local function program_of(value, where)
  local argv = argv_of(value.command, fields.under(where, "command"))
  local name = fields.text_of(value.program, fields.under(where, "program"))
  local text = fields.text_of(value.program_text, fields.under(where, "program_text"))
  if not (argv or name or text) then
    return nil
  end
  return { name = name or argv and path.basename(argv[1]) or "", argv = argv, text = text }
end

--- A table, or a text for one with that command.
---@return table<string, any>
local function table_of(value, where, kind)
  if type(value) == "string" then
    return { command = value }
  end
  return fields.table_of(value, where, KNOWN[kind])
end

--- The name of the list that says how a table is divided; nil for a lone pane.
local function list_name(value, where)
  local found
  for _, name in ipairs({ "panes", "across", "down" }) do
    if value[name] ~= nil and found then
      local message = ("there is a list %s already"):format(found)
      fields.fail(fields.under(where, name), "two_lists", message)
    end
    found = value[name] ~= nil and name or found
  end
  return found
end

--- The pane that a table is itself.
local function own_pane(value, where, around, draft, title)
  draft.panes = draft.panes + 1
  if draft.panes > PANES_MAX then
    fields.fail(where, "too_many_panes", ("there are more than %d panes"):format(PANES_MAX))
  end
  return {
    domain = around.domain,
    cwd = around.cwd,
    cwd_host = fields.text_of(value.cwd_host, fields.under(where, "cwd_host")),
    title = title,
    program = program_of(value, where),
  }
end

---@type fun(value: table, where: string, around: table, draft: table): sessions.Part
local read_pane

--- The items of a list, with what they are cut along and how large.
local function read_items(list, where, kind, around, draft)
  local parts, sizes, axes = {}, {}, {}
  for index, item in ipairs(list) do
    local place = fields.item(where, index)
    local value = table_of(item, place, kind)
    parts[index] = read_pane(value, place, around, draft)
    sizes[index] = fields.size_of(value.size, fields.under(place, "size"))
    local split = value.split == nil and "right" or value.split
    axes[index] = SPLITS[split]
    if not axes[index] then
      fields.fail(fields.under(place, "split"), "wrong_type", 'a split is "right" or "down"')
    end
  end
  return parts, sizes, axes
end

--- The panes of a table, its own (if it is one) first.
---@return sessions.Part part
---@return sessions.Pane? own
local function read_content(value, where, around, draft, title)
  local name = list_name(value, where)
  if not name then
    local pane = own_pane(value, where, around, draft, title)
    return arrange.pane(pane), pane
  end
  draft.depth = draft.depth + 1
  if draft.depth > DEPTH_MAX then
    fields.fail(where, "too_deep", "the tables are nested too deeply, or contain themselves")
  end
  local place = fields.under(where, name)
  local list = fields.list_of(value[name], place) --[[@as any[] ]]
  if name == "panes" then
    local pane = own_pane(value, where, around, draft, title)
    local part = arrange.pane(pane)
    local parts, sizes, axes = read_items(list, place, "cut", around, draft)
    -- The first cut goes through the whole: it is the outermost split.
    for index = #parts, 1, -1 do
      local cut = {} ---@type table<integer, sessions.Size>
      cut[2] = sizes[index]
      part = arrange.group(axes[index], { part, parts[index] }, cut)
    end
    draft.depth = draft.depth - 1
    return part, pane
  end
  for _, field in ipairs(OF_A_SHELL) do
    if value[field] ~= nil then
      local message = ("this is no pane itself: it belongs to one of %s"):format(name)
      fields.fail(fields.under(where, field), "misplaced", message)
    end
  end
  local parts, sizes = read_items(list, place, "pane", around, draft)
  draft.depth = draft.depth - 1
  return arrange.group(name == "across" and "left_right" or "top_bottom", parts, sizes)
end

function read_pane(value, where, around, draft)
  local title = fields.text_of(value.title, fields.under(where, "title"))
  local part, own = read_content(value, where, inherit(value, where, around, draft), draft, title)
  local place = fields.under(where, "focus")
  if not own and title then
    fields.fail(fields.under(where, "title"), "misplaced", "this is no pane itself")
  elseif fields.boolean_of(value.focus, place) then
    if not own or draft.focused then
      local message = own and "another pane of the tab has it already" or "this is no pane itself"
      fields.fail(place, "misplaced", message)
    end
    draft.focused = own
  end
  return part
end

--- A tab; whether it has the focus itself, and whether one of its panes has it.
local function read_tab(value, where, around, draft, title)
  draft.focused = nil
  around = inherit(value, where, around, draft)
  local part = read_content(value, where, around, draft)
  local cols, rows = math.max(around.cols, part.cols), math.max(around.rows, part.rows)
  local tree = arrange.tree(part, cols, rows)
  local active = 1
  for position, pane in ipairs(split_tree.leaves(tree)) do
    active = pane == draft.focused and position or active
  end
  return {
    title = title or "",
    cols = cols,
    rows = rows,
    active_pane = active,
    zoomed = fields.boolean_of(value.zoom, fields.under(where, "zoom")),
    layout = tree,
  },
    fields.boolean_of(value.focus, fields.under(where, "focus")),
    draft.focused ~= nil
end

--- A window; a table without `tabs` is its only tab.
local function read_window(value, where, around, draft)
  local has_tabs = type(value) == "table" and value.tabs ~= nil
  value = table_of(value, where, has_tabs and "window" or "only_tab")
  local title = fields.text_of(value.title, fields.under(where, "title")) or ""
  if not has_tabs then
    local tab = read_tab(value, where, around, draft)
    return { title = title, active_tab = 1, tabs = { tab } }
  end
  around = inherit(value, where, around, draft)
  local list_place = fields.under(where, "tabs")
  local tabs, focused, with_focus = {}, nil, nil
  for index, item in ipairs(fields.list_of(value.tabs, list_place) or {}) do
    local place = fields.item(list_place, index)
    local one = table_of(item, place, "tab")
    local tab_title = fields.text_of(one.title, fields.under(place, "title"))
    local has_focus, has_focused
    tabs[index], has_focus, has_focused = read_tab(one, place, around, draft, tab_title)
    if has_focus and focused then
      fields.fail(fields.under(place, "focus"), "misplaced", "another tab has it already")
    end
    focused = has_focus and index or focused
    with_focus = with_focus or has_focused and index or nil
  end
  return { title = title, active_tab = focused or with_focus or 1, tabs = tabs }
end

--- A session from its spec.
---@param name string of the workspace
---@param value any
---@param context sessions.SpecContext?
---@return sessions.Session? session
---@return sessions.Problem? problem its `where` is the field: "tabs[2].across[1].size"
---@nodiscard
function spec.read(name, value, context)
  context = context or {}
  local draft = { home = context.home, panes = 0, depth = 0 }
  return fields.try(function()
    local around = { cols = context.cols or COLS, rows = context.rows or ROWS }
    local windows = {}
    if type(value) ~= "table" or value.windows == nil then
      windows[1] = read_window(value, "", around, draft)
    else
      fields.table_of(value, "", KNOWN.session)
      around = inherit(value, "", around, draft)
      for index, item in ipairs(fields.list_of(value.windows, "windows") or {}) do
        windows[index] = read_window(item, fields.item("windows", index), around, draft)
      end
    end
    return { name = name, saved_at = context.saved_at or 0, windows = windows }
  end)
end

return spec
-- Made from lua_templates/sessions/features/define/spec.lua; plugin/init.lua opens it by its digest: 112dd3d3cdc8a005
