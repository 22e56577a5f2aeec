-- wezterm-sessions 2.0.0: saves and restores WezTerm workspaces.
--
-- GENERATED, do not edit: edit lua_templates/ and run `make plugin`. Profile default.
-- The rooms lie in ../dist/plugin/sessions/, line for line as they are under lua_templates/. Each is opened when something in it is
-- first used: a configuration is evaluated often, at every reload and for every window, and few rooms are needed for that.

-- Each room's digest, which stands in the last line of its file as well: a room of another build is never opened.
local digests = {
  -- value → JSON text, the same text every time
  ["sessions.json"] = "5122d9fddbcff7c8",
  -- any bytes → 16 hexadecimal digits that tell texts apart
  ["sessions.digest"] = "e293dc997b3059f4",
  -- split tree ⇄ one line of text: "133 | 66 (41 / 18)"
  ["sessions.shape"] = "608b24a469c0952e",
  -- pane rectangles ⇄ split tree; a tree at another size
  ["sessions.layout"] = "f3b8b7d001908b23",
  -- a program and a policy → run or skip, with the reason; quoting
  ["sessions.command"] = "5fb9acffe258500b",
  -- a pane's directory as URL → path, per platform
  ["sessions.path"] = "9f078918f07a23b0",
  -- workspace name ⇄ file name, one to one
  ["sessions.names"] = "30e59079ef3668f4",
  -- a saved tab and a size → the exact splits, in order
  ["sessions.plan"] = "25c102f53987f8a8",
  -- session ⇄ document, every field checked
  ["sessions.codec"] = "7702762fab89f485",
  -- the user's table → complete options, or problems by name
  ["sessions.options"] = "81401581d4fe4812",
  -- seconds → how long ago, in words
  ["sessions.age"] = "f4052b4c0df60cc7",
  -- a text → its width in cells; a text that fits into them
  ["sessions.cells"] = "d41d47a8c2a07609",
  -- what is saved → the lines of the list, in columns
  ["sessions.picker"] = "d0ab2efcf99c9076",
  -- what a restore did, as data and as one sentence
  ["sessions.report"] = "0f70c173303d4e02",
  -- the port's verbs for windows on the screen: lists, prompts, toasts
  ["sessions.screen"] = "a3f970c3bbdca7fe",
  -- the port's verbs for data that outlives a reload, and for JSON and TOML
  ["sessions.memory"] = "b20c16b9ffb36de2",
  -- WezTerm in our words; no other room names it
  ["sessions.host"] = "b87e2e46658c5133",
  -- text on the disk: read, replace, list, remove; no other room does
  ["sessions.files"] = "809e202e0a2158d6",
  -- a workspace → a session, each question asked once a pane
  ["sessions.capture"] = "7b961130d05b1949",
  -- the store's directory and an index → the list of sessions, none of them read
  ["sessions.catalog"] = "02e2e710692f95a4",
  -- a deleted session → set aside, and put back
  ["sessions.trash"] = "882f1f4203cb6a40",
  -- sessions by name: read, write, list, rename, remove; a memory
  ["sessions.store"] = "e34c9b10c95e142f",
  -- a workspace → its file, in slices
  ["sessions.save"] = "e6b8d1e39805678a",
  -- two sessions → may an automatic save replace the one by the other
  ["sessions.guard"] = "44dbf2e4beb6496a",
  -- all workspaces → saved; which were open, and which was shown
  ["sessions.everything"] = "32451fabf222dd42",
  -- the windows on the screen → the size that each saved window will get
  ["sessions.space"] = "fcafe7f74bac8671",
  -- a planned tab → panes
  ["sessions.build"] = "f320ed5eaefe5242",
  -- what is left of the restores under way, kept where a reload does not reach
  ["sessions.jobs"] = "371e508f4948da14",
  -- windows on the screen → have they their final size; new ones ask for theirs
  ["sessions.settle"] = "d5e4d6071d81f2d7",
  -- tabs that were not built before the workspace was shown → built
  ["sessions.fill"] = "7ab04d8ba7f079cf",
  -- a session → a workspace on the screen
  ["sessions.restore"] = "b2d15b14552571d9",
  -- what can be chosen → a list on the screen; the answer is an event
  ["sessions.menu"] = "5db23526e0c75352",
  -- other plugins' files → sessions of ours, each file once
  ["sessions.takeover"] = "399cf80ad862284b",
  -- unchecked parts of other plugins' files → tabs and sessions that hold
  ["sessions.foreign"] = "e65e14c094d3343d",
  -- a file of an earlier version or of the parent plugin → session
  ["sessions.legacy"] = "38ecfce5d7b02988",
  -- files of earlier versions, where they lie → the store
  ["sessions.import_old"] = "e64ab23775e393ed",
  -- a file of the resurrect plugins → session
  ["sessions.resurrect"] = "2c2d74aec677b5c3",
  -- a folder of resurrect's files → the store
  ["sessions.import_resurrect"] = "9ef9dff3198aa41d",
  -- a choice → its file removed
  ["sessions.delete"] = "db7399d57abd337b",
  -- a workspace and a new name → saved and loaded under it
  ["sessions.fork"] = "42ce3041d2b7fb5c",
  -- a session and a new name → file, older states, workspace renamed
  ["sessions.rename"] = "1e6fe70d2c7f4142",
  -- the last delete or restore → taken back
  ["sessions.undo"] = "7de7eb56f88af302",
  -- a layout → a drawing of it in a few lines of text
  ["sessions.miniature"] = "8e18c6b7320bcd86",
  -- a part of a session → one window, tab or pane beside what is there
  ["sessions.scopes"] = "4547677b507d8cf3",
  -- a choice → all that can be done with it, beside a drawing
  ["sessions.manage"] = "c3299a703aa4bf76",
  -- a field that a person wrote → checked, with its place
  ["sessions.fields"] = "a75afcd62bb880bb",
  -- wished sizes → a split tree
  ["sessions.arrange"] = "4b1cada305ebacf2",
  -- a session written by hand → session, or the first mistake with its place
  ["sessions.spec"] = "b9b285877ed305e1",
  -- session → a spec, as somebody could have written it
  ["sessions.outline"] = "435098bce2d1adc4",
  -- specs, in the configuration and in files → sessions as any other
  ["sessions.define"] = "b890fe6bfcb83f7b",
  -- the actions of this build → entries of the command palette
  ["sessions.palette"] = "4b3ef77fba2bc6c6",
  -- the last save → a few words for a status bar
  ["sessions.status"] = "1c3800cdb9744ce1",
  -- a choice → its file in the editor
  ["sessions.edit"] = "e6e61cc192d60a3c",
  -- what a workspace looks like → one text that changes with it
  ["sessions.fingerprint"] = "a7887e47e8e4d957",
  -- events and a timer → what has changed is saved
  ["sessions.autosave"] = "c9fc7ca37a5505ae",
  -- the older states of a session → those that stay; their files' names
  ["sessions.history"] = "f58812d0bce1f2e8",
  -- what a save replaces → kept, listed, loaded, pinned
  ["sessions.generations"] = "eda45f510950c51c",
  -- the older states of a chosen session → one of them loaded, or this one pinned
  ["sessions.older"] = "d70c311b0894b7d8",
  -- the terminal starts → what was open is open again
  ["sessions.startup"] = "7afdb76768eace5c",
  -- a directory → its repository and branch, from files alone
  ["sessions.git"] = "a5ca4c56b4dbebb7",
  -- panes → the git branch each was on; a word when it is another now
  ["sessions.branches"] = "aa2052780e375bdc",
  -- the feature rooms of this build, in order
  ["sessions.features"] = "1373e2c3fd03c7bc",
  -- a call or an event from outside → the features attached, then whoever answers it
  ["sessions.doors"] = "5fcdd513f8fc25c4",
  -- options → the public table; wires, decides nothing
  ["sessions.init"] = "1cde2e0182c243fc",
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
local folder = beside .. "../dist/plugin/sessions/"

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
-- of the files comes.
local function refuse(name, path)
  for _, watched in ipairs({ own_path, folder, folder .. ".." }) do
    wezterm.add_to_config_reload_watch_list(watched)
  end
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
  "wezterm-sessions.delete.chosen",
  "wezterm-sessions.delete.confirmed",
  "wezterm-sessions.fork.named",
  "wezterm-sessions.rename.chosen",
  "wezterm-sessions.rename.named",
  "wezterm-sessions.undo.confirmed",
  "wezterm-sessions.scopes.chosen",
  "wezterm-sessions.manage.chosen",
  "wezterm-sessions.manage.action",
  "wezterm-sessions.edit.chosen",
  "wezterm-sessions.older.chosen",
  "wezterm-sessions.load.chosen",
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
  message = function()
    return nil, sentence
  end,
  problem = function()
    return nil, { code = "not_loaded", message = sentence }
  end,
  text = function()
    return sentence
  end,
}
return {
  apply_to_config = answers.argument,
  save = answers.problem,
  load = answers.message,
  list = answers.problem,
  delete = answers.problem,
  last_report = answers.problem,
  import_resurrect = answers.problem,
  save_state = answers.problem,
  load_state = answers.problem,
  restore_state = answers.problem,
  delete_state = answers.problem,
  edit_state = answers.problem,
  fork_state = answers.problem,
  fork = answers.problem,
  rename_state = answers.problem,
  rename = answers.problem,
  undo_state = answers.problem,
  manage_state = answers.problem,
  restore_window = answers.problem,
  restore_tab = answers.problem,
  restore_pane = answers.problem,
  define = answers.problem,
  export = answers.problem,
  palette_entries = answers.list,
  status = answers.text,
  start_autosave = answers.problem,
  stop_autosave = answers.problem,
  toggle_autosave = answers.problem,
  generations = answers.problem,
  load_generation = answers.problem,
  pin = answers.problem,
  unpin = answers.problem,
}
