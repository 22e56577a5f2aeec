--- panes: the part of the port that looks at what is open: workspaces, windows, tabs, panes, their programs.
---
--- In:    the port that is being made, the `wezterm` module.
--- Out:   more verbs on the port; what is gone meanwhile is nil, or empty.
--- Never: is used by any room but `host`; changes anything.

local path = require("sessions.text.path")

local panes = {}

--- What Linux puts behind the path of a program, or of a directory, that was replaced or removed on the disk.
local DELETED = " (deleted)"

---@param executable string?
---@return string?
local function without_mark(executable)
  return executable and executable:sub(-#DELETED) == DELETED and executable:sub(1, -#DELETED - 1)
    or executable
end

--- A process and all below it, without that mark.
---@param info wezterm.ProcessInfo?
---@return wezterm.ProcessInfo?
local function as_started(info)
  if info then
    info.executable = without_mark(info.executable) or ""
    for _, child in pairs(info.children or {}) do
      as_started(child)
    end
  end
  return info
end

--- Where the terminal's own windows are (mux/src/termwiztermtab.rs).
local DIALOGS = "TermWizTerminalDomain"

--- Add the verbs to the port.
---@param port sessions.Host
---@param wezterm wezterm
---@param attempt fun<P, R>(fn: (fun(...: P...): R), ...: P...): R?, any calls; an error becomes `nil, message`
---@param ask fun<T, K: keyof T>(object: T, name: K, ...: any): ReturnType<std.RawGet<T, K>>?, any calls a method so
function panes.add(port, wezterm, attempt, ask)
  local mux = wezterm.mux
  local own_executable ---@type string?

  function port.active_workspace()
    return mux.get_active_workspace()
  end

  function port.workspace_names()
    return mux.get_workspace_names()
  end

  --- Whether a pane is a message or a question of the terminal's.
  function port.is_overlay(pane)
    return port.domain_of(pane) == DIALOGS
  end

  --- A window by which the terminal itself tells or asks something: of errors in the configuration, of a connection.
  --- It is none of the user's.
  ---@param window MuxWindow
  ---@return boolean
  function port.is_dialog(window)
    local pane = ask(window, "active_pane")
    return pane ~= nil and port.is_overlay(pane) and #port.tabs(window) == 1
  end

  --- The user's windows of a workspace by age: `all_windows` comes in random order (mux/src/lib.rs:1051-1053).
  function port.windows(workspace)
    local found = {}
    for _, window in ipairs(mux.all_windows()) do
      if ask(window, "get_workspace") == workspace and not port.is_dialog(window) then
        found[#found + 1] = window
      end
    end
    table.sort(found, function(a, b)
      return a:window_id() < b:window_id()
    end)
    return found
  end

  function port.window_id(window)
    return window:window_id()
  end

  function port.tab_id(tab)
    return tab:tab_id()
  end

  function port.pane_id(pane)
    return pane:pane_id()
  end

  --- The three `get_…` functions raise for an id that is gone; here that is nil.
  function port.window_by_id(id)
    return attempt(mux.get_window, id)
  end

  function port.tab_by_id(id)
    return attempt(mux.get_tab, id)
  end

  function port.pane_by_id(id)
    return attempt(mux.get_pane, id)
  end

  function port.pane_id(pane)
    return pane:pane_id()
  end

  function port.workspace_of(window)
    return ask(window, "get_workspace")
  end

  function port.window_title(window)
    return ask(window, "get_title") or ""
  end

  --- `{ tab = …, is_active = … }` in the order of the tab bar.
  function port.tabs(window)
    return ask(window, "tabs_with_info") or {}
  end

  function port.active_tab(window)
    return ask(window, "active_tab")
  end

  function port.tab_title(tab)
    return ask(tab, "get_title") or ""
  end

  ---@return integer? cols
  ---@return integer? rows
  function port.tab_size(tab)
    local size = ask(tab, "get_size")
    if not size then
      return nil
    end
    return size.cols, size.rows
  end

  --- Pixels of a row. Before its window has been resized for the first time this is a guess of the multiplexer's.
  ---@return integer?
  function port.cell_height(tab)
    local size = ask(tab, "get_size")
    return size and size.rows > 0 and size.pixel_height // size.rows or nil
  end

  --- All panes in tree order, zoom ignored, with their rectangles in cells (mux/src/tab.rs:1003-1077).
  function port.panes(tab)
    return ask(tab, "panes_with_info") or {}
  end

  --- All panes of a window, tab after tab.
  ---@param window MuxWindow
  ---@return MuxPane[]
  function port.window_panes(window)
    local found = {}
    for _, info in ipairs(port.tabs(window)) do
      for _, each in ipairs(port.panes(info.tab)) do
        found[#found + 1] = each.pane
      end
    end
    return found
  end

  --- What the pane's program calls itself, else its name.
  function port.pane_title(pane)
    return ask(pane, "get_title") or ""
  end

  --- "" when the domain is gone.
  function port.domain_of(pane)
    return ask(pane, "get_domain_name") or ""
  end

  --- Whether a pane can be opened in the domain: overlays and connection dialogs live in domains of their own.
  function port.is_spawnable(domain_name)
    local domain = attempt(mux.get_domain, domain_name)
    if not domain then
      return false
    end
    return ask(domain, "is_spawnable") == true
  end

  --- What a domain is a client of, where it is one of a multiplexer (wezterm-client/src/domain.rs:210-222).
  ---@async
  ---@return string? kind "unix", "TLS" or "SSH"
  function port.multiplexer_of(domain_name)
    local domain = attempt(mux.get_domain, domain_name)
    local label = domain and ask(domain, "label")
    return label and label:match("^(%a+) mux ")
  end

  --- Where programs start that are not told where.
  function port.default_domain()
    local domain = attempt(mux.get_domain)
    return domain and ask(domain, "name") or nil
  end

  --- Whether the terminal is connected to a domain; to those that start programs on this machine it always is.
  ---@param domain_name string
  ---@return boolean
  function port.is_attached(domain_name)
    local domain = attempt(mux.get_domain, domain_name)
    return domain and ask(domain, "state") == "Attached" or false
  end

  --- Whether any pane of a domain is open, in any workspace.
  ---@param domain_name string
  ---@return boolean
  function port.has_panes(domain_name)
    local domain = attempt(mux.get_domain, domain_name)
    return domain and ask(domain, "has_any_panes") == true or false
  end

  --- The directory as URL text, or nil. It was a plain string before release 20240127.
  function port.cwd_url(pane)
    local url = ask(pane, "get_current_working_dir")
    return url and tostring(url) or nil
  end

  function port.user_variables(pane)
    return ask(pane, "get_user_vars") or {}
  end

  --- Path of the executable in the foreground; nil for remote panes, and where the first program of a pipeline has
  --- ended. Cheap: 0.012 ms on Linux.
  function port.program_path(pane)
    return without_mark(ask(pane, "get_foreground_process_name"))
  end

  --- Everything about the foreground process; scans the whole process table, uncached, every time.
  function port.inspect(pane)
    return as_started(ask(pane, "get_foreground_process_info"))
  end

  --- The terminal's own process.
  ---@return integer? pid
  ---@return string? executable its path
  ---@return string? directory that it was started in
  function port.own_process()
    local procinfo = wezterm.procinfo
    local pid = procinfo and attempt(procinfo.pid)
    if not procinfo or not pid then
      return nil
    end
    own_executable = own_executable or without_mark(attempt(procinfo.executable_path_for_pid, pid))
    return pid, own_executable, (attempt(procinfo.current_working_dir_for_pid, pid))
  end

  --- Whether a process is another terminal of this kind, and lives. A multiplexer server beside a GUI is none.
  ---@param pid integer
  ---@return boolean
  function port.is_other_terminal(pid)
    local own_pid, own = port.own_process()
    local procinfo = wezterm.procinfo
    local other = procinfo and without_mark(attempt(procinfo.executable_path_for_pid, pid))
    if not own or not other or pid == own_pid then
      return false
    end
    return path.basename(other) == path.basename(own)
  end

  --- Whether a program fills the screen that has no scrollback, as editors do.
  function port.is_full_screen(pane)
    return ask(pane, "is_alt_screen_active") == true
  end

  --- What is on the screen now.
  ---@param pane MuxPane
  ---@return { rows: string[], top: integer, has_scrolled: boolean }? screen the number of the first row; nil where the pane
  --- does not tell
  local function screen_of(pane)
    local size, text = ask(pane, "get_dimensions"), ask(pane, "get_lines_as_text")
    if not size or not text then
      return nil
    end
    local rows = {}
    for row in (text .. "\n"):gmatch("([^\n]*)\n") do
      rows[#rows + 1] = row
    end
    local has_scrolled = size.scrollback_rows > size.viewport_rows
    return { rows = rows, top = size.physical_top, has_scrolled = has_scrolled }
  end

  --- The last row of a prompt, without blanks; "" when it is not on the screen.
  local function text_of(screen, zone)
    local row = screen.rows[zone.end_y - screen.top + 1] or ""
    local stop = utf8.len(row) and utf8.offset(row, zone.end_x + 2) or #row + 1
    return row:sub(1, stop - 1):match("^%s*(.-)%s*$")
  end

  --- What a shell asks with when its line goes on below is a prompt to WezTerm as well. It is known from the one that the
  --- line has begun with by its last character and, where that may end a path, by its first.
  ---@param pane MuxPane
  ---@param zones wezterm.SemanticZone[]
  ---@param last integer place of the prompt that the cursor is at
  ---@return boolean
  local function goes_on(pane, zones, last)
    local function is_of(place, kind)
      local zone = zones[place] --[[@as wezterm.SemanticZone?]]
      return zone ~= nil and zone.semantic_type == kind
    end
    local first = last
    while is_of(first - 1, "Input") and is_of(first - 2, "Prompt") do
      first = first - 2
    end
    local screen = first < last and screen_of(pane)
    if not screen then
      return false
    end
    local begun, now = text_of(screen, zones[first]), text_of(screen, zones[last])
    local mark = now:match(utf8.charpattern .. "$") or ""
    if mark == "" or begun:sub(-#mark) ~= mark then
      return true
    end
    return mark == ">" and begun:sub(1, 1) ~= now:sub(1, 1)
  end

  --- Whether the cell before the cursor is blank, as it is behind most prompts and behind few words.
  ---@param pane MuxPane
  ---@param cursor wezterm.CursorPosition
  ---@return boolean
  local function is_blank_before(pane, cursor)
    local screen = screen_of(pane)
    local row = screen and screen.rows[cursor.y - screen.top + 1]
    local at = row and utf8.len(row) and utf8.offset(row, cursor.x)
    return row ~= nil and (at == nil or row:find("^ ", at) ~= nil or at > #row)
  end

  --- What the shell's integration tells of its line: whether the cursor stands right behind the prompt. Where the shell has
  --- a prompt at the right edge too, or does not mark what is typed (fish), the blank before the cursor has to tell.
  ---@return boolean? nil where the shell tells of no prompt
  function port.is_at_prompt(pane)
    local zones, cursor = ask(pane, "get_semantic_zones"), ask(pane, "get_cursor_position")
    if not zones or not cursor then
      return nil
    end
    local is_marked = false
    for _, zone in ipairs(zones) do
      is_marked = is_marked or zone.semantic_type == "Input"
    end
    for index = #zones, 1, -1 do
      local zone = zones[index]
      local is_at_right = zone.start_y == cursor.y and zone.start_x > cursor.x
      if zone.semantic_type == "Prompt" and is_at_right then
        is_marked = false
      elseif zone.semantic_type == "Prompt" then
        -- The zone ends with its last cell (termwiz/src/surface/line/line.rs:406-456).
        local is_behind = zone.end_y == cursor.y and zone.end_x + 1 == cursor.x
        return is_behind
          and (is_marked or is_blank_before(pane, cursor))
          and not goes_on(pane, zones, index)
      end
    end
  end

  --- Whether nothing was ever written in a pane but a first prompt, behind which the cursor stands.
  ---@param rows_most integer that the prompt takes
  ---@return boolean
  function port.is_at_first_prompt(pane, rows_most)
    local screen, cursor = screen_of(pane), ask(pane, "get_cursor_position")
    if not screen or not cursor or screen.has_scrolled then
      return false
    end
    local written, last = 0, 0
    for number, row in ipairs(screen.rows) do
      if row:find("%S") then
        written, last = written + 1, number
      end
    end
    local is_behind = last == cursor.y - screen.top + 1 and cursor.x > 0
    return is_behind and written <= rows_most
  end

  --- The screen as text, with the place of the cursor.
  ---@return string? nil where the pane does not tell
  function port.shown(pane)
    local text, cursor = ask(pane, "get_lines_as_text"), ask(pane, "get_cursor_position")
    return text and cursor and ("%d %d\n%s"):format(cursor.x, cursor.y, text) or nil
  end

  --- The terminal's own process with all it has started, in one scan of the process table.
  function port.inspect_all()
    local procinfo = wezterm.procinfo
    if not procinfo then
      return nil
    end
    return as_started(attempt(function()
      return procinfo.get_info_for_pid(procinfo.pid())
    end))
  end
end

return panes
-- Made from lua_templates/sessions/terminal/panes.lua; plugin/init.lua opens it by its digest: 760eba0710510a81
