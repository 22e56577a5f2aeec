"""What is told once: tables from which Lua, pages, types and the simulated terminal are made.

    manifest     the rooms of the plugin, in order, and what each may require
    options      the options that a user may set
    surface/     functions, actions, events, keys
    problems     what may be wrong, by code
    host_api/    WezTerm's own Lua API, as far as it is used
    version      of the plugin

Never: reads a file, or imports a wing above.
"""
