--- locate: where a saved pane is opened now.
---
--- In:    the port, the disk, a saved pane.
--- Out:   a domain and a directory in it, both always said; in the report, why they are not the saved ones.
--- Never: costs a pane: what the terminal cannot be told, or does not have, gets the nearest that makes sense.
---
--- The nearest directory that is there makes sense where somebody works in it. A root, one right below a root or one
--- that holds the homes is no place to work: then it is the home.

local path = require("sessions.text.path")
local report = require("sessions.restore.report")

local locate = {}

local LOCAL_DOMAIN = "local"

--- A domain as it is called here; false where nothing can be opened in it. A terminal that is connected to the server
--- calls the server's own panes by the name of the connection, and saves them so: in the server they are its own, and
--- there the name would connect it to itself, without end.
---@async
---@param host sessions.Host
---@param domain string
---@return string|false
local function called_here(host, domain)
  if not host.has_screen() and host.multiplexer_of(domain) == "unix" then
    return LOCAL_DOMAIN
  end
  return host.is_spawnable(domain) and domain
end

---@async
---@param site sessions.Site
---@param pane sessions.Pane
---@param where string
---@param into sessions.Report
---@return string domain
---@return boolean is_missing
local function usable_domain(site, pane, where, into)
  local domain = pane.domain
  if not domain or domain == "" or domain == LOCAL_DOMAIN then
    return LOCAL_DOMAIN, false
  end
  if site.domains[domain] == nil then
    site.domains[domain] = not site.refusals[domain] and called_here(site.host, domain)
  end
  local here = site.domains[domain]
  if here then
    return here, false
  end
  local refusal = site.refusals[domain]
  local what = refusal and ("refuses (%s)"):format(refusal) or "is not there"
  local message = ("domain %s %s: opened locally instead"):format(domain, what)
  report.add(into, "domain_missing", message, where)
  return LOCAL_DOMAIN, true
end

--- Whether WezTerm would start a program there; nil when that cannot be known.
---@param site sessions.Site
---@param directory string
---@return boolean?
local function is_there(site, directory)
  return site.files.is_directory(directory, site.host.is_windows)
end

---@param directory string
---@param code sessions.ProblemCode
---@param message string
---@return sessions.Place
local function problem(directory, code, message)
  return { directory = directory, problem = { code = code, message = message } }
end

--- Where a directory's panes are opened, and what is the matter with it.
---@param site sessions.Site
---@param wanted string
---@return sessions.Place
local function found(site, wanted)
  local host = site.host
  local home = host.home_dir
  if not path.is_native(wanted, host.is_windows) then
    local message = ("%s is not of this system: opened in %s"):format(wanted, home)
    return problem(home, "cwd_missing", message)
  end
  local nearest = wanted ---@type string?
  while nearest and (not utf8.len(nearest) or is_there(site, nearest) == false) do
    nearest = path.parent(nearest)
  end
  if nearest == wanted then
    return { directory = wanted }
  end
  local is_useful = nearest and not path.is_high_up(nearest, home)
  local directory = is_useful and nearest or home
  -- WezTerm takes a directory as UTF-8: anything else raises (luahelper/src/lib.rs:114).
  if not utf8.len(wanted) and is_there(site, wanted) then
    local message = ("%s has a name that is not UTF-8: opened in %s"):format(wanted, directory)
    return problem(directory, "cwd_not_text", message)
  end
  return problem(directory, "cwd_missing", ("%s is gone: opened in %s"):format(wanted, directory))
end

--- The same, asked once for each directory.
---@param site sessions.Site
---@param wanted string
---@return sessions.Place
local function known(site, wanted)
  local answer = site.directories[wanted]
  if not answer then
    answer = found(site, wanted)
    site.directories[wanted] = answer
  end
  return answer
end

--- A directory that another machine has named, such as a container that shares it with this one.
---@param site sessions.Site
---@param pane sessions.Pane
---@param where string
---@param into sessions.Report
---@return string cwd
local function elsewhere(site, pane, where, into)
  local cwd, home = pane.cwd, site.host.home_dir
  local is_shared = cwd and known(site, cwd).directory == cwd and is_there(site, cwd)
  local sentence = is_shared and "%s is on %s: opened in the directory of that name here"
    or "%s is on %s, not on this machine: opened in %s"
  report.add(into, "cwd_elsewhere", sentence:format(cwd or "?", pane.cwd_host, home), where)
  return is_shared and cwd or home
end

--- Where a pane was saved, when that is not where it is opened, or will not show.
---@param pane sessions.Pane
---@param opened string? directory
---@param lacks? "directory"|"domain" what is not there; its programs are not started elsewhere
---@return sessions.Displaced
local function displaced(pane, opened, lacks)
  local place = {
    domain = pane.domain or LOCAL_DOMAIN,
    cwd = pane.cwd,
    cwd_host = pane.cwd_host,
    git_repo = pane.git_repo,
    git_branch = pane.git_branch,
  }
  return { place = place, opened = opened, lacks = lacks }
end

--- Where a saved pane can be opened now. Both are always passed on: left out, WezTerm takes the domain and the
--- directory from the pane that happens to be split (lua-api-crates/mux/src/pane.rs:439-497).
---@async
---@param site sessions.Site
---@param pane sessions.Pane
---@param where string
---@param into sessions.Report
---@return string? cwd nil only in other domains, where this machine's directories mean nothing
---@return string domain
---@return sessions.Displaced? displaced when that is not where it was saved, or will not show
function locate.pane(site, pane, where, into)
  local domain, is_missing = usable_domain(site, pane, where, into)
  local cwd, home = pane.cwd, site.host.home_dir
  if domain ~= LOCAL_DOMAIN then
    if cwd and not utf8.len(cwd) then
      local message = ("%s is not UTF-8: opened where %s opens panes"):format(cwd, domain)
      report.add(into, "cwd_not_text", message, where)
      return nil, domain, displaced(pane, nil, "directory")
    end
    -- Many a shell elsewhere tells no directory, and none tells one before it is connected.
    return cwd, domain, cwd and displaced(pane, cwd) or nil
  elseif pane.cwd_host then
    local opened = elsewhere(site, pane, where, into)
    return opened, domain, displaced(pane, opened, is_missing and "domain" or nil)
  elseif not cwd then
    return home, domain, is_missing and displaced(pane, home, "domain") or nil
  end
  -- Who edits a file by hand may write `~`.
  local answer = known(site, path.expand_home(cwd, home, site.host.is_windows))
  if answer.problem then
    report.add(into, answer.problem.code, answer.problem.message, where)
  end
  local opened = answer.directory
  local lacks = is_missing and "domain" or answer.problem and "directory" or nil
  return opened, domain, lacks and displaced(pane, opened, lacks) or nil
end

--- WezTerm starts the program of a pane before it finds that there is no room for it (mux/src/domain.rs:101-108): then no
--- domain has refused anything.
local NO_ROOM = "No space for split"

--- Open something where a pane was saved; locally, where its domain refuses: it may be there again another day.
---@async
---@generic A, B, C
---@param site sessions.Site
---@param pane sessions.Pane
---@param where string
---@param into sessions.Report
---@param open async fun(cwd: string?, domain: string): A?, B, C opens it; or nil, and why not
---@return sessions.Displaced? displaced when that is not where it was saved, or will not show
---@return A? opened
---@return B
---@return C
function locate.open(site, pane, where, into, open)
  local cwd, domain, displaced_pane = locate.pane(site, pane, where, into)
  local opened, second, third = open(cwd, domain)
  if opened or domain == LOCAL_DOMAIN or tostring(second):find(NO_ROOM, 1, true) then
    return displaced_pane, opened, second, third
  end
  site.domains[pane.domain], site.refusals[pane.domain] = false, tostring(second)
  cwd, domain, displaced_pane = locate.pane(site, pane, where, into)
  return displaced_pane, open(cwd, domain)
end

return locate
-- Made from lua_templates/sessions/restore/locate.lua; plugin/init.lua opens it by its digest: f621e365b6706976
