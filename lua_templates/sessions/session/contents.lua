--- contents: the tabs and the panes of a session, whatever window they are in.
---
--- In:    a session.
--- Out:   its tabs one by one with their places; its panes as one list.
--- Never: changes any of them; takes them in another order than the session has.

local split_tree = require("sessions.layout.split_tree")

local contents = {}

--- Go through the tabs: `for tab, window_number, tab_number in contents.tabs(session) do`.
---@param session sessions.Session
---@return fun(): sessions.Tab?, integer, integer
---@nodiscard
function contents.tabs(session)
  local window_number, tab_number = 1, 0
  return function()
    local window = session.windows[window_number]
    while window do
      tab_number = tab_number + 1
      local tab = window.tabs[tab_number]
      if tab then
        return tab, window_number, tab_number
      end
      window_number, tab_number = window_number + 1, 0
      window = session.windows[window_number]
    end
    return nil, window_number, tab_number
  end
end

---@param session sessions.Session
---@return integer
---@nodiscard
function contents.tab_count(session)
  local count = 0
  for _, window in ipairs(session.windows) do
    count = count + #window.tabs
  end
  return count
end

---@param session sessions.Session
---@return sessions.Pane[]
---@nodiscard
function contents.panes(session)
  local panes = {}
  for tab in contents.tabs(session) do
    local leaves = split_tree.leaves(tab.layout)
    table.move(leaves, 1, #leaves, #panes + 1, panes)
  end
  return panes
end

return contents
