--- git: a directory -> its repository and the branch that is checked out.
---
--- In:    a directory; a function that reads a file; a memory that many panes share.
--- Out:   the repository's directory and the branch; where a branch has changed since.
--- Never: starts a program; walks without end; raises, whatever the files hold.
---
--- Repositories are few and panes are many: with a memory every file is read once, and a directory
--- below one that is known costs nothing but its own two attempts.

local path = require("sessions.text.path")

local git = {}

--- Directories above a pane's that are looked at. Deeper ones are rarely anybody's work.
local LEVELS_MAX = 64

--- Bytes of HEAD or of a `.git` file that can mean anything: a path is at most 4,096 long.
local TEXT_BYTES_MAX = 5000

--- Digits of a commit that git shows.
local COMMIT_DIGITS = 7

--- HEAD of a repository whose references are in a binary table (`reftable`).
local ELSEWHERE = ".invalid"

---@class (exact) sessions.Branch
---@field repo string directory of the working tree
---@field branch string its name, or "(1a2b3c4)" for a commit without a branch

---@class (exact) sessions.BranchChange
---@field repo string
---@field saved_branch string
---@field current_branch string

---@alias sessions.BranchMemory table<string, sessions.Branch|false> by directory; false: none

--- The only line of a file; nil for one that git would not have written.
local function line_of(text)
  if not text or #text > TEXT_BYTES_MAX then
    return nil
  end
  local line = text:match("^(.-)[%s]*$")
  return line ~= "" and not line:find("%c") and line or nil
end

--- What HEAD says: a branch by name, a commit by its first digits, or nil.
local function branch_of(head)
  local line = line_of(head)
  if not line then
    return nil
  end
  local reference = line:match("^ref:%s*refs/(.+)$")
  if reference then
    local name = reference:match("^heads/(.+)$") or reference
    return name ~= ELSEWHERE and name or nil
  end
  local is_commit = (#line == 40 or #line == 64) and not line:find("[^0-9a-fA-F]")
  return is_commit and ("(%s)"):format(line:sub(1, COMMIT_DIGITS)) or nil
end

--- The branch of the repository that is rooted just here. In a worktree or a submodule `.git` is a
--- file that names the directory in which HEAD is.
local function branch_at(directory, read)
  local dot_git = path.join(directory, ".git", "/")
  local branch = branch_of(read(path.join(dot_git, "HEAD", "/")))
  if branch then
    return branch
  end
  local line = line_of(read(dot_git))
  local target = line and line:match("^gitdir:%s*(.+)$")
  if not target then
    return nil
  end
  local git_dir = path.is_absolute(target) and target or path.join(directory, target, "/")
  return branch_of(read(path.join(git_dir, "HEAD", "/")))
end

--- The repository that a directory is in, and its branch.
---@param directory string absolute, any bytes
---@param read fun(path: string): string? text of a file, nil when there is none
---@param memory sessions.BranchMemory? filled here; one table for all panes of a save
---@return sessions.Branch? branch nil outside of a repository
---@nodiscard
function git.branch(directory, read, memory)
  if not path.is_absolute(directory) or directory:find("\0", 1, true) then
    return nil
  end
  memory = memory or {}
  local visited = {}
  local found = false ---@type sessions.Branch|false
  local place = directory ---@type string?
  for _ = 1, LEVELS_MAX do
    if not place then
      break
    elseif memory[place] ~= nil then
      found = memory[place]
      break
    end
    visited[#visited + 1] = place
    local branch = branch_at(place, read)
    if branch then
      found = { repo = place, branch = branch }
      break
    end
    place = path.parent(place)
  end
  for _, seen in ipairs(visited) do
    memory[seen] = found
  end
  return found or nil
end

--- Where another branch is checked out than when the panes were saved: each repository once.
---@param panes sessions.Pane[] those with `git_repo` and `git_branch` are looked at
---@param read fun(path: string): string?
---@param memory sessions.BranchMemory?
---@return sessions.BranchChange[] changes in the panes' order
---@nodiscard
function git.changes(panes, read, memory)
  memory = memory or {}
  local changes, seen = {}, {}
  for _, pane in ipairs(panes) do
    local repo, saved_branch = pane.git_repo, pane.git_branch
    if type(repo) == "string" and type(saved_branch) == "string" and not seen[repo] then
      seen[repo] = true
      local current = git.branch(repo, read, memory)
      if current and current.branch ~= saved_branch then
        changes[#changes + 1] =
          { repo = repo, saved_branch = saved_branch, current_branch = current.branch }
      end
    end
  end
  return changes
end

return git
