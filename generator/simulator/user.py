"""The user's hands: keys, answers, splits, closings, resizes.

In:    what a person would do to the focused window.
Out:   the model changed as the real terminal would change it, reactions queued.
Never: runs the event loop: call `run()` after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack, cast

from generator.simulator.errors import HostError, NothingToAnswer, SimulatorError
from generator.simulator.gui import actions, error_window
from generator.simulator.gui import keys as keys_of
from generator.simulator.gui.overlays import Overlay
from generator.simulator.gui.window import GuiWindow
from generator.simulator.host.directories import file_url
from generator.simulator.host.spawning import add_tab, current_directory
from generator.simulator.machine.domains import Domain
from generator.simulator.machine.programs import Program
from generator.simulator.mux.panes import Pane, Tab, Window
from generator.simulator.mux.terminals import Command
from generator.simulator.tree.slots import PaneDirection
from generator.simulator.tree.split import SplitDirection
from generator.simulator.view import View

Layout = Any
"""No tuple: a leaf. A tuple: "left_right" or "top_bottom", cells of the first, first, second."""


class Start(TypedDict, total=False):
    """What is started in a new pane: program, directory, domain; else as in the pane at hand."""

    argv: Sequence[str] | None
    cwd: str | None
    domain: str


class User(View):
    """Part of `Simulator`: everything that hands can do."""

    # Keys and answers.

    def press(self, key: str, mods: str = "", pane: Pane | None = None) -> None:
        """Press a key: its binding in `config.keys` is performed, the last one that matches.

        SimulatorError when there is none: a test that presses a dead key is mistaken.
        """
        gui = self.gui
        wanted = keys_of.held(key, mods)
        keys = gui.config.get("keys")
        found: Mapping[str, object] | None = None
        for entry in keys if isinstance(keys, list) else []:
            if isinstance(entry, Mapping) and wanted == keys_of.held(
                entry.get("key"), entry.get("mods")
            ):
                found = entry
        front = pane or gui.front_pane
        if found is None or front is None:
            raise SimulatorError(f"{mods or 'no modifier'} {key} is not bound")
        self.perform(found.get("action"), front)

    def perform(self, assignment: object, pane: Pane | None = None) -> None:
        """Perform a key assignment given as data, as if a key were bound to it."""
        gui = self.gui
        front = pane or gui.front_pane
        if front is None:
            raise SimulatorError("the window has no pane")
        try:
            actions.perform(gui, assignment, front)
        except HostError as error:
            self.world.records.errors.append(("key assignment", str(error)))

    def _owner(self, *kinds: str) -> tuple[GuiWindow, Overlay]:
        for gui in self.gui_windows():
            overlay = gui.overlay
            if overlay is not None and overlay.kind in kinds:
                return gui, overlay
        raise NothingToAnswer(f"nothing is shown that takes an answer of the kind {kinds[0]}")

    def choose(self, which: str | int) -> None:
        """Choose an entry of the picker by label, by id, by a part of its label, or by place."""
        gui, overlay = self._owner("choices")
        choices = overlay.choices
        if isinstance(which, int):
            chosen = choices[which]
        else:
            exact = [c for c in choices if which in (c.id, c.label)]
            found = exact or [c for c in choices if which in c.label]
            if not found:
                raise NothingToAnswer(f"{which!r} is none of {overlay.labels}")
            chosen = found[0]
        # Without an id of its own an entry's id is nil in the callback.
        gui.finish_overlay(overlay, overlay.event, (chosen.id, chosen.label))

    def answer(self, text: str | None) -> None:
        """Type a line into the prompt and press return; None leaves it with Escape."""
        gui, overlay = self._owner("line")
        gui.finish_overlay(overlay, overlay.event, (text,))

    def cancel(self) -> None:
        """Leave the picker or prompt with Escape."""
        gui, overlay = self._owner("choices", "line", "confirm")
        if overlay.kind == "choices":
            gui.finish_overlay(overlay, overlay.event, (None, None))
        else:
            gui.finish_overlay(overlay, overlay.event, (None,))

    def confirm(self) -> None:
        """Say yes to the question that is shown."""
        gui, overlay = self._owner("confirm")
        gui.finish_overlay(overlay, "", ())
        cast("Any", overlay.arguments["then"])()

    # Panes.

    def split(
        self,
        direction: SplitDirection = "Right",
        size: float = 0.5,
        pane: Pane | None = None,
        **start: Unpack[Start],
    ) -> Pane:
        """Split a pane; the new one starts in the same directory unless told otherwise."""
        source = pane or self.pane()
        found, command = self._started(source, start)
        return self.mux.split(source, found, command, direction, size, top_level=False)

    def _started(self, source: Pane | None, start: Start) -> tuple[Domain, Command]:
        """What is started beside a pane: in its domain and directory unless told otherwise."""
        argv, cwd, domain = start.get("argv"), start.get("cwd"), start.get("domain")
        where = {"DomainName": domain} if domain else "CurrentPaneDomain"
        found = self.mux.resolve_domain(where, source)
        directory = cwd if cwd is not None else current_directory(self.world, source, found)
        return found, Command(None if argv is None else list(argv), directory)

    def layout(self, tree: Layout, tab: Tab | None = None) -> list[Pane]:
        """Split the only pane of a tab into a whole tree; gives its panes in tree order."""
        target = tab or self.tab()
        if len(target.panes) != 1:
            raise SimulatorError("layout() starts from a single pane")
        self._grow(target, tree, target.panes[0])
        return target.panes

    def _grow(self, tab: Tab, tree: Layout, pane: Pane) -> None:
        if not isinstance(tree, tuple):
            return
        axis, first_cells, first, second = tree
        slot = pane.slot
        if slot is None:
            raise SimulatorError("the pane is gone")
        along = slot.width if axis == "left_right" else slot.height
        direction: SplitDirection = "Right" if axis == "left_right" else "Bottom"
        new = self.split(direction, along - first_cells - 1, pane)
        self._grow(tab, first, pane)
        self._grow(tab, second, new)

    def type(self, text: str, pane: Pane | None = None) -> None:
        """Type into a pane; end with a carriage return to have a shell run it."""
        self.mux.type(pane or self.pane(), text)

    def run_program(
        self,
        argv: Sequence[str],
        pane: Pane | None = None,
        *,
        announce: bool = False,
        full_screen: bool | None = None,
        is_foreign: bool = False,
    ) -> Program:
        """A program is started in front of what reads the keyboard, whatever that is.

        Args:
            argv: what is run.
            pane: where; the active one.
            announce: the shell also sets WEZTERM_PROG.
            full_screen: whether it draws on the alternate screen; None: as its name says.
            is_foreign: it is another user's, as with `sudo`.
        """
        target = pane or self.pane()
        if target.terminal is None:
            raise SimulatorError("nothing runs in an overlay")
        program = self.mux.shell.run(target.terminal, list(argv))
        program.full_screen, program.is_foreign = full_screen, is_foreign
        target.terminal.show_line()
        if announce or self.settings.shell_integration:
            self.set_user_var("WEZTERM_PROG", " ".join(argv), target)
        self.mux.notify("PaneTitleChanged", window=target.tab.window if target.tab else None)
        return program

    def exit_program(self, pane: Pane | None = None, name: str | None = None) -> None:
        """The program that reads the keyboard ends; a shell's end closes its pane.

        With `name` that one ends, wherever it runs in the pane: as the leader of a pipeline.
        """
        target = pane or self.pane()
        if name is not None and target.terminal is not None:
            found = [each for each in target.terminal.root.tree() if each.name == name]
            if not found:
                raise SimulatorError(f"no {name} runs in the pane")
            if found[-1] is not target.terminal.reader:
                found[-1].end()
                return
        self.mux.exit_front(target)
        if self.settings.shell_integration:
            self.set_user_var("WEZTERM_PROG", "", target)

    def replace_program(self, name: str) -> None:
        """A program's file is replaced, as by an upgrade: what runs it runs a deleted file."""
        self.world.processes.replace_file(name)

    def set_cwd(
        self, path: str, pane: Pane | None = None, *, osc7: bool = False, host: str | None = None
    ) -> None:
        """The foreground program is in a directory (made if missing), and perhaps announces it."""
        target = pane or self.pane()
        if host is None and target.domain.has_process_information:
            self.world.disk.make_directory(path)
        if target.terminal is not None:
            target.terminal.reader.cwd = path
        if not target.domain.has_process_information:
            target.remote_cwd = path
        if osc7 or host is not None:
            target.osc7 = file_url(path, self.settings.hostname if host is None else host)
        self.mux.notify("PaneTitleChanged", window=target.tab.window if target.tab else None)

    def set_title(self, title: str, pane: Pane | None = None) -> None:
        """A program sets its pane's title; the window's follows."""
        target = pane or self.pane()
        target.explicit_title = title
        window = target.tab.window if target.tab else None
        if window is not None:
            window.title = title
        self.mux.notify("PaneTitleChanged", window=window)

    def set_user_var(self, name: str, value: str, pane: Pane | None = None) -> None:
        """A program sets a user variable."""
        target = pane or self.pane()
        target.user_vars[name] = value
        window = target.tab.window if target.tab else None
        self.mux.notify("UserVar", window=window, pane=target, name=name, value=value)

    def close_pane(self, pane: Pane | None = None) -> None:
        """A pane's program ends."""
        self.mux.remove_pane(pane or self.pane())

    def focus(self, pane: Pane) -> None:
        """Click into a pane."""
        if pane.tab is not None:
            self.mux.activate_tab(pane.tab)
        self.mux.activate_pane(pane)

    def zoom(self, on: bool = True, pane: Pane | None = None) -> None:
        """Zoom a pane (the active one), or end the zoom."""
        target = pane or self.pane()
        if target.tab is None:
            raise SimulatorError("the pane is in no tab")
        if target is not target.tab.active_pane:
            self.mux.activate_pane(target)
        target.tab.tree.set_zoomed(on)
        self.mux.notify("TabResized", tab=target.tab, window=target.tab.window)

    def adjust(self, direction: PaneDirection, cells: int) -> None:
        """Move a divider of the active pane."""
        tab = self.tab()
        tab.tree.adjust(direction, cells)
        self.mux.notify("TabResized", tab=tab, window=tab.window)

    # Tabs and windows.

    def new_tab(self, window: Window | None = None, **start: Unpack[Start]) -> Tab:
        """Open a tab at the end; it becomes active."""
        target = window or self.window()
        source = target.active_tab.active_pane if target.active_tab else None
        found, command = self._started(source, start)
        return cast("Tab", add_tab(self.mux, target, found, command)[0])

    def close_tab(self, tab: Tab | None = None) -> None:
        """Close a tab with its panes."""
        self.mux.remove_tab(tab or self.tab())

    def switch_tab(self, index: int) -> None:
        """Show another tab of the focused window, from 0; negative counts from the end."""
        self.perform({"ActivateTab": index})

    def move_tab(self, index: int) -> None:
        """Move the active tab to a place, from 0."""
        self.perform({"MoveTab": index})

    def rename_tab(self, title: str, tab: Tab | None = None) -> None:
        """Give a tab a title."""
        target = tab or self.tab()
        target.title = title
        self.mux.notify("TabTitleChanged", tab=target, window=target.window)

    def resize_window(self, cols: int, rows: int, gui: GuiWindow | None = None) -> None:
        """Drag a window to another size of its terminal area, in cells."""
        (gui or self.gui).resize(cols, rows)

    def focus_window(self, gui: GuiWindow) -> None:
        """Give a window the keyboard."""
        if self.world.frontend is not None:
            self.world.frontend.focused_id = gui.id
        gui.emit("window-focus-changed")
        gui.update_title(status=True)

    def new_window(
        self,
        *,
        workspace: str | None = None,
        cols: int | None = None,
        rows: int | None = None,
        cwd: str | None = None,
    ) -> Window:
        """Open a window with one tab."""
        default = self.world.initial_size()
        size = (cols or default[0], rows or default[1])
        pane = self.world.open_window(workspace, *size, Command(None, cwd))
        if pane.tab is None or pane.tab.window is None:
            raise SimulatorError("the window did not open")
        return pane.tab.window

    def close_window(self, gui: GuiWindow | None = None) -> None:
        """The close button, and yes to the question: all its panes end."""
        if self.world.frontend is not None:
            self.world.frontend.close_by_user(gui or self.gui)

    def switch_workspace(self, name: str) -> None:
        """Show a workspace, made when it is missing."""
        self.perform({"SwitchToWorkspace": {"name": name}})

    def show_error_window(self, text: str = "Configuration Error") -> Pane:
        """A window that only shows a message, in a domain that can't be spawned into."""
        return error_window.show(self.mux, text)

    def edit_config(self, text: str) -> None:
        """Save another `wezterm.lua`; WezTerm notices after a moment."""
        self.world.disk[self.settings.config_file] = text.encode("utf-8", "surrogateescape")
