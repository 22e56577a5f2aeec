--- init: wires the rooms together; decides nothing.
---
--- In:    WezTerm loads the plugin. Out: the public table.
--- Never: reads a file, starts a program or suspends while the configuration is being evaluated.

local build = require("sessions.restore.build")
local command = require("sessions.text.command")
local doors = require("sessions.doors")
local everything = require("sessions.save.everything")
local files = require("sessions.terminal.files")
local fill = require("sessions.restore.fill")
local host = require("sessions.terminal.host")
local menu = require("sessions.menu.menu")
local options = require("sessions.options")
local path = require("sessions.text.path")
local report = require("sessions.restore.report")
local restore = require("sessions.restore.restore")
local save = require("sessions.save.save")
local space = require("sessions.restore.space")
local store = require("sessions.store.store")

local init = {}

local CHOSEN = "wezterm-sessions.load.chosen"

--- Keys of the host's memory.
local REPORT, JOBS = "report", "fill.jobs"

--- The shell that programs are typed into: the configured program, else the user's login shell.
---@param plugin sessions.Plugin
---@return string
local function shell_name(plugin)
  local default_prog = plugin.config and plugin.config.default_prog
  local executable = default_prog and default_prog[1]
    or files.environment(plugin.host.is_windows and "COMSPEC" or "SHELL")
    or "sh"
  return path.basename(executable)
end

---@param plugin sessions.Plugin
---@return sessions.Policy
local function policy_of(plugin)
  local allowed = {}
  for _, list in ipairs({ command.programs, plugin.options.extra_programs }) do
    for _, name in ipairs(list) do
      allowed[name] = true
    end
  end
  return { enabled = plugin.options.restore_programs, allowed = allowed }
end

--- Told when the last tab of a restore stands, or when only tabs are left that wait for their first look.
---@async
---@param plugin sessions.Plugin
---@param result sessions.Report
---@param session sessions.Session?
local function finished(plugin, result, session)
  plugin.keep_report(result)
  plugin.host.emit("wezterm-sessions.restore.end", result.workspace)
  for _, hook in ipairs(plugin.after_restore) do
    hook(result, session)
  end
  if result.how ~= "restore" then
    plugin.host.emit("wezterm-sessions.load.end", result.workspace)
  end
  if not result.is_quiet or result.problems[1] then
    plugin.tell(nil, report.sentence(result))
  end
end

--- What the rooms share. Store and fill are made on first use: their options come with `apply_to_config`.
---@return sessions.Plugin
local function new_plugin()
  local plugin = {
    host = host.connect(),
    files = files,
    api = {},
    options = options.defaults(),
    importers = {},
    takeovers = {},
    pane_facts = {},
    before_save = {},
    after_save = {},
    before_restore = {},
    after_restore = {},
    after_rename = {},
    before_replace = {},
    configured = {},
    woken = {},
    load_rows = {},
    session_actions = {},
    sources = {},
    tickets = {},
    actions = {},
    saving = {},
    everything = {},
    --- Set by `doors`.
    on = function() end,
    attach = function() end,
    attach_early = function() end,
    ready = function() end,
  }

  --- A message goes to the window at hand, else to any that is on the screen.
  function plugin.tell(gui_window, text)
    plugin.host.toast(gui_window or plugin.host.gui_windows()[1], text)
  end

  function plugin.fail(gui_window, problem)
    plugin.host.log_error("(wezterm-sessions) " .. problem.message)
    plugin.tell(gui_window, problem.message)
  end

  --- Features may want to know what is there before a restore changes it.
  function plugin.announce(how, name)
    for _, hook in ipairs(plugin.before_restore) do
      hook(how, name)
    end
  end

  --- Do what builds a workspace, between the events that belong to it.
  ---@async
  function plugin.loading(name, build_it)
    plugin.host.emit("wezterm-sessions.load.start", name)
    plugin.host.emit("wezterm-sessions.restore.start", name)
    local result, problem = build_it()
    if result then
      plugin.keep_report(result)
    else
      plugin.host.emit("wezterm-sessions.load.end", name)
    end
    return result, problem
  end

  function plugin.site()
    return build.site(plugin.host, files, policy_of(plugin), shell_name(plugin))
  end

  local made_store, made_fill
  function plugin.store()
    made_store = made_store or store.new(plugin)
    return made_store
  end

  function plugin.fill()
    made_fill = made_fill or fill.new(plugin, JOBS)
    return made_fill
  end

  function plugin.keep_report(result)
    plugin.report = result
    plugin.host.remember(REPORT, result)
  end

  ---@async
  function plugin.finished(result, session)
    finished(plugin, result, session)
  end
  return plugin
end

--- The public functions; their names are those of abidibo/wezterm-sessions, so that configurations keep working.
---@param plugin sessions.Plugin
local function add_functions(plugin)
  local api = plugin.api
  --- Save a workspace, the active one unless named. Returns at once; `quiet`: no toast.
  ---@async
  ---@param wanted { workspace: string?, all: boolean?, quiet: boolean?, window: any }?
  function api.save(wanted)
    wanted = wanted or {}
    if wanted.all then
      everything.save(plugin, {}, function(line)
        if not wanted.quiet then
          plugin.tell(wanted.window, line)
        end
      end)
      return
    end
    local workspace = wanted.workspace or plugin.host.active_workspace()
    save.run(plugin, workspace, {}, function(outcome, line)
      if not wanted.quiet and outcome ~= "overtaken" then
        plugin.tell(wanted.window, line)
      end
    end)
  end

  --- Load a session by name.
  ---@async
  ---@param name string
  ---@param window any? the GUI window at hand
  ---@return sessions.Report? report nil when there is nothing to load
  ---@return string? message
  function api.load(name, window)
    plugin.announce("load", name)
    ---@async
    local function build_it()
      return restore.load(plugin, window or plugin.host.gui_windows()[1], name)
    end
    local result, problem = plugin.loading(name, build_it)
    if problem then
      plugin.fail(window, problem)
    end
    return result, problem and problem.message
  end

  ---@async
  function api.save_state(window, notify)
    api.save({ window = window, quiet = not notify })
  end

  ---@async
  function api.load_state(window, pane)
    menu.pick(plugin, window, pane, CHOSEN, "Load which session", plugin.load_rows)
  end

  ---@async
  function api.restore_state(window)
    plugin.host.emit("wezterm-sessions.restore.start", plugin.host.active_workspace())
    plugin.announce("restore", plugin.host.active_workspace())
    local result, problem = restore.into_window(plugin, window)
    if result then
      plugin.keep_report(result)
    elseif problem then
      plugin.fail(window, problem)
    end
  end

  --- What is saved, newest first.
  ---@async
  ---@return sessions.Entry[]
  function api.list()
    return plugin.store():list()
  end

  --- What the last restore did: panes, tabs, sizes asked and got, problems, milliseconds. Nil before the first one.
  ---@return sessions.Report?
  function api.last_report()
    return plugin.report or plugin.host.recall(REPORT)
  end
end

---@param plugin sessions.Plugin
local function add_events(plugin)
  local api, on = plugin.api, plugin.on
  on("save_session", function(window)
    api.save_state(window, true)
  end)
  on("load_session", api.load_state)
  on("restore_session", api.restore_state)
  on(CHOSEN, function(window, pane, id)
    local name, row = menu.name_of(id), menu.row_of(plugin.load_rows, id)
    if name then
      api.load(name, window)
    elseif row then
      row.act(window, pane)
    end
  end)
  --- After a reload, or when a tab may have come into view: tabs may be waiting, and features.
  ---@async
  ---@param window any
  local function wake(window)
    if plugin.host.remembers(JOBS) then
      plugin.fill():wake()
    end
    for _, hook in ipairs(plugin.woken) do
      hook(window)
    end
  end
  ---@async
  ---@param window any
  local function learn(window)
    space.learn(plugin, window)
    wake(window)
  end
  on("window-config-reloaded", learn)
  on("window-resized", wake)
  on("update-status", wake)
end

--- Keys in addition to the user's own. A configuration that applies the plugin twice gets each once.
local function add_keys(plugin, config)
  local keys, known = config.keys or {}, {}
  for _, key in ipairs(plugin.added_keys or {}) do
    known[key] = true
  end
  plugin.added_keys = {}
  local kept = {}
  for _, key in ipairs(keys) do
    if not known[key] then
      kept[#kept + 1] = key
    end
  end
  for _, key in ipairs(plugin.options.keys) do
    local added = { key = key.key, mods = key.mods, action = plugin.host.emit_action(key.action) }
    kept[#kept + 1] = added
    plugin.added_keys[#plugin.added_keys + 1] = added
  end
  config.keys = kept
end

--- Set options and the default keys. Wrong options are named in the log and keep their defaults.
local function add_configuration(plugin)
  function plugin.api.apply_to_config(config, user_options)
    local problems
    plugin.options, problems = options.read(user_options)
    plugin.config = config
    for _, problem in ipairs(problems) do
      plugin.host.log_error("(wezterm-sessions) " .. problem.message)
    end
    if config then
      add_keys(plugin, config)
    end
    plugin.attach_early()
    plugin.is_configured = true
    for _, hook in ipairs(plugin.configured) do
      hook(config)
    end
    return config
  end
end

---@param open_some fun(bytes: integer): boolean opens rooms that are still closed; false when none is left
---@return table<string, function> public
function init.start(open_some)
  local plugin = new_plugin()
  local public = doors.add(plugin, open_some)
  add_functions(plugin)
  add_configuration(plugin)
  add_events(plugin)
  return public
end

return init
