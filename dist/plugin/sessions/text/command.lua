--- command: which programs are started again, and how they are typed.
---
--- In:    a saved program, the user's rule, a shell's name; or a command line as somebody typed it.
--- Out:   run with these arguments, or skip with a reason; text that a shell reads as just those.
--- Never: trusts a file: what is not on the list is not typed, a text is never typed as it stands.

local path = require("sessions.text.path")

local command = {}

--- Allowed unless the user says otherwise: they show or edit, and starting one twice does no harm.
command.programs =
  { "vi", "vim", "nvim", "emacs", "man", "less", "more", "tail", "top", "htop", "btop" }

--- Whole names. `busybox` is the shell of small systems; its other tools are not told apart by name.
local SHELLS = {}
for name in
  ([[
    ash bash brush busybox cmd csh dash elvish fish ion ksh ksh93 mksh murex nu oksh osh powershell pwsh rbash rc
    sh tcsh xonsh yash ysh zsh
  ]]):gmatch("%S+")
do
  SHELLS[name] = true
end

--- Options of a shell that are followed by a file to read at the start.
local TAKES_FILE = { ["--rcfile"] = true, ["--init-file"] = true }

--- What stands in front for a shell that runs elsewhere, and looks the same whatever runs there: each pane of the
--- Windows Subsystem for Linux reports `wslhost`, and a WezTerm from Flatpak reports `flatpak-spawn`.
local STANDS_FOR_SHELL = { ["flatpak-spawn"] = true, wsl = true, wslhost = true }

--- The name by which a program is known: without path, a login shell's "-", ".exe" and its case, and without what Nix
--- makes of a name behind a wrapper.
---@param name string
---@return string
---@nodiscard
function command.known_name(name)
  local base = (path.basename(name)):gsub("^%-", "")
  return base:lower():match("^(.+)%.exe$") or base:match("^%.(.+)%-wrapped$") or base
end
local known_name = command.known_name

--- Whether a program is a shell. The whole name counts: `ssh` is none.
---@param name string with or without its directory
---@return boolean
---@nodiscard
function command.is_shell(name)
  local known = known_name(name)
  return SHELLS[known] == true or STANDS_FOR_SHELL[known] == true
end

--- Whether a program stands for a shell of which nothing can be seen from here.
---@param name string with or without its directory
---@return boolean
---@nodiscard
function command.stands_for_shell(name)
  return STANDS_FOR_SHELL[known_name(name)] == true
end

--- Whether a command line is a shell that waits for its user: no script, no `-c`.
---@param argv string[]
---@return boolean
---@nodiscard
function command.is_idle_shell(argv)
  if not argv[1] or not SHELLS[known_name(argv[1])] then
    return false
  end
  local first = known_name(argv[1]) == "busybox" and argv[2] and command.is_shell(argv[2]) and 3
    or 2
  for index = first, #argv do
    local word = argv[index]
    local is_command = word:find("^%-%-command") or word:find("^%-[^-]*[cC]")
    if is_command or not word:find("^%-") and not TAKES_FILE[argv[index - 1]] then
      return false
    end
  end
  return true
end

--- A theme starts its worker while the shell reads its start-up files.
local STARTS_WITHIN_S = 0.8

--- Whether a child of a shell only serves its prompt: `gitstatusd` of powerlevel10k, or the worker of zsh-async, which is
--- the shell itself once more, as a job in the background may be: only what was started with the shell is the worker.
---@param child wezterm.ProcessInfo
---@param shell wezterm.ProcessInfo
---@param ticks_per_s integer? of `start_time`; nil where that says something else
---@return boolean
---@nodiscard
function command.serves_prompt(child, shell, ticks_per_s)
  local name = known_name(child.executable)
  if name:find("^gitstatusd") then
    return true
  end
  local within = ticks_per_s and math.max(1, STARTS_WITHIN_S * ticks_per_s) or -1
  return name == "zsh"
    and child.status ~= "Stop"
    and child.start_time - shell.start_time <= within
    and child.executable == shell.executable
    and table.concat(child.argv, "\0") == table.concat(shell.argv, "\0")
    and next(child.children or {}) == nil
end

--- Whether `argv`, from `at` on, says what `start` says from `start_at` on; of a program's path only the name counts.
local function says(argv, at, start, start_at)
  if #argv - at ~= #start - start_at or known_name(argv[at]) ~= known_name(start[start_at]) then
    return false
  end
  for offset = 1, #argv - at do
    if argv[at + offset] ~= start[start_at + offset] then
      return false
    end
  end
  return true
end

--- An interpreter and its option before the script.
local BEFORE_SCRIPT_MOST = 2

--- What runs scripts besides shells, without the numbers of versions.
local INTERPRETERS = {
  guile = true,
  lua = true,
  luajit = true,
  node = true,
  perl = true,
  pypy = true,
  python = true,
  ruby = true,
}

--- Whether a program may stand before the script that it runs. `man bash` is about the shell, and none.
local function is_interpreter(name)
  local known = known_name(name)
  return SHELLS[known] == true or INTERPRETERS[known:match("^%l+")] == true
end

--- Whether a command line is what came of another one: itself, the interpreter of a script with that script
--- (`python3 /usr/bin/xonsh`), or what a wrapper has made way for (`env brush`).
---@param argv string[]
---@param start string[]
---@return boolean
---@nodiscard
function command.comes_from(argv, start)
  local is_script = argv[1] ~= nil and is_interpreter(argv[1])
  for at = 1, math.min(#argv, is_script and 1 + BEFORE_SCRIPT_MOST or 1) do
    if start[1] and says(argv, at, start, 1) then
      return true
    end
  end
  for start_at = 2, #start do
    if argv[1] and says(argv, 1, start, start_at) then
      return true
    end
  end
  return false
end

--- Whether two lists of arguments are the same.
---@param argv string[]
---@param other string[]
---@return boolean
---@nodiscard
function command.is_same(argv, other)
  if #argv ~= #other then
    return false
  end
  for index, word in ipairs(argv) do
    if word ~= other[index] then
      return false
    end
  end
  return true
end

---@param code sessions.ProblemCode
---@param message string
---@return sessions.Problem
local function problem(code, message)
  return { code = code, message = message }
end

-- Ranges are spelled out throughout: `%w` follows the locale of the process.

--- Bytes that mean themselves to every shell, wherever in a word they stand.
local PLAIN = "^[^\0-\32\127'\"\\;|&<>$`(){}%[%]*?!]+"

--- What means something to some shell at the start of a word: comment, home, `=ls`, job.
local MEANS_AT_START = "^[#~=%%]"
local ASSIGNMENT = "^[A-Za-z_][A-Za-z0-9_]*%+?="

--- Inside double quotes, from behind the first: what it says, and where the text goes on.
local function double_quoted(text, at)
  local pieces = {}
  while true do
    local stop = text:find('[\0-\31\127"\\$`]', at)
    local mark = stop and text:sub(stop, stop)
    if mark ~= '"' and mark ~= "\\" then
      return nil
    end
    pieces[#pieces + 1] = text:sub(at, stop - 1)
    at = stop + 1
    if mark == '"' then
      return table.concat(pieces), at
    end
    -- A backslash takes the meaning of these four only; before all else it stays.
    local escaped = text:match('^["\\$`]', at)
    pieces[#pieces + 1] = escaped or "\\"
    at = at + (escaped and 1 or 0)
  end
end

--- One piece of a word: what it says and where the text goes on; nil when it is more than quoting.
local function piece_at(text, at)
  local plain = text:match(PLAIN, at)
  if plain then
    return plain, at + #plain
  end
  local mark = text:sub(at, at)
  if mark == "'" then
    local quoted = text:match("^'([^'\0-\31\127]*)'", at)
    return quoted, quoted and at + #quoted + 2
  elseif mark == '"' then
    return double_quoted(text, at + 1)
  elseif mark == "\\" then
    return text:match("^\\([^\0-\31\127])()", at)
  end
end

--- The words of a command line that uses nothing of the shell but quotes.
---@param text string
---@return string[]? argv nil when only a shell could tell its words
---@return sessions.Problem?
---@nodiscard
function command.split(text)
  local argv, at = {}, text:find("[^ \t]")
  while at do
    local is_syntax = text:find(MEANS_AT_START, at) or not argv[1] and text:find(ASSIGNMENT, at)
    local pieces = {}
    while at <= #text and not text:find("^[ \t]", at) do
      local piece, after = piece_at(text, at)
      if not piece or is_syntax then
        local message = ("%q means something to the shell"):format(text:sub(at, at))
        return nil, problem("shell_syntax", message)
      end
      pieces[#pieces + 1], at = piece, after
    end
    argv[#argv + 1] = table.concat(pieces)
    at = text:find("[^ \t]", at)
  end
  if not argv[1] then
    return nil, problem("no_command", "there is no command")
  end
  return argv
end

--- What no shell but cmd takes for anything else, as a command or as an argument.
local BARE = "^[A-Za-z0-9_@+:,./-]+$"
local BARE_OPTION = "^%-%-[A-Za-z-]+=[A-Za-z0-9_@+:,./-]+$"

--- In single quotes, if it needs them; `odd` is what those do not take as it is, `instead` how it is said.
local function in_quotes(word, is_command, odd, instead)
  if word:find(BARE) or not is_command and word:find(BARE_OPTION) then
    return word
  end
  return "'" .. word:gsub(odd, instead) .. "'"
end

local function posix(word, is_command)
  return in_quotes(word, is_command, "'", "'\\''")
end

--- csh looks for `!` inside single quotes too.
local function csh(word, is_command)
  return not word:find("!", 1, true) and posix(word, is_command) or nil
end

local function fish(word, is_command)
  return in_quotes(word, is_command, "[\\']", "\\%0")
end

--- Typographic quotes count as quotes there. Empty words, `"` and a last backslash are passed on
--- differently by different versions.
local function powershell(word, is_command)
  if word == "" or word == "--%" or word:find('"', 1, true) or word:find("\\$") then
    return nil
  end
  local quoted = "'" .. word:gsub("'", "''"):gsub("\xE2\x80[\x98-\x9B]", "%0%0") .. "'"
  -- A quoted word is run only when it is called.
  return is_command and "& " .. quoted or quoted
end

local function nu(word, is_command)
  if word:find("^[A-Za-z_-][A-Za-z0-9_-]*$") then
    return word
  end
  local quoted
  if word:find("'", 1, true) then
    quoted = '"' .. word:gsub('[\\"]', "\\%0") .. '"'
  else
    quoted = "'" .. word .. "'"
  end
  return is_command and "^" .. quoted or quoted
end

--- cmd.exe has no quoting that holds for every program; what it would read in its own way is
--- refused. A backslash before the last quote would quote that.
local function cmd(word)
  if word:find('["%%!^&<>|]') then
    return nil
  end
  return word:find("^[A-Za-z0-9_.:+-]+$") and word or '"' .. word:gsub("\\+$", "%0%0") .. '"'
end

--- Shells whose quotes work in ways of their own: only what needs none.
local function bare(word)
  return word:find(BARE) and word or nil
end

local QUOTING = {
  cmd = cmd,
  csh = csh,
  elvish = bare,
  fish = fish,
  nu = nu,
  powershell = powershell,
  pwsh = powershell,
  rc = bare,
  tcsh = csh,
  xonsh = bare,
}

--- Whether a word can be typed: control bytes act on the line editor before any quoting counts, and
--- WezTerm sends nothing but UTF-8.
local function is_typable(word)
  return utf8.len(word) ~= nil
    and not word:find("[\0-\31\127]")
    and not word:find("\xC2[\x80-\x9F]")
end

--- The line that makes a shell run exactly these arguments. Shells not known are taken for POSIX.
---@param argv string[]
---@param shell string name of the shell
---@return string? text without a line end; nil when it cannot be said safely
---@return string? message why not
---@nodiscard
function command.quote(argv, shell)
  local name = known_name(shell)
  local quote = QUOTING[name] or posix
  local words = {}
  for index, word in ipairs(argv) do
    local quoted = is_typable(word) and quote(word, index == 1)
    if not quoted then
      return nil, ("an argument cannot be typed safely into %s"):format(name)
    end
    words[index] = quoted
  end
  return table.concat(words, " ")
end

--- Whether a saved program is started again.
---@param program sessions.Program
---@param policy sessions.Policy
---@return "run"|"skip" verdict
---@return string[]|string argv_or_reason
---@nodiscard
function command.decide(program, policy)
  if not policy.enabled then
    return "skip", "starting programs is turned off (restore_programs)"
  end
  local argv = program.argv
  if not argv or not argv[1] then
    return "skip",
      program.text and "the file does not tell where its arguments begin and end"
        or "its arguments are not known"
  end
  if program.is_own then
    return "run", argv
  end
  local name = known_name(argv[1])
  if not policy.allowed[name] then
    return "skip", "it is not on the list of programs to start again (extra_programs)"
  end
  -- By name, not by path: the shell finds what is installed now, a file cannot point elsewhere.
  local started = table.move(argv, 1, #argv, 1, {})
  started[1] = name
  return "run", started
end

return command
-- Made from lua_templates/sessions/text/command.lua; plugin/init.lua opens it by its digest: 91e0d49b50ad2bb6
