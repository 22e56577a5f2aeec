"""The options a user may give to `apply_to_config(config, opts)`, as data: the single source.

From here come the Lua defaults and their checks (room `sessions.options`), the LuaCATS class for
editors, the table in the README, the defaults that a build profile may change, and the cases of the
tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Kind = Literal["boolean", "integer", "choice", "strings", "names", "directory", "keys"]
"""What a value may be.

    boolean     true or false
    integer     a whole number from `minimum` to `maximum`
    choice      one of the strings in `choices`
    strings     a list of strings
    names       one of the strings in `choices`, or a list of strings
    directory   an absolute path, one in the home (`~/x`), or one of the words in `choices`
    keys        a table from an action event to `false` or `{ key = "s", mods = "ALT" }`
"""

KEYS_EXAMPLE: Final = (
    'a table such as { save_session = { key = "s", mods = "ALT" }, load_session = false }'
)

Value: TypeAlias = "bool | int | str | list[str] | dict[str, object] | None"
"""A default, as Python and TOML have it; None is Lua's nil."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One user option."""

    name: str
    kind: Kind
    default: Value
    meaning: str
    """One or two sentences for the README and for editors."""
    feature: str | None = None
    """The feature that must be in the build; None for always."""
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None

    @property
    def expected(self) -> str:
        """What the value must be, in words that complete `expected …`."""
        quoted = [f'"{choice}"' for choice in self.choices]
        match self.kind:
            case "boolean":
                return "true or false"
            case "integer":
                return f"a whole number from {self.minimum} to {self.maximum}"
            case "choice":
                return (
                    " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if quoted[1:] else quoted[0]
                )
            case "names":
                return " or ".join([", ".join(quoted), "a list of strings"])
            case "strings":
                return "a list of strings"
            case "directory":
                return " or ".join(['an absolute path, one that begins with "~/"', *quoted])
            case "keys":
                return KEYS_EXAMPLE

    @property
    def lua_type(self) -> str:
        """The LuaCATS type of the field."""
        match self.kind:
            case "boolean" | "integer":
                return self.kind
            case "choice":
                return "|".join(f'"{choice}"' for choice in self.choices)
            case "names":
                return "|".join([*(f'"{choice}"' for choice in self.choices), "string[]"])
            case "strings":
                return "string[]"
            case "directory":
                return "string"
            case "keys":
                return "table<string, false|sessions.Key>"

    @property
    def lua_row(self) -> dict[str, object]:
        """What the plugin's own check needs to know; defaults are made anew each time."""
        row: dict[str, object] = {"name": self.name, "kind": self.kind, "expected": self.expected}
        if self.choices:
            row["choices"] = list(self.choices)
        if self.kind == "integer":
            row |= {"minimum": self.minimum, "maximum": self.maximum}
        return row

    def accepts(self, value: object) -> bool:
        """Tell whether a build profile may set this option to `value`."""
        match self.kind:
            case "boolean":
                return isinstance(value, bool)
            case "integer":
                return _is_integer_within(value, self.minimum, self.maximum)
            case "choice":
                return isinstance(value, str) and value in self.choices
            case "strings":
                return _is_list_of_strings(value)
            case "names":
                return value in self.choices or _is_list_of_strings(value)
            case "directory":
                return isinstance(value, str) and (
                    value in self.choices or is_absolute(value) or is_in_home(value)
                )
            case "keys":
                return False  # a profile has its own section [keys]


def _is_list_of_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_integer_within(value: object, minimum: int | None, maximum: int | None) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return (minimum is None or value >= minimum) and (maximum is None or value <= maximum)


def is_absolute(path: str) -> bool:
    r"""Tell whether `path` is absolute on any platform: `/x`, `C:\x`, `C:/x`, `\\server\share`."""
    has_drive = (
        len(path) > 2
        and path[0].isascii()
        and path[0].isalpha()
        and path[1] == ":"
        and path[2] in "/\\"
    )
    return has_drive or path.startswith(("/", "\\\\"))


def is_in_home(path: str) -> bool:
    """Tell whether `path` begins with the user's home, as a person writes it."""
    return path == "~" or path.startswith("~/")


OPTIONS: Final[tuple[Option, ...]] = (
    Option(
        name="save_state_dir",
        kind="directory",
        default=None,
        choices=("default-user-owned",),
        meaning='Where the session files are kept. Not set, or `"default-user-owned"`: the user\'s'
        " data directory (`$XDG_DATA_HOME/wezterm-sessions/state`,"
        " `%APPDATA%\\wezterm-sessions\\state`). It is created when missing. `~` is your home.",
    ),
    Option(
        name="process_inspection",
        kind="boolean",
        default=True,
        meaning="Ask WezTerm for the command line of a pane that runs more than its shell."
        " `false` saves layouts, directories and what shell integration tells, and inspects no"
        " process.",
    ),
    Option(
        name="restore_programs",
        kind="boolean",
        default=True,
        meaning="Start the saved programs that are on the allow-list again."
        " `false` restores shells only.",
    ),
    Option(
        name="extra_programs",
        kind="strings",
        default=[],
        meaning="Programs to start again beside vi, vim, nvim, emacs, man, less, more, tail, top,"
        " htop and btop.",
    ),
    Option(
        name="lazy",
        kind="choice",
        default="background",
        choices=("background", "on_activate", "off"),
        meaning="When the tabs that are not visible are filled: one after the other while you work"
        " (`background`), each when it is first shown (`on_activate`), or before the switch"
        " (`off`).",
    ),
    Option(
        name="restore_on_startup",
        kind="names",
        default="off",
        choices=("off", "last", "all"),
        meaning="What the terminal begins with: the workspaces that were open at the last save"
        " (`last`: best with `autosave`), `all` that are saved, or those that you name, the first"
        " of them shown. A program, a workspace, a domain, or a directory that is neither the"
        " terminal's own nor your home, goes first when it is on the command line: nothing is"
        " restored then, and you are told why. A window that a handler of your own for"
        " `gui-startup` has opened is restored into while it holds one idle shell.",
        feature="startup",
    ),
    Option(
        name="autosave",
        kind="choice",
        default="off",
        choices=("off", "periodic", "on_change"),
        meaning="Save every workspace by itself: as soon as something has changed (`on_change`) or"
        " at intervals (`periodic`). What has not changed is not written. The key switches it too.",
        feature="autosave",
    ),
    Option(
        name="auto_save_interval_s",
        kind="integer",
        default=30,
        minimum=1,
        maximum=86400,
        meaning="Seconds between automatic saves; on change, between two looks when no event of the"
        " terminal tells of a change before.",
        feature="autosave",
    ),
    Option(
        name="history_count",
        kind="integer",
        default=10,
        minimum=0,
        maximum=1000,
        meaning="How many older states of each session are kept, each different from the others;"
        " pinned ones do not count. 0 keeps none.",
        feature="history",
    ),
    Option(
        name="history_age_days",
        kind="integer",
        default=30,
        minimum=1,
        maximum=36500,
        meaning="Older states go after so many days, but for the newest one of each session.",
        feature="history",
    ),
    Option(
        name="git_branch_warn",
        kind="boolean",
        default=True,
        meaning="After a load, say where another git branch is checked out than when it was saved.",
        feature="git",
    ),
    Option(
        name="command_palette",
        kind="boolean",
        default=False,
        feature="palette",
        meaning="Add the actions to the command palette. WezTerm asks only the handler of"
        " `augment-command-palette` that was registered first: with one of your own leave this"
        " `false`, and add `palette_entries()` to its answer.",
    ),
    Option(
        name="default_keys",
        kind="boolean",
        default=True,
        meaning="Set the keys of the table below. `false` sets none but those that `keys` names.",
    ),
    Option(
        name="keys",
        kind="keys",
        default={},
        meaning="Keys one by one: an action to its key, or to `false` for no key. A key named here"
        " is set even where your own `config.keys` has it for something else.",
    ),
)


def of_features(features: Sequence[str]) -> tuple[Option, ...]:
    """Return the options of a build with these features, in their order."""
    return tuple(
        option for option in OPTIONS if option.feature is None or option.feature in features
    )
