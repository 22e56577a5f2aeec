"""From a build profile to a plugin on the disk; its files in the order of the flow.

    config ──▶ sources ──▶ environment, render ──▶ assemble ──▶ pages ──▶ verify ──▶ write

`flow` joins them, `report` shows what came out. Only `write` writes.
"""
