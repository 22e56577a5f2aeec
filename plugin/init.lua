-- The plugin itself is generated: edit lua_templates/ and run `make plugin`.
local name, path = ...
local root =
  assert(path, "(wezterm-sessions) load me with require"):match("^(.*)[/\\]plugin[/\\]init%.lua$")
local file = root .. "/dist/plugin/init.lua"
return assert(loadfile(file))(name, file)
