"""A WezTerm on a screen with the plugin in it.

In:    a display, the plugin, how the tab bar and the loading of tabs are set.
Out:   steps of flows.lua; what the terminal complained about.
Never: more than one at a time on a display: keys must find their window.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.subject.plugin import PEER_URL
from generator.proving.saved import OLD_URL
from tests.e2e.checkout import Checkout, install
from tests.e2e.display import Display
from tests.e2e.headless import plugin_config
from tests.e2e.terminal import Json, Programs, Terminal

ROOMS = Path(__file__).parent / "lua"
FLOWS, FIGURES, OTHER = (ROOMS / f"{room}.lua" for room in ("flows", "figures", "others"))

OTHERS = {"old": OLD_URL, "peer": PEER_URL}
"""Where they say they are; they look for themselves under these names."""

Lazy = Literal["background", "on_activate", "off"]
Bar = Literal["always", "retro", "fancy"]
"""The tab bar: always there, or only beside several tabs, in either of its shapes."""

BARS: dict[Bar, str] = {
    "always": "",
    "retro": "config.hide_tab_bar_if_only_one_tab = true\nconfig.use_fancy_tab_bar = false",
    "fancy": "config.hide_tab_bar_if_only_one_tab = true",
}

SIZE = (160, 45)
LEAST_CELLS = 5
"""Smallest pane: the tab bar may take three rows, and a pair of one cell each hangs WezTerm."""

COMPLAINT = re.compile(r"ERROR.*(wezterm-sessions|lua|callback)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every stage of a run shares."""

    programs: Programs
    display: Display
    checkout: Checkout
    lazy: Lazy = "background"
    other: Literal["old", "peer"] | None = None
    """Another plugin, in place of ours."""

    @property
    def name(self) -> str:
        """For the table."""
        return self.other or "new"

    def plugin(self, lazy: Lazy, options: str) -> str:
        """Configure the terminal to load the plugin."""
        if self.other:
            address = OTHERS[self.other]
            return f"assert(loadfile('{OTHER}'))(e2e, config, '{self.other}', '{address}')"
        return plugin_config(self.checkout, f'{{ lazy = "{lazy}", {options} }}')

    def install(self, home: Path) -> None:
        """Put another plugin where its address leads: it may be loaded from nowhere else."""
        if self.other:
            install(self.checkout, OTHERS[self.other], home / "xdg" / "data" / "wezterm")


class Stage(Terminal):
    """The terminal of the second storey."""

    def __init__(
        self,
        setting: Setting,
        *,
        lazy: Lazy | None = None,
        bar: Bar = "always",
        size: tuple[int, int] = SIZE,
        home: Path | None = None,
        extra: str = "",
        after: str = "",
        options: str = "",
        is_empty: bool = False,
        line: tuple[str, ...] = (),
    ) -> None:
        """Start it and wait until its window has its size.

        `extra` is more configuration, `after` what of it comes after the plugin, `options` more
        options of the plugin, all in Lua; `is_empty` and `line` as in Terminal.
        """
        self.lazy: Lazy = lazy or setting.lazy
        config = (
            f"config.initial_cols, config.initial_rows = {size[0]}, {size[1]}\n"
            f"{BARS[bar]}\n{extra}\n"
            f"{setting.plugin(self.lazy, options)}\n"
            f"{after}\n"
            f"e2e.flows = assert(loadfile('{FLOWS}'))(e2e)\n"
            f"e2e.figures = assert(loadfile('{FIGURES}'))(e2e)\n"
        )
        display = setting.display
        super().__init__(
            setting.programs,
            "gui",
            config,
            display=display.name,
            home=home,
            prepare=setting.install,
            is_empty=is_empty,
            line=line,
        )
        self.display = display
        told = self.flow("return flows.begin()")
        self.size: tuple[int, int] = (told["cols"], told["rows"])
        """Of the home workspace's tab, in cells; what is built at that size needs no shrinking."""

    def flow(self, code: str, **arguments: Json) -> Json:
        """Run Lua with `flows` at hand."""
        return self.ask(f"local flows = e2e.flows\n{code}", **arguments)

    def figure(self, code: str, **arguments: Json) -> Json:
        """Run Lua with `figures` at hand."""
        return self.ask(f"local figures = e2e.figures\n{code}", **arguments)

    def complaints(self) -> list[str]:
        """Errors of the plugin that WezTerm has logged."""
        return [f"log: {line}" for line in self.log().splitlines() if COMPLAINT.search(line)]
