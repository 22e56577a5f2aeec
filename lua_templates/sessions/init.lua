--- init: wires the rooms together; decides nothing.
---
--- In:    WezTerm loads the plugin. Out: the public table.
--- Never: reads a file, starts a program or suspends while the configuration is being evaluated.

local again = require("sessions.restore.again")
local bindings = require("sessions.menu.bindings")
local configuration = require("sessions.configuration")
local doors = require("sessions.doors")
local everything = require("sessions.save.everything")
local files = require("sessions.terminal.files")
local fill = require("sessions.restore.fill")
local host = require("sessions.terminal.host")
local idle = require("sessions.open.idle")
local jobs = require("sessions.store.jobs")
local kept = require("sessions.open.kept")
local leftover = require("sessions.restore.leftover")
local menu = require("sessions.menu.menu")
local news = require("sessions.restore.news")
local options = require("sessions.options")
local restore = require("sessions.restore.restore")
local save = require("sessions.save.save")
local seen = require("sessions.restore.seen")
local settle = require("sessions.restore.settle")
local space = require("sessions.restore.space")
local store = require("sessions.store.store")
local voice = require("sessions.terminal.voice")
local young = require("sessions.restore.young")

local init = {}

local CHOSEN = "wezterm-sessions.load.chosen"
local BACK = "wezterm-sessions.young.back"

--- Key of the host's memory.
local JOBS = "fill.jobs"

--- Where features take part in what others do: lists that are gone through in the order of the features.
---@return sessions.Hooks
local function new_hooks()
  return {
    importers = {},
    takeovers = {},
    sources = {},
    pane_facts = {},
    set_aside = {},
    before_replace = {},
    after_save = {},
    before_restore = {},
    after_restore = {},
    after_rename = {},
    configured = {},
    woken = {},
    load_rows = {},
    session_actions = {},
    delete_hints = {},
    status_parts = {},
    ways = {},
  }
end

--- What a room is made of on first use, because its options come with `apply_to_config`, and few are needed before.
---@generic T
---@param make fun(): T
---@return fun(): T
local function once(make)
  local made
  return function()
    made = made or make()
    return made
  end
end

--- What the rooms share; `doors` adds the ways in.
---@return sessions.Plugin
local function new_plugin()
  local port = host.connect()
  local plugin = {
    host = port,
    files = files,
    options = options.defaults(port),
    refused = {},
    api = {},
    hooks = new_hooks(),
    saves = { tickets = {}, began_ms = {}, known = {} },
  } --[[@as any]]
  function plugin.tell(gui_window, text)
    voice.tell(plugin.host, gui_window, text)
  end
  function plugin.fail(gui_window, problem, what)
    voice.fail(plugin.host, gui_window, problem, what)
  end
  plugin.store = once(function()
    return store.new(plugin)
  end)
  plugin.jobs = once(function()
    return jobs.new(plugin.host, JOBS)
  end)
  plugin.kept = once(function()
    return kept.new(plugin)
  end)
  plugin.fill = once(function()
    return fill.new(plugin)
  end)
  plugin.seen = once(function()
    return seen.new(plugin)
  end)
  plugin.young = once(function()
    return young.new(plugin, BACK)
  end)
  return plugin
end

--- Save one workspace; returns at once.
---@async
---@param plugin sessions.Plugin
---@param window any the one in which is told how it went, if it is
---@param workspace string
---@param is_automatic boolean nobody has asked for it
---@param tells boolean?
local function save_one(plugin, window, workspace, is_automatic, tells)
  save.run(plugin, workspace, { automatic = is_automatic }, function(outcome, line)
    if tells and outcome ~= "overtaken" then
      plugin.tell(window, line)
    end
  end)
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
      everything.save(plugin, function(line)
        if not wanted.quiet then
          plugin.tell(wanted.window, line)
        end
      end)
      return
    end
    local workspace = wanted.workspace or plugin.host.workspace_at(wanted.window)
    save_one(plugin, wanted.window, workspace, false, not wanted.quiet)
  end

  --- Load a session by name.
  ---@async
  ---@param name string
  ---@param window any? the GUI window at hand
  ---@return sessions.Report? report nil when there is nothing to load
  ---@return sessions.Problem?
  function api.load(name, window)
    return restore.by_name(plugin, name, window)
  end

  ---@async
  function api.save_state(window, notify)
    -- `false` is what code says that saves every few seconds: nobody has asked for that one.
    save_one(plugin, window, plugin.host.workspace_at(window), notify == false, notify)
  end

  ---@async
  function api.load_state(window, pane)
    return menu.pick(plugin, window, pane, CHOSEN, "Load which session", plugin.hooks.load_rows)
  end

  ---@async
  function api.restore_state(window, wanted)
    return restore.into_window(plugin, window, type(wanted) == "table" and wanted.again)
  end

  --- What is saved, newest first.
  ---@async
  ---@return sessions.Entry[]?
  ---@return sessions.Problem? trouble beside entries: some are not among them
  function api.list()
    return plugin.store():list()
  end

  --- What the last restore did: panes, tabs, sizes asked and got, problems, milliseconds. Nil before the first one.
  ---@return sessions.Report?
  function api.last_report()
    return news.last(plugin)
  end
end

---@param plugin sessions.Plugin
local function add_events(plugin)
  local api, on = plugin.api, plugin.on
  on("save_session", function(window)
    api.save_state(window, true)
  end)
  on("load_session", api.load_state)
  on("restore_session", function(window)
    local key = bindings.key_of(plugin, "restore_session") or "the event restore_session"
    return restore.into_window(plugin, window, false, key)
  end)
  on(CHOSEN, function(window, pane, id)
    local name, row = menu.name_of(id), menu.row_of(plugin.hooks.load_rows, id)
    if name then
      return api.load(name, window)
    elseif row then
      return row.act(window, pane)
    end
  end)
  --- After a reload, or when a tab may have come into view: tabs may be waiting, and features.
  ---@async
  ---@param window any
  local function wake(window)
    plugin.young():look(window)
    settle.look(plugin.host, window)
    if plugin.host.remembers(JOBS) then
      plugin.fill():wake()
    end
    plugin.kept():look()
    plugin.seen():all()
    if leftover.is_any(plugin.host) then
      leftover.close(plugin)
    end
    for _, hook in ipairs(plugin.hooks.woken) do
      hook(window)
    end
  end
  ---@async
  ---@param window any
  local function learn(window)
    local config = plugin.host.effective_config(window)
    if next(config) then
      space.learn(plugin, config)
      idle.learn(plugin, config)
      configuration.tell(plugin, window, bindings.learn(plugin, config))
    end
    wake(window)
  end
  ---@async
  local function follow(old, new)
    again.follow(plugin.host, old, new)
  end
  table.insert(plugin.hooks.after_rename, follow)
  on(BACK, function()
    plugin.young():come_back()
  end)
  on("window-config-reloaded", learn)
  on("window-resized", wake)
  on("update-status", wake)
end

--- Set options and the default keys.
---@param plugin sessions.Plugin
---@param configured fun() attaches what must be there from now on
local function add_configuration(plugin, configured)
  local apply = configuration.new(plugin)
  function plugin.api.apply_to_config(config, user_options)
    apply(config, user_options)
    configured()
    return config
  end
end

---@param open_some fun(bytes: integer): boolean opens rooms that are still closed; false when none is left
---@return table<string, function> public
function init.start(open_some)
  local plugin = new_plugin()
  local public, configured = doors.add(plugin, open_some)
  add_functions(plugin)
  add_configuration(plugin, configured)
  add_events(plugin)
  return public
end

return init
