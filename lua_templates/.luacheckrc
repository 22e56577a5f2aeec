-- What luacheck looks for: `make lint`. Types are emmylua_check's matter, layout is StyLua's.
std = "lua54"
-- StyLua breaks code; a line that is still long is a comment or a text that can't be broken.
max_line_length = false
max_cyclomatic_complexity = 20
-- 542: a branch may hold nothing but the comment that says why nothing is to be done.
ignore = { "542" }
-- A method may leave its object alone.
self = false

-- The sandbox of the simulated terminal is where Lua's own functions are exchanged.
files["**/simulator/lua/sandbox.lua"] = {
  globals = { "coroutine", "dofile", "load", "loadfile", "package", "print" },
}
-- The main chunk there is one long list of small functions.
files["**/simulator/lua/*.lua"] = { max_cyclomatic_complexity = false }
