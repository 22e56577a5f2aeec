"""How one simulated machine is set up: platform, paths, environment, sizes, switches.

In:    what a test gives to `Simulator`.
Out:   `Settings`, complete.
Never: changes while the machine runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator.lua.value import to_lua
from generator.simulator.machine.costs import (
    DEFAULT_COSTS,
    MEASURED_PROCESSES,
    MS_PER_WRITTEN_BYTE,
    OTHER_CALL_MS,
    SCALED_BY_PROCESSES,
)
from generator.simulator.machine.domains import Domain

Platform = Literal["linux", "macos", "windows"]
Release = Literal["nightly", "stable"]
Mode = Literal["budget", "meter", "coverage"]
"""How instructions are watched: up to a limit, counted, or line by line."""

PLUGIN_URL = "https://github.com/wezterm-sessions/wezterm-sessions"
"""Address under which a simulated machine finds the plugin that it was given."""

DEFAULT_PLUGIN = "dist/plugin/init.lua"

TRIPLES: Mapping[Platform, str] = {
    "linux": "x86_64-unknown-linux-gnu",
    "macos": "aarch64-apple-darwin",
    "windows": "x86_64-pc-windows-msvc",
}
VERSIONS: Mapping[Release, str] = {
    "nightly": "20250223-221424-4ff581a8",
    "stable": "20240203-110809-5046fc22",
}


def release_of(version: str) -> Release:
    """The release that a version tells, as in `wezterm 20240203-110809-5046fc22`."""
    found = re.search(r"\b(\d{8})-\d{6}-[0-9a-f]+", version)
    return "stable" if found and found[1] <= VERSIONS["stable"][:8] else "nightly"


HOMES: Mapping[Platform, str] = {
    "linux": "/home/user",
    "macos": "/Users/user",
    "windows": "C:\\Users\\user",
}


@dataclass(frozen=True)
class PluginText:
    """A plugin given as text, with the name that its chunk bears instead of a file's path."""

    text: str | bytes
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    """More files of the plugin's checkout, by path relative to its root."""


@dataclass(frozen=True)
class Settings:
    """Everything that stays the same over restarts unless a restart changes it.

    `Simulator` and `Simulator.restart` take each of these by name.
    """

    plugin: str | Path | PluginText | None = DEFAULT_PLUGIN
    """Path of an init.lua, or of a directory that holds `plugin/init.lua` (and perhaps
    `dist/plugin/init.lua`); or the text itself; None for no plugin."""
    config: str | Mapping[str, object] | None = None
    """The text of `wezterm.lua` (with `wezterm.plugin.require(PLUGIN_URL)`), or the options that
    are given to `apply_to_config`; None gives none."""
    is_config_in_home: bool = False
    """The configuration is `~/.wezterm.lua`."""
    cols: int = 80
    rows: int = 24
    platform: Platform = "linux"
    release: Release = "nightly"
    """stable is that of 2024-02-03."""
    background: bool = False
    """`wezterm.background(fn)` is there."""
    processes: int = MEASURED_PROCESSES
    """On the whole machine: some calls look at each."""
    directory: str = ""
    """Where it was started, if that is not the home directory."""
    strict_async: bool = False
    """Every async call suspends, those of local domains too."""
    mux_server: bool = False
    """A multiplexer server: no windows on a screen."""
    fancy_bar_rows: int = 3
    """What a fancy tab bar takes."""
    bar_delay_ms: float = 125.0
    """From the moment that a tab bar must come or go until it does."""
    screen: tuple[int, int] | None = None
    """Columns and rows, those of a tab bar included, that a window has at most, and when it is
    maximized or in full screen; None: any, and it stays as it is."""
    desktop_delay_ms: float = 30.0
    """From a wish for another size until the desktop has given it."""
    env: Mapping[str, str] = field(default_factory=dict)
    """Environment beside the usual; a value of "" takes a variable away."""
    domains: tuple[Domain, ...] = ()
    """Beside `local`, for instance `(Domain("dev", "client"),)`."""
    costs: Mapping[str, float] = field(default_factory=lambda: DEFAULT_COSTS)
    """Virtual milliseconds of calls by name; others cost `OTHER_CALL_MS`."""
    seed: int = 0
    """For what the host gives in no particular order."""
    instruction_budget: int = 50_000_000
    """In one uninterrupted run of Lua, when neither meter nor coverage is on."""
    meter: bool = False
    """Count instructions and bytes."""
    coverage: bool = False
    """Note the lines that run."""
    hostname: str = "host"
    shell_integration: bool = False
    """Shells announce what they run (WEZTERM_PROG), and mark prompt and input."""
    prompt: str = "$ "
    """What a shell shows when it waits for a line."""
    right_prompt: str = ""
    """At the right edge, drawn before the shell marks where the input begins."""
    exec_ms: float = 0.0
    """So long after a spawn the process is still a copy of WezTerm: 2-6 in a real terminal."""
    shell_exit_ms: float = 0.0
    """From a shell's `exit` to the end of its pane: it must first read its line and end."""

    @property
    def mode(self) -> Mode:
        """How Lua is watched."""
        return "meter" if self.meter else "coverage" if self.coverage else "budget"

    @property
    def home(self) -> str:
        """The user's home directory."""
        return HOMES[self.platform]

    @property
    def own_directory(self) -> str:
        """Working directory of the process."""
        return self.directory or self.home

    @property
    def separator(self) -> str:
        """Between names in a path."""
        return "\\" if self.platform == "windows" else "/"

    def join(self, *names: str) -> str:
        """A path below the home directory."""
        return self.separator.join((self.home, *names))

    @property
    def config_dir(self) -> str:
        """Directory of the configuration file."""
        return self.home if self.is_config_in_home else self.join(".config", "wezterm")

    @property
    def config_file(self) -> str:
        """The configuration file."""
        name = ".wezterm.lua" if self.is_config_in_home else "wezterm.lua"
        return f"{self.config_dir}{self.separator}{name}"

    @property
    def executable_dir(self) -> str:
        """Directory of WezTerm's executables."""
        if self.platform == "macos":
            return "/Applications/WezTerm.app/Contents/MacOS"
        return "C:\\Program Files\\WezTerm" if self.platform == "windows" else "/usr/bin"

    @property
    def executable(self) -> str:
        """The running one."""
        name = "wezterm-mux-server" if self.mux_server else "wezterm-gui"
        suffix = ".exe" if self.platform == "windows" else ""
        return f"{self.executable_dir}{self.separator}{name}{suffix}"

    @property
    def data_dir(self) -> str:
        """WezTerm's own data directory, which holds the plugins."""
        if self.platform == "macos":
            return self.join("Library", "Application Support", "wezterm")
        if self.platform == "windows":
            return self.join("AppData", "Roaming", "wezterm")
        return self.join(".local", "share", "wezterm")

    @property
    def plugins_dir(self) -> str:
        """Directory of the checkouts of plugins."""
        return f"{self.data_dir}/plugins"

    def checkout(self, url: str = PLUGIN_URL) -> str:
        """Directory to which WezTerm clones the plugin of an address."""
        return f"{self.plugins_dir}/{encode_url(url)}"

    @property
    def package_path(self) -> str:
        """As WezTerm builds it: configuration, plugins, `~/.wezterm`, stock."""
        mark = self.separator
        shared = "/usr/local/share/lua/5.4"
        stock = f"{shared}/?.lua;{shared}/?/init.lua;./?.lua;./?/init.lua"
        parts = [
            f"{self.config_dir}{mark}?.lua",
            f"{self.config_dir}{mark}?{mark}init.lua",
            f"{self.data_dir}{mark}plugins{mark}?{mark}plugin{mark}init.lua",
            f"{self.home}{mark}.wezterm{mark}?.lua",
            f"{self.home}{mark}.wezterm{mark}?{mark}init.lua",
            stock,
        ]
        return ";".join(parts)

    @property
    def environment(self) -> dict[str, str]:
        """What `os.getenv` knows."""
        if self.platform == "windows":
            base = {
                "USERPROFILE": self.home,
                "APPDATA": self.join("AppData", "Roaming"),
                "LOCALAPPDATA": self.join("AppData", "Local"),
                "COMPUTERNAME": self.hostname,
                "SHELL": "cmd.exe",
            }
        else:
            base = {
                "HOME": self.home,
                "USER": "user",
                "SHELL": "/bin/bash",
                "PATH": "/usr/bin:/bin",
            }
        merged = {**base, **self.env}
        return {name: value for name, value in merged.items() if value}

    def cost_ms(self, name: str, args: Sequence[object] = ()) -> float:
        """Virtual milliseconds of one call from Lua."""
        cost = self.costs.get(name, OTHER_CALL_MS)
        if name in SCALED_BY_PROCESSES:
            return cost * self.processes / MEASURED_PROCESSES
        if name == "File:write":
            return cost + len(str(args[1])) * MS_PER_WRITTEN_BYTE
        return cost

    def config_text(self) -> str:
        """The text of `wezterm.lua`."""
        if isinstance(self.config, str):
            return self.config
        return make_config(self.config)


def make_config(options: Mapping[str, object] | None = None, extra: str = "") -> str:
    """A configuration that loads the plugin, hands it `options`, and then runs `extra`."""
    given = "" if options is None else f", {to_lua(dict(options))}"
    return (
        'local wezterm = require("wezterm")\n'
        "local config = wezterm.config_builder()\n"
        f'local sessions = wezterm.plugin.require("{PLUGIN_URL}")\n'
        f"sessions.apply_to_config(config{given})\n"
        f"{extra}\n"
        "return config\n"
    )


def encode_url(url: str, *, strip: bool = True) -> str:
    r"""Directory name of a plugin: `/` and `\` are sZs, `:` sCs, `.` sDs, odd ones a number."""

    def one(character: str) -> str:
        if character in "/\\":
            return "sZs"
        if character == ":":
            return "sCs"
        if character == ".":
            return "sDs"
        if re.match(r"[A-Za-z0-9_-]", character):
            return character
        return f"u{ord(character)}"

    encoded = "".join(one(character) for character in url)
    return encoded.removesuffix("sZs") if strip else encoded


def decode_url(name: str) -> str:
    """The address that a plugin's directory name was made of, but for odd characters."""
    for mark, character in (("sCs", ":"), ("sZs", "/"), ("sDs", ".")):
        name = name.replace(mark, character)
    return name
