--- spawn: the part of the port that opens windows, tabs and panes, and changes what is open.
---
--- In:    the port that is being made, the `wezterm` module.
--- Out:   more verbs on the port.
--- Never: is used by any room but `host`; needs a screen; decides where and how large.

local spawn = {}

--- Add the verbs to the port.
---@param port sessions.Host
---@param wezterm wezterm
---@param attempt fun<P, R>(fn: (fun(...: P...): R), ...: P...): R?, any calls; an error becomes `nil, message`
---@param ask fun<T, K: keyof T>(object: T, name: K, ...: any): ReturnType<std.RawGet<T, K>>?, any calls a method so
function spawn.add(port, wezterm, attempt, ask)
  local mux = wezterm.mux

  ---@param cwd string?
  ---@param domain string
  local function spawn_command(cwd, domain)
    return { cwd = cwd, domain = { DomainName = domain } }
  end

  --- A window out of sight: shown only once its workspace is. Width and height must be Lua integers.
  ---@async
  function port.spawn_window(workspace, cols, rows, cwd, domain)
    local command = spawn_command(cwd, domain) --[[@as wezterm.SpawnWindow]]
    command.workspace, command.width, command.height = workspace, cols, rows
    local tab, pane, window = attempt(mux.spawn_window, command)
    -- The multiplexer of another machine opens it in the active workspace (wezterm-client/src/domain.rs:828-840). Only
    -- a rename counts the panes of a workspace again; by the old count it is empty, and would not be shown.
    if window and domain ~= "local" and port.workspace_of(window) ~= workspace then
      ask(window --[[@as MuxWindow]], "set_workspace", workspace .. " (opening)")
      attempt(mux.rename_workspace, workspace .. " (opening)", workspace)
    end
    return tab, pane, window
  end

  --- A new last tab, which becomes the active one, at the size of the tab that was active.
  ---@async
  function port.spawn_tab(window, cwd, domain)
    local tab, pane_or_message = ask(window, "spawn_tab", spawn_command(cwd, domain))
    return tab, pane_or_message
  end

  --- A tab for a program of ours, in the directory and domain of the window's active pane.
  ---@async
  function port.spawn_program_tab(window, argv)
    local tab, pane_or_message = ask(window, "spawn_tab", { args = argv })
    return tab, pane_or_message
  end

  --- `size_cells` at least 1 gives the new pane exactly that many cells (lua-api-crates/mux/src/pane.rs:466-472).
  --- The caller makes sure that it fits: a refused split leaves a running pane behind that nothing can close.
  ---@async
  function port.split(pane, direction, size_cells, cwd, domain)
    local command = spawn_command(cwd, domain) --[[@as wezterm.Split]]
    command.direction, command.size = direction, size_cells
    return ask(pane, "split", command)
  end

  function port.activate_pane(pane)
    ask(pane, "activate")
  end

  function port.activate_tab(tab)
    ask(tab, "activate")
  end

  function port.set_zoomed(tab, zoomed)
    ask(tab, "set_zoomed", zoomed)
  end

  function port.set_tab_title(tab, title)
    ask(tab, "set_title", title)
  end

  function port.set_window_title(window, title)
    ask(window, "set_title", title)
  end

  function port.send_text(pane, text)
    return ask(pane, "send_text", text)
  end

  --- Raises nothing for an unknown name, but says so: WezTerm wants a window in the workspace first.
  function port.show_workspace(name)
    local _, message = attempt(mux.set_active_workspace, name)
    return message == nil, message
  end

  --- Where programs start from now on that are not told where.
  ---@param domain_name string
  ---@return boolean done
  function port.set_default_domain(domain_name)
    local domain = attempt(mux.get_domain, domain_name)
    if not domain then
      return false
    end
    local _, message = attempt(mux.set_default_domain, domain)
    return message == nil
  end

  --- The windows stay on the screen; the new name may be one that no window has yet.
  function port.rename_workspace(old, new)
    local _, message = attempt(mux.rename_workspace, old, new)
    return message == nil, message
  end
end

return spawn
