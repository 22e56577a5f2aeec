--- screen: the part of the port that needs windows on the screen: which one is meant, actions, lists, prompts.
---
--- In:    the port that is being made, the `wezterm` module.
--- Out:   more verbs on the port; without a screen they find no window.
--- Never: is used by any room but `host`; decides anything.

local screen = {}

--- Add the verbs of windows on the screen to the port.
---@param port sessions.Host
---@param wezterm wezterm
---@param attempt fun<P, R>(fn: (fun(...: P...): R), ...: P...): R?, any calls; an error becomes `nil, message`
---@param ask fun<T, K: keyof T>(object: T, name: K, ...: any): ReturnType<std.RawGet<T, K>>?, any calls a method so
function screen.add(port, wezterm, attempt, ask)
  --- The id of the multiplexer's window: what two objects of one window have in common.
  ---@return integer? id nil for what is no window
  function port.id_of_window(window)
    if type(window) ~= "userdata" then
      return nil
    end
    local mux_window = window --[[@as MuxWindow]]
    return (ask(mux_window, "window_id"))
  end

  ---@param windows GuiWin[]
  ---@param id integer?
  ---@return GuiWin?
  local function of_id(windows, id)
    for _, gui_window in ipairs(windows) do
      if id and port.id_of_window(gui_window) == id then
        return gui_window
      end
    end
  end

  --- The window that has the keyboard, else any; none without a screen.
  ---@async
  ---@param windows GuiWin[]
  ---@return GuiWin?
  local function focused(windows)
    if not windows[2] then
      return windows[1]
    end
    for _, gui_window in ipairs(windows) do
      if ask(gui_window, "is_focused") then
        return gui_window
      end
    end
    return windows[1]
  end

  --- A window on the screen that was made for a window of the multiplexer which it does not show: its workspace was
  --- left, or it is closed (wezterm-gui/src/scripting/guiwin.rs:17-54).
  ---@async
  ---@param windows GuiWin[]
  ---@param gui_window GuiWin
  ---@return GuiWin?
  local function as_it_is_now(windows, gui_window)
    local pane = ask(gui_window, "active_pane")
    local mux_window = pane and ask(pane, "window")
    return of_id(windows, mux_window and port.id_of_window(mux_window))
  end

  --- The window that is meant, whatever was given: the one on the screen that shows it. A window of the multiplexer that
  --- no window on the screen shows is meant itself. In place of a closed window, of none, and of what is no window, it is
  --- the one that has the keyboard.
  ---@async
  ---@param window any
  function port.window_at_hand(window)
    local windows = port.gui_windows()
    local found = of_id(windows, port.id_of_window(window))
    if found then
      return port.is_on_screen(window) and window or found
    elseif port.is_on_screen(window) then
      found = as_it_is_now(windows, window)
    elseif port.has_method(window, "gui_window") then
      local mux_window = window --[[@as MuxWindow]]
      -- It has the windows of the workspace shown first, if they are to be shown.
      found = ask(mux_window, "gui_window")
      if not found and ask(mux_window, "get_workspace") then
        return mux_window
      end
    end
    return found or focused(windows)
  end

  function port.mux_window_of(window)
    if port.is_on_screen(window) then
      return ask(window --[[@as GuiWin]], "mux_window")
    end
    return port.has_method(window, "gui_window") and window --[[@as MuxWindow]] or nil
  end

  --- The workspace that a window shows, or is in.
  function port.workspace_at(window)
    local mux_window = port.has_method(window, "gui_window") and window --[[@as MuxWindow]] or nil
    return mux_window and ask(mux_window, "get_workspace") or port.active_workspace()
  end

  --- The pane that is meant: the one given, while it is there, else the active one of the window.
  ---@async
  function port.pane_at_hand(window, pane)
    local mux_pane = type(pane) == "userdata" and pane --[[@as MuxPane]] or nil
    local id = mux_pane and ask(mux_pane, "pane_id")
    if id and attempt(wezterm.mux.get_pane, id) then
      return mux_pane
    end
    return (port.focused_pane(window))
  end

  --- The pane in which the GUI window's keys end now, an overlay included.
  ---@async
  function port.focused_pane(window)
    return ask(window, "active_pane")
  end

  --- The configuration in force for a window, overrides included.
  ---@async
  function port.effective_config(gui_window)
    return ask(gui_window, "effective_config") or {}
  end

  --- Size of all that is inside the window's frame; nil while it fills the screen.
  ---@async
  ---@return integer? width pixels
  ---@return integer? height pixels
  function port.window_pixels(gui_window)
    local size = ask(gui_window, "get_dimensions")
    if not size or size.is_full_screen then
      return nil
    end
    return size.pixel_width, size.pixel_height
  end

  --- Ask the desktop for another size, in pixels; it need not give it.
  function port.resize_window(gui_window, width, height)
    ask(gui_window, "set_inner_size", width, height)
  end

  ---@async
  ---@param gui_window GuiWin
  ---@param action any
  ---@param pane MuxPane
  local function perform(gui_window, action, pane)
    local _, message = ask(gui_window, "perform_action", action, pane)
    return message == nil, message
  end

  --- Closes the active pane of the active tab, whichever pane is passed (wezterm-gui/src/termwindow/mod.rs:3168).
  ---@async
  function port.close_active_pane(gui_window, pane)
    return perform(gui_window, wezterm.action.CloseCurrentPane({ confirm = false }), pane)
  end

  --- Closes the active tab with all that runs in it.
  ---@async
  function port.close_active_tab(gui_window, pane)
    return perform(gui_window, wezterm.action.CloseCurrentTab({ confirm = false }), pane)
  end

  --- Moves dividers of tabs, and shows the tabs at `back`, one after the other, all in one breath: nothing is painted
  --- between. The event is sent right behind what WezTerm queues for panes that were activated.
  ---@async
  function port.move_dividers(gui_window, pane, steps, event, back)
    local action, list = wezterm.action, {}
    for _, step in ipairs(steps) do
      list[#list + 1] = step.tab and action.ActivateTab(step.tab)
      list[#list + 1] = step.pane and action.ActivatePaneByIndex(step.pane)
      for _, move in ipairs(step.moves) do
        list[#list + 1] = action.AdjustPaneSize({ move.direction, move.cells })
      end
    end
    list[#list + 1] = event and action.EmitEvent(event)
    for _, place in ipairs(back) do
      list[#list + 1] = action.ActivateTab(place)
    end
    return perform(gui_window, action.Multiple(list), pane)
  end

  --- Moves the active tab to a place counted from 0.
  ---@async
  function port.move_active_tab(gui_window, index, pane)
    return perform(gui_window, wezterm.action.MoveTab(index), pane)
  end

  --- The answer comes as `event(window, pane, id, label)`. A named event, not an action_callback: callbacks are
  --- numbered per Lua state, so a reload while the list is open would call somebody else's function.
  --- A list that `is_menu` is chosen from by digit or letter; any other one is searched by typing.
  ---@async
  function port.choose(gui_window, pane, event, title, description, choices, is_menu)
    local selector = wezterm.action.InputSelector({
      action = wezterm.action.EmitEvent(event),
      title = title,
      description = description,
      fuzzy_description = description .. ": ",
      choices = choices,
      fuzzy = not is_menu,
    })
    return perform(gui_window, selector, pane)
  end

  --- The answer comes as `event(window, pane, line)`; line is nil when the user gave up.
  ---@async
  function port.ask(gui_window, pane, event, description)
    local prompt = wezterm.action.PromptInputLine({
      action = wezterm.action.EmitEvent(event),
      description = description,
    })
    return perform(gui_window, prompt, pane)
  end

  --- Tell the user's handlers that the terminal has its first window, as WezTerm does after it has opened one.
  ---@async
  function port.emit_attached()
    local domain = attempt(wezterm.mux.get_domain)
    local _, message = attempt(wezterm.emit, "gui-attached", domain)
    if message then
      port.log_error("(wezterm-sessions) a handler of gui-attached failed: " .. message)
    end
  end
end

return screen
-- Made from lua_templates/sessions/terminal/screen.lua; plugin/init.lua opens it by its digest: 13a0a6f29274c589
