--- command: which programs are started again, and how they are typed.
---
--- In:    a saved program, the user's rule, a shell's name; or a command line as somebody typed it.
--- Out:   run with these arguments, or skip with a reason; text that a shell reads as exactly those arguments.
--- Never: trusts a file: what is not on the list is not typed, and a text is never typed as it stands.

local command = {}

--- Allowed unless the user says otherwise: they show or edit, and starting one twice does no harm.
command.programs =
  { "vi", "vim", "nvim", "emacs", "man", "less", "more", "tail", "top", "htop", "btop" }

local SHELLS = {
  ash = true, bash = true, busybox = true, cmd = true, csh = true, dash = true, elvish = true, fish = true, ksh = true,
  ksh93 = true, mksh = true, nu = true, oksh = true, osh = true, powershell = true, pwsh = true, rbash = true,
  rc = true, sh = true, tcsh = true, xonsh = true, yash = true, zsh = true,
}

--- The name by which a program is known: without path, the "-" of a login shell, ".exe" or case on Windows.
local function known_name(name)
  local base = (name:match("([^/\\]+)$") or name):gsub("^%-", "")
  local stem = base:lower():match("^(.+)%.exe$")
  return stem or base
end

--- Whether a program is a shell. The whole name counts: `ssh` is none.
---@param name string
---@return boolean
---@nodiscard
function command.is_shell(name)
  return SHELLS[known_name(name)] == true
end

local function problem(code, message)
  return { code = code, message = message }
end

--- The words of a command line that uses nothing of the shell but quotes.
---@param text string
---@return string[]? argv
---@return sessions.Problem?
---@nodiscard
function command.split(text)
  local argv, word, position = {}, nil, 1
  local function fail(message)
    return nil, problem("shell_syntax", message)
  end
  while position <= #text do
    local mark = text:sub(position, position)
    if mark == " " or mark == "\t" then
      if word then
        argv[#argv + 1], word = word, nil
      end
      position = position + 1
    elseif mark == "'" then
      local close = text:find("'", position + 1, true)
      if not close then
        return fail("a quote is not closed")
      end
      word = (word or "") .. text:sub(position + 1, close - 1)
      position = close + 1
    elseif mark == '"' then
      local from = position + 1
      local piece = {}
      while true do
        local at = text:find('["\\$`%c]', from)
        local found = at and text:sub(at, at)
        if not at or found ~= '"' and found ~= "\\" then
          return fail("a double quote is not closed, or holds shell syntax")
        end
        piece[#piece + 1] = text:sub(from, at - 1)
        if found == '"' then
          position = at + 1
          break
        end
        local escaped = text:sub(at + 1, at + 1)
        if escaped == "" or escaped == "\n" then
          return fail("a double quote is not closed")
        end
        piece[#piece + 1] = escaped:find('["\\$`]') and escaped or "\\" .. escaped
        from = at + 2
      end
      word = (word or "") .. table.concat(piece)
    elseif mark == "\\" then
      local escaped = text:sub(position + 1, position + 1)
      if escaped == "" or escaped:find("%c") then
        return fail("a backslash ends the line")
      end
      word = (word or "") .. escaped
      position = position + 2
    elseif mark:find("[%c;|&<>$`(){}%[%]*?!]") or not word and mark:find("[#~=]") then
      return fail(("%q has a meaning to the shell"):format(mark))
    else
      word = (word or "") .. mark
      position = position + 1
    end
  end
  argv[#argv + 1] = word
  if #argv == 0 then
    return fail("there is no command")
  end
  return argv
end

local function posix_word(word)
  if word:find("^[%w@%%+=:,./_-]+$") and not word:find("^[^/]*=") then
    return word
  end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

local function fish_word(word)
  if word:find("^[%w@+=:,./_-]+$") then
    return word
  end
  return "'" .. word:gsub("[\\']", "\\%0") .. "'"
end

local function powershell_word(word)
  return "'" .. word:gsub("'", "''") .. "'"
end

local function nu_word(word)
  if word:find("^[%w@+:,./_-]+$") then
    return word
  end
  return not word:find("'", 1, true) and "'" .. word .. "'" or nil
end

--- cmd.exe has no quoting that holds for every program; what it would read in its own way is refused.
local function cmd_word(word)
  if word:find('["%%!^&<>|]') then
    return nil
  end
  return word:find("^[%w@+=:,./\\_-]+$") and word or '"' .. word .. '"'
end

local QUOTING = {
  fish = fish_word,
  powershell = powershell_word,
  pwsh = powershell_word,
  nu = nu_word,
  cmd = cmd_word,
}

--- The line that makes a shell run exactly these arguments. Shells that are not known are taken for POSIX ones.
---@param argv string[]
---@param shell string name of the shell
---@return string? text without a line end
---@return sessions.Problem?
---@nodiscard
function command.quote(argv, shell)
  local name = known_name(shell)
  local quote = QUOTING[name] or posix_word
  local words = {}
  for index, word in ipairs(argv) do
    -- A control byte would act on the line editor before any quoting counts.
    local quoted = not word:find("%c") and quote(word)
    if not quoted then
      return nil, problem("not_quotable", ("an argument cannot be typed safely into %s"):format(name))
    end
    words[index] = quoted
  end
  -- PowerShell runs a quoted word only when it is called.
  local call = quote == powershell_word and "& " or ""
  return call .. table.concat(words, " ")
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
    return "skip", program.text and "the file does not tell where its arguments begin and end"
      or "its arguments are not known"
  end
  if not policy.allowed[known_name(argv[1])] then
    return "skip", "it is not on the list of programs to start again (extra_programs)"
  end
  -- By name, not by path: the shell finds the program that is installed now, and a file cannot point elsewhere.
  local started = table.move(argv, 1, #argv, 1, {})
  started[1] = known_name(argv[1])
  return "run", started
end

return command
