--- idle: what runs in a pane, and the proof that nothing does.
---
--- In:    the plugin, panes; what is in force about the programs that the terminal starts by itself.
--- Out:   a shell, a program, just starting, or unknown; whether closing a pane can lose anything.
--- Never: takes a missing answer for an idle shell; scans the process table where a name is enough.
---
--- The rule in one sentence: a pane is proven idle when the process that the terminal has started in it is in front
--- itself, is a shell that waits for its user (or whatever the terminal starts there by itself), has no children but
--- those that serve its prompt, fills no screen, and, where the shell tells, runs nothing and has nothing typed at its
--- prompt. What leads somewhere else is idle at that prompt alone, or at the first one of a pane.

local command = require("sessions.text.command")

local idle = {}

--- WezTerm's shell integration sets this variable of a pane to the command line that runs, as typed.
local PROGRAM_VARIABLE = "WEZTERM_PROG"

--- Key of the host's memory: what a window's configuration says about the programs that are started by themselves.
local STARTS = "starts"

local LOCAL_DOMAIN = "local"

--- Rows of a prompt on a screen that nobody has used.
local PROMPT_ROWS_MOST = 2

--- A process is WezTerm's own until it has become the program: 2 to 6 ms, seen 40 times of 40. A bound, not a delay.
local STARTING_AT_MOST_MS = 500

---@param config table
---@return sessions.Starts
local function starts_from(config)
  local domains = {}
  for _, list in ipairs({ config.wsl_domains or {}, config.ssh_domains or {} }) do
    for _, domain in ipairs(list) do
      domains[domain.name or ""] = domain.default_prog
    end
  end
  return { usual = config.default_prog, domains = domains }
end

--- Note what a window's configuration says: what the plugin was applied to may be another table.
---@param plugin sessions.Plugin
---@param config table the one that the window uses
function idle.learn(plugin, config)
  plugin.host.remember(STARTS, starts_from(config))
end

--- The command line that the shell of a pane says it runs, as typed.
---@param host sessions.Host
---@param pane MuxPane
---@return string? line nil when it says so of none
function idle.announced(host, pane)
  local line = host.user_variables(pane)[PROGRAM_VARIABLE]
  return line ~= "" and line or nil
end

--- What the terminal, or a domain, starts in a pane by itself.
---@param plugin sessions.Plugin
---@param domain string? this machine's own when nil
---@return string[] argv empty where it is not known
function idle.start_of(plugin, domain)
  local starts = plugin.host.recall(STARTS) or starts_from(plugin.config or {})
  if domain and domain ~= LOCAL_DOMAIN then
    return starts.domains[domain] or {}
  end
  return starts.usual
    or { plugin.files.environment(plugin.host.is_windows and "COMSPEC" or "SHELL") or "sh" }
end

--- Whether a program's name is enough to know that the terminal starts it by itself: with a script or a command behind
--- it, it is not.
local function is_named_start(plugin, executable)
  local start = idle.start_of(plugin)
  for index = 2, #start do
    if start[index]:sub(1, 1) ~= "-" then
      return false
    end
  end
  return start[1] ~= nil and command.known_name(start[1]) == command.known_name(executable)
end

--- What runs in a pane, as far as a name tells.
---@param plugin sessions.Plugin
---@param pane MuxPane
---@return "shell"|"program"|"starting"|"unknown" kind
---@return string? executable path; nil when unknown
function idle.kind(plugin, pane)
  local executable = plugin.host.program_path(pane)
  if not executable or executable == "" then
    return "unknown"
  elseif command.is_shell(executable) or is_named_start(plugin, executable) then
    return "shell", executable
  end
  local _, own = plugin.host.own_process()
  return own == executable and "starting" or "program", executable
end

--- Whether a command line is what the terminal starts in panes of a domain by itself.
---@param plugin sessions.Plugin
---@param domain string
---@param argv string[]
---@return boolean
function idle.is_start(plugin, domain, argv)
  return command.comes_from(argv, idle.start_of(plugin, domain))
end

--- Whether what is in front of a pane is what the terminal starts there by itself, behind a name that says nothing:
--- `python3` for xonsh. Scans the process table where the configuration leaves that open.
---@param plugin sessions.Plugin
---@param pane MuxPane
---@return boolean
function idle.is_start_in_front(plugin, pane)
  local domain = plugin.host.domain_of(pane)
  local start = idle.start_of(plugin, domain)
  if not start[1] or command.is_shell(start[1]) and #start == 1 then
    return false
  end
  local info = plugin.host.inspect(pane)
  return info ~= nil and command.comes_from(info.argv, start)
end

--- Whether a process is a shell that waits for its user, or what the terminal starts in panes of a domain by itself.
---@param plugin sessions.Plugin
---@param domain string
---@param info wezterm.ProcessInfo
---@return boolean
function idle.is_shell(plugin, domain, info)
  return command.is_shell(info.executable) and command.is_idle_shell(info.argv)
    or idle.is_start(plugin, domain, info.argv)
end

--- What a shell has started and not ended, behind it or stopped.
---@return wezterm.ProcessInfo?
local function job_of(host, info)
  for _, child in pairs(info.children or {}) do
    if not command.serves_prompt(child, info, host.start_ticks_per_s) then
      return child
    end
  end
end

--- Whether what is in front of a pane is the process that the terminal has started in it, waiting for its user, whatever
--- runs behind it; true where that cannot be seen.
---@param plugin sessions.Plugin
---@param pane MuxPane
---@return boolean
function idle.is_shell_in_front(plugin, pane)
  local info = plugin.host.inspect(pane)
  return info == nil
    or info.ppid == plugin.host.own_process() and idle.is_shell(
      plugin,
      plugin.host.domain_of(pane),
      info
    )
    or command.stands_for_shell(info.executable)
end

--- Why the process in front of a pane is no shell that waits for its user; nil when it is one.
---@return string? reason what runs, in words
local function runs(plugin, domain, info)
  local host = plugin.host
  local own_pid, own = host.own_process()
  if info.executable == own then
    return "a program that is just starting"
  end
  local child = job_of(host, info)
  if child then
    return command.known_name(child.argv[1] or child.name)
  end
  local is_shell = domain ~= LOCAL_DOMAIN or idle.is_shell(plugin, domain, info)
  -- What stands for a shell may have been started by another one of its kind: `wslhost` by `wsl`.
  if is_shell and info.ppid == own_pid or command.stands_for_shell(info.executable) then
    return nil
  end
  return table.concat({ command.known_name(info.argv[1] or info.executable), info.argv[2] }, " ")
end

--- Whether the work of a pane is done somewhere else, where nothing can be seen of it: in another domain, or behind what
--- the terminal starts by itself and is no shell by name, as `ssh` or `docker` are.
local function is_hidden(plugin, pane, executable)
  if plugin.host.domain_of(pane) ~= LOCAL_DOMAIN or command.stands_for_shell(executable) then
    return true
  end
  return not command.is_shell(executable) and not command.is_shell(idle.start_of(plugin)[1] or "")
end

--- What a pane's screen, and its shell, tell of something that closing would end.
---@return string? words
local function on_screen(plugin, pane)
  local host = plugin.host
  local executable = host.program_path(pane)
  if not executable then
    return "something that cannot be seen"
  elseif host.is_full_screen(pane) then
    return "a program that fills the screen"
  elseif idle.announced(host, pane) then
    return "a command that has not ended"
  end
  local is_at_prompt = host.is_at_prompt(pane)
  if is_at_prompt == false then
    return "a line that is being typed"
  elseif is_at_prompt or not is_hidden(plugin, pane, executable) then
    return nil
  end
  local is_fresh = host.is_at_first_prompt(pane, PROMPT_ROWS_MOST)
  return not is_fresh and "something that cannot be seen" or nil
end

--- What runs in a pane that closing would end, in a few words; nil when the pane is proven idle.
---@param plugin sessions.Plugin
---@param pane MuxPane
---@return string? words
function idle.running(plugin, pane)
  local info = plugin.host.inspect(pane)
  return not info and "something that cannot be seen"
    or runs(plugin, plugin.host.domain_of(pane), info)
    or on_screen(plugin, pane)
end

--- Whether closing a pane, typing into it or putting something in its place can lose nothing.
---@param plugin sessions.Plugin
---@param pane MuxPane
---@return boolean
function idle.is_proven(plugin, pane)
  local kind = idle.kind(plugin, pane)
  -- Any start may have another name than a shell's; only what is just starting cannot be proven yet.
  return kind ~= "starting" and kind ~= "unknown" and idle.running(plugin, pane) == nil
end

--- What a pane shows, and what is in front of it, as one text: what is typed changes it, and what runs. Cheap.
---@param host sessions.Host
---@param pane MuxPane
---@return string? glance nil where the pane does not tell
function idle.glance(host, pane)
  local shown, executable = host.shown(pane), host.program_path(pane)
  return shown and executable and executable .. "\0" .. shown or nil
end

--- Whether one look at the process table shows every process that this terminal has started as an idle shell.
local function is_all_idle(plugin)
  local own = plugin.host.inspect_all()
  for _, process in pairs(own and own.children or {}) do
    if runs(plugin, LOCAL_DOMAIN, process) then
      return false
    end
  end
  return own ~= nil
end

--- What runs in panes that closing would end, in a few words each. One scan of the process table where nothing does,
--- one for each pane with a shell in front where something does.
---@async
---@param plugin sessions.Plugin
---@param panes MuxPane[]
---@return string[]
function idle.running_in(plugin, panes)
  local found, shells = {}, {}
  for _, pane in ipairs(panes) do
    local kind, executable = idle.kind(plugin, pane)
    if kind == "program" and not idle.is_start_in_front(plugin, pane) then
      found[#found + 1] = command.known_name(executable --[[@as string]])
    else
      shells[#shells + 1] = pane
    end
  end
  local is_enough = #shells > 1 and is_all_idle(plugin)
  for _, pane in ipairs(shells) do
    local words = on_screen(plugin, pane)
    if not words and not is_enough then
      -- Each is a scan: let the terminal paint between two.
      plugin.host.let_queued_work_run()
      words = idle.running(plugin, pane)
    end
    found[#found + 1] = words
  end
  return found
end

--- Wait until a pane that has just been opened shows its program.
---@async
---@param plugin sessions.Plugin
---@param pane MuxPane
function idle.let_start(plugin, pane)
  local host = plugin.host
  local until_ms = host.now_ms() + STARTING_AT_MOST_MS
  while
    idle.kind(plugin, pane) == "starting"
    and host.now_ms() < until_ms
    and host.let_queued_work_run()
  do
  end
end

--- The one pane of a window that holds nothing else.
---@param host sessions.Host
---@param mux_window MuxWindow
---@return MuxPane? pane
function idle.lone_pane(host, mux_window)
  local tabs = host.tabs(mux_window)
  local panes = tabs[1] and #tabs == 1 and host.panes(tabs[1].tab) or {}
  return panes[1] and #panes == 1 and panes[1].pane or nil
end

--- Whether a window holds nothing but one pane that is proven idle.
---@async
---@param plugin sessions.Plugin
---@param mux_window MuxWindow
---@return boolean
function idle.is_window_idle(plugin, mux_window)
  local pane = idle.lone_pane(plugin.host, mux_window)
  if not pane then
    return false
  end
  idle.let_start(plugin, pane)
  return idle.is_proven(plugin, pane)
end

return idle
-- Made from lua_templates/sessions/open/idle.lua; plugin/init.lua opens it by its digest: ecc64d80900aad65
