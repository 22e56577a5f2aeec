-- wezterm-sessions 2.0.0: saves and restores WezTerm workspaces.
--
-- GENERATED, do not edit: edit lua_templates/ and run `make plugin`. Profile default.
-- The rooms lie in sessions/, line for line as they are under lua_templates/. Each is opened when something in it is
-- first used: a configuration is evaluated often, at every reload and for every window, and few rooms are needed for that.

-- Each room's digest, which stands in the last line of its file as well: a room of another build is never opened.
local digests = {
  -- how many cells a text takes on the screen; text made to fit into them
  ["sessions.text.cells"] = "8aacda50d9997229",
  -- a fingerprint of bytes, 64 bits
  ["sessions.text.digest"] = "d2ee0675341ad305",
  -- a plain Lua value -> JSON text that people like to read; the same text every time
  ["sessions.text.json"] = "2dc8d1dea42abfa0",
  -- one name for each key, however a configuration spells it
  ["sessions.text.keys"] = "61774e9e0cd1ec60",
  -- a wrong value, or a wrong name, in the words of a message
  ["sessions.text.mistake"] = "2fb4bc8bdd8033b1",
  -- which keys and modifiers a configuration may name
  ["sessions.text.key_names"] = "cfc3ff8b3da354a4",
  -- the keys that a user wishes for actions: those that can be set, and what is wrong with the others
  ["sessions.text.key_wishes"] = "40b076f81f96231e",
  -- bytes that a text must not hold, each as %XX
  ["sessions.text.percent"] = "0e99b52371f40fc4",
  -- working directories, as URLs and as paths
  ["sessions.text.path"] = "55acd2ec9722703b",
  -- which programs are started again, and how they are typed
  ["sessions.text.command"] = "91e0d49b50ad2bb6",
  -- counts and times as people say them, the same in every list, message and status bar
  ["sessions.text.words"] = "473dc7e3e5008700",
  -- what WezTerm makes of a tab's dividers when its window changes its size
  ["sessions.layout.handed_out"] = "c845d73066cde572",
  -- a split tree <-> one line of text: "133 | 66 (41 / 18)"
  ["sessions.layout.shape"] = "4b0e53285891c454",
  -- pane rectangles <-> split tree, and the same tree at another size, exact to the cell
  ["sessions.layout.split_tree"] = "07f4f34f971b5721",
  -- a saved tab and a size -> the splits that rebuild it
  ["sessions.layout.plan"] = "ebd8a6b10ad8d2ec",
  -- a tab that was split as saved keeps its proportions when its size changes
  ["sessions.layout.proportions"] = "5f0580075faf5dee",
  -- a session <-> the document on disk
  ["sessions.session.codec"] = "2c3d485f9f78b938",
  -- the tabs and the panes of a session, whatever window they are in
  ["sessions.session.contents"] = "2ac5f348a1b3fb85",
  -- may a save replace what is there?
  ["sessions.session.guard"] = "e81b67b9259a7b1e",
  -- workspace name <-> file name, one to one, on every file system
  ["sessions.session.names"] = "13223677b0a6ca5d",
  -- the only room that touches the disk
  ["sessions.terminal.files"] = "825ba23ee3e13499",
  -- the part of the port that keeps data where a reload does not reach, and reads texts into data
  ["sessions.terminal.memory"] = "3cf6f34cdf69b8c2",
  -- the part of the port that looks at what is open: workspaces, windows, tabs, panes, their programs
  ["sessions.terminal.panes"] = "760eba0710510a81",
  -- the part of the port that needs windows on the screen: which one is meant, actions, lists, prompts
  ["sessions.terminal.screen"] = "13a0a6f29274c589",
  -- the part of the port that opens windows, tabs and panes, and changes what is open
  ["sessions.terminal.spawn"] = "8fda29962af04cfe",
  -- the part of the port that asks the machine: its clock, its name, its directories
  ["sessions.terminal.system"] = "ccd7543166923578",
  -- the only room that talks to WezTerm; its vocabulary is ours
  ["sessions.terminal.host"] = "5cf1818acbf44635",
  -- what the user is told
  ["sessions.terminal.voice"] = "a88634a78e7dd568",
  -- sessions by the text of their files, so that equal text is not parsed again
  ["sessions.store.cache"] = "31d8a6a19f9a54e5",
  -- the list of what is saved, without reading the sessions
  ["sessions.store.catalog"] = "1e07db484a6835ea",
  -- where the sessions of a user lie
  ["sessions.store.home"] = "d2de824d7e0bdb4e",
  -- what is left of the restores that are under way, kept where a reload does not reach
  ["sessions.store.jobs"] = "ca22d100d0f53527",
  -- a session gets another name on the disk
  ["sessions.store.moving"] = "21a0d5a574fb1616",
  -- other plugins' sessions become ours, each file once
  ["sessions.store.takeover"] = "6f190ee7e848f081",
  -- deleted sessions, until newer ones push them out
  ["sessions.store.trash"] = "6bfc4147ad187429",
  -- sessions on disk, by workspace name
  ["sessions.store.store"] = "7f8e195d3f230ecb",
  -- what runs in a pane, and the proof that nothing does
  ["sessions.open.idle"] = "ecc64d80900aad65",
  -- what a pane has that does not show just now
  ["sessions.open.kept"] = "5bd93f541e7f25cf",
  -- what a start was to bring back and has not opened yet
  ["sessions.open.owed"] = "2889ac75512f7852",
  -- which process of the terminal a session belongs to
  ["sessions.open.owners"] = "988b072026b61b2c",
  -- which workspaces were open, and which was shown; beside the sessions, in one small file for all processes
  ["sessions.open.last"] = "2dd4c4c6c2597ee4",
  -- what a workspace looks like now
  ["sessions.save.capture"] = "0166b982304a74d0",
  -- may a save that nobody has asked for replace what is there?
  ["sessions.save.judge"] = "adc04f98e5445d55",
  -- capture, then codec, then disk, in slices that never hold the terminal for long
  ["sessions.save.save"] = "adb19a9526381d36",
  -- all workspaces at once, and the last state of everything
  ["sessions.save.everything"] = "390ab40a07d6db6f",
  -- a session whose tabs are in a window already is not added to it once more, unless somebody insists
  ["sessions.restore.again"] = "54309090780b28fc",
  -- where a pane is, when that is not the directory in which it was to be opened
  ["sessions.restore.elsewhere"] = "174261ab20dbd079",
  -- an idle shell that a restore has replaced before its window was on the screen
  ["sessions.restore.leftover"] = "d1f3aa55db4d41e7",
  -- what a restore did, as data and as one sentence
  ["sessions.restore.report"] = "39b1ae88ad2e94e6",
  -- a tab that a restore has just made is looked at: rectangles, zoom, focus, title
  ["sessions.restore.first_look"] = "0a22efa629f3202a",
  -- where a saved pane is opened now
  ["sessions.restore.locate"] = "f621e365b6706976",
  -- a planned tab becomes panes
  ["sessions.restore.build"] = "4d1cea6bb86ab7f8",
  -- what others hear of a restore: features, handlers of the user's, the user
  ["sessions.restore.news"] = "10bb626f3897f47a",
  -- what a restore has made is looked at once more: the report tells what was seen, not what was asked for
  ["sessions.restore.seen"] = "f2768c13a15dfdf2",
  -- windows that take their final size only once they are on the screen
  ["sessions.restore.settle"] = "503f0331bf91263b",
  -- some of the tabs that a job has left, as many as the terminal can be held for
  ["sessions.restore.slice"] = "f5fa052a2447c9e0",
  -- when the tabs come that were not built before the workspace was shown
  ["sessions.restore.fill"] = "62db8843759e0ced",
  -- the size in cells that each window of a session will have on the screen
  ["sessions.restore.space"] = "aaee1952a58f80c0",
  -- the windows of a session become open ones, with the tabs that must be there before they are shown
  ["sessions.restore.windows"] = "9450fb15f9c12e8f",
  -- a saved session becomes a workspace again
  ["sessions.restore.restore"] = "15662c2ec0846141",
  -- tabs that were restored and that nobody has touched since keep their proportions, whoever changes their size
  ["sessions.restore.young"] = "aa5421c5ab766581",
  -- how the user reaches an action: by a key that is bound, else by another way
  ["sessions.menu.bindings"] = "eacd369a7b89f8d6",
  -- what is saved -> the lines of the list, in columns
  ["sessions.menu.picker"] = "ccb2610ca02f11e9",
  -- the lists and questions the user sees
  ["sessions.menu.menu"] = "8c341982a900f077",
  -- what the files of other plugins have in common -> a session of ours
  ["sessions.features.import.foreign"] = "d1fa9d29c6b484c3",
  -- a file of this plugin's earlier versions, or of the plugin it descends from -> session
  ["sessions.features.import_old.legacy"] = "6faad615f3ebde2c",
  -- sessions of this plugin's earlier versions and of its parent are found and taken over
  ["sessions.features.import_old.import_old"] = "27f74df45b536ef2",
  -- a state file of the resurrect plugins -> session
  ["sessions.features.import_resurrect.resurrect"] = "b8cad53665b2f3b2",
  -- sessions of the resurrect plugins are taken over when the user asks for it
  ["sessions.features.import_resurrect.import_resurrect"] = "2ad91f7b10165b30",
  -- what a workspace looks like, as one text that changes when it does
  ["sessions.features.autosave.fingerprint"] = "2201612389b7e27c",
  -- workspaces that save themselves, periodically or when something has changed
  ["sessions.features.autosave.autosave"] = "41e92a5859f3d52e",
  -- what a start restores becomes windows, beside or in place of those that are there already
  ["sessions.features.startup.opening"] = "e4a4fa17aa40337b",
  -- the text of the file that is there while a start restores
  ["sessions.features.startup.marker"] = "c2a8b04f1c1f83a2",
  -- what somebody wants to see who has started the terminal with more than its name
  ["sessions.features.startup.wish"] = "5f1e5325c0c8a71b",
  -- the terminal, or the multiplexer server, begins with what was open
  ["sessions.features.startup.startup"] = "a1ee9d400da58b0c",
  -- which older states of a session stay, and how their files are called
  ["sessions.features.history.keeping"] = "a6ba996b257e2173",
  -- the older states of each session, kept on disk
  ["sessions.features.history.older_states"] = "bf4cf34db6f0ec81",
  -- the older states of a session, to choose from
  ["sessions.features.history.older_choice"] = "9723e347aa424f9b",
  -- a directory -> its repository and the branch that is checked out
  ["sessions.features.git.git"] = "82a43845d4689cca",
  -- which git branch each pane's directory was on, and a word when that has changed
  ["sessions.features.git.branches"] = "44fc9faf66adbc05",
  -- remove a saved session, after a question
  ["sessions.features.delete.delete"] = "efa9a05aad95bb2c",
  -- open a saved session in the user's editor
  ["sessions.features.edit.edit"] = "2c302bdd189708f9",
  -- a drawing of a tab's layout in a few lines of text
  ["sessions.features.manage.miniature"] = "2b42017a641d23d7",
  -- all that can be done with a chosen session, beside a drawing of it
  ["sessions.features.manage.manage"] = "3823c67f7a73b2ab",
  -- one window, one tab, one pane of a saved session, opened beside what is there
  ["sessions.features.manage.scopes"] = "e3dbcb4af71633c9",
  -- the current workspace goes on under a second name
  ["sessions.features.fork.fork"] = "621b6cb6b71b6d64",
  -- a session gets another name: its file, its older states, and the workspace that is open
  ["sessions.features.rename.rename"] = "e25ae109e1b067a7",
  -- the last delete, or the last restore, is taken back
  ["sessions.features.undo.undo"] = "409c9aab6508f11f",
  -- panes side by side and below each other, with the sizes they want -> a split tree
  ["sessions.features.define.arrange"] = "3a8acdcf00d2aa63",
  -- values that a person wrote -> values of the right kind
  ["sessions.features.define.fields"] = "b24674dfb1a875c3",
  -- a session written by hand -> a session. The way back is `outline.of`
  ["sessions.features.define.spec"] = "112dd3d3cdc8a005",
  -- a session -> a spec, as somebody could have written it. The way back is `spec.read`
  ["sessions.features.define.outline"] = "623d19eda2deeadf",
  -- sessions written by hand are listed and loaded as any other
  ["sessions.features.define.define"] = "ffb2e572e33eadec",
  -- what the plugin does, in the command palette
  ["sessions.features.palette.palette"] = "57327746ebb3ae76",
  -- a few words for a status bar: when the workspace was saved last, and whether that happens by itself
  ["sessions.features.status.status"] = "aa5e5dc947544325",
  -- what the user may set; complete options, or problems by name
  ["sessions.options"] = "5b19782da4ba5150",
  -- what this build has: the rooms that a profile can leave out, and all that comes in from outside
  ["sessions.features"] = "215047333cb1a18e",
  -- what a caller hands over is what a function takes; a window is the one on the screen
  ["sessions.arguments"] = "a670e15d926405ac",
  -- one event is one action, whoever else listens to it
  ["sessions.echo"] = "246a379de02e184b",
  -- what `apply_to_config` takes from a configuration, and adds to it
  ["sessions.configuration"] = "b6fe80e52af210cf",
  -- whoever comes in, a function of the configuration's or an event, finds the features attached
  ["sessions.doors"] = "afe56e586b88e278",
  -- wires the rooms together; decides nothing
  ["sessions.init"] = "c2659abc223b9806",
}

local wezterm = require("wezterm")
local open_file, compile, host_require, require, opened = io.open, load, require, nil, {}

-- The path of this file. Lua itself knows it: WezTerm's has no `debug`, but a compiled function begins with its file's
-- name, after 32 bytes and its length in 7 bits a byte (Lua 5.4: ldump.c). `require` hands it over as well.
local function path_of_this_file(_, handed_over)
  local compiled, at, length = string.dump(function() end), 33, 0
  repeat
    local byte = compiled:byte(at)
    at, length = at + 1, length * 128 + byte % 128
  until byte > 127
  local path = compiled:sub(at, at + length - 2):match("^@(.*)") or handed_over
  return type(path) == "string" and path or nil
end

local own_path = path_of_this_file(...)
local beside = own_path and own_path:match("^.*[/\\]") or ""
local folder = beside .. "sessions/"

local function read(path)
  local file = open_file(path, "rb")
  local text = file and file:read("a")
  if file then
    file:close()
  end
  return text or ""
end

-- An update changes the files under a running terminal. This one names the digests that it wants, so it tells what has
-- been updated from what is not whole. While the configuration is evaluated, WezTerm is asked to do so again when any
-- of the files comes; a folder that is watched does not tell of what happens in those below it.
local function refuse(name, path)
  local place = path
  while #place > #folder do
    place = place:match("^(.*)/")
    wezterm.add_to_config_reload_watch_list(place)
  end
  wezterm.add_to_config_reload_watch_list(folder .. "..")
  wezterm.add_to_config_reload_watch_list(own_path)
  local text = read(own_path)
  if text == "" or text:find(digests[name], 1, true) then
    error(path .. " is not of this build: it is being updated, or must be installed again", 0)
  end
  error("the plugin has been updated: reload the configuration", 0)
end

-- Fill the table of a room that was empty until now; how many bytes that took.
local function open(name)
  local room = opened[name]
  local path = folder .. name:match("^sessions%.(.*)"):gsub("%.", "/") .. ".lua"
  local text = read(path)
  if text:sub(-24):match(" (%x+)%s*$") ~= digests[name] then
    refuse(name, path)
  end
  -- On the first line, so that the others keep their numbers.
  local run = assert(compile("local require = ... " .. text, "@" .. path, "t"))
  for field, value in pairs(run(require)) do
    room[field] = value
  end
  setmetatable(room, nil)
  return #text
end

-- A loader of our own: rooms stay private (nothing on package.loaded), and one that yields while it is opened lives,
-- which it would not under the `require` of the host, a C function.
function require(name)
  if not digests[name] then
    return host_require(name)
  end
  if not opened[name] then
    opened[name] = setmetatable({}, {
      __index = function(room, key)
        open(name)
        return room[key]
      end,
    })
  end
  return opened[name]
end

-- Open closed rooms until so many bytes are read; false when none is left. From then on an update on the disk can no
-- longer be met half-way, and no key pays for reading.
local closed
local function open_some(bytes)
  if not closed then
    closed = {}
    for name in pairs(digests) do
      closed[#closed + 1] = name
    end
    table.sort(closed)
  end
  while closed[1] and bytes > 0 do
    local name = closed[#closed]
    if getmetatable(require(name)) then
      bytes = bytes - open(name)
    end
    table.remove(closed)
  end
  return closed[1] ~= nil
end

local function start()
  if not own_path then
    error("it does not know its own file: use wezterm.plugin.require(URL) or dofile(PATH)", 0)
  end
  return require("sessions.init").start(open_some)
end

local is_started, plugin = pcall(start)
if is_started then
  return plugin
end

-- Without its rooms the plugin does nothing but say so, and the configuration that loads it goes on.
local sentence = "wezterm-sessions is not loaded: " .. tostring(plugin)
wezterm.log_error(sentence)

local function tell(window)
  window:toast_notification("WezTerm Sessions", sentence, nil, 8000)
end

local is_told = false
wezterm.on("window-config-reloaded", function(window)
  if not is_told then
    is_told = true
    tell(window)
  end
end)
for _, event in ipairs({
  "save_session",
  "load_session",
  "restore_session",
  "delete_session",
  "edit_session",
  "fork_session",
  "rename_session",
  "undo_session",
  "manage_session",
  "toggle_autosave",
  "wezterm-sessions.older.chosen",
  "wezterm-sessions.delete.chosen",
  "wezterm-sessions.delete.confirmed",
  "wezterm-sessions.edit.chosen",
  "wezterm-sessions.manage.chosen",
  "wezterm-sessions.manage.action",
  "wezterm-sessions.scopes.chosen",
  "wezterm-sessions.fork.named",
  "wezterm-sessions.rename.chosen",
  "wezterm-sessions.rename.named",
  "wezterm-sessions.undo.confirmed",
  "wezterm-sessions.load.chosen",
  "wezterm-sessions.young.back",
}) do
  wezterm.on(event, tell)
end

-- What each function answers that cannot do its work.
local answers = {
  argument = function(config)
    if config then
      config.keys = config.keys or {}
    end
    return config
  end,
  list = function()
    return {}
  end,
  nothing = function() end,
  problem = function()
    return nil, { code = "not_loaded", message = sentence }
  end,
  text = function()
    return sentence
  end,
}
return {
  apply_to_config = answers.argument,
  save = answers.nothing,
  load = answers.problem,
  list = answers.problem,
  delete = answers.problem,
  last_report = answers.problem,
  import_resurrect = answers.problem,
  save_state = answers.nothing,
  load_state = answers.nothing,
  restore_state = answers.nothing,
  delete_state = answers.nothing,
  edit_state = answers.nothing,
  fork_state = answers.nothing,
  fork = answers.problem,
  rename_state = answers.nothing,
  rename = answers.problem,
  undo_state = answers.nothing,
  manage_state = answers.nothing,
  restore_window = answers.problem,
  restore_tab = answers.problem,
  restore_pane = answers.problem,
  define = answers.problem,
  export = answers.problem,
  palette_entries = answers.list,
  status = answers.text,
  start_autosave = answers.nothing,
  stop_autosave = answers.nothing,
  toggle_autosave = answers.nothing,
  generations = answers.problem,
  load_generation = answers.problem,
  pin = answers.problem,
  unpin = answers.problem,
}
