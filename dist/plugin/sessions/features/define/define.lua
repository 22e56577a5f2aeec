--- define: sessions written by hand are listed and loaded as any other.
---
--- In:    specs from `define` in wezterm.lua; NAME.json and NAME.toml in the folder `sessions` beside it, which is in
---        ~/.config/wezterm where wezterm.lua lies in the home itself: a folder of that name there is anybody's.
--- Out:   a source of sessions; `define`, `export`.
--- Never: reads a file of its folder before it is asked for that session; hides a mistake; takes a file of another
---        program in ~/sessions for a session; writes into the configuration directory
---        itself, which would reload the configuration each time (what is in its folders is not watched:
---        config/src/lib.rs:506-638; only the folder's own coming is seen).
---
--- A session that was saved under the same name comes first: deleting it brings the written one back.

local catalog = require("sessions.store.catalog")
local contents = require("sessions.session.contents")
local json = require("sessions.text.json")
local names = require("sessions.session.names")
local outline = require("sessions.features.define.outline")
local path = require("sessions.text.path")
local space = require("sessions.restore.space")
local spec = require("sessions.features.define.spec")

local define = {}

local FOLDER = "sessions"

--- Files that are sessions, the first one of a name counts.
local EXTENSIONS = { "json", "toml" }

--- What only a session says, of the fields of a spec: others are in files of many programs.
local TELLING = { "windows", "tabs", "across", "down", "panes", "command" }

---@param plugin sessions.Plugin
---@return string folder of the sessions by hand
---@return string? shared where they may be as well, among files of others
local function folders_of(plugin)
  local host = plugin.host
  local separator, home = host.separator, host.home_dir
  local beside = path.join(host.config_dir, FOLDER, separator)
  if path.join(host.config_dir, "", separator) ~= path.join(home, "", separator) then
    return beside
  end
  local usual = path.join(path.join(home, ".config", separator), "wezterm", separator)
  return path.join(usual, FOLDER, separator), beside
end

---@param plugin sessions.Plugin
local function folder_of(plugin)
  return (folders_of(plugin))
end

--- The session of a file: as an export has encoded it, else as a person has typed it. Hidden files are other programs'
--- notes of a file, such as an editor's.
local function name_of(file_name)
  local stem, extension = file_name:match("^([^.].*)%.(%l+)$")
  for _, known in ipairs(EXTENSIONS) do
    if extension == known then
      return names.from_file(stem .. ".json") or stem
    end
  end
end

--- What a session's file may be called, in either spelling.
---@param plugin sessions.Plugin
---@param name string
---@return string[]
local function file_names(plugin, name)
  local encoded = names.to_file(name):gsub("%.json$", "")
  local stems = { encoded } --[[@as string[] ]]
  local is_device = plugin.host.is_windows and names.is_device(name)
  if not is_device and not name:find("[/\\%c]") then
    stems[2] = name
  end
  local found = {}
  for _, stem in ipairs(stems) do
    for _, extension in ipairs(EXTENSIONS) do
      found[#found + 1] = stem .. "." .. extension
    end
  end
  return found
end

--- What a spec may count on: the user's home, and the size of the window on the screen, or of one to be opened.
local function context_of(plugin)
  local host = plugin.host
  local window = host.gui_windows()[1]
  local mux_window = window and host.mux_window_of(window)
  local tab = mux_window and host.active_tab(mux_window)
  local context = { home = host.home_dir, saved_at = 0 }
  context.cols, context.rows = space.initial_size(plugin)
  if tab then
    context.cols, context.rows = host.tab_size(tab)
  end
  return context
end

--- Whether a value is meant to be a session.
local function is_telling(value)
  for _, field in ipairs(TELLING) do
    if type(value) == "table" and value[field] ~= nil then
      return true
    end
  end
  return false
end

--- A problem with the file, or the definition, and the field that it is about.
---@param problem sessions.Problem
---@param file_path string
---@return sessions.Problem
local function in_file(problem, file_path)
  local field = problem.where and problem.where .. ": " or ""
  if problem.message:sub(1, #field) == field then
    field = ""
  end
  local message = ("%s: %s%s"):format(file_path, field, problem.message)
  return { code = problem.code, message = message, where = problem.where }
end

--- The session that a file describes: as a spec, or as a document of the store that was put there.
---@param plugin sessions.Plugin
---@param name string
---@param file_path string
---@return sessions.Session? session
---@return sessions.Problem[]? notes
---@return sessions.Problem? problem
---@return boolean? is_meant whether it says what only a session says
local function read_file(plugin, name, file_path)
  local text, message = plugin.files.read(file_path)
  if not text then
    return nil, nil, { code = "unreadable", message = tostring(message), where = file_path }
  end
  local parse = file_path:find("%.toml$") and plugin.host.parse_toml or plugin.host.parse_json
  local ok, value = pcall(parse, text)
  if not ok then
    local reason = tostring(value):match("^[^\n]*") or ""
    return nil, nil, in_file({ code = "damaged", message = reason }, file_path)
  end
  if type(value) == "table" and value.format ~= nil then
    local session, notes, problem = plugin.store():decode(text)
    return session, notes, problem and in_file(problem, file_path), true
  end
  local session, problem = spec.read(name, value, context_of(plugin))
  if not session then
    return nil, nil, in_file(problem --[[@as sessions.Problem]], file_path)
  end
  return session, {}, nil, is_telling(value)
end

--- The session of a file among those of other programs; nothing where that is one of theirs.
---@param plugin sessions.Plugin
---@param name string
---@param file_path string
---@return sessions.Session? session
---@return sessions.Problem[]? notes
local function read_shared(plugin, name, file_path)
  local session, notes, _, is_meant = read_file(plugin, name, file_path)
  if session and is_meant then
    return session, notes
  end
end

--- The file of a session.
---@param plugin sessions.Plugin
---@param name string
---@return string? file_path
local function find_file(plugin, name)
  local separator = plugin.host.separator
  local folder, shared = folders_of(plugin)
  for _, each in ipairs({ folder, shared }) do
    for _, file_name in ipairs(file_names(plugin, name)) do
      local file_path = path.join(each, file_name, separator)
      if
        plugin.files.exists(file_path)
        and (each == folder or read_shared(plugin, name, file_path))
      then
        return file_path
      end
    end
  end
end

--- What the user has written into the configuration, or beside it, is started without being on the list.
---@param session sessions.Session
---@return sessions.Session
local function own(session)
  for _, pane in ipairs(contents.panes(session)) do
    if pane.program then
      pane.program.is_own = true
    end
  end
  return session
end

--- A line of the list for a session that was never saved.
local function entry_of(name, file_path, session, problem)
  local facts = session and catalog.facts(session) or {}
  return {
    name = name,
    path = file_path,
    saved_at = 0,
    windows = facts.windows,
    tabs = facts.tabs,
    panes = facts.panes,
    programs = facts.programs,
    problem = problem,
  }
end

---@param plugin sessions.Plugin
function define.attach(plugin)
  local api, host = plugin.api, plugin.host

  --- Specs as they were given, by name, with those that are mistaken.
  local specs = {} ---@type table<string, { value: any, problem: sessions.Problem? }>

  --- A session written in the configuration. Called while it is evaluated: only checked and kept.
  ---@param name string
  ---@param value table nested splits with sizes, directories, commands, titles, focus
  ---@return true? done
  ---@return sessions.Problem?
  function api.define(name, value)
    local nameless = names.problem(name)
    if nameless then
      host.log_error(("(wezterm-sessions) define(%q): %s"):format(name, nameless.message))
      return nil, nameless
    end
    local session, problem = spec.read(name, value, { home = host.home_dir })
    if not session then
      problem = in_file(problem --[[@as sessions.Problem]], ("define(%q)"):format(name))
      host.log_error("(wezterm-sessions) " .. problem.message)
    end
    specs[name] = { value = value, problem = problem }
    return session and true, problem
  end

  --- Write a session as a spec into the folder `sessions` of the configuration directory.
  ---@async
  ---@param name string
  ---@return string? file_path
  ---@return string|sessions.Problem text_or_problem the spec as JSON
  function api.export(name)
    local session, _, problem = plugin.store():read(name)
    if not session then
      return nil, problem --[[@as sessions.Problem]]
    end
    local text = json.encode(outline.of(session, { home = host.home_dir }), outline.key_order)
      .. "\n"
    local folder = folder_of(plugin)
    local file_path = path.join(folder, names.to_file(name), host.separator)
    local done, message = plugin.store():replace_in(folder, file_path, text, true)
    if not done then
      return nil, { code = "not_written", message = tostring(message), where = file_path }
    end
    return file_path, text
  end

  table.insert(plugin.hooks.sources, {
    ---@async
    entries = function()
      local entries = {}
      local folder, shared = folders_of(plugin)
      local file_paths, message = host.list_directory(folder)
      for name, given in pairs(specs) do
        local session = not given.problem and spec.read(name, given.value, context_of(plugin))
        entries[#entries + 1] = entry_of(name, "", session, given.problem)
      end
      local seen = {}
      for _, file_path in ipairs(file_paths or {}) do
        local name = name_of(file_path:match("[^/\\]+$"))
        if name and not specs[name] and not seen[name] then
          seen[name] = true
          entries[#entries + 1] = entry_of(name, file_path)
        end
      end
      for _, file_path in ipairs(shared and host.list_directory(shared) or {}) do
        local name = name_of(file_path:match("[^/\\]+$"))
        local session = name
          and not specs[name]
          and not seen[name]
          and read_shared(plugin, name, file_path)
        if name and session then
          seen[name] = true
          entries[#entries + 1] = entry_of(name, file_path, session)
        end
      end
      local problem = { code = "unreadable", message = message, where = folder }
      return entries, not file_paths and problem or nil
    end,
    read = function(name)
      local given = specs[name]
      if given then
        local session, problem = spec.read(name, given.value, context_of(plugin))
        if session then
          return own(session), {}
        end
        return nil, nil, given.problem or problem
      end
      local file_path = find_file(plugin, name)
      if file_path then
        local session, notes, problem = read_file(plugin, name, file_path)
        return session and own(session), notes, problem
      end
    end,
    path_of = function(name)
      return (find_file(plugin, name))
    end,
  })

  table.insert(plugin.hooks.session_actions, {
    name = "export",
    label = "Write it as a spec file",
    act = function(window, _, name)
      local file_path, problem = api.export(name)
      if not file_path then
        return nil, problem --[[@as sessions.Problem]]
      end
      plugin.tell(window, "Written to " .. file_path)
    end,
  })
end

return define
-- Made from lua_templates/sessions/features/define/define.lua; plugin/init.lua opens it by its digest: ffb2e572e33eadec
