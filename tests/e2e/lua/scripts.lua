--- scripts: operations on one tab, carried out by WezTerm itself.
---
--- In:    the harness; scripts in the notation of tests/recorded/mux_vectors.jsonl.
--- Out:   a line of JSON for each step, written at once: `{"script":1,"step":2,"result":…,"state":…}`.
--- Never: leaves a pane behind: WezTerm slows down as they pile up.

local wezterm = require("wezterm")
local mux = wezterm.mux

local e2e = ...
local scripts = {}

--- Ends at the end of its input, without a word and at once.
local PROGRAM = { "/bin/cat" }
local END_OF_INPUT = "\x04"
local REFUSALS = { "No space for split!", "cannot split while zoomed" }
local GONE_LIMIT_S = 20

--- The state after a step, with the keys of the recorded vectors.
local function state_of(script)
  local size = script.tab:get_size()
  local panes = {}
  for place, info in ipairs(script.tab:panes_with_info()) do
    local pane = e2e.as_seen(info)
    pane.pane, pane.index = script.numbers[info.pane:pane_id()], info.index
    panes[place] = pane
  end
  return {
    cols = size.cols,
    rows = size.rows,
    active_pane = script.numbers[script.tab:active_pane():pane_id()],
    panes = panes,
  }
end

local function place_of(script, pane_id)
  for _, info in ipairs(script.tab:panes_with_info()) do
    if info.pane:pane_id() == pane_id then
      return info.index
    end
  end
end

local function end_pane(pane)
  pcall(pane.send_text, pane, END_OF_INPUT)
end

--- A refused split has started its program all the same; only its number, one after the last, leads to it.
local function end_leaked(script)
  local ok, pane = pcall(mux.get_pane, script.last_id + 1)
  if ok and pane then
    script.last_id = script.last_id + 1
    end_pane(pane)
  end
end

local function keep(script, pane)
  script.last_id = pane:pane_id()
  script.numbers[pane:pane_id()] = script.next_number
  script.panes[script.next_number] = pane
end

local operations = {}

function operations.new(script, cols, rows)
  local tab, pane, window = mux.spawn_window({
    args = PROGRAM,
    width = math.tointeger(cols),
    height = math.tointeger(rows),
    workspace = "script",
  })
  script.tab, script.window = tab, window
  keep(script, pane)
  script.next_number = 1
end

function operations.split(script, number, direction, size, top_level)
  local source = script.panes[math.tointeger(number)]
  local ok, pane = pcall(source.split, source, {
    args = PROGRAM,
    direction = direction,
    size = tonumber(size),
    top_level = top_level == "1",
    domain = { DomainName = "local" },
  })
  if ok then
    keep(script, pane)
    script.next_number = script.next_number + 1
    return place_of(script, pane:pane_id())
  end
  script.next_number = script.next_number + 1
  end_leaked(script)
  for _, refusal in ipairs(REFUSALS) do
    if tostring(pane):find(refusal, 1, true) then
      return "ERR " .. refusal
    end
  end
  return "ERR " .. tostring(pane)
end

---@async
function operations.kill(script, number)
  local pane = script.panes[math.tointeger(number)]
  local pane_id = pane:pane_id()
  end_pane(pane)
  local gone = e2e.wait(function()
    return place_of(script, pane_id) == nil
  end, GONE_LIMIT_S, 1)
  return gone or "ERR still there"
end

function operations.zoom(script, flag)
  return script.tab:set_zoomed(flag == "1")
end

function operations.activate(script, number)
  script.panes[math.tointeger(number)]:activate()
end

function operations.rotate_ccw(script)
  script.tab:rotate_counter_clockwise()
end

function operations.dir(script, direction)
  local pane = script.tab:get_pane_direction(direction)
  return pane and place_of(script, pane:pane_id())
end

---@async
local function close(script)
  for _, pane in pairs(script.panes) do
    end_pane(pane)
  end
  local gone = e2e.wait(function()
    return #e2e.windows("script") == 0
  end, GONE_LIMIT_S, 1)
  assert(gone, "the panes of a script did not end")
end

---@async
local function run(number, operations_of_script, write)
  local script = { panes = {}, numbers = {}, next_number = 0, last_id = -1 }
  for step, text in ipairs(operations_of_script) do
    local words = {}
    for word in text:gmatch("%S+") do
      words[#words + 1] = word
    end
    local result = operations[words[1]](script, table.unpack(words, 2))
    write({ script = number, step = step, result = result, state = state_of(script) })
  end
  close(script)
end

--- Carry out all scripts, the first of which has the number `first`.
---@async
function scripts.run(list, first, path)
  local file = assert(io.open(path, "ab"))
  for index, operations_of_script in ipairs(list) do
    run(first + index - 1, operations_of_script, function(record)
      file:write(e2e.json(record), "\n")
      file:flush()
      e2e.progress()
    end)
  end
  file:close()
end

return scripts
