"""Key assignments, performed.

In:    a GUI window, an assignment as data, the pane that it is for.
Out:   the changed model.
Never: waits: what an assignment starts goes on in the queue.
"""
# ruff: noqa: D103 - the name of each is that of the assignment

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from generator.simulator.errors import HostError
from generator.simulator.gui import overlays
from generator.simulator.gui.window import GuiWindow
from generator.simulator.host import spawning
from generator.simulator.mux.panes import Pane
from generator.simulator.mux.terminals import Command
from generator.simulator.tree.slots import PaneDirection
from generator.simulator.tree.split import SplitDirection

Handler = Callable[[GuiWindow, Any, Pane], None]
HANDLERS: dict[str, Handler] = {}

SPLITS: Mapping[str, SplitDirection] = {
    "Right": "Right",
    "Left": "Left",
    "Up": "Top",
    "Down": "Bottom",
}


def perform(gui: GuiWindow, assignment: object, pane: Pane) -> None:
    """Perform one assignment. What the simulator has no model of is only recorded."""
    gui.host.records.performed.append(assignment)
    if isinstance(assignment, str):
        name, argument = assignment, None
    elif isinstance(assignment, Mapping) and len(assignment) == 1:
        name, argument = next(iter(assignment.items()))
    else:
        raise HostError(f"{assignment!r} is not a KeyAssignment")
    handler = HANDLERS.get(name)
    if handler is not None:
        handler(gui, argument, pane)


def action(name: str) -> Callable[[Handler], Handler]:
    """Register what performs an assignment."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return register


SKIPPED = (
    *("bash", "sh", "zsh", "fish", "tmux", "nu"),
    *("nu.exe", "cmd.exe", "pwsh.exe", "powershell.exe"),
)
"""Default of `skip_close_confirmation_for_processes_named`."""


def _is_idle(gui: GuiWindow, pane: Pane) -> bool:
    """Whether it may be closed without a question: all that runs in it is on the list."""
    if pane.terminal is None:
        return True
    skipped = gui.mux.option("skip_close_confirmation_for_processes_named", default=SKIPPED)
    names = {program.name for program in pane.terminal.root.tree()}
    return isinstance(skipped, list | tuple) and names <= set(skipped)


def _confirm(gui: GuiWindow, message: str, then: Callable[[], None]) -> None:
    tab = gui.active_tab
    pane = gui.active_pane
    if tab is None or pane is None:
        return
    shown = gui.mux.new_overlay_pane((tab.cols, tab.rows))
    overlay = overlays.Overlay("confirm", "", shown, pane, gui.mux_id, description=message)
    overlay.arguments = {"then": then}
    gui.show(overlay, tab)


@action("CloseCurrentPane")
def close_current_pane(gui: GuiWindow, argument: Mapping[str, object], _pane: Pane) -> None:
    """Closes the active pane of the active tab, whichever pane was passed."""
    active = gui.active_pane
    if active is None:
        return
    if argument.get("confirm") and not _is_idle(gui, active):
        _confirm(gui, "Really kill this pane?", lambda: gui.mux.remove_pane(active))
    else:
        gui.mux.remove_pane(active)


@action("CloseCurrentTab")
def close_current_tab(gui: GuiWindow, argument: Mapping[str, object], _pane: Pane) -> None:
    tab = gui.active_tab
    if tab is None:
        return
    if argument.get("confirm") and not all(_is_idle(gui, pane) for pane in tab.panes):
        _confirm(gui, "Really kill this tab?", lambda: gui.mux.remove_tab(tab))
    else:
        gui.mux.remove_tab(tab)


@action("MoveTab")
def move_tab(gui: GuiWindow, position: int, _pane: Pane) -> None:
    window = gui.mux_window
    tab = gui.active_tab
    if window is None or tab is None:
        return
    if not 0 <= position < len(window.tabs):
        raise HostError("cannot move a tab out of range")
    window.tabs.remove(tab)
    window.tabs.insert(position, tab)
    window.active_index = position
    gui.mux.notify("WindowInvalidated", window=window)
    gui.update_title(status=True)


@action("ActivateTab")
def activate_tab(gui: GuiWindow, position: int, _pane: Pane) -> None:
    window = gui.mux_window
    if window is None or not window.tabs:
        return
    index = position if position >= 0 else len(window.tabs) + position
    if 0 <= index < len(window.tabs):
        gui.mux.activate_tab(window.tabs[index])
        gui.update_title(status=True)


def _relative(name: str, act: Handler, *, wraps: bool = False) -> None:
    """Register what acts on the tab that is so many further on, or the last one on that side."""

    @action(name)
    def act_beside(gui: GuiWindow, delta: int, pane: Pane) -> None:
        window = gui.mux_window
        count = len(window.tabs) if window else 0
        place = (window.active_index if window else 0) + delta
        act(gui, place % max(count, 1) if wraps else max(min(place, count - 1), 0), pane)


_relative("MoveTabRelative", move_tab)
_relative("ActivateTabRelative", activate_tab, wraps=True)
_relative("ActivateTabRelativeNoWrap", activate_tab)


@action("ActivateLastTab")
def activate_last_tab(gui: GuiWindow, _argument: object, pane: Pane) -> None:
    window = gui.mux_window
    for index, tab in enumerate(window.tabs if window else []):
        if window is not None and tab.id == window.last_active_id:
            activate_tab(gui, index, pane)
            return


@action("SendString")
def send_string(gui: GuiWindow, text: str, pane: Pane) -> None:
    pane.sent.append(text)
    gui.mux.type(pane, text)


@action("EmitEvent")
def emit_event(gui: GuiWindow, name: str, pane: Pane) -> None:
    gui.emit(name, pane)


@action("Multiple")
def multiple(gui: GuiWindow, items: list[object], pane: Pane) -> None:
    for item in items:
        perform(gui, item, pane)


@action("ReloadConfiguration")
def reload_configuration(gui: GuiWindow, _argument: object, _pane: Pane) -> None:
    gui.host.reload()


@action("QuitApplication")
def quit_application(gui: GuiWindow, _argument: object, _pane: Pane) -> None:
    gui.host.running = False


@action("ToggleFullScreen")
def toggle_full_screen(gui: GuiWindow, _argument: object, _pane: Pane) -> None:
    gui.is_full_screen = not gui.is_full_screen
    gui.fill_screen(gui.is_full_screen)


@action("TogglePaneZoomState")
def toggle_zoom(gui: GuiWindow, _argument: object, pane: Pane) -> None:
    tab = gui.active_tab
    if tab is not None:
        set_zoom(gui, not tab.zoomed, pane)


@action("SetPaneZoomState")
def set_zoom(gui: GuiWindow, zoomed: bool, _pane: Pane) -> None:
    tab = gui.active_tab
    if tab is not None:
        tab.tree.set_zoomed(zoomed)
        gui.mux.notify("TabResized", tab=tab, window=tab.window)


@action("ActivatePaneDirection")
def activate_pane_direction(gui: GuiWindow, direction: str, _pane: Pane) -> None:
    tab = gui.active_tab
    if tab is None:
        return
    index = tab.tree.pane_in_direction(cast("PaneDirection", direction))
    if index is not None:
        gui.mux.activate_pane(tab.panes[index])


@action("ActivatePaneByIndex")
def activate_pane_by_index(gui: GuiWindow, index: int, _pane: Pane) -> None:
    tab = gui.active_tab
    if tab is not None and gui.overlay is None and 0 <= index < len(tab.panes):
        gui.mux.activate_pane(tab.panes[index])


@action("AdjustPaneSize")
def adjust_pane_size(gui: GuiWindow, argument: list[object], _pane: Pane) -> None:
    tab = gui.active_tab
    if tab is not None and gui.overlay is None:
        tab.tree.adjust(cast("PaneDirection", argument[0]), int(str(argument[1])))
        gui.mux.notify("TabResized", tab=tab, window=tab.window)


@action("RotatePanes")
def rotate_panes(gui: GuiWindow, direction: str, _pane: Pane) -> None:
    tab = gui.active_tab
    if tab is None:
        return
    if direction == "Clockwise":
        tab.tree.rotate_clockwise()
    else:
        tab.tree.rotate_counter_clockwise()


def _spawn_command(argument: object) -> Mapping[str, object]:
    return argument if isinstance(argument, Mapping) else {}


def _command(gui: GuiWindow, argument: object, source: Pane) -> tuple[Any, Command]:
    table = _spawn_command(argument)
    domain = gui.mux.resolve_domain(table.get("domain") or "CurrentPaneDomain", source)
    cwd = cast("str | None", table.get("cwd")) or spawning.current_directory(
        gui.host, source, domain
    )
    argv = cast("list[str] | None", table.get("args"))
    env = cast("Mapping[str, str] | None", table.get("set_environment_variables"))
    return domain, Command(argv, cwd, env)


@action("SpawnTab")
def spawn_tab(gui: GuiWindow, domain: object, pane: Pane) -> None:
    spawn_command_in_new_tab(gui, {"domain": domain}, pane)


@action("SpawnCommandInNewTab")
def spawn_command_in_new_tab(gui: GuiWindow, argument: object, pane: Pane) -> None:
    domain, command = _command(gui, argument, pane)
    window = gui.mux_window

    def spawn() -> None:
        if window is not None and window.id in gui.mux.windows:
            spawning.add_tab(gui.mux, window, domain, command)

    gui.host.loop.soon(spawn)


@action("SpawnWindow")
def spawn_window(gui: GuiWindow, argument: object, pane: Pane) -> None:
    spawn_command_in_new_window(gui, argument, pane)


@action("SpawnCommandInNewWindow")
def spawn_command_in_new_window(gui: GuiWindow, argument: object, pane: Pane) -> None:
    _domain, command = _command(gui, argument, pane)
    cols, rows = gui.cols, gui.rows
    gui.host.loop.soon(lambda: _opened(gui, None, cols, rows, command))


def _opened(gui: GuiWindow, name: str | None, cols: int, rows: int, command: Command) -> None:
    gui.host.open_window(name, cols, rows, command)


def _split(
    gui: GuiWindow, pane: Pane, direction: SplitDirection, size: float, argument: object
) -> None:
    domain, command = _command(gui, argument, pane)

    def split() -> None:
        gui.mux.split(pane, domain, command, direction, size, top_level=False)

    gui.host.loop.soon(split)


@action("SplitHorizontal")
def split_horizontal(gui: GuiWindow, argument: object, pane: Pane) -> None:
    _split(gui, pane, "Right", 0.5, argument)


@action("SplitVertical")
def split_vertical(gui: GuiWindow, argument: object, pane: Pane) -> None:
    _split(gui, pane, "Bottom", 0.5, argument)


@action("SplitPane")
def split_pane(gui: GuiWindow, argument: Mapping[str, Any], pane: Pane) -> None:
    size = argument.get("size") or {"Percent": 50}
    wanted = size["Cells"] if "Cells" in size else size["Percent"] / 100
    _split(gui, pane, SPLITS[argument["direction"]], wanted, argument.get("command"))


@action("SwitchToWorkspace")
def switch_to_workspace(gui: GuiWindow, argument: object, pane: Pane) -> None:
    """The name is active at once; opening a missing window and switching are queued."""
    table = _spawn_command(argument)
    screen, mux, loop = gui.screen, gui.mux, gui.host.loop
    name = str(table.get("name") or f"workspace-{len(mux.workspaces())}")
    screen.switching = True
    mux.set_active_workspace(name)
    if mux.windows_in(name):
        screen.switch_workspace(name)
        return
    mux.activities += 1
    cols, rows = gui.cols, gui.rows
    _domain, command = _command(gui, table.get("spawn"), pane)

    def spawn() -> None:
        _opened(gui, name, cols, rows, command)
        screen.switch_workspace(name)
        mux.activities -= 1

    loop.soon(spawn)


@action("SwitchWorkspaceRelative")
def switch_workspace_relative(gui: GuiWindow, delta: int, _pane: Pane) -> None:
    names = gui.mux.workspaces()
    at = names.index(gui.mux.active_workspace) if gui.mux.active_workspace in names else 0
    gui.screen.switch_workspace(names[(at + delta) % len(names)])


def _show(gui: GuiWindow, kind: overlays.Kind, argument: object, what: str) -> None:
    tab, source = gui.active_tab, gui.front_pane
    if kind == "choices" and gui.host.settings.release != "stable":
        # Not the pane of an overlay that this one takes away.
        source = gui.active_pane
    if tab is None or source is None or not isinstance(argument, Mapping):
        return
    event = overlays.callback_of(argument, what)
    choices = overlays.choices_of(argument)
    shown = gui.mux.new_overlay_pane((tab.cols, tab.rows))
    overlay = overlays.Overlay(
        kind,
        event,
        shown,
        source,
        gui.mux_id,
        title=str(argument.get("title") or ""),
        description=str(argument.get("description") or ""),
        choices=choices,
        fuzzy=bool(argument.get("fuzzy")),
        arguments=argument,
    )
    gui.show(overlay, tab)


@action("InputSelector")
def input_selector(gui: GuiWindow, argument: object, _pane: Pane) -> None:
    _show(gui, "choices", argument, "InputSelector")


@action("PromptInputLine")
def prompt_input_line(gui: GuiWindow, argument: object, _pane: Pane) -> None:
    _show(gui, "line", argument, "PromptInputLine")


@action("DetachDomain")
def detach_domain(gui: GuiWindow, argument: object, pane: Pane) -> None:
    domain = gui.mux.resolve_domain(argument, pane)
    if not domain.is_detachable:
        raise HostError("detach not implemented for LocalDomain")
    gui.mux.detach(domain)


@action("AttachDomain")
def attach_domain(gui: GuiWindow, name: str, _pane: Pane) -> None:
    domain = gui.mux.domain_named(name)
    if domain is not None and not domain.is_attached:
        gui.host.loop.after(domain.delay_ms, lambda: spawning.attach(gui.host, domain))
