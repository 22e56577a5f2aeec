--- fingerprint: what a workspace looks like, as one text that changes when it does.
---
--- In:    windows, tabs and panes with the facts that a save would keep, cheap to ask for.
--- Out:   a text; two are equal just when all facts are, in the same order.
--- Never: hashes: a change must not be missed by accident, and comparing two texts costs nothing.
---
--- Every text is written as its length, a colon and its bytes, so no byte in it can look like the
--- end of it. A missing one is "-", which begins no length.

local fingerprint = {}

---@class (exact) sessions.LookPane
---@field left integer
---@field top integer
---@field width integer
---@field height integer
---@field active boolean?
---@field cwd string? as a URL or as a path, any bytes
---@field program string? name or path of the executable, any bytes

---@class (exact) sessions.LookTab
---@field title string?
---@field active boolean?
---@field zoomed boolean?
---@field panes sessions.LookPane[]

---@class (exact) sessions.LookWindow
---@field workspace string? for a look at more than one
---@field title string?
---@field tabs sessions.LookTab[]

local concat = table.concat

--- A text as it is written, made once for each: panes share a few directories and programs.
---@param text string?
---@param cache table<string, string>
---@return string
local function written(text, cache)
  if text == nil then
    return "-"
  end
  local known = cache[text]
  if not known then
    known = #text .. ":" .. text
    cache[text] = known
  end
  return known
end

---@param windows sessions.LookWindow[] always in the same order
---@return string text any bytes
---@nodiscard
function fingerprint.of(windows)
  local out, count, cache = {}, 0, {}
  for _, window in ipairs(windows) do
    count = count + 1
    local workspace, title = written(window.workspace, cache), written(window.title, cache)
    out[count] = "W" .. workspace .. title
    for _, tab in ipairs(window.tabs) do
      count = count + 1
      local flags = (tab.active and "a" or "") .. (tab.zoomed and "z" or "")
      out[count] = "T" .. flags .. written(tab.title, cache)
      for _, pane in ipairs(tab.panes) do
        local left, top = pane.left .. ",", pane.top .. ","
        count = count + 1
        out[count] = (pane.active and "P*" or "P")
          .. (left .. top .. pane.width .. "," .. pane.height .. ";")
          .. written(pane.cwd, cache)
          .. written(pane.program, cache)
      end
    end
  end
  return concat(out)
end

return fingerprint
