--- old: what abidibo/wezterm-sessions 1.0.0 (cb78eff) asks of the terminal, re-stated.
---
--- In:    the same keys, events and state files as that plugin.
--- Out:   the same host calls in the same order with the same arguments, its waits, its file and process
---        operations, its split arithmetic; all of it with its faults, which are named where they stand.
--- Never: a line of its text. Words meant for people (log, toasts, titles of pickers) are our own. What this file
---        costs in Lua instructions, memory or bytes says nothing about that plugin; only a checkout does.
---
--- `python -m benchmarks verify-old PATH` compares the calls with those of an unmodified checkout.

local wezterm = require("wezterm")

local old = {}

-- Milliseconds that it waits for a workspace switch, and before and after giving a pane the focus.
local SWITCH_WAIT_MS, FOCUS_WAIT_MS = 2000, 200

local SHORT_TOAST_MS, LONG_TOAST_MS = 2000, 4000
local FILE_PREFIX, FILE_SUFFIX = "wezterm_state_", ".json"
local AFTER_SWITCH = "wezter-sessions-switch"

-- Only these two platforms are known by name; every other one is taken for a Mac.
local on_windows = wezterm.target_triple == "x86_64-pc-windows-msvc"
local on_linux = wezterm.target_triple == "x86_64-unknown-linux-gnu"
local SEPARATOR = on_windows and "\\" or "/"

-- Where it lives ------------------------------------------------------------------------------------------------

local ENCODED_URL = "httpssCssZssZsgithubsDscomsZsabidibosZswezterm-sessions"

--- The first plugin of the list, whichever that is, tells the directory of all plugins.
local first_plugin = wezterm.plugin.list()[1].plugin_dir
local plugins_dir = first_plugin:gsub(SEPARATOR .. "[^" .. SEPARATOR .. "]*$", "")

--- A second spelling of its directory (with half an encoded slash) is looked for where it can't be, with a call that
--- raises while a module is being required.
local function own_directory()
  local with_slash = ENCODED_URL .. "Zs"
  local listed, entries = pcall(wezterm.read_dir, plugins_dir .. with_slash)
  return listed and entries and with_slash or ENCODED_URL
end

-- It asks once to find its modules and once to find its state.
own_directory()
local state_dir = table.concat({ plugins_dir, own_directory(), "state", "" }, SEPARATOR)

-- Files -----------------------------------------------------------------------------------------------------------

--- Lossy: a `+` in a name can't be told from a separator afterwards.
local function file_of(workspace)
  local stem = workspace:gsub(SEPARATOR, "+")
  return state_dir .. FILE_PREFIX .. stem .. FILE_SUFFIX
end

--- Written in place; the file is emptied before there is anything to write.
local function write_state(path, state)
  local handle = io.open(path, "w")
  if not handle then
    return false
  end
  handle:write(wezterm.json_encode(state))
  handle:close()
  return true
end

--- A damaged file raises here, and nobody catches it.
local function read_state(path)
  local handle = io.open(path, "r")
  if not handle then
    wezterm.log_info("no state file: " .. path)
    return nil
  end
  local text = handle:read("*a")
  handle:close()
  local state = wezterm.json_parse(text)
  if not state then
    wezterm.log_info("an empty state file: " .. path)
  end
  return state
end

--- One entry a file, listed by a shell. The suffix is taken as a pattern, and away wherever it matches.
local function saved_sessions()
  local entries = {}
  for file_name in io.popen("ls -pa " .. state_dir .. " | grep -v /"):lines() do
    if file_name:find(FILE_PREFIX) then
      local stem = file_name:gsub(FILE_PREFIX, ""):gsub(FILE_SUFFIX, "")
      local label = stem:gsub("+", SEPARATOR)
      entries[#entries + 1] = { id = file_name, label = label }
    end
  end
  return entries
end

-- Paths -----------------------------------------------------------------------------------------------------------

local function without(text, part)
  local literal = part:gsub("[%(%)%.%+%-%*%?%[%]%^%$%%]", "%%%1")
  local rest = text:gsub(literal, "")
  return rest
end

--- What is passed on as a directory: the URL with at most `file://HOST` taken off, never decoded.
local function directory_of(url, domain)
  local is_remote = domain:find("SSHMUX", 1, true)
  local hostname = wezterm.hostname()
  local directory
  if on_windows then
    directory = url:gsub("file:///", "")
  elseif not on_linux then
    directory = url:gsub("^.*(/Users/)", "/Users/")
  elseif is_remote then
    directory = url:gsub("file://" .. domain:match("SSHMUX:(.*)"), "")
  else
    directory = without(url, "file://" .. hostname)
  end
  return directory
end

-- Saving ----------------------------------------------------------------------------------------------------------

--- Arguments are joined by blanks; where one ends can't be told afterwards. The name and the whole process table are
--- asked twice, the first time for a log line.
local function command_text(pane, info)
  wezterm.log_info(info, pane:get_foreground_process_name(), pane:get_foreground_process_info())
  local text = tostring(pane:get_foreground_process_name())
  local process = pane:get_foreground_process_info()
  local handle = process and io.open("/proc/" .. process.pid .. "/cmdline", "r")
  if handle then
    text = handle:read("*a"):gsub("\0", " ")
    handle:close()
  end
  return text
end

local COPIED = {
  "index",
  "is_active",
  "is_zoomed",
  "left",
  "top",
  "width",
  "height",
  "pixel_width",
  "pixel_height",
}

local function look_at_pane(info)
  local text = command_text(info.pane, info)
  local seen = { tty = text, pane_id = tostring(info.pane:pane_id()) }
  for _, field in ipairs(COPIED) do
    seen[field] = info[field]
  end
  seen.cwd = tostring(info.pane:get_current_working_dir())
  return seen
end

local function look_at_tab(tab, is_active)
  local seen =
    { tab_id = tostring(tab:tab_id()), title = tab:get_title(), panes = {}, is_active = is_active }
  for position, info in ipairs(tab:panes_with_info()) do
    seen.panes[position] = look_at_pane(info)
  end
  return seen
end

local function look_at_window(mux_window)
  local seen = { title = mux_window:get_title(), tabs = {} }
  for position, info in ipairs(mux_window:tabs_with_info()) do
    seen.tabs[position] = look_at_tab(info.tab, info.is_active)
  end
  return seen
end

function old.save_state(window)
  local workspace = window:active_workspace()
  local state = { name = workspace, windows = {} }
  for _, mux_window in ipairs(wezterm.mux.all_windows()) do
    if mux_window:get_workspace() == workspace then
      state.windows[#state.windows + 1] = look_at_window(mux_window)
    end
  end
  local path = file_of(workspace)
  wezterm.emit("wezterm-sessions.save.start", path)
  local written = write_state(path, state)
  local message = written and "Session saved" or "Session not saved"
  window:toast_notification("WezTerm Sessions", message, nil, LONG_TOAST_MS)
  wezterm.emit("wezterm-sessions.save.end", path, written)
end

-- Restoring -------------------------------------------------------------------------------------------------------

--- Found anywhere in the text, so that `ssh`, `/usr/share` and `menu` count as shells; the points match any byte.
local SHELL_PARTS = { "sh", "cmd.exe", "powershell.exe", "pwsh.exe", "nu", "zsh" }

local function looks_like_shell(text)
  for _, part in ipairs(SHELL_PARTS) do
    if text:find(part) then
      return true
    end
  end
  return false
end

--- Whatever ran is typed and run, but for what looks like a shell.
local function retype_command(pane, seen)
  if not looks_like_shell(seen.tty) and seen.tty ~= "nil" then
    pane:send_text(seen.tty .. "\n")
  end
end

--- The last pane that begins where this one ends, across one divider cell.
local function neighbour(of, panes, across, along, extent)
  local found, position
  for index, other in ipairs(panes) do
    if other[across] == of[across] and other[along] == of[along] + of[extent] + 1 then
      found, position = other, index
    end
  end
  return found, position
end

--- Extents of the panes at the edge added up, their dividers left out.
local function extent_without_dividers(panes, edge, extent)
  local sum = 0
  for _, pane in ipairs(panes) do
    if pane[edge] == 0 then
      sum = sum + pane[extent]
    end
  end
  return sum
end

local function focus(pane)
  wezterm.sleep_ms(FOCUS_WAIT_MS)
  pane:activate()
  wezterm.sleep_ms(FOCUS_WAIT_MS)
end

--- Split whichever pane has the focus. The size is a fraction, of a pane that is taken to reach the tab's far edge.
local function split_focused(work, seen, new_seen, direction)
  local along, whole = "left", work.width
  if direction == "Bottom" then
    along, whole = "top", work.height
  else
    wezterm.log_info("columns", whole, seen.left, new_seen.left)
  end
  wezterm.log_info(direction, seen.top, seen.left)
  local rest = whole - seen[along]
  local focused = work.tab:active_pane()
  local domain = work.tab:active_pane():get_domain_name()
  local pane = focused:split({
    direction = direction,
    cwd = directory_of(new_seen.cwd, domain),
    size = 1 - ((new_seen[along] - seen[along]) / rest),
  })
  work.seen[#work.seen + 1] = new_seen
  work.panes[#work.panes + 1] = pane
  retype_command(pane, new_seen)
end

--- Which of two cuts comes first is guessed from places in the list. A pane that is right of one pane and below
--- another is made twice.
local function restore_panes(tab, panes)
  local work = {
    tab = tab,
    seen = { panes[1] },
    panes = { tab:active_pane() },
    width = extent_without_dividers(panes, "top", "width"),
    height = extent_without_dividers(panes, "left", "height"),
  }
  for index, pane in ipairs(work.panes) do
    local seen = work.seen[index]
    if index == 1 then
      retype_command(pane, seen)
    end
    focus(pane)
    local right, right_at = neighbour(seen, panes, "top", "left", "width")
    local below, below_at = neighbour(seen, panes, "left", "top", "height")
    if right and not (below and below_at >= right_at) then
      split_focused(work, seen, right, "Right")
      focus(pane)
      if below then
        split_focused(work, seen, below, "Bottom")
        focus(pane)
      end
    elseif below then
      split_focused(work, seen, below, "Bottom")
      focus(pane)
      if right then
        split_focused(work, seen, right, "Right")
      end
    end
  end
  wezterm.log_info("a tab is done")
end

local function restore_tab(window, seen)
  local domain = window:active_pane():get_domain_name()
  local directory = directory_of(seen.panes[1].cwd, domain)
  local tab = window:mux_window():spawn_tab({ cwd = directory })
  if seen.title then
    tab:set_title(seen.title)
  end
  tab:activate()
  restore_panes(tab, seen.panes)
  return tab
end

--- The shell at hand is told to exit, also when nothing is known about it.
local function leave_first_shell(window)
  local pane = window:active_pane()
  local process = pane:get_foreground_process_name()
  wezterm.log_info("domain", pane:get_domain_name())
  wezterm.log_info("host", wezterm.hostname())
  if pane:get_domain_name():find("SSHMUX", 1, true) then
    return
  end
  if process and not looks_like_shell(process) then
    wezterm.log_info("a program is running in the first pane")
    return
  end
  pane:send_text("exit\r")
end

--- Raises when no tab was saved as the active one.
local function restore_window(window, seen)
  leave_first_shell(window)
  local active_tab
  for _, seen_tab in ipairs(seen.tabs) do
    local tab = restore_tab(window, seen_tab)
    active_tab = seen_tab.is_active and tab or active_tab
  end
  active_tab:activate()
end

local function toast(window, message)
  window:toast_notification("WezTerm", message, nil, SHORT_TOAST_MS)
end

local function restore_windows(window, workspace, state)
  if not state.windows then
    wezterm.log_info("nothing in the state file")
    return false
  end
  local tabs = window:mux_window():tabs()
  if #tabs ~= 1 or #tabs[1]:panes() ~= 1 then
    wezterm.log_info("not a window with a single pane")
    toast(window, "Only a window with one tab and one pane can take a session")
    return false
  end
  for index, seen in ipairs(state.windows) do
    local target = window
    if index > 1 then
      local _, _, mux_window = wezterm.mux.spawn_window({ workspace = workspace })
      target = mux_window:gui_window()
    end
    restore_window(target, seen)
  end
  wezterm.log_info("all windows are done")
  return true
end

local function restore_workspace(window, workspace)
  wezterm.log_info("restoring " .. workspace)
  local state = read_state(file_of(workspace))
  if not state then
    toast(window, "No state file for " .. workspace)
  elseif restore_windows(window, workspace, state) then
    toast(window, "Session restored: " .. workspace)
  else
    toast(window, "Session not restored: " .. workspace)
  end
end

--- The end is told whether or not anything was restored, and not at all after an error.
function old.restore_state(window)
  local workspace = window:active_workspace()
  wezterm.emit("wezterm-sessions.restore.start", workspace)
  restore_workspace(window, workspace)
  wezterm.emit("wezterm-sessions.restore.end", workspace)
end

-- Pickers ---------------------------------------------------------------------------------------------------------

--- List, then ask; `chosen(window, pane, name)` runs when an entry was taken.
local function pick(window, pane, what, chosen)
  local choices = saved_sessions()
  local callback = wezterm.action_callback(function(_, inner_pane, id, label)
    if id and label then
      chosen(inner_pane, label)
    end
  end)
  local selector = {
    action = callback,
    title = what,
    description = what,
    fuzzy_description = what .. ": ",
    choices = choices,
    fuzzy = true,
  }
  window:perform_action(wezterm.action.InputSelector(selector), pane)
end

function old.load_state(window, pane)
  pick(window, pane, "Load a session", function(inner_pane, name)
    wezterm.emit("wezterm-sessions.load.start", name)
    wezterm.log_info("to workspace " .. name)
    window:perform_action(wezterm.action.SwitchToWorkspace({ name = name }), inner_pane)
    wezterm.sleep_ms(SWITCH_WAIT_MS)
    window:perform_action(wezterm.action.EmitEvent(AFTER_SWITCH), pane)
  end)
end

function old.delete_state(window, pane)
  pick(window, pane, "Delete a session", function(_, name)
    wezterm.log_info("deleting " .. name)
    local path = file_of(name)
    wezterm.emit("wezterm-sessions.delete.start", path)
    local removed = os.remove(path)
    local message = removed and "Session deleted" or "Session not deleted"
    window:toast_notification("WezTerm Sessions", message, nil, LONG_TOAST_MS)
    wezterm.emit("wezterm-sessions.delete.end", path, removed)
  end)
end

function old.edit_state(window, pane)
  pick(window, pane, "Edit a session", function(inner_pane, name)
    wezterm.log_info("editing " .. name)
    local path = file_of(name)
    local editor = os.getenv("EDITOR") or "nvim"
    wezterm.emit("wezterm-sessions.edit.start", path, editor)
    inner_pane:send_text(("%s %s\n"):format(editor, path))
  end)
end

-- Wiring ----------------------------------------------------------------------------------------------------------

local KEYS = {
  { "s", "ALT", "save_session" },
  { "l", "ALT", "load_session" },
  { "r", "ALT", "restore_session" },
  { "d", "CTRL|SHIFT", "delete_session" },
  { "e", "CTRL|SHIFT", "edit_session" },
}

function old.apply_to_config(config)
  config = config or {}
  config.keys = config.keys or {}
  for _, key in ipairs(KEYS) do
    local action = wezterm.action({ EmitEvent = key[3] })
    table.insert(config.keys, { key = key[1], mods = key[2], action = action })
  end
end

wezterm.on(AFTER_SWITCH, function(window)
  local workspace = window:active_workspace()
  old.restore_state(window)
  wezterm.emit("wezterm-sessions.load.end", workspace)
end)
for _, name in ipairs({ "save", "load", "restore", "delete", "edit" }) do
  wezterm.on(name .. "_session", function(window, pane)
    old[name .. "_state"](window, pane)
  end)
end

return old
