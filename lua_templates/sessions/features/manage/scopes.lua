--- scopes: one window, one tab, one pane of a saved session, opened beside what is there.
---
--- In:    the plugin. Out: `restore_tab`, `restore_window`, `restore_pane`, and the lists to choose from.
--- Never: changes the workspace's name; closes anything but a lone idle shell that the tabs replace.

local build = require("sessions.restore.build")
local cells = require("sessions.text.cells")
local contents = require("sessions.session.contents")
local locate = require("sessions.restore.locate")
local menu = require("sessions.menu.menu")
local news = require("sessions.restore.news")
local path = require("sessions.text.path")
local report = require("sessions.restore.report")
local restore = require("sessions.restore.restore")
local split_tree = require("sessions.layout.split_tree")
local words = require("sessions.text.words")

local scopes = {}

local CHOSEN = "wezterm-sessions.scopes.chosen"

--- A pane is split beside when both halves keep that many columns, below when they keep that many rows.
local HALF_COLS, HALF_ROWS = 20, 6

local function missing(what)
  return { code = "no_such_part", message = "the session has no such " .. what }
end

--- A session that holds one tab only.
local function only_tab(session, tab)
  local window = { title = "", active_tab = 1, tabs = { tab } }
  return { name = session.name, saved_at = session.saved_at, windows = { window } }
end

local function tab_of(session, window_number, tab_number)
  local window = session.windows[window_number]
  return window and window.tabs[tab_number]
end

--- The active pane of a window, when it has room for a second one beside or below.
local function place_for_split(host, mux_window)
  local tab = mux_window and host.active_tab(mux_window)
  for _, info in ipairs(tab and host.panes(tab) or {}) do
    if info.is_active and not info.is_zoomed then
      if info.width > 2 * HALF_COLS then
        return info.pane, "Right", info.width // 2
      elseif info.height > 2 * HALF_ROWS then
        return info.pane, "Bottom", info.height // 2
      end
    end
  end
end

--- What a pane is: its program or "shell", and its directory.
local function pane_text(pane)
  local program = pane.program
  local what = program
    and (program.argv and table.concat(program.argv, " ") or program.text or program.name)
  return what or "shell", pane.cwd or ""
end

local function tab_text(tab)
  local leaves = split_tree.leaves(tab.layout)
  local parts = {}
  for index, pane in ipairs(leaves) do
    parts[index] = pane.program and pane.program.name or path.basename(pane.cwd or "shell")
  end
  return tab.title, words.counted(#leaves, "pane"), table.concat(parts, ", ")
end

--- Rows of aligned columns. The first one, the place in the session, is the id as well.
local function rows_of(lines, cols)
  local widths, rows = {}, {}
  for _, line in ipairs(lines) do
    for column, text in ipairs(line) do
      line[column] = cells.printable(text)
      widths[column] = math.min(math.max(widths[column] or 0, cells.width(line[column])), cols // 2)
    end
  end
  for index, line in ipairs(lines) do
    local parts = {}
    for column, text in ipairs(line) do
      parts[column] = cells.pad(text, widths[column])
    end
    local label = table.concat(parts, "  "):gsub(" +$", "")
    rows[index] = { id = line[1], label = (cells.clip(label, cols)) }
  end
  return rows
end

---@type table<string, fun(session: sessions.Session): table[]>
local LINES = {}

function LINES.window(session)
  local lines = {}
  for number, window in ipairs(session.windows) do
    local titles = {}
    for index, tab in ipairs(window.tabs) do
      local title, _, programs = tab_text(tab)
      titles[index] = title ~= "" and title or programs
    end
    local count = words.counted(#window.tabs, "tab")
    lines[number] = { ("%d"):format(number), count, table.concat(titles, " | ") }
  end
  return lines
end

function LINES.tab(session)
  local lines = {}
  for tab, window_number, tab_number in contents.tabs(session) do
    lines[#lines + 1] = { ("%d.%d"):format(window_number, tab_number), tab_text(tab) }
  end
  return lines
end

function LINES.pane(session)
  local lines = {}
  for tab, window_number, tab_number in contents.tabs(session) do
    for position, pane in ipairs(split_tree.leaves(tab.layout)) do
      local place = ("%d.%d.%d"):format(window_number, tab_number, position)
      lines[#lines + 1] = { place, tab.title, pane_text(pane) }
    end
  end
  return lines
end

---@param plugin sessions.Plugin
function scopes.attach(plugin)
  local host, api = plugin.host, plugin.api

  --- The GUI window to open in, and the session.
  ---@async
  ---@param name string
  ---@param window any?
  ---@return any? gui_window
  ---@return sessions.Session? session
  ---@return sessions.Problem[]? notes
  ---@return sessions.Problem? problem
  local function at_hand(name, window)
    return host.window_at_hand(window), plugin.store():read(name)
  end

  ---@async
  local function open(window, part, notes, is_apart)
    local workspace = host.workspace_at(window)
    host.emit("wezterm-sessions.restore.start", workspace)
    news.begins(plugin, "restore", workspace, window)
    local result = restore.part(plugin, window, part, notes, is_apart)
    news.keep(plugin, result)
    return result
  end

  --- One tab of a saved session, into the current window.
  ---@async
  ---@param name string
  ---@param window_number integer
  ---@param tab_number integer
  ---@param window any? the GUI window at hand
  ---@return sessions.Report?
  ---@return sessions.Problem?
  function api.restore_tab(name, window_number, tab_number, window)
    local gui_window, session, notes, problem = at_hand(name, window)
    if not session then
      return nil, problem
    end
    local tab = tab_of(session, window_number, tab_number)
    if not tab then
      return nil, missing("tab")
    end
    return open(gui_window, only_tab(session, tab), notes, false)
  end

  --- One window of a saved session, as a window of its own.
  ---@async
  ---@param name string
  ---@param window_number integer
  ---@param window any? the GUI window at hand
  ---@return sessions.Report?
  ---@return sessions.Problem?
  function api.restore_window(name, window_number, window)
    local gui_window, session, notes, problem = at_hand(name, window)
    if not session then
      return nil, problem
    elseif not session.windows[window_number] then
      return nil, missing("window")
    end
    local part = { name = session.name, saved_at = session.saved_at }
    part.windows = { session.windows[window_number] }
    return open(gui_window, part, notes, true)
  end

  --- A pane beside the active one, with the directory and program of a saved one.
  ---@async
  local function split(gui_window, session, pane, mux_pane, direction, size)
    local into = report.new(host.workspace_at(gui_window), "restore", nil, host.now_ms())
    into.is_part = true
    local site, where = build.site(plugin), "pane"
    ---@async
    local function beside(cwd, domain)
      return host.split(mux_pane, direction, size, cwd, domain)
    end
    local displaced, made, message = locate.open(site, pane, where, into, beside)
    into.panes_asked, into.complete = 1, true
    if not made then
      local problem = { code = "split_failed", message = message or "the pane could not be split" }
      return nil, problem
    end
    into.panes_made = 1
    if displaced then
      site.kept:displace(made, displaced)
    end
    build.program(site, made, pane, where, into)
    site.kept:put()
    news.keep(plugin, into)
    local first = into.problems[1]
    plugin.tell(
      gui_window,
      ("One pane of %s%s"):format(session.name, first and ". " .. first.message or "")
    )
    return into
  end

  --- One pane of a saved session: beside the active pane, or below it, or where neither has room in a new tab.
  ---@async
  ---@param name string
  ---@param window_number integer
  ---@param tab_number integer
  ---@param position integer of the pane, in tree order
  ---@param window any? the GUI window at hand
  ---@return sessions.Report?
  ---@return sessions.Problem?
  function api.restore_pane(name, window_number, tab_number, position, window)
    local gui_window, session, notes, problem = at_hand(name, window)
    if not session then
      return nil, problem
    end
    local tab = tab_of(session, window_number, tab_number)
    local pane = tab and split_tree.leaves(tab.layout)[position]
    if not tab or not pane then
      return nil, missing("pane")
    end
    local mux_window = gui_window and host.mux_window_of(gui_window)
    local mux_pane, direction, size = place_for_split(host, mux_window)
    if mux_pane then
      return split(gui_window, session, pane, mux_pane, direction, size)
    end
    local lone = { title = "", cols = tab.cols, rows = tab.rows, active_pane = 1, zoomed = false }
    lone.layout = pane
    return open(gui_window, only_tab(session, lone), notes, false)
  end

  --- Offer the parts of a session; the id says "KIND:PLACE".
  ---@async
  local function choose(kind, window, pane, name)
    local session, _, problem = plugin.store():read(name)
    if not session then
      return nil, problem
    end
    local rows = rows_of(LINES[kind](session), (menu.size(plugin, window)))
    for _, row in ipairs(rows) do
      row.id = menu.id_with(kind .. ":" .. row.id, name)
    end
    return menu.show(plugin, window, pane, CHOSEN, ("Open which %s of %s"):format(kind, name), rows)
  end

  local actions = plugin.hooks.session_actions
  for kind, label in pairs({
    tab = "One tab, into this window …",
    window = "One window …",
    pane = "One pane, beside this one …",
  }) do
    actions[#actions + 1] = {
      name = kind,
      label = label,
      act = function(window, pane, name)
        return choose(kind, window, pane, name)
      end,
    }
  end

  ---@async
  local function chosen(window, _, name, part)
    local kind, at = part:match("^%l+"), {}
    for number in part:gmatch("%d+") do
      at[#at + 1] = math.tointeger(tonumber(number))
    end
    if kind == "window" then
      return api.restore_window(name, at[1], window)
    elseif kind == "tab" then
      return api.restore_tab(name, at[1], at[2], window)
    end
    return api.restore_pane(name, at[1], at[2], at[3], window)
  end

  plugin.on(CHOSEN, menu.with_what(chosen))
end

return scopes
