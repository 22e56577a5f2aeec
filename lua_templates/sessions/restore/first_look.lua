--- first_look: a tab that a restore has just made is looked at: rectangles, zoom, focus, title.
---
--- In:    the plugin, a job, its session.
--- Out:   `not_as_saved` in the report for each difference; whether a tab is still to be looked at.
--- Never: looks at a tab twice; takes a window for wrong that is changing its size.

local cells = require("sessions.text.cells")
local report = require("sessions.restore.report")
local split_tree = require("sessions.layout.split_tree")

local first_look = {}

--- What can be seen of a tab as soon as it is there.
---@param plugin sessions.Plugin
---@param mux_tab MuxTab
---@param document sessions.Tab
---@param id integer
---@param where string
---@param into sessions.Report
---@return boolean is_seen false while its window changes its size
local function look_at_tab(plugin, mux_tab, document, id, where, into)
  local host = plugin.host
  local panes = host.panes(mux_tab)
  local standing = plugin.young():standing(id, mux_tab)
  if standing == "due" then
    return false
  end
  local count = #split_tree.leaves(document.layout)
  local active, is_zoomed = 0, false
  for place, pane in ipairs(panes) do
    active = pane.is_active and place or active
    is_zoomed = is_zoomed or pane.is_zoomed == true
  end
  local has_room = #panes == count
  if standing == "elsewhere" then
    report.differs(into, where, "the panes of a tab are not in their places")
  end
  if has_room and active ~= document.active_pane then
    report.differs(
      into,
      where,
      "pane %d of a tab is active, not pane %d",
      active,
      document.active_pane
    )
  end
  if is_zoomed ~= document.zoomed then
    report.differs(into, where, is_zoomed and "a pane is zoomed" or "the active pane is not zoomed")
  end
  local title = host.tab_title(mux_tab)
  local wanted = cells.sayable(document.title)
  if wanted ~= "" and title ~= wanted then
    report.differs(into, where, "a tab is called %s, not %s", title, wanted)
  end
  return true
end

--- The tabs of a job that were made as planned, or are still to be filled: entry, saved tab, place in the document and in words.
---@param job sessions.Job
---@param session sessions.Session
---@return { entry: sessions.JobTab, document: sessions.Tab, where: string, place: string }[]
function first_look.made(job, session)
  local found = {}
  for _, window in ipairs(job.windows) do
    local saved = session.windows[window.number] --[[@as sessions.Window]]
    for index, tab in ipairs(window.tabs) do
      if tab.id and not tab.is_unlike then
        found[#found + 1] = {
          entry = tab,
          document = saved.tabs[index] --[[@as sessions.Tab]],
          where = ("windows[%d].tabs[%d]"):format(window.number, index),
          place = ("tab %d of window %d"):format(index, window.number),
        }
      end
    end
  end
  return found
end

--- Look at the tabs of a job that have been made since the last look.
---@param plugin sessions.Plugin
---@param job sessions.Job
---@param session sessions.Session
---@return boolean is_due whether a tab is still to be looked at
function first_look.of(plugin, job, session)
  local is_due = false
  for _, each in ipairs(first_look.made(job, session)) do
    local tab = each.entry
    local is_new = tab.state == "done" and not tab.is_seen
    local mux_tab = is_new and plugin.host.tab_by_id(tab.id --[[@as integer]])
    if mux_tab then
      local id = tab.id --[[@as integer]]
      tab.is_seen = look_at_tab(plugin, mux_tab, each.document, id, each.where, job.report)
      is_due = is_due or not tab.is_seen
    end
  end
  return is_due
end

return first_look
