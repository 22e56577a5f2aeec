"""How a configuration names keys, as WezTerm reads them.

In:    nothing; the facts come from WezTerm's sources at 4ff581a8 (config/src/keys.rs,
       wezterm-input-types/src/lib.rs).
Out:   modifiers and names of keys, for the room `key_names` and for the simulated terminal.
Never: a name that WezTerm refuses: with one such key it refuses the whole configuration.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MODIFIERS: Final[Mapping[str, str]] = {
    "SHIFT": "SHIFT",
    "ALT": "ALT",
    "OPT": "ALT",
    "META": "ALT",
    "CTRL": "CTRL",
    "SUPER": "SUPER",
    "CMD": "SUPER",
    "WIN": "SUPER",
    "LEADER": "LEADER",
    "NONE": "",
}
"""Each spelling, and what it means; capital letters only."""

LETTERS: Final[Mapping[str, str]] = {
    "Backspace": "\x08",
    "Tab": "\t",
    "Return": "\r",
    "Enter": "\r",
    "Escape": "\x1b",
    "Delete": "\x7f",
}
"""Names of keys that are characters as well."""

MAPPED: Final = (
    *("Hyper", "Super", "Meta", "Cancel", "Clear", "Shift"),
    *("LeftShift", "RightShift", "Control", "LeftControl", "RightControl", "Alt"),
    *("LeftAlt", "RightAlt", "Pause", "CapsLock", "VoidSymbol", "PageUp"),
    *("PageDown", "End", "Home", "LeftArrow", "RightArrow", "UpArrow"),
    *("DownArrow", "Select", "Print", "Execute", "PrintScreen", "Insert"),
    *("Help", "LeftWindows", "RightWindows", "Applications", "Sleep", "Multiply"),
    *("Add", "Separator", "Subtract", "Decimal", "Divide", "NumLock"),
    *("ScrollLock", "Copy", "Cut", "Paste", "BrowserBack", "BrowserForward"),
    *(
        "BrowserRefresh",
        "BrowserStop",
        "BrowserSearch",
        "BrowserFavorites",
        "BrowserHome",
        "VolumeMute",
    ),
    *("VolumeDown", "VolumeUp", "MediaNextTrack", "MediaPrevTrack", "MediaStop", "MediaPlayPause"),
    *(
        "ApplicationLeftArrow",
        "ApplicationRightArrow",
        "ApplicationUpArrow",
        "ApplicationDownArrow",
    ),
)
"""Keys by what they mean in the layout; beside these `LETTERS`, any one character, Numpad0 to
Numpad9 and F1 to F24."""

PHYSICAL: Final = (
    *("Backslash", "CapsLock", "Comma", "Backspace", "DownArrow", "End"),
    *("Equal", "Escape", "Delete", "Function", "Grave", "Help"),
    *("Home", "Insert", "Keypad0", "Keypad1", "Keypad2", "Keypad3"),
    *("Keypad4", "Keypad5", "Keypad6", "Keypad7", "Keypad8", "Keypad9"),
    *(
        "KeypadClear",
        "KeypadDecimal",
        "KeypadDelete",
        "KeypadDivide",
        "KeypadEnter",
        "KeypadEquals",
    ),
    *("KeypadSubtract", "KeypadMultiply", "KeypadAdd", "LeftAlt", "LeftArrow", "LeftBracket"),
    *("LeftControl", "LeftShift", "LeftWindows", "Minus", "VolumeMute", "NumLock"),
    *("PageDown", "PageUp", "Period", "Quote", "Return", "RightAlt"),
    *("RightArrow", "RightBracket", "RightControl", "RightShift", "RightWindows", "Semicolon"),
    *("Slash", "Space", "Tab", "UpArrow", "VolumeDown", "VolumeUp"),
)
"""Keys by where they are, after `phys:`; beside these F1 to F20, and the letters and digits."""

MOST_NUMPAD, MOST_FUNCTION, MOST_PHYSICAL_FUNCTION = 9, 24, 20
