"""Key assignments that `wezterm.action` knows, and the fields that it lets through.

In:    nothing.
Out:   `UNIT_ACTIONS`, `ACTIONS`, `DEFAULTABLE`.
Never: performs one (that is actions.py).

WezTerm refuses unknown fields while an assignment is made, and so does the simulator.
"""

from __future__ import annotations

UNIT_ACTIONS = frozenset(
    [
        "SpawnWindow",
        "ToggleFullScreen",
        "ToggleAlwaysOnTop",
        "ToggleAlwaysOnBottom",
        "IncreaseFontSize",
        "DecreaseFontSize",
        "ResetFontSize",
        "ResetFontAndWindowSize",
        "ActivateLastTab",
        "Nop",
        "DisableDefaultAssignment",
        "Hide",
        "Show",
        "ReloadConfiguration",
        "ScrollByCurrentEventWheelDelta",
        "ScrollToTop",
        "ScrollToBottom",
        "ShowTabNavigator",
        "ShowDebugOverlay",
        "HideApplication",
        "QuitApplication",
        "ShowLauncher",
        "ActivateCopyMode",
        "OpenLinkAtMouseCursor",
        "ClearSelection",
        "StartWindowDrag",
        "TogglePaneZoomState",
        "QuickSelect",
        "PopKeyTable",
        "ClearKeyTableStack",
        "ResetTerminal",
        "ActivateCommandPalette",
    ]
)
"""Assignments without an argument: in Lua they are their names."""

_SPAWN = frozenset(["label", "args", "cwd", "set_environment_variables", "domain", "position"])

ACTIONS: dict[str, frozenset[str] | None] = {
    **dict.fromkeys(
        [
            "SpawnTab",
            "SetWindowLevel",
            "CopyTo",
            "PasteFrom",
            "ActivateTabRelative",
            "ActivateTabRelativeNoWrap",
            "ActivateTab",
            "SendString",
            "SendKey",
            "MoveTabRelative",
            "MoveTab",
            "ScrollByPage",
            "ScrollByLine",
            "ScrollToPrompt",
            "ClearScrollback",
            "Search",
            "SelectTextAtMouseCursor",
            "ExtendSelectionToMouseCursor",
            "CompleteSelection",
            "CompleteSelectionOrOpenLinkAtMouseCursor",
            "AdjustPaneSize",
            "ActivatePaneDirection",
            "ActivatePaneByIndex",
            "SetPaneZoomState",
            "EmitEvent",
            "Multiple",
            "SwitchWorkspaceRelative",
            "DetachDomain",
            "AttachDomain",
            "CopyMode",
            "RotatePanes",
            "OpenUri",
            "ActivateWindow",
            "ActivateWindowRelative",
            "ActivateWindowRelativeNoWrap",
        ]
    ),
    "CopyTextTo": frozenset({"text", "destination"}),
    "CloseCurrentTab": frozenset({"confirm"}),
    "CloseCurrentPane": frozenset({"confirm"}),
    "SpawnCommandInNewTab": _SPAWN,
    "SpawnCommandInNewWindow": _SPAWN,
    "SplitHorizontal": _SPAWN,
    "SplitVertical": _SPAWN,
    "ShowLauncherArgs": frozenset(["flags", "title", "help_text", "fuzzy_help_text", "alphabet"]),
    "QuickSelectArgs": frozenset(["label", "alphabet", "patterns", "action", "scope_lines"]),
    "SwitchToWorkspace": frozenset({"name", "spawn"}),
    "ActivateKeyTable": frozenset(
        [
            "name",
            "timeout_milliseconds",
            "replace_current",
            "one_shot",
            "until_unknown",
            "prevent_fallback",
        ]
    ),
    "SplitPane": frozenset(["direction", "size", "command", "top_level"]),
    "PaneSelect": frozenset(["alphabet", "mode", "show_pane_ids"]),
    "CharSelect": frozenset(["group", "copy_on_select", "copy_to"]),
    "PromptInputLine": frozenset(["action", "description", "prompt", "initial_value"]),
    "InputSelector": frozenset(
        ["action", "title", "choices", "fuzzy", "alphabet", "description", "fuzzy_description"]
    ),
}
"""Assignments with an argument: its fields when it is a table with known ones, else None."""

DEFAULTABLE = frozenset(
    [
        "SpawnCommandInNewTab",
        "SpawnCommandInNewWindow",
        "SplitHorizontal",
        "SplitVertical",
        "QuickSelectArgs",
        "SwitchToWorkspace",
        "PaneSelect",
        "CharSelect",
    ]
)
"""Assignments that also work without their argument."""
