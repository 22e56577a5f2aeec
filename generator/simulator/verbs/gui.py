"""Answers of `wezterm.gui` and of windows on the screen.

In:    calls from Lua: a GUI window's id, and the multiplexer window that the object was made for.
Out:   values of the model; tickets, because nearly all of these wait for the window's own queue.
Never: the object's own window where the host asks the one shown now, or the other way round.
"""
# ruff: noqa: D103 - the API table says what each of them does

from __future__ import annotations

from collections.abc import Callable

from generator.simulator.errors import HostError
from generator.simulator.gui import actions
from generator.simulator.gui.frontend import Frontend, OnScreen
from generator.simulator.gui.window import DPI, GuiWindow
from generator.simulator.host.host import mux_of
from generator.simulator.host.loop import Ticket
from generator.simulator.lua.border import GuiRef, Ref, Several, take, take_one
from generator.simulator.lua.runtime import LuaState
from generator.simulator.lua.text import said
from generator.simulator.machine.records import Toast
from generator.simulator.mux.mux import CELL_PIXELS
from generator.simulator.verbs.registry import verb


def _frontend(host: OnScreen) -> Frontend:
    if host.frontend is None:
        raise HostError("not called on gui thread")
    return host.frontend


def _ask(host: OnScreen, gui_id: int, question: Callable[[GuiWindow], object]) -> Ticket:
    """Put a question to a window; it answers when its message is next in the queue."""
    ticket = Ticket()
    frontend = _frontend(host)

    def arrive() -> None:
        window = frontend.windows.get(gui_id)
        if window is None:
            ticket.resolve(HostError("receiving from an empty and closed channel"))
            return
        try:
            ticket.resolve(question(window))
        except HostError as error:
            ticket.resolve(error)

    # A window's messages are handled on the loop, which an evaluation blocks for good.
    host.loop.soon(arrive)
    return ticket


@verb("wezterm.gui.gui_windows")
def gui_windows(host: OnScreen, _state: LuaState) -> object:
    frontend = _frontend(host)
    return [GuiRef(gui_id, mux_id) for gui_id, mux_id in sorted(frontend.known.items())]


@verb("wezterm.gui.gui_window_for_mux_window", "MuxWindow:gui_window")
def gui_window(host: OnScreen, _state: LuaState, number: int) -> object:
    frontend = _frontend(host)
    ticket = Ticket()

    def answer() -> None:
        found = frontend.gui_for(number)
        ticket.resolve(
            found
            or HostError(f"mux window id {number} is not currently associated with a gui window")
        )

    frontend.reconcile().wait(lambda: host.loop.soon(answer))
    return ticket


@verb("wezterm.gui.get_appearance", "GuiWin:get_appearance")
def get_appearance(_host: OnScreen, _state: LuaState, *_args: object) -> object:
    return "Dark"


@verb("wezterm.gui.screens")
def screens(_host: OnScreen, _state: LuaState) -> object:
    screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080}
    return {"main": screen, "active": screen, "by_name": {"screen": screen}}


@verb("GuiWin:window_id")
def window_id(_host: OnScreen, _state: LuaState, _gui: int, mux_id: int) -> object:
    return mux_id


@verb("GuiWin:mux_window")
def mux_window(_host: OnScreen, _state: LuaState, _gui: int, mux_id: int) -> object:
    # The object is made without looking whether the window still exists.
    return Ref("MuxWindow", mux_id)


@verb("GuiWin:active_tab")
def active_tab(host: OnScreen, _state: LuaState, _gui: int, mux_id: int) -> object:
    window = mux_of(host).windows.get(mux_id)
    if window is None:
        raise HostError(f"invalid window {mux_id}")
    return window.active_tab


@verb("GuiWin:active_workspace")
def active_workspace(host: OnScreen, _state: LuaState, _gui: int, _mux_id: int) -> object:
    return mux_of(host).active_workspace


@verb("GuiWin:toast_notification")
def toast_notification(
    host: OnScreen,
    _state: LuaState,
    _gui: int,
    _mux_id: int,
    title: str,
    message: str,
    _url: str | None = None,
    timeout_ms: int | None = None,
) -> object:
    toast = Toast(said(title), said(message), timeout_ms, host.clock.now_ms)
    host.records.toasts.append(toast)
    return None


def _tell(host: OnScreen, gui_id: int, message: Callable[[GuiWindow], object]) -> None:
    def arrive() -> None:
        window = _frontend(host).windows.get(gui_id)
        if window is not None:
            message(window)

    host.loop.soon(arrive)


@verb("GuiWin:set_right_status")
def set_right_status(host: OnScreen, _state: LuaState, gui: int, _mux_id: int, text: str) -> object:
    shown = said(text)
    _tell(host, gui, lambda window: window.set_status("right", shown))
    return None


@verb("GuiWin:set_left_status")
def set_left_status(host: OnScreen, _state: LuaState, gui: int, _mux_id: int, text: str) -> object:
    shown = said(text)
    _tell(host, gui, lambda window: window.set_status("left", shown))
    return None


@verb("GuiWin:set_config_overrides")
def set_config_overrides(
    host: OnScreen, _state: LuaState, gui: int, _mux_id: int, *flat: object
) -> object:
    wanted = take_one(flat)

    def change(window: GuiWindow) -> None:
        if window.overrides != wanted:
            window.overrides = wanted
            window.config_was_reloaded()

    _tell(host, gui, change)
    return None


@verb("GuiWin:set_inner_size")
def set_inner_size(
    host: OnScreen, _state: LuaState, gui: int, _mux_id: int, width: int, height: int
) -> object:
    def change(window: GuiWindow) -> None:
        rows = height // CELL_PIXELS[1] - window.bar_rows
        window.resize(max(width // CELL_PIXELS[0], 1), max(rows, 1))

    _tell(host, gui, change)
    return None


@verb("GuiWin:maximize")
def maximize(host: OnScreen, _state: LuaState, gui: int, _mux_id: int) -> object:
    _tell(host, gui, lambda window: window.fill_screen(on=True))
    return None


@verb("GuiWin:restore")
def restore(host: OnScreen, _state: LuaState, gui: int, _mux_id: int) -> object:
    _tell(host, gui, lambda window: window.fill_screen(on=False))
    return None


@verb("GuiWin:set_position")
def ignored(_host: OnScreen, _state: LuaState, *_args: object) -> object:
    return None


@verb("GuiWin:toggle_fullscreen")
def toggle_fullscreen(host: OnScreen, _state: LuaState, gui: int, _mux_id: int) -> object:
    def toggle(window: GuiWindow) -> None:
        window.is_full_screen = not window.is_full_screen
        window.fill_screen(window.is_full_screen)

    _tell(host, gui, toggle)
    return None


@verb("GuiWin:focus")
def focus(host: OnScreen, _state: LuaState, gui: int, _mux_id: int) -> object:
    _frontend(host).focused_id = gui
    return None


@verb("GuiWin:copy_to_clipboard")
def copy_to_clipboard(
    host: OnScreen, _state: LuaState, _gui: int, _mux_id: int, text: str, _target: object = None
) -> object:
    host.records.clipboard = said(text)
    return None


@verb("GuiWin:perform_action")
def perform_action(
    host: OnScreen, _state: LuaState, gui: int, _mux_id: int, *flat: object
) -> object:
    assignment, number = take(flat)
    if not isinstance(assignment, str | dict):
        raise HostError("error converting Lua value to KeyAssignment")

    def perform(window: GuiWindow) -> object:
        front = window.front_pane
        if front is None:
            raise HostError("there is no active pane!?")
        pane = front if front.id == number else window.mux.panes.get(int(str(number)))
        if pane is None:
            raise HostError(f"pane id {number} is not valid")
        actions.perform(window, assignment, pane)
        return None

    return _ask(host, gui, perform)


DEFAULT_CONFIG: dict[str, object] = {
    "enable_tab_bar": True,
    "hide_tab_bar_if_only_one_tab": False,
    "use_fancy_tab_bar": True,
    "tab_bar_at_bottom": False,
    "initial_cols": 80,
    "initial_rows": 24,
    "unzoom_on_switch_pane": True,
    "automatically_reload_config": True,
    "quit_when_all_windows_are_closed": True,
    "status_update_interval": 1000,
    "exit_behavior": "Close",
}
"""What `effective_config` tells about options that the configuration doesn't set."""


def _dimensions(window: GuiWindow) -> object:
    return {
        "pixel_width": window.cols * CELL_PIXELS[0],
        "pixel_height": window.total_rows * CELL_PIXELS[1],
        "dpi": DPI,
        "is_full_screen": window.is_full_screen,
    }


def _effective_config(window: GuiWindow) -> object:
    own = window.config if isinstance(window.config, dict) else {}
    crossing = {name: value for name, value in own.items() if not isinstance(value, Ref)}
    return DEFAULT_CONFIG | crossing


QUESTIONS: dict[str, Callable[[GuiWindow], object]] = {
    "get_dimensions": _dimensions,
    "active_pane": lambda window: window.front_pane,
    "effective_config": _effective_config,
    "get_config_overrides": lambda window: window.overrides,
    "is_focused": lambda window: window.screen.focused is window,
    "leader_is_active": lambda _window: False,
    "active_key_table": lambda _window: None,
    "composition_status": lambda _window: None,
    "current_event": lambda _window: None,
    "keyboard_modifiers": lambda _window: Several(("NONE", "")),
    "get_selection_text_for_pane": lambda _window: "",
    "get_selection_escapes_for_pane": lambda _window: "",
}
"""What a window is asked by a message, and nothing but asked."""


def _asking(question: Callable[[GuiWindow], object]) -> Callable[..., object]:
    def answer(
        host: OnScreen, _state: LuaState, gui: int, _mux_id: int, *_arguments: object
    ) -> object:
        return _ask(host, gui, question)

    return answer


for _name, _question in QUESTIONS.items():
    verb(f"GuiWin:{_name}")(_asking(_question))
