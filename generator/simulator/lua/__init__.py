"""One Lua state as WezTerm sets it up, what its library is made of, and the border to Python."""
