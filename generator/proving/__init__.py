"""Proofs that stand beside the making of the plugin, each a command of its own.

lua_tools    StyLua, luacheck and emmylua_check on all Lua
rooms        pure rooms opened by themselves
replay       recorded answers of the real terminal, against the simulator's split tree
rehearse     saved sessions, loaded in the simulated terminal and compared
saved        those sessions, read without the plugin
"""
