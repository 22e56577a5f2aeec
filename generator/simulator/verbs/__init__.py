"""What answers a call from Lua, a file for each part of the API; `table` gathers them."""
