--- wish: what somebody wants to see who has started the terminal with more than its name.
---
--- In:    a command line, what WezTerm has made of it, what is usual here; the names that may be restored.
--- Out:   the wish in words, or none; the names to restore, in their order.
--- Never: takes what every start has for a wish: the desktop's menu starts in its own directory, `default_prog` is in
---        every command.

local command = require("sessions.text.command")
local path = require("sessions.text.path")

local wish = {}

--- Options of WezTerm's that are followed by a value. A value may also be joined to them by "=".
local TAKES_VALUE = {}
for name in ("--config --config-file --cwd --class --workspace --position --domain"):gmatch("%S+") do
  TAKES_VALUE[name] = true
end

--- How a start may be called: `wezterm -e PROGRAM` is the oldest way.
local STARTS = { start = true, ["blocking-start"] = true, ["-e"] = true }

local USUAL_DOMAIN, USUAL_WORKSPACE = "local", "default"

---@param argv string[] with the name of the program in front
---@return sessions.Typed
local function read(argv)
  local typed = { options = {}, program = {} }
  local index = 2
  while argv[index] do
    local word = argv[index] --[[@as string]]
    local name, value = word:match("^(%-%-[^=]+)=(.*)$")
    if STARTS[word] and not typed.subcommand then
      typed.subcommand = "start"
    elseif name or TAKES_VALUE[word] then
      if not name then
        name, index = word, index + 1
        value = argv[index]
      end
      typed.options[name] = value
    elseif word:sub(1, 1) == "-" and word ~= "--" then
      typed.options[word] = ""
    elseif not typed.subcommand and word ~= "--" then
      typed.subcommand = word
    else
      table.move(argv, word == "--" and index + 1 or index, #argv, 1, typed.program)
      break
    end
    index = index + 1
  end
  return typed
end

--- What was typed behind `wezterm`, or stands for it where nothing was.
---@param argv string[] with the name of the program in front
---@param usual any `default_gui_startup_args`
---@return sessions.Typed
---@nodiscard
function wish.typed(argv, usual)
  local typed = read(argv)
  if not typed.subcommand and type(usual) == "table" then
    return read({ argv[1], table.unpack(usual) })
  end
  return typed
end

--- Whether a process was started as a terminal of its own, not to connect somewhere. Nothing typed is a start.
---@param typed sessions.Typed
---@return boolean
---@nodiscard
function wish.is_start(typed)
  return (typed.subcommand or "start") == "start" and not typed.options["--attach"]
end

--- A directory without what says nothing: "." among its names, and separators at its end.
local function bare(directory)
  local is_windows = directory:find("^[A-Za-z]:") ~= nil
  local text = is_windows and directory:gsub("\\", "/"):lower() or directory
  local names = {}
  for name in text:gmatch("[^/]+") do
    if name == ".." then
      names[#names] = nil
    elseif name ~= "." then
      names[#names + 1] = name
    end
  end
  return (text:sub(1, 1) == "/" and "/" or "") .. table.concat(names, "/")
end

--- Whether somebody who starts there has asked for nothing by it.
local function is_usual_directory(directory, facts)
  local wanted = bare(directory)
  if wanted == "/" or wanted:find("^[a-z]:$") then
    return true
  end
  for _, usual in ipairs({ facts.home, facts.own_directory }) do
    if bare(usual) == wanted then
      return true
    end
  end
  return false
end

--- Whether a command's program is the one that runs in every pane: it is in the command whenever anything is.
local function is_usual_program(args, facts)
  local typed = facts.typed()
  if typed and (typed.program[1] or typed.options["--cwd"]) then
    return not typed.program[1]
  end
  return command.is_same(args, facts.config.default_prog or {})
end

--- Why a start is not to restore anything: what was asked for instead.
---@param spawn table? what `gui-startup` was given
---@param facts sessions.StartFacts
---@return string? reason nil when nothing was
---@nodiscard
function wish.reason(spawn, facts)
  if facts.default_domain ~= (facts.config.default_domain or USUAL_DOMAIN) then
    local typed = facts.typed()
    if not typed or not wish.is_start(typed) then
      return "this start is for the domain " .. tostring(facts.default_domain)
    end
  end
  if not spawn then
    return nil
  end
  local domain = type(spawn.domain) == "table" and spawn.domain
  if domain then
    local name = domain.DomainName or domain.DomainId
    return "this start is for the domain " .. tostring(name)
  end
  local args = spawn.args
  if args and args[1] and not is_usual_program(args, facts) then
    return "this start is for the program " .. path.basename(args[1])
  end
  if spawn.cwd and not is_usual_directory(spawn.cwd, facts) then
    return "this start is for the directory " .. spawn.cwd
  end
end

--- The workspace that was asked for by name; nil when none was.
---@param facts sessions.StartFacts
---@param first string? the name that would be shown
---@return string?
local function asked_workspace(facts, first)
  local active = facts.active_workspace
  local usual = facts.config.default_workspace or USUAL_WORKSPACE
  if active == first and active == usual then
    -- Whether it was asked for or not makes no difference to what is shown.
    return nil
  end
  local typed = facts.typed()
  if typed then
    return typed.options["--workspace"]
  end
  return active ~= usual and active or nil
end

--- The names to restore, the one to show first: those that were asked for.
---@param names string[]
---@param first string? the one that was shown
---@param facts sessions.StartFacts
---@return string[]
---@return string? reason why there are none
---@nodiscard
function wish.names(names, first, facts)
  local ordered = {}
  for _, name in ipairs(names) do
    if name == first then
      table.insert(ordered, 1, name)
    else
      ordered[#ordered + 1] = name
    end
  end
  local asked = asked_workspace(facts, ordered[1])
  if not asked then
    return ordered
  end
  for _, name in ipairs(ordered) do
    if name == asked then
      return { name }
    end
  end
  return {}, ordered[1] and "this start is for the workspace " .. asked
end

return wish
