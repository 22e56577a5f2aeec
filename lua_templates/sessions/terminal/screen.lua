--- screen: the part of the port that needs windows on the screen: actions, lists, prompts, toasts.
---
--- In:    the port that is being made, the `wezterm` module.
--- Out:   more verbs on the port; without a screen they find no window.
--- Never: is used by any room but `host`; decides anything.

local screen = {}

local TOAST_TITLE = "WezTerm Sessions"
local TOAST_MS = 4000

--- Add the verbs of windows on the screen to the port.
---@param port sessions.Host
---@param wezterm wezterm
---@param attempt fun<P, R>(fn: (fun(...: P...): R), ...: P...): R?, any calls; an error becomes `nil, message`
---@param ask fun<T, K: keyof T>(object: T, name: K, ...: any): ReturnType<std.RawGet<T, K>>?, any calls a method so
function screen.add(port, wezterm, attempt, ask)
  --- Whether there is a GUI at all; at start-up it has no windows yet.
  function port.has_screen()
    return wezterm.gui ~= nil
  end

  --- GUI windows in the order in which WezTerm hands them to the windows of a workspace
  --- (wezterm-gui/src/frontend.rs:342-437); none in the mux server.
  function port.gui_windows()
    local gui = wezterm.gui
    return gui and attempt(gui.gui_windows) or {}
  end

  --- The window at hand: the one given, else any that is on the screen.
  ---@param gui_window GuiWin?
  function port.window_at_hand(gui_window)
    return gui_window or port.gui_windows()[1]
  end

  function port.mux_window_of(gui_window)
    return ask(gui_window, "mux_window")
  end

  --- The pane in which the GUI window's keys end now, an overlay included.
  ---@async
  function port.focused_pane(gui_window)
    return ask(gui_window, "active_pane")
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

  function port.toast(gui_window, message)
    if gui_window then
      ask(gui_window, "toast_notification", TOAST_TITLE, message, nil, TOAST_MS)
    end
  end
end

return screen
