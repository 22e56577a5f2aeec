--- outline: a session -> a spec, as somebody could have written it. The way back is `spec.read`.
---
--- In:    a session.
--- Out:   nested tables for a Lua, TOML or JSON file.
--- Never: writes what would be read as something else: odd texts are written byte for byte.

local command = require("sessions.text.command")
local contents = require("sessions.session.contents")
local path = require("sessions.text.path")
local percent = require("sessions.text.percent")
local spec = require("sessions.features.define.spec")
local split_tree = require("sessions.layout.split_tree")

local outline = {}

local LISTS = { left_right = "across", top_bottom = "down" }

--- The order in which the fields of a written spec read best.
-- stylua: ignore
outline.key_order = {
  "title", "cwd", "cwd_host", "domain", "cols", "rows", "size", "focus", "zoom", "command",
  "program", "program_text", "windows", "tabs", "across", "down",
}

--- What of a path lies below a directory.
local function below(directory, base)
  local start = base and path.join(base, "", "/")
  return start and directory:sub(1, #start) == start and directory:sub(#start + 1) or nil
end

--- A directory as people write it, where that is read as just this directory; else byte for byte.
local function short(directory, around, home)
  if directory == nil or directory == around then
    return nil
  end
  local rest = below(directory, home)
  local in_home = directory == home and "~" or rest and "~/" .. rest
  for _, form in ipairs({ below(directory, around) or "", in_home or "", directory }) do
    local is_read = form ~= "" and utf8.len(form)
    if is_read and spec.directory(form, around, home) == directory then
      return form
    end
  end
  return percent.to_stored(directory, true)
end

--- Arguments as one text, where that is read as just these; else as a list.
local function write_argv(argv)
  local text = command.quote(argv, "sh")
  local again = text and utf8.len(text) and command.split(text)
  if again and command.is_same(again, argv) then
    return text
  end
  local words = {}
  for index, word in ipairs(argv) do
    words[index] = percent.to_stored(word)
  end
  return words
end

--- Add a pane's fields to a table.
local function write_pane(out, pane, draft)
  out.cwd = short(pane.cwd, draft.cwd, draft.home)
  out.cwd_host = percent.to_stored(pane.cwd_host)
  out.domain = pane.domain ~= draft.domain and percent.to_stored(pane.domain) or nil
  local program = pane.program
  if program then
    local argv = program.argv and program.argv[1] and program.argv
    out.command = argv and write_argv(argv) or nil
    local is_first_word = argv and path.basename(argv[1]) == program.name
    out.program = not is_first_word and percent.to_stored(program.name) or nil
    out.program_text = percent.to_stored(program.text)
  end
  return out
end

--- The list that divides a table like a split: its chain of one axis, sizes in cells.
local function write_split(out, node, active, draft)
  local axis, items = node.split, {}
  out[LISTS[axis]] = items
  repeat
    local is_last = node.split ~= axis
    local part = is_last and node or node.first
    local item = { size = not is_last and node.first_cells or nil }
    if part.split then
      write_split(item, part, active, draft)
    else
      item.title = percent.to_stored(part.title)
      item.focus = part == active or nil
      write_pane(item, part, draft)
    end
    items[#items + 1] = item
    node = node.second
  until is_last
end

local function write_tab(tab, is_active, draft)
  local out = {
    title = tab.title ~= "" and percent.to_stored(tab.title) or nil,
    cols = tab.cols ~= draft.cols and tab.cols or nil,
    rows = tab.rows ~= draft.rows and tab.rows or nil,
    focus = is_active or nil,
    zoom = tab.zoomed or nil,
  }
  local tree = tab.layout
  if tree.split then
    local active = tab.active_pane > 1 and split_tree.leaves(tree)[tab.active_pane] or nil
    write_split(out, tree, active, draft)
  elseif tree.title then
    out.across = { write_pane({ title = percent.to_stored(tree.title) }, tree, draft) }
  else
    write_pane(out, tree, draft)
  end
  return out
end

--- What most panes share: nil where one has none, since it would inherit.
local function usual(panes, name)
  local counts, best = {}, nil
  for _, pane in ipairs(panes) do
    local value = pane[name]
    if value == nil then
      return nil
    end
    counts[value] = (counts[value] or 0) + 1
    best = (not best or counts[value] > counts[best]) and value or best
  end
  return best
end

--- A session as a spec. Read again it has the same windows, tabs, trees, titles, directories,
--- programs and focus; what was only noted when it was saved (branches, the time) is left out.
---@param session sessions.Session
---@param context sessions.SpecContext? `home`: to say directories below it with "~"
---@return table spec
---@nodiscard
function outline.of(session, context)
  local panes, home = contents.panes(session), context and context.home
  local first_window = session.windows[1] --[[@as sessions.Window]]
  local first = first_window.tabs[1] --[[@as sessions.Tab]]
  local cwd, domain = usual(panes, "cwd"), usual(panes, "domain")
  local draft = { home = home, cwd = cwd, domain = domain, cols = first.cols, rows = first.rows }
  local windows = {}
  for index, window in ipairs(session.windows) do
    local tabs = {}
    for position, tab in ipairs(window.tabs) do
      local is_active = #window.tabs > 1 and position == window.active_tab
      tabs[position] = write_tab(tab, is_active, draft)
    end
    local title = window.title ~= "" and percent.to_stored(window.title) or nil
    windows[index] = { title = title, tabs = tabs }
  end
  local out = windows[2] and { windows = windows } or windows[1]
  out.cwd, out.domain = short(cwd, nil, home), percent.to_stored(domain)
  out.cols, out.rows = draft.cols, draft.rows
  return out
end

return outline
